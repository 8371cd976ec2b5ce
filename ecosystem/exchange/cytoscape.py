"""Cytoscape.js JSON (https://js.cytoscape.org/#notation/elements-json), which Cytoscape opens as .cyjs.

Every node and every link is kept, parallel links with their own ids, and lists stay lists. Lost: the
parts of facts, progress and measures, which become sentences (see `flat`); the legend, the sources
beyond their ids and the disputes.
"""

import json
from typing import Any

import networkx as nx

from ecosystem import __version__, graph as graphs
from ecosystem.exchange import flat
from ecosystem.files import OURS


def files(graph: "nx.MultiDiGraph[str]") -> dict[str, str]:
    return {"ecosystem.cyjs": dumps(graph)}


def dumps(graph: "nx.MultiDiGraph[str]") -> str:
    """The city as Cytoscape JSON."""
    about = graphs.ecosystem_of(graph).about
    document = {
        "format_version": "1.0",
        "generated_by": f"{OURS} {__version__}",
        "target_cytoscapejs_version": "~3",
        "data": {"name": about.title, "edition": about.edition, "licence": about.licence},
        "elements": {
            "nodes": [{"data": row} for row in flat.nodes(graph)],
            "edges": [{"data": _edge(row)} for row in flat.links(graph)],
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _edge(row: flat.Row) -> dict[str, Any]:
    ends = {"id": row["id"], "source": row["from"], "target": row["to"], "interaction": row["type"]}
    return ends | {name: cell for name, cell in row.items() if name not in ("id", "from", "to", "type")}
