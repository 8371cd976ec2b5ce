"""A SQLite database (https://www.sqlite.org/fileformat.html) and Datasette's metadata.json beside it.

Every thing is a row of `nodes` with the columns of `flat`, every link a row of `links`; lists have tables
of their own (`aliases`, `facts`, `node_sources`, `link_sources`, `progress`), joined by foreign keys, and
`search` is an FTS5 index of all names, purposes, facts and evidence. Parallel links are rows of their own.
Lost: the parts of measures, which become a sentence. The bytes are the same for the same data and the
same version of SQLite, which writes its number into the file.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from ecosystem import __version__, sentences
from ecosystem.city import City
from ecosystem.exchange import flat
from ecosystem.files import OURS, SQLITE_MARK
from ecosystem.model import Action, Ecosystem, Entity, Node, Priority, Progress, Section

_NODE_COLUMNS = tuple(name for name in flat.NODE_COLUMNS if name not in flat.LISTS)
_LINK_COLUMNS = tuple(name for name in flat.LINK_COLUMNS if name not in flat.LISTS)

_TABLES = """
CREATE TABLE about (field TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE kinds (id TEXT PRIMARY KEY, section TEXT NOT NULL, label TEXT NOT NULL, plural TEXT NOT NULL,
  shape TEXT NOT NULL, hue TEXT NOT NULL);
CREATE TABLE link_types (id TEXT PRIMARY KEY, label TEXT NOT NULL, inverse TEXT NOT NULL,
  family TEXT NOT NULL, carries INTEGER NOT NULL, moment INTEGER NOT NULL, means TEXT);
CREATE TABLE sources (id TEXT PRIMARY KEY, title TEXT NOT NULL, publisher TEXT NOT NULL, date TEXT,
  date_text TEXT, url TEXT, file TEXT, note TEXT);
CREATE TABLE aliases (node TEXT NOT NULL REFERENCES nodes (id), alias TEXT NOT NULL);
CREATE TABLE node_sources (node TEXT NOT NULL REFERENCES nodes (id),
  source TEXT NOT NULL REFERENCES sources (id), PRIMARY KEY (node, source));
CREATE TABLE link_sources (link TEXT NOT NULL REFERENCES links (id),
  source TEXT NOT NULL REFERENCES sources (id), PRIMARY KEY (link, source));
CREATE TABLE facts (id INTEGER PRIMARY KEY, node TEXT NOT NULL REFERENCES nodes (id), text TEXT NOT NULL,
  period TEXT, period_text TEXT, standing TEXT NOT NULL);
CREATE TABLE fact_sources (fact INTEGER NOT NULL REFERENCES facts (id),
  source TEXT NOT NULL REFERENCES sources (id), PRIMARY KEY (fact, source));
CREATE TABLE progress (id INTEGER PRIMARY KEY, node TEXT NOT NULL REFERENCES nodes (id), date TEXT NOT NULL,
  state TEXT NOT NULL, note TEXT, evidenced INTEGER NOT NULL);
CREATE TABLE progress_sources (progress INTEGER NOT NULL REFERENCES progress (id),
  source TEXT NOT NULL REFERENCES sources (id), evidence INTEGER NOT NULL);
CREATE TABLE disputes (id INTEGER PRIMARY KEY, about TEXT NOT NULL REFERENCES nodes (id),
  question TEXT NOT NULL, note TEXT);
CREATE TABLE claims (id INTEGER PRIMARY KEY, dispute INTEGER NOT NULL REFERENCES disputes (id),
  claim TEXT NOT NULL, sources TEXT NOT NULL);
CREATE INDEX links_tail ON links ("from");
CREATE INDEX links_head ON links ("to");
CREATE VIRTUAL TABLE search USING fts5 (id UNINDEXED, what UNINDEXED, name, text);
"""


def files(city: City) -> dict[str, str | bytes]:
    return {"ecosystem.db": database(city), "metadata.json": _metadata(city.ecosystem)}


def database(city: City) -> bytes:
    """The city as a database."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA application_id = {int.from_bytes(SQLITE_MARK)}")
        connection.executescript(_main_tables() + _TABLES)
        with connection:
            connection.execute("PRAGMA defer_foreign_keys = ON")
            _fill(connection, city)
        connection.execute("VACUUM")
        return connection.serialize()
    finally:
        connection.close()


def _main_tables() -> str:
    nodes = ", ".join(_declared(name, {"kind": " REFERENCES kinds (id)"}) for name in _NODE_COLUMNS)
    joins = {
        "from": " REFERENCES nodes (id)",
        "to": " REFERENCES nodes (id)",
        "type": " REFERENCES link_types (id)",
    }
    links = ", ".join(_declared(name, joins) for name in _LINK_COLUMNS)
    return f"CREATE TABLE nodes ({nodes}); CREATE TABLE links ({links});"


def _declared(name: str, joins: dict[str, str]) -> str:
    if name == "id":
        return "id TEXT PRIMARY KEY"
    needed = " NOT NULL" if name in ("section", "label", "from", "to", "type", "standing") else ""
    return f'"{name}" {"INTEGER" if name in flat.NUMBERS else "TEXT"}{needed}{joins.get(name, "")}'


def _fill(connection: sqlite3.Connection, city: City) -> None:
    ecosystem = city.ecosystem
    about = ecosystem.about
    fields = ("title", "place", "edition", "summary", "licence", "language", "plan", "method")
    said = [(name, getattr(about, name)) for name in fields if getattr(about, name)]
    _insert(connection, "about", [*said, ("generator", f"{OURS} {__version__}")])
    _insert(
        connection,
        "kinds",
        (
            (each.id, each.section, each.label, each.plural, each.shape, each.hue)
            for each in ecosystem.kinds.values()
        ),
    )
    _insert(
        connection,
        "link_types",
        (
            (each.id, each.label, each.inverse, each.family, each.carries, each.moment, each.means)
            for _, each in sorted(ecosystem.link_types.items())
        ),
    )
    _insert(
        connection,
        "sources",
        (
            (each.id, each.title, each.publisher, each.date, each.date_text, each.url, each.file, each.note)
            for _, each in sorted(ecosystem.sources.items())
        ),
    )
    _insert(connection, "nodes", (_values(row, _NODE_COLUMNS) for row in flat.nodes(city)))
    links = flat.links(city)
    _insert(connection, "links", (_values(row, _LINK_COLUMNS) for row in links))
    _insert(
        connection,
        "link_sources",
        (
            (link.id, each)
            for link in sorted(ecosystem.links, key=lambda link: link.id)
            for each in link.sources
        ),
    )
    nodes = [node for section in Section for _, node in sorted(ecosystem.section(section).items())]
    _insert(connection, "aliases", ((node.id, alias) for node in nodes for alias in node.aliases))
    _insert(
        connection,
        "node_sources",
        (
            (node.id, each)
            for node in nodes
            for each in (node.cited if isinstance(node, Entity) else node.sources)
        ),
    )
    _fill_facts(connection, nodes)
    _fill_progress(connection, nodes)
    _fill_disputes(connection, ecosystem)
    _insert(connection, "search", _searched(nodes, links))


def _fill_facts(connection: sqlite3.Connection, nodes: list[Node]) -> None:
    facts = [(node.id, fact) for node in nodes if isinstance(node, Entity) for fact in node.facts]
    numbered = list(enumerate(facts, 1))
    _insert(
        connection,
        "facts",
        (
            (place, node, fact.text, fact.period, fact.period_text, fact.standing)
            for place, (node, fact) in numbered
        ),
    )
    _insert(
        connection, "fact_sources", ((place, each) for place, (_, fact) in numbered for each in fact.sources)
    )


def _fill_progress(connection: sqlite3.Connection, nodes: list[Node]) -> None:
    entries = [
        (node.id, each) for node in nodes if isinstance(node, Priority | Action) for each in node.progress
    ]
    numbered: list[tuple[int, tuple[str, Progress]]] = list(enumerate(entries, 1))
    _insert(
        connection,
        "progress",
        (
            (place, node, each.date, each.state, each.note, bool(each.evidence))
            for place, (node, each) in numbered
        ),
    )
    for evidence in (False, True):
        _insert(
            connection,
            "progress_sources",
            (
                (place, source, evidence)
                for place, (_, each) in numbered
                for source in (each.evidence if evidence else each.sources)
            ),
        )


def _fill_disputes(connection: sqlite3.Connection, ecosystem: Ecosystem) -> None:
    numbered = list(enumerate(ecosystem.disputes, 1))
    _insert(
        connection, "disputes", ((place, each.about, each.question, each.note) for place, each in numbered)
    )
    claims = [(place, claim) for place, each in numbered for claim in each.claims]
    _insert(
        connection,
        "claims",
        (
            (number, place, claim.claim, flat.SEPARATOR.join(claim.sources))
            for number, (place, claim) in enumerate(claims, 1)
        ),
    )


def _searched(nodes: list[Node], links: list[flat.Row]) -> Iterator[tuple[Any, ...]]:
    for node in nodes:
        names = [node.name, node.short, *node.aliases]
        texts = [
            getattr(node, field, None) for field in ("purpose", "summary", "objective", "outcome", "note")
        ]
        texts += [sentences.of_fact(fact) for fact in node.facts] if isinstance(node, Entity) else []
        yield node.id, "node", "\n".join(filter(None, names)), "\n".join(filter(None, texts))
    for row in links:
        yield row["id"], "link", row["sentence"], row.get("evidence", "")


def _values(row: flat.Row, columns: tuple[str, ...]) -> list[Any]:
    return [None if (cell := row.get(name)) is None else flat.scalar(cell) for name in columns]


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Iterable[Any]]) -> None:
    made = [tuple(row) for row in rows]
    if made:
        marks = ", ".join("?" * len(made[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", made)  # noqa: S608 (our own names)


def _metadata(ecosystem: Ecosystem) -> str:
    about = ecosystem.about
    sources = {"source": f"{len(ecosystem.sources)} documents and pages, in the table “sources”"}
    tables = {
        "nodes": {"label_column": "label", "description": "Everything on the map"},
        "links": {
            "label_column": "sentence",
            "description": "How things are connected, each with its standing",
        },
        "sources": {"label_column": "title", "description": "What the map rests on"},
        "facts": {"label_column": "text"},
    }
    document = {
        "title": about.title,
        "description": f"Edition {about.edition}, made by {OURS} {__version__}. {about.summary}",
        "license": about.licence,
        **sources,
        "databases": {"ecosystem": {"tables": tables}},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
