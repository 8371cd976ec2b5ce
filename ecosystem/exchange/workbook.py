"""The workbook: Office Open XML (ECMA-376, .xlsx), to edit in Excel or LibreOffice and to import again.

Every field of the data file is kept; comments and layout stay in the data file, which `import` changes only
where a cell changed. `sheets` says what stands where. All cells are text cells but plain numbers, so that
no date is turned into another and nothing is a formula: a text that starts with = + - @, a tab or a carriage
return is marked as text, as Excel does for what is typed after an apostrophe. Links that come from fields
(leads, owners, plan) stand in those fields only. A reference is shown as a name, see `cell_names`; what the
workbook was made from stands on a hidden sheet, see `baseline`. The bytes are the same for the same data: no
clock.
"""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from ecosystem import __version__, withheld
from ecosystem.city import City, list_order
from ecosystem.dataset import documents
from ecosystem.dataset.draft import LISTS
from ecosystem.errors import FileAccessError
from ecosystem.exchange import baseline, sheets
from ecosystem.exchange.cell_names import CellNames, bare
from ecosystem.exchange.sheets import Column, Sheet
from ecosystem.exchange.workbook_cells import LONGEST_CELL, Cells
from ecosystem.files import OURS
from ecosystem.language import N_, _
from ecosystem.model import ORGANISATION_SECTIONS, PRIVATE, Ecosystem
from ecosystem.model.descriptions import help_of
from ecosystem.progress import Progress, counting, unheard

ROOM = 500
"""Empty rows below the entries that have drop-downs too."""

_MADE = datetime(2000, 1, 1)
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
    names = names_of(document, ecosystem)
    values = [list(rows(sheet, document, ecosystem, internal, names)) for sheet in sheets.sheets()]
    saved = io.BytesIO()
    book = Workbook(saved, {"in_memory": True})
    about = {"title": ecosystem.about.title, "author": f"{OURS} {__version__}", "created": _MADE}
    book.set_properties(about)
    cells, listed = Cells(book), _Choices(names)
    _explain(book, cells, ecosystem)
    _map(book, cells, document["ecosystem"], names)
    written = counting(progress, sum(map(len, values)), last=0.8)
    for sheet, some in zip(sheets.sheets(), values, strict=True):
        _write(book, cells, sheet, some, listed, internal is not None, written)
    listed.write(book, cells)
    baseline.write(book, document, internal)
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
    asked = withheld.asked(ecosystem)
    public = withheld.without(ecosystem, asked)
    ids = {name: _public_ids(name, ecosystem, public) for name in LISTS}
    notes = {
        (section, ids[section][key] if isinstance(key, int) else key): note
        for (section, key), note in documents.private(text).items()
        if key not in asked
    }
    return {(section, identifier): note for (section, identifier), note in notes.items() if identifier}


def _public_ids(name: str, ecosystem: Ecosystem, public: Ecosystem) -> list[str]:
    """Return the ids of a list's rows by the places in the data file; empty for what is withheld."""
    entries = [entry for entry in getattr(ecosystem, name) if not getattr(entry, "field", None)]
    left = [entry for entry in getattr(public, name) if not getattr(entry, "field", None)]
    ids = dict(zip(map(id, left), list_ids(name, public), strict=True))
    return [ids.get(id(entry), "") for entry in entries]


def head(sheet: Sheet, private: bool) -> list[str]:
    """The headers of a sheet."""
    first = [sheets.OF] if sheet.field else [sheets.ID]
    first += [sheets.SECTION] if sheet.title == sheets.ORGANISATIONS else []
    first += [sheets.PLAN] if sheet.title in sheets.WITH_PLAN else []
    first += [sheets.NR] if sheet.field else []
    last = [PRIVATE] if private and not sheet.field else []
    return [*first, *(column.header for column in sheet.columns), *last]


def names_of(document: documents.Document, ecosystem: Ecosystem) -> CellNames:
    """Return what the cells of a city call its entries."""
    ids = list_ids("disputes", ecosystem)
    return CellNames(document, zip(ids, document["disputes"], strict=True), list_ids("links", ecosystem))


def rows(
    sheet: Sheet,
    document: documents.Document,
    ecosystem: Ecosystem,
    internal: Internal | None,
    names: CellNames,
) -> Iterator[list[Any]]:
    """The rows of a sheet, as values: text, numbers, or None for an empty cell."""
    for section in sheet.holds:
        entries: Iterable[tuple[str, Any]] = document[section].items() if not sheet.is_list else ()
        if sheet.is_list:
            entries = zip(list_ids(section, ecosystem), document[section], strict=True)
        for identifier, entry in entries:
            if sheet.field:
                first: list[str | None] = [names.label(section, identifier)]
                first += [names.plan_of(identifier)] if sheet.title in sheets.WITH_PLAN else []
                for number, part in enumerate(_at(entry, sheet.field) or (), 1):
                    yield [*first, number, *(_cell(part, column, names) for column in sheet.columns)]
                continue
            first = [identifier]
            first += [section] if sheet.title == sheets.ORGANISATIONS else []
            first += [_plans(entry, names)] if sheet.title in sheets.WITH_PLAN else []
            last = []
            if internal is not None:
                last = [_note_of(internal, (section, identifier))]
            yield [*first, *(_cell(entry, column, names) for column in sheet.columns), *last]


def _plans(link: documents.Document, names: CellNames) -> str | None:
    """The plans of the ends of a link that are priorities or actions."""
    plans = dict.fromkeys(filter(None, (names.plan_of(link[end]) for end in ("from", "to"))))
    return "\n".join(plans) or None


def _at(entry: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        entry = entry.get(name) if entry else None
    return entry


def value_of(entry: Any, column: Column, names: CellNames) -> Any:
    """What an entry says in a column: text, a number, or None. A reference is a name."""
    value = _at(entry, column.path)
    if isinstance(value, list):
        return "\n".join(_part(part, column, names) for part in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _part(value, column, names) if column.refers and value is not None else value


def _part(part: Any, column: Column, names: CellNames) -> str:
    if not column.refers:
        return str(part)
    identifier, where = bare(part)
    label = names.label(column.refers, identifier)
    return f"{label} ({where})" if where else label


def _cell(entry: Any, column: Column, names: CellNames) -> Any:
    return _fitting(value_of(entry, column, names), column.header)


def _note_of(internal: Internal, key: tuple[str, str]) -> str | None:
    if key not in internal:
        return None
    return str(_fitting(json.dumps(internal[key], ensure_ascii=False), PRIVATE))


def _fitting(value: Any, header: str) -> Any:
    """The same, if a cell holds as much; a spreadsheet would cut it without a word."""
    is_long = isinstance(value, str) and 2 * len(value) > LONGEST_CELL  # a letter is two units at most
    if is_long and len(value.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_CELL:
        raise FileAccessError(
            _(
                "A value of ‘{column}’ has more than {limit} characters, the most that a cell "
                "holds. Shorten it.",
                column=header,
                limit=LONGEST_CELL,
            )
        )
    return value


class _Choices:
    """The lists that drop-downs choose from; they stand on a hidden sheet."""

    def __init__(self, names: CellNames) -> None:
        self._names = names
        self._lists: dict[str, list[str]] = {}

    def formula(self, name: str, choices: Iterable[str] = ()) -> str | None:
        """Where the choices of a list stand; none where there are no choices."""
        texts = list(choices) or ([] if name.startswith("of ") else self._names.labels(name))
        if not texts:
            return None
        self._lists[name] = texts
        letter = xl_col_to_name(list(self._lists).index(name))
        return f"={sheets.CHOICES}!${letter}$2:${letter}${len(texts) + 1}"

    def owners(self, sheet: Sheet) -> list[str]:
        """The labels of what may have rows in a sheet of parts."""
        return [label for section in sheet.holds for label in self._names.labels(section)]

    def write(self, book: Any, cells: "Cells") -> None:
        page = book.add_worksheet(sheets.CHOICES)
        page.hide()
        for place, (name, texts) in enumerate(self._lists.items()):
            for number, text in enumerate([name, *texts]):
                cells.write(page, number, place, text)


def _write(
    book: Any,
    cells: Cells,
    sheet: Sheet,
    values: list[list[Any]],
    listed: _Choices,
    private: bool,
    written: Callable[[], None],
) -> None:
    page = book.add_worksheet(sheet.title)
    headers = head(sheet, private)
    first = len(headers) - len(sheet.columns) - (1 if private and not sheet.field else 0)
    dated = {column.header for column in sheet.columns if column.date}
    greyed = [place for place in range(first) if headers[place] in (sheets.ID, sheets.PLAN)]
    page.freeze_panes(1, first)
    page.autofilter(0, 0, len(values), len(headers) - 1)
    for column, header in enumerate(headers):
        width = _WIDTHS.get(header, 60 if header.split()[-1] in _WIDE else 18)
        page.set_column(column, column, width, cells.plain if header in dated else None)
        cells.write_header(page, column, header, _note(sheet, header))
    for column, last, check in _checks(sheet, headers, len(values), listed):
        page.data_validation(1, column, last, column, check)
    for number, row in enumerate(values, 1):
        for column, value in enumerate(row):
            if value is not None:
                cells.write(page, number, column, value, grey=column in greyed)
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
        sheets.OF: N_("The name of the entry that this row belongs to."),
        sheets.PLAN: N_("The plan of the priority or action, for reading. Changes here change nothing."),
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
    if sheet.field:
        columns[sheets.OF] = (f"of {sheet.title}", listed.owners(sheet), False)
    for header, (name, choices, strict) in columns.items():
        formula = listed.formula(name, choices)
        if formula:
            # A new entry is not in the list yet, and a cell may name several: only closed lists refuse.
            check = {"validate": "list", "source": formula, "show_error": strict}
            yield headers.index(header), filled + ROOM, check


def _map(book: Any, cells: Cells, about: Mapping[str, Any], names: CellNames) -> None:
    page = book.add_worksheet(sheets.ABOUT_SHEET)
    page.freeze_panes(1, 0)
    for place, width in enumerate((16, 90, 60)):
        page.set_column(place, place, width)
    cells.write_header(page, 0, "field", _("A field that describes the map itself."))
    cells.write_header(page, 1, "value", _("The value of the field."))
    for row, column in enumerate(sheets.about_columns(), 1):
        value = _cell(about, column, names)
        cells.write(page, row, 0, column.header)
        cells.write(page, row, 1, None if value is None else str(value))
        cells.write(page, row, 2, column.note)


def _explain(book: Any, cells: Cells, ecosystem: Ecosystem) -> None:
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
    N_("Name organisations, actions and sources by their names, as the lists show them."),
    N_("Name roles and organisations, never a person. Give a source for every entry."),
    N_("Columns and sheets of your own are left out by the import. Do not rename or delete ours."),
    N_("Do not use formulas."),
    N_("Send the file back to the editors. ‘ecosystem import FILE.xlsx’ first shows what would change."),
    "",
)
