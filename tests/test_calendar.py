"""The calendar: one event for each action with a date, the same whenever it is made."""

import json
import re
from datetime import date, datetime, time
from itertools import islice
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from icalendar import Calendar

from ecosystem import dataset
from ecosystem.city import City
from ecosystem.tracking import calendar, schedule, tracker
from tests import strategies
from tests.cities import SMALL
from tests.fixture import BRISTOL, WRES
from tests.strategies import examples


@pytest.fixture(scope="module")
def trust() -> City:
    return City.load(WRES)


def text(city: City, day: date = date(2026, 11, 30)) -> str:
    return calendar.text(city, tracker.track(city, day))


def events(written: str) -> list[Any]:
    return list(Calendar.from_ical(written).walk("VEVENT"))


def strict(written: str) -> None:
    """The rules of RFC 5545 that a strict reader holds a calendar to, read line by line without a library."""
    assert written.endswith("END:VCALENDAR\r\n")
    assert "\n" not in written.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    lines = re.sub("\r\n[ \t]", "", written).split("\r\n")[:-1]
    open_: list[str] = []
    seen: list[set[str]] = []
    once = {
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "STATUS",
        "RRULE",
        "PRODID",
        "VERSION",
        "TRIGGER",
    }
    needed = {
        "VCALENDAR": {"PRODID", "VERSION"},
        "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
        "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
    }
    for line in lines:
        found = re.fullmatch(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^;:,\"]*))*):(.*)", line)
        assert found, line
        name, _, value = found.groups()
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", value), line
        if name == "BEGIN":
            open_.append(value)
            seen.append(set())
        elif name == "END":
            assert open_.pop() == value
            assert needed[value] <= seen.pop()
        else:
            assert name not in once or name not in seen[-1], line
            seen[-1].add(name)
        if name in ("SUMMARY", "DESCRIPTION"):
            assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value), line
    assert open_ == []


def test_every_action_with_a_date_is_an_event(bristol: City, trust: City) -> None:
    assert len(events(text(bristol))) == 15
    assert len(events(text(trust))) == 8  # one says "When appropriate"


def test_the_calendar_is_as_the_standard_wants_it(bristol: City, trust: City) -> None:
    strict(text(bristol))
    strict(text(trust))


def test_a_calendar_that_is_made_twice_is_the_same_to_the_byte(bristol: City) -> None:
    again = City.load(BRISTOL)
    assert text(bristol) == text(again)


def test_importing_twice_changes_nothing(bristol: City) -> None:
    """A calendar program keeps one event for each UID, the one with the highest sequence."""
    kept: dict[str, tuple[int, bytes]] = {}
    for _ in range(2):
        for event in events(text(bristol)):
            kept[str(event["uid"])] = max(
                kept.get(str(event["uid"]), (0, b"")), (event["sequence"], event.to_ical())
            )
    assert len(kept) == 15
    assert sorted(event for _, event in kept.values()) == sorted(
        event.to_ical() for event in events(text(bristol))
    )


def test_an_event_keeps_its_uid_in_the_next_edition_and_comes_after_it() -> None:
    editions = [
        SMALL,
        SMALL.replace("edition: 2026-11", "edition: 2027-02").replace("due: 2021-06", "due: 2027"),
    ]
    (before,), (after,) = (events(text(City.parse(each))) for each in editions)
    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]
    assert before["dtstart"].dt != after["dtstart"].dt


def test_two_cities_share_no_uid() -> None:
    other = SMALL.replace("place: Smallville", "place: Elsewhere")
    (one,), (two,) = (events(text(City.parse(each))) for each in (SMALL, other))
    assert one["uid"] != two["uid"]


def test_an_event_says_what_is_due_and_reminds_of_it(small_city: City) -> None:
    (event,) = events(text(small_city, date(2021, 1, 1)))
    assert str(event["summary"]) == "Due: Build ten homes"
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2021, 6, 30), date(2021, 7, 1))
    assert event["dtstamp"].dt.replace(tzinfo=None) == datetime(2026, 11, 1)
    assert str(event["description"]) == (
        "Build ten homes\nPlan: The Forum's plan\nLead: The Charity's builder\nTimescale: by the summer\n"
        "Advances: priority 2 (Homes)\nStatus in the November 2026 edition: no progress reported."
    )
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt.days == -14


@pytest.mark.parametrize(
    ("report", "status", "alarms"),
    [
        ("{date: 2021-02, state: under way}", "CONFIRMED", 1),
        ("{date: 2021-02, state: done}", "CONFIRMED", 0),
        ("{date: 2021-02, state: stopped}", "CANCELLED", 0),
    ],
)
def test_what_is_over_reminds_nobody_and_what_is_stopped_is_cancelled(
    report: str, status: str, alarms: int
) -> None:
    city = City.parse(SMALL.replace("due: 2021-06\n", f"due: 2021-06\n    progress: {report}\n"))
    (event,) = events(text(city))
    assert (str(event["status"]), len(event.walk("VALARM"))) == (status, alarms)


def test_the_rhythms_of_bristol_recur_until_their_plan_has_ended(bristol: City) -> None:
    rules = {
        str(event["summary"]): event["rrule"].to_ical().decode()
        for event in events(text(bristol))
        if "rrule" in event
    }
    assert rules == {
        "Due: 4-monthly reports": "FREQ=MONTHLY;UNTIL=20210331;INTERVAL=4;BYMONTHDAY=-1",
        "Due: Agencies’ own reports": "FREQ=MONTHLY;UNTIL=20210331;INTERVAL=6;BYMONTHDAY=-1",
    }


@pytest.mark.parametrize(
    ("period", "start", "until"),
    [
        ("2021", "2021-01", "UNTIL=20211231;"),
        ("2025/..", "2025-01", ""),
        ("2026-04/2027-03", "2026-06", ""),  # has not ended at the edition
        ("2021", "2024-05", "UNTIL=20211231;"),  # begins after its plan: its first turn stands, and no other
    ],
)
def test_a_rhythm_ends_with_a_plan_that_has_ended(period: str, start: str, until: str) -> None:
    lasting = SMALL.replace("    period: 2021\n", f"    period: {period}\n")
    repeating = lasting.replace("due: 2021-06\n", f"repeats: every month\n    start: {start}\n")
    (event,) = events(text(City.parse(repeating)))
    assert event["rrule"].to_ical().decode() == f"FREQ=MONTHLY;{until}INTERVAL=1;BYMONTHDAY=-1"


def test_a_rhythm_ends_on_the_day_that_the_action_is_due() -> None:
    repeating = SMALL.replace(
        "due: 2021-06\n", "due: 2021-06\n    repeats: every month\n    start: 2021-01-15\n"
    )
    (event,) = events(text(City.parse(repeating), date(2021, 2, 1)))
    assert event["rrule"].to_ical().decode() == "FREQ=MONTHLY;UNTIL=20210630;INTERVAL=1"


@pytest.mark.parametrize(
    ("start", "due", "rhythm"),
    [
        ("2021-01", "2021-06-15", "every month"),
        ("2021", "2021-06", "every month"),
        ("2021", "2023-06", "every year"),
        ("2021/2022", "2025", "every year"),
        ("2021-12-31", "2022-06-29", "every 2 months"),
        ("2020-02-29", "2030", "every 2 years"),
        ("2021-24", "2024", "every year"),
    ],
)
def test_the_last_turn_of_a_rhythm_is_in_the_calendar_too(start: str, due: str, rhythm: str) -> None:
    fields = f"due: {due}\n    repeats: {rhythm}\n    start: {start}\n"
    city = dataset.parse(SMALL.replace("due: 2021-06\n", fields))
    (action,) = city.actions.values()
    (event,) = events(text(City(city)))
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=datetime.combine(event["dtstart"].dt, time()))
    slots = schedule.slots(action, city.plans[action.plan])
    assert [each.date() for each in rule] == [last for _, last in slots]


def test_a_rhythm_without_a_known_end_goes_on() -> None:
    fields = "due: 2021-06/..\n    repeats: every month\n    start: 2021\n"
    (event,) = events(text(City.parse(SMALL.replace("due: 2021-06\n", fields))))
    assert event["rrule"].to_ical().decode() == "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=-1"


@pytest.mark.parametrize("rhythm", ["every month", "every 3 months", "every 2 years"])
@pytest.mark.parametrize(
    "start",
    ["2027-01-28", "2027-01-29", "2027-01-30", "2027-01-31", "2027-02-28", "2028-02-29", "2027-04-30"],
)
def test_a_rhythm_falls_on_the_days_of_the_tracker_also_at_the_end_of_months(start: str, rhythm: str) -> None:
    repeating = SMALL.replace("due: 2021-06\n", f"repeats: {rhythm}\n    start: {start}\n")
    city = dataset.parse(repeating)
    (action,) = (each for each in city.actions.values() if each.repeats)
    day = date.fromisoformat(start)
    recurs: Any = calendar.rule(action, day)
    rule = rrulestr(recurs.to_ical().decode(), dtstart=datetime.combine(day, time()))
    slots = schedule.slots(action, city.plans[action.plan])
    assert [each.date() for each in islice(rule, 30)] == [last for _, last in islice(slots, 30)]


def test_hostile_words_stay_words() -> None:
    name = "Line;\\n,END:VEVENT: a “quote” \\\\ 日本語 " + "x" * 200
    city = City.parse(SMALL.replace("name: Build ten homes", f"name: {json.dumps(name)}"))
    strict(text(city))
    (event,) = events(text(city))
    assert str(event["description"]).startswith(name)


@settings(max_examples=examples(40), deadline=None)
@given(strategies.documents())
def test_any_city_makes_a_calendar_that_can_be_read(document: strategies.Document) -> None:
    document = json.loads(strategies.text(document))
    for place, action in enumerate(document["actions"].values()):
        action |= [{"due": "2021"}, {"start": "2020-01-31", "repeats": "every month"}, {}][place % 3]
    city = strategies.city(document)
    strict(text(city))
    dated = [action for action in document["actions"].values() if "due" in action or "repeats" in action]
    assert len(events(text(city))) == len(dated)
