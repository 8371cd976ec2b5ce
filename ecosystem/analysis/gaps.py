"""What the map does not show, each gap as a sentence.

A gap is one of the map, and no verdict on an organisation. One that the data's `accepted_gaps` accepts is
kept with its reason, apart from the open ones.
"""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from ecosystem import dates, queries, sentences
from ecosystem.analysis import introductions
from ecosystem.analysis.introductions import going
from ecosystem.city import City
from ecosystem.language import N_, _
from ecosystem.model import AcceptedGap, Basis, Entity, GapKind, Section, Value
from ecosystem.queries import Answers

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


class Gaps(Value, frozen=True, kw_only=True):
    open: tuple[Gap, ...]
    accepted: tuple[Gap, ...]
    needless: tuple[str, ...]  # acceptances of what is no gap, in words
    introductions: tuple[introductions.Introduction, ...]


def find(
    city: City, today: str | None = None, *, answers: Answers | None = None, introduces: bool = True
) -> Gaps:
    """Return every gap by kind, in the order of the city, and at most five introductions.

    Args:
        city: The city.
        today: The EDTF date by which a plan's time has passed; without it the edition's.
        answers: `queries.answers(city)`, when they are at hand.
        introduces: Whether to suggest introductions too, which no public page shows.
    """
    ecosystem = city.ecosystem
    day = dates.bounds(ecosystem.about.edition if today is None else today)[1].isoformat()
    reasons = {_key(gap): gap.reason for gap in ecosystem.accepted_gaps}
    answers = queries.answers(city) if answers is None else answers
    gaps = [gap for rule in _RULES for gap in rule(city, answers)]
    gaps += _plans_passed(city, day)
    gaps.sort(key=lambda gap: _ORDER[gap.gap])
    keys = set(map(_key, gaps))
    return Gaps(
        open=tuple(gap for gap in gaps if _key(gap) not in reasons),
        accepted=tuple(replace(gap, accepted=reasons[_key(gap)]) for gap in gaps if _key(gap) in reasons),
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
        introductions=introductions.suggest(city, answers) if introduces else (),
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
    for identifier in going(city):
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
    for identifier in going(city):
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
        if city.basis(link) is Basis.INFERRED:
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
