"""The city: the facts of its data file, and how they hang together.

    city = City.load(path)
    city.label("council")
    [step.end for step in city.steps("council")]

Everything that asks, measures or draws takes a `City` first and leaves it as it was. networkx is imported
when something asks for `City.graph`: most questions need only the steps from one entry to the next.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

from ecosystem import confirmed, dates, withheld
from ecosystem.model import (
    ORGANISATION_SECTIONS,
    AcceptedGap,
    Action,
    Basis,
    Dispute,
    Ecosystem,
    Event,
    Link,
    LinkType,
    Node,
    Organisation,
    Priority,
    Section,
    Source,
)
from ecosystem.words import natural

if TYPE_CHECKING:
    import networkx as nx


class Step(msgspec.Struct, frozen=True):
    """A link as it is walked: from `start` to `end`, with or against its direction."""

    link: Link
    forward: bool

    @property
    def start(self) -> str:
        return self.link.tail if self.forward else self.link.head

    @property
    def end(self) -> str:
        return self.link.head if self.forward else self.link.tail


class City:
    """A city: its ecosystem, the links from entry to entry, and the date it is shown at.

    Iterate over it for the ids of its entries, section by section; `identifier in city` says whether there
    is such an entry.

    Attributes:
        ecosystem: All facts, in an order that does not depend on that of the file: priorities by plan and
            number, actions by plan and reference, everything else by its id. Actions without a reference
            follow in the order of the file. The kinds, which make the legend, and the tours keep that order.
        as_it_stood: The sentence that names the date the city is shown at; None when that is its edition.
        withheld: The ids of the organisations that have asked not to be shown. They are nowhere else: a city
            never holds them, so that no answer and no output can.
        day: The last day of the date the city is shown at. What ended before it reads in the past.
        at: The date that was asked for; None when the city is shown at that of its edition.
        whole: The city of every date, where one was asked for.
    """

    def __init__(
        self,
        ecosystem: Ecosystem,
        *,
        as_it_stood: str | None = None,
        at: str | None = None,
        whole: "City | None" = None,
        withheld_before: frozenset[str] = frozenset(),
    ) -> None:
        self.at, self.whole = at, whole
        asked = withheld.asked(ecosystem)
        self.withheld = asked | withheld_before
        self.ecosystem = _ordered(withheld.without(ecosystem, asked))
        self.as_it_stood = as_it_stood
        self.day = dates.latest(at or ecosystem.about.edition)
        self._entries = {node.id: (section, node) for section, node in self.ecosystem.nodes()}

    @classmethod
    def load(cls, path: Path, *, today: date | None = None) -> Self:
        """Return the city of a data file; with `today`, no report and no check may lie ahead of it.

        Raises:
            InvalidDataError: The file has mistakes; the error holds all of them.
            FileAccessError: There is no readable file of text.
        """
        from ecosystem import dataset

        return cls(dataset.load(path, today=today))

    @classmethod
    def parse(cls, text: str, file: str = "groups.yaml", *, today: date | None = None) -> Self:
        """Return the city of a data file's text; `file` is what error messages call it.

        Raises:
            InvalidDataError: The text has mistakes; the error holds all of them.
        """
        from ecosystem import dataset

        return cls(dataset.parse(text, file, today=today))

    def without(self, organisations: frozenset[str]) -> "City":
        """Return the city as if some organisations had never been on it."""
        if not any(identifier in self for identifier in organisations):
            return self
        city = City(
            withheld.without(self.ecosystem, organisations),
            as_it_stood=self.as_it_stood,
            at=self.at,
            whole=self.whole,
            withheld_before=self.withheld,
        )
        city.day = self.day
        return city

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def value(self, identifier: str) -> Node:
        return self._entries[identifier][1]

    def label(self, identifier: str) -> str:
        """Return the entry's short name, or its name where it has no short one."""
        return self.value(identifier).label

    def section(self, identifier: str) -> Section:
        return self._entries[identifier][0]

    def is_organisation(self, identifier: str) -> bool:
        return self.section(identifier) in ORGANISATION_SECTIONS

    def link_type(self, link: Link) -> LinkType:
        return self.ecosystem.link_types[link.type]

    def is_over(self, link: Link) -> bool:
        """Return whether a link no longer holds: it has an end that has passed, or one of its ends has ended.

        A planned link is over once the time it was planned for has passed.
        """
        ended = self._ended
        if link.tail in ended or link.head in ended:
            return True
        if link.basis is Basis.PLANNED:
            time = link.until or link.since
            return bool(time) and dates.bounds(time)[1] < self.day
        if link.until:
            return dates.latest(link.until) <= self.day
        return bool(link.until_text)

    def confirmed(
        self, link: Link, day: date | None = None, months: int = confirmed.MONTHS
    ) -> confirmed.Confirmed | None:
        """Return who confirms a link, and how recently; None if nobody does.

        Args:
            link: The link.
            day: The day on which to tell; by default that of the city.
            months: How many months a confirmation is recent.
        """
        if not link.confirmations:
            return None
        return confirmed.of(link, self.askable(link), day or self.day, months)

    def askable(self, link: Link) -> tuple[str, ...]:
        """Return the ends of a link that can be asked about it: the organisations that have not ended."""
        return tuple(
            end for end in (link.tail, link.head) if self.is_organisation(end) and end not in self._ended
        )

    def basis(self, link: Link) -> Basis:
        """Return how sure a link is: as its sources say, or confirmed by those that can be asked."""
        return confirmed.basis(link, self.confirmed(link))

    @cached_property
    def _ended(self) -> frozenset[str]:
        """The organisations that have ended and the events that have taken place."""
        return frozenset(
            identifier for identifier, (_, node) in self._entries.items() if self._has_ended(node)
        )

    def _has_ended(self, node: Node) -> bool:
        match node:
            case Organisation(ended=str(date)):
                return dates.bounds(date)[0] <= self.day
            case Organisation():
                return bool(node.ended_text)
            case Event(date=str(date)):
                return dates.bounds(date)[1] < self.day
        return False

    def steps(self, identifier: str) -> tuple[Step, ...]:
        """Return every link of an entry, walked away from it; those in their own direction first."""
        return self._steps[identifier]

    def degree(self, identifier: str) -> int:
        """Return the number of an entry's links; one that leads back to the entry itself counts twice."""
        return len(self._steps[identifier])

    @cached_property
    def _steps(self) -> dict[str, tuple[Step, ...]]:
        """The steps from each entry, the links to one neighbour together: every question walks here."""
        forward: dict[str, dict[str, list[Step]]] = {identifier: {} for identifier in self}
        backward: dict[str, dict[str, list[Step]]] = {identifier: {} for identifier in self}
        for link in self.ecosystem.links:
            forward[link.tail].setdefault(link.head, []).append(Step(link, True))
            backward[link.head].setdefault(link.tail, []).append(Step(link, False))
        return {
            identifier: tuple(
                step
                for neighbours in (forward[identifier], backward[identifier])
                for steps in neighbours.values()
                for step in steps
            )
            for identifier in self
        }

    @cached_property
    def link_numbers(self) -> dict[str, int]:
        """The number of each link, by its id, counted from 1."""
        return {link.id: number for number, link in enumerate(self.ecosystem.links, 1)}

    @cached_property
    def source_numbers(self) -> dict[str, int]:
        """The number of each source, by its id, counted from 1."""
        return {source: number for number, source in enumerate(self.ecosystem.sources, 1)}

    @cached_property
    def graph(self) -> "nx.MultiDiGraph[str]":
        """The city as a networkx graph, for its algorithms.

        An entry is a node with its `value` and `section`. A link is an edge with its `link`, keyed by its id,
        so that parallel links stay apart.
        """
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for identifier, (section, node) in self._entries.items():
            graph.add_node(identifier, value=node, section=section)
        for link in self.ecosystem.links:
            graph.add_edge(link.tail, link.head, key=link.id, link=link)
        return graph


def _ordered(ecosystem: Ecosystem) -> Ecosystem:
    """Return the same facts whatever the order of the file, so that they always give the same bytes."""
    sections = {
        name: dict(sorted(getattr(ecosystem, name).items(), key=_position)) for name in ("sources", *Section)
    }
    return msgspec.structs.replace(
        ecosystem,
        **sections,
        links=tuple(sorted(ecosystem.links, key=lambda link: natural(link.id))),
        disputes=tuple(sorted(ecosystem.disputes, key=list_order)),
        accepted_gaps=tuple(sorted(ecosystem.accepted_gaps, key=list_order)),
    )


def list_order(entry: Dispute | AcceptedGap) -> tuple[str, str, str, bytes]:
    """Return a sort key for entries that have no id; two have the same key only if they say the same."""
    if isinstance(entry, Dispute):
        first = (entry.about, entry.question, "")
    else:
        first = (entry.gap, entry.about, entry.kind or "")
    return (*first, msgspec.json.encode(entry))


def _position(item: tuple[str, Source | Node]) -> tuple[object, ...]:
    """Return a sort key; sorting keeps the order of the file where two are the same."""
    identifier, value = item
    if isinstance(value, Priority):
        return natural(value.plan), value.number, natural(identifier)
    if isinstance(value, Action):
        reference = value.reference
        return natural(value.plan), reference is None, natural((reference or "").casefold())
    return (natural(identifier),)
