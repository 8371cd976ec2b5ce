"""A data file's facts as a networkx graph.

A node per body, plan, priority, action, event and output; an edge per link, keyed by the link's id,
so that parallel links stay apart. A node carries its value of the model as `value` and its `section`;
an edge carries its `link`; the graph carries the whole `ecosystem`.
"""

import re
from collections.abc import Iterator

import msgspec
import networkx as nx

from ecosystem.model import BODY_SECTIONS, Ecosystem, Link, LinkType, Node, Priority, Section, Source


class Step(msgspec.Struct, frozen=True):
    """A link as it is walked: from `start` to `end`, with or against its direction."""

    link: Link
    forward: bool

    @property
    def start(self) -> str:
        return self.link.tail if self.forward else self.link.head

    @property
    def end(self) -> str:
        return self.link.head if self.forward else self.link.tail


def build(ecosystem: Ecosystem, *, as_it_stood: str | None = None) -> "nx.MultiDiGraph[str]":
    """The graph of a data file. No link is lost or merged: `dataset` has checked both ends.

    The order of the file says nothing but for the legend and the stories. All else stands by its id, so that
    the same file in another order gives the same bytes.

    `as_it_stood` is the sentence that says of what date the city is, when it is not that of the edition.
    """
    ecosystem = _ordered(ecosystem)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(ecosystem=ecosystem, as_it_stood=as_it_stood)
    for section, value in ecosystem.nodes():
        graph.add_node(value.id, value=value, section=section)
    for link in ecosystem.links:
        graph.add_edge(link.tail, link.head, key=link.id, link=link)
    return graph


def _ordered(ecosystem: Ecosystem) -> Ecosystem:
    """The same city whatever the order of its file: priorities by plan and number, all else by its id."""
    sections = {
        name: dict(sorted(getattr(ecosystem, name).items(), key=_place)) for name in ("sources", *Section)
    }
    return msgspec.structs.replace(
        ecosystem,
        **sections,
        links=tuple(sorted(ecosystem.links, key=lambda link: natural(link.id))),
        disputes=tuple(sorted(ecosystem.disputes, key=lambda each: (each.about, each.question))),
        accepted_gaps=tuple(
            sorted(ecosystem.accepted_gaps, key=lambda each: (each.gap, each.about, each.kind or ""))
        ),
    )


def _place(item: tuple[str, Source | Node]) -> tuple[object, ...]:
    identifier, value = item
    if isinstance(value, Priority):
        return natural(value.plan), value.number, natural(identifier)
    return (natural(identifier),)


def natural(text: str) -> list[tuple[int, str]]:
    """A key that puts `a2` before `a10`."""
    parts = enumerate(re.split(r"(\d+)", text))
    return [(int(part), "") if place % 2 else (0, part) for place, part in parts]


def ecosystem_of(graph: "nx.MultiDiGraph[str]") -> Ecosystem:
    ecosystem: Ecosystem = graph.graph["ecosystem"]
    return ecosystem


def as_it_stood(graph: "nx.MultiDiGraph[str]") -> str | None:
    said: str | None = graph.graph.get("as_it_stood")
    return said


def value(graph: "nx.MultiDiGraph[str]", identifier: str) -> Node:
    node: Node = graph.nodes[identifier]["value"]
    return node


def section(graph: "nx.MultiDiGraph[str]", identifier: str) -> Section:
    where: Section = graph.nodes[identifier]["section"]
    return where


def is_body(graph: "nx.MultiDiGraph[str]", identifier: str) -> bool:
    return section(graph, identifier) in BODY_SECTIONS


def link_type(graph: "nx.MultiDiGraph[str]", link: Link) -> LinkType:
    return ecosystem_of(graph).link_types[link.type]


def steps(graph: "nx.MultiDiGraph[str]", identifier: str) -> Iterator[Step]:
    """Every link that touches a node, walked away from it; the node's own direction first.

    Every question walks here, so it reads the dictionaries under networkx's slower views.
    """
    for edges in graph._succ[identifier].values():  # type: ignore[attr-defined]
        for data in edges.values():
            yield Step(data["link"], True)
    for edges in graph._pred[identifier].values():  # type: ignore[attr-defined]
        for data in edges.values():
            yield Step(data["link"], False)
