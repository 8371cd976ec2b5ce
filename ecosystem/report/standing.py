"""How every priority and action of a plan stands: in tables, with its reports, and what has changed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from ecosystem import dates, sentences
from ecosystem.city import City
from ecosystem.language import _, isolated
from ecosystem.model import Action, Citation, Plan, Priority, Progress
from ecosystem.report.blocks import Block, Heading, Item, Items, Paragraph, Table
from ecosystem.tracking import statuses, tracker
from ecosystem.tracking.tracker import Tracked
from ecosystem.words import capital, full_stop

Entry = Priority | Action


def in_time(city: City) -> list[Plan]:
    """Return the plans of a city by the day on which they begin."""
    return sorted(
        city.ecosystem.plans.values(),
        key=lambda plan: (dates.bounds(plan.period)[0].toordinal() if plan.period else 0, plan.id),
    )


def entries(city: City, plan: Plan) -> tuple[list[Priority], list[Action]]:
    """Return the priorities and the actions of a plan, in its order."""
    ecosystem = city.ecosystem
    priorities = [priority for priority in ecosystem.priorities.values() if priority.plan == plan.id]
    actions = [action for action in ecosystem.actions.values() if action.plan == plan.id]
    return sorted(priorities, key=lambda priority: priority.number), actions


def overview(city: City, day: date, since: date | None = None) -> Iterator[Block]:
    """Yield the tables of every plan on a day.

    With `since`, how each entry stood before that day as well, without the plans that were over by then and
    that nobody has reported on from then on.
    """
    tracked = {action.id: action for action in tracker.track(city, day)}
    for plan in in_time(city):
        priorities, actions = entries(city, plan)
        if not (priorities or actions) or (since and _is_past(plan, [*priorities, *actions], since)):
            continue
        yield Heading(isolated(plan.name))
        if priorities:
            yield Table(
                (_("Priority"), *_before(since), _("Status")),
                tuple(
                    (_name(priority), *_stood(priority, plan, since), capital(_status(priority, plan, day)))
                    for priority in priorities
                ),
            )
        if actions:
            yield Table(
                (_("Action"), _("Lead"), _("Due"), *_before(since), _("Status")),
                tuple(
                    (
                        _name(action),
                        isolated(tracked[action.id].lead),
                        due(action, tracked[action.id]),
                        *_stood(action, plan, since),
                        capital(tracked[action.id].status_text),
                    )
                    for action in actions
                ),
            )


def _is_past(plan: Plan, own: Sequence[Entry], since: date) -> bool:
    over = plan.period is not None and dates.bounds(plan.period)[1] < since
    reports = (report for entry in own for report in entry.progress)
    return over and not plan.kept_up and not any(dates.bounds(report.date)[1] >= since for report in reports)


def _before(since: date | None) -> tuple[str, ...]:
    return (_("Before"),) if since else ()


def _stood(entry: Entry, plan: Plan, since: date | None) -> tuple[str, ...]:
    return (capital(_status(before(entry, since), plan, since)),) if since else ()


def _status(entry: Entry, plan: Plan, day: date) -> str:
    return statuses.status_words(tracker.status_at(entry, plan, day))


def _name(entry: Entry) -> str:
    number = str(entry.number) if isinstance(entry, Priority) else entry.reference
    return _("{number}. {name}", number=number, name=entry.name) if number else isolated(entry.name)


def due(action: Action, tracked: Tracked) -> str:
    """Return when an action is due, for a cell: its date, or its rhythm with what is owed next."""
    if not action.repeats:
        return dates.words(action.due) if action.due else isolated(tracked.timescale)
    rhythm = capital(_(action.repeats.value))
    next_turn = tracker.due(tracked)
    if tracked.passed:
        return _("{rhythm}; was due {date}", rhythm=rhythm, date=next_turn)
    return _("{rhythm}; next {date}", rhythm=rhythm, date=next_turn) if next_turn else rhythm


def before(entry: Entry, since: date) -> Entry:
    """Return an entry without the reports that may be of a day or after it."""
    return replace(
        entry, progress=tuple(report for report in entry.progress if dates.latest(report.date) < since)
    )


def by(city: City, day: date) -> City:
    """Return a city without the reports that can only have been made after a day."""
    ecosystem = city.ecosystem

    def known(entry: Entry) -> Entry:
        reports = (report for report in entry.progress if dates.bounds(report.date)[0] <= day)
        return replace(entry, progress=tuple(reports))

    return City(
        replace(
            ecosystem,
            priorities={identifier: known(priority) for identifier, priority in ecosystem.priorities.items()},
            actions={identifier: known(action) for identifier, action in ecosystem.actions.items()},
        ),
        as_it_stood=city.as_it_stood,
        at=day.isoformat(),
    )


def is_within(when: str, since: date | None, day: date) -> bool:
    """Return whether a date may lie between two days: a year lies in all of its months."""
    first, last = dates.bounds(when)
    return first <= day and (since is None or last >= since)


def reported(city: City, day: date, since: date | None = None) -> Iterator[Block]:
    """Yield the reports on the entries of every plan until a day, with who says so and what shows it."""
    for plan in in_time(city):
        lines = tuple(
            Item(_report(city, report), lead=capital(sentences.title(entry)))
            for group in entries(city, plan)
            for entry in group
            for report in sorted(entry.progress, key=lambda report: dates.bounds(report.date)[::-1])
            if is_within(report.date, since, day)
        )
        if lines:
            yield Heading(isolated(plan.name))
            yield Items(lines)


def _report(city: City, report: Progress) -> str:
    texts = [full_stop(sentences.of_progress(report))]
    texts += [_("Evidence: {source}.", source=_source(city, cited)) for cited in report.evidence]
    texts += [_("Reported by: {source}.", source=_source(city, cited)) for cited in report.sources]
    return " ".join(texts)


def _source(city: City, cited: Citation) -> str:
    return sentences.citation(city.ecosystem.sources[cited.id], cited.where).rstrip(".")


def changed(city: City, day: date, since: date) -> Iterator[Block]:
    """Yield what stands otherwise on a day than before another, and what has become late in between."""
    tracked = {action.id: action for action in tracker.track(city, day)}
    if not tracked and not city.ecosystem.priorities:
        return
    lines = []
    for plan in in_time(city):
        for group in entries(city, plan):
            for entry in group:
                old = _status(before(entry, since), plan, since - timedelta(days=1))
                new = _status(entry, plan, day)
                title = capital(sentences.title(entry))
                if old != new:
                    lines.append(_("{entry}: {new} (before: {old}).", entry=title, new=new, old=old))
                late = tracked[entry.id].overdue_since if isinstance(entry, Action) else None
                if late and since <= date.fromisoformat(late) < day:
                    lines.append(_("{entry}: became overdue on {date}.", entry=title, date=_next_day(late)))
    yield Items(tuple(map(Item, lines)))
    if not lines:
        yield Paragraph(_("The status of no priority and no action changed."))


def _next_day(day: str) -> str:
    return dates.words((date.fromisoformat(day) + timedelta(days=1)).isoformat())


def measured(city: City, is_told: Callable[[Action], bool]) -> Iterator[Block]:
    """Yield the measures of actions, with their readings."""
    yield Items(
        tuple(
            Item(sentences.of_measure_and_readings(action.measure), lead=capital(sentences.title(action)))
            for plan in in_time(city)
            for action in entries(city, plan)[1]
            if action.measure and is_told(action)
        )
    )
