"""The words of the data file, as plain frozen values.

A field's annotation says how its text is read: a `Date` must be EDTF, a `Url` must be http, https
or mailto, a `Text` may hold nothing private. `dataset` reads the file by these annotations and the
JSON Schema is made from them, so that neither can drift from the model.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

Slug = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""An id: small letters and digits, joined by single hyphens."""
Name = Annotated[str, Meta(max_length=300)]
"""Words on one line."""
Text = Annotated[str, Meta(max_length=10_000)]
"""A sentence or more, in our own words unless the field says otherwise."""
Date = Annotated[str, Meta(max_length=60, extra={"reads": "edtf"})]
"""A date or period in EDTF (ISO 8601-2): `2015`, `2015-08`, `2019~`, `2020-04/2021-03`, `2021/..`."""
Url = Annotated[str, Meta(max_length=2_000, extra={"reads": "url"})]
"""An address that starts with http:, https: or mailto:."""
SourceId = Annotated[str, Meta(extra={"refers": "sources"})]
"""The id of a source."""
NodeId = Annotated[str, Meta(extra={"refers": "nodes"})]
"""The id of anything on the map."""
BodyId = Annotated[str, Meta(extra={"refers": "bodies"})]
"""The id of a group, network or partner."""
PlanId = Annotated[str, Meta(extra={"refers": "plans"})]
"""The id of a plan."""
PriorityId = Annotated[str, Meta(extra={"refers": "priorities"})]
"""The id of a priority."""
KindId = Annotated[str, Meta(extra={"refers": "kinds"})]
"""The id of a kind."""
LinkTypeId = Annotated[str, Meta(extra={"refers": "link_types"})]
"""The id of a link type."""
ShownId = Annotated[str, Meta(extra={"refers": "shown"})]
"""The id of anything on the map, or of a kind."""

SHORT_LENGTH = 34
"""Longest label of the wheel, in characters; a longer name needs a `short`."""


class Section(StrEnum):
    """The sections of the data file whose entries are nodes of the map."""

    GROUPS = "groups"
    NETWORKS = "networks"
    PARTNERS = "partners"
    EVENTS = "events"
    OUTPUTS = "outputs"
    PLANS = "plans"
    PRIORITIES = "priorities"
    ACTIONS = "actions"


BODY_SECTIONS = (Section.GROUPS, Section.NETWORKS, Section.PARTNERS)
ENTITY_SECTIONS = (*BODY_SECTIONS, Section.EVENTS, Section.OUTPUTS)


class Standing(StrEnum):
    """How sure a link or fact is, surest first."""

    CONFIRMED = "confirmed"  # both bodies said so
    STATED = "stated"  # a source says so
    DISPUTED = "disputed"  # sources disagree
    INFERRED = "inferred"  # our reading of a source
    PLANNED = "planned"  # an intention with no proof that it happened


class Family(StrEnum):
    """What a link type is about."""

    MEMBERSHIP = "membership"
    GOVERNANCE = "governance"
    DELIVERY = "delivery"
    MONEY = "money"
    KNOWLEDGE = "knowledge"
    WORKING_TOGETHER = "working together"
    HISTORY = "history"


class Hue(StrEnum):
    """A colour of the legend; the page's theme holds its shades for light, dark and print."""

    PLUM = "plum"
    BLUE = "blue"
    AMBER = "amber"
    TEAL = "teal"
    SLATE = "slate"
    GREEN = "green"
    RUST = "rust"


class Shape(StrEnum):
    """A mark of the legend: an outline, and how it is filled, so that no kind rests on colour alone."""

    CIRCLE = "circle"
    OPEN_CIRCLE = "open circle"
    HALF_CIRCLE = "half circle"
    DOTTED_CIRCLE = "dotted circle"
    BARRED_CIRCLE = "barred circle"
    CROSSED_CIRCLE = "crossed circle"
    SQUARE = "square"
    OPEN_SQUARE = "open square"
    HALF_SQUARE = "half square"
    DOTTED_SQUARE = "dotted square"
    BARRED_SQUARE = "barred square"
    CROSSED_SQUARE = "crossed square"
    TRIANGLE = "triangle"
    OPEN_TRIANGLE = "open triangle"
    DIAMOND = "diamond"
    OPEN_DIAMOND = "open diamond"
    HALF_DIAMOND = "half diamond"
    HEXAGON = "hexagon"
    OPEN_HEXAGON = "open hexagon"
    STAR = "star"
    OPEN_STAR = "open star"
    CROSS = "cross"
    OPEN_CROSS = "open cross"


class State(StrEnum):
    """What a progress entry says; whether a `done` is evidenced depends on the entry's evidence."""

    UNDER_WAY = "under way"
    DONE = "done"
    STOPPED = "stopped"


class Rhythm(StrEnum):
    """How often something repeats. "Bi-annual" is missing on purpose: it means two things."""

    MONTHLY = "every month"
    TWO_MONTHS = "every 2 months"
    THREE_MONTHS = "every 3 months"
    FOUR_MONTHS = "every 4 months"
    SIX_MONTHS = "every 6 months"
    YEARLY = "every year"
    TWO_YEARS = "every 2 years"


class Direction(StrEnum):
    """Where a measure should go."""

    INCREASE = "increase"
    DECREASE = "decrease"
    CLOSE_THE_GAP = "close the gap"


class Value(msgspec.Struct, frozen=True, omit_defaults=True):
    """The base of every value of the model."""


class About(Value, frozen=True, kw_only=True):
    """The map itself: its title, edition and the plan whose priorities stand in the hub."""

    title: Name
    place: Name
    edition: Date
    summary: Text
    licence: Name
    plan: PlanId | None = None
    language: Annotated[str, Meta(pattern="^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    method: Text | None = None  # how the facts were gathered, and what was not looked at


class Kind(Value, frozen=True, kw_only=True):
    """An entry of the legend."""

    id: Slug
    section: Section
    label: Name
    plural: Name
    shape: Shape
    hue: Hue


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


class Source(Value, frozen=True, kw_only=True):
    """A document or page that facts and links rest on."""

    id: Slug
    title: Name
    publisher: Name
    date: Date | None = None
    date_text: Name | None = None  # what can be said of the date when EDTF cannot hold it
    url: Url | None = None
    file: Name | None = None  # the document's file name, when it has no address
    note: Text | None = None


class Fact(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """A dated statement about a body, an event or an output."""

    text: Text
    period: Date | None = None
    period_text: Name | None = None
    standing: Standing = Standing.STATED
    sources: tuple[SourceId, ...]


class Entity(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """What bodies, events and outputs have in common."""

    id: Slug
    section: Section
    name: Name
    short: Annotated[str, Meta(max_length=SHORT_LENGTH)] | None = None
    aliases: tuple[Name, ...] = ()
    kind: KindId
    purpose: Text | None = None
    website: Url | None = None
    status: Name | None = None  # what the sources say of it lately
    checked: Date | None = None  # when somebody last looked
    sources: tuple[SourceId, ...] = ()  # what names it, where no fact below does
    facts: tuple[Fact, ...] = ()

    @property
    def label(self) -> str:
        """The name that fits the wheel."""
        return self.short or self.name

    @property
    def cited(self) -> tuple[str, ...]:
        """Every source the entity rests on, each once."""
        facts = (source for fact in self.facts for source in fact.sources)
        return tuple(dict.fromkeys((*self.sources, *facts)))


class Body(Entity, frozen=True, kw_only=True):
    """An organisation: a group, a network or a partner."""

    founded: Date | None = None
    founded_text: Name | None = None
    ended: Date | None = None
    ended_text: Name | None = None


class Event(Entity, frozen=True, kw_only=True):
    """Something that took place, or was meant to."""

    date: Date | None = None
    date_text: Name | None = None


class Output(Entity, frozen=True, kw_only=True):
    """A publication, programme or award."""

    date: Date | None = None
    date_text: Name | None = None


class Plan(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """A work plan or action plan."""

    id: Slug
    name: Name
    short: Annotated[str, Meta(max_length=SHORT_LENGTH)] | None = None
    aliases: tuple[Name, ...] = ()
    owners: tuple[BodyId, ...] = ()
    period: Date | None = None
    summary: Text | None = None
    sources: tuple[SourceId, ...]

    @property
    def label(self) -> str:
        return self.short or self.name


class Progress(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """A report on a priority or an action. Done without `evidence` is a claim."""

    date: Date
    state: State
    note: Text | None = None
    sources: tuple[SourceId, ...] = ()  # who says so
    evidence: tuple[SourceId, ...] = ()  # what shows it, apart from who says so


class Priority(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """What a plan sets out to do."""

    id: Slug
    plan: PlanId
    number: int
    name: Name
    short: Annotated[str, Meta(max_length=SHORT_LENGTH)] | None = None
    aliases: tuple[Name, ...] = ()
    summary: Text | None = None
    progress: tuple[Progress, ...] = ()
    sources: tuple[SourceId, ...]

    @property
    def label(self) -> str:
        return self.short or self.name


class Reading(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """One value of a measure."""

    date: Date
    value: float
    sources: tuple[SourceId, ...] = ()


class Measure(Value, frozen=True, kw_only=True):
    """What would show that an action works. A comparison is a gap to close, not a target."""

    indicator: Text
    unit: Name | None = None
    direction: Direction | None = None
    baseline: float | None = None
    comparison: float | None = None
    comparison_text: Name | None = None  # whose value the comparison is
    target: float | None = None
    target_text: Text | None = None  # the target in words, where it is not a number
    readings: tuple[Reading, ...] = ()


class Action(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """A shared step of a plan, with leads and a timescale."""

    id: Slug
    plan: PlanId
    reference: Name | None = None  # its number in the plan
    part: Name | None = None  # the heading it stands under in the plan
    objective: Text | None = None
    name: Name
    short: Annotated[str, Meta(max_length=SHORT_LENGTH)] | None = None
    aliases: tuple[Name, ...] = ()
    outcome: Text | None = None  # what the plan hopes to see
    leads: tuple[BodyId, ...] = ()
    lead_text: Name | None = None  # the lead, in the plan's words
    timescale: Name | None = None  # in the plan's words
    start: Date | None = None
    due: Date | None = None  # only what the plan's words support
    repeats: Rhythm | None = None
    advances: tuple[PriorityId, ...] = ()
    measure: Measure | None = None
    progress: tuple[Progress, ...] = ()
    note: Text | None = None
    sources: tuple[SourceId, ...]

    @property
    def label(self) -> str:
        return self.short or self.name


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


class Claim(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """One side of a dispute."""

    claim: Text
    sources: tuple[SourceId, ...]


class Dispute(Value, frozen=True, kw_only=True):
    """A question on which sources disagree; the map shows every claim."""

    about: NodeId
    question: Text
    claims: tuple[Claim, ...]
    note: Text | None = None


class TourStep(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """A step of a tour, and what lights up beside it.

    One id lights a thing with its links, or a kind; several light the shortest routes from each thing to
    the next. A thing goes before a kind of the same id.
    """

    title: Name
    text: Text
    show: tuple[ShownId, ...]
    sources: tuple[SourceId, ...]


class Tour(Value, frozen=True, kw_only=True):
    """A short guided reading of the map."""

    id: Slug
    title: Name
    summary: Text | None = None
    steps: tuple[TourStep, ...]


Node = Body | Event | Output | Plan | Priority | Action

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


class GapKind(StrEnum):
    """What may be missing."""

    PRIORITY_WITHOUT_ACTION = "priority without action"
    ACTION_WITHOUT_LEAD = "action without lead"
    ACTION_WITHOUT_DATE = "action without date"
    ACTION_WITHOUT_MEASURE = "action without measure"
    BODY_WITHOUT_PRIORITY = "body without priority"
    BODY_WITH_ONE_TIE = "body with one tie"
    KIND_MISSING = "kind missing"
    INFERRED_LINK = "inferred link"
    INFERRED_FACT = "inferred fact"
    PLAN_PASSED = "plan passed"
    SOURCE_UNUSED = "source unused"


class AcceptedGap(Value, frozen=True, kw_only=True):
    """A gap that the editors know of and accept; the reason is shown in its place."""

    gap: GapKind
    about: Name  # the id of a thing, a link or a source
    reason: Text


class Ecosystem(Value, frozen=True, kw_only=True):
    """A whole data file: every entry by its id in the order of the file, every link once."""

    about: About
    kinds: Mapping[str, Kind]
    link_types: Mapping[str, LinkType]
    sources: Mapping[str, Source]
    groups: Mapping[str, Body]
    networks: Mapping[str, Body]
    partners: Mapping[str, Body]
    events: Mapping[str, Event]
    outputs: Mapping[str, Output]
    plans: Mapping[str, Plan]
    priorities: Mapping[str, Priority]
    actions: Mapping[str, Action]
    links: tuple[Link, ...]
    disputes: tuple[Dispute, ...]
    accepted_gaps: tuple[AcceptedGap, ...] = ()
    tours: Mapping[str, Tour]

    def cited(self) -> set[str]:
        """Every source that something rests on."""
        cited = {source for link in self.links for source in link.sources}
        cited |= {source for dispute in self.disputes for claim in dispute.claims for source in claim.sources}
        cited |= {source for tour in self.tours.values() for step in tour.steps for source in step.sources}
        for _, node in self.nodes():
            cited |= set(node.cited if isinstance(node, Entity) else node.sources)
            for progress in node.progress if isinstance(node, Priority | Action) else ():
                cited |= {*progress.sources, *progress.evidence}
            if isinstance(node, Action) and node.measure:
                cited |= {source for reading in node.measure.readings for source in reading.sources}
        return cited

    def section(self, section: Section) -> Mapping[str, Node]:
        entries: Mapping[str, Node] = getattr(self, section.value)
        return entries

    def nodes(self) -> Iterator[tuple[Section, Node]]:
        """Everything that is a node of the map, section by section."""
        for section in Section:
            for node in self.section(section).values():
                yield section, node
