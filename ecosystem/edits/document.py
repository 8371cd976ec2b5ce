"""A data file that is being changed: its text, the places in it, and the way from and to the disk."""

from dataclasses import dataclass, field
from datetime import date
from difflib import unified_diff
from pathlib import Path

import yaml

from ecosystem import dataset, files
from ecosystem.dataset import Origin, documents
from ecosystem.edits import backups
from ecosystem.edits.passages import MissingStepError, Passage, Passages, Steps
from ecosystem.errors import FileAccessError, InvalidDataError, PathNotFoundError


@dataclass
class Document:
    """A data file that is being changed: its text as it was read, and as it is now."""

    file: str
    original: str
    origin: Origin | None = None
    """What `dataset.read` makes of it, where that is known."""
    _passages: Passages = field(init=False)
    _said: tuple[str, documents.Document] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        restore(self)

    @property
    def text(self) -> str:
        """What it is now, without a byte order mark."""
        return self._passages.text

    def put(self, text: str) -> None:
        """Take another text."""
        is_known = self.origin and text == _unmarked(self.original)
        self._passages = Passages(text, self.origin.tree if self.origin and is_known else None)

    def said(self) -> documents.Document:
        """Return what the text says now, as a document.

        Raises:
            InvalidDataError: The text has mistakes.
        """
        text = self.text
        if self._said is None or self._said[0] != text:
            is_known = self.origin and text == _unmarked(self.original)
            origin = self.origin if self.origin and is_known else dataset.read(text, self.file)
            self._said = (text, documents.of(origin.ecosystem))
        return self._said[1]

    def whole(self) -> Passage:
        """Return the whole text as one passage, to be read or changed."""
        return self._passages.whole()

    def find(self, path: Steps) -> tuple[Passage, yaml.Node | None]:
        """Return the node at a path, or None if its last step is not there, and the passage it is in.

        Raises:
            PathNotFoundError: A step before the last is not there.
        """
        passage, steps = self._passages.reader(path)
        return passage, self._within(passage, steps, path)

    def holder(self, path: Steps) -> tuple[Passage, yaml.Node | None, Steps]:
        """Return the node that holds what is at a path, or may hold it, its passage, and the path in that.

        Raises:
            PathNotFoundError: A step before the last two is not there.
        """
        passage, steps = self._passages.holder(path)
        return passage, self._within(passage, steps[:-1], path[:-1]), steps

    def _within(self, passage: Passage, steps: Steps, path: Steps) -> yaml.Node | None:
        try:
            return passage.find(steps)
        except MissingStepError as error:
            missing = len(path) - len(steps) + error.number
            raise PathNotFoundError(self.file, path[: missing + 1]) from error


def load(path: Path) -> Document:
    """Return a data file to change.

    Raises:
        InvalidDataError: It has mistakes.
        FileAccessError: It cannot be read.
    """
    dataset.load(path)
    text = files.read(path) or ""
    return Document(str(path), text, dataset.read(text, str(path)))


def parse(text: str, file: str = "groups.yaml", origin: Origin | None = None) -> Document:
    """Return a text to change, and with it what `dataset.read` makes of it, if that is known."""
    return Document(file, text, origin)


def restore(document: Document) -> None:
    """Take every change back."""
    document.put(_unmarked(document.original))


def _unmarked(text: str) -> str:
    return text.removeprefix("\ufeff")


def text(document: Document) -> str:
    """Return the text with every change; without a change it is what was read, byte for byte."""
    mark = "\ufeff" if document.original.startswith("\ufeff") else ""
    return mark + document.text


def diff(document: Document) -> str:
    """Return the changes as a unified diff, or nothing if there are none."""
    before, after = (version.splitlines() for version in (document.original, text(document)))
    lines = unified_diff(before, after, document.file, document.file, n=2, lineterm="")
    return "".join(f"{line}\n" for line in lines)


def save(
    path: Path, text: str, *, backup: bool = True, was: str | None = None, today: date | None = None
) -> Path | None:
    """Write a text that `ecosystem check` accepts over a data file, completely or not at all.

    Args:
        path: The data file.
        text: The new content.
        backup: Whether to keep the old content beside it, as `groups.yaml.bak`, and return that path. See
            `backups`.
        was: The content when it was read. If the file has changed since, nothing is written.
        today: The day after which dates are refused; without it none are.

    Raises:
        InvalidDataError: The text has mistakes, or the records of readings beside the file would not fit it.
            The file is left as it is.
        FileAccessError: The file cannot be written, or has changed.
    """
    dataset.approve(text, path, today=today)
    before = files.read(path)
    if was is not None and before != was:
        raise FileAccessError(files.changed_message(path))
    kept = backups.keep(path, before) if backup and before is not None else None
    files.replace(path, text, was=before)
    return kept


def check(document: Document, today: date | None = None) -> None:
    """Raise InvalidDataError with every mistake that the changes would bring; see `save` for `today`."""
    try:
        dataset.approve(text(document), Path(document.file), today=today)
    except InvalidDataError as error:
        raise InvalidDataError(document.file, error.problems, is_change=True) from error
