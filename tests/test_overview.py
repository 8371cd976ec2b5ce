"""The wheel as it opens: kinds that are named beside their rows, and names that stand in nothing's way."""

from itertools import combinations
from math import atan2, hypot, pi

import pytest
from hypothesis import given, settings, strategies as st

from ecosystem.city import City
from ecosystem.infographic import wheel
from ecosystem.infographic.wheel import Wheel
from ecosystem.infographic.wheel.elements import GEOMETRY, Label, Overview
from ecosystem.infographic.wheel.overview import LEADING, LETTERS, SEEN
from ecosystem.model import ENTITY_SECTIONS
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
    assert 5 <= len(overview_of(wheel.draw(bristol)).entries) <= 24
    small = wheel.draw(small_city)
    assert {label.of for label in overview_of(small).entries} == {spoke.id for spoke in small.spokes}


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


def test_a_city_of_six_hundred_has_its_kinds_named() -> None:
    drawn = wheel.draw(City.parse(large.text(560, 900)))
    assert len(overview_of(drawn).kinds) == len(drawn.arcs)
    assert_labels_stand_free(drawn)
