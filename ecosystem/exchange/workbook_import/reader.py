"""The sheets of a workbook → their rows; what no cell or heading may be is a mistake."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from ecosystem.dataset import migrations
from ecosystem.dataset.fields import nearest
from ecosystem.dataset.syntax import quoted
from ecosystem.exchange import sheets, workbook
from ecosystem.exchange.safe_workbook import MOST_ROWS, pages, rows_of, unescaped
from ecosystem.exchange.sheets import Sheet
from ecosystem.exchange.workbook_import.cell_mistakes import Mistakes
from ecosystem.exchange.workbook_import.rows import Row, Tables
from ecosystem.language import _
from ecosystem.model import PRIVATE


class Reader:
    """Reads sheet by sheet; `row_read` hears of every row."""

    def __init__(self, path: Path, mistakes: Mistakes, row_read: Callable[[], None]) -> None:
        self._path = path
        self._mistakes = mistakes
        self._row_read = row_read
        self._tables = Tables()

    def tables(self, book: Any) -> Tables:
        """What stands in the sheets that a workbook has to have."""
        named = {sheet.title: sheet for sheet in sheets.sheets()}
        sheets_by_title = {
            _now(title, sheets.FORMER_TITLES, named): page for title, page in pages(book).items()
        }
        self._check_titles(list(sheets_by_title), named)
        if sheets.ABOUT_SHEET in sheets_by_title:
            self._read_about(sheets_by_title[sheets.ABOUT_SHEET])
        for title, sheet in named.items():
            if title in sheets_by_title:
                self._tables.rows[title] = self._rows(sheet, sheets_by_title[title])
        return self._tables

    def _check_titles(self, titles: list[str], needed: Iterable[str]) -> None:
        known = [sheets.README, sheets.ABOUT_SHEET, sheets.CHOICES, *needed]
        for title in titles:
            if title not in known:
                message = _("this is not a sheet of the workbook. Delete it.")
                self._note_unsound(title, 0, f"{message}{nearest(title, known)}")
        for title in (sheets.ABOUT_SHEET, *needed):
            if title not in titles:
                self._note_unsound(title, 0, _("the sheet is missing. Put it back, even without rows."))

    def _note_unsound(self, title: str, number: int, message: str) -> None:
        self._tables.sound = False
        self._mistakes.note(title, number, message)

    def _read_about(self, page: Any) -> None:
        known = {column.header: column for column in sheets.about_columns()}
        for number, cells in self._cells(page, sheets.ABOUT_SHEET):
            name, value = cells.get(0, ""), cells.get(1, "")
            if number == 1 or not name:
                continue
            if name not in known:
                message = _(
                    "A{number}: {name} is not a field of the map.", number=str(number), name=quoted(name)
                )
                self._mistakes.note(sheets.ABOUT_SHEET, number, f"{message}{nearest(name, known)}")
            elif value:
                self._tables.about[name] = (number, value)

    def _rows(self, sheet: Sheet, page: Any) -> list[Row]:
        rows: list[Row] = []
        headers: dict[int, str] = {}
        for number, cells in self._cells(page, sheet.title):
            if number == 1:
                headers = self._headers(sheet, cells) if cells else {}
                continue
            for place in cells.keys() - headers.keys():
                if headers:
                    message = _(
                        "{cell} is in a column without a heading. Add the heading or empty the cell.",
                        cell=f"{_letter(place)}{number}",
                    )
                    self._mistakes.note(sheet.title, number, message)
            named = {headers[place]: text for place, text in cells.items() if place in headers}
            if named.get("gap") in migrations.FORMER_GAPS:
                named["gap"] = migrations.FORMER_GAPS[named["gap"]]
            if any(text for name, text in named.items() if name not in (sheets.NR, sheets.SECTION)):
                rows.append(Row(sheet, number, named))
        if not headers:
            self._note_unsound(sheet.title, 1, _("the row of headings is missing. Put it back."))
        return rows

    def _headers(self, sheet: Sheet, cells: dict[int, str]) -> dict[int, str]:
        known = workbook.head(sheet, private=True)
        headings: dict[int, str] = {}
        for place, written in cells.items():
            header = _now(written, migrations.FORMER_FIELDS, known)
            cell = f"{_letter(place)}1"
            if header not in known:
                message = _("{cell}: {name} is not a heading of this sheet.", cell=cell, name=quoted(header))
                self._note_unsound(sheet.title, 1, f"{message}{nearest(header, known)}")
            elif header in headings.values():
                message = _(
                    "{cell}: there is another heading {name}. Keep one.", cell=cell, name=quoted(header)
                )
                self._mistakes.note(sheet.title, 1, message)
            else:
                headings[place] = header
        for header in workbook.head(sheet, private=False):
            if header not in headings.values():
                message = _(
                    "the column ‘{name}’ is missing. Put it back, even with empty cells.", name=header
                )
                self._note_unsound(sheet.title, 1, message)
        if PRIVATE in headings.values():
            self._tables.private.add(sheet.title)
        return headings

    def _cells(self, page: Any, title: str) -> Iterator[tuple[int, dict[int, str]]]:
        """The filled cells of each row, by place."""
        nothing: tuple[Any, ...] | None = None  # the one row of openpyxl's for every row that is left out
        for number, row in enumerate(rows_of(self._path, page, MOST_ROWS + 1), 1):
            if row is nothing:
                continue
            headings: dict[int, str] = {}
            for place, cell in enumerate(row):
                if cell.value is None:
                    continue
                text = self._text(title, number, place, cell)
                if text:
                    headings[place] = text
            if number > MOST_ROWS and headings:
                message = _("the sheet has more than {limit} rows. Split the map in two.", limit=MOST_ROWS)
                self._mistakes.note(title, number, message)
                return
            self._row_read()
            nothing = None if headings else row
            yield number, headings

    def _text(self, title: str, number: int, place: int, cell: Any) -> str:
        name = f"{_letter(place)}{number}"
        if cell.data_type == "f":
            message = _("{cell} has a formula. Replace it with its value.", cell=name)
        elif cell.data_type == "e":
            message = _(
                "{cell} has the error {error}. Write a value or empty the cell.",
                cell=name,
                error=str(cell.value),
            )
        else:
            return plain(unescaped(cell.value) if isinstance(cell.value, str) else cell.value)
        self._mistakes.note(title, number, message)
        return ""


def _now(name: str, former: Mapping[str, str], known: Container[str]) -> str:
    """Return what a sheet or a heading of a workbook of an older version is called now."""
    return former[name] if name not in known and former.get(name) in known else name


def plain(value: Any) -> str:
    """The value of a cell as the text that an editor would write."""
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.15g}"
        case datetime() if value.time() == time(0):
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place + 1))
