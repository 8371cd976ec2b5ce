"""Every mistake in a workbook, in the order of its sheets and rows."""

from collections.abc import Iterable

from ecosystem.errors import InvalidWorkbookError, Problem
from ecosystem.exchange import sheets
from ecosystem.exchange.workbook_import.cell_positions import Places
from ecosystem.language import _


class Mistakes:
    """Gathers mistakes; each says its sheet and row."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[tuple[int, int, str]] = []  # place of the sheet, row, sentence

    def note(self, title: str, number: int, message: str, name: str = "") -> None:
        """Add a mistake.

        Args:
            title: The title of the sheet.
            number: The number of the row, or 0 for the whole sheet.
            message: What is wrong, and what to do.
            name: The field, if the mistake is in one.
        """
        sheet = _("sheet {title}", title=title)
        row = _("row {number}", number=str(number)) if number else ""
        where = ", ".join(filter(None, (sheet, row, name)))
        self._found.append((_order(title), number, f"{where}: {message}"))

    def mentions(self, number: int, cell: str) -> bool:
        """Return whether a mistake in this cell of a row was noted already."""
        return any(number == row and cell in sentence for _order, row, sentence in self._found)

    def translate(self, problems: Iterable[Problem], places: Places) -> None:
        """Add the problems of the text, except in rows that have a mistake already."""
        noted = {(order, number) for order, number, _sentence in self._found}
        for problem in problems:
            title, number, name = places.of(problem.line, problem.path)
            if (_order(title), number) not in noted:
                self.note(title, number, problem.message, name)

    def error(self) -> InvalidWorkbookError:
        """Return the error with every mistake."""
        ordered = dict.fromkeys(sorted(self._found))
        return InvalidWorkbookError(self._file, [sentence for _order, _number, sentence in ordered])

    def stop(self) -> None:
        """Raise InvalidWorkbookError if there is a mistake."""
        if self._found:
            raise self.error()


def _order(title: str) -> int:
    titles = [sheets.README, sheets.ABOUT_SHEET, *(sheet.title for sheet in sheets.sheets())]
    return titles.index(title) if title in titles else len(titles)
