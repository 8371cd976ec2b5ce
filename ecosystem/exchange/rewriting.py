"""What a returned workbook changes, written into the data file: only what differs, at its place.

The changes are those to the state that the workbook was made from; where the file has changed since, they
are made to what it says now. See `ecosystem.edits`.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from msgspec import structs

from ecosystem import edits
from ecosystem.dataset import Origin, documents
from ecosystem.dataset.documents import Document, Path
from ecosystem.dataset.draft import LISTS
from ecosystem.edits import Change, Conflict, What
from ecosystem.edits.change_list import keys
from ecosystem.edits.hanging import hanging, settled
from ecosystem.edits.places import Places
from ecosystem.errors import InvalidDataError
from ecosystem.exchange.workbook_import import WorkbookImport
from ecosystem.language import plural
from ecosystem.model import ORGANISATION_SECTIONS, PRIVATE


@dataclass
class Rewritten(edits.Document):
    """The data file with every change of a workbook that raises no question."""

    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    before: Document = field(default_factory=dict)
    """What the file says before them."""
    withheld: frozenset[str] = frozenset()
    private: tuple[str, ...] = ()
    """What becomes of private notes, in sentences that do not tell what they say."""


def rewrite(text: str, file: str, back: WorkbookImport, origin: Origin | None = None) -> Rewritten:
    """Return the text with every change that raises no question.

    Args:
        text: The text of the data file.
        file: What messages call it.
        back: The workbook.
        origin: What `dataset.read` makes of the text, if that is known.

    Raises:
        FileAccessError: It would not say what the workbook says, so nothing should be written.
    """
    document = Rewritten(file, text, origin)
    document.withheld = back.withheld
    document.before = document.said()
    wanted, document.conflicts = changes(text, document.before, back)
    document.changes = edits.apply(document, wanted)
    document.private = remarks(document)
    return document


def check(document: Rewritten, back: WorkbookImport, today: date | None = None) -> None:
    """Raise an error with every mistake that the workbook would bring into the data file, with its sheet.

    Raises:
        InvalidWorkbookError: What `ecosystem check` would refuse, with the sheets and rows it comes from.
        InvalidDataError: The same with lines of the data file, where it comes from no row.
    """
    try:
        edits.check(document, today)
    except InvalidDataError as error:
        back.refuse(error, document.changes, edits.patched(document.before, document.changes))
        raise


def changes(text: str, now: Document, back: WorkbookImport) -> tuple[list[Change], list[Conflict]]:
    """Return the changes that a workbook makes to a data file, and what both changed."""
    back = back.settled(back.instead)
    every = edits.difference(back.base, back.document, back.origins)
    differences = [change for change in every if not _is_about(change, back.withheld, back.base)]
    noted = _Notes(back).written(differences)
    moved, conflicts = edits.rebased(noted, back.base, now)
    moved += _left_hanging(moved, now, back)
    if not any(change.at[-1] == PRIVATE for change in moved):
        return moved, conflicts
    return _fresh_notes(moved, conflicts, now, documents.notes(text))


def _is_about(change: Change, withheld: Collection[str], base: Document) -> bool:
    """Return whether a change is about an entry that is withheld, or about a link or dispute of one."""
    if not withheld:
        return False
    if len(change.at) > 1 and change.at[0] in LISTS:
        item = dict(zip(keys(change.at[0], base[change.at[0]]), base[change.at[0]], strict=True)).get(
            change.at[1]
        )
    else:
        item = change.value if change.at[0] in LISTS else None
    names = [item.get(name) for name in ("from", "to", "about")] if isinstance(item, dict) else change.at[1:2]
    return not set(withheld).isdisjoint(names)


def _left_hanging(moved: list[Change], now: Document, back: WorkbookImport) -> list[Change]:
    """Return the changes of what names a deleted entry in the file alone: it came there since."""
    gone = {(one.at[0], one.at[1]) for one in moved if one.what is What.REMOVE and len(one.at) == 2}
    gone &= back.gone
    after = edits.patched(now, moved) if gone else now
    if not gone or not hanging(after, gone):
        return []
    cleared, _gone = settled(after, {entry: back.instead.get(entry) for entry in gone})
    done = {one.at for one in moved}
    return [one for one in edits.difference(after, cleared) if one.at not in done]


def remarks(document: Rewritten) -> tuple[str, ...]:
    """Return what becomes of private notes, in sentences that do not tell what they say."""
    if not document.changes:
        return ()
    before, after = (documents.notes(text) for text in (document.original, edits.text(document)))
    moved = {
        change.at[1] for change in document.changes if change.what is What.REMOVE and len(change.at) == 2
    }
    changed = gained = 0
    for change in document.changes:
        if change.at[-1] == PRIVATE:
            changed += 1
            gained += (change.was is None) - (change.what is What.REMOVE)
        elif _is_about_notes(change) and before.get(tuple(change.at)) != change.value[PRIVATE]:
            changed += 1
            gained += change.at[-1] not in moved
    return tuple(_remarks(changed, len(before) - len(after) + gained))


def _is_about_notes(change: Change) -> bool:
    return change.at[-1] == PRIVATE or (
        change.what is What.ADD and isinstance(change.value, dict) and PRIVATE in change.value
    )


def _remarks(changed: int, gone: int) -> Iterator[str]:
    if changed:
        yield plural("{count} private note changes.", "{count} private notes change.", changed)
    if gone > 0:
        yield plural(
            "{count} private note is removed with its entry.",
            "{count} private notes are removed with their entries.",
            gone,
        )


class _Notes:
    """The private notes of a workbook's own columns, as changes beside those of the entries."""

    def __init__(self, back: WorkbookImport) -> None:
        self._back = back
        self._was: dict[Path, Any] = {path: note for path, note in back.notes.items() if len(path) == 2}

    def written(self, differences: list[Change]) -> list[Change]:
        added = {
            change.at: change for change in differences if change.what is What.ADD and len(change.at) == 2
        }
        items = {
            name: iter([change for change in differences if change.what is What.ADD and change.at == (name,)])
            for name in LISTS
        }
        replaced: dict[str, Change] = {}
        new: list[Change] = []
        for section, wanted in self._back.internal.items():
            for at, path, key in self._entries(section):
                own = added.get(at) if len(at) == 2 else next(items[section], None)
                note, was = wanted.get(key), self._was.get(path) if path else None
                if own and key in wanted and _as_read(note) != was:
                    replaced[own.id] = edits.change(
                        own.what, own.at, value={**own.value, PRIVATE: note}, because=own.because
                    )
                elif path and not own and (key in wanted or path in self._was):
                    new += self._changed(at, was, note, is_there=key in wanted, was_there=path in self._was)
        return [replaced.get(change.id, change) for change in differences] + new

    def _changed(
        self, at: tuple[str, ...], was: Any, note: Any, *, is_there: bool, was_there: bool
    ) -> Iterator[Change]:
        if is_there and not (was_there and _as_read(note) == was):
            yield edits.change(What.SET, (*at, PRIVATE), was=was, value=note)
        elif was_there and not is_there:
            yield edits.change(What.REMOVE, (*at, PRIVATE), was=was)

    def _entries(self, section: str) -> Iterator[tuple[tuple[str, ...], Path | None, str | int]]:
        """Yield each entry of a section: the way to it, where it was before, and its own key."""
        base, document = self._back.base, self._back.document
        origins: edits.Origins = dict(self._back.origins)
        if section in LISTS:
            old_keys = keys(section, base[section])
            for place, was in enumerate(origins.get((section,), range(len(base[section])))):
                if was is None:
                    yield (section,), None, place
                else:
                    yield (section, old_keys[was]), (section, was), place
            return
        for identifier in document[section]:
            homes = ORGANISATION_SECTIONS if section in ORGANISATION_SECTIONS else (section,)
            home = next((str(home) for home in homes if identifier in base[home]), None)
            yield (section, identifier), (home, identifier) if home else None, identifier


def _fresh_notes(
    changes: list[Change], conflicts: list[Conflict], now: Document, notes: dict[Path, Any]
) -> tuple[list[Change], list[Conflict]]:
    """Hold the changes of notes against the notes of the file, which no document has."""
    places, fresh = Places(now), []
    for change in changes:
        if change.at[-1] != PRIVATE:
            fresh.append(change)
            continue
        path = places.path(change.at[:-1])
        there = notes.get(path) if path is not None else None
        is_there = path in notes and change.what is What.SET
        if path is None or (is_there and there == _as_read(change.value)):
            continue
        here = structs.replace(change, was=there)
        if there == change.was:
            fresh.append(here)
        else:
            conflicts.append(Conflict(change.at, change.was, there, change.value, (here,)))
    return fresh, conflicts


def _as_read(note: Any) -> Any:
    """A note as the data file says it once it is written: a number or a truth value is a text."""
    match note:
        case dict():
            return {name: _as_read(value) for name, value in note.items()}
        case list():
            return [_as_read(value) for value in note]
        case bool() | int() | float():
            return edits.word(note)
    return note
