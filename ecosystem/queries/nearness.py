"""What connects to a thing, nearest first, each answer one sentence with its route."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from ecosystem import sentences
from ecosystem.city import City, Step
from ecosystem.language import N_, _, joined, plural
from ecosystem.model import Basis, Citation, Section, Value
from ecosystem.queries.profiles import links_of


class Nearness(StrEnum):
    """How an organisation connects to a priority, nearest first."""

    DIRECT = "directly"
    ACTION = "through an action"
    EVENT_OR_OUTPUT = "through an event or output"
    ORGANISATION = "through another organisation"


NEARNESS_WORDS: Final = {
    Nearness.DIRECT: N_("directly"),
    Nearness.ACTION: N_("through an action"),
    Nearness.EVENT_OR_OUTPUT: N_("through an event or output"),
    Nearness.ORGANISATION: N_("through another organisation"),
}
"""How each nearness reads."""

LEADING: Final = N_("leads it")
"""How the nearness of an organisation that leads a priority reads."""


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


class Carrier(Value, frozen=True, kw_only=True):
    """An event, output or action that is linked to a priority, with the sentence that says how."""

    id: str
    name: str
    section: Section
    sentence: str
    basis: Basis
    evidence: str | None
    sources: tuple[Citation, ...]


class Group(Value, frozen=True, kw_only=True):
    """Organisations that connect through the same organisation, as one line, which says how that connects."""

    through: str
    sentence: str
    basis: Basis  # of the weakest link from there
    sources: tuple[Citation, ...]  # of the links from there
    members: tuple[str, ...]


class Connections(Value, frozen=True, kw_only=True):
    """The answer to ‘what connects to this?’, nearest first."""

    to: str
    name: str
    question: str
    summary: str
    connections: tuple[Connection, ...]
    groups: tuple[Group, ...] = ()
    carriers: tuple[Carrier, ...] = ()  # of a priority

    def together(self) -> Iterator[tuple[Group | None, tuple[Connection, ...]]]:
        """Yield the connections in their order, those of a group together where its first member stands."""
        groups = {member: group for group in self.groups for member in group.members}
        by_id = {connection.id: connection for connection in self.connections} if groups else {}
        for connection in self.connections:
            group = groups.get(connection.id)
            if group is None:
                yield None, (connection,)
            elif connection.id == group.members[0]:
                yield group, tuple(by_id[member] for member in group.members)


def to_group(city: City, member: Connection) -> Connection:
    """Return how a member of a group connects to the organisation with which the group's line goes on."""
    link = city.ecosystem.links[city.link_numbers[member.links[0]] - 1]
    return _connection(city, member.nearness, (Step(link, forward=True),))


SURENESS: Final = {basis: rank for rank, basis in enumerate(Basis)}
"""The rank of a basis: the higher, the less sure."""

_NEARNESS_ORDER: Final = tuple(Nearness)


def connections(city: City, identifier: str) -> Connections:
    """Return what connects to an entry.

    To a priority: one connection per organisation, by its nearest and best attested route. To anything else:
    one connection per link.
    """
    if city.section(identifier) is Section.PRIORITIES:
        return _to_priority(city, identifier)
    return _to_node(city, identifier)


Answers = Mapping[str, Connections]
"""What connects to each priority, as `answers` gives it."""


def answers(city: City) -> dict[str, Connections]:
    """Return what connects to each priority, in the order of the city."""
    return {priority: _to_priority(city, priority) for priority in city.ecosystem.priorities}


def leads(city: City, connection: Connection) -> bool:
    """Return whether an organisation leads the priority it connects to, and does not only plan to."""
    link = city.ecosystem.links[city.link_numbers[connection.links[0]] - 1]
    is_of_priority = link.tail == connection.id and city.section(link.head) is Section.PRIORITIES
    return link.type == "leads" and is_of_priority and connection.basis is not Basis.PLANNED


def nearness_words(city: City, connection: Connection) -> str:
    """Return how the nearness of a connection reads: of who leads a priority, that it leads it."""
    return _(LEADING if leads(city, connection) else NEARNESS_WORDS[connection.nearness])


def connected(city: City, priority: str) -> dict[str, Nearness]:
    """Return the organisations that connect to a priority, each with its nearness, and no sentences."""
    return {organisation: near for organisation, (near, _route) in _nearest(city, priority).items()}


def _nearest(city: City, priority: str) -> "dict[str, _NearRoute]":
    """Return the nearest and best attested route of each organisation that connects to a priority."""
    routes: dict[str, list[_NearRoute]] = {}
    for nearness, near in _near_routes(city, priority):
        organisation = near[0].start
        routes.setdefault(organisation, []).append((nearness, near))
        for step in city.steps(organisation):
            if not step.forward and _is_transitive(city, step):
                carried = (Step(step.link, forward=True), *near)
                routes.setdefault(step.end, []).append((Nearness.ORGANISATION, carried))
    place = {kind: index for index, kind in enumerate(city.ecosystem.link_types)}
    nearest: dict[str, _NearRoute] = {}
    for organisation, choices in routes.items():
        least = min(_NEARNESS_ORDER.index(nearness) for nearness, _route in choices)
        alike = [choice for choice in choices if choice[0] is _NEARNESS_ORDER[least]]
        is_sole = len(alike) == 1
        nearest[organisation] = alike[0] if is_sole else min(alike, key=lambda way: _rank(city, way, place))
    return nearest


def _to_priority(city: City, priority: str) -> Connections:
    pairs = [(_connection(city, near, route), route) for near, route in _nearest(city, priority).values()]
    pairs.sort(key=lambda pair: _order(city, pair[0]))
    connections = tuple(connection for connection, _route in pairs)
    value = city.ecosystem.priorities[priority]
    return Connections(
        to=priority,
        name=value.name,
        question=_(QUESTION, priority=sentences.title(value), plan=city.ecosystem.plans[value.plan].label),
        summary=_summary(city, connections),
        connections=connections,
        groups=tuple(_groups(city, pairs)),
        carriers=tuple(_carriers(city, priority)),
    )


QUESTION: Final = N_("Which groups connect to {priority} of {plan}?")


def _order(city: City, connection: Connection) -> tuple[int, bool, str, str]:
    """Return a key for the connections of an answer: who leads comes before the others that are as near."""
    return (
        _NEARNESS_ORDER.index(connection.nearness),
        not leads(city, connection),
        connection.name.casefold(),
        connection.id,
    )


def _groups(city: City, pairs: "list[tuple[Connection, _Route]]") -> Iterator[Group]:
    """Yield those of whom two or more connect through one organisation, by the same links from there."""
    together: dict[tuple[str, tuple[str, ...]], list[tuple[Connection, _Route]]] = {}
    for connection, route in pairs:
        if connection.nearness is Nearness.ORGANISATION:
            together.setdefault((connection.through[0], connection.links[1:]), []).append((connection, route))
    for (through, _links), members in together.items():
        if len(members) < 2:
            continue
        connected = plural(
            "{count} organisation connects through {organisation}: {names}.",
            "{count} organisations connect through {organisation}: {names}.",
            len(members),
            organisation=city.label(through),
            names=joined([connection.name for connection, _route in members]),
        )
        connection, route = members[0]
        onward = _connection(city, connection.nearness, route[1:])
        yield Group(
            through=through,
            sentence=f"{connected} {onward.sentence}",
            basis=onward.basis,
            sources=onward.sources,
            members=tuple(connection.id for connection, _route in members),
        )


def _carriers(city: City, priority: str) -> Iterator[Carrier]:
    """Yield the events, outputs and actions linked to a priority, section by section in their order."""
    steps = [step for step in city.steps(priority) if city.section(step.end) in _CARRYING]
    for step in sorted(steps, key=lambda step: _CARRYING.index(city.section(step.end))):
        yield Carrier(
            id=step.end,
            name=city.label(step.end),
            section=city.section(step.end),
            sentence=sentences.of_route(city, [Step(step.link, forward=not step.forward)]),
            basis=city.basis(step.link),
            evidence=sentences.evidence(city, step.link),
            sources=step.link.sources,
        )


_CARRYING: Final = (Section.ACTIONS, Section.EVENTS, Section.OUTPUTS)


def _near_routes(city: City, priority: str) -> "Iterator[_NearRoute]":
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

_Route = tuple[Step, ...]
_NearRoute = tuple[Nearness, _Route]


def _is_transitive(city: City, step: Step) -> bool:
    return city.is_organisation(step.end) and city.link_type(step.link).transitive


def _rank(city: City, near_route: _NearRoute, place: Mapping[str, int]) -> tuple[object, ...]:
    """Return a key for routes as near: the surest first, then the shortest; `place` orders link types."""
    _nearness, route = near_route
    ranks = sorted((SURENESS[city.basis(step.link)] for step in route), reverse=True)
    return (
        ranks[0],
        len(route),
        ranks,
        [(place[step.link.type], step.link.id) for step in route],
    )


def _to_node(city: City, identifier: str) -> Connections:
    connections = tuple(
        _connection(city, Nearness.DIRECT, (Step(step.link, forward=not step.forward),))
        for step in links_of(city, identifier)
    )
    value = city.value(identifier)
    links = plural("{count} link.", "{count} links.", len(connections))
    return Connections(
        to=identifier,
        name=value.name,
        question=_("What connects to {entry}?", entry=sentences.title(value)),
        summary=links if connections else _("Nothing connects to it."),
        connections=connections,
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
        basis=max((city.basis(link) for link in links), key=SURENESS.__getitem__),
        through=tuple(step.end for step in route[:-1]),
        links=tuple(link.id for link in links),
        evidence=tuple(filter(None, (sentences.evidence(city, link) for link in links))),
        sources=tuple(dict.fromkeys(source for link in links for source in link.sources)),
    )


def _summary(city: City, connections: tuple[Connection, ...]) -> str:
    if not connections:
        return _("No organisation connects to it.")
    leading = sum(leads(city, connection) for connection in connections)
    direct = sum(connection.nearness is Nearness.DIRECT for connection in connections)
    taking_part, indirect = direct - leading, len(connections) - direct
    counts = (
        plural("{count} leads it", "{count} lead it", leading) if leading else "",
        plural("{count} is directly involved", "{count} are directly involved", taking_part)
        if taking_part
        else "",
        plural(
            "{count} through actions, events or membership",
            "{count} through actions, events or membership",
            indirect,
        )
        if indirect
        else "",
    )
    first, *others = filter(None, counts)
    for other in others:
        first = _("{counts}, {count}", counts=first, count=other)
    total = plural("{count} organisation is involved", "{count} organisations are involved", len(connections))
    return _("{total}: {counts}.", total=total, counts=first)
