"""The plans with their priorities, each with its answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecosystem import dates, queries, sentences
from ecosystem.infographic.view.action_entries import Part, parts, stands
from ecosystem.infographic.view.lines import LinkLine, Reference, Report, Speaker
from ecosystem.model import Ecosystem, Plan, Priority, Section, Standing
from ecosystem.tracking.tracker import Tracked


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
    more: tuple[str, ...]  # a line for each field that nothing else tells
    progress: tuple[Report, ...]
    stands: str  # how its actions stand
    question: str
    answer_summary: str
    answer: tuple[AnswerLine, ...]
    links: tuple[LinkLine, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class PlanEntry:
    id: str
    name: str
    period: str
    summary: str | None
    more: tuple[str, ...]  # a line for each field that nothing else tells
    chosen: bool
    priorities: tuple[PriorityEntry, ...]
    parts: tuple[Part, ...]
    links: tuple[LinkLine, ...]
    references: tuple[Reference, ...]


def plans(speaker: Speaker, tracked: Mapping[str, Tracked]) -> tuple[PlanEntry, ...]:
    """Every plan, the chosen one first."""
    return tuple(_plan(speaker, plan, tracked) for plan in _newest_first(speaker.city.ecosystem))


def _newest_first(ecosystem: Ecosystem) -> list[Plan]:
    """The chosen plan, then the others with the newest first."""

    def order(plan: Plan) -> tuple[bool, int, str]:
        start = dates.bounds(plan.period)[0].toordinal() if plan.period else 0
        return plan.id != ecosystem.about.plan, -start, plan.id

    return sorted(ecosystem.plans.values(), key=order)


def _plan(speaker: Speaker, plan: Plan, tracked: Mapping[str, Tracked]) -> PlanEntry:
    priorities = [each for each in speaker.city.ecosystem.priorities.values() if each.plan == plan.id]
    actions = [each for each in speaker.city.ecosystem.actions.values() if each.plan == plan.id]
    return PlanEntry(
        id=plan.id,
        name=plan.name,
        period=sentences.when(plan.period, None),
        summary=plan.summary,
        more=sentences.other_lines(plan),
        chosen=plan.id == speaker.city.ecosystem.about.plan,
        priorities=tuple(
            _priority(speaker, each, tracked) for each in sorted(priorities, key=lambda each: each.number)
        ),
        parts=parts(speaker, actions, tracked),
        links=tuple(
            line for line in speaker.links(plan.id) if line.number
        ),  # the rest stand with owners, actions
        references=speaker.references(plan.sources),
    )


def _priority(speaker: Speaker, priority: Priority, tracked: Mapping[str, Tracked]) -> PriorityEntry:
    actions = speaker.city.ecosystem.actions
    answer = speaker.answers[priority.id]
    return PriorityEntry(
        id=priority.id,
        number=priority.number,
        name=priority.name,
        label=priority.label,
        summary=priority.summary,
        more=sentences.other_lines(priority),
        progress=tuple(map(speaker.report, priority.progress)),
        stands=stands([actions[each.id] for each in tracked.values() if priority.id in each.advances]),
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
        for step in queries.links_of(speaker.city, identifier)
        if speaker.city.section(step.end) is Section.PRIORITIES
    )
