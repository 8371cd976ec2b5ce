"""Links and their types, those of fields included."""

from ecosystem.model.choices import BODY_SECTIONS, ENTITY_SECTIONS, Family, Section, Standing
from ecosystem.model.terms import Date, LinkTypeId, Name, NodeId, Slug, SourceId, Text, Value


class LinkType(Value, frozen=True, kw_only=True, rename={"tails": "from", "heads": "to"}):
    """How a link reads in both directions, and which sections it may join."""

    id: Slug
    label: Name
    inverse: Name
    family: Family
    tails: tuple[Section, ...]
    heads: tuple[Section, ...]
    carries: bool = False  # through it, a body shares what the body at the link's head connects to
    moment: bool = False  # it happened at one time: its date reads "in 2021", not "since 2021"


class Link(Value, frozen=True, kw_only=True, rename={"tail": "from", "head": "to", "sources": "source"}):
    """A typed, directed, sourced tie from `tail` to `head`.

    Most are written under `links:`. The others come from a field and carry its name in `field`:
    a plan's owners, a priority's and an action's plan, an action's leads and what it advances.
    """

    id: str = ""  # given by `dataset`: from, type and to, and a count when that is not unique
    tail: NodeId
    type: LinkTypeId
    head: NodeId
    role: Name | None = None  # in what capacity: vice-chair, secretariat
    since: Date | None = None
    since_text: Name | None = None
    until: Date | None = None
    until_text: Name | None = None
    standing: Standing = Standing.STATED
    evidence: Text | None = None
    sources: tuple[SourceId, ...]
    field: str | None = None


FIELD_LINK_TYPES = {
    link_type.id: link_type
    for link_type in (
        LinkType(
            id="sets",
            label="sets",
            inverse="is set by",
            family=Family.GOVERNANCE,
            tails=BODY_SECTIONS,
            heads=(Section.PLANS,),
        ),
        LinkType(
            id="part-of",
            label="is part of",
            inverse="includes",
            family=Family.MEMBERSHIP,
            tails=(*ENTITY_SECTIONS, Section.PRIORITIES, Section.ACTIONS),
            heads=(*ENTITY_SECTIONS, Section.PLANS),
        ),
        LinkType(
            id="leads",
            label="leads",
            inverse="is led by",
            family=Family.GOVERNANCE,
            tails=BODY_SECTIONS,
            heads=(*ENTITY_SECTIONS, Section.PRIORITIES, Section.ACTIONS),
        ),
        LinkType(
            id="advances",
            label="advances",
            inverse="is advanced by",
            family=Family.DELIVERY,
            tails=(*ENTITY_SECTIONS, Section.ACTIONS),
            heads=(*ENTITY_SECTIONS, Section.PRIORITIES),
        ),
    )
}
"""The types of the links that come from fields; `link_types:` may word them otherwise."""
