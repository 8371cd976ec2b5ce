"""Short codes that tie an answer to the sentence it is about.

A code such as `7K2QF9XM04TB3` has 13 letters and digits, never I, L, O or U. The first eight stand for the
organisation and the sentence, the next three for the edition of the map, and the last two check the others.
A code that was changed is noticed, and so is one of another edition or map. A code holds no name.

The page holds a short digest of what each sentence says, from which its script makes the codes: see
`parts/reply.js`, which signs a text as `_signs` does here.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ecosystem.dataset.documents import Document
from ecosystem.edits import What, answered, change
from ecosystem.edits.change_list import keys, stem
from ecosystem.edits.places import Places
from ecosystem.model import ORGANISATION_SECTIONS, Value
from ecosystem.words import natural

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The digits of Crockford's base 32 (https://www.crockford.com/base32.html)."""
_ALIKE = str.maketrans("OIL", "011")
LENGTH = 13
_TARGET, _EDITION = 8, 3

_OFFSET, _PRIME, _64_BITS = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1
"""Of the hash FNV-1a (https://www.rfc-editor.org/rfc/rfc9923): a script needs few words for it."""


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
    return len(code) == LENGTH and code == _checked(code[: _TARGET + _EDITION])


def edition_of(code: str) -> str:
    return code[_TARGET : _TARGET + _EDITION]


def edition(document: Document) -> str:
    """Return the part of every code that stands for the edition of a map."""
    about = document["ecosystem"]
    number = int.from_bytes(_hash([about["title"], about["place"], about["edition"]])[:8], "big")
    return _spelt(number, _EDITION)


def digest(at: tuple[str, ...], shown: Document) -> str:
    """Return two signs for what the map says of an entry or a link: one change in 4,096 goes unnoticed.

    Args:
        at: The section and id of the entry, or `links` and the ends and type of the link.
        shown: What the map says of it.
    """
    subject = {name: value for name, value in answered.told(shown).items() if value not in (None, [])}
    return urlsafe_b64encode(_hash([list(at), subject]))[:2].decode()


def link_digests(document: Document) -> Iterator[str]:
    """Yield the digest of each link, in their order."""
    for link in document["links"]:
        yield digest(("links", stem("links", link)), link)


def code(edition: str, organisation: str, *about: str) -> str:
    """Return the code for asking an organisation about an entry or a link.

    Args:
        edition: The part of the code for the edition; see `edition`.
        organisation: The id of the organisation.
        *about: The id of the entry and its digest; or the ids of both ends of the link, its digest, and how
            many before it have the same.
    """
    return _checked(_signs(" ".join((organisation, *about)), _TARGET) + edition)


def targets(document: Document) -> dict[str, Target]:
    """Return what each organisation can be asked, by code: its entry, its links, its actions."""
    of_edition, places = edition(document), Places(document)
    by_code: dict[str, Target] = {}
    for organisation, at, made in _asked(document, of_edition):
        subject = answered.subject(change(What.CONFIRM, at), places.value(at))
        by_code.setdefault(made, Target(organisation=organisation, at=at, subject=subject))
    return by_code


def by_organisation(document: Document) -> dict[str, dict[tuple[str, ...], str]]:
    """Return the code of each thing that an organisation can be asked, by organisation and way to it."""
    codes: dict[str, dict[tuple[str, ...], str]] = {}
    for organisation, at, made in _asked(document, edition(document)):
        codes.setdefault(organisation, {})[at] = made
    return codes


def _asked(document: Document, edition: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield each organisation with what it can be asked: the way to it and its code."""
    organisations = {name for section in ORGANISATION_SECTIONS for name in document[section]}
    for section in ORGANISATION_SECTIONS:
        for name, entry in document[section].items():
            if not entry.get("withheld"):
                at = (section.value, name)
                yield name, at, code(edition, name, name, digest(at, entry))
    links, alike = document["links"], Counter[tuple[str, ...]]()
    links_with_digests = zip(keys("links", links), links, link_digests(document), strict=True)
    for key, link, digested in sorted(links_with_digests, key=lambda one: natural(one[0])):  # as on the page
        about = (link["from"], link["to"], digested)
        for end in dict.fromkeys(about[:2]):
            if end in organisations:
                yield end, ("links", key), code(edition, end, *about, str(alike[about]))
        alike[about] += 1
    for name, action in document["actions"].items():
        at = ("actions", name)
        leads = [lead for lead in action.get("leads", []) if not _is_withheld(document, lead)]
        digested = digest(at, {**action, "leads": leads})
        owners = document["plans"][action["plan"]].get("owners", [])
        for organisation in dict.fromkeys((*leads, *owners)):
            yield organisation, at, code(edition, organisation, name, digested)


def _is_withheld(document: Document, organisation: str) -> bool:
    return any(document[section].get(organisation, {}).get("withheld") for section in ORGANISATION_SECTIONS)


def _hash(value: Any) -> bytes:
    content = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()


def _spelt(number: int, length: int) -> str:
    return "".join(_SIGNS[number >> 5 * place & 31] for place in range(length))


def _signs(text: str, length: int) -> str:
    """Return signs for a text of ids and signs, as the page's script does: the hash FNV-1a, folded once."""
    number = _OFFSET
    for byte in text.encode():
        number = (number ^ byte) * _PRIME & _64_BITS
    return _spelt(number ^ number >> 32, length)


def _checked(first: str) -> str:
    return first + _signs(first, LENGTH - _TARGET - _EDITION)
