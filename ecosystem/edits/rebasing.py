"""Changes that were made to an earlier state of a file → the same changes to the file as it is now.

A three-way merge, field by field: what only one side changed is taken, what both changed alike is done, and
what both changed differently is a conflict, with what it was, what the file says and what the changes say.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from ecosystem.dataset.documents import Document
from ecosystem.edits.change_list import Change, What, change, holds_items, keys
from ecosystem.edits.difference import aligned
from ecosystem.edits.places import Places
from ecosystem.model import ORGANISATION_SECTIONS, PRIVATE


class Conflict(msgspec.Struct, frozen=True):
    """A place that the file and the changes both changed, each in its own way.

    Attributes:
        at: The path of the place.
        was: What it held at first.
        file: What it holds in the file.
        mine: What the changes put there.
        changes: What is to be done if they are preferred to what the file holds.
    """

    at: tuple[str, ...]
    was: Any
    file: Any
    mine: Any
    changes: tuple[Change, ...]


def rebased(changes: Sequence[Change], base: Document, file: Document) -> tuple[list[Change], list[Conflict]]:
    """Return the changes that are left to make in a file, and the conflicts.

    Args:
        changes: Changes to `base`.
        base: What the file said when somebody took a copy.
        file: What it says now.
    """
    if base == file:
        return list(changes), []
    moves = _Moves(changes, base, file)
    outcomes = [outcome for one in changes for outcome in moves.of(one)]
    return (
        [outcome for outcome in outcomes if isinstance(outcome, Change)],
        [outcome for outcome in outcomes if isinstance(outcome, Conflict)],
    )


class _Moves:
    """Finds for each change the place in the file, and looks at what is there."""

    def __init__(self, changes: Sequence[Change], base: Document, file: Document) -> None:
        self._base, self._file = base, file
        self._base_places, self._places = Places(base), Places(file)
        self._lists: dict[tuple[str, ...], dict[str, tuple[int, int, str]]] = {}
        organisations = [one for one in changes if len(one.at) == 2 and one.at[0] in ORGANISATION_SECTIONS]
        gone = {one.at[1]: one for one in organisations if one.what is What.REMOVE}
        self._moved = {
            one.at[1]: (gone[one.at[1]], one)
            for one in organisations
            if one.what is What.ADD and one.at[1] in gone
        }

    def of(self, one: Change) -> Iterator[Change | Conflict]:
        at = self._now(one.at)
        if len(one.at) == 2 and one.at[1] in self._moved:
            yield from self._section(one, at)
        elif one.at[-1] == PRIVATE:
            yield from [] if at is None else [change(one.what, at, was=one.was, value=one.value)]
        elif one.what is What.ADD:
            yield from self._added(one, at)
        elif at is not None:
            yield from self._changed(one, at)
        elif one.what is not What.REMOVE:  # to remove what is no longer in the file is done already
            yield Conflict(one.at, one.was, None, one.value, ())

    def _changed(self, one: Change, at: tuple[str, ...]) -> Iterator[Change | Conflict]:
        now = self._places.value(at)
        if now == one.value:
            return
        here = change(one.what if now is not None else What.SET, at, was=now, value=one.value)
        yield here if now == one.was else Conflict(at, one.was, now, one.value, (here,))

    def _section(self, one: Change, at: tuple[str, ...] | None) -> Iterator[Change | Conflict]:
        """An organisation that moves to another section."""
        gone, new = self._moved[one.at[1]]
        now = self._places.value(at) if at else None
        if now == gone.was:
            yield one
        elif one is gone and now != new.value:
            both = (change(What.REMOVE, at, was=now), new) if at and now is not None else (new,)
            yield Conflict(one.at, gone.was, now, new.value, both)

    def _added(self, one: Change, at: tuple[str, ...] | None) -> Iterator[Change | Conflict]:
        if at is None:
            yield Conflict(one.at, None, None, one.value, ())
            return
        there = self._places.value(at)
        if holds_items(at[-1], []):
            if not _more_of(one.value, there, self._base_places.value(one.at)):
                yield change(What.ADD, at, value=one.value)
        elif there is None:
            yield change(What.ADD, at, value=one.value)
        else:
            yield from self._both_added(one, at, there)

    def _both_added(self, one: Change, at: tuple[str, ...], there: Document) -> Iterator[Change | Conflict]:
        """An entry that both added under one id: what the file lacks is taken."""
        for name, value in one.value.items():
            now = there.get(name)
            here = change(What.SET, (*at, name), was=now, value=value)
            if now is None:
                yield here
            elif now != value:
                yield Conflict(here.at, None, now, value, (here,))

    def _now(self, at: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the way to the same place in the file; None where an entry or item on it is gone."""
        way: tuple[str, ...] = ()
        base: Any = self._base
        file: Any = self._file
        for number, step in enumerate(at):
            if isinstance(base, list):
                place = self._items(at[:number], base, file or []).get(step)
                if place is None:
                    return None
                base, file, way = base[place[0]], file[place[1]], (*way, place[2])
                continue
            if number == 1 and at[0] in ORGANISATION_SECTIONS and step in base and step not in file:
                home = next((home.value for home in ORGANISATION_SECTIONS if step in self._file[home]), None)
                if home is None:
                    return None
                file, way = self._file[home], (home,)
            base, file = (node.get(step) if node else None for node in (base, file))
            way = (*way, step)
            if file is None and (number + 1 < len(at) or (number == 1 and base is not None)):
                return None
        return way

    def _items(
        self, at: tuple[str, ...], base: list[Document], file: list[Document]
    ) -> dict[str, tuple[int, int, str]]:
        """Return for each item of a list, by its key, its place before, its place now and its key now."""
        if at not in self._lists:
            name = at[-1]
            old, new = keys(name, base), keys(name, file)
            self._lists[at] = {
                old[place]: (place, number, new[number])
                for number, place in enumerate(aligned(name, base, file))
                if place is not None
            }
        return self._lists[at]


def _more_of(item: Any, file: list[Any] | None, base: list[Any] | None) -> bool:
    """Return whether the file has gained an item that says the same."""
    return (file or []).count(item) > (base or []).count(item)
