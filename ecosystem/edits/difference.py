"""Two documents of one city → the changes that make the second of the first, field by field."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ecosystem.dataset.documents import Document, Path
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.edits.change_list import Change, What, change, holds_items, keys, stem

_MOST_COMPARISONS = 10_000

Origins = Mapping[Path, Sequence[int | None]]
"""For lists of the old document, by their paths: the old place of each new item, or None for a new one."""


def difference(old: Document, new: Document, origins: Origins | None = None) -> list[Change]:
    """Return the changes that make `new` of `old`, in the order of the file.

    Args:
        old: What a data file says, as `documents.of` returns it.
        new: What it is to say.
        origins: What is known of the items of lists; those of other lists are recognised by what they say.
    """
    return list(_difference(old, new, origins or {}))


def _difference(old: Document, new: Document, origins: Origins) -> Iterator[Change]:
    yield from _fields((ABOUT,), (ABOUT,), old[ABOUT], new[ABOUT], origins)
    for section in SECTIONS:
        for identifier, entry in new[section].items():
            if identifier in old[section]:
                place = (section, identifier)
                yield from _fields(place, place, old[section][identifier], entry, origins)
        for identifier, entry in old[section].items():
            if identifier not in new[section]:
                yield change(What.REMOVE, (section, identifier), was=entry)
        for identifier, entry in new[section].items():
            if identifier not in old[section]:
                yield change(What.ADD, (section, identifier), value=entry)
    for name in LISTS:
        yield from _list((name,), (name,), old[name], new[name], origins)


def _fields(
    at: tuple[str, ...], place: Path, old: Document, new: Document, origins: Origins
) -> Iterator[Change]:
    for name, was in old.items():
        if name not in new and holds_items(name, was):  # item by item, so that others' additions stay
            yield from (change(What.REMOVE, (*at, name, key), was=item) for key, item in _keyed(name, was))
        elif name not in new:
            yield change(What.REMOVE, (*at, name), was=was)
    for name, value in new.items():
        was, here = old.get(name), (*at, name)
        if value == was:
            continue
        if isinstance(value, dict) and isinstance(was, dict):
            yield from _fields(here, (*place, name), was, value, origins)
        elif was is None and holds_items(name, value):
            yield from (change(What.ADD, here, value=item) for item in value)
        elif was and holds_items(name, value):
            yield from _list(here, (*place, name), was, value, origins)
        else:
            yield change(What.SET, here, was=was, value=value)


def _keyed(name: str, items: list[Document]) -> Iterator[tuple[str, Document]]:
    yield from zip(keys(name, items), items, strict=True)


def _list(
    at: tuple[str, ...], place: Path, old: list[Document], new: list[Document], origins: Origins
) -> Iterator[Change]:
    if old == new:
        return
    name = at[-1]
    given = origins.get(place)
    places = aligned(name, old, new) if given is None or len(given) != len(new) else given
    kept = [old_place for old_place in places if old_place is not None]
    if len(at) > 1 and (kept != sorted(kept) or None in places[: len(kept)]):
        yield change(What.SET, at, was=old, value=new)  # the order of facts and steps says something
        return
    old_keys = keys(name, old)
    for old_place, item in zip(places, new, strict=True):
        if old_place is not None:
            here = (*at, old_keys[old_place])
            yield from _fields(here, (*place, old_place), old[old_place], item, origins)
    there = set(kept)
    for old_place, item in enumerate(old):
        if old_place not in there:
            yield change(What.REMOVE, (*at, old_keys[old_place]), was=item)
    for old_place, item in zip(places, new, strict=True):
        if old_place is None:
            yield change(What.ADD, at, value=item)


def aligned(name: str, old: Sequence[Document], new: Sequence[Document]) -> list[int | None]:
    """Return the old place of each item: of the one that says the same, else of the one most like it.

    Only items that share what tells one item from others may be the same one.
    """
    places: list[int | None] = [None] * len(new)
    waiting: dict[str, list[int]] = {}
    for place in reversed(range(len(old))):
        waiting.setdefault(_whole(old[place]), []).append(place)
    for number, item in enumerate(new):
        if same := waiting.get(_whole(item)):
            places[number] = same.pop()
    left: dict[str, list[int]] = {}
    for place in sorted(place for some in waiting.values() for place in some):
        left.setdefault(stem(name, old[place]), []).append(place)
    unplaced: dict[str, list[int]] = {}
    for number, item in enumerate(new):
        if places[number] is None:
            unplaced.setdefault(stem(name, item), []).append(number)
    for word, numbers in unplaced.items():
        for place, number in _pairs(old, new, left.get(word, []), numbers):
            places[number] = place
    return places


def _pairs(
    old: Sequence[Document], new: Sequence[Document], places: Sequence[int], numbers: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield old places with new ones, those first that are most alike."""
    if len(places) * len(numbers) > _MOST_COMPARISONS:
        yield from zip(places, numbers, strict=False)
        return
    likeness = [
        (-sum(new[number].get(field) == value for field, value in old[place].items()), place, number)
        for place in places
        for number in numbers
    ]
    used: tuple[set[int], set[int]] = (set(), set())
    for _alike, place, number in sorted(likeness):
        if place not in used[0] and number not in used[1]:
            used[0].add(place)
            used[1].add(number)
            yield place, number


def _whole(item: Any) -> str:
    if isinstance(item, dict):
        return "{" + ",".join(f"{key}:{_whole(item[key])}" for key in sorted(item)) + "}"
    return "[" + ",".join(map(_whole, item)) + "]" if isinstance(item, list) else repr(item)
