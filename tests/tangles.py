"""Cities made quickly: by hand in a line or two, or a thousand of them by hypothesis in a few seconds.

A thing's id says what it is: `p1` is priority 1, `x1` an action, `e1` an event, `o1` an output, `w` the
plan, and all else an organisation. The name of a thing is its id in capitals.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from ecosystem import dataset
from ecosystem.city import City
from ecosystem.model import (
    FIELD_LINK_TYPES,
    ORGANISATION_SECTIONS,
    Action,
    Basis,
    Ecosystem,
    Event,
    Family,
    Hue,
    Kind,
    Link,
    LinkType,
    Organisation,
    Output,
    Plan,
    Priority,
    Section,
    Shape,
    Source,
)
from tests.cities import cited

Tie = tuple[str, str, str, Basis]

KINDS = {
    name: Kind(
        id=name, section=section, label=name, plural=f"{name.capitalize()}s", shape=shape, hue=Hue.PLUM
    )
    for name, section, shape in (
        ("club", Section.GROUPS, Shape.CIRCLE),
        ("union", Section.NETWORKS, Shape.DIAMOND),
        ("firm", Section.PARTNERS, Shape.SQUARE),
        ("fair", Section.EVENTS, Shape.STAR),
        ("book", Section.OUTPUTS, Shape.HEXAGON),
    )
}
LINK_TYPES = {
    name: LinkType(
        id=name,
        label=name,
        inverse=inverse,
        family=family,
        tails=tuple(Section),
        heads=tuple(Section),
        transitive=name == "joins",
        one_off=name == "met",
    )
    for name, inverse, family in (
        ("joins", "is joined by", Family.MEMBERSHIP),
        ("pays", "is paid by", Family.MONEY),
        ("met", "was met by", Family.HISTORY),
    )
} | FIELD_LINK_TYPES
BASES = tuple(Basis)
EMPTY = dataset.parse("ecosystem: {title: A city, place: There, edition: 2021, summary: Who., licence: None}")
THINGS = ("p1", "p2", "x1", "x2", "e1", "o1", "w")
_ORGANISATIONS = ("a", "b", "c", "d", "f", "g", "h", "i")


def city(
    *ties: str, alone: str = "", kinds: Mapping[str, str] | None = None, ended: Collection[str] = ()
) -> City:
    """The city of ties such as "a joins b" or "a leads p1 planned", and of what stands `alone`."""
    return City(ecosystem(list(map(_tie, ties)), alone.split(), kinds or {}, ended))


def _tie(text: str) -> Tie:
    tail, link_type, head, *basis = text.split()
    return tail, link_type, head, Basis(*basis) if basis else Basis.STATED


def ecosystem(
    ties: Sequence[Tie],
    alone: Sequence[str] = (),
    kinds: Mapping[str, str] | None = None,
    ended: Collection[str] = (),
) -> Ecosystem:
    """The city of these ties. Links are called l0, l1 … in their order."""
    ids = dict.fromkeys([*alone, *(end for tail, _, head, _ in ties for end in (tail, head))])
    sections: dict[str, Any] = {section.value: {} for section in Section}
    for identifier in ids:
        section, value = _value(identifier, (kinds or {}).get(identifier, "club"), identifier in ended)
        sections[section.value][identifier] = value
    if sections["priorities"] or sections["actions"]:
        sections["plans"].setdefault("w", _value("w", "", False)[1])
    return replace(
        EMPTY,
        about=replace(EMPTY.about, plan="w" if sections["plans"] else None),
        kinds=KINDS,
        link_types=LINK_TYPES,
        sources={
            source: Source(id=source, title="Some source", publisher="The town")
            for source in (*(f"s-{identifier}" for identifier in ids), *map(_source, range(len(ties))))
        },
        links=tuple(
            Link(
                id=f"l{place}",
                tail=tail,
                type=link_type,
                head=head,
                basis=basis,
                sources=cited(_source(place)),
            )
            for place, (tail, link_type, head, basis) in enumerate(ties)
        ),
        **sections,
    )


def _source(place: int) -> str:
    """Return the source of a link: each has its own, so that none mentions two organisations by chance."""
    return f"s-l{place}"


def _value(identifier: str, kind: str, has_ended: bool) -> tuple[Section, Any]:
    name, sources = identifier.upper(), cited(f"s-{identifier}")
    if identifier == "w":
        return Section.PLANS, Plan(id=identifier, name=name, sources=sources)
    found = re.fullmatch("([pxeo])([0-9])", identifier)
    if not found:
        section = KINDS[kind].section
        ended = "2020" if has_ended else None
        return section, Organisation(
            id=identifier, section=section, name=name, kind=kind, sources=sources, ended=ended
        )
    number = int(found[2])
    makers: dict[str, Callable[[], tuple[Section, Any]]] = {
        "p": lambda: (
            Section.PRIORITIES,
            Priority(id=identifier, plan="w", number=number, name=name, sources=sources),
        ),
        "x": lambda: (Section.ACTIONS, Action(id=identifier, plan="w", name=name, sources=sources)),
        "e": lambda: (
            Section.EVENTS,
            Event(id=identifier, section=Section.EVENTS, name=name, kind="fair", sources=sources),
        ),
        "o": lambda: (
            Section.OUTPUTS,
            Output(id=identifier, section=Section.OUTPUTS, name=name, kind="book", sources=sources),
        ),
    }
    return makers[found[1]]()


def ecosystems(organisations: int = 6, links: int = 20) -> "st.SearchStrategy[Ecosystem]":
    """Random cities of up to so many organisations and links. Only their sizes and a seed are drawn, to be
    quick.
    """
    return st.builds(drawn, st.integers(2, organisations), st.integers(4, links), st.integers(0, 2**32))


def drawn(count: int, links: int, seed: int) -> Ecosystem:
    """A random city of so many organisations, and of so many links but for those from a thing to itself."""
    written = Random(seed).randbytes(4 * links)
    organisations = _ORGANISATIONS[:count]
    everything = [*organisations, *THINGS]
    kinds = {each: ("club", "union", "firm")[place % 3] for place, each in enumerate(organisations)}
    ties = []
    for start in range(0, len(written), 4):
        one, link_type, other, basis = written[start : start + 4]
        among = (
            organisations if one % 2 and count > 1 else everything
        )  # half the links join two organisations
        tail, head = among[one // 2 % len(among)], among[other % len(among)]
        if tail != head:
            types = _types(tail in organisations, head, organisations)
            ties.append((tail, types[link_type % len(types)], head, BASES[basis % len(BASES)]))
    return ecosystem(ties, everything, kinds)


def _types(is_organisation: bool, head: str, organisations: Collection[str]) -> tuple[str, ...]:
    if head in organisations:
        return ("joins", "pays")
    if head == "w":
        return ("sets", "part-of") if is_organisation else ("part-of",)
    return ("leads", "advances") if is_organisation else ("advances",)


def organisations_of(value: Ecosystem) -> list[str]:
    return [identifier for section in ORGANISATION_SECTIONS for identifier in value.section(section)]


def chain(count: int) -> City:
    """So many organisations in a row, each tied to the next: c1, c2 …"""
    return city(*(f"{one} pays {other}" for one, other in pairwise([f"c{n}" for n in range(1, count + 1)])))
