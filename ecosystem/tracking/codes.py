"""Short codes that tie an answer to the sentence it is about.

A code such as `7K2QF9XM04TB3` has 13 letters and digits, never I, L, O or U. The first eight stand for the
organisation and the sentence, the next three for the edition of the map, and the last two check the others.
A code that was changed is noticed, and so is one of another edition or map. A code holds no name.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from ecosystem.dataset.documents import Document
from ecosystem.edits import What, answered, change
from ecosystem.edits.change_list import keys, stem
from ecosystem.edits.places import Places
from ecosystem.model import ORGANISATION_SECTIONS, Value

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The digits of Crockford's base 32 (https://www.crockford.com/base32.html)."""
_ALIKE = str.maketrans("OIL", "011")
LENGTH = 13
_TARGET, _EDITION = 8, 3


class Target(Value, frozen=True, kw_only=True):
    """What a code stands for: whom it asks, about what, and what the map says of it."""

    organisation: str
    at: tuple[str, ...]
    subject: Any


def plain(code: str) -> str:
    """Return a code as it was made: in capitals, and with digits for letters that look like them."""
    return code.upper().translate(_ALIKE)


def is_whole(code: str) -> bool:
    """Return whether the last two signs of a code fit the others."""
    return len(code) == LENGTH and code == code[:-2] + _digest(code[:-2], LENGTH - _TARGET - _EDITION)


def edition_of(code: str) -> str:
    return code[_TARGET : _TARGET + _EDITION]


def edition(document: Document) -> str:
    """Return the part of every code that stands for the edition of a map."""
    about = document["ecosystem"]
    return _digest([about["title"], about["place"], about["edition"]], _EDITION)


def code(edition: str, organisation: str, at: tuple[str, ...], shown: Any) -> str:
    """Return the code for asking an organisation about an entry or a link.

    Args:
        edition: The part of the code for the edition; see `edition`.
        organisation: The id of the organisation.
        at: The section and id of the entry, or `links` and the ends and type of the link.
        shown: What the map says of it.
    """
    subject = answered.subject(change(What.CONFIRM, at), shown)
    if isinstance(subject, dict):
        subject = {name: value for name, value in subject.items() if value not in (None, [])}
    first = _digest([organisation, list(at), subject], _TARGET) + edition
    return first + _digest(first, LENGTH - _TARGET - _EDITION)


def targets(document: Document) -> dict[str, Target]:
    """Return what each organisation can be asked, by code: its entry, its links, its actions."""
    of_edition, places = edition(document), Places(document)
    found: dict[str, Target] = {}
    for organisation, at, named, shown in _asked(document):
        subject = answered.subject(change(What.CONFIRM, at), places.value(at))
        target = Target(organisation=organisation, at=at, subject=subject)
        found.setdefault(code(of_edition, organisation, named, shown), target)
    return found


def by_organisation(document: Document) -> dict[str, dict[tuple[str, ...], str]]:
    """Return the code of each thing that an organisation can be asked, by organisation and way to it."""
    of_edition = edition(document)
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for organisation, at, named, shown in _asked(document):
        found.setdefault(organisation, {})[at] = code(of_edition, organisation, named, shown)
    return found


def _asked(document: Document) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], Any]]:
    """Yield each organisation with what it can be asked: the way to it, its name in the code, its entry."""
    organisations = {name for section in ORGANISATION_SECTIONS for name in document[section]}
    for section in ORGANISATION_SECTIONS:
        for name, entry in document[section].items():
            if not entry.get("withheld"):
                yield name, (section.value, name), (section.value, name), entry
    links = document["links"]
    for key, link in zip(keys("links", links), links, strict=True):
        for end in dict.fromkeys((link["from"], link["to"])):
            if end in organisations:
                yield end, ("links", key), ("links", stem("links", link)), link
    for name, action in document["actions"].items():
        leads = [lead for lead in action.get("leads", []) if not _is_withheld(document, lead)]
        shown = {**action, "leads": leads}
        owners = document["plans"][action["plan"]].get("owners", [])
        for organisation in dict.fromkeys((*leads, *owners)):
            yield organisation, ("actions", name), ("actions", name), shown


def _is_withheld(document: Document, organisation: str) -> bool:
    return any(document[each].get(organisation, {}).get("withheld") for each in ORGANISATION_SECTIONS)


def _digest(value: Any, length: int) -> str:
    told = json.dumps(value, ensure_ascii=False, sort_keys=True)
    number = int.from_bytes(hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    return "".join(_SIGNS[number >> 5 * place & 31] for place in range(length))
