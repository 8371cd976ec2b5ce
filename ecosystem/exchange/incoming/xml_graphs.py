"""GraphML and GEXF → what was found, as networkx, Gephi, yEd, Cytoscape and igraph write them.

XML is read by defusedxml; nothing is fetched, and no entity is expanded.
"""

from collections.abc import Iterator
from typing import Any

from ecosystem.exchange.incoming import account as said
from ecosystem.exchange.incoming.columns import is_direction
from ecosystem.exchange.incoming.parsed_network import BOTH_WAYS, PARENT, Cells, ParsedNetwork
from ecosystem.language import _
from ecosystem.words import shortened

MOST_TAGS = 1_500_000
"""Of XML; a guard for the computer's memory, which a tag fills with a hundred times its length."""
_MOST_DEFAULTS = 50
"""Columns with a value for whoever has none, which would otherwise fill memory many times over."""
_LONGEST_TAG = 40
"""Characters of a tag that a message shows."""
_YFILES = ("nodegraphics", "edgegraphics")


def from_xml(text: str, network: ParsedNetwork) -> ParsedNetwork:
    """Read GraphML or GEXF into a network."""
    root = _root(text)
    network.is_list = True
    match _tag(root).lower():
        case "gexf":
            _Gexf(network).read(root)
        case "graphml":
            _GraphML(network).read(root)
        case other:
            raise ValueError(
                _("it is neither GraphML nor GEXF. It starts with <{tag}>", tag=shortened(other, 40))
            )
    return network


def _root(text: str) -> Any:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    if text.count("<") > MOST_TAGS:
        raise ValueError(_("it has more than {limit} tags. Split it in two", limit=MOST_TAGS))
    try:
        # A document type is harmless; what it may declare, entities, is not.
        return fromstring(text.encode(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException) as error:
        raise ValueError(_("it is not XML that is safe to read ({reason})", reason=str(error))) from error


def _walk(root: Any) -> Iterator[tuple[Any, str]]:
    """Yield every element in order, with the id of the node that it stands in."""
    waiting = [(root, "")]
    while waiting:
        element, within = waiting.pop()
        yield element, within
        own = element.get("id", "") if _tag(element) == "node" else within
        waiting.extend((child, own) for child in reversed(element))


class _GraphML:
    """Reads GraphML, with yEd's labels."""

    def __init__(self, network: ParsedNetwork) -> None:
        self._network = network
        self._names: dict[str, str] = {}
        self._drawn: set[str] = set()
        self._defaults: dict[str, Cells] = {"node": {}, "edge": {}}

    def read(self, root: Any) -> None:
        both = False
        for element, within in _walk(root):
            match _tag(element):
                case "key":
                    self._key(element)
                case "graph":
                    both = element.get("edgedefault") == "undirected"
                    if not within and not self._network.title:
                        self._network.title = self._title(element)
                case "node":
                    cells = self._cells(element, "node")
                    if within:
                        cells[PARENT] = within
                    self._network.nodes[element.get("id", "")] = cells
                case "edge":
                    self._edge(element, both)
                case "hyperedge":
                    self._network.account.note(said.WIDE_EDGE, element.get("id", ""))

    def _key(self, element: Any) -> None:
        key, owner = element.get("id", ""), element.get("for", "all")
        name = element.get("attr.name")
        if element.get("yfiles.type") in _YFILES:
            self._drawn.add(key)
            return
        if name is None and element.get("yfiles.type"):
            self._names[key] = ""
            return
        self._names[key] = name or key
        default = next((part.text for part in element if _tag(part) == "default" and part.text), None)
        for part in ("node", "edge"):
            if default and owner in (part, "all") and len(self._defaults[part]) < _MOST_DEFAULTS:
                self._defaults[part][self._names[key]] = default

    def _title(self, graph: Any) -> str:
        texts = {
            self._names.get(part.get("key", ""), ""): part.text for part in graph if _tag(part) == "data"
        }
        return str(texts.get("title") or texts.get("name") or texts.get("label") or "")

    def _edge(self, element: Any, both: bool) -> None:
        cells = self._cells(element, "edge")
        directed = element.get("directed")
        if directed == "false" or (both and directed != "true"):
            cells[BOTH_WAYS] = True
        self._network.links.append((element.get("source", ""), element.get("target", ""), cells))

    def _cells(self, element: Any, owner: str) -> Cells:
        cells: Cells = dict(self._defaults[owner])
        cells |= {name: value for name, value in element.attrib.items() if name in ("label", "kind")}
        for part in element:
            if _tag(part) != "data":
                continue
            key = part.get("key", "")
            if key in self._drawn:
                label = next((text for text in map(_label, part.iter()) if text), "")
                if label:
                    cells.setdefault("label", label)
            elif part.text and part.text.strip() and (name := self._names.get(key, key)):
                cells[name] = part.text
        return cells


def _label(element: Any) -> str:
    """Return the text of a label that yEd draws, or nothing."""
    is_label = _tag(element) in ("NodeLabel", "EdgeLabel")
    return " ".join((element.text or "").split()) if is_label else ""


class _Gexf:
    """Reads GEXF 1.1 to 1.3."""

    def __init__(self, network: ParsedNetwork) -> None:
        self._network = network
        self._names: dict[tuple[str, str], str] = {}
        self._defaults: dict[str, Cells] = {"node": {}, "edge": {}}

    def read(self, root: Any) -> None:
        both = True  # what the specification says of a graph that does not
        owner = "node"
        for element, within in _walk(root):
            match _tag(element):
                case "title":
                    self._network.title = self._network.title or element.text or ""
                case "graph":
                    both = element.get("defaultedgetype", "undirected") != "directed"
                case "attributes":
                    owner = element.get("class", "node")
                case "attribute":
                    self._attribute(owner, element)
                case "node":
                    cells = self._cells(element, "node")
                    if parent := element.get("pid") or within:
                        cells[PARENT] = parent
                    self._network.nodes[element.get("id", "")] = cells
                case "edge":
                    cells = self._cells(element, "edge")
                    own = element.get("type", "").casefold()
                    if own and not is_direction(own):  # as networkx writes an attribute ‘type’
                        cells.setdefault("type", element.get("type"))
                    if (both and own != "directed") or own in ("undirected", "mutual"):
                        cells[BOTH_WAYS] = True
                    ends = element.get("source", ""), element.get("target", "")
                    self._network.links.append((*ends, cells))

    def _attribute(self, owner: str, element: Any) -> None:
        name = element.get("title", "")
        self._names[owner, element.get("id", "")] = name
        default = next((part.text for part in element if _tag(part) == "default" and part.text), None)
        defaults = self._defaults.setdefault(owner, {})
        if default and len(defaults) < _MOST_DEFAULTS:
            defaults[name] = default

    def _cells(self, element: Any, owner: str) -> Cells:
        cells: Cells = dict(self._defaults[owner])
        given = ("label", "weight", "start", "end") if owner == "edge" else ("label", "start", "end")
        cells |= {name: value for name, value in element.attrib.items() if name in given and value}
        if element.get("kind"):
            cells["type"] = element.get("kind")
        for part in element:
            tag = _tag(part)
            if tag == "attvalues":
                self._values(part, owner, cells)
            elif tag == "spells" and len(part):
                for name, spell in (("start", part[0]), ("end", part[-1])):
                    if spell.get(name):
                        cells.setdefault(name, spell.get(name))
        return cells

    def _values(self, values: Any, owner: str, cells: Cells) -> None:
        by_name: dict[str, list[str]] = {}
        for value in values:
            name = self._names.get((owner, value.get("for", "")), value.get("for", ""))
            if value.get("value"):
                by_name.setdefault(name, []).append(value.get("value"))
        for name, texts in by_name.items():  # a value that changes has several
            cells[name] = "; ".join(dict.fromkeys(texts))


def _tag(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
