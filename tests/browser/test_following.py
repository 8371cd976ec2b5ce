"""An answer drawn to be followed: straight, apart from other marks, and crossing no more than it must."""

import json
from itertools import combinations, pairwise
from math import atan2, hypot, pi
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ecosystem.city import City
from ecosystem.infographic import wheel
from tests import large
from tests.browser.built_pages import BuiltPage, settle
from tests.browser.visits import visit
from tests.strategies import examples

Point = tuple[float, float]

ROOM = 6.0  # px that a line keeps from the edge of a mark it does not join
OWN = 16.0  # px from its own ends where it need not
DRAWN = 0.6  # px that rounding and the few points of a curve may cost

# Every line of an answer as the browser draws it, with the quiet curve it stands for, in pixels.
LINES = """([ARC, shown]) => {
  const points = (path) => {
    const matrix = path.getScreenCTM();
    const length = path.getTotalLength();
    return Array.from({ length: 41 }, (_, index) => {
      const { x, y } = path.getPointAtLength((length * index) / 40).matrixTransform(matrix);
      return [x, y];
    });
  };
  const marks = [...document.querySelectorAll("#wheel .spoke use")].map((use) => {
    const matrix = use.getScreenCTM();
    return [matrix.e, matrix.f, 10 * Math.hypot(matrix.a, matrix.b)];
  });
  for (const circle of document.querySelectorAll(`#wheel .priority.lit:not([data-n="${shown}"]) circle`)) {
    const matrix = circle.getScreenCTM();
    const { x, y } = new DOMPoint(circle.cx.baseVal.value, circle.cy.baseVal.value).matrixTransform(matrix);
    if (circle.checkVisibility()) marks.push([x, y, circle.r.baseVal.value * matrix.a]);
  }
  const arc = ARC * document.getElementById("picture").getScreenCTM().a;
  return {
    arc,
    marks,
    lines: [...document.querySelectorAll("#answer-lines [data-line]")].map((path) => {
      const curve = document.querySelector(`#wheel .curves [data-l="${path.dataset.line}"]`);
      return { straight: points(path), curve: points(curve) };
    }),
  };
}"""


def drawn(page: Page, identifier: str) -> dict[str, Any]:
    page.evaluate("(id) => page.show(page.of(id))", identifier)
    found: dict[str, Any] = page.evaluate(LINES, [wheel.ARC, identifier])
    return found


def turning(points: list[Point]) -> float:
    """The sum of the angles by which a line turns on its way."""
    ways = [atan2(y1 - y0, x1 - x0) for (x0, y0), (x1, y1) in pairwise(points)]
    return sum(abs((b - a + pi) % (2 * pi) - pi) for a, b in pairwise(ways))


def crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def crossings(one: list[Point], other: list[Point]) -> int:
    return sum(crosses(a, b, c, d) for a, b in pairwise(one) for c, d in pairwise(other))


def is_at(one: Point, other: Point) -> bool:
    return hypot(one[0] - other[0], one[1] - other[1]) < 3


def away_from(end: Point, points: list[Point]) -> list[Point]:
    """The points of a line but those next to an end that it shares."""
    return [(x, y) for x, y in points if hypot(x - end[0], y - end[1]) > OWN]


def check(page: Page, identifiers: list[str]) -> tuple[float, float]:
    """Check the lines of every answer, and return how far they and their curves turn altogether."""
    straight = curved = 0.0
    for identifier in identifiers:
        found = drawn(page, identifier)
        lines = [line["straight"] for line in found["lines"]]
        straight += sum(map(turning, lines))
        curved += sum(turning(line["curve"]) for line in found["lines"])
        for points in lines:
            for x, y, radius in found["marks"]:
                if min(hypot(x - e[0], y - e[1]) for e in (points[0], points[-1])) < 1.1 * found["arc"]:
                    continue  # its own ends, which lie on the arc before their marks
                inside = [
                    point
                    for point in points
                    if min(hypot(point[0] - e[0], point[1] - e[1]) for e in (points[0], points[-1])) > OWN
                ]
                near = min((hypot(px - x, py - y) for px, py in inside), default=99.0) - radius
                assert near >= ROOM - DRAWN, f"{identifier}: a line comes within {near:.1f} px of a mark"
        tangled = 0
        for one, other in combinations(lines, 2):
            ends = [p for p in (one[0], one[-1]) for q in (other[0], other[-1]) if is_at(p, q)]
            if not ends:
                allowed = int(crosses(one[0], one[-1], other[0], other[-1]))
                assert crossings(one, other) <= allowed, f"{identifier}: two lines cross more than they must"
            elif len(ends) == 1:  # several links of the same two lie beside each other
                tangled += crossings(away_from(ends[0], one), away_from(ends[0], other))
        assert not tangled, f"{identifier}: lines that share an end cross {tangled} times away from it"
    return straight, curved


def busiest(built: BuiltPage, count: int) -> list[str]:
    entities = sorted(built.entities, key=lambda entity: (-built.city.degree(entity.id), entity.id))
    return [entity.id for entity in entities[:count]]


def test_the_answers_of_bristol_turn_half_as_much_as_the_curves(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=1440) as page:
        chosen = [priority.id for priority in bristol_page.chosen]
        straight, curved = check(page, [*chosen, *busiest(bristol_page, 12)])
    assert 0 < straight <= curved / 2


@pytest.mark.parametrize("seed", range(examples(4)))
def test_the_answers_of_made_up_cities_do_too(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    city = City.parse(large.text(40 + 15 * seed, 90 + 40 * seed, seed=seed))
    built = settle(city, tmp_path_factory.mktemp("made-up"))
    with visit(browser, built.file.as_uri(), width=1440) as page:
        straight, curved = check(page, busiest(built, 6))
    assert 0 < straight <= curved / 2, json.dumps([straight, curved])
