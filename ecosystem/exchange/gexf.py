"""GEXF 1.3 (https://gexf.net/), for Gephi and Gephi Lite. No date stamp, so that the bytes stay the same.

Every node and every link is kept; parallel links differ in id and in `kind`, which is the link type.
Gephi itself merges parallel links of one kind when it opens the file, unless told not to. Lost: the same
as in GraphML.
"""

from collections.abc import Iterator

import networkx as nx

from ecosystem import graph as graphs
from ecosystem.exchange import flat
from ecosystem.exchange.markup import Element, child, document
from ecosystem.files import OURS
from ecosystem.words import counted

_ENDS = ("id", "from", "to", "label")


def files(graph: "nx.MultiDiGraph[str]") -> dict[str, str]:
    return {"ecosystem.gexf": dumps(graph)}


def dumps(graph: "nx.MultiDiGraph[str]") -> str:
    """The city as GEXF."""
    about = graphs.ecosystem_of(graph).about
    root = Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    meta = child(root, "meta", {})
    child(meta, "creator", {}, OURS)
    child(meta, "title", {}, about.title)
    child(meta, "description", {}, f"{about.summary} Edition {about.edition}. Licence: {about.licence}.")
    drawn = child(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    of_node = _attributes(drawn, "node", flat.NODE_COLUMNS)
    of_edge = _attributes(drawn, "edge", flat.LINK_COLUMNS)
    nodes = child(drawn, "nodes", {})
    for row in flat.nodes(graph):
        named = {"id": str(row["id"]), "label": str(row["label"])}
        _values(child(nodes, "node", named), of_node, row)
    edges = child(drawn, "edges", {})
    for row in flat.links(graph):
        ends = {"id": str(row["id"]), "source": str(row["from"]), "target": str(row["to"])}
        named = {"type": "directed", "kind": str(row["type"]), "label": str(row["label"])}
        _values(child(edges, "edge", ends | named), of_edge, row)
    return document(root)


def remarks(graph: "nx.MultiDiGraph[str]") -> Iterator[str]:
    """How many links Gephi would merge."""
    kinds = {(link.tail, link.type, link.head) for link in graphs.ecosystem_of(graph).links}
    merged = len(graphs.ecosystem_of(graph).links) - len(kinds)
    if merged:
        verb = "stands" if merged == 1 else "stand"
        yield (
            f"{counted(merged, 'link')} {verb} beside another of the same type between the same two. All are"
            " in the file; Gephi shows them apart when its import sets ‘Edges merge strategy’ to ‘Don’t merge’."
        )


def _attributes(drawn: Element, owner: str, columns: tuple[str, ...]) -> dict[str, str]:
    declared = child(drawn, "attributes", {"class": owner, "mode": "static"})
    places = {name: str(place) for place, name in enumerate(name for name in columns if name not in _ENDS)}
    for name, place in places.items():
        kind = "integer" if name in flat.NUMBERS else "string"
        child(declared, "attribute", {"id": place, "title": name, "type": kind})
    return places


def _values(element: Element, places: dict[str, str], row: flat.Row) -> None:
    values = child(element, "attvalues", {})
    for name, cell in row.items():
        if name in places:
            child(values, "attvalue", {"for": places[name], "value": flat.text(cell)})
