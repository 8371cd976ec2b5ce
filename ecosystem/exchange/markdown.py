"""Markdown (CommonMark): everything on the map as a text with headings, to read or to paste.

Every thing stands under its section with its particulars, its facts and its own links, each a sentence
that opens with its basis where that is not plain. Lost as fields: everything, since it is a text; the
words are those of `ecosystem show`.
"""

from collections.abc import Iterator

from ecosystem import __version__, dates, queries, sentences
from ecosystem.city import City
from ecosystem.files import OURS
from ecosystem.model import OTHER_WORDINGS, Entity, Node, Section
from ecosystem.words import escape_markdown

LOST = {
    "evidence and the sources of each sentence": (
        *(
            "Organisation.sources",
            "Event.sources",
            "Output.sources",
            "Fact.sources",
            "Link.sources",
            "Link.evidence",
        ),
        *("Plan.sources", "Priority.sources", "Action.sources", "Reading.sources"),
        *("Progress.sources", "Progress.evidence"),
    ),
    "the look of the legend and the rules of its links": (
        *("Kind.section", "Kind.plural", "Kind.shape", "Kind.hue", "LinkType.inverse", "LinkType.family"),
        *("LinkType.tails", "LinkType.heads", "LinkType.transitive", "LinkType.sustains", "LinkType.means"),
        *OTHER_WORDINGS,
    ),
    "the plan, language, region and contact of the map": (
        "About.plan",
        "About.language",
        "About.region",
        "About.contact",
    ),
    "tours": ("Tour", "TourStep"),
    "accepted gaps": ("AcceptedGap",),
}


def files(city: City) -> dict[str, str]:
    return {"ecosystem.md": dumps(city)}


def dumps(city: City) -> str:
    """The city as Markdown."""
    ecosystem = city.ecosystem
    told = ecosystem.about
    lines = [f"<!-- {OURS} {__version__} -->", f"# {escape_markdown(told.title)}", ""]
    lines += [
        f"{escape_markdown(told.summary)} Edition {dates.words(told.edition)}. "
        f"Licence: {escape_markdown(told.licence)}.",
        "",
    ]
    lines += [
        f"Place: {escape_markdown(told.place)}.",
        *([escape_markdown(told.method)] if told.method else []),
        "",
    ]
    for section in Section:
        entries = ecosystem.section(section)
        if entries:
            lines += [f"## {section.value.capitalize()}", ""]
            for node in entries.values():
                lines += [*_entry(city, node), ""]
    if ecosystem.disputes:
        lines += ["## Where sources disagree", ""]
        for dispute in ecosystem.disputes:
            claims = "; ".join(
                f"{claim.claim} ({', '.join(map(str, claim.sources))})" for claim in dispute.claims
            )
            about = city.label(dispute.about)
            note = f". {dispute.note}" if dispute.note else ""
            lines.append(f"- {escape_markdown(f'{about}: {dispute.question} {claims}{note}')}")
        lines.append("")
    lines += ["## Sources", ""]
    for key, source in sorted(ecosystem.sources.items()):
        address = f" <{source.url}>" if source.url else ""
        copy = f" Another copy: <{source.archived}>." if source.archived else ""
        parts = (
            source.accessed and f"Read {sentences.when(source.accessed)}.",
            source.held_by and f"Held by {source.held_by}.",
            source.note,
        )
        more = " ".join(filter(None, parts))
        rest = f" {escape_markdown(more)}" if more else ""
        stop = "." if copy or rest else ""
        lines.append(f"- {key}: {escape_markdown(sentences.citation(source))}{address}{stop}{copy}{rest}")
    return "\n".join([*lines, ""])


def _entry(city: City, node: Node) -> Iterator[str]:
    yield f"### {escape_markdown(node.name)}"
    yield ""
    for line in sentences.particulars(node, queries.kind_of(city, node)):
        yield f"- {escape_markdown(line)}"
    for fact in node.facts if isinstance(node, Entity) else ():
        yield f"- {escape_markdown(sentences.of_fact(fact))}"
    own = [step for step in city.steps(node.id) if step.forward]
    for step in sorted(own, key=lambda step: step.link.id):
        yield f"- {escape_markdown(sentences.of_step(city, step))}"
