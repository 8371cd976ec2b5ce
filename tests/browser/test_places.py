"""Where the marks of the wheel are seen: computed by the library, drawn by three browsers."""

from math import hypot, pi
from typing import Any

import pytest

from ecosystem.infographic import wheel
from ecosystem.infographic.wheel import Spoke, Wheel
from tests.browser.built_pages import BuiltPage
from tests.browser.readers import Reader
from tests.everywhere import also

NEAR = 1.0  # px that a mark may stand beside its place

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


@pytest.fixture(params=[375, *also(320)])
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


def test_on_a_narrow_screen_each_curve_ends_between_its_mark_and_the_centre(
    narrow: Reader, built: BuiltPage, drawing: Wheel
) -> None:
    seen = Seen(narrow)

    hub_marks = {mark.priority.id for mark in drawing.hub_marks}  # which stand below, as a list

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
        apart = [beside(at, mark) for at, mark in ((start, first), (end, last)) if mark not in hub_marks]
        assert max(apart, default=0) <= NEAR, link.id


IN_THE_HUB = """() => {
  const box = document.querySelector(".hub").getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const words = document.getElementById("hub-words");
  const lines = [...words.querySelectorAll("tspan")].flatMap((line) => [...line.getClientRects()]);
  const corners = lines.flatMap(({ left, right, top, bottom }) =>
    [left, right].flatMap((side) => [[side, top], [side, bottom]]));
  return {
    words: words.textContent,
    size: parseFloat(getComputedStyle(words).fontSize) * words.getScreenCTM().a,
    out: Math.max(...corners.map((corner) => Math.hypot(corner[0] - x, corner[1] - y))) - box.width / 2,
  };
}"""


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_narrow_screen_the_middle_of_the_wheel_names_the_plan_and_its_priorities(
    reader: Reader, bristol_page: BuiltPage, width: int
) -> None:
    reader.viewport(width, 740)
    reader.open(bristol_page.file.as_uri())
    found = reader.evaluate(IN_THE_HUB)
    assert found["words"] == "Annual workplan 2021/228 priorities"  # in three lines
    assert found["size"] >= width / 32
    assert found["out"] <= 0
