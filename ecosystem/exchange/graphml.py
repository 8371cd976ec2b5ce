"""GraphML (http://graphml.graphdrawing.org/specification.html), as networkx, igraph, Gephi and yEd read it.

Every node and every link is kept, parallel links with their own ids. Lost: the parts of facts, progress
and measures, which become sentences (see `flat`); the legend, but for the label of each thing's kind and
each link's type; what is known of the sources beyond their ids; the disputes.
"""

import networkx as nx

from ecosystem import graph as graphs
from ecosystem.exchange import flat
from ecosystem.exchange.markup import Element, child, document

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_ENDS = ("id", "from", "to")


def files(graph: "nx.MultiDiGraph[str]") -> dict[str, str]:
    return {"ecosystem.graphml": dumps(graph)}


def dumps(graph: "nx.MultiDiGraph[str]") -> str:
    """The city as GraphML."""
    about = graphs.ecosystem_of(graph).about
    root = Element("graphml", {"xmlns": _NAMESPACE})
    _keys(root, "graph", ("title", "edition", "licence"))
    _keys(root, "node", flat.NODE_COLUMNS)
    _keys(root, "edge", flat.LINK_COLUMNS)
    drawn = child(root, "graph", {"id": "ecosystem", "edgedefault": "directed"})
    _data(drawn, "graph", {"title": about.title, "edition": about.edition, "licence": about.licence})
    for row in flat.nodes(graph):
        _data(child(drawn, "node", {"id": str(row["id"])}), "node", row)
    for row in flat.links(graph):
        ends = {"id": str(row["id"]), "source": str(row["from"]), "target": str(row["to"])}
        _data(child(drawn, "edge", ends), "edge", row)
    return document(root)


def _keys(root: Element, owner: str, columns: tuple[str, ...]) -> None:
    for name in columns:
        if name not in _ENDS:
            kind = "int" if name in flat.NUMBERS else "string"
            names = {"id": f"{owner}-{name}", "for": owner, "attr.name": name, "attr.type": kind}
            child(root, "key", names)


def _data(element: Element, owner: str, row: flat.Row) -> None:
    for name, cell in row.items():
        if name not in _ENDS:
            child(element, "data", {"key": f"{owner}-{name}"}, flat.text(cell))
