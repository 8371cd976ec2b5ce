"""The sheets of a workbook → their rows; what no cell or heading may be is a mistake.

Rows above the headings, rows that head others, and columns and sheets of an editor's own are left out and
named.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path

from ecosystem.dataset import migrations
from ecosystem.dataset.suggestions import nearest
from ecosystem.dataset.unseen import quoted
from ecosystem.errors import FileAccessError
from ecosystem.exchange import baseline, sheets, workbook
from ecosystem.exchange.baseline import BaselineError
from ecosystem.exchange.cell_names import key
from ecosystem.exchange.safe_workbook import MOST_ROWS
from ecosystem.exchange.sheets import Sheet
from ecosystem.exchange.workbook_import.cell_mistakes import Mistakes
from ecosystem.exchange.workbook_import.cells import Page, pages
from ecosystem.exchange.workbook_import.filled_cells import Cell
from ecosystem.exchange.workbook_import.rows import Row, Tables
from ecosystem.language import _
from ecosystem.model import PRIVATE

_HEADINGS_BY = 20
"""Rows among which the headings are looked for."""


class Reader:
    """Reads sheet by sheet; `row_read` hears of every row."""

    def __init__(self, path: Path, mistakes: Mistakes, row_read: Callable[[], None]) -> None:
        self._path = path
        self._mistakes = mistakes
        self._row_read = row_read
        self._tables = Tables()

    def tables(self) -> Tables:
        """What stands in the sheets that a workbook has to have.

        Raises:
            FileAccessError: It is no workbook that is safe to read, or a newer program made it.
        """
        named = {sheet.title: sheet for sheet in sheets.sheets()}
        known = [sheets.README, sheets.ABOUT_SHEET, sheets.CHOICES, sheets.BASELINE, *named]
        by_title: dict[str, Page] = {}
        for page in pages(self._path):
            title = _now(page.title, sheets.FORMER_TITLES, known)
            if title in by_title:
                raise FileAccessError(
                    _(
                        "{file}: the sheets ‘{one}’ and ‘{other}’ could both be ‘{title}’. "
                        "Rename one of them.",
                        file=str(self._path),
                        one=by_title[title].title,
                        other=page.title,
                        title=title,
                    )
                )
            by_title[title] = page
        if sheets.BASELINE in by_title:
            self._read_baseline(by_title[sheets.BASELINE])
        self._check_titles(list(by_title), known, named)
        if sheets.ABOUT_SHEET in by_title:
            self._read_about(by_title[sheets.ABOUT_SHEET])
        for title, sheet in named.items():
            if title in by_title:
                self._tables.rows[title] = self._rows(sheet, by_title[title])
        return self._tables

    def _read_baseline(self, page: Page) -> None:
        pieces = [cells[0].text for _number, cells, _heads in page.rows if 0 in cells]
        try:
            self._tables.baseline = baseline.read(pieces)
        except BaselineError as error:
            self._tables.damaged = error

    def _check_titles(self, titles: list[str], known: list[str], needed: Iterable[str]) -> None:
        missing = [title for title in (sheets.ABOUT_SHEET, *needed) if title not in titles]
        own = [title for title in titles if title not in known]
        for title in missing:
            message = _("the sheet is missing. Put it back, even without rows.")
            renamed = next((name for name in own if nearest(name, [title])), None)
            if renamed:
                message = _("the sheet is missing. Is it ‘{title}’? Name it as before.", title=renamed)
            self._note_unsound(title, 0, message)
        self._tables.own_sheets += own

    def _note_unsound(self, title: str, number: int, message: str) -> None:
        self._tables.sound = False
        self._mistakes.note(title, number, message)

    def _read_about(self, page: Page) -> None:
        known = {key(column.header): column.header for column in sheets.about_columns()}
        is_below = False
        for number, cells, _heads in page.rows:
            name, value = (cells[place].text if place in cells else "" for place in (0, 1))
            self._row_read()
            is_heading = key(name) == "field"
            if is_heading or not name or (not is_below and key(name) not in known):
                is_below = is_below or is_heading
                continue
            is_below = True
            if key(name) not in known:
                message = _(
                    "A{number}: {name} is not a field of the map.", number=str(number), name=quoted(name)
                )
                self._mistakes.note(
                    sheets.ABOUT_SHEET, number, f"{message}{nearest(name, list(known.values()))}"
                )
            elif value := self._text(sheets.ABOUT_SHEET, number, 1, cells.get(1)):
                self._tables.about[known[key(name)]] = (number, value)

    def _rows(self, sheet: Sheet, page: Page) -> list[Row]:
        found: list[Row] = []
        headers: dict[int, str] | None = None
        own: set[int] = set()
        for number, cells, heads in page.rows:
            self._row_read()
            if number > MOST_ROWS and cells:
                message = _("the sheet has more than {limit} rows. Split the map in two.", limit=MOST_ROWS)
                self._mistakes.note(sheet.title, number, message)
                break
            if headers is None:
                headers = self._headers(sheet, number, cells)
                if headers is None and number >= _HEADINGS_BY:
                    break
                continue
            own |= cells.keys() - headers.keys()
            row = self._row(
                sheet,
                number,
                {headers[place]: (place, cells[place]) for place in cells if place in headers},
                heads,
            )
            if row:
                found.append(row)
        if headers is None:
            self._note_unsound(sheet.title, 1, _("the row of headings is missing. Put it back."))
        if page.hidden:
            self._tables.hidden[sheet.title] = page.hidden
        self._tables.own_columns.setdefault(sheet.title, []).extend(
            _("column {letter}", letter=letter_of(place))
            for place in sorted(own - self._tables.named_own.get(sheet.title, set()))
        )
        return found

    def _row(
        self, sheet: Sheet, number: int, named: Mapping[str, tuple[int, Cell]], heads: bool
    ) -> Row | None:
        filled = [header for header, (_place, cell) in named.items() if cell.text]
        first = workbook.head(sheet, private=False)[0]
        if len(filled) == 1 and (heads or (filled[0] == first and not _looks_like_id(named[first][1].text))):
            self._tables.headings.append((sheet.title, number, named[filled[0]][1].text))
            return None
        texts = {
            header: self._text(sheet.title, number, place, cell) for header, (place, cell) in named.items()
        }
        texts = {header: text for header, text in texts.items() if text}
        if texts.get("gap") in migrations.FORMER_GAPS:
            texts["gap"] = migrations.FORMER_GAPS[texts["gap"]]
        if not any(name not in (sheets.NR, sheets.SECTION, sheets.PLAN) for name in texts) and not any(
            name in (column.header for column in sheet.columns) for name in texts
        ):
            return None
        links = {header: cell.link for header, (_place, cell) in named.items() if cell.link}
        places = {header: place for header, (place, _cell) in named.items()}
        return Row(sheet, number, texts, links, places)

    def _headers(self, sheet: Sheet, number: int, cells: Mapping[int, Cell]) -> dict[int, str] | None:
        """Return the headings by column; None where a row is not that of the headings."""
        known = {key(name): name for name in workbook.head(sheet, private=True)}
        headers = {
            place: known.get(key(_now(cell.text, migrations.FORMER_FIELDS, known)))
            for place, cell in cells.items()
        }
        matches = {name for name in headers.values() if name}
        if len(matches) < min(3, len(known) - 1):
            return None
        by_place: dict[int, str] = {}
        missing = [name for name in workbook.head(sheet, private=False) if name not in matches]
        for place, cell in sorted(cells.items()):
            header = headers[place]
            name = f"{letter_of(place)}{number}"
            if header is None:
                self._own_column(sheet, number, place, cell.text, missing)
            elif header in by_place.values():
                message = _(
                    "{cell}: there is another heading {name}. Keep one.", cell=name, name=quoted(header)
                )
                self._mistakes.note(sheet.title, number, message)
            else:
                by_place[place] = header
        for header in missing:
            if header != sheets.PLAN or any(column.header == header for column in sheet.columns):
                message = _(
                    "the column ‘{name}’ is missing. Put it back, even with empty cells.", name=header
                )
                self._note_unsound(sheet.title, number, message)
        if PRIVATE in by_place.values():
            self._tables.private.add(sheet.title)
        return by_place

    def _own_column(self, sheet: Sheet, number: int, place: int, text: str, missing: list[str]) -> None:
        """A heading that is not ours: one of ours that was renamed, or the editor's own."""
        if near := nearest(text, missing):
            cell = f"{letter_of(place)}{number}"
            message = _("{cell}: {name} is not a heading of this sheet.", cell=cell, name=quoted(text))
            self._note_unsound(sheet.title, number, f"{message}{near}")
            return
        self._tables.named_own.setdefault(sheet.title, set()).add(place)
        self._tables.own_columns.setdefault(sheet.title, []).append(text)

    def _text(self, title: str, number: int, place: int, cell: Cell | None) -> str:
        if cell is None:
            return ""
        name = f"{letter_of(place)}{number}"
        if cell.is_formula:
            message = _("{cell} has a formula. Replace it with its value.", cell=name)
        elif cell.error:
            message = _(
                "{cell} has the error {error}. Write a value or empty the cell.", cell=name, error=cell.error
            )
        else:
            return cell.text
        self._mistakes.note(title, number, message)
        return ""


def _looks_like_id(text: str) -> bool:
    return " " not in text.strip() and text == text.lower()


def _now(name: str, former: Mapping[str, str], known: Container[str]) -> str:
    """Return what a sheet or a heading of a workbook of an older version is called now."""
    return former[name] if name not in known and former.get(name, name) in known else name


def letter_of(place: int) -> str:
    """Return the letter of a column, counted from 0."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place + 1))
