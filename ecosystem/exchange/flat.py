"""The city as rows of plain cells, for formats that know no nested values.

The rules, by field:

- a list is kept as a list where the format has lists; elsewhere its parts are joined by `|`, and a `|`
  within a part becomes `¦`;
- a date stays as it is written (EDTF), so a period is one cell: `2020-04/2021-03`;
- a fact, a progress entry and a measure become their sentence, and lose the parts they are made of;
- `source` is called `sources`, because in most formats an edge's `source` is where it starts;
- what is empty is left out.

Rows are sorted by section and id, links by id.
"""

from functools import cache

import msgspec

from ecosystem import sentences
from ecosystem.city import City
from ecosystem.model import (
    Action,
    Body,
    Entity,
    Event,
    Fact,
    Link,
    Measure,
    Node,
    Output,
    Plan,
    Priority,
    Progress,
    Section,
    Value,
)

Scalar = str | int | float | bool
Cell = Scalar | tuple[str, ...]
Row = dict[str, Cell]

SEPARATOR = "|"

_FIRST = ("id", "section", "label", "kind_label")
_LINK_FIRST = ("id", "from", "type", "to", "label", "family", "sentence")
_OWN_NAMES = {"source": "sources"}


@cache
def fields(model: type[Value]) -> dict[str, str]:
    """The fields of a model: name in the model → name in a row."""
    named = ((info.name, info.encode_name) for info in msgspec.structs.fields(model))
    return {name: _OWN_NAMES.get(written, written) for name, written in named}


@cache
def columns(*models: type[Value]) -> tuple[str, ...]:
    """Every column that rows of these models may have, in order."""
    own = (name for model in models for name in fields(model).values())
    return tuple(dict.fromkeys((*_FIRST, *own)))


NODE_COLUMNS = columns(Body, Event, Output, Plan, Priority, Action)
LINK_COLUMNS = tuple(dict.fromkeys((*_LINK_FIRST, *fields(Link).values())))
NUMBERS = ("number",)
"""Columns that hold a whole number; all others hold text or lists of it."""
LISTS = ("aliases", "sources", "facts", "owners", "progress", "leads", "advances")
"""Columns that hold lists."""


def nodes(city: City, *sections: Section) -> list[Row]:
    """A row for each thing on the map, or for each of some sections."""
    ecosystem = city.ecosystem
    return [
        _node(city, section, node)
        for section in sections or tuple(Section)
        for _, node in sorted(ecosystem.section(section).items())
    ]


def links(city: City) -> list[Row]:
    """A row for each link."""
    ecosystem = city.ecosystem
    return [_link(city, link) for link in sorted(ecosystem.links, key=lambda link: link.id)]


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


def _link(city: City, link: Link) -> Row:
    link_type = city.link_type(link)
    first = {"id": link.id, "from": link.tail, "type": link.type, "to": link.head}
    said = {
        "label": link_type.label,
        "family": link_type.family.value,
        "sentence": sentences.of_link(city, link),
    }
    return {**first, **said, **_cells(link), "standing": link.standing.value}


def _cells(value: Value) -> Row:
    found = ((written, _cell(getattr(value, name))) for name, written in fields(type(value)).items())
    return {written: cell for written, cell in found if cell is not None and cell != ()}


def _cell(value: object) -> Cell | None:
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return str(value)
        case tuple():
            return tuple(_said(part) for part in value)
    return _said(value)


def _said(value: object) -> str:
    match value:
        case Fact():
            return sentences.of_fact(value)
        case Progress():
            return sentences.of_progress(value)
        case Measure():
            return sentences.of_measure(value)
    return str(value)
