"""The catalogues of other languages than English, and how these write dates, numbers and lists.

A catalogue is a gettext file in `locale/`, read as it is. Babel brings the rules of the language; a language
that Babel does not know, such as a pseudo-language of the tests, follows those of English. Two lines in the
comment at the top of a catalogue are read as well:

    # Reviewed: 2027-01-15      when a speaker reviewed it; empty until then
    # Direction: rtl            only for a language that Babel does not know
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from gettext import c2py
from pathlib import Path
from string import Formatter
from typing import TypeVar

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal

from ecosystem import language
from ecosystem.errors import CatalogueError, UnknownLanguageError

T = TypeVar("T")

LOCALE = Path(__file__).parent / "locale"

_HEADER = re.compile(r"^\s*#?\s*(Reviewed|Direction):\s*(.*?)\s*$", re.MULTILINE)
_SKELETONS = ("y", "yMMMM", "yMMMMd")
_COUNTS = {"count", "number"}  # in figures or as a word: a form for one or two things may say it itself

# CLDR writes “a(c)” and leaves the choice to the reader: “ac” before a vowel, and before 1, 8 and 11 to 19,
# which begin with one when they are read aloud. The comma before it is not usual in Welsh.
_VOWEL = r"\W*(?:[aeioâêîô]|y(?![aeiou])|(?:1[1-9]?|8)(?![\d,]))"
_WELSH_AND = re.compile(rf",? a\(c\) (?P<vowel>{_VOWEL})?", re.IGNORECASE)


class Catalogue:
    """A language: its sentences by the English ones, and its rules.

    Attributes:
        code: The code of the language, for `lang` attributes.
        is_right_to_left: Whether it is written from right to left.
        reviewed: The date on which a speaker reviewed the catalogue; empty until then.
    """

    def __init__(self, code: str, catalog: Catalog) -> None:
        header = dict(_HEADER.findall(catalog.header_comment))
        self.code = code
        self.reviewed = header.get("Reviewed", "")
        self._locale = _locale(code)
        direction = header.get("Direction") or (self._locale.text_direction if self._locale else "ltr")
        self.is_right_to_left = direction == "rtl"
        self._form: Callable[[int], int] = c2py(catalog.plural_expr)
        self._patterns: dict[tuple[str | None, str], Sequence[str]] = {}
        for message in catalog:
            if message.id and message.string and not message.fuzzy:
                self._add(message, catalog.num_plurals)

    def _add(self, message: Message, forms: int) -> None:
        english, translated = _forms(message.id), _forms(message.string)
        if not any(translated):
            return
        is_plural = len(english) > 1
        if is_plural and (len(translated) != forms or not all(translated)):
            filled = sum(map(bool, translated))
            raise _mistake(
                self.code, english[0], f"{filled} plural forms were found, and {forms} are needed."
            )
        allowed = set().union(*map(_placeholders, english))
        needed = set.intersection(*map(_placeholders, english)) - (_COUNTS if is_plural else set())
        for pattern in translated:
            try:
                names = _placeholders(pattern)
            except ValueError:
                raise _mistake(self.code, english[0], "a curly bracket is not closed.") from None
            if missing := needed - names:
                raise _mistake(self.code, english[0], f"{_listed(missing)} is missing.")
            if surplus := names - allowed:
                raise _mistake(self.code, english[0], f"{_listed(surplus)} is not in the English.")
        if is_plural and (missing := allowed - _COUNTS - set().union(*map(_placeholders, translated))):
            raise _mistake(self.code, english[0], f"{_listed(missing)} is missing.")
        self._patterns[message.context, english[0]] = translated

    def translate(self, pattern: str, context: str | None = None) -> str:
        translated = self._patterns.get((context, pattern))
        return translated[0] if translated else pattern

    def translate_plural(self, one: str, many: str, count: int) -> str:
        translated = self._patterns.get((None, one))
        if translated is None:
            return one if count == 1 else many
        return translated[self._form(count)]

    def number(self, value: int) -> str:
        return format_decimal(value, locale=self._locale) if self._locale else f"{value:,}"

    def joined(self, names: Sequence[str]) -> str:
        if self._locale:
            listed = format_list(names, locale=self._locale)
            return _WELSH_AND.sub(_welsh_and, listed) if self._locale.language == "cy" else listed
        with language.speaking(None):
            return language.joined(names)

    def date(self, year: int, month: int | None, day: int | None) -> str:
        skeleton = _SKELETONS[bool(month) + bool(day)]
        locale = self._locale or Locale("en", "GB")
        return format_skeleton(skeleton, date(year, month or 1, day or 1), locale=locale)


def codes() -> list[str]:
    """Return the codes of the languages that have words: English, and those with a catalogue."""
    return sorted([language.SOURCE, *(path.stem for path in LOCALE.glob("*.po"))])


def own_names() -> dict[str, str]:
    """Return what each language that has words is called in itself; a pseudo-language has its code."""
    return {code: _own_name(code) for code in codes()}


def _own_name(code: str) -> str:
    locale = _locale(code)
    return (locale.get_display_name() if locale else None) or code


def translation(code: str) -> Catalogue | None:
    """Return the language of a code; None is English. `cy-GB` is answered with `cy`.

    Raises:
        UnknownLanguageError: There is no catalogue of this language.
        CatalogueError: A message of the catalogue could not be filled.
    """
    known = codes()
    spoken = next((candidate for candidate in (code, code.partition("-")[0]) if candidate in known), None)
    if spoken is None:
        raise UnknownLanguageError(code, known)
    return None if spoken == language.SOURCE else _read(LOCALE / f"{spoken}.po")


def of_data(code: str) -> Catalogue | None:
    """Return the language to speak about data in a language: that one where it has words, or English."""
    has_words = {code, code.partition("-")[0]}.intersection(codes())
    return translation(code) if has_words else None


def in_each_language(say: Callable[[], T]) -> Iterator[T]:
    """Yield what is said in each language, first in the one that is spoken."""
    yield say()
    for code in codes():
        with language.speaking(translation(code)):
            yield say()


@cache
def _read(path: Path) -> Catalogue:
    try:
        with path.open("rb") as file:
            catalog = read_po(file, locale=None, abort_invalid=True)
        return Catalogue(path.stem, catalog)
    except (PoFileError, ValueError) as error:  # ValueError: of its letters or its Plural-Forms
        raise CatalogueError(path.stem, f"it cannot be read as a gettext catalogue: {error}.") from error


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _welsh_and(match: re.Match[str]) -> str:
    vowel = match["vowel"]
    return f" ac {vowel}" if vowel else " a "


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return a message’s forms: one, or those of a plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def _placeholders(pattern: str) -> set[str]:
    """Return the names of the placeholders of a pattern, each with what is written after it in brackets."""
    return {
        f"{name}{'!' + conversion if conversion else ''}{':' + form if form else ''}"
        for _, name, form, conversion in Formatter().parse(pattern)
        if name is not None
    }


def _mistake(code: str, message: str, reason: str) -> CatalogueError:
    """Return the mistake in the translation of a message, whose id is its English."""
    return CatalogueError(code, f"of the translation of ‘{message}’, {reason}")


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
