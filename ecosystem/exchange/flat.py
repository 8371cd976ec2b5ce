"""The city as rows of plain cells, for formats that know no nested values.

The rules, by field:

- a list is kept as a list where the format has lists; elsewhere its parts are joined by `|`, and a `|`
  within a part becomes `¦`;
- a date stays as it is written (EDTF), so a period is one cell: `2020-04/2021-03`;
- a fact, a progress entry and a measure become their sentence, and lose the parts they are made of;
- a source is its id, with the place in it in brackets: `minutes (Challenges, second point)`;
- `source` is called `sources`, because in most formats an edge's `source` is where it starts;
- what is empty is left out.

Rows are sorted by section and id, actions by plan and reference, links by id.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from msgspec.structs import replace

from ecosystem import sentences
from ecosystem.city import City
from ecosystem.model import (
    OTHER_WORDINGS,
    Action,
    Entity,
    Event,
    Fact,
    Link,
    Measure,
    Node,
    Organisation,
    Output,
    Plan,
    Priority,
    Progress,
    Section,
    Value,
)
from ecosystem.model.descriptions import Field, Form, described_fields, every_field

Scalar = str | int | float | bool
Cell = Scalar | tuple[str, ...]
Row = dict[str, Cell]

SEPARATOR = "|"

_FIRST = ("id", "section", "label", "kind_label")
_LINK_FIRST = ("id", "from", "type", "to", "label", "family", "sentence")
_OWN_NAMES = {"source": "sources"}


@cache
def fields(model: type[Value]) -> dict[str, str]:
    """Return the fields of a model: name in the model → name in a row."""
    shown = (field for field in described_fields(model) if not field.unshown)
    return {field.name: _OWN_NAMES.get(field.written, field.written) for field in shown}


@cache
def columns(*models: type[Value]) -> tuple[str, ...]:
    """Return every column that rows of these models may have, in order."""
    own = (name for model in models for name in fields(model).values())
    return tuple(dict.fromkeys((*_FIRST, *own)))


_NODES = (Organisation, Event, Output, Plan, Priority, Action)


def _named(models: Iterable[type[Value]], fits: Callable[[Field], bool]) -> tuple[str, ...]:
    """Return the columns of the fields that fit."""
    columns = (
        fields(model)[field.name]
        for model in models
        for field in described_fields(model)
        if fits(field) and not field.unshown
    )
    return tuple(dict.fromkeys(columns))


NODE_COLUMNS = columns(*_NODES)
LINK_COLUMNS = tuple(dict.fromkeys((*_LINK_FIRST, *fields(Link).values())))
NUMBERS = _named((*_NODES, Link), lambda field: field.form is Form.WHOLE and not field.many)
"""Columns that hold a whole number; all others hold text or lists of it."""
LISTS = _named((*_NODES, Link), lambda field: field.many)
"""Columns that hold lists."""


LOST = {
    "the look of the legend and the rules of its links": (
        "Kind.section",
        "Kind.plural",
        "Kind.shape",
        "Kind.hue",
        "LinkType.inverse",
        "LinkType.tails",
        "LinkType.heads",
        "LinkType.transitive",
        "LinkType.sustains",
        "LinkType.means",
        *OTHER_WORDINGS,
    ),
    "disputes": ("Dispute", "Claim"),
    "tours": ("Tour", "TourStep"),
    "accepted gaps": ("AcceptedGap",),
    "the sources of facts, reports and readings": (
        "Fact.sources",
        "Progress.sources",
        "Progress.evidence",
        "Reading.sources",
    ),
}
"""What no row holds."""
_ABOUT = ("About.place", "About.plan", "About.language", "About.region", "About.method", "About.contact")
LOST_SOURCES = {"everything about the sources except their ids": ("Source",)}
LOST_ABOUT = {"the place, plan, language, region, method and contact of the map": _ABOUT}
LOST_ABOUT_WITH_SUMMARY = {
    "the summary, place, plan, language, region, method and contact of the map": (*_ABOUT, "About.summary")
}
"""What network formats do not hold: they have no table of sources, and few fields for the map itself."""


def nodes(city: City, *sections: Section) -> list[Row]:
    """A row for each thing on the map, or for each of some sections."""
    ecosystem = city.ecosystem
    return [
        _node(city, section, node)
        for section in sections or tuple(Section)
        for node in ecosystem.section(section).values()
    ]


def links(city: City, said: Mapping[str, str] | None = None) -> list[Row]:
    """A row for each link; `said` is `sentences.of_links(city)`, when it is at hand."""
    ecosystem = city.ecosystem
    said = sentences.of_links(city) if said is None else said
    return [_link(city, link, said[link.id]) for link in sorted(ecosystem.links, key=lambda link: link.id)]


def all_but(*kept: str) -> tuple[str, ...]:
    """Every field but these."""
    return tuple(name for name in every_field() if name not in kept)


def text(cell: Cell) -> str:
    """A cell as text.

    >>> text(("a|b", "c")), text(True), text(0.1)
    ('a¦b|c', 'true', '0.1')
    """
    if isinstance(cell, tuple):
        return SEPARATOR.join(part.replace(SEPARATOR, "¦") for part in cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def scalar(cell: Cell) -> Scalar:
    """A cell as a single value."""
    return text(cell) if isinstance(cell, tuple) else cell


def _node(city: City, section: Section, node: Node) -> Row:
    row: Row = {"id": node.id, "section": section.value, "label": node.label}
    if isinstance(node, Entity):
        row["kind_label"] = city.ecosystem.kinds[node.kind].label
    return row | _cells(node)


def _link(city: City, link: Link, sentence: str) -> Row:
    link_type = city.link_type(link)
    first = {"id": link.id, "from": link.tail, "type": link.type, "to": link.head}
    words = {
        "label": link_type.label,
        "family": link_type.family.value,
        "sentence": sentence,
    }
    shown = replace(link, evidence=sentences.evidence(city, link))
    return {**first, **words, **_cells(shown), "basis": link.basis.value}


def _cells(value: Value) -> Row:
    cells = ((written, _cell(getattr(value, name))) for name, written in fields(type(value)).items())
    return {written: cell for written, cell in cells if cell is not None and cell != ()}


def _cell(value: object) -> Cell | None:
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return str(value)
        case tuple():
            return tuple(_sentence_of(part) for part in value)
    return _sentence_of(value)


def _sentence_of(value: object) -> str:
    match value:
        case Fact():
            return sentences.of_fact(value)
        case Progress():
            return sentences.of_progress(value)
        case Measure():
            return sentences.of_measure_and_readings(value)
    return str(value)
