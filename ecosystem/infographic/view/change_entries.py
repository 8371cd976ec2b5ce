"""What changed since an older edition: the sentences of `diff`, and what one can follow."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256

from ecosystem import changes, dates, sentences
from ecosystem.changes import Change
from ecosystem.city import City
from ecosystem.files import portable
from ecosystem.language import _
from ecosystem.model import ORGANISATION_SECTIONS, Section, Value

FEEDS = "changes"
"""The stem of the feeds of everything, and the folder of the others."""


class ChangeEntry(Value, frozen=True):
    """A change, as the page and the feeds tell it."""

    id: str  # the same in every build that tells this change
    heading: str
    sentence: str
    concerns: tuple[str, ...]


class ChangeGroup(Value, frozen=True):
    heading: str
    entries: tuple[ChangeEntry, ...]


class Followed(Value, frozen=True):
    """What has feeds of its own."""

    name: str
    stem: str  # of the files of its feeds


class WhatChanged(Value, frozen=True):
    """All that changed, the changed answers first."""

    summary: str
    day: date  # of the edition: the first that its date covers
    groups: tuple[ChangeGroup, ...]
    followed: dict[str, Followed]  # every organisation and priority of either edition, by id


def what_changed(old: City, new: City) -> WhatChanged:
    """Return what changed from one edition to another. What is withheld in either is followed in neither."""
    asked = old.withheld | new.withheld
    old, new = old.without(asked), new.without(asked)
    compared = changes.compare(old, new)
    entries = tuple(_entries(compared.changes, compared.old))
    by_heading: dict[str, list[ChangeEntry]] = {}
    for entry in entries:
        by_heading.setdefault(entry.heading, []).append(entry)
    return WhatChanged(
        summary=compared.summary,
        day=dates.bounds(compared.new)[0],
        groups=tuple(ChangeGroup(heading, tuple(some)) for heading, some in by_heading.items()),
        followed=dict(sorted((_followed(old) | _followed(new)).items())),
    )


def _entries(changes_told: Iterable[Change], edition: str) -> Iterator[ChangeEntry]:
    """Each change with an id of what it says and since when.

    The ids of links are counted and may shift, so that a link goes by its ends here. What says the same twice
    is numbered.
    """
    times_said: Counter[tuple[str, ...]] = Counter()
    for change in changes_told:
        about = change.concerns if change.part in changes.OF_LINKS else (change.about,)
        key = (edition, change.part, *about, change.sentence)
        times_said[key] += 1
        digest = sha256("\n".join((*key, str(times_said[key]))).encode()).hexdigest()
        yield ChangeEntry(digest[:16], _(changes.HEADINGS[change.part]), change.sentence, change.concerns)


def _followed(city: City) -> dict[str, Followed]:
    return {
        identifier: Followed(sentences.title(city.value(identifier)), f"{FEEDS}/{portable(identifier)}")
        for identifier in city
        if city.section(identifier) in (*ORGANISATION_SECTIONS, Section.PRIORITIES)
    }
