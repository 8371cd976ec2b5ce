"""What the page says: every word and its order, as plain values that the templates only loop over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

from ecosystem import analysis, dates, graph as graphs, queries, sentences
from ecosystem.analysis import gaps, removal
from ecosystem.analysis.projection import project
from ecosystem.graph import Step
from ecosystem.infographic import wheel as wheels
from ecosystem.infographic.shapes import MARKS, Mark
from ecosystem.infographic.wheel import Wheel
from ecosystem.model import (
    BODY_SECTIONS,
    ENTITY_SECTIONS,
    Action,
    Claim,
    Dispute,
    Ecosystem,
    Entity,
    Kind,
    Link,
    Node,
    Plan,
    Priority,
    Section,
    Source,
    Standing,
)

SECTION_TITLES = {
    Section.GROUPS: "Groups",
    Section.NETWORKS: "Networks",
    Section.PARTNERS: "Partners",
    Section.EVENTS: "Events",
    Section.OUTPUTS: "Outputs",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A source, as a sentence points to it."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link as read from one of its ends. The evidence stands with the end it starts from."""

    number: int
    sentence: str
    standing: Standing
    evidence: str | None
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class FactLine:
    text: str
    when: str
    standing: Standing
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Stops:
    """What breaks if a body stops."""

    question: str
    summary: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapGroup:
    """The open gaps of one kind."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A body, event or output of the directory."""

    id: str
    name: str
    label: str
    also: str
    kind: Kind
    when: str
    purpose: str | None
    website: str | None
    status: str | None
    links: tuple[LinkLine, ...]
    facts: tuple[FactLine, ...]
    references: tuple[Reference, ...]  # what names it, where no fact does
    stops: Stops | None  # none for what is no body


@dataclass(frozen=True, slots=True)
class KindGroup:
    kind: Kind
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DirectorySection:
    section: Section
    title: str
    groups: tuple[KindGroup, ...]


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


@dataclass(frozen=True, slots=True)
class DisputeEntry:
    about: str
    about_id: str
    question: str
    claims: tuple[tuple[str, tuple[Reference, ...]], ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class SourceEntry:
    number: int
    title: str
    publisher: str
    when: str
    url: str | None
    file: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class KeyKind:
    kind: Kind
    mark: Mark
    count: int


@dataclass(frozen=True, slots=True)
class KeyStanding:
    standing: Standing
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class SpokeName:
    """What is heard of an entity on the wheel."""

    name: str
    hue: str
    shape: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything the page says, in the order it says it."""

    language: str
    title: str
    summary: str
    edition: str
    licence: str
    method: str | None
    glance: tuple[tuple[int, str], ...]
    findings: tuple[analysis.Finding, ...]
    wheel: Wheel
    wheel_words: str
    hub_title: str
    priority_names: dict[str, str]  # what is heard of a priority on the wheel
    spoke_names: dict[str, SpokeName]
    link_numbers: dict[str, int]
    kinds: tuple[KeyKind, ...]
    standings: tuple[KeyStanding, ...]
    plans: tuple[PlanEntry, ...]
    directory: tuple[DirectorySection, ...]
    gaps: tuple[GapGroup, ...]
    accepted_gaps: tuple[tuple[str, str], ...]  # the gap, and the reason
    introductions: tuple[str, ...]
    disputes: tuple[DisputeEntry, ...]
    sources: tuple[SourceEntry, ...]
    link_count: int
    data: dict[str, object]


def compose(graph: "nx.MultiDiGraph[str]") -> View:
    """Everything the page says about a city."""
    ecosystem = graphs.ecosystem_of(graph)
    speaker = _Speaker(graph)
    wheel = wheels.draw(graph)
    plans = tuple(speaker.plan(plan) for plan in _newest_first(ecosystem))
    about = ecosystem.about
    holes = gaps.find(graph, answers=speaker.answers)
    return View(
        language=about.language,
        title=about.title,
        summary=about.summary,
        edition=dates.words(about.edition),
        licence=about.licence,
        method=about.method,
        glance=_glance(ecosystem, len(analysis.chosen_priorities(graph))),
        findings=analysis.study(graph),
        wheel=wheel,
        wheel_words=_wheel_words(ecosystem, wheel),
        hub_title=ecosystem.plans[about.plan].label if about.plan else "",
        priority_names={entry.id: _priority_name(entry) for plan in plans for entry in plan.priorities},
        spoke_names={spoke.id: _spoke_name(graph, spoke.id) for spoke in wheel.spokes},
        link_numbers=speaker.link_numbers,
        kinds=_key_kinds(ecosystem, wheel),
        standings=_key_standings(ecosystem),
        plans=plans,
        directory=tuple(_directory(ecosystem, speaker)),
        gaps=tuple(_gap_groups(holes)),
        accepted_gaps=tuple((gap.sentence, gap.accepted or "") for gap in holes.accepted),
        introductions=tuple(each.sentence for each in holes.introductions),
        disputes=tuple(speaker.dispute(dispute) for dispute in ecosystem.disputes),
        sources=tuple(_source(source, speaker.numbers[source.id]) for source in ecosystem.sources.values()),
        link_count=len(ecosystem.links),
        data=_data(graph, speaker.link_numbers, speaker.answers),
    )


class _Speaker:
    """Words the entries of one city, numbering its links and sources by their place in the file."""

    def __init__(self, graph: "nx.MultiDiGraph[str]") -> None:
        self.graph = graph
        self.ecosystem = graphs.ecosystem_of(graph)
        self.link_numbers = {link.id: number for number, link in enumerate(self.ecosystem.links, 1)}
        self.answers = queries.answers(graph)
        self.bodies = project(graph)
        self.numbers = {source: number for number, source in enumerate(self.ecosystem.sources, 1)}

    def references(self, sources: Iterable[str]) -> tuple[Reference, ...]:
        return tuple(Reference(self.numbers[each], self.ecosystem.sources[each].title) for each in sources)

    def links(self, identifier: str) -> tuple[LinkLine, ...]:
        return tuple(self._link(step) for step in queries.links_of(self.graph, identifier))

    def _link(self, step: Step) -> LinkLine:
        return LinkLine(
            number=self.link_numbers[step.link.id],
            sentence=sentences.of_step(self.graph, step),
            standing=step.link.standing,
            evidence=step.link.evidence if step.forward else None,
            references=self.references(step.link.sources),
        )

    def entry(self, entity: Entity) -> Entry:
        facts = tuple(
            FactLine(
                fact.text,
                sentences.when(fact.period, fact.period_text),
                fact.standing,
                self.references(fact.sources),
            )
            for fact in entity.facts
        )
        also = [name for name in (entity.short, *entity.aliases) if name and name != entity.name]
        return Entry(
            id=entity.id,
            name=entity.name,
            label=entity.label,
            also=", ".join(dict.fromkeys(also)),
            kind=self.ecosystem.kinds[entity.kind],
            when=sentences.lifetime(entity),
            purpose=entity.purpose,
            website=entity.website,
            status=entity.status,
            links=self.links(entity.id),
            facts=facts,
            references=self.references(entity.sources),
            stops=self._stops(entity),
        )

    def _stops(self, entity: Entity) -> Stops | None:
        if entity.section not in BODY_SECTIONS:
            return None
        found = removal.without(self.graph, entity.id, answers=self.answers, bodies=self.bodies)
        return Stops(found.question, found.summary, found.sentences)

    def plan(self, plan: Plan) -> PlanEntry:
        priorities = [each for each in self.ecosystem.priorities.values() if each.plan == plan.id]
        actions = [each for each in self.ecosystem.actions.values() if each.plan == plan.id]
        return PlanEntry(
            id=plan.id,
            name=plan.name,
            period=sentences.when(plan.period, None),
            summary=plan.summary,
            chosen=plan.id == self.ecosystem.about.plan,
            priorities=tuple(
                self._priority(each) for each in sorted(priorities, key=lambda each: each.number)
            ),
            parts=self._parts(actions),
            links=self.links(plan.id),
            references=self.references(plan.sources),
        )

    def _priority(self, priority: Priority) -> PriorityEntry:
        answer = self.answers[priority.id]
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
                    each.id, each.nearness.value, each.sentence, each.standing, self.references(each.sources)
                )
                for each in answer.connections
            ),
            links=self._links_between_priorities(priority.id),
            references=self.references(priority.sources),
        )

    def _links_between_priorities(self, identifier: str) -> tuple[LinkLine, ...]:
        """The links of a priority that stand nowhere else: all others stand with their other end."""
        return tuple(
            self._link(step)
            for step in queries.links_of(self.graph, identifier)
            if graphs.section(self.graph, step.end) is Section.PRIORITIES
        )

    def _parts(self, actions: Sequence[Action]) -> tuple[Part, ...]:
        """The actions under the headings of their plan; one without a heading stays with the one before."""
        parts: list[tuple[str | None, list[ActionEntry]]] = []
        for action in actions:
            if not parts or (action.part and action.part != parts[-1][0]):
                parts.append((action.part, []))
            parts[-1][1].append(self._action(action))
        return tuple(Part(title, tuple(entries)) for title, entries in parts)

    def _action(self, action: Action) -> ActionEntry:
        leads = ", ".join(self.ecosystem_label(lead) for lead in action.leads)
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
            links=self.links(action.id),
            references=self.references(action.sources),
        )

    def ecosystem_label(self, identifier: str) -> str:
        return graphs.value(self.graph, identifier).label

    def dispute(self, dispute: Dispute) -> DisputeEntry:
        def claim(each: Claim) -> tuple[str, tuple[Reference, ...]]:
            return each.claim, self.references(each.sources)

        return DisputeEntry(
            about=self.ecosystem_label(dispute.about),
            about_id=dispute.about,
            question=dispute.question,
            claims=tuple(claim(each) for each in dispute.claims),
            note=dispute.note,
        )


def _newest_first(ecosystem: Ecosystem) -> list[Plan]:
    """The chosen plan, then the others with the newest first."""

    def order(plan: Plan) -> tuple[bool, int, str]:
        start = dates.bounds(plan.period)[0].toordinal() if plan.period else 0
        return plan.id != ecosystem.about.plan, -start, plan.id

    return sorted(ecosystem.plans.values(), key=order)


def _glance(ecosystem: Ecosystem, priorities: int) -> tuple[tuple[int, str], ...]:
    bodies = sum(len(ecosystem.section(section)) for section in BODY_SECTIONS)
    return (
        (bodies, "body" if bodies == 1 else "bodies"),
        (len(ecosystem.links), "link" if len(ecosystem.links) == 1 else "links"),
        (priorities, "priority" if priorities == 1 else "priorities"),
        (len(ecosystem.actions), "action" if len(ecosystem.actions) == 1 else "actions"),
    )


def _wheel_words(ecosystem: Ecosystem, wheel: Wheel) -> str:
    """The written description of the picture."""
    spokes, curves, marks = len(wheel.spokes), len(wheel.curves), len(wheel.hub_marks)
    rest = len(ecosystem.links) - curves
    plan = ecosystem.plans[ecosystem.about.plan].label if ecosystem.about.plan else ""
    words = [
        f"{spokes} bodies, events and outputs stand on a circle, gathered by kind."
        if spokes != 1
        else "1 body, event or output stands on a circle."
    ]
    if marks:
        many = f"{marks} priorities of {plan} stand"
        words.append(f"The {many if marks > 1 else f'priority of {plan} stands'} in the middle.")
    if ecosystem.links:
        drawn = "link is drawn as a curve" if len(ecosystem.links) == 1 else "links are drawn as curves"
        words.append(f"{curves} of the {len(ecosystem.links)} {drawn} between them.")
    if rest:
        verb = "joins" if rest == 1 else "join"
        words.append(
            f"The other {rest} {verb} plans, actions and other plans’ priorities; the lists hold them all."
        )
    return " ".join(words)


def _spoke_name(graph: "nx.MultiDiGraph[str]", identifier: str) -> SpokeName:
    entity = graphs.value(graph, identifier)
    assert isinstance(entity, Entity)
    kind = graphs.ecosystem_of(graph).kinds[entity.kind]
    count = graph.degree(identifier)
    links = "1 link" if count == 1 else f"{count} links"
    return SpokeName(f"{entity.name}, {kind.label}, {links}", kind.hue.value, slug(kind.shape.value))


def _priority_name(entry: PriorityEntry) -> str:
    count = len(entry.answer)
    bodies = "body connects" if count == 1 else "bodies connect"
    return f"Priority {entry.number}, {entry.name}, {count} {bodies}"


def slug(words: str) -> str:
    return words.replace(" ", "-")


def _key_kinds(ecosystem: Ecosystem, wheel: Wheel) -> tuple[KeyKind, ...]:
    counts = dict.fromkeys(ecosystem.kinds, 0)
    for spoke in wheel.spokes:
        counts[spoke.kind] += 1
    return tuple(
        KeyKind(kind, MARKS[kind.shape], counts[kind.id])
        for kind in ecosystem.kinds.values()
        if counts[kind.id]
    )


def _key_standings(ecosystem: Ecosystem) -> tuple[KeyStanding, ...]:
    counts = {standing: sum(link.standing is standing for link in ecosystem.links) for standing in Standing}
    return tuple(
        KeyStanding(standing, sentences.STANDING_WORDS[standing], count)
        for standing, count in counts.items()
        if count
    )


def _directory(ecosystem: Ecosystem, speaker: _Speaker) -> Iterable[DirectorySection]:
    for section in ENTITY_SECTIONS:
        entities = [node for node in ecosystem.section(section).values() if isinstance(node, Entity)]
        groups = tuple(
            KindGroup(kind, tuple(speaker.entry(entity) for entity in members))
            for kind in ecosystem.kinds.values()
            if (members := sorted((e for e in entities if e.kind == kind.id), key=_by_name))
        )
        if groups:
            yield DirectorySection(section, SECTION_TITLES[section], groups)


def _gap_groups(holes: gaps.Gaps) -> Iterable[GapGroup]:
    for kind, title in gaps.EXPLAINED.items():
        said = tuple(gap.sentence for gap in holes.open if gap.gap is kind)
        if said:
            yield GapGroup(title, said)


def _by_name(entity: Entity) -> tuple[str, str]:
    return entity.name.casefold(), entity.id


def _source(source: Source, number: int) -> SourceEntry:
    return SourceEntry(
        number,
        source.title,
        source.publisher,
        sentences.when(source.date, source.date_text),
        source.url,
        source.file,
        source.note,
    )


def _data(graph: "nx.MultiDiGraph[str]", numbers: dict[str, int], answers: gaps.Answers) -> dict[str, object]:
    """What the page's script needs and the markup does not already say, by place in lists to save weight.

    nodes: id, label, and the place of its kind or, for what has none, what sentences call it.
    links: places of both ends, standing and type, then what follows the name in a sentence.
    answers: of each priority's place, per body its place, the numbers of its links, what it passes.
    """
    ecosystem = graphs.ecosystem_of(graph)
    places = {identifier: place for place, identifier in enumerate(graph)}
    kinds, types, standings = list(ecosystem.kinds), list(ecosystem.link_types), list(queries.SURENESS)

    def node(value: Node) -> list[str | int]:
        if isinstance(value, Entity):
            return [value.id, value.label, kinds.index(value.kind)]
        return [value.id, value.label, sentences.title(value)]

    def link(value: Link) -> list[str | int]:
        ends = [places[value.tail], places[value.head]]
        return [
            *ends,
            standings.index(value.standing),
            types.index(value.type),
            sentences.suffix(graph, value),
        ]

    def answer(priority: str) -> list[list[object]]:
        found = answers[priority].connections
        return [[places[e.id], [numbers[x] for x in e.links], [places[x] for x in e.through]] for e in found]

    return {
        "kinds": kinds,
        "nodes": [node(graphs.value(graph, identifier)) for identifier in graph],
        "types": [[each.label, each.inverse] for each in ecosystem.link_types.values()],
        "standings": [[each.value, sentences.opening([each])] for each in standings],
        "links": [link(each) for each in ecosystem.links],
        "answers": {places[priority]: answer(priority) for priority in ecosystem.priorities},
    }
