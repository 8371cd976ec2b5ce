"""Node-link JSON, as networkx's `node_link_graph(data, edges="links")` reads it (networkx.org).

Everything public is kept: every node with the fields of its entry, every link with its own key, the
vocabulary, sources and disputes beside them. `schema` names the version of this shape.
"""

import json
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from ecosystem import dates, sentences
from ecosystem.city import City
from ecosystem.files import OURS

SCHEMA = "ecosystem-map/2"


def files(city: City) -> dict[str, str]:
    return {"ecosystem.json": dumps(city)}


def dumps(city: City) -> str:
    """The whole city as JSON, in the order of the data file."""
    return text(data(city))


def text(values: dict[str, Any]) -> str:
    """The values of `data` as JSON."""
    line = json.dumps(values, ensure_ascii=False)  # `indent` would do without the encoder in C
    return msgspec.json.format(line, indent=1) + "\n"


def data(city: City, said: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The whole city as plain values; `said` is `sentences.of_links(city)`, when it is at hand."""
    ecosystem = city.ecosystem
    said = sentences.of_links(city) if said is None else said
    return {
        "schema": SCHEMA,
        "generator": OURS,
        "directed": True,
        "multigraph": True,
        "graph": {
            **_plain(ecosystem.about),
            "as_it_stood": city.as_it_stood,
            "edition_words": dates.words(ecosystem.about.edition),
            "kinds": [_plain(kind) for kind in ecosystem.kinds.values()],
            "link_types": [_plain(link_type) for link_type in ecosystem.link_types.values()],
            "sources": [_plain(source) for source in ecosystem.sources.values()],
            "disputes": [_plain(dispute) for dispute in ecosystem.disputes],
            "accepted_gaps": [_plain(gap) for gap in ecosystem.accepted_gaps],
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
                "family": city.link_type(link).family.value,
                "sentence": said[link.id],
                **{
                    _FIELDS.get(name, name): value
                    for name, value in _plain(replace(link, evidence=sentences.evidence(city, link))).items()
                    if name not in _ENDS
                },
                "basis": link.basis.value,
            }
            for link in ecosystem.links
        ],
    }


_ENDS = {"id", "from", "to"}
_FIELDS = {"source": "sources"}  # in node-link JSON, `source` is the node an edge starts from


def _plain(value: msgspec.Struct) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(value)
    return plain
