"""The plans with their priorities, each with its answer, and their actions."""

from collections.abc import Sequence
from dataclasses import dataclass

from ecosystem import dates, graph as graphs, queries, sentences
from ecosystem.infographic.view.lines import LinkLine, Reference, Speaker
from ecosystem.model import Action, Ecosystem, Plan, Priority, Section, Standing


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One sentence of an answer, the same as in the terminal."""

    id: str
    nearness: str
    sentence: str
    standing: Standing
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class PriorityEntry:
    id: str
    number: int
    name: str
    label: str
    summary: str | None
    progress: tuple[str, ...]
    question: str
    answer_summary: str
    answer: tuple[AnswerLine, ...]
    links: tuple[LinkLine, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class ActionEntry:
    id: str
    reference: str | None
    name: str
    objective: str | None
    outcome: str | None
    lead: str
    timescale: str
    measure: str | None
    progress: tuple[str, ...]
    note: str | None
    links: tuple[LinkLine, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Actions that stand under one heading of their plan."""

    title: str | None
    actions: tuple[ActionEntry, ...]


@dataclass(frozen=True, slots=True)
class PlanEntry:
    id: str
    name: str
    period: str
    summary: str | None
    chosen: bool
    priorities: tuple[PriorityEntry, ...]
    parts: tuple[Part, ...]
    links: tuple[LinkLine, ...]
    references: tuple[Reference, ...]


def plans(speaker: Speaker) -> tuple[PlanEntry, ...]:
    """Every plan, the chosen one first."""
    return tuple(_plan(speaker, plan) for plan in _newest_first(speaker.ecosystem))


def _newest_first(ecosystem: Ecosystem) -> list[Plan]:
    """The chosen plan, then the others with the newest first."""

    def order(plan: Plan) -> tuple[bool, int, str]:
        start = dates.bounds(plan.period)[0].toordinal() if plan.period else 0
        return plan.id != ecosystem.about.plan, -start, plan.id

    return sorted(ecosystem.plans.values(), key=order)


def _plan(speaker: Speaker, plan: Plan) -> PlanEntry:
    priorities = [each for each in speaker.ecosystem.priorities.values() if each.plan == plan.id]
    actions = [each for each in speaker.ecosystem.actions.values() if each.plan == plan.id]
    return PlanEntry(
        id=plan.id,
        name=plan.name,
        period=sentences.when(plan.period, None),
        summary=plan.summary,
        chosen=plan.id == speaker.ecosystem.about.plan,
        priorities=tuple(
            _priority(speaker, each) for each in sorted(priorities, key=lambda each: each.number)
        ),
        parts=_parts(speaker, actions),
        links=speaker.links(plan.id),
        references=speaker.references(plan.sources),
    )


def _priority(speaker: Speaker, priority: Priority) -> PriorityEntry:
    answer = speaker.answers[priority.id]
    return PriorityEntry(
        id=priority.id,
        number=priority.number,
        name=priority.name,
        label=priority.label,
        summary=priority.summary,
        progress=tuple(map(sentences.of_progress, priority.progress)),
        question=answer.question,
        answer_summary=answer.summary,
        answer=tuple(
            AnswerLine(
                each.id, each.nearness.value, each.sentence, each.standing, speaker.references(each.sources)
            )
            for each in answer.connections
        ),
        links=_links_between_priorities(speaker, priority.id),
        references=speaker.references(priority.sources),
    )


def _links_between_priorities(speaker: Speaker, identifier: str) -> tuple[LinkLine, ...]:
    """The links of a priority that stand nowhere else: all others stand with their other end."""
    return tuple(
        speaker.link(step)
        for step in queries.links_of(speaker.graph, identifier)
        if graphs.section(speaker.graph, step.end) is Section.PRIORITIES
    )


def _parts(speaker: Speaker, actions: Sequence[Action]) -> tuple[Part, ...]:
    """The actions under the headings of their plan; one without a heading stays with the one before."""
    parts: list[tuple[str | None, list[ActionEntry]]] = []
    for action in actions:
        if not parts or (action.part and action.part != parts[-1][0]):
            parts.append((action.part, []))
        parts[-1][1].append(_action(speaker, action))
    return tuple(Part(title, tuple(entries)) for title, entries in parts)


def _action(speaker: Speaker, action: Action) -> ActionEntry:
    leads = ", ".join(speaker.label(lead) for lead in action.leads)
    return ActionEntry(
        id=action.id,
        reference=action.reference,
        name=action.name,
        objective=action.objective,
        outcome=action.outcome,
        lead=action.lead_text or leads,
        timescale=action.timescale or sentences.when(action.due, None),
        measure=sentences.of_measure(action.measure) if action.measure else None,
        progress=tuple(map(sentences.of_progress, action.progress)),
        note=action.note,
        links=speaker.links(action.id),
        references=speaker.references(action.sources),
    )
