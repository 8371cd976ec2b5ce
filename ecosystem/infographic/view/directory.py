"""The directory: every organisation, event and output with its links and facts."""

from collections.abc import Iterable

from ecosystem import sentences
from ecosystem.infographic.view.lines import FactLine, LinkLine, Reference, ViewContext
from ecosystem.language import N_, _
from ecosystem.model import ENTITY_SECTIONS, Entity, Kind, Meaning, Section, Value
from ecosystem.queries import STRONG

SECTION_TITLES = {
    Section.GROUPS: N_("Groups"),
    Section.NETWORKS: N_("Networks"),
    Section.PARTNERS: N_("Partners"),
    Section.EVENTS: N_("Events"),
    Section.OUTPUTS: N_("Publications and other outputs"),
}


class Entry(Value, frozen=True):
    """An organisation, event or output of the directory."""

    id: str
    name: str
    label: str
    also: str
    kind: Kind
    when: str
    purpose: str | None
    website: str | None
    status: str | None
    more: tuple[str, ...]  # a line for each field that nothing else tells
    links: tuple[LinkLine, ...]
    facts: tuple[FactLine, ...]
    references: tuple[Reference, ...]  # what names it, where no fact does


class KindGroup(Value, frozen=True):
    kind: Kind
    entries: tuple[Entry, ...]


class DirectorySection(Value, frozen=True):
    section: Section
    title: str
    groups: tuple[KindGroup, ...]


def directory(view_context: ViewContext) -> Iterable[DirectorySection]:
    """Yield the sections of the directory: entries by kind in the order of the legend, then by name."""
    for section in ENTITY_SECTIONS:
        entities = [
            node for node in view_context.city.ecosystem.section(section).values() if isinstance(node, Entity)
        ]
        groups = tuple(
            KindGroup(kind, tuple(_entry(view_context, entity) for entity in members))
            for kind in view_context.city.ecosystem.kinds.values()
            if (members := sorted((e for e in entities if e.kind == kind.id), key=_by_name))
        )
        if groups:
            yield DirectorySection(section, _(SECTION_TITLES[section]), groups)


def memberships(view_context: ViewContext) -> dict[str, tuple[str, ...]]:
    """What each organisation is a member of, as a source states or both confirm, in the order of the city."""
    heads_of: dict[str, list[str]] = {}
    for link in view_context.city.ecosystem.links:
        member = view_context.city.link_type(link).means is Meaning.MEMBER_OF
        if member and view_context.city.basis(link) in STRONG:
            heads_of.setdefault(link.tail, []).append(link.head)
    return {organisation: tuple(dict.fromkeys(of)) for organisation, of in heads_of.items()}


def _entry(view_context: ViewContext, entity: Entity) -> Entry:
    facts = tuple(
        FactLine(
            fact.text,
            sentences.when(fact.period, fact.period_text),
            fact.basis,
            view_context.references(fact.sources),
        )
        for fact in entity.facts
    )
    also = [name for name in (entity.short, *entity.aliases) if name and name != entity.name]
    return Entry(
        id=entity.id,
        name=entity.name,
        label=entity.label,
        also=", ".join(dict.fromkeys(also)),
        kind=view_context.city.ecosystem.kinds[entity.kind],
        when=sentences.lifetime(entity),
        purpose=entity.purpose,
        website=entity.website,
        status=entity.status,
        more=sentences.other_lines(entity),
        links=view_context.links(entity.id),
        facts=facts,
        references=view_context.references(entity.sources),
    )


def _by_name(entity: Entity) -> tuple[str, str]:
    return entity.name.casefold(), entity.id
