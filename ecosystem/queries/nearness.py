"""What connects to a thing, nearest first, each answer one sentence with its route."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from ecosystem import sentences
from ecosystem.city import City, Step
from ecosystem.model import Basis, Citation, Section, Value
from ecosystem.queries.profiles import links_of
from ecosystem.words import counted


class Nearness(StrEnum):
    """How an organisation connects to a priority, nearest first."""

    DIRECT = "directly"
    ACTION = "through an action"
    EVENT_OR_OUTPUT = "through an event or output"
    ORGANISATION = "through another organisation"


class Connection(Value, frozen=True, kw_only=True):
    """How one thing connects to another: the route, and the sentence that says it."""

    id: str
    name: str
    section: Section
    nearness: Nearness
    sentence: str
    basis: Basis  # of the weakest link of the route
    through: tuple[str, ...]  # what the route passes, from the organisation's side
    links: tuple[str, ...]
    evidence: tuple[str, ...]
    sources: tuple[Citation, ...]


class Connections(Value, frozen=True, kw_only=True):
    """The answer to ‘what connects to this?’, nearest first."""

    to: str
    name: str
    question: str
    summary: str
    connections: tuple[Connection, ...]


SURENESS: Final = {basis: rank for rank, basis in enumerate(Basis)}
"""The rank of a basis: the higher, the less sure."""

_NEARNESS_ORDER: Final = tuple(Nearness)


def connections(city: City, identifier: str) -> Connections:
    """What connects to a node.

    To a priority: one connection per organisation, by its nearest and best attested route. To anything else:
    one connection per link.
    """
    if city.section(identifier) is Section.PRIORITIES:
        return _to_priority(city, identifier)
    return _to_node(city, identifier)


def answers(city: City) -> dict[str, Connections]:
    """What connects to each priority, in the order of the city."""
    return {priority: _to_priority(city, priority) for priority in city.ecosystem.priorities}


def _to_priority(city: City, priority: str) -> Connections:
    routes: dict[str, list[_Found]] = {}
    for nearness, near in _near_routes(city, priority):
        organisation = near[0].start
        routes.setdefault(organisation, []).append((nearness, near))
        for step in city.steps(organisation):
            if not step.forward and _carries(city, step):
                carried = (Step(step.link, forward=True), *near)
                routes.setdefault(step.end, []).append((Nearness.ORGANISATION, carried))
    place = {kind: index for index, kind in enumerate(city.ecosystem.link_types)}
    best = (min(ways, key=lambda found: _rank(found, place)) for ways in routes.values())
    found = sorted(
        (_connection(city, nearness, route) for nearness, route in best),
        key=lambda each: (_NEARNESS_ORDER.index(each.nearness), each.name.casefold(), each.id),
    )
    value = city.value(priority)
    plan = city.ecosystem.plans[city.ecosystem.priorities[priority].plan]
    name = f"{sentences.title(value)} of {plan.label}"
    return Connections(
        to=priority,
        name=value.name,
        question=f"Which groups connect to {name}?",
        summary=_summary(found),
        connections=tuple(found),
    )


def _near_routes(city: City, priority: str) -> "Iterator[_Found]":
    """Every route from an organisation that connects directly, or through one thing that is no
    organisation.
    """
    for last in city.steps(priority):
        back = Step(last.link, forward=not last.forward)
        if city.is_organisation(last.end):
            yield Nearness.DIRECT, (back,)
            continue
        nearness = _BETWEEN.get(city.section(last.end))
        if nearness is None:
            continue
        for first in city.steps(last.end):
            if not city.is_organisation(first.end):
                continue
            if nearness is Nearness.DIRECT and first.link.type != "sets":
                continue  # only who sets the plan is as near as its priority
            yield nearness, (Step(first.link, forward=not first.forward), back)


_BETWEEN: Final = {
    Section.PLANS: Nearness.DIRECT,
    Section.ACTIONS: Nearness.ACTION,
    Section.EVENTS: Nearness.EVENT_OR_OUTPUT,
    Section.OUTPUTS: Nearness.EVENT_OR_OUTPUT,
}

_Found = tuple[Nearness, tuple[Step, ...]]


def _carries(city: City, step: Step) -> bool:
    return city.is_organisation(step.end) and city.link_type(step.link).transitive


def _rank(found: _Found, place: Mapping[str, int]) -> tuple[object, ...]:
    """The nearest first, then the surest, then the shortest; `place` is that of a link type in the file."""
    nearness, route = found
    ranks = sorted((SURENESS[step.link.basis] for step in route), reverse=True)
    return (
        _NEARNESS_ORDER.index(nearness),
        ranks[0],
        len(route),
        ranks,
        [(place[step.link.type], step.link.id) for step in route],
    )


def _to_node(city: City, identifier: str) -> Connections:
    found = [
        _connection(city, Nearness.DIRECT, (Step(step.link, forward=not step.forward),))
        for step in links_of(city, identifier)
    ]
    value = city.value(identifier)
    return Connections(
        to=identifier,
        name=value.name,
        question=f"What connects to {sentences.title(value)}?",
        summary=f"{counted(len(found), 'link')}." if found else "Nothing connects to it.",
        connections=tuple(found),
    )


def _connection(city: City, nearness: Nearness, route: tuple[Step, ...]) -> Connection:
    start = city.value(route[0].start)
    links = [step.link for step in route]
    return Connection(
        id=start.id,
        name=start.label,
        section=city.section(start.id),
        nearness=nearness,
        sentence=sentences.of_route(city, route),
        basis=max((link.basis for link in links), key=SURENESS.__getitem__),
        through=tuple(step.end for step in route[:-1]),
        links=tuple(link.id for link in links),
        evidence=tuple(link.evidence for link in links if link.evidence),
        sources=tuple(dict.fromkeys(source for link in links for source in link.sources)),
    )


def _summary(found: list[Connection]) -> str:
    if not found:
        return "No organisation connects to it."
    counts = [
        f"{count} {nearness}"
        for nearness in Nearness
        if (count := sum(connection.nearness is nearness for connection in found))
    ]
    organisations = "1 organisation connects" if len(found) == 1 else f"{len(found)} organisations connect"
    return f"{organisations}: {', '.join(counts)}."
