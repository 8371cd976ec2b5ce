"""The wheel of a large city: its kinds, each gathered into one mark; of their links one curve a pair."""

from collections import Counter
from collections.abc import Iterator, Mapping
from math import fsum, pi, sin, sqrt

from ecosystem.city import City
from ecosystem.infographic.wheel import hub, rim
from ecosystem.infographic.wheel.curves import rim_curve, spoke_curve
from ecosystem.infographic.wheel.elements import (
    ARC,
    HUB,
    PRIORITY,
    RIM,
    THICK,
    THIN,
    Arc,
    Bundle,
    KindMark,
    Wheel,
)
from ecosystem.infographic.wheel.lettering import text_width
from ecosystem.infographic.wheel.order import drawn, rows
from ecosystem.model import Hue, Link

LEAST, MOST = 7.0, 15.0  # radius of a kind's mark
SMALLEST = 3.0  # part of the rim that a kind has however few are of it
RING = HUB + 120  # radius of the circle on which the marks stand,
END = RING - ARC - 5  # and of that on which bundles end

Ends = tuple[str, str]
Arcs = dict[str, tuple[float, float]]


def gather(city: City) -> Wheel:
    """The wheel of a city's kinds, the priorities of its chosen plan, and their ties in bundles."""
    ecosystem = city.ecosystem
    by_kind = rows(city)
    arcs = _shares({kind: len(row) for kind, row in by_kind.items()})
    counts = {kind: f"{len(row):,}" for kind, row in by_kind.items()}
    labels = {kind: f"{ecosystem.kinds[kind].plural} ({count})" for kind, count in counts.items()}
    widths = {  # with room to say that a part of them is lit
        kind: text_width(f"{ecosystem.kinds[kind].plural} ({count} of {count})", bold=True)
        for kind, count in counts.items()
    }
    turn = rim.best_turn({kind: fsum(arc) / 2 for kind, arc in arcs.items()}, widths, RING + RIM)
    arcs = {kind: (start + turn, end + turn) for kind, (start, end) in arcs.items()}
    angles = {kind: fsum(arc) / 2 for kind, arc in arcs.items()}
    each_at = {identifier: angles[kind] for kind, row in by_kind.items() for identifier in row}
    marks = hub.marks(city, each_at, ties(city))
    hues = {kind: ecosystem.kinds[kind].hue for kind in by_kind}
    return Wheel(
        box=rim.box(angles, widths, RING + RIM),
        ring=RING,
        label_ring=RING + RIM,
        hub=HUB,
        spokes=(),
        arcs=tuple(Arc(kind, hues[kind], rim.arc(*arc, RING - ARC)) for kind, arc in arcs.items()),
        curves=(),
        hub_marks=tuple(mark for mark, _ in marks.values()),
        list_x=hub.list_x([mark for mark, _ in marks.values()]),
        groups=tuple(_groups(city, labels, angles)),
        bundles=tuple(_bundles(bundled(city), arcs, {name: at for name, (_, at) in marks.items()}, hues)),
    )


def _shares(counts: Mapping[str, int]) -> Arcs:
    """Each kind's part of the rim: it grows with the square root of how many are of it."""
    shares = {kind: SMALLEST + sqrt(count) for kind, count in counts.items()}
    gap = 2 * pi / 5 / max(len(shares), 5)
    unit = (2 * pi - gap * len(shares)) / max(fsum(shares.values()), 1)
    arcs: Arcs = {}
    at = gap / 2
    for kind, share in shares.items():
        arcs[kind] = (at, at + share * unit)
        at += share * unit + gap
    return arcs


def _groups(city: City, labels: Mapping[str, str], angles: Mapping[str, float]) -> Iterator[KindMark]:
    ecosystem = city.ecosystem
    by_kind = rows(city)
    kind_of = {identifier: kind for kind, row in by_kind.items() for identifier in row}
    links = Counter(
        kind for link in ecosystem.links for kind in {kind_of.get(link.tail), kind_of.get(link.head)}
    )
    largest = max(map(len, by_kind.values()), default=1)
    for kind, row in by_kind.items():
        yield KindMark(
            kind=ecosystem.kinds[kind],
            label=labels[kind],
            count=len(row),
            links=links[kind],
            radius=round(LEAST + (MOST - LEAST) * sqrt(len(row) / largest), 1),
            rotate=rim.upright(angles[kind]),
            flipped=sin(angles[kind]) < 0,
        )


# --- bundles


def ties(city: City) -> list[Link]:
    """The links between what the wheel draws."""
    links = city.ecosystem.links
    return [link for link in links if drawn(city, link.tail) and drawn(city, link.head)]


def bundled(city: City) -> dict[Ends, int]:
    """How many ties join each pair, or one with itself: kinds in the order of the legend, then priorities.

    A kind's key says that it is one, since a priority may have the same id.
    """
    keys = {identifier: key(kind) for kind, row in rows(city).items() for identifier in row}
    keys |= {
        identifier: identifier for identifier in city if identifier not in keys and drawn(city, identifier)
    }
    order = {name: place for place, name in enumerate(dict.fromkeys(keys.values()))}
    places = Counter(tuple(sorted((order[keys[tie.tail]], order[keys[tie.head]]))) for tie in ties(city))
    names = list(order)
    return {(names[one], names[other]): count for (one, other), count in sorted(places.items())}


def key(kind: str) -> str:
    """Return the key of the mark that stands for a kind, which no entry can have as its id."""
    return f"kind {kind}"


def _bundles(
    counts: Mapping[Ends, int], arcs: Arcs, marks: Mapping[str, float], hues: Mapping[str, Hue]
) -> Iterator[Bundle]:
    """A curve for each pair. Along a kind's arc they stand apart, in the order of where they lead."""
    arc_of = {key(kind): arc for kind, arc in arcs.items()}
    hue_of = {key(kind): hue for kind, hue in hues.items()}
    middle = {name: fsum(arc) / 2 for name, arc in arc_of.items()} | dict(marks)
    most = max(counts.values(), default=1)
    width = {ends: THIN + (THICK - THIN) * sqrt((count - 1) / most) for ends, count in counts.items()}
    at = {ends: _stands(ends, arc, middle, width) for ends, arc in arc_of.items()}
    total = Counter[str]()
    for ends, count in counts.items():
        for end in set(ends):
            total[end] += count
    for (one, other), count in counts.items():
        ends = (one, other)
        hue = None
        if one in marks or other in marks:
            mark, end = (one, other) if one in marks else (other, one)
            rim_at, far = (marks[end], HUB + PRIORITY) if end in marks else (at[end][ends][0], END)
            path = spoke_curve(marks[mark], rim_at, far, 0)
        else:
            start, stop = at[one][ends][0], at[other][ends][-1]
            path = rim_curve(start, stop, middle[one], middle[other], END, 0)
            hue = hue_of[min(ends, key=lambda end: (total[end], end))]
        yield Bundle(ends, count, path, round(width[ends], 1), hue)


def _stands(
    end: str, arc: tuple[float, float], middle: Mapping[str, float], width: Mapping[Ends, float]
) -> dict[Ends, list[float]]:
    """Where on its arc a kind's bundles stand: room by width, those that lead clockwise last come first.

    A bundle within the kind stands at both ends of the arc.
    """

    def way(ends: Ends) -> float:
        other = ends[0] if ends[1] == end else ends[1]
        return (middle[other] - middle[end]) % (2 * pi)

    own = sorted((ends for ends in width if end in ends and ends != (end, end)), key=way, reverse=True)
    order = [(end, end), *own, (end, end)] if (end, end) in width else own
    unit = (arc[1] - arc[0]) / max(fsum(width[ends] for ends in order), 1e-9)
    stands: dict[Ends, list[float]] = {}
    at = arc[0]
    for ends in order:
        stands.setdefault(ends, []).append(at + width[ends] * unit / 2)
        at += width[ends] * unit
    return stands
