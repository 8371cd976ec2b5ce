"""How fresh the data is: what nobody has looked at or reported on lately, and whom to ask.

An organisation is fresh when somebody checked it within so many months, a link between two organisations when
one of them was or those who can be asked confirmed it, an action when somebody reported on it. What has
ended, and one-off links, cannot go stale.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from ecosystem import dates, sentences
from ecosystem.city import City
from ecosystem.confirmed import Sides
from ecosystem.language import _, joined, plural
from ecosystem.model import Action, Link, Organisation, Plan, Value
from ecosystem.tracking import schedule, statuses, tracker
from ecosystem.tracking.statuses import Status
from ecosystem.words import capital, full_stop

MONTHS = 12
SOON = 3  # months ahead in which a due date counts as soon


class Matter(StrEnum):
    """What is to be confirmed."""

    ENTRY = "entry"
    LINK = "link"
    ACTION = "action"


class Item(Value, frozen=True, kw_only=True):
    """Something that nobody has confirmed lately."""

    matter: Matter
    about: str
    sentence: str
    last: str | None  # when somebody last did


class Ask(Value, frozen=True, kw_only=True):
    """An organisation to ask, in which roles where the plan names any, and what about."""

    organisation: str | None  # none where the data names nobody to ask
    name: str
    roles: tuple[str, ...]
    items: tuple[Item, ...]
    due: tuple[Item, ...] = ()  # actions that are late or soon due, the most pressing first


class Stale(Value, frozen=True, kw_only=True):
    today: str
    months: int
    freshness: str
    summary: str
    asks: tuple[Ask, ...]


def words(city: City, day: date, months: int = MONTHS) -> str:
    """Return how fresh the data is: ‘64 of 78 entries were checked in the last year.’"""
    organisations = list(_going(city, day))
    fresh = sum(_is_fresh(organisation.checked, day, months) for organisation in organisations)
    span = _("the last year")
    if months != MONTHS:
        span = plural("the last month", "the last {count} months", months)
    if not fresh:
        return _("No entry has been checked in {span}.", span=span)
    return plural(
        "{count} of {all} entries was checked in {span}.",
        "{count} of {all} entries were checked in {span}.",
        fresh,
        all=len(organisations),
        span=span,
    )


def confirmed_words(city: City, day: date, months: int = MONTHS) -> str:
    """Return how many links are confirmed, and by how many organisations; empty where none is."""
    links = [link for link in city.ecosystem.links if link.confirmations]
    confirmations = [confirmed for link in links if (confirmed := city.confirmed(link, day, months))]
    whole = [
        confirmed
        for confirmed in confirmations
        if confirmed.is_recent and confirmed.sides is not Sides.ONE_OF_TWO
    ]
    if not whole:
        return ""
    by = {organisation for confirmed in whole for organisation in confirmed.by}
    return plural(
        "{count} link is confirmed, by {organisations}.",
        "{count} links are confirmed, by {organisations}.",
        len(whole),
        organisations=plural("{count} organisation", "{count} organisations", len(by)),
    )


def withheld_words(city: City) -> str:
    """Return how many organisations have asked not to be shown; empty where none has."""
    if not city.withheld:
        return ""
    return plural(
        "{count} organisation has asked not to be shown.",
        "{count} organisations have asked not to be shown.",
        len(city.withheld),
    )


def find(city: City, day: date, months: int = MONTHS) -> Stale:
    """Return what nobody has confirmed lately, by the organisation to ask, in the order of the city."""
    ecosystem = city.ecosystem
    items: dict[str | None, list[Item]] = {}
    roles: dict[str | None, dict[str, str]] = {}  # by how they read in small letters
    for organisation in _going(city, day):
        if not _is_fresh(organisation.checked, day, months):
            items.setdefault(organisation.id, []).append(_entry(organisation))
    for link in ecosystem.links:
        if not link.field and (asked := _stale_link(city, link, day, months)):
            items.setdefault(asked.id, []).append(_tie(city, link, asked))
    for action in ecosystem.actions.values():
        plan = ecosystem.plans[action.plan]
        over = schedule.is_over(action, plan)
        if not over and not _is_fresh(statuses.last_report(action), day, months):
            for asked_id in _answerable(city, action, day):
                items.setdefault(asked_id, []).append(_step(action, plan, day))
                if action.lead_text and asked_id in action.leads:
                    roles.setdefault(asked_id, {}).setdefault(action.lead_text.casefold(), action.lead_text)
    owed = _owed(city, day)
    asks = tuple(
        Ask(
            organisation=organisation,
            name=city.value(organisation).name if organisation else _("No organisation named"),
            roles=tuple(roles.get(organisation, {}).values()),
            items=tuple(items.get(organisation, ())),
            due=tuple(owed.get(organisation, ())),
        )
        for organisation in [
            *(identifier for identifier in city if identifier in items or identifier in owed),
            *([None] if None in items else []),
        ]
    )
    return Stale(
        today=day.isoformat(),
        months=months,
        freshness=words(city, day, months),
        summary=_summary(asks),
        asks=asks,
    )


def soon(day: date) -> date:
    """Return the last day that counts as soon."""
    from dateutil.relativedelta import relativedelta

    try:
        return day + relativedelta(months=SOON)
    except (OverflowError, ValueError):  # after the last year of the calendar
        return date.max


def _owed(city: City, day: date) -> dict[str | None, list[Item]]:
    """Return what is late or due within `SOON` months, by those who answer for it."""
    until = soon(day).isoformat()
    owed: dict[str | None, list[Item]] = {}
    for tracked in tracker.pressing(tracker.track(city, day)):
        if not tracked.due_by or tracked.due_by > until:
            continue
        action = city.ecosystem.actions[tracked.id]
        for asked in filter(None, _answerable(city, action, day)):
            item = Item(
                matter=Matter.ACTION, about=action.id, sentence=tracked.sentence, last=tracked.reported
            )
            owed.setdefault(asked, []).append(item)
    return owed


def _going(city: City, day: date) -> Iterator[Organisation]:
    for identifier in city:
        value = city.value(identifier)
        if isinstance(value, Organisation) and not (value.ended and dates.bounds(value.ended)[0] <= day):
            yield value


def _is_fresh(last: str | None, day: date, months: int) -> bool:
    return last is not None and dates.is_within(last, day, months)


def _stale_link(city: City, link: Link, day: date, months: int) -> Organisation | None:
    """Return whom to ask about a link that still holds as far as we know: the first end still going.

    Those who confirmed it lately are not asked again. Where nobody ever did, an entry checked lately will do.
    """
    if city.link_type(link).one_off or (link.until and dates.bounds(link.until)[0] <= day):
        return None
    ends = [value for end in (link.tail, link.head) if isinstance(value := city.value(end), Organisation)]
    confirmed = city.confirmed(link, day, months)
    if confirmed and confirmed.is_recent and confirmed.sides is not Sides.ONE_OF_TWO:
        return None
    if not confirmed and (len(ends) < 2 or any(_is_fresh(end.checked, day, months) for end in ends)):
        return None
    lately = {
        confirmation.organisation
        for confirmation in link.confirmations
        if dates.is_within(confirmation.date, day, months)
    }
    going = {end.id for end in ends if not (end.ended and dates.bounds(end.ended)[0] <= day)}
    return next((end for end in ends if end.id in going - lately), None)


def _answerable(city: City, action: Action, day: date) -> Sequence[str | None]:
    """Return those that lead an action, else those whose plan it is; of both those still going."""
    going = {organisation.id for organisation in _going(city, day)}
    leads = [organisation for organisation in action.leads if organisation in going]
    owners = [owner for owner in city.ecosystem.plans[action.plan].owners if owner in going]
    return leads or owners or [None]


def _entry(organisation: Organisation) -> Item:
    name, last = organisation.name, organisation.checked
    checked = (
        _("{organisation}: last checked {date}.", organisation=name, date=dates.phrase(last))
        if last
        else _("{organisation}: not checked yet.", organisation=name)
    )
    status = full_stop(capital(organisation.status)) if organisation.status else None
    texts = (checked, organisation.purpose, status, organisation.website)
    return Item(matter=Matter.ENTRY, about=organisation.id, sentence=" ".join(filter(None, texts)), last=last)


def _tie(city: City, link: Link, asked: Organisation) -> Item:
    return Item(matter=Matter.LINK, about=link.id, sentence=sentences.of_link(city, link), last=asked.checked)


def _step(action: Action, plan: Plan, day: date) -> Item:
    last = statuses.last_report(action)
    title = capital(sentences.title(action))
    if last:
        report = _("{action}: last report {date}.", action=title, date=dates.phrase(last))
    elif tracker.status_at(action, plan, day) is Status.NO_REPORT_FOUND:
        report = _("{action}: no report found.", action=title)
    else:
        report = _("{action}: no progress reported.", action=title)
    timescale = (action.timescale or "").rstrip(".")
    texts = (
        report,
        full_stop(action.name) if action.name != action.label else "",
        _("Timescale: {timescale}.", timescale=timescale) if timescale else "",
    )
    sentence = " ".join(filter(None, texts))
    return Item(matter=Matter.ACTION, about=action.id, sentence=sentence, last=last)


def _summary(asks: tuple[Ask, ...]) -> str:
    owed = len({item.about for ask in asks for item in ask.due})
    late = plural(
        "{count} action is late or due within {months} months.",
        "{count} actions are late or due within {months} months.",
        owed,
        months=str(SOON),
    )
    return f"{_to_confirm(asks)} {late}" if owed else _to_confirm(asks)


def _to_confirm(asks: tuple[Ask, ...]) -> str:
    matters = [item.matter for ask in asks for item in ask.items]
    if not matters:
        return _("Nothing needs confirming.")
    entries, links, actions = (matters.count(matter) for matter in Matter)
    counts = (
        plural("{count} entry", "{count} entries", entries) if entries else "",
        plural("{count} link", "{count} links", links) if links else "",
        plural("{count} question on actions", "{count} questions on actions", actions) if actions else "",
    )
    to_confirm = _("To confirm: {matters}.", matters=joined(list(filter(None, counts))))
    asked = sum(ask.organisation is not None for ask in asks)
    to_ask = plural("Ask {count} organisation.", "Ask {count} organisations.", asked)
    return f"{to_confirm} {to_ask if asked else _('The data names nobody to ask.')}"
