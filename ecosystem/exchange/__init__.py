"""The city in other programs' formats, one module each.

A format's module has `files(city)`, which returns its files by name. If the format cannot hold everything,
`LOST` names what it never holds, and `remarks(city)` says in sentences what it does not hold of this city.
`incoming` imports other programs' files, `workbook_import` an edited workbook.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ecosystem.city import City
from ecosystem.language import N_

Files = Mapping[str, str | bytes]
Lost = Mapping[str, tuple[str, ...]]
"""What an output leaves out: a description, with the models and fields (`Model` or `Model.field`)."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its module, its purpose, and whether it is binary or a folder of files."""

    module: str
    purpose: str
    binary: bool = False
    folder: bool = False


FORMATS = {
    "csv": Format(
        "csvw", N_("Folder of tables with CSVW metadata, for R, Python and any spreadsheet"), folder=True
    ),
    "cytoscape": Format("cytoscape", N_("Cytoscape and Cytoscape.js (.cyjs)")),
    "dot": Format("dot", N_("Graphviz")),
    "gexf": Format("gexf", N_("Gephi and Gephi Lite (GEXF 1.3)")),
    "graphml": Format("graphml", N_("Gephi, yEd, igraph and networkx")),
    "jsonld": Format("jsonld", N_("Linked data: W3C ORG, schema.org and PROV")),
    "kumu": Format("kumu", N_("Kumu blueprint")),
    "markdown": Format("markdown", N_("Text to read or paste")),
    "mermaid": Format("mermaid", N_("Flowchart for Markdown pages")),
    "node-link": Format("node_link", N_("Everything public as JSON, for networkx and D3")),
    "pajek": Format("pajek", N_("Pajek, and igraph and networkx (.net)")),
    "sqlite": Format(
        "sqlite", N_("Folder with a database and its metadata.json, for SQL and Datasette"), folder=True
    ),
    "workbook": Format(
        "workbook", N_("Workbook to edit in Excel or LibreOffice and import again"), binary=True
    ),
}
"""Every format by the name that `export` takes. The purposes are translated where they are shown."""


def files(name: str, city: City) -> Files:
    """Return the files of the city in a format, by name."""
    contents: Files = _module(name).files(city)
    return contents


def remarks(name: str, city: City) -> tuple[str, ...]:
    """Return sentences on what the format cannot hold or show of this city."""
    describe = getattr(_module(name), "remarks", None)
    return tuple(describe(city)) if describe else ()


def lost(name: str) -> Lost:
    """Return what the format never holds. Its files have every other public field of the model."""
    fields: Lost = getattr(_module(name), "LOST", {})
    return fields


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{FORMATS[name].module}")
