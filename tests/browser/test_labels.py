"""The words of the wheel as the browser drew them: whole, apart from each other, and large enough."""

from dataclasses import dataclass
from itertools import combinations, pairwise
from math import hypot
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.built_pages import BuiltPage
from tests.browser.visits import visit

Point = tuple[float, float]

# The browser's own boxes, turned as the words are turned, in pixels of the screen.
MEASURE = """() => {
  const wheel = document.getElementById("wheel");
  const corners = (element) => {
    const { x, y, width, height } = element.getBBox();
    const matrix = element.getScreenCTM();
    return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]].map(([x, y]) => {
      const point = new DOMPoint(x, y).matrixTransform(matrix);
      return [point.x, point.y];
    });
  };
  const circle = (element) => {
    const { left, top, width } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + width / 2, radius: width / 2 };
  };
  const words = (selector) => [...wheel.querySelectorAll(selector)].map((element) => {
    const { a, b } = element.getScreenCTM();
    return {
      text: element.textContent,
      corners: corners(element),
      size: parseFloat(getComputedStyle(element).fontSize) * Math.hypot(a, b),
    };
  });
  const { left, top, right, bottom } = wheel.getBoundingClientRect();
  return {
    box: [left, top, right, bottom],
    labels: words(".spoke text"),
    lines: words(".priority .line, .hub-title"),
    numbers: words(".priority .number"),
    hub: circle(wheel.querySelector(".hub")),
    marks: [...wheel.querySelectorAll(".priority circle")].map(circle),
  };
}"""


@dataclass(frozen=True)
class Words:
    """A text and the four corners of its box."""

    text: str
    corners: tuple[Point, ...]
    size: float


@dataclass(frozen=True)
class Circle:
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Drawing:
    box: tuple[float, float, float, float]
    labels: list[Words]
    lines: list[Words]
    numbers: list[Words]
    hub: Circle
    marks: list[Circle]


@pytest.fixture(scope="module", params=[1440, 1280])
def drawing(request: pytest.FixtureRequest, browser: Browser, built: BuiltPage) -> Drawing:
    with visit(browser, built.file.as_uri(), width=request.param) as page:
        page.locator("#all-names").click()
        return measured(page)


def measured(page: Page) -> Drawing:
    read = page.evaluate(MEASURE)

    def words(found: list[dict[str, Any]]) -> list[Words]:
        return [Words(each["text"], tuple(map(tuple, each["corners"])), each["size"]) for each in found]

    return Drawing(
        box=tuple(read["box"]),
        labels=words(read["labels"]),
        lines=words(read["lines"]),
        numbers=words(read["numbers"]),
        hub=Circle(**read["hub"]),
        marks=[Circle(**each) for each in read["marks"]],
    )


def test_the_wheel_has_every_label_whole(drawing: Drawing, built: BuiltPage) -> None:
    assert sorted(each.text for each in drawing.labels) == sorted(each.label for each in built.entities)
    assert [each.text for each in drawing.lines[1:]] == [
        f"{each.number} {each.label}" for each in sorted(built.chosen, key=lambda each: each.number)
    ]


def test_no_two_labels_overlap(drawing: Drawing) -> None:
    pairs = combinations(drawing.labels + drawing.lines, 2)
    assert [(one.text, other.text) for one, other in pairs if overlap(one.corners, other.corners)] == []


def test_no_label_is_cut(drawing: Drawing) -> None:
    left, top, right, bottom = drawing.box
    cut = [
        each.text
        for each in drawing.labels + drawing.lines
        if not all(left <= x <= right and top <= y <= bottom for x, y in each.corners)
    ]
    assert cut == []


def test_all_words_are_large_enough_to_read(drawing: Drawing) -> None:
    small = {each.text: each.size for each in drawing.labels + drawing.lines + drawing.numbers}
    assert {text: size for text, size in small.items() if size < 11} == {}


def test_the_list_of_priorities_stays_within_the_hub_and_off_its_marks(drawing: Drawing) -> None:
    hub = drawing.hub
    outside = [
        each.text
        for each in drawing.lines
        if any(hypot(x - hub.x, y - hub.y) > hub.radius for x, y in each.corners)
    ]
    assert outside == []
    assert [
        each.text for each in drawing.lines for mark in drawing.marks if touches(mark, each.corners)
    ] == []


def test_the_marks_of_the_priorities_do_not_overlap(drawing: Drawing) -> None:
    for one, other in combinations(drawing.marks, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius


def test_every_number_stands_within_its_mark(drawing: Drawing) -> None:
    for number, mark in zip(drawing.numbers, drawing.marks, strict=True):
        width = hypot(
            number.corners[1][0] - number.corners[0][0], number.corners[1][1] - number.corners[0][1]
        )
        assert width < 2 * mark.radius


def overlap(one: tuple[Point, ...], other: tuple[Point, ...]) -> bool:
    """Whether two turned boxes share more than a tenth of a pixel: no line separates them."""
    for box in (one, other):
        for (x, y), (next_x, next_y) in pairwise(box[:3]):
            length = hypot(next_x - x, next_y - y)
            along = ((next_x - x) / length, (next_y - y) / length)
            first, second = shadow(one, along), shadow(other, along)
            if first[1] <= second[0] + 0.1 or second[1] <= first[0] + 0.1:
                return False
    return True


def shadow(box: tuple[Point, ...], along: Point) -> tuple[float, float]:
    places = [x * along[0] + y * along[1] for x, y in box]
    return min(places), max(places)


def touches(circle: Circle, box: tuple[Point, ...]) -> bool:
    """Whether a circle reaches into a box that stands upright."""
    xs, ys = [x for x, _ in box], [y for _, y in box]
    x = min(max(circle.x, min(xs)), max(xs))
    y = min(max(circle.y, min(ys)), max(ys))
    return hypot(circle.x - x, circle.y - y) < circle.radius


@pytest.mark.parametrize(
    ("shift", "expected"), [((0.0, 0.0), True), ((9.0, 0.0), True), ((10.0, 0.0), False), ((0.0, 3.0), False)]
)
def test_boxes_that_overlap_are_found(shift: Point, expected: bool) -> None:
    """The measure itself, on two boxes of 10 by 3, turned by 45 degrees."""
    half = 0.5**0.5

    def turned(x: float, y: float) -> Point:
        return (x - y) * half, (x + y) * half

    box = [(0.0, 0.0), (10.0, 0.0), (10.0, 3.0), (0.0, 3.0)]
    one = tuple(turned(x, y) for x, y in box)
    other = tuple(turned(x + shift[0], y + shift[1]) for x, y in box)
    assert overlap(one, other) is expected
