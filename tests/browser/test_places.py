"""Where the marks of the wheel are seen: computed by the library, drawn by two browsers."""

from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import Any

import pytest

from ecosystem.infographic import wheel
from ecosystem.infographic.wheel import RIM, Spoke, Wheel
from tests.browser.built_pages import BuiltPage
from tests.browser.readers import Reader

NEAR = 1.0  # px that a mark may stand beside its place
ROW = 25.5  # px from name to name in the list of a kind, as in parts/fan.js
NEARER = 10  # units that the names move to the smaller marks there, as in parts/fan.css

# A place by the transforms of a shape, which must agree with the middle of its box. Some browsers have no
# true box of a turned shape that does not look the same upside down, such as a triangle.
MARKS = """() => {
  const middle = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  };
  const placed = (element) => {
    const { x, y } = new DOMPoint().matrixTransform(element.getScreenCTM());
    return [x, y];
  };
  const isShown = (element) => element.getClientRects().length > 0;
  const marks = [...document.querySelectorAll("#wheel [data-n]")].filter(isShown).map((mark) => {
    const symbol = mark.querySelector("use, circle");
    const { x, y, width, height } = symbol.getBBox();
    const isEven = Math.hypot(x + width / 2, y + height / 2) < 0.1;
    const place = symbol.matches("use") ? placed(symbol) : middle(symbol);
    const text = mark.querySelector("text");
    const long = text.getComputedTextLength();
    const box = isEven ? middle(symbol) : place;
    return [mark.dataset.n, { place, box, text: middle(text), long }];
  });
  const { left, top, width, height } = document.getElementById("stage").getBoundingClientRect();
  return { hub: middle(document.querySelector(".hub")), marks, stage: [left, top, width, height] };
}"""

ENDS = """() => [...document.querySelectorAll("#wheel .curves path")].map((path) => {
  const end = (at) => {
    const { x, y } = path.getPointAtLength(at).matrixTransform(path.getScreenCTM());
    return [x, y];
  };
  return [Number(path.dataset.l), end(0), end(path.getTotalLength())];
})"""

Place = tuple[float, float]


class Seen:
    """The marks as the browser shows them."""

    def __init__(self, reader: Reader) -> None:
        found = reader.evaluate(MARKS)
        self.hub: Place = tuple(found["hub"])
        self.left, self.top, self.width, self.height = found["stage"]
        self.marks: dict[str, dict[str, Any]] = dict(found["marks"])
        for identifier, mark in self.marks.items():
            assert far(mark["place"], mark["box"]) <= NEAR, identifier

    def place(self, identifier: str) -> Place:
        x, y = self.marks[identifier]["place"]
        return x, y


def far(one: Place, other: Place) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def angle(spoke: Spoke) -> float:
    """In which direction a spoke points, clockwise from the right."""
    return (spoke.rotate + (180 if spoke.flipped else 0)) * pi / 180


@pytest.fixture(params=[375, 320])
def narrow(request: pytest.FixtureRequest, reader: Reader, built: BuiltPage) -> Reader:
    reader.viewport(request.param, 740)
    reader.open(built.file.as_uri())
    return reader


@pytest.fixture
def drawing(built: BuiltPage) -> Wheel:
    return wheel.draw(built.city)


def test_on_a_narrow_screen_the_ring_fills_the_width_and_each_mark_stands_at_its_angle(
    narrow: Reader, drawing: Wheel
) -> None:
    seen = Seen(narrow)
    assert far(seen.hub, (seen.left + seen.width / 2, seen.top + seen.height / 2)) <= NEAR
    unit = seen.width / 2 / (1.02 * drawing.ring + 15)
    assert 0.85 * seen.width <= 2 * drawing.ring * unit <= seen.width
    for spoke in drawing.spokes:
        expected = seen.hub[0] + unit * spoke.x, seen.hub[1] + unit * spoke.y
        assert far(seen.place(spoke.id), expected) <= NEAR, spoke.id
    for mark in drawing.hub_marks:
        expected = seen.hub[0] + unit * mark.x, seen.hub[1] + unit * mark.y
        assert far(seen.place(mark.priority.id), expected) <= NEAR, mark.priority.id


def test_on_a_narrow_screen_each_curve_ends_between_its_mark_and_the_centre(
    narrow: Reader, built: BuiltPage, drawing: Wheel
) -> None:
    seen = Seen(narrow)

    hub_marks = {mark.priority.id for mark in drawing.hub_marks}  # where their curves begin

    def beside(end: Place, identifier: str) -> float:
        """How far a curve's end is from the line between its mark and the centre."""
        mark = seen.place(identifier)
        along = mark[0] - seen.hub[0], mark[1] - seen.hub[1]
        out = end[0] - seen.hub[0], end[1] - seen.hub[1]
        assert along[0] * out[0] + along[1] * out[1] > 0
        return abs(along[0] * out[1] - along[1] * out[0]) / hypot(*along)

    ends = narrow.evaluate(ENDS)
    assert len(ends) == len(drawing.curves) > 0
    for number, start, end in ends:
        link = built.ecosystem.links[number - 1]
        first, last = (link.head, link.tail) if link.head in hub_marks else (link.tail, link.head)
        assert max(beside(start, first), beside(end, last)) <= NEAR, link.id


def test_the_list_of_each_kind_names_all_of_it_and_each_mark_stands_in_the_row_of_its_name(
    narrow: Reader, built: BuiltPage, drawing: Wheel
) -> None:
    by_kind: dict[str, list[Spoke]] = {}
    for spoke in drawing.spokes:
        by_kind.setdefault(spoke.kind, []).append(spoke)
    for row in by_kind.values():
        narrow.click('[data-fan="1"]')
        seen = Seen(narrow)
        assert list(seen.marks) == [spoke.id for spoke in row]
        angles = [angle(spoke) for spoke in row]
        turns = [(after - before) % (2 * pi) for before, after in pairwise(angles)]
        unit = ROW / drawing.label_ring / min(turns, default=pi / 60)
        # the middle row is level
        directions = [sum(turns[:place]) - sum(turns) / 2 for place in range(len(row))]
        places = [seen.place(spoke.id) for spoke in row]
        edges = []
        for spoke, direction, (x, y) in zip(row, directions, places, strict=True):
            mark = seen.marks[spoke.id]
            across = drawing.ring * unit * (cos(direction) - cos(directions[0]))
            down = drawing.ring * unit * (sin(direction) - sin(directions[0]))
            assert far((x, y), (places[0][0] + across, places[0][1] + down)) <= NEAR, spoke.id
            to_name = unit * (RIM - NEARER + mark["long"] / 2)
            name = x + to_name * cos(direction), y + to_name * sin(direction)
            assert far(mark["text"], name) <= ROW / 8, spoke.id  # each font has its own middle of a line
            assert seen.left <= x < mark["text"][0] < seen.left + seen.width, spoke.id
            assert seen.top <= y <= seen.top + seen.height, spoke.id
            # Of a tilted name, the end is as far from its middle as the mark.
            edges += [y, 2 * mark["text"][1] - y]
        assert seen.height <= max(edges) - min(edges) + 2 * ROW, "the list is no higher than its names"
