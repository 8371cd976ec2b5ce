"""The two data files that come with the program: whole, sourced, and apart from each other."""

from collections import Counter

import pytest

from ecosystem import dataset
from ecosystem.model import Ecosystem, Progress, Section, Standing, State
from tests.conftest import BRISTOL, ROOT

WRES = ROOT / "data" / "wres-2019.yaml"


@pytest.fixture(scope="module")
def city() -> Ecosystem:
    return dataset.load(BRISTOL)


@pytest.fixture(scope="module")
def trust() -> Ecosystem:
    return dataset.load(WRES)


@pytest.fixture(scope="module", params=[BRISTOL, WRES], ids=["bristol", "trust"])
def shipped(request: pytest.FixtureRequest) -> Ecosystem:
    return dataset.load(request.param)


def ids(ecosystem: Ecosystem) -> set[str]:
    return {node.id for _, node in ecosystem.nodes()}


# Bristol


def test_bristol_has_every_entry_of_the_research(city: Ecosystem) -> None:
    counts = {section.value: len(city.section(section)) for section in Section}
    assert counts == {
        "groups": 25,
        "networks": 19,
        "partners": 34,
        "events": 6,
        "outputs": 18,
        "plans": 6,
        "priorities": 18,
        "actions": 15,
    }
    assert len(city.disputes) == 8
    assert len(city.sources) == 112
    assert len([link for link in city.links if not link.field]) > 189  # the research has so many relations


def test_every_source_of_bristol_is_cited(city: Ecosystem) -> None:
    assert set(city.sources) - city.cited() == set()


def test_the_action_plan_of_2020_has_its_five_parts_and_an_empty_progress_column(city: Ecosystem) -> None:
    actions = [action for action in city.actions.values() if action.plan == "action-plan-2020"]
    assert list(Counter(action.part for action in actions).items()) == [
        ("Monitoring and delivering the Action Plan (collectively and individually)", 4),
        ("Transparency, future development, expansion", 3),
        ("Tackling specific findings", 4),
        ("Ongoing engagement with wider sectors", 2),
        ("Engaging and aligning with wider Strategic Partnerships, Projects & Programmes", 2),
    ]
    assert [action.reference for action in actions] == [str(number) for number in range(1, 16)]
    assert all(action.progress == () for action in actions)
    assert all(action.lead_text and action.timescale and action.leads for action in actions)


def priorities(ecosystem: Ecosystem, plan: str) -> list[tuple[int, tuple[Progress, ...]]]:
    found = [each for each in ecosystem.priorities.values() if each.plan == plan]
    return [(each.number, each.progress) for each in sorted(found, key=lambda each: each.number)]


def test_the_six_priorities_of_2019_are_all_reported_done_and_only_two_with_evidence(city: Ecosystem) -> None:
    found = priorities(city, "work-programme-2019")
    assert [number for number, _ in found] == [1, 2, 3, 4, 5, 6]
    assert [[entry.state for entry in progress] for _, progress in found] == [[State.DONE]] * 6
    assert all(entry.sources for _, progress in found for entry in progress)
    assert [number for number, progress in found if progress[0].evidence] == [1, 2]


def test_the_work_plan_of_2021_has_eight_priorities_of_which_nothing_is_reported(city: Ecosystem) -> None:
    assert priorities(city, "work-plan-2021") == [(number, ()) for number in range(1, 9)]
    assert city.about.plan == "work-plan-2021"


def test_an_action_that_advances_a_priority_of_another_plan_is_our_reading(city: Ecosystem) -> None:
    across = [
        link
        for link in city.links
        if link.type == "advances"
        and link.tail in city.actions
        and city.actions[link.tail].plan != city.priorities[link.head].plan
    ]
    assert len(across) > 10
    assert {link.standing for link in across} == {Standing.INFERRED}


def test_the_covid_group_became_the_race_and_health_equity_group(city: Ecosystem) -> None:
    became = [(link.tail, link.head) for link in city.links if link.type == "became"]
    assert ("covid-re-sg", "rhe-group") in became


# The trust


def test_the_trust_has_the_nine_actions_and_four_areas_of_its_table(trust: Ecosystem) -> None:
    assert list(trust.actions) == [f"a{number}" for number in range(1, 10)]
    assert [number for number, _ in priorities(trust, "wres-2019")] == [1, 2, 3, 4]
    assert all(action.progress == () for action in trust.actions.values())


def test_the_last_action_compares_68_with_83_and_sets_no_target(trust: Ecosystem) -> None:
    measures = {action.id: action.measure for action in trust.actions.values() if action.measure}
    assert list(measures) == ["a9"]
    measure = measures["a9"]
    assert (measure.baseline, measure.comparison, measure.unit) == (68, 83, "%")
    assert (measure.target, measure.target_text) == (None, None)
    assert trust.actions["a9"].due is None


def test_blank_cells_of_the_table_are_left_blank(trust: Ecosystem) -> None:
    assert (trust.actions["a3"].lead_text, trust.actions["a3"].leads) == (None, ())
    assert trust.actions["a3"].outcome is None
    assert [action.id for action in trust.actions.values() if not action.part] == [
        "a3",
        "a5",
        "a6",
        "a8",
        "a9",
    ]


def test_the_two_files_have_nothing_of_each_other(city: Ecosystem, trust: Ecosystem) -> None:
    assert not ids(city) & ids(trust)
    assert not set(city.sources) & set(trust.sources)
    assert "004_" not in BRISTOL.read_text(encoding="utf-8")
    assert "bristol" not in WRES.read_text(encoding="utf-8").lower()


# Both


def test_every_link_has_a_source_and_every_written_link_has_evidence(shipped: Ecosystem) -> None:
    assert [link.id for link in shipped.links if not link.sources] == []
    assert [link.id for link in shipped.links if not link.field and not link.evidence] == []


def test_every_reading_and_every_plan_says_why(shipped: Ecosystem) -> None:
    unsure = [link for link in shipped.links if link.standing in (Standing.INFERRED, Standing.PLANNED)]
    assert unsure
    assert [link.id for link in unsure if not link.evidence] == []


def test_every_link_type_and_kind_is_used(shipped: Ecosystem) -> None:
    used = {link.type for link in shipped.links}
    assert set(shipped.link_types) - used == set()
    entities = (node for section, node in shipped.nodes() if hasattr(node, "kind"))
    assert {getattr(entity, "kind", "") for entity in entities} == set(shipped.kinds)


def test_every_label_fits_the_wheel(shipped: Ecosystem) -> None:
    assert [
        node.id
        for section, node in shipped.nodes()
        if section is not Section.ACTIONS and len(node.label) > 34
    ] == []
