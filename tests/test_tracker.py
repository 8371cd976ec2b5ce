"""Actions in time: what the seeds' own words come to, and what holds whatever the dates are."""

from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, strategies as st
from msgspec.structs import replace

from ecosystem import dates
from ecosystem.city import City
from ecosystem.errors import InvalidUpdateError, NotAnOrganisationError, UnknownNameError
from ecosystem.model import Action, Ecosystem, Plan, Progress, Rhythm, State
from ecosystem.tracking import calendar, schedule, statuses, tracker
from ecosystem.tracking.statuses import Status
from ecosystem.tracking.tracker import Tracked
from tests.cities import SMALL, cited
from tests.fixture import BRISTOL, WRES


def tracked(city: City, day: str) -> dict[str, Tracked]:
    return {each.id: each for each in tracker.track(city, date.fromisoformat(day))}


def kept_up(text: str) -> City:
    """Return the city of a text, with all its plans kept up."""
    ecosystem = City.parse(text).ecosystem
    plans = {key: replace(plan, kept_up=True) for key, plan in ecosystem.plans.items()}
    return City(replace(ecosystem, plans=plans))


@pytest.fixture(scope="module")
def trust() -> City:
    return kept_up(WRES.read_text(encoding="utf-8"))


# The timescales of the seeds, as their words stand there, and what they come to.

TIMESCALES = [
    # file, action, words, the first and the last day on which it may fall due
    (BRISTOL, "a01", "4 monthly reports", "2020-08-01", "2020-08-31"),
    (BRISTOL, "a02", "June 2020, December '20 then 6 monthly", "2020-06-01", "2020-06-30"),
    (BRISTOL, "a03", "Ongoing during 2020", "2020-01-01", "2020-12-31"),
    (BRISTOL, "a04", "Systems in place by February '21", "2021-02-01", "2021-02-28"),
    (BRISTOL, "a05", "Throughout 2020", "2020-01-01", "2020-12-31"),
    (BRISTOL, "a06", "For decision November 2019", "2019-11-01", "2019-11-30"),
    (BRISTOL, "a07", "Throughout 2020", "2020-01-01", "2020-12-31"),
    (BRISTOL, "a08", "April 2021 (data headcount date)", "2021-04-01", "2021-04-30"),
    (BRISTOL, "a09", "April 2021 (data headcount date)", "2021-04-01", "2021-04-30"),
    (BRISTOL, "a10", "April 2021 (data headcount date)", "2021-04-01", "2021-04-30"),
    (BRISTOL, "a11", "Throughout 2020", "2020-01-01", "2020-12-31"),
    (BRISTOL, "a12", "During 2020 & 2021", "2021-01-01", "2021-12-31"),
    (BRISTOL, "a13", "During 2020 & 2021", "2021-01-01", "2021-12-31"),
    (BRISTOL, "a14", "Throughout 2020", "2020-01-01", "2020-12-31"),
    (BRISTOL, "a15", "During 2020 & 2021", "2021-01-01", "2021-12-31"),
    (WRES, "a1", "Oct-19", "2019-10-01", "2019-10-31"),
    (WRES, "a2", "Oct-19", "2019-10-01", "2019-10-31"),
    (WRES, "a3", "Mar-20", "2020-03-01", "2020-03-31"),
    (WRES, "a4", "Oct 19", "2019-10-01", "2019-10-31"),
    (WRES, "a5", "Mar 20", "2020-03-01", "2020-03-31"),
    (WRES, "a6", "Mar 19", "2019-03-01", "2019-03-31"),
    (WRES, "a7", "Jan-18", "2018-01-01", "2018-01-31"),
    (WRES, "a8", "Feb 20", "2020-02-01", "2020-02-29"),
    (WRES, "a9", "When appropriate", None, None),
]


@pytest.fixture(scope="module")
def cities(trust: City) -> dict[Path, City]:
    return {BRISTOL: kept_up(BRISTOL.read_text(encoding="utf-8")), WRES: trust}


def test_what_may_fall_due_at_any_time_until_a_day_has_no_first_one() -> None:
    city = City.parse(SMALL.replace("due: 2021-06\n", "due: ../2021-06\n"))
    build = tracked(city, "2021-07-01")["build"]
    assert (build.due_from, build.due_by, build.overdue_since) == (None, "2021-06-30", "2021-06-30")
    assert tracker.due(build) == "by 30 June 2021"


@pytest.mark.parametrize(("file", "action", "words", "first", "last"), TIMESCALES)
def test_every_timescale_of_the_seeds_comes_out_right(
    cities: dict[Path, City], file: Path, action: str, words: str, first: str, last: str
) -> None:
    city = cities[file]
    found = tracked(city, "2017-01-01")[action]
    assert (found.timescale, found.due_from, found.due_by) == (words, first, last)
    assert (found.status, found.overdue_since) == (Status.NOT_REPORTED, None)
    if last:
        after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
        assert tracked(city, last)[action].overdue_since is None
        assert tracked(city, after)[action].overdue_since == last
    else:
        assert tracked(city, "2026-11-30")[action].overdue_since is None
        assert found.sentence.endswith("It has no date, only “When appropriate”.")


def test_the_table_has_every_action_of_the_seeds(cities: dict[Path, City]) -> None:
    for file, city in cities.items():
        known = {each.id for each in tracker.track(city, date(2020, 1, 1))}
        assert known == {action for where, action, *_ in TIMESCALES if where == file}


@pytest.mark.parametrize(
    ("action", "months"),
    [
        ("a01", ["2020-08", "2020-12", "2021-04", "2021-08"]),
        ("a02", ["2020-06", "2020-12", "2021-06", "2021-12"]),
    ],
)
def test_the_rhythms_of_the_seeds_fall_due_again_and_again(
    bristol: City, action: str, months: list[str]
) -> None:
    city = bristol.ecosystem
    found = schedule.slots(city.actions[action], city.plans["action-plan-2020"])
    assert list(islice(found, 4)) == [dates.bounds(month) for month in months]


def test_what_is_said_of_an_action(cities: dict[Path, City]) -> None:
    found = tracked(cities[BRISTOL], "2020-07-01")
    assert found["a02"].sentence == (
        "Action 2 (Agencies’ own reports): no progress reported. It is overdue: it was due in June 2020."
    )
    assert found["a03"].sentence == (
        "Action 3 (HR leaders’ action plan): no progress reported. It is due in 2020."
    )


# Plans that nobody reports on here


def test_nothing_is_overdue_in_a_plan_that_is_not_kept_up(bristol: City) -> None:
    tracking = tracker.select(bristol, date(2020, 7, 1))
    actions = {action.id: action for action in tracking.actions}
    assert (
        tracking.summary == "15 actions on 1 July 2020. Progress: 13 not reported and 2 with no report found."
    )
    assert actions["a02"].sentence == (
        "Action 2 (Agencies’ own reports): no report found. It was due in June 2020."
    )
    assert (actions["a02"].passed, actions["a02"].overdue_since) == ("2020-06-30", None)
    assert actions["a02"].status_text == "no report found"
    assert actions["a03"].status is Status.NOT_REPORTED
    assert [action.id for action in tracking.actions[-2:]] == ["a06", "a02"]
    assert not tracker.select(bristol, date(2026, 11, 30), overdue=True).actions
    assert len(tracker.select(bristol, date(2026, 11, 30), unreported=True).actions) == 15


def test_years_later_no_report_is_found_on_any_action() -> None:
    trust = City.load(WRES)
    tracking = tracker.select(trust, date(2026, 11, 30))
    assert tracking.summary == "9 actions on 30 November 2026. No report found on any."
    assert {action.status for action in tracking.actions} == {
        Status.NO_REPORT_FOUND
    }  # that without a date too
    assert tracker.counts(trust, trust.ecosystem.priorities.values())[Status.NO_REPORT_FOUND] == 4


def test_what_is_reported_of_a_plan_that_is_not_kept_up_is_told_without_a_verdict() -> None:
    report = "due: 2021-06\n    progress: {date: 2021-03, state: under way, source: minutes}\n"
    city = City.parse(SMALL.replace("due: 2021-06\n", report).replace("    kept_up: true\n", ""))
    build = tracked(city, "2026-11-30")["build"]
    assert build.sentence == (
        "Action 1 (Build ten homes): under way, as reported in March 2021. It was due in June 2021."
    )
    assert (build.status_text, build.overdue_since) == ("under way", None)


def test_the_calendar_reminds_only_of_plans_that_are_kept_up(bristol: City, cities: dict[Path, City]) -> None:
    for city, reminds in ((bristol, False), (cities[BRISTOL], True)):
        text = calendar.text(city, tracker.track(city, date(2020, 1, 1)))
        assert ("BEGIN:VALARM" in text) is reminds


# Who says so, and what shows it


def test_done_with_evidence_names_and_links_it_and_who_says_so() -> None:
    report = (
        "due: 2021-06\n    progress: {date: 2021-06, state: done, source: leaflet,"
        " evidence: {id: minutes, where: Item 3}}\n"
    )
    build = tracked(City.parse(SMALL.replace("due: 2021-06\n", report)), "2026-11-30")["build"]
    assert build.sentence == "Action 1 (Build ten homes): done, with evidence, as reported in June 2021."
    (evidence,) = build.evidence
    assert (evidence.title, evidence.url, evidence.where) == (
        "Minutes of the forum",
        "https://example.org/minutes",
        "Item 3",
    )
    assert [source.title for source in build.sources] == ["A leaflet"]


# Reports


def step(**fields: object) -> Action:
    given = {"id": "a", "plan": "p", "name": "A", "sources": ("s",)} | fields
    return Action(**given)  # type: ignore[arg-type]


PLAN = Plan(id="p", name="P", period="2020-04/2021-03", sources=cited("s"))


def on(when: str, state: State = State.UNDER_WAY, *, shown: bool = False) -> Progress:
    return Progress(date=when, state=state, evidence=cited("s") if shown else ())


@pytest.mark.parametrize(
    ("progress", "status"),
    [
        ((), Status.NOT_REPORTED),
        ((on("2020"),), Status.UNDER_WAY),
        ((on("2020", State.DONE),), Status.CLAIMED),
        ((on("2020", State.DONE, shown=True),), Status.EVIDENCED),
        ((on("2020", State.DONE), on("2021", State.DONE, shown=True)), Status.EVIDENCED),
        ((on("2020", State.DONE, shown=True), on("2021", State.DONE)), Status.EVIDENCED),
        ((on("2021", State.DONE), on("2020", State.STOPPED)), Status.CLAIMED),
        ((on("2020", State.DONE, shown=True), on("2021"), on("2022", State.DONE)), Status.CLAIMED),
        ((on("2020", State.DONE, shown=True), on("2021")), Status.UNDER_WAY),
        ((on("2020"), on("2021-02", State.STOPPED)), Status.STOPPED),
        ((on("2020", shown=True),), Status.UNDER_WAY),
    ],
)
def test_the_last_report_says_how_it_stands_and_done_is_a_claim_until_something_shows_it(
    progress: tuple[Progress, ...], status: Status
) -> None:
    assert statuses.status(step(progress=progress)) is status


def test_of_what_repeats_each_turn_has_to_be_shown() -> None:
    shown, said = on("2020-01", State.DONE, shown=True), on("2020-07", State.DONE)
    half_yearly = {"start": "2020-01", "repeats": Rhythm.SIX_MONTHS}
    assert statuses.status(step(**half_yearly, progress=(shown, said))) is Status.CLAIMED
    assert statuses.status(step(**half_yearly, progress=(said, shown))) is Status.CLAIMED
    assert statuses.status(step(**half_yearly, progress=(shown,))) is Status.EVIDENCED


@pytest.mark.parametrize(
    ("progress", "due"),
    [
        ((), "2020-06"),
        ((on("2020-05"),), "2020-12"),  # a little early
        ((on("2020-07-10"),), "2020-12"),  # a little late
        ((on("2020-06-05"), on("2020-06-20")), "2020-12"),  # twice for one time
        ((on("2020-11-25"),), "2021-06"),  # for December, and for June before it
        ((on("2024-06-30"),), "2024-12"),
        ((on("2020-06", State.DONE),), "2020-12"),
        ((on("2020-06", State.STOPPED),), None),
        ((on("2020-06/.."),), "2020-12"),  # nobody knows how long it went on
    ],
)
def test_a_report_answers_the_time_it_comes_nearest_to(
    progress: tuple[Progress, ...], due: str | None
) -> None:
    action = step(start="2020-06", repeats=Rhythm.SIX_MONTHS, progress=progress)
    assert schedule.due_next(action, PLAN) == (dates.bounds(due) if due else None)


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({}, None),
        ({"due": "2020"}, "2020"),
        ({"due": "2020", "progress": (on("2020-02"),)}, "2020"),
        ({"due": "2020", "progress": (on("2020-02", State.DONE),)}, None),
        ({"due": "2020", "progress": (on("2020-02", State.STOPPED),)}, None),
        ({"due": "2020/.."}, None),
        ({"due": "2020-04/2021-03"}, "2020-04/2021-03"),
        ({"repeats": Rhythm.YEARLY, "start": "../2020"}, None),
        ({"repeats": Rhythm.YEARLY, "start": "2020", "due": "2021"}, "2020"),
    ],
)
def test_what_is_owed_falls_due_where_its_words_say_when(fields: dict[str, object], due: str | None) -> None:
    assert schedule.due_next(step(**fields), PLAN) == (dates.bounds(due) if due else None)


def test_a_rhythm_of_a_plan_without_a_period_has_no_date() -> None:
    plan = Plan(id="p", name="P", sources=cited("s"))
    assert schedule.due_next(step(repeats=Rhythm.MONTHLY), plan) is None


@pytest.mark.parametrize("period", ["9999-05/9999-06", "9998/9999", "9001/.."])
def test_no_rhythm_leads_out_of_the_calendar(period: str) -> None:
    plan = Plan(id="p", name="P", period=period, sources=cited("s"))
    assert schedule.due_next(step(repeats=Rhythm.TWO_YEARS), plan) is None


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("under way", "under way, as reported in June 2021. Nothing more is due."),
        ("done", "done, as reported in June 2021."),
        ("stopped", "stopped, as reported in June 2021."),
    ],
)
def test_a_rhythm_whose_every_turn_is_reported_on_has_a_date_and_owes_nothing(state: str, said: str) -> None:
    rhythm = "due: 2021-06\n    start: 2020-12\n    repeats: every 6 months\n"
    report = f"    progress: {{date: 2021-06, state: {state}}}\n"
    city = City.parse(SMALL.replace("due: 2021-06\n", rhythm + report))
    (found,) = tracker.select(city, date(2026, 11, 30)).actions
    assert found.sentence == f"Action 1 (Build ten homes): {said}"
    assert (found.due_by, found.overdue_since) == (None, None)


@pytest.mark.parametrize(
    ("fields", "is_over"),
    [
        ({}, False),
        ({"progress": (on("2021"),)}, False),
        ({"progress": (on("2021", State.DONE),)}, True),
        ({"progress": (on("2021", State.STOPPED),)}, True),
        ({"progress": (on("2021", State.DONE),), "repeats": Rhythm.YEARLY}, False),
        ({"progress": (on("2021", State.DONE),), "repeats": Rhythm.YEARLY, "due": "2021"}, True),
        ({"progress": (on("2021"),), "repeats": Rhythm.YEARLY, "due": "2021"}, False),
        ({"progress": (on("2021", State.DONE),), "repeats": Rhythm.TWO_YEARS, "due": "2021"}, False),
    ],
)
def test_it_is_over_when_nobody_needs_to_ask_how_it_stands(fields: dict[str, object], is_over: bool) -> None:
    assert schedule.is_over(step(**fields), PLAN) is is_over


def test_a_winter_is_not_over_with_its_year() -> None:
    city = City.parse(SMALL.replace("due: 2021-06\n", "due: 2021-24\n"))
    assert tracked(city, "2022-02-28")["build"].overdue_since is None
    found = tracked(city, "2022-03-01")["build"]
    assert found.overdue_since == "2022-02-28"
    assert found.sentence.endswith("It is overdue: it was due in winter 2021.")


def test_a_rhythm_ends_with_its_due_date() -> None:
    action = step(start="2020-06", due="2021-06", repeats=Rhythm.SIX_MONTHS)
    assert [slot[1].isoformat() for slot in schedule.slots(action, PLAN)] == [
        "2020-06-30",
        "2020-12-31",
        "2021-06-30",
    ]


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
STARTS = st.one_of(DAYS.map(str), DAYS.map(lambda day: str(day)[:7]), DAYS.map(lambda day: str(day)[:4]))


@given(STARTS, st.sampled_from(list(Rhythm)))
def test_slots_come_one_after_the_other_at_the_distance_of_the_rhythm(start: str, rhythm: Rhythm) -> None:
    found = list(islice(schedule.slots(step(start=start, repeats=rhythm), PLAN), 30))
    assert found[0] == dates.bounds(start)
    for place, (first, last) in enumerate(found):
        months = schedule.MONTHS[rhythm] * place
        assert first <= last
        passed = (first.year - found[0][0].year) * 12 + first.month - found[0][0].month
        assert passed == months
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(found))


@given(STARTS, st.sampled_from(list(Rhythm)))
def test_the_recurrence_rule_gives_the_last_day_of_every_slot(start: str, rhythm: Rhythm) -> None:
    action = step(start=start, repeats=rhythm)
    days = [last for _, last in islice(schedule.slots(action, PLAN), 30)]
    rule: Any = calendar.rule(action, days[0])
    found = rrulestr(rule.to_ical().decode(), dtstart=datetime.combine(days[0], time()))
    assert [each.date() for each in islice(found, 30)] == days


@given(STARTS, st.sampled_from(list(Rhythm)), st.lists(STARTS, max_size=4), DAYS)
def test_a_report_never_makes_something_due_earlier(
    start: str, rhythm: Rhythm, reports: list[str], day: date
) -> None:
    def due(progress: tuple[Progress, ...]) -> tuple[date, date]:
        slot = schedule.due_next(step(start=start, repeats=rhythm, progress=progress), PLAN)
        assert slot
        return slot

    before = tuple(map(on, reports))
    assert due(before) <= due((*before, on(str(day))))


# Which actions


def test_the_most_pressing_come_first(trust: City) -> None:
    found = tracker.select(trust, date(2019, 12, 1))
    assert [each.id for each in found.actions] == ["a7", "a6", "a1", "a2", "a4", "a8", "a3", "a5", "a9"]
    assert found.summary == "9 actions on 1 December 2019. No progress reported on any. 5 are overdue."


def test_what_repeats_and_is_owed_again_presses_like_what_was_never_done() -> None:
    report = "start: 2020-01\n    repeats: every 6 months\n    progress: {date: 2020-01, state: done}\n"
    later = "  paint: {plan: plan, name: Paint, due: 2030, source: minutes}\n"
    some_day = "  sing: {plan: plan, name: Sing, source: minutes}\n"
    text = SMALL.replace("due: 2021-06\n", report).replace("links:\n", f"{later}{some_day}links:\n")
    found = tracker.select(City.parse(text), date(2026, 11, 30))
    assert [(each.id, each.status_text) for each in found.actions] == [
        ("build", "done, overdue"),
        ("paint", "no progress reported"),
        ("sing", "no progress reported"),
    ]


def chosen(city: City, day: str = "2021-01-01", **filters: object) -> list[str]:
    found = tracker.select(city, date.fromisoformat(day), **filters)  # type: ignore[arg-type]
    return sorted(each.id for each in found.actions)


def test_actions_are_chosen_by_what_is_asked(bristol: City, trust: City) -> None:
    assert len(chosen(bristol)) == 15
    assert len(chosen(trust)) == 9
    assert chosen(bristol, plan="Action plan 2020/21") == chosen(bristol)
    assert chosen(bristol, plan="Annual work plan 2021/22") == []
    assert chosen(bristol, lead="HR Leaders' Group") == ["a03", "a08", "a09", "a10", "a11", "a13"]
    # The group is a staff network of the trust, and so has a part in what the trust leads.
    assert chosen(trust, lead="bame-group") == ["a1", "a2", "a4", "a5", "a6", "a7", "a8", "a9"]
    assert chosen(trust, lead="trust") == ["a1", "a2", "a6", "a7", "a8", "a9"]
    assert chosen(trust, priority="area-3") == ["a4", "a5", "a6"]
    assert chosen(trust, overdue=True) == ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"]
    assert chosen(trust, due_by=date(2019, 10, 31)) == ["a1", "a2", "a4", "a6", "a7"]
    assert chosen(bristol, due_by=date(2021, 2, 28), overdue=False) == sorted(
        ["a01", "a02", "a03", "a04", "a05", "a06", "a07", "a11", "a14"]
    )
    assert chosen(bristol, states=[Status.CLAIMED]) == []
    assert chosen(bristol, unreported=True) == chosen(bristol)


def test_a_lead_is_asked_for_through_what_it_belongs_to(small_city: City) -> None:
    text = SMALL.replace("leads: [charity]", "leads: [forum]")
    city = City.parse(text)
    assert chosen(city, lead="charity") == ["build"]  # a member of the forum
    assert chosen(city, lead="council") == ["build"]  # hosts it
    assert chosen(city, lead="staff") == []
    assert chosen(small_city, lead="forum") == []


@pytest.mark.parametrize(
    ("since", "day", "found"),
    [
        ("since: 2016", "2021-01-01", ["build"]),
        ("since: 2016, until: 2018", "2018-06-01", ["build"]),
        ("since: 2016, until: 2018", "2021-01-01", []),
        ("since: 2016", "2016-01-01", ["build"]),
        ("since: 2016", "2015-12-31", []),
        ("basis: planned", "2021-01-01", []),
    ],
)
def test_an_organisation_has_a_part_in_what_leads_while_it_belongs_to_it(
    since: str, day: str, found: list[str]
) -> None:
    text = SMALL.replace("leads: [charity]", "leads: [forum]").replace(
        "to: forum, since: 2016", f"to: forum, {since}"
    )
    city = City.parse(text)
    assert chosen(city, day, lead="charity") == found


def test_names_of_another_sort_are_refused(bristol: City) -> None:
    with pytest.raises(InvalidUpdateError, match="‘reslg’ is not a plan"):
        chosen(bristol, plan="reslg")
    with pytest.raises(InvalidUpdateError, match="is not a priority"):
        chosen(bristol, priority="reslg")
    with pytest.raises(NotAnOrganisationError):
        chosen(bristol, lead="recruitment")
    with pytest.raises(UnknownNameError):
        chosen(bristol, lead="nobody at all")


def test_claimed_and_evidenced_are_counted_apart(bristol: City) -> None:
    city: Ecosystem = bristol.ecosystem
    of_2019 = [each for each in city.priorities.values() if each.plan == "work-programme-2019"]
    counts = tracker.counts(bristol, of_2019)
    assert (counts[Status.CLAIMED], counts[Status.EVIDENCED], sum(counts.values())) == (4, 2, 6)
