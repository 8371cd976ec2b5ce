"""How values are written in a data file.

A column is the number of spaces before what is written.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from ecosystem.dataset import syntax
from ecosystem.dataset.single_values import is_ambiguous

WIDTH = 110
"""Characters of a line after which a new flow map goes on in the next."""


def after_colon(value: Any, column: int) -> str:
    """Return what follows `name:` of a block map at a column."""
    if _is_short(value):
        return " " + inline(value)
    if isinstance(value, Mapping) and value:
        return "\n" + "\n".join(block(value, column + 2))
    if isinstance(value, list | tuple) and any(isinstance(item, Mapping | list | tuple) for item in value):
        return "\n" + "\n".join(items(value, column + 2, compact=False))
    return " " + inline(value, flow=not isinstance(value, str))


def _is_short(value: Any) -> bool:
    """Return whether it is one citation with a place, or a list of them: editors write these on one line."""
    several = value if isinstance(value, list | tuple) else [value]
    maps = [item for item in several if not isinstance(item, str)]
    return bool(maps) and all(isinstance(item, Mapping) and item.keys() == {"id", "where"} for item in maps)


def block(value: Mapping[str, Any], column: int) -> list[str]:
    """Return the lines of a map in block style."""
    written = "\n".join(
        f"{' ' * column}{scalar(name)}:{after_colon(content, column)}" for name, content in value.items()
    )
    return written.split("\n")


def items(values: Sequence[Any], column: int, *, compact: bool) -> list[str]:
    """Return the lines of a list in block style; in a compact one, maps are between braces."""
    lines: list[str] = []
    for value in values:
        if isinstance(value, Mapping) and value and not compact:
            first, *rest = block(value, column + 2)
            lines += [f"{' ' * column}- {first.lstrip(' ')}", *rest]
        elif isinstance(value, Mapping):
            lines += _filled(value, column)
        else:
            lines.append(f"{' ' * column}- {inline(value, flow=not isinstance(value, str))}")
    return lines


def inline(value: Any, *, flow: bool = True) -> str:
    """Return a value on one line; text within braces or brackets, `flow`, needs quotes more often."""
    if isinstance(value, Mapping):
        return (
            "{"
            + ", ".join(f"{scalar(name, flow=True)}: {inline(content)}" for name, content in value.items())
            + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    return scalar(value, flow=flow) if isinstance(value, str) else word(value)


def scalar(text: str, *, flow: bool = False) -> str:
    """Return text for the file: bare if every program reads it unchanged, else in quotes."""
    if _is_plain(text, flow) and (not text.isdigit() or len(text) == len("2026")):
        return text
    if "\n" in text or "\t" in text:
        return json.dumps(text, ensure_ascii=False)
    return "'" + text.replace("'", "''") + "'"


def word(value: bool | float | None) -> str:
    """Return a value that is not text as the file has it.

    >>> word(None), word(True), word(0.1)
    ('null', 'true', '0.1')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _filled(value: Mapping[str, Any], column: int) -> list[str]:
    """Return a flow map as an item of a list, on as many lines as it needs."""
    pairs = [f"{scalar(name, flow=True)}: {inline(content)}" for name, content in value.items()]
    lines = [f"{' ' * column}- {{"]
    for place, pair in enumerate(pairs):
        piece = pair + ("," if place + 1 < len(pairs) else "}")
        if place and len(lines[-1]) + 1 + len(piece) > WIDTH:
            lines.append(f"{' ' * (column + 3)}{piece}")
        else:
            lines[-1] += f"{' ' if place else ''}{piece}"
    return lines


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
