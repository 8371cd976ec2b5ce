"""Who might be introduced to whom: suggestions for the editor, which never stand on the public page."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice

from ecosystem import sentences
from ecosystem.analysis.projection import ties
from ecosystem.city import City, Step
from ecosystem.language import _, joined
from ecosystem.model import Basis, Family, Link, Meaning, Organisation, Value
from ecosystem.queries import Answers, Nearness

INTRODUCTIONS = 5
SHARED_NEIGHBOURS = 2  # fewer are no reason to introduce
_UNITS = (Meaning.UNIT_OF, Meaning.SUB_ORGANIZATION_OF)


class Introduction(Value, frozen=True, kw_only=True):
    """A suggestion for the editor: two organisations that share neighbours and a priority.

    Nothing ties them, not even through what one is a part or a member of, and no source mentions both.
    """

    one: str
    other: str
    neighbours: tuple[str, ...]
    priorities: tuple[str, ...]
    sentence: str


def going(city: City) -> Iterator[str]:
    """Yield the organisations that have not ended: what is over leaves no gap."""
    for identifier in city:
        value = city.value(identifier)
        if isinstance(value, Organisation) and not value.ended:
            yield identifier


def suggest(city: City, answers: Answers) -> tuple[Introduction, ...]:
    """Return pairs of going organisations that share most neighbours and priorities, for the editor.

    Two that may know each other already are left out: something ties them; what one is a part or a member of
    is tied to the other; or a source mentions both, as `_Mentions` tells it. An organisation that is only
    planned is left out too. A shared priority is one that both connect to nearer than through another
    organisation. Ties are those of the projection.
    """
    tied = defaultdict[str, set[str]](set)
    for one, other in ties(city):
        tied[one].add(other)
        tied[other].add(one)
    near = _near_priorities(answers)
    there = {identifier for identifier in going(city) if not _is_only_planned(city, identifier)}
    reached = there.intersection(set().union(*near.values()))
    met = {one: set[str]().union(*(tied[whole] for whole in _wholes(city, one))) for one in reached}
    pairs = []
    for one in sorted(reached):
        strangers = {far for neighbour in tied[one] for far in tied[neighbour]} & reached - tied[one]
        for other in sorted(strangers):
            if other <= one or other in met[one] or one in met[other]:
                continue
            neighbours = tuple(sorted(tied[one] & tied[other] & there))
            priorities = tuple(
                priority for priority, organisations in near.items() if {one, other} <= organisations
            )
            if len(neighbours) >= SHARED_NEIGHBOURS and priorities:
                pairs.append((one, other, neighbours, priorities))
    pairs.sort(key=lambda pair: (-len(pair[2]), -len(pair[3]), pair[:2]))
    if not pairs:
        return ()
    mentions = _Mentions(city)
    unmentioned = (pair for pair in pairs if not mentions.of(pair[0]) & mentions.of(pair[1]))
    return tuple(_introduction(city, *pair) for pair in islice(unmentioned, INTRODUCTIONS))


def _is_only_planned(city: City, identifier: str) -> bool:
    bases = {step.link.basis for step in city.steps(identifier) if city.is_organisation(step.end)}
    return bases == {Basis.PLANNED}


def _wholes(city: City, start: str) -> set[str]:
    """Return what an organisation is a part or a member of, and what that is, and so on."""
    return _reached(city, start, lambda step: step.forward and _is_membership(city, step))


def _parts(city: City, start: str) -> set[str]:
    """Return the offices, staff networks and other parts of an organisation, and theirs; not its members."""
    return _reached(city, start, lambda step: not step.forward and _is_part(city, step))


def _reached(city: City, start: str, takes: Callable[[Step], bool]) -> set[str]:
    reached, ahead = set[str](), [start]
    while ahead:
        ends = {step.end for step in city.steps(ahead.pop()) if takes(step)} - reached - {start}
        reached |= ends
        ahead += ends
    return reached


def _is_membership(city: City, step: Step) -> bool:
    link_type = city.link_type(step.link)
    return link_type.family is Family.MEMBERSHIP and link_type.transitive and city.is_organisation(step.end)


def _is_part(city: City, step: Step) -> bool:
    is_of = step.link.type == "part-of" or city.link_type(step.link).means in _UNITS
    return is_of and city.is_organisation(step.end)


def _near_priorities(answers: Answers) -> dict[str, set[str]]:
    return {
        priority: {
            connection.id
            for connection in answer.connections
            if connection.nearness is not Nearness.ORGANISATION
        }
        for priority, answer in answers.items()
    }


class _Mentions:
    """The sources that mention an organisation or a part of it: those cited for it or for one of its links,
    those whose title, publisher or note has a name of it, and those cited for any statement that names it.
    """

    def __init__(self, city: City) -> None:
        self._city = city
        self._cited = defaultdict[str, set[str]](set)
        texts = defaultdict[str, list[str]](list)
        for known in city.ecosystem.sources.values():
            texts[known.id] += [known.title, known.publisher, known.note or ""]
        for holding in city.ecosystem.holdings():
            ends = (holding.what.tail, holding.what.head) if isinstance(holding.what, Link) else (holding.of,)
            parts = (holding.what, holding.within) if holding.within else (holding.what,)
            words = [text for part in parts for text in _texts(part)]
            for source in {cited.id for cited in holding.sources}:
                texts[source] += words
                for identifier in ends:
                    self._cited[identifier].add(source)
        self._known: dict[str, set[str]] = {}
        self._texts = {source: "\n".join(words) for source, words in texts.items()}

    def of(self, identifier: str) -> set[str]:
        """Return the ids of the sources that mention an organisation or one of its parts."""
        parts = _parts(self._city, identifier)
        return self._of(identifier).union(*map(self._of, parts))

    def _of(self, identifier: str) -> set[str]:
        """Return the ids of the sources that mention it by name. Names are compared with their capitals: a
        network may be called RACE.
        """
        if identifier in self._known:
            return self._known[identifier]
        value = self._city.value(identifier)
        names = {name for name in (value.name, value.short, *value.aliases) if name}
        naming = {
            source
            for source, text in self._texts.items()
            if any(name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)
        }
        return self._known.setdefault(identifier, self._cited[identifier] | naming)


def _texts(value: Value) -> Iterator[str]:
    """Yield the texts of a value, ids and dates among them: no organisation is called like those."""
    contents = (getattr(value, name) for name in value.__struct_fields__)
    return (content for content in contents if isinstance(content, str))


def _introduction(
    city: City,
    one: str,
    other: str,
    neighbours: tuple[str, ...],
    priorities: tuple[str, ...],
) -> Introduction:
    suggestion = _("Suggestion: introduce {one} to {other}.", one=city.label(one), other=city.label(other))
    shared = _(
        "The map shows no link between them. Both are linked to {neighbours}, and connect to {priorities}.",
        neighbours=joined([city.label(neighbour) for neighbour in neighbours]),
        priorities=sentences.of_priorities(city, priorities),
    )
    return Introduction(
        one=one,
        other=other,
        neighbours=neighbours,
        priorities=priorities,
        sentence=f"{suggestion} {shared}",
    )
