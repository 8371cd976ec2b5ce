"""The main findings about a city: at most five sentences, for the top of the page.

Each rule below yields a sentence or none. The first five sentences are shown, in the order of the rules.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from ecosystem import queries
from ecosystem.analysis.measures import cut_points
from ecosystem.analysis.projection import project
from ecosystem.city import City
from ecosystem.language import END, SAID, _, joined, plural
from ecosystem.model import AS_FACT, Basis, Priority, Section, Value
from ecosystem.queries import Nearness
from ecosystem.words import capital, number

if TYPE_CHECKING:
    import networkx as nx

BEST = 4  # organisations named as the best connected
MOST = 5  # findings


class Finding(Value, frozen=True, kw_only=True):
    """A sentence that stands out, and the words in it that name its subject."""

    lead: str
    sentence: str

    def parts(self) -> tuple[str, str, str]:
        """Return what comes before the subject, the subject, and what comes after it."""
        lead = self.lead.strip(f"{SAID}{END}")  # its marks may close elsewhere in the sentence
        return self.sentence.partition(lead)


def study(
    city: City, *, organisations: "nx.Graph[str] | None" = None, beside_headlines: bool = False
) -> tuple[Finding, ...]:
    """Return at most five findings.

    Args:
        city: The city.
        organisations: `project(city)`, when it is at hand.
        beside_headlines: Whether the headlines stand beside them, which name the best connected organisations
            and the priorities without an action already.
    """
    findings = chain(
        () if beside_headlines else _best_connected(city),
        _cut_point(city, project(city) if organisations is None else organisations),
        () if beside_headlines else _without_action(city),
        _planned_and_inferred(city),
        _disputes(city),
        _reach(city),
    )
    return tuple(islice(findings, MOST))


def _best_connected(city: City) -> Iterator[Finding]:
    """Yield the four organisations with most links, when there are more than four; parallel links count each.

    An organisation is left out if one that is not named has as many links.
    """
    organisations = [identifier for identifier in city if city.is_organisation(identifier)]
    ranked = sorted(organisations, key=lambda identifier: (-city.degree(identifier), identifier))
    if len(organisations) <= BEST or not city.degree(ranked[BEST - 1]):
        return
    best = [
        organisation
        for organisation in ranked[:BEST]
        if city.degree(organisation) > city.degree(ranked[BEST])
    ]
    if not best:
        return
    links = {step.link.id for identifier in best for step in city.steps(identifier)}
    names = joined([city.label(identifier) for identifier in best])
    sentence = plural(
        "{organisations} has the most links: {own} of {all}.",
        "{organisations} have the most links: together {own} of {all}.",
        len(best),
        organisations=names,
        own=len(links),
        all=len(city.ecosystem.links),
    )
    yield Finding(lead=names, sentence=sentence)


def _cut_point(city: City, organisations: "nx.Graph[str]") -> Iterator[Finding]:
    """Yield the articulation point that cuts off most organisations, two or more, if there is only one."""
    lost = {point: sum(map(len, point.cut_off)) for point in cut_points(city, organisations)}
    most = [point for point, count in lost.items() if count == max(lost.values())]
    if len(most) == 1 and (count := lost[most[0]]) > 1:
        sentence = plural(
            "{number} organisation is connected to the rest only through {organisation}.",
            "{number} organisations are connected to the rest only through {organisation}.",
            count,
            number=capital(number(count)),
            organisation=most[0].name,
        )
        yield Finding(lead=most[0].name, sentence=sentence)


def _without_action(city: City) -> Iterator[Finding]:
    """Yield the priorities of the chosen plan that no action advances."""
    missing = [
        priority.label
        for priority in chosen_priorities(city)
        if not any(city.section(step.end) is Section.ACTIONS for step in city.steps(priority.id))
    ]
    if missing and city.ecosystem.actions:
        names = joined([_("‘{name}’", name=label) for label in missing])
        yield Finding(lead=names, sentence=_("No action advances {priorities}.", priorities=names))


def _planned_and_inferred(city: City) -> Iterator[Finding]:
    """Yield how many links are planned, and how many inferred."""
    count = Counter(city.basis(link) for link in city.ecosystem.links)
    planned, inferred = count[Basis.PLANNED], count[Basis.INFERRED]
    sentences = []
    if planned:
        sentences.append(
            plural(
                "{count} link is planned. We found no record that it happened.",
                "{count} links are planned. We found no record that they happened.",
                planned,
            )
        )
    if inferred:
        sentences.append(
            plural(
                "{count} link is inferred: no source says it in so many words.",
                "{count} links are inferred: no source says them in so many words.",
                inferred,
            )
        )
    if sentences:
        lead = plural("{count} link", "{count} links", planned or inferred)
        yield Finding(lead=lead, sentence=" ".join(sentences))


def _disputes(city: City) -> Iterator[Finding]:
    """Yield how many questions sources answer differently, with that about the best connected entry."""
    disputes = city.ecosystem.disputes
    if not disputes:
        return
    example = max(disputes, key=lambda dispute: city.degree(dispute.about) if dispute.about in city else 0)
    sentence = plural(
        "Sources disagree on {number} question: {question}",
        "Sources disagree on {number} questions, among them: {question}",
        len(disputes),
        number=number(len(disputes)),
        question=example.question,
    )
    yield Finding(lead=_("Sources disagree"), sentence=sentence)


def _reach(city: City) -> Iterator[Finding]:
    """Yield the priority of the chosen plan to which most organisations connect directly as a fact, if there
    is only one.
    """
    direct = {
        priority.id: sum(
            connection.nearness is Nearness.DIRECT and connection.basis in AS_FACT
            for connection in queries.connections(city, priority.id).connections
        )
        for priority in chosen_priorities(city)
    }
    most = [identifier for identifier, count in direct.items() if count == max(direct.values())]
    if len(direct) < 2 or len(most) != 1:
        return
    name = _("‘{name}’", name=city.label(most[0]))
    sentence = _(
        "{priority} has the most organisations that take part directly: {count}.",
        priority=name,
        count=direct[most[0]],
    )
    yield Finding(lead=name, sentence=sentence)


def chosen_priorities(city: City) -> list[Priority]:
    """Return the priorities of the plan in the middle of the wheel, by number."""
    ecosystem = city.ecosystem
    chosen = [priority for priority in ecosystem.priorities.values() if priority.plan == ecosystem.about.plan]
    return sorted(chosen, key=lambda priority: priority.number)
