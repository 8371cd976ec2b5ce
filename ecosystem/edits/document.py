"""A data file that is being changed: its text, the places in it, and the way from and to the disk."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path

import yaml

from ecosystem import dataset, files
from ecosystem.dataset import syntax
from ecosystem.edits import backups
from ecosystem.errors import FileAccessError, PathNotFoundError

Steps = Sequence[str | int]
"""The way from the top of a file to a place in it."""

_BREAK = re.compile(r"\r\n?|\n")


@dataclass(slots=True)
class Document:
    """A data file that is being changed: its text as it was read, and as it is now."""

    file: str
    original: str
    text: str
    _tree: yaml.Node | None = None

    def tree(self) -> yaml.Node | None:
        if self._tree is None:
            self._tree = yaml.compose(self.text, Loader=syntax.LOADER)
        return self._tree

    def splice(self, start: int, stop: int, new: str) -> None:
        """Put other words between two places of the text. The nodes of the tree are stale from here on."""
        found = _BREAK.search(self.text)
        if found:  # lines end as the first of the file does
            new = _BREAK.sub(found[0], new)
        self.text = self.text[:start] + new + self.text[stop:]
        self._tree = None

    def splice_words(self, places: Sequence[tuple[int, int, str]]) -> None:
        """Put words without line breaks in many places of the text: from where, to where, which, in order."""
        pieces, end = [], 0
        for start, stop, new in places:
            pieces += [self.text[end:start], new]
            end = stop
        self.text = "".join([*pieces, self.text[end:]])
        self._tree = None

    def line_end(self, place: int) -> int:
        """Where the line that holds a place ends, without its line break."""
        found = _BREAK.search(self.text, place)
        return found.start() if found else len(self.text)

    def next_line(self, place: int) -> int:
        """Where the line after the one that holds a place begins."""
        found = _BREAK.search(self.text, place)
        return found.end() if found else len(self.text)

    def line_start(self, place: int) -> int:
        return max(self.text.rfind("\n", 0, place), self.text.rfind("\r", 0, place)) + 1

    def slice(self, start: int, stop: int) -> str:
        return self.text[start:stop]

    def find(self, path: Steps) -> yaml.Node | None:
        """The node at a path; None where its last step is not there."""
        node = self.tree()
        for place, each in enumerate(path):
            found = None
            if isinstance(node, yaml.MappingNode):
                found = next((value for key, value in node.value if key.value == each), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(each, int):
                found = node.value[each] if 0 <= each < len(node.value) else None
            if found is None and (place < len(path) - 1 or isinstance(each, int)):
                raise PathNotFoundError(self.file, path[: place + 1])
            node = found
        return node

    def end(self, node: yaml.Node) -> int:
        """Where what is written of a node ends, without comments and empty lines after it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return start + len(self.slice(start, end).rstrip())
        return end


def load(path: Path) -> Document:
    """A data file to be changed. Raises InvalidDataError for mistakes, FileAccessError when it cannot be
    read.
    """
    dataset.load(path)
    return parse(files.read(path) or "", str(path))


def parse(text: str, file: str = "groups.yaml") -> Document:
    """A valid text to be changed; see `load`."""
    return Document(file, text, text.removeprefix("\ufeff"))


def text(document: Document) -> str:
    """The text with every change; without a change it is the text that was read, byte for byte."""
    mark = "\ufeff" if document.original.startswith("\ufeff") else ""
    return mark + document.text


def diff(document: Document) -> str:
    """What changes, as a unified diff; empty where nothing does."""
    before, after = (each.splitlines() for each in (document.original, text(document)))
    lines = unified_diff(before, after, document.file, document.file, n=2, lineterm="")
    return "".join(f"{line}\n" for line in lines)


def save(
    path: Path, text: str, *, backup: bool = True, was: str | None = None, today: date | None = None
) -> Path | None:
    """Write a text over a data file, whole or not at all, after it has been checked.

    Args:
        path: The data file.
        text: What it is to hold.
        backup: Keep what it held beside it, as `groups.yaml.bak`; that path is returned. See `backups`.
        was: What it held when it was read; nothing is written when somebody has changed it since.
        today: The day by which dates that lie ahead are refused; without it none are.

    Raises:
        InvalidDataError: The text has mistakes; the file is left as it is.
        FileAccessError: The file cannot be written, or has changed.
    """
    dataset.parse(text, str(path), today=today)
    before = files.read(path)
    if was is not None and before != was:
        raise FileAccessError(f"{path} has changed since it was read, so it is left alone. Try again.")
    kept = backups.keep(path, before) if backup and before is not None else None
    files.replace(path, text, was=before)
    return kept


def check(document: Document, today: date | None = None) -> None:
    """Raise InvalidDataError with every mistake that the changes would bring; see `save` for `today`."""
    dataset.parse(text(document), f"{document.file} with this change", today=today)
