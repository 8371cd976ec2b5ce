"""A data file that is being changed: its text, the places in it, and the way from and to the disk."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import unified_diff
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import Reader

from ecosystem import dataset, files
from ecosystem.dataset import documents, syntax
from ecosystem.edits import backups
from ecosystem.errors import FileAccessError, InvalidDataError, PathNotFoundError
from ecosystem.model import Ecosystem

Steps = Sequence[str | int]
"""The way from the top of a file to a place in it."""

_SECTION = re.compile("^[a-z_]+:", re.MULTILINE)
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
    _spans: dict[str, tuple[int, int]] | None = None
    _sections: dict[str, yaml.Node | None] = field(default_factory=dict)

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

    def _section(self, name: str | int) -> yaml.Node | None:
        """Return what stands under a name at the top, read alone; None if that cannot be.

        The loader in Python takes seconds for a large file, and a browser has no other.
        """
        if self._spans is None:
            self._spans = _spans(self.text) if issubclass(syntax.LOADER, Reader) else {}
        if name not in self._spans:
            return None
        if name not in self._sections:
            start, end = self._spans[str(name)]
            self._sections[str(name)] = _alone(self.text[start:end], start)
        return self._sections[str(name)]

    def is_flow(self, path: Steps) -> bool:
        """Return whether a map or list stands between brackets."""
        if not path and self._spans:
            return False
        node = self.find(path)
        return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)

    def put(self, text: str) -> None:
        """Take another text. The nodes of the tree are stale from here on."""
        self.text = text
        self._tree = self._spans = None
        self._sections = {}

    def splice(self, start: int, stop: int, new: str) -> None:
        """Put other text between two places. The nodes of the tree are stale from here on."""
        line_break = _BREAK.search(self.text)
        if line_break:  # lines end as the first of the file does
            new = _BREAK.sub(line_break[0], new)
        self.put(self.text[:start] + new + self.text[stop:])

    def splice_words(self, places: Sequence[tuple[int, int, str]]) -> None:
        """Put texts without line breaks at many places, each given as start, stop and text, in order."""
        pieces, end = [], 0
        for start, stop, new in places:
            pieces += [self.text[end:start], new]
            end = stop
        self.put("".join([*pieces, self.text[end:]]))

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
        alone = self._section(path[0]) if path else None
        node = alone or self.tree()
        for place, step in enumerate(path):
            if place == 0 and alone is not None:
                continue
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


def _spans(text: str) -> dict[str, tuple[int, int]]:
    """Return where each section of a file starts and ends; nothing where that cannot be told line by line."""
    starts = [match.start() for match in _SECTION.finditer(text)]
    if not starts:
        return {}
    spans = list(zip(starts, [*starts[1:], len(text)], strict=True))
    sections = {text[start:end].partition(":")[0]: (start, end) for start, end in spans}
    above = text[: starts[0]].splitlines()
    is_clear = all(not line.strip() or line.startswith("#") for line in above)
    is_split = is_clear and len(sections) == len(spans)
    return sections if is_split and all(_is_whole(text[start:end]) for start, end in spans) else {}


@lru_cache(maxsize=100)
def _is_whole(section: str) -> bool:
    """Return whether a part of a file is a section: one text or bracket may go on at the start of a line."""
    return _alone(section, 0) is not None


def _alone(section: str, start: int) -> yaml.Node | None:
    """Return the tree of a section, whose nodes know their places in the whole text."""
    loader: Any = syntax.LOADER(section)
    loader.index = start
    try:
        root = loader.get_single_node()
    except yaml.YAMLError:
        return None
    if not isinstance(root, yaml.MappingNode) or len(root.value) != 1:
        return None
    value: yaml.Node = root.value[0][1]
    return value


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
    document.put(document.original.removeprefix("\ufeff"))


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
