"""A line of the page: a link or a fact, with where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from ecosystem import graph as graphs, queries, sentences
from ecosystem.analysis.projection import project
from ecosystem.graph import Step
from ecosystem.model import Section, Standing


@dataclass(frozen=True, slots=True)
class Reference:
    """A source, as a sentence points to it."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link as read from one of its ends. The evidence stands with the end it starts from."""

    number: int | None  # only at one of its ends, so that each link is counted once
    sentence: str
    standing: Standing
    evidence: str | None
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class FactLine:
    text: str
    when: str
    standing: Standing
    references: tuple[Reference, ...]


class Speaker:
    """Words the entries of one city, numbering its links and sources by their place in the file."""

    def __init__(self, graph: "nx.MultiDiGraph[str]") -> None:
        self.graph = graph
        self.ecosystem = graphs.ecosystem_of(graph)
        self.link_numbers = {link.id: number for number, link in enumerate(self.ecosystem.links, 1)}
        self.answers = queries.answers(graph)
        self.bodies = project(graph)
        self.numbers = {source: number for number, source in enumerate(self.ecosystem.sources, 1)}

    def references(self, sources: Iterable[str]) -> tuple[Reference, ...]:
        return tuple(Reference(self.numbers[each], self.ecosystem.sources[each].title) for each in sources)

    def links(self, identifier: str) -> tuple[LinkLine, ...]:
        return tuple(self.link(step) for step in queries.links_of(self.graph, identifier))

    def link(self, step: Step) -> LinkLine:
        return LinkLine(
            number=self.link_numbers[step.link.id] if self._is_first(step) else None,
            sentence=sentences.of_step(self.graph, step),
            standing=step.link.standing,
            evidence=step.link.evidence if step.forward else None,
            references=self.references(step.link.sources),
        )

    def _is_first(self, step: Step) -> bool:
        """Whether its number stands here: with its tail, or with its head when a priority is its tail."""
        return step.forward or graphs.section(self.graph, step.link.tail) is Section.PRIORITIES

    def label(self, identifier: str) -> str:
        return graphs.value(self.graph, identifier).label
