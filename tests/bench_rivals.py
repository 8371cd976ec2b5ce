"""One page of a network by one library, as its documents show it: `python bench_rivals.py LIBRARY IN OUT`.

Run by the Python that has the library. What comes in is {"nodes": [[id, name]], "links": [[from, to, type]]};
for the ecosystem it is a data file.
"""

import json
import math
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from ecosystem.city import City


def ecosystem(source: str, target: str) -> None:
    from ecosystem.infographic import page, view

    city = City.load(Path(source))
    Path(target).write_text(page.render(view.compose(city)), encoding="utf-8")


def pyvis(source: str, target: str) -> None:
    data = _read(source)
    network = import_module("pyvis.network").Network(directed=True, cdn_resources="in_line")
    for identifier, name in data["nodes"]:
        network.add_node(identifier, label=name)
    for tail, head, type_ in data["links"]:
        network.add_edge(tail, head, title=type_)
    Path(target).write_text(network.generate_html(), encoding="utf-8")


def gravis(source: str, target: str) -> None:
    figure = import_module("gravis").d3(_graph(source), node_label_data_source="label")
    figure.export_html(target, overwrite=True)


def ipysigma(source: str, target: str) -> None:
    import_module("ipysigma").Sigma.write_html(_graph(source), target)


def bare(source: str, target: str) -> None:
    """The fair rival: vis-network alone, every node on a circle, nothing to calculate."""
    data = _read(source)
    folder = Path(import_module("pyvis").__file__ or "").parent / "lib" / "vis-9.1.2"
    script = (folder / "vis-network.min.js").read_text(encoding="utf-8")
    turn = 2 * math.pi / len(data["nodes"])
    radius = 8 * len(data["nodes"])
    nodes = [
        {"id": each, "label": name, "x": radius * math.sin(turn * i), "y": -radius * math.cos(turn * i)}
        for i, (each, name) in enumerate(data["nodes"])
    ]
    edges = [
        {"from": tail, "to": head, "title": type_, "arrows": "to"} for tail, head, type_ in data["links"]
    ]
    options = {"physics": False, "edges": {"smooth": False}, "layout": {"improvedLayout": False}}
    Path(target).write_text(
        "<!doctype html><html lang=en><meta charset=utf-8><title>A network</title>"
        f"<style>body{{margin:0}}#map{{height:100vh}}</style><div id=map></div><script>{script}</script>"
        f"<script>new vis.Network(document.getElementById('map'), {{nodes: {json.dumps(nodes)}, "
        f"edges: {json.dumps(edges)}}}, {json.dumps(options)})</script>",
        encoding="utf-8",
    )


def _read(source: str) -> Any:
    return json.loads(Path(source).read_text(encoding="utf-8"))


def _graph(source: str) -> Any:
    data = _read(source)
    graph = import_module("networkx").MultiDiGraph()
    graph.add_nodes_from((identifier, {"label": name}) for identifier, name in data["nodes"])
    graph.add_edges_from((tail, head, {"label": type_}) for tail, head, type_ in data["links"])
    return graph


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
