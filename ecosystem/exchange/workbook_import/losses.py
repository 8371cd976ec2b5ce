"""What would be lost if the data file said what a workbook says."""

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from msgspec import structs

from ecosystem import files
from ecosystem.dataset import documents
from ecosystem.dataset.draft import SECTIONS
from ecosystem.language import _
from ecosystem.model import ORGANISATION_SECTIONS, Ecosystem


def gone(before: Ecosystem, after: Ecosystem) -> list[str]:
    """Return every entry that would be removed, by its id and name."""
    old, new = documents.of(before), documents.of(after)
    there = {identifier for section in ORGANISATION_SECTIONS for identifier in new[section]}
    removed = []
    for section, (_model, noun) in SECTIONS.items():
        for identifier, entry in old[section].items():
            if identifier not in new[section] and not (
                section in ORGANISATION_SECTIONS and identifier in there
            ):
                name = entry.get("name") or entry.get("title") or entry.get("label")
                removed.append(_("{id} ({name}), {noun}", id=identifier, name=name, noun=_(noun)))
    for was, now in zip(_listed(before), _listed(after), strict=True):
        removed += _missing(was, now)
    return removed


class _Listed(NamedTuple):
    """An entry of a list: what tells that it is the same, the surest first, and its name."""

    marks: tuple[Hashable, ...]
    name: str


def _listed(city: Ecosystem) -> Iterator[list[_Listed]]:
    yield [
        _Listed((structs.replace(link, id=""), (link.tail, link.type, link.head)), _("link {id}", id=link.id))
        for link in city.links
    ]
    yield [
        _Listed(
            (dispute, (dispute.about, dispute.question), (dispute.about, dispute.claims), dispute.about),
            _("dispute about {about}: {question}", about=dispute.about, question=dispute.question),
        )
        for dispute in city.disputes
    ]
    yield [
        _Listed(
            (gap, (gap.gap, gap.about, gap.kind)),
            _("accepted gap ‘{gap}’ of {about}: {reason}", gap=gap.gap, about=gap.about, reason=gap.reason),
        )
        for gap in city.accepted_gaps
    ]


def _missing(was: list[_Listed], now: list[_Listed]) -> list[str]:
    """Return the names of what is missing, neither as it was nor changed."""
    for sure in range(max((len(entry.marks) for entry in was), default=0)):
        same = Counter(entry.marks[sure] for entry in was) & Counter(entry.marks[sure] for entry in now)
        was, now = _others(was, same, sure), _others(now, same, sure)
    return [entry.name for entry in was]


def _others(entries: list[_Listed], same: Counter[Hashable], sure: int) -> list[_Listed]:
    """Return what is left when for each mark as many are taken out as both have."""
    paired, left = same.copy(), []
    for entry in entries:
        if paired[entry.marks[sure]]:
            paired[entry.marks[sure]] -= 1
        else:
            left.append(entry)
    return left


def losses(before: Ecosystem, after: Ecosystem) -> list[str]:
    """Return the sentences of `files.losses` for an import."""
    organisations = _organisations(before), _organisations(after)
    return files.losses(organisations, (_links(before), _links(after)))


def _organisations(city: Ecosystem) -> dict[str, str]:
    return {
        key: organisation.name
        for section in ORGANISATION_SECTIONS
        for key, organisation in city.section(section).items()
    }


def _links(city: Ecosystem) -> dict[str, str]:
    return {link.id: link.id for link in city.links}
