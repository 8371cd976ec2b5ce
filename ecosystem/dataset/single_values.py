"""A single value of a file → a text, date, address, word of a closed list, truth value or number.

A reader gives the value or `BROKEN`, and notes what was read and what was expected.
"""

import re
from collections.abc import Callable
from enum import Enum
from typing import Any, Final

from ecosystem import dates
from ecosystem.dataset import addresses, privacy
from ecosystem.dataset.suggestions import nearest
from ecosystem.dataset.syntax import Items, Node, Notes, Reference, Scalar
from ecosystem.dataset.unseen import quoted
from ecosystem.language import N_, _
from ecosystem.model.descriptions import Field, Form

MAX_TEXT = 10_000
"""Characters in a field whose annotation names no limit of its own."""


BROKEN: Final = object()
"""What a reader gives when it has noted a mistake instead of reading a value."""


Reader = Callable[[Node, str, Notes], Any]


_KEEP_PRIVATE = N_("Put it under `internal:`, which is never published.")


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


_NOTHING = ("~", "null", "Null", "NULL")


def is_ambiguous(node: Scalar) -> bool:
    """Return whether YAML programs differ on what the word means: `NO`, `12:30:45`, `010`."""
    if not node.plain or not node.text:
        return False
    if node.text[0] in _STARTS_NUMBER:
        return _AMBIGUOUS_NUMBER.fullmatch(node.text) is not None
    return node.text in _AMBIGUOUS_WORDS


def ambiguous(text: str) -> str:
    """Return the mistake of a text that YAML programs read differently, such as `null` or `yes`."""
    if text in _NOTHING:
        return _(
            "{text} means that there is no value. Delete the line, or put it in quotation marks.",
            text=quoted(text),
        )
    return _("YAML programs differ on what {text} means. Put it in quotation marks.", text=quoted(text))


def _scalar_text(node: Node, path: str, notes: Notes) -> str | None:
    """Return the text of a single value without the space round it; None with a note when there is none."""
    if not isinstance(node, Scalar):
        message = _("this is a map of fields. Write one value.")
        if isinstance(node, Items):
            message = _("this is a list. Write one value.")
        notes.add(node.line, path, message)
        return None
    text = node.text.strip()
    if not text:
        notes.add(node.line, path, _("there is no value. Write one, or delete the line."))
        return None
    return text


def text_reader(field: Field) -> Reader:
    limit = field.limit or MAX_TEXT
    one_line = limit < MAX_TEXT
    pattern = re.compile(field.pattern) if field.pattern else None

    def mistake(text: str, region: str) -> str | None:
        if field.form is Form.DATE:
            return _date_mistake(text)
        if field.form is Form.ADDRESS:
            return _url_mistake(text, field.contact)
        if pattern:
            return None if pattern.fullmatch(text) else _pattern_mistake(text, field)
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
            message = _(
                "{text} has {count} characters, and {limit} are allowed. Shorten it.",
                text=quoted(text),
                count=len(text),
                limit=limit,
            )
            notes.add(node.line, path, message)
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


def _pattern_mistake(text: str, field: Field) -> str:
    values = {"text": quoted(text), "noun": _(field.noun)}
    if field.default:
        return _("{text} is not {noun}. Write one such as ‘{example}’.", example=str(field.default), **values)
    return _("{text} is not {noun}.", **values)


def _date_mistake(text: str) -> str | None:
    try:
        dates.bounds(text)
    except dates.DateError as error:
        return str(error)
    return None


def _url_mistake(text: str, contact: bool) -> str | None:
    wrong = addresses.mistake(text)
    if not wrong and not contact and privacy.personal_mail(text):
        sentence = _("{url} looks like the address of a person.", url=quoted(text))
        return f"{sentence} {_(_KEEP_PRIVATE)}"
    return wrong


def _words_mistake(text: str, one_line: bool, region: str) -> str | None:
    """Return what is wrong with words; without a region they may hold contact details."""
    if one_line and "\n" in text:
        return _("{text} goes over several lines. Write it on one.", text=quoted(text))
    if region and (sentence := privacy.personal(text, region)):
        return f"{sentence} {_(_KEEP_PRIVATE)}"
    return None


def choice_reader(choices: type[Enum]) -> Reader:
    known = {str(choice.value): choice for choice in choices}

    def read(node: Node, path: str, notes: Notes) -> Any:
        text = _scalar_text(node, path, notes)
        if text is None:
            return BROKEN
        if text in known:
            return known[text]
        hint = nearest(text, known)
        if re.sub("[^a-z]", "", text.lower()) in ("biannual", "biannually"):
            hint = " " + _("Is it twice a year (every 6 months) or every 2 years?")
        message = _("{text} is not one of {words}.", text=quoted(text), words=", ".join(known))
        notes.add(node.line, path, f"{message}{hint}")
        return BROKEN

    return read


def _reader_of(written: re.Pattern[str], value: Callable[[str], Any], mistake: str) -> Reader:
    def read(node: Node, path: str, notes: Notes) -> Any:
        text = _scalar_text(node, path, notes)
        if text is None:
            return BROKEN
        if written.fullmatch(text):
            return value(text)
        notes.add(node.line, path, _(mistake, text=quoted(text)))
        return BROKEN

    return read


truth_reader = _reader_of(
    re.compile("true|false"),
    lambda text: text == "true",
    N_("{text} is neither true nor false. Write one of these two words."),
)
whole_reader = _reader_of(
    re.compile(r"0|[1-9][0-9]{0,14}", re.ASCII),
    int,
    N_("{text} is not a whole number. Write plain digits, such as 10."),
)
number_reader = _reader_of(
    re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?", re.ASCII),
    float,
    N_("{text} is not a number. Write plain digits, such as 12 or 12.5."),
)
