"""A workbook that came back → what it says now, or every mistake in it with its sheet and cell.

`cells` opens a workbook of any program's, `reader` finds its headings and rows. `row_entries` makes entries
of the rows, beside those that the workbook was made from: `cell_values` reads names, dates and numbers as
people write them, `entry_parts` puts parts in their order, `private_notes` reads the private ones. `row_text`
makes the text of a data file with one row to a line, which `dataset` reads like any other. So a workbook is
held to the same rules, and `cell_positions` leads each problem back to a sheet, a row and a column.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from ecosystem import dataset, withheld
from ecosystem.city import City
from ecosystem.dataset import documents, migrations
from ecosystem.dataset.draft import ABOUT
from ecosystem.edits import Change
from ecosystem.edits.hanging import Hanging, hanging, settled
from ecosystem.errors import FileAccessError, InvalidDataError
from ecosystem.exchange import sheets
from ecosystem.exchange.workbook_import.cell_mistakes import Mistakes
from ecosystem.exchange.workbook_import.cell_positions import Places
from ecosystem.exchange.workbook_import.losses import losses
from ecosystem.exchange.workbook_import.reader import Reader
from ecosystem.exchange.workbook_import.refusals import Refusals
from ecosystem.exchange.workbook_import.row_entries import Entries, Notes, Origins
from ecosystem.exchange.workbook_import.row_text import text_of
from ecosystem.exchange.workbook_import.rows import Tables
from ecosystem.language import _, joined, plural
from ecosystem.model import Ecosystem, Section
from ecosystem.progress import Progress, counting, unheard
from ecosystem.words import shortened

__all__ = ["WorkbookImport", "is_of_another", "losses", "origin", "own", "read", "refuse_own"]


@dataclass(slots=True)
class WorkbookImport:
    """What a workbook says: the city, and which entries of the lists were there before."""

    document: documents.Document
    """What the workbook says, without the entries whose rows were deleted, and still naming them."""
    base: documents.Document
    """What the data file said when the workbook was made from it."""
    origins: Origins
    """For each list, by its path in `base`: the old place of each item, or None for a new one."""
    internal: dict[str, Notes]
    """The private notes of each section or list whose sheet has a column for them, by id or place."""
    notes: dict[documents.Path, Any]
    """The private notes of the data file when the workbook was made from it, by their paths."""
    gone: set[tuple[str, str]] = field(default_factory=set)
    """The entries whose rows were deleted, by section and id."""
    instead: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    """What takes the place of each of these, where something does."""
    remarks: tuple[str, ...] = ()
    """What an editor should know of the workbook itself, in sentences."""
    file: str = ""
    """What messages call the workbook."""
    rows: documents.Document = field(default_factory=dict)
    """What its rows say, whatever was settled since."""
    deleted: frozenset[tuple[str, str]] = frozenset()
    """The entries whose own rows were deleted, without those that go with them."""
    places: Places = field(default_factory=lambda: Places({}))
    """Where everything stands in the workbook."""
    withheld: frozenset[str] = frozenset()
    """The organisations of the data file that have asked not to be shown: their rows count as never there."""

    def hanging(self) -> list[Hanging]:
        """Return what names an entry whose row was deleted."""
        return hanging(self.document, self.gone)

    def refuse(self, error: InvalidDataError, changes: Sequence[Change], after: documents.Document) -> None:
        """Raise InvalidWorkbookError that tells what the gate refused with the sheets and rows it comes from.

        Args:
            error: What the gate says.
            changes: The changes that the workbook makes to the data file.
            after: What the data file would say.
        """
        refusals = Refusals(self.file, self.rows, self.base, after, self.deleted, changes, self.places)
        refusals.stop(error)

    def settled(self, instead: Mapping[tuple[str, str], str | None] | None = None) -> "WorkbookImport":
        """Return the same with nothing that names a deleted entry; see `edits.hanging.settled`."""
        chosen = {entry: (instead or {}).get(entry) for entry in self.gone}
        if not self.gone:
            return self
        after, gone = settled(self.document, chosen)
        origins = dict(self.origins)
        for name in ("links", "disputes", "accepted_gaps"):
            if len(after[name]) != len(self.document[name]):
                origins[name,] = _left(self.document[name], after[name], self.origins[name,])
        return replace(self, document=after, origins=origins, gone=gone, instead=chosen)


def _left(before: list[Any], after: list[Any], origins: list[int | None]) -> list[int | None]:
    """Return the origins of the items that are left; those that changed on the way keep their place."""
    old_places: list[int | None] = []
    place = 0
    for item in after:
        while (
            place < len(before)
            and before[place] != item
            and len(before) - place > len(after) - len(old_places)
        ):
            place += 1
        old_places.append(origins[place] if place < len(origins) else None)
        place += 1
    return old_places


def read(
    path: Path,
    before: Ecosystem,
    progress: Progress = unheard,
    *,
    text: str | None = None,
    today: date | None = None,
) -> WorkbookImport:
    """What the workbook says, against the city it was made from.

    Args:
        path: The workbook.
        before: What the data file says now. A workbook that does not say what it was made from is held
            against it.
        progress: Hears how far the work has come.
        text: The text of the data file, for its private notes.
        today: No report and no check may lie ahead of it.

    Raises:
        FileAccessError: There is no such file, or it is no workbook that is safe to read, or of another city.
        InvalidWorkbookError: Every mistake, with its sheet and cell.
    """
    mistakes = Mistakes(str(path))
    asked = withheld.asked(before)
    if asked:
        before, text = withheld.without(before, asked), None
    expected = len(before.links) + sum(1 for _ in before.nodes()) + 1
    tables = Reader(path, mistakes, counting(progress, expected, last=0.6)).tables()
    _refuse_newer(path, tables)
    if not tables.sound:
        mistakes.stop()
    now = documents.of(before)
    base, made_from, notes = _base(path, tables, before, now, text)
    entries = Entries(tables, base, made_from, mistakes)
    internal = entries.internal_notes()
    places = Places({name: row for name, (row, _value) in tables.about.items()})
    document_text = text_of(tables, entries, places)
    progress(0.7)
    try:
        city = dataset.parse(document_text, str(path), today=today, place=places.named)
    except InvalidDataError as error:
        mistakes.translate(error.problems, places)
        raise mistakes.error() from error
    mistakes.stop()
    document = documents.of(city)
    for section, identifier in entries.gone:
        document[section].pop(identifier, None)
    remarks = tuple(_remarks(tables, base, now))
    return WorkbookImport(
        document,
        base,
        entries.origins,
        internal,
        notes,
        entries.gone,
        remarks=remarks,
        file=str(path),
        rows=document,
        deleted=frozenset(entries.gone),
        places=places,
        withheld=asked,
    )


def _refuse_newer(path: Path, tables: Tables) -> None:
    if tables.damaged and tables.damaged.is_newer:
        raise FileAccessError(
            _(
                "{file} was made by a newer version of this program ({version}). Update the program.",
                file=str(path),
                version=tables.damaged.program,
            )
        )


def _base(
    path: Path, tables: Tables, before: Ecosystem, now: documents.Document, text: str | None
) -> tuple[documents.Document, Ecosystem, dict[documents.Path, Any]]:
    """Return what the workbook was made from, as a document and as a city, with its private notes."""
    own_notes = documents.notes(text) if text and tables.private else {}
    if tables.baseline is None:
        return now, before, own_notes
    base = tables.baseline.document
    made_from = before if now == base else None
    if made_from is None and documents.of(ordered := City(before).ecosystem) == base:
        made_from = ordered
    if made_from is None:
        _refuse_other(path, base, now)
        made_from = _parsed(path, base)
    if tables.baseline.notes is None:
        return base, made_from, {}
    notes: dict[documents.Path, Any] = {}
    from ecosystem.exchange import workbook

    ids = {name: workbook.list_ids(name, made_from) for name in ("links", "disputes", "accepted_gaps")}
    for section, identifier, note in tables.baseline.notes:
        place = ids[section].index(identifier) if section in ids else identifier
        notes[section, place] = note
    return base, made_from, notes


def _parsed(path: Path, base: documents.Document) -> Ecosystem:
    text = json.dumps({migrations.KEY: migrations.FORMAT, **base}, ensure_ascii=False)
    try:
        return dataset.parse(text.replace("\x7f", "\\u007f").replace("\x85", "\\u0085"), str(path))
    except InvalidDataError as error:
        raise FileAccessError(
            _(
                "The hidden sheet of {file} that says what it was made from is damaged. "
                "Export a new workbook.",
                file=str(path),
            )
        ) from error


def _refuse_other(path: Path, base: documents.Document, now: documents.Document) -> None:
    """A workbook of another city would remove everything of this one."""
    if is_of_another(base, now):
        raise FileAccessError(
            _(
                "{file} is a workbook of ‘{other}’, and the data file is ‘{own}’. Choose the other file.",
                file=str(path),
                other=base[ABOUT]["title"],
                own=now[ABOUT]["title"],
            )
        )


def is_of_another(base: documents.Document, now: documents.Document) -> bool:
    """Whether two documents are of two cities: they have other titles, and few entries in common."""
    titles = [(document[ABOUT]["title"], document[ABOUT]["place"]) for document in (base, now)]
    ids = [
        {(name, identifier) for name in Section for identifier in document[name]} for document in (base, now)
    ]
    return titles[0] != titles[1] and len(ids[0] & ids[1]) * 2 < max(map(len, ids))


def origin(path: Path) -> tuple[Ecosystem, list[tuple[str, str, Any]]] | None:
    """Return what a workbook was made from, and its private notes by section and row, if it says so.

    Raises:
        FileAccessError: It is no workbook that is safe to read, or made by a newer version of this program.
    """
    tables = Reader(path, Mistakes(str(path)), lambda: None).tables()
    _refuse_newer(path, tables)
    if tables.baseline is None:
        return None
    return _parsed(path, tables.baseline.document), tables.baseline.notes or []


def own(path: Path) -> list[str]:
    """Return the sheets, columns and headings of a workbook that are not ours, in words."""
    try:
        return _own(Reader(path, Mistakes(str(path)), lambda: None).tables())
    except FileAccessError:
        return []


def refuse_own(path: Path) -> None:
    """Raise FileAccessError if a workbook at a path holds sheets or columns of somebody's own."""
    if path.is_file() and (own_parts := own(path)):
        raise FileAccessError(
            _(
                "{file} holds what is not ours: {names}. It was not replaced. Name another file.",
                file=str(path),
                names=joined(own_parts),
            )
        )


def _own(tables: Tables) -> list[str]:
    parts = [_("the sheet ‘{title}’", title=title) for title in tables.own_sheets]
    for title, columns in tables.own_columns.items():
        parts += [_("‘{column}’ in {sheet}", column=name, sheet=title) for name in columns]
    parts += [
        _("row {number} of {sheet} (‘{text}’)", number=str(number), sheet=title, text=shortened(text, 40))
        for title, number, text in tables.headings
    ]
    return parts


def _remarks(tables: Tables, base: documents.Document, now: documents.Document) -> Iterator[str]:
    from ecosystem import edits

    if tables.damaged:
        yield _(
            "The hidden sheet ‘{sheet}’, which says what this workbook was made from, is damaged. "
            "Everything that differs from the data file counts as your change.",
            sheet=sheets.BASELINE,
        )
    elif tables.baseline is None:
        yield _(
            "This workbook does not say what it was made from. "
            "Everything that differs from the data file counts as your change."
        )
    elif changed := {change.at[:2] for change in edits.difference(base, now)}:
        yield plural(
            "The data file has changed since this workbook was made: {count} entry. These changes stay.",
            "The data file has changed since this workbook was made: {count} entries. These changes stay.",
            len(changed),
        )
    own = _own(tables)
    if own:
        yield _("Left out, because they are your own: {names}.", names=joined(own))
    for title, count in tables.hidden.items():
        yield plural(
            "{sheet} has {count} hidden row, which is imported like the others.",
            "{sheet} has {count} hidden rows, which are imported like the others.",
            count,
            sheet=title,
        )
