"""A workbook that came back → what it says now, or every mistake in it with its sheet and cell.

The rows become the text of a data file with one row to a line, which `dataset` reads like any other: so a
workbook is held to the same rules, and each problem finds its way back to a sheet, a row and a column.
"""

import io
import json
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from ecosystem import changes, dataset
from ecosystem.dataset.draft import ABOUT, SECTIONS
from ecosystem.dataset.fields import nearest
from ecosystem.dataset.syntax import quoted
from ecosystem.errors import InvalidData, InvalidWorkbook, Unwritable
from ecosystem.exchange import documents, sheets, workbook
from ecosystem.exchange.sheets import Column, Sheet
from ecosystem.model import BODY_SECTIONS, Ecosystem
from ecosystem.progress import Progress, counting, unheard
from ecosystem.queries.names import simplified

MOST_BYTES = 100_000_000
MOST_RATIO = 100
MOST_ROWS = 200_000
MOST_COLUMNS = 60
_SLUG_LENGTH = 60
_NEVER = ("vbaProject", "externalLinks/", "activeX", "embeddings/", "macrosheets/", "connections.xml")

Key = tuple[str, str | int]


@dataclass(slots=True)
class Returned:
    """What a workbook says: the city, and which entries of the lists were there before."""

    ecosystem: Ecosystem
    document: documents.Document
    old: documents.Document
    """What the data file says that it is held against."""
    origins: dict[tuple[str | int, ...], list[int | None]]
    """For each list, by its path in the new document: the old place of each item, or None for a new one."""
    internal: dict[Key, Any] | None
    """The private notes, when the workbook has a column for them."""


@dataclass(slots=True)
class _Row:
    """A row as it was read."""

    sheet: Sheet
    number: int
    cells: dict[str, str]
    entry: dict[str, Any] = field(default_factory=dict)


def read(path: Path, before: Ecosystem, progress: Progress = unheard) -> Returned:
    """What the workbook says, against the city it was made from.

    Raises:
        Unwritable: There is no such file, or it is no workbook that is safe to read.
        InvalidWorkbook: Every mistake, with its sheet and cell.
    """
    reader = _Reader(path, before, progress)
    return reader.returned(opened(path))


def opened(path: Path) -> Any:
    """A workbook of anybody's that is safe to read. Raises Unwritable when it is not."""
    from openpyxl import load_workbook

    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unwritable(f"{path} cannot be read: {error.strerror or error}.") from error
    _refuse_dangers(path, content)
    try:
        with warnings.catch_warnings(action="ignore"):  # what it does without, nobody has to know
            return load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets errors of many kinds through
        raise Unwritable(f"{path} is no workbook that can be read. Save it as .xlsx again.") from error


def rows_of(path: Path, page: Any, last: int) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet, to a last one. Raises Unwritable where it cannot be read; openpyxl reads late."""
    found = page.iter_rows(max_row=last, max_col=MOST_COLUMNS)
    while True:
        try:
            with warnings.catch_warnings(action="ignore"):
                row = next(found, None)
        except Exception as error:  # as above
            raise Unwritable(f"{path} is no workbook that can be read. Save it as .xlsx again.") from error
        if row is None:
            return
        yield row


def _refuse_dangers(path: Path, content: bytes) -> None:
    """Nothing that unpacks without end, runs, or leads elsewhere."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if size > MOST_BYTES:
            raise Unwritable(
                f"{path} unpacks to more than {MOST_BYTES // 1_000_000} MB, the most that is read."
            )
        if size > MOST_RATIO * max(len(content), 1):
            raise Unwritable(f"{path} unpacks to more than {MOST_RATIO} times its size, so it is left alone.")
        for part in parts:
            if any(name in part.filename for name in _NEVER):
                told = "macros, links to other files or embedded files"
                raise Unwritable(
                    f"{path} holds {told} ({part.filename}). Save it as a plain .xlsx without them."
                )
            if part.filename.endswith((".xml", ".rels", ".vml")):
                _refuse_entities(path, part.filename, archive.read(part))
    except (
        *(zipfile.BadZipFile, zlib.error, LookupError),
        *(NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
    ) as error:
        raise Unwritable(f"{path} is no workbook: it is not a whole .xlsx file.") from error


def _refuse_entities(path: Path, name: str, xml: bytes) -> None:
    """No document type, in which entities that grow without end are declared; only UTF-8 can be searched."""
    if b"\0" in xml or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Unwritable(f"{path} declares entities in {name}, which no workbook needs. It is left alone.")


class _Reader:
    """Reads sheet by sheet, and remembers where everything stood."""

    def __init__(self, path: Path, before: Ecosystem, progress: Progress) -> None:
        self._path = path
        self._before = before
        self._progress = progress
        self._row_read: Callable[[], None] = lambda: None
        self._old = documents.of(before)
        self._problems: list[tuple[int, int, str]] = []  # place of the sheet, row, sentence
        self._rows: dict[str, list[_Row]] = {}
        self._about: dict[str, tuple[int, str]] = {}
        self._private: set[str] = set()
        self._unsound = False  # a sheet or a heading is missing: all below would be said to be missing too
        self._lines: list[tuple[str, int]] = []  # for each line of the text: sheet and row
        self._places: dict[
            str, tuple[str, int]
        ] = {}  # path of a part that has a row of its own → sheet and row
        self.origins: dict[tuple[str | int, ...], list[int | None]] = {}

    def returned(self, book: Any) -> Returned:
        self._read_all(book)
        if self._unsound:
            self._stop()
        notes = self._internal_notes()
        text = self._text()
        self._progress(0.7)
        noted = {(place, number) for place, number, _ in self._problems}
        try:
            city = dataset.parse(text, str(self._path))
        except InvalidData as error:
            for problem in error.problems:
                self._translate(problem.line, problem.path, problem.message, noted)
            self._stop()
            raise
        self._stop()
        return Returned(city, documents.of(city), self._old, self.origins, notes)

    # --- sheets

    def _read_all(self, book: Any) -> None:
        expected = len(self._before.links) + sum(1 for _ in self._before.nodes()) + 1
        self._row_read = counting(self._progress, expected, last=0.6)
        named = {sheet.title: sheet for sheet in sheets.sheets()}
        known = [sheets.README, sheets.ABOUT_SHEET, sheets.CHOICES, *named]
        for title in book.sheetnames:
            if title not in known:
                self._unsound = True
                self._note(title, 0, f"is not a sheet of this workbook.{nearest(title, known)} Delete it.")
        for title in (sheets.ABOUT_SHEET, *named):
            if title not in book.sheetnames:
                self._unsound = True
                self._note(
                    title, 0, "is missing. Put the sheet back; one without rows says that there is nothing."
                )
        if sheets.ABOUT_SHEET in book.sheetnames:
            self._read_about(book[sheets.ABOUT_SHEET])
        for title, sheet in named.items():
            if title in book.sheetnames:
                self._rows[title] = self._read_sheet(sheet, book[title])

    def _read_about(self, page: Any) -> None:
        known = {column.header: column for column in sheets.about_columns()}
        for number, cells in self._cells(page, sheets.ABOUT_SHEET):
            name, value = cells.get(0, ""), cells.get(1, "")
            if number == 1 or not name:
                continue
            if name not in known:
                told = f"A{number}: {quoted(name)} is not a field of the map.{nearest(name, known)}"
                self._note(sheets.ABOUT_SHEET, number, told)
            elif value:
                self._about[name] = (number, value)

    def _read_sheet(self, sheet: Sheet, page: Any) -> list[_Row]:
        found: list[_Row] = []
        headers: dict[int, str] = {}
        for number, cells in self._cells(page, sheet.title):
            if number == 1:
                headers = self._headers(sheet, cells)
                continue
            for place in cells.keys() - headers.keys():
                if headers:
                    self._note(sheet.title, number, f"{_letter(place)}{number} stands under no heading.")
            named = {headers[place]: text for place, text in cells.items() if place in headers}
            if any(text for name, text in named.items() if name not in (sheets.NR, sheets.SECTION)):
                found.append(_Row(sheet, number, named))
        if not headers:
            self._unsound = True
            self._note(sheet.title, 1, "the row of headings is missing. Put it back.")
        return found

    def _headers(self, sheet: Sheet, cells: dict[int, str]) -> dict[int, str]:
        known = workbook.head(sheet, private=True)
        found: dict[int, str] = {}
        for place, header in cells.items():
            if header not in known:
                self._unsound = True
                told = f"{_letter(place)}1: {quoted(header)} is not a heading of this sheet."
                self._note(sheet.title, 1, f"{told}{nearest(header, known)}")
            elif header in found.values():
                self._note(
                    sheet.title, 1, f"{_letter(place)}1: {quoted(header)} stands twice. Keep one of them."
                )
            else:
                found[place] = header
        for header in workbook.head(sheet, private=False):
            if header not in found.values():
                self._unsound = True
                told = "Put the column back; an empty cell says that there is nothing."
                self._note(sheet.title, 1, f"the column ‘{header}’ is missing. {told}")
        if sheets.PRIVATE in found.values():
            self._private.add(sheet.title)
        return found

    def _cells(self, page: Any, title: str) -> Iterator[tuple[int, dict[int, str]]]:
        """The filled cells of each row, by place."""
        nothing: tuple[Any, ...] | None = None  # the one row of openpyxl's for every row that is left out
        for number, row in enumerate(rows_of(self._path, page, MOST_ROWS + 1), 1):
            if row is nothing:
                continue
            found: dict[int, str] = {}
            for place, cell in enumerate(row):
                if cell.value is None:
                    continue
                text = self._cell(title, number, place, cell)
                if text:
                    found[place] = text
            if number > MOST_ROWS and found:
                self._note(
                    title, number, f"the sheet has more than {MOST_ROWS:,} rows. Split the map in two."
                )
                return
            self._row_read()
            nothing = None if found else row
            yield number, found

    def _cell(self, title: str, number: int, place: int, cell: Any) -> str:
        where, value = f"{_letter(place)}{number}", cell.value
        if cell.data_type == "f":
            self._note(title, number, f"{where} holds a formula. Write its value in its place.")
            return ""
        if cell.data_type == "e":
            self._note(title, number, f"{where} holds the error {value}. Write a value, or empty the cell.")
            return ""
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

    # --- rows → the text of a data file

    def _text(self) -> str:
        """The text, a row to a line, so that a line leads back to its row."""
        self._give_ids()
        parts = self._parts()
        lines = [self._line({name: value for name, (_, value) in self._about.items()}, sheets.ABOUT_SHEET, 1)]
        text = [f'{{"{ABOUT}": {lines[0]}']
        for sheet in (sheet for sheet in sheets.sheets() if not sheet.field):
            for section in sheet.holds:
                rows = self._ordered(sheet, section)
                entries = [(row, self._entry(row, section, place, parts)) for place, row in enumerate(rows)]
                opening, closing = "[]" if sheet.is_list else "{}"
                self._lines.append((sheet.title, 1))
                text.append(f',"{section}": {opening}')
                for place, (row, entry) in enumerate(entries):
                    named = (
                        "" if sheet.is_list else f"{json.dumps(row.cells[sheets.ID], ensure_ascii=False)}: "
                    )
                    comma = "," if place + 1 < len(entries) else ""
                    text.append(f"{named}{self._line(entry, sheet.title, row.number)}{comma}")
                text[-1] += closing
        for owner, waiting in parts.items():
            for row in waiting:
                what = row.sheet.title.lower()
                told = f"{quoted(owner[1])} in ‘of’ is not the id of an entry that has {what}."
                self._note(row.sheet.title, row.number, told)
        return "\n".join([*text, "}"]) + "\n"

    def _line(self, entry: dict[str, Any], title: str, number: int) -> str:
        self._lines.append((title, number))
        return json.dumps(entry, ensure_ascii=False).replace("\x7f", "\\u007f").replace("\x85", "\\u0085")

    def _give_ids(self) -> None:
        """Rows without an id get one that nothing else has, from their name."""
        named = [(sheet, rows) for sheet, rows in self._by_sheet() if not sheet.field and not sheet.is_list]
        used = {row.cells[sheets.ID] for _, rows in named for row in rows if sheets.ID in row.cells}
        for _, rows in named:
            for row in rows:
                if sheets.ID in row.cells:
                    if len(row.cells[sheets.ID]) > 3 * _SLUG_LENGTH:
                        self._note(
                            row.sheet.title, row.number, "the id has too many characters. Write a short one."
                        )
                    continue
                words = next(
                    (row.cells[name] for name in ("short", "name", "title", "label") if name in row.cells), ""
                )
                row.cells[sheets.ID] = slug(words or row.sheet.title.removesuffix("s"), used)
                used.add(row.cells[sheets.ID])

    def _by_sheet(self) -> list[tuple[Sheet, list[_Row]]]:
        return [(sheet, self._rows.get(sheet.title, [])) for sheet in sheets.sheets()]

    def _parts(self) -> dict[tuple[str, str], list[_Row]]:
        """The rows of sheets for fields, by title and the entry they belong to, in their order."""
        found: dict[tuple[str, str], list[_Row]] = {}
        for sheet, rows in self._by_sheet():
            for row in rows if sheet.field else ():
                found.setdefault((sheet.title, row.cells.get(sheets.OF, "")), []).append(row)
        for waiting in found.values():
            waiting.sort(key=lambda row: (_number(row) or 10**9, row.number))
        return found

    def _ordered(self, sheet: Sheet, section: str) -> list[_Row]:
        """The rows of a section: those there were, in the order of the file, then the new ones."""
        rows = self._rows.get(sheet.title, [])
        if sheet.title == sheets.BODIES:
            rows = [row for row in rows if self._section(row) == section]
        old = self._ids(sheet, section)
        places = {identifier: place for place, identifier in enumerate(old)}
        if sheet.is_list:
            seen: set[str] = set()
            for row in rows:
                identifier = row.cells.get(sheets.ID, "")
                if identifier and (identifier not in places or identifier in seen):
                    reason = "stands twice" if identifier in seen else "is not an id of this list"
                    told = f"A{row.number}: {quoted(identifier)} {reason}. Leave the id of a new row empty."
                    self._note(sheet.title, row.number, told)
                seen.add(identifier)
        ordered = sorted(rows, key=lambda row: places.get(row.cells.get(sheets.ID, ""), len(old)))
        if sheet.is_list:
            self.origins[section,] = [places.get(row.cells.get(sheets.ID, "")) for row in ordered]
        return ordered

    def _section(self, row: _Row) -> str:
        known = [section.value for section in BODY_SECTIONS]
        section = row.cells.get(sheets.SECTION, "")
        if section in known:
            return section
        place = f"B{row.number}"
        told = (
            f"{place}: {quoted(section)} is not one of {', '.join(known)}."
            if section
            else f"{place} is empty."
        )
        if not any(row.number == number and place in said for _, number, said in self._problems):
            self._note(row.sheet.title, row.number, f"{told} Write groups, networks or partners.")
        return known[-1]

    def _ids(self, sheet: Sheet, section: str) -> list[str]:
        return workbook.list_ids(section, self._before) if sheet.is_list else list(self._old[section])

    def _entry(
        self, row: _Row, section: str, place: int, parts: dict[tuple[str, str], list[_Row]]
    ) -> dict[str, Any]:
        identifier = row.cells.get(sheets.ID, "")
        path = f"{section}[{place + 1}]" if row.sheet.is_list else f"{section}.{identifier}"
        self._places[path] = (row.sheet.title, row.number)
        entry = _fields(row)
        for sheet in sheets.sheets():
            if not sheet.field or section not in sheet.holds:
                continue
            own = parts.pop((sheet.title, identifier), []) if identifier else []
            if own:
                _put(entry, sheet.field, [_fields(each) for each in own])
                for number, each in enumerate(own, 1):
                    self._places[f"{path}.{'.'.join(sheet.field)}[{number}]"] = (sheet.title, each.number)
            old = self._old_part(row.sheet, section, identifier, sheet.field)
            key: tuple[str | int, ...] = (section, place if row.sheet.is_list else identifier, *sheet.field)
            self.origins[key] = _origins(own, old)
        return entry

    def _old_part(self, sheet: Sheet, section: str, identifier: str, path: tuple[str, ...]) -> int:
        """How many parts the entry had in this field."""
        entries = self._old[section]
        if sheet.is_list:
            ids = self._ids(sheet, section)
            value: Any = entries[ids.index(identifier)] if identifier in ids else None
        else:
            value = entries.get(identifier)
        for name in path:
            value = value.get(name) if value else None
        return len(value or ())

    def _internal_notes(self) -> dict[Key, Any] | None:
        if not self._private:
            return None
        self._give_ids()
        found: dict[Key, Any] = {}
        for sheet in sheets.sheets():
            if sheet.field or sheet.title not in self._private:
                continue
            for section in sheet.holds:
                for place, row in enumerate(self._ordered(sheet, section)):
                    if sheets.PRIVATE in row.cells:
                        key = (section, place if sheet.is_list else row.cells[sheets.ID])
                        found[key] = self._json(row)
        self._problems = list(dict.fromkeys(self._problems))
        return found

    def _json(self, row: _Row) -> Any:
        text = row.cells[sheets.PRIVATE]
        try:
            return json.loads(text)
        except ValueError:
            return text

    # --- mistakes

    def _note(self, title: str, number: int, told: str, name: str = "") -> None:
        where = f"sheet {title}" if not number else f"sheet {title}, row {number}"
        where += f", {name}" if name else ""
        joint = " " if not number and told.startswith("is ") else ": "
        self._problems.append((_order(title), number, f"{where}{joint}{told}"))

    def _stop(self) -> None:
        if self._problems:
            ordered = dict.fromkeys(sorted(self._problems))
            raise InvalidWorkbook(str(self._path), [said for _, _, said in ordered])

    def _translate(self, line: int, path: str, message: str, noted: set[tuple[int, int]]) -> None:
        """A problem of the text as one of the workbook; not of a row with a cell that could not be read."""
        title, number, rest = self._place(line, path)
        if (_order(title), number) in noted:
            return
        message = re.sub(r"(?:in )?\bline (\d+)\b", self._row_of, message)
        message = re.sub(r" \((?:links|disputes|accepted_gaps)\[\d+\]\)", "", message)
        self._note(title, number, message, _field_name(rest))

    def _place(self, line: int, path: str) -> tuple[str, int, str]:
        if path.startswith(f"{ABOUT}."):
            name = path.removeprefix(f"{ABOUT}.")
            return sheets.ABOUT_SHEET, self._about.get(name, (0, ""))[0], name
        start = path
        while start:
            if start in self._places:
                return *self._places[start], path[len(start) :]
            start = re.sub(r"(?:^|\.)[^.\[]*$|\[\d+\]$", "", start)
        title, number = self._lines[line - 1] if 0 < line <= len(self._lines) else (sheets.ABOUT_SHEET, 0)
        return title, number, ""

    def _row_of(self, found: "re.Match[str]") -> str:
        line = int(found[1])
        if not 0 < line <= len(self._lines):
            return found[0]
        title, number = self._lines[line - 1]
        return f"in sheet {title}, row {number}"


def gone(before: Ecosystem, after: Ecosystem) -> list[str]:
    """Every entry that would be removed, with its id and name."""
    old, new = documents.of(before), documents.of(after)
    there = {identifier for section in BODY_SECTIONS for identifier in new[section]}
    found = []
    for section, (_, noun) in SECTIONS.items():
        for identifier, entry in old[section].items():
            if identifier not in new[section] and not (section in BODY_SECTIONS and identifier in there):
                name = entry.get("name") or entry.get("title") or entry.get("label")
                found.append(f"{noun} {identifier} ({name})")
    links = {link.id: f"link {link.id}" for link in before.links}
    kept = {link.id for link in after.links}
    return [*found, *(said for identifier, said in links.items() if identifier not in kept)]


def losses(before: Ecosystem, after: Ecosystem) -> list[str]:
    """What the loss guard says."""
    found = [
        changes.loss(_bodies(before), _bodies(after), "body", "bodies"),
        changes.loss(_links(before), _links(after), "link", "links"),
    ]
    return [each for each in found if each]


def _bodies(city: Ecosystem) -> dict[str, str]:
    return {key: body.name for section in BODY_SECTIONS for key, body in city.section(section).items()}


def _links(city: Ecosystem) -> dict[str, str]:
    return {link.id: link.id for link in city.links}


def _order(title: str) -> int:
    titles = [sheets.README, sheets.ABOUT_SHEET, *(sheet.title for sheet in sheets.sheets())]
    return titles.index(title) if title in titles else len(titles)


def slug(words: str, used: set[str]) -> str:
    """An id made of a name, that nothing else has.

    >>> slug("Bristol’s Café (HR)", set()), slug("A b", {"a-b"})
    ('bristols-cafe-hr', 'a-b-2')
    """
    plain = re.sub("[^a-z0-9]+", "-", simplified(words)).strip("-")[: _SLUG_LENGTH - 6].strip("-") or "new"
    if plain not in used:
        return plain
    taken, free = 1, 2  # a hundred thousand may have one name, so they are not counted one by one
    while f"{plain}-{free}" in used:
        taken, free = free, 2 * free
    while free - taken > 1:
        middle = (taken + free) // 2
        taken, free = (middle, free) if f"{plain}-{middle}" in used else (taken, middle)
    return f"{plain}-{free}"


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place + 1))


def _number(row: _Row) -> int:
    text = row.cells.get(sheets.NR, "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _origins(rows: list[_Row], old: int) -> list[int | None]:
    """The old place of each row, where its number is one that there was and no row before has it."""
    seen: set[int] = set()
    found: list[int | None] = []
    for row in rows:
        number = _number(row)
        known = 0 < number <= old and number not in seen
        seen.add(number)
        found.append(number - 1 if known else None)
    return found


def _fields(row: _Row) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for column in row.sheet.columns:
        text = row.cells.get(column.header)
        if text:
            _put(entry, column.path, _several(column, text) if column.many else text)
    return entry


def _several(column: Column, text: str) -> list[str]:
    parts = re.split(r"[\n,;]" if column.ids else r"\n", text)
    return [part.strip() for part in parts if part.strip()]


def _put(entry: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        entry = entry.setdefault(name, {})
    entry[path[-1]] = value


def _field_name(rest: str) -> str:
    """The field of a problem as its column is called: `.measure.indicator` is ‘measure indicator’."""
    return " ".join(re.findall(r"[^.\[\]]+", re.sub(r"\[\d+\]", "", rest)))
