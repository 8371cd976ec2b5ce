"""The city in other programs' formats, one module each.

A format's module has `files(city)`, which gives its files by name, and where the format cannot hold
everything `LOST`, which names what it holds of no city, and `remarks(city)`, which says in sentences what it
does not hold of this one. What can be read back stands in `incoming`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ecosystem.city import City

Files = Mapping[str, str | bytes]
Lost = Mapping[str, tuple[str, ...]]
"""What an output loses: in the words of the documents, with the models and fields (`Model.field`)."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module that writes it, what it is for, and whether it needs a file or folder."""

    module: str
    purpose: str
    binary: bool = False
    folder: bool = False


FORMATS = {
    "csv": Format(
        "csvw", "a folder of tables with CSVW metadata, for R, Python and any spreadsheet", folder=True
    ),
    "cytoscape": Format("cytoscape", "Cytoscape and Cytoscape.js (.cyjs)"),
    "dot": Format("dot", "Graphviz"),
    "gexf": Format("gexf", "Gephi and Gephi Lite (GEXF 1.3)"),
    "graphml": Format("graphml", "Gephi, yEd, igraph, networkx"),
    "jsonld": Format("jsonld", "linked data: W3C ORG, schema.org, PROV"),
    "kumu": Format("kumu", "Kumu (a blueprint)"),
    "markdown": Format("markdown", "a text to read or paste"),
    "mermaid": Format("mermaid", "a picture in Markdown (a flowchart)"),
    "node-link": Format("node_link", "networkx and D3: everything public, as JSON"),
    "sqlite": Format(
        "sqlite", "a folder with a database and its metadata.json, for SQL and Datasette", folder=True
    ),
    "workbook": Format("workbook", "Excel and LibreOffice, to edit and to import again", binary=True),
}
"""Every format by the name that `export` takes."""


def files(name: str, city: City) -> Files:
    """The files of the city in a format, by name."""
    made: Files = _module(name).files(city)
    return made


def remarks(name: str, city: City) -> tuple[str, ...]:
    """What of this city the format cannot hold or show, in sentences."""
    says = getattr(_module(name), "remarks", None)
    return tuple(says(city)) if says else ()


def lost(name: str) -> Lost:
    """What the format holds of no city: every other public field of the model is in its files."""
    said: Lost = getattr(_module(name), "LOST", {})
    return said


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{FORMATS[name].module}")
