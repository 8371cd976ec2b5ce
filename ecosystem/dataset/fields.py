"""A tree of text → the fields of the model, by what its annotations say of them.

One reader is made for each field, once. A reader gives the value or `BROKEN`, and notes what was
read and what was expected, so that a mistake in one field never hides another.
"""

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import msgspec

from ecosystem.dataset.single_values import (
    BROKEN,
    Reader,
    choice_reader,
    number_reader,
    text_reader,
    truth_reader,
    whole_reader,
)
from ecosystem.dataset.suggestions import closest
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, Scalar, step
from ecosystem.dataset.unseen import quoted
from ecosystem.language import N_, _
from ecosystem.model import PRIVATE, Citation, Value
from ecosystem.model.descriptions import Field, Form, written_fields

REFERS = {
    "sources": N_("the id of a source"),
    "nodes": N_("the id of an entry on the map"),
    "organisations": N_("the id of a group, network or partner"),
    "plans": N_("the id of a plan"),
    "priorities": N_("the id of a priority"),
    "kinds": N_("the id of a kind"),
    "link_types": N_("the id of a link type"),
    "shown": N_("the id of an entry on the map or of a kind"),
}
_PARTS = (
    N_("a fact"),
    N_("a progress report"),
    N_("a measure"),
    N_("a reading"),
    N_("a claim"),
    N_("a confirmation"),
    N_("a link wording"),
    N_("a tour step"),
    N_("a citation"),
    N_("a part"),
    N_("a statement"),
)
"""What messages call an entry within another one, after its model: see `_noun`."""

_GONE = {
    "file": (
        "a source",
        N_("Say who holds the document under `held_by:`. Keep its name under `internal:`."),
    ),
}
"""Fields there once were, of which entry, and what to write now."""


class Entry(msgspec.Struct, gc=False):
    """An entry of the file, as far as it could be read: its values, and the line of each field it has.

    `former` has what the file calls a field, where its format has another name for it.
    """

    model: type[Value]
    path: str
    line: int
    id: str = ""
    section: str = ""
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    former: dict[str, str] = {}
    whole: bool = True

    def line_of(self, name: str) -> int:
        return self.lines.get(name, self.line)

    def build(self, **more: Any) -> Any:
        """The entry as a value of the model. Only whole entries can become one."""
        return self.model(**self.values, **more)

    def path_to(self, name: str) -> str:
        return f"{self.path}.{self.former.get(name) or fields_of(self.model).written[name]}"


class Fields(msgspec.Struct, frozen=True):
    """The fields an editor may write in one kind of entry."""

    readers: dict[str, tuple[str, Reader]]  # name in the file → name in the model, and how to read it
    required: dict[str, Callable[[], str]]  # name in the file → what it holds, in words
    written: dict[str, str]  # name in the model → name in the file


@cache
def fields_of(model: type[Value]) -> Fields:
    """Return how the fields of a model are read: a reader for each, by the name it has in the data file."""
    written = written_fields(model)
    return Fields(
        readers={field.written: (field.name, _reader(field)) for field in written},
        required={field.written: partial(_expected, field) for field in written if field.required},
        written={field.name: field.written for field in written},
    )


def read_entry(entry: Entry, node: Node, noun: str, notes: Notes) -> Entry:
    """Fill the entry with the fields of a map. What cannot be read is noted, and it is then not whole.

    Args:
        entry: The entry.
        node: What the file has for it.
        noun: What messages call such an entry, with its article and in English: ‘an event’.
        notes: Where mistakes are noted.
    """
    known = fields_of(entry.model)
    before = len(notes.problems)
    if isinstance(node, Pairs):
        for name, value in node.pairs:
            if name.text in known.readers:
                _read_field(entry, known, name, value, notes)
            elif name.text != PRIVATE or entry.model is Citation:
                _note_unknown(known, name, entry.path, noun, notes)
            else:
                notes.private[entry.path] = value
        for written, expected in known.required.items():
            if known.readers[written][0] not in entry.lines:
                message = _("‘{field}’ is missing. Write {expected}.", field=written, expected=expected())
                notes.add(entry.line, entry.path, message)
    else:
        _note_no_fields(entry, known, node, noun, notes)
    entry.whole = len(notes.problems) == before
    return entry


def _read_field(entry: Entry, known: Fields, name: Scalar, value: Node, notes: Notes) -> None:
    own_name, reader = known.readers[name.text]
    entry.lines[own_name] = name.line
    if name.former:
        entry.former[own_name] = name.former
    read = reader(value, f"{entry.path}.{name.former or name.text}", notes)
    if read is not BROKEN:
        entry.values[own_name] = read


def _note_no_fields(entry: Entry, known: Fields, node: Node, noun: str, notes: Notes) -> None:
    values = {"noun": _(noun), "fields": ", ".join(known.required)}
    if not isinstance(node, Scalar):
        message = _("this is a list, and {noun} needs fields. Write {fields}.", **values)
    elif node.text.strip():
        message = _(
            "{text} is a text, and {noun} needs fields. Write {fields}.", text=quoted(node.text), **values
        )
    else:
        message = _("there is nothing here, and {noun} needs fields. Write {fields}.", **values)
    notes.add(entry.line, entry.path, message)


def _note_unknown(known: Fields, name: Scalar, path: str, noun: str, notes: Notes) -> None:
    names = [notes.former.get(field, field) for field in known.readers]
    if name.text == "id":
        hint = _("The id is the word before the colon at the start of the entry.")
    elif name.text in _GONE and noun == _GONE[name.text][0]:
        hint = _(_GONE[name.text][1])
    elif near := closest(name.text, names):
        hint = _("Did you mean ‘{word}’?", word=near)
    else:
        private = [] if "where" in known.readers else [PRIVATE]
        hint = _("Its fields are {fields}.", fields=", ".join([*names, *private]))
    message = _("{field} is not a field of {noun}.", field=quoted(name.text), noun=_(noun))
    notes.add(name.line, f"{path}.{step(name)}", f"{message} {hint}")


def _reader(field: Field) -> Reader:
    return _list_reader(field) if field.many else _one_reader(field)


def _expected(field: Field) -> str:
    """Return what a field holds, in words."""
    one = _one_expected(field)
    return _("{one}, or a list of them", one=one) if field.many else one


def _one_expected(field: Field) -> str:
    match field.form:
        case Form.REFERENCE:
            return _(REFERS[field.refers])
        case Form.DATE:
            return _("a date such as 2015, 2015-08 or 2020-04/2021-03")
        case Form.CHOICE:
            return _("one of {words}", words=", ".join(field.choices))
        case Form.ENTRY:
            assert field.entry
            return _("fields such as {fields}", fields=", ".join(list(fields_of(field.entry).readers)[:3]))
        case Form.WHOLE:
            return _("a whole number")
        case Form.NUMBER:
            return _("a number")
    return _("a text")


def _one_reader(field: Field) -> Reader:
    if field.placed:
        return _citation_reader(field)
    if field.entry:
        return _value_reader(field.entry)
    if field.enum:
        return choice_reader(field.enum)
    plain = {Form.TRUTH: truth_reader, Form.WHOLE: whole_reader, Form.NUMBER: number_reader}
    return plain.get(field.form) or text_reader(field)


def _list_reader(field: Field) -> Reader:
    read_one = _one_reader(field)
    least = 1 if field.required else 0

    def read(node: Node, path: str, notes: Notes) -> Any:
        if not isinstance(node, Items):
            value = read_one(node, path, notes)
            return BROKEN if value is BROKEN else (value,)
        if len(node.items) < least:
            message = _("the list is empty. Write {expected}.", expected=_one_expected(field))
            notes.add(node.line, path, message)
            return BROKEN
        values = [read_one(item, f"{path}[{place}]", notes) for place, item in enumerate(node.items, 1)]
        twins = len(values) > 1 and _note_twins(values, node, path, notes)
        return BROKEN if twins or BROKEN in values else tuple(values)

    return read


def _note_twins(values: list[Any], node: Items, path: str, notes: Notes) -> bool:
    """Return whether a list has a word, or a place in a source, twice; it may have a fact twice."""
    seen: set[str | Citation] = set()
    twins = False
    for place, value in enumerate(values, 1):
        if isinstance(value, str | Citation) and value in seen:
            message = _("{text} is already in this list. Keep one of them.", text=quoted(str(value)))
            notes.add(node.items[place - 1].line, f"{path}[{place}]", message)
            twins = True
        elif isinstance(value, str | Citation):
            seen.add(value)
    return twins


def _value_reader(model: type[Value]) -> Reader:
    noun = _noun(model)

    def read(node: Node, path: str, notes: Notes) -> Any:
        entry = read_entry(Entry(model, path, node.line), node, noun, notes)
        notes.lines[path] = node.line
        notes.lines.update({f"{path}.{name}": line for name, line in entry.lines.items()})
        return entry.build() if entry.whole else BROKEN

    return read


def _noun(model: type[Value]) -> str:
    """Return what messages call an entry within another one, with its article and in English."""
    name = re.sub("(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _citation_reader(field: Field) -> Reader:
    """Read the id of a source alone, or a map of it and the place in the source."""
    read_id, read_map = text_reader(field), _value_reader(Citation)

    def read(node: Node, path: str, notes: Notes) -> Any:
        if isinstance(node, Pairs):
            return read_map(node, path, notes)
        source = read_id(node, path, notes)
        return BROKEN if source is BROKEN else Citation(source)

    return read
