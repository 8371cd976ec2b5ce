"""Pseudo-languages: every string of the program in brackets and longer, in either direction.

What stands without brackets in such a language did not pass through `ecosystem.language`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog

from ecosystem import language
from tests import messages

OPEN, CLOSE = "⟦", "⟧"
PADDING = "~"


def bracketed(pattern: str) -> str:
    """Return a string as a pseudo-language has it."""
    return f"{OPEN}{pattern}{PADDING * (len(pattern) // 3)}{CLOSE}"


class Pseudo:
    """A language that brackets each string and makes it about a third longer."""

    def __init__(self, code: str = "qps", *, is_right_to_left: bool = False) -> None:
        self.code = code
        self.is_right_to_left = is_right_to_left
        self.reviewed = ""

    def translate(self, pattern: str, context: str | None = None) -> str:
        return bracketed(pattern)

    def translate_plural(self, one: str, many: str, count: int) -> str:
        return self.translate(one if count == 1 else many)

    def number(self, value: int) -> str:
        return f"{value:,}"

    def joined(self, names: Sequence[str]) -> str:
        with language.speaking(None):
            return language.joined(names)

    def date(self, year: int, month: int | None, day: int | None) -> str:
        return self.translate("-".join(str(part) for part in (year, month, day) if part))


@contextmanager
def spoken(*, is_right_to_left: bool = False) -> Iterator[None]:
    """Speak a pseudo-language for a while."""
    with language.speaking(Pseudo("qpr" if is_right_to_left else "qps", is_right_to_left=is_right_to_left)):
        yield


def unbracketed(text: str) -> str:
    """Return what of a text stands outside all brackets."""
    text = re.sub("[\u2066-\u2069]", "", text)
    inner = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
    while OPEN in text:
        text, count = inner.subn("", text)
        if not count:
            break
    return text


def texts(document: str) -> set[str]:
    """Return every text of a data file, its ids and field names as well: what is data, not the program's."""

    def within(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield str(key)
                yield from within(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from within(inner)
        else:
            yield str(value)

    return set(within(yaml.load(document, yaml.BaseLoader)))


def leftovers(text: str, data: Iterable[str]) -> list[str]:
    """Return the words of a text that stand outside all brackets and do not come from the data."""
    text = unbracketed(text)
    for known in sorted(data, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", "", text, flags=re.IGNORECASE)
    return re.findall(r"[^\W\d_]{2,}", text)


def write(folder: Path, code: str = "qps", *, is_right_to_left: bool = False) -> None:
    """Write a catalogue in which every string is bracketed, as a real one is written."""
    template = messages.gathered()
    direction = "rtl" if is_right_to_left else "ltr"
    catalog = Catalog(header_comment=f"# Reviewed:\n# Direction: {direction}", fuzzy=False)
    for message in template:
        if message.id:
            english = message.id
            string = bracketed(english) if isinstance(english, str) else tuple(map(bracketed, english))
            catalog.add(message.id, string, context=message.context)
    (folder / f"{code}.po").write_text(messages.text(catalog), encoding="utf-8")
