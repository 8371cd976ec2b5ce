"""Write values into a data file, each at its place in the text, and leave the rest to the byte.

A path leads from the top of the file: names of fields and ids, and whole numbers from 0 for places in a list.
Values are text, numbers, truth values, None (`null`), and maps and lists of them. A document that is dumped
again, also by ruamel.yaml, loses the line breaks of flow maps.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml

from ecosystem.dataset.documents import CITING
from ecosystem.edits import anchors, notation
from ecosystem.edits.document import Document
from ecosystem.edits.passages import Passage, Steps, is_unwritten
from ecosystem.errors import PathNotFoundError

_MARKS = re.compile(r"(?: |[-?:] )*")
"""What may stand before the name of a field on its line."""


def has(document: Document, path: Steps) -> bool:
    """Return whether there is something at a path."""
    try:
        return document.find(path)[1] is not None
    except PathNotFoundError:
        return False


def set_field(document: Document, path: Steps, value: Any) -> None:
    """Set a field: where it is, or as the last of its entry.

    Raises:
        PathNotFoundError: A step before the last is not a map or a list.
    """
    passage, parent, steps = document.holder(path)
    if isinstance(parent, yaml.MappingNode):
        parent = _released(passage, steps)
        within = any(_is_flow(passage.find(steps[:length])) for length in range(len(steps) - 1))
        _set_in_map(passage, parent, str(path[-1]), value, within_flow=within)
    elif isinstance(parent, yaml.SequenceNode) and steps[-1] in range(len(parent.value)):
        assert isinstance(steps[-1], int)
        parent = _released(passage, steps)
        _replace_item(passage, parent, steps[-1], value)
    elif _is_nothing(parent) and len(path) > 1:
        set_field(document, path[:-1], {str(path[-1]): value})
    else:
        raise PathNotFoundError(document.file, path)


def set_items(document: Document, path: Steps, was: Sequence[Any], values: Sequence[Any]) -> None:
    """Set a list of plain values: item by item where each has a line, so that the comments of others stay.

    Args:
        document: The data file.
        path: Where the list is.
        was: What it holds now.
        values: What it is to hold.
    """
    _passage, node = document.find(path)
    is_block = isinstance(node, yaml.SequenceNode) and not node.flow_style and len(node.value) == len(was)
    old, new = (list(map(repr, items)) for items in (was, values))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    grows_within = any(end - start < last - first and end < len(old) for _, start, end, first, last in steps)
    if not is_block or not values or grows_within:
        single = len(values) == 1 and (str(path[-1]) in CITING or isinstance(node, yaml.ScalarNode))
        set_field(document, path, values[0] if single else list(values))
        return
    for kind, start, end, first, last in reversed(steps):
        if kind == "equal":
            continue
        both = min(end - start, last - first)
        extend(document, path, values[first + both : last])
        for place in reversed(range(start + both, end)):
            remove(document, (*path, place))
        for place in range(both):
            set_field(document, (*path, start + place), values[first + place])


def append(document: Document, path: Steps, value: Any) -> None:
    """Put a value at the end of a list; a single value becomes a list of two, and no value one of one.

    Raises:
        PathNotFoundError: A step before the last is not a map or a list.
    """
    extend(document, path, [value])


def extend(document: Document, path: Steps, values: Sequence[Any]) -> None:
    """Put several values at the end of a list; see `append`."""
    if not values:
        return
    passage, node = document.find(path)
    if _is_nothing(node) or (isinstance(node, yaml.SequenceNode) and not node.value):
        set_field(document, path, list(values))
        return
    if isinstance(node, yaml.ScalarNode) and node.style == "*":
        raise PathNotFoundError(document.file, path)
    if passage.has_aliases:
        passage, _parent, steps = document.holder(path)
        anchors.release(passage, steps, is_kept=True)
        node = passage.find(steps)
    assert node
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        items = "".join(f", {notation.inline(value)}" for value in values)
        end = passage.end(node.value[-1])
        passage.splice(end, end, items)
    elif isinstance(node, yaml.SequenceNode):
        column, like = passage.column(node), node.value[-1]
        compact = isinstance(like, yaml.CollectionNode) and bool(like.flow_style)
        _insert_lines(passage, passage.end(node), notation.items(values, column, compact=compact))
    elif isinstance(node, yaml.MappingNode) and not node.flow_style:
        _wrap_block(passage, node, values)
    else:
        start, end = node.start_mark.index, passage.end(node)
        is_text = isinstance(node, yaml.ScalarNode)
        first = notation.scalar(node.value, flow=True) if is_text else passage.slice(start, end)
        passage.splice(start, end, f"[{', '.join([first, *map(notation.inline, values)])}]")


def remove(document: Document, path: Steps) -> None:
    """Remove a field, an entry or an item of a list. The items after it move up by one place.

    Raises:
        PathNotFoundError: It does not exist.
    """
    passage, parent, steps = document.holder(path)
    parts: list[tuple[yaml.Node, yaml.Node]] = []
    at = -1
    if isinstance(parent, yaml.MappingNode):
        parts = parent.value
        at = next((place for place, (key, _) in enumerate(parts) if key.value == steps[-1]), -1)
    elif isinstance(parent, yaml.SequenceNode):
        parts = [(item, item) for item in parent.value]
        at = next((place for place in range(len(parts)) if place == steps[-1]), -1)
    if at < 0:
        raise PathNotFoundError(document.file, path)
    assert isinstance(parent, yaml.CollectionNode)
    parent = _released(passage, steps, is_removed=True)
    if parent.flow_style:
        _remove_from_flow(passage, parent, at)
    else:
        _remove_lines(passage, parent, at)


def _released(passage: Passage, steps: Steps, *, is_removed: bool = False) -> Any:
    """Make what stands elsewhere for a part independent of it, and return what holds the part."""
    if passage.has_aliases:
        anchors.release(passage, steps, is_removed=is_removed)
    return passage.find(steps[:-1])


def _remove_lines(passage: Passage, parent: yaml.CollectionNode, at: int) -> None:
    """Remove a part of a map or list in block style; the first may share its line with what holds it."""
    start, end = passage.begin(parent, at), passage.part_end(parent, at)
    following = passage.begin(parent, at + 1) if at + 1 < len(parent.value) else None
    line, next_line = passage.line_start(start), passage.next_line(end)
    lead = passage.slice(line, start)
    if not lead.strip(" "):
        passage.splice(line, next_line, "")
    elif following is None:
        passage.splice(start, end, _empty(parent))
    elif "#" in passage.slice(next_line, following):
        passage.splice(line + len(lead.rstrip(" ")), passage.line_end(end), "")
    else:
        passage.splice(start, following, "")


def _remove_from_flow(passage: Passage, parent: yaml.CollectionNode, at: int) -> None:
    """Remove a part between braces or brackets with a comma, and leave comments that are about others."""
    start, end = passage.begin(parent, at), passage.part_end(parent, at)
    following = passage.begin(parent, at + 1) if at + 1 < len(parent.value) else None
    before = passage.part_end(parent, at - 1) if at else start
    comma = passage.blank_end(end)
    has_comma = passage.slice(comma, comma + 1) == ","
    if not passage.is_enclosed(parent):
        passage.splice(start, end, _empty(parent))
    elif following is not None and "#" not in passage.slice(end, following):
        passage.splice(start, following, "")
    elif following is not None and comma <= passage.line_end(end):
        line = passage.line_start(start)
        stands_alone = not passage.slice(line, start).strip(" ")
        stop = passage.next_line(comma) if stands_alone else passage.line_end(comma)
        passage.splice(line if stands_alone else start, stop, "")
    elif following is None and at and "#" not in passage.slice(before, start):
        passage.splice(before, end, "")
    else:
        if has_comma:
            passage.splice(comma, comma + len(","), "")
        passage.splice(start, end, "")


def _empty(parent: yaml.CollectionNode) -> str:
    return "{}" if isinstance(parent, yaml.MappingNode) else "[]"


def _set_in_map(
    passage: Passage, parent: yaml.MappingNode, name: str, value: Any, *, within_flow: bool
) -> None:
    for key, node in parent.value:
        if key.value == name:
            _replace(passage, parent, key, node, value)
            return
    if parent.flow_style:
        _add_to_flow(passage, parent, name, value, within_flow=within_flow)
    else:
        lines = notation.block({name: value}, passage.column(parent))
        _insert_lines(passage, passage.end(parent), lines)


def _add_to_flow(
    passage: Passage, parent: yaml.MappingNode, name: str, value: Any, *, within_flow: bool
) -> None:
    """Add to a map between braces; an empty one after a colon, `groups: {}`, becomes one in block style."""
    start, stop = parent.start_mark.index, parent.end_mark.index
    line = passage.line_start(start)
    lead = passage.slice(line, start)
    pair = f"{notation.scalar(name, flow=True)}: {notation.inline(value)}"
    if parent.value and not passage.is_enclosed(parent):
        end = passage.end(parent)
        passage.splice(start, end, f"{{{passage.slice(start, end)}, {pair}}}")
    elif parent.value:
        end = passage.part_end(parent, -1)
        passage.splice(end, end, f", {pair}")
    elif lead.strip().endswith(":") and not within_flow:
        marks = _MARKS.match(lead)
        assert marks
        column = marks.end() + 2
        lines = notation.block({name: value}, column)
        passage.splice(line + len(lead.rstrip()), stop, "\n" + "\n".join(lines))
    else:
        passage.splice(start, stop, "{" + pair + "}")


def _replace(passage: Passage, parent: yaml.MappingNode, key: yaml.Node, node: yaml.Node, value: Any) -> None:
    """Write a value over that of a pair."""
    colon, is_new = passage.colon(key), is_unwritten(node)
    start = passage.end(key) if colon is None else colon + len(":")
    if parent.flow_style:
        new = notation.inline(value)
        if is_new:
            passage.splice(start, start, f": {new}" if colon is None else f" {new}")
        else:
            passage.splice(node.start_mark.index, passage.end(node), new)
        return
    column = passage.column(parent)
    new = notation.after_colon(value, column)
    if colon is None:
        _insert_lines(passage, start, f"{' ' * column}:{new}".split("\n"))
        return
    # From the colon on, since the value may stand on lines of its own.
    comment = "" if is_new else passage.slice(start, node.start_mark.index)
    end = start if is_new else passage.end(node)
    if "#" in comment:
        new = new if new.startswith("\n") else f"\n{' ' * (column + 2)}{new.strip()}"
        start += len(comment.rstrip())
    passage.splice(start, end, new)


def _replace_item(passage: Passage, parent: yaml.SequenceNode, at: int, value: Any) -> None:
    """Write a value over an item of a list."""
    item = parent.value[at]
    start, end = item.start_mark.index, passage.end(item)
    if parent.flow_style:
        passage.splice(start, end, notation.inline(value))
        return
    column = passage.column(parent) if is_unwritten(item) else start - passage.line_start(start) - len("- ")
    first, *rest = notation.items([value], column, compact=_is_flow(item))
    new = "\n".join([first.lstrip(" ").removeprefix("- "), *rest])
    if is_unwritten(item):
        start = end = passage.begin(parent, at) + len("-")
        new = f" {new}"
    passage.splice(start, end, new)


def _is_flow(node: yaml.Node | None) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _insert_lines(passage: Passage, end: int, lines: list[str]) -> None:
    place = passage.line_end(end)
    passage.splice(place, place, "".join(f"\n{line}" for line in lines))


def _wrap_block(passage: Passage, node: yaml.MappingNode, values: Sequence[Any]) -> None:
    """Make a single map in block style the first item of a list."""
    start, column = passage.begin(node, 0), passage.column(node)
    end = passage.line_end(passage.end(node))
    shifted = re.sub(r"(?:\r\n?|\n)(?![\r\n])", r"\g<0>  ", passage.slice(start, end))
    lines = notation.items(values, column, compact=False)
    passage.splice(start, end, "\n".join([f"- {shifted}", *lines]))


def _is_nothing(node: yaml.Node | None) -> bool:
    return node is None or (isinstance(node, yaml.ScalarNode) and not node.value and not node.style)
