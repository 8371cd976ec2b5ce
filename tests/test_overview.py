"""The wheel as it opens: kinds that are named beside their rows, and names that stand in nothing's way."""

from itertools import combinations
from math import atan2, hypot, pi

import pytest
from hypothesis import given, settings, strategies as st

from ecosystem.city import City
from ecosystem.infographic import wheel
from ecosystem.infographic.wheel import Wheel
from ecosystem.infographic.wheel.elements import GEOMETRY, Label, Overview
from ecosystem.infographic.wheel.overview import BESIDE, LEADING, LETTERS, SEEN, _Box, _Places
from ecosystem.model import ENTITY_SECTIONS, Hue
from tests import large, strategies
from tests.strategies import examples

Box = tuple[float, float, float, float]


def overview_of(drawn: Wheel) -> Overview:
    assert drawn.overview
    return drawn.overview


def box_of(label: Label, size: float) -> Box:
    """The box of a label about the middle of the wheel: left, top, right, bottom."""
    width = max(wheel.text_width(line, bold=True) for line, _ in label.lines) * size / wheel.FONT
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    top = label.lines[0][1] - 0.88 * size
    return left, top, left + width, top + len(label.lines) * LEADING * size


def assert_labels_stand_free(drawn: Wheel) -> None:
    overview = overview_of(drawn)
    side = max(drawn.box[2:])
    ring = float(GEOMETRY["overview"]["all"]) / 2 * side
    labels = [*overview.kinds, *overview.entries]
    boxes = [(label.of, box_of(label, overview.size)) for label in labels]
    for (one, (left, top, right, bottom)), (other, box) in combinations(boxes, 2):
        apart = right <= box[0] or box[2] <= left or bottom <= box[1] or box[3] <= top
        assert apart, f"{one} and {other} overlap"
    for of, (left, top, right, bottom) in boxes:
        assert max(-left, -top, right, bottom) <= side / 2 + 0.2, f"{of} is cut"
        nearest = hypot(max(left, -right, 0), max(top, -bottom, 0))
        assert nearest >= ring, f"{of} stands on the ring"


def test_every_kind_of_bristol_is_named_and_no_label_is_in_the_way(bristol: City) -> None:
    drawn = wheel.draw(bristol)
    assert [label.of for label in overview_of(drawn).kinds] == [arc.kind for arc in drawn.arcs]
    assert_labels_stand_free(drawn)


def test_the_best_connected_are_named_where_there_is_room(bristol: City, small_city: City) -> None:
    drawn = wheel.draw(bristol)
    named = {label.of for label in overview_of(drawn).entries}
    assert {"reslg", "bcc", "core", "bswn"} <= named  # the four of the first headline
    assert 5 <= len(named) <= 16
    small = wheel.draw(small_city)
    assert {label.of for label in overview_of(small).entries} == {spoke.id for spoke in small.spokes}


def test_no_line_to_a_name_of_bristol_crosses_another(bristol: City) -> None:
    overview = overview_of(wheel.draw(bristol))
    lines = [label.pointer for label in (*overview.kinds, *overview.entries) if label.pointer]
    points = [[complex(*map(float, point.split())) for point in line[1:].split("L")] for line in lines]
    assert len(points) > 5
    for (start, end), (other_start, other_end) in combinations(points, 2):
        halves = [
            ((end - start) * (point - start).conjugate()).imag for point in (other_start, other_end)
        ] + [((other_end - other_start) * (point - other_start).conjugate()).imag for point in (start, end)]
        assert halves[0] * halves[1] > 0 or halves[2] * halves[3] > 0


def test_letters_are_large_enough_on_a_laptop(bristol: City) -> None:
    drawn = wheel.draw(bristol)
    assert overview_of(drawn).size * SEEN / max(drawn.box[2:]) == pytest.approx(LETTERS, abs=0.1)


def test_a_kind_is_named_beside_its_row_or_points_to_it(bristol: City) -> None:
    drawn = wheel.draw(bristol)
    for label in overview_of(drawn).kinds:
        row = [atan2(spoke.x, -spoke.y) for spoke in drawn.spokes if spoke.kind == label.of]
        left, top, right, bottom = box_of(label, overview_of(drawn).size)
        middle = atan2((left + right) / 2, -(top + bottom) / 2)
        away = min(abs((angle - middle + pi) % (2 * pi) - pi) for angle in row)
        assert label.pointer or away < 0.35, label.of


@settings(max_examples=examples(25), deadline=None)
@given(strategies.documents(links=10), st.data())
def test_no_label_is_in_the_way_however_long_names_are(
    document: strategies.Document, data: st.DataObject
) -> None:
    letters = st.text(st.sampled_from("iWm M漢éا"), min_size=1, max_size=30)
    for section in ENTITY_SECTIONS:
        for entry in document[section.value].values():
            entry["name"] = f"n{data.draw(letters)}n"
    drawn = wheel.draw(strategies.city(document))
    if drawn.spokes:
        assert_labels_stand_free(drawn)


@pytest.mark.parametrize("side", [510, 606, 719])
def test_a_name_is_placed_in_the_size_in_which_it_is_drawn(side: int) -> None:
    """The size is rounded up, which makes the name longer than a room that it would just fit."""
    pixel, name = side / SEEN, "m" * 14
    size = round(LETTERS * pixel, 1)
    exact = wheel.text_width(name, bold=True) * LETTERS * pixel / wheel.FONT
    right = (100 + BESIDE) * pixel + exact + 0.01
    for room, fits in ((right, False), (right + 1, True)):
        places = _Places(_Box(-right, -right, room, right), 100 * pixel, pixel)
        label = places.label("a", name, Hue.BLUE, (pi / 2, pi / 2), (pi / 2, pi / 2))
        assert bool(label) == fits
        assert not label or box_of(label, size)[2] <= room + 0.06


def test_a_city_of_six_hundred_has_its_kinds_named() -> None:
    drawn = wheel.draw(City.parse(large.text(560, 900)))
    assert len(overview_of(drawn).kinds) == len(drawn.arcs)
    assert_labels_stand_free(drawn)
