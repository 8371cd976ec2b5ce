"""The city as it was at a date.

What a date can say is read by its EDTF bounds: something is there when any day of its life may fall on
any day asked for. What has no date is always there, and counted, so that the answer can say so.
"""

from collections.abc import Callable, Mapping
from datetime import MAXYEAR, MINYEAR
from typing import Any

from msgspec.structs import replace

from ecosystem import dates
from ecosystem.city import City
from ecosystem.language import _, plural
from ecosystem.model import (
    ORGANISATION_SECTIONS,
    Action,
    Ecosystem,
    Entity,
    Event,
    Link,
    Node,
    Organisation,
    Output,
    Plan,
    Priority,
    Section,
    Source,
    Tour,
    Value,
)


class Undated(Value, frozen=True, kw_only=True):
    """How many organisations and links have no date, and are therefore always shown."""

    organisations: int
    links: int

    def sentence(self, date: str) -> str:
        """Return what must be said wherever the city is shown as it was at an earlier date."""
        as_it_was = _("The map as it was {date}.", date=dates.phrase(date))
        undated = _(
            "Always shown, because they have no date: {organisations} and {links}.",
            organisations=plural("{count} organisation", "{count} organisations", self.organisations),
            links=plural("{count} link", "{count} links", self.links),
        )
        return f"{as_it_was} {undated}"

    def counts(self, date: str) -> dict[str, Any]:
        """Return the date and both numbers, as answers in JSON have them."""
        return {
            "date": date,
            "undated_organisations": self.organisations,
            "undated_links": self.links,
        }


def stood(city: City, date: str) -> tuple[City, Undated]:
    """Return the city as it was at an EDTF date, and how much of it has no date.

    Raises:
        DateError: The date is not EDTF.
    """
    then, undated = at(city.ecosystem, date)
    sentence = undated.sentence(date)
    made = City(then, as_it_stood=sentence, at=date, whole=city, withheld_before=city.withheld)
    return made, undated


def at(ecosystem: Ecosystem, date: str) -> tuple[Ecosystem, Undated]:
    """Return the city at an EDTF date, and how much of it has no date.

    A link needs both its ends, a source something that it speaks of. A priority and an action are there
    when their plan is. When the chosen plan is not there yet, the latest one that has priorities takes its
    place in the hub. Facts, reports on progress and readings are there from their dates on.

    Raises:
        DateError: The date is not EDTF.
    """
    first, last = (bound.isoformat() for bound in dates.bounds(date))

    def is_there(since: str | None, until: str | None) -> bool:
        return has_begun(since) and (not until or dates.bounds(until)[1].isoformat() >= first)

    def has_begun(since: str | None) -> bool:
        return not since or dates.bounds(since)[0].isoformat() <= last

    sections: dict[str, Any] = {}
    for section in Section:
        entries = ecosystem.section(section)
        sections[section.value] = {
            key: _so_far(node, has_begun) for key, node in entries.items() if is_there(*life(node))
        }
    plans = sections["plans"]
    for section in (Section.PRIORITIES, Section.ACTIONS):
        sections[section.value] = {k: v for k, v in sections[section.value].items() if v.plan in plans}
    there = {key for entries in sections.values() for key in entries}
    links = tuple(
        link
        for link in ecosystem.links
        if link.tail in there and link.head in there and is_there(*life_of_link(ecosystem, link))
    )
    for where, fields in (("plans", ("owners",)), ("actions", ("leads", "advances"))):
        for key, node in sections[where].items():
            named = {field: tuple(key for key in getattr(node, field) if key in there) for field in fields}
            sections[where][key] = replace(node, **named)
    then = replace(
        ecosystem,
        about=replace(ecosystem.about, plan=_hub_plan(ecosystem, sections)),
        links=links,
        disputes=tuple(dispute for dispute in ecosystem.disputes if dispute.about in there),
        tours=_tours(ecosystem, sections),
        **sections,
    )
    sources = _sources(ecosystem, then)
    known = {*there, *sources, *(link.id for link in links)}
    accepted = tuple(gap for gap in ecosystem.accepted_gaps if gap.about in known)
    then = replace(then, sources=sources, accepted_gaps=accepted)
    return then, Undated(
        organisations=sum(
            is_undated(*life(ecosystem.section(section)[key]))
            for section in ORGANISATION_SECTIONS
            for key in sections[section.value]
        ),
        links=sum(is_undated(*life_of_link(ecosystem, link)) for link in links),
    )


def life(node: Node) -> tuple[str | None, str | None]:
    """Return when an entry began and when it ended, as EDTF, where its dates say so."""
    match node:
        case Organisation():
            return node.founded, node.ended
        case Event():
            return node.date, None  # what took place has taken place ever since
        case Output():
            return node.date, None
        case Plan():
            return node.period, None
    return None, None


def years(ecosystem: Ecosystem) -> tuple[int, int]:
    """Return the first year in which something dated began, and the year of the edition."""
    last = dates.bounds(ecosystem.about.edition)[1].year
    lives = [life(node) for _, node in ecosystem.nodes()]
    lives += [life_of_link(ecosystem, link) for link in ecosystem.links]
    begun = [began for since, until in lives if (began := span(since, until)[0])]
    return min([*begun, last]), last


def span(since: str | None, until: str | None) -> tuple[int | None, int | None]:
    """Return the first and last year of a life, or None where it is open or not known."""
    first = dates.bounds(since)[0].year if since else MINYEAR
    last = dates.bounds(until)[1].year if until else MAXYEAR
    return (first if first > MINYEAR else None), (last if last < MAXYEAR else None)


def is_undated(since: str | None, until: str | None) -> bool:
    """Whether nothing is known of when a life began or ended: it is then there in every year."""
    return span(since, until) == (None, None)


def life_of_link(ecosystem: Ecosystem, link: Link) -> tuple[str | None, str | None]:
    """Return when a link began and ended. A link of a one-off type has no end."""
    return link.since, None if ecosystem.link_types[link.type].one_off else link.until


def _so_far(node: Node, has_begun: Callable[[str | None], bool]) -> Node:
    """Return an entry with the facts, end, reports and readings that it had by then."""
    if isinstance(node, Organisation) and not has_begun(node.ended):
        node = replace(node, ended=None, ended_text=None)
    if isinstance(node, Entity):
        checked = node.checked if has_begun(node.checked) else None
        facts = tuple(fact for fact in node.facts if has_begun(fact.period))
        return replace(node, checked=checked, facts=facts)
    if isinstance(node, Priority | Action):
        node = replace(node, progress=tuple(report for report in node.progress if has_begun(report.date)))
    if isinstance(node, Action) and node.measure:
        readings = tuple(reading for reading in node.measure.readings if has_begun(reading.date))
        node = replace(node, measure=replace(node.measure, readings=readings))
    return node


def _sources(ecosystem: Ecosystem, then: Ecosystem) -> dict[str, Source]:
    """Return the sources without those that only what is not there yet cites."""
    silent = ecosystem.cited() - then.cited()
    return {key: source for key, source in ecosystem.sources.items() if key not in silent}


def _tours(ecosystem: Ecosystem, sections: Mapping[str, Mapping[str, Any]]) -> dict[str, Tour]:
    """Return the tours, with the steps that show only what is there. A kind is there when an entry has it."""
    nodes = {key: node for entries in sections.values() for key, node in entries.items()}
    kinds = {node.kind for node in nodes.values() if isinstance(node, Entity)}
    there = nodes.keys() | (kinds - {node.id for _, node in ecosystem.nodes()})
    tours = {
        key: replace(tour, steps=tuple(step for step in tour.steps if there.issuperset(step.show)))
        for key, tour in ecosystem.tours.items()
    }
    return {key: tour for key, tour in tours.items() if tour.steps}


def _hub_plan(ecosystem: Ecosystem, sections: Mapping[str, Mapping[str, Any]]) -> str | None:
    plans = sections["plans"]
    if ecosystem.about.plan is None or ecosystem.about.plan in plans:
        return ecosystem.about.plan
    having = {priority.plan for priority in sections["priorities"].values()}
    dated = [
        (dates.bounds(plan.period)[0].isoformat() if plan.period else "", key)
        for key, plan in plans.items()
        if key in having
    ]
    return max(dated)[1] if dated else None
