"""Where everything stands on the wheel. The same data gives the same places.

Entities stand on a circle, gathered by kind in the order of the legend; labels run outwards. The
priorities of the chosen plan stand in the hub, each marked on the hub's rim at the angle of what it
connects. Links are curves through the space between. Of a city of more than `MOST` entities the page
draws a wheel of its kinds, and opens one at a time. Lengths are units of the drawing's view box; angles
are radians, clockwise from the top.
"""

from ecosystem.city import City
from ecosystem.infographic.wheel import gathering, hub, rim
from ecosystem.infographic.wheel.curves import curves
from ecosystem.infographic.wheel.elements import (
    ARC,
    FONT,
    HUB,
    LINE,
    PRIORITY,
    RIM,
    Arc,
    Bundle,
    Curve,
    HubMark,
    KindMark,
    Spoke,
    Wheel,
)
from ecosystem.infographic.wheel.lettering import text_width
from ecosystem.infographic.wheel.order import crossings, drawn, entity, rows, untangled
from ecosystem.infographic.wheel.overview import overview

__all__ = [
    "ARC",
    "BOLD",
    "FONT",
    "HUB",
    "LINE",
    "MOST",
    "PRIORITY",
    "RIM",
    "Arc",
    "Bundle",
    "Curve",
    "HubMark",
    "KindMark",
    "Spoke",
    "Wheel",
    "crossings",
    "draw",
    "gather",
    "is_large",
    "radius",
    "text_width",
]

MOST = 600  # entities that stand on a wheel one by one
BOLD = 6  # how many of the best connected have a bold label

gather = gathering.gather
radius = rim.radius


def is_large(city: City) -> bool:
    """Whether there are more entities than a wheel can show at once."""
    return sum(map(len, rows(city).values())) > MOST


def draw(city: City, *, opens: bool = True) -> Wheel:
    """Return the wheel of a city: its entities, the priorities of its chosen plan, all ties between them.

    Args:
        city: The city.
        opens: Whether the names that it opens with are placed, which takes longest.
    """
    ecosystem = city.ecosystem
    by_kind = rows(city)
    ties = [link for link in ecosystem.links if drawn(city, link.tail) and drawn(city, link.head)]
    degree = {identifier: city.degree(identifier) for row in by_kind.values() for identifier in row}
    radii = {identifier: rim.radius(degree[identifier]) for identifier in degree}
    by_kind = untangled(by_kind, ties, radii)
    bold = _best_connected(city, degree)
    angles, ring = rim.places(by_kind, radii)
    widths = {
        identifier: text_width(entity(city, identifier).label, bold=identifier in bold)
        for identifier in angles
    }
    turn = rim.best_turn(angles, widths, ring + RIM)
    angles = {identifier: angle + turn for identifier, angle in angles.items()}
    spokes = tuple(
        rim.spoke(entity(city, identifier), angle, ring, degree[identifier], identifier in bold)
        for identifier, angle in angles.items()
    )
    marks = hub.marks(city, angles, ties)
    box = rim.box(angles, widths, ring + RIM)
    arcs = tuple(rim.arcs(by_kind, angles, ring - ARC, ecosystem.kinds))
    return Wheel(
        box=box,
        ring=round(ring, 1),
        label_ring=round(ring + RIM, 1),
        hub=HUB,
        spokes=spokes,
        arcs=arcs,
        curves=tuple(curves(city, ties, by_kind, angles, marks, ring - ARC, degree)),
        hub_marks=tuple(mark for mark, _ in marks.values()),
        list_x=hub.list_x([mark for mark, _ in marks.values()]),
        overview=overview(box, ring, spokes, ecosystem.kinds, angles) if opens else None,
    )


def _best_connected(city: City, degree: dict[str, int]) -> set[str]:
    organisations = [identifier for identifier in degree if city.is_organisation(identifier)]
    ranked = sorted(organisations, key=lambda identifier: (-degree[identifier], identifier))
    return {identifier for identifier in ranked[:BOLD] if degree[identifier] > 1}
