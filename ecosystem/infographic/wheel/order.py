"""Who stands beside whom on the rim: kinds in the order of the legend, and within them few crossings."""

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from itertools import chain
from math import fsum, pi

from ecosystem.city import City
from ecosystem.infographic.wheel.rim import places
from ecosystem.model import ENTITY_SECTIONS, Entity, Link, Priority

SWEEPS = 12


def entity(city: City, identifier: str) -> Entity:
    """Return an entry that is known to be an organisation, an event or an output."""
    value = city.value(identifier)
    assert isinstance(value, Entity)
    return value


def drawn(city: City, identifier: str) -> bool:
    """Return whether the wheel has a mark for an entry: an entity, or a priority of the chosen plan."""
    value = city.value(identifier)
    if isinstance(value, Priority):
        return value.plan == city.ecosystem.about.plan
    return isinstance(value, Entity)


def rows(city: City) -> dict[str, list[str]]:
    """The entities of each kind that has any, in the order of the legend, by name."""
    ecosystem = city.ecosystem
    by_kind: dict[str, list[str]] = {kind: [] for kind in ecosystem.kinds}
    for section in ENTITY_SECTIONS:
        for identifier in ecosystem.section(section):
            by_kind[entity(city, identifier).kind].append(identifier)
    ordered = {
        kind: sorted(row, key=lambda identifier: (entity(city, identifier).label.casefold(), identifier))
        for kind, row in by_kind.items()
    }
    return {kind: row for kind, row in ordered.items() if row}


def untangled(
    rows: dict[str, list[str]], ties: Sequence[Link], radii: Mapping[str, float]
) -> dict[str, list[str]]:
    """The rows re-ordered by a barycentre sweep, keeping the order with the fewest crossings."""
    neighbours: dict[str, list[str]] = {identifier: [] for row in rows.values() for identifier in row}
    for tie in ties:
        if tie.tail in neighbours and tie.head in neighbours:
            neighbours[tie.tail].append(tie.head)
            neighbours[tie.head].append(tie.tail)
    best, fewest = rows, crossings(rows, neighbours)
    for _ in range(SWEEPS):
        angles, _ = places(rows, radii)
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
        return fsum((angles[other] - centre) % (2 * pi) for other in others) / len(others)

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
