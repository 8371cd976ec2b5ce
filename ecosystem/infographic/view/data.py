"""The data block of the page's script."""

import networkx as nx

from ecosystem import graph as graphs, queries, sentences
from ecosystem.analysis import gaps
from ecosystem.model import Entity, Link, Node


def pack(graph: "nx.MultiDiGraph[str]", numbers: dict[str, int], answers: gaps.Answers) -> dict[str, object]:
    """What the page's script needs and the markup does not already say, by place in lists to save weight.

    nodes: id, label, and the place of its kind or, for what has none, what sentences call it.
    links: places of both ends, standing and type, then what follows the name in a sentence.
    answers: of each priority's place, per body its place, the numbers of its links, what it passes.
    """
    ecosystem = graphs.ecosystem_of(graph)
    places = {identifier: place for place, identifier in enumerate(graph)}
    kinds, types, standings = list(ecosystem.kinds), list(ecosystem.link_types), list(queries.SURENESS)

    def node(value: Node) -> list[str | int]:
        if isinstance(value, Entity):
            return [value.id, value.label, kinds.index(value.kind)]
        return [value.id, value.label, sentences.title(value)]

    def link(value: Link) -> list[str | int]:
        ends = [places[value.tail], places[value.head]]
        return [
            *ends,
            standings.index(value.standing),
            types.index(value.type),
            sentences.suffix(graph, value),
        ]

    def answer(priority: str) -> list[list[object]]:
        found = answers[priority].connections
        return [[places[e.id], [numbers[x] for x in e.links], [places[x] for x in e.through]] for e in found]

    return {
        "kinds": kinds,
        "nodes": [node(graphs.value(graph, identifier)) for identifier in graph],
        "types": [[each.label, each.inverse] for each in ecosystem.link_types.values()],
        "standings": [[each.value, sentences.opening([each])] for each in standings],
        "links": [link(each) for each in ecosystem.links],
        "answers": {places[priority]: answer(priority) for priority in ecosystem.priorities},
    }
