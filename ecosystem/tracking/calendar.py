"""A calendar (RFC 5545) of what falls due: a day for each action that has one, a rule for each rhythm.

Every event keeps its UID from edition to edition and has no time of its making, so that importing a
calendar twice changes nothing. A due date that is a month or a year stands on its last day.
"""

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

from icalendar import Alarm, Calendar, Event, vCategory, vRecur, vText

from ecosystem import dates, sentences
from ecosystem.city import City
from ecosystem.files import OURS
from ecosystem.language import _, joined
from ecosystem.model import Action, Plan
from ecosystem.tracking import schedule, statuses, tracker
from ecosystem.tracking.schedule import MONTHS, Slot
from ecosystem.tracking.statuses import DONE, Status
from ecosystem.tracking.tracker import Tracked

_NAMES = uuid.uuid5(uuid.NAMESPACE_DNS, OURS)
_REMINDER = timedelta(days=-14)


class _Words(vText):
    r"""Words as they stand: the library takes the two letters `\N` in a name for the end of a line."""

    def to_ical(self) -> bytes:
        return re.sub(r"[\\;,]", r"\\\g<0>", self).replace("\n", "\\n").encode("utf-8")


def text(city: City, actions: Iterable[Tracked]) -> str:
    """Return the calendar of actions, in the order of their ids; those without a date are left out."""
    ecosystem = city.ecosystem
    calendar = Calendar()
    calendar.add("prodid", f"-//{OURS}//{ecosystem.about.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _Words(_("{map}: what is due", map=ecosystem.about.title)))
    for tracked in sorted(actions, key=lambda tracked: tracked.id):
        action = ecosystem.actions[tracked.id]
        first = next(schedule.slots(action, ecosystem.plans[action.plan]), None)
        if first:
            calendar.add_component(_event(city, action, tracked, first))
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _event(city: City, action: Action, tracked: Tracked, first: Slot) -> Event:
    ecosystem = city.ecosystem
    plan = ecosystem.plans[action.plan]
    edition = dates.bounds(ecosystem.about.edition)[0]
    event = Event()
    event.add("uid", f"{uuid.uuid5(_NAMES, f'{ecosystem.about.place} {action.id}')}@{OURS}")
    event.add("dtstamp", datetime(edition.year, edition.month, edition.day, tzinfo=UTC))
    event.add("sequence", edition.year * 12 + edition.month)
    event.add("dtstart", first[1])
    event.add("dtend", first[1] + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", _Words(_("Due: {action}", action=action.label)))
    event.add("description", _Words(_description(city, action, tracked)))
    categories = vCategory([])
    categories.cats = [_Words(plan.label)]
    event.add("categories", categories)
    event.add("status", "CANCELLED" if tracked.status is Status.STOPPED else "CONFIRMED")
    if action.repeats:
        event.add("rrule", rule(action, first[1], _end(action, plan, tracker.edition_day(ecosystem))))
    is_owed = tracked.status not in (*DONE, Status.STOPPED) or (action.repeats and tracked.due_by)
    if is_owed and plan.kept_up:  # of another plan nobody here knows what is still to come
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", _REMINDER)
        alarm.add("description", _Words(_("Due in two weeks: {action}", action=action.label)))
        event.add_component(alarm)
    return event


def rule(action: Action, day: date, end: date | None = None) -> vRecur:
    """Return the rhythm as a recurrence; a day that a month lacks falls on its last."""
    assert action.repeats
    parts: dict[str, object] = {"FREQ": "MONTHLY", "INTERVAL": MONTHS[action.repeats]}
    if (day + timedelta(days=1)).day == 1:
        parts["BYMONTHDAY"] = -1
    elif day.day > 28:
        parts |= {"BYMONTHDAY": list(range(28, day.day + 1)), "BYSETPOS": -1}
    if end:
        parts["UNTIL"] = end
    return vRecur(parts)


def _end(action: Action, plan: Plan, day: date) -> date | None:
    """Return until when a rhythm goes on: to its `due`, or to the end of a plan that has ended by a day.

    Its last turn begins by then, and may end later.
    """
    end = dates.bounds(action.due)[1] if action.due else date.max
    plan_end = dates.bounds(plan.period)[1] if plan.period else date.max
    if not action.due and plan_end < day:
        end = plan_end
    if end == date.max:
        return None
    turns = [last for _first, last in takewhile(lambda slot: slot[0] <= end, schedule.slots(action, plan))]
    return max(end, turns[-1]) if turns else end


def _description(city: City, action: Action, tracked: Tracked) -> str:
    ecosystem = city.ecosystem
    plan = ecosystem.plans[action.plan].name
    priorities = joined([sentences.title(city.value(priority)) for priority in tracked.advances])
    edition = dates.words(ecosystem.about.edition)
    lines = [
        action.name,
        _("Plan: {plan}", plan=plan),
        _("Lead: {lead}", lead=tracked.lead) if tracked.lead else "",
        _("Timescale: {timescale}", timescale=tracked.timescale) if tracked.timescale else "",
        _("Advances: {priorities}", priorities=priorities) if priorities else "",
        _(
            "Status in the {edition} edition: {status}.",
            edition=edition,
            status=statuses.status_words(tracked.status),
        ),
    ]
    return "\n".join(line for line in lines if line)
