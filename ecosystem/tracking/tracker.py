"""Actions in time: what is due, overdue, coming up, and what nobody has reported on.

A due date is read by its EDTF bounds: something is overdue when every day that the words allow has passed.
A rhythm falls due again and again, from the action's own start or, one turn later, from that of its plan.
Nothing here asks a clock: the day is given.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, islice

from msgspec.structs import replace

from ecosystem import dates, queries, sentences
from ecosystem.city import City, Step
from ecosystem.errors import InvalidUpdateError
from ecosystem.model import (
    ORGANISATION_SECTIONS,
    Action,
    Basis,
    Ecosystem,
    Plan,
    Priority,
    Progress,
    Rhythm,
    Section,
    State,
    Value,
)
from ecosystem.words import capital, counted

MONTHS = {
    Rhythm.MONTHLY: 1,
    Rhythm.TWO_MONTHS: 2,
    Rhythm.THREE_MONTHS: 3,
    Rhythm.FOUR_MONTHS: 4,
    Rhythm.SIX_MONTHS: 6,
    Rhythm.YEARLY: 12,
    Rhythm.TWO_YEARS: 24,
}
_LAST_YEAR = 9_000  # no rhythm is followed further


class Status(StrEnum):
    """How a priority or an action stands, by its reports. Overdue is told apart: it follows from the day."""

    NOT_REPORTED = "not reported"
    UNDER_WAY = "under way"
    CLAIMED = "done (claimed)"
    EVIDENCED = "done (evidenced)"
    STOPPED = "stopped"


DONE = (Status.CLAIMED, Status.EVIDENCED)


class Tracked(Value, frozen=True, kw_only=True):
    """An action as it stands on a day. Days are written 2020-06-30."""

    id: str
    plan: str
    reference: str | None
    name: str
    label: str
    lead: str  # in the plan's words
    leads: tuple[str, ...]
    advances: tuple[str, ...]
    timescale: str  # in the plan's words, else ours
    repeats: Rhythm | None
    due_from: str | None  # the first and the last day on which what is due next may fall due
    due_by: str | None
    overdue_since: str | None  # the day after which nothing more could be in time
    status: Status
    reported: str | None  # the date of the last report
    sentence: str

    @property
    def status_text(self) -> str:
        """The state, and whether it is overdue."""
        return f"{self.status}, overdue" if self.overdue_since else self.status.value


class Tracking(Value, frozen=True, kw_only=True):
    """Actions on a day, the most pressing first."""

    today: str
    summary: str
    actions: tuple[Tracked, ...]


def track(city: City, day: date) -> tuple[Tracked, ...]:
    """Every action as it stands on a day, in the order of the city."""
    ecosystem = city.ecosystem
    advances: dict[str, list[str]] = {identifier: [] for identifier in ecosystem.actions}
    for link in ecosystem.links:
        if link.type == "advances" and link.tail in advances:
            advances[link.tail].append(link.head)
    return tuple(
        _tracked(ecosystem, action, tuple(advances[action.id]), day) for action in ecosystem.actions.values()
    )


def select(
    city: City,
    day: date,
    *,
    plan: str | None = None,
    lead: str | None = None,
    priority: str | None = None,
    states: Sequence[Status] = (),
    overdue: bool = False,
    due_by: date | None = None,
    unreported: bool = False,
) -> Tracking:
    """The actions that fit every filter, the most pressing first.

    Args:
        city: The city.
        day: The day on which they are looked at.
        plan: What somebody calls a plan.
        lead: What somebody calls an organisation: its own actions, and those of what it belongs to or hosts.
        priority: What somebody calls a priority: the actions that advance it.
        states: How they stand.
        overdue: Only those whose time has passed.
        due_by: Only what is owed and must, by its words, be done by this day.
        unreported: Only those that nobody has reported on.

    Raises:
        EcosystemError: A name fits nothing, several things, or something of another sort.
    """
    by = _written(due_by) if due_by else None
    plan = _named(city, plan, Section.PLANS) if plan else None
    priority = _named(city, priority, Section.PRIORITIES) if priority else None
    leading = _with_memberships(city, queries.find_organisation(city, lead), day) if lead else set()
    found = tuple(
        each
        for each in pressing(track(city, day))
        if (not plan or each.plan == plan)
        and (not lead or leading & set(each.leads))
        and (not priority or priority in each.advances)
        and (not states or each.status in states)
        and (not overdue or each.overdue_since)
        and (not by or (each.due_by and each.due_by <= by))
        and (not unreported or each.status is Status.NOT_REPORTED)
    )
    return Tracking(today=_written(day), summary=_summary(found, day), actions=found)


def _named(city: City, asked: str, section: Section) -> str:
    identifier = queries.find(city, asked, among=(section,))
    where = city.section(identifier)
    if where is not section:
        raise InvalidUpdateError(f"‘{asked}’ is among the {where}, and one of the {section} was expected.")
    return identifier


def _with_memberships(city: City, organisation: str, day: date) -> set[str]:
    """An organisation and what it belongs to or hosts on a day: not what it has left, or is only to join."""
    return {organisation, *(each.end for each in city.steps(organisation) if _has_part(city, each, day))}


def _has_part(city: City, step: Step, day: date) -> bool:
    link = step.link
    is_over = link.until is not None and dates.bounds(link.until)[1] < day
    is_to_come = link.since is not None and dates.bounds(link.since)[0] > day
    holds = not is_over and not is_to_come and link.basis is not Basis.PLANNED
    return step.forward and city.link_type(link).transitive and holds


def _summary(actions: Sequence[Tracked], day: date) -> str:
    overdue = sum(bool(each.overdue_since) for each in actions)
    found = [each.status for each in actions]
    states = [f"{found.count(each)} {each}" for each in Status if each in found]
    said = ", ".join([*states, f"{overdue} overdue" if overdue else "none overdue"])
    when = dates.words(_written(day))
    return (
        f"{counted(len(actions), 'action')} on {when}: {said}." if actions else f"No action fits, on {when}."
    )


def edition_day(ecosystem: Ecosystem) -> date:
    """The last day of the edition: the day of everything that must not ask a clock."""
    return dates.bounds(ecosystem.about.edition)[1]


def pressing(actions: Sequence[Tracked]) -> tuple[Tracked, ...]:
    """Overdue first, the longest first; then by what is due next; then what has no date."""
    return tuple(
        sorted(
            actions,
            key=lambda each: (
                each.status in (*DONE, Status.STOPPED) and not each.due_by,
                not each.overdue_since,
                each.overdue_since or each.due_by or "9999-99",
            ),
        )
    )


def status(thing: Priority | Action) -> Status:
    """What the reports come to: the last one counts, and done stays a claim until something shows it.

    Of what repeats, each turn has to be shown by itself.
    """
    last = _by_date(thing.progress)
    if not last:
        return Status.NOT_REPORTED
    if last[-1].state is not State.DONE:
        return Status.STOPPED if last[-1].state is State.STOPPED else Status.UNDER_WAY
    for report in reversed(last):
        if report.state is not State.DONE:
            break
        if report.evidence:
            return Status.EVIDENCED
        if isinstance(thing, Action) and thing.repeats:
            break
    return Status.CLAIMED


def counts(things: Sequence[Priority | Action]) -> dict[Status, int]:
    """How many stand how; claimed and evidenced side by side, never one share."""
    found = [status(each) for each in things]
    return {each: found.count(each) for each in Status}


def last_report(action: Action) -> str | None:
    """The date of the last report."""
    return _by_date(action.progress)[-1].date if action.progress else None


def _by_date(progress: Sequence[Progress]) -> list[Progress]:
    return sorted(progress, key=lambda report: dates.bounds(report.date)[::-1])


def _tracked(ecosystem: Ecosystem, action: Action, advances: tuple[str, ...], day: date) -> Tracked:
    plan = ecosystem.plans[action.plan]
    stands = status(action)
    slot = due_next(action, plan)
    overdue = slot[1] if slot and slot[1] < day else None
    labels = [_label(ecosystem, lead) for lead in action.leads]
    tracked = Tracked(
        id=action.id,
        plan=action.plan,
        reference=action.reference,
        name=action.name,
        label=action.label,
        lead=action.lead_text or ", ".join(labels),
        leads=action.leads,
        advances=advances,
        timescale=sentences.timescale(action),
        repeats=action.repeats,
        due_from=_written(slot[0]) if slot and slot[0] > date.min else None,
        due_by=_written(slot[1]) if slot else None,
        overdue_since=_written(overdue) if overdue else None,
        status=stands,
        reported=last_report(action),
        sentence="",
    )
    return replace(tracked, sentence=_sentence(action, plan, tracked))


Slot = tuple[date, date]
"""The first and the last day on which something may fall due."""


def due_next(action: Action, plan: Plan) -> Slot | None:
    """When the next thing that is owed falls due; none where nothing is owed any more, or nothing says when.

    A report on something that repeats answers the slot it comes nearest to, and all before it.
    """
    stands = status(action)
    if stands is Status.STOPPED or (stands in DONE and not action.repeats):
        return None
    owed = 0
    for report in _by_date(action.progress) if action.repeats else ():
        owed = max(owed, 1 + _nearest(action, plan, dates.latest(report.date)))
    return next(islice(slots(action, plan), owed, None), None)


def is_over(action: Action, plan: Plan) -> bool:
    """Whether nobody needs to ask how it stands: it has stopped, or is done, to the last of its turns."""
    stands = status(action)
    is_done = stands in DONE and (not action.repeats or _has_run_out(action, plan))
    return is_done or stands is Status.STOPPED


def _has_run_out(action: Action, plan: Plan) -> bool:
    """Whether something fell due, again and again or once, and nothing does any more."""
    return any(slots(action, plan)) and not due_next(action, plan)


def _nearest(action: Action, plan: Plan, day: date) -> int:
    best, least = -1, timedelta.max
    for place, (first, last) in enumerate(slots(action, plan)):
        away = max(first - day, day - last, timedelta())
        if away >= least:
            break
        best, least = place, away
    return best


def slots(action: Action, plan: Plan) -> Iterator[Slot]:
    """Every time that an action falls due: once, or again and again until its `due` where it has one."""
    if not action.repeats:
        bounds = dates.bounds(action.due) if action.due else None
        if bounds and bounds[1] != date.max:
            yield bounds
        return
    begin, turn = _beginning(action, plan)
    end = dates.bounds(action.due)[1] if action.due else date.max
    if not begin or begin[0] == date.min or begin[1].year > _LAST_YEAR:
        return
    for number in count(turn):
        slot = _turned(begin, number * MONTHS[action.repeats])
        if slot[0] > end or slot[1].year > _LAST_YEAR:
            return
        yield slot


def _beginning(action: Action, plan: Plan) -> tuple[Slot | None, int]:
    """Where a rhythm is counted from, and its first turn: a plan that starts has nothing to report yet."""
    if action.start:
        return dates.bounds(action.start), 0
    start = plan.period.partition("/")[0] if plan.period else ""
    return (dates.bounds(start), 1) if dates.valid(start) else (None, 0)


def _turned(slot: Slot, months: int) -> Slot:
    """A slot some months on; the last day of a month stays the last day of one."""
    from dateutil.relativedelta import relativedelta

    first, last = slot
    turn, one = relativedelta(months=months), timedelta(days=1)
    ends_month = (last + one).day == 1
    return first + turn, (last + one + turn - one) if ends_month else last + turn


def due(tracked: Tracked) -> str:
    """When what is due next falls due, in a sentence; empty where nothing does."""
    if not tracked.due_by:
        return ""
    first = date.fromisoformat(tracked.due_from) if tracked.due_from else date.min
    return when((first, date.fromisoformat(tracked.due_by)))


def when(slot: Slot) -> str:
    """A slot in a sentence: ‘in June 2020’, ‘on 3 March 2021’, ‘by 31 March 2021’."""
    first, last = slot
    if first == last:
        return f"on {dates.words(last.isoformat())}"
    for text in (last.isoformat()[:7], last.isoformat()[:4]):
        if dates.bounds(text) == slot:
            return f"in {dates.words(text)}"
    return f"by {dates.words(last.isoformat())}"


def _sentence(action: Action, plan: Plan, tracked: Tracked) -> str:
    title = sentences.title(action)
    parts = [tracked.status.value]
    if tracked.reported:
        parts[0] += f", {dates.words(tracked.reported)}"
    if moment := due(tracked):
        if action.due and not action.repeats and "/" not in action.due:
            moment = sentences.moment_of(action.due)  # which keeps its ‘about’
        parts.append(f"overdue, it was due {moment}" if tracked.overdue_since else f"due {moment}")
    elif tracked.status is Status.UNDER_WAY and _has_run_out(action, plan):
        parts.append("nothing more falls due")
    elif tracked.status not in (*DONE, Status.STOPPED):
        parts.append(f"no date (“{tracked.timescale}”)" if tracked.timescale else "no date")
    return f"{capital(title)}: {'; '.join(parts)}."


def _written(day: date) -> str:
    return day.isoformat()


def _label(ecosystem: Ecosystem, identifier: str) -> str:
    return next(
        ecosystem.section(section)[identifier].label
        for section in ORGANISATION_SECTIONS
        if identifier in ecosystem.section(section)
    )
