"""What is valid in a data file and yet likely wrong: each as a warning with its line and a remedy.

`rules` refuses what cannot be so. A warning only asks an editor to look again: the file is used all the same,
and an accepted gap with a reason answers it. Time is the date of the edition, or another that is asked for.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import msgspec

from ecosystem import dates, withheld
from ecosystem.dataset import two_labels
from ecosystem.dataset.data_warning import DataWarning
from ecosystem.dataset.draft import SECTIONS, Origin
from ecosystem.dataset.fields import Entry
from ecosystem.dataset.unseen import quoted
from ecosystem.language import _, joined, plural
from ecosystem.model import (
    ORGANISATION_SECTIONS,
    WARNED_OF,
    AcceptedGap,
    Basis,
    Ecosystem,
    Entity,
    Fact,
    GapKind,
    Link,
    Value,
)
from ecosystem.model.descriptions import Form, shown_fields


class Warnings(Value, frozen=True, kw_only=True):
    """The warnings of a file in the order of its lines, and what it accepts without need."""

    open: tuple[DataWarning, ...]
    accepted: tuple[DataWarning, ...]
    needless: tuple[str, ...]


_Found = Iterator[DataWarning]
_Rule = Callable[[Origin, date], _Found]


def find(origin: Origin, day: date | None = None) -> Warnings:
    """Return every warning.

    Args:
        origin: The map, and where it stands in the file.
        day: The day by which things have ended or passed; by default the last of the edition.
    """
    ecosystem = origin.ecosystem
    day = day or dates.bounds(ecosystem.about.edition)[1]
    warnings = sorted((warning for rule in _RULES for warning in rule(origin, day)), key=_order)
    reasons = {_key(gap): gap.reason for gap in ecosystem.accepted_gaps}
    there = set(map(_key, warnings))
    return Warnings(
        open=tuple(warning for warning in warnings if _key(warning) not in reasons),
        accepted=tuple(
            msgspec.structs.replace(warning, accepted=reasons[_key(warning)])
            for warning in warnings
            if _key(warning) in reasons
        ),
        needless=tuple(
            _(
                "The accepted gap ‘{gap}’ of {about} is not a gap. Delete it.",
                gap=gap.gap.value,
                about=gap.about,
            )
            for gap in ecosystem.accepted_gaps
            if gap.gap in WARNED_OF and _key(gap) not in there
        ),
    )


def _order(warning: DataWarning) -> tuple[int, str, str]:
    return warning.line, warning.path, warning.message


def _key(gap: DataWarning | AcceptedGap) -> tuple[GapKind, str]:
    return gap.gap, gap.about


def _unused_sources(origin: Origin, _day: date) -> _Found:
    cited = origin.ecosystem.cited()
    for source in origin.ecosystem.sources:
        if source not in cited:
            entry = origin.entry("sources", source)
            yield DataWarning(
                gap=GapKind.SOURCE_UNUSED,
                about=source,
                line=entry.line,
                path=entry.path,
                message=_("nothing cites this source."),
                remedy=_("Cite it where it belongs, or delete it."),
            )


def _open_links(origin: Origin, day: date) -> _Found:
    """Find what has ended, or was to end, and still has links without an end."""
    open_links: dict[str, list[Entry]] = {}
    for link, entry in zip(origin.ecosystem.links, origin.links, strict=True):
        if _is_open(origin.ecosystem, link):
            for end in {link.tail, link.head}:
                open_links.setdefault(end, []).append(entry)
    for section in ORGANISATION_SECTIONS:
        for organisation in origin.ecosystem.section(section).values():
            ended = getattr(organisation, "ended", None)
            links = open_links.get(organisation.id, [])
            if not links or not ended or not _is_past(ended, day):
                continue
            entry = origin.entry(section, organisation.id)
            message = plural(
                "it has ended ({ended}), and the link in line {lines} has no end.",
                "it has ended ({ended}), and the links in lines {lines} have no end.",
                len(links),
                ended=ended,
                lines=joined([str(link.line) for link in links]),
            )
            yield DataWarning(
                gap=GapKind.ENDED_WITH_OPEN_LINKS,
                about=organisation.id,
                line=entry.line_of("ended"),
                path=entry.path_to("ended"),
                message=message,
                remedy=_("Write ‘until:’ or ‘until_text:’, as far as a source supports it."),
            )


def _is_open(ecosystem: Ecosystem, link: Link) -> bool:
    """Return whether a link says that it goes on: no field implies it, and it is no plan and not one-off."""
    is_ongoing = not (link.until or link.until_text or link.field)
    return is_ongoing and link.basis is not Basis.PLANNED and not ecosystem.link_types[link.type].one_off


def _is_past(time: str, day: date) -> bool:
    return dates.bounds(time)[1] < day


def _plans_passed(origin: Origin, day: date) -> _Found:
    """Find planned links whose own `until` or `since` has passed; without either nothing is known."""
    for link, entry in zip(origin.ecosystem.links, origin.links, strict=True):
        time = link.until or link.since
        if link.basis is Basis.PLANNED and time and _is_past(time, day):
            name = "until" if link.until else "since"
            yield DataWarning(
                gap=GapKind.PLAN_PASSED,
                about=link.id,
                line=entry.line_of(name),
                path=entry.path_to(name),
                message=_("the time of this planned link has passed: {time}.", time=time),
                remedy=_("Find out what came of it and change its basis, or accept that nothing was found."),
            )


def _facts_after_source(origin: Origin, _day: date) -> _Found:
    """Find facts that would be of a time after the last of their sources; plans may be."""
    for section, node in origin.ecosystem.nodes():
        for place, fact in enumerate(node.facts if isinstance(node, Entity) else (), 1):
            source = _latest_source(origin.ecosystem, fact)
            if not source or fact.basis is Basis.PLANNED or not fact.period:
                continue
            published = origin.ecosystem.sources[source].date
            assert published
            if _last_beginning(fact.period) <= dates.bounds(published)[1]:
                continue
            entry = origin.entry(section, node.id)
            path = f"{entry.path_to('facts')}[{place}]"
            if path not in origin.notes.lines:  # a single fact may stand without a list
                path = entry.path_to("facts")
            yield DataWarning(
                gap=GapKind.FACT_AFTER_SOURCE,
                about=node.id,
                line=origin.line(f"{path}.period", entry),
                path=f"{path}.period",
                message=_(
                    "the fact ({period}) is later than its source, {source} ({published}).",
                    period=fact.period,
                    source=source,
                    published=published,
                ),
                remedy=_("Correct a date, cite the source that has it, or write ‘basis: planned’."),
            )


def _last_beginning(period: str) -> date:
    """Return the first day that the end of a period may be, or of one that goes on the first of its start.

    >>> _last_beginning("2019/2021"), _last_beginning("2019/..")
    (datetime.date(2021, 1, 1), datetime.date(2019, 1, 1))
    """
    _start, _slash, end = period.partition("/")
    if end in ("", ".."):
        return dates.bounds(period)[0]
    return dates.bounds(end)[0]


def _latest_source(ecosystem: Ecosystem, fact: Fact) -> str | None:
    """Return the source of a fact with the latest date; None when one of them has none."""
    published = {citation.id: ecosystem.sources[citation.id].date for citation in fact.sources}
    if not all(published.values()):
        return None
    return max(published, key=lambda source: dates.bounds(published[source] or "")[1])


def _actions_without_place(origin: Origin, _day: date) -> _Found:
    for action in origin.ecosystem.actions.values():
        if action.reference or any(citation.where for citation in action.sources):
            continue
        entry = origin.entry("actions", action.id)
        yield DataWarning(
            gap=GapKind.ACTION_WITHOUT_PLACE,
            about=action.id,
            line=entry.line,
            path=entry.path,
            message=_("nothing says where in its plan the action is."),
            remedy=_("Write its number under ‘reference:’, or the place under ‘where:’ with its source."),
        )


def _lead_texts(origin: Origin, _day: date) -> _Found:
    """Find actions whose plan names a lead in words that fit none of the leads."""
    leads: dict[str, list[str]] = {}
    for link in origin.ecosystem.links:
        if link.type == "leads":
            leads.setdefault(link.head, []).append(link.tail)
    nodes = {node.id: node for _section, node in origin.ecosystem.nodes()}
    for action in origin.ecosystem.actions.values():
        names = [name for lead in leads.get(action.id, ()) for name in two_labels.names(nodes[lead])]
        if not action.lead_text or any(_is_named(name, action.lead_text) for name in names):
            continue
        entry = origin.entry("actions", action.id)
        message = _(
            "the plan gives the lead as {text}, and no lead here has that name.",
            text=quoted(action.lead_text),
        )
        remedy = _("Add the id of the organisation under ‘leads:’, or accept that the map does not have it.")
        if names:
            remedy = _("Correct ‘leads:’, or add the name to the aliases of the organisation.")
        yield DataWarning(
            gap=GapKind.LEAD_TEXT_WITHOUT_LEAD,
            about=action.id,
            line=entry.line_of("lead_text"),
            path=entry.path_to("lead_text"),
            message=message,
            remedy=remedy,
        )


def _is_named(name: str, text: str) -> bool:
    """Return whether a text has all the words of a name, or one of its parts fits into the name.

    >>> _is_named("HR Leaders’ Group", "H.R. Leaders / each agency"), _is_named("The Council", "each agency")
    (True, False)
    """
    words = set(two_labels.words(name))
    parts = (set(two_labels.words(part)) for part in re.split(r"[/,;&]|\band\b", text))
    return words <= set(two_labels.words(text)) or any(part and part <= words for part in parts)


def _withheld(origin: Origin, _day: date) -> _Found:
    """Find the texts that still name an organisation that has asked not to be shown."""
    ecosystem = origin.ecosystem
    asked = withheld.asked(ecosystem)
    if not asked:
        return
    nodes = {node.id: node for _section, node in ecosystem.nodes()}
    names = [name for identifier in asked for name in two_labels.names(nodes[identifier])]
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names), re.IGNORECASE)
    public = withheld.without(ecosystem, asked)
    for about, entry, value in _shown(origin, public):
        for field, text in _texts(value):
            if found := pattern.search(text):
                yield DataWarning(
                    gap=GapKind.WITHHELD_IS_NAMED,
                    about=about,
                    line=entry.line_of(field),
                    path=entry.path_to(field),
                    message=_("it names {name}, which has asked not to be shown.", name=quoted(found[0])),
                    remedy=_("Change the text, so that it does without the name."),
                )


def _shown(origin: Origin, public: Ecosystem) -> Iterator[tuple[str, Entry, Value]]:
    """Yield everything that outputs hold, with its id and its entry in the file."""
    assert origin.draft.about
    yield "", origin.draft.about, public.about
    for section in SECTIONS:
        for identifier, value in getattr(public, section).items():
            if identifier in origin.draft.sections[section]:
                yield identifier, origin.entry(section, identifier), value
    links = {link.id: entry for link, entry in zip(origin.ecosystem.links, origin.links, strict=True)}
    for link in public.links:
        if not link.field:
            yield link.id, links[link.id], link
    for name in ("disputes", "accepted_gaps"):
        whole = getattr(origin.ecosystem, name)
        entries = {id(value): entry for value, entry in zip(whole, origin.draft.lists[name], strict=True)}
        for value in getattr(public, name):
            if id(value) in entries:
                yield value.about, entries[id(value)], value


def _texts(value: Value) -> Iterator[tuple[str, str]]:
    """Yield the texts of an entry and of what stands within it, each with the field of the entry."""
    for field in shown_fields(type(value)):
        content = getattr(value, field.name)
        for part in content if field.many else (content,):
            if isinstance(part, Value):
                yield from ((field.name, text) for _inner, text in _texts(part))
            elif isinstance(part, str) and (field.is_words or field.form is Form.ADDRESS):
                yield field.name, part


_RULES: Iterable[_Rule] = (
    _unused_sources,
    _open_links,
    _plans_passed,
    lambda origin, _day: two_labels.find(origin),
    _facts_after_source,
    _actions_without_place,
    _lead_texts,
    _withheld,
)
