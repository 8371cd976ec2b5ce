"""The curves of links through the space between."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin

from ecosystem.city import City
from ecosystem.infographic.wheel.elements import HUB, PRIORITY, RIM_CURVE, SPOKE_CURVE, Curve, HubMark
from ecosystem.infographic.wheel.order import entity
from ecosystem.model import Link


def curves(
    city: City,
    ties: Sequence[Link],
    rows: Mapping[str, Sequence[str]],
    angles: Mapping[str, float],
    marks: "Mapping[str, tuple[HubMark, float]]",
    rim: float,
    degree: Mapping[str, int],
) -> "list[Curve]":
    """Return a curve for each link between two marks. Parallel links lie in lanes beside one another.

    Args:
        city: The city.
        ties: The links to draw.
        rows: The entries of each kind, in their order on the rim.
        angles: The angle of each entry on the rim, in radians clockwise from the top.
        marks: The priorities in the hub, each with its angle.
        rim: The radius of the rim, in units of the drawing.
        degree: The number of links of each entry.
    """
    centres = {
        identifier: (angles[row[0]] + angles[row[-1]]) / 2 for row in rows.values() for identifier in row
    }
    kinds = city.ecosystem.kinds
    curves = []
    lanes: dict[frozenset[str], int] = {}
    for tie in ties:
        pair = frozenset((tie.tail, tie.head))
        lane = lanes[pair] = lanes.get(pair, -1) + 1
        priority = next((end for end in (tie.tail, tie.head) if end in marks), None)
        if priority is not None:
            other = tie.tail if priority == tie.head else tie.head
            if other in marks:
                path = spoke_curve(marks[priority][1], marks[other][1], HUB + PRIORITY, lane)
            else:
                path = spoke_curve(marks[priority][1], angles[other], rim, lane)
            curves.append(Curve(tie, city.basis(tie), path, None))
            continue
        quieter = min((tie.tail, tie.head), key=lambda end: (degree[end], end))
        path = rim_curve(angles[tie.tail], angles[tie.head], centres[tie.tail], centres[tie.head], rim, lane)
        curves.append(Curve(tie, city.basis(tie), path, kinds[entity(city, quieter).kind].hue))
    return curves


def rim_curve(start: float, end: float, start_centre: float, end_centre: float, rim: float, lane: int) -> str:
    """Return the SVG path between two places on the rim, gathered towards the centres of their kinds.

    Angles are radians clockwise from the top, and `rim` is a radius in units of the drawing. `lane` counts
    the parallel links before this one. The path goes round the hub.
    """
    width = _shortest(end - start)
    near = min(1.0, abs(width) / RIM_CURVE["wide"]) ** RIM_CURVE["power"]
    depth = rim + (HUB + RIM_CURVE["clear"] * PRIORITY - rim) * near - 9 * lane - RIM_CURVE["inset"]
    if start_centre != end_centre:
        gather = 0.55
        start_control = start + gather * _shortest(start_centre - start) + width / 3
        end_control = end + gather * _shortest(end_centre - end) - width / 3
    else:
        start_control, end_control = start + width / 3, end - width / 3
    reach = _reach(rim, rim, width, depth)
    return _cubic((start, rim), (start_control, reach), (end_control, reach), (end, rim))


def spoke_curve(mark: float, end: float, rim: float, lane: int) -> str:
    """A curve from a priority's mark on the hub to a place at radius `rim`, bent round the hub."""
    width = _shortest(end - mark)
    near = min(1.0, abs(width) / SPOKE_CURVE["wide"])
    start = HUB + PRIORITY
    depth = (start + rim) / 2 * (1 - near) + (HUB + SPOKE_CURVE["clear"] * PRIORITY) * near + 8 * lane
    reach = max(_reach(start, rim, width, depth), start)
    turn = width * SPOKE_CURVE["control"]
    return _cubic((mark, start), (mark + turn, reach), (end - turn, reach), (end, rim))


def _reach(start: float, end: float, width: float, depth: float) -> float:
    """The radius of both control points, a third of `width` from the ends, for which the middle of a
    cubic Bézier curve has radius `depth`: B(½) = (P₀ + 3P₁ + 3P₂ + P₃) / 8."""
    return (8 * depth - (start + end) * cos(width / 2)) / (6 * cos(width / 6))


def _shortest(angle: float) -> float:
    return (angle + pi) % (2 * pi) - pi


def _cubic(*points: tuple[float, float]) -> str:
    """A path from the first point to the last, in whole numbers. Curves that share an end share its words."""
    start, *rest = [f"{round(r * sin(angle))} {round(-r * cos(angle))}" for angle, r in points]
    return f"M{start}C{' '.join(rest)}".replace(" -", "-")
