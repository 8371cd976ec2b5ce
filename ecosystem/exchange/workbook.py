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
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from html import escape
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from ecosystem import __version__
from ecosystem.city import City, list_order
from ecosystem.dataset import documents
from ecosystem.dataset.draft import LISTS
from ecosystem.errors import FileAccessError
from ecosystem.exchange import sheets
from ecosystem.exchange.safe_workbook import escaped
from ecosystem.exchange.sheets import Column, Sheet
from ecosystem.files import OURS
from ecosystem.language import N_, _
from ecosystem.model import FIELD_LINK_TYPES, ORGANISATION_SECTIONS, PRIVATE, Ecosystem, Section
from ecosystem.model.descriptions import help_of
from ecosystem.progress import Progress, counting, unheard

LONGEST_CELL = 32_767
"""In UTF-16 code units, as Excel counts: a letter outside the Basic Multilingual Plane is two."""
ROOM = 500
"""Empty rows below the entries that have drop-downs too."""

_MADE = datetime(2000, 1, 1)
_NOT_PLAIN = re.compile(r"\A<r>.*</r>\Z|_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_", re.DOTALL)
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
_PRIVATE_NOTE = N_("Private notes, as JSON. They are never published. Do not publish this workbook.")
_ID_NOTE = N_(
    "Other entries use this id to refer to the entry. Never change it. Leave it empty in a new row."
)

Internal = Mapping[tuple[str, str], Any]
"""Private notes by section and row id."""


def files(city: City) -> dict[str, bytes]:
    return {"ecosystem.xlsx": dumps(city.ecosystem)}


def dumps(ecosystem: Ecosystem, internal: Internal | None = None, progress: Progress = unheard) -> bytes:
    """The city as a workbook, with a column of private notes when they are given."""
    document = documents.of(ecosystem)
    values = [list(rows(sheet, document, ecosystem, internal)) for sheet in sheets.sheets()]
    saved = io.BytesIO()
    book = Workbook(saved, {"in_memory": True})
    about = {"title": ecosystem.about.title, "author": f"{OURS} {__version__}", "created": _MADE}
    book.set_properties(about)
    cells, listed = _Cells(book), _Choices(ecosystem)
    _explain(book, cells, ecosystem)
    _map(book, cells, document["ecosystem"])
    written = counting(progress, sum(map(len, values)), last=0.8)
    for sheet, some in zip(sheets.sheets(), values, strict=True):
        _write(book, cells, sheet, some, listed, internal is not None, written)
    listed.write(book, cells)
    book.close()
    progress(0.9)
    return saved.getvalue()


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
    if isinstance(value, str) and len(value.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_CELL:
        raise FileAccessError(
            _(
                (
                    "A value of ‘{column}’ has more than {limit} characters, the most that a cell "
                    "holds. Shorten it."
                ),
                column=header,
                limit=LONGEST_CELL,
            )
        )
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
        values = list(choices) or self._known.get(name, [])
        if not values:
            return None
        self._lists[name] = values
        letter = xl_col_to_name(list(self._lists).index(name))
        return f"={sheets.CHOICES}!${letter}$2:${letter}${len(values) + 1}"

    def write(self, book: Any, cells: "_Cells") -> None:
        page = book.add_worksheet(sheets.CHOICES)
        page.hide()
        for place, (name, listed) in enumerate(self._lists.items()):
            for number, text in enumerate([name, *listed]):
                cells.write(page, number, place, text)


class _Cells:
    """Writes cells in the formats of a workbook."""

    def __init__(self, book: Any) -> None:
        text = {"num_format": "@", "valign": "top", "text_wrap": True}
        self._text = book.add_format(text)
        self._quoted = book.add_format({**text, "quote_prefix": True})
        self._number = book.add_format({"valign": "top"})
        self._header = book.add_format({**text, "bold": True, "font_color": "#FFFFFF", "bg_color": "#44546A"})
        self._title = {
            quoted: book.add_format(
                {"num_format": "@", "bold": True, "font_size": 16, "quote_prefix": quoted}
            )
            for quoted in (False, True)
        }

    def write(self, page: Any, row: int, column: int, value: str | int | float | None) -> None:
        if isinstance(value, str):
            style = self._quoted if value.startswith(_STARTS_FORMULA) else self._text
            _write_text(page, row, column, value, style)
        elif value is not None:
            page.write_number(row, column, value, self._number)

    def write_header(self, page: Any, column: int, header: str, note: str) -> None:
        _write_text(page, 0, column, header, self._header)
        page.write_comment(0, column, note, {"author": OURS, "height": 110, "width": 320})

    def write_title(self, page: Any, title: str) -> None:
        _write_text(page, 0, 0, title, self._title[title.startswith(_STARTS_FORMULA)])


def _write_text(page: Any, row: int, column: int, text: str, style: Any) -> None:
    """Write a text as text, whatever it looks like.

    XlsxWriter takes a text from `<r>` to `</r>` for XML that is written already, and where two escapes share
    an underscore it escapes the first one only. It gets such texts as XML, in which it finds no escapes.
    """
    if _NOT_PLAIN.search(text):
        content = escape(escaped(text), quote=False).replace("_", "&#95;")
        text = f'<r><t xml:space="preserve">{content}</t></r>'
    if page.write_string(row, column, text, style):
        raise FileAccessError(
            _(
                (
                    "A cell holds at most {limit} characters, and this text would need more, because "
                    "of its tags or escapes. Shorten it: {text}…"
                ),
                limit=LONGEST_CELL,
                text=text[:40],
            )
        )


def _write(
    book: Any,
    cells: _Cells,
    sheet: Sheet,
    values: list[list[Any]],
    listed: _Choices,
    private: bool,
    written: Callable[[], None],
) -> None:
    page = book.add_worksheet(sheet.title)
    headers = head(sheet, private)
    first = len(headers) - len(sheet.columns) - (1 if private and not sheet.field else 0)
    page.freeze_panes(1, first)
    page.autofilter(0, 0, len(values), len(headers) - 1)
    for column, header in enumerate(headers):
        width = _WIDTHS.get(header, 60 if header.split()[-1] in _WIDE else 18)
        page.set_column(column, column, width)
        cells.write_header(page, column, header, _note(sheet, header))
    for column, last, check in _checks(sheet, headers, len(values), listed):
        page.data_validation(1, column, last, column, check)
    for number, row in enumerate(values, 1):
        for column, value in enumerate(row):
            cells.write(page, number, column, value)
        written()


def _note(sheet: Sheet, header: str) -> str:
    for column in sheet.columns:
        if column.header == header:
            sentences = [column.note]
            if column.many:
                sentences.append(_("Put each value on its own line (Alt+Enter in Excel)."))
            if column.required:
                sentences.append(_("Required."))
            return " ".join(sentences)
    notes = {
        sheets.ID: _ID_NOTE,
        sheets.OF: N_("The id of the entry that this row belongs to."),
        sheets.NR: N_("The position in that entry. Leave it empty in a new row to add it at the end."),
        sheets.SECTION: N_("One of: groups, networks, partners."),
        PRIVATE: _PRIVATE_NOTE,
    }
    return _(notes[header])


def _checks(
    sheet: Sheet, headers: list[str], filled: int, listed: _Choices
) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """What the columns below their headings accept: the column, the last row, and the check itself."""
    if not sheet.field and filled:
        message = _("Do not change an id, because other entries use it. Leave the id of a new row empty.")
        fixed = {"validate": "custom", "value": "=FALSE", "ignore_blank": False}
        yield 0, filled, {**fixed, "error_title": _("Id"), "error_message": message}
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
            check = {"validate": "list", "source": formula, "show_error": strict}
            yield headers.index(header), filled + ROOM, check


def _map(book: Any, cells: _Cells, about: Mapping[str, Any]) -> None:
    page = book.add_worksheet(sheets.ABOUT_SHEET)
    page.freeze_panes(1, 0)
    for place, width in enumerate((16, 90, 60)):
        page.set_column(place, place, width)
    cells.write_header(page, 0, "field", _("A field that describes the map itself."))
    cells.write_header(page, 1, "value", _("The value of the field."))
    for row, column in enumerate(sheets.about_columns(), 1):
        value = _cell(about, column)
        cells.write(page, row, 0, column.header)
        cells.write(page, row, 1, None if value is None else str(value))
        cells.write(page, row, 2, column.note)


def _explain(book: Any, cells: _Cells, ecosystem: Ecosystem) -> None:
    page = book.add_worksheet(sheets.README)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 100)
    cells.write_title(page, ecosystem.about.title)
    for row, line in enumerate(_LINES, 1):
        cells.write(page, row, 1, _(line) if line else None)
    for row, sheet in enumerate(sheets.sheets(), 1 + len(_LINES)):
        cells.write(page, row, 0, sheet.title)
        cells.write(page, row, 1, help_of(sheet.model))


_LINES = (
    N_(
        "Each sheet has one type of entry, with one entry in each row. Point at a heading "
        "to see what goes in the column."
    ),
    N_("Change a cell to change the map. To add an entry, add a row at the end and leave its id empty."),
    N_("To remove an entry, delete its whole row. The import asks before it removes anything."),
    N_("If a cell has several values, put each on its own line (Alt+Enter in Excel)."),
    N_("Write dates as 2015, 2015-08, 2015-08-31, 2019~ (about), 2020-04/2021-03, 2021/.. (from 2021 on)."),
    N_("Name roles and organisations, never a person. Give a source for every entry."),
    N_("Do not use formulas. Do not rename or delete headings and sheets."),
    N_("Send the file back to the editors. ‘ecosystem import FILE.xlsx’ first shows what would change."),
    "",
)
