"""The view: everything the page says, counted once and in the words of the answers."""

import json
import re
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings

from ecosystem import dataset, queries, sentences, timeline
from ecosystem.city import City, Step
from ecosystem.infographic import view
from ecosystem.infographic.view import View, action_entries
from ecosystem.infographic.view.directory import Entry
from ecosystem.infographic.view.plan_entries import PriorityEntry
from ecosystem.model import ENTITY_SECTIONS, Basis, Entity, Measure, Reading
from tests import snapshot, strategies
from tests.cities import SMALL, cited
from tests.strategies import examples


@pytest.fixture(scope="module")
def small(small_city: City) -> View:
    return view.compose(small_city)


@pytest.fixture(scope="module")
def city(bristol: City) -> View:
    return view.compose(bristol)


def entries(composed: View) -> Iterator[Entry]:
    for section in composed.directory:
        for group in section.groups:
            yield from group.entries


def priorities(composed: View) -> Iterator[PriorityEntry]:
    for plan in composed.plans:
        yield from plan.priorities


def test_the_view_of_the_small_city_says_what_it_said(small: View) -> None:
    """Links stand by their number: what a link holds is in the sentences."""
    plain = msgspec.to_builtins(small)
    for curve in plain["wheel"]["curves"]:
        curve["link"] = small.link_numbers[curve["link"]["id"]]
    for mark in plain["wheel"]["hub_marks"]:
        mark["priority"] = mark["priority"]["id"]
    snapshot.same("small-view.json", json.dumps(plain, ensure_ascii=False, indent=1) + "\n")


def test_the_glance_counts_organisations_links_priorities_of_the_chosen_plan_and_actions(
    small: View, city: View
) -> None:
    assert small.glance == ((5, "organisations"), (15, "links"), (2, "priorities"), (1, "action"))
    assert city.glance[0] == (78, "organisations")
    assert city.glance[1] == (city.link_count, "links")
    assert city.glance[2:] == ((8, "priorities"), (15, "actions"))


def test_the_glance_says_one_in_the_singular() -> None:
    text = (
        "ecosystem: {title: T, place: P, edition: 2026, summary: S., licence: L}\n"
        "kinds: {club: {section: groups, label: club, plural: Clubs, shape: circle, hue: plum}}\n"
        "sources: {s: {title: S, publisher: P}}\n"
        "groups: {one: {name: One, kind: club, source: s}}\n"
    )
    composed = view.compose(City.parse(text))
    assert composed.glance == ((1, "organisation"), (0, "links"), (0, "priorities"), (0, "actions"))
    assert composed.wheel_words == "The circle shows 1 organisation, event or publication."


def test_the_words_for_the_picture_count_what_is_drawn(small: View, small_city: City) -> None:
    assert small.wheel_words == (
        "The circle shows 7 organisations, events and publications, grouped by type. "
        "The 2 priorities of The Forum's plan are in the middle. "
        "The lines show 9 connections. The lists below have 6 more."
    )


def test_the_key_counts_every_entry_and_every_link_once(small: View, city: View, bristol: City) -> None:
    assert [(each.kind.id, each.count) for each in small.kinds] == [
        ("forum", 1),
        ("staff", 1),
        ("public", 1),
        ("charity", 2),
        ("fair", 1),
        ("report", 1),
    ]
    assert [(each.words, each.count) for each in small.bases] == [
        ("stated", 12),
        ("sources disagree", 1),
        ("inferred", 1),
        ("planned", 1),
    ]
    assert sum(each.count for each in city.kinds) == len(list(entries(city))) == 102
    assert sum(each.count for each in city.bases) == bristol.graph.number_of_edges()


def test_a_kind_that_nothing_is_of_is_not_in_the_key() -> None:
    text = SMALL.replace("kind: report", "kind: report2").replace(
        "  report: {section",
        "  unused: {section: outputs, label: u, plural: U, shape: cross, hue: rust}\n  report2: {section",
    )
    composed = view.compose(City.parse(text))
    assert "unused" not in [each.kind.id for each in composed.kinds]
    assert "report2" in [each.kind.id for each in composed.kinds]


def test_every_organisation_event_and_output_is_in_the_directory_once(city: View, bristol: City) -> None:
    ecosystem = bristol.ecosystem
    expected = sorted(identifier for section in ENTITY_SECTIONS for identifier in ecosystem.section(section))
    assert sorted(entry.id for entry in entries(city)) == expected
    for section in city.directory:
        for group in section.groups:
            names = [entry.name.casefold() for entry in group.entries]
            assert names == sorted(names)
            assert {entry.kind for entry in group.entries} == {group.kind}


def test_the_directory_says_each_link_of_an_entry_and_its_evidence_at_the_end_it_starts_from(
    small: View,
) -> None:
    by_id = {entry.id: entry for entry in entries(small)}
    council = {line.sentence: line.evidence for line in by_id["council"].links}
    forum = {line.sentence: line.evidence for line in by_id["forum"].links}
    assert council["Hosts The Forum."] == "The minutes thank the Council for the room."
    assert forum["Is hosted by The Council."] is None
    assert by_id["choir"].links == ()
    assert by_id["forum"].also == "The Forum, Round Table"
    assert by_id["forum"].when == "Founded in August 2015"


def test_every_priority_of_bristol_is_answered_in_the_sentences_of_the_terminal(
    city: View, bristol: City
) -> None:
    asked = list(priorities(city))
    assert sorted(each.id for each in asked) == sorted(bristol.ecosystem.priorities)
    for each in asked:
        answer = queries.connections(bristol, each.id)
        assert each.question == answer.question
        assert each.answer_summary == answer.summary
        lines = {line.id: line for group in each.answer for line in group.lines}
        assert each.connected == len(lines) == len(answer.connections)
        grouped = {member for group in answer.groups for member in group.members}
        for found in answer.connections:
            connection = queries.to_group(bristol, found) if found.id in grouped else found
            line = lines[connection.id]
            assert (line.nearness, line.sentence, line.basis) == (
                queries.nearness_words(bristol, connection),
                connection.sentence,
                connection.basis,
            )
            assert [reference.number for reference in line.references] == [
                bristol.source_numbers[source.id] for source in connection.sources
            ]


def test_members_of_a_group_stand_below_one_line_and_what_carries_a_priority_below_the_answer(
    city: View, bristol: City
) -> None:
    grouped = 0
    for priority in priorities(city):
        answer = queries.connections(bristol, priority.id)
        groups = {group.sentence: list(group.members) for group in answer.groups}
        shown = {
            group.sentence: [line.id for line in group.lines] for group in priority.answer if group.sentence
        }
        assert shown == groups
        references = [group.references for group in priority.answer if group.sentence]
        assert [[each.number for each in some] for some in references] == [
            [bristol.source_numbers[source.id] for source in group.sources] for group in answer.groups
        ]
        assert all(len(group.lines) == 1 for group in priority.answer if not group.sentence)
        assert [line.sentence for line in priority.carriers] == [
            carrier.sentence for carrier in answer.carriers
        ]
        grouped += len(groups)
    assert grouped


def test_the_data_of_the_page_holds_the_same_answers(city: View, bristol: City) -> None:
    data = json.loads(msgspec.json.encode(city.data))
    ids = [node["id"] for node in data["nodes"]]
    links = {number: link for link, number in city.link_numbers.items()}
    assert sorted(data["answers"]) == sorted(bristol.ecosystem.priorities)
    for priority, connections in data["answers"].items():
        answer = queries.connections(bristol, priority)
        in_the_order_of_the_page = [found for _, members in answer.together() for found in members]
        assert set(in_the_order_of_the_page) == set(answer.connections)
        assert [
            (ids[row["organisation"]], tuple(links[number] for number in row["links"])) for row in connections
        ] == [(found.id, found.links) for found in in_the_order_of_the_page]


def assert_every_link_is_told(city: City, composed: View) -> None:
    data = json.loads(msgspec.json.encode(composed.data))
    ecosystem, ids = city.ecosystem, [node["id"] for node in data["nodes"]]
    for link, row in zip(ecosystem.links, data["links"], strict=True):
        said = data["sorts"][row["sort"]]
        ends = ids[row["tail"]], ids[row["head"]]
        assert (*ends, said["basis"]) == (link.tail, link.head, city.basis(link).value)
        assert said["family"] == ecosystem.link_types[link.type].family.value
        assert [start + said["ending"] for start in said["sentences"]] == [
            sentences.pattern(city, Step(link, forward)) for forward in (True, False)
        ]
        years = timeline.span(*timeline.life_of_link(ecosystem, link))
        assert (said.get("from"), said.get("to")) == years


def test_the_data_of_the_page_holds_every_link_with_its_ends_family_basis_sentences_and_years(
    city: View, bristol: City
) -> None:
    assert city.data["bases"] == [basis.value for basis in queries.SURENESS]
    assert_every_link_is_told(bristol, city)


@settings(max_examples=examples(40), deadline=None)
@given(strategies.documents())
def test_links_that_are_alike_share_what_the_data_says_of_them(document: strategies.Document) -> None:
    city = strategies.city(document)
    assert_every_link_is_told(city, view.compose(city))


def test_the_data_of_the_page_holds_what_every_node_is_called_and_its_years(
    city: View, bristol: City
) -> None:
    data = json.loads(msgspec.json.encode(city.data))
    assert [row["id"] for row in data["nodes"]] == list(bristol)
    for each in data["nodes"]:
        value = bristol.value(each["id"])
        assert each["label"] == value.label
        assert each.get("title", each["label"]) == sentences.title(value)
        assert each.get("kind") == (value.kind if isinstance(value, Entity) else None)
        assert ("section" not in each) == bristol.is_organisation(each["id"])
        dated = bristol.ecosystem.plans[value.plan] if hasattr(value, "plan") else value
        assert (each.get("from"), each.get("to")) == timeline.span(*timeline.life(dated))


def test_the_chosen_plan_comes_first_and_then_the_newest(city: View) -> None:
    assert city.plans[0].id == "work-plan-2021"
    assert [plan.id for plan in city.plans if plan.chosen] == ["work-plan-2021"]
    assert [plan.id for plan in city.plans[1:]] == [
        "health-equity-2024",
        "one-city-goals-2024",
        "action-plan-2020",
        "agency-priorities-2020",
        "work-programme-2019",
    ]
    assert [each.number for each in city.plans[0].priorities] == list(range(1, 9))


def test_actions_stand_under_the_headings_of_their_plan_and_keep_its_words(city: View, small: View) -> None:
    plan = next(plan for plan in city.plans if plan.id == "action-plan-2020")
    assert [len(part.actions) for part in plan.parts] == [4, 3, 4, 2, 2]
    assert [action.reference for part in plan.parts for action in part.actions] == [
        str(n) for n in range(1, 16)
    ]
    build = small.plans[0].parts[0].actions[0]
    assert (small.plans[0].parts[0].title, build.lead, build.timescale) == (
        "Building",
        "The Charity's builder",
        "by the summer",
    )
    assert build.progress == ()


def test_an_action_without_the_plan_s_words_shows_its_leads_and_date() -> None:
    text = SMALL.replace("    lead_text: The Charity's builder\n", "").replace(
        "    timescale: by the summer\n", ""
    )
    build = view.compose(City.parse(text)).plans[0].parts[0].actions[0]
    assert (build.lead, build.timescale) == ("The Charity", "June 2021")


def test_disputes_show_every_claim_with_its_sources(small: View, city: View) -> None:
    dispute = small.disputes[0]
    assert (dispute.about, dispute.question, dispute.note) == (
        "The Forum",
        "How many belong to it?",
        "They count differently.",
    )
    assert [
        (claim, [reference.number for reference in references]) for claim, references in dispute.claims
    ] == [
        ("2", [2]),
        ("3", [1]),
    ]
    assert len(city.disputes) == 8


def test_a_gap_leads_to_the_entry_that_it_names_or_where_its_source_stands(city: View, bristol: City) -> None:
    lines = [line for group in city.gaps for line in group.lines] + list(city.accepted_gaps)
    places = {line.words: line.place for line in lines if line.place}
    assert set(places.values()) <= {f"n-{identifier}" for identifier in bristol}
    shown = [group for group in city.gaps if group.lines]
    assert {group.title: all(line.place for line in group.lines) for group in shown} == {
        "Priorities that no action advances": True,
        "Actions without a measure": True,
        "Organisations not connected to a priority": True,
        "Organisations with one link or none": True,
        "Types of organisation missing from a priority": False,
        "Inferred facts": True,
        "Planned links whose time has passed": True,
    }


def test_sources_are_numbered_by_their_ids(small: View) -> None:
    assert [(source.number, source.title, source.published) for source in small.sources] == [
        (1, "A leaflet", "The Charity, undated."),
        (2, "Minutes of the forum", "The Forum, March 2021."),
    ]


def test_every_spoke_and_priority_of_the_wheel_has_a_name_to_be_heard(small: View, city: View) -> None:
    assert small.spoke_names["charity"].name == "The Charity, charity, 4 links"
    assert small.spoke_names["report"].name == "The Yearly Report, report, 1 link"
    assert small.priority_names == {
        "jobs": "Priority 1, Jobs, 4 organisations connect",
        "homes": "Priority 2, Homes, 3 organisations connect",
    }
    assert {spoke.id for spoke in city.wheel.spokes} == set(city.spoke_names)
    assert {mark.priority.id for mark in city.wheel.hub_marks} <= set(city.priority_names)


@settings(max_examples=40, deadline=None)
@given(strategies.documents())
def test_plans_and_readings_are_marked_wherever_a_link_is_said(document: strategies.Document) -> None:
    composed = view.compose(strategies.city(document))
    said = [line for entry in entries(composed) for line in entry.links]
    said += [line for each in priorities(composed) for line in each.links]
    words = {
        Basis.PLANNED: r"\(planned\)( \(.*\))?\.|^Planned to ",
        Basis.INFERRED: r"\(inferred\)( \(one side .*\)| \(confirmed .*\))?\.$",
        Basis.DISPUTED: r"\(sources disagree\)( \(.*\))?\.$",
    }
    for line in said:
        for basis, word in words.items():
            assert bool(re.search(word, line.sentence)) == (line.basis is basis)


READINGS = "comparison_text: the next city, readings: [{date: 2022, value: 5}, {date: 2020, value: 2}%s]}"


@pytest.mark.parametrize(
    ("more", "line", "target"),
    [
        ("", "8,56 232,8", None),
        (", {date: 2021, value: 3.5}], target: 8, target_text: eight", "8,56 120.1,44 232,32", 8),
    ],
)
def test_readings_become_a_line_from_the_first_to_the_last(
    more: str, line: str, target: float | None
) -> None:
    text = SMALL.replace("comparison_text: the next city}", (READINGS % more).replace("eight]", "eight"))
    measure = dataset.parse(text).actions["build"].measure
    assert measure
    chart = action_entries.chart(measure)
    assert chart
    assert (chart.line, chart.target) == (line, target)


def test_readings_of_one_day_or_of_one_value_still_make_a_line_and_one_alone_makes_none() -> None:
    same = [Reading(date="2020", value=2, sources=cited("minutes")) for _ in range(2)]
    line = action_entries.chart(Measure(indicator="homes", readings=tuple(same)))
    assert line
    assert line.dots == ((8, 32), (232, 32))
    assert action_entries.chart(Measure(indicator="homes", readings=tuple(same[:1]))) is None
