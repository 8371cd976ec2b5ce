"""The rows of a workbook → the entries of a data file, each beside the one it was before."""

from typing import Any

from ecosystem.dataset import documents
from ecosystem.dataset.syntax import quoted
from ecosystem.exchange import sheets, workbook
from ecosystem.exchange.sheets import Sheet
from ecosystem.exchange.slugs import SLUG_LENGTH, slug
from ecosystem.exchange.workbook_import import private_notes
from ecosystem.exchange.workbook_import.cell_mistakes import Mistakes
from ecosystem.exchange.workbook_import.cell_positions import Places
from ecosystem.exchange.workbook_import.entry_parts import in_order
from ecosystem.exchange.workbook_import.rows import Row, Tables, fields, put
from ecosystem.language import _
from ecosystem.model import ORGANISATION_SECTIONS, PRIVATE, Ecosystem

Key = tuple[str, str | int]
Notes = dict[str | int, Any]
Origins = dict[documents.Path, list[int | None]]


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
            waiting = self._parts.pop((sheet.title, row.id), []) if row.id else []
            old = self._old_path(row, section)
            own, origins = in_order(waiting, self._old_parts(old, sheet.field))
            if old:
                self.origins[*old, *sheet.field] = origins
            if own:
                put(entry, sheet.field, [fields(row) for row in own])
                for number, part_row in enumerate(own, 1):
                    part = f"{path}.{'.'.join(sheet.field)}[{number}]"
                    places.add_part(part, sheet.title, part_row.number)
        return entry

    def note_orphans(self) -> None:
        """Parts of which no entry was made are mistakes."""
        for (_title, owner), waiting in self._parts.items():
            for row in waiting:
                message = _(
                    "{id} in ‘of’ is not the id of an entry that can have rows in this sheet.",
                    id=quoted(owner),
                )
                self._mistakes.note(row.sheet.title, row.number, message)

    def internal_notes(self) -> dict[str, Notes]:
        """The private notes of each section or list whose sheet has a column for them, by id or place."""
        notes_by_id: dict[str, Notes] = {}
        for sheet in sheets.sheets():
            if sheet.title in self._tables.private:
                notes_by_id |= {section: self._notes(sheet, section) for section in sheet.holds}
        return notes_by_id

    def _notes(self, sheet: Sheet, section: str) -> Notes:
        notes: Notes = {}
        for place, row in enumerate(self.rows(sheet, section)):
            if PRIVATE in row.cells:
                try:
                    notes[place if sheet.is_list else row.id] = private_notes.read(row.cells[PRIVATE])
                except ValueError as error:
                    message = _("the note cannot be imported: {reason}", reason=str(error))
                    self._mistakes.note(sheet.title, row.number, message, PRIVATE)
        return notes

    def _by_sheet(self) -> list[tuple[Sheet, list[Row]]]:
        return [(sheet, self._tables.rows.get(sheet.title, [])) for sheet in sheets.sheets()]

    def _give_ids(self) -> None:
        """Rows without an id get one that nothing else has, from their name."""
        named = [(sheet, rows) for sheet, rows in self._by_sheet() if not sheet.field and not sheet.is_list]
        used = {row.id for _sheet, rows in named for row in rows if row.id}
        for sheet, rows in named:
            for row in rows:
                if len(row.id) > 3 * SLUG_LENGTH:
                    self._mistakes.note(sheet.title, row.number, _("the id is too long. Shorten it."))
                if row.id:
                    continue
                names = (row.cells[name] for name in ("short", "name", "title", "label") if name in row.cells)
                row.cells[sheets.ID] = slug(next(names, "") or sheet.title.removesuffix("s"), used)
                used.add(row.id)

    def _waiting(self) -> dict[tuple[str, str], list[Row]]:
        """The rows of sheets for fields, by title and the entry they belong to."""
        rows_by_owner: dict[tuple[str, str], list[Row]] = {}
        for sheet, rows in self._by_sheet():
            for row in rows if sheet.field else ():
                rows_by_owner.setdefault((sheet.title, row.cells.get(sheets.OF, "")), []).append(row)
        return rows_by_owner

    def _in_order(self, sheet: Sheet, section: str) -> list[Row]:
        rows = self._tables.rows.get(sheet.title, [])
        if sheet.title == sheets.ORGANISATIONS:
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
                cell, name = f"A{row.number}", quoted(row.id)
                if row.id in seen:
                    message = _(
                        "{cell}: another row has the id {id}. Leave the id of a new row empty.",
                        cell=cell,
                        id=name,
                    )
                else:
                    message = _(
                        "{cell}: {id} is not an id of this list. Leave the id of a new row empty.",
                        cell=cell,
                        id=name,
                    )
                self._mistakes.note(row.sheet.title, row.number, message)
            seen.add(row.id)

    def _section(self, row: Row) -> str:
        known = [section.value for section in ORGANISATION_SECTIONS]
        section = row.cells.get(sheets.SECTION, "")
        if section in known:
            return section
        cell = f"B{row.number}"
        if section:
            message = _(
                "{cell}: {section} is not a section. Write groups, networks or partners.",
                cell=cell,
                section=quoted(section),
            )
        else:
            message = _("{cell} is empty. Write groups, networks or partners.", cell=cell)
        if not self._mistakes.mentions(row.number, cell):
            self._mistakes.note(row.sheet.title, row.number, message)
        return known[-1]

    def _old_ids(self, sheet: Sheet, section: str) -> list[str]:
        return workbook.list_ids(section, self._before) if sheet.is_list else list(self.old[section])

    def _old_path(self, row: Row, section: str) -> Key | None:
        """Where the entry stood, which may have been in another section of its sheet."""
        if row.sheet.is_list:
            ids = self._old_ids(row.sheet, section)
            return (section, ids.index(row.id)) if row.id in ids else None
        return next(((home, row.id) for home in row.sheet.holds if row.id in self.old[home]), None)

    def _old_parts(self, old: Key | None, field: tuple[str, ...]) -> list[Any]:
        """The parts that the entry had in this field."""
        value: Any = self.old[old[0]][old[1]] if old else None
        for name in field:
            value = value.get(name) if value else None
        return value or []
