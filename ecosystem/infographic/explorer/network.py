"""The nodes, the edges and the options of vis-network, made by pyvis."""

import json
from collections.abc import Mapping
from math import hypot

from ecosystem.city import City
from ecosystem.infographic.explorer.positions import Point
from ecosystem.infographic.theme import dashes
from ecosystem.model import Basis, Link, Section

BEND = {"least": 0.05, "most": 0.3}
"""The roundness of a curve across the wheel, and how much more a short one has. The script uses it too."""

OPTIONS: dict[str, object] = {
    "autoResize": True,
    "width": "100%",
    "height": "100%",
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {"chosen": False, "color": {"inherit": False}, "selectionWidth": 0, "hoverWidth": 0},
    # The page keeps its wheel and its keys: the explorer's script zooms by button and by Ctrl and wheel.
    "interaction": {"keyboard": False, "zoomView": False, "hover": False, "selectConnectedEdges": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "physics": {
        "enabled": False,
        "stabilization": {"enabled": False},
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {
            "gravitationalConstant": -170,
            "centralGravity": 0.008,
            "springLength": 130,
            "springConstant": 0.05,
            "damping": 0.6,
            "avoidOverlap": 0.4,
        },
    },
}


def links(city: City) -> list[Link]:
    """Every link, in an order that the order of the file does not change."""
    return sorted(city.ecosystem.links, key=lambda link: link.id)


def draw(city: City, places: Mapping[str, Point], radii: Mapping[str, float]) -> dict[str, object]:
    """All three, with every entry as a node and every link as an edge of its own."""
    from pyvis.network import Network  # costs 0.3 s: only where it draws

    network = Network(directed=True)
    network.node_ids = _Ids()
    network.set_options(json.dumps(OPTIONS))
    for identifier in sorted(city):
        x, y = places[identifier]
        network.add_node(
            identifier,
            label=city.label(identifier),
            shape="custom",
            group=city.section(identifier).value,
            size=radii.get(identifier, 7.0),
            x=round(x, 1),
            y=round(y, 1),
        )
    lanes: dict[frozenset[str], int] = {}
    for link in links(city):
        pair = frozenset((link.tail, link.head))
        lane = lanes[pair] = lanes.get(pair, -1) + 1
        network.add_edge(
            link.tail,
            link.head,
            id=link.id,
            hue=_hue(city, link),
            dashes=dashes()[city.basis(link)] or False,
            width=2 if city.basis(link) is Basis.CONFIRMED else 1.1,
            smooth=_bend(places[link.tail], places[link.head], lane),
        )
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


class _Ids(dict[str, None]):
    """The ids pyvis knows, quick to look up: it looks for both ends of every edge, by default in a list."""

    def append(self, identifier: str) -> None:
        self[identifier] = None


def _hue(city: City, link: Link) -> str:
    """The colour of a link: a priority's, or that of its less connected end."""
    ends = sorted((link.tail, link.head), key=lambda end: (city.degree(end), end))
    if any(city.section(end) is Section.PRIORITIES for end in ends):
        return "accent"
    kind = getattr(city.value(ends[0]), "kind", None)
    return city.ecosystem.kinds[kind].hue.value if kind else "slate"


def _bend(tail: Point, head: Point, lane: int) -> dict[str, object]:
    """A curve towards the middle of the wheel, flatter the longer it is; parallel links lie side by side."""
    across = (head[0] - tail[0]) * -tail[1] - (head[1] - tail[1]) * -tail[0]
    length = hypot(head[0] - tail[0], head[1] - tail[1])
    radius = max(hypot(*tail), hypot(*head), 1.0)
    roundness = BEND["least"] + BEND["most"] * max(0.0, 1 - length / (2 * radius)) + 0.09 * lane
    side = "curvedCW" if across < 0 else "curvedCCW"
    return {"enabled": True, "type": side, "roundness": round(min(roundness, 1.0), 2)}
