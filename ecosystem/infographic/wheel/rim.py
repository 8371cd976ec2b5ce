"""Where the rim's places are, and how large the drawing gets with its labels."""

from collections.abc import Mapping, Sequence
from math import ceil, cos, degrees, pi, sin, sqrt

from ecosystem.infographic.wheel.elements import GAP, HUB, LINE, RIM, Arc, Spoke
from ecosystem.model import Entity, Kind

CLEAR = 3.0  # between two marks: some are wider than their radius
LEAST = HUB + 90  # radius of the smallest ring
MARGIN = 6.0


def radius(degree: int) -> float:
    """The radius of the mark of an entity with so many links."""
    return round(min(3.4 + 0.85 * sqrt(degree), 9.5), 1)


def places(rows: Mapping[str, Sequence[str]], radii: Mapping[str, float]) -> tuple[dict[str, float], float]:
    """Each entity's angle, and the radius at which the labels have room beside each other.

    A label takes one place; between two large marks there is more room, so that they never touch.
    """
    stands: dict[str, float] = {}
    place = GAP / 2
    for row in rows.values():
        for last, identifier in zip([None, *row], row, strict=False):
            place += 1.0 if last is None else max(1.0, _apart(radii[last], radii[identifier]))
            stands[identifier] = place - 0.5
        place += GAP
    total = place - GAP / 2
    angles = {identifier: 2 * pi * stand / total for identifier, stand in stands.items()}
    return angles, max(total * LINE / (2 * pi) - RIM, LEAST)


def _apart(one: float, other: float) -> float:
    """How many places two marks of these radii need from middle to middle, on the smallest ring."""
    return (one + other + CLEAR) / (LINE * LEAST / (LEAST + RIM))


def best_turn(angles: Mapping[str, float], widths: Mapping[str, float], reach: float) -> float:
    """The turn, of every 5 degrees up to a right angle either way, that makes the drawing smallest."""

    def cost(step: int) -> tuple[float, int]:
        turned = {identifier: angle + step * pi / 36 for identifier, angle in angles.items()}
        _, _, width, height = box(turned, widths, reach)
        return max(width, height), abs(step)

    return min(range(-18, 19), key=cost) * pi / 36


def box(
    angles: Mapping[str, float], widths: Mapping[str, float], ring: float
) -> tuple[float, float, float, float]:
    """The view box that holds every label."""
    across = LINE / 2
    xs, ys = [ring, -ring], [ring, -ring]
    for identifier, angle in angles.items():
        reach = ring + widths[identifier]
        xs.append(reach * sin(angle) + across * abs(cos(angle)) * (1 if sin(angle) > 0 else -1))
        ys.append(-reach * cos(angle) + across * abs(sin(angle)) * (1 if cos(angle) < 0 else -1))
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    right, bottom = max(xs) + MARGIN, max(ys) + MARGIN
    return float(int(left)), float(int(top)), float(ceil(right - left)), float(ceil(bottom - top))


def spoke(entity: Entity, angle: float, ring: float, degree: int, bold: bool) -> Spoke:
    """Return the mark and the label of an entry on the rim.

    Args:
        entity: The entry.
        angle: Where it stands, in radians clockwise from the top.
        ring: The radius at which its mark stands, in units of the drawing.
        degree: Its number of links, which gives the size of the mark.
        bold: Whether it is among the best connected.
    """
    flipped = sin(angle) < 0
    label = ring + RIM
    return Spoke(
        id=entity.id,
        label=entity.label,
        kind=entity.kind,
        x=round(ring * sin(angle), 1),
        y=round(-ring * cos(angle), 1),
        radius=radius(degree),
        label_x=round(label * sin(angle), 1),
        label_y=round(-label * cos(angle), 1),
        rotate=upright(angle),
        flipped=flipped,
        bold=bold,
        degree=degree,
    )


def upright(angle: float) -> float:
    """The turn in degrees of a label at this angle: outwards right of the middle, inwards left of it."""
    return round((degrees(angle) - (270 if sin(angle) < 0 else 90) + 180) % 360 - 180, 1)


def arcs(
    rows: Mapping[str, Sequence[str]], angles: Mapping[str, float], radius: float, kinds: Mapping[str, Kind]
) -> "list[Arc]":
    """Return the coloured arc behind the marks of each kind; `angles` are radians clockwise from the top."""
    reach = 0.36 * LINE / radius
    return [
        Arc(kind, kinds[kind].hue, arc(angles[row[0]] - reach, angles[row[-1]] + reach, radius))
        for kind, row in rows.items()
    ]


def arc(start: float, end: float, radius: float) -> str:
    """Return the SVG path of an arc clockwise from one angle to another, in radians from the top."""
    far = 1 if end - start > pi else 0
    return f"M{_point(start, radius)}A{radius:.0f} {radius:.0f} 0 {far} 1 {_point(end, radius)}"


def _point(angle: float, radius: float) -> str:
    return f"{radius * sin(angle):.1f} {-radius * cos(angle):.1f}"
