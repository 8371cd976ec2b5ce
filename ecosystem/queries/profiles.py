"""List the entries of a city, and tell all that is known of one of them."""

from collections.abc import Iterable

from ecosystem import sentences
from ecosystem.city import City, Step
from ecosystem.errors import UnknownNameError
from ecosystem.language import N_, NP_, _, plural
from ecosystem.model import (
    OTHER_WORDINGS,
    Action,
    Basis,
    Citation,
    Entity,
    Family,
    Node,
    Plan,
    Priority,
    Section,
    State,
    Value,
)
from ecosystem.words import natural

LOST = {
    "what is said of the map itself": ("About",),
    "the legend": (
        *("Kind.section", "Kind.plural", "Kind.shape", "Kind.hue"),
        *("LinkType.tails", "LinkType.heads", "LinkType.transitive", "LinkType.sustains", "LinkType.means"),
        *OTHER_WORDINGS,
    ),
    "the addresses and notes of sources": (
        *("Source.archived", "Source.accessed"),
        *("Source.held_by", "Source.note"),
    ),
    "tours": ("Tour", "TourStep"),
    "accepted gaps": ("AcceptedGap",),
}
"""What the profiles of all things do not hold."""

_FAMILY_ORDER = tuple(Family)


class CitedSource(Value, frozen=True, kw_only=True):
    """A source with what a reader needs to open it."""

    id: str
    title: str
    publisher: str
    url: str | None = None
    where: str | None = None


class Thing(Value, frozen=True, kw_only=True):
    """A line of a listing."""

    id: str
    section: Section
    kind: str
    name: str
    links: int


class Said(Value, frozen=True, kw_only=True):
    """A sentence with its basis, evidence and sources."""

    sentence: str
    basis: Basis
    evidence: str | None = None
    sources: tuple[Citation, ...]


class Reported(Value, frozen=True, kw_only=True):
    """A report on progress, with who says so and what shows it."""

    sentence: str
    date: str
    state: State
    sources: tuple[CitedSource, ...]
    evidence: tuple[CitedSource, ...]


class Claimed(Value, frozen=True, kw_only=True):
    """What one side says."""

    claim: str
    sources: tuple[Citation, ...]


class Disputed(Value, frozen=True, kw_only=True):
    """A question on which sources disagree, with every answer to it."""

    question: str
    claims: tuple[Claimed, ...]
    note: str | None = None


class Profile(Value, frozen=True, kw_only=True):
    """All that is known of one thing, in words."""

    id: str
    section: Section
    name: str
    lines: tuple[str, ...]
    sources: tuple[Citation, ...]  # of the lines; links, facts and claims name their own
    links: tuple[Said, ...]
    facts: tuple[Said, ...]
    disputes: tuple[Disputed, ...]
    reports: tuple[Reported, ...] = ()  # on a priority or an action


def listing(city: City, section: str | None = None) -> tuple[Thing, ...]:
    """Return the entries of a city, section by section in its order.

    Args:
        city: The city.
        section: The name of the only section to list.

    Raises:
        UnknownNameError: There is no such section; the error names the nearest.
    """
    sections = [known.value for known in Section]
    if section is not None and section not in sections:
        from difflib import get_close_matches  # only a name that is not found needs it

        raise UnknownNameError(section, get_close_matches(section, sections, n=1) or sections)
    return tuple(
        Thing(
            id=value.id,
            section=where,
            kind=kind_of(city, value),
            name=value.name,
            links=city.degree(value.id),
        )
        for where, value in city.ecosystem.nodes()
        if section in (None, where.value)
    )


def kind_of(city: City, value: Node) -> str:
    """Return the kind of an entry, in the words of the legend."""
    if isinstance(value, Entity):
        return city.ecosystem.kinds[value.kind].label
    return _(_KINDS[type(value)])


_KINDS = {Plan: N_("plan"), Priority: N_("priority"), Action: N_("action")}

SECTION_WORDS = {
    Section.GROUPS: N_("groups"),
    Section.NETWORKS: N_("networks"),
    Section.PARTNERS: N_("partners"),
    Section.EVENTS: N_("events"),
    Section.OUTPUTS: N_("outputs"),
    Section.PLANS: N_("plans"),
    Section.PRIORITIES: N_("priorities"),
    Section.ACTIONS: N_("actions"),
}
"""What each section is called."""

_SECTION_COUNTS = {
    Section.GROUPS: NP_("{count} group", "{count} groups"),
    Section.NETWORKS: NP_("{count} network", "{count} networks"),
    Section.PARTNERS: NP_("{count} partner", "{count} partners"),
    Section.EVENTS: NP_("{count} event", "{count} events"),
    Section.OUTPUTS: NP_("{count} output", "{count} outputs"),
    Section.PLANS: NP_("{count} plan", "{count} plans"),
    Section.PRIORITIES: NP_("{count} priority", "{count} priorities"),
    Section.ACTIONS: NP_("{count} action", "{count} actions"),
}


def counted(section: Section, count: int) -> str:
    """Return a number of entries of a section, with their noun: ‘2 groups’."""
    return plural(*_SECTION_COUNTS[section], count)


def profile(city: City, identifier: str) -> Profile:
    """Return all that is known of an entry."""
    value = city.value(identifier)
    links = tuple(
        Said(
            sentence=sentences.of_step(city, step),
            basis=city.basis(step.link),
            evidence=sentences.grounds(city, step.link),
            sources=step.link.sources,
        )
        for step in links_of(city, identifier)
    )
    facts = tuple(
        Said(sentence=sentences.of_fact(fact), basis=fact.basis, sources=fact.sources)
        for fact in getattr(value, "facts", ())
    )
    progress = value.progress if isinstance(value, Priority | Action) else ()
    reports = tuple(
        Reported(
            sentence=sentences.of_progress(report),
            date=report.date,
            state=report.state,
            sources=cited_sources(city, report.sources),
            evidence=cited_sources(city, report.evidence),
        )
        for report in progress
    )
    return Profile(
        id=identifier,
        section=city.section(identifier),
        name=value.name,
        lines=sentences.particulars(value, kind_of(city, value)),
        sources=_sources(value),
        links=links,
        facts=facts,
        disputes=tuple(
            Disputed(
                question=dispute.question,
                claims=tuple(Claimed(claim=claim.claim, sources=claim.sources) for claim in dispute.claims),
                note=dispute.note,
            )
            for dispute in city.ecosystem.disputes
            if dispute.about == identifier
        ),
        reports=reports,
    )


def cited_sources(city: City, citations: Iterable[Citation]) -> tuple[CitedSource, ...]:
    """Return the sources of citations, each once, with their addresses and places."""
    sources = city.ecosystem.sources
    return tuple(
        CitedSource(
            id=identifier,
            title=sources[identifier].title,
            publisher=sources[identifier].publisher,
            url=sources[identifier].url,
            where=where,
        )
        for identifier, where in sentences.places(citations).items()
    )


def _sources(value: Node) -> tuple[Citation, ...]:
    """Return what the lines of an entry rest on, with its reports and readings, each source once."""
    reports = value.progress if isinstance(value, Priority | Action) else ()
    cited = [source for report in reports for source in (*report.sources, *report.evidence)]
    if isinstance(value, Action) and value.measure:
        cited += [source for reading in value.measure.readings for source in reading.sources]
    return tuple(dict.fromkeys((*value.sources, *cited)))


def links_of(city: City, identifier: str) -> list[Step]:
    """Return the links of an entry as steps from it, by family, wording and name; of a plan, by number."""
    return sorted(city.steps(identifier), key=lambda step: _step_order(city, step))


def _step_order(city: City, step: Step) -> tuple[object, ...]:
    kind = city.link_type(step.link)
    words = kind.label if step.forward else kind.inverse
    other = city.value(step.end)
    if isinstance(other, Priority | Action):
        name = other.plan, natural(sentences.title(other).casefold())
    else:
        name = "", [(0, other.label.casefold())]
    return _FAMILY_ORDER.index(kind.family), words, name, step.link.id
