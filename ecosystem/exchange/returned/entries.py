"""The rows of a workbook → the entries of a data file, each beside the one it was before."""

import json
from typing import Any

from ecosystem.dataset.syntax import quoted
from ecosystem.exchange import documents, sheets, workbook
from ecosystem.exchange.returned.mistakes import Mistakes
from ecosystem.exchange.returned.places import Places
from ecosystem.exchange.returned.rows import Row, Tables, fields, put
from ecosystem.exchange.sheets import Sheet
from ecosystem.exchange.slugs import SLUG_LENGTH, slug
from ecosystem.model import BODY_SECTIONS, Ecosystem

Key = tuple[str, str | int]
Origins = dict[tuple[str | int, ...], list[int | None]]


class Entries:
    """Gives rows their ids, their order and their parts, against the city they were made from."""

    def __init__(self, tables: Tables, before: Ecosystem, mistakes: Mistakes) -> None:
        self._tables = tables
        self._before = before
        self._mistakes = mistakes
        self._ordered: dict[tuple[str, str], list[Row]] = {}
        self.old = documents.of(before)
        self.origins: Origins = {}
        self._give_ids()
        self._parts = self._waiting()

    def rows(self, sheet: Sheet, section: str) -> list[Row]:
        """The rows of a section: those there were, in the order of the file, then the new ones."""
        key = (sheet.title, section)
        if key not in self._ordered:
            self._ordered[key] = self._in_order(sheet, section)
        return self._ordered[key]

    def entry(self, row: Row, section: str, place: int, places: Places) -> dict[str, Any]:
        """The entry of a row with the parts that have rows of their own; says where each of them stands."""
        path = f"{section}[{place + 1}]" if row.sheet.is_list else f"{section}.{row.id}"
        places.add_part(path, row.sheet.title, row.number)
        entry = fields(row)
        for sheet in sheets.sheets():
            if not sheet.field or section not in sheet.holds:
                continue
            own = self._parts.pop((sheet.title, row.id), []) if row.id else []
            if own:
                put(entry, sheet.field, [fields(each) for each in own])
                for number, each in enumerate(own, 1):
                    part = f"{path}.{'.'.join(sheet.field)}[{number}]"
                    places.add_part(part, sheet.title, each.number)
            key: tuple[str | int, ...] = (section, place if row.sheet.is_list else row.id, *sheet.field)
            self.origins[key] = _origins(own, self._old_parts(row, section, sheet.field))
        return entry

    def note_orphans(self) -> None:
        """Parts of which no entry was made are mistakes."""
        for (_, owner), waiting in self._parts.items():
            for row in waiting:
                what = row.sheet.title.lower()
                told = f"{quoted(owner)} in ‘of’ is not the id of an entry that has {what}."
                self._mistakes.note(row.sheet.title, row.number, told)

    def internal_notes(self) -> dict[Key, Any] | None:
        """The private notes by their entry, or None when no sheet has a column for them."""
        if not self._tables.private:
            return None
        found: dict[Key, Any] = {}
        for sheet in sheets.sheets():
            if sheet.field or sheet.title not in self._tables.private:
                continue
            for section in sheet.holds:
                for place, row in enumerate(self.rows(sheet, section)):
                    if sheets.PRIVATE in row.cells:
                        found[section, place if sheet.is_list else row.id] = _json(row.cells[sheets.PRIVATE])
        return found

    def _by_sheet(self) -> list[tuple[Sheet, list[Row]]]:
        return [(sheet, self._tables.rows.get(sheet.title, [])) for sheet in sheets.sheets()]

    def _give_ids(self) -> None:
        """Rows without an id get one that nothing else has, from their name."""
        named = [(sheet, rows) for sheet, rows in self._by_sheet() if not sheet.field and not sheet.is_list]
        used = {row.id for _, rows in named for row in rows if row.id}
        for sheet, rows in named:
            for row in rows:
                if len(row.id) > 3 * SLUG_LENGTH:
                    told = "the id has too many characters. Write a short one."
                    self._mistakes.note(sheet.title, row.number, told)
                if row.id:
                    continue
                names = (row.cells[name] for name in ("short", "name", "title", "label") if name in row.cells)
                row.cells[sheets.ID] = slug(next(names, "") or sheet.title.removesuffix("s"), used)
                used.add(row.id)

    def _waiting(self) -> dict[tuple[str, str], list[Row]]:
        """The rows of sheets for fields, by title and the entry they belong to, in their order."""
        found: dict[tuple[str, str], list[Row]] = {}
        for sheet, rows in self._by_sheet():
            for row in rows if sheet.field else ():
                found.setdefault((sheet.title, row.cells.get(sheets.OF, "")), []).append(row)
        for waiting in found.values():
            waiting.sort(key=lambda row: (row.nr or 10**9, row.number))
        return found

    def _in_order(self, sheet: Sheet, section: str) -> list[Row]:
        rows = self._tables.rows.get(sheet.title, [])
        if sheet.title == sheets.BODIES:
            rows = [row for row in rows if self._section(row) == section]
        old = self._old_ids(sheet, section)
        places = {identifier: place for place, identifier in enumerate(old)}
        ordered = sorted(rows, key=lambda row: places.get(row.id, len(old)))
        if sheet.is_list:
            self._check_ids(rows, places)
            self.origins[section,] = [places.get(row.id) for row in ordered]
        return ordered

    def _check_ids(self, rows: list[Row], places: dict[str, int]) -> None:
        """In a list nobody but the program gives ids."""
        seen: set[str] = set()
        for row in rows:
            if row.id and (row.id not in places or row.id in seen):
                reason = "stands twice" if row.id in seen else "is not an id of this list"
                told = f"A{row.number}: {quoted(row.id)} {reason}. Leave the id of a new row empty."
                self._mistakes.note(row.sheet.title, row.number, told)
            seen.add(row.id)

    def _section(self, row: Row) -> str:
        known = [section.value for section in BODY_SECTIONS]
        section = row.cells.get(sheets.SECTION, "")
        if section in known:
            return section
        cell = f"B{row.number}"
        told = (
            f"{cell}: {quoted(section)} is not one of {', '.join(known)}." if section else f"{cell} is empty."
        )
        if not self._mistakes.mentions(row.number, cell):
            self._mistakes.note(row.sheet.title, row.number, f"{told} Write groups, networks or partners.")
        return known[-1]

    def _old_ids(self, sheet: Sheet, section: str) -> list[str]:
        return workbook.list_ids(section, self._before) if sheet.is_list else list(self.old[section])

    def _old_parts(self, row: Row, section: str, path: tuple[str, ...]) -> int:
        """How many parts the entry had in this field."""
        entries = self.old[section]
        if row.sheet.is_list:
            ids = self._old_ids(row.sheet, section)
            value: Any = entries[ids.index(row.id)] if row.id in ids else None
        else:
            value = entries.get(row.id)
        for name in path:
            value = value.get(name) if value else None
        return len(value or ())


def _origins(rows: list[Row], old: int) -> list[int | None]:
    """The old place of each row, where its number is one that there was and no row before has it."""
    seen: set[int] = set()
    found: list[int | None] = []
    for row in rows:
        known = 0 < row.nr <= old and row.nr not in seen
        seen.add(row.nr)
        found.append(row.nr - 1 if known else None)
    return found


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
