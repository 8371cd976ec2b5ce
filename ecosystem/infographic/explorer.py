"""The free network for analysts: every entry and every link, to drag, zoom and regroup.

pyvis makes the nodes, the edges and the options, and brings vis-network, which draws them; the page around
them is ours and keeps the rules of `page`. Places are those of the wheel, three times as far apart; what the
wheel has no room for stands inside it, near what it is tied to.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from math import atan2, ceil, cos, hypot, pi, sin, sqrt

import networkx as nx
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from ecosystem import dates, graph as graphs, queries, sentences
from ecosystem.infographic import page, wheel as wheels
from ecosystem.infographic.shapes import MARKS
from ecosystem.infographic.view.directory import SECTION_TITLES
from ecosystem.infographic.wheel import Wheel
from ecosystem.model import Action, Entity, Family, Link, Node, Plan, Priority, Section, Standing

SCALE = 3.0  # the wheel's units to ours: room to drag
ROW, COLUMN = 46.0, 740.0  # pitch of the columns
APART = 60.0  # room of an entry within the wheel

TITLES = SECTION_TITLES | {
    Section.PLANS: "Plans",
    Section.PRIORITIES: "Priorities",
    Section.ACTIONS: "Actions",
}
_ROUND = "M-12 0a12 12 0 1 1 24 0a12 12 0 1 1-24 0z"
OUTLINES = {shape.value: [mark.outline, mark.inside] for shape, mark in MARKS.items()} | {
    "plan": ["M-8.5-11H4L8.5-6.5V11H-8.5z", "M-4.5-3H4.5V-.5H-4.5zM-4.5 2H4.5V4.5H-4.5z"],
    "priority": [_ROUND, _ROUND],
    "other priority": [_ROUND, ""],
    "action": ["M-11-8.5H3L12 0L3 8.5H-11z", "M-7-2H3V2H-7z"],
}
"""The marks of the legend, and those of what has no kind there."""

DASHES: dict[Standing, list[float]] = {
    Standing.PLANNED: [7, 5],
    Standing.INFERRED: [1.5, 4],
    Standing.DISPUTED: [9, 4, 2, 4],
}

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

Point = tuple[float, float]


def render(graph: "nx.MultiDiGraph[str]") -> str:
    """The whole page."""
    about = graphs.ecosystem_of(graph).about
    vis = library()
    return _template().render(
        about=about,
        edition=dates.words(about.edition),
        policy=page.policy(style(), script(), vis),
        style=Markup(style()),
        vis=Markup(vis),
        script=Markup(script()),
        data=page.json_block(compose(graph)),
    )


@cache
def style() -> str:
    return "\n".join(_text(name) for name in ("theme.css", "page.css", "explorer.css"))


@cache
def script() -> str:
    return _text("explorer.js")


@cache
def library() -> str:
    """vis-network as pyvis brings it, its notice included.

    Lines end as a browser ends them before it takes the hash. The address of its source map goes, so that
    no tool asks for it.
    """
    file = resources.files("pyvis").joinpath("lib", "vis-9.1.2", "vis-network.min.js")
    return file.read_text(encoding="utf-8").partition("//# sourceMappingURL=")[0]


def _text(name: str) -> str:
    """An asset as text: the template parser would take `{#` in CSS for a comment."""
    return (page.HERE / name).read_text(encoding="utf-8").strip()


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(page.HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("explorer.html.jinja")


def compose(graph: "nx.MultiDiGraph[str]") -> dict[str, object]:
    """All that the script needs, in an order that the order of the file does not change."""
    ecosystem = graphs.ecosystem_of(graph)
    gathers = wheels.is_large(graph)
    wheel = wheels.gather(graph) if gathers else wheels.draw(graph)
    legend = _legend(graph)
    kinds = {key: index for index, key in enumerate(legend)}
    cited = sorted({source for link in ecosystem.links for source in link.sources})
    numbers = {source: index for index, source in enumerate(cited)}
    columns, headings = ({}, []) if gathers else _columns(graph, kinds)
    bold = {spoke.id for spoke in wheel.spokes if spoke.bold}
    entries = sorted(graph)
    families = {graphs.link_type(graph, link).family for link in ecosystem.links}
    standings = {link.standing for link in ecosystem.links}
    return {
        "gathers": gathers,
        "network": _network(graph, _places(graph, wheel), _radii(graph)),
        "things": {each: _thing(graph, each, kinds, bold=each in bold) for each in entries},
        "links": {
            link.id: {
                "sentence": sentences.of_link(graph, link),
                "family": graphs.link_type(graph, link).family.value,
                "standing": sentences.STANDING_WORDS[link.standing],
                "evidence": link.evidence or "",
                "sources": [numbers[source] for source in link.sources],
            }
            for link in _links(graph)
        },
        "order": {each: [step.link.id for step in queries.links_of(graph, each)] for each in entries},
        "sources": [sentences.citation(ecosystem.sources[source]) for source in cited],
        "kinds": list(legend.values()),
        "families": [family.value for family in Family if family in families],
        "standings": [
            [standing.value, sentences.STANDING_WORDS[standing], DASHES.get(standing, [])]
            for standing in Standing
            if standing in standings
        ],
        "marks": OUTLINES,
        "columns": columns,
        "headings": headings,
        "arcs": [] if gathers else [[arc.hue.value, arc.path] for arc in wheel.arcs],
        "rim": sorted(_radii(graph)),
        "ring": wheel.ring * SCALE,
        "scale": SCALE,
        "row": ROW,
    }


def _radii(graph: "nx.MultiDiGraph[str]") -> dict[str, float]:
    """Of every entity of the rim, the radius of its mark."""
    return {
        each: wheels.radius(graph.degree(each))
        for each in graph
        if isinstance(graphs.value(graph, each), Entity)
    }


def _links(graph: "nx.MultiDiGraph[str]") -> list[Link]:
    return sorted(graphs.ecosystem_of(graph).links, key=lambda link: link.id)


def _network(
    graph: "nx.MultiDiGraph[str]", places: Mapping[str, Point], radii: Mapping[str, float]
) -> dict[str, object]:
    """The nodes, edges and options of vis-network, made by pyvis. Every link is an edge of its own."""
    from pyvis.network import Network  # costs 0.3 s: only where it draws

    network = Network(directed=True)
    network.node_ids = _Ids()
    network.set_options(json.dumps(OPTIONS))
    for identifier in sorted(graph):
        x, y = places[identifier]
        network.add_node(
            identifier,
            label=graphs.value(graph, identifier).label,
            shape="custom",
            group=graphs.section(graph, identifier).value,
            size=radii.get(identifier, 7.0),
            x=round(x, 1),
            y=round(y, 1),
        )
    lanes: dict[frozenset[str], int] = {}
    for link in _links(graph):
        pair = frozenset((link.tail, link.head))
        lane = lanes[pair] = lanes.get(pair, -1) + 1
        network.add_edge(
            link.tail,
            link.head,
            id=link.id,
            hue=_hue(graph, link),
            dashes=DASHES.get(link.standing, False),
            width=2 if link.standing is Standing.CONFIRMED else 1.1,
            smooth=_bend(places[link.tail], places[link.head], lane),
        )
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


class _Ids(dict[str, None]):
    """The ids pyvis knows, quick to look up: it looks for both ends of every edge, by default in a list."""

    def append(self, identifier: str) -> None:
        self[identifier] = None


def _hue(graph: "nx.MultiDiGraph[str]", link: Link) -> str:
    """The colour of a link: a priority's, or that of its less connected end."""
    ends = sorted((link.tail, link.head), key=lambda end: (graph.degree(end), end))
    if any(graphs.section(graph, end) is Section.PRIORITIES for end in ends):
        return "accent"
    kind = getattr(graphs.value(graph, ends[0]), "kind", None)
    return graphs.ecosystem_of(graph).kinds[kind].hue.value if kind else "slate"


def _bend(tail: Point, head: Point, lane: int) -> dict[str, object]:
    """A curve towards the middle of the wheel, flatter the longer it is; parallel links lie side by side."""
    across = (head[0] - tail[0]) * -tail[1] - (head[1] - tail[1]) * -tail[0]
    length = hypot(head[0] - tail[0], head[1] - tail[1])
    radius = max(hypot(*tail), hypot(*head), 1.0)
    roundness = 0.05 + 0.3 * max(0.0, 1 - length / (2 * radius)) + 0.09 * lane
    side = "curvedCW" if across < 0 else "curvedCCW"
    return {"enabled": True, "type": side, "roundness": round(min(roundness, 1.0), 2)}


# --- what is said of an entry


def _legend(graph: "nx.MultiDiGraph[str]") -> dict[str, dict[str, object]]:
    """The kinds that have entries, then plans, priorities and actions, by a key of our own."""
    ecosystem = graphs.ecosystem_of(graph)
    counts: dict[str, int] = {}
    for identifier in graph:
        key = _kind_key(graph, identifier)
        counts[key] = counts.get(key, 0) + 1
    chosen = ecosystem.plans[ecosystem.about.plan].label if ecosystem.about.plan else ""
    rows = {
        f"kind {kind.id}": {
            "label": kind.label,
            "plural": kind.plural,
            "hue": kind.hue.value,
            "mark": kind.shape.value,
            "section": TITLES[kind.section],
        }
        for kind in ecosystem.kinds.values()
    } | {
        mark: {"label": label, "plural": plural, "hue": hue, "mark": mark, "section": "Plans and actions"}
        for mark, label, plural, hue in (
            ("plan", "plan", "Plans", "slate"),
            ("priority", "priority", f"Priorities: {chosen}", "accent"),
            ("other priority", "priority", "Other priorities" if chosen else "Priorities", "accent"),
            ("action", "action", "Actions", "slate"),
        )
    }
    return {key: {**row, "count": counts[key]} for key, row in rows.items() if key in counts}


def _kind_key(graph: "nx.MultiDiGraph[str]", identifier: str) -> str:
    value = graphs.value(graph, identifier)
    match value:
        case Plan():
            return "plan"
        case Priority(plan=plan):
            return "priority" if plan == graphs.ecosystem_of(graph).about.plan else "other priority"
        case Action():
            return "action"
    return f"kind {value.kind}"


def _thing(
    graph: "nx.MultiDiGraph[str]", identifier: str, kinds: Mapping[str, int], *, bold: bool
) -> dict[str, object]:
    value = graphs.value(graph, identifier)
    also = [name for name in queries.names(value) if name not in (value.id, value.name)]
    thing: dict[str, object] = {
        "label": value.label,
        "name": value.name,
        "also": list(dict.fromkeys(also)),
        "kind": kinds[_kind_key(graph, identifier)],
        "text": _summary(graph, value),
    }
    if bold:
        thing["bold"] = True
    if isinstance(value, Priority):
        thing["number"] = value.number
    return thing


def _summary(graph: "nx.MultiDiGraph[str]", value: Node) -> str:
    match value:
        case Entity():
            return value.purpose or ""
        case Priority():
            return f"Of {graphs.value(graph, value.plan).label}. {value.summary or ''}".strip()
        case Plan():
            return value.summary or ""
    lead = f" Lead: {value.lead_text}." if value.lead_text else ""
    when = f" When: {value.timescale}." if value.timescale else ""
    return f"Of {graphs.value(graph, value.plan).label}.{lead}{when}"


# --- places


def _places(graph: "nx.MultiDiGraph[str]", wheel: Wheel) -> dict[str, Point]:
    """As on the wheel; priorities and actions that it leaves out ring the hub, and plans stand in it.

    Where kinds are gathered, their entities have no place until the script opens one.
    """
    places = {each.id: (each.x * SCALE, each.y * SCALE) for each in wheel.spokes}
    if wheel.knots:
        places |= dict.fromkeys(_radii(graph), (0.0, 0.0))
    places |= {each.priority.id: (each.x * SCALE, each.y * SCALE) for each in wheel.hub_marks}
    rest = sorted(set(graph) - set(places))
    plans = [each for each in rest if graphs.section(graph, each) is Section.PLANS]
    others = [each for each in rest if each not in set(plans)]
    hub, inner, outer = wheel.hub * SCALE, (wheel.hub + 24) * SCALE, (wheel.ring - 40) * SCALE
    places |= _ring(others, _wanted(graph, others, places), inner, outer, at=0.55)
    places |= _ring(plans, _wanted(graph, plans, places), 0.2 * hub, 0.75 * hub, at=0.4)
    return places


def _wanted(
    graph: "nx.MultiDiGraph[str]", entries: Sequence[str], places: Mapping[str, Point]
) -> dict[str, float]:
    """The direction in which each entry's neighbours lie."""
    wanted = {}
    for index, entry in enumerate(entries):
        near = [places[other] for other in sorted(nx.all_neighbors(graph, entry)) if other in places]
        x, y = (sum(point[axis] for point in near) for axis in (0, 1))
        wanted[entry] = atan2(y, x) if hypot(x, y) > 1e-6 else 2 * pi * index / len(entries) - pi
    return {entry: round(angle, 6) for entry, angle in wanted.items()}


def _ring(
    entries: Sequence[str], wanted: Mapping[str, float], inner: float, outer: float, *, at: float
) -> dict[str, Point]:
    """The entries evenly round the middle, in the order of their wanted directions; many on several rings."""
    order = sorted(entries, key=lambda each: (wanted[each], each))
    if not order:
        return {}
    radius = inner + at * (outer - inner)
    rings = min(ceil(len(order) * APART / (2 * pi * radius)), 12)
    step = 2 * pi / len(order)
    turns = [wanted[each] - index * step for index, each in enumerate(order)]
    turn = atan2(sum(map(sin, turns)), sum(map(cos, turns)))
    places = {}
    for index, each in enumerate(order):
        far = radius if rings == 1 else inner + (outer - inner) * (index % rings) / (rings - 1)
        places[each] = (far * cos(turn + index * step), far * sin(turn + index * step))
    return places


def _columns(
    graph: "nx.MultiDiGraph[str]", kinds: Mapping[str, int]
) -> tuple[dict[str, list[float]], list[list[object]]]:
    """Every entry under the heading of its section, in columns that together fill a wide screen."""

    def order(identifier: str) -> tuple[int, str, int, str, str]:
        value = graphs.value(graph, identifier)
        plan = getattr(value, "plan", "")
        number = value.number if isinstance(value, Priority) else 0
        name = "" if plan else value.label.casefold()
        return kinds[_kind_key(graph, identifier)], plan, number, name, identifier

    ordered = sorted(graph, key=lambda each: (list(Section).index(graphs.section(graph, each)), order(each)))
    count = max(1, round(sqrt(len(ordered) * 1.7 * ROW / COLUMN)))
    tall = max(8, ceil((len(ordered) + 2 * len(Section)) / count))
    places: dict[str, list[float]] = {}
    headings: list[list[object]] = []
    heights = [0] * count
    for section, entries in groupby(ordered, key=lambda each: graphs.section(graph, each)):
        for block in _blocks(list(entries), tall):
            column = min(range(count), key=heights.__getitem__)
            top = heights[column] + 1
            headings.append([TITLES[section], column * COLUMN, top * ROW])
            for row, entry in enumerate(block, top + 1):
                places[entry] = [column * COLUMN, row * ROW]
            heights[column] = top + len(block) + 1
    return places, headings


def _blocks(entries: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (entries[start : start + size] for start in range(0, len(entries), size))
