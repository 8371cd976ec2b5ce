"""What stands elsewhere for a part of a file: `*x` for the part that `&x` names.

No data file may have either, but one that is being corrected can. Before a part changes or goes, what stands
for it elsewhere gets its value: it is written out at the first such place, which takes over the name if there
are others.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from typing import Any, NamedTuple

import yaml

from ecosystem.dataset import syntax
from ecosystem.edits.passages import Passage, Steps
from ecosystem.errors import InvalidUpdateError
from ecosystem.language import _


def release(passage: Passage, steps: Steps, *, is_removed: bool = False, is_kept: bool = False) -> None:
    """Make what stands elsewhere for a part, or for what holds it, independent of it.

    Args:
        passage: Where it is.
        steps: The path of the part that will change, or of one that will be added.
        is_removed: Whether its name goes with it.
        is_kept: Whether the part only grows, so that what it has now stays.

    Raises:
        InvalidUpdateError: What the part is cannot be written elsewhere.
    """
    nodes = [passage.find(steps[:length]) for length in range(len(steps) + 1)]
    *holders, node = [
        (one.start_mark.index, isinstance(one, yaml.ScalarNode)) if one else None for one in nodes
    ]
    start = end = -1
    if is_kept:
        holders.append(node)
    elif part := nodes[-1]:
        start, end = part.start_mark.index, max(part.end_mark.index, part.start_mark.index + 1)
        parent = nodes[-2]
        if is_removed and isinstance(parent, yaml.MappingNode):
            start = next(key.start_mark.index for key, value in parent.value if value is part)
    events = list(yaml.parse(passage.text, Loader=syntax.LOADER))
    changed = {
        place
        for place, event in enumerate(events)
        if _name(event) and (start <= _start(event) < end or (_start(event), _is_text(event)) in holders)
    }
    passage.splice_words(sorted(_Release(passage.text, events, changed, (start, end)).places()))


def _name(event: Any) -> Any:
    """Return the name that an event gives to a part, if any."""
    return None if isinstance(event, yaml.AliasEvent) else getattr(event, "anchor", None)


def _start(event: yaml.Event) -> int:
    mark: Any = event.start_mark
    return int(mark.index)


def _is_text(event: yaml.Event) -> bool:
    return isinstance(event, yaml.ScalarEvent)


class _Copied(NamedTuple):
    """An event to be written elsewhere, and the place of the part that it begins or stands for."""

    event: Any
    part: int
    is_alias: bool


class _Release:
    """The values that move, by the events of a text.

    Args:
        text: The text.
        events: What stands in it.
        changed: The places among the events at which something begins that has a name and will change.
        region: From where to where the text itself will go.
    """

    def __init__(
        self, text: str, events: list[yaml.Event], changed: set[int], region: tuple[int, int]
    ) -> None:
        self._text = text
        self._events = events
        self._region = region
        self._meant: dict[int, int] = {}  # the event of each alias → that of what it stands for
        self._named: dict[str, list[tuple[int, int]]] = defaultdict(list)  # where each name is given, to what
        for place, event in enumerate(events):
            name: Any = getattr(event, "anchor", None)
            if name and not isinstance(event, yaml.AliasEvent):
                self._named[name].append((place, place))
            elif name in self._named:
                self._meant[place] = self._named[name][-1][1]
        self._changed = changed
        self._homeless = changed & set(self._meant.values())
        self._moved: list[int] = []
        self._ends: dict[int, int] = {}  # after which event a part ends
        opened: list[int] = []
        for place, event in enumerate(events):
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append(place)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._ends[opened.pop()] = place + 1

    def places(self) -> Iterator[tuple[int, int, str]]:
        """Yield what to write where: values in place of aliases, and nothing in place of names that move."""
        values: list[tuple[Any, list[_Copied]]] = []
        used: set[int] = set()
        for place, meant in self._meant.items():
            if self._goes(place):
                continue
            if meant in self._changed and meant <= place < self._ends.get(meant, meant):
                self._refuse(place)
            if meant not in self._homeless:
                used.add(meant)
                continue
            values.append((self._events[place], self._value(meant, place)))
        used |= {copied.part for _, value in values for copied in value if copied.is_alias}
        for alias, value in values:
            for copied in value:
                if not copied.is_alias and copied.part not in used:
                    copied.event.anchor = None
            yield alias.start_mark.index, alias.end_mark.index, _written([copied.event for copied in value])
        yield from (self._anchor(place) for place in self._moved if not self._goes(place))

    def _goes(self, place: int) -> bool:
        start, end = self._region
        return start <= _start(self._events[place]) < end

    def _value(self, first: int, at: int) -> list[_Copied]:
        """Return the events of a part on one line, to be written in place of an alias."""
        value: list[_Copied] = []
        self._move(first, at)
        for place in range(first, self._ends.get(first, first + 1)):
            event: Any = copy(self._events[place])
            is_alias = isinstance(event, yaml.AliasEvent)
            part = self._meant.get(place, place)
            if is_alias and part in self._homeless:
                value += self._value(part, at)
                continue
            if is_alias and part != place and self._current(event.anchor, at) != part:
                self._refuse(place)
            if place in self._homeless:
                self._move(place, at)
            elif not is_alias and place != first:
                event.anchor = None
            if isinstance(event, yaml.CollectionStartEvent):
                event.flow_style = True
            elif isinstance(event, yaml.ScalarEvent) and event.tag is None:
                event.implicit = (True, True)
                if not event.value and not event.style:
                    event.value = "null"
            value.append(_Copied(event, part, is_alias))
        return value

    def _move(self, place: int, at: int) -> None:
        event: Any = self._events[place]
        if self._current(event.anchor, at) != place:
            self._refuse(place)
        self._named[event.anchor].append((at, place))
        self._homeless.discard(place)
        self._moved.append(place)

    def _current(self, name: str, at: int) -> int:
        """Return what a name stands for at a place."""
        return max((given, place) for given, place in self._named[name] if given <= at)[1]

    def _anchor(self, place: int) -> tuple[int, int, str]:
        """Return from where to where a name stands that goes, with the spaces on one side."""
        name = "&" + _name(self._events[place])
        start = self._text.index(name, _start(self._events[place]))
        end = start + len(name)
        if self._text[end : end + 1] == " ":
            return start, end + 1, ""
        return len(self._text[:start].rstrip(" ")), end, ""

    def _refuse(self, place: int) -> None:
        event: Any = self._events[place]
        raise InvalidUpdateError(
            _(
                "‘{alias}’ stands for a part that this would change. Write its value out there first.",
                alias=f"*{event.anchor}",
            )
        )


def _written(events: list[Any]) -> str:
    """Return a part on one line, as it can stand within braces or brackets and elsewhere."""
    start: Any = yaml.SequenceStartEvent(None, None, True, flow_style=True)
    whole = [
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(explicit=False),
        start,
        *events,
        yaml.SequenceEndEvent(),
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    ]
    text: str = yaml.emit(whole, Dumper=yaml.SafeDumper, width=sys.maxsize, allow_unicode=True)
    return text.strip()[1:-1]
