"""Where the entries stand: as on the wheel, three times as far apart, or in columns by section.

What the wheel has no room for stands inside it, near what it is tied to.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from math import atan2, ceil, cos, fsum, hypot, pi, sin, sqrt

import networkx as nx

from ecosystem.city import City
from ecosystem.infographic import wheel as wheels
from ecosystem.infographic.explorer.legend import TITLES, kind_key
from ecosystem.infographic.wheel import Wheel
from ecosystem.language import _, plain
from ecosystem.model import Entity, Priority, Section

SCALE = 3.0  # the wheel's units to ours: room to drag
ROW, COLUMN = 46.0, 740.0  # pitch of the columns
APART = 60.0  # room of an entry within the wheel

Point = tuple[float, float]


def radii(city: City) -> dict[str, float]:
    """Of every entity of the rim, the radius of its mark."""
    return {
        identifier: wheels.radius(city.degree(identifier))
        for identifier in city
        if isinstance(city.value(identifier), Entity)
    }


def on_wheel(city: City, wheel: Wheel) -> dict[str, Point]:
    """As on the wheel; priorities and actions that it leaves out ring the hub, and plans stand in it.

    Where kinds are gathered, their entities have no place until the script opens one.
    """
    places = {spoke.id: (spoke.x * SCALE, spoke.y * SCALE) for spoke in wheel.spokes}
    if wheel.groups:
        places |= dict.fromkeys(radii(city), (0.0, 0.0))
    places |= {mark.priority.id: (mark.x * SCALE, mark.y * SCALE) for mark in wheel.hub_marks}
    rest = sorted(set(city) - set(places))
    plans = [identifier for identifier in rest if city.section(identifier) is Section.PLANS]
    others = [identifier for identifier in rest if identifier not in set(plans)]
    hub, inner, outer = wheel.hub * SCALE, (wheel.hub + 24) * SCALE, (wheel.ring - 40) * SCALE
    places |= _ring(others, _wanted(city, others, places), inner, outer, at=0.55)
    places |= _ring(plans, _wanted(city, plans, places), 0.2 * hub, 0.75 * hub, at=0.4)
    return places


def _wanted(city: City, entries: Sequence[str], places: Mapping[str, Point]) -> dict[str, float]:
    """The direction in which each entry's neighbours lie."""
    wanted = {}
    for index, entry in enumerate(entries):
        near = [places[other] for other in sorted(nx.all_neighbors(city.graph, entry)) if other in places]
        x, y = (fsum(point[axis] for point in near) for axis in (0, 1))
        wanted[entry] = atan2(y, x) if hypot(x, y) > 1e-6 else 2 * pi * index / len(entries) - pi
    return {entry: round(angle, 6) for entry, angle in wanted.items()}


def _ring(
    entries: Sequence[str], wanted: Mapping[str, float], inner: float, outer: float, *, at: float
) -> dict[str, Point]:
    """The entries evenly round the middle, in the order of their wanted directions; many on several rings."""
    order = sorted(entries, key=lambda identifier: (wanted[identifier], identifier))
    if not order:
        return {}
    radius = inner + at * (outer - inner)
    rings = min(ceil(len(order) * APART / (2 * pi * radius)), 12)
    step = 2 * pi / len(order)
    turns = [wanted[identifier] - index * step for index, identifier in enumerate(order)]
    turn = atan2(fsum(map(sin, turns)), fsum(map(cos, turns)))
    places = {}
    for index, identifier in enumerate(order):
        far = radius if rings == 1 else inner + (outer - inner) * (index % rings) / (rings - 1)
        places[identifier] = (far * cos(turn + index * step), far * sin(turn + index * step))
    return places


def in_columns(city: City, kinds: Mapping[str, int]) -> tuple[dict[str, list[float]], list[list[object]]]:
    """Every entry under the heading of its section, in columns that together fill a wide screen."""

    def order(identifier: str) -> tuple[int, str, int, str, str]:
        value = city.value(identifier)
        plan = getattr(value, "plan", "")
        number = value.number if isinstance(value, Priority) else 0
        name = "" if plan else value.label.casefold()
        return kinds[kind_key(city, identifier)], plan, number, name, identifier

    ordered = sorted(
        city, key=lambda identifier: (list(Section).index(city.section(identifier)), order(identifier))
    )
    count = max(1, round(sqrt(len(ordered) * 1.7 * ROW / COLUMN)))
    tall = max(8, ceil((len(ordered) + 2 * len(Section)) / count))
    places: dict[str, list[float]] = {}
    headings: list[list[object]] = []
    heights = [0] * count
    for section, entries in groupby(ordered, key=lambda identifier: city.section(identifier)):
        for block in _blocks(list(entries), tall):
            column = min(range(count), key=heights.__getitem__)
            top = heights[column] + 1
            headings.append([plain(_(TITLES[section])), column * COLUMN, top * ROW])
            for row, entry in enumerate(block, top + 1):
                places[entry] = [column * COLUMN, row * ROW]
            heights[column] = top + len(block) + 1
    return places, headings


def _blocks(entries: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (entries[start : start + size] for start in range(0, len(entries), size))
