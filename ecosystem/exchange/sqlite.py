"""A SQLite database (https://www.sqlite.org/fileformat.html) and Datasette's metadata.json beside it.

Every thing is a row of `nodes` with the columns of `flat`, every link a row of `links`; lists have tables
of their own (`aliases`, `facts`, `node_sources`, `link_sources`, `progress`), joined by foreign keys; `place`
is where in the source; and
`search` is an FTS5 index of all names, purposes, facts and evidence. Parallel links are rows of their own.
Lost: the parts of measures, which become a sentence. The bytes are the same for the same data and the
same version of SQLite, which writes its number into the file.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Set
from typing import Any

from ecosystem import __version__, sentences
from ecosystem.city import City
from ecosystem.exchange import flat
from ecosystem.files import OURS
from ecosystem.language import _, plural
from ecosystem.model import (
    About,
    Action,
    Claim,
    Dispute,
    Ecosystem,
    Entity,
    Fact,
    Kind,
    LinkType,
    Node,
    Priority,
    Progress,
    Section,
    Source,
    Value,
)
from ecosystem.model.descriptions import Field, Form, described_fields, every_field, shown_fields

_TABLES_OF_THEIR_OWN = {"aliases", "sources", "facts", "progress", "owners", "leads", "advances"}
"""Lists of nodes and links that have tables of their own, or are links."""
_NODE_COLUMNS = tuple(name for name in flat.NODE_COLUMNS if name not in _TABLES_OF_THEIR_OWN)
_LINK_COLUMNS = tuple(name for name in flat.LINK_COLUMNS if name not in _TABLES_OF_THEIR_OWN)


def _columns(model: type[Value]) -> tuple[Field, ...]:
    """Return the fields that are columns of a model’s table: all but those with tables of their own."""
    return tuple(
        field
        for field in described_fields(model)
        if not field.entry and not (field.many and field.refers == "sources")
    )


def _typed(model: type[Value]) -> str:
    """Return the columns of a model’s table."""
    return ", ".join(
        f'"{field.written}" {_TYPES.get(field.form, "TEXT") if not field.many else "TEXT"}'
        + (" PRIMARY KEY" if field.name == "id" else "")
        + (" REFERENCES nodes (id)" if field.refers == "nodes" and not field.many else "")
        + (" NOT NULL" if field.name != "id" and (field.required or field.form is Form.TRUTH) else "")
        for field in _columns(model)
    )


_TYPES = {Form.WHOLE: "INTEGER", Form.TRUTH: "INTEGER", Form.NUMBER: "REAL"}

_TABLES = f"""
CREATE TABLE about (field TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE kinds ({_typed(Kind)});
CREATE TABLE link_types ({_typed(LinkType)});
CREATE TABLE sources ({_typed(Source)});
CREATE TABLE aliases (node TEXT NOT NULL REFERENCES nodes (id), alias TEXT NOT NULL);
CREATE TABLE node_sources (node TEXT NOT NULL REFERENCES nodes (id),
  source TEXT NOT NULL REFERENCES sources (id), place TEXT, PRIMARY KEY (node, source, place));
CREATE TABLE link_sources (link TEXT NOT NULL REFERENCES links (id),
  source TEXT NOT NULL REFERENCES sources (id), place TEXT, PRIMARY KEY (link, source, place));
CREATE TABLE facts (id INTEGER PRIMARY KEY, node TEXT NOT NULL REFERENCES nodes (id), {_typed(Fact)});
CREATE TABLE fact_sources (fact INTEGER NOT NULL REFERENCES facts (id),
  source TEXT NOT NULL REFERENCES sources (id), place TEXT, PRIMARY KEY (fact, source, place));
CREATE TABLE progress (id INTEGER PRIMARY KEY, node TEXT NOT NULL REFERENCES nodes (id),
  {_typed(Progress)}, evidenced INTEGER NOT NULL);
CREATE TABLE progress_sources (progress INTEGER NOT NULL REFERENCES progress (id),
  source TEXT NOT NULL REFERENCES sources (id), place TEXT, evidence INTEGER NOT NULL);
CREATE TABLE disputes (id INTEGER PRIMARY KEY, {_typed(Dispute)});
CREATE TABLE claims (id INTEGER PRIMARY KEY, dispute INTEGER NOT NULL REFERENCES disputes (id),
  {_typed(Claim)}, sources TEXT NOT NULL);
CREATE INDEX links_tail ON links ("from");
CREATE INDEX links_head ON links ("to");
CREATE VIRTUAL TABLE search USING fts5 (id UNINDEXED, what UNINDEXED, name, text);
"""


LOST = {
    "how the types of links read in other languages": ("LinkWording",),
    "the sources of readings": ("Reading.sources",),
    "tours": ("Tour", "TourStep"),
    "accepted gaps": ("AcceptedGap",),
}
_SEARCHED = {
    "Organisation",
    "Event",
    "Output",
    "Plan",
    "Priority",
    "Action",
    "Fact",
    "Progress",
    "Measure",
    "Link",
}
_IN_SENTENCES = {
    *("LinkType.label", "LinkType.one_off", "Fact.period", "Fact.basis"),
    *(
        "Link.tail",
        "Link.type",
        "Link.head",
        "Link.since",
        "Link.until",
        "Link.basis",
        "Confirmation.organisation",
    ),
    *("Plan.owners", "Priority.plan", "Priority.number", "Action.plan", "Action.leads", "Action.advances"),
}
"""What is found in the sentence of a link or a fact."""
LOST_IN_SEARCH = {
    "what is not said in words of a thing or a link": tuple(
        name
        for name, field in every_field().items()
        if (name.split(".")[0] not in _SEARCHED or not field.is_words) and name not in _IN_SENTENCES
    )
}
"""What the full-text index does not find."""


def files(city: City) -> dict[str, str | bytes]:
    return {"ecosystem.db": database(city), "metadata.json": _metadata(city.ecosystem)}


def database(city: City) -> bytes:
    """Return the city as a database."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA foreign_keys = ON")
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
    needed = " NOT NULL" if name in ("section", "label", "from", "to", "type", "basis") else ""
    return f'"{name}" {"INTEGER" if name in flat.NUMBERS else "TEXT"}{needed}{joins.get(name, "")}'


def _fill(connection: sqlite3.Connection, city: City) -> None:
    ecosystem = city.ecosystem
    about = ecosystem.about
    values = [(field.written, _cell(field, about)) for field in _columns(About)]
    made_by = ("generator", f"{OURS} {__version__}")
    _insert(connection, "about", [*(row for row in values if row[1] is not None), made_by])
    _insert(connection, "kinds", map(_row, ecosystem.kinds.values()))
    _insert(
        connection, "link_types", (_row(link_type) for _, link_type in sorted(ecosystem.link_types.items()))
    )
    _insert(connection, "sources", (_row(source) for _, source in sorted(ecosystem.sources.items())))
    _insert(connection, "nodes", (_values(row, _NODE_COLUMNS) for row in flat.nodes(city)))
    links = flat.links(city)
    _insert(connection, "links", (_values(row, _LINK_COLUMNS) for row in links))
    _insert(
        connection,
        "link_sources",
        (
            (link.id, citation.id, citation.where)
            for link in sorted(ecosystem.links, key=lambda link: link.id)
            for citation in link.sources
        ),
    )
    nodes = [node for section in Section for node in ecosystem.section(section).values()]
    _insert(connection, "aliases", ((node.id, alias) for node in nodes for alias in node.aliases))
    _insert(
        connection,
        "node_sources",
        (
            (node.id, citation.id, citation.where)
            for node in nodes
            for citation in (node.cited if isinstance(node, Entity) else node.sources)
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
        ((place, node, *_row(fact)) for place, (node, fact) in numbered),
    )
    _insert(
        connection,
        "fact_sources",
        ((place, citation.id, citation.where) for place, (_, fact) in numbered for citation in fact.sources),
    )


def _fill_progress(connection: sqlite3.Connection, nodes: list[Node]) -> None:
    entries = [
        (node.id, report) for node in nodes if isinstance(node, Priority | Action) for report in node.progress
    ]
    numbered: list[tuple[int, tuple[str, Progress]]] = list(enumerate(entries, 1))
    _insert(
        connection,
        "progress",
        ((place, node, *_row(report), bool(report.evidence)) for place, (node, report) in numbered),
    )
    for evidence in (False, True):
        _insert(
            connection,
            "progress_sources",
            (
                (place, source.id, source.where, evidence)
                for place, (_, report) in numbered
                for source in (report.evidence if evidence else report.sources)
            ),
        )


def _fill_disputes(connection: sqlite3.Connection, ecosystem: Ecosystem) -> None:
    numbered = list(enumerate(ecosystem.disputes, 1))
    _insert(connection, "disputes", ((place, *_row(dispute)) for place, dispute in numbered))
    claims = [(place, claim) for place, dispute in numbered for claim in dispute.claims]
    _insert(
        connection,
        "claims",
        (
            (number, place, *_row(claim), flat.text(tuple(map(str, claim.sources))))
            for number, (place, claim) in enumerate(claims, 1)
        ),
    )


def _searched(nodes: list[Node], links: list[flat.Row]) -> Iterator[tuple[Any, ...]]:
    for node in nodes:
        names = filter(None, (node.name, node.short, *node.aliases))
        yield node.id, "node", "\n".join(names), "\n".join(_texts(node, {"name", "short", "aliases"}))
    for row in links:
        yield row["id"], "link", row["sentence"], row.get("evidence", "")


def _texts(value: Value, covered: Set[str] = frozenset()) -> Iterator[str]:
    """All that is said of a thing in words, and all that is said within it."""
    if isinstance(value, Fact):
        yield sentences.of_fact(value)
        covered = {"text", "period_text"}
    for field in shown_fields(type(value)):
        content = getattr(value, field.name)
        parts = content if field.many else () if content is None else (content,)
        if field.entry:
            for part in parts:
                yield from _texts(part)
        elif field.is_words and field.name not in covered:
            yield from parts


def _row(value: Value) -> list[Any]:
    return [_cell(field, value) for field in _columns(type(value))]


def _cell(field: Field, value: Value) -> Any:
    content = getattr(value, field.name)
    return flat.text(content) if isinstance(content, tuple) else content


def _values(row: flat.Row, columns: tuple[str, ...]) -> list[Any]:
    return [None if (cell := row.get(name)) is None else flat.scalar(cell) for name in columns]


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Iterable[Any]]) -> None:
    made = [tuple(row) for row in rows]
    if made:
        marks = ", ".join("?" * len(made[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", made)  # noqa: S608 (our own names)


def _metadata(ecosystem: Ecosystem) -> str:
    about = ecosystem.about
    sources = plural(
        "{count} document or page, in the table ‘sources’",
        "{count} documents and pages, in the table ‘sources’",
        len(ecosystem.sources),
    )
    edition = _(
        "Edition {edition}, made by {program}.", edition=about.edition, program=f"{OURS} {__version__}"
    )
    tables = {
        "nodes": {"label_column": "label", "description": _("Every entry on the map")},
        "links": {
            "label_column": "sentence",
            "description": _("How they are connected, and the basis of each link"),
        },
        "sources": {"label_column": "title", "description": _("The sources of the map")},
        "facts": {"label_column": "text"},
    }
    document = {
        "title": about.title,
        "description": f"{edition} {about.summary}",
        "license": about.licence,
        "source": sources,
        "databases": {"ecosystem": {"tables": tables}},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
