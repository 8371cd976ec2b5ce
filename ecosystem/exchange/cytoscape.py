"""Cytoscape.js JSON (https://js.cytoscape.org/#notation/elements-json), which Cytoscape opens as .cyjs.

Every node and every link is kept, parallel links with their own ids, and lists stay lists. Lost: the
parts of facts, progress and measures, which become sentences (see `flat`); the legend, the sources
beyond their ids and the disputes.
"""

import json
from typing import Any

from ecosystem import __version__
from ecosystem.city import City
from ecosystem.exchange import flat
from ecosystem.files import OURS

LOST = flat.LOST | flat.LOST_SOURCES | flat.LOST_ABOUT_WITH_SUMMARY


def files(city: City) -> dict[str, str]:
    return {"ecosystem.cyjs": dumps(city)}


def dumps(city: City) -> str:
    """The city as Cytoscape JSON."""
    about = city.ecosystem.about
    document = {
        "format_version": "1.0",
        "generated_by": f"{OURS} {__version__}",
        "target_cytoscapejs_version": "~3",
        "data": {"name": about.title, "edition": about.edition, "licence": about.licence},
        "elements": {
            "nodes": [{"data": row} for row in flat.nodes(city)],
            "edges": [{"data": _edge(row)} for row in flat.links(city)],
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _edge(row: flat.Row) -> dict[str, Any]:
    ends = {"id": row["id"], "source": row["from"], "target": row["to"], "interaction": row["type"]}
    return ends | {name: cell for name, cell in row.items() if name not in ("id", "from", "to", "type")}
