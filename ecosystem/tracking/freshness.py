"""How fresh the data is: what nobody has looked at or reported on lately, and whom to ask.

An organisation is fresh when somebody checked it within so many months, a link between two organisations when
one of them was, an action when somebody reported on it. What has ended, and one-off links, cannot go stale.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from ecosystem import dates, sentences
from ecosystem.city import City
from ecosystem.files import OURS
from ecosystem.model import Action, Link, Organisation, Value
from ecosystem.tracking import tracker
from ecosystem.words import capital, counted, escape_markdown, full_stop, number

MONTHS = 12


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


class Stale(Value, frozen=True, kw_only=True):
    today: str
    months: int
    freshness: str
    summary: str
    asks: tuple[Ask, ...]


def words(city: City, day: date, months: int = MONTHS) -> str:
    """The freshness of the data in a sentence: ‘Checked within the year: 64 of 78 organisations.’"""
    organisations = list(_going(city, day))
    fresh = sum(_is_fresh(organisation.checked, day, months) for organisation in organisations)
    span = {1: "the month", 12: "the year"}.get(months, f"{number(months)} months")
    some_ended = len(organisations) < sum(city.is_organisation(identifier) for identifier in city)
    count = counted(len(organisations), "organisation", "organisations") + (
        " still going" if some_ended else ""
    )
    return f"Checked within {span}: {fresh or ('none' if len(organisations) > 1 else 0)} of {count}."


def find(city: City, day: date, months: int = MONTHS) -> Stale:
    """Everything stale on a day, by the organisation to ask, in the order of the city."""
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
        over = tracker.is_over(action, ecosystem.plans[action.plan])
        if not over and not _is_fresh(tracker.last_report(action), day, months):
            for asked_id in _answerable(city, action, day):
                items.setdefault(asked_id, []).append(_step(action))
                if action.lead_text and asked_id in action.leads:
                    roles.setdefault(asked_id, {}).setdefault(action.lead_text.casefold(), action.lead_text)
    asks = tuple(
        Ask(
            organisation=organisation,
            name=city.value(organisation).name if organisation else "Nobody that the data names",
            roles=tuple(roles.get(organisation, {}).values()),
            items=tuple(items[organisation]),
        )
        for organisation in [*(each for each in city if each in items), *([None] if None in items else [])]
    )
    return Stale(
        today=day.isoformat(),
        months=months,
        freshness=words(city, day, months),
        summary=_summary(asks),
        asks=asks,
    )


def _going(city: City, day: date) -> Iterator[Organisation]:
    for identifier in city:
        value = city.value(identifier)
        if isinstance(value, Organisation) and not (value.ended and dates.bounds(value.ended)[0] <= day):
            yield value


def _is_fresh(last: str | None, day: date, months: int) -> bool:
    if not last:
        return False
    from dateutil.relativedelta import relativedelta

    try:
        return dates.latest(last) >= day - relativedelta(months=months)
    except ValueError:  # before the first year of the calendar
        return True


def _stale_link(city: City, link: Link, day: date, months: int) -> Organisation | None:
    """The organisation to ask about a link that still holds as far as we know: the first that is going."""
    if city.link_type(link).one_off or (link.until and dates.bounds(link.until)[0] <= day):
        return None
    ends = [value for end in (link.tail, link.head) if isinstance(value := city.value(end), Organisation)]
    if len(ends) < 2 or any(_is_fresh(end.checked, day, months) for end in ends):
        return None
    going = {each.id for each in ends if not (each.ended and dates.bounds(each.ended)[0] <= day)}
    return next((end for end in ends if end.id in going), None)


def _answerable(city: City, action: Action, day: date) -> Sequence[str | None]:
    """The organisations that lead an action, else those whose plan it is; of both those that are still
    going.
    """
    going = {organisation.id for organisation in _going(city, day)}
    leads = [each for each in action.leads if each in going]
    owners = [each for each in city.ecosystem.plans[action.plan].owners if each in going]
    return leads or owners or [None]


def _entry(organisation: Organisation) -> Item:
    status = full_stop(capital(organisation.status)) if organisation.status else ""
    said = [organisation.purpose or "", status, organisation.website or ""]
    last = (
        f"last checked {dates.words(organisation.checked)}"
        if organisation.checked
        else "never marked as checked"
    )
    return Item(
        matter=Matter.ENTRY,
        about=organisation.id,
        sentence=" ".join([f"{organisation.name} ({last}).", *(text for text in said if text)]),
        last=organisation.checked,
    )


def _tie(city: City, link: Link, asked: Organisation) -> Item:
    return Item(matter=Matter.LINK, about=link.id, sentence=sentences.of_link(city, link), last=asked.checked)


def _step(action: Action) -> Item:
    last = tracker.last_report(action)
    said = f"last report {dates.words(last)}" if last else "not reported on"
    time = full_stop(f" Timescale: {action.timescale}") if action.timescale else ""
    name = sentences.title(action)
    words = full_stop(f" {action.name}") if action.name != action.label else ""
    about = f"{capital(name)} ({said}).{words}{time}"
    return Item(matter=Matter.ACTION, about=action.id, sentence=about, last=last)


def _summary(asks: tuple[Ask, ...]) -> str:
    found = [item.matter for ask in asks for item in ask.items]
    if not found:
        return "Nothing is stale."
    asked = sum(each.organisation is not None for each in asks)
    organisations = counted(asked, "organisation", "organisations") if asked else "nobody that the data names"
    parts = [
        counted(found.count(Matter.ENTRY), "entry", "entries"),
        counted(found.count(Matter.LINK), "link"),
        counted(found.count(Matter.ACTION), "question on an action", "questions on actions"),
    ]
    return f"To confirm: {', '.join(parts)}. To ask: {organisations}."


_HEADINGS = {
    Matter.ENTRY: "Your entry. Is this still right?",
    Matter.LINK: "Your links. Do these still hold?",
    Matter.ACTION: "Actions that you lead, or whose plan is yours. How do they stand, and what shows it?",
}


def messages(city: City, stale: Stale) -> Mapping[str, str]:
    """A message ready to send to each organisation, in Markdown, by file name."""
    title = city.ecosystem.about.title
    return {
        f"{ask.organisation}.md": _message(ask, title, stale.today) for ask in stale.asks if ask.organisation
    }


def _message(ask: Ask, title: str, today: str) -> str:
    lines = [f"<!-- Made by {OURS} on {today}. -->", f"# {escape_markdown(ask.name)}: please confirm", ""]
    shown = escape_markdown(title)
    lines += [
        f"We keep {shown} true by asking the organisations on it. Please say what is right, what is not,"
    ]
    lines += ["and what is missing. A few words beside each point are enough.", ""]
    if ask.roles:
        lines += [f"For: {escape_markdown('; '.join(ask.roles))}", ""]
    for matter, heading in _HEADINGS.items():
        said = [item.sentence for item in ask.items if item.matter is matter]
        if said:
            lines += [f"## {heading}", "", *(f"- [ ] {escape_markdown(sentence)}" for sentence in said), ""]
    lines += ["Please name roles and organisations, no person.", ""]
    return "\n".join(lines)
