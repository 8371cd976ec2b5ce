"""The tree of a text that has changed in some entries: only these are read again.

The YAML reader in Python, the only one in a browser, takes seconds for a large file.
"""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import overload

from yaml.reader import Reader

from ecosystem.dataset import divisions, migrations, syntax
from ecosystem.dataset.divisions import LINE_BREAK, Division
from ecosystem.dataset.draft import Origin
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, Scalar, UnreadableError

_Part = Node | tuple[Scalar, Node]
_END_OF_DOCUMENT = re.compile(r"^(?:---|\.\.\.)", re.MULTILINE)
_SPACES = re.compile(" *")


class _UnlikeError(Exception):
    """The text is not as it was but for some entries, or has a mistake."""


class LastText:
    """The last text without mistakes, and what is in it.

    In a browser, where the YAML reader is slow, the next text is read by it, also that of another file.
    """

    def __init__(self) -> None:
        self._text = ""
        self._origin: Origin | None = None

    def keep(self, text: str, origin: Origin) -> None:
        """Remember a text, and forget the one before."""
        self._text, self._origin = text, origin

    def origin(self, text: str) -> Origin | None:
        """Return what is in a text, if it is the last one."""
        return self._origin if text == self._text else None

    def reread(self, text: str) -> Pairs | None:
        """Return the tree of a text by that of the last one, where the YAML reader is slow."""
        if self._origin is None or not issubclass(syntax.LOADER, Reader):
            return None
        return reread(text, self._text, self._origin.tree)


def reread(text: str, before: str, tree: Pairs) -> Pairs | None:
    """Return the tree of a text; None if it must be read whole, as it must be to name its mistakes.

    Args:
        text: The text.
        before: A text without mistakes.
        tree: What `syntax.read` makes of that. It stays as it is.
    """
    if _has_old_breaks(text) or _has_old_breaks(before):
        return None
    if not migrations.is_current(before) or _END_OF_DOCUMENT.search(text):
        return None
    old = divisions.divisions(before, tree)
    if not old:
        return None
    heads = [f"{section.name}:" for section in old]
    starts = [match.start() for match in re.finditer("^(?:" + "|".join(heads) + ")", text, re.MULTILINE)]
    are_there = [text[start : text.index(":", start) + 1] for start in starts] == heads
    if not are_there or text[: starts[0]] != before[: old[0].start]:
        return None
    line = tree.pairs[0][0].line
    pairs: list[tuple[Scalar, Node]] = []
    try:
        for section, (key, node), new in zip(old, tree.pairs, _cut(text, [*starts, len(text)]), strict=True):
            by = line - key.line
            if new == before[section.start : section.end]:
                pairs.append(_moved((key, node), by))
            else:
                pairs.append((_moved_text(key, by), _section(new, line, before, section)))
            line += _breaks(new)
    except (UnreadableError, _UnlikeError):
        return None
    return Pairs(tree.line, pairs)


def _has_old_breaks(text: str) -> bool:
    """Return whether carriage returns alone end lines, which no pattern here takes for line breaks."""
    return text.count("\r") > text.count("\r\n")


def _section(text: str, line: int, before: str, section: Division) -> Node:
    """Return the node of a section with another text, whose first line has this number."""
    if not section.entries:
        raise _UnlikeError
    head = before[section.start : section.entries[0]]
    if not text.startswith(head):
        raise _UnlikeError
    column = _column(before, section.entries[0])
    starts = [
        match.start() for match in re.compile(f"^ {{{column}}}[^ #\r\n]", re.M).finditer(text, len(head))
    ]
    if not starts:
        raise _UnlikeError
    starts[0] = len(head)  # comments may stand above the first entry
    known = dict(zip(_cut(before, [*section.entries, section.end]), _parts(section.node), strict=True))
    parts: list[_Part] = []
    line += _breaks(head)
    for is_known, run in groupby(_cut(text, [*starts, len(text)]), known.__contains__):
        if is_known:
            for piece in run:
                parts.append(_moved(known[piece], line - _line(known[piece])))
                line += _breaks(piece)
        else:
            piece = "".join(run)
            parts += [_moved(part, line - 1) for part in _entries(piece, section.node, column)]
            line += _breaks(piece)
    names = {part[0].text for part in parts if isinstance(part, tuple)}
    if not parts or (names and len(names) < len(parts)):
        raise _UnlikeError
    node: Node = type(section.node)(_line(parts[0]), parts)  # type: ignore[arg-type]
    return node


def _cut(text: str, places: Sequence[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise(places)]


def _breaks(text: str) -> int:
    return len(LINE_BREAK.findall(text)) if "\r" in text else text.count("\n")


def _entries(text: str, section: Node, column: int) -> list[_Part]:
    """Return the entries in a part of a section, with lines that count from 1."""
    if text.startswith("\ufeff"):
        raise _UnlikeError  # it is a mistake here, but not at the start of a file
    notes = Notes()
    node = syntax.read_part(text, notes, depth=1)
    if node is None and not notes.problems:
        return []
    starts = divisions.entry_starts(text, node) if node else []
    if notes.problems or not starts or type(node) is not type(section) or _column(text, starts[0]) != column:
        raise _UnlikeError
    assert node
    return _parts(node)


def _column(text: str, start: int) -> int:
    match = _SPACES.match(text, start)
    return len(match[0]) if match else 0


def _parts(section: Node) -> list[_Part]:
    if isinstance(section, Pairs):
        return list(section.pairs)
    return list(section.items) if isinstance(section, Items) else []


def _line(part: _Part) -> int:
    return part[0].line if isinstance(part, tuple) else part.line


@overload
def _moved(part: tuple[Scalar, Node], by: int) -> tuple[Scalar, Node]: ...
@overload
def _moved(part: Node, by: int) -> Node: ...
def _moved(part: _Part, by: int) -> _Part:
    """Return a node that stands so many lines further down."""
    if not by:
        return part
    match part:
        case Pairs():
            return Pairs(part.line + by, [_moved(pair, by) for pair in part.pairs])
        case Items():
            return Items(part.line + by, [_moved(item, by) for item in part.items])
        case Scalar():
            return _moved_text(part, by)
    key, value = part
    return _moved_text(key, by), _moved(value, by)


def _moved_text(key: Scalar, by: int) -> Scalar:
    return Scalar(key.text, key.line + by, key.plain)
