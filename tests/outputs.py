"""Every output that claims to hold all of the map, or says what it leaves out, and how to read it back.

The readers are not those of the program: other libraries, or the few lines that the format needs.
"""

import csv
import io
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any

import networkx as nx
import openpyxl
import pydot
import rdflib

from ecosystem import exchange, queries, sentences
from ecosystem.city import City, Step
from ecosystem.exchange import pajek, sqlite
from ecosystem.infographic import page, structured, view
from ecosystem.model import Section
from ecosystem.queries import profiles
from ecosystem.words import escape_markdown

Lost = Mapping[str, tuple[str, ...]]

OTHERS: dict[str, Lost] = {"page": view.LOST, "show": profiles.LOST, "search": sqlite.LOST_IN_SEARCH}
"""Outputs that are no format of `export`, with what they lose."""


def names() -> list[str]:
    return [*exchange.FORMATS, *OTHERS]


def lost(name: str) -> Lost:
    """What an output says that it loses: in words, with the fields."""
    return OTHERS[name] if name in OTHERS else exchange.lost(name)


def text_of(name: str, city: City) -> str:
    """All that an output holds, as a text."""
    match name:
        case "page":
            return _page(city)
        case "show":
            return "\n".join(_shown(city, each) for each in city)
        case "search":
            return "\n".join(_rows(database(city), "search"))
        case "sqlite":
            opened = database(city)
            tables = [row[0] for row in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return "\n".join(
                row for table in tables if not table.startswith("search") for row in _rows(opened, table)
            )
        case "workbook":
            return "\n".join(f"{cell}" for _, rows in _sheets(city).items() for row in rows for cell in row)
    return "\n".join(_text(content) for content in exchange.files(name, city).values())


def _text(content: str | bytes) -> str:
    return content if isinstance(content, str) else content.decode()


def _page(city: City) -> str:
    composed = view.compose(city)
    told = re.sub(r"<(script|style)\b.*?</\1>", "", page.render(composed), flags=re.DOTALL)
    return unescape(told) + json.dumps(structured.data(composed, ()))


def _shown(city: City, identifier: str) -> str:
    profile = queries.profile(city, identifier)
    sources = city.ecosystem.sources
    said = json.dumps([f"{profile}"], ensure_ascii=False)
    return said + "".join(sentences.citation(each) for key, each in sources.items() if f"'{key}'" in said)


def database(city: City) -> sqlite3.Connection:
    """The database of a city, in memory."""
    connection = sqlite3.connect(":memory:")
    content = exchange.files("sqlite", city)["ecosystem.db"]
    assert isinstance(content, bytes)
    connection.deserialize(content)
    return connection


def _rows(database: sqlite3.Connection, table: str) -> Iterator[str]:
    for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 (names of our own)
        yield " ; ".join(f"{cell}" for cell in row).replace("\n", " ; ")


def _sheets(city: City) -> dict[str, list[tuple[Any, ...]]]:
    content = exchange.files("workbook", city)["ecosystem.xlsx"]
    assert isinstance(content, bytes)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


# Links, read back


Ends = list[tuple[str, str]]


def links_in(name: str, city: City) -> Ends:
    """The two ends of every link that a format holds, sorted. A format without a reader here is an error."""
    if name == "markdown":
        return sorted(_in_markdown(city))
    found = READERS[name](exchange.files(name, city))
    if name == "mermaid":  # which calls the things n1, n2 …
        ids = [each for section in Section for each in city.ecosystem.section(section)]
        found = ((ids[int(tail[1:]) - 1], ids[int(head[1:]) - 1]) for tail, head in found)
    if name == "pajek":  # which calls them by their names
        called = {label: key for key, label in pajek.names(city).items()}
        found = ((called[tail], called[head]) for tail, head in found)
    return sorted(found)


def _in_markdown(city: City) -> Iterator[tuple[str, str]]:
    """Below the heading of a thing stand its links, each as its sentence."""
    links = [link for _, link in sorted((link.id, link) for link in city.ecosystem.links)]
    told = Counter[tuple[str, str]]()
    heading = ""
    for line in _only(exchange.files("markdown", city)).split("\n"):
        heading = line if line.startswith("#") else heading
        told[heading, line] += 1
    for link in links:
        said = escape_markdown(sentences.of_step(city, Step(link, forward=True)))
        key = f"### {escape_markdown(city.value(link.tail).name)}", f"- {said}"
        if told[key]:
            told[key] -= 1
            yield link.tail, link.head


def _csv(files: exchange.Files) -> Iterator[tuple[str, str]]:
    for row in csv.DictReader(io.StringIO(_text(files["links.csv"]), newline="")):
        yield row["from"], row["to"]


def _cytoscape(files: exchange.Files) -> Iterator[tuple[str, str]]:
    for edge in json.loads(_only(files))["elements"]["edges"]:
        yield edge["data"]["source"], edge["data"]["target"]


def _dot(files: exchange.Files) -> Iterator[tuple[str, str]]:
    (read,) = pydot.graph_from_dot_data(_only(files)) or []
    for edge in read.get_edges():
        yield f"{edge.get_source()}".strip('"'), f"{edge.get_destination()}".strip('"')


def _gexf(files: exchange.Files) -> Iterator[tuple[str, str]]:
    yield from _edges(nx.read_gexf(io.BytesIO(_only(files).encode()), version="1.3"))


def _graphml(files: exchange.Files) -> Iterator[tuple[str, str]]:
    yield from _edges(nx.parse_graphml(_only(files), force_multigraph=True))


def _node_link(files: exchange.Files) -> Iterator[tuple[str, str]]:
    yield from _edges(nx.node_link_graph(json.loads(_only(files)), edges="links"))


def _pajek(files: exchange.Files) -> Iterator[tuple[str, str]]:
    yield from _edges(nx.parse_pajek(_only(files)))


def _edges(read: Any) -> Iterator[tuple[str, str]]:
    yield from read.edges()


def _jsonld(files: exchange.Files) -> Iterator[tuple[str, str]]:
    read = rdflib.Graph().parse(data=_only(files), format="json-ld", publicID="https://example.org/map")
    eco = rdflib.Namespace("urn:x-ecosystem-mapper:")
    for link in read.subjects(rdflib.RDF.type, eco.Link):
        ends = (f"{read.value(link, end)}".partition("#")[2] for end in (eco["from"], eco.to))
        yield next(ends), next(ends)


def _kumu(files: exchange.Files) -> Iterator[tuple[str, str]]:
    read = json.loads(_only(files))
    ids = {element["label"]: element["id"] for element in read["elements"]}
    for connection in read["connections"]:
        yield ids[connection["from"]], ids[connection["to"]]


_ARROW = re.compile(r'  (n\d+) \S+\|".*"\| (n\d+)')


def _mermaid(files: exchange.Files) -> Iterator[tuple[str, str]]:
    """Nodes have numbers; their order is that of the sections, and of the ids within one."""
    _, _, *lines = _only(files).splitlines()
    for line in lines:
        if found := _ARROW.fullmatch(line):
            yield found[1], found[2]


def _sqlite(files: exchange.Files) -> Iterator[tuple[str, str]]:
    connection = sqlite3.connect(":memory:")
    content = files["ecosystem.db"]
    assert isinstance(content, bytes)
    connection.deserialize(content)
    yield from connection.execute('SELECT "from", "to" FROM links')


def _workbook(files: exchange.Files) -> Iterator[tuple[str, str]]:
    """The rows of the sheet of links, and what the columns of plans, priorities and actions say."""
    (content,) = files.values()
    assert isinstance(content, bytes)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)

    def rows(title: str) -> Iterator[dict[str, Any]]:
        head, *values = book[title].iter_rows(values_only=True)
        for row in values:
            yield dict(zip(map(str, head), row, strict=True))

    ids: dict[
        str, dict[str | None, str]
    ] = {}  # of a name, if need be with more after it, by the plan beside it
    for title in "Organisations", "Events", "Outputs", "Plans", "Priorities", "Actions":
        for row in rows(title):
            plan = row.get("plan")
            ids.setdefault(row["name"], {})[plan] = row["id"]
            for more in row["id"], plan, f"{plan}".partition(" (")[0]:
                ids.setdefault(f"{row['name']} ({more})", {})[None] = row["id"]

    def entry(name: str, plan: str | None = None) -> str:
        known = ids[name]
        return known[plan] if len(known) > 1 else next(iter(known.values()))

    def entries(names: str | None) -> list[str]:
        return names.split("\n") if names else []

    for row in rows("Links"):
        yield entry(row["from"], row["plan"]), entry(row["to"], row["plan"])
    for row in rows("Plans"):
        yield from ((entry(owner), row["id"]) for owner in entries(row["owners"]))
    for title in "Priorities", "Actions":
        yield from ((row["id"], entry(row["plan"])) for row in rows(title))
    for row in rows("Actions"):
        yield from ((entry(lead), row["id"]) for lead in entries(row["leads"]))
        yield from ((row["id"], entry(priority, row["plan"])) for priority in entries(row["advances"]))


def _only(files: exchange.Files) -> str:
    (content,) = files.values()
    return _text(content)


READERS: dict[str, Callable[[exchange.Files], Iterator[tuple[str, str]]]] = {
    "csv": _csv,
    "cytoscape": _cytoscape,
    "dot": _dot,
    "gexf": _gexf,
    "graphml": _graphml,
    "jsonld": _jsonld,
    "kumu": _kumu,
    "mermaid": _mermaid,
    "node-link": _node_link,
    "pajek": _pajek,
    "sqlite": _sqlite,
    "workbook": _workbook,
}
