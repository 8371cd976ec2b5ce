"""Sentences: how sure a link is follows it, times read as a person says them, claims stay claims."""

import re
from collections.abc import Sequence
from itertools import combinations, product
from typing import Any

import pytest

from ecosystem import sentences
from ecosystem.city import City, Step
from ecosystem.language import speaking
from ecosystem.model import (
    Action,
    Basis,
    Direction,
    Event,
    Fact,
    Link,
    Measure,
    Organisation,
    Plan,
    Priority,
    Progress,
    Section,
    Source,
    State,
)
from tests import pseudo
from tests.cities import SMALL, cited

MEMBER = Link(tail="charity", type="member-of", head="forum", sources=cited("minutes"))
LEADS = Link(tail="forum", type="leads", head="jobs", sources=cited("minutes"))


def link(**fields: Any) -> Link:
    return Link(
        **{"tail": "charity", "type": "member-of", "head": "forum", "sources": ("minutes",), **fields}
    )


def route(*bases: Basis) -> list[Step]:
    return [Step(link(basis=basis), forward=True) for basis in bases]


# How sure


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (Basis.CONFIRMED, "The Charity is a member of The Forum (confirmed)."),
        (Basis.STATED, "The Charity is a member of The Forum."),
        (Basis.DISPUTED, "The Charity is a member of The Forum (sources disagree)."),
        (Basis.INFERRED, "The Charity is a member of The Forum (inferred)."),
        (Basis.PLANNED, "The Charity is a member of The Forum (planned)."),
    ],
)
def test_a_sentence_ends_with_how_sure_it_is(small_city: City, basis: Basis, said: str) -> None:
    assert sentences.of_link(small_city, link(basis=basis)) == said


def test_a_plan_or_a_reading_is_never_worded_as_a_fact(small_city: City) -> None:
    """Whatever a route is made of, each clause of it says how sure it is."""
    for count in (1, 2, 3, 4, 5):
        for bases in combinations(Basis, count):
            sentence = sentences.of_route(small_city, route(*bases))
            clauses = sentence.removesuffix(".").split(", which ")
            assert [re.findall(r"\((.*?)\)", clause) for clause in clauses] == [
                [] if basis is Basis.STATED else [sentences.BASIS_WORDS[basis]] for basis in bases
            ]


def test_the_date_of_a_plan_is_not_that_of_a_fact(small_city: City) -> None:
    said = {each: sentences.of_link(small_city, link(basis=each, since="2020")) for each in Basis}
    assert {each for each, sentence in said.items() if ", from 2020 (planned)." in sentence} == {
        Basis.PLANNED
    }
    assert sum(", since 2020" in sentence for sentence in said.values()) == len(Basis) - 1


def test_a_doubt_stands_with_its_clause(small_city: City) -> None:
    steps = [
        Step(MEMBER, forward=True),
        Step(link(tail="forum", head="council", basis=Basis.PLANNED), forward=True),
    ]
    assert sentences.of_route(small_city, steps) == (
        "The Charity is a member of The Forum, which is a member of The Council (planned)."
    )


def test_every_basis_has_words_of_its_own() -> None:
    assert set(sentences.BASIS_WORDS) == set(Basis)
    assert len(set(sentences.BASIS_WORDS.values())) == len(Basis)


# Chains, directions, roles


def test_a_chain_of_links_is_one_sentence(small_city: City) -> None:
    steps = [Step(MEMBER, forward=True), Step(LEADS, forward=True)]
    assert sentences.of_route(small_city, steps) == (
        "The Charity is a member of The Forum, which leads priority 1 (Jobs)."
    )


def test_a_link_walked_against_its_direction_reads_the_other_way_round(small_city: City) -> None:
    steps = [Step(LEADS, forward=False), Step(MEMBER, forward=False)]
    assert sentences.of_route(small_city, steps) == (
        "Priority 1 (Jobs) is led by The Forum, which has as a member The Charity."
    )


def test_a_name_that_ends_in_a_full_stop_ends_the_sentence() -> None:
    """As Ltd., Inc. and C.I.C. do."""
    city = City.parse(SMALL.replace("short: The Forum", "short: Forum Ltd."))
    assert sentences.of_link(city, MEMBER) == "The Charity is a member of Forum Ltd."
    assert (
        sentences.of_step(city, Step(link(role="chair"), forward=True))
        == "Is a member of Forum Ltd. (chair)."
    )
    assert sentences.of_link(city, LEADS) == "Forum Ltd. leads priority 1 (Jobs)."


def test_under_a_heading_a_link_reads_without_its_start(small_city: City) -> None:
    assert sentences.of_step(small_city, Step(MEMBER, forward=False)) == "Has as a member The Charity."
    planned = Step(link(basis=Basis.PLANNED), forward=True)
    assert sentences.of_step(small_city, planned) == "Is a member of The Forum (planned)."


def test_a_role_stands_in_brackets_after_the_name_in_both_directions(small_city: City) -> None:
    chair = link(role="vice-chair", since="2016")
    assert (
        sentences.of_link(small_city, chair)
        == "The Charity is a member of The Forum (vice-chair), since 2016."
    )
    assert sentences.of_step(small_city, Step(chair, forward=False)) == (
        "Has as a member The Charity (vice-chair), since 2016."
    )


def test_priorities_and_actions_are_called_by_their_number(small_city: City) -> None:
    titles = {identifier: sentences.title(small_city.value(identifier)) for identifier in small_city}
    assert titles["homes"] == "priority 2 (Homes)"
    assert titles["build"] == "action 1 (Build ten homes)"
    assert titles["forum"] == "The Forum"
    unnumbered = Action(id="a", plan="plan", name="Dig", sources=cited("minutes"))
    assert sentences.title(unnumbered) == "the action ‘Dig’"


# When


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"since": "2016"}, "since 2016"),
        ({"since": "2016-08"}, "since August 2016"),
        ({"until": "2020"}, "until 2020"),
        ({"since": "2018", "until": "2020-03"}, "from 2018 to March 2020"),
        ({"since": "2019~"}, "since about 2019"),
        ({"since": "2018", "since_text": "since the floods"}, "since the floods"),
        ({"until": "2018", "until_text": "until the flood"}, "until the flood"),
        ({"since_text": "from the start", "until_text": "until the flood"}, "from the start until the flood"),
    ],
)
def test_a_span_reads_as_one_says_it_and_the_source_s_own_words_win(
    fields: dict[str, str], said: str
) -> None:
    assert sentences.span(link(**fields)) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"since_text": "about the year 2016", "until": "2018"}, "about the year 2016 until 2018"),
        ({"since": "2016", "until_text": "until the merger"}, "from 2016 until the merger"),
        (
            {"since": "2016", "since_text": "since the flood", "until": "2018"},
            "since the flood until 2018",
        ),
        (
            {"since": "2016", "until": "2018", "until_text": "until the merger"},
            "from 2016 until the merger",
        ),
    ],
)
@pytest.mark.parametrize("one_off", [True, False])
def test_neither_end_of_a_span_is_lost_where_only_one_has_words_of_its_own(
    fields: dict[str, str], said: str, one_off: bool
) -> None:
    assert sentences.span(link(**fields), one_off=one_off) == said


# What has ended, and what was planned

FUNDS = {"tail": "council", "type": "funds", "head": "charity"}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"until": "2018"}, "The Council funded The Charity, until 2018."),
        ({"since": "2016", "until": "2018"}, "The Council funded The Charity, from 2016 to 2018."),
        ({"until_text": "until the flood"}, "The Council funded The Charity, until the flood."),
        (
            {"until": "2018", "basis": Basis.INFERRED},
            "The Council funded The Charity, until 2018 (inferred).",
        ),
        ({"until": "2026-11-30"}, "The Council funded The Charity, until 30 November 2026."),
        ({"until": "2026-12"}, "The Council funds The Charity, until December 2026."),
        ({"until": "2030"}, "The Council funds The Charity, until 2030."),
        ({"until": "2018/.."}, "The Council funded The Charity, until 2018 or later."),
    ],
)
def test_a_link_whose_end_has_passed_reads_in_the_past(
    small_city: City, fields: dict[str, Any], said: str
) -> None:
    """The edition is of November 2026."""
    assert sentences.of_link(small_city, link(**FUNDS, **fields)) == said


def test_a_type_without_a_past_says_that_it_has_ended(small_city: City) -> None:
    left = link(since_text="about the year 2016", until="2018")
    assert sentences.of_link(small_city, left) == (
        "The Charity is a member of The Forum, about the year 2016 until 2018 (ended)."
    )
    assert sentences.of_step(small_city, Step(left, forward=False)) == (
        "Has as a member The Charity, about the year 2016 until 2018 (ended)."
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("status: active in 2021", "ended: 2022-05", "The Council funded The Charity, from 2018."),
        (
            "status: active in 2021",
            "ended_text: with the Mayor",
            "The Council funded The Charity, from 2018.",
        ),
        ("status: active in 2021", "ended: 2027", "The Council funds The Charity, since 2018."),
    ],
)
def test_a_link_of_an_organisation_that_has_ended_reads_in_the_past(old: str, new: str, said: str) -> None:
    city = City.parse(SMALL.replace(old, new))
    assert sentences.of_link(city, link(**FUNDS, since="2018")) == said


def test_a_link_to_an_event_that_has_taken_place_reads_in_the_past(small_city: City) -> None:
    funds = link(tail="council", type="funds", head="fair")
    assert sentences.of_step(small_city, Step(funds, forward=False)) == "Was funded by The Council."
    then = City.parse(SMALL.replace("date: 2021-06-05", "date: 2027"))
    assert sentences.of_step(then, Step(funds, forward=False)) == "Is funded by The Council."


def test_the_date_the_city_is_shown_at_decides_what_has_ended(small_city: City) -> None:
    then = City(small_city.ecosystem, at="2019")
    ended = link(**FUNDS, since="2018", until="2020")
    assert sentences.of_link(then, ended) == "The Council funds The Charity, from 2018 to 2020."
    assert sentences.of_link(small_city, ended) == "The Council funded The Charity, from 2018 to 2020."


NO_RECORD = " We found no record that it happened."


@pytest.mark.parametrize(
    ("fields", "said", "below"),
    [
        ({}, "The plan was for The Council to fund The Charity.", "Planned to fund The Charity."),
        (
            {"since": "2020"},
            f"The plan was for The Council to fund The Charity, from 2020.{NO_RECORD}",
            f"Planned to fund The Charity, from 2020.{NO_RECORD}",
        ),
        (
            {"since": "2020", "until": "2030", "role": "rent"},
            "The plan is for The Council to fund The Charity (rent), from 2020 to 2030.",
            "Planned to fund The Charity (rent), from 2020 to 2030.",
        ),
    ],
)
def test_a_plan_reads_as_a_plan_and_when_its_time_is_over_that_nothing_was_found(
    small_city: City, fields: dict[str, Any], said: str, below: str
) -> None:
    planned = link(**FUNDS, basis=Basis.PLANNED, **fields)
    assert sentences.of_link(small_city, planned) == said
    assert sentences.of_step(small_city, Step(planned, forward=True)) == below


def test_a_plan_on_a_route_is_marked_and_its_end_is_told_once(small_city: City) -> None:
    planned = [link(**FUNDS, basis=Basis.PLANNED, since=year) for year in ("2018", "2019")]
    route = [Step(MEMBER, forward=False), *(Step(each, forward=False) for each in planned)]
    assert sentences.of_route(small_city, route) == (
        "The Forum has as a member The Charity, which was to be funded by The Council, from 2018 (planned), "
        "which was to be funded by The Council, from 2019 (planned). "
        "We found no record that what was planned happened."
    )


def test_a_script_fills_the_sentence_of_a_link(small_city: City) -> None:
    funds = link(**FUNDS, role="rent", until="2018", basis=Basis.DISPUTED)
    assert sentences.pattern(small_city, Step(funds, forward=True)) == (
        "{0} funded {1} (rent), until 2018 (sources disagree)."
    )
    assert sentences.pattern(small_city, Step(MEMBER, forward=False)) == "{0} has as a member {1}."


def test_a_type_s_wording_in_the_spoken_language_goes_before_that_of_the_data() -> None:
    wording = (
        "translations: [{language: cy, label: yn ariannu, inverse: yn cael ei ariannu gan}], family: money"
    )
    city = City.parse(SMALL.replace("family: money", wording))
    ended = link(**FUNDS, until="2018")
    with speaking(Plain("cy")):
        assert sentences.of_link(city, link(**FUNDS)) == "The Council yn ariannu The Charity."
        assert sentences.of_link(city, ended) == "The Council funded The Charity, until 2018."
    with speaking(Plain("ar")):
        assert sentences.of_link(city, link(**FUNDS)) == "The Council funds The Charity."


class Plain:
    """A language whose sentences are those of English."""

    is_right_to_left = False
    reviewed = ""

    def __init__(self, code: str) -> None:
        self.code = code

    def translate(self, pattern: str, context: str | None = None) -> str:
        return pattern

    def translate_plural(self, one: str, many: str, count: int) -> str:
        return one if count == 1 else many

    def number(self, value: int) -> str:
        return str(value)

    def joined(self, names: Sequence[str]) -> str:
        return " ".join(names)

    def date(self, year: int, month: int | None, day: int | None) -> str:
        return str(year)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"since": "2016/2018"}, "since some time between 2016 and 2018"),
        ({"since": "2016/.."}, "since 2016"),
        ({"since": "../2018"}, "since 2018 or earlier"),
        ({"since": "2016-XX"}, "since some time in 2016"),
        ({"since": "{2016,2018}"}, "since some time between 1 January 2016 and 31 December 2018"),
        ({"since": "199X"}, "since the 1990s"),
        ({"since": "../.."}, "since some unknown time"),
        ({"until": "../2018"}, "until 2018"),
        ({"until": "2018/.."}, "until 2018 or later"),
        ({"until": "2017/2018"}, "until some time between 2017 and 2018"),
        ({"since": "2016", "until": "2017/2018"}, "from 2016 to some time between 2017 and 2018"),
        ({"since": "2016/..", "until": "../2018"}, "from 2016 to 2018"),
        ({"since": "2016-XX", "until_text": "until the merger"}, "from some time in 2016 until the merger"),
    ],
)
def test_a_beginning_or_an_end_that_is_not_known_exactly_still_reads_as_one_says_it(
    fields: dict[str, str], said: str
) -> None:
    assert sentences.span(link(**fields)) == said


def test_the_uncertain_date_of_a_plan_is_not_that_of_a_fact_either() -> None:
    planned = link(basis=Basis.PLANNED, since="2016/2018")
    assert sentences.span(planned) == "from some time between 2016 and 2018"


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("2021", "in 2021"),
        ("2021-06", "in June 2021"),
        ("2021-06-05", "on 5 June 2021"),
        ("2021/2022", "from 2021 to 2022"),
        ("2021-06-05/2021-06-07", "from 5 June 2021 to 7 June 2021"),
        ("2021-06-05~", "on about 5 June 2021"),
        ("2021-06-05T10:00:00", "on 5 June 2021"),
        ("2021-06~", "in about June 2021"),
        ("2021-06-XX", "some time in June 2021"),
        ("{2019,2021}", "between 1 January 2019 and 31 December 2021"),
        ("2021/..", "from 2021"),
        ("../2021", "until 2021"),
        ("../..", "at any time"),
        ("2021-22", "in summer 2021"),
    ],
)
def test_what_happened_at_one_time_has_no_since(since: str, said: str) -> None:
    assert sentences.span(link(since=since), one_off=True) == said


FORMS = ["2016", "2016~", "2016-05-06?", "2016-XX", "2016-21", "201X", "{2016,2018}", "2016/2018", "2016/",
         "2016/..", "/2016", "../2016", "../..", "2016-XX/2018", "2016-06-05T10:00:00"]  # fmt: skip


def test_no_form_of_a_date_puts_two_prepositions_side_by_side() -> None:
    doubled = re.compile(r"\b(since|until|from|to|in|on|at) (since|until|from|to|in|on|at|between)\b")
    for since, until in product([*FORMS, None], repeat=2):
        for one_off, basis in product([True, False], [Basis.STATED, Basis.PLANNED]):
            said = sentences.span(link(since=since, until=until, basis=basis), one_off=one_off)
            assert not doubled.search(said), said
            assert bool(said) == bool(since or until)


def test_a_moment_in_a_sentence(small_city: City) -> None:
    produced = link(tail="forum", type="produced", head="report", since="2021-06-05")
    assert sentences.of_link(small_city, produced) == "The Forum produced The Yearly Report, on 5 June 2021."


def organisation(**fields: Any) -> Organisation:
    return Organisation(**{"id": "b", "section": Section.GROUPS, "name": "B", "kind": "forum", **fields})


def test_a_lifetime_holds_what_is_known_of_it() -> None:
    assert sentences.lifetime(organisation()) == ""
    assert sentences.lifetime(organisation(founded="2015-08")) == "Founded in August 2015"
    assert sentences.lifetime(organisation(ended="2020")) == "Ended in 2020"
    assert (
        sentences.lifetime(organisation(founded="2015", ended_text="with the Mayor"))
        == "Founded in 2015. Ended: with the Mayor"
    )
    fair = Event(id="e", section=Section.EVENTS, name="E", kind="fair", date="2021-06-05")
    assert sentences.lifetime(fair) == "5 June 2021"


def test_a_citation_names_title_publisher_and_date() -> None:
    source = Source(id="s", title="Minutes", publisher="The Forum", date="2021-03")
    assert sentences.citation(source) == "Minutes, The Forum, March 2021"
    undated = Source(id="s", title="Minutes", publisher="The Forum", date="2021", date_text="undated")
    assert sentences.citation(undated) == "Minutes, The Forum, undated"
    assert sentences.citation(Source(id="s", title="Minutes", publisher="The Forum")) == "Minutes, The Forum"


# Progress, measures, facts


def test_done_without_evidence_is_a_report_and_with_evidence_a_fact() -> None:
    claim = Progress(date="2021", state=State.DONE, sources=cited("minutes"))
    assert sentences.of_progress(claim) == "Reported done; no other evidence found (2021)."
    shown = Progress(
        date="2021", state=State.DONE, note="Seen.", sources=cited("minutes"), evidence=cited("leaflet")
    )
    assert sentences.of_progress(shown) == "Done, with evidence (2021). Seen."


@pytest.mark.parametrize(("state", "said"), [(State.UNDER_WAY, "Under way"), (State.STOPPED, "Stopped")])
def test_other_progress_is_said_as_it_is(state: State, said: str) -> None:
    assert sentences.of_progress(Progress(date="2021-03", state=state)) == f"{said} (March 2021)."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"baseline": 68.0, "comparison": 83.0, "comparison_text": "white staff", "unit": "%",
             "direction": Direction.CLOSE_THE_GAP},
            "score. It was 68 % at the start, compared with 83 % (white staff). "
            "Aim: close the gap. No target given.",
        ),
        ({"baseline": 2.0, "baseline_date": "2019-03"}, "score. It was 2 in March 2019."),
        ({"baseline": 2.0, "target": 2.5}, "score. It was 2 at the start. Target: 2.5."),
        ({"target_text": "more than six", "target": 7.0}, "score. Target: more than six."),
        ({"direction": Direction.INCREASE}, "score. Aim: increase. No target given."),
        ({"comparison": 6.0, "comparison_text": "in version 2"}, "score. For comparison: 6 (in version 2)."),
        ({}, "score."),
    ],
)  # fmt: skip
def test_a_measure_is_said_in_words(fields: dict[str, Any], said: str) -> None:
    assert sentences.of_measure(Measure(**{"indicator": "score", **fields})) == said


def test_a_comparison_is_never_worded_as_a_target() -> None:
    measure = Measure(indicator="score", baseline=68, comparison=83, comparison_text="white staff")
    assert "target" not in sentences.of_measure(measure)


def test_a_comparison_that_names_nobody_is_said_without_a_name() -> None:
    assert sentences.of_measure(Measure(indicator="score", comparison=83)) == "score. For comparison: 83."
    assert sentences.of_measure(Measure(indicator="score", baseline=68, comparison=83)) == (
        "score. It was 68 at the start, compared with 83."
    )


def test_large_and_long_numbers_are_written_out() -> None:
    measure = Measure(indicator="pounds", baseline=1_234_567, target=12_345_678.25)
    assert sentences.of_measure(measure) == "pounds. It was 1234567 at the start. Target: 12345678.25."


def test_a_fact_says_when_and_how_sure() -> None:
    assert sentences.of_fact(Fact(text="It stands.", sources=cited("minutes"))) == "It stands."
    dated = Fact(text="It stands.", period="2019/2021", sources=cited("minutes"))
    assert sentences.of_fact(dated) == "2019 to 2021. It stands."
    reading = Fact(text="It stands.", period="2019~", basis=Basis.INFERRED, sources=cited("minutes"))
    assert sentences.of_fact(reading) == "About 2019. It stands (inferred)."
    planned = Fact(text="It stands.", basis=Basis.PLANNED, sources=cited("minutes"))
    assert sentences.of_fact(planned) == "It stands (planned)."


# Particulars


def test_particulars_leave_out_what_is_not_known() -> None:
    assert sentences.particulars(organisation(), "forum") == ("Forum, b",)


def test_particulars_of_an_organisation_come_in_the_order_of_the_page() -> None:
    known = organisation(
        short="Bee",
        aliases=("Bea", "Bee"),
        purpose="Buzzes.",
        founded="2015",
        status="active",
        website="https://b.org",
    )
    assert sentences.particulars(known, "forum") == (
        "Forum, b",
        "Also: Bee, Bea",
        "Buzzes.",
        "Founded in 2015",
        "Active",
        "https://b.org",
    )


def test_particulars_of_a_plan_and_a_priority() -> None:
    plan = Plan(
        id="w", name="Work", period="2021-04/2022-03", summary="Eight things.", sources=cited("minutes")
    )
    assert sentences.particulars(plan, "plan") == ("Plan, w", "Eight things.", "April 2021 to March 2022")
    done = Progress(date="2021", state=State.DONE)
    priority = Priority(id="p", plan="w", number=1, name="Jobs", progress=(done,), sources=cited("minutes"))
    assert sentences.particulars(priority, "priority") == (
        "Priority, p",
        "Reported done; no other evidence found (2021).",
    )


def test_particulars_of_an_action_say_what_its_plan_leaves_blank() -> None:
    bare = Action(id="a", plan="w", name="Dig", sources=cited("minutes"))
    assert sentences.particulars(bare, "action") == (
        "Action, a",
        "Lead: not given",
        "Timescale: not given",
        "Progress: none reported",
    )


def test_a_lead_that_is_only_an_organisation_is_left_to_its_link_and_not_called_missing() -> None:
    led = Action(id="a", plan="w", name="Dig", leads=("charity",), due="2021-06", sources=cited("minutes"))
    assert sentences.particulars(led, "action") == (
        "Action, a",
        "Timescale: June 2021",
        "Progress: none reported",
    )


def test_particulars_of_an_action_keep_the_plan_s_words() -> None:
    full = Action(
        id="a",
        plan="w",
        part="Digging",
        objective="A hole.",
        name="Dig",
        outcome="Water.",
        leads=("charity",),
        lead_text="The digger",
        timescale="by summer",
        due="2021-06",
        measure=Measure(indicator="depth", direction=Direction.INCREASE),
        progress=(Progress(date="2021", state=State.UNDER_WAY),),
        note="Mind the roots.",
        sources=cited("minutes"),
    )
    assert sentences.particulars(full, "action")[1:] == (
        "Under: Digging",
        "Objective: A hole.",
        "Hoped for: Water.",
        "Lead: The digger",
        "Timescale: by summer",
        "Measure: depth. Aim: increase. No target given.",
        "Progress: Under way (2021).",
        "Mind the roots.",
    )


@pytest.mark.parametrize(
    ("founded", "ended", "said"),
    [
        ("2015-08", None, "Founded in August 2015"),
        ("../2018", "2020/..", "Founded: 2018 or earlier. Ended: 2020 or later"),
        ("2016/2018", None, "Founded: some time between 2016 and 2018"),
        (None, "2019~", "Ended in about 2019"),
    ],
)
def test_the_life_of_an_organisation_reads_as_english(
    founded: str | None, ended: str | None, said: str
) -> None:
    organisation = Organisation(
        id="b", section=Section.GROUPS, name="B", kind="k", founded=founded, ended=ended
    )
    assert sentences.lifetime(organisation) == said


@pytest.mark.parametrize(
    ("date", "date_text", "words"),
    [
        ("2019~", None, "about 2019 by our estimate"),
        ("2019", None, "2019"),
        ("2019~", "undated, after the summer", "undated, after the summer"),
    ],
)
def test_an_approximate_date_of_a_source_is_our_estimate(
    date: str, date_text: str | None, words: str
) -> None:
    source = Source(id="page", title="A page", publisher="The Hall", date=date, date_text=date_text)
    assert sentences.citation(source) == f"A page, The Hall, {words}"


# Evidence


def test_why_an_action_is_in_another_plan_is_said_in_the_language_that_is_spoken() -> None:
    """Also when the city was loaded in another one."""
    text = SMALL.replace("plans:\n", "plans:\n  play-plan: {name: The play plan, source: minutes}\n")
    play = "  play: {plan: play-plan, number: 1, name: Play, source: minutes}\n"
    text = text.replace("\npriorities:\n", f"\npriorities:\n{play}")
    city = City.parse(text.replace("    leads: [charity]\n", "    leads: [charity]\n    advances: play\n"))
    (link,) = (link for link in city.ecosystem.links if (link.tail, link.head) == ("build", "play"))
    assert link.basis is Basis.INFERRED
    assert sentences.evidence(city, link) == (
        "The action is in ‘The Forum's plan’ and the priority in ‘The play plan’. "
        "We inferred that they belong together."
    )
    with pseudo.spoken():
        assert str(sentences.evidence(city, link)).startswith(f"{pseudo.OPEN}The action is in ")
