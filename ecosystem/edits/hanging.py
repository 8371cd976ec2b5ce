"""What depends on entries that are to be removed: links, leads, sources and all else that names them."""

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from typing import Any

import msgspec

from ecosystem.dataset import documents
from ecosystem.dataset.documents import Document, Path
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.edits.places import last_first
from ecosystem.model import ORGANISATION_SECTIONS, About, Section, Value
from ecosystem.model.descriptions import Field, written_fields

Gone = Mapping[tuple[str, str], str | None]
"""The entries that go, by section and id, and the id of what takes the place of each, if anything does."""

_LEADS_TO: dict[str, tuple[str, ...]] = {
    "nodes": tuple(Section),
    "organisations": ORGANISATION_SECTIONS,
    "shown": (*Section, "kinds"),
}


class Hanging(msgspec.Struct, frozen=True):
    """A field that names an entry that goes.

    Attributes:
        path: Where the field stands.
        gone: The entry, by section and id.
        goes: The path of what cannot be without the field, and goes with it; None if the field alone goes.
    """

    path: Path
    gone: tuple[str, str]
    goes: Path | None


def hanging(document: Document, gone: Collection[tuple[str, str]]) -> list[Hanging]:
    """Return everything in a document that names an entry that goes, without what goes itself."""
    return list(_all(document, set(gone)))


def settled(document: Document, gone: Gone) -> tuple[Document, set[tuple[str, str]]]:
    """Return a document in which nothing names the entries that go, and everything that goes with them."""
    after, going = deepcopy(document), dict(gone)
    while left := list(_all(after, set(going))):
        lists: list[Path] = []
        for one in left:
            instead = going[one.gone]
            if instead:
                _replace(after, one, instead)
            elif one.goes is None:
                _drop(after, one)
            elif len(one.goes) == 2 and isinstance(one.goes[1], str):
                going.setdefault((str(one.goes[0]), one.goes[1]), None)
            elif one.goes not in lists:
                lists.append(one.goes)
        parts = [path for path in lists if len(path) > 2]
        _delete(after, parts)
        whole: list[Path] = [path for path in lists if len(path) == 2]
        for path in dict.fromkeys(path[:2] for path in parts if _leaves_nothing(after, path)):
            if path[0] in SECTIONS:
                going.setdefault((str(path[0]), str(path[1])), None)
            elif path not in whole:
                whole.append(path)
        _delete(after, whole)
    for section, identifier in going:
        after[section].pop(identifier, None)
    return after, set(going)


def _delete(document: Document, paths: Collection[Path]) -> None:
    """Delete items of lists."""
    for path in sorted(paths, key=last_first):
        del documents.part(document, path[:-1])[path[-1]]


def _leaves_nothing(document: Document, path: Path) -> bool:
    """Return whether an item was the last of a list that its entry needs, such as the steps of a tour."""
    if len(path) != 4 or documents.part(document, path[:3]):
        return False
    model, _noun = {**SECTIONS, **LISTS}[str(path[0])]
    return any(field.required and field.written == path[2] for field in written_fields(model))


def _all(document: Document, gone: set[tuple[str, str]]) -> Iterator[Hanging]:
    yield from _fields(document[ABOUT], About, (ABOUT,), gone, None)
    for section, (model, _noun) in SECTIONS.items():
        for identifier, entry in document[section].items():
            if (section, identifier) not in gone:
                path = (section, identifier)
                yield from _fields(entry, model, path, gone, path)
    for name, (model, _noun) in LISTS.items():
        for place, entry in enumerate(document[name]):
            yield from _fields(entry, model, (name, place), gone, (name, place))


def _fields(
    entry: Document, model: type[Value], path: Path, gone: set[tuple[str, str]], goes: Path | None
) -> Iterator[Hanging]:
    for field in written_fields(model):
        if field.written not in entry:
            continue
        value, here = entry[field.written], (*path, field.written)
        if field.entry and field.many:
            for place, part in enumerate(value):
                yield from _fields(part, field.entry, (*here, place), gone, (*here, place))
        elif field.entry:
            yield from _fields(value, field.entry, here, gone, here)
        elif (refers := _refers(field, model)) is not None:
            named = [(part, _hit(part, refers, gone)) for part in (value if field.many else [value])]
            for _part, hit in named:
                if hit:
                    needs = field.required and all(other for _other, other in named)
                    yield Hanging(here, hit, goes if needs or (not field.many and field.required) else None)


def _refers(field: Field, model: type[Value]) -> tuple[str, ...] | None:
    if field.refers:
        return _LEADS_TO.get(field.refers, (field.refers,))
    if (model.__name__, field.name) == ("AcceptedGap", "about"):
        return (*Section, "sources")
    return None


def _hit(part: Any, sections: tuple[str, ...], gone: set[tuple[str, str]]) -> tuple[str, str] | None:
    identifier = part["id"] if isinstance(part, dict) else part
    return next(((str(section), identifier) for section in sections if (section, identifier) in gone), None)


def _replace(document: Document, one: Hanging, instead: str) -> None:
    holder, name = documents.part(document, one.path[:-1]), one.path[-1]
    value = holder[name]
    if not isinstance(value, list):
        holder[name] = instead
        return
    new = []
    for part in value:
        identifier = part["id"] if isinstance(part, dict) else part
        if identifier == one.gone[1]:
            part = {**part, "id": instead} if isinstance(part, dict) else instead
        if part not in new:
            new.append(part)
    holder[name] = new


def _drop(document: Document, one: Hanging) -> None:
    holder, name = documents.part(document, one.path[:-1]), one.path[-1]
    value = holder.get(name)
    if isinstance(value, list):
        value = [part for part in value if (part["id"] if isinstance(part, dict) else part) != one.gone[1]]
        if value:
            holder[name] = value
            return
    holder.pop(name, None)
