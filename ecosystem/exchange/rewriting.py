"""What a returned workbook says, written into the data file: only what differs, at its place.

Comments, order and layout of all else stay as the editors wrote them; see `ecosystem.edits`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ecosystem import dataset, edits
from ecosystem.dataset import documents
from ecosystem.dataset.documents import Document, Path
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.errors import FileAccessError, PathNotFoundError
from ecosystem.exchange.workbook_import import WorkbookImport
from ecosystem.exchange.workbook_import.row_entries import Notes
from ecosystem.language import _, plural
from ecosystem.model import ORGANISATION_SECTIONS, PRIVATE


@dataclass(slots=True)
class Rewritten(edits.Document):
    """The data file with every change."""

    private: tuple[str, ...] = ()
    """What becomes of private notes, in sentences that do not tell what they say."""


def rewrite(text: str, file: str, back: WorkbookImport) -> Rewritten:
    """The text with every change, read again to make sure that it says exactly what the workbook says.

    Raises:
        FileAccessError: It does not, so nothing should be written.
    """
    parsed = edits.parse(text, file)
    document = Rewritten(parsed.file, parsed.original, parsed.text)
    document.private = _Writer(document, back).write(back.old)
    if edits.text(document) == text and back.document == back.old:
        return document
    again = documents.of(dataset.parse(edits.text(document), file))
    if again != back.document:
        raise FileAccessError(
            _(
                (
                    "{file} was not changed, because the result would differ from the workbook. Edit "
                    "it by hand."
                ),
                file=file,
            )
        )
    return document


class _Writer:
    """Goes through both documents and edits the text where they differ."""

    def __init__(self, document: edits.Document, back: WorkbookImport) -> None:
        self._document = document
        self._back = back

    @cached_property
    def _notes(self) -> dict[Path, Any]:
        return documents.notes(self._document.original)

    def write(self, old: Document) -> tuple[str, ...]:
        """Write every change; gives sentences on the private notes that change or go."""
        new = self._back.document
        self._fields((ABOUT,), old[ABOUT], new[ABOUT])
        for section in SECTIONS:
            self._section(section, old[section], new[section])
        for name in LISTS:
            self._list((name,), old[name], new[name])
        after = edits.text(self._document)
        if after == self._document.original and not self._back.internal:
            return ()
        there = documents.notes(after)
        changed = sum(self._private(section, notes, there) for section, notes in self._back.internal.items())
        return tuple(_remarks(changed, len(self._notes) - len(there)))

    def _section(self, section: str, old: Document, new: Document) -> None:
        for identifier, entry in new.items():
            if identifier in old:
                self._fields((section, identifier), old[identifier], entry)
        for identifier in old:
            if identifier not in new:
                edits.remove(self._document, (section, identifier))
        for identifier, entry in new.items():
            if identifier not in old:
                whole = self._written(entry, self._moved_from(section, identifier))
                edits.set_field(self._document, (section, identifier), whole)

    def _moved_from(self, section: str, identifier: str) -> Path | None:
        """Where a new entry stood before, when it is an organisation that moved."""
        homes = ORGANISATION_SECTIONS if section in ORGANISATION_SECTIONS else ()
        return next(((home.value, identifier) for home in homes if identifier in self._back.old[home]), None)

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
            elif _holds_entries(name, value) and was and here in self._back.origins:
                self._list(here, was, value)
            else:
                edits.set_field(self._document, here, self._value(name, value, here))

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
        except PathNotFoundError:  # a single item that stands without a list
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
        added = [self._written(item) for place, item in zip(origins, new, strict=True) if place is None]
        edits.extend(self._document, path, added)

    def _replace(self, path: Path, new: Sequence[Document]) -> None:
        edits.set_field(self._document, path, self._items(new, path))

    def _written(self, entry: Document, was: Path | None = None) -> Document:
        """An entry as an editor would write it, with the private notes of what stood at a path before."""
        written = {
            name: self._value(name, value, (*was, name) if was else None) for name, value in entry.items()
        }
        return {**written, **self._notes_at(was)}

    def _value(self, name: str, value: Any, was: Path | None) -> Any:
        if isinstance(value, dict):
            return self._written(value, was)
        if _holds_entries(name, value):
            return self._items(value, was)
        if isinstance(value, list) and name in documents.CITING and len(value) == 1:
            return value[0]
        return value

    def _items(self, new: Sequence[Document], was: Path | None) -> list[Document]:
        """The items of a list, each with the private notes of what it was before."""
        origins = self._back.origins.get(was or ()) or [None] * len(new)
        return [
            self._written(item, (*was, place) if was and place is not None else None)
            for place, item in zip(origins, new, strict=True)
        ]

    def _notes_at(self, was: Path | None) -> Document:
        """The private notes at a path; a single item may stand without a list."""
        for path in (was, was[:-1]) if was and was[-1] == 0 else (was,):
            if path in self._notes:
                return {PRIVATE: self._notes[path]}
        return {}

    def _private(self, section: str, wanted: Notes, there: Mapping[Path, Any]) -> int:
        """Write what changed in the workbook's own column; gives the number of these notes."""
        own = {path[1]: note for path, note in there.items() if len(path) == 2 and path[0] == section}
        changed = [key for key in wanted if key not in own or own[key] != _as_read(wanted[key])]
        gone = [key for key in own if key not in wanted]
        for key in changed:
            edits.set_field(self._document, (section, key, PRIVATE), wanted[key])
        for key in gone:
            edits.remove(self._document, (section, key, PRIVATE))
        return len(changed) + len(gone)


def _remarks(changed: int, gone: int) -> Iterator[str]:
    if changed:
        yield plural("{count} private note changes.", "{count} private notes change.", changed)
    if gone:
        yield plural(
            "{count} private note is removed with its entry.",
            "{count} private notes are removed with their entries.",
            gone,
        )


def _holds_entries(name: str, value: Any) -> bool:
    if name in documents.CITING:
        return False  # citations may be maps, and are written as the values of a field
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


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
