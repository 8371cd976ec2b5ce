"""Node-link JSON, as networkx's `node_link_graph(data, edges="links")` reads it (networkx.org).

Everything public is kept: every node with the fields of its entry, every link with its own key, the
vocabulary, sources and disputes beside them. `schema` names the version of this shape.
"""

import json
from typing import Any

import msgspec
import networkx as nx

from ecosystem import dates, graph as graphs, sentences
from ecosystem.files import OURS

SCHEMA = "ecosystem-map/1"


def files(graph: "nx.MultiDiGraph[str]") -> dict[str, str]:
    return {"ecosystem.json": dumps(graph)}


def dumps(graph: "nx.MultiDiGraph[str]") -> str:
    """The whole city as JSON, in the order of the data file."""
    return text(data(graph))


def text(values: dict[str, Any]) -> str:
    """The values of `data` as JSON."""
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def data(graph: "nx.MultiDiGraph[str]") -> dict[str, Any]:
    """The whole city as plain values."""
    ecosystem = graphs.ecosystem_of(graph)
    return {
        "schema": SCHEMA,
        "generator": OURS,
        "directed": True,
        "multigraph": True,
        "graph": {
            **_plain(ecosystem.about),
            "as_it_stood": graphs.as_it_stood(graph),
            "edition_words": dates.words(ecosystem.about.edition),
            "kinds": [_plain(kind) for kind in ecosystem.kinds.values()],
            "link_types": [_plain(link_type) for link_type in ecosystem.link_types.values()],
            "sources": [_plain(source) for source in ecosystem.sources.values()],
            "disputes": [_plain(dispute) for dispute in ecosystem.disputes],
            "tours": [_plain(tour) for tour in ecosystem.tours.values()],
        },
        "nodes": [
            {"section": section.value, "label": value.label, **_plain(value)}
            for section, value in ecosystem.nodes()
        ],
        "links": [
            {
                "key": link.id,
                "source": link.tail,
                "target": link.head,
                "family": graphs.link_type(graph, link).family.value,
                "sentence": sentences.of_link(graph, link),
                **{
                    _FIELDS.get(name, name): value
                    for name, value in _plain(link).items()
                    if name not in _ENDS
                },
                "standing": link.standing.value,
            }
            for link in ecosystem.links
        ],
    }


_ENDS = {"id", "from", "to"}
_FIELDS = {"source": "sources"}  # in node-link JSON, `source` is the node an edge starts from


def _plain(value: msgspec.Struct) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(value)
    return plain
