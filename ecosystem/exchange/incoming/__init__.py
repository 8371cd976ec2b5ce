"""Another program's file → the text of a new data file, and what could not be carried.

CSV (pairs, one link to a row, or the folder that `export csv` writes), Kumu blueprints, GraphML, GEXF,
Cytoscape and node-link JSON are read by `tables` and `networks` to the same things: nodes and edges with
named values. Values that have the name of a field of the data file become that field (see `builder`), so
that what `export` wrote comes back; a vocabulary is guessed from the types found. XML is read by defusedxml;
nothing is fetched and no entity is expanded.
"""

from pathlib import Path

from ecosystem import dataset
from ecosystem.errors import FileAccessError, InvalidDataError
from ecosystem.exchange.incoming import networks, tables
from ecosystem.exchange.incoming.builder import Builder
from ecosystem.exchange.incoming.file_text import reading, text_of
from ecosystem.exchange.incoming.parsed_network import ParsedNetwork, bounded
from ecosystem.exchange.incoming.yaml_text import written
from ecosystem.language import _

__all__ = ["ParsedNetwork", "parse", "read", "written"]


def read(path: Path) -> tuple[str, list[str]]:
    """Return the text of a data file, and remarks on what could not be imported.

    Raises:
        FileAccessError: The file cannot be read, or its format is unknown.
    """
    network = _network(path)
    name = path.name.encode(errors="backslashreplace").decode()  # a text in UTF-8 can hold it
    document, remarks = Builder(network, name).document()
    text = written(document, name)
    try:
        dataset.parse(text, name)
    except InvalidDataError as error:
        remarks += [
            _("Correct this in the new file: {problem}", problem=problem) for problem in error.problems
        ]
    return text, [*network.remarks, *remarks]


def _network(path: Path) -> ParsedNetwork:
    if path.is_dir():
        return tables.from_folder(path)
    if path.suffix.lower() == ".xlsx":
        return tables.from_sheets(path)
    return parse(text_of(path), path.name)


def parse(text: str, name: str) -> ParsedNetwork:
    """Return the network in the text of a file. The ending of its name gives the format."""
    ending = name.lower().rpartition(".")[2]
    with reading(name, ending):
        if ending == "csv":
            return bounded(tables.from_csv(text))
        if ending in ("graphml", "gexf", "xml"):
            return bounded(networks.from_xml(text))
        if ending in ("json", "cyjs"):
            return bounded(networks.from_json(text))
    raise FileAccessError(
        _(
            "{file} has none of these endings: .csv, .graphml, .gexf, .cyjs, .json, .xlsx. "
            "Import such a file, or the folder of export csv.",
            file=name,
        )
    )
