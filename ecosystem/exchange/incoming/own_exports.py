"""What our own exports wrote, as it comes back: nodes that name their section, links with their sentence."""

from functools import cache
from typing import Any

from ecosystem.dataset import migrations
from ecosystem.exchange import flat
from ecosystem.exchange.incoming import account as said
from ecosystem.exchange.incoming.account import Account
from ecosystem.exchange.incoming.meaning import EMPTY, text_of
from ecosystem.exchange.incoming.parsed_network import PARENT, Cells, line
from ecosystem.model import Basis, Link, Section, Value
from ecosystem.model.descriptions import shown_fields

_MADE_BY_US = ("label", "kind_label", "family", "sentence", "short label", "section", "key", "field", "id")
_NESTED = ("facts", "progress", "measure", "confirmations")
_NOT_NODES = {*_MADE_BY_US, "name", "title", "kind", "type", "sources", "x", "y", "shared name"}
_NOT_LINKS = {
    *(*_MADE_BY_US, "sources", "direction", "description", "shared interaction"),
    *("link type", "type", "interaction", "relationship", "kind", "weight"),
}
_OUR_NAMES = ("name", "label", "title")
_OUR_TYPES = ("link type", "type", "interaction", "relationship", "label", "kind")
_OUR_KINDS = ("kind", "type", "element type", "category", "group")
_TEXT_NAMES = {"description": ("purpose", "summary"), "url": ("website",), "tags": ("aliases",)}
"""What exports of ours call a field: the one of these that an entry has."""
_SECTIONS = frozenset(section.value for section in Section)


def is_ours(cells: Cells) -> bool:
    """Whether a node names its section, as those of our exports do."""
    return cells.get("section") in _SECTIONS


def is_our_link(cells: Cells) -> bool:
    words = "sentence" in cells or "link type" in cells  # as Kumu has it
    return ("family" in cells and words) or bool(cells.get("field"))


def type_words(cells: Cells) -> str:
    lower = {name.casefold(): value for name, value in cells.items()}
    words = line(next((lower[name] for name in _OUR_TYPES if lower.get(name)), "is linked to"))
    return words.replace("-", " ")


def name(key: str, cells: Cells) -> str:
    """Return what a node is called."""
    return next((line(cells[column]) for column in _OUR_NAMES if cells.get(column)), key)


def kind(cells: Cells) -> str:
    """Return what a node is said to be, or nothing."""
    lower = {name.casefold(): value for name, value in cells.items()}
    return line(next((lower[name] for name in _OUR_KINDS if lower.get(name)), ""))


def node_fields(model: Any, cells: Cells, ids: dict[str, str], account: Account) -> Cells:
    """Return the fields of a node; `ids` has the id of each key."""
    renamed = {field: cells[name] for name, field in _renamed(model, cells).items()}
    used = {*written(model), *_NOT_NODES, *_renamed(model, cells)}
    for name, value in cells.items():
        if (name not in used or name in _NESTED) and value not in EMPTY and name != PARENT:
            account.note(said.NO_FIELD, text_of(value), column=name)
    return _fields(model, {**cells, **renamed}, ids)


def _fields(model: Any, cells: Cells, ids: dict[str, str]) -> Cells:
    """The values that have the name of a field, as that field holds them."""
    entry: Cells = {}
    for field in shown_fields(model):
        name = field.written
        value = cells.get(name)
        if value in EMPTY or name in (*_NESTED, "kind", "source", "readings"):
            continue
        if field.many:
            parts = value if isinstance(value, list) else str(value).split(flat.SEPARATOR)
            named = [line(part) for part in parts if line(part)]
            entry[name] = [ids.get(part, part) for part in named] if name != "aliases" else named
        else:
            entry[name] = value if isinstance(value, int | float) else str(value).strip()
    return entry


def link_fields(cells: Cells, account: Account) -> Cells:
    """Return the fields of a link."""
    known = written(Link) - {"from", "to", "type", "source", *_NESTED}
    if "standing" in cells and "basis" not in cells:  # as exports of the first version call it
        cells = {migrations.FORMER_FIELDS.get(name, name): value for name, value in cells.items()}
    used = known | _NOT_LINKS
    for name, value in cells.items():
        if name not in used:
            account.note(said.NO_FIELD, text_of(value), column=name)
    fields = {
        name: line(value) if name != "evidence" else value for name, value in cells.items() if name in known
    }
    if fields.get("basis", "stated") not in list(Basis):
        fields.pop("basis")
    return {name: value for name, value in fields.items() if value not in ("", None)}


def implied(sections: dict[str, dict[str, Cells]]) -> set[tuple[str, str, str]]:
    """The links that fields say already."""
    links = {
        (owner, "sets", plan)
        for plan, action in sections["plans"].items()
        for owner in action.get("owners", ())
    }
    for name in ("priorities", "actions"):
        links |= {(key, "part-of", action["plan"]) for key, action in sections[name].items()}
    for key, action in sections["actions"].items():
        links |= {(lead, "leads", key) for lead in action.get("leads", ())}
        links |= {(key, "advances", priority) for priority in action.get("advances", ())}
    return links


def _renamed(model: Any, cells: Cells) -> dict[str, str]:
    """The values that have another program's name for a field, each with the field, which must be free."""
    known = written(model)
    texts: dict[str, str] = {}
    for name in cells:
        field = next((field for field in _TEXT_NAMES.get(name.casefold(), ()) if field in known), None)
        if field and cells.get(field) in EMPTY and field not in texts.values():
            texts[name] = field
    return texts


@cache
def written(model: type[Value]) -> frozenset[str]:
    """Return the names of a model's fields in the data file."""
    return frozenset(field.written for field in shown_fields(model))
