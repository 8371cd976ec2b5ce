"""The draft of the annual report, in Markdown. Every number in it is one that a command gives."""

from collections.abc import Iterable, Iterator

import networkx as nx

from ecosystem import dates, graph as graphs, queries, sentences, tracker
from ecosystem.analysis import gaps, measures
from ecosystem.analysis.projection import project
from ecosystem.changes import plain
from ecosystem.model import BODY_SECTIONS, Action, Plan, Priority, Section, Standing
from ecosystem.tracker import DONE, Status
from ecosystem.words import counted, listed

ADVICE = (
    "This is a draft made from the data of the map. Add the voices of the partners before it is sent; "
    "correct facts in the data, not here."
)


def markdown(graph: "nx.MultiDiGraph[str]") -> str:
    """The whole report: set out, produced, who took part, progress, gaps, what is next, sources."""
    about = graphs.ecosystem_of(graph).about
    lines = [f"# {plain(about.title)}: annual report", ""]
    lines += [f"Edition {dates.words(about.edition)}. {plain(about.summary)}", "", f"*{ADVICE}*", ""]
    answers = queries.answers(graph)
    holes = gaps.find(graph, answers=answers)
    parts = (
        ("What was set out", _set_out(graph, answers)),
        ("What was produced", _produced(graph)),
        ("Who took part", _took_part(graph)),
        ("Progress, claimed and evidenced", _progress(graph)),
        ("Where the gaps are", _gaps(holes)),
        ("Where sources disagree", _disputes(graph)),
        ("What is next", _next(graph, holes)),
        ("Sources", _sources(graph)),
    )
    for heading, said in parts:
        body = list(said)
        if body:
            lines += [f"## {heading}", "", *body, *([""] if body[-1] else [])]
    return "\n".join(lines).rstrip() + "\n"


def _items(texts: Iterable[str]) -> list[str]:
    return [f"- {plain(text)}" for text in texts]


def _set_out(graph: "nx.MultiDiGraph[str]", answers: gaps.Answers) -> Iterator[str]:
    ecosystem = graphs.ecosystem_of(graph)
    for plan in _in_time(ecosystem.plans.values()):
        priorities = [each for each in ecosystem.priorities.values() if each.plan == plan.id]
        actions = [each for each in ecosystem.actions.values() if each.plan == plan.id]
        counts = [counted(len(priorities), "priority", "priorities")] if priorities else []
        counts += [counted(len(actions), "action")] if actions else []
        period = sentences.when(plan.period)
        yield f"### {plain(plan.name)}{f', {period}' if period not in plan.name else ''}"
        yield ""
        yield plain(
            " ".join(filter(None, [plan.summary, f"{' and '.join(counts).capitalize()}." if counts else ""]))
        )
        yield ""
        for priority in sorted(priorities, key=lambda each: each.number):
            said = " ".join(filter(None, [priority.summary, answers[priority.id].summary]))
            yield f"{priority.number}. **{plain(priority.name)}.** {plain(said)}"
        yield from _items(_action(graph, each) for each in actions)
        if priorities or actions:
            yield ""


def _action(graph: "nx.MultiDiGraph[str]", action: Action) -> str:
    who = action.lead_text or listed([graphs.value(graph, lead).label for lead in action.leads])
    when = action.timescale or sentences.when(action.due)
    lead = f" Lead: {who}." if who else ""
    time = f" Timescale: {when}." if when else ""
    return f"{action.name}.{lead}{time}"


def _in_time(plans: Iterable[Plan]) -> list[Plan]:
    return sorted(
        plans, key=lambda plan: (dates.bounds(plan.period)[0].toordinal() if plan.period else 0, plan.id)
    )


def _produced(graph: "nx.MultiDiGraph[str]") -> Iterator[str]:
    ecosystem = graphs.ecosystem_of(graph)
    for section, noun in ((Section.EVENTS, "event"), (Section.OUTPUTS, "output")):
        things = queries.listing(graph, section.value)
        if things:
            yield f"{counted(len(things), noun)}:"
            yield ""
            for thing in things:
                value = ecosystem.section(section)[thing.id]
                when = sentences.when(getattr(value, "date", None), getattr(value, "date_text", None))
                yield f"- {plain(thing.name)} ({plain(', '.join(filter(None, [thing.kind, when])))})"
            yield ""


def _took_part(graph: "nx.MultiDiGraph[str]") -> Iterator[str]:
    bodies = project(graph)
    if not bodies:
        return
    sections = [counted(len(queries.listing(graph, each.value)), each.value[:-1]) for each in BODY_SECTIONS]
    total, links = counted(len(bodies), "body", "bodies"), counted(graph.number_of_edges(), "link")
    yield f"{total}: {', '.join(sections)}. {links} in the data."
    yield ""
    hubs = measures.hubs(graph, bodies)
    if hubs:
        yield measures.EXPLAINED["hubs"] + " The best connected:"
        yield ""
        yield from _items(measures.hub_sentence(hub) for hub in hubs)


def _progress(graph: "nx.MultiDiGraph[str]") -> Iterator[str]:
    """Claimed and evidenced side by side, plan by plan, never one rolled-up share."""
    ecosystem = graphs.ecosystem_of(graph)
    for plan in _in_time(ecosystem.plans.values()):
        for noun, nouns, things in (
            ("priority", "priorities", ecosystem.priorities.values()),
            ("action", "actions", ecosystem.actions.values()),
        ):
            own: list[Priority | Action] = [each for each in things if each.plan == plan.id]
            if own:
                yield f"- {plain(plan.name)}, {counted(len(own), noun, nouns)}: {_states(own)}."


def _states(things: list[Priority | Action]) -> str:
    counts = tracker.counts(things)
    shown = (state for state in Status if counts[state] or state in DONE)
    return ", ".join(f"{counts[state]} {state}" for state in shown)


def _gaps(found: gaps.Gaps) -> Iterator[str]:
    for kind, heading in gaps.EXPLAINED.items():
        count = sum(gap.gap is kind for gap in found.open)
        if count:
            yield f"- {heading}: {count}"
    for gap in found.accepted:
        yield f"- Accepted: {plain(gap.sentence)} {plain(gap.accepted or '')}"


def _disputes(graph: "nx.MultiDiGraph[str]") -> Iterator[str]:
    for dispute in graphs.ecosystem_of(graph).disputes:
        claims = "; ".join(each.claim for each in dispute.claims)
        yield f"- {plain(dispute.question)} {plain(claims)}."


def _next(graph: "nx.MultiDiGraph[str]", holes: gaps.Gaps) -> Iterator[str]:
    planned = [link for link in graphs.ecosystem_of(graph).links if link.standing is Standing.PLANNED]
    if planned:
        yield f"{counted(len(planned), 'link')} planned, with no later word found:"
        yield ""
        yield from _items(sentences.of_link(graph, link) for link in planned)
        yield ""
    if holes.introductions:
        yield "Suggestions:"
        yield ""
        yield from _items(each.sentence for each in holes.introductions)


def _sources(graph: "nx.MultiDiGraph[str]") -> Iterator[str]:
    for source in graphs.ecosystem_of(graph).sources.values():
        address = f" <{source.url}>" if source.url else ""
        yield f"- {plain(sentences.citation(source))}{address}"
