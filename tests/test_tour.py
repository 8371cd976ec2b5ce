"""Guided readings: read with the rest of the data, kept to what is there, worded for the page."""

import re
from collections.abc import Iterator

import pytest

from ecosystem import dataset, timeline
from ecosystem.city import City
from ecosystem.exchange import node_link
from ecosystem.infographic import page, view
from ecosystem.infographic.view.tour import TourEntry
from ecosystem.model import Ecosystem, Entity, Event, Organisation, Output, TourStep
from tests.cities import SMALL, TOURED, cited

ONE_TOUR = TOURED[: TOURED.index("  end: {")]


def entries(text: str) -> list[TourEntry]:
    return list(view.compose(City.parse(text)).tours)


# Data


def test_a_tour_is_read_with_one_thing_or_several() -> None:
    tours = dataset.parse(TOURED).tours
    assert list(tours) == ["walk", "end"]
    walk = tours["walk"]
    assert (walk.id, walk.title, walk.summary) == ("walk", "A walk in four steps", "Who meets whom.")
    assert walk.steps[1] == TourStep(
        title="A fair",
        text="The Council pays for the fair.",
        show=("charity", "council", "fair"),
        sources=cited("minutes"),
    )


def test_a_city_needs_no_tour() -> None:
    assert not dataset.parse(SMALL).tours
    assert not entries(SMALL)
    assert 'class="tour"' not in page.render(view.compose(City.parse(SMALL)))


def test_a_source_that_only_a_tour_names_is_cited() -> None:
    diary = TOURED.replace("sources:\n", "sources:\n  diary: {title: A diary, publisher: The Choir}\n")
    assert "diary" not in dataset.parse(diary).cited()
    told = diary.replace("show: choir, source: leaflet", "show: choir, source: diary")
    assert "diary" in dataset.parse(told).cited()


def test_the_export_holds_the_tours() -> None:
    data = node_link.data(City.parse(TOURED))
    assert [tour["id"] for tour in data["graph"]["tours"]] == ["walk", "end"]
    step = {"title": "The choir", "text": "It sings.", "show": ("choir",), "source": ({"id": "leaflet"},)}
    assert data["graph"]["tours"][1]["steps"] == (step,)


# Time


@pytest.mark.parametrize(
    ("date", "steps"),
    [
        ("2014", {"walk": ["A public organisation"], "end": ["The choir"]}),
        ("2016", {"walk": ["The forum", "A public organisation"], "end": ["The choir"]}),
        ("2021", {"walk": ["The forum", "A fair", "A public organisation", "Work"], "end": ["The choir"]}),
    ],
)
def test_a_step_is_there_when_all_that_it_shows_is(date: str, steps: dict[str, list[str]]) -> None:
    then, _ = timeline.at(dataset.parse(TOURED), date)
    assert {key: [step.title for step in tour.steps] for key, tour in then.tours.items()} == steps


def test_a_tour_with_nothing_left_is_gone_and_so_is_a_kind_with_nothing_in_it() -> None:
    council = "name: The Council\n    kind: public\n"
    late = TOURED.replace(council, council + "    founded: 2018\n")
    late = late.replace("name: The Choir\n", "name: The Choir\n    founded: 2018\n")
    assert late.count("founded: 2018") == 2
    then, _ = timeline.at(dataset.parse(late), "2014")
    assert not then.tours


# Words


def test_a_step_says_where_what_it_shows_stands_and_a_thing_goes_before_a_kind() -> None:
    walk = entries(TOURED)[0]
    assert [step.shown for step in walk.steps] == [
        (("n-forum", "The Forum"),),
        (("n-charity", "The Charity"), ("n-council", "The Council"), ("n-fair", "The Job Fair")),
        (("k-public", "Public organisations"),),
        (("n-jobs", "Jobs"),),
    ]
    assert [reference.number for reference in walk.steps[0].references] == [2, 1]


def test_one_story_is_called_the_story_and_several_by_their_titles() -> None:
    assert [tour.invitation for tour in entries(ONE_TOUR)] == ["Read the story in 4 steps"]
    expected = ["Read “A walk in four steps”", "Read “The end”"]
    assert [tour.invitation for tour in entries(TOURED)] == expected
    only = SMALL + TOURED[TOURED.index("tours:") :].replace(ONE_TOUR[ONE_TOUR.index("  walk:") :], "")
    assert [tour.invitation for tour in entries(only)] == ["Read the story in 1 step"]


# Bristol


@pytest.fixture(scope="module")
def city(bristol: City) -> Ecosystem:
    return bristol.ecosystem


@pytest.fixture(scope="module")
def story(city: Ecosystem) -> tuple[TourStep, ...]:
    (tour,) = city.tours.values()
    assert tour.title == "Bristol’s race eco-system in eight steps"
    return tour.steps


def test_the_story_of_bristol_has_eight_short_steps(story: tuple[TourStep, ...]) -> None:
    assert len(story) == 8
    assert [step.title for step in story if len(step.text.split()) > 45] == []


def test_a_step_cites_only_what_is_cited_for_what_it_shows(
    bristol: City, story: tuple[TourStep, ...]
) -> None:
    for step in story:
        known: set[str] = set()
        for identifier in step.show:
            node = bristol.value(identifier)
            assert isinstance(node, Entity)
            known |= {each.id for each in node.cited}
            known |= {source.id for each in bristol.steps(identifier) for source in each.link.sources}
        assert {source.id for source in step.sources} <= known, step.title


def said_by(city: City, step: TourStep) -> Iterator[str]:
    """What the data says, on the step's sources, of what it shows and of what that is tied to."""
    near = set(step.show)
    for identifier in step.show:
        for tie in city.steps(identifier):
            near.add(tie.end)
            if set(tie.link.sources) & set(step.sources):
                yield from (tie.link.evidence or "", tie.link.since or "", tie.link.role or "")
    for identifier in sorted(near):
        node = city.value(identifier)
        if isinstance(node, Organisation | Event | Output):
            yield from (fact.text for fact in node.facts if set(fact.sources) & set(step.sources))


def test_every_number_of_the_story_is_in_a_fact_or_link_with_the_source_it_cites(
    bristol: City, story: tuple[TourStep, ...]
) -> None:
    number = re.compile(r"\d+(?:[,/]\d+)*")
    for step in story:
        known = set(number.findall(" ".join(said_by(bristol, step)).replace("-", " ")))
        assert set(number.findall(step.text)) <= known, step.title


def test_the_story_words_a_plan_as_a_plan_and_a_reading_as_a_reading(story: tuple[TourStep, ...]) -> None:
    said = {step.title: step.text for step in story}
    assert "Version 3 was planned for October 2021" in said["Counting who works where"]
    assert "our reading of a slide deck" in said["Public leaders answer"]
    assert "planned a picture" in said["The map, and what is open"]
