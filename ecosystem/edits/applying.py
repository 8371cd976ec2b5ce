"""A list of changes → the text of a data file with exactly these, and the document it then holds.

Comments, order and layout of all else stay as the editors wrote them. Private notes stay with what they are
about: also with an organisation that moves to another section, and with facts that change places.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import yaml

from ecosystem.dataset import documents
from ecosystem.dataset.documents import Path
from ecosystem.edits import unconfirmed, word_lists, writing
from ecosystem.edits.change_list import Change, What, holds_items
from ecosystem.edits.difference import aligned
from ecosystem.edits.document import Document, text as text_of
from ecosystem.edits.places import Places, last_first
from ecosystem.errors import FileAccessError, InvalidDataError, StaleChangeError
from ecosystem.language import _
from ecosystem.model import ORGANISATION_SECTIONS, PRIVATE


def apply(document: Document, changes: Sequence[Change]) -> list[Change]:
    """Write changes into a data file that is valid, and make sure that it then says what they say.

    Returns:
        What was written: the changes, and what follows of them for confirmations; see `unconfirmed`.

    Raises:
        StaleChangeError: The file does not hold what a change found there.
        FileAccessError: The text would not say what the changes say, so nothing should be written.
    """
    if not changes:
        return []
    before = document.said()
    changes = unconfirmed.settled(changes, before)
    places = Places(before)
    stale = [change for change in changes if not _is_fresh(change, places)]
    if stale:
        contents = [(change.at, change.was, places.value(change.at)) for change in stale]
        raise StaleChangeError(document.file, contents)
    plain = word_lists.whole(changes, places)
    after = patched(before, plain)
    _Writer(document, before, after, plain, places).write()
    try:
        written = document.said()
    except InvalidDataError:
        return changes  # the gate says what is wrong, and with which line
    if written != after:
        raise FileAccessError(
            _(
                "{file} was not changed, because it would say something else than these changes. "
                "Edit it by hand.",
                file=document.file,
            )
        )
    return changes


def _is_fresh(change: Change, places: Places) -> bool:
    if change.at[-1] == PRIVATE:
        return True  # no document holds private notes
    if change.what is What.ADD and (_is_item(change) or word_lists.is_word(change, places)):
        return places.path(change.at) is not None
    return places.path(change.at) is not None and places.value(change.at) == change.was


def _is_item(change: Change) -> bool:
    return holds_items(change.at[-1], [])


def patched(before: documents.Document, changes: Iterable[Change]) -> documents.Document:
    """Return a document with changes, without private notes; it shares with the old one what stays."""
    places, after = Places(before), _Copy(before)
    gone: list[Path] = []
    added: list[Change] = []
    for change in changes:
        if change.at[-1] == PRIVATE:
            continue
        if change.what is What.ADD:
            added.append(change)
            continue
        path = places.path(change.at)
        assert path is not None
        if change.what is What.REMOVE:
            gone.append(path)
        else:
            after.within(path[:-1])[path[-1]] = change.value
    for change in added:
        path = places.path(change.at)
        assert path is not None
        value = documents.without_notes(change.value)
        if _is_item(change):
            holder = after.within(path[:-1])
            holder[path[-1]] = [*(holder.get(path[-1]) or []), value]
        else:
            after.within(path[:-1])[path[-1]] = value
    for path in sorted(gone, key=last_first):
        holder = after.within(path[:-1])
        del holder[path[-1]]
        if holder == [] and len(path) > 2:
            del after.within(path[:-2])[path[-2]]
    return after.document


class _Copy:
    """A document of which only what is changed is copied."""

    def __init__(self, document: documents.Document) -> None:
        self.document = dict(document)
        self._copied: dict[int, Any] = {}  # by their ids

    def within(self, path: Path) -> Any:
        """Return the map or list at a path, to be changed."""
        node: Any = self.document
        for step in path:
            child = node[step]
            if id(child) not in self._copied:
                copied = child.copy()
                self._copied[id(copied)] = copied
                node[step] = copied
            node = node[step]
        return node


class _Writer:
    """Edits the text of a document: fields first, then what goes, the last first, then what is new."""

    def __init__(
        self,
        document: Document,
        before: documents.Document,
        after: documents.Document,
        changes: Sequence[Change],
        places: Places,
    ) -> None:
        self._document = document
        self._before = before
        self._after = after
        self._changes = changes
        self._places = places
        self._text = text_of(document)

    @cached_property
    def _notes(self) -> dict[Path, Any]:
        return documents.notes(self._text)

    def write(self) -> None:
        sets: list[tuple[Path, Any]] = []
        gone: dict[Path, None] = {}
        new: dict[Path, list[Any]] = defaultdict(list)
        whole: dict[Path, None] = {}
        dropped: set[Path] = set()
        entries: list[tuple[Path, Any]] = []
        for change in self._changes:
            path = self._places.path(change.at) if change.at[-1] != PRIVATE else self._note_path(change)
            assert path is not None
            holder = self._odd_list(path if change.what is What.ADD and _is_item(change) else path[:-1])
            if holder:
                whole[holder] = None
            if holder and change.at[-1] != PRIVATE:
                if change.what is What.REMOVE and len(path) == len(holder) + 1:
                    dropped.add(path)
            elif change.what is What.REMOVE:
                gone[path] = None
            elif change.what is What.SET:
                sets.append((path, change.value))
            elif _is_item(change):
                new[path].append(change.value)
            else:
                entries.append((path, change.value))
        self._drop_empty(gone, new, whole)
        for path in whole:
            if not documents.part_if_any(self._after, path):
                gone[path] = None
                continue
            old = range(len(documents.part(self._before, path)))
            kept = [place for place in old if (*path, place) not in dropped]
            items = self._items(documents.part(self._after, path), path, kept)
            writing.set_field(self._document, path, items)
        for path, value in sets:
            was = documents.part_if_any(self._before, path)
            if isinstance(was, list) and isinstance(value, list) and not holds_items(str(path[-1]), value):
                writing.set_items(self._document, path, was, value)
            else:
                writing.set_field(self._document, path, self._value(str(path[-1]), value, path))
        for path, values in new.items():
            writing.extend(self._document, path, [self._entry(value) for value in values])
        for path, value in entries:
            writing.set_field(self._document, path, self._entry(value, self._moved_from(path)))
        for path in sorted(gone, key=last_first):
            writing.remove(self._document, path)

    def _note_path(self, change: Change) -> Path | None:
        path = self._places.path(change.at[:-1])
        return None if path is None else (*path, PRIVATE)

    def _odd_list(self, path: Path) -> Path | None:
        """Return the path of the outermost list on the way that the file has as a single item."""
        for length in range(1, len(path) + 1):
            if not isinstance(documents.part_if_any(self._before, path[:length]), list):
                continue
            if not holds_items(str(path[length - 1]), []):
                continue
            _passage, node = self._document.find(path[:length])
            if node is not None and not isinstance(node, yaml.SequenceNode) and _has_value(node):
                return path[:length]
        return None

    def _drop_empty(self, gone: dict[Path, None], new: dict[Path, Any], whole: dict[Path, None]) -> None:
        """A list that loses every item goes as a whole; a list at the top of the file stays, empty."""
        for path in {path[:-1] for path in gone if isinstance(path[-1], int)}:
            inside = [place for place in gone if place[:-1] == path]
            if len(inside) < len(documents.part(self._before, path)):
                continue
            for place in inside:
                del gone[place]
            if len(path) == 1 or new.pop(path, None):
                new.pop(path, None)
                whole[path] = None
            else:
                gone[path] = None

    def _moved_from(self, path: Path) -> Path | None:
        """Return where a new entry stood before, when it is an organisation that moves."""
        if path[0] not in ORGANISATION_SECTIONS:
            return None
        homes = ((home.value, path[1]) for home in ORGANISATION_SECTIONS)
        return next((home for home in homes if path[1] in self._before[home[0]]), None)

    def _entry(self, entry: documents.Document, was: Path | None = None) -> documents.Document:
        """Return an entry as an editor writes it, with the private notes of what stood at a path before."""
        written = {
            name: value if name == PRIVATE else self._value(name, value, (*was, name) if was else None)
            for name, value in entry.items()
        }
        return written if PRIVATE in written else {**written, **self._notes_at(was)}

    def _value(self, name: str, value: Any, was: Path | None) -> Any:
        if name == PRIVATE:
            return value
        if isinstance(value, dict):
            return self._entry(value, was)
        if holds_items(name, value):
            return self._items(value, was)
        if isinstance(value, list) and name in documents.CITING and len(value) == 1:
            return value[0]
        return value

    def _items(self, new: list[Any], was: Path | None, kept: list[int] | None = None) -> list[Any]:
        """Return the items of a list, each with the private notes of what it was before.

        Args:
            new: The items.
            was: Where the list stood.
            kept: The old places of the first of them, where they are known.
        """
        old = documents.part_if_any(self._before, was) if was else None
        places = aligned(str(was[-1]), old, new) if was and old else [None] * len(new)
        if kept is not None:
            places = [*kept, *[None] * len(new)][: len(new)]
        elif was and old and len(old) == len(new):
            there = set(places)
            places = [
                number if place is None and number not in there else place
                for number, place in enumerate(places)
            ]
        return [
            self._entry(item, (*was, place) if was and place is not None else None)
            for place, item in zip(places, new, strict=True)
        ]

    def _notes_at(self, was: Path | None) -> documents.Document:
        """Return the private notes at a path; a single item may stand without a list."""
        if was is None:  # the notes take as long to read as the file
            return {}
        for path in (was, was[:-1]) if was and was[-1] == 0 else (was,):
            if path in self._notes:
                return {PRIVATE: self._notes[path]}
        return {}


def _has_value(node: yaml.Node) -> bool:
    return not (isinstance(node, yaml.ScalarNode) and not node.value and not node.style)
