"""A city as the maps and lists of its data file: what an editor wrote, without what the program adds.

Fields that hold their usual value are left out, and every field that may hold several values holds a list.
Two files that say the same give equal documents.
"""

from typing import Any

import msgspec

from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.dataset.fields import PRIVATE
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, read
from ecosystem.model import FIELD_LINK_TYPES, Ecosystem, Value

Document = dict[str, Any]

_GIVEN = ("id", "section", "field")
"""What the program gives an entry; `section` is a field of kinds."""


def of(ecosystem: Ecosystem) -> Document:
    """The document of a city: each section with its entries by id, each list with its entries."""
    document: Document = {ABOUT: _plain(ecosystem.about)}
    for section in SECTIONS:
        entries = getattr(ecosystem, section)
        own = {key: value for key, value in entries.items() if not _is_given(section, key, value)}
        document[section] = {key: _entry(section, value) for key, value in own.items()}
    for name in LISTS:
        written = [value for value in getattr(ecosystem, name) if not getattr(value, "field", None)]
        document[name] = [_entry(name, value) for value in written]
    return document


def private(text: str) -> dict[tuple[str, str | int], Any]:
    """What stands under `internal:`, by section and id, or by list and place from 0."""
    found: dict[tuple[str, str | int], Any] = {}
    for section, entries in read(text, Notes()).pairs:
        named: list[tuple[str | int, Node]] = []
        if isinstance(entries, Pairs):
            named = [(key.text, entry) for key, entry in entries.pairs]
        elif isinstance(entries, Items):
            named = list(enumerate(entries.items))
        for key, entry in named:
            for field, value in entry.pairs if isinstance(entry, Pairs) else ():
                if field.text == PRIVATE:
                    found[section.text, key] = _values(value)
    return found


def _is_given(section: str, key: str, value: Value) -> bool:
    return section == "link_types" and FIELD_LINK_TYPES.get(key) == value


def _entry(section: str, value: Value) -> Document:
    given = [name for name in _GIVEN if not (section == "kinds" and name == "section")]
    return {name: field for name, field in _plain(value).items() if name not in given}


def _plain(value: Value) -> Document:
    plain: Document = msgspec.json.decode(msgspec.json.encode(value))
    return plain


def _values(node: Node) -> Any:
    match node:
        case Pairs():
            return {key.text: _values(value) for key, value in node.pairs}
        case Items():
            return [_values(item) for item in node.items]
    return node.text
