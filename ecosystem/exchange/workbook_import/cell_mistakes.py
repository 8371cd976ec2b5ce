"""Every mistake in a workbook, in the order of its sheets and rows."""

from collections.abc import Iterable

from ecosystem.errors import InvalidWorkbookError, Problem
from ecosystem.exchange import sheets
from ecosystem.exchange.workbook_import.cell_positions import Places


class Mistakes:
    """Gathers mistakes; each says its sheet and row."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[tuple[int, int, str]] = []  # place of the sheet, row, sentence

    def note(self, title: str, number: int, told: str, name: str = "") -> None:
        """A mistake in a row of a sheet, or in the whole sheet when the row is 0; `name` is of the field."""
        where = f"sheet {title}" if not number else f"sheet {title}, row {number}"
        where += f", {name}" if name else ""
        joint = " " if not number and told.startswith("is ") else ": "
        self._found.append((_order(title), number, f"{where}{joint}{told}"))

    def mentions(self, number: int, cell: str) -> bool:
        """Whether something was said already about a cell of a row with this number."""
        return any(number == row and cell in said for _, row, said in self._found)

    def translate(self, problems: Iterable[Problem], places: Places) -> None:
        """Takes over problems of the text, but not of a row in which a mistake was found already."""
        noted = {(order, number) for order, number, _ in self._found}
        for problem in problems:
            title, number, name = places.of(problem.line, problem.path)
            if (_order(title), number) not in noted:
                self.note(title, number, places.reworded(problem.message), name)

    def error(self) -> InvalidWorkbookError:
        """The error that says every mistake."""
        ordered = dict.fromkeys(sorted(self._found))
        return InvalidWorkbookError(self._file, [said for _, _, said in ordered])

    def stop(self) -> None:
        """Raises InvalidWorkbookError if there is a mistake."""
        if self._found:
            raise self.error()


def _order(title: str) -> int:
    titles = [sheets.README, sheets.ABOUT_SHEET, *(sheet.title for sheet in sheets.sheets())]
    return titles.index(title) if title in titles else len(titles)
