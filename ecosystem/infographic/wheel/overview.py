"""The wheel as it opens: the ring with the names of its kinds beside it, and of few entries.

A hundred names cannot stand round a wheel that is seen whole on a laptop. So the overview names the kinds,
large enough to read, and of the best connected those for whom there is room; the others come with a choice.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import ceil, cos, degrees, hypot, pi, radians, sin, sqrt
from textwrap import wrap
from typing import NamedTuple

from ecosystem.headlines import BEST
from ecosystem.infographic.wheel.elements import FONT, GEOMETRY, HUB, Label, Overview, Spoke, ring_scale
from ecosystem.infographic.wheel.lettering import text_width
from ecosystem.model import Hue, Kind, Value

SEEN = 700.0  # px: the side of the picture on a laptop that shows all of it; letters are sized for it
LETTERS = 13.0  # px, at that side
RING = float(GEOMETRY["overview"]["all"]) / 2
"""Radius of the ring with its marks, of the side of the picture: it leaves room for lines of 14 letters."""
LETTERS_IN_LINE = (14, 8)  # at most, the first that fits; a longer word is not broken
LEADING = 1.15  # from line to line, of the size of letters
BESIDE = 7.0  # px from the marks to a label
BETWEEN = 10.0  # px between two labels side by side, so that they are not read as one
APART = 3.0  # px between a label and one below it
BASELINE = 0.88  # of a line from its top, of the size of letters
ASIDE, ASIDE_OF_ENTRY = radians(14), radians(18)  # how far from its row or mark a name may stand
FAR_ASIDE = radians(40)  # where nothing nearer is free
FARTHEST = 48  # px that it may stand farther out
HUB_LINES = 6  # of letters that find room in the hub, if any do
FIRST_ENTRIES = 1  # the best connected one chooses its place before the kinds do
MOST_ENTRIES = 16  # that are tried; more names would hide the kinds


_Line = tuple[tuple[float, float], tuple[float, float]]


class _Box(Value, frozen=True):
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "_Box", between: float, apart: float) -> bool:
        return (
            self.left < other.right + between
            and other.left < self.right + between
            and self.top < other.bottom + apart
            and other.top < self.bottom + apart
        )

    def is_within(self, other: "_Box") -> bool:
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )

    def is_crossed(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Return whether a line comes into the box, by a few points of it."""
        points = (
            (start[0] + (end[0] - start[0]) * step / 8, start[1] + (end[1] - start[1]) * step / 8)
            for step in range(9)
        )
        return any(self.left < x < self.right and self.top < y < self.bottom for x, y in points)

    def distance(self) -> float:
        """From the middle of the ring to the nearest point of the box."""
        x = max(self.left, -self.right, 0.0)
        y = max(self.top, -self.bottom, 0.0)
        return hypot(x, y)


def overview(
    box: tuple[float, float, float, float],
    ring: float,
    spokes: Sequence[Spoke],
    kinds: Mapping[str, Kind],
    angles: Mapping[str, float],
) -> Overview:
    """Return the overview of a wheel.

    Args:
        box: The view box of the wheel with all names: left, top, width, height.
        ring: Radius of the ring there.
        spokes: The entities on the ring.
        kinds: The kinds by id.
        angles: The angle of each entity, clockwise from the top.
    """
    left, top, width, height = box
    side = max(width, height)
    places = _Places(_Box(-side / 2, -side / 2, side / 2, side / 2), RING * side, side / SEEN)
    rows: dict[str, list[float]] = {}
    for spoke in spokes:
        rows.setdefault(spoke.kind, []).append(angles[spoke.id])

    def name(spoke: Spoke, aside: float = ASIDE_OF_ENTRY, farthest: int = FARTHEST) -> Label | None:
        row = (angles[spoke.id], angles[spoke.id])
        within = (row[0] - aside, row[1] + aside)
        return places.label(
            spoke.id, spoke.label, kinds[spoke.kind].hue, row, within, most_lines=3, farthest=farthest
        )

    def kind_name(kind: str) -> Label | None:
        """Name a kind beside its row, or aside: beyond the middle of the next row only if it must be."""
        order = list(rows)
        before, after = rows[order[order.index(kind) - 1]], rows[order[(order.index(kind) + 1) % len(order)]]
        row = (rows[kind][0], rows[kind][-1])
        near = (
            row[0] - min(ASIDE, (row[0] - _middle(before)) % (2 * pi)),
            row[1] + min(ASIDE, (_middle(after) - row[1]) % (2 * pi)),
        )
        anywhere = (row[0] - FAR_ASIDE, row[1] + FAR_ASIDE)
        name, hue = kinds[kind].plural, kinds[kind].hue
        for may_cross in (False, True):
            for within, farthest in ((near, FARTHEST), (anywhere, 2 * FARTHEST)):
                label = places.label(kind, name, hue, row, within, farthest=farthest, may_cross=may_cross)
                if label:
                    return label
        return None

    most_connected_first = sorted(spokes, key=lambda spoke: (-spoke.degree, spoke.id))
    shortest_row_first = sorted(rows, key=lambda kind: (len(rows[kind]), -rows[kind][0], kind))
    entries = [name(spoke) for spoke in most_connected_first[:FIRST_ENTRIES]]
    placed = {kind: kind_name(kind) for kind in shortest_row_first}
    # Those that the first headline names may stand farther off, so that they are found on the wheel.
    entries += [name(spoke, FAR_ASIDE, 2 * FARTHEST) for spoke in most_connected_first[FIRST_ENTRIES:BEST]]
    entries += [name(spoke) for spoke in most_connected_first[BEST:MOST_ENTRIES]]
    hub_size = LETTERS * side / SEEN / (2 * RING * ring_scale(box, ring))
    return Overview(
        middle=(left + width / 2, top + height / 2),
        size=places.letters,
        hub_size=round(hub_size, 1) if HUB_LINES * hub_size < 2 * HUB else None,
        kinds=tuple(label for kind in rows if (label := placed[kind])),
        entries=tuple(label for label in entries if label),
    )


class _Places:
    """The room beside the ring, and what stands there already."""

    def __init__(self, room: _Box, outside: float, pixel: float) -> None:
        self.room = room
        self.free = outside + BESIDE * pixel  # radius where labels may begin
        self.pixel = pixel
        self.letters = round(LETTERS * pixel, 1)  # as drawn: a rounded size makes long names longer
        self.taken: list[_Box] = []
        self.pointers: list[_Line] = []

    def label(
        self,
        of: str,
        words: str,
        hue: Hue,
        row: tuple[float, float],
        within: tuple[float, float],
        *,
        most_lines: int = 9,
        farthest: int = FARTHEST,
        may_cross: bool = False,
    ) -> Label | None:
        """Return the label at the best free place, and take that place; None where none is free.

        Args:
            of: The id of what it names.
            words: The name.
            hue: Its colour.
            row: The first and last angle of what it names.
            within: The angles between which it may stand.
            most_lines: Of how many lines it may be.
            farthest: How many pixels farther out it may stand.
            may_cross: Whether the line to its row may cross another label or line, or another line the label.
        """
        wrapped = [
            wrap(words, most, break_long_words=False, break_on_hyphens=False) for most in LETTERS_IN_LINE
        ]
        wrapped = [lines for lines in wrapped if len(lines) <= most_lines]
        sizes = [self._size(lines) for lines in wrapped]
        for move in _moves(row, within, farthest, ways=len(wrapped)):
            box, anchor = _box(move.angle, self.free + move.farther * self.pixel, *sizes[move.way])
            if not self._is_free(box):
                continue
            pointer = self._pointer(move, *row)
            if may_cross or not self._is_crossing(box, pointer):
                self.taken.append(box)
                self.pointers += [pointer] if pointer else []
                return self._label(of, wrapped[move.way], hue, box, anchor, pointer)
        return None

    def _label(
        self, of: str, lines: list[str], hue: Hue, box: _Box, anchor: str, pointer: "_Line | None"
    ) -> Label:
        edge = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}
        baselines = (box.top + (place * LEADING + BASELINE) * self.letters for place in range(len(lines)))
        return Label(
            of=of,
            lines=tuple((line, round(y, 1)) for line, y in zip(lines, baselines, strict=True)),
            x=round(edge[anchor], 1),
            anchor=anchor,
            hue=hue,
            pointer=pointer and "M{:.1f} {:.1f}L{:.1f} {:.1f}".format(*pointer[0], *pointer[1]),
        )

    def _size(self, lines: Sequence[str]) -> tuple[float, float]:
        width = max(text_width(line, bold=True) for line in lines)
        return width * self.letters / FONT, len(lines) * LEADING * self.letters

    def _is_free(self, box: _Box) -> bool:
        is_outside = box.distance() >= self.free - 1e-6 and box.is_within(self.room)
        between, apart = BETWEEN * self.pixel, APART * self.pixel
        return is_outside and not any(box.overlaps(other, between, apart) for other in self.taken)

    def _is_crossing(self, box: _Box, pointer: "_Line | None") -> bool:
        is_crossed = any(box.is_crossed(*other) for other in self.pointers)
        if is_crossed or pointer is None:
            return is_crossed
        return any(other.is_crossed(*pointer) for other in self.taken) or any(
            _are_crossing(pointer, other) for other in self.pointers
        )

    def _pointer(self, move: "_Move", first: float, last: float) -> "_Line | None":
        """Return a thin line to a label that does not stand beside its row."""
        nearest = min(max(move.angle, first), last)
        if nearest == move.angle and not move.farther:
            return None
        start, end = self.free - 0.6 * BESIDE * self.pixel, self.free + (move.farther - 2) * self.pixel
        return _point(nearest, start), _point(move.angle, end)


class _Move(NamedTuple):
    """A place to try: its angle, how many pixels farther out, and which way of breaking the lines."""

    angle: float
    farther: int
    way: int


def _moves(
    row: tuple[float, float], within: tuple[float, float], farthest: int, *, ways: int
) -> Iterator[_Move]:
    """Yield the places beside a row, then those aside of it, the best first."""
    middle, half = (row[0] + row[1]) / 2, degrees(row[1] - row[0]) / 2
    turns = range(2 * ceil(degrees(within[0] - middle) / 2), int(degrees(within[1] - middle)) + 1, 2)

    moves = (
        (4 * max(0.0, abs(turn) - half) + 0.3 * abs(turn) + farther + 4 * way, turn, farther, way)
        for turn, farther, way in product(turns, range(0, farthest, 8), range(ways))
    )
    for _cost, turn, farther, way in sorted(moves):
        yield _Move(middle + radians(turn), farther, way)


def _are_crossing(one: _Line, other: _Line) -> bool:
    """Return whether the ends of each line are on both sides of the other."""

    def side(line: _Line, point: tuple[float, float]) -> float:
        (x, y), (to_x, to_y) = line
        return (to_x - x) * (point[1] - y) - (to_y - y) * (point[0] - x)

    return all(
        side(line, start) * side(line, end) <= 0 for line, (start, end) in ((one, other), (other, one))
    )


def _middle(row: Sequence[float]) -> float:
    return (row[0] + row[-1]) / 2


def _box(angle: float, distance: float, width: float, height: float) -> tuple[_Box, str]:
    """Return the box of words that touch a circle from outside, and the edge at which its lines begin."""
    across, down = sin(angle), -cos(angle)
    anchor = "start" if across > 0.3 else "end" if across < -0.3 else "middle"
    side = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    beside = width / 2 if anchor == "middle" else 0.0
    reach = _reach(abs(across), abs(down), beside, height * (1 - abs(down)) / 2, distance)
    left = reach * across - side * width
    top = reach * down - height * (1 - down) / 2
    return _Box(left, top, left + width, top + height), anchor


def _reach(across: float, down: float, beside: float, above: float, distance: float) -> float:
    """Return how far from the middle words stand of which no point is nearer than a distance.

    Their nearest point is nearer than where they stand by `beside` across and by `above` down, but not beyond
    the axis.
    """
    if (distance + above) * across <= beside * down:  # the axis runs through their lower or upper edge
        return (distance + above) / down
    if (distance + beside) * down <= above * across:  # or through a side
        return (distance + beside) / across
    middle = across * beside + down * above  # else a corner is nearest
    return middle + sqrt(max(0.0, middle**2 - beside**2 - above**2 + distance**2))


def _point(angle: float, radius: float) -> tuple[float, float]:
    return radius * sin(angle), -radius * cos(angle)
