"""Write one entry into a file that has mistakes, field by field, so that its forms can correct it."""

from typing import Any

from ecosystem import edits
from ecosystem.dataset import documents
from ecosystem.dataset.documents import Document
from ecosystem.dataset.draft import LISTS
from ecosystem.studio import loose_document


def with_entry(text: str, name: str, path: documents.Path, entry: Document | None, *, is_new: bool) -> str:
    """Return the text with an entry as a form holds it, or without it.

    Args:
        text: The text of the file.
        name: What messages call it.
        path: The section or list of the entry, and its id or its place.
        entry: What it is to say; None if it goes.
        is_new: Whether the file does not have it yet.

    Raises:
        PathNotFoundError: The file has something else at this place.
    """
    document = edits.parse(text, name)
    if entry is None:
        edits.remove(document, path)
    elif is_new and path[0] in LISTS:
        edits.append(document, path[:1], entry)
    elif is_new:
        edits.set_field(document, path, entry)
    else:
        _set(document, path, loose_document.read(text), entry)
    return edits.text(document)


def _set(document: edits.Document, path: documents.Path, was: Any, entry: Document) -> None:
    """Write the fields that differ."""
    was = documents.part(was, path)
    if not was:
        edits.set_field(document, path, entry)
        return
    for field, value in entry.items():
        if was.get(field) != value:
            edits.set_field(document, (*path, field), value)
    for field in was.keys() - entry.keys():
        edits.remove(document, (*path, field))
