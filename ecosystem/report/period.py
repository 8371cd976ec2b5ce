"""The progress report of a few months, which plans ask for: what was reported, what is late, what is next."""

from collections.abc import Iterator
from datetime import date, timedelta

from ecosystem import dates, sentences
from ecosystem.city import City
from ecosystem.language import N_, _, plural
from ecosystem.model import Action, Source
from ecosystem.report import standing
from ecosystem.report.blocks import ADVICE, Block, Item, Items, Paragraph, Report, filled
from ecosystem.tracking import freshness, statuses, tracker
from ecosystem.tracking.statuses import Status
from ecosystem.tracking.tracker import Tracked

MONTHS = {"4-months": 4, "6-months": 6, "12-months": 12}
"""The periods that a report can be asked for by name."""

_LATE = {
    True: N_("Nothing is overdue."),
    False: N_("No plan here is kept up, so nothing counts as overdue."),
}


def months_before(day: date, months: int) -> date:
    """Return the first day of the months that end on a day: 31 July for the four until 30 November."""
    from dateutil.relativedelta import relativedelta

    try:
        return day + timedelta(days=1) - relativedelta(months=months)
    except (OverflowError, ValueError):  # at either end of the calendar
        return day


def progress_report(city: City, since: date, day: date) -> Report:
    """Return what came of every plan from one day to another, and what is due in as long a time after.

    Args:
        city: The city.
        since: The first day of the report.
        day: The last day; `since` is not after it.
    """
    city = standing.by(city, day)
    about = city.ecosystem.about
    tracked = tracker.pressing(tracker.track(city, day))
    until = day + min(day - since, date.max - day)
    parts = (
        (_("In short"), _in_short(city, tracked, since, day)),
        (_("What was reported"), _reported(city, since, day)),
        (_("What changed"), standing.changed(city, day, since)),
        (_("Overdue"), _overdue(city, tracked)),
        (_("No report found"), _not_found(tracked)),
        (_("What is due next"), _due_next(tracked, day, until)),
        (_("Measures"), standing.measured(city, lambda action: _has_reading(action, since, day))),
        (_("How each priority and action stands"), standing.overview(city, day, since)),
        (_("Sources"), _sources(city, since, day)),
    )
    return Report(
        language=about.language,
        title=_("{map}: progress report", map=about.title),
        opening=_(
            "From {beginning} to {end}. {summary}",
            beginning=dates.words(since.isoformat()),
            end=dates.words(day.isoformat()),
            summary=about.summary,
        ),
        advice=_(ADVICE),
        parts=filled(parts),
    )


def due_list(city: City, day: date) -> Report:
    """Return what is overdue, what nobody reported on, and what is due soon, without what was done."""
    city = standing.by(city, day)
    about = city.ecosystem.about
    tracking = tracker.select(city, day)
    until = freshness.soon(day)
    parts = (
        (_("Overdue"), _overdue(city, tracking.actions)),
        (
            _("Due by {date}", date=dates.words(until.isoformat())),
            _due_next(tracking.actions, day, until),
        ),
        (_("No report found"), _not_found(tracking.actions)),
    )
    return Report(
        language=about.language,
        title=_("{map}: what is due", map=about.title),
        opening=tracking.summary,
        advice="",
        parts=filled(parts),
    )


def _in_short(city: City, tracked: tuple[Tracked, ...], since: date, day: date) -> Iterator[Block]:
    if not tracked:
        yield Paragraph(_("There is no action on the map."))
        return
    actions = city.ecosystem.actions
    on = [actions[action.id] for action in tracked if _reports(actions[action.id], since, day)]
    texts = [
        plural("{count} action.", "{count} actions.", len(tracked)),
        plural(
            "{count} action was reported on in this time.",
            "{count} actions were reported on in this time.",
            len(on),
        )
        if on
        else _("Nobody reported on an action in this time."),
        statuses.progress_summary({status: _count(tracked, status) for status in Status}),
    ]
    late = sum(bool(action.overdue_since) for action in tracked)
    if late:
        texts.append(plural("{count} is overdue.", "{count} are overdue.", late))
    yield Paragraph(" ".join(texts))


def _count(tracked: tuple[Tracked, ...], status: Status) -> int:
    return sum(action.status is status for action in tracked)


def _reports(action: Action, since: date, day: date) -> bool:
    return any(standing.is_within(report.date, since, day) for report in action.progress)


def _has_reading(action: Action, since: date, day: date) -> bool:
    readings = action.measure.readings if action.measure else ()
    return any(standing.is_within(reading.date, since, day) for reading in readings)


def _reported(city: City, since: date, day: date) -> Iterator[Block]:
    blocks = tuple(standing.reported(city, day, since))
    yield from blocks or (Paragraph(_("Nobody reported on a priority or an action in this time.")),)


def _overdue(city: City, tracked: tuple[Tracked, ...]) -> Iterator[Block]:
    late = [action for action in tracked if action.overdue_since]
    if late:
        yield Items(tuple(map(_line, late)))
    elif tracked:
        yield Paragraph(_(_LATE[any(plan.kept_up for plan in city.ecosystem.plans.values())]))


def _not_found(tracked: tuple[Tracked, ...]) -> Iterator[Block]:
    missing = [action for action in tracked if action.status is Status.NO_REPORT_FOUND]
    if missing:
        yield Paragraph(_("Nobody reports on these plans here. These actions may well be done."))
    yield Items(tuple(map(_line, missing)))


def _due_next(tracked: tuple[Tracked, ...], day: date, until: date) -> Iterator[Block]:
    first, last = day.isoformat(), until.isoformat()
    coming = [action for action in tracked if action.due_by and first <= action.due_by <= last]
    yield Items(tuple(map(_line, coming)))
    if tracked and not coming:
        yield Paragraph(_("No action is due by {date}.", date=dates.words(until.isoformat())))


def _line(tracked: Tracked) -> Item:
    lead = _("Lead: {lead}", lead=tracked.lead).rstrip(".") + "." if tracked.lead else ""
    return Item(" ".join(filter(None, (tracked.sentence, lead))))


def _sources(city: City, since: date, day: date) -> Iterator[Block]:
    """Yield the sources of the reports of this time."""
    ecosystem = city.ecosystem
    entries: tuple[standing.Entry, ...] = (*ecosystem.priorities.values(), *ecosystem.actions.values())
    cited = {
        citation.id
        for entry in entries
        for report in entry.progress
        if standing.is_within(report.date, since, day)
        for citation in (*report.sources, *report.evidence)
    }
    yield Items(tuple(_source(source) for source in ecosystem.sources.values() if source.id in cited))


def _source(source: Source) -> Item:
    return Item(sentences.citation(source), url=source.url)
