"""The language of the program's words, and the only place where they are translated.

English is the source: a pattern in the code is the English sentence, whole, with named placeholders. Every
other language has a gettext catalogue in `ecosystem/locale/`. English loads none, and no library.

    _("{organisation} closed in {year}.", organisation=name, year="2019")
    plural("{count} link", "{count} links", len(links))
    context("heading", "Links")

`make messages` finds the patterns of these functions, and of `N_` for a pattern in a constant, which is
translated where it is used: `_(LABELS[state])`; and of `NP_`, the same for a plural.

A page whose words are in another language than its data says of every text whose it is. While `marking`, a
sentence therefore stands between marks, and so does each value in it; `runs` reads them, and `plain` takes
them away.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

SOURCE = "en"

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

SAID, OF_DATA, END = "\ufdd0", "\ufdd1", "\ufdd2"
"""The marks: noncharacters, which Unicode keeps for use within a program."""
OPENING = SAID + OF_DATA + FIRST_STRONG_ISOLATE
CLOSING = END + POP_ISOLATE
_BETWEEN = f"{POP_ISOLATE} {FIRST_STRONG_ISOLATE}"
"""What may stand before the first and after the last letter of a sentence."""


class Translation(Protocol):
    """What a language other than English brings along: its catalogue and its rules."""

    code: str
    is_right_to_left: bool
    reviewed: str

    def __hash__(self) -> int: ...

    def translate(self, pattern: str, context: str | None = None) -> str:
        """Return the pattern in this language, or as it is where the catalogue does not have it."""

    def translate_plural(self, one: str, many: str, count: int) -> str:
        """Return the pattern of the plural form that this count takes."""

    def number(self, value: int) -> str:
        """Return a whole number with the digits and separators of this language."""

    def joined(self, names: Sequence[str]) -> str:
        """Return names as this language lists them: ‘A, B and C’."""

    def date(self, year: int, month: int | None, day: int | None) -> str:
        """Return a year, a month or a day as this language writes it."""


_current: ContextVar[Translation | None] = ContextVar("language", default=None)
_marked: ContextVar[bool] = ContextVar("marked", default=False)
_MARK = re.compile(f"([{SAID}{OF_DATA}{END}])")


def current() -> Translation | None:
    """Return the language that is spoken; None is English."""
    return _current.get()


def code() -> str:
    """Return the code of the language that is spoken, for `lang` attributes.

    >>> code()
    'en'
    """
    spoken = _current.get()
    return spoken.code if spoken else SOURCE


def is_right_to_left() -> bool:
    """Return whether the language that is spoken is written from right to left."""
    spoken = _current.get()
    return spoken is not None and spoken.is_right_to_left


def is_reviewed() -> bool:
    """Return whether a speaker has reviewed the words of the language that is spoken, as with English.

    >>> is_reviewed()
    True
    """
    spoken = _current.get()
    return spoken is None or bool(spoken.reviewed)


@contextmanager
def speaking(translation: Translation | None) -> Iterator[None]:
    """Speak a language for a while; None is English."""
    token = _current.set(translation)
    try:
        yield
    finally:
        _current.reset(token)


def is_foreign(data: str) -> bool:
    """Return whether texts in the language of the data need a `lang` attribute of their own.

    >>> is_foreign("en-GB"), is_foreign("cy")
    (False, True)
    """
    return data.partition("-")[0] != code().partition("-")[0]


@contextmanager
def marking(data: str) -> Iterator[None]:
    """Mark for a while which texts are the program's, where those of the data are in another language."""
    token = _marked.set(is_foreign(data))
    try:
        yield
    finally:
        _marked.reset(token)


def is_marking() -> bool:
    """Return whether texts are marked."""
    return _marked.get()


def said(text: str) -> str:
    """Return words that are in the language that is spoken, marked as such where texts are marked."""
    return f"{SAID}{text}{END}" if _marked.get() else text


def of_data(text: str) -> str:
    """Return a text of the data for a sentence: marked as such, or else isolated where it needs to be."""
    if not _marked.get():
        return isolated(text)
    return f"{OF_DATA}{text}{END}" if text else ""


def runs(text: str, whose: list[bool] | None = None) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a marked text, each with whether it is a text of the data.

    Args:
        text: A text with marks.
        whose: The marks that are open, for a text that comes in parts: it is kept up to date.
    """
    whose = whose if whose is not None else [False]
    for piece in _MARK.split(text):
        if piece in (SAID, OF_DATA):
            whose.append(piece == OF_DATA)
        elif piece != END:
            if piece:
                yield piece, whose[-1]
        elif len(whose) > 1:
            whose.pop()


def plain(text: str) -> str:
    """Return a text without its marks: what runs in the other direction is isolated instead."""
    if not _MARK.search(text):
        return text
    isolates = "".join(isolated(piece) if is_data else piece for piece, is_data in runs(text))
    return isolates.replace(_BETWEEN, " ")


def N_(pattern: str) -> str:  # noqa: N802  # the name that gettext's tools know
    """Mark a pattern that stands in a constant; `_` translates it where it is used."""
    return pattern


def NP_(one: str, many: str) -> tuple[str, str]:  # noqa: N802
    """Mark the two patterns of a plural that stand in a constant."""
    return one, many


def _(pattern: str, /, **values: object) -> str:
    """Return a sentence: the pattern in the language that is spoken, with its placeholders filled.

    Args:
        pattern: The whole sentence in English, with named placeholders.
        **values: What to put in. A whole number gets the separators of the language, so give a year as text.
            A text that runs in the other direction is isolated.

    >>> _("{who} leads {count} actions.", who="The Council", count=1234)
    'The Council leads 1,234 actions.'
    """
    spoken = _current.get()
    return _filled(spoken.translate(pattern) if spoken else pattern, values)


def context(meaning: str, pattern: str, /, **values: object) -> str:
    """Return a sentence or word like `_`; the meaning tells apart two that are one in English.

    >>> context("heading of a column", "Lead")
    'Lead'
    """
    spoken = _current.get()
    return _filled(spoken.translate(pattern, meaning) if spoken else pattern, values)


def plural(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the sentence for this count, which fills `{count}`.

    >>> plural("{count} link", "{count} links", 1), plural("{count} link", "{count} links", 2000)
    ('1 link', '2,000 links')
    """
    spoken = _current.get()
    pattern = spoken.translate_plural(one, many, count) if spoken else one if count == 1 else many
    return _filled(pattern, {"count": count, **values})


def number(value: int) -> str:
    """Return a whole number as the language writes it.

    >>> number(12345)
    '12,345'
    """
    spoken = _current.get()
    return spoken.number(value) if spoken else f"{value:,}"


def joined(names: Sequence[str]) -> str:
    """Return names as the language lists them; a name that runs in the other direction stays whole.

    >>> joined(["a", "b", "c"]), joined(["a"]), joined([])
    ('a, b and c', 'a', '')
    """
    spoken = _current.get()
    names = [of_data(name) for name in names]
    if spoken:
        return said(spoken.joined(names))
    return said(" and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names))


def isolated(text: str) -> str:
    """Return the text, between isolates if it runs in the other direction than the language.

    The first letter with a direction decides, and what is isolated already does not count (Unicode
    Standard Annex 9, rules P2 and P3).

    >>> isolated("Council"), isolated("مجلس") == "\u2068مجلس\u2069"
    ('Council', True)
    """
    if text.isascii() and not is_right_to_left():
        return text
    direction = _direction(text)
    if direction is None or (direction == "R") == is_right_to_left():
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def _direction(text: str) -> str | None:
    """Return L or R for the first letter outside isolates that has a direction, or None."""
    import unicodedata  # few texts need it

    depth = 0
    for letter in text:
        if letter == POP_ISOLATE:
            depth -= depth > 0
        elif letter in "\u2066\u2067\u2068":
            depth += 1
        elif not depth:
            match unicodedata.bidirectional(letter):
                case "L":
                    return "L"
                case "R" | "AL":
                    return "R"
    return None


def _filled(pattern: str, values: dict[str, object]) -> str:
    if not values:
        return said(pattern)
    spoken, is_marking = _current.get(), _marked.get()
    is_plain = spoken is None or not spoken.is_right_to_left
    for name, value in values.items():
        if is_marking or not (is_plain and type(value) is str and value.isascii()):  # most need nothing
            values[name] = _shown(value)
    text = pattern.format_map(values)
    if _BETWEEN in text:
        text = text.replace(_BETWEEN, " ")  # ‘is a member of’ and ‘the Forum’, both foreign, are read as one
    if text.endswith(".") and text[:-1].rstrip(CLOSING).endswith("."):
        text = text[:-1]  # a name such as ‘Choir Ltd.’ brings its own full stop
    return said(text) if is_marking else text


def _shown(value: object) -> str:
    if isinstance(value, str):
        return of_data(value)
    return number(value) if isinstance(value, int) else str(value)
