"""A whole data file, and what it says of the map itself."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from ecosystem.model.entries import Entity, Event, Fact, Kind, Organisation, Output, Source
from ecosystem.model.enums import GapKind, Section
from ecosystem.model.links import Link, LinkType
from ecosystem.model.plans import Action, Measure, Plan, Priority, Progress, Reading
from ecosystem.model.types import (
    DEFAULT_REGION,
    GIVEN,
    Citation,
    Date,
    KindId,
    LanguageCode,
    Name,
    NodeId,
    PlanId,
    Region,
    ShownId,
    Slug,
    Sources,
    Text,
    Url,
    Value,
    described,
    explained,
)


@explained(
    "The map itself: its title, edition, and the plan whose priorities stand in the middle of the wheel."
)
class About(Value, frozen=True, kw_only=True):
    title: Annotated[Name, described("The title of the map.")]
    place: Annotated[Name, described("The city or area it covers.")]
    edition: Annotated[Date, described("The date of this edition, such as 2026-11.")]
    summary: Annotated[Text, described("One sentence on what the map shows.")]
    licence: Annotated[Name, described("The licence under which the data may be used.")]
    plan: Annotated[
        PlanId | None, described("The id of the plan whose priorities are in the middle of the wheel.")
    ] = None
    language: Annotated[LanguageCode, described("The language of the texts, such as en.")] = "en"
    region: Annotated[
        Region,
        described(
            "The country or territory, as its two-letter code (ISO 3166), such as GB. Phone numbers and"
            " postcodes as they are written there are refused as private.",
        ),
    ] = DEFAULT_REGION
    contact: Annotated[
        Url | None,
        described(
            "Where to write about the map: a shared mailbox, such as mailto:equality@city.example, or a"
            " web page. Never the address of a person."
        ),
    ] = None
    method: Annotated[Text | None, described("How the facts were gathered, and what was left out.")] = None


@explained("One answer in a dispute.")
class Claim(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    claim: Annotated[Text, described("What one side says.")]
    sources: Sources


@explained("A question that sources answer differently. The map shows every answer.")
class Dispute(Value, frozen=True, kw_only=True):
    about: Annotated[NodeId, described("The id of the entry that the sources disagree about.")]
    question: Annotated[Text, described("The question they answer differently.")]
    claims: Annotated[tuple[Claim, ...], described("Every answer, each with its source.")]
    note: Annotated[Text | None, described("What a reader should know.")] = None


@explained("A gap or warning that the editors know of and accept. The reason is shown in its place.")
class AcceptedGap(Value, frozen=True, kw_only=True):
    gap: Annotated[GapKind, described("The type of gap or warning that is accepted.")]
    about: Annotated[Name, described("The id of the entry, link or source that it is about.")]
    kind: Annotated[
        KindId | None, described("For a missing kind: its id. Other missing kinds are still listed.")
    ] = None
    reason: Annotated[Text, described("Why it is accepted. The map shows this in its place.")]


@explained("A step of a tour, and what lights up beside it.")
class TourStep(Value, frozen=True, kw_only=True, rename={"sources": "source"}):
    """One id lights a thing with its links, or a kind; several light the shortest routes from each thing to
    the next. A thing goes before a kind of the same id.
    """

    title: Annotated[Name, described("The heading of the step.")]
    text: Annotated[Text, described("The text of the step.")]
    show: Annotated[
        tuple[ShownId, ...],
        described(
            "The ids of what to highlight: one entry, one kind, or several entries to show the "
            "routes between them."
        ),
    ]
    sources: Sources


@explained("A short guided tour of the map.")
class Tour(Value, frozen=True, kw_only=True):
    id: Annotated[Slug, GIVEN]
    title: Annotated[Name, described("What the tour is called.")]
    summary: Annotated[Text | None, described("What it is about, in a sentence or two.")] = None
    steps: Annotated[tuple[TourStep, ...], described("The steps of the tour, in order.")]


Node = Organisation | Event | Output | Plan | Priority | Action


class Holding(Value, frozen=True, kw_only=True):
    """Something on the map that rests on sources."""

    of: str
    """The id of the entry, link or tour that it is or belongs to."""
    what: Node | Fact | Progress | Reading | Link | Claim | TourStep
    within: Measure | Dispute | Tour | None = None
    sources: tuple[Citation, ...]


class Ecosystem(Value, frozen=True, kw_only=True):
    """A whole data file: every entry by its id in the order of the file, every link once."""

    about: About
    kinds: Mapping[str, Kind]
    link_types: Mapping[str, LinkType]
    sources: Mapping[str, Source]
    groups: Mapping[str, Organisation]
    networks: Mapping[str, Organisation]
    partners: Mapping[str, Organisation]
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
        return {citation.id for holding in self.holdings() for citation in holding.sources}

    def holdings(self) -> Iterator[Holding]:
        """Everything that cites a source, in the order of the file: entries, links, disputes, tours."""
        for _, node in self.nodes():
            yield Holding(of=node.id, what=node, sources=node.sources)
            for fact in node.facts if isinstance(node, Entity) else ():
                yield Holding(of=node.id, what=fact, sources=fact.sources)
            for progress in node.progress if isinstance(node, Priority | Action) else ():
                yield Holding(of=node.id, what=progress, sources=(*progress.sources, *progress.evidence))
            if isinstance(node, Action) and node.measure:
                for reading in node.measure.readings:
                    yield Holding(of=node.id, what=reading, within=node.measure, sources=reading.sources)
        for link in self.links:
            yield Holding(of=link.id, what=link, sources=link.sources)
        for dispute in self.disputes:
            for claim in dispute.claims:
                yield Holding(of=dispute.about, what=claim, within=dispute, sources=claim.sources)
        for tour in self.tours.values():
            for step in tour.steps:
                yield Holding(of=tour.id, what=step, within=tour, sources=step.sources)

    def section(self, section: Section) -> Mapping[str, Node]:
        entries: Mapping[str, Node] = getattr(self, section.value)
        return entries

    def nodes(self) -> Iterator[tuple[Section, Node]]:
        """Everything that is a node of the map, section by section."""
        for section in Section:
            for node in self.section(section).values():
                yield section, node
