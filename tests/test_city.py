"""The city holds every entry and every link; nothing is merged on the way to the page."""

import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from ecosystem import queries
from ecosystem.city import City, Step
from ecosystem.errors import InvalidDataError
from ecosystem.exchange import csvw, node_link
from ecosystem.infographic import page, view
from ecosystem.infographic.view import View
from ecosystem.infographic.view.action_entries import ActionEntry
from ecosystem.infographic.view.directory import Entry
from ecosystem.infographic.view.plan_entries import PlanEntry, PriorityEntry
from ecosystem.model import Section
from ecosystem.words import natural
from tests import strategies
from tests.cities import SMALL
from tests.fixture import ROOT
from tests.strategies import examples


def test_every_entry_is_a_node_that_knows_its_section(small_city: City) -> None:
    assert {identifier: small_city.section(identifier) for identifier in small_city} == {
        "forum": Section.GROUPS,
        "staff": Section.NETWORKS,
        "council": Section.PARTNERS,
        "charity": Section.PARTNERS,
        "choir": Section.PARTNERS,
        "fair": Section.EVENTS,
        "report": Section.OUTPUTS,
        "plan": Section.PLANS,
        "jobs": Section.PRIORITIES,
        "homes": Section.PRIORITIES,
        "build": Section.ACTIONS,
    }
    assert all(small_city.value(identifier).id == identifier for identifier in small_city)


def test_every_link_is_an_edge_keyed_by_its_id(small_city: City) -> None:
    links = small_city.ecosystem.links
    edges = {(tail, head, key) for tail, head, key in small_city.graph.edges(keys=True)}
    assert edges == {(link.tail, link.head, link.id) for link in links}
    assert len(edges) == len(links) == small_city.graph.number_of_edges() == 15
    assert all(data["link"].id == key for _, _, key, data in small_city.graph.edges(keys=True, data=True))


def test_two_links_between_the_same_pair_are_both_kept(small_city: City) -> None:
    assert list(small_city.graph["council"]["charity"]) == [
        "council-funds-charity",
        "council-funds-charity-2",
    ]


def test_only_groups_networks_and_partners_are_organisations(small_city: City) -> None:
    organisations = [identifier for identifier in small_city if small_city.is_organisation(identifier)]
    assert organisations == ["forum", "staff", "charity", "choir", "council"]


def test_a_walk_from_a_node_takes_each_of_its_links_once_and_leads_away(small_city: City) -> None:
    steps = small_city.steps("charity")
    assert [(step.link.id, step.forward, step.end) for step in steps] == [
        ("charity-leads-build", True, "build"),
        ("charity-member-of-forum", True, "forum"),
        ("council-funds-charity", False, "council"),
        ("council-funds-charity-2", False, "council"),
    ]
    assert {step.start for step in steps} == {"charity"}
    assert not small_city.steps("choir")


def test_a_link_knows_the_words_of_its_type(small_city: City) -> None:
    link = next(link for link in small_city.ecosystem.links if link.type == "hosts")
    assert small_city.link_type(link).inverse == "is hosted by"


def test_building_twice_gives_equal_graphs() -> None:
    once, again = (City.parse(SMALL) for _ in range(2))
    assert nx.utils.graphs_equal(once.graph, again.graph)
    assert list(once.graph.edges(keys=True)) == list(again.graph.edges(keys=True))


def numbers_said(composed: View) -> set[int]:
    """The number of every link that some entry of the page says in words."""
    entries: list[Entry | PlanEntry | PriorityEntry | ActionEntry] = [
        *(entry for part in composed.directory for group in part.groups for entry in group.entries),
        *composed.plans,
        *(priority for plan in composed.plans for priority in plan.priorities),
        *(action for plan in composed.plans for part in plan.parts for action in part.actions),
    ]
    return {line.number for entry in entries for line in entry.links if line.number}


@settings(max_examples=examples(60), deadline=None)
@given(strategies.documents())
def test_links_are_counted_equal_in_file_graph_json_view_and_page(document: strategies.Document) -> None:
    city = strategies.city(document)
    composed = view.compose(city)
    written = strategies.links_written(document)
    listed = {int(number) for number in re.findall(r'data-l="?(\d+)', page.render(composed))}
    assert len(city.ecosystem.links) == written
    assert city.graph.number_of_edges() == written
    assert len(node_link.data(city)["links"]) == written
    assert len({link["key"] for link in node_link.data(city)["links"]}) == written
    assert numbers_said(composed) == set(range(1, written + 1))
    assert listed == set(range(1, written + 1))
    assert composed.link_count == written
    assert len(composed.data["links"]) == written  # type: ignore[arg-type]


@settings(max_examples=examples(60), deadline=None)
@given(strategies.documents())
def test_every_entry_is_a_node_in_graph_json_and_page(document: strategies.Document) -> None:
    city = strategies.city(document)
    ids = {identifier for section in strategies.SECTIONS for identifier in document[section]}
    assert set(city) == ids
    assert {node["id"] for node in node_link.data(city)["nodes"]} == ids
    assert set(re.findall(r'id="?n-([^" >]+)', page.render(view.compose(city)))) == ids


@settings(max_examples=examples(40), deadline=None)
@given(strategies.documents(), st.integers(0, 1_000))
def test_the_order_of_the_file_changes_no_answer(document: strategies.Document, seed: int) -> None:
    city, other = strategies.city(document), strategies.city(strategies.shuffled(document, seed))
    for identifier in city:
        assert queries.connections(city, identifier) == queries.connections(other, identifier)
        assert queries.profile(city, identifier) == queries.profile(other, identifier)


def sentences_said(composed: View) -> list[str]:
    """Every sentence about a link or an answer, in no order."""
    entries = [entry for part in composed.directory for group in part.groups for entry in group.entries]
    priorities = [priority for plan in composed.plans for priority in plan.priorities]
    actions = [action for plan in composed.plans for part in plan.parts for action in part.actions]
    everything: list[Entry | PlanEntry | PriorityEntry | ActionEntry]
    everything = [*entries, *priorities, *actions, *composed.plans]
    lines = [line for each in everything for line in each.links]
    groups = [group for priority in priorities for group in priority.answer]
    answers = [line.sentence for group in groups for line in group.lines]
    together = [group.sentence for group in groups if group.sentence]
    carriers = [carrier.sentence for priority in priorities for carrier in priority.carriers]
    return sorted([*(line.sentence for line in lines), *answers, *together, *carriers])


@settings(max_examples=examples(40), deadline=None)
@given(strategies.documents(), st.integers(0, 1_000))
def test_the_order_of_the_file_changes_no_sentence_of_the_page_and_moves_nothing_on_the_wheel(
    document: strategies.Document, seed: int
) -> None:
    one = view.compose(strategies.city(document))
    other = view.compose(strategies.city(strategies.shuffled(document, seed)))
    assert sentences_said(one) == sentences_said(other)
    assert one.wheel.box == other.wheel.box
    assert one.wheel.spokes == other.wheel.spokes
    assert one.wheel.hub_marks == other.wheel.hub_marks


def test_numbers_are_sorted_as_one_counts() -> None:
    names = ["action 10 (b)", "action 9 (c)", "action 10 (a)", "action"]
    assert sorted(names, key=natural) == ["action", "action 9 (c)", "action 10 (a)", "action 10 (b)"]


def test_a_step_against_the_direction_swaps_its_ends(small_city: City) -> None:
    link = small_city.ecosystem.links[0]
    assert (Step(link, forward=False).start, Step(link, forward=False).end) == (link.head, link.tail)


@settings(max_examples=examples(60), deadline=None)
@given(strategies.documents())
def test_steps_and_degrees_are_those_of_the_graph(document: strategies.Document) -> None:
    city = strategies.city(document)
    assert list(city) == list(city.graph)
    for identifier in city:
        forward = [data["link"] for _, _, data in city.graph.out_edges(identifier, data=True)]
        backward = [data["link"] for _, _, data in city.graph.in_edges(identifier, data=True)]
        steps = city.steps(identifier)
        assert [step.link for step in steps if step.forward] == forward
        assert sorted(step.link.id for step in steps if not step.forward) == sorted(
            link.id for link in backward
        )
        assert city.degree(identifier) == city.graph.degree(identifier)


def test_a_city_is_read_from_a_file_or_a_text_and_names_the_file_in_its_mistakes(tmp_path: Path) -> None:
    (tmp_path / "city.yaml").write_text(SMALL, encoding="utf-8")
    assert City.load(tmp_path / "city.yaml").ecosystem == City.parse(SMALL).ecosystem
    with pytest.raises(InvalidDataError, match=r"^city\.yaml "):
        City.parse("kinds: {}", "city.yaml")


def test_links_and_sources_are_numbered_from_one(small_city: City) -> None:
    for numbers, expected in (
        (small_city.link_numbers, [link.id for link in small_city.ecosystem.links]),
        (small_city.source_numbers, list(small_city.ecosystem.sources)),
    ):
        assert numbers == {identifier: index for index, identifier in enumerate(expected, 1)}


def test_no_question_about_one_entry_needs_networkx() -> None:
    program = (
        "import sys; from tests.cities import SMALL; from ecosystem import queries;"
        "from ecosystem.city import City; city = City.parse(SMALL);"
        "queries.profile(city, 'forum'); queries.connections(city, 'jobs');"
        "queries.paths(city, 'fair', 'staff');"
        "sys.exit('networkx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def test_the_gaps_of_a_city_need_no_networkx() -> None:
    program = (
        "import sys; from tests.cities import SMALL; from ecosystem.analysis import gaps;"
        "from ecosystem.city import City; gaps.find(City.parse(SMALL));"
        "sys.exit('networkx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def planned(*actions: str) -> City:
    """The small city with other actions, of two plans."""
    text = SMALL.replace("priorities:\n", "  other: {name: Another plan, source: minutes}\npriorities:\n", 1)
    before, _, rest = text.partition("actions:\n")
    links = re.sub(r"  - {from: build.*\n", "", rest[rest.index("links:\n") :])
    lines = "".join(f"  {each}\n" for each in actions)
    return City.parse(f"{before}actions:\n{lines}{links}")


def test_actions_stand_in_the_order_of_their_plans_references() -> None:
    ordered = planned(
        "zoo: {plan: plan, reference: '2.1', name: Z, source: minutes}",
        "ape: {plan: plan, reference: '10', name: A, source: minutes}",
        "bee: {plan: plan, reference: '2.10', name: B, source: minutes}",
        "cat: {plan: plan, reference: '1', name: C, source: minutes}",
        "dog: {plan: other, reference: '1', name: D, source: minutes}",
    )
    assert list(ordered.ecosystem.actions) == ["dog", "cat", "zoo", "bee", "ape"]


def test_actions_without_a_reference_stand_last_in_the_order_of_the_file() -> None:
    ordered = planned(
        "zoo: {plan: plan, name: Z, source: minutes}",
        "ape: {plan: plan, name: A, source: minutes}",
        "cat: {plan: plan, reference: '1', name: C, source: minutes}",
    )
    assert list(ordered.ecosystem.actions) == ["cat", "zoo", "ape"]
    assert [thing.id for thing in queries.listing(ordered, "actions")] == ["cat", "zoo", "ape"]
    rows = csvw.files(ordered)["actions.csv"].splitlines()[1:]
    assert [row.split(",")[0].strip('"') for row in rows] == ["cat", "zoo", "ape"]
