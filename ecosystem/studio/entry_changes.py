"""The changes that make an entry of a document what a form holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from ecosystem import edits
from ecosystem.dataset import documents
from ecosystem.dataset.documents import Document
from ecosystem.dataset.draft import LISTS
from ecosystem.edits import Change, What
from ecosystem.edits.change_list import keys
from ecosystem.model import ORGANISATION_SECTIONS, PRIVATE
from ecosystem.studio.form_entries import FormEntry


def home(document: Document, values: Mapping[str, Any], section: str) -> str:
    """Return the section of an organisation: that of its kind, or the one it is in.

    Args:
        document: What the file says.
        values: What the form of the organisation holds.
        section: The section that the organisation is in; any other text for a new one.
    """
    homes = tuple(map(str, ORGANISATION_SECTIONS))
    of_kind = document["kinds"].get(values.get("kind"), {}).get("section")
    return str(of_kind) if of_kind in homes else section if section in homes else homes[0]


def of_entry(
    document: Document,
    notes: Mapping[documents.Path, Any],
    path: documents.Path,
    entry: FormEntry,
    section: str,
) -> list[Change]:
    """Return the changes that make an entry what a form holds.

    Args:
        document: What the file says.
        notes: Its private notes.
        path: Where the entry is.
        entry: What the form holds.
        section: The section that the entry is to be in: an organisation may move.
    """
    wanted = dict(entry.entry)
    note = wanted.pop(PRIVATE, None)
    origins: dict[documents.Path, Sequence[int | None]] = {
        (section, *path[1:], *at): places
        for at, places in entry.origins.items()
        if _are_places(places, documents.part_if_any(document, (*path, *at)))
    }
    origins |= {(name,): range(len(document[name])) for name in LISTS}
    changes = edits.difference(document, _with(document, path, wanted, section), origins)
    if section != path[0]:
        return [_noted(change, note) for change in changes]
    was = notes.get(path)
    if note == was:
        return changes
    what = What.REMOVE if note is None else What.SET
    return [*changes, edits.change(what, (*_way(document, path), PRIVATE), was=was, value=note)]


def _are_places(places: Sequence[int | None], items: Any) -> bool:
    """Return whether these are places in a list: it may have changed since the form was opened."""
    known = [place for place in places if place is not None]
    is_list = isinstance(items, list) and len(set(known)) == len(known)
    return is_list and all(isinstance(place, int) and 0 <= place < len(items) for place in known)


def _with(document: Document, path: documents.Path, entry: Document, section: str) -> Document:
    """Return a document with an entry at a path, in the section that it is to be in."""
    before = str(path[0])
    if len(path) == 1:
        return {**document, before: entry}
    place = path[1]
    if isinstance(place, int):
        items = document[before]
        return {**document, before: [*items[:place], entry, *items[place + 1 :]]}
    if section == before:
        return {**document, section: {**document[section], place: entry}}
    left = {key: value for key, value in document[before].items() if key != place}
    return {**document, before: left, section: {**document[section], place: entry}}


def _way(document: Document, path: documents.Path) -> tuple[str, ...]:
    """Return the way to an entry as a change names it."""
    if path[0] in LISTS and isinstance(path[1], int):
        return str(path[0]), keys(str(path[0]), document[str(path[0])])[path[1]]
    return tuple(map(str, path))


def _noted(change: Change, note: Any) -> Change:
    """Return the change that adds an organisation to its new section with its private note."""
    if change.what is not What.ADD or len(change.at) != 2 or note is None:
        return change
    return edits.change(What.ADD, change.at, value={**change.value, PRIVATE: note})


def naming(values: Mapping[str, Any]) -> str:
    """Return what names a new entry."""
    names = (values.get(field) for field in ("short", "name", "title", "label"))
    return next((name for name in names if isinstance(name, str) and name.strip()), "")
