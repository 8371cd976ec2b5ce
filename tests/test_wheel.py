"""The wheel: names that never overlap, marks that stand apart, and the same places for the same city."""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from math import asin, cos, fsum, hypot, pi, radians, sin
from random import Random
from statistics import median

import pytest
from hypothesis import given, settings, strategies as st

from ecosystem.city import City
from ecosystem.infographic import wheel
from ecosystem.infographic.wheel import Spoke, Wheel
from ecosystem.model import ENTITY_SECTIONS, Entity, Priority
from tests import strategies, tangles
from tests.cities import SMALL
from tests.fixture import BRISTOL
from tests.strategies import examples

Point = tuple[float, float]

TALL = 1.17 * wheel.FONT  # of the tallest common fonts
ROUNDED = 0.35  # what rounding places to a tenth and angles to a tenth of a degree may move a corner


# Names


def corners(spoke: Spoke) -> list[Point]:
    """The box of a label: it runs from its anchor along its angle, or ends there when it is flipped."""
    width = wheel.text_width(spoke.label, bold=spoke.bold)
    angle = radians(spoke.rotate)
    start, end = (-width, 0.0) if spoke.flipped else (0.0, width)
    half = TALL / 2
    return [
        (
            spoke.label_x + along * cos(angle) - across * sin(angle),
            spoke.label_y + along * sin(angle) + across * cos(angle),
        )
        for along, across in ((start, -half), (end, -half), (end, half), (start, half))
    ]


def overlap(one: Sequence[Point], other: Sequence[Point]) -> float:
    """How deep two boxes stand in each other, by the axis that parts them best; 0 or less when apart."""
    depths = []
    for box in (one, other):
        for (x0, y0), (x1, y1) in pairwise(box[:3]):
            length = hypot(x1 - x0, y1 - y0)
            axis = ((y0 - y1) / length, (x1 - x0) / length)
            spans = [[x * axis[0] + y * axis[1] for x, y in each] for each in (one, other)]
            depths.append(min(max(spans[0]) - min(spans[1]), max(spans[1]) - min(spans[0])))
    return min(depths)


def test_boxes_that_stand_in_each_other_are_told_from_those_that_do_not() -> None:
    square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]
    diamond = [(3.0, 0.0), (5.0, 2.0), (3.0, 4.0), (1.0, 2.0)]
    assert overlap(square, [(x + 1, y + 1) for x, y in square]) == pytest.approx(1)
    assert overlap(square, [(x + 3, y) for x, y in square]) == pytest.approx(-1)
    assert overlap(square, diamond) == pytest.approx(0.5**0.5)
    assert overlap(square, [(x + 1, y + 1) for x, y in diamond]) < 0


def assert_labels_stand_free(drawn: Wheel) -> None:
    boxes = [(spoke.id, corners(spoke)) for spoke in drawn.spokes]
    for (one, box), (other, next_box) in combinations(boxes, 2):
        assert overlap(box, next_box) <= ROUNDED, f"{one} and {other} overlap"
    left, top, width, height = drawn.box
    for identifier, box in boxes:
        for x, y in box:
            assert left <= x <= left + width, f"{identifier} is cut"
            assert top <= y <= top + height, f"{identifier} is cut"


def test_no_two_names_of_bristol_overlap_and_none_is_cut(bristol: City) -> None:
    assert_labels_stand_free(wheel.draw(bristol))


def test_no_two_names_of_the_small_city_overlap_and_none_is_cut(small_city: City) -> None:
    assert_labels_stand_free(wheel.draw(small_city))


@settings(max_examples=examples(40), deadline=None)
@given(strategies.documents(links=10), st.data())
def test_no_names_overlap_however_long_they_are(document: strategies.Document, data: st.DataObject) -> None:
    letters = st.text(st.sampled_from("iWm M漢éا"), min_size=1, max_size=30)
    for section in ENTITY_SECTIONS:
        for entry in document[section.value].values():
            entry["name"] = f"n{data.draw(letters)}n"
    assert_labels_stand_free(wheel.draw(strategies.city(document)))


def test_labels_left_of_the_middle_are_turned_so_that_none_stands_on_its_head(bristol: City) -> None:
    for spoke in wheel.draw(bristol).spokes:
        assert -90.1 <= spoke.rotate <= 90.1
        assert spoke.flipped == (spoke.x < 0)


def test_bold_and_wide_letters_are_given_more_room() -> None:
    assert wheel.text_width("WWW") > wheel.text_width("iii")
    assert wheel.text_width("abc", bold=True) > wheel.text_width("abc")
    assert wheel.text_width("漢字") > wheel.text_width("ab")
    assert wheel.text_width("e\u0301") == wheel.text_width("é") == wheel.text_width("e")
    assert wheel.text_width("") == 0


# Marks


def test_every_organisation_event_and_output_stands_on_the_ring_once(bristol: City) -> None:
    drawn = wheel.draw(bristol)
    ecosystem = bristol.ecosystem
    entities = [identifier for section in ENTITY_SECTIONS for identifier in ecosystem.section(section)]
    assert sorted(spoke.id for spoke in drawn.spokes) == sorted(entities)
    for spoke in drawn.spokes:
        assert hypot(spoke.x, spoke.y) == pytest.approx(drawn.ring, abs=0.1)
        assert hypot(spoke.label_x, spoke.label_y) == pytest.approx(drawn.ring + wheel.RIM, abs=0.1)


def assert_marks_of_the_ring_stand_apart(drawn: Wheel) -> None:
    spokes = drawn.spokes
    for one, other in pairwise([*spokes, *spokes[:1]] if len(spokes) > 2 else spokes):
        assert hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius + 2


def test_marks_of_the_ring_stand_apart(bristol: City) -> None:
    assert_marks_of_the_ring_stand_apart(wheel.draw(bristol))


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(2, 150), st.integers(1, 12), st.integers(0, 2**32))
def test_however_many_links_neighbours_have_their_marks_stand_apart(
    organisations: int, ties: int, seed: int
) -> None:
    random = Random(seed)
    names = [f"c{number}" for number in range(organisations)]
    said = {" pays ".join(random.sample(names, 2)) for _ in range(organisations * ties)}
    drawn = wheel.draw(tangles.city(*sorted(said), alone=" ".join(names)))
    assert len(drawn.spokes) == organisations
    assert_marks_of_the_ring_stand_apart(drawn)


def test_the_more_links_the_larger_the_mark(bristol: City) -> None:
    spokes = sorted(wheel.draw(bristol).spokes, key=lambda spoke: spoke.degree)
    assert [spoke.degree for spoke in spokes] == [bristol.degree(spoke.id) for spoke in spokes]
    assert all(one.radius <= other.radius for one, other in pairwise(spokes))
    assert spokes[0].radius < spokes[-1].radius


def test_only_organisations_with_several_links_are_bold(small_city: City, bristol: City) -> None:
    assert [spoke.id for spoke in wheel.draw(small_city).spokes if spoke.bold] == [
        "forum",
        "council",
        "charity",
    ]
    assert sum(spoke.bold for spoke in wheel.draw(bristol).spokes) == wheel.BOLD


def test_entities_are_gathered_by_kind_in_the_order_of_the_legend(bristol: City) -> None:
    drawn = wheel.draw(bristol)
    kinds = list(dict.fromkeys(spoke.kind for spoke in drawn.spokes))
    legend = [kind for kind in bristol.ecosystem.kinds if kind in kinds]
    assert kinds == legend
    assert sorted(drawn.spokes, key=lambda spoke: legend.index(spoke.kind)) == list(drawn.spokes)
    assert [arc.kind for arc in drawn.arcs] == legend
    turned = [angle_of(spoke.x, spoke.y) for spoke in drawn.spokes]
    steps = [(after - before) % (2 * pi) for before, after in pairwise(turned)]
    assert all(0 < step < pi for step in steps)
    assert sum(steps) < 2 * pi


def angle_of(x: float, y: float) -> float:
    angle = asin(max(-1.0, min(1.0, x / hypot(x, y))))
    return angle if y < 0 else pi - angle


# The hub


def assert_marks_stand_apart(drawn: Wheel) -> None:
    for one, other in combinations(drawn.hub_marks, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= 2 * wheel.PRIORITY
    for mark in drawn.hub_marks:
        assert hypot(mark.x, mark.y) == pytest.approx(wheel.HUB, abs=0.1)


def test_the_priorities_of_the_chosen_plan_stand_in_the_hub_by_number(bristol: City) -> None:
    drawn = wheel.draw(bristol)
    assert [mark.priority.number for mark in drawn.hub_marks] == list(range(1, 9))
    assert {mark.priority.plan for mark in drawn.hub_marks} == {"work-plan-2021"}
    assert_marks_stand_apart(drawn)
    assert_all_lines_can_be_read(drawn)


def test_the_priorities_are_numbered_clockwise(bristol: City) -> None:
    angles = [angle_of(mark.x, mark.y) for mark in wheel.draw(bristol).hub_marks]
    turns = [(after - before) % (2 * pi) for before, after in pairwise([*angles, angles[0]])]
    assert fsum(turns) == pytest.approx(2 * pi)
    assert turns[-1] == max(turns), "the jump from the last to the first is where nothing stands"


def assert_all_lines_can_be_read(drawn: Wheel) -> None:
    heights = [mark.line_y for mark in drawn.hub_marks if mark.line_y is not None]
    assert len(heights) == len(drawn.hub_marks)
    assert all(after - before >= wheel.FONT for before, after in pairwise(heights))


@pytest.mark.parametrize("count", [1, 2, 3, 12, 13, 20, 30, 34, 35, 38])
def test_however_many_priorities_pull_to_one_place_their_marks_stand_a_diameter_apart(count: int) -> None:
    more = "".join(
        f"  more-{number}: {{plan: plan, number: {number}, name: More {number}, source: minutes}}\n"
        for number in range(3, count + 3)
    )
    links = "".join(
        f"  - {{from: forum, type: leads, to: more-{number}, source: minutes}}\n"
        for number in range(3, count + 3)
    )
    text = SMALL.replace("actions:\n", f"{more}actions:\n").replace("disputes:\n", f"{links}disputes:\n")
    text = re.sub(
        r"  jobs:.*\n|  homes:\n(    .*\n)+|build:\n(    .*\n)+|  - \{from: .*(jobs|homes|build),.*\n",
        "",
        text,
    )
    text = re.sub(r"actions:\n  ", "actions:\n", text)
    text = re.sub(r"  - \{from: build.*\n", "", text)
    drawn = wheel.draw(City.parse(text))
    assert len(drawn.hub_marks) == count
    assert_marks_stand_apart(drawn)
    if count > 12:  # their lines would lie on each other; the lists have them
        assert {mark.line_y for mark in drawn.hub_marks} == {None}
    else:
        assert_all_lines_can_be_read(drawn)


# The order on the rim


@given(st.lists(st.integers(1, 6), min_size=1, max_size=5), st.data())
def test_crossings_are_counted_as_one_would_by_hand(sizes: list[int], data: st.DataObject) -> None:
    names = iter(f"n{index}" for index in range(sum(sizes)))
    rows = {f"kind{index}": [next(names) for _ in range(size)] for index, size in enumerate(sizes)}
    place = {name: index for index, name in enumerate(name for row in rows.values() for name in row)}
    pairs = st.tuples(st.sampled_from(list(place)), st.sampled_from(list(place)))
    chords = [pair for pair in data.draw(st.lists(pairs, max_size=20)) if pair[0] != pair[1]]
    neighbours: dict[str, list[str]] = {name: [] for name in place}
    for one, other in chords:
        neighbours[one].append(other)
        neighbours[other].append(one)
    spans = [sorted((place[one], place[other])) for one, other in chords]
    crossing = sum(a < c < b < d or c < a < d < b for (a, b), (c, d) in combinations(spans, 2))
    assert wheel.crossings(rows, neighbours) == crossing


def test_chords_that_meet_at_a_place_do_not_cross() -> None:
    rows = {"all": ["a", "b", "c", "d"]}
    fan = {"a": ["b", "c", "d"], "b": ["a"], "c": ["a"], "d": ["a"]}
    assert wheel.crossings(rows, fan) == 0
    assert wheel.crossings(rows, {"a": ["c"], "c": ["a"], "b": ["d"], "d": ["b"]}) == 1


def crossings_drawn(city: City, rows: dict[str, list[str]]) -> int:
    ends: dict[str, list[str]] = {identifier: [] for row in rows.values() for identifier in row}
    for link in city.ecosystem.links:
        if link.tail in ends and link.head in ends:
            ends[link.tail].append(link.head)
            ends[link.head].append(link.tail)
    return wheel.crossings(rows, ends)


def rows_drawn(drawn: Wheel) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for spoke in drawn.spokes:
        rows.setdefault(spoke.kind, []).append(spoke.id)
    return rows


def test_bristol_is_drawn_with_fewer_crossings_than_in_the_order_of_names(bristol: City) -> None:
    rows = rows_drawn(wheel.draw(bristol))
    by_name = {kind: sorted(row, key=lambda each: label(bristol, each)) for kind, row in rows.items()}
    assert crossings_drawn(bristol, rows) < 0.9 * crossings_drawn(bristol, by_name)


def label(city: City, identifier: str) -> str:
    return city.label(identifier).casefold()


def test_the_same_city_has_the_same_places_twice() -> None:
    once, again = (wheel.draw(City.load(BRISTOL)) for _ in range(2))
    assert once == again


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ("groups", "task-group"),
        ("networks", "network"),
        ("networks", "staff-network"),
        ("partners", "statutory-body"),
        ("partners", "community-organisation"),
        ("outputs", "publication"),
        ("events", "event"),
    ],
)
def test_a_newcomer_moves_the_others_of_each_kind_by_at_most_two_places(
    bristol: City, section: str, kind: str
) -> None:
    """Within its kind, in the median over the others of that kind."""
    text = BRISTOL.read_text(encoding="utf-8")
    newcomer = f"{section}:\n  newcomer: {{name: A newcomer, kind: {kind}, source: reslg-plans-page}}\n"
    text = text.replace(f"\n{section}:\n", f"\n{newcomer}", 1)
    if section != "events":
        link = "  - {from: newcomer, type: works-with, to: reslg, source: reslg-plans-page, evidence: New.}\n"
        text = text.replace("\nlinks:\n", f"\nlinks:\n{link}", 1) if section != "outputs" else text
    before = rows_drawn(wheel.draw(bristol))
    after = rows_drawn(wheel.draw(City.parse(text)))
    for each, row in before.items():
        old = {identifier: place for place, identifier in enumerate(row)}
        others = [identifier for identifier in after[each] if identifier != "newcomer"]
        moved = [abs(place - old[identifier]) for place, identifier in enumerate(others)]
        assert median(moved) <= 2, each


# Curves


def drawn_links(city: City) -> list[str]:
    """The links between entities and priorities of the chosen plan, which are all that the wheel draws."""
    ecosystem = city.ecosystem

    def stands(identifier: str) -> bool:
        value = city.value(identifier)
        if isinstance(value, Priority):
            return value.plan == ecosystem.about.plan
        return isinstance(value, Entity)

    return [link.id for link in ecosystem.links if stands(link.tail) and stands(link.head)]


@settings(max_examples=examples(100), deadline=None)
@given(strategies.documents())
def test_every_link_between_what_is_drawn_has_exactly_one_curve(document: strategies.Document) -> None:
    city = strategies.city(document)
    drawn = wheel.draw(city)
    assert [curve.link.id for curve in drawn.curves] == drawn_links(city)
    assert all(re.fullmatch(r"M-?\d+(?: |(?=-))-?\d+C[-\d ]+", curve.path) for curve in drawn.curves)


def test_two_priorities_that_are_tied_to_each_other_have_a_curve_too() -> None:
    ends = "from: priorities, to: priorities"
    before = f"  before: {{label: comes before, inverse: comes after, family: delivery, {ends}}}\n"
    link = "  - {from: jobs, type: before, to: homes, source: minutes}\n"
    tied = SMALL.replace("sources:\n", f"{before}sources:\n", 1).replace("disputes:\n", f"{link}disputes:\n")
    drawn = wheel.draw(City.parse(tied))
    assert [curve.hue for curve in drawn.curves if curve.link.type == "before"] == [None]


def test_a_curve_starts_and_ends_at_what_it_joins(bristol: City) -> None:
    drawn = wheel.draw(bristol)
    rim = drawn.ring - wheel.ARC
    places = {spoke.id: (spoke.x * rim / drawn.ring, spoke.y * rim / drawn.ring) for spoke in drawn.spokes}
    reach = (wheel.HUB + wheel.PRIORITY) / wheel.HUB
    places |= {mark.priority.id: (mark.x * reach, mark.y * reach) for mark in drawn.hub_marks}
    for curve in drawn.curves:
        numbers = [int(number) for number in re.findall(r"-?\d+", curve.path)]
        ends = {(numbers[0], numbers[1]), (numbers[6], numbers[7])}
        for end in (curve.link.tail, curve.link.head):
            x, y = places[end]
            assert min(hypot(x - a, y - b) for a, b in ends) < 1.2


def test_parallel_links_have_curves_of_their_own(small_city: City) -> None:
    paths = [curve.path for curve in wheel.draw(small_city).curves]
    assert len(set(paths)) == len(paths) == 9


def test_a_link_has_the_hue_of_its_less_connected_end_and_none_at_a_priority(
    small_city: City,
) -> None:
    hues = {curve.link.id: curve.hue for curve in wheel.draw(small_city).curves}
    assert hues["charity-member-of-forum"] == "amber"
    assert hues["council-funds-fair"] == "slate"
    assert hues["forum-leads-jobs"] is None


# Small cities

KINDS = SMALL[SMALL.index("kinds:") : SMALL.index("groups:")]
ABOUT = "ecosystem: {title: T, place: P, edition: 2026, summary: S., licence: L}\n"


def test_a_city_with_nothing_in_it_can_be_drawn() -> None:
    drawn = wheel.draw(City.parse(ABOUT))
    assert (drawn.spokes, drawn.arcs, drawn.curves, drawn.hub_marks) == ((), (), (), ())
    assert min(drawn.box[2:]) >= 2 * drawn.ring


def test_a_city_of_one_organisation_can_be_drawn() -> None:
    text = f"{ABOUT}{KINDS}groups:\n  one: {{name: One, kind: forum, source: minutes}}\n"
    drawn = wheel.draw(City.parse(text))
    assert [spoke.id for spoke in drawn.spokes] == ["one"]
    assert_labels_stand_free(drawn)


def test_a_city_without_links_can_be_drawn() -> None:
    organisations = "".join(
        f"  b{index}: {{name: Organisation {index}, kind: charity, source: minutes}}\n" for index in range(5)
    )
    drawn = wheel.draw(City.parse(f"{ABOUT}{KINDS}partners:\n{organisations}"))
    assert [spoke.id for spoke in drawn.spokes] == [f"b{index}" for index in range(5)]
    assert not drawn.curves
    assert_labels_stand_free(drawn)


def test_a_city_that_chooses_no_plan_has_an_empty_hub() -> None:
    drawn = wheel.draw(City.parse(SMALL.replace("  plan: plan\n", "", 1)))
    assert not drawn.hub_marks
    assert len(drawn.spokes) == 7
    assert not [curve for curve in drawn.curves if "jobs" in (curve.link.tail, curve.link.head)]


def test_a_plan_without_entities_still_shows_its_priorities() -> None:
    text = (
        f"{ABOUT.replace('L}', 'L, plan: w}')}{KINDS}plans:\n  w: {{name: W, source: minutes}}\n"
        "priorities:\n  p: {plan: w, number: 1, name: P, source: minutes}\n"
    )
    drawn = wheel.draw(City.parse(text))
    assert [mark.priority.id for mark in drawn.hub_marks] == ["p"]
