"""What a form holds → an entry as a document has it, or each mistake in it with its field.

Texts from forms are read as those of the data file are, so that both are held to the same rules. Only what an
entry says of others is left for the rules of the whole file.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from ecosystem.dataset import documents
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.dataset.fields import Entry, read_entry
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, Scalar
from ecosystem.errors import Problem
from ecosystem.language import N_, _
from ecosystem.model import ENTITY_SECTIONS, PRIVATE, Section, Value
from ecosystem.model.descriptions import written_fields
from ecosystem.studio.form_fields import model_of

WAS = "#"
"""In an item of a list, the place that it had when the form was opened."""

Origins = dict[documents.Path, list[int | None]]


class FormEntry(msgspec.Struct):
    """An entry from a form: what it says, the old places of the items of its lists, and its mistakes."""

    entry: documents.Document
    origins: Origins
    problems: list[Problem]


def read(section: str, identifier: str, values: Mapping[str, Any], region: str) -> FormEntry:
    """Return what a form says.

    Args:
        section: The section or list of the file that the entry belongs to.
        identifier: Its id; any text in a list.
        values: The fields of the form. Empty ones are as if they were not there.
        region: The region of the map, which says what is private in a text.
    """
    kept = _without_empty(values)
    note = kept.pop(PRIVATE, None)
    origins: Origins = {}
    _note_origins(kept, (), origins)
    model, notes = model_of(section), Notes(region=region)
    noun = N_("an ecosystem") if section == ABOUT else (SECTIONS | LISTS)[section][1]
    entry = read_entry(Entry(model, "", 0, identifier, section), _node(kept), noun, notes)
    if notes.problems:
        missing = dict(_missing(model, kept, ""))
        problems = [problem for problem in notes.problems if problem.path not in missing.values()]
        problems += [Problem(0, path, _("Fill in this field.")) for path in missing]
        return FormEntry(kept, origins, [_without_dot(problem) for problem in problems])
    given: dict[str, Any] = {"id": identifier} if section in SECTIONS else {}
    if section in ENTITY_SECTIONS:
        given["section"] = Section(section)
    document = documents.entry(section, entry.build(**given))
    return FormEntry(document if note is None else {**document, PRIVATE: note}, origins, [])


def _missing(model: type[Value], values: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Yield the path of each field that must be filled in and is not, and the path of what it belongs to."""
    for field in written_fields(model):
        here = f"{path}.{field.written}"
        if field.written not in values:
            if field.required:
                yield here, path
        elif field.entry and field.many:
            for place, part in enumerate(values[field.written], 1):
                yield from _missing(field.entry, part, f"{here}[{place}]")
        elif field.entry:
            yield from _missing(field.entry, values[field.written], here)


def _without_dot(problem: Problem) -> Problem:
    return Problem(0, problem.path.removeprefix("."), problem.message)


def _without_empty(value: Any) -> Any:
    """Return a part of a form without what nobody filled in; a map or list of nothing is nothing too."""
    if isinstance(value, Mapping):
        parts = {name: _without_empty(part) for name, part in value.items()}
        return {name: part for name, part in parts.items() if part not in (None, "", [], {})}
    if isinstance(value, list):
        parts_of_list = [_without_empty(part) for part in value]
        return [part for part in parts_of_list if part not in (None, "", [], {}) and not _is_only_place(part)]
    return value.strip() if isinstance(value, str) else value


def _is_only_place(part: Any) -> bool:
    return isinstance(part, dict) and part.keys() == {WAS}


def _note_origins(value: Any, path: documents.Path, origins: Origins) -> None:
    """Take the old places of the items of lists out of what a form holds."""
    for name, part in value.items() if isinstance(value, dict) else ():
        here = (*path, name)
        if isinstance(part, dict):
            part.pop(WAS, None)
            _note_origins(part, here, origins)
        elif isinstance(part, list) and any(isinstance(item, dict) for item in part):
            places = [item.pop(WAS, None) if isinstance(item, dict) else None for item in part]
            if any(place is not None for place in places):
                origins[here] = places
            for place, item in zip(places, part, strict=True):
                if place is not None:
                    _note_origins(item, (*here, place), origins)
                else:
                    _note_origins(item, (*here, -1), {})


def _node(value: Any) -> Node:
    """Return what a form holds as the tree of a file, in which no text can be taken for another."""
    if isinstance(value, Mapping):
        return Pairs(0, [(Scalar(str(name), 0), _node(part)) for name, part in value.items()])
    if isinstance(value, list | tuple):
        return Items(0, [_node(part) for part in value])
    if isinstance(value, bool):
        return Scalar("true" if value else "false", 0)
    if isinstance(value, str):
        return Scalar(value, 0, plain=False)
    return Scalar(f"{value:.15g}" if isinstance(value, float) else str(value), 0)
