"""When an action falls due, once or again and again.

A due date is read by its EDTF bounds: its time has passed when every day that the words allow has passed. A
rhythm falls due again and again, from the action's own start or, one turn later, from that of its plan.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice

from ecosystem import dates
from ecosystem.language import _
from ecosystem.model import Action, Plan, Rhythm
from ecosystem.tracking.statuses import DONE, Status, by_date, status

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

Slot = tuple[date, date]
"""The first and the last day on which something may fall due."""


def due_next(action: Action, plan: Plan) -> Slot | None:
    """Return when what is owed next falls due; None where nothing is owed any more, or nothing says when.

    A report on something that repeats answers the slot it comes nearest to, and all before it.
    """
    reported = status(action)
    if reported is Status.STOPPED or (reported in DONE and not action.repeats):
        return None
    owed = 0
    for report in by_date(action.progress) if action.repeats else ():
        owed = max(owed, 1 + _nearest(action, plan, dates.latest(report.date)))
    return next(islice(slots(action, plan), owed, None), None)


def is_over(action: Action, plan: Plan) -> bool:
    """Whether nobody needs to ask how it stands: it has stopped, or is done, to the last of its turns."""
    reported = status(action)
    is_done = reported in DONE and (not action.repeats or has_run_out(action, plan))
    return is_done or reported is Status.STOPPED


def has_run_out(action: Action, plan: Plan) -> bool:
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
    """Yield every time an action falls due: once, or again and again until its `due` where it has one."""
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


def when(slot: Slot) -> str:
    """Return a slot in a sentence: ‘in June 2020’, ‘on 3 March 2021’, ‘by 31 March 2021’."""
    first, last = slot
    if first == last:
        return _("on {day}", day=dates.words(last.isoformat()))
    for text in (last.isoformat()[:7], last.isoformat()[:4]):
        if dates.bounds(text) == slot:
            return _("in {period}", period=dates.words(text))
    return _("by {day}", day=dates.words(last.isoformat()))
