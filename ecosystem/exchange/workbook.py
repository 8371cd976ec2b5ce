"""The workbook: Office Open XML (ECMA-376, .xlsx), to edit in Excel or LibreOffice and to import again.

Every field of the data file is kept; comments and layout stay in the data file, which `import` changes only
where a cell changed. `sheets` says what stands where. All cells are text cells but plain numbers, so that
no date is turned into another and nothing is a formula: a text that starts with = + - @, a tab or a carriage
return is marked as text, as Excel does for what is typed after an apostrophe. Links that come from fields
(leads, owners, plan) stand in those fields only. The bytes are the same for the same data: no clock.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ecosystem import __version__
from ecosystem.city import City, list_order
from ecosystem.dataset.draft import LISTS
from ecosystem.errors import FileAccessError
from ecosystem.exchange import documents, sheets
from ecosystem.exchange.safe_workbook import escaped
from ecosystem.exchange.sheets import Column, Sheet
from ecosystem.files import OURS
from ecosystem.model import FIELD_LINK_TYPES, ORGANISATION_SECTIONS, PRIVATE, Ecosystem, Section
from ecosystem.progress import Progress, counting, unheard

LONGEST_CELL = 32_767
ROOM = 500
"""Empty rows below the entries that have drop-downs too."""

_FONT = "Calibri"  # as all other cells: without a name, LibreOffice takes one with serifs
_MADE = (2000, 1, 1, 0, 0, 0)
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {
    "id": 24,
    "nr": 5,
    "section": 11,
    "name": 44,
    "title": 44,
    "short": 26,
    "basis": 11,
    "number": 9,
}
_WIDE = (
    "purpose",
    "text",
    "evidence",
    "summary",
    "note",
    "question",
    "claim",
    "outcome",
    "objective",
    "reason",
)
_PRIVATE_NOTE = (
    "Private notes, as JSON. They never leave the data file, and this workbook must not be published."
)
_ID_NOTE = "How other entries name this one. It stays for ever. Leave it empty in a new row."

Internal = Mapping[tuple[str, str], Any]
"""Private notes by section and row id."""


def files(city: City) -> dict[str, bytes]:
    return {"ecosystem.xlsx": dumps(city.ecosystem)}


def dumps(ecosystem: Ecosystem, internal: Internal | None = None, progress: Progress = unheard) -> bytes:
    """The city as a workbook, with a column of private notes when they are given."""
    document = documents.of(ecosystem)
    values = [list(rows(sheet, document, ecosystem, internal)) for sheet in sheets.sheets()]
    book = Workbook(write_only=True)
    book.properties.creator = f"{OURS} {__version__}"
    book.properties.title = ecosystem.about.title
    listed = _Choices(ecosystem)
    _explain(book, ecosystem)
    _map(book, document["ecosystem"], listed)
    written = counting(progress, sum(map(len, values)), last=0.8)
    for sheet, some in zip(sheets.sheets(), values, strict=True):
        _write(book, sheet, some, listed, internal is not None, written)
    listed.write(book)
    saved = io.BytesIO()
    book.save(saved)
    progress(0.9)
    return _still(saved.getvalue())


def list_ids(name: str, ecosystem: Ecosystem) -> list[str]:
    """Return the ids of a list's rows, in the order of the entries in `ecosystem`.

    The id of an entry depends on what the entries say and not on their order, so that it names the same entry
    in the data file, which has the editor's order, and in the graph, which is sorted.
    """
    if name == "links":
        return [link.id for link in ecosystem.links if not link.field]
    noun = name.removesuffix("s").replace("_", "-")
    entries = getattr(ecosystem, name)
    ordered = sorted(range(len(entries)), key=lambda place: list_order(entries[place]))
    numbers = {place: number for number, place in enumerate(ordered, 1)}
    return [f"{noun}-{numbers[place]}" for place in range(len(entries))]


def private_notes(text: str, ecosystem: Ecosystem) -> Internal:
    """Return the private notes of a data file by section and row id.

    Args:
        text: The data file.
        ecosystem: What `dataset.parse` makes of it, in the order of the file.
    """
    ids = {name: list_ids(name, ecosystem) for name in LISTS}
    return {
        (section, ids[section][key] if isinstance(key, int) else key): note
        for (section, key), note in documents.private(text).items()
    }


def head(sheet: Sheet, private: bool) -> list[str]:
    """The headers of a sheet."""
    first = [sheets.OF, sheets.NR] if sheet.field else [sheets.ID]
    first += [sheets.SECTION] if sheet.title == sheets.ORGANISATIONS else []
    last = [PRIVATE] if private and not sheet.field else []
    return [*first, *(column.header for column in sheet.columns), *last]


def rows(
    sheet: Sheet, document: documents.Document, ecosystem: Ecosystem, internal: Internal | None
) -> Iterator[list[Any]]:
    """The rows of a sheet, as values: text, numbers, or None for an empty cell."""
    for section in sheet.holds:
        entries: Iterable[tuple[str, Any]] = document[section].items() if not sheet.is_list else ()
        if sheet.is_list:
            entries = zip(list_ids(section, ecosystem), document[section], strict=True)
        for identifier, entry in entries:
            if sheet.field:
                for number, part in enumerate(_at(entry, sheet.field) or (), 1):
                    yield [identifier, number, *(_cell(part, column) for column in sheet.columns)]
                continue
            first = [identifier, section] if sheet.title == sheets.ORGANISATIONS else [identifier]
            last = []
            if internal is not None:
                last = [_note_of(internal, (section, identifier))]
            yield [*first, *(_cell(entry, column) for column in sheet.columns), *last]


def _at(entry: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        entry = entry.get(name) if entry else None
    return entry


def value_of(entry: Any, column: Column) -> Any:
    """What an entry says in a column: text, a number, or None."""
    value = _at(entry, column.path)
    if isinstance(value, list):
        return "\n".join(documents.cited(part) if column.placed else str(part) for part in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _cell(entry: Any, column: Column) -> Any:
    return _fitting(value_of(entry, column), column.header)


def _note_of(internal: Internal, key: tuple[str, str]) -> str | None:
    if key not in internal:
        return None
    return str(_fitting(json.dumps(internal[key], ensure_ascii=False), PRIVATE))


def _fitting(value: Any, header: str) -> Any:
    """The same, if a cell holds as much; a spreadsheet would cut it without a word."""
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        raise FileAccessError(f"‘{header}’ has more than {LONGEST_CELL:,} characters, the most a cell holds.")
    return value


class _Choices:
    """The lists that drop-downs choose from; they stand on a hidden sheet."""

    def __init__(self, ecosystem: Ecosystem) -> None:
        nodes = {section.value: list(ecosystem.section(section)) for section in Section}
        every = [identifier for ids in nodes.values() for identifier in ids]
        self._known = {
            **{name: nodes[name] for name in ("plans", "priorities")},
            "organisations": [
                identifier for section in ORGANISATION_SECTIONS for identifier in nodes[section]
            ],
            "nodes": every,
            "shown": [*every, *(kind for kind in ecosystem.kinds if kind not in every)],
            "sources": list(ecosystem.sources),
            "kinds": list(ecosystem.kinds),
            "link_types": list(dict.fromkeys([*ecosystem.link_types, *FIELD_LINK_TYPES])),
            "actions": nodes["actions"],
        }
        self._lists: dict[str, list[str]] = {}

    def formula(self, name: str, choices: Iterable[str] = ()) -> str | None:
        """Where the choices of a list stand; none where there are no choices."""
        found = list(choices) or self._known.get(name, [])
        if not found:
            return None
        self._lists[name] = found
        letter = get_column_letter(list(self._lists).index(name) + 1)
        return f"{sheets.CHOICES}!${letter}$2:${letter}${len(found) + 1}"

    def write(self, book: Workbook) -> None:
        sheet = book.create_sheet(sheets.CHOICES)
        sheet.sheet_state = "hidden"
        columns = [[name, *found] for name, found in self._lists.items()]
        for place in range(max((len(column) for column in columns), default=0)):
            sheet.append([_text(sheet, column[place]) if place < len(column) else None for column in columns])


def _write(
    book: Workbook,
    sheet: Sheet,
    values: list[list[Any]],
    listed: _Choices,
    private: bool,
    written: Callable[[], None],
) -> None:
    made = book.create_sheet(sheet.title)
    headers = head(sheet, private)
    first = len(headers) - len(sheet.columns) - (1 if private and not sheet.field else 0)
    made.freeze_panes = f"{get_column_letter(first + 1)}2"
    for place, header in enumerate(headers, 1):
        width = _WIDTHS.get(header, 60 if header.split()[-1] in _WIDE else 18)
        made.column_dimensions[get_column_letter(place)].width = width
    last = len(values) + 1 + ROOM
    for check in _checks(sheet, headers, len(values) + 1, last, listed):
        made.data_validations.append(check)
    made.auto_filter.ref = f"A1:{get_column_letter(len(headers))}{len(values) + 1}"
    made.append([_header(made, header, _note(sheet, header)) for header in headers])
    plain, number = _text(made, ""), WriteOnlyCell(made, 0)
    number.alignment = Alignment(vertical="top")
    for row in values:
        made.append([_copy(made, value, plain, number) for value in row])
        written()


def _note(sheet: Sheet, header: str) -> str:
    for column in sheet.columns:
        if column.header == header:
            several = " Several: each on a line of its own (Alt+Enter)." if column.many else ""
            return f"{column.note}{several}{' Needed.' if column.required else ''}"
    return {
        sheets.ID: _ID_NOTE,
        sheets.OF: "The id of the entry this row belongs to.",
        sheets.NR: "Its place there. Leave it empty in a new row; it goes to the end.",
        sheets.SECTION: "groups, networks or partners.",
        PRIVATE: _PRIVATE_NOTE,
    }[header]


def _checks(
    sheet: Sheet, headers: list[str], filled: int, last: int, listed: _Choices
) -> Iterator[DataValidation]:
    if not sheet.field and filled > 1:
        told = "An id stays for ever: other entries name it. Leave the id of a new row empty."
        fixed = DataValidation(
            type="custom", formula1="FALSE", error=told, errorTitle="The id", allow_blank=False
        )
        fixed.add(f"A2:A{filled}")
        yield fixed
    columns: dict[str, tuple[str, Iterable[str], bool]] = {}
    if sheet.title == sheets.ORGANISATIONS:
        columns[sheets.SECTION] = (
            "organisation sections",
            [section.value for section in ORGANISATION_SECTIONS],
            True,
        )
    for column in sheet.columns:
        if column.choices:
            name = column.header if column.header != "type" else f"{sheet.title} type"
            columns[column.header] = (f"{name} of {sheet.title}", column.choices, not column.many)
        elif column.refers:
            columns[column.header] = (column.refers, (), False)
    for header, (name, choices, strict) in columns.items():
        formula = listed.formula(name, choices)
        if formula:
            # A new entry's id is not in the list yet, and a cell may name several: only closed lists refuse.
            check = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=strict)
            letter = get_column_letter(headers.index(header) + 1)
            check.add(f"{letter}2:{letter}{last}")
            yield check


def _header(sheet: Any, header: str, note: str) -> Any:
    cell = _text(sheet, header)
    cell.font = Font(name=_FONT, size=11, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="44546A")
    cell.comment = Comment(note, OURS, height=110, width=320)
    return cell


def _text(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, escaped(text))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if text.startswith(_STARTS_FORMULA):
        cell.quotePrefix = True
    return cell


def _copy(sheet: Any, value: Any, plain: Any, number: Any) -> Any:
    """A cell in a style made once: making a style takes longer than all else."""
    if value is None:
        return None
    if isinstance(value, str) and value.startswith(_STARTS_FORMULA):
        return _text(sheet, value)
    cell: Any = WriteOnlyCell(sheet, escaped(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes ‘#N/A’ for an error
    cell._style = (plain if isinstance(value, str) else number)._style
    return cell


def _map(book: Workbook, about: Mapping[str, Any], listed: _Choices) -> None:
    sheet = book.create_sheet(sheets.ABOUT_SHEET)
    sheet.freeze_panes = "A2"
    for letter, width in (("A", 16), ("B", 90), ("C", 60)):
        sheet.column_dimensions[letter].width = width
    sheet.append(
        [_header(sheet, *pair) for pair in (("field", "Of the map itself."), ("value", "What it holds."))]
    )
    for column in sheets.about_columns():
        value = _cell(about, column)
        cells = [column.header, value, column.note]
        sheet.append([None if cell is None else _text(sheet, str(cell)) for cell in cells])


def _explain(book: Workbook, ecosystem: Ecosystem) -> None:
    sheet = book.create_sheet(sheets.README)
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 100
    title = _text(sheet, ecosystem.about.title)
    title.font = Font(name=_FONT, bold=True, size=16)
    title.alignment = Alignment(wrap_text=False)
    sheet.append([title])
    for line in _LINES:
        sheet.append([None, _text(sheet, line)] if line else [])
    for each in sheets.sheets():
        told = " ".join((each.model.__doc__ or "").split("\n\n")[0].split())
        sheet.append([_text(sheet, each.title), _text(sheet, told)])


_LINES = (
    "Each sheet holds one sort of entry, one to a row. Rest the pointer on a heading to see what it wants.",
    "Change a cell to change the map. Add a row at the end for something new, and leave its id empty.",
    "Delete a whole row to remove an entry; the import asks before it removes anything.",
    "Where a cell holds several values, each stands on a line of its own (Alt+Enter in Excel).",
    "Dates are written as 2015, 2015-08, 2015-08-31, 2019~ (about), 2020-04/2021-03, 2021/.. (from 2021 on).",
    "Name roles and organisations, never a person. Every entry names its source.",
    "Write no formulas. Keep the headings, and keep the sheets.",
    "Send the file back to whoever keeps the data: ecosystem import FILE.xlsx shows what would change first.",
    "",
)


def _still(content: bytes) -> bytes:
    """The workbook without a clock, and with our mark near its start."""
    old = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: old.read(name) for name in old.namelist()}
    stamp = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*"
    parts["docProps/core.xml"] = re.sub(stamp, rb"\g<1>2000-01-01T00:00:00Z", parts["docProps/core.xml"])
    signed = f"<Application>{OURS}</Application>".encode()
    parts["docProps/app.xml"] = re.sub(b"<Application>[^<]*</Application>", signed, parts["docProps/app.xml"])
    first = ("[Content_Types].xml", "docProps/app.xml")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as new:
        for name in (*first, *sorted(parts.keys() - set(first))):
            entry = zipfile.ZipInfo(name, _MADE)
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == first[1] else zipfile.ZIP_DEFLATED
            new.writestr(entry, parts[name])
    return written.getvalue()
