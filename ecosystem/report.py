"""The draft of the annual report. Every number in it is one that a command gives.

It is composed once, as headings, paragraphs and lists; Markdown is one form of it and paper another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ecosystem import dates, queries, sentences
from ecosystem.analysis import gaps, measures, wording
from ecosystem.analysis.projection import project
from ecosystem.city import City
from ecosystem.model import ORGANISATION_SECTIONS, Action, Basis, Family, Plan, Priority, Section
from ecosystem.tracking import tracker
from ecosystem.tracking.tracker import DONE, Status
from ecosystem.words import counted, escape_markdown, full_stop, listed

ADVICE = (
    "This is a draft made from the data of the map. Add the voices of the partners before it is sent; "
    "correct facts in the data, not here."
)


@dataclass(frozen=True, slots=True)
class Heading:
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, numbered or not; `lead` is its subject, set in bold."""

    words: str
    lead: str | None = None
    number: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


Block = Heading | Paragraph | Items


@dataclass(frozen=True, slots=True)
class Part:
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report: set out, produced, who took part, progress, gaps, what is next, sources."""

    language: str
    title: str
    opening: str
    advice: str
    parts: tuple[Part, ...]


def compose(city: City) -> Report:
    """What the report says, without the parts that would be empty."""
    about = city.ecosystem.about
    answers = queries.answers(city)
    holes = gaps.find(city, answers=answers)
    parts = (
        ("What was set out", _set_out(city, answers)),
        ("What was produced", _produced(city)),
        ("Who took part", _took_part(city)),
        ("Progress, claimed and evidenced", _progress(city)),
        ("Where the gaps are", _gaps(holes)),
        ("Where sources disagree", _disputes(city)),
        ("What is next", _next(city, holes)),
        ("Sources", _sources(city)),
    )
    told = ((heading, tuple(block for block in blocks if block != Items(()))) for heading, blocks in parts)
    return Report(
        language=about.language,
        title=f"{about.title}: annual report",
        opening=f"Edition {dates.words(about.edition)}. {about.summary}",
        advice=ADVICE,
        parts=tuple(Part(heading, blocks) for heading, blocks in told if blocks),
    )


def markdown(city: City) -> str:
    """The report in Markdown."""
    report = compose(city)
    lines = [
        f"# {escape_markdown(report.title)}",
        "",
        escape_markdown(report.opening),
        "",
        f"*{report.advice}*",
        "",
    ]
    for part in report.parts:
        lines += [f"## {part.heading}", ""]
        for block in part.blocks:
            lines += [*_lines(block), ""]
    return "\n".join(lines).rstrip() + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(words):
            yield f"### {escape_markdown(words)}"
        case Paragraph(words):
            yield escape_markdown(words)
        case Items(items):
            for item in items:
                mark = f"{item.number}." if item.number is not None else "-"
                lead = f"**{escape_markdown(item.lead)}.** " if item.lead else ""
                yield f"{mark} {lead}{escape_markdown(item.words)}{f' <{item.url}>' if item.url else ''}"


# --- the parts


def _items(texts: Iterable[str]) -> Items:
    return Items(tuple(map(Item, texts)))


def _set_out(city: City, answers: gaps.Answers) -> Iterator[Block]:
    ecosystem = city.ecosystem
    for plan in _in_time(ecosystem.plans.values()):
        priorities = [each for each in ecosystem.priorities.values() if each.plan == plan.id]
        actions = [each for each in ecosystem.actions.values() if each.plan == plan.id]
        counts = [counted(len(priorities), "priority", "priorities")] if priorities else []
        counts += [counted(len(actions), "action")] if actions else []
        period = sentences.when(plan.period)
        yield Heading(f"{plan.name}{f', {period}' if period not in plan.name else ''}")
        total = f"{' and '.join(counts).capitalize()}." if counts else ""
        yield Paragraph(" ".join(filter(None, [plan.summary, total])))
        numbered = (
            Item(
                " ".join(filter(None, [each.summary, answers[each.id].summary])),
                lead=each.name,
                number=each.number,
            )
            for each in sorted(priorities, key=lambda each: each.number)
        )
        yield Items((*numbered, *(Item(_action(city, each)) for each in actions)))


def _action(city: City, action: Action) -> str:
    who = action.lead_text or listed([city.label(lead) for lead in action.leads])
    when = action.timescale or sentences.when(action.due)
    said = (action.name, f"Lead: {who}" if who else "", f"Timescale: {when}" if when else "")
    return " ".join(full_stop(words) for words in said if words)


def _in_time(plans: Iterable[Plan]) -> list[Plan]:
    return sorted(
        plans, key=lambda plan: (dates.bounds(plan.period)[0].toordinal() if plan.period else 0, plan.id)
    )


def _produced(city: City) -> Iterator[Block]:
    ecosystem = city.ecosystem
    for section, noun in ((Section.EVENTS, "event"), (Section.OUTPUTS, "output")):
        things = queries.listing(city, section.value)
        if not things:
            continue
        planned = {thing.id for thing in things if _is_a_plan(city, thing.id)}
        lines = []
        for thing in things:
            value = ecosystem.section(section)[thing.id]
            when = sentences.when(getattr(value, "date", None), getattr(value, "date_text", None))
            said = ", ".join(filter(None, [thing.kind, when]))
            word = "; planned, no later word found" if thing.id in planned else ""
            lines.append(f"{thing.name} ({said}{word})")
        share = f"{len(planned)} of them " if len(things) > 1 else ""
        among = f", {share}only planned" if planned else ""
        yield Paragraph(f"{counted(len(things), noun)}{among}:")
        yield _items(lines)


def _is_a_plan(city: City, identifier: str) -> bool:
    """Whether all that is known of its making is that an organisation meant to."""
    makers = [
        step.link.basis
        for step in city.steps(identifier)
        if city.is_organisation(step.end)
        and city.link_type(step.link).family is Family.DELIVERY
        and not step.forward
    ]
    return bool(makers) and set(makers) == {Basis.PLANNED}


def _took_part(city: City) -> Iterator[Block]:
    organisations = project(city)
    if not organisations:
        return
    sections = [
        counted(len(queries.listing(city, each.value)), each.value[:-1]) for each in ORGANISATION_SECTIONS
    ]
    total, links = (
        counted(len(organisations), "organisation", "organisations"),
        counted(len(city.ecosystem.links), "link"),
    )
    yield Paragraph(f"{total}: {', '.join(sections)}. {links} in the data.")
    degrees = measures.degree(city, organisations)
    if degrees:
        yield Paragraph("The most connected. " + measures.EXPLAINED["degree"])
        yield _items(wording.degree_sentence(degree) for degree in degrees)


def _progress(city: City) -> Iterator[Block]:
    """Claimed and evidenced side by side, plan by plan, never one rolled-up share."""
    ecosystem = city.ecosystem
    lines = []
    for plan in _in_time(ecosystem.plans.values()):
        for noun, nouns, things in (
            ("priority", "priorities", ecosystem.priorities.values()),
            ("action", "actions", ecosystem.actions.values()),
        ):
            own: list[Priority | Action] = [each for each in things if each.plan == plan.id]
            if own:
                lines.append(f"{plan.name}, {counted(len(own), noun, nouns)}: {_states(city, own)}.")
    yield _items(lines)


def _states(city: City, things: list[Priority | Action]) -> str:
    counts = tracker.counts(city, things)
    shown = (state for state in Status if counts[state] or state in DONE)
    return ", ".join(f"{counts[state]} {state}" for state in shown)


def _gaps(found: gaps.Gaps) -> Iterator[Block]:
    lines = []
    for kind, heading in gaps.EXPLAINED.items():
        count = sum(gap.gap is kind for gap in found.open)
        if count:
            lines.append(f"{heading}: {count}")
    yield _items([*lines, *(f"Accepted: {gap.sentence} {gap.accepted or ''}" for gap in found.accepted)])


def _disputes(city: City) -> Iterator[Block]:
    yield _items(
        full_stop(f"{dispute.question} {'; '.join(each.claim.rstrip('.') for each in dispute.claims)}")
        for dispute in city.ecosystem.disputes
    )


def _next(city: City, holes: gaps.Gaps) -> Iterator[Block]:
    planned = [link for link in city.ecosystem.links if link.basis is Basis.PLANNED]
    if planned:
        yield Paragraph(f"{counted(len(planned), 'link')} planned, with no later word found:")
        yield _items(sentences.of_link(city, link) for link in planned)
    if holes.introductions:
        yield Paragraph("Suggestions:")
        yield _items(each.sentence for each in holes.introductions)


def _sources(city: City) -> Iterator[Block]:
    sources = city.ecosystem.sources.values()
    yield Items(tuple(Item(sentences.citation(source), url=source.url) for source in sources))
