"""What would be lost if the data file said what a workbook says."""

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from msgspec import structs

from ecosystem import files
from ecosystem.dataset.draft import SECTIONS
from ecosystem.exchange import documents
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
                removed.append(f"{_(noun)} {identifier} ({name})")
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
            (each, (each.about, each.question), (each.about, each.claims), each.about),
            _("dispute about {about}: {question}", about=each.about, question=each.question),
        )
        for each in city.disputes
    ]
    yield [
        _Listed(
            (gap, (gap.gap, gap.about, gap.kind)),
            _("accepted gap ‘{gap}’ of {about}: {reason}", gap=gap.gap, about=gap.about, reason=gap.reason),
        )
        for gap in city.accepted_gaps
    ]


def _missing(was: list[_Listed], now: list[_Listed]) -> list[str]:
    """The names of what is there no more, neither as it was nor changed."""
    for sure in range(max((len(each.marks) for each in was), default=0)):
        same = Counter(each.marks[sure] for each in was) & Counter(each.marks[sure] for each in now)
        was, now = _others(was, same, sure), _others(now, same, sure)
    return [each.name for each in was]


def _others(some: list[_Listed], same: Counter[Hashable], sure: int) -> list[_Listed]:
    """What is left when for each mark as many are taken out as both have."""
    left, found = same.copy(), []
    for each in some:
        if left[each.marks[sure]]:
            left[each.marks[sure]] -= 1
        else:
            found.append(each)
    return found


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
