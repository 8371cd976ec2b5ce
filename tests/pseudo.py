"""Pseudo-languages: every string of the program in brackets and longer, in either direction.

What stands without brackets in such a language did not pass through `ecosystem.language`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog

from ecosystem import language
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.model import About, Value
from ecosystem.model.descriptions import Field, written_fields
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
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {OPEN}and{CLOSE} {names[-1]}"

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


DISGUISE = "mk"
"""The language that a disguised data file says it is in."""
LATIN, CYRILLIC = "abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопярстуввхуз"
_DISGUISE = str.maketrans(LATIN + LATIN.upper(), CYRILLIC + CYRILLIC.upper())


def disguised(document: str) -> str:
    """Return a data file with its texts in Cyrillic, so that every Latin word is the program’s."""

    def within(value: Any, model: type[Value]) -> Any:
        fields = {field.written: field for field in written_fields(model)}
        return {key: _hidden(inner, fields.get(key), within) for key, inner in value.items()}

    data = yaml.load(document, yaml.BaseLoader)
    data[ABOUT] = within(data[ABOUT], About) | {"language": DISGUISE}
    for section, (model, _) in SECTIONS.items():
        data[section] = {key: within(entry, model) for key, entry in data.get(section, {}).items()}
    for name, (model, _) in LISTS.items():
        data[name] = [within(entry, model) for entry in data.get(name, [])]
    return yaml.dump(data, allow_unicode=True, sort_keys=False)


def latin(text: str) -> list[str]:
    """Return the Latin words of a text that stand outside all brackets: what a disguised city did not say."""
    return re.findall(r"[A-Za-z]{2,}", unbracketed(text))


def _hidden(value: Any, field: Field | None, within: Callable[[Any, type[Value]], Any]) -> Any:
    if isinstance(value, list):
        return [_hidden(inner, field, within) for inner in value]
    if field and field.entry and isinstance(value, dict):
        return within(value, field.entry)
    return value.translate(_DISGUISE) if field and field.is_words else value
