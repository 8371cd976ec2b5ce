"""The path of a mistake, such as `groups.forum.facts[1].source` → the form and the field that it is in."""

import re
from collections.abc import Sequence
from typing import Any

from ecosystem.dataset.documents import Path
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.model import About, Value
from ecosystem.model.descriptions import written_fields

At = list[str | int]
"""A section and an id, or a list and a place from 0, then fields and places within the entry."""

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def path_of(path: str) -> Path:
    """Return the steps of a path, with places in lists from 0.

    >>> path_of("groups.forum.facts[1]")
    ('groups', 'forum', 'facts', 0)
    """
    return tuple(int(place) - 1 if place else name for place, name in _STEP.findall(path))


def place_of(path: str) -> At:
    """Return where a mistake is, with places in lists from 0 also where the file has a single item.

    >>> place_of("links[12].source"), place_of("groups.forum.facts.text")
    (['links', 11, 'source'], ['groups', 'forum', 'facts', 0, 'text'])
    """
    steps = list(path_of(path))
    model, start = _model(steps)
    return [*steps[:start], *_within(model, steps[start:])]


def _model(steps: Sequence[str | int]) -> tuple[type[Value] | None, int]:
    """Return the model of the entry at a path, and how many steps lead to it."""
    first = steps[0] if steps else ""
    if first == ABOUT:
        return About, 1
    for models in (SECTIONS, LISTS):
        if first in models:
            return models[str(first)][0], 2
    return None, len(steps)


def _within(model: type[Value] | None, steps: At) -> At:
    """Return the steps within an entry, with a place after each field that may hold several entries."""
    if not (steps and model):
        return steps
    field = next((field for field in written_fields(model) if field.written == steps[0]), None)
    rest: Any = steps[1:]
    if field and field.many and field.entry and rest and not isinstance(rest[0], int):
        rest = [0, *rest]
    if field and field.entry:
        skipped = 1 if rest and isinstance(rest[0], int) else 0
        rest = [*rest[:skipped], *_within(field.entry, rest[skipped:])]
    return [steps[0], *rest]
