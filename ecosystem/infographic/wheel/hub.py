"""The hub: the priorities of the chosen plan, marked on its rim and, where all can be read, listed inside."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import atan2, cos, fsum, hypot, pi, sin

from ecosystem.city import City
from ecosystem.infographic.wheel.elements import FONT, HUB, PRIORITY, HubMark
from ecosystem.infographic.wheel.lettering import text_width
from ecosystem.model import Link

ROOMY = 19.0  # from line to line of the list
CLOSE = 1.05 * FONT  # as near as lines may come and still be read
AIRY = 0.28  # radians between marks where there is room: nearer, they read as one row of numbers
SHARE = 0.6  # of an even share of the rim, at most: more would lead marks far from what they are tied to
NUMBER = 18.0  # room of a priority's number before its name in the list


def marks(
    city: City, angles: Mapping[str, float], ties: Sequence[Link]
) -> "dict[str, tuple[HubMark, float]]":
    """A mark for each priority of the chosen plan, near what they are tied to, by number."""
    ecosystem = city.ecosystem
    priorities = sorted(
        (priority for priority in ecosystem.priorities.values() if priority.plan == ecosystem.about.plan),
        key=lambda priority: priority.number,
    )
    wanted = {
        priority.id: _mean_angle(priority.id, angles, ties, index)
        for index, priority in enumerate(priorities)
    }
    airy = min(AIRY, SHARE * 2 * pi / max(len(wanted), 1))
    apart = max(2 * (PRIORITY + 1.5) / HUB, airy)
    places = _from_the_widest_gap(_spread(wanted, apart).values())
    angle_of = {priority.id: place for priority, place in zip(priorities, places, strict=True)}
    lines = _lines(len(priorities))
    return {
        priority.id: (
            HubMark(
                priority=priority,
                x=round(HUB * sin(angle_of[priority.id]), 1),
                y=round(-HUB * cos(angle_of[priority.id]), 1),
                line_y=lines[index],
            ),
            angle_of[priority.id],
        )
        for index, priority in enumerate(priorities)
    }


def _lines(count: int) -> list[float | None]:
    """The heights of the lines of the list; none where there are too many."""
    line = min(ROOMY, 2 * 0.62 * HUB / max(count, 1))
    first = -line * (count - 1) / 2 + 10
    return [round(first + place * line, 1) if line >= CLOSE else None for place in range(count)]


def list_x(marks: Sequence[HubMark]) -> int:
    """Where the list begins, so that its longest line stands in the middle of the hub."""
    widest = max((text_width(mark.priority.label) for mark in marks), default=0.0)
    return -round((widest + NUMBER) / 2)


def _mean_angle(priority: str, angles: Mapping[str, float], ties: Sequence[Link], index: int) -> float:
    others = [
        tie.tail if tie.head == priority else tie.head for tie in ties if priority in (tie.tail, tie.head)
    ]
    at = [angles[other] for other in others if other in angles]
    x, y = fsum(map(cos, at)), fsum(map(sin, at))
    return atan2(y, x) % (2 * pi) if hypot(x, y) > 1e-9 else 2 * pi * index / 12


def _spread(wanted: Mapping[str, float], apart: float) -> dict[str, float]:
    """The wanted angles moved as little as it takes for all to stand `apart`; in full circle, evenly."""
    order = sorted(wanted, key=lambda mark: (wanted[mark], mark))
    if len(order) * apart >= 2 * pi:
        return {mark: 2 * pi * index / len(order) for index, mark in enumerate(order)}
    spread = dict(wanted)
    for _ in range(500):
        moved = False
        for one, other in [*pairwise(order), *([(order[-1], order[0])] if len(order) > 1 else [])]:
            turn = 2 * pi if other == order[0] else 0.0
            missing = apart - (spread[other] + turn - spread[one])
            if missing > 1e-6:
                spread[one] -= missing / 2
                spread[other] += missing / 2
                moved = True
        if not moved:
            break
    return spread


def _from_the_widest_gap(places: Iterable[float]) -> list[float]:
    """Angles clockwise, first the one after the widest gap, so that numbers read on without a jump."""
    clockwise = sorted(place % (2 * pi) for place in places)
    gaps = [
        round((place - before) % (2 * pi), 6)
        for before, place in zip(clockwise[-1:] + clockwise, clockwise, strict=False)
    ]
    first = gaps.index(max(gaps)) if gaps else 0
    return clockwise[first:] + clockwise[:first]
