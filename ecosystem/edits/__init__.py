"""Changes to a data file that leave the rest of it as its editors wrote it, to the byte.

    document = edits.load(path)
    edits.apply(document, [edits.change(What.SET, ("groups", "forum", "checked"), value="2026-11-22")])
    edits.check(document, today)
    print(edits.diff(document))
    edits.save(path, edits.text(document), was=document.original, today=today)

Every way into the file is a list of changes: `change_list` says what one is, `difference` finds those between
two documents, `rebasing` moves them onto a file that has changed since, and `applying` writes them. `writing`
sets, adds and removes single values, `notation` words them, and `check` and `save` are the gate: what
`ecosystem check` would refuse is not written.
"""

from pathlib import Path

from ecosystem.edits import document as documents
from ecosystem.edits.applying import apply, patched
from ecosystem.edits.change_list import Because, Change, What, change
from ecosystem.edits.difference import Origins, difference
from ecosystem.edits.document import Document, check, diff, parse, restore, save, text
from ecosystem.edits.notation import word
from ecosystem.edits.passages import Steps
from ecosystem.edits.rebasing import Conflict, rebased
from ecosystem.edits.upgrading import upgrade
from ecosystem.edits.writing import append, extend, has, remove, set_field

__all__ = [
    "Because",
    "Change",
    "Conflict",
    "Document",
    "Origins",
    "Steps",
    "What",
    "append",
    "apply",
    "change",
    "check",
    "diff",
    "difference",
    "extend",
    "has",
    "load",
    "parse",
    "patched",
    "rebased",
    "remove",
    "restore",
    "save",
    "set_field",
    "text",
    "upgrade",
    "word",
]


def load(path: Path) -> Document:
    """Return a data file to be changed, in the format that this version writes.

    Raises:
        InvalidDataError: It has mistakes.
        FileAccessError: It cannot be read.
    """
    document = documents.load(path)
    upgrade(document)
    return document
