"""A data file that is being changed: its text, the places in it, and the way from and to the disk."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path

import yaml

from ecosystem import dataset, files
from ecosystem.dataset import documents, syntax
from ecosystem.edits import backups
from ecosystem.errors import FileAccessError, InvalidDataError, PathNotFoundError
from ecosystem.model import Ecosystem

Steps = Sequence[str | int]
"""The way from the top of a file to a place in it."""

_BREAK = re.compile(r"\r\n?|\n")


@dataclass(slots=True)
class Document:
    """A data file that is being changed: its text as it was read, and as it is now."""

    file: str
    original: str
    text: str
    ecosystem: Ecosystem | None = None
    """The map as it was read, where it is known."""
    _tree: yaml.Node | None = None
    _said: tuple[str, documents.Document] | None = None

    def said(self) -> documents.Document:
        """Return what the text says now, as a document.

        Raises:
            InvalidDataError: The text has mistakes.
        """
        if self._said is None or self._said[0] != self.text:
            is_read = self.ecosystem is not None and self.text == self.original
            city = self.ecosystem if is_read else dataset.parse(self.text, self.file)
            assert city
            self._said = (self.text, documents.of(city))
        return self._said[1]

    def tree(self) -> yaml.Node | None:
        if self._tree is None:
            self._tree = yaml.compose(self.text, Loader=syntax.LOADER)
        return self._tree

    def splice(self, start: int, stop: int, new: str) -> None:
        """Put other text between two places. The nodes of the tree are stale from here on."""
        line_break = _BREAK.search(self.text)
        if line_break:  # lines end as the first of the file does
            new = _BREAK.sub(line_break[0], new)
        self.text = self.text[:start] + new + self.text[stop:]
        self._tree = None

    def splice_words(self, places: Sequence[tuple[int, int, str]]) -> None:
        """Put texts without line breaks at many places, each given as start, stop and text, in order."""
        pieces, end = [], 0
        for start, stop, new in places:
            pieces += [self.text[end:start], new]
            end = stop
        self.text = "".join([*pieces, self.text[end:]])
        self._tree = None

    def line_end(self, place: int) -> int:
        """Return where the line that holds a place ends, without its line break."""
        line_break = _BREAK.search(self.text, place)
        return line_break.start() if line_break else len(self.text)

    def next_line(self, place: int) -> int:
        """Return where the line after the one that holds a place begins."""
        line_break = _BREAK.search(self.text, place)
        return line_break.end() if line_break else len(self.text)

    def line_start(self, place: int) -> int:
        return max(self.text.rfind("\n", 0, place), self.text.rfind("\r", 0, place)) + 1

    def slice(self, start: int, stop: int) -> str:
        return self.text[start:stop]

    def find(self, path: Steps) -> yaml.Node | None:
        """Return the node at a path, or None if its last step is not there."""
        node = self.tree()
        for place, step in enumerate(path):
            child = None
            if isinstance(node, yaml.MappingNode):
                child = next((value for key, value in node.value if key.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                child = node.value[step] if 0 <= step < len(node.value) else None
            if child is None and (place < len(path) - 1 or isinstance(step, int)):
                raise PathNotFoundError(self.file, path[: place + 1])
            node = child
        return node

    def end(self, node: yaml.Node) -> int:
        """Return where the text of a node ends, without comments and empty lines after it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return start + len(self.slice(start, end).rstrip())
        return end


def load(path: Path) -> Document:
    """Return a data file to change.

    Raises:
        InvalidDataError: It has mistakes.
        FileAccessError: It cannot be read.
    """
    city = dataset.load(path)
    document = parse(files.read(path) or "", str(path))
    document.ecosystem = city
    return document


def parse(text: str, file: str = "groups.yaml") -> Document:
    """Return a valid text to change; see `load`."""
    return Document(file, text, text.removeprefix("\ufeff"))


def restore(document: Document) -> None:
    """Take every change back."""
    document.text = document.original.removeprefix("\ufeff")
    document._tree = None


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
