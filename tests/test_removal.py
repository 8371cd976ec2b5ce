"""What would be lost if an organisation stopped, as far as the map shows."""

from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from ecosystem import queries, sentences
from ecosystem.analysis import removal
from ecosystem.analysis.projection import project
from ecosystem.analysis.removal import Loss
from ecosystem.city import City
from ecosystem.model import ORGANISATION_SECTIONS, Ecosystem
from tests import tangles
from tests.cities import SMALL
from tests.commands import run
from tests.strategies import examples
from tests.tangles import city

# By hand


def test_an_organisation_that_carries_others_to_a_priority_takes_them_with_it() -> None:
    carried = removal.without(city("a joins h", "b joins h", "h leads p1", "h leads p2"), "h")
    assert carried.question == "What if H stops?"
    assert carried.summary == "These would be lost:"
    assert carried.losses == (
        Loss(priority="p1", organisations=("a", "b")),
        Loss(priority="p2", organisations=("a", "b")),
    )
    assert carried.bare == ("p1", "p2")
    assert carried.sentences == (
        "No organisation would connect directly to ‘P1’ and ‘P2’ (W).",
        "2 organisations reach ‘P1’ and ‘P2’ (W) only through H: A and B.",
        "1 organisation is connected to the rest only through H: B.",
    )


def test_priorities_that_lose_different_organisations_are_told_apart_in_good_english() -> None:
    whole = city(
        "a joins h", "b joins h", "b leads x1", "x1 advances p2", "h leads p1", "h leads p2", alone="p1"
    )
    assert removal.without(whole, "h").sentences[1:3] == (
        "2 organisations reach ‘P1’ (W) only through H: A and B.",
        "1 organisation reaches ‘P2’ (W) only through H: A.",
    )


def test_an_organisation_with_another_carrier_or_a_nearer_route_is_not_lost() -> None:
    whole = city(
        "a joins h", "a joins i", "b joins h", "b pays e1", "e1 advances p1", "h leads p1", "i leads p1"
    )
    assert removal.without(whole, "h").losses == ()


def test_a_carrier_that_does_not_reach_the_priority_itself_is_no_second_way() -> None:
    whole = city("a joins h", "a joins i", "h leads p1")
    assert removal.without(whole, "h").losses == (Loss(priority="p1", organisations=("a",)),)


def test_only_links_that_carry_are_lost() -> None:
    assert removal.without(city("a pays h", "h joins b", "h leads p1"), "h").losses == ()


def test_an_action_loses_its_only_lead_and_not_one_of_two() -> None:
    whole = city("a leads x1", "a leads x2", "b leads x2", "a pays b")
    assert removal.without(whole, "a").actions == ("x1",)
    assert removal.without(whole, "a").sentences == ("Action ‘X1’ would lose its only lead.",)
    assert removal.without(whole, "b").actions == ()


def test_a_lead_that_is_written_twice_is_one_lead() -> None:
    assert removal.without(city("a leads x1", "a leads x1 planned"), "a").actions == ("x1",)


def test_parts_that_fall_off_are_named_and_the_largest_is_the_rest() -> None:
    whole = city("h pays a", "a pays b", "b pays c", "h pays d", "d pays f", "h pays g", "i pays j")
    found = removal.without(whole, "h")
    assert found.components == (("d", "f"), ("g",))
    assert found.sentences == (
        "2 organisations are connected to the rest only through H: D and F.",
        "1 organisation is connected to the rest only through H: G.",
    )


def test_organisations_that_still_meet_at_an_event_are_not_cut_off() -> None:
    assert removal.without(city("h pays a", "h pays b", "a pays e1", "b pays e1"), "h").components == ()


def test_where_the_map_shows_nothing_no_verdict_is_given_by_name() -> None:
    ring = city("h pays a", "h pays b", "h pays a", "a pays b")
    found = removal.without(ring, "h")
    assert found.summary == "The map does not show what would be lost."
    assert (found.losses, found.actions, found.components, found.sentences) == ((), (), (), ())
    assert found.links == 3


def test_what_breaking_means_is_said_before_what_would_break(tmp_path: Path) -> None:
    data = tmp_path / "city.yaml"
    data.write_text(SMALL, encoding="utf-8")
    said = run("--data", data, "without", "charity").stdout
    assert said.splitlines() == [
        "What if The Charity stops?",
        removal.EXPLAINED,
        "These would be lost:",
        "  Action ‘Build ten homes’ would lose its only lead.",
    ]


def test_fifty_parallel_links_are_counted_and_cut_nobody_off() -> None:
    found = removal.without(city(*["a pays b"] * 50), "a")
    assert (found.links, found.sentences) == (50, ())


def test_what_an_organisation_hosts_and_funds_would_be_lost() -> None:
    small = City.parse(SMALL)
    found = removal.without(small, "council")
    assert found.sentences[:2] == (
        sentences.of_link(small, next(link for link in small.ecosystem.links if link.role == "rent")),
        "The Council hosts The Forum.",
    )  # and neither the fair, which is over, nor what it funded until 2020
    kept = SMALL.replace(", sustains: true", "")
    assert removal.without(City.parse(kept), "council").sustained == ()


def test_a_name_with_its_own_full_stop_ends_a_sentence_once() -> None:
    named = City.parse(SMALL.replace("name: Staff Network", "name: Staff Network Ltd."))
    assert removal.without(named, "council").sentences[-1].endswith(": Staff Network Ltd.")


@pytest.mark.parametrize(
    ("organisation", "sentences"),
    [
        (
            "forum",
            (
                "No organisation would connect directly to ‘Jobs’ and ‘Homes’ (The Forum's plan).",
                "1 organisation reaches ‘Jobs’ (The Forum's plan) only through The Forum: The Charity.",
                "1 organisation reaches ‘Homes’ (The Forum's plan) only through The Forum: The Council.",
            ),
        ),
        (
            "council",
            (
                "1 organisation reaches ‘Jobs’ (The Forum's plan) only through The Council: Staff Network.",
                "1 organisation is connected to the rest only through The Council: Staff Network.",
            ),
        ),
        ("charity", ("Action ‘Build ten homes’ would lose its only lead.",)),
        ("staff", ()),
        ("choir", ()),
    ],
)
def test_what_breaks_in_the_small_city(
    small_city: City, organisation: str, sentences: tuple[str, ...]
) -> None:
    found = removal.without(small_city, organisation)
    assert found.sentences[len(found.sustained) :] == sentences


def test_asking_leaves_the_graph_as_it_was(small_city: City) -> None:
    before = [*small_city.graph.nodes(data=True)], [*small_city.graph.edges(keys=True, data=True)]
    removal.without(small_city, "council")
    assert before == ([*small_city.graph.nodes(data=True)], [*small_city.graph.edges(keys=True, data=True)])


# The twin: the city built again without the organisation and its links


def bereft(value: Ecosystem, organisation: str) -> City:
    sections: dict[str, Any] = {
        section.value: {key: each for key, each in value.section(section).items() if key != organisation}
        for section in ORGANISATION_SECTIONS
    }
    links = tuple(link for link in value.links if organisation not in (link.tail, link.head))
    return City(replace(value, links=links, **sections))


def reaching(whole: City, priority: str) -> set[str]:
    return {each.id for each in queries.connections(whole, priority).connections}


def direct(whole: City, priority: str) -> set[str]:
    found = queries.connections(whole, priority).connections
    return {each.id for each in found if each.nearness is queries.Nearness.DIRECT}


def leads(whole: City, action: str) -> int:
    return sum(data["link"].type == "leads" for _, _, data in whole.graph.in_edges(action, data=True))


def parts(whole: City) -> set[frozenset[str]]:
    return {frozenset(part) for part in nx.connected_components(project(whole))}


def check(whole: City, organisation: str) -> removal.Removal:
    """That the answer is what comes of building the city again without the organisation."""
    value = whole.ecosystem
    found, without = removal.without(whole, organisation), bereft(value, organisation)
    lost = {
        priority: reaching(whole, priority) - reaching(without, priority) - {organisation}
        for priority in value.priorities
    }
    assert {loss.priority: set(loss.organisations) for loss in found.losses} == {
        priority: organisations for priority, organisations in lost.items() if organisations
    }
    assert set(found.actions) == {
        action for action in value.actions if leads(whole, action) and not leads(without, action)
    }
    pieces = parts(without) - parts(whole)  # of the part in which the organisation stood
    cut_off = {frozenset(part) for part in found.components}
    assert cut_off < pieces or not pieces
    assert len(cut_off) == max(0, len(pieces) - 1)
    assert all(len(part) <= len(kept) for kept in pieces - cut_off for part in cut_off)
    assert set(found.bare) == {
        priority for priority in value.priorities if direct(whole, priority) and not direct(without, priority)
    }
    assert bool(found.sentences) == bool(found.bare or found.losses or found.actions or found.components)
    assert found.summary.startswith("These" if found.sentences else "The map does not show")
    assert found.links == whole.graph.number_of_edges() - without.graph.number_of_edges()
    return found


@settings(max_examples=examples(1000), deadline=None)
@given(tangles.ecosystems(), st.integers(0, 5))
def test_what_breaks_equals_removal_by_brute_force(value: Ecosystem, chosen: int) -> None:
    organisations = tangles.organisations_of(value)
    check(City(value), organisations[chosen % len(organisations)])


def test_what_breaks_on_bristol_equals_removal_by_brute_force(bristol: City) -> None:
    organisations = [each for each in bristol if bristol.is_organisation(each)]
    answers = [check(bristol, organisation) for organisation in organisations[::3]]
    assert {bool(answer.sentences) for answer in answers} == {True, False}
