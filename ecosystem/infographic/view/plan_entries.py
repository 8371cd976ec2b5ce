"""The plans with their priorities, each with its answer."""

from collections.abc import Mapping, Sequence

from ecosystem import dates, queries, sentences
from ecosystem.infographic.view.action_entries import Part, parts, stands
from ecosystem.infographic.view.lines import LinkLine, Reference, Report, ViewContext
from ecosystem.model import Basis, Ecosystem, Plan, Priority, Section, Value
from ecosystem.tracking.tracker import Tracked


class AnswerLine(Value, frozen=True):
    """One sentence of an answer, the same as in the terminal."""

    id: str
    nearness: str
    sentence: str
    basis: Basis
    references: tuple[Reference, ...]


class AnswerGroup(Value, frozen=True):
    """A line of an answer, or several below the sentence that tells them as one, with its sources."""

    sentence: str | None
    references: tuple[Reference, ...]
    nearness: str
    lines: tuple[AnswerLine, ...]


class CarrierLine(Value, frozen=True):
    """How an action, event or output is linked to a priority. The evidence stands with its own entry."""

    sentence: str
    references: tuple[Reference, ...]


class PriorityEntry(Value, frozen=True):
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
    answer: tuple[AnswerGroup, ...]
    connected: int  # how many lines the answer has
    carriers: tuple[CarrierLine, ...]
    links: tuple[LinkLine, ...]
    references: tuple[Reference, ...]


class PlanEntry(Value, frozen=True):
    id: str
    name: str
    period: str
    summary: str | None
    more: tuple[str, ...]  # a line for each field that nothing else tells
    chosen: bool
    priorities: tuple[PriorityEntry, ...]
    parts: tuple[Part, ...]
    owners: tuple[str, ...]
    links: tuple[LinkLine, ...]
    references: tuple[Reference, ...]


def plans(view_context: ViewContext, tracked: Mapping[str, Tracked]) -> tuple[PlanEntry, ...]:
    """Every plan, the chosen one first."""
    return tuple(_plan(view_context, plan, tracked) for plan in _newest_first(view_context.city.ecosystem))


def _newest_first(ecosystem: Ecosystem) -> list[Plan]:
    """The chosen plan, then the others with the newest first."""

    def order(plan: Plan) -> tuple[bool, int, str]:
        start = dates.bounds(plan.period)[0].toordinal() if plan.period else 0
        return plan.id != ecosystem.about.plan, -start, plan.id

    return sorted(ecosystem.plans.values(), key=order)


def _plan(view_context: ViewContext, plan: Plan, tracked: Mapping[str, Tracked]) -> PlanEntry:
    priorities = [
        priority for priority in view_context.city.ecosystem.priorities.values() if priority.plan == plan.id
    ]
    actions = [action for action in view_context.city.ecosystem.actions.values() if action.plan == plan.id]
    return PlanEntry(
        id=plan.id,
        name=plan.name,
        period=sentences.when(plan.period, None),
        summary=plan.summary,
        more=sentences.other_lines(plan),
        chosen=plan.id == view_context.city.ecosystem.about.plan,
        priorities=tuple(
            _priority(view_context, priority, tracked)
            for priority in sorted(priorities, key=lambda priority: priority.number)
        ),
        parts=parts(view_context, actions, tracked),
        owners=plan.owners,
        links=tuple(
            line for line in view_context.links(plan.id) if line.number
        ),  # the rest stand with owners, actions
        references=view_context.references(plan.sources),
    )


def _priority(view_context: ViewContext, priority: Priority, tracked: Mapping[str, Tracked]) -> PriorityEntry:
    actions = view_context.city.ecosystem.actions
    answer = view_context.answers[priority.id]
    return PriorityEntry(
        id=priority.id,
        number=priority.number,
        name=priority.name,
        label=priority.label,
        summary=priority.summary,
        more=sentences.other_lines(priority),
        progress=tuple(map(view_context.report, priority.progress)),
        stands=stands(
            view_context.city,
            [actions[action.id] for action in tracked.values() if priority.id in action.advances],
        ),
        question=answer.question,
        answer_summary=answer.summary,
        answer=tuple(_group(view_context, group, members) for group, members in answer.together()),
        connected=len(answer.connections),
        carriers=tuple(
            CarrierLine(carrier.sentence, view_context.references(carrier.sources))
            for carrier in answer.carriers
        ),
        links=_links_between_priorities(view_context, priority.id),
        references=view_context.references(priority.sources),
    )


def _group(
    view_context: ViewContext, group: queries.Group | None, members: Sequence[queries.Connection]
) -> AnswerGroup:
    if group:
        members = [queries.to_group(view_context.city, member) for member in members]
    return AnswerGroup(
        sentence=group.sentence if group else None,
        references=view_context.references(group.sources if group else ()),
        nearness=queries.nearness_words(view_context.city, members[0]),
        lines=tuple(
            AnswerLine(
                connection.id,
                queries.nearness_words(view_context.city, connection),
                connection.sentence,
                connection.basis,
                view_context.references(connection.sources),
            )
            for connection in members
        ),
    )


def _links_between_priorities(view_context: ViewContext, identifier: str) -> tuple[LinkLine, ...]:
    """The links of a priority that stand nowhere else: all others stand with their other end."""
    return tuple(
        view_context.link(step)
        for step in queries.links_of(view_context.city, identifier)
        if view_context.city.section(step.end) is Section.PRIORITIES
    )
