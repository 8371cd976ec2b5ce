"""Files of network programs → what was found: Kumu, Cytoscape and node-link JSON, GraphML and GEXF."""

import json
import re
from typing import Any

from ecosystem.exchange.incoming.parsed_network import Cells, ParsedNetwork, rest, values
from ecosystem.language import _

MOST_TAGS = 1_500_000
"""Of XML; a guard for the computer's memory, which a tag fills with a hundred times its length."""


def from_json(text: str) -> ParsedNetwork:
    """A blueprint of Kumu's, a network of Cytoscape's, or nodes and links as networkx and D3 write them."""
    data = _json(text)
    if "connections" in data:
        return _from_kumu(data)
    if "elements" in data:
        return _from_cytoscape(data)
    return _from_node_link(data)


def _json(text: str) -> Any:
    """What JSON says; half of a character, which no file can hold, is refused."""
    data = json.loads(text)
    if re.search(r"\\u[dD][89a-fA-F]", text) and re.search(
        "[\ud800-\udfff]", json.dumps(data, ensure_ascii=False)
    ):
        raise ValueError(_("it has half of a character, written as ‘\\ud…’"))
    return data


def _from_kumu(data: Any) -> ParsedNetwork:
    network = ParsedNetwork(title=str(data.get("name") or ""))
    for cells in data["elements"]:
        network.nodes[str(cells["label"])] = values(cells)
    for cells in data["connections"]:
        network.links.append((str(cells["from"]), str(cells["to"]), rest(cells, "from", "to")))
    return network


def _from_cytoscape(data: Any) -> ParsedNetwork:
    network = ParsedNetwork(title=str(data.get("data", {}).get("name") or ""))
    elements = data["elements"]
    if isinstance(elements, list):
        elements = {
            "nodes": [element for element in elements if "source" not in element["data"]],
            "edges": [element for element in elements if "source" in element["data"]],
        }
    for element in elements["nodes"]:
        network.nodes[str(element["data"]["id"])] = values(element["data"])
    for element in elements.get("edges", ()):
        network.links.append(_edge(element["data"]))
    return network


def _from_node_link(data: Any) -> ParsedNetwork:
    about = data.get("graph") or {}
    if not isinstance(about, dict):
        about = {}
    network = ParsedNetwork(title=str(about.get("title") or about.get("name") or ""))
    for cells in data["nodes"]:
        network.nodes[str(cells["id"])] = values(cells)
    for cells in data.get("links", data.get("edges", ())):
        network.links.append(_edge(cells))
    network.sources = {str(source["id"]): rest(source, "id") for source in about.get("sources", ())}
    return network


def _edge(cells: Cells) -> tuple[str, str, Cells]:
    return str(cells["source"]), str(cells["target"]), rest(cells, "source", "target")


def from_xml(text: str) -> ParsedNetwork:
    """GraphML or GEXF, whose elements differ enough to be read in one pass."""
    named: dict[tuple[str, str], str] = {}
    network = ParsedNetwork()
    owner = "node"
    for element in _root(text).iter():
        tag = _tag(element)
        if tag == "key":  # GraphML
            named["", element.get("id", "")] = element.get("attr.name", element.get("id", ""))
        elif tag == "attributes":  # GEXF
            owner = element.get("class", "node")
        elif tag == "attribute":
            named[owner, element.get("id", "")] = element.get("title", "")
        elif tag == "node":
            network.nodes[element.get("id", "")] = _xml_cells(element, "node", named)
        elif tag == "edge":
            cells = _xml_cells(element, "edge", named)
            network.links.append((element.get("source", ""), element.get("target", ""), cells))
        elif tag == "title" or (
            tag == "data" and named.get(("", element.get("key", ""))) == "title" and not network.title
        ):
            network.title = network.title or element.text or ""
    return network


def _root(text: str) -> Any:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    if text.count("<") > MOST_TAGS:
        raise ValueError(_("it has more than {limit} tags. Split it in two", limit=MOST_TAGS))
    try:
        return fromstring(text.encode(), forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise ValueError(_("it is not XML that is safe to read ({reason})", reason=str(error))) from error


def _xml_cells(element: Any, owner: str, named: dict[tuple[str, str], str]) -> Cells:
    cells = {name: value for name, value in element.attrib.items() if name in ("label", "kind")}
    if "kind" in cells:
        cells["type"] = cells.pop("kind")
    for part in element:
        if _tag(part) == "data" and part.text:
            cells[named.get(("", part.get("key", "")), "")] = part.text
        for attribute in part if _tag(part) == "attvalues" else ():
            cells[named.get((owner, attribute.get("for", "")), "")] = attribute.get("value", "")
    return cells


def _tag(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
