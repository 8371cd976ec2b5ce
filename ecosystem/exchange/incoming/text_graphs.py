"""GML and Pajek → what was found.

GML is read by networkx. The reader of Pajek's files is our own: networkx's merges vertices of one name, and
takes the direction from every arc when a file has edges too.
"""

import html
import re
from typing import Any

from ecosystem.exchange.incoming import account as said
from ecosystem.exchange.incoming.parsed_network import BOTH_WAYS, Cells, ParsedNetwork
from ecosystem.language import _

MOST_DEEP = 50
"""Brackets within brackets."""
_STRING = re.compile(r'"(?:\\.|[^"\\])*"', re.DOTALL)
_WORD = re.compile(r'"((?:\\.|[^"\\])*)"|(\S+)')


def from_gml(text: str, network: ParsedNetwork) -> ParsedNetwork:
    """Read GML, as networkx, Gephi, yEd and igraph write it."""
    import networkx as nx

    _refuse_deep(text)
    if not re.search(r"^\s*multigraph\s+1\b", text, re.MULTILINE):
        text = re.sub(r"(^|\n)(\s*graph\s*)\[", r"\1\2[\n  multigraph 1\n", text, count=1)
    try:
        graph: Any = nx.parse_gml(text.splitlines(), label=None)  # type: ignore[call-overload]
    except nx.NetworkXException as error:
        raise ValueError(str(error).rstrip(".")) from error
    network.title = str(graph.graph.get("title") or graph.graph.get("label") or graph.graph.get("name") or "")
    network.is_list = True
    for key, cells in graph.nodes(data=True):
        network.nodes[str(key)] = {"id": str(key), **_flat(cells)}
    for tail, head, cells in graph.edges(data=True):
        own = _flat(cells)
        if not graph.is_directed():
            own[BOTH_WAYS] = True
        network.links.append((str(tail), str(head), own))
    return network


def _flat(cells: Any) -> Cells:
    """Return the values of a node or edge; what is nested says how it is drawn, but for yEd's labels."""
    flat: Cells = {str(name): value for name, value in cells.items() if not isinstance(value, dict | list)}
    for name in ("LabelGraphics", "graphics"):
        inner = cells.get(name)
        if isinstance(inner, dict) and inner.get("text") and "label" not in flat:
            flat["label"] = inner["text"]
    return {name: html.unescape(value) if isinstance(value, str) else value for name, value in flat.items()}


def _refuse_deep(text: str) -> None:
    depth = 0
    for sign in re.findall(r"[\[\]]", _STRING.sub("", text)):
        depth += 1 if sign == "[" else -1
        if depth > MOST_DEEP:
            raise ValueError(_("it is nested too deeply"))


def from_pajek(text: str, network: ParsedNetwork) -> ParsedNetwork:
    """Read a network of Pajek: vertices, arcs, edges, lists of them and matrices."""
    network.is_list = True
    part, relation = "", ""
    row = vertices = 0
    for line in text.splitlines():
        words = [one or other for one, other in _WORD.findall(line)]
        if not words or line.startswith("%"):
            continue
        if words[0].startswith("*"):
            part = words[0][1:].lower()
            relation = words[-1] if part in ("arcs", "edges") and len(words) > 1 else ""
            relation = relation if not relation.startswith(":") else ""
            row = 0
            if part == "vertices" and len(words) > 1 and words[1].isdecimal():
                vertices = max(vertices, int(words[1][:9]))
            if part == "network" and not network.title:
                network.title = " ".join(words[1:])
        elif part == "vertices":
            label = words[1] if len(words) > 1 else words[0]
            network.nodes[words[0]] = {"id": words[0], "label": _unescaped(label)}
        elif part in ("arcs", "edges"):
            _pajek_link(network, words, relation, both=part == "edges")
        elif part in ("arcslist", "edgeslist"):
            for head in words[1:]:
                _pajek_link(network, [words[0], head], relation, both=part == "edgeslist")
        elif part == "matrix":
            row += 1
            for column, weight in enumerate(words, 1):
                if weight.strip("0.") or weight.lstrip("0.").strip("."):
                    _pajek_link(network, [str(row), str(column), weight], "", both=False)
    if not network.nodes and not network.links:
        raise ValueError(_("it has no vertices"))
    _add_unnamed(network, vertices)
    return network


def _add_unnamed(network: ParsedNetwork, vertices: int) -> None:
    """Add the vertices that the file counts and links but does not name; their name is their number."""
    unnamed = vertices - len(network.nodes)
    linked = dict.fromkeys(end for tail, head, _cells in network.links for end in (tail, head))
    for number in linked:
        if number not in network.nodes and number.isdecimal() and int(number[:9]) <= vertices:
            network.nodes[number] = {"id": number, "label": number}
            network.account.note(said.NUMBERS_AS_NAMES, number)
            unnamed -= 1
    if unnamed > 0:
        network.account.note(said.ONLY_COUNTED, count=unnamed)


def _pajek_link(network: ParsedNetwork, words: list[str], relation: str, *, both: bool) -> None:
    if len(words) < 2:
        raise ValueError(_("an arc has only one end: {line}", line=" ".join(words)))
    tail, head, *others = words
    cells: Cells = {"type": relation} if relation else {}
    if others and re.fullmatch(r"-?[0-9.]+(?:[eE]-?\d+)?", others[0]):
        cells["weight"] = others[0]
    for name, value in zip(others[1::2], others[2::2], strict=False):
        if name == "l":
            cells["type"] = _unescaped(value)
        elif name in ("type", "label", "since", "until", "role", "evidence"):
            cells[name] = _unescaped(value)
    if both:
        cells[BOTH_WAYS] = True
    network.links.append((tail, head, cells))


def _unescaped(text: str) -> str:
    return html.unescape(text.replace('\\"', '"'))
