"""Links and their types, those of fields included."""

from typing import Annotated

from ecosystem.model.enums import ENTITY_SECTIONS, ORGANISATION_SECTIONS, Basis, Family, Meaning, Section
from ecosystem.model.types import (
    BASIS_HELP,
    GIVEN,
    Date,
    LanguageCode,
    LinkTypeId,
    Name,
    NodeId,
    OrganisationId,
    Slug,
    Sources,
    Text,
    Value,
    described,
    explained,
)

OTHER_WORDINGS = (
    "LinkType.past",
    "LinkType.past_inverse",
    "LinkType.planned",
    "LinkType.planned_inverse",
    "LinkWording",
)
"""The fields of wordings that only some links need; sentences hold what is needed of them."""


@explained("How a link type reads in another language than that of the data.")
class LinkWording(Value, frozen=True, kw_only=True):
    language: Annotated[LanguageCode, described("The language, such as cy.")]
    label: Annotated[Name, described("How the link reads in its direction.")]
    inverse: Annotated[Name, described("How it reads the other way.")]
    past: Annotated[Name | None, described("How it reads when it has ended.")] = None
    past_inverse: Annotated[Name | None, described("How that reads the other way.")] = None
    planned: Annotated[Name | None, described("How it reads after “planned to”.")] = None
    planned_inverse: Annotated[Name | None, described("How that reads the other way.")] = None


@explained("How a link reads in both directions, and which sections it may join.")
class LinkType(Value, frozen=True, kw_only=True, rename={"tails": "from", "heads": "to"}):
    id: Annotated[Slug, GIVEN]
    label: Annotated[Name, described("How the link reads in its direction: is a member of.")]
    inverse: Annotated[Name, described("How it reads the other way: has as a member.")]
    family: Annotated[Family, described("What the link is about. The key of the map filters by it.")]
    tails: Annotated[tuple[Section, ...], described("The sections where such a link may start.")]
    heads: Annotated[tuple[Section, ...], described("The sections where it may end.")]
    transitive: Annotated[
        bool,
        described(
            "true: an organisation connects to whatever the organisation at the other end connects to."
        ),
    ] = False
    one_off: Annotated[
        bool, described("true: it happened once, so that its date reads “in 2021”, not “since 2021”.")
    ] = False
    past: Annotated[
        Name | None,
        described("How the link reads when it, or the thing at one of its ends, has ended: was a member of."),
    ] = None
    past_inverse: Annotated[Name | None, described("How that reads the other way: had as a member.")] = None
    planned: Annotated[
        Name | None, described("How a planned link reads after “planned to”: become a member of.")
    ] = None
    planned_inverse: Annotated[Name | None, described("How that reads the other way: gain as a member.")] = (
        None
    )
    translations: Annotated[
        tuple[LinkWording, ...], described("How it reads in other languages, an entry for each.")
    ] = ()
    sustains: Annotated[
        bool,
        described(
            "true: what the link leads to depends on where it starts, as with hosting, funding or chairing."
        ),
    ] = False
    means: Annotated[
        Meaning | None,
        described(
            "For links between two organisations: the term of the W3C Organization Ontology that means the "
            "same."
        ),
    ] = None


@explained("An organisation at one end of a link says that the link is right.")
class Confirmation(Value, frozen=True, kw_only=True):
    organisation: Annotated[OrganisationId, described("The id of the organisation that confirms it.")]
    role: Annotated[
        Name | None, described("In what role somebody answered: secretariat, press office. Never a person.")
    ] = None
    date: Annotated[Date, described("When it was confirmed.")]

    def __str__(self) -> str:
        """Return the confirmation on one line: `forum (secretariat), 2026-11-30`."""
        who = f"{self.organisation} ({self.role})" if self.role else self.organisation
        return f"{who}, {self.date}"


@explained("A link from one entry to another, with its type and its source.")
class Link(Value, frozen=True, kw_only=True, rename={"tail": "from", "head": "to", "sources": "source"}):
    """Most are written under `links:`. The others come from a field and carry its name in `field`:
    a plan's owners, a priority's and an action's plan, an action's leads and what it advances.
    """

    id: Annotated[str, GIVEN] = ""
    tail: Annotated[NodeId, described("The id of the entry where the link starts.")]
    type: Annotated[LinkTypeId, described("The id of the link’s type.")]
    head: Annotated[NodeId, described("The id of the entry where the link ends.")]
    role: Annotated[Name | None, described("In what capacity: vice-chair, secretariat.")] = None
    since: Annotated[Date | None, described("When it began, or when it happened.")] = None
    since_text: Annotated[Name | None, described("When it began, in the source’s own words.")] = None
    until: Annotated[Date | None, described("When it ended.")] = None
    until_text: Annotated[Name | None, described("When it ended, in the source’s own words.")] = None
    basis: Annotated[Basis, described(BASIS_HELP)] = Basis.STATED
    evidence: Annotated[Text | None, described("What in the source shows it, in your own words.")] = None
    confirmations: Annotated[
        tuple[Confirmation, ...],
        described("Who at its ends said that it is right. Whether it is confirmed follows from these."),
    ] = ()
    sources: Sources
    field: Annotated[str | None, GIVEN] = None


FIELD_LINK_TYPES = {
    link_type.id: link_type
    for link_type in (
        LinkType(
            id="sets",
            label="sets",
            inverse="is set by",
            past="set",
            past_inverse="was set by",
            planned="set",
            planned_inverse="be set by",
            family=Family.GOVERNANCE,
            tails=ORGANISATION_SECTIONS,
            heads=(Section.PLANS,),
        ),
        LinkType(
            id="part-of",
            label="is part of",
            inverse="includes",
            past="was part of",
            past_inverse="included",
            planned="be part of",
            planned_inverse="include",
            family=Family.MEMBERSHIP,
            tails=(*ENTITY_SECTIONS, Section.PRIORITIES, Section.ACTIONS),
            heads=(*ENTITY_SECTIONS, Section.PLANS),
            transitive=True,
        ),
        LinkType(
            id="leads",
            label="leads",
            inverse="is led by",
            past="led",
            past_inverse="was led by",
            planned="lead",
            planned_inverse="be led by",
            family=Family.GOVERNANCE,
            tails=ORGANISATION_SECTIONS,
            heads=(*ENTITY_SECTIONS, Section.PRIORITIES, Section.ACTIONS),
        ),
        LinkType(
            id="advances",
            label="advances",
            inverse="is advanced by",
            past="advanced",
            past_inverse="was advanced by",
            planned="advance",
            planned_inverse="be advanced by",
            family=Family.DELIVERY,
            tails=(*ENTITY_SECTIONS, Section.ACTIONS),
            heads=(*ENTITY_SECTIONS, Section.PRIORITIES),
        ),
    )
}
"""The program's own link types, of the links that come from fields. No file may redefine them."""
