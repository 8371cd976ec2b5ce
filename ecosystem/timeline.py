"""The city as it stood at a date.

What a date can say is read by its EDTF bounds: something is there when any day of its life may fall on
any day asked for. What carries no date is always there, and counted, so that the answer can say so.
"""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from ecosystem import dates, sentences
from ecosystem.model import (
    BODY_SECTIONS,
    Body,
    Ecosystem,
    Event,
    Link,
    Node,
    Output,
    Plan,
    Section,
    Value,
)
from ecosystem.words import counted


class Undated(Value, frozen=True, kw_only=True):
    """What carries no date and is therefore always there."""

    bodies: int
    links: int

    def sentence(self, date: str) -> str:
        """What has to be said aloud wherever the city is shown as it stood."""
        undated = f"{counted(self.bodies, 'body', 'bodies')} and {counted(self.links, 'link')}"
        return f"As it stood {sentences.moment_of(date)}. Without a date, and so always shown: {undated}."


def at(ecosystem: Ecosystem, date: str) -> tuple[Ecosystem, Undated]:
    """The city at an EDTF date, and how much of it carries no date.

    A link needs both its ends. A priority and an action are there when their plan is. When the chosen
    plan is not there yet, the latest one that has priorities takes its place in the hub.

    Raises:
        DateError: The date is not EDTF.
    """
    first, last = (bound.isoformat() for bound in dates.bounds(date))

    def is_there(since: str | None, until: str | None) -> bool:
        began = not since or dates.bounds(since)[0].isoformat() <= last
        return began and (not until or dates.bounds(until)[1].isoformat() >= first)

    sections: dict[str, Any] = {}
    for section in Section:
        entries = ecosystem.section(section)
        sections[section.value] = {key: node for key, node in entries.items() if is_there(*life(node))}
    plans = sections["plans"]
    for section in (Section.PRIORITIES, Section.ACTIONS):
        sections[section.value] = {k: v for k, v in sections[section.value].items() if v.plan in plans}
    there = {key for entries in sections.values() for key in entries}
    links = tuple(
        link
        for link in ecosystem.links
        if link.tail in there and link.head in there and is_there(*_life_of_link(ecosystem, link))
    )
    then = replace(
        ecosystem,
        about=replace(ecosystem.about, plan=_hub_plan(ecosystem, sections)),
        links=links,
        disputes=tuple(dispute for dispute in ecosystem.disputes if dispute.about in there),
        accepted_gaps=(),
        **sections,
    )
    return then, Undated(
        bodies=sum(life(n) == (None, None) for s in BODY_SECTIONS for n in sections[s.value].values()),
        links=sum(not (link.since or link.until) for link in links),
    )


def life(node: Node) -> tuple[str | None, str | None]:
    """When a thing began and when it ended, as EDTF, where its dates say so."""
    match node:
        case Body():
            return node.founded, node.ended
        case Event():
            return node.date, None  # what took place has taken place ever since
        case Output():
            return node.date, None
        case Plan():
            return node.period, None
    return None, None


def _life_of_link(ecosystem: Ecosystem, link: Link) -> tuple[str | None, str | None]:
    """A link that is a moment holds ever after; another ends with its `until`."""
    return link.since, None if ecosystem.link_types[link.type].moment else link.until


def _hub_plan(ecosystem: Ecosystem, sections: Mapping[str, Mapping[str, Any]]) -> str | None:
    plans = sections["plans"]
    if ecosystem.about.plan in plans:
        return ecosystem.about.plan
    having = {priority.plan for priority in sections["priorities"].values()}
    dated = [
        (dates.bounds(plan.period)[0].isoformat() if plan.period else "", key)
        for key, plan in plans.items()
        if key in having
    ]
    return max(dated)[1] if dated else None
