"""Where the sections of a data file start in its text, and the entries of those in block style."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ecosystem.dataset.syntax import Items, Node, Pairs

LINE_BREAK = re.compile(r"\r\n?|\n")


class Division(NamedTuple):
    """A section of a text: from where to where, and where its entries start, if each begins a line."""

    name: str
    start: int
    end: int
    entries: list[int]
    node: Node


def divisions(text: str, tree: Pairs) -> list[Division]:
    """Return each section of a file; nothing if they do not each begin a line, or if a line ends them all.

    Args:
        text: The text of the file.
        tree: What `syntax.read` makes of it.
    """
    if "\n..." in text or "\r..." in text:
        return []
    lines = _lines(text)
    starts = _starts(text, lines, [(key.line, f"{key.text}:") for key, _value in tree.pairs])
    sections: list[Division] = []
    for (key, node), start, end in zip(tree.pairs, starts, [*starts[1:], len(text)], strict=bool(starts)):
        entries = _starts(text, lines, _heads(node))
        if entries[:1] <= [start] or not _is_comments(text, start + len(f"{key.text}:"), entries[0]):
            entries = []
        sections.append(Division(key.text, start, end, entries, node))
    return sections


def entry_starts(text: str, section: Node) -> list[int]:
    """Return where the entries of a section start in a text of their own; see `divisions`."""
    starts = _starts(text, _lines(text), _heads(section))
    return starts if starts and _is_comments(text, 0, starts[0]) else []


def _is_comments(text: str, start: int, end: int) -> bool:
    """Return whether nothing else stands there, such as the brace of a map over several lines."""
    lines = [line.strip() for line in LINE_BREAK.split(text[start:end])]
    return all(not line or line.startswith("#") for line in lines)


def _lines(text: str) -> list[int]:
    """Return where each line starts."""
    return [0, *(match.end() for match in LINE_BREAK.finditer(text))]


def _heads(section: Node) -> list[tuple[int, str]]:
    """Return the line of each entry, and what it begins with."""
    if isinstance(section, Pairs):
        return [(key.line, f"{key.text}:") for key, _value in section.pairs]
    return [(item.line, "- ") for item in section.items] if isinstance(section, Items) else []


def _starts(text: str, lines: Sequence[int], heads: Sequence[tuple[int, str]]) -> list[int]:
    """Return where lines start that begin with certain texts, all at one column; none if they do not."""
    starts = [lines[number - 1] for number, _head in heads]
    if not starts:
        return []
    indent = text[starts[0] : text.find(heads[0][1], starts[0])]
    are_told = not indent.strip(" ") and all(
        text.startswith(indent + head, start) for start, (_number, head) in zip(starts, heads, strict=True)
    )
    return starts if are_told and len(set(starts)) == len(starts) else []
