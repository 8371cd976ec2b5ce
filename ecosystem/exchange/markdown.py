"""Markdown (CommonMark): everything on the map as a text with headings, to read or to paste.

Each entry is under its section with its details, its facts and its own links, in the sentences of
`ecosystem show`. Fields are lost: it is a text.
"""

from collections.abc import Iterator

from ecosystem import __version__, dates, queries, sentences
from ecosystem.city import City
from ecosystem.files import OURS
from ecosystem.language import N_, _
from ecosystem.model import OTHER_WORDINGS, Dispute, Entity, Node, Section, Source
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
            "Confirmation.role",
            "Confirmation.date",
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


HEADINGS = {
    Section.GROUPS: N_("Groups"),
    Section.NETWORKS: N_("Networks"),
    Section.PARTNERS: N_("Partners"),
    Section.EVENTS: N_("Events"),
    Section.OUTPUTS: N_("Outputs"),
    Section.PLANS: N_("Plans"),
    Section.PRIORITIES: N_("Priorities"),
    Section.ACTIONS: N_("Actions"),
}


def files(city: City) -> dict[str, str]:
    return {"ecosystem.md": dumps(city)}


def dumps(city: City) -> str:
    """Return the city as Markdown."""
    ecosystem = city.ecosystem
    about = ecosystem.about
    edition = _("Edition {date}.", date=dates.words(about.edition))
    licence = _("Licence: {licence}.", licence=about.licence)
    lines = [f"<!-- {OURS} {__version__} -->", f"# {escape_markdown(about.title)}", ""]
    lines += [escape_markdown(f"{about.summary} {edition} {licence}"), ""]
    lines.append(escape_markdown(_("Place: {place}.", place=about.place)))
    lines += [*([escape_markdown(about.method)] if about.method else []), ""]
    for section in Section:
        entries = ecosystem.section(section)
        if entries:
            lines += [f"## {_(HEADINGS[section])}", ""]
            for node in entries.values():
                lines += [*_entry(city, node), ""]
    if ecosystem.disputes:
        lines += [f"## {_('Where sources disagree')}", ""]
        lines += [f"- {escape_markdown(_dispute(city, dispute))}" for dispute in ecosystem.disputes]
        lines.append("")
    lines += [f"## {_('Sources')}", ""]
    lines += [f"- {_source(key, source)}" for key, source in sorted(ecosystem.sources.items())]
    return "\n".join([*lines, ""])


def _dispute(city: City, dispute: Dispute) -> str:
    claims = "; ".join(f"{claim.claim} ({', '.join(map(str, claim.sources))})" for claim in dispute.claims)
    note = f". {dispute.note}" if dispute.note else ""
    return f"{city.label(dispute.about)}: {dispute.question} {claims}{note}"


def _source(key: str, source: Source) -> str:
    """Return a source with its addresses, which stay as they are, and all that is known of it."""
    address = f" <{source.url}>" if source.url else ""
    copy = f" {_('Archived copy: {address}.', address=f'<{source.archived}>')}" if source.archived else ""
    parts = (
        source.accessed and _("Read {date}.", date=sentences.when(source.accessed)),
        source.held_by and _("Held by {organisation}.", organisation=source.held_by),
        source.note,
    )
    more = " ".join(filter(None, parts))
    rest = f" {escape_markdown(more)}" if more else ""
    stop = "." if copy or rest else ""
    return f"{key}: {escape_markdown(sentences.citation(source))}{address}{stop}{copy}{rest}"


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
