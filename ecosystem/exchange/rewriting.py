"""What a returned workbook says, written into the data file: only what differs, at its place.

Comments, order and layout of all else stay as the editors wrote them; see `ecosystem.edits`.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from ecosystem import dataset, edits
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.dataset.fields import PRIVATE
from ecosystem.errors import NoPlace, Unwritable
from ecosystem.exchange import documents
from ecosystem.exchange.documents import Document
from ecosystem.exchange.returned import Returned

_ONE_ALONE = ("source", "evidence")
"""Fields whose single value stands alone, not in a list of one."""

Path = tuple[str | int, ...]


def rewrite(text: str, file: str, back: Returned) -> edits.Document:
    """The text with every change, read again to make sure that it says exactly what the workbook says.

    Raises:
        Unwritable: It does not, so nothing should be written.
    """
    document = edits.parse(text, file)
    _Writer(document, back).write(back.old)
    if edits.text(document) == text and back.document == back.old:
        return document
    again = documents.of(dataset.parse(edits.text(document), file))
    if again != back.document:
        told = "changed, it would not say what the workbook says. Edit it by hand"
        raise Unwritable(f"{file} is left alone: {told}.")
    return document


class _Writer:
    """Goes through both documents and edits the text where they differ."""

    def __init__(self, document: edits.Document, back: Returned) -> None:
        self._document = document
        self._back = back

    @cached_property
    def _notes(self) -> dict[tuple[str, str | int], Any]:
        return documents.private(self._document.original)

    def write(self, old: Document) -> None:
        new = self._back.document
        self._fields((ABOUT,), old[ABOUT], new[ABOUT])
        for section in SECTIONS:
            self._section(section, old[section], new[section])
        for name in LISTS:
            self._list((name,), old[name], new[name])
        if self._back.internal is not None:
            self._private(new)

    def _section(self, section: str, old: Document, new: Document) -> None:
        for identifier, entry in new.items():
            if identifier in old:
                self._fields((section, identifier), old[identifier], entry)
        for identifier in old:
            if identifier not in new:
                edits.remove(self._document, (section, identifier))
        for identifier, entry in new.items():
            if identifier not in old:
                edits.set_field(self._document, (section, identifier), self._whole(identifier, entry))

    def _whole(self, identifier: str, entry: Document) -> Document:
        """A new entry; one that moved from another section brings its private notes."""
        notes = next((value for (_, key), value in self._notes.items() if key == identifier), None)
        more = {} if notes is None or self._back.internal is not None else {PRIVATE: notes}
        return {**_written(entry), **more}

    def _fields(self, path: Path, old: Document, new: Document) -> None:
        for name in old:
            if name not in new:
                edits.remove(self._document, (*path, name))
        for name, value in new.items():
            was = old.get(name)
            if value == was:
                continue
            here = (*path, name)
            if isinstance(value, dict) and isinstance(was, dict):
                self._fields(here, was, value)
            elif _holds_entries(value) and was and here in self._back.origins:
                self._list(here, was, value)
            else:
                edits.set_field(self._document, here, _value(name, value))

    def _list(self, path: Path, old: Sequence[Document], new: Sequence[Document]) -> None:
        """Change the items that were there, drop those that are gone, add the new ones at the end."""
        if list(old) == list(new):
            return
        origins = self._back.origins[path]
        kept = [place for place in origins if place is not None]
        in_order = kept == sorted(kept) and None not in origins[: len(kept)]
        if not new or not in_order:
            self._replace(path, new)
            return
        try:
            self._edit_items(path, old, new, origins)
        except NoPlace:  # a single item that stands without a list
            self._replace(path, new)

    def _edit_items(
        self, path: Path, old: Sequence[Document], new: Sequence[Document], origins: Sequence[int | None]
    ) -> None:
        for place, item in zip(origins, new, strict=True):
            if place is not None:
                self._fields((*path, place), old[place], item)
        for place in reversed(range(len(old))):
            if place not in origins:
                edits.remove(self._document, (*path, place))
        added = [_written(item) for place, item in zip(origins, new, strict=True) if place is None]
        edits.extend(self._document, path, added)

    def _replace(self, path: Path, new: Sequence[Document]) -> None:
        edits.set_field(self._document, path, [_written(item) for item in new])

    def _private(self, new: Document) -> None:
        """Notes that changed in the workbook's own column."""
        wanted = self._back.internal or {}
        there = documents.private(edits.text(self._document))
        entries: list[tuple[str, str | int]] = [
            (section, key) for section in SECTIONS for key in new[section]
        ]
        entries += [(name, place) for name in LISTS for place in range(len(new[name]))]
        for key in entries:
            if key in wanted and wanted[key] != there.get(key):
                edits.set_field(self._document, (*key, PRIVATE), wanted[key])
            elif key in there and key not in wanted:
                edits.remove(self._document, (*key, PRIVATE))


def _holds_entries(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _written(entry: Document) -> Document:
    return {name: _value(name, value) for name, value in entry.items()}


def _value(name: str, value: Any) -> Any:
    """A value as an editor would write it."""
    if isinstance(value, dict):
        return _written(value)
    if _holds_entries(value):
        return [_written(each) for each in value]
    if isinstance(value, list) and name in _ONE_ALONE and len(value) == 1:
        return value[0]
    return value
