"""The rows of a workbook → the entries of a data file, each beside the one it was before."""

from typing import Any

from ecosystem.dataset import documents
from ecosystem.dataset.draft import LISTS, SECTIONS
from ecosystem.dataset.unseen import quoted
from ecosystem.exchange import sheets, workbook
from ecosystem.exchange.cell_names import key, spaced
from ecosystem.exchange.sheets import Sheet
from ecosystem.exchange.slugs import SLUG_LENGTH, slug
from ecosystem.exchange.workbook_import import private_notes
from ecosystem.exchange.workbook_import.cell_mistakes import Mistakes
from ecosystem.exchange.workbook_import.cell_positions import Places
from ecosystem.exchange.workbook_import.cell_values import CellValues
from ecosystem.exchange.workbook_import.entry_parts import in_order
from ecosystem.exchange.workbook_import.rows import Row, Tables, put
from ecosystem.language import _
from ecosystem.model import ORGANISATION_SECTIONS, PRIVATE, Ecosystem, Section

Key = tuple[str, str | int]
Notes = dict[str | int, Any]
_NEW = "\0new-"
"""How the id of a new entry of a list begins; nobody can write it."""
_NAMES = ("name", "title", "label", "short", "plural", "url", "past")
Origins = dict[documents.Path, list[int | None]]


class Entries:
    """Gives rows their ids, their order and their parts, against the city they were made from."""

    def __init__(
        self, tables: Tables, base: documents.Document, before: Ecosystem, mistakes: Mistakes
    ) -> None:
        self._tables = tables
        self._before = before
        self._mistakes = mistakes
        self._ordered: dict[tuple[str, str], list[Row]] = {}
        self.old = base
        self.origins: Origins = {}
        self._list_ids = {name: workbook.list_ids(name, before) for name in LISTS}
        self._places = {
            name: {identifier: place for place, identifier in enumerate(ids)}
            for name, ids in self._list_ids.items()
        }
        self._told = workbook.names_of(base, before)
        self.names = workbook.names_of(base, before)
        self._give_ids()
        self.gone = self._gone()
        self._learn_names()
        self.values = CellValues(self._told, self.names, before.about.region, mistakes)
        self._parts = self._waiting()

    def rows(self, sheet: Sheet, section: str) -> list[Row]:
        """The rows of a section: those there were, in the order of the file, then the new ones."""
        known = (sheet.title, section)
        if known not in self._ordered:
            self._ordered[known] = self._in_order(sheet, section)
        return self._ordered[known]

    def entry(self, row: Row, section: str, place: int, places: Places) -> dict[str, Any]:
        """The entry of a row with the parts that have rows of their own; says where each of them stands."""
        path = f"{section}[{place + 1}]" if row.sheet.is_list else f"{section}.{row.id}"
        places.add_part(path, row.sheet.title, row.number)
        old = self._old_path(row, section)
        was: Any = self.old[old[0]][old[1]] if old else None
        unit = row.cells.get("measure unit", "")
        entry = self.values.entry(row, was, unit)
        for sheet in sheets.sheets():
            if not sheet.field or section not in sheet.holds:
                continue
            waiting = self._parts.pop((sheet.title, row.id), []) if row.id else []
            parts = self._old_parts(old, sheet.field)
            own, origins = in_order(waiting, parts, self._told)
            if old:
                self.origins[*old, *sheet.field] = origins
            if own:
                values = [
                    self.values.entry(part_row, None if origin is None else parts[origin], unit)
                    for part_row, origin in zip(own, origins, strict=True)
                ]
                put(entry, sheet.field, values)
                for number, part_row in enumerate(own, 1):
                    part = f"{path}.{'.'.join(sheet.field)}[{number}]"
                    places.add_part(part, sheet.title, part_row.number)
        return entry

    def note_orphans(self) -> None:
        """Parts of which no entry was made are mistakes, but for those of entries that were deleted."""
        gone = {identifier for _section, identifier in self.gone} | self._gone_of_lists()
        for (_title, owner), waiting in self._parts.items():
            for row in waiting if owner not in gone else ():
                text = row.cells.get(sheets.OF, "")
                message = _("‘of’ is empty. Write the name of the entry that the row belongs to.")
                if text:
                    message = _(
                        "{name} in ‘of’ is not the name of an entry that can have rows in this sheet.",
                        name=quoted(text),
                    )
                    near = [self.names.near(section, text) for section in row.sheet.holds]
                    hint = next(filter(None, near), None)
                    message += " " + _("Did you mean ‘{word}’?", word=hint) if hint else ""
                self._mistakes.note(row.sheet.title, row.number, message)

    def _gone_of_lists(self) -> set[str]:
        """The ids of entries of lists whose rows were deleted."""
        there = {row.id for sheet, rows in self._by_sheet() if sheet.is_list for row in rows}
        return {
            identifier for ids in self._list_ids.values() for identifier in ids if identifier not in there
        }

    def internal_notes(self) -> dict[str, Notes]:
        """The private notes of each section or list whose sheet has a column for them, by id or place."""
        notes: dict[str, Notes] = {}
        for sheet in sheets.sheets():
            if sheet.title in self._tables.private:
                notes |= {section: self._notes(sheet, section) for section in sheet.holds}
        return notes

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
        for _sheet, rows in named:
            for row in rows:
                if row.id:
                    row.cells[sheets.ID] = spaced(row.id)
        used = {row.id for _sheet, rows in named for row in rows if row.id}
        used |= {identifier for section in SECTIONS for identifier in self.old[section]}
        for sheet, rows in named:
            for row in rows:
                if len(row.id) > 3 * SLUG_LENGTH:
                    self._mistakes.note(sheet.title, row.number, _("the id is too long. Shorten it."))
                if row.id:
                    continue
                names = (row.cells[name] for name in ("short", "name", "title", "label") if name in row.cells)
                row.cells[sheets.ID] = slug(next(names, "") or sheet.title.removesuffix("s"), used)
                used.add(row.id)

    def _gone(self) -> set[tuple[str, str]]:
        """The entries whose rows were deleted. A row that has another id and the name of one is a mistake."""
        gone: set[tuple[str, str]] = set()
        for sheet, rows in self._by_sheet():
            if sheet.field or sheet.is_list:
                continue
            there = {row.id for row in rows}
            missing = {
                identifier: (section, identifier)
                for section in sheet.holds
                for identifier in self.old[section]
                if identifier not in there
            }
            known = {identifier for section in sheet.holds for identifier in self.old[section]}
            called = {key(self._told.label(section, own)): own for own, (section, _id) in missing.items()}
            for row in rows:
                name = next(
                    (row.cells[field] for field in ("name", "title", "label") if field in row.cells), ""
                )
                was = called.get(key(name))
                if was and row.id not in known and row.places.get(sheets.ID) is not None:
                    message = _(
                        "A{number}: the id of {name} was {was}. Put it back.",
                        number=str(row.number),
                        name=quoted(spaced(name)),
                        was=quoted(was),
                    )
                    self._mistakes.note(sheet.title, row.number, message)
                    row.cells[sheets.ID] = was
                    missing.pop(was, None)
            gone |= set(missing.values())
        return gone

    def _learn_names(self) -> None:
        """New rows are known by their names too, and entries by the new names they get."""
        for number, row in enumerate(self._tables.rows.get("Disputes", [])):
            if not row.id and "question" in row.cells:  # its claims name it by its question
                row.cells[sheets.ID] = f"{_NEW}{number}"
                self.names.add("disputes", row.id, {"question": spaced(row.cells["question"])})
        for sheet, rows in self._by_sheet():
            if sheet.field or sheet.is_list:
                continue
            for row in rows:
                home = next((section for section in sheet.holds if row.id in self.old[section]), None)
                if home is None:
                    home = self._section(row, quiet=True) if len(sheet.holds) > 1 else sheet.holds[0]
                entry: dict[str, Any] = {
                    name: spaced(row.cells[name]) for name in _NAMES if name in row.cells
                }
                aliases = row.cells.get("aliases", "").split("\n")
                entry["aliases"] = [spaced(line) for line in aliases if line.strip()]
                if plan := self._told.find("plans", row.cells.get("plan", "")):
                    entry["plan"] = plan[0]
                self.names.add(home, row.id, entry)

    def _learn_links(self) -> None:
        """Links are known by their ends too, where rows that belong to links name them so."""
        parts = [
            row for sheet, rows in self._by_sheet() if sheet.field and "links" in sheet.holds for row in rows
        ]
        if all(self._told.holds("links", row.cells.get(sheets.OF, "")) for row in parts):
            return
        ends = (("nodes", "from"), ("link_types", "type"), ("nodes", "to"))
        called = {
            identifier: " ".join(
                self._told.label(refers, self.old["links"][place][name]) for refers, name in ends
            )
            for identifier, place in self._places["links"].items()
        }
        for identifier, words in called.items():
            for names in (self._told, self.names):
                names.add("links", identifier, {"name": identifier, "aliases": [words]})
        for number, row in enumerate(self._tables.rows.get("Links", [])):
            if not row.id:
                row.cells[sheets.ID] = f"{_NEW}{number}"
                words = spaced(" ".join(row.cells.get(name, "") for _refers, name in ends))
                self.names.add("links", row.id, {"name": words})

    def _waiting(self) -> dict[tuple[str, str], list[Row]]:
        """The rows of sheets for fields, by title and the id of the entry they belong to."""
        self._learn_links()
        waiting: dict[tuple[str, str], list[Row]] = {}
        for sheet, rows in self._by_sheet():
            for row in rows if sheet.field else ():
                waiting.setdefault((sheet.title, self._owner(sheet, row)), []).append(row)
        return waiting

    def _owner(self, sheet: Sheet, row: Row) -> str:
        """Return the id of the entry that a row belongs to; a text that names none comes back."""
        text = row.cells.get(sheets.OF, "")
        for names in (self._told, self.names):
            among = "nodes" if sheet.holds[0] in list(Section) else sheet.holds[0]
            candidates = names.find(among, text, row.cells.get(sheets.PLAN, ""))
            ids = [
                identifier
                for identifier in candidates
                if any(names.holds(section, identifier) for section in sheet.holds)
            ]
            left = [
                identifier for identifier in ids if all(identifier != other for _section, other in self.gone)
            ] or ids
            if len(left) == 1:
                return left[0]
            if left:
                labels = [
                    quoted(names.label(section, identifier))
                    for identifier in left
                    for section in sheet.holds
                    if names.holds(section, identifier)
                ]
                message = _(
                    "{name} in ‘of’ may be one of several. Choose one from the list: {choices}.",
                    name=quoted(text),
                    choices=", ".join(labels),
                )
                self._mistakes.note(sheet.title, row.number, message)
                return left[0]
        return text

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
            if row.id and not row.id.startswith(_NEW) and (row.id not in places or row.id in seen):
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

    def _section(self, row: Row, *, quiet: bool = False) -> str:
        """Return the section of an organisation: that of its kind where its own cell is empty."""
        known = [section.value for section in ORGANISATION_SECTIONS]
        section = key(row.cells.get(sheets.SECTION, ""))
        near = next((home for home in known if section in (home, home.removesuffix("s"))), None)
        if near:
            return near
        if not section:
            kinds = self._told.find("kinds", row.cells.get("kind", ""))
            homes = [self.old["kinds"][kind]["section"] for kind in kinds if kind in self.old["kinds"]]
            if homes and homes[0] in known:
                return str(homes[0])
        if quiet:
            return known[-1]
        cell = f"B{row.number}"
        if section:
            message = _(
                "{cell}: {section} is not a section. Write groups, networks or partners.",
                cell=cell,
                section=quoted(row.cells[sheets.SECTION]),
            )
        else:
            message = _("{cell} is empty. Write groups, networks or partners.", cell=cell)
        if not self._mistakes.mentions(row.number, cell):
            self._mistakes.note(row.sheet.title, row.number, message)
        return known[-1]

    def _old_ids(self, sheet: Sheet, section: str) -> list[str]:
        return self._list_ids[section] if sheet.is_list else list(self.old[section])

    def _old_path(self, row: Row, section: str) -> Key | None:
        """Where the entry stood, which may have been in another section of its sheet."""
        if row.sheet.is_list:
            ids = self._places[section]
            return (section, ids[row.id]) if row.id in ids else None
        return next(((home, row.id) for home in row.sheet.holds if row.id in self.old[home]), None)

    def _old_parts(self, old: Key | None, field: tuple[str, ...]) -> list[Any]:
        """The parts that the entry had in this field."""
        value: Any = self.old[old[0]][old[1]] if old else None
        for name in field:
            value = value.get(name) if value else None
        return value or []
