"""A tree of text → the fields of the model, by what its annotations say of them.

One reader is made for each field, once. A reader gives the value or `BROKEN`, and notes what was
read and what was expected, so that a mistake in one field never hides another.
"""

import re
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from typing import Any, Final

import msgspec

from ecosystem import dates
from ecosystem.dataset import addresses, privacy
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, Reference, Scalar, quoted, step
from ecosystem.model import PRIVATE, Citation, Value
from ecosystem.model.descriptions import Field, Form, written_fields

MAX_TEXT = 10_000
"""Characters in a field whose annotation names no limit of its own."""

BROKEN: Final = object()
"""What a reader gives when it has noted a mistake instead of reading a value."""

Reader = Callable[[Node, str, Notes], Any]

_KEEP_PRIVATE = f"Put it under `{PRIVATE}:`, which is never published."

REFERS = {
    "sources": "the id of a source",
    "nodes": "the id of anything on the map",
    "organisations": "the id of a group, network or partner",
    "plans": "the id of a plan",
    "priorities": "the id of a priority",
    "kinds": "the id of a kind",
    "link_types": "the id of a link type",
    "shown": "the id of anything on the map or of a kind",
}

# What some YAML programs do not read as the text it is: truth values, nothing, times, odd forms of numbers.
_AMBIGUOUS_WORDS = frozenset(["~", "=", "<<"]).union(
    *(
        (word, word.capitalize(), word.upper())
        for word in ("null", "y", "n", "yes", "no", "true", "false", "on", "off")
    )
)
_STARTS_NUMBER = frozenset("-+.0123456789")
_AMBIGUOUS_NUMBER = re.compile(
    r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?0[0-9_]+|[-+]?0[xX][0-9a-fA-F_]+|[-+]?0o[0-7_]+|[-+]?0b[01_]+"
    r"|[-+]?[0-9]+_[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_GONE = {
    "file": ("source", f"Say who holds the document under `held_by:`; keep its name under `{PRIVATE}:`."),
}
"""Fields there once were, of which entry, and what to write now."""
_NOTHING = ("~", "null", "Null", "NULL")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}", re.ASCII)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?", re.ASCII)


class Entry(msgspec.Struct):
    """An entry of the file, as far as it could be read: its values, and the line of each field it has."""

    model: type[Value]
    path: str
    line: int
    id: str = ""
    section: str = ""
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    whole: bool = True

    def line_of(self, name: str) -> int:
        return self.lines.get(name, self.line)

    def build(self, **more: Any) -> Any:
        """The entry as a value of the model. Only whole entries can become one."""
        return self.model(**self.values, **more)

    def path_to(self, name: str) -> str:
        return f"{self.path}.{fields_of(self.model).written[name]}"


class Fields(msgspec.Struct, frozen=True):
    """The fields an editor may write in one kind of entry."""

    readers: dict[str, tuple[str, Reader]]  # name in the file → name in the model, and how to read it
    required: dict[str, str]  # name in the file → what it holds
    written: dict[str, str]  # name in the model → name in the file


@cache
def fields_of(model: type[Value]) -> Fields:
    written = written_fields(model)
    return Fields(
        readers={field.written: (field.name, _reader(field)) for field in written},
        required={field.written: _expected(field) for field in written if field.required},
        written={field.name: field.written for field in written},
    )


def article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def read_entry(entry: Entry, node: Node, noun: str, notes: Notes) -> Entry:
    """Fill the entry with the fields of a map. What cannot be read is noted, and it is then not whole."""
    known = fields_of(entry.model)
    before = len(notes.problems)
    if isinstance(node, Pairs):
        for name, value in node.pairs:
            if name.text in known.readers:
                _read_field(entry, known, name, value, notes)
            elif name.text != PRIVATE or entry.model is Citation:
                _note_unknown(known, name, entry.path, noun, notes)
        for written, expected in known.required.items():
            if known.readers[written][0] not in entry.lines:
                notes.add(entry.line, entry.path, f"‘{written}’ is missing. It holds {expected}.")
    else:
        _note_no_fields(entry, known, node, noun, notes)
    entry.whole = len(notes.problems) == before
    return entry


def _read_field(entry: Entry, known: Fields, name: Scalar, value: Node, notes: Notes) -> None:
    own_name, reader = known.readers[name.text]
    entry.lines[own_name] = name.line
    read = reader(value, f"{entry.path}.{name.text}", notes)
    if read is not BROKEN:
        entry.values[own_name] = read


def _note_no_fields(entry: Entry, known: Fields, node: Node, noun: str, notes: Notes) -> None:
    shown = "a list"
    if isinstance(node, Scalar):
        shown = quoted(node.text) if node.text.strip() else "nothing"
    needed = ", ".join(known.required)
    notes.add(entry.line, entry.path, f"{article(noun)} needs fields ({needed}), but {shown} was read.")


def is_ambiguous(node: Scalar) -> bool:
    """Whether YAML programs differ on what the word means: `NO`, `12:30:45`, `010`."""
    if not node.plain or not node.text:
        return False
    if node.text[0] in _STARTS_NUMBER:
        return _AMBIGUOUS_NUMBER.fullmatch(node.text) is not None
    return node.text in _AMBIGUOUS_WORDS


def ambiguous(text: str) -> str:
    if text in _NOTHING:
        return (
            f"{quoted(text)} says that there is nothing here. Delete the line, or put it in quotation marks."
        )
    return f"YAML programs differ on what {quoted(text)} means. Put it in quotation marks."


def nearest(word: str, known: Iterable[str]) -> str:
    """A question that offers the known word closest to what was read, or nothing."""
    if len(word) > 80:
        return ""
    from difflib import get_close_matches  # only a file with mistakes needs it

    near = get_close_matches(word, known, 1)
    return f" Did you mean ‘{near[0]}’?" if near else ""


def _note_unknown(known: Fields, name: Scalar, path: str, noun: str, notes: Notes) -> None:
    if name.text == "id":
        hint = " The id is the word before the colon at the start of the entry."
    elif name.text in _GONE and noun == _GONE[name.text][0]:
        hint = f" {_GONE[name.text][1]}"
    else:
        private = "" if "where" in known.readers else f" and {PRIVATE}"
        every = f" Its fields are {', '.join(known.readers)}{private}."
        hint = nearest(name.text, known.readers) or every
    message = f"{quoted(name.text)} is not a field of {article(noun)}.{hint}"
    notes.add(name.line, f"{path}.{step(name)}", message)


def _reader(field: Field) -> Reader:
    return _list_reader(field) if field.many else _one_reader(field)


def _expected(field: Field) -> str:
    """What a field holds, in words."""
    return _one_expected(field) + (", or a list of them" if field.many else "")


def _one_expected(field: Field) -> str:
    match field.form:
        case Form.REFERENCE:
            return REFERS[field.refers]
        case Form.DATE:
            return "a date such as 2015, 2015-08 or 2020-04/2021-03"
        case Form.CHOICE:
            return f"one of {', '.join(field.choices)}"
        case Form.ENTRY:
            assert field.entry
            return f"fields such as {', '.join(list(fields_of(field.entry).readers)[:3])}"
        case Form.WHOLE:
            return "a whole number"
        case Form.NUMBER:
            return "a number"
    return "text"


def _one_reader(field: Field) -> Reader:
    if field.placed:
        return _citation_reader(field)
    if field.entry:
        return _value_reader(field.entry)
    if field.enum:
        return _choice_reader(field.enum)
    plain = {Form.TRUTH: _truth_reader, Form.WHOLE: _whole_reader, Form.NUMBER: _number_reader}
    return plain.get(field.form) or _text_reader(field)


def _list_reader(field: Field) -> Reader:
    read_one = _one_reader(field)
    expected = _one_expected(field)
    least = 1 if field.required else 0

    def read(node: Node, path: str, notes: Notes) -> Any:
        if not isinstance(node, Items):
            value = read_one(node, path, notes)
            return BROKEN if value is BROKEN else (value,)
        if len(node.items) < least:
            notes.add(node.line, path, f"the list is empty. It holds {expected}.")
            return BROKEN
        values = [read_one(item, f"{path}[{place}]", notes) for place, item in enumerate(node.items, 1)]
        twins = _note_twins(values, node, path, notes)
        return BROKEN if twins or any(value is BROKEN for value in values) else tuple(values)

    return read


def _note_twins(values: list[Any], node: Items, path: str, notes: Notes) -> bool:
    """Whether a word or a place in a source stands twice in a list; a fact or reading may."""
    seen: set[str | Citation] = set()
    twins = False
    for place, value in enumerate(values, 1):
        if isinstance(value, str | Citation) and value in seen:
            line = node.items[place - 1].line
            notes.add(
                line, f"{path}[{place}]", f"{quoted(str(value))} is in this list already. Keep one of them."
            )
            twins = True
        elif isinstance(value, str | Citation):
            seen.add(value)
    return twins


def _value_reader(model: type[Value]) -> Reader:
    noun = re.sub("(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()

    def read(node: Node, path: str, notes: Notes) -> Any:
        entry = read_entry(Entry(model, path, node.line), node, noun, notes)
        notes.lines[path] = node.line
        notes.lines.update({f"{path}.{name}": line for name, line in entry.lines.items()})
        return entry.build() if entry.whole else BROKEN

    return read


def _citation_reader(field: Field) -> Reader:
    """Read the id of a source alone, or a map of it and the place in the source."""
    read_id, read_map = _text_reader(field), _value_reader(Citation)

    def read(node: Node, path: str, notes: Notes) -> Any:
        if isinstance(node, Pairs):
            return read_map(node, path, notes)
        found = read_id(node, path, notes)
        return BROKEN if found is BROKEN else Citation(found)

    return read


def _scalar_text(node: Node, path: str, notes: Notes) -> str | None:
    """The text of a single value without the space round it; None with a note when there is none."""
    if not isinstance(node, Scalar):
        what = "a list" if isinstance(node, Items) else "a map of fields"
        notes.add(node.line, path, f"one value was expected, but {what} was read.")
        return None
    text = node.text.strip()
    if not text:
        notes.add(node.line, path, "is empty. Write a value, or delete the line.")
        return None
    return text


def _text_reader(field: Field) -> Reader:
    limit = field.limit or MAX_TEXT
    one_line = limit < MAX_TEXT
    pattern = re.compile(field.pattern) if field.pattern else None

    def mistake(text: str, region: str) -> str | None:
        if field.form is Form.DATE:
            return _date_mistake(text)
        if field.form is Form.ADDRESS:
            return _url_mistake(text, field.contact)
        if pattern:
            example = f", such as ‘{field.default}’" if field.default else ""
            return None if pattern.fullmatch(text) else f"{quoted(text)} is not {field.noun}{example}."
        return _words_mistake(text, one_line, "" if field.contact else region)

    def read(node: Node, path: str, notes: Notes) -> Any:
        text = _scalar_text(node, path, notes)
        if text is None:
            return BROKEN
        assert isinstance(node, Scalar)
        if is_ambiguous(node):
            notes.add(node.line, path, ambiguous(text))
            return BROKEN
        if len(text) > limit:
            notes.add(node.line, path, f"{quoted(text)} has {len(text):,} characters; {limit:,} are allowed.")
            return BROKEN
        if field.refers:
            notes.references.append(Reference(node.line, path, field.refers, text))
            return text
        wrong = mistake(text, notes.region)
        if wrong:
            notes.add(node.line, path, wrong)
            return BROKEN
        return text

    return read


def _date_mistake(text: str) -> str | None:
    try:
        dates.bounds(text)
    except dates.DateError as error:
        return str(error)
    return None


def _url_mistake(text: str, contact: bool) -> str | None:
    wrong = addresses.mistake(text)
    if not wrong and not contact and privacy.personal_mail(text):
        return f"{quoted(text)} looks like one person's address. {_KEEP_PRIVATE}"
    return wrong


def _words_mistake(text: str, one_line: bool, region: str) -> str | None:
    """Say what is wrong with words; without a region they may hold contact details."""
    if one_line and "\n" in text:
        return f"{quoted(text)} goes over several lines. It must stand on one."
    if region and (found := privacy.personal(text, region)):
        return f"{found}. {_KEEP_PRIVATE}"
    return None


def _choice_reader(choices: type[Enum]) -> Reader:
    known = {str(choice.value): choice for choice in choices}

    def read(node: Node, path: str, notes: Notes) -> Any:
        text = _scalar_text(node, path, notes)
        if text is None:
            return BROKEN
        if text in known:
            return known[text]
        hint = nearest(text, known)
        if re.sub("[^a-z]", "", text.lower()) in ("biannual", "biannually"):
            hint = " Is it twice a year (every 6 months) or every 2 years?"
        notes.add(node.line, path, f"{quoted(text)} is not one of {', '.join(known)}.{hint}")
        return BROKEN

    return read


def _truth_reader(node: Node, path: str, notes: Notes) -> Any:
    text = _scalar_text(node, path, notes)
    if text in ("true", "false"):
        return text == "true"
    if text is not None:
        notes.add(node.line, path, f"{quoted(text)} is not true or false. Write one of these two words.")
    return BROKEN


def _whole_reader(node: Node, path: str, notes: Notes) -> Any:
    text = _scalar_text(node, path, notes)
    if text is not None and _WHOLE.fullmatch(text):
        return int(text)
    if text is not None:
        notes.add(node.line, path, f"{quoted(text)} is not a whole number. Write plain digits, such as 10.")
    return BROKEN


def _number_reader(node: Node, path: str, notes: Notes) -> Any:
    text = _scalar_text(node, path, notes)
    if text is not None and _NUMBER.fullmatch(text):
        return float(text)
    if text is not None:
        notes.add(node.line, path, f"{quoted(text)} is not a number. Write plain digits, such as 12 or 12.5.")
    return BROKEN
