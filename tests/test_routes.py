"""How two things are connected: the shortest routes, link by link, surest first."""

from itertools import pairwise, product
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from ecosystem import queries, sentences
from ecosystem.city import City, Step
from ecosystem.model import Ecosystem, Link
from ecosystem.queries import SURENESS, Paths, routes
from tests import tangles
from tests.cities import SMALL, cited
from tests.commands import run
from tests.strategies import examples
from tests.tangles import city

ALL = 10_000


def said(answer: Paths) -> list[list[str]]:
    return [[hop.sentence for hop in route] for route in answer.routes]


def links(answer: Paths) -> list[str]:
    """The links of every route, as one word: "l0 l2"."""
    return [" ".join(hop.link for hop in route) for route in answer.routes]


# On the small city


def test_a_route_is_told_link_by_link_from_the_nearer_end(small_city: City) -> None:
    answer = queries.paths(small_city, "staff", "forum")
    assert answer.question == "How are Staff Network and The Forum connected?"
    assert answer.summary == "2 steps apart, by one route."
    assert answer.length == 2
    assert said(answer) == [
        ["Staff Network is a staff network of The Council.", "The Council hosts The Forum."]
    ]
    assert answer.components == ()


def test_a_route_may_go_against_the_direction_of_its_links(small_city: City) -> None:
    answer = queries.paths(small_city, "forum", "staff")
    assert said(answer) == [
        ["The Forum is hosted by The Council.", "The Council has the staff network Staff Network."]
    ]


def test_a_hop_carries_its_link_its_basis_and_its_sources(small_city: City) -> None:
    (route,) = queries.paths(small_city, "charity", "jobs").routes
    assert [(hop.start, hop.end, hop.link) for hop in route] == [
        ("charity", "forum", "charity-member-of-forum"),
        ("forum", "jobs", "forum-leads-jobs"),
    ]
    assert [(hop.basis.value, hop.sources) for hop in route] == [("stated", cited("minutes"))] * 2


def test_dates_and_roles_stand_in_the_sentence_and_parallel_links_are_routes_of_their_own(
    small_city: City,
) -> None:
    answer = queries.paths(small_city, "council", "charity")
    assert answer.summary == "1 step apart, by 2 routes."
    assert said(answer) == [
        ["The Council funded The Charity, from 2018 to 2020."],
        ["The Council funds The Charity (rent) (sources disagree)."],
    ]


def test_any_two_things_can_be_asked_about(small_city: City) -> None:
    answer = queries.paths(small_city, "report", "build")
    assert answer.question == "How are The Yearly Report and action 1 (Build ten homes) connected?"
    assert said(answer) == [
        [
            "The Yearly Report was produced by The Forum, on 5 June 2021.",
            "The Forum has as a member The Charity, since 2016.",
            "The Charity leads action 1 (Build ten homes).",
        ],
        [
            "The Yearly Report was produced by The Forum, on 5 June 2021.",
            "The Forum sets The Forum's plan.",
            "The Forum's plan includes action 1 (Build ten homes).",
        ],
    ]


def test_planned_links_and_readings_are_worded_as_such(small_city: City) -> None:
    assert said(queries.paths(small_city, "fair", "jobs")) == [
        ["The plan was for The Job Fair to advance priority 1 (Jobs). We found no record that it happened."]
    ]
    assert said(queries.paths(small_city, "homes", "build"))[-1] == [
        "Priority 2 (Homes) is advanced by action 1 (Build ten homes) (inferred)."
    ]


def test_the_same_thing_twice_is_one_and_the_same(small_city: City) -> None:
    answer = queries.paths(small_city, "forum", "forum")
    assert (answer.length, answer.summary) == (0, "They are the same entry.")
    assert (answer.routes, answer.components) == ((), ())


def test_two_things_of_the_same_title_are_told_apart_by_their_ids() -> None:
    twins = City.parse(SMALL.replace("name: The Choir", "name: The Charity"))
    answer = queries.paths(twins, "choir", "charity")
    assert answer.question == "How are The Charity (choir) and The Charity (charity) connected?"
    assert "The Charity (choir) is in" in answer.summary
    assert queries.paths(twins, "choir", "choir").question == "How are The Charity and The Charity connected?"


def test_without_a_route_both_parts_are_named_after_their_best_connected_member(
    small_city: City,
) -> None:
    answer = queries.paths(small_city, "choir", "homes")
    assert (answer.length, answer.routes) == (None, ())
    assert answer.summary == (
        "No route joins them. The Choir is in a separate part of its own, "
        "and priority 2 (Homes) is in the separate part around The Council, with 10 entries."
    )
    assert [(part.name, part.size) for part in answer.components] == [("The Choir", 1), ("The Council", 10)]


def test_two_parts_of_several_things_are_both_named() -> None:
    answer = queries.paths(city("a pays b", "b pays c", "f pays g", "g pays h", "h pays i"), "c", "i")
    assert answer.summary == (
        "No route joins them. C is in the separate part around B, with 3 entries, "
        "and I is in the separate part around G, with 4 entries."
    )


# The order of equally short routes


def test_of_equally_short_routes_the_one_whose_least_sure_link_is_surest_comes_first() -> None:
    two_doubts_beat_one_plan = city(
        "a pays b planned",  # l0: a stated link follows
        "b pays z",
        "a pays c inferred",  # l2: nothing but readings
        "c pays z inferred",
        "a pays d disputed",
        "d pays z disputed",
        "a pays f",
        "f pays z confirmed",
        "a pays g confirmed",
        "g pays z confirmed",
    )
    answer = queries.paths(two_doubts_beat_one_plan, "a", "z", most=ALL)
    assert links(answer) == ["l8 l9", "l6 l7", "l4 l5", "l2 l3", "l0 l1"]
    assert answer.summary == "2 steps apart, by 5 routes."


def test_equally_sure_routes_stand_in_the_order_of_the_file() -> None:
    square = city("a pays c", "b pays z", "a pays b", "c pays z", "a joins c")
    assert links(queries.paths(square, "a", "z")) == ["l0 l3", "l2 l1", "l4 l3"]


def test_a_short_route_of_plans_beats_a_long_one_that_is_sure() -> None:
    detour = city("a pays z planned", "a pays b", "b pays z")
    assert links(queries.paths(detour, "a", "z")) == ["l0"]


def test_most_cuts_the_routes_and_says_so() -> None:
    four = city("a pays b", "a pays b planned", "a joins b inferred", "b joins a")
    cut = queries.paths(four, "a", "b", most=2)
    assert (links(cut), cut.summary) == (
        ["l0", "l3"],
        "1 step apart. This shows the first 2 routes of several.",
    )
    one = queries.paths(four, "a", "b", most=1)
    assert (links(one), one.summary) == (["l0"], "1 step apart. This shows the first route of several.")
    whole = queries.paths(four, "a", "b", most=4)
    assert (links(whole), whole.summary) == (
        ["l0", "l3", "l2", "l1"],
        "1 step apart, by 4 routes.",
    )


def test_three_routes_are_given_unless_told_otherwise() -> None:
    assert len(queries.paths(city(*["a pays b"] * 5), "a", "b").routes) == 3


def test_fifty_parallel_links_are_fifty_routes() -> None:
    fifty = city(*["a pays b", "b joins a"] * 25)
    assert links(queries.paths(fifty, "a", "b", most=100)) == [f"l{place}" for place in range(50)]
    assert queries.paths(fifty, "a", "b").summary == "1 step apart. This shows the first 3 routes of several."


def test_fifty_parallel_links_on_each_of_four_steps_are_answered_at_once() -> None:
    """Six million routes: only those asked for are walked."""
    ladder = city(*(f"{one} pays {other}" for one, other in pairwise("abcdf") for _ in range(50)))
    assert links(queries.paths(ladder, "a", "f", most=2)) == ["l0 l50 l100 l150", "l0 l50 l100 l151"]


def test_a_route_of_two_thousand_links_is_told() -> None:
    answer = queries.paths(tangles.chain(2001), "c1", "c2001")
    assert (answer.length, len(answer.routes[0])) == (2000, 2000)


# Only strong links


def test_strong_walks_stated_and_confirmed_links_alone() -> None:
    detour = city(
        "a pays z planned", "a pays z inferred", "a pays z disputed", "a pays b confirmed", "b pays z"
    )
    answer = queries.paths(detour, "a", "z", strong=True)
    assert answer.question == "How are A and Z connected by stated links alone?"
    assert links(answer) == ["l3 l4"]


def test_strong_says_which_parts_the_strong_links_alone_leave() -> None:
    weak = city("a pays b", "b pays c planned", "c pays d")
    answer = queries.paths(weak, "a", "d", strong=True)
    assert answer.length is None
    assert [part.size for part in answer.components] == [2, 2]
    assert queries.paths(weak, "a", "d").length == 3


def test_a_part_of_strong_links_is_called_after_the_one_with_most_of_these() -> None:
    weak = city("a pays b", "b pays c", "a pays d planned", "a met d planned", "a joins d planned")
    assert [part.name for part in queries.paths(weak, "a", "d", strong=True).components] == ["B", "D"]


def test_what_a_shortest_route_is_is_said_where_there_is_one(tmp_path: Path) -> None:
    data = tmp_path / "city.yaml"
    data.write_text(SMALL, encoding="utf-8")

    def asked(*ends: str) -> str:
        return run("--data", data, "path", *ends).stdout

    assert routes.EXPLAINED in asked("staff", "forum")
    assert asked("choir", "forum").endswith(", with 10 entries.\n")
    assert asked("forum", "forum").endswith("\nThey are the same entry.\n")


# Brute-force twins


def twin(value: Ecosystem, start: str, end: str, *, strong: bool) -> tuple[int | None, list[tuple[str, ...]]]:
    """The length, and every shortest route in the promised order: networkx's node paths × parallel links."""
    usable = [link for link in value.links if not strong or link.basis in routes.STRONG]
    undirected: nx.Graph[str] = nx.Graph()
    undirected.add_nodes_from(identifier.id for _, identifier in value.nodes())
    undirected.add_edges_from((link.tail, link.head) for link in usable)
    if not nx.has_path(undirected, start, end):
        return None, []
    parallel: dict[frozenset[str], list[Link]] = {}
    for link in usable:
        parallel.setdefault(frozenset((link.tail, link.head)), []).append(link)
    place = {link.id: index for index, link in enumerate(value.links)}
    found = [
        route
        for nodes in nx.all_shortest_paths(undirected, start, end)
        for route in product(*(parallel[frozenset(pair)] for pair in pairwise(nodes)))
        if route
    ]
    found.sort(
        key=lambda route: (max(SURENESS[each.basis] for each in route), [place[each.id] for each in route])
    )
    length = int(nx.shortest_path_length(undirected, start, end))
    return length, [tuple(link.id for link in route) for route in found]


@settings(max_examples=examples(700), deadline=None)
@given(tangles.ecosystems(), st.integers(0), st.booleans())
def test_the_routes_are_those_of_networkx_times_the_parallel_links_in_the_promised_order(
    value: Ecosystem, chosen: int, strong: bool
) -> None:
    whole = City(value)
    nodes = list(whole)
    start = nodes[chosen % len(nodes)]
    for end in nodes:
        answer = queries.paths(whole, start, end, strong=strong, most=ALL)
        given_routes = [tuple(hop.link for hop in route) for route in answer.routes]
        assert (answer.length, given_routes) == twin(value, start, end, strong=strong)


@settings(max_examples=examples(300), deadline=None)
@given(tangles.ecosystems(), st.integers(1, 4))
def test_both_directions_have_the_same_routes_and_most_gives_the_first_of_all(
    value: Ecosystem, most: int
) -> None:
    whole = City(value)
    start, *others = whole
    for end in others:
        there = queries.paths(whole, start, end, most=ALL)
        back = queries.paths(whole, end, start, most=ALL)
        assert there.length == back.length
        assert sorted(links(there)) == sorted(" ".join(reversed(each.split())) for each in links(back))
        assert queries.paths(whole, start, end, most=most).routes == there.routes[:most]
        assert {part.size for part in there.components} == {part.size for part in back.components}
        for route in there.routes:
            assert [hop.start for hop in route] == [start, *(hop.end for hop in route[:-1])]
            assert (route[-1].end if route else start) == end


# On Bristol


def test_every_hop_on_bristol_is_the_sentence_of_its_link(bristol: City) -> None:
    by_id = {link.id: link for link in bristol.ecosystem.links}
    nodes = list(bristol)
    hops = [
        hop
        for start, end in zip(nodes, nodes[7:], strict=False)
        for route in queries.paths(bristol, start, end).routes
        for hop in route
    ]
    assert len(hops) > 100
    for hop in hops:
        link = by_id[hop.link]
        step = Step(link, forward=link.tail == hop.start)
        assert (step.start, step.end) == (hop.start, hop.end)
        assert hop.sentence == sentences.of_route(bristol, [step])


@pytest.mark.parametrize("strong", [False, True])
def test_lengths_on_bristol_equal_networkx(bristol: City, strong: bool) -> None:
    undirected: nx.Graph[str] = nx.Graph()
    undirected.add_nodes_from(bristol)
    undirected.add_edges_from(
        (link.tail, link.head)
        for link in bristol.ecosystem.links
        if not strong or link.basis in routes.STRONG
    )
    expected = nx.single_source_shortest_path_length(undirected, "ujima")
    for end in bristol:
        assert queries.paths(bristol, "ujima", end, strong=strong).length == expected.get(end)


def test_paths_say_between_what_they_run(small_city: City) -> None:
    found = queries.paths(small_city, "charity", "council")
    assert (found.start, found.end) == ("charity", "council")
