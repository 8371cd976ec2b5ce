"""A city as the maps and lists of its data file: what an editor wrote, without what the program adds.

Fields that hold their usual value are left out, and every field that may hold several values holds a list.
Two files that say the same give equal documents.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, read
from ecosystem.model import FIELD_LINK_TYPES, PRIVATE, Citation, Ecosystem, Value

Document = dict[str, Any]
Path = tuple[str | int, ...]

_GIVEN = ("id", "section", "field")
"""What the program gives an entry; `section` is a field of kinds."""

CITING = ("source", "evidence")
"""The fields that hold citations; the evidence of a link is a text."""

_PLACED = re.compile(r"([^\s(]+)\s*\((.*)\)", re.DOTALL)
_NOTHING = ("", "~", "null", "Null", "NULL")


def of(ecosystem: Ecosystem) -> Document:
    """The document of a city: each section with its entries by id, each list with its entries."""
    document: Document = {ABOUT: _plain(ecosystem.about)}
    for section in SECTIONS:
        entries = getattr(ecosystem, section)
        own = {key: value for key, value in entries.items() if not _is_given(section, key, value)}
        document[section] = {key: entry(section, value) for key, value in own.items()}
    for name in LISTS:
        written = [value for value in getattr(ecosystem, name) if not getattr(value, "field", None)]
        document[name] = [entry(name, value) for value in written]
    return document


def private(text: str) -> dict[tuple[str, str | int], Any]:
    """What stands under `internal:`, by section and id, or by list and place from 0."""
    return {(str(path[0]), path[1]): note for path, note in notes(text).items() if len(path) == 2}


def notes(text: str) -> dict[Path, Any]:
    """Everything under `internal:`, also within facts and other parts, by the path of what holds it."""
    if PRIVATE not in text and "\\" not in text:  # an escape may write its name in another way
        return {}
    return dict(_notes(read(text, Notes()), ()))


def part(document: Any, path: Path) -> Any:
    """Return what is at a path of a document, or of a part of one."""
    for step in path:
        document = document[step]
    return document


def part_if_any(document: Any, path: Path) -> Any:
    """Return what is at a path of a document, or None."""
    try:
        return part(document, path)
    except (KeyError, IndexError, TypeError):
        return None


def without_notes(value: Any) -> Any:
    """Return a document, or a part of one, without private notes."""
    if isinstance(value, dict):
        return {name: without_notes(part) for name, part in value.items() if name != PRIVATE}
    return [without_notes(part) for part in value] if isinstance(value, list) else value


def _notes(node: Node, path: Path) -> Iterator[tuple[Path, Any]]:
    for key, value in node.pairs if isinstance(node, Pairs) else ():
        if key.text == PRIVATE and path:
            yield path, values(value)
        else:
            yield from _notes(value, (*path, key.text))
    for place, item in enumerate(node.items if isinstance(node, Items) else ()):
        yield from _notes(item, (*path, place))


def _is_given(section: str, key: str, value: Value) -> bool:
    return section == "link_types" and key in FIELD_LINK_TYPES


def entry(section: str, value: Value) -> Document:
    """Return an entry of a section or list as its document."""
    given = [name for name in _GIVEN if not (section == "kinds" and name == "section")]
    return {name: field for name, field in _plain(value).items() if name not in given}


def _plain(value: Value) -> Document:
    plain: Document = msgspec.json.decode(msgspec.json.encode(value))
    _bare_citations(plain)
    return plain


def citations(sources: Iterable[Citation]) -> list[Any]:
    """Return citations as an editor writes them: the id alone where no place is given."""
    return [_bare(msgspec.to_builtins(citation)) for citation in sources]


def cited(value: Any) -> str:
    """Return a citation of a document on one line: `minutes (Challenges, second point)`."""
    return str(msgspec.convert({"id": value} if isinstance(value, str) else value, Citation))


def uncited(text: str) -> Any:
    """Return what `cited` was given.

    >>> uncited("lga-page (Aims (second point))"), uncited("lga-page")
    ({'id': 'lga-page', 'where': 'Aims (second point)'}, 'lga-page')
    """
    match = _PLACED.fullmatch(text)
    return {"id": match[1], "where": match[2]} if match else text


def _bare(value: Any) -> Any:
    return value["id"] if value.keys() == {"id"} else value


def _bare_citations(entry: Document) -> None:
    """Make each citation that gives no place the id alone."""
    for name, value in entry.items():
        if isinstance(value, dict):
            _bare_citations(value)
        elif isinstance(value, list) and name in CITING:
            entry[name] = [_bare(citation) for citation in value]
        elif isinstance(value, list):
            for part in value:
                if isinstance(part, dict):
                    _bare_citations(part)


def values(node: Node) -> Any:
    """What stands in a private note: texts, nothing, and maps and lists of them."""
    match node:
        case Pairs():
            return {key.text: values(value) for key, value in node.pairs}
        case Items():
            return [values(item) for item in node.items]
    return None if node.plain and node.text in _NOTHING else node.text
