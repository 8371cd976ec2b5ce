"""Answers: who connects to what, how near and how sure; and finding a thing by what people call it."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from ecosystem import queries, sentences
from ecosystem.city import City, Step
from ecosystem.errors import AmbiguousNameError, NotAnOrganisationError, UnknownNameError
from ecosystem.folding import folded
from ecosystem.model import ORGANISATION_SECTIONS, Action, Basis, Ecosystem, Family, Link, Priority, Section
from ecosystem.queries import Nearness
from tests import strategies, tangles
from tests.cities import SMALL, cited
from tests.commands import run
from tests.strategies import examples


def with_links(*links: str) -> City:
    """The small city with more links."""
    more = "".join(f"  - {{{link}, source: leaflet}}\n" for link in links)
    return City.parse(SMALL.replace("disputes:\n", f"{more}disputes:\n"))


def answers(city: City, identifier: str) -> list[tuple[str, str, str]]:
    found = queries.connections(city, identifier).connections
    return [(each.id, each.nearness.value, each.sentence) for each in found]


# What connects to a priority


def test_organisations_connect_to_a_priority_directly_through_an_event_and_through_other_organisations(
    small_city: City,
) -> None:
    assert answers(small_city, "jobs") == [
        ("forum", "directly", "The Forum leads priority 1 (Jobs)."),
        (
            "council",
            "through an event or output",
            "The Council funded The Job Fair, which was to advance priority 1 (Jobs) (planned). "
            "We found no record that what was planned happened.",
        ),
        (
            "staff",
            "through another organisation",
            "Staff Network is a staff network of The Council, which funded The Job Fair, "
            "which was to advance priority 1 (Jobs) (planned). "
            "We found no record that what was planned happened.",
        ),
        (
            "charity",
            "through another organisation",
            "The Charity is a member of The Forum, since 2016, which leads priority 1 (Jobs).",
        ),
    ]


def test_an_organisation_that_sets_the_plan_and_one_that_leads_an_action_connect_to_a_priority(
    small_city: City,
) -> None:
    assert answers(small_city, "homes") == [
        ("forum", "directly", "The Forum sets The Forum's plan, which includes priority 2 (Homes)."),
        (
            "charity",
            "through an action",
            "The Charity leads action 1 (Build ten homes), which advances priority 2 (Homes) (inferred).",
        ),
        (
            "council",
            "through another organisation",
            "The Council hosts The Forum, which sets The Forum's plan, which includes priority 2 (Homes).",
        ),
    ]


def test_an_answer_carries_its_route_basis_evidence_and_sources(small_city: City) -> None:
    answer = queries.connections(small_city, "homes")
    assert answer.question == "Which groups connect to priority 2 (Homes) of The Forum's plan?"
    assert (
        answer.summary
        == "3 organisations are involved: 1 is directly involved, 2 through actions, events or membership."
    )
    _, charity, council = answer.connections
    assert charity.through == ("build",)
    assert charity.links == ("charity-leads-build", "build-advances-homes")
    assert charity.basis is Basis.INFERRED
    assert charity.evidence == ("Ten homes are homes.",)
    assert council.through == ("forum", "plan")
    assert council.evidence == ("The minutes thank the Council for the room.",)
    assert council.sources == cited("minutes")


def test_a_route_through_an_output_counts_like_one_through_an_event() -> None:
    city = with_links("from: charity, type: produced, to: report", "from: report, type: advances, to: jobs")
    assert answers(city, "jobs")[1] == (
        "charity",
        "through an event or output",
        "The Charity produced The Yearly Report, which advances priority 1 (Jobs).",
    )


def test_membership_does_not_carry_over_two_organisations() -> None:
    """The Choir belongs to the Charity, the Charity to the Forum: that is too far to say that it connects."""
    city = with_links("from: choir, type: member-of, to: charity")
    assert "choir" not in [identifier for identifier, _, _ in answers(city, "jobs")]
    assert "choir" in [identifier for identifier, _, _ in answers(city, "homes")]


def test_an_organisation_does_not_connect_through_its_own_members_or_through_money() -> None:
    city = with_links("from: forum, type: member-of, to: choir", "from: choir, type: funds, to: forum")
    assert "choir" not in [identifier for identifier, _, _ in answers(city, "jobs")]


def test_the_nearest_route_wins_although_it_is_less_sure() -> None:
    city = with_links("from: charity, type: leads, to: jobs, basis: planned")
    assert answers(city, "jobs")[1][:2] == ("charity", "directly")
    assert answers(city, "jobs")[1][2] == "The plan was for The Charity to lead priority 1 (Jobs)."


def test_of_routes_as_near_the_surest_wins() -> None:
    city = with_links(
        "from: charity, type: funds, to: report",
        "from: report, type: advances, to: jobs",
        "from: charity, type: hosts, to: fair",
    )
    assert answers(city, "jobs")[1][2] == (
        "The Charity funds The Yearly Report, which advances priority 1 (Jobs)."
    )


def test_of_routes_as_near_and_as_sure_the_shortest_wins() -> None:
    city = with_links(
        "from: staff, type: member-of, to: charity",
        "from: charity, type: produced, to: report",
        "from: report, type: advances, to: jobs",
        "from: staff, type: member-of, to: forum",
    )
    assert [said for identifier, _, said in answers(city, "jobs") if identifier == "staff"] == [
        "Staff Network is a member of The Forum, which leads priority 1 (Jobs)."
    ]


def test_through_another_organisation_the_surest_route_wins_over_its_own_nearer_one() -> None:
    city = with_links(
        "from: choir, type: member-of, to: charity",
        "from: charity, type: leads, to: jobs, basis: planned",
        "from: charity, type: produced, to: report",
        "from: report, type: advances, to: jobs",
    )
    assert [said for identifier, _, said in answers(city, "jobs") if identifier == "choir"] == [
        "The Choir is a member of The Charity, which produced The Yearly Report, "
        "which advances priority 1 (Jobs)."
    ]


def test_organisations_of_one_name_come_by_their_ids_whatever_the_order_of_the_file() -> None:
    ways = ["from: charity, type: leads, to: jobs", "from: choir, type: leads, to: jobs"]
    for order in (ways, ways[::-1]):
        same = SMALL.replace("name: The Choir", "name: The Charity")
        links = "".join(f"  - {{{link}, source: leaflet}}\n" for link in order)
        city = City.parse(same.replace("disputes:\n", f"{links}disputes:\n"))
        assert [identifier for identifier, _, _ in answers(city, "jobs")][:3] == ["charity", "choir", "forum"]


def test_a_priority_that_nothing_touches_says_so() -> None:
    lonely = SMALL.replace("owners: [forum]", "owners: []").replace(
        "type: leads, to: jobs", "type: leads, to: fair"
    )
    lonely = lonely.replace("from: fair, type: advances, to: jobs", "from: fair, type: advances, to: homes")
    answer = queries.connections(City.parse(lonely), "jobs")
    assert (answer.summary, answer.connections) == ("No organisation connects to it.", ())


def test_one_connection_is_said_in_the_singular() -> None:
    alone = SMALL.replace("leads: [charity]", "leads: []")
    alone = alone.replace("type: hosts, to: forum", "type: hosts, to: fair")
    alone = alone.replace("type: member-of, to: forum", "type: member-of, to: choir")
    answer = queries.connections(City.parse(alone), "homes")
    assert answer.summary == "1 organisation is involved: 1 is directly involved."


# The same by brute force


def routes(city: Ecosystem, priority: str) -> Iterator[tuple[Nearness, tuple[Link, ...]]]:
    """Every route from an organisation to a priority by DESIGN 4, written as it reads, without a thought
    of speed.
    """
    organisations = {identifier for section in ORGANISATION_SECTIONS for identifier in city.section(section)}
    between = {
        **dict.fromkeys(city.actions, Nearness.ACTION),
        **dict.fromkeys([*city.events, *city.outputs], Nearness.EVENT_OR_OUTPUT),
    }

    def joins(link: Link, one: str, other: str) -> bool:
        return {link.tail, link.head} == {one, other}

    near: list[tuple[Nearness, str, tuple[Link, ...]]] = []
    for organisation in organisations:
        for last in city.links:
            if joins(last, organisation, priority):
                near.append((Nearness.DIRECT, organisation, (last,)))
        for middle in (*between, *city.plans):
            for first in city.links:
                for last in city.links:
                    if not joins(first, organisation, middle) or not joins(last, middle, priority):
                        continue
                    if middle in between:
                        near.append((between[middle], organisation, (first, last)))
                    elif first.type == "sets":
                        near.append((Nearness.DIRECT, organisation, (first, last)))
    for nearness, _, route in near:
        yield nearness, route
    for _, organisation, route in near:
        for link in city.links:
            if (
                link.head == organisation
                and link.tail in organisations
                and city.link_types[link.type].transitive
            ):
                yield Nearness.ORGANISATION, (link, *route)


def rank(found: tuple[Nearness, tuple[Link, ...]]) -> tuple[int, int, int]:
    nearness, route = found
    return (
        list(Nearness).index(nearness),
        max(list(Basis).index(link.basis) for link in route),
        len(route),
    )


def start(city: Ecosystem, route: tuple[Link, ...], priority: str) -> str:
    """The end of a route that is not the priority."""
    place = priority
    for link in reversed(route):
        place = link.tail if link.head == place else link.head
    return place


@settings(max_examples=examples(200), deadline=None)
@given(strategies.documents(organisations=5, links=30, least=2))
def test_the_answer_is_that_of_a_search_through_all_routes(document: strategies.Document) -> None:
    city = strategies.city(document)
    ecosystem = city.ecosystem
    for priority in ecosystem.priorities:
        every: dict[str, list[tuple[Nearness, tuple[Link, ...]]]] = {}
        for found in routes(ecosystem, priority):
            every.setdefault(start(ecosystem, found[1], priority), []).append(found)
        answer = queries.connections(city, priority).connections
        assert sorted(each.id for each in answer) == sorted(every)
        for each in answer:
            best = min(map(rank, every[each.id]))
            as_good = {tuple(link.id for link in found[1]) for found in every[each.id] if rank(found) == best}
            assert each.links in as_good
            assert each.nearness is list(Nearness)[best[0]]
            assert each.basis is list(Basis)[best[1]]


@settings(max_examples=examples(60), deadline=None)
@given(strategies.documents())
def test_connections_come_nearest_first_and_each_organisation_once(document: strategies.Document) -> None:
    city = strategies.city(document)
    for priority in document["priorities"]:
        found = queries.connections(city, priority).connections
        order = [
            (list(Nearness).index(each.nearness), not queries.leads(city, each), each.name.casefold())
            for each in found
        ]
        assert order == sorted(order)
        assert len({each.id for each in found}) == len(found)


def test_who_leads_a_priority_comes_first_and_the_answer_says_so() -> None:
    city = with_links("from: charity, type: advances, to: jobs", "from: choir, type: advances, to: jobs")
    answer = queries.connections(city, "jobs")
    assert answer.summary.startswith("5 organisations are involved: 1 leads it, 2 are directly involved")
    said = [(each.id, queries.nearness_words(city, each)) for each in answer.connections]
    assert said[:3] == [("forum", "leads it"), ("charity", "directly"), ("choir", "directly")]
    assert [queries.leads(city, each) for each in answer.connections[:3]] == [True, False, False]


def test_a_plan_to_lead_a_priority_is_not_leading_it() -> None:
    city = with_links("from: charity, type: leads, to: jobs, basis: planned")
    answer = queries.connections(city, "jobs")
    assert "1 leads it, 1 is directly involved" in answer.summary
    said = [(each.id, queries.nearness_words(city, each)) for each in answer.connections]
    assert said[:2] == [("forum", "leads it"), ("charity", "directly")]


def test_only_of_a_priority_it_says_who_leads(small_city: City) -> None:
    for asked in ("build", "charity", "forum"):
        answer = queries.connections(small_city, asked)
        assert {queries.nearness_words(small_city, each) for each in answer.connections} == {"directly"}


# What connects to anything else


def test_an_organisation_is_answered_with_one_connection_per_link(small_city: City) -> None:
    answer = queries.connections(small_city, "charity")
    assert (answer.question, answer.summary) == ("What connects to The Charity?", "4 links.")
    assert [each.sentence for each in answer.connections] == [
        "The Forum has as a member The Charity, since 2016.",
        "Action 1 (Build ten homes) is led by The Charity.",
        "The Council funded The Charity, from 2018 to 2020.",
        "The Council funds The Charity (rent) (sources disagree).",
    ]


@pytest.mark.parametrize(
    ("asked", "question", "said"),
    [
        (
            "build",
            "What connects to action 1 (Build ten homes)?",
            [
                "The Forum's plan includes action 1 (Build ten homes).",
                "The Charity leads action 1 (Build ten homes).",
                "Priority 2 (Homes) is advanced by action 1 (Build ten homes) (inferred).",
            ],
        ),
        (
            "fair",
            "What connects to The Job Fair?",
            [
                "The plan was for priority 1 (Jobs) to be advanced by The Job Fair. "
                "We found no record that it happened.",
                "The Council funded The Job Fair.",
            ],
        ),
        (
            "report",
            "What connects to The Yearly Report?",
            ["The Forum produced The Yearly Report, on 5 June 2021."],
        ),
        (
            "plan",
            "What connects to The Forum's plan?",
            [
                "Action 1 (Build ten homes) is part of The Forum's plan.",
                "Priority 1 (Jobs) is part of The Forum's plan.",
                "Priority 2 (Homes) is part of The Forum's plan.",
                "The Forum sets The Forum's plan.",
            ],
        ),
        ("choir", "What connects to The Choir?", []),
    ],
)
def test_an_action_event_output_plan_or_lonely_organisation_is_answered_too(
    small_city: City, asked: str, question: str, said: list[str]
) -> None:
    answer = queries.connections(small_city, asked)
    assert answer.question == question
    assert [each.sentence for each in answer.connections] == said
    assert answer.summary == {0: "Nothing connects to it.", 1: "1 link."}.get(
        len(said), f"{len(said)} links."
    )
    assert all(each.nearness is Nearness.DIRECT for each in answer.connections)


@settings(max_examples=examples(40), deadline=None)
@given(strategies.documents())
def test_asking_about_anything_but_a_priority_loses_no_link(document: strategies.Document) -> None:
    city = strategies.city(document)
    for identifier in city:
        if identifier not in document["priorities"]:
            found = queries.connections(city, identifier).connections
            touching = [link.id for link in city.ecosystem.links if identifier in (link.tail, link.head)]
            assert sorted(link for each in found for link in each.links) == sorted(touching)


# Finding a thing by its name


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("forum", "forum"),
        ("The Forum for Everybody who Works in the City", "forum"),
        ("The Forum", "forum"),
        ("Round Table", "forum"),
        ("  round   table ", "forum"),
        ("ROUND-TABLE!", "forum"),
        ("Réport", "report"),
        ("the forum’s plan", "plan"),
        ("The Forums Plan", "plan"),
        ("yearly report", "report"),
        ("everybody who works", "forum"),
        ("ten homes", "build"),
        ("homes", "homes"),
        ("work", "jobs"),
        ("JOBS", "jobs"),
    ],
)
def test_a_thing_is_found_by_id_name_short_name_alias_or_words_of_its_name(
    small_city: City, asked: str, found: str
) -> None:
    assert queries.find(small_city, asked) == found


def test_words_of_several_names_are_ambiguous_and_name_the_candidates(small_city: City) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        queries.find(small_city, "the")
    assert caught.value.candidates == ("charity", "choir", "council", "fair", "forum", "plan", "report")
    assert str(caught.value).splitlines()[:3] == [
        "‘the’ matches 7 things. Use the id of one:",
        "  charity  (The Charity)",
        "  choir  (The Choir)",
    ]


def test_a_name_that_two_things_share_is_ambiguous() -> None:
    twins = SMALL.replace("name: The Choir", "name: The Choir\n    aliases: [Round Table]")
    with pytest.raises(AmbiguousNameError) as caught:
        queries.find(City.parse(twins), "round table")
    assert caught.value.candidates == ("choir", "forum")


def test_of_several_things_of_a_name_those_one_looks_for_come_first(small_city: City) -> None:
    assert queries.find(small_city, "the", among=(Section.PLANS,)) == "plan"
    assert queries.find(small_city, "report", among=ORGANISATION_SECTIONS) == "report"
    with pytest.raises(AmbiguousNameError) as caught:
        queries.find(small_city, "the", among=ORGANISATION_SECTIONS)
    assert caught.value.candidates == ("charity", "choir", "council", "forum")


def test_priorities_of_one_name_are_told_apart_by_their_plans() -> None:
    year = "  next: {name: Next year's plan, source: minutes}\npriorities:\n"
    jobs = "  more: {plan: next, number: 1, name: Jobs, aliases: [work], source: minutes}\n"
    city = City.parse(SMALL.replace("priorities:\n", year + jobs))
    with pytest.raises(AmbiguousNameError) as caught:
        queries.find(city, "work")
    assert str(caught.value).splitlines()[1:] == [
        "  jobs  (Jobs, The Forum's plan)",
        "  more  (Jobs, Next year's plan)",
    ]


def test_a_near_miss_is_answered_with_what_comes_closest(small_city: City) -> None:
    with pytest.raises(UnknownNameError) as caught:
        queries.find(small_city, "coucil")
    assert str(caught.value) == "Nothing on the map is called ‘coucil’. Did you mean council (The Council)?"
    assert caught.value.near == ("council (The Council)",)


@pytest.mark.parametrize("asked", ["", " ", "…", "xyzzy", "hom", "foru m"])
def test_half_a_word_or_no_word_finds_nothing(small_city: City, asked: str) -> None:
    with pytest.raises(UnknownNameError):
        queries.find(small_city, asked)


def test_what_nothing_is_called_is_named_with_three_suggestions_at_most() -> None:
    alike = "\n".join(f"  h{n}: {{name: House {n}, kind: charity, source: minutes}}" for n in range(5))
    city = City.parse(SMALL.replace("  charity:\n", f"{alike}\n  charity:\n"))
    with pytest.raises(UnknownNameError) as caught:
        queries.find(city, "Hausse")
    assert caught.value.near == ("h4 (House 4)", "h3 (House 3)", "h2 (House 2)")
    shared = SMALL.replace("[Round Table]", "[Fund A]")
    for name in ("The Choir", "The Council", "The Charity"):
        shared = shared.replace(f"name: {name}\n", f"name: {name}\n    aliases: [Fund A]\n")
    with pytest.raises(UnknownNameError) as caught:
        queries.find(City.parse(shared), "fnd a")
    assert caught.value.near == ("charity (The Charity)", "choir (The Choir)", "council (The Council)")
    with pytest.raises(UnknownNameError, match="Nothing on the map is called ‘…’"):
        queries.find(city, "…")


def test_a_misspelt_word_of_a_long_name_is_suggested_too() -> None:
    long = SMALL.replace("[Round Table]", "[The Board that Oversees Education in Town]")
    city = City.parse(long)
    for asked in ("Educaton", "bord oversees"):
        with pytest.raises(UnknownNameError) as caught:
            queries.find(city, asked)
        assert caught.value.near == ("forum (The Forum)",)
    for asked in ("Educaton zoo", "edn"):  # one word of it alone, or no word like it, is no near miss
        with pytest.raises(UnknownNameError) as caught:
            queries.find(city, asked)
        assert caught.value.near == ()


def test_an_underscore_stands_between_words_as_a_hyphen_does(small_city: City) -> None:
    assert queries.find(small_city, "round_table") == queries.find(small_city, "round-table") == "forum"


@pytest.mark.parametrize(
    ("alias", "asked", "is_found"),
    [
        ("布里斯托城市论坛", "城市", True),
        ("布里斯托城市论坛", "学校", False),
        ("B.A.M.E. Forum", "bame", True),
        ("Dixie Forum", "die", False),
    ],
)
def test_part_of_a_name_is_found_where_words_have_no_ends(alias: str, asked: str, is_found: bool) -> None:
    city = City.parse(SMALL.replace("[Round Table]", f"[{alias}]"))
    if is_found:
        assert queries.find(city, asked) == "forum"
    else:
        with pytest.raises(UnknownNameError):
            queries.find(city, asked)


def test_everything_a_thing_is_called_is_found() -> None:
    city = City.parse(SMALL.replace("short: The Forum", "short: Quango"))
    assert queries.find(city, "quango") == "forum"
    assert queries.names(city.value("forum")) == (
        "forum",
        "The Forum for Everybody who Works in the City",
        "Quango",
        "Round Table",
    )


def test_only_an_organisation_is_found_as_an_organisation(small_city: City) -> None:
    assert queries.find_organisation(small_city, "Round Table") == "forum"
    with pytest.raises(NotAnOrganisationError, match="‘The Job Fair’ is in the section ‘events’"):
        queries.find_organisation(small_city, "The Job Fair")
    with pytest.raises(UnknownNameError, match="‘xyzzy’"):
        queries.find_organisation(small_city, "xyzzy")


@given(st.text(max_size=30))
def test_whatever_is_asked_is_found_or_refused_on_purpose(asked: str) -> None:
    city = City.parse(SMALL)
    found = ""
    with contextlib.suppress(AmbiguousNameError, UnknownNameError):
        found = queries.find(city, asked)
    assert found == "" or found in city


def test_everything_on_the_map_is_found_by_its_id_and_by_its_name(bristol: City) -> None:
    names = Counter(folded(bristol.value(identifier).name) for identifier in bristol)
    for identifier in bristol:
        name = bristol.value(identifier).name
        assert queries.find(bristol, identifier) == identifier
        if names[folded(name)] == 1:
            assert queries.find(bristol, name) == identifier


# Lists and profiles


def test_a_listing_holds_every_thing_with_its_kind_and_links(small_city: City) -> None:
    assert [(each.id, each.kind, each.links) for each in queries.listing(small_city)] == [
        ("forum", "forum", 5),
        ("staff", "staff network", 1),
        ("charity", "charity", 4),
        ("choir", "charity", 0),
        ("council", "public organisation", 5),
        ("fair", "fair", 2),
        ("report", "report", 1),
        ("plan", "plan", 4),
        ("jobs", "priority", 3),
        ("homes", "priority", 2),
        ("build", "action", 3),
    ]


def test_a_listing_can_be_of_one_section(small_city: City) -> None:
    assert [each.id for each in queries.listing(small_city, "partners")] == ["charity", "choir", "council"]
    assert {each.section for each in queries.listing(small_city, "events")} == {Section.EVENTS}


def test_an_unknown_section_is_answered_with_the_nearest(small_city: City) -> None:
    with pytest.raises(UnknownNameError) as caught:
        queries.listing(small_city, "actiorities")
    assert caught.value.near == ("priorities",)
    with pytest.raises(UnknownNameError, match=r"‘partner’\. Did you mean partners\?"):
        queries.listing(small_city, "partner")
    with pytest.raises(UnknownNameError, match="one of these: groups, networks, partners"):
        queries.listing(small_city, "zzz")


def test_a_profile_holds_lines_links_and_facts_in_words(small_city: City) -> None:
    profile = queries.profile(small_city, "forum")
    assert profile.name == "The Forum for Everybody who Works in the City"
    assert profile.section is Section.GROUPS
    assert profile.lines == (
        "Forum, forum",
        "Also: The Forum, Round Table",
        "Brings the city together.",
        "Founded in August 2015",
        "https://example.org/forum",
    )
    assert [link.sentence for link in profile.links] == [
        "Has as a member The Charity, since 2016.",
        "Leads priority 1 (Jobs).",
        "Sets The Forum's plan.",
        "Produced The Yearly Report, on 5 June 2021.",
        "Is hosted by The Council.",
    ]
    assert profile.links[-1].evidence == "The minutes thank the Council for the room."
    assert profile.sources == ()
    (dispute,) = profile.disputes
    assert [(claim.claim, claim.sources) for claim in dispute.claims] == [
        ("2", cited("minutes")),
        ("3", cited("leaflet")),
    ]
    assert [(fact.sentence, fact.basis.value, fact.sources) for fact in profile.facts] == [
        ("2019 to 2021. Meets monthly.", "stated", cited("minutes")),
        ("Probably once met weekly (inferred).", "inferred", cited("leaflet")),
    ]


def test_the_answers_are_those_of_each_priority(small_city: City) -> None:
    every = queries.answers(small_city)
    assert list(every) == ["jobs", "homes"]
    assert [(each.to, each.name) for each in every.values()] == [("jobs", "Jobs"), ("homes", "Homes")]
    assert every == {priority: queries.connections(small_city, priority) for priority in every}
    assert [(each.id, each.section) for each in every["homes"].connections] == [
        ("forum", Section.GROUPS),
        ("charity", Section.PARTNERS),
        ("council", Section.PARTNERS),
    ]


def test_no_question_changes_the_city(small_city: City) -> None:
    before = [*small_city.graph.nodes(data=True)], [*small_city.graph.edges(keys=True, data=True)]
    for identifier in small_city:
        queries.connections(small_city, identifier)
        queries.profile(small_city, identifier)
    queries.listing(small_city)
    assert before == ([*small_city.graph.nodes(data=True)], [*small_city.graph.edges(keys=True, data=True)])


# Bristol


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("recruitment", "p2021-5"),
        ("vcse", "p2021-8"),
        ("p2021-7", "p2021-7"),
        ("RESLG", "reslg"),
        ("bswn", "bswn"),
    ],
)
def test_the_names_people_use_in_bristol_are_found(bristol: City, asked: str, found: str) -> None:
    assert queries.find(bristol, asked) == found


# Read off tests/data/bristol.yaml by hand: the organisations with a link to the priority under "Who and what
# connects to the priorities of 2021/22". RESLG also sets the plan.
DIRECT = {
    "p2021-1": {"reslg"},
    "p2021-2": {"reslg", "stakeholder-ref-group", "city-office"},
    "p2021-3": {"reslg", "city-office"},
    "p2021-4": {"reslg"},
    "p2021-5": {"reslg"},
    "p2021-6": {"reslg", "hr-leaders-group"},
    "p2021-7": {
        "reslg",
        "lammy-group",
        "core",
        "covid-re-sg",
        "hr-leaders-group",
        "stakeholder-ref-group",
        "race-coalition",
    },
    "p2021-8": {"reslg", "vcse-leaders"},
}


@pytest.mark.parametrize("priority", DIRECT)
def test_the_organisations_that_connect_directly_are_those_of_the_work_plan(
    bristol: City, priority: str
) -> None:
    found = queries.connections(bristol, priority).connections
    assert {each.id for each in found if each.nearness is Nearness.DIRECT} == DIRECT[priority]


def test_the_table_above_holds_every_priority_of_the_work_plan(bristol: City) -> None:
    priorities = bristol.ecosystem.priorities.values()
    assert {each.id for each in priorities if each.plan == "work-plan-2021"} == set(DIRECT)


def test_every_answer_on_bristol_is_the_sentence_of_its_own_links(bristol: City) -> None:
    links = {link.id: link for link in bristol.ecosystem.links}
    for priority in bristol.ecosystem.priorities:
        for each in queries.connections(bristol, priority).connections:
            assert each.sentence == sentences.of_route(
                bristol, walk(each.id, [links[key] for key in each.links])
            )


def walk(place: str, links: list[Link]) -> list[Step]:
    steps: list[Any] = []
    for link in links:
        steps.append(Step(link, forward=link.tail == place))
        place = steps[-1].end
    return steps


# What mutation testing found untested


def test_a_listing_names_each_thing(small_city: City) -> None:
    names = {each.id: each.name for each in queries.listing(small_city)}
    assert names == {each: small_city.value(each).name for each in small_city}


def test_a_profile_names_the_sources_of_what_neither_a_link_nor_a_fact_tells() -> None:
    reported = SMALL.replace(
        "note: So says the Forum., source: minutes", "source: minutes, evidence: leaflet"
    )
    city = City.parse(reported)
    assert queries.profile(city, "choir").sources == cited("leaflet")
    assert queries.profile(city, "homes").sources == cited("minutes", "leaflet")
    assert queries.profile(city, "build").sources == cited("minutes")


def test_show_prints_the_sources_and_every_claim_where_they_disagree(tmp_path: Path) -> None:
    data = tmp_path / "city.yaml"
    data.write_text(SMALL, encoding="utf-8")

    def shown(name: str) -> str:
        return run("--data", data, "show", name).stdout

    assert shown("choir") == ("The Choir\nCharity, choir\n      [leaflet] A leaflet, The Charity, undated\n")
    assert shown("forum").endswith(
        "\nSources disagree: How many belong to it?\n"
        "  2\n      [minutes] Minutes of the forum, The Forum, March 2021\n"
        "  3\n      [leaflet] A leaflet, The Charity, undated\n"
        "  They count differently.\n"
    )


def test_a_profile_says_whose_it_is_and_on_what_each_link_rests(small_city: City) -> None:
    profile = queries.profile(small_city, "council")
    assert profile.id == "council"
    steps = queries.links_of(small_city, "council")
    assert [(said.basis, said.sources) for said in profile.links] == [
        (step.link.basis, step.link.sources) for step in steps
    ]


def test_the_links_of_a_profile_stand_by_family_then_words_then_the_other_end(bristol: City) -> None:
    families = list(Family)
    for organisation in ("reslg", "core", "bcc"):
        keys = []
        for step in queries.links_of(bristol, organisation):
            kind = bristol.link_type(step.link)
            words = kind.label if step.forward else kind.inverse
            other = bristol.value(step.end)
            if isinstance(other, Priority):
                place = (other.plan, "priority", other.number, "")
            elif isinstance(other, Action):
                place = (other.plan, "action", int(other.reference or ""), "")
            else:
                place = ("", "", 0, other.label.casefold())
            keys.append((families.index(kind.family), words, place, step.link.id))
        assert keys == sorted(keys)
        assert len({words for _, words, _, _ in keys}) > 5


def test_the_answer_about_an_organisation_says_what_it_is_about(small_city: City) -> None:
    answer = queries.connections(small_city, "council")
    assert (answer.to, answer.name) == ("council", "The Council")


# Members of one organisation, and what carries a priority


def test_members_of_one_organisation_are_one_line_with_each_ones_evidence() -> None:
    whole = tangles.city("a joins h", "b joins h", "h leads p1", "d leads p1", "c joins d")
    answer = queries.connections(whole, "p1")
    (group,) = answer.groups
    assert (group.through, group.members) == ("h", ("a", "b"))
    assert group.sentence == "2 organisations connect through H: A and B. H leads priority 1 (P1)."
    evidenced = [connection for connection in answer.connections if connection.id in group.members]
    assert [connection.sources for connection in evidenced] == [cited("s-l0", "s-l2"), cited("s-l1", "s-l2")]
    assert (group.basis, group.sources) == (Basis.STATED, cited("s-l2"))
    told = [queries.to_group(whole, connection) for connection in evidenced]
    assert [(each.sentence, each.sources) for each in told] == [
        ("A joins H.", cited("s-l0")),
        ("B joins H.", cited("s-l1")),
    ]


def test_an_answer_names_the_actions_events_and_outputs_that_carry_a_priority(small_city: City) -> None:
    homes, jobs = (queries.connections(small_city, priority).carriers for priority in ("homes", "jobs"))
    assert [(carrier.id, carrier.section, carrier.evidence) for carrier in homes] == [
        ("build", "actions", "Ten homes are homes.")
    ]
    assert homes[0].basis is Basis.INFERRED
    assert homes[0].sentence.startswith("Action 1 (Build ten homes) advances priority 2 (Homes)")
    assert [carrier.id for carrier in jobs] == ["fair"]
    assert queries.connections(small_city, "forum").carriers == ()


def test_a_profile_names_and_links_the_evidence_of_what_is_done_and_who_says_so() -> None:
    report = "date: 2021, state: done, note: So says the Forum., source: leaflet, evidence: minutes"
    text = SMALL.replace("date: 2021, state: done, note: So says the Forum., source: minutes", report)
    (reported,) = queries.profile(City.parse(text), "homes").reports
    assert [source.title for source in reported.sources] == ["A leaflet"]
    assert [(source.title, source.url) for source in reported.evidence] == [
        ("Minutes of the forum", "https://example.org/minutes")
    ]


def test_what_is_connected_is_what_the_answer_lists(bristol: City) -> None:
    for priority, answer in queries.answers(bristol).items():
        listed = {connection.id: connection.nearness for connection in answer.connections}
        assert queries.connected(bristol, priority) == listed
