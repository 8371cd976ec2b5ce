"""Changes to a data file as a list that people and programs can look at before any of it is written.

Every way into the file (a command, a workbook, a correction) makes such a list; `applying` writes it. A path
`at` leads from the top of the file by names of sections and fields, by ids, and, in a list whose items have
no ids, by what tells an item from the others; see `keys`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from ecosystem import foreign_json
from ecosystem.errors import FileAccessError
from ecosystem.language import _
from ecosystem.model import PRIVATE

SCHEMA = "ecosystem-changes/1"

_DEEPEST = 20
"""Levels of values within values that are taken, of which an entry has fewer than ten."""

LISTED = {
    "links": ("from", "type", "to"),
    "disputes": ("about", "question"),
    "accepted_gaps": ("gap", "about", "kind"),
    "facts": ("text",),
    "progress": ("date", "state"),
    "readings": ("date",),
    "confirmations": ("organisation", "date"),
    "claims": ("claim",),
    "steps": ("title",),
    "translations": ("language",),
}
"""The lists of entries without ids, and the fields that tell one item from another."""


class What(StrEnum):
    ADD = "add"
    SET = "set"
    REMOVE = "remove"
    CONFIRM = "confirm"
    DISPUTE = "dispute"


class Because(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a change is suggested: who says so, by role and organisation, when and how, or which source."""

    who: str | None = None
    when: str | None = None
    how: str | None = None
    source: str | None = None
    place: str | None = None


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One change: `add` an entry, item or word, `set` a field, or `remove` any of these.

    `was` is what the file holds before, `value` what it is to hold; a missing one is None. What somebody
    says of an entry or a link is a `confirm` or a `dispute` of it; `answered` says which change follows.
    """

    id: str
    what: What
    at: tuple[str, ...]
    was: Any = None
    value: Any = None
    because: Because | None = None


def change(
    what: What, at: Sequence[str], *, was: Any = None, value: Any = None, because: Because | None = None
) -> Change:
    """Return a change whose id depends on what it changes alone."""
    content = json.dumps([what.value, list(at), was, value], ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return Change(digest[:12], what, tuple(at), was, value, because)


def dumps(changes: Iterable[Change]) -> str:
    """Return changes as JSON, to be looked at, kept or sent."""
    plain = {"schema": SCHEMA, "changes": msgspec.to_builtins(list(changes))}
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def loads(text: str, file: str = "changes.json") -> list[Change]:
    """Return the changes that `dumps` wrote, or that somebody wrote by hand.

    Raises:
        FileAccessError: The text holds no such list.
    """
    try:
        plain = foreign_json.read(text)
        if plain["schema"] != SCHEMA:
            raise ValueError(plain["schema"])
        changes = msgspec.convert(plain["changes"], list[Change])
        if not all(map(_is_sound, changes)):
            raise ValueError(plain["schema"])
        dumps(changes).encode()  # JSON may hold halves of characters, which no file can
        return changes
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = _("{file} is not a list of changes ({schema}).", file=file, schema=SCHEMA)
        raise FileAccessError(message) from error


def _is_sound(edit: Change) -> bool:
    """Return whether a change has the parts that its sort needs."""
    if not edit.at or PRIVATE in edit.at:
        return False  # nobody outside may write private notes
    if not (_is_shallow(edit.was) and _is_shallow(edit.value)):
        return False
    if edit.what is What.ADD:
        is_word = isinstance(edit.value, str) and len(edit.at) > 1
        return isinstance(edit.value, dict) or is_word
    if edit.what in (What.CONFIRM, What.DISPUTE):
        texts = edit.value.values() if isinstance(edit.value, dict) else [None]
        needed = isinstance(edit.value, dict) and {"organisation", "date"} <= edit.value.keys()
        return len(edit.at) > 1 and needed and all(isinstance(text, str) for text in texts)
    return len(edit.at) > 1


def _is_shallow(value: Any, levels: int = _DEEPEST) -> bool:
    """Return whether a value holds as few values within values as any entry does."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return not parts or (levels > 0 and all(_is_shallow(part, levels - 1) for part in parts))


def holds_items(name: str, value: Any) -> bool:
    """Return whether a field holds entries of its own, without ids."""
    return name in LISTED and isinstance(value, list)


def stem(name: str, item: Mapping[str, Any]) -> str:
    """Return what tells an item of a list from most others."""
    separator = "-" if name == "links" else ": "
    return separator.join(str(item[field]) for field in LISTED[name] if field in item)


def keys(name: str, items: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what tells each item of a list from the others; equal ones are numbered.

    >>> keys("facts", [{"text": "Meets."}, {"text": "Meets."}])
    ['Meets.', 'Meets. (2)']
    """
    numbered: list[str] = []
    counts: dict[str, int] = {}
    for item in items:
        key = stem(name, item)
        counts[key] = counts.get(key, 0) + 1
        number = counts[key]
        if number > 1:
            key = f"{key}-{number}" if name == "links" else f"{key} ({number})"
        numbered.append(key)
    return numbered
