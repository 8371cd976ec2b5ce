"""What in a data file may be one thing under two names, and sources that may be one or are dead.

It never changes anything: which of two names is right, only an editor knows. `merge` makes one of two.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from ecosystem.dataset.addresses import LOOK_ALIKES
from ecosystem.model import FIELD_LINK_TYPES, ORGANISATION_SECTIONS, Ecosystem, Organisation, Value
from ecosystem.queries.names import names, simplified
from ecosystem.words import listed

ALIKE = 0.88
"""How much of two names must agree for them to be shown as alike."""
MOST_COMPARED = 2_000
"""Organisations up to which every pair is compared letter by letter; above, only their keys are."""

_SMALL_WORDS = {"of", "the", "and", "for", "in", "on", "to", "a", "an", "at"}


class Duplicate(Value, frozen=True, kw_only=True):
    """Two entries that may be one, or share a name: of which kind, their ids, and the sentence."""

    kind: str
    about: tuple[str, ...]
    sentence: str


class Unused(Duplicate, frozen=True, kw_only=True):
    """An entry that nothing refers to."""


HEADINGS = {
    "name": "Possible duplicates",
    "alias": "Names that lead to two things",
    "source": "Possible duplicate sources",
    "unused": "Entries that nothing refers to",
}


def examine(ecosystem: Ecosystem) -> tuple[Duplicate, ...]:
    """Every possible duplicate and every unused entry, in the order of the headings."""
    found = (*_shared_names(ecosystem), *_alike(ecosystem), *_sources(ecosystem), *_unused(ecosystem))
    order = list(HEADINGS)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), each.about)))


def _organisations(ecosystem: Ecosystem) -> list[Organisation]:
    nodes = (node for section in ORGANISATION_SECTIONS for node in ecosystem.section(section).values())
    return [node for node in nodes if isinstance(node, Organisation)]


def _shared_names(ecosystem: Ecosystem) -> Iterator[Duplicate]:
    """Names, short names and aliases that two things go by."""
    called: dict[str, dict[str, str]] = {}
    for _, node in ecosystem.nodes():
        for name in names(node)[1:]:
            called.setdefault(simplified(name), {}).setdefault(node.id, name)
    for ids in called.values():
        if len(ids) > 1:
            shown = listed(sorted(ids))
            name = ids[min(ids)]
            sentence = f"‘{name}’ leads to {shown}. Whoever asks for it has to choose."
            yield Duplicate(kind="alias", about=tuple(sorted(ids)), sentence=sentence)


def _alike(ecosystem: Ecosystem) -> Iterator[Duplicate]:
    organisations = _organisations(ecosystem)
    reasons: dict[tuple[str, str], str] = {}
    keyed: dict[str, list[Organisation]] = {}
    spelt: dict[str, set[str]] = {}
    short: dict[str, set[str]] = {}
    for organisation in organisations:
        for name in names(organisation)[1:]:
            keyed.setdefault(_plain(name), []).append(organisation)
            spelt.setdefault(_acronym(name), set()).add(organisation.id)
            if len(name) > 2 and " " not in name:
                short.setdefault(name.casefold(), set()).add(organisation.id)
    for acronym in sorted(short.keys() & spelt.keys()):
        for one, other in (
            (one, other) for one in short[acronym] for other in spelt[acronym] if one != other
        ):
            reason = f"the first letters of the one make the other’s name, {acronym.upper()}"
            reasons.setdefault((min(one, other), max(one, other)), reason)
    for group in keyed.values():
        for one, other in combinations(dict.fromkeys(organisation.id for organisation in group), 2):
            reasons.setdefault((min(one, other), max(one, other)), "their names look the same")
    if len(organisations) <= MOST_COMPARED:
        for pair in _close(organisations):
            reasons.setdefault(pair, "their names are nearly the same")
    named = {organisation.id: organisation.name for organisation in organisations}
    linked = {frozenset((link.tail, link.head)) for link in ecosystem.links}
    for (one, other), reason in reasons.items():
        tie = " They are linked, so they are probably two." if frozenset((one, other)) in linked else ""
        sentence = f"{named[one]} ({one}) and {named[other]} ({other}) may be one: {reason}.{tie}"
        yield Duplicate(kind="name", about=(one, other), sentence=sentence)


def _close(organisations: Sequence[Organisation]) -> Iterator[tuple[str, str]]:
    ordered = sorted((_plain(organisation.name), organisation.id) for organisation in organisations)
    for (one, first), (other, second) in combinations(ordered, 2):
        if abs(len(one) - len(other)) > 0.25 * max(len(one), len(other)):
            continue
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE:
            yield min(first, second), max(first, second)


def _plain(name: str) -> str:
    """A name as the eye takes it: without case, accents, small words, and letters of other alphabets."""
    seen = unicodedata.normalize("NFKC", name).casefold().translate(LOOK_ALIKES)
    return " ".join(word for word in simplified(seen).split() if word not in _SMALL_WORDS)


def _acronym(name: str) -> str:
    words = [word for word in re.findall(r"\w+", name) if word.casefold() not in _SMALL_WORDS]
    return "".join(word[0] for word in words).casefold() if len(words) > 2 else ""


def _sources(ecosystem: Ecosystem) -> Iterator[Duplicate]:
    addresses: dict[str, list[str]] = {}
    for source in ecosystem.sources.values():
        if source.url:
            plain = re.sub(r"^https?://(www\.)?|[/?]*(#.*)?$", "", source.url.casefold())
            addresses.setdefault(plain, []).append(source.id)
    for address, ids in addresses.items():
        for one, other in pairwise(ids):
            sentence = f"The sources {one} and {other} have the same address: {address}."
            yield Duplicate(kind="source", about=(one, other), sentence=sentence)


def _unused(ecosystem: Ecosystem) -> Iterator[Unused]:
    kinds = {getattr(node, "kind", None) for _, node in ecosystem.nodes()}
    types = {link.type for link in ecosystem.links}
    cited = ecosystem.cited()
    for key in ecosystem.sources:
        if key not in cited:
            yield Unused(kind="unused", about=(key,), sentence=f"Nothing rests on the source {key}.")
    for key in ecosystem.kinds:
        if key not in kinds:
            yield Unused(kind="unused", about=(key,), sentence=f"Nothing is of the kind {key}.")
    for key in ecosystem.link_types:
        if key not in types and key not in FIELD_LINK_TYPES:
            yield Unused(kind="unused", about=(key,), sentence=f"No link is of the type {key}.")
