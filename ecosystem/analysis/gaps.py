"""Where the city's holes are, each as a sentence, and who might be introduced to whom.

A gap that the data's `accepted_gaps` accepts is kept with its reason, apart from the open ones.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from ecosystem import dates, queries, sentences
from ecosystem.analysis.projection import ties
from ecosystem.city import City
from ecosystem.model import AcceptedGap, Basis, Entity, GapKind, Link, Organisation, Priority, Section, Value
from ecosystem.queries import Nearness
from ecosystem.words import counted, full_stop, listed

Answers = Mapping[str, queries.Connections]
"""What connects to each priority, as `queries.answers` gives it."""

INTRODUCTIONS = 5
SHARED_NEIGHBOURS = 2  # fewer are no reason to introduce

EXPLAINED = {
    GapKind.PRIORITY_WITHOUT_ACTION: "Priorities that no action advances",
    GapKind.ACTION_WITHOUT_LEAD: "Actions that nobody leads",
    GapKind.ACTION_WITHOUT_DATE: "Actions without a date or a rhythm",
    GapKind.ACTION_WITHOUT_MEASURE: "Actions without a measure",
    GapKind.ORGANISATION_WITHOUT_PRIORITY: "Organisations that connect to no priority",
    GapKind.ORGANISATION_WITH_ONE_LINK: "Organisations tied by one link only, or by none",
    GapKind.KIND_MISSING: "Kinds of organisation that most priorities of a plan reach and one does not",
    GapKind.INFERRED_LINK: "Links that are only our reading",
    GapKind.INFERRED_FACT: "Facts that are only our reading",
    GapKind.PLAN_PASSED: "Planned links whose time has passed",
    GapKind.SOURCE_UNUSED: "Sources that nothing cites",
}
"""The kinds of gap in the order they are told, each with its heading."""


class Gap(Value, frozen=True, kw_only=True):
    """A hole: what sort, what it is about, the sentence, and the reason where it is accepted."""

    gap: GapKind
    about: str
    kind: str | None = None  # that is missing
    sentence: str
    accepted: str | None = None


class Introduction(Value, frozen=True, kw_only=True):
    """A suggestion, and worded as one: two organisations not tied that share neighbours and a priority."""

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
    """Every gap by kind, in the order of the city, and at most five introductions.

    Args:
        city: The city.
        today: The EDTF date by which a plan's time has passed; without it the edition's.
        answers: `queries.answers(city)`, when they are at hand.
    """
    ecosystem = city.ecosystem
    day = dates.bounds(ecosystem.about.edition if today is None else today)[1].isoformat()
    reasons = {_key(each): each.reason for each in ecosystem.accepted_gaps}
    answers = queries.answers(city) if answers is None else answers
    found = [gap for rule in _RULES for gap in rule(city, answers)]
    found += _plans_passed(city, day)
    found.sort(key=lambda gap: _ORDER[gap.gap])
    there = set(map(_key, found))
    return Gaps(
        open=tuple(gap for gap in found if _key(gap) not in reasons),
        accepted=tuple(replace(gap, accepted=reasons[_key(gap)]) for gap in found if _key(gap) in reasons),
        needless=tuple(
            f"The accepted gap ‘{each.gap}’ of {each.about} is no gap: it can be deleted."
            for each in ecosystem.accepted_gaps
            if each.gap in EXPLAINED
            and _key(each) not in there
            and not city.as_it_stood  # then it may only be to come
        ),
        introductions=introductions(city, answers),
    )


def _key(gap: Gap | AcceptedGap) -> tuple[GapKind, str, str | None]:
    return gap.gap, gap.about, gap.kind


_Rule = Callable[[City, Answers], Iterator[Gap]]
_ORDER = {kind: place for place, kind in enumerate(EXPLAINED)}


def _priorities_without_action(city: City, _: Answers) -> Iterator[Gap]:
    for priority in city.ecosystem.priorities.values():
        sections = {city.section(step.end) for step in city.steps(priority.id)}
        if Section.ACTIONS not in sections:
            name = f"{priority.label} ({_plan(city, priority)})"
            yield Gap(
                gap=GapKind.PRIORITY_WITHOUT_ACTION, about=priority.id, sentence=f"No action advances {name}."
            )


def _actions_lacking(city: City, _: Answers) -> Iterator[Gap]:
    for action in city.ecosystem.actions.values():
        name = f"{action.name} ({city.ecosystem.plans[action.plan].label})"
        led = any(step.link.type == "leads" and not step.forward for step in city.steps(action.id))
        lacking = (
            (GapKind.ACTION_WITHOUT_LEAD, not led, "No organisation leads it"),
            (GapKind.ACTION_WITHOUT_DATE, not (action.due or action.repeats), "It has no date and no rhythm"),
            (GapKind.ACTION_WITHOUT_MEASURE, not action.measure, "Nothing measures it"),
        )
        for kind, is_lacking, words in lacking:
            if is_lacking:
                yield Gap(gap=kind, about=action.id, sentence=f"{name}: {words[0].lower()}{words[1:]}.")


def _organisations_without_priority(city: City, answers: Answers) -> Iterator[Gap]:
    if not answers:
        return
    connected = {each.id for answer in answers.values() for each in answer.connections}
    for identifier in _organisations(city):
        if identifier not in connected:
            sentence = f"{_label(city, identifier)} connects to no priority."
            yield Gap(gap=GapKind.ORGANISATION_WITHOUT_PRIORITY, about=identifier, sentence=sentence)


def _organisations_with_one_tie(city: City, _: Answers) -> Iterator[Gap]:
    for identifier in _organisations(city):
        steps = city.steps(identifier)
        if len(steps) > 1:
            continue
        words = f"{_label(city, identifier)} has no link at all."
        if steps:
            words = f"Only one link ties {_label(city, identifier)}: {_quoted(city, steps[0].link)}"
        yield Gap(gap=GapKind.ORGANISATION_WITH_ONE_LINK, about=identifier, sentence=words)


def _kinds_missing(city: City, answers: Answers) -> Iterator[Gap]:
    """A kind is missing where more than half of the plan's priorities, and at least two, reach one."""
    ecosystem = city.ecosystem
    for plan in ecosystem.plans.values():
        priorities = [each for each in ecosystem.priorities.values() if each.plan == plan.id]
        reached = {each.id: _kinds_reached(city, answers[each.id]) for each in priorities}
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
                        sentence=(
                            f"{kind.plural}: none connects to {priority.label} ({plan.label}), while "
                            f"{having} of its {len(priorities)} priorities reach one."
                        ),
                    )


def _kinds_reached(city: City, answer: queries.Connections) -> set[str]:
    found = (city.value(each.id) for each in answer.connections)
    return {value.kind for value in found if isinstance(value, Entity)}


def _readings(city: City, _: Answers) -> Iterator[Gap]:
    for link in city.ecosystem.links:
        if link.basis is Basis.INFERRED:
            yield Gap(gap=GapKind.INFERRED_LINK, about=link.id, sentence=sentences.of_link(city, link))


def _read_facts(city: City, _: Answers) -> Iterator[Gap]:
    for identifier in city:
        value = city.value(identifier)
        for fact in value.facts if isinstance(value, Entity) else ():
            if fact.basis is Basis.INFERRED:
                sentence = f"{value.label}. {sentences.of_fact(fact)}"
                yield Gap(gap=GapKind.INFERRED_FACT, about=identifier, sentence=sentence)


def _plans_passed(city: City, day: str) -> Iterator[Gap]:
    """A plan's time is its own `until` or `since`; without either nothing is known to have passed."""
    for link in city.ecosystem.links:
        time = link.until or link.since
        if link.basis is Basis.PLANNED and time and _is_past(time, day):
            yield Gap(gap=GapKind.PLAN_PASSED, about=link.id, sentence=sentences.of_link(city, link))


def _is_past(time: str, day: str) -> bool:
    return dates.bounds(time)[1].isoformat() < day


def _unused_sources(city: City, _: Answers) -> Iterator[Gap]:
    ecosystem = city.ecosystem
    cited = ecosystem.cited()
    for source in ecosystem.sources.values():
        if source.id not in cited:
            sentence = full_stop(f"Nothing cites {sentences.citation(source)}")
            yield Gap(gap=GapKind.SOURCE_UNUSED, about=source.id, sentence=sentence)


_RULES: tuple[_Rule, ...] = (
    _priorities_without_action,
    _actions_lacking,
    _organisations_without_priority,
    _organisations_with_one_tie,
    _kinds_missing,
    _readings,
    _read_facts,
    _unused_sources,
)


def introductions(city: City, answers: Answers) -> tuple[Introduction, ...]:
    """Pairs of going organisations that no tie joins, with most neighbours and a priority in common.

    A shared priority is one that both connect to nearer than through another organisation; ties are those of
    the projection, so that two organisations at one event know each other already.
    """
    tied = defaultdict[str, set[str]](set)
    for one, other in ties(city):
        tied[one].add(other)
        tied[other].add(one)
    near = _near_priorities(answers)
    going = set(_organisations(city))
    reached = going.intersection(set().union(*near.values()))
    found = []
    for one in sorted(reached):
        for other in sorted({far for each in tied[one] for far in tied[each]} & reached - tied[one]):
            if other <= one:
                continue
            neighbours = tuple(sorted(tied[one] & tied[other] & going))
            priorities = tuple(each for each in near if one in near[each] and other in near[each])
            if len(neighbours) >= SHARED_NEIGHBOURS and priorities:
                found.append((one, other, neighbours, priorities))
    found.sort(key=lambda pair: (-len(pair[2]), -len(pair[3]), pair[:2]))
    return tuple(_introduction(city, *pair) for pair in found[:INTRODUCTIONS])


def _near_priorities(answers: Answers) -> dict[str, set[str]]:
    return {
        priority: {each.id for each in answer.connections if each.nearness is not Nearness.ORGANISATION}
        for priority, answer in answers.items()
    }


def _introduction(
    city: City,
    one: str,
    other: str,
    neighbours: tuple[str, ...],
    priorities: tuple[str, ...],
) -> Introduction:
    shared = listed([_label(city, each) for each in neighbours])
    return Introduction(
        one=one,
        other=other,
        neighbours=neighbours,
        priorities=priorities,
        sentence=(
            f"A suggestion: introduce {_label(city, one)} to {_label(city, other)}. No tie is known; they "
            f"share {counted(len(neighbours), 'neighbour')} ({shared}) "
            f"and both connect to {sentences.of_priorities(city, priorities)}."
        ),
    )


def _organisations(city: City) -> Iterator[str]:
    """The organisations that have not ended: what is over leaves no hole."""
    for identifier in city:
        value = city.value(identifier)
        if isinstance(value, Organisation) and not value.ended:
            yield identifier


def _label(city: City, identifier: str) -> str:
    return city.label(identifier)


def _plan(city: City, priority: Priority) -> str:
    return city.ecosystem.plans[priority.plan].label


def _quoted(city: City, link: Link) -> str:
    return sentences.of_link(city, link)
