"""A line of the page: a link or a fact, with where it stands."""

from collections.abc import Iterable

from ecosystem import queries, sentences
from ecosystem.analysis.projection import project
from ecosystem.city import City, Step
from ecosystem.model import Basis, Citation, Progress, Section, Value


class Reference(Value, frozen=True):
    """A source, as a sentence points to it."""

    number: int
    title: str
    where: str | None = None
    publisher: str | None = None
    url: str | None = None


class LinkLine(Value, frozen=True):
    """A link as read from one of its ends. The evidence stands with the end it starts from."""

    number: int | None  # only at one of its ends, so that each link is counted once
    sentence: str
    basis: Basis
    evidence: str | None
    references: tuple[Reference, ...]


class FactLine(Value, frozen=True):
    text: str
    when: str
    basis: Basis
    references: tuple[Reference, ...]


class Report(Value, frozen=True):
    """A report on progress, with who says so and what shows it."""

    text: str
    reporters: tuple[Reference, ...]
    evidence: tuple[Reference, ...]


class ViewContext:
    """Words the lines of one city's page, with the answers that several of its parts show."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.answers = queries.answers(city)
        self.organisations = project(city)

    def references(self, sources: Iterable[Citation]) -> tuple[Reference, ...]:
        return tuple(
            Reference(
                number=self.city.source_numbers[cited.id],
                title=cited.title,
                where=cited.where,
                publisher=cited.publisher,
                url=cited.url,
            )
            for cited in queries.cited_sources(self.city, sources)
        )

    def report(self, progress: Progress) -> Report:
        return Report(
            text=sentences.of_progress(progress),
            reporters=self.references(progress.sources),
            evidence=self.references(progress.evidence),
        )

    def links(self, identifier: str) -> tuple[LinkLine, ...]:
        return tuple(self.link(step) for step in queries.links_of(self.city, identifier))

    def link(self, step: Step) -> LinkLine:
        return LinkLine(
            number=self.city.link_numbers[step.link.id] if self._is_first(step) else None,
            sentence=sentences.of_step(self.city, step),
            basis=self.city.basis(step.link),
            evidence=sentences.grounds(self.city, step.link) if step.forward else None,
            references=self.references(step.link.sources),
        )

    def _is_first(self, step: Step) -> bool:
        """Whether its number stands here: with its tail, or with its head when a priority is its tail."""
        return step.forward or self.city.section(step.link.tail) is Section.PRIORITIES
