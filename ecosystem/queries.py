"""Questions about things one can name.

Every answer is a plain frozen value that carries its own sentences, so that the terminal, `--json`
and the page cannot differ.
"""

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from itertools import chain
from typing import Final

import networkx as nx

from ecosystem import graph as graphs, sentences
from ecosystem.errors import AmbiguousName, NoBody, UnknownName
from ecosystem.graph import Step
from ecosystem.model import Action, Entity, Family, Node, Plan, Priority, Section, Standing, Value


class Nearness(StrEnum):
    """How a body connects to a priority, nearest first."""

    DIRECT = "directly"
    ACTION = "through an action"
    EVENT_OR_OUTPUT = "through an event or output"
    BODY = "through another body"


class Connection(Value, frozen=True, kw_only=True):
    """How one thing connects to another: the route, and the sentence that says it."""

    id: str
    name: str
    section: Section
    nearness: Nearness
    sentence: str
    standing: Standing  # of the weakest link of the route
    through: tuple[str, ...]  # what the route passes, from the body's side
    links: tuple[str, ...]
    evidence: tuple[str, ...]
    sources: tuple[str, ...]


class Connections(Value, frozen=True, kw_only=True):
    """The answer to ‘what connects to this?’, nearest first."""

    to: str
    name: str
    question: str
    summary: str
    connections: tuple[Connection, ...]


SURENESS: Final = {
    standing: rank
    for rank, standing in enumerate(
        (Standing.CONFIRMED, Standing.STATED, Standing.DISPUTED, Standing.INFERRED, Standing.PLANNED)
    )
}
_NEARNESS_ORDER: Final = tuple(Nearness)
_FAMILY_ORDER: Final = tuple(Family)


def connections(graph: "nx.MultiDiGraph[str]", identifier: str) -> Connections:
    """What connects to a node.

    To a priority: one connection per body, by its nearest and best attested route. To anything else:
    one connection per link.
    """
    if graphs.section(graph, identifier) is Section.PRIORITIES:
        return _to_priority(graph, identifier)
    return _to_node(graph, identifier)


def _to_priority(graph: "nx.MultiDiGraph[str]", priority: str) -> Connections:
    routes: dict[str, _Found] = {}
    for near in _near_routes(graph, priority):
        _keep_better(graph, routes, near)
        for step in graphs.steps(graph, near[1][0].start):
            if not step.forward and _carries(graph, step):
                _keep_better(graph, routes, (Nearness.BODY, (Step(step.link, forward=True), *near[1])))
    found = sorted(
        (_connection(graph, nearness, route) for nearness, route in routes.values()),
        key=lambda connection: (_NEARNESS_ORDER.index(connection.nearness), connection.name.casefold()),
    )
    value = graphs.value(graph, priority)
    plan = graphs.ecosystem_of(graph).plans[graphs.ecosystem_of(graph).priorities[priority].plan]
    name = f"{sentences.title(value)} of {plan.label}"
    return Connections(
        to=priority,
        name=value.name,
        question=f"Which groups connect to {name}?",
        summary=_summary(found),
        connections=tuple(found),
    )


def _near_routes(graph: "nx.MultiDiGraph[str]", priority: str) -> "Iterator[_Found]":
    """Every route from a body that connects directly, or through one thing that is no body."""
    for last in graphs.steps(graph, priority):
        back = Step(last.link, forward=not last.forward)
        if graphs.is_body(graph, last.end):
            yield Nearness.DIRECT, (back,)
            continue
        nearness = _BETWEEN.get(graphs.section(graph, last.end))
        if nearness is None:
            continue
        for first in graphs.steps(graph, last.end):
            if not graphs.is_body(graph, first.end):
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


def _carries(graph: "nx.MultiDiGraph[str]", step: Step) -> bool:
    return graphs.is_body(graph, step.end) and graphs.link_type(graph, step.link).carries


def _keep_better(graph: "nx.MultiDiGraph[str]", routes: dict[str, _Found], found: _Found) -> None:
    body = found[1][0].start
    if body not in routes or _rank(graph, found) < _rank(graph, routes[body]):
        routes[body] = found


def _rank(graph: "nx.MultiDiGraph[str]", found: _Found) -> tuple[object, ...]:
    nearness, route = found
    kinds = list(graphs.ecosystem_of(graph).link_types)
    doubts = sorted((SURENESS[step.link.standing] for step in route), reverse=True)
    return (
        _NEARNESS_ORDER.index(nearness),
        doubts[0],
        len(route),
        doubts,
        [(kinds.index(step.link.type), step.link.id) for step in route],
    )


def _to_node(graph: "nx.MultiDiGraph[str]", identifier: str) -> Connections:
    found = [
        _connection(graph, Nearness.DIRECT, (Step(step.link, forward=not step.forward),))
        for step in sorted(graphs.steps(graph, identifier), key=lambda step: _step_order(graph, step))
    ]
    value = graphs.value(graph, identifier)
    count = len(found)
    return Connections(
        to=identifier,
        name=value.name,
        question=f"What connects to {sentences.title(value)}?",
        summary=f"{count} {'link' if count == 1 else 'links'}.",
        connections=tuple(found),
    )


def _step_order(graph: "nx.MultiDiGraph[str]", step: Step) -> tuple[int, str, str, str]:
    kind = graphs.link_type(graph, step.link)
    other = graphs.value(graph, step.end).label.casefold()
    return _FAMILY_ORDER.index(kind.family), kind.label if step.forward else kind.inverse, other, step.link.id


def links_of(graph: "nx.MultiDiGraph[str]", identifier: str) -> list[Step]:
    """Every link of a node, walked away from it, by family, wording and name."""
    return sorted(graphs.steps(graph, identifier), key=lambda step: _step_order(graph, step))


def _connection(graph: "nx.MultiDiGraph[str]", nearness: Nearness, route: tuple[Step, ...]) -> Connection:
    start = graphs.value(graph, route[0].start)
    links = [step.link for step in route]
    return Connection(
        id=start.id,
        name=start.label,
        section=graphs.section(graph, start.id),
        nearness=nearness,
        sentence=sentences.of_route(graph, route),
        standing=max((link.standing for link in links), key=SURENESS.__getitem__),
        through=tuple(step.end for step in route[:-1]),
        links=tuple(link.id for link in links),
        evidence=tuple(link.evidence for link in links if link.evidence),
        sources=tuple(dict.fromkeys(source for link in links for source in link.sources)),
    )


def _summary(found: list[Connection]) -> str:
    if not found:
        return "No body connects to it."
    counts = [
        f"{count} {nearness}"
        for nearness in Nearness
        if (count := sum(connection.nearness is nearness for connection in found))
    ]
    bodies = "1 body connects" if len(found) == 1 else f"{len(found)} bodies connect"
    return f"{bodies}: {', '.join(counts)}."


def find(graph: "nx.MultiDiGraph[str]", asked: str) -> str:
    """The id of what somebody calls `asked`: an id, name, short name or alias, else words of one name.

    Raises:
        AmbiguousName: The words fit several things equally well.
        UnknownName: They fit nothing; the error names what comes closest.
    """
    if asked in graph:
        return asked
    wanted = simplified(asked)
    called = _names(graph)
    if not wanted:
        raise UnknownName(asked)
    within = (ids for name, ids in called.items() if f" {wanted} " in f" {name} ")
    matches = sorted(called.get(wanted) or set(chain(*within)))
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise AmbiguousName(asked, [(match, graphs.value(graph, match).name) for match in matches])
    near = get_close_matches(wanted, called, n=3, cutoff=0.6)
    suggestions = dict.fromkeys(identifier for name in near for identifier in sorted(called[name]))
    raise UnknownName(asked, [f"{match} ({graphs.value(graph, match).label})" for match in suggestions][:3])


def find_body(graph: "nx.MultiDiGraph[str]", asked: str) -> str:
    """The id of a body; as `find`, and a thing that is no body is unknown here.

    Raises:
        AmbiguousName: The words fit several things equally well.
        NoBody: They fit something else.
        UnknownName: They fit nothing.
    """
    identifier = find(graph, asked)
    if not graphs.is_body(graph, identifier):
        raise NoBody(asked, graphs.section(graph, identifier).value)
    return identifier


def _names(graph: "nx.MultiDiGraph[str]") -> dict[str, list[str]]:
    """Every simplified name with the ids that go by it."""
    called: dict[str, list[str]] = {}
    for identifier in graph:
        for name in names(graphs.value(graph, identifier)):
            ids = called.setdefault(simplified(name), [])
            if identifier not in ids:
                ids.append(identifier)
    return called


def names(value: Node) -> tuple[str, ...]:
    """Everything a thing is called."""
    return (value.id, value.name, *((value.short,) if value.short else ()), *value.aliases)


def simplified(name: str) -> str:
    """A name without case, accents and punctuation.

    >>> simplified("Bristol’s  Café (HR-Leaders)")
    'bristols cafe hr leaders'
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(char for char in plain if not unicodedata.combining(char) and char not in "'’.")
    return " ".join(re.findall(r"\w+", kept))


class Thing(Value, frozen=True, kw_only=True):
    """A line of a listing."""

    id: str
    section: Section
    kind: str
    name: str
    links: int


class Said(Value, frozen=True, kw_only=True):
    """A sentence with its standing, evidence and sources."""

    sentence: str
    standing: Standing
    evidence: str | None = None
    sources: tuple[str, ...]


class Profile(Value, frozen=True, kw_only=True):
    """All that is known of one thing, in words."""

    id: str
    section: Section
    name: str
    lines: tuple[str, ...]
    links: tuple[Said, ...]
    facts: tuple[Said, ...]


def listing(graph: "nx.MultiDiGraph[str]", section: str | None = None) -> tuple[Thing, ...]:
    """What there is, section by section in the order of the file.

    Raises:
        UnknownName: There is no such section; the error names the nearest.
    """
    sections = [each.value for each in Section]
    if section is not None and section not in sections:
        raise UnknownName(section, get_close_matches(section, sections, n=1) or sections)
    return tuple(
        Thing(
            id=value.id,
            section=where,
            kind=kind_of(graph, value),
            name=value.name,
            links=graph.degree(value.id),
        )
        for where, value in graphs.ecosystem_of(graph).nodes()
        if section in (None, where.value)
    )


def kind_of(graph: "nx.MultiDiGraph[str]", value: Node) -> str:
    """The label of a thing's kind, in the words of the legend."""
    if isinstance(value, Entity):
        return graphs.ecosystem_of(graph).kinds[value.kind].label
    return {Plan: "plan", Priority: "priority", Action: "action"}[type(value)]


def profile(graph: "nx.MultiDiGraph[str]", identifier: str) -> Profile:
    """All that is known of one thing."""
    value = graphs.value(graph, identifier)
    links = tuple(
        Said(
            sentence=sentences.of_step(graph, step),
            standing=step.link.standing,
            evidence=step.link.evidence,
            sources=step.link.sources,
        )
        for step in links_of(graph, identifier)
    )
    facts = tuple(
        Said(sentence=sentences.of_fact(fact), standing=fact.standing, sources=fact.sources)
        for fact in getattr(value, "facts", ())
    )
    return Profile(
        id=identifier,
        section=graphs.section(graph, identifier),
        name=value.name,
        lines=sentences.particulars(value, kind_of(graph, value)),
        links=links,
        facts=facts,
    )
