"""The actions: what was promised, how it stands at the edition, and how the measures go."""

from collections.abc import Iterable, Mapping, Sequence

from ecosystem import dates, sentences
from ecosystem.city import City
from ecosystem.infographic.view.lines import LinkLine, Reference, Report, ViewContext
from ecosystem.language import _, plural
from ecosystem.model import ORGANISATION_SECTIONS, Action, Citation, Ecosystem, Measure, Value
from ecosystem.tracking import freshness, statuses, tracker
from ecosystem.tracking.statuses import DONE, UNREPORTED, Status
from ecosystem.tracking.tracker import Tracked

SIGNS = {
    Status.NOT_REPORTED: "○",
    Status.NO_REPORT_FOUND: "○",
    Status.UNDER_WAY: "◐",
    Status.CLAIMED: "◇",
    Status.EVIDENCED: "◆",
    Status.STOPPED: "■",
}
OVERDUE = "▲"
MOST_NEXT = 6


class Chart(Value, frozen=True):
    """The readings of a measure as a line, in a box of 240 by 64."""

    line: str
    dots: tuple[tuple[float, float], ...]
    target: float | None  # at which height


class ActionEntry(Value, frozen=True):
    id: str
    reference: str | None
    name: str
    objective: str | None
    outcome: str | None
    lead: str
    leads: tuple[str, ...]
    timescale: str
    measure: str | None
    measured_by: tuple[Reference, ...]  # the sources of its readings
    chart: Chart | None
    status: Status
    overdue: bool
    passed: bool  # its time has passed
    due: str  # when what is due next falls due, in words
    progress: tuple[Report, ...]
    note: str | None
    more: tuple[str, ...]  # a line for each field that nothing else tells
    links: tuple[LinkLine, ...]
    references: tuple[Reference, ...]


class Part(Value, frozen=True):
    """Actions that stand under one heading of their plan."""

    title: str | None
    actions: tuple[ActionEntry, ...]


class Mention(Value, frozen=True):
    """An action, as a list points to it."""

    id: str
    label: str
    status: Status
    overdue: bool
    passed: bool
    due: str


class Lead(Value, frozen=True):
    id: str
    name: str
    actions: tuple[Mention, ...]


class Tracker(Value, frozen=True):
    """What stands above the actions, and beside them."""

    summary: str
    states: tuple[tuple[Status, int], ...]
    overdue: int
    next: tuple[Mention, ...]
    next_words: str
    unreported: tuple[Mention, ...]
    unreported_words: str
    leads: tuple[Lead, ...]


class Freshness(Value, frozen=True):
    """How fresh the edition is: in words, and the day from which its age is counted."""

    words: str
    day: str


def fresh(view_context: ViewContext) -> Freshness:
    """Return what was checked and confirmed, as on the last day of the edition, and what is withheld."""
    city = view_context.city
    day = tracker.edition_day(city.ecosystem)
    words = (freshness.words(city, day), freshness.confirmed_words(city, day), freshness.withheld_words(city))
    return Freshness(" ".join(filter(None, words)), day.isoformat())


def reads_as_plan(ecosystem: Ecosystem) -> bool:
    """Whether the page is a plan with a small map: more actions in the chosen plan than organisations on
    the map.
    """
    chosen = [action for action in ecosystem.actions.values() if action.plan == ecosystem.about.plan]
    return len(chosen) > sum(len(ecosystem.section(section)) for section in ORGANISATION_SECTIONS)


def track(view_context: ViewContext) -> dict[str, Tracked]:
    """Every action as it stands on the last day of the edition."""
    day = tracker.edition_day(view_context.city.ecosystem)
    return {action.id: action for action in tracker.track(view_context.city, day)}


def overview(view_context: ViewContext, tracked: Mapping[str, Tracked]) -> Tracker:
    """Return the counts and lists above the actions, as on the last day of the edition.

    Args:
        view_context: The city, with the numbers of its sources.
        tracked: Every action by its id, as `track` returns them.
    """
    actions = tracker.pressing(tuple(tracked.values()))
    edition = dates.words(view_context.city.ecosystem.about.edition)
    late = sum(bool(action.overdue_since) for action in actions)
    coming = [action for action in actions if action.due_by and not action.passed]
    silent = [action for action in tracked.values() if action.status in UNREPORTED]
    counts = tracker.counts(view_context.city, view_context.city.ecosystem.actions.values())
    return Tracker(
        summary=plural(
            "{count} action, as reported by {date}.",
            "{count} actions, as reported by {date}.",
            len(actions),
            date=edition,
        ),
        states=tuple((state, count) for state, count in counts.items() if count or state in DONE),
        overdue=late,
        next=tuple(map(_mention, coming[:MOST_NEXT])),
        next_words=""
        if coming
        else _("Nothing is due. Every action with a date is closed or past its date."),
        unreported=tuple(map(_mention, silent)) if len(silent) < len(actions) else (),
        unreported_words=_silence(len(silent), len(actions)),
        leads=_leads(view_context, actions),
    )


def _silence(silent: int, count: int) -> str:
    if silent == count:
        return plural("We found no report on it.", "We found no report on any of the {count} actions.", count)
    return "" if silent else _("Every action has a report.")


def _mention(tracked: Tracked) -> Mention:
    number = f"{tracked.reference} " if tracked.reference else ""
    label, is_overdue = f"{number}{tracked.label}", bool(tracked.overdue_since)
    return Mention(tracked.id, label, tracked.status, is_overdue, bool(tracked.passed), tracker.due(tracked))


def _leads(view_context: ViewContext, actions: Sequence[Tracked]) -> tuple[Lead, ...]:
    leads = dict.fromkeys(lead for action in actions for lead in action.leads)
    by_lead = [
        Lead(
            lead,
            view_context.city.label(lead),
            tuple(_mention(action) for action in actions if lead in action.leads),
        )
        for lead in leads
    ]
    nobody = tuple(_mention(action) for action in actions if not action.leads)
    by_lead.sort(key=lambda lead: (-len(lead.actions), lead.name.casefold()))
    return (*by_lead, Lead("", _("No lead named"), nobody)) if nobody else tuple(by_lead)


def parts(
    view_context: ViewContext, actions: Sequence[Action], tracked: Mapping[str, Tracked]
) -> tuple[Part, ...]:
    """The actions under the headings of their plan; one without a heading stays with the one before."""
    parts: list[tuple[str | None, list[ActionEntry]]] = []
    for action in actions:
        if not parts or (action.part and action.part != parts[-1][0]):
            parts.append((action.part, []))
        parts[-1][1].append(_entry(view_context, action, tracked[action.id]))
    return tuple(Part(title, tuple(entries)) for title, entries in parts)


def _entry(view_context: ViewContext, action: Action, tracked: Tracked) -> ActionEntry:
    return ActionEntry(
        id=action.id,
        reference=action.reference,
        name=action.name,
        objective=action.objective,
        outcome=action.outcome,
        lead=tracked.lead,
        leads=action.leads,
        timescale=tracked.timescale,
        measure=sentences.of_measure_and_readings(action.measure) if action.measure else None,
        measured_by=view_context.references(_measured_by(action.measure)) if action.measure else (),
        chart=chart(action.measure) if action.measure else None,
        status=tracked.status,
        overdue=bool(tracked.overdue_since),
        passed=bool(tracked.passed),
        due=tracker.due(tracked),
        progress=tuple(map(view_context.report, action.progress)),
        note=action.note,
        more=sentences.other_lines(action),
        links=view_context.links(action.id),
        references=view_context.references(action.sources),
    )


def _measured_by(measure: Measure) -> Iterable[Citation]:
    return dict.fromkeys(source for reading in measure.readings for source in reading.sources)


def stands(city: City, actions: Sequence[Action]) -> str:
    """How a priority's actions stand: claimed and evidenced side by side, never one share."""
    if not actions:
        return ""
    total = plural("{count} action.", "{count} actions.", len(actions))
    return f"{total} {statuses.progress_summary(tracker.counts(city, actions))}"


def chart(measure: Measure) -> Chart | None:
    """The line of a measure with two readings or more: time to the right, the value upwards."""
    if len(measure.readings) < 2:
        return None
    readings = sorted(measure.readings, key=lambda reading: dates.bounds(reading.date))
    days = [sum(bound.toordinal() for bound in dates.bounds(reading.date)) / 2 for reading in readings]
    heights = [reading.value for reading in readings] + (
        [measure.target] if measure.target is not None else []
    )
    low, high = min(heights), max(heights)

    def at_height(value: float) -> float:
        return round(56 - 48 * (value - low) / (high - low), 1) if high > low else 32

    span = days[-1] - days[0]
    dots = tuple(
        (
            round(8 + 224 * ((day - days[0]) / span if span else place / (len(days) - 1)), 1),
            at_height(reading.value),
        )
        for place, (day, reading) in enumerate(zip(days, readings, strict=True))
    )
    return Chart(
        line=" ".join(f"{x:g},{y:g}" for x, y in dots),
        dots=dots,
        target=at_height(measure.target) if measure.target is not None else None,
    )
