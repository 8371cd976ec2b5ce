"""What the map does not show, each gap as a sentence, and who might be introduced to whom.

A gap is one of the map, and no verdict on an organisation. One that the data's `accepted_gaps` accepts is
kept with its reason, apart from the open ones.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from msgspec.structs import replace

from ecosystem import dates, queries, sentences
from ecosystem.analysis.projection import ties
from ecosystem.city import City
from ecosystem.language import N_, _, joined
from ecosystem.model import AcceptedGap, Basis, Entity, GapKind, Link, Organisation, Section, Value
from ecosystem.queries import Nearness

Answers = Mapping[str, queries.Connections]
"""What connects to each priority, as `queries.answers` gives it."""

INTRODUCTIONS = 5
SHARED_NEIGHBOURS = 2  # fewer are no reason to introduce

EXPLAINED = {
    GapKind.PRIORITY_WITHOUT_ACTION: N_("Priorities that no action advances"),
    GapKind.ACTION_WITHOUT_LEAD: N_("Actions without a lead"),
    GapKind.ACTION_WITHOUT_DATE: N_("Actions without a date"),
    GapKind.ACTION_WITHOUT_MEASURE: N_("Actions without a measure"),
    GapKind.ORGANISATION_WITHOUT_PRIORITY: N_("Organisations not connected to a priority"),
    GapKind.ORGANISATION_WITH_ONE_LINK: N_("Organisations with one link or none"),
    GapKind.KIND_MISSING: N_("Types of organisation missing from a priority"),
    GapKind.INFERRED_LINK: N_("Inferred links"),
    GapKind.INFERRED_FACT: N_("Inferred facts"),
    GapKind.PLAN_PASSED: N_("Planned links whose time has passed"),
    GapKind.SOURCE_UNUSED: N_("Sources that nothing cites"),
}
"""The kinds of gap in the order they are told, each with its heading."""


class Gap(Value, frozen=True, kw_only=True):
    """Something missing: of what kind, about what, the sentence, and the reason where it is accepted."""

    gap: GapKind
    about: str
    kind: str | None = None  # that is missing
    sentence: str
    accepted: str | None = None


class Introduction(Value, frozen=True, kw_only=True):
    """A suggestion for the editor: two organisations that share neighbours and a priority.

    Nothing ties them, and no source mentions both.
    """

    one: str
    other: str
    neighbours: tuple[str, ...]
    priorities: tuple[str, ...]
    sentence: str


class Gaps(Value, frozen=True, kw_only=True):
    open: tuple[Gap, ...]
    accepted: tuple[Gap, ...]
    needless: tuple[str, ...]  # acceptances of what is no gap, in words
    introductions: tuple[Introduction, ...]


def find(city: City, today: str | None = None, *, answers: Answers | None = None) -> Gaps:
    """Return every gap by kind, in the order of the city, and at most five introductions.

    Args:
        city: The city.
        today: The EDTF date by which a plan's time has passed; without it the edition's.
        answers: `queries.answers(city)`, when they are at hand.
    """
    ecosystem = city.ecosystem
    day = dates.bounds(ecosystem.about.edition if today is None else today)[1].isoformat()
    reasons = {_key(gap): gap.reason for gap in ecosystem.accepted_gaps}
    answers = queries.answers(city) if answers is None else answers
    found = [gap for rule in _RULES for gap in rule(city, answers)]
    found += _plans_passed(city, day)
    found.sort(key=lambda gap: _ORDER[gap.gap])
    keys = set(map(_key, found))
    return Gaps(
        open=tuple(gap for gap in found if _key(gap) not in reasons),
        accepted=tuple(replace(gap, accepted=reasons[_key(gap)]) for gap in found if _key(gap) in reasons),
        needless=tuple(
            _(
                "‘{gap}’ is accepted for {entry}, but it is not a gap. Delete it.",
                gap=gap.gap,
                entry=gap.about,
            )
            for gap in ecosystem.accepted_gaps
            if gap.gap in EXPLAINED
            and _key(gap) not in keys
            and not city.as_it_stood  # then it may only be to come
        ),
        introductions=introductions(city, answers),
    )


def _key(gap: Gap | AcceptedGap) -> tuple[GapKind, str, str | None]:
    return gap.gap, gap.about, gap.kind


_Rule = Callable[[City, Answers], Iterator[Gap]]
_ORDER = {kind: place for place, kind in enumerate(EXPLAINED)}


def _priorities_without_action(city: City, _answers: Answers) -> Iterator[Gap]:
    for priority in city.ecosystem.priorities.values():
        sections = {city.section(step.end) for step in city.steps(priority.id)}
        if Section.ACTIONS not in sections:
            plan = city.ecosystem.plans[priority.plan].label
            yield Gap(
                gap=GapKind.PRIORITY_WITHOUT_ACTION,
                about=priority.id,
                sentence=_("No action advances {priority} ({plan}).", priority=priority.label, plan=plan),
            )


_LACKING = {
    GapKind.ACTION_WITHOUT_LEAD: N_("{action} ({plan}) has no lead on the map."),
    GapKind.ACTION_WITHOUT_DATE: N_("{action} ({plan}) has no date."),
    GapKind.ACTION_WITHOUT_MEASURE: N_("{action} ({plan}) has no measure."),
}


def _actions_lacking(city: City, _answers: Answers) -> Iterator[Gap]:
    for action in city.ecosystem.actions.values():
        plan = city.ecosystem.plans[action.plan].label
        has_lead = any(step.link.type == "leads" and not step.forward for step in city.steps(action.id))
        has = {
            GapKind.ACTION_WITHOUT_LEAD: has_lead,
            GapKind.ACTION_WITHOUT_DATE: action.due or action.repeats,
            GapKind.ACTION_WITHOUT_MEASURE: action.measure,
        }
        for kind, pattern in _LACKING.items():
            if not has[kind]:
                yield Gap(gap=kind, about=action.id, sentence=_(pattern, action=action.name, plan=plan))


def _organisations_without_priority(city: City, answers: Answers) -> Iterator[Gap]:
    if not answers:
        return
    connected = {connection.id for answer in answers.values() for connection in answer.connections}
    for identifier in _organisations(city):
        if identifier not in connected:
            yield Gap(
                gap=GapKind.ORGANISATION_WITHOUT_PRIORITY,
                about=identifier,
                sentence=_(
                    "The map shows no connection from {organisation} to a priority.",
                    organisation=city.label(identifier),
                ),
            )


def _organisations_with_one_tie(city: City, _answers: Answers) -> Iterator[Gap]:
    for identifier in _organisations(city):
        steps = city.steps(identifier)
        if len(steps) > 1:
            continue
        name = city.label(identifier)
        if steps:
            link = sentences.of_link(city, steps[0].link)
            sentence = _("The map shows one link of {organisation}: {link}", organisation=name, link=link)
        else:
            sentence = _("The map shows no link of {organisation}.", organisation=name)
        yield Gap(gap=GapKind.ORGANISATION_WITH_ONE_LINK, about=identifier, sentence=sentence)


def _kinds_missing(city: City, answers: Answers) -> Iterator[Gap]:
    """Yield a kind where more than half of the plan's priorities, and at least two, reach one."""
    ecosystem = city.ecosystem
    for plan in ecosystem.plans.values():
        priorities = [priority for priority in ecosystem.priorities.values() if priority.plan == plan.id]
        reached = {priority.id: _kinds_reached(city, answers[priority.id]) for priority in priorities}
        for kind in ecosystem.kinds.values():
            having = sum(kind.id in kinds for kinds in reached.values())
            if having < 2 or having * 2 <= len(priorities):
                continue
            for priority in priorities:
                if kind.id not in reached[priority.id]:
                    yield Gap(
                        gap=GapKind.KIND_MISSING,
                        about=priority.id,
                        kind=kind.id,
                        sentence=_(
                            "{kinds}: the map shows none for {priority} ({plan}), "
                            "and shows one for {having} of the plan’s {all} priorities.",
                            kinds=kind.plural,
                            priority=priority.label,
                            plan=plan.label,
                            having=having,
                            all=len(priorities),
                        ),
                    )


def _kinds_reached(city: City, answer: queries.Connections) -> set[str]:
    entries = (city.value(connection.id) for connection in answer.connections)
    return {entry.kind for entry in entries if isinstance(entry, Entity)}


def _inferred_links(city: City, _answers: Answers) -> Iterator[Gap]:
    for link in city.ecosystem.links:
        if link.basis is Basis.INFERRED:
            yield Gap(gap=GapKind.INFERRED_LINK, about=link.id, sentence=sentences.of_link(city, link))


def _inferred_facts(city: City, _answers: Answers) -> Iterator[Gap]:
    for identifier in city:
        value = city.value(identifier)
        for fact in value.facts if isinstance(value, Entity) else ():
            if fact.basis is Basis.INFERRED:
                sentence = _("{entry}. {fact}", entry=value.label, fact=sentences.of_fact(fact))
                yield Gap(gap=GapKind.INFERRED_FACT, about=identifier, sentence=sentence)


def _plans_passed(city: City, day: str) -> Iterator[Gap]:
    """Yield the planned links whose own `until` or `since` has passed."""
    for link in city.ecosystem.links:
        time = link.until or link.since
        if link.basis is Basis.PLANNED and time and _is_past(time, day):
            yield Gap(gap=GapKind.PLAN_PASSED, about=link.id, sentence=sentences.of_link(city, link))


def _is_past(time: str, day: str) -> bool:
    return dates.bounds(time)[1].isoformat() < day


def _unused_sources(city: City, _answers: Answers) -> Iterator[Gap]:
    ecosystem = city.ecosystem
    cited = ecosystem.cited()
    for source in ecosystem.sources.values():
        if source.id not in cited:
            sentence = _("Nothing cites {source}.", source=sentences.citation(source))
            yield Gap(gap=GapKind.SOURCE_UNUSED, about=source.id, sentence=sentence)


_RULES: tuple[_Rule, ...] = (
    _priorities_without_action,
    _actions_lacking,
    _organisations_without_priority,
    _organisations_with_one_tie,
    _kinds_missing,
    _inferred_links,
    _inferred_facts,
    _unused_sources,
)


def introductions(city: City, answers: Answers) -> tuple[Introduction, ...]:
    """Return pairs of going organisations that share most neighbours and priorities, for the editor.

    Nothing ties the two, and no source mentions both, as `_Mentions` tells it: they may know each other
    already. A shared priority is one that both connect to nearer than through another organisation. Ties are
    those of the projection.
    """
    tied = defaultdict[str, set[str]](set)
    for one, other in ties(city):
        tied[one].add(other)
        tied[other].add(one)
    near = _near_priorities(answers)
    going = set(_organisations(city))
    reached = going.intersection(set().union(*near.values()))
    mentions = _Mentions(city)
    pairs = []
    for one in sorted(reached):
        strangers = {far for neighbour in tied[one] for far in tied[neighbour]} & reached - tied[one]
        for other in sorted(strangers):
            if other <= one:
                continue
            neighbours = tuple(sorted(tied[one] & tied[other] & going))
            priorities = tuple(
                priority for priority, organisations in near.items() if {one, other} <= organisations
            )
            if len(neighbours) >= SHARED_NEIGHBOURS and priorities:
                pairs.append((one, other, neighbours, priorities))
    pairs.sort(key=lambda pair: (-len(pair[2]), -len(pair[3]), pair[:2]))
    unmentioned = (pair for pair in pairs if not mentions.of(pair[0]) & mentions.of(pair[1]))
    return tuple(_introduction(city, *pair) for pair in islice(unmentioned, INTRODUCTIONS))


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
    """The sources that mention an entry: those cited for it or for one of its links, those whose title or
    publisher has a name of it, and those cited for any statement that names it.
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
        """Return the ids of the sources that mention an entry. Names are compared with their capitals: a
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
    suggestion = _("A suggestion: introduce {one} to {other}.", one=city.label(one), other=city.label(other))
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


def _organisations(city: City) -> Iterator[str]:
    """Yield the organisations that have not ended: what is over leaves no gap."""
    for identifier in city:
        value = city.value(identifier)
        if isinstance(value, Organisation) and not value.ended:
            yield identifier
