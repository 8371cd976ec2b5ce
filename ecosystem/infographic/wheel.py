"""Where everything stands on the wheel. The same data gives the same places.

Entities stand on a circle, gathered by kind in the order of the legend; labels run outwards. The
priorities of the chosen plan stand in the hub, each marked on the hub's rim at the angle of what it
connects. Links are curves through the space between. Lengths are units of the drawing's view box;
angles are radians, clockwise from the top.
"""

import unicodedata
from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import atan2, ceil, cos, degrees, hypot, pi, sin, sqrt

import networkx as nx

from ecosystem import graph as graphs
from ecosystem.model import ENTITY_SECTIONS, Entity, Hue, Kind, Link, Priority

FONT = 13.0  # units; the page draws the wheel so wide that this is at least 11 px at 1280
LINE = 1.2 * FONT  # room of a label across its direction: the tallest common fonts need 1.17
GAP = 0.7  # free places between two kinds
HUB = 136.0  # radius of the hub
NUMBER = 18.0  # room of a priority's number before its name in the list
PRIORITY = 11.0  # radius of a priority's mark
RIM = 18.0  # from the inner end of a label to the marks' centres
ARC = 15.0  # from the marks' centres inwards to the arc of their kind
MARGIN = 6.0
BOLD = 6  # how many of the best connected have a bold label
SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Spoke:
    """An entity on the rim. `rotate` is in degrees; a flipped label ends at its anchor."""

    id: str
    label: str
    kind: str
    x: float
    y: float
    radius: float
    label_x: float
    label_y: float
    rotate: float
    flipped: bool
    bold: bool
    degree: int


@dataclass(frozen=True, slots=True)
class Arc:
    """The thin arc behind the entities of one kind."""

    kind: str
    hue: Hue
    path: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A link. Its colour is the hue of its less connected end; none means a priority's."""

    link: Link
    path: str
    hue: Hue | None


@dataclass(frozen=True, slots=True)
class HubMark:
    """A priority: its numbered mark on the hub's rim and its line in the list."""

    priority: Priority
    x: float
    y: float
    line_y: float


@dataclass(frozen=True, slots=True)
class Wheel:
    """The whole drawing. `box` is its view box: left, top, width, height; the hub's centre is 0 0."""

    box: tuple[float, float, float, float]
    ring: float  # radius of the circle on which the marks stand
    label_ring: float  # radius at which the labels begin
    hub: float
    spokes: tuple[Spoke, ...]
    arcs: tuple[Arc, ...]
    curves: tuple[Curve, ...]
    hub_marks: tuple[HubMark, ...]
    list_x: int  # where the hub's list begins


def draw(graph: "nx.MultiDiGraph[str]") -> Wheel:
    """The wheel of a city: its entities, the priorities of its chosen plan, and all ties between them."""
    ecosystem = graphs.ecosystem_of(graph)
    rows = _rows(graph)
    ties = [link for link in ecosystem.links if _drawn(graph, link.tail) and _drawn(graph, link.head)]
    rows = _untangled(rows, ties)
    degree = {identifier: graph.degree(identifier) for row in rows.values() for identifier in row}
    bold = _best_connected(graph, degree)
    angles, ring = _places(rows)
    widths = {
        identifier: text_width(_entity(graph, identifier).label, bold=identifier in bold)
        for identifier in angles
    }
    turn = _best_turn(angles, widths, ring + RIM)
    angles = {identifier: angle + turn for identifier, angle in angles.items()}
    spokes = tuple(
        _spoke(_entity(graph, identifier), angle, ring, degree[identifier], identifier in bold)
        for identifier, angle in angles.items()
    )
    marks = _hub_marks(graph, angles, ties)
    return Wheel(
        box=_box(angles, widths, ring + RIM),
        ring=round(ring, 1),
        label_ring=round(ring + RIM, 1),
        hub=HUB,
        spokes=spokes,
        arcs=tuple(_arcs(rows, angles, ring - ARC, ecosystem.kinds)),
        curves=tuple(_curves(graph, ties, rows, angles, marks, ring - ARC, degree)),
        hub_marks=tuple(mark for mark, _ in marks.values()),
        list_x=_list_x([mark for mark, _ in marks.values()]),
    )


def _entity(graph: "nx.MultiDiGraph[str]", identifier: str) -> Entity:
    value = graphs.value(graph, identifier)
    assert isinstance(value, Entity)
    return value


def _drawn(graph: "nx.MultiDiGraph[str]", identifier: str) -> bool:
    value = graphs.value(graph, identifier)
    if isinstance(value, Priority):
        return value.plan == graphs.ecosystem_of(graph).about.plan
    return isinstance(value, Entity)


def _rows(graph: "nx.MultiDiGraph[str]") -> dict[str, list[str]]:
    """The entities of each kind that has any, in the order of the legend, by name."""
    ecosystem = graphs.ecosystem_of(graph)
    rows: dict[str, list[str]] = {kind: [] for kind in ecosystem.kinds}
    for section in ENTITY_SECTIONS:
        for identifier in ecosystem.section(section):
            rows[_entity(graph, identifier).kind].append(identifier)
    ordered = {
        kind: sorted(row, key=lambda each: (_entity(graph, each).label.casefold(), each))
        for kind, row in rows.items()
    }
    return {kind: row for kind, row in ordered.items() if row}


def _best_connected(graph: "nx.MultiDiGraph[str]", degree: Mapping[str, int]) -> set[str]:
    bodies = [identifier for identifier in degree if graphs.is_body(graph, identifier)]
    ranked = sorted(bodies, key=lambda identifier: (-degree[identifier], identifier))
    return {identifier for identifier in ranked[:BOLD] if degree[identifier] > 1}


# --- order on the rim


def _untangled(rows: dict[str, list[str]], ties: Sequence[Link]) -> dict[str, list[str]]:
    """The rows re-ordered by a barycentre sweep, keeping the order with the fewest crossings."""
    neighbours: dict[str, list[str]] = {identifier: [] for row in rows.values() for identifier in row}
    for tie in ties:
        if tie.tail in neighbours and tie.head in neighbours:
            neighbours[tie.tail].append(tie.head)
            neighbours[tie.head].append(tie.tail)
    best, fewest = rows, crossings(rows, neighbours)
    for _ in range(SWEEPS):
        angles, _ = _places(rows)
        rows = {kind: _swept(row, angles, neighbours) for kind, row in rows.items()}
        count = crossings(rows, neighbours)
        if count < fewest:
            best, fewest = rows, count
    return best


def _swept(row: list[str], angles: Mapping[str, float], neighbours: Mapping[str, list[str]]) -> list[str]:
    """A row ordered by the mean way, round the circle from the row's middle, to each entity's neighbours.

    Two chords of a row do not cross when the one that starts first, clockwise, ends last.
    """
    centre = (angles[row[0]] + angles[row[-1]]) / 2
    half = (angles[row[-1]] - angles[row[0]]) / 2

    def way(identifier: str) -> float:
        others = neighbours[identifier]
        if not others:  # it may stand anywhere: near where it is
            return pi - pi * (angles[identifier] - centre) / half if half else pi
        return sum((angles[other] - centre) % (2 * pi) for other in others) / len(others)

    return sorted(row, key=lambda identifier: (-round(way(identifier), 6), identifier))


def crossings(rows: Mapping[str, Sequence[str]], neighbours: Mapping[str, Sequence[str]]) -> int:
    """How many pairs of chords cross, ends on the same place not counted. O(n log n) comparisons."""
    place = {identifier: index for index, identifier in enumerate(chain(*rows.values()))}
    chords = [
        (place[one], place[other])
        for one, others in neighbours.items()
        for other in others
        if place[one] < place[other]
    ]
    chords.sort(key=lambda chord: (chord[0], -chord[1]))  # of one start the longest first: no crossing there
    count, open_ends = 0, list[int]()
    for start, end in chords:
        del open_ends[: bisect_left(open_ends, start + 1)]
        count += bisect_left(open_ends, end)
        insort(open_ends, end)
    return count


# --- places


def _places(rows: Mapping[str, Sequence[str]]) -> tuple[dict[str, float], float]:
    """Each entity's angle, and the radius at which the labels have room beside each other."""
    total = sum(len(row) + GAP for row in rows.values())
    angles: dict[str, float] = {}
    place = GAP / 2
    for row in rows.values():
        for identifier in row:
            angles[identifier] = 2 * pi * (place + 0.5) / total
            place += 1
        place += GAP
    return angles, max(total * LINE / (2 * pi) - RIM, HUB + 90)


def _best_turn(angles: Mapping[str, float], widths: Mapping[str, float], radius: float) -> float:
    """The turn, of every 5 degrees up to a right angle either way, that makes the drawing smallest."""

    def cost(step: int) -> tuple[float, int]:
        turned = {identifier: angle + step * pi / 36 for identifier, angle in angles.items()}
        _, _, width, height = _box(turned, widths, radius)
        return max(width, height), abs(step)

    return min(range(-18, 19), key=cost) * pi / 36


def _box(
    angles: Mapping[str, float], widths: Mapping[str, float], radius: float
) -> tuple[float, float, float, float]:
    """The view box that holds every label."""
    across = LINE / 2
    xs, ys = [radius, -radius], [radius, -radius]
    for identifier, angle in angles.items():
        reach = radius + widths[identifier]
        xs.append(reach * sin(angle) + across * abs(cos(angle)) * (1 if sin(angle) > 0 else -1))
        ys.append(-reach * cos(angle) + across * abs(sin(angle)) * (1 if cos(angle) < 0 else -1))
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    right, bottom = max(xs) + MARGIN, max(ys) + MARGIN
    return float(int(left)), float(int(top)), float(ceil(right - left)), float(ceil(bottom - top))


def _spoke(entity: Entity, angle: float, ring: float, degree: int, bold: bool) -> Spoke:
    flipped = sin(angle) < 0
    label = ring + RIM
    return Spoke(
        id=entity.id,
        label=entity.label,
        kind=entity.kind,
        x=round(ring * sin(angle), 1),
        y=round(-ring * cos(angle), 1),
        radius=round(min(3.4 + 0.85 * sqrt(degree), 9.5), 1),
        label_x=round(label * sin(angle), 1),
        label_y=round(-label * cos(angle), 1),
        rotate=round((degrees(angle) - (270 if flipped else 90) + 180) % 360 - 180, 1),
        flipped=flipped,
        bold=bold,
        degree=degree,
    )


def _arcs(
    rows: Mapping[str, Sequence[str]], angles: Mapping[str, float], radius: float, kinds: Mapping[str, Kind]
) -> "list[Arc]":
    reach = 0.36 * LINE / radius
    return [
        Arc(kind, kinds[kind].hue, _arc(angles[row[0]] - reach, angles[row[-1]] + reach, radius))
        for kind, row in rows.items()
    ]


def _arc(start: float, end: float, radius: float) -> str:
    far = 1 if end - start > pi else 0
    return f"M{_point(start, radius)}A{radius:.0f} {radius:.0f} 0 {far} 1 {_point(end, radius)}"


def _point(angle: float, radius: float) -> str:
    return f"{radius * sin(angle):.1f} {-radius * cos(angle):.1f}"


# --- the hub


def _hub_marks(
    graph: "nx.MultiDiGraph[str]", angles: Mapping[str, float], ties: Sequence[Link]
) -> "dict[str, tuple[HubMark, float]]":
    """A mark for each priority of the chosen plan, at the mean angle of what it is tied to."""
    ecosystem = graphs.ecosystem_of(graph)
    priorities = sorted(
        (each for each in ecosystem.priorities.values() if each.plan == ecosystem.about.plan),
        key=lambda each: each.number,
    )
    wanted = {each.id: _mean_angle(each.id, angles, ties, index) for index, each in enumerate(priorities)}
    spread = _spread(wanted, 2 * (PRIORITY + 1.5) / HUB)
    line = min(19.0, 2 * 0.62 * HUB / max(len(priorities), 1))
    first = -line * (len(priorities) - 1) / 2 + 10
    return {
        each.id: (
            HubMark(
                priority=each,
                x=round(HUB * sin(spread[each.id]), 1),
                y=round(-HUB * cos(spread[each.id]), 1),
                line_y=round(first + index * line, 1),
            ),
            spread[each.id],
        )
        for index, each in enumerate(priorities)
    }


def _list_x(marks: Sequence[HubMark]) -> int:
    """Where the list begins, so that its longest line stands in the middle of the hub."""
    widest = max((text_width(mark.priority.label) for mark in marks), default=0.0)
    return -round((widest + NUMBER) / 2)


def _mean_angle(priority: str, angles: Mapping[str, float], ties: Sequence[Link], index: int) -> float:
    others = [
        tie.tail if tie.head == priority else tie.head for tie in ties if priority in (tie.tail, tie.head)
    ]
    at = [angles[other] for other in others if other in angles]
    x, y = sum(map(cos, at)), sum(map(sin, at))
    return atan2(y, x) % (2 * pi) if hypot(x, y) > 1e-9 else 2 * pi * index / 12


def _spread(wanted: Mapping[str, float], apart: float) -> dict[str, float]:
    """The wanted angles moved as little as it takes for all to stand `apart`; in full circle, evenly."""
    order = sorted(wanted, key=lambda each: (wanted[each], each))
    if len(order) * apart >= 2 * pi:
        return {each: 2 * pi * index / len(order) for index, each in enumerate(order)}
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


# --- curves


def _curves(
    graph: "nx.MultiDiGraph[str]",
    ties: Sequence[Link],
    rows: Mapping[str, Sequence[str]],
    angles: Mapping[str, float],
    marks: "Mapping[str, tuple[HubMark, float]]",
    rim: float,
    degree: Mapping[str, int],
) -> "list[Curve]":
    centres = {
        identifier: (angles[row[0]] + angles[row[-1]]) / 2 for row in rows.values() for identifier in row
    }
    kinds = graphs.ecosystem_of(graph).kinds
    curves = []
    lanes: dict[frozenset[str], int] = {}
    for tie in ties:
        pair = frozenset((tie.tail, tie.head))
        lane = lanes[pair] = lanes.get(pair, -1) + 1
        priority = next((end for end in (tie.tail, tie.head) if end in marks), None)
        if priority is not None:
            other = tie.tail if priority == tie.head else tie.head
            if other in marks:
                path = _spoke_curve(marks[priority][1], marks[other][1], HUB + PRIORITY, lane)
            else:
                path = _spoke_curve(marks[priority][1], angles[other], rim, lane)
            curves.append(Curve(tie, path, None))
            continue
        quieter = min((tie.tail, tie.head), key=lambda end: (degree[end], end))
        path = _rim_curve(angles[tie.tail], angles[tie.head], centres[tie.tail], centres[tie.head], rim, lane)
        curves.append(Curve(tie, path, kinds[_entity(graph, quieter).kind].hue))
    return curves


def _rim_curve(
    start: float, end: float, start_centre: float, end_centre: float, rim: float, lane: int
) -> str:
    """A curve between two places on the rim, gathered towards their kinds' centres, round the hub."""
    width = _shortest(end - start)
    near = min(1.0, abs(width) / 1.9) ** 0.75
    depth = rim + (HUB + 2.2 * PRIORITY - rim) * near - 9 * lane - 6
    if start_centre != end_centre:
        gather = 0.55
        start_control = start + gather * _shortest(start_centre - start) + width / 3
        end_control = end + gather * _shortest(end_centre - end) - width / 3
    else:
        start_control, end_control = start + width / 3, end - width / 3
    reach = _reach(rim, rim, width, depth)
    return _cubic((start, rim), (start_control, reach), (end_control, reach), (end, rim))


def _spoke_curve(mark: float, end: float, rim: float, lane: int) -> str:
    """A curve from a priority's mark on the hub to a place at radius `rim`, bent round the hub."""
    width = _shortest(end - mark)
    near = min(1.0, abs(width) / 2.2)
    start = HUB + PRIORITY
    depth = (start + rim) / 2 * (1 - near) + (HUB + 2 * PRIORITY) * near + 8 * lane
    reach = max(_reach(start, rim, width, depth), start)
    return _cubic((mark, start), (mark + width * 0.3, reach), (end - width * 0.3, reach), (end, rim))


def _reach(start: float, end: float, width: float, depth: float) -> float:
    """The radius of both control points, a third of `width` from the ends, for which the middle of a
    cubic Bézier curve has radius `depth`: B(½) = (P₀ + 3P₁ + 3P₂ + P₃) / 8."""
    return (8 * depth - (start + end) * cos(width / 2)) / (6 * cos(width / 6))


def _shortest(angle: float) -> float:
    return (angle + pi) % (2 * pi) - pi


def _cubic(*points: tuple[float, float]) -> str:
    (x0, y0), *rest = [(round(r * sin(angle)), round(-r * cos(angle))) for angle, r in points]
    return f"M{x0} {y0}c" + "".join(
        f"{x - x0:d}" + (f" {y - y0:d}" if y >= y0 else f"{y - y0:d}") + (" " if index < 2 else "")
        for index, (x, y) in enumerate(rest)
    ).replace(" -", "-")


# --- the width of words

_WIDTHS = {
    **dict.fromkeys("ijl'’‘|.,:;!I ", 0.33),
    **dict.fromkeys('frt()[]{}/-–"“”', 0.42),
    **dict.fromkeys("mMW%@", 0.96),
    **dict.fromkeys("w&QOGD", 0.82),
    **dict.fromkeys("ABCEFHKLNPRSTUVXYZ", 0.69),
    **dict.fromkeys("ckszvxyJ", 0.57),
}


def text_width(text: str, *, bold: bool = False) -> float:
    """The width of a label in units, rounded up to that of the widest common system fonts."""
    width = sum(_char_width(char) for char in unicodedata.normalize("NFC", text))
    return round(FONT * width * (1.13 if bold else 1.0), 1)


def _char_width(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    return _WIDTHS.get(char, 0.64)
