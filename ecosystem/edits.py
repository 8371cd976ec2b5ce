"""Changes to a data file that leave the rest of it as its editors wrote it, to the byte.

    document = edits.load(path)
    edits.set_field(document, ("groups", "forum", "checked"), "2026-11-22")
    edits.append(document, ("actions", "build", "progress"), {"date": "2026-11", "state": "under way"})
    print(edits.diff(document))
    edits.save(path, edits.text(document), was=document.original)

A path leads from the top of the file: names of fields and ids, and whole numbers from 0 for places in a list.
Values are text, numbers, truth values, None (`null`), and maps and lists of them. A change is written at its
place in the text; a document that is dumped again, also by ruamel.yaml, loses the line breaks of flow maps.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Any

import yaml

from ecosystem import dataset, files
from ecosystem.dataset import syntax
from ecosystem.dataset.fields import is_ambiguous
from ecosystem.errors import NoPlace, Unwritable

Steps = Sequence[str | int]
WIDTH = 110
"""Characters of a line after which a new flow map goes on in the next."""


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
        if "\r\n" in self.text:
            new = new.replace("\r\n", "\n").replace("\n", "\r\n")
        self.text = self.text[:start] + new + self.text[stop:]
        self._tree = None

    def line_end(self, place: int) -> int:
        """Where the line that holds a place ends, without its line break."""
        end = self.text.find("\n", place)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[end - 1 : end] == "\r" and end > place else end

    def line_start(self, place: int) -> int:
        return self.text.rfind("\n", 0, place) + 1

    def slice(self, start: int, stop: int) -> str:
        return self.text[start:stop]


def load(path: Path) -> Document:
    """A data file to be changed. Raises InvalidData for mistakes, Unwritable when it cannot be read."""
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
        backup: Keep what it held beside it, as `groups.yaml.bak`; that path is returned.
        was: What it held when it was read; nothing is written when somebody has changed it since.
        today: The day by which dates that lie ahead are refused; without it none are.

    Raises:
        InvalidData: The text has mistakes; the file is left as it is.
        Unwritable: The file cannot be written, or has changed.
    """
    dataset.parse(text, str(path), today=today)
    before = files.read(path)
    if was is not None and before != was:
        raise Unwritable(f"{path} has changed since it was read, so it is left alone. Try again.")
    kept = path.with_name(f"{path.name}.bak") if backup and before is not None else None
    if kept and before is not None:
        files.replace(kept, before, like=path)
    files.replace(path, text, was=before)
    return kept


def check(document: Document, today: date | None = None) -> None:
    """Raise InvalidData with every mistake that the changes would bring; see `save` for `today`."""
    dataset.parse(text(document), f"{document.file} with this change", today=today)


def has(document: Document, path: Steps) -> bool:
    """Whether there is something at a path."""
    try:
        return _find(document, path) is not None
    except NoPlace:
        return False


def set_field(document: Document, path: Steps, value: Any) -> None:
    """Give a field a value: at its place where it has one, else as the last of its entry.

    Raises:
        NoPlace: The way to it leads through what is no map or list.
    """
    parent = _find(document, path[:-1])
    if isinstance(parent, yaml.MappingNode):
        _set_in_map(document, parent, str(path[-1]), value)
    elif isinstance(parent, yaml.SequenceNode) and path[-1] in range(len(parent.value)):
        assert isinstance(path[-1], int)
        _replace(document, parent.value[path[-1]], value, parent, parent.start_mark.column)
    elif _is_nothing(parent) and len(path) > 1:
        set_field(document, path[:-1], {str(path[-1]): value})
    else:
        raise NoPlace(document.file, path)


def append(document: Document, path: Steps, value: Any) -> None:
    """Put a value at the end of a list; a single value becomes a list of two, and no value one of one.

    Raises:
        NoPlace: The way to it leads through what is no map or list.
    """
    extend(document, path, [value])


def extend(document: Document, path: Steps, values: Sequence[Any]) -> None:
    """Put several values at the end of a list; see `append`."""
    if not values:
        return
    node = _find(document, path)
    if _is_nothing(node) or (isinstance(node, yaml.SequenceNode) and not node.value):
        set_field(document, path, list(values))
        return
    assert node
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        items = "".join(f", {_flow(value)}" for value in values)
        end = _end(document, node.value[-1])
        document.splice(end, end, items)
    elif isinstance(node, yaml.SequenceNode):
        column, like = node.start_mark.column, node.value[-1]
        compact = isinstance(like, yaml.CollectionNode) and bool(like.flow_style)
        _insert_lines(document, _end(document, node), _items(values, column, compact=compact))
    elif isinstance(node, yaml.MappingNode) and not node.flow_style:
        _wrap_block(document, node, values)
    else:
        start, end = node.start_mark.index, _end(document, node)
        is_text = isinstance(node, yaml.ScalarNode)
        first = _scalar(node.value, flow=True) if is_text else document.slice(start, end)
        document.splice(start, end, f"[{', '.join([first, *map(_flow, values)])}]")


def remove(document: Document, path: Steps) -> None:
    """Take out a field, an entry or an item of a list. The items after it move up by one place.

    Raises:
        NoPlace: There is no such thing.
    """
    parent = _find(document, path[:-1])
    parts: list[tuple[yaml.Node, yaml.Node]] = []
    at = -1
    if isinstance(parent, yaml.MappingNode):
        parts = parent.value
        at = next((place for place, (key, _) in enumerate(parts) if key.value == path[-1]), -1)
    elif isinstance(parent, yaml.SequenceNode):
        parts = [(item, item) for item in parent.value]
        at = next((place for place in range(len(parts)) if place == path[-1]), -1)
    if at < 0:
        raise NoPlace(document.file, path)
    assert isinstance(parent, yaml.CollectionNode)
    start, end = parts[at][0].start_mark.index, _end(document, parts[at][1])
    following = parts[at + 1][0].start_mark.index if at + 1 < len(parts) else None
    line = document.line_start(start)
    lead = document.slice(line, start)
    is_item = isinstance(parent, yaml.SequenceNode)
    if parent.flow_style and following is not None:
        document.splice(start, following, "")
    elif parent.flow_style:
        document.splice(_end(document, parts[at - 1][1]) if at else start, end, "")
    elif not (lead.strip(" ") == "" or (is_item and lead.strip(" ") == "-")) and following is not None:
        document.splice(start, following, "")
    else:
        stop = document.line_end(end)
        stop += len("\r\n") if document.slice(stop, stop + 2) == "\r\n" else len("\n")
        document.splice(line, stop, "")


def _find(document: Document, path: Steps) -> yaml.Node | None:
    """The node at a path; None where its last step is not there."""
    node = document.tree()
    for place, each in enumerate(path):
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next((value for key, value in node.value if key.value == each), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(each, int):
            found = node.value[each] if 0 <= each < len(node.value) else None
        if found is None and (place < len(path) - 1 or isinstance(each, int)):
            raise NoPlace(document.file, path[: place + 1])
        node = found
    return node


def _is_nothing(node: yaml.Node | None) -> bool:
    return node is None or (isinstance(node, yaml.ScalarNode) and not node.value and not node.style)


def _end(document: Document, node: yaml.Node) -> int:
    """Where what is written of a node ends, without comments and empty lines after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(document, last[1] if isinstance(last, tuple) else last)
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return start + len(document.slice(start, end).rstrip())
    return end


def _set_in_map(document: Document, parent: yaml.MappingNode, name: str, value: Any) -> None:
    for key, node in parent.value:
        if key.value == name:
            _replace(document, node, value, parent, parent.start_mark.column, after=key)
            return
    if parent.flow_style:
        pair = f"{_scalar(name, flow=True)}: {_flow(value)}"
        if parent.value:
            end = _end(document, parent.value[-1][1])
            document.splice(end, end, f", {pair}")
        elif parent.start_mark.column and document.slice(
            document.line_start(parent.start_mark.index), parent.start_mark.index
        ).strip().endswith(":"):
            start = document.line_start(parent.start_mark.index)
            lead = document.slice(start, parent.start_mark.index)
            column = len(lead) - len(lead.lstrip(" ")) + 2
            lines = _block({name: value}, column)
            document.splice(start + len(lead.rstrip()), _end(document, parent), "\n" + "\n".join(lines))
        else:
            document.splice(parent.start_mark.index, parent.end_mark.index, "{" + pair + "}")
    else:
        _insert_lines(document, _end(document, parent), _block({name: value}, parent.start_mark.column))


def _replace(
    document: Document,
    node: yaml.Node,
    value: Any,
    parent: yaml.CollectionNode,
    column: int,
    after: yaml.Node | None = None,
) -> None:
    start, end = node.start_mark.index, _end(document, node)
    if parent.flow_style:
        new = _flow(value)
    elif after is None:
        new = "\n".join(_items([value], column, compact=_is_flow(node)))[column + 2 :]
    else:
        # From the colon on, since the value may stand on lines of its own.
        start = after.end_mark.index
        start += document.slice(start, node.start_mark.index + 1).index(":") + 1
        comment = document.slice(start, node.start_mark.index)
        new = _after_colon(value, column)
        if "#" in comment:
            new = new if new.startswith("\n") else f"\n{' ' * (column + 2)}{new.strip()}"
            start += len(comment.rstrip())
    document.splice(start, end, new)


def _is_flow(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _insert_lines(document: Document, end: int, lines: list[str]) -> None:
    place = document.line_end(end)
    document.splice(place, place, "".join(f"\n{line}" for line in lines))


def _wrap_block(document: Document, node: yaml.MappingNode, values: Sequence[Any]) -> None:
    """A single map in block style becomes the first item of a list."""
    start, end = node.start_mark.index, _end(document, node)
    column = node.start_mark.column
    end = document.line_end(end)
    shifted = document.slice(start, end).replace("\n", "\n  ")
    lines = _items(values, column, compact=False)
    document.splice(start, end, "\n".join([f"- {shifted}", *lines]))


def _after_colon(value: Any, column: int) -> str:
    """What follows `name:` of a block map at a column."""
    if isinstance(value, Mapping) and value:
        return "\n" + "\n".join(_block(value, column + 2))
    if isinstance(value, list | tuple) and any(isinstance(each, Mapping | list | tuple) for each in value):
        return "\n" + "\n".join(_items(value, column + 2, compact=False))
    return " " + _flow(value, flow=not isinstance(value, str))


def _block(value: Mapping[str, Any], column: int) -> list[str]:
    written = "\n".join(
        f"{' ' * column}{_scalar(name)}:{_after_colon(each, column)}" for name, each in value.items()
    )
    return written.split("\n")


def _items(values: Sequence[Any], column: int, *, compact: bool) -> list[str]:
    lines: list[str] = []
    for value in values:
        if isinstance(value, Mapping) and value and not compact:
            first, *rest = _block(value, column + 2)
            lines += [f"{' ' * column}- {first.lstrip(' ')}", *rest]
        elif isinstance(value, Mapping):
            lines += _filled(value, column)
        else:
            lines.append(f"{' ' * column}- {_flow(value, flow=not isinstance(value, str))}")
    return lines


def _filled(value: Mapping[str, Any], column: int) -> list[str]:
    """A flow map as an item of a list, on as many lines as it needs."""
    pairs = [f"{_scalar(name, flow=True)}: {_flow(each)}" for name, each in value.items()]
    lines = [f"{' ' * column}- {{"]
    for place, pair in enumerate(pairs):
        piece = pair + ("," if place + 1 < len(pairs) else "}")
        if place and len(lines[-1]) + 1 + len(piece) > WIDTH:
            lines.append(f"{' ' * (column + 3)}{piece}")
        else:
            lines[-1] += f"{' ' if place else ''}{piece}"
    return lines


def _flow(value: Any, *, flow: bool = True) -> str:
    if isinstance(value, Mapping):
        return (
            "{"
            + ", ".join(f"{_scalar(name, flow=True)}: {_flow(each)}" for name, each in value.items())
            + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return _scalar(value, flow=flow) if isinstance(value, str) else word(value)


def word(value: bool | float | None) -> str:
    """What is no text, as it is written.

    >>> word(None), word(True), word(0.1)
    ('null', 'true', '0.1')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _scalar(text: str, *, flow: bool = False) -> str:
    """Text as it can stand in the file: bare where every program reads it as it is, else within quotes."""
    if _is_plain(text, flow) and (not text.isdigit() or len(text) == len("2026")):
        return text
    if "\n" in text or "\t" in text:
        return json.dumps(text, ensure_ascii=False)
    return "'" + text.replace("'", "''") + "'"


def _is_plain(text: str, flow: bool) -> bool:
    if not text or text != text.strip() or "\n" in text or is_ambiguous(syntax.Scalar(text, 0)):
        return False
    # The loader in Python refuses some bare texts that the one in C reads.
    return all(_reads_bare(text, flow, loader) for loader in (syntax.LOADER, yaml.SafeLoader))


def _reads_bare(text: str, flow: bool, loader: Any) -> bool:
    try:
        events = list(yaml.parse(f"{{k: {text}}}" if flow else f"k: {text}", Loader=loader))
    except yaml.YAMLError:
        return False
    scalars = [event for event in events if isinstance(event, yaml.ScalarEvent)]
    bare = len(events) == 8 and len(scalars) == 2
    return bare and scalars[1].value == text and not (scalars[1].style or scalars[1].tag or scalars[1].anchor)
