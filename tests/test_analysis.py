"""Who holds the city together: the projection, every measure on it, and what stands out."""

import os
import random
import subprocess
import sys
from itertools import combinations
from math import comb
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings

from ecosystem import analysis
from ecosystem.analysis import Measures, measures, wording
from ecosystem.analysis.projection import project
from ecosystem.city import City
from ecosystem.model import Ecosystem, Section
from ecosystem.words import capital, number
from tests import tangles
from tests.cities import SMALL
from tests.fixture import BRISTOL, ROOT
from tests.strategies import examples
from tests.tangles import city

# The city of the hand-worked answers. H stands between three; F and G know each other only through
# action 1, B and C through the event; I and J are a part of their own, and K is alone.
TIES = (
    "a joins h",
    "b joins h",
    "c pays h",
    "c pays h planned",
    "b pays e1",
    "c joins e1",
    "h met f",
    "f leads x1",
    "g leads x1",
    "x1 advances p1",
    "h leads p1",
    "w part-of p1",
    "i pays j",
)
KINDS = {"a": "firm", "b": "firm", "c": "firm", "g": "union"}


@pytest.fixture(scope="module")
def town() -> City:
    return city(*TIES, alone="k", kinds=KINDS)


@pytest.fixture(scope="module")
def found(town: City) -> Measures:
    return analysis.measure(town)


def told(whole: City) -> dict[str, tuple[str, ...]]:
    """The sentences of every measure, by heading."""
    return {heading: said for heading, _, said in wording.sentences(whole, analysis.measure(whole))}


# The projection


def ties(organisations: "nx.Graph[str]") -> dict[str, tuple[int, list[str]]]:
    return {
        f"{min(pair)}-{max(pair)}": (data["weight"], data["through"])
        for *pair, data in organisations.edges(data=True)
    }


def test_organisations_are_tied_by_links_and_by_what_both_are_linked_to(town: City) -> None:
    assert ties(project(town)) == {
        "a-h": (1, []),
        "b-h": (1, []),
        "c-h": (2, []),
        "b-c": (1, ["e1"]),
        "f-h": (1, []),
        "f-g": (1, ["x1"]),
        "i-j": (1, []),
    }


def test_the_projection_holds_every_organisation_and_nothing_else(town: City) -> None:
    assert sorted(project(town)) == ["a", "b", "c", "f", "g", "h", "i", "j", "k"]


def test_a_shared_priority_and_a_shared_output_tie_and_a_plan_ties_nobody() -> None:
    shared = city("a leads p1", "b leads p1", "c pays o1", "o1 advances d", "f sets w", "g sets w")
    assert ties(project(shared)) == {"a-b": (1, ["p1"]), "c-d": (1, ["o1"])}


def test_links_and_shared_things_add_up_and_two_links_to_one_thing_are_one_share() -> None:
    much = city("a pays b", "b pays a", "a pays e1", "a joins e1", "b pays e1", "a leads x1", "b leads x1")
    assert ties(project(much)) == {"a-b": (4, ["e1", "x1"])}


def test_three_at_one_event_are_tied_in_pairs() -> None:
    assert sorted(ties(project(city("a pays e1", "b pays e1", "c pays e1")))) == ["a-b", "a-c", "b-c"]


def test_the_projection_leaves_the_graph_as_it_was(small_city: City) -> None:
    before = [*small_city.graph.nodes(data=True)], [*small_city.graph.edges(keys=True, data=True)]
    analysis.measure(small_city)
    analysis.study(small_city)
    assert before == ([*small_city.graph.nodes(data=True)], [*small_city.graph.edges(keys=True, data=True)])


# Every measure on the hand-worked city


def test_the_whole_is_counted(found: Measures, town: City) -> None:
    assert (found.organisations, found.ties, found.links) == (9, 7, 13)
    assert found.density == round(7 / comb(9, 2), 4)
    assert found.components == (6, 2, 1)
    assert not found.sampled
    assert told(town)["The whole map"] == (
        "9 organisations, 7 ties between them, 13 links in the data; density 19.4%.",
        "3 separate parts: 1 with a single organisation, and the rest with 6 and 2.",
    )


def test_degrees_are_ranked_by_links_and_told_by_family(town: City) -> None:
    assert told(town)["Most connected"] == (
        "1. H: 6 links (2 membership, 1 governance, 2 money and 1 history).",
        "2. C: 3 links (1 membership and 2 money).",
        "3=. B: 2 links (1 membership and 1 money).",
        "3=. F: 2 links (1 governance and 1 history).",
        "5=. A: 1 link (1 membership).",
        "5=. G: 1 link (1 governance).",
        "5=. I: 1 link (1 money).",
        "5=. J: 1 link (1 money).",
    )


def test_brokers_are_ranked_by_betweenness(found: Measures, town: City) -> None:
    """H lies between A and B, C, F, G, between B or C and F, G, not between B and C: 8 of 28 pairs.
    F lies between G and A, B, C, H: 4 of 28."""
    assert [(each.rank.id, each.rank.value) for each in found.brokers] == [("h", 0.2857), ("f", 0.1429)]
    assert told(town)["Brokers"] == (
        "1. H: betweenness 0.286, constraint 0.44.",
        "2. F: betweenness 0.143, constraint 0.50.",
    )


def test_constraint_is_burt_s(found: Measures) -> None:
    """A spends half of itself on B and a quarter each on C and D, who spend half on each other:
    ½² + 2 × (¼ + ¼ × ½)² = 0.53125. H of the city above spends ⅕, ⅕, ⅖ and ⅕ on A, B, C and F; B spends ½
    on C, and C ⅓ on B: (⅕)² + (⅕ + ⅖ × ⅓)² + (⅖ + ⅕ × ½)² + (⅕)² = 0.4411."""
    (broker,) = analysis.measure(city("a pays b", "a joins b", "a pays c", "a pays d", "c pays d")).brokers
    assert (broker.rank.id, broker.constraint) == ("a", 0.531)
    assert found.brokers[0].constraint == 0.441


def test_cut_points_and_what_they_cut_off_are_named(found: Measures, town: City) -> None:
    assert [(each.id, each.cut_off) for each in found.cut_points] == [
        ("h", (("f", "g"), ("a",))),
        ("f", (("g",),)),
    ]
    assert told(town)["Cut points"] == (
        "Without H, these would be cut off: F and G; A.",
        "Without F, these would be cut off: G.",
    )


def test_bridges_are_the_only_ties_between_two_parts(found: Measures, town: City) -> None:
    assert found.bridges == (("a", "h"), ("f", "g"), ("f", "h"), ("i", "j"))
    assert told(town)["Bridges"] == ("A – H.", "F – G.", "F – H.", "I – J.")


def test_communities_are_named_after_their_best_tied_organisation_and_its_kinds(town: City) -> None:
    assert told(town)["Communities"] == (
        "H and 3 others (firm and club): A, B, C and H.",
        "F and 1 other (club and union): F and G.",
        "I and 1 other (club): I and J.",
    )


def test_reach_is_counted_by_nearness_and_by_section(town: City) -> None:
    assert told(town)["Reach of each priority"] == (
        "P1 (W): 5 organisations; 1 directly, 2 through an action and 2 through another organisation; "
        "2 groups, 1 network and 2 partners.",
    )


def test_mixing_counts_each_tie_once_by_section_and_by_kind(found: Measures, town: City) -> None:
    assert told(town)["Ties between sections"] == (
        "groups – partners: 3 ties.",
        "groups – groups: 2 ties.",
        "groups – networks: 1 tie.",
        "partners – partners: 1 tie.",
    )
    assert [(each.one, each.other, each.ties) for each in found.kinds] == [
        ("club", "firm", 3),
        ("club", "club", 2),
        ("club", "union", 1),
        ("firm", "firm", 1),
    ]
    assert sum(each.ties for each in found.sections) == sum(each.ties for each in found.kinds) == found.ties


def test_every_measure_is_explained_in_a_sentence_where_it_is_shown(found: Measures, town: City) -> None:
    for _, explained, _ in wording.sentences(town, found):
        assert explained.endswith(".")
    shown = " ".join(explained for _, explained, _ in wording.sentences(town, found))
    assert all(sentence in shown for sentence in found.explained.values())


# Rankings


def test_those_who_tie_share_a_place_say_so_and_are_never_cut_apart() -> None:
    star = city(*(f"{organisation} pays z" for organisation in "abcdfgijkl"))
    ranks = [each.rank for each in analysis.measure(star).degree]
    assert [(rank.id, rank.place, rank.tied) for rank in ranks] == [
        ("z", 1, False),
        *((organisation, 2, True) for organisation in "abcdfgijkl"),
    ]
    assert told(star)["Most connected"][1] == "2=. A: 1 link (1 money)."


def test_a_ranking_ends_after_eight_places() -> None:
    row = city(
        *(
            f"{organisation} pays z"
            for count, organisation in enumerate("abcdfghijk", 1)
            for _ in range(count)
        )
    )
    degrees = analysis.measure(row).degree
    assert [each.rank.id for each in degrees] == [*"zkjihgfd"]
    assert [each.rank.place for each in degrees] == [1, 2, 3, 4, 5, 6, 7, 8]


# Sampling


def test_above_the_limit_betweenness_is_sampled_and_the_output_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = tangles.chain(12)
    exact = analysis.measure(row)
    assert "estimated" not in " ".join(told(row)["The whole map"])
    monkeypatch.setattr(measures, "EXACT", 11)
    monkeypatch.setattr(measures, "SAMPLE", 5)
    sampled = analysis.measure(row)
    assert (exact.sampled, sampled.sampled) == (False, True)
    assert sampled.brokers != exact.brokers
    assert sampled.cut_points == exact.cut_points
    assert told(row)["The whole map"][-1] == (
        "With more than 11 organisations, betweenness is estimated from a sample of 5."
    )
    assert analysis.measure(row) == sampled
    monkeypatch.setattr(measures, "EXACT", 12)
    assert not analysis.measure(row).sampled


def test_the_limit_is_a_thousand_organisations() -> None:
    assert measures.EXACT == 1000
    assert measures.SAMPLE <= measures.EXACT


# Small and broken cities

CITIES: dict[str, City] = {
    "empty": city(),
    "a single organisation": city(alone="a"),
    "two organisations apart": city(alone="a b"),
    "two organisations": city("a pays b"),
    "fifty links": city(*["a pays b"] * 50),
    "disconnected": city("a pays b", "c pays d", "d pays f", alone="g"),
    "priorities without organisations": city(alone="p1 p2 x1 e1 o1"),
    "one organisation and a priority": city("a leads p1"),
}


@pytest.mark.parametrize("name", CITIES)
def test_every_measure_works_on_small_and_disconnected_cities(name: str) -> None:
    whole = CITIES[name]
    found = analysis.measure(whole)
    assert found.organisations == sum(whole.is_organisation(each) for each in whole) == sum(found.components)
    assert found.links == whole.graph.number_of_edges()
    assert 0 <= found.density <= 1
    for heading, _, said in wording.sentences(whole, found):
        assert said or heading != "The whole map"
        assert all(sentence.endswith(".") and "  " not in sentence for sentence in said)
    assert len(analysis.study(whole)) <= 5


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("empty", ("There are no organisations on the map.",)),
        (
            "a single organisation",
            (
                "1 organisation, 0 ties between them, 0 links in the data; density 0.0%.",
                "1 separate part, with a single organisation.",
            ),
        ),
        (
            "two organisations apart",
            (
                "2 organisations, 0 ties between them, 0 links in the data; density 0.0%.",
                "2 separate parts, each with a single organisation.",
            ),
        ),
        (
            "two organisations",
            (
                "2 organisations, 1 tie between them, 1 link in the data; density 100.0%.",
                "1 separate part, with 2 organisations.",
            ),
        ),
        (
            "fifty links",
            (
                "2 organisations, 1 tie between them, 50 links in the data; density 100.0%.",
                "1 separate part, with 2 organisations.",
            ),
        ),
        (
            "disconnected",
            (
                "6 organisations, 3 ties between them, 3 links in the data; density 20.0%.",
                "3 separate parts: 1 with a single organisation, and the rest with 3 and 2.",
            ),
        ),
    ],
)
def test_the_whole_of_a_small_city_is_told_in_good_english(name: str, whole: tuple[str, ...]) -> None:
    assert told(CITIES[name])["The whole map"] == whole


def test_organisations_that_stand_alone_are_counted_and_not_listed_one_by_one() -> None:
    scattered = told(city("a pays b", "b pays c", "f pays g", alone="h i j k"))
    assert (
        scattered["The whole map"][1]
        == "6 separate parts: 4 with a single organisation, and the rest with 3 and 2."
    )
    assert (
        told(city("a pays b", "c pays d"))["The whole map"][1]
        == "2 separate parts, with 2 and 2 organisations."
    )


def test_pairs_of_kinds_that_are_not_told_are_counted_in_good_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mixed = city(
        "a pays b", "b pays c", "c pays a", "b pays d", "a pays d", kinds={"b": "firm", "c": "union"}
    )
    ties = [f"{mix.one} – {mix.other}: {mix.ties}" for mix in analysis.measure(mixed).kinds]
    assert ties == ["club – firm: 2", "club – club: 1", "club – union: 1", "firm – union: 1"]

    def last(most: int) -> str:
        monkeypatch.setattr(wording, "MIXES", most)
        return told(mixed)["Ties between types"][-1]

    assert last(0) == "4 other pairs with 2 ties or fewer."
    assert last(1) == "3 other pairs with 1 tie each."
    assert last(3) == "1 other pair with 1 tie."
    assert last(4) == "firm – union: 1 tie."


def test_no_sentence_ends_in_two_full_stops() -> None:
    """A name may end in one: Ltd., Inc., C.I.C."""
    stopped = SMALL.replace("name: The Choir", "name: Choir Ltd.").replace(
        "name: The Council", "name: Hall Inc."
    )
    stopped = stopped.replace(
        "disputes:", "  - {from: choir, type: funds, to: council, source: leaflet}\ndisputes:"
    )
    said = told(City.parse(stopped))
    assert "Without Hall Inc., these would be cut off: Choir Ltd.; Staff Network." in said["Cut points"]
    assert "Choir Ltd. – Hall Inc." in said["Bridges"]
    assert not [sentence for sentences in said.values() for sentence in sentences if sentence.endswith("..")]


def test_two_organisations_have_a_bridge_and_a_community_and_no_broker() -> None:
    found = analysis.measure(CITIES["two organisations"])
    assert (found.bridges, found.brokers, found.cut_points) == ((("a", "b"),), (), ())
    assert [each.members for each in found.communities] == [("a", "b")]


# Twins


def by_hand(whole: City) -> "nx.Graph[str]":
    """The projection, pair by pair."""
    organisations = [each for each in whole if whole.is_organisation(each)]
    shared = [
        each
        for each in whole
        if whole.section(each) in (Section.ACTIONS, Section.EVENTS, Section.OUTPUTS, Section.PRIORITIES)
    ]
    projected: nx.Graph[str] = nx.Graph()
    projected.add_nodes_from(organisations)

    def links(one: str, other: str) -> int:
        return whole.graph.number_of_edges(one, other) + whole.graph.number_of_edges(other, one)

    for one, other in combinations(organisations, 2):
        weight = links(one, other) + sum(bool(links(one, each) and links(other, each)) for each in shared)
        if weight:
            projected.add_edge(one, other, weight=weight)
    return projected


@settings(max_examples=examples(500), deadline=None)
@given(tangles.ecosystems(organisations=8, links=24))
def test_ties_betweenness_cut_points_and_bridges_equal_networkx_on_the_projection(value: Ecosystem) -> None:
    whole = City(value)
    organisations = by_hand(whole)
    assert {frozenset(pair) for pair in project(whole).edges()} == {
        frozenset(pair) for pair in organisations.edges()
    }
    for one, other, data in organisations.edges(data=True):
        assert project(whole).edges[one, other]["weight"] == data["weight"]
    found = analysis.measure(whole)
    between = {each: round(share, 4) for each, share in nx.betweenness_centrality(organisations).items()}
    assert {each.rank.id: each.rank.value for each in found.brokers} == {
        each: share for each, share in between.items() if share > 0
    }
    constraint = nx.constraint(organisations, weight="weight")
    for broker in found.brokers:
        assert broker.constraint == pytest.approx(constraint[broker.rank.id], abs=0.0006)
    assert {each.id for each in found.cut_points} == set(nx.articulation_points(organisations))
    assert {frozenset(pair) for pair in found.bridges} == {
        frozenset(pair) for pair in nx.bridges(organisations)
    }
    assert (found.ties, len(found.components)) == (
        organisations.number_of_edges(),
        nx.number_connected_components(organisations),
    )


@settings(max_examples=examples(500), deadline=None)
@given(tangles.ecosystems(organisations=8))
def test_cut_points_and_what_they_cut_off_equal_removal_by_brute_force(value: Ecosystem) -> None:
    whole = City(value)
    organisations = by_hand(whole)
    expected = {}
    for organisation in organisations:
        part = nx.node_connected_component(organisations, organisation)
        rest = organisations.copy()
        rest.remove_node(organisation)
        pieces = [tuple(sorted(piece)) for piece in nx.connected_components(rest) if piece <= part]
        if len(pieces) > 1:
            pieces.sort(key=lambda piece: (-len(piece), piece))
            expected[organisation] = tuple(pieces[1:])
    found = analysis.measure(whole).cut_points
    assert {each.id: each.cut_off for each in found} == expected
    sizes = [sum(map(len, each.cut_off)) for each in found]
    assert sizes == sorted(sizes, reverse=True)


@settings(max_examples=examples(300), deadline=None)
@given(tangles.ecosystems())
def test_reach_counts_the_organisations_with_a_route_by_brute_force(value: Ecosystem) -> None:
    whole = City(value)
    for reach in analysis.measure(whole).reach:
        near, carried = connected(whole, reach.id)
        assert (
            reach.total == len(near | carried) == sum(reach.nearness.values()) == sum(reach.sections.values())
        )
        assert reach.nearness["through another organisation"] == len(carried - near)


def connected(whole: City, priority: str) -> tuple[set[str], set[str]]:
    """The organisations that reach a priority: by at most one thing that is no organisation, and through
    such an organisation.
    """
    undirected: nx.Graph[str] = nx.Graph(whole.graph.to_undirected())
    near = {each for each in undirected[priority] if whole.is_organisation(each)}
    for between in undirected[priority]:
        match whole.section(between):
            case Section.ACTIONS | Section.EVENTS | Section.OUTPUTS:
                near |= {each for each in undirected[between] if whole.is_organisation(each)}
            case Section.PLANS:
                near |= {
                    tail
                    for tail, _, data in whole.graph.in_edges(between, data=True)
                    if data["link"].type == "sets"
                }
    carried = {
        tail
        for tail, head, data in whole.graph.edges(data=True)
        if head in near and data["link"].type == "joins" and whole.is_organisation(tail)
    }
    return near, carried


# Louvain


def communities_of(whole: City) -> list[tuple[str, ...]]:
    return [each.members for each in analysis.measure(whole).communities]


@pytest.mark.parametrize("seed", range(5))
def test_communities_do_not_depend_on_the_order_of_the_file(bristol: City, seed: int) -> None:
    organisations = project(bristol)
    nodes, edges = list(organisations), list(organisations.edges(data=True))
    random.Random(seed).shuffle(nodes)
    random.Random(seed).shuffle(edges)
    shuffled: nx.Graph[str] = nx.Graph()
    shuffled.add_nodes_from(nodes)
    shuffled.add_edges_from(edges)
    assert list(shuffled) != list(organisations)
    assert measures.communities(bristol, shuffled) == measures.communities(bristol, organisations)
    assert len(communities_of(bristol)) > 3


def test_no_answer_depends_on_the_hash_seed(tmp_path: Any) -> None:
    answers = set()
    for seed in ("0", "1", "2"):
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "ecosystem",
                "--data",
                str(BRISTOL),
                "analyse",
                "--json",
            ],
            capture_output=True,
            check=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        answers.add(done.stdout)
    assert len(answers) == 1


def test_everybody_stands_in_one_community_at_most(bristol: City) -> None:
    members = [organisation for community in communities_of(bristol) for organisation in community]
    assert len(members) == len(set(members))
    sizes = [len(community) for community in communities_of(bristol)]
    assert sizes == sorted(sizes, reverse=True)


# What stands out


def findings(whole: City) -> list[str]:
    return [each.sentence for each in analysis.study(whole)]


def test_what_stands_out_on_the_small_city(small_city: City) -> None:
    assert findings(small_city) == [
        "The Council, The Forum, The Charity and Staff Network have the most links: together 10 of 15.",
        "No action advances ‘Jobs’.",
        "1 link is planned. We found no record that it happened. "
        "1 link is inferred: no source says it in so many words.",
        "Sources disagree on one question: How many belong to it?",
    ]


def test_the_best_connected_are_told_when_there_are_more_than_four() -> None:
    assert findings(city("a pays b", "a pays c", "a pays d", "b pays c")) == []
    assert findings(city("a pays b", "a pays c", "a pays d", "b pays c", "b pays d", "c pays d", "a pays f"))[
        0
    ] == ("A, B, C and D have the most links: together 7 of 7.")


def test_nobody_is_called_best_connected_who_has_as_few_links_as_one_left_out() -> None:
    star = city("a pays b", "a joins b", "a pays c", "a pays d", "a pays f", "a pays g", "b pays c")
    assert findings(star)[0] == "A, B and C have the most links: together 7 of 7."
    alone = city(*(f"a pays {organisation}" for organisation in "bcdfg"))
    assert findings(alone)[0] == "A has the most links: 5 of 5."
    assert findings(city("a pays b", "c pays d", "f pays g")) == []


def test_the_cut_point_that_cuts_off_most_is_told_when_it_cuts_off_two_or_more() -> None:
    pinned = "Two organisations are connected to the rest only through A."
    assert findings(city("a pays b", "b pays c", "c pays a", "a pays d", "a pays f"))[-1] == pinned
    assert findings(city("a pays b", "b pays c")) == []


def test_no_cut_point_is_told_where_two_cut_off_as_many() -> None:
    dumbbell = city("a pays b", "a pays c", "a pays d", "d pays f", "d pays g")
    assert not any("only through" in each for each in findings(dumbbell))


def test_priorities_without_an_action_are_told_where_there_are_actions() -> None:
    assert findings(city("x1 advances p1", alone="p2")) == ["No action advances ‘P2’."]
    assert findings(city("x1 advances p1", alone="p2 p3")) == ["No action advances ‘P2’ and ‘P3’."]
    assert findings(city(alone="p1 p2")) == []


def test_plans_and_readings_are_counted_in_good_english() -> None:
    plan, reading = "a pays b planned", "a pays b inferred"
    assert findings(city(plan)) == ["1 link is planned. We found no record that it happened."]
    assert findings(city(plan, plan, reading, reading)) == [
        "2 links are planned. We found no record that they happened. "
        "2 links are inferred: no source says them in so many words."
    ]
    assert findings(city(reading)) == ["1 link is inferred: no source says it in so many words."]
    assert findings(city(reading, reading)) == ["2 links are inferred: no source says them in so many words."]
    assert findings(city("a pays b", "b pays a confirmed")) == []


def test_disputes_are_counted_with_the_one_about_the_best_connected_as_the_example() -> None:
    one = "Sources disagree on one question: How many belong to it?"
    assert one in findings(City.parse(SMALL))
    second = SMALL + (
        "  - {about: choir, question: Who sings?, claims: "
        "[{claim: all, source: minutes}, {claim: none, source: leaflet}]}\n"
    )
    assert findings(City.parse(second))[-1] == (
        "Sources disagree on two questions, among them: How many belong to it?"
    )


def test_the_priority_with_most_direct_organisations_is_told_when_it_is_one_alone() -> None:
    assert findings(city("a leads p1", "b leads p1", "c leads p2")) == [
        "‘P1’ has the most organisations that take part directly: 2."
    ]
    assert findings(city("a leads p1", "c leads p2")) == []
    assert findings(city("a leads p1")) == []


def test_at_most_five_findings_stand_out_in_the_order_of_the_rules(bristol: City) -> None:
    said = findings(bristol)
    assert len(said) == 5
    for sentence, words in zip(
        said,
        ("most links", "only through", "No action advances", "no record", "disagree"),
        strict=True,
    ):
        assert words in sentence


def test_the_numbers_in_the_findings_are_those_of_the_commands(bristol: City) -> None:
    best, cut_point, *_ = analysis.study(bristol)
    measured = analysis.measure(bristol)
    top = measured.cut_points[0]
    assert cut_point.lead == top.name
    assert cut_point.sentence.startswith(capital(number(sum(map(len, top.cut_off)))))
    assert best.sentence.endswith(f"of {measured.links}.")
    names = {degree.rank.name for degree in measured.degree[:4]}
    assert all(name in best.lead for name in names)


def test_plans_make_no_priority_the_one_most_take_part_in() -> None:
    led = "  - {from: forum, type: leads, to: jobs, source: minutes}\n"
    planned = "".join(
        f"  - {{from: {organisation}, type: leads, to: jobs, basis: planned, source: minutes}}\n"
        for organisation in ("charity", "choir")
    )
    homes = "  - {from: council, type: leads, to: homes, source: minutes}\n"
    town = City.parse(SMALL.replace(led, f"{planned}{homes}"))
    (found,) = (each for each in analysis.analyse(town).findings if "take part directly" in each.sentence)
    assert found.sentence == "‘Homes’ has the most organisations that take part directly: 2."
