"""JSON of network programs → what was found.

Kumu (blueprints, exports of projects), Cytoscape and Cytoscape.js, networkx (node-link, Cytoscape,
adjacency, tree), vis-network, D3 (links by id, by index or as objects; hierarchies), graphology, JSON Graph
Format, Graph Commons, Oligrapher, Popolo, and lists of rows.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from ecosystem import foreign_json
from ecosystem.exchange.incoming import account as said
from ecosystem.exchange.incoming.parsed_network import BOTH_WAYS, PARENT, Cells, ParsedNetwork, rest, values
from ecosystem.exchange.incoming.tables import Tables
from ecosystem.language import _

_NODES = ("nodes", "vertices", "elements", "entities", "organisations", "organizations")
_EDGES = ("links", "edges", "connections", "relationships", "relations", "ties")
_TAILS = ("from", "source", "node1_id", "tail", "start")
_HEADS = ("to", "target", "node2_id", "head", "end")
_IDS = ("id", "_id", "key", "uuid", "guid")
_WITHIN = ("attributes", "properties", "metadata", "data", "display", "attr")
"""Fields of a node or link whose own fields are taken for those of it."""
_SAYS_LOOK = ("maps", "perspectives", "attributes", "graph", "captions")
"""Lists that say how a map is drawn, or which columns there are."""


def from_json(text: str, name: str, tables: Tables, network: ParsedNetwork) -> ParsedNetwork:
    """Read JSON of any of the shapes into a network.

    Args:
        text: The text of the file.
        name: The name of the file.
        tables: Reads rows, for JSON that is a table.
        network: The network to fill.
    """
    data = _json(text)
    if isinstance(data, list):
        return _from_list(data, name, tables, network)
    if not isinstance(data, dict):
        raise TypeError(type(data).__name__)
    return _Reader(network).read(data)


def _json(text: str) -> Any:
    """What JSON says; half of a character, which no file can hold, is refused."""
    data = foreign_json.read(text)
    if re.search(r"\\u[dD][89a-fA-F]", text) and re.search(
        "[\ud800-\udfff]", json.dumps(data, ensure_ascii=False)
    ):
        raise ValueError(_("it has half of a character, written as ‘\\ud…’"))
    return data


def _from_list(data: list[Any], name: str, tables: Tables, network: ParsedNetwork) -> ParsedNetwork:
    """Cytoscape's elements, nodes of vis-network, or rows of a table."""
    if any(isinstance(item, dict) and isinstance(item.get("data"), dict) for item in data):
        return _Reader(network).read({"elements": data})
    rows = [
        {str(key): str(value) for key, value in item.items() if value not in (None, "")}
        for item in map(_flat, data)
    ]
    return tables.from_rows(rows, name)


class _Reader:
    """Reads the shapes with nodes and edges."""

    def __init__(self, network: ParsedNetwork) -> None:
        self._network = network
        self._order: list[str] = []
        self._labels = False

    def read(self, data: Cells) -> ParsedNetwork:
        if isinstance(data.get("graphs"), list) and data["graphs"]:  # JSON Graph Format
            for graph in data["graphs"][1:]:
                self._network.account.note(said.OTHER_GRAPH, str(_title(graph)))
            return self._read_graph(data["graphs"][0])
        inner = data.get("graph")
        if isinstance(inner, dict) and any(isinstance(inner.get(name), list | dict) for name in _NODES):
            return self._read_graph({**data, **inner})
        return self._read_graph(data)

    def _read_graph(self, data: Cells) -> ParsedNetwork:
        network = self._network
        network.title = _title(data)
        network.is_list = True
        if "organizations" in data and ("memberships" in data or "persons" in data):
            self._popolo(data)
        elif "adjacency" in data:
            self._nodes(data["nodes"])
            self._adjacency(data)
        elif "children" in data and not any(name in data for name in _NODES):
            self._tree(data)
        elif isinstance(data.get("elements"), dict) or _are_cytoscape(data.get("elements")):
            self._cytoscape(data["elements"])
        else:
            self._plain(data)
        return network

    def _plain(self, data: Cells) -> None:
        name = next((name for name in _NODES if isinstance(data.get(name), list | dict)), None)
        if name is None:
            raise KeyError("nodes")
        self._labels = name == "elements" and not any(
            isinstance(element, dict) and _id(element) is not None for element in data[name]
        )
        self._nodes(data[name])
        edges_name = next((name for name in _EDGES if isinstance(data.get(name), list | dict)), "")
        edges = data.get(edges_name, ())
        for other, part in data.items():
            if isinstance(part, list) and part and other not in (name, edges_name, *_SAYS_LOOK):
                self._network.account.note(said.NOT_READ, other)
        options = data.get("options") if isinstance(data.get("options"), dict) else {}
        both = data.get("directed") is False or (options or {}).get("type") == "undirected"
        for cells in edges.values() if isinstance(edges, dict) else edges:
            self._edge(_flat(cells), both)
        about = data.get("graph") if isinstance(data.get("graph"), dict) else {}
        given = (about or {}).get("sources")
        if isinstance(given, list):
            self._network.sources = {str(source["id"]): rest(source, "id") for source in given}
        # A blueprint of Kumu's may name in its links what it does not list.
        self._network.is_list = not self._labels

    def _nodes(self, nodes: Any) -> None:
        if isinstance(nodes, dict):  # JSON Graph Format and Oligrapher have the ids outside
            named = ((key, cells if isinstance(cells, dict) else {}) for key, cells in nodes.items())
            nodes = [{"id": key, **cells} for key, cells in named]
        for place, raw in enumerate(nodes):
            self._node(_flat(raw), place)

    def _node(self, cells: Cells, place: int) -> None:
        key = _id(cells)
        if key is None:
            key = next((str(cells[name]) for name in ("label", "name") if cells.get(name)), f"\t{place}")
        own = values({name: cell for name, cell in cells.items() if name != "_id"})
        if self._network.nodes.get(key) == own:
            self._network.account.note(said.SAME_ROW, key)
        else:
            while key in self._network.nodes:
                key = f"{key}\t{place}"
            self._network.nodes[key] = own
        self._order.append(key)

    def _edge(self, cells: Cells, both: bool) -> None:
        tail, head = _end(cells, _TAILS), _end(cells, _HEADS)
        if tail is None or head is None:
            name = str(cells.get("id") or cells.get("label") or "")
            self._network.account.note(said.WIDE_EDGE, name)
            return
        ends = self._place(cells[tail]), self._place(cells[head])
        own = rest(cells, tail, head, "_id", "undirected", "is_directional")
        undirected = cells.get("undirected") is True or cells.get("is_directional") is False
        if both or undirected or (cells.get("directed") is False):
            own[BOTH_WAYS] = True
        self._network.links.append((*ends, own))

    def _place(self, end: Any) -> str:
        """Return the id that an end names: one, an object that has one, or a place in the list of nodes."""
        if isinstance(end, dict):
            end = next((end[name] for name in (*_IDS, "name", "label", "index") if name in end), "")
        key = str(end)
        is_place = isinstance(end, int) and not isinstance(end, bool) and 0 <= end < len(self._order)
        if key not in self._network.nodes and is_place:
            return self._order[int(end)]
        return key

    def _cytoscape(self, elements: Any) -> None:
        if isinstance(elements, list):
            edges = [element for element in elements if _is_edge(element)]
            nodes = [element for element in elements if not _is_edge(element)]
            elements = {"nodes": nodes, "edges": edges}
        for place, element in enumerate(elements.get("nodes", ())):
            cells = dict(element["data"])
            if cells.get("name") is not None and cells["name"] == cells.get("id"):
                del cells["name"]
            if cells.get("value") is not None and cells["value"] == cells.get("id"):
                del cells["value"]
            if "parent" in cells:
                cells[PARENT] = str(cells.pop("parent"))
            self._node(cells, place)
        for element in elements.get("edges", ()):
            self._edge(dict(element["data"]), False)

    def _adjacency(self, data: Cells) -> None:
        """Edges as networkx’s `adjacency_data` has them: a list of neighbours for each node."""
        both = data.get("directed") is False
        places = {key: place for place, key in enumerate(self._order)}
        for place, (tail, neighbours) in enumerate(zip(self._order, data["adjacency"], strict=False)):
            for raw in neighbours:
                cells = dict(raw)
                head = str(_id(cells))
                if both and places.get(head, place) < place:
                    continue  # the other end told it
                own = rest(cells, "id", "key")
                if both:
                    own[BOTH_WAYS] = True
                self._network.links.append((tail, head, own))

    def _tree(self, data: Cells) -> None:
        """A hierarchy of D3 or networkx: each is part of what it stands in."""
        waiting: list[tuple[Any, str]] = [(data, "")]
        while waiting:
            raw, parent = waiting.pop()
            cells = {name: value for name, value in _flat(raw).items() if name != "children"}
            if parent:
                cells[PARENT] = parent
            self._node(cells, len(self._order))
            below = raw.get("children") or ()
            waiting.extend((child, self._order[-1]) for child in reversed(below))

    def _popolo(self, data: Cells) -> None:
        """Organisations and their memberships of organisations. People and posts are left out."""
        account = self._network.account
        people = {str(each.get("id")) for each in data.get("persons") or ()}
        for _each in people:
            account.note(said.PEOPLE)
        for raw in data["organizations"]:
            cells = {name: value for name, value in raw.items() if not isinstance(value, list | dict)}
            cells["kind"] = cells.pop("classification", None)
            cells["founded"] = cells.pop("founding_date", None)
            cells["ended"] = cells.pop("dissolution_date", None)
            others = [each for each in raw.get("other_names") or () if isinstance(each, dict)]
            cells["aliases"] = [str(each["name"]) for each in others if each.get("name")]
            links = [each for each in raw.get("links") or () if isinstance(each, dict)]
            cells["website"] = next((each.get("url") for each in links), None)
            cells.pop("image", None)
            if parent := cells.pop("parent_id", None):
                cells[PARENT] = str(parent)
            self._node(
                {name: value for name, value in cells.items() if value not in (None, [])}, len(self._order)
            )
        for raw in data.get("memberships") or ():
            member, group = raw.get("member_id"), raw.get("organization_id")
            whose = raw.get("member_id") or raw.get("person_id")
            if raw.get("person_id") or member is None or str(member) in people or group is None:
                account.note(said.PEOPLE, count=0 if str(whose) in people else 1)
                continue
            cells = {"type": "is a member of", "role": raw.get("role") or raw.get("label")}
            cells |= {"since": raw.get("start_date"), "until": raw.get("end_date")}
            own = {name: value for name, value in cells.items() if value is not None}
            self._network.links.append((str(member), str(group), own))


def _title(data: Any) -> str:
    """Return the title of a map, from any of the places where programs keep it."""
    if not isinstance(data, dict):
        return ""
    places = [data, data.get("graph"), data.get("data"), data.get("attributes"), data.get("metadata")]
    for place in places:
        if isinstance(place, dict):
            for name in ("title", "name", "label"):
                if isinstance(place.get(name), str) and place[name] and "children" not in data:
                    return str(place[name])
    return ""


def _flat(raw: Any) -> Cells:
    """Return a node or link with the fields that it has within others beside its own."""
    if not isinstance(raw, dict):
        raise TypeError(type(raw).__name__)
    cells = {
        name: value for name, value in raw.items() if name not in _WITHIN or not isinstance(value, Mapping)
    }
    for name in _WITHIN:
        if isinstance(raw.get(name), Mapping):
            cells |= {key: value for key, value in raw[name].items() if key not in cells}
    return cells


def _id(cells: Cells) -> str | None:
    return next((str(cells[name]) for name in _IDS if cells.get(name) not in (None, "")), None)


def _end(cells: Cells, names: Iterable[str]) -> str | None:
    return next((name for name in names if cells.get(name) not in (None, "")), None)


def _is_edge(element: Any) -> bool:
    group, data = element.get("group"), element["data"]
    return bool(group == "edges" or (group != "nodes" and "source" in data and "target" in data))


def _are_cytoscape(elements: Any) -> bool:
    return isinstance(elements, list) and any(
        isinstance(element, dict) and isinstance(element.get("data"), dict) for element in elements
    )
