"""Possible duplicates in a data file, and entries that nothing uses.

Nothing is changed: only an editor knows whether two entries are the same. `merge` merges them.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations, pairwise, product

from ecosystem.dataset.addresses import LOOK_ALIKES
from ecosystem.folding import folded
from ecosystem.language import N_, _, joined
from ecosystem.model import FIELD_LINK_TYPES, ORGANISATION_SECTIONS, Ecosystem, Organisation, Value
from ecosystem.queries.names import names

ALIKE = 0.88
"""The share of two names, from 0 to 1, that must agree for them to count as nearly the same."""
MOST_COMPARED = 2_000
"""With more organisations than this, pairs are compared by simplified name and acronym only."""

_SMALL_WORDS = {"of", "the", "and", "for", "in", "on", "to", "a", "an", "at"}


class Duplicate(Value, frozen=True, kw_only=True):
    """Entries that may be duplicates or share a name.

    `kind` is a key of HEADINGS, `about` the ids of the entries.
    """

    kind: str
    about: tuple[str, ...]
    sentence: str


class Unused(Duplicate, frozen=True, kw_only=True):
    """An entry that nothing refers to."""


HEADINGS = {
    "name": N_("Possible duplicates"),
    "alias": N_("Names that several entries share"),
    "source": N_("Possible duplicate sources"),
    "unused": N_("Entries that nothing uses"),
}


def examine(ecosystem: Ecosystem) -> tuple[Duplicate, ...]:
    """Return every possible duplicate and every unused entry, in the order of HEADINGS."""
    findings = (*_shared_names(ecosystem), *_alike(ecosystem), *_sources(ecosystem), *_unused(ecosystem))
    order = list(HEADINGS)
    return tuple(sorted(findings, key=lambda finding: (order.index(finding.kind), finding.about)))


def _organisations(ecosystem: Ecosystem) -> list[Organisation]:
    nodes = (node for section in ORGANISATION_SECTIONS for node in ecosystem.section(section).values())
    return [node for node in nodes if isinstance(node, Organisation)]


def _shared_names(ecosystem: Ecosystem) -> Iterator[Duplicate]:
    """Yield names, short names and aliases that several entries share."""
    entries: dict[str, dict[str, str]] = {}
    for _section, node in ecosystem.nodes():
        for name in names(node)[1:]:
            entries.setdefault(folded(name), {}).setdefault(node.id, name)
    for shared in entries.values():
        if len(shared) > 1:
            sentence = _(
                "‘{name}’ could mean {ids}. Readers who ask for it will have to choose.",
                name=shared[min(shared)],
                ids=joined(sorted(shared)),
            )
            yield Duplicate(kind="alias", about=tuple(sorted(shared)), sentence=sentence)


def _alike(ecosystem: Ecosystem) -> Iterator[Duplicate]:
    """Yield pairs of organisations whose names look alike, or of which one is the acronym of the other."""
    organisations = _organisations(ecosystem)
    reasons: dict[tuple[str, str], str] = {}
    keyed: dict[str, list[Organisation]] = {}
    by_acronym: dict[str, set[str]] = {}
    by_short_name: dict[str, set[str]] = {}
    for organisation in organisations:
        for name in names(organisation)[1:]:
            keyed.setdefault(_plain(name), []).append(organisation)
            by_acronym.setdefault(_acronym(name), set()).add(organisation.id)
            if len(name) > 2 and " " not in name:
                by_short_name.setdefault(name.casefold(), set()).add(organisation.id)
    for acronym in sorted(by_short_name.keys() & by_acronym.keys()):
        for one, other in product(by_short_name[acronym], by_acronym[acronym]):
            if one != other:
                reason = _("One is called {acronym}, the initials of the other.", acronym=acronym.upper())
                reasons.setdefault((min(one, other), max(one, other)), reason)
    for group in keyed.values():
        for one, other in combinations(dict.fromkeys(organisation.id for organisation in group), 2):
            reasons.setdefault((min(one, other), max(one, other)), _("Their names look the same."))
    if len(organisations) <= MOST_COMPARED:
        for pair in _close(organisations):
            reasons.setdefault(pair, _("Their names are nearly the same."))
    labels = {organisation.id: f"{organisation.name} ({organisation.id})" for organisation in organisations}
    linked = {frozenset((link.tail, link.head)) for link in ecosystem.links}
    for (one, other), reason in reasons.items():
        sentences = [_("{one} may be the same as {other}.", one=labels[one], other=labels[other]), reason]
        if frozenset((one, other)) in linked:
            sentences.append(_("They are linked, so they are probably different."))
        yield Duplicate(kind="name", about=(one, other), sentence=" ".join(sentences))


def _close(organisations: Sequence[Organisation]) -> Iterator[tuple[str, str]]:
    ordered = sorted((_plain(organisation.name), organisation.id) for organisation in organisations)
    for (one, first), (other, second) in combinations(ordered, 2):
        if abs(len(one) - len(other)) > 0.25 * max(len(one), len(other)):
            continue
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE:
            yield min(first, second), max(first, second)


def _plain(name: str) -> str:
    """Return a name without case, accents, small words and letters of other alphabets."""
    latin = unicodedata.normalize("NFKC", name).casefold().translate(LOOK_ALIKES)
    return " ".join(word for word in folded(latin).split() if word not in _SMALL_WORDS)


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
            sentence = _(
                "The sources {one} and {other} have the same web address: {address}.",
                one=one,
                other=other,
                address=address,
            )
            yield Duplicate(kind="source", about=(one, other), sentence=sentence)


def _unused(ecosystem: Ecosystem) -> Iterator[Unused]:
    kinds = {getattr(node, "kind", None) for _section, node in ecosystem.nodes()}
    types = {link.type for link in ecosystem.links}
    cited = ecosystem.cited()
    for key in ecosystem.sources:
        if key not in cited:
            sentence = _("Nothing cites the source {id}.", id=key)
            yield Unused(kind="unused", about=(key,), sentence=sentence)
    for key in ecosystem.kinds:
        if key not in kinds:
            sentence = _("No entry is of the kind {id}.", id=key)
            yield Unused(kind="unused", about=(key,), sentence=sentence)
    for key in ecosystem.link_types:
        if key not in types and key not in FIELD_LINK_TYPES:
            sentence = _("No link is of the type {id}.", id=key)
            yield Unused(kind="unused", about=(key,), sentence=sentence)
