"""Actions on a day: which are due, overdue or coming up, and which nobody has reported on.

An action is overdue once its time has passed, in a plan that is kept up: on any other plan nobody reports
here, so that it may well be done. Nothing here asks a clock: the day is given.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from ecosystem import dates, queries, sentences
from ecosystem.city import City, Step
from ecosystem.errors import InvalidUpdateError
from ecosystem.language import N_, _, plural
from ecosystem.model import (
    Action,
    Basis,
    Ecosystem,
    Plan,
    Priority,
    Rhythm,
    Section,
    Value,
)
from ecosystem.queries import CitedSource
from ecosystem.tracking.schedule import due_next, has_run_out, when
from ecosystem.tracking.statuses import (
    DONE,
    UNREPORTED,
    Status,
    deciding_report,
    last_report,
    progress_summary,
    status,
    status_words,
)
from ecosystem.words import capital


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
    passed: str | None  # the day after which nothing more could be in time, once it has passed
    overdue_since: str | None  # the same, where the plan is kept up
    status: Status
    reported: str | None  # the date of the last report
    sources: tuple[CitedSource, ...]  # who says how it stands
    evidence: tuple[CitedSource, ...]  # what shows it
    sentence: str

    @property
    def status_text(self) -> str:
        """How it stands in words, and whether it is overdue."""
        words = status_words(self.status)
        return _("{status}, overdue", status=words) if self.overdue_since else words


class Tracking(Value, frozen=True, kw_only=True):
    """Actions on a day, the most pressing first."""

    today: str
    summary: str
    actions: tuple[Tracked, ...]


def track(city: City, day: date) -> tuple[Tracked, ...]:
    """Return every action as it stands on a day, in the order of the city."""
    ecosystem = city.ecosystem
    advances: dict[str, list[str]] = {identifier: [] for identifier in ecosystem.actions}
    for link in ecosystem.links:
        if link.type == "advances" and link.tail in advances:
            advances[link.tail].append(link.head)
    return tuple(
        _tracked(city, action, tuple(advances[action.id]), day) for action in ecosystem.actions.values()
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
    """Return the actions that fit every filter, the most pressing first.

    Args:
        city: The city.
        day: The day on which they are looked at.
        plan: What somebody calls a plan.
        lead: What somebody calls an organisation: its own actions, and those of what it belongs to or hosts.
        priority: What somebody calls a priority: the actions that advance it.
        states: How they stand.
        overdue: Only those whose time has passed, of plans that are kept up.
        due_by: Only what is owed and must, by its words, be done by this day.
        unreported: Only those that nobody has reported on.

    Raises:
        EcosystemError: A name fits nothing, several things, or something of another sort.
    """
    by = _written(due_by) if due_by else None
    plan = _named(city, plan, Section.PLANS) if plan else None
    priority = _named(city, priority, Section.PRIORITIES) if priority else None
    leading = _with_memberships(city, queries.find_organisation(city, lead), day) if lead else set()
    actions = tuple(
        action
        for action in pressing(track(city, day))
        if (not plan or action.plan == plan)
        and (not lead or leading & set(action.leads))
        and (not priority or priority in action.advances)
        and (not states or action.status in states)
        and (not overdue or action.overdue_since)
        and (not by or (action.due_by and action.due_by <= by))
        and (not unreported or action.status in UNREPORTED)
    )
    return Tracking(today=_written(day), summary=_summary(city, actions, day), actions=actions)


_EXPECTED = {
    Section.PLANS: N_("‘{name}’ is not a plan. Give the name or id of a plan."),
    Section.PRIORITIES: N_("‘{name}’ is not a priority. Give the name or id of a priority."),
}


def _named(city: City, name: str, section: Section) -> str:
    identifier = queries.find(city, name, among=(section,))
    if city.section(identifier) is not section:
        raise InvalidUpdateError(_(_EXPECTED[section], name=name))
    return identifier


def _with_memberships(city: City, organisation: str, day: date) -> set[str]:
    """An organisation and what it belongs to or hosts on a day: not what it has left, or is only to join."""
    return {organisation, *(step.end for step in city.steps(organisation) if _has_part(city, step, day))}


def _has_part(city: City, step: Step, day: date) -> bool:
    link = step.link
    is_over = link.until is not None and dates.bounds(link.until)[1] < day
    is_to_come = link.since is not None and dates.bounds(link.since)[0] > day
    holds = not is_over and not is_to_come and link.basis is not Basis.PLANNED
    return step.forward and city.link_type(link).transitive and holds


def _summary(city: City, actions: Sequence[Tracked], day: date) -> str:
    date_words = dates.words(_written(day))
    if not actions:
        return _("On {date}, no action matches.", date=date_words)
    total = plural("{count} action on {date}.", "{count} actions on {date}.", len(actions), date=date_words)
    sentences = [total, progress_summary(Counter(action.status for action in actions))]
    plans = {action.plan for action in actions}
    if any(city.ecosystem.plans[plan].kept_up for plan in plans):
        overdue = sum(bool(action.overdue_since) for action in actions)
        sentences.append(
            plural("{count} is overdue.", "{count} are overdue.", overdue)
            if overdue
            else _("None is overdue.")
        )
    return " ".join(sentences)


def edition_day(ecosystem: Ecosystem) -> date:
    """Return the last day of the edition: the day of everything that must not ask a clock."""
    return dates.bounds(ecosystem.about.edition)[1]


def pressing(actions: Sequence[Tracked]) -> tuple[Tracked, ...]:
    """Return what is overdue, the longest first; then what is due next, has no date, or has passed."""
    return tuple(sorted(actions, key=_pressure))


def _pressure(action: Tracked) -> tuple[bool, bool, bool, str]:
    return (
        action.status in (*DONE, Status.STOPPED) and not action.due_by,
        not action.overdue_since,
        action.passed is not None and not action.overdue_since,
        action.passed or action.due_by or "9999-99",
    )


def status_at(entry: Priority | Action, plan: Plan, day: date) -> Status:
    """Return how an entry of a plan stands on a day.

    Args:
        entry: A priority or an action.
        plan: Its plan.
        day: The day; what was to be done by then, in a plan that is not kept up, has no report found.
    """
    reported = status(entry)
    if reported is Status.NOT_REPORTED and not plan.kept_up and _time_has_passed(entry, plan, day):
        return Status.NO_REPORT_FOUND
    return reported


def _time_has_passed(entry: Priority | Action, plan: Plan, day: date) -> bool:
    """Whether the time of an entry, or that of its plan where it has none, ended before a day."""
    slot = due_next(entry, plan) if isinstance(entry, Action) else None
    if slot:
        return slot[1] < day
    return plan.period is not None and dates.bounds(plan.period)[1] < day


def counts(city: City, entries: Iterable[Priority | Action]) -> dict[Status, int]:
    """Return how many stand how at the edition; claimed and evidenced side by side, never one share."""
    ecosystem = city.ecosystem
    day = edition_day(ecosystem)
    numbers = Counter(status_at(entry, ecosystem.plans[entry.plan], day) for entry in entries)
    return {state: numbers[state] for state in Status}


def _tracked(city: City, action: Action, advances: tuple[str, ...], day: date) -> Tracked:
    ecosystem = city.ecosystem
    plan = ecosystem.plans[action.plan]
    slot = due_next(action, plan)
    passed = _written(slot[1]) if slot and slot[1] < day else None
    report = deciding_report(action) if action.progress else None
    tracked = Tracked(
        id=action.id,
        plan=action.plan,
        reference=action.reference,
        name=action.name,
        label=action.label,
        lead=action.lead_text or ", ".join(city.label(lead) for lead in action.leads),
        leads=action.leads,
        advances=advances,
        timescale=sentences.timescale(action),
        repeats=action.repeats,
        due_from=_written(slot[0]) if slot and slot[0] > date.min else None,
        due_by=_written(slot[1]) if slot else None,
        passed=passed,
        overdue_since=passed if plan.kept_up else None,
        status=status_at(action, plan, day),
        reported=last_report(action),
        sources=queries.cited_sources(city, report.sources) if report else (),
        evidence=queries.cited_sources(city, report.evidence) if report else (),
        sentence="",
    )
    return replace(tracked, sentence=_sentence(action, plan, tracked))


def due(tracked: Tracked) -> str:
    """Return when what is due next falls due, as it reads in a sentence; empty where nothing does."""
    if not tracked.due_by:
        return ""
    first = date.fromisoformat(tracked.due_from) if tracked.due_from else date.min
    return when((first, date.fromisoformat(tracked.due_by)))


_STANDS = {
    Status.NOT_REPORTED: N_("{action}: no progress reported."),
    Status.NO_REPORT_FOUND: N_("{action}: no report found."),
    Status.UNDER_WAY: N_("{action}: under way, as reported {date}."),
    Status.CLAIMED: N_("{action}: done, as reported {date}."),
    Status.EVIDENCED: N_("{action}: done, with evidence, as reported {date}."),
    Status.STOPPED: N_("{action}: stopped, as reported {date}."),
}


def _sentence(action: Action, plan: Plan, tracked: Tracked) -> str:
    title = capital(sentences.title(action))
    reported = dates.phrase(tracked.reported) if tracked.reported else ""
    stands = _(_STANDS[tracked.status], action=title, date=reported)
    return " ".join(filter(None, (stands, _time(action, plan, tracked))))


def _time(action: Action, plan: Plan, tracked: Tracked) -> str:
    """Return when it is or was due, in a sentence; empty where nothing is owed any more."""
    if due_date := due(tracked):
        if action.due and not action.repeats and "/" not in action.due:
            due_date = dates.phrase(action.due)  # which keeps its ‘about’
        if tracked.overdue_since:
            return _("It is overdue: it was due {date}.", date=due_date)
        if tracked.passed:
            return _("It was due {date}.", date=due_date)
        return _("It is due {date}.", date=due_date)
    if tracked.status is Status.UNDER_WAY and has_run_out(action, plan):
        return _("Nothing more is due.")
    if tracked.status in (*DONE, Status.STOPPED):
        return ""
    if tracked.timescale:
        return _("It has no date, only “{timescale}”.", timescale=tracked.timescale)
    return _("It has no date.")


def _written(day: date) -> str:
    return day.isoformat()
