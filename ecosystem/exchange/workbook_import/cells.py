"""The sheets of a workbook as cells of text, whichever program saved it and in which format.

A cell's text is what an editor would write: a month where the cell shows a month, `20%` where it shows a
percentage. Cells that are merged downwards all hold what the first of them does.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from html import unescape
from pathlib import Path
from typing import Any

from ecosystem import files
from ecosystem.errors import FileAccessError
from ecosystem.exchange.safe_workbook import MOST_COLUMNS, MOST_ROWS, opened, rows_of, style_of, unescaped
from ecosystem.exchange.workbook_import.filled_cells import Cell, Row
from ecosystem.language import _

_TAIL = (
    rb"<(?:\w+:)?(mergeCell|hyperlink)\s([^<>]*)>",
    rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""",
)
_HIDDEN = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\bhidden=["'](?:1|true)["']""")
_MOST_ROWS_MERGED = 1_000  # downwards in one merged cell
_MOST_MERGED = 200_000  # rows in all merged cells of a sheet
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(slots=True)
class Page:
    """A sheet: its rows come once."""

    title: str
    rows: Iterator[Row]
    hidden: int = 0
    is_hidden: bool = False
    """Whether the sheet itself is hidden."""


@dataclass(slots=True)
class _Extras:
    """What a sheet says of its cells after the cells themselves."""

    links: dict[tuple[int, int], str] = field(default_factory=dict)
    below: dict[int, dict[int, tuple[int, int]]] = field(default_factory=dict)
    """By row and column, the cell above whose value a cell that is merged with it holds."""
    across: set[tuple[int, int]] = field(default_factory=set)
    hidden: int = 0


def pages(path: Path, *, cached: bool = False) -> list[Page]:
    """Return the sheets of a workbook that have rows.

    Args:
        path: The workbook.
        cached: Whether a cell with a formula has the value that was saved with it.

    Raises:
        FileAccessError: It is no workbook, or not safe to read, or two of its sheets have one name.
    """
    if _starts(path, _OLD_EXCEL):
        raise FileAccessError(_old_or_locked(path))
    if path.suffix.lower() == ".ods" or _is_open_document(path):
        from ecosystem.exchange.workbook_import import open_document

        return _distinct(path, [Page(*sheet) for sheet in open_document.sheets(path)])
    book = opened(path)
    saved = opened(path, values=True) if cached and _has_formulas(book) else None
    return _distinct(path, [_page(path, sheet, saved) for sheet in book.worksheets])


def _has_formulas(book: Any) -> bool:
    archive = book._archive
    return any(
        b"<f" in archive.read(part) for part in archive.namelist() if part.startswith("xl/worksheets/sheet")
    )


def _starts(path: Path, mark: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(mark)) == mark
    except OSError as error:
        raise FileAccessError(files.unreadable_message(path, error)) from error


def _is_open_document(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "content.xml" in archive.namelist()
    except OSError as error:
        raise FileAccessError(files.unreadable_message(path, error)) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError):  # the last of an unknown version of zip
        return False


def _old_or_locked(path: Path) -> str:
    """Old Excel files and workbooks with a password look alike from outside."""
    if path.suffix.lower() == ".xls":
        return _("{file} is in the old Excel format. Save it as .xlsx (Excel Workbook).", file=str(path))
    return _("{file} has a password. Save it without one.", file=str(path))


def _distinct(path: Path, pages: list[Page]) -> list[Page]:
    seen: set[str] = set()
    for page in pages:
        name = page.title.strip().casefold()
        if name in seen:
            message = _(
                "{file} has two sheets named ‘{title}’. Rename one of them.", file=str(path), title=page.title
            )
            raise FileAccessError(message)
        seen.add(name)
    return pages


def _page(path: Path, sheet: Any, saved: Any) -> Page:
    extras = _extras(path, sheet)
    rows = _rows(path, sheet, extras)
    if saved is not None:
        rows = _with_values(rows, path, saved[sheet.title])
    return Page(sheet.title, rows, extras.hidden, sheet.sheet_state != "visible")


def _with_values(rows: Iterator[Row], path: Path, saved: Any) -> Iterator[Row]:
    """Give the cells with formulas the values that were saved with them."""
    values = enumerate(rows_of(path, saved, MOST_ROWS + 1), 1)
    number_of, row_of = 0, ()
    for number, cells, heads in rows:
        while number_of < number:
            number_of, row_of = next(values, (number, ()))
        for place, cell in cells.items():
            if cell.is_formula and place < len(row_of) and row_of[place].value not in (None, ""):
                value = _cell(path, row_of[place])
                cell.text, cell.error, cell.is_formula = value.text, value.error, False
        yield number, cells, heads


def _rows(path: Path, sheet: Any, extras: _Extras) -> Iterator[Row]:
    first: dict[tuple[int, int], Cell] = {}
    nothing: tuple[Any, ...] | None = None  # the one row of openpyxl's for every row that is left out
    needed = {start for row in extras.below.values() for start in row.values()}
    for number, row in enumerate(rows_of(path, sheet, MOST_ROWS + 1), 1):
        if row is nothing and number not in extras.below:
            continue
        cells = {place: _cell(path, cell) for place, cell in enumerate(row) if cell.value is not None}
        cells = {place: cell for place, cell in cells.items() if cell.text or cell.is_formula or cell.error}
        for place in cells:
            cells[place].link = extras.links.get((number, place), "")
            if (number, place) in needed:
                first[number, place] = cells[place]
        heads = len(cells) == 1 and _is_heading(path, row, (number, next(iter(cells))), extras)
        for place, start in extras.below.get(number, {}).items():
            if place not in cells and start in first:
                cells[place] = first[start]
        nothing = None if cells else row
        yield number, cells, heads


def _is_heading(path: Path, row: tuple[Any, ...], place: tuple[int, int], extras: _Extras) -> bool:
    font = style_of(path, row[place[1]], "font")
    return place in extras.across or bool(font is not None and font.b)


def _cell(path: Path, cell: Any) -> Cell:
    if cell.data_type == "f":
        return Cell("", is_formula=True)
    if cell.data_type == "e":
        return Cell("", error=str(cell.value))
    value = unescaped(cell.value) if isinstance(cell.value, str) else cell.value
    return Cell(written(value, str(style_of(path, cell, "number_format") or "")))


def written(value: Any, number_format: str = "") -> str:
    """Return the value of a cell as the text that an editor would write.

    >>> from datetime import datetime
    >>> written(datetime(2021, 2, 1), "mmm-yy"), written(0.2, "0%"), len(written(10**400, "0%"))
    ('2021-02', '20%', 404)
    """
    match value:
        case bool():
            return "true" if value else "false"
        case int() if "%" in number_format:
            return f"{value * 100}%"
        case float() if "%" in number_format:
            return f"{value * 100:.12g}%"
        case float():
            return f"{value:.15g}"
        case datetime() if value.time() == time(0):
            return _day(value.date(), number_format)
        case datetime() | time():
            return value.isoformat()
        case date():
            return _day(value, number_format)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _day(value: date, number_format: str) -> str:
    """Return a date as exactly as the cell shows it: a month typed into Excel is stored as its first day."""
    shown = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", number_format).partition(";")[0].lower()
    if "y" not in shown or "d" in shown:
        return value.isoformat()
    return value.isoformat()[: 7 if "m" in shown else 4]


def _extras(path: Path, sheet: Any) -> _Extras:
    """Return links and merged cells, which openpyxl leaves out when it reads row by row.

    Raises:
        FileAccessError: There are too many merged cells.
    """
    extras, merged = _Extras(), 0
    try:
        archive, part = sheet.parent._archive, sheet._worksheet_path
        content = archive.read(part)
        folder, _slash, name = part.rpartition("/")
        names = archive.namelist()
        related = f"{folder}/_rels/{name}.rels"
        targets = _targets(archive.read(related)) if related in names else {}
    except (AttributeError, KeyError):  # a sheet without cells of its own
        return extras
    extras.hidden = len(_HIDDEN.findall(content))
    end = max(content.rfind(b"sheetData>"), 0)
    for kind, attributes in re.findall(_TAIL[0], content[end:]):
        given = _attributes(attributes)
        start, _colon, last = given.get("ref", "").partition(":")
        if not (corner := _place(start)):
            continue
        if kind == b"hyperlink":
            if target := targets.get(next((given[key] for key in given if key.endswith("id")), "")):
                extras.links[corner] = target
        elif other := _place(last):
            (top, left), (bottom, right) = corner, other
            if right > left:
                extras.across.add(corner)
            last_row = min(bottom, top + _MOST_ROWS_MERGED, MOST_ROWS)
            merged += max(last_row - top, 0)
            if merged > _MOST_MERGED:
                raise FileAccessError(
                    _(
                        "{file}: sheet {title} has more than {limit} merged cells. Unmerge some of them.",
                        file=str(path),
                        title=sheet.title,
                        limit=_MOST_MERGED,
                    )
                )
            for row in range(top + 1, last_row + 1) if left < MOST_COLUMNS else ():
                extras.below.setdefault(row, {})[left] = corner
    return extras


def _targets(related: bytes) -> dict[str, str]:
    relations = (
        _attributes(relation) for relation in re.findall(rb"<(?:\w+:)?Relationship\s([^>]*)>", related)
    )
    return {given.get("Id", ""): given.get("Target", "") for given in relations}


def _attributes(element: bytes) -> dict[str, str]:
    return {
        name.decode("ascii", "replace"): unescape((one or other).decode("utf-8", "replace"))
        for name, one, other in re.findall(_TAIL[1], element)
    }


def _place(reference: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1
