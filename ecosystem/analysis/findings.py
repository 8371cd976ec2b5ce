"""What stands out in a city: at most five sentences chosen by rule, for the top of the page.

Each rule below says something or nothing; the first five that speak are shown, in this order.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from ecosystem import queries
from ecosystem.analysis.measures import cut_points
from ecosystem.analysis.projection import project
from ecosystem.city import City
from ecosystem.model import AS_FACT, Basis, Priority, Section, Value
from ecosystem.queries import Nearness
from ecosystem.words import counted, listed, number

if TYPE_CHECKING:
    import networkx as nx

BEST = 4  # organisations named as the best connected
MOST = 5  # findings


class Finding(Value, frozen=True, kw_only=True):
    """A sentence that stands out: `lead` is its subject, `rest` what is said of it."""

    lead: str
    rest: str

    @property
    def sentence(self) -> str:
        return f"{self.lead} {self.rest}"


def study(city: City, *, organisations: "nx.Graph[str] | None" = None) -> tuple[Finding, ...]:
    """What stands out, at most five findings; `organisations` is `project(city)`, when it is at hand."""
    findings = chain(
        _best_connected(city),
        _cut_point(city, project(city) if organisations is None else organisations),
        _without_action(city),
        _plans_and_readings(city),
        _disputes(city),
        _reach(city),
    )
    return tuple(islice(findings, MOST))


def _best_connected(city: City) -> Iterator[Finding]:
    """The four organisations with most links, when there are more than four; parallel links count each.

    Nobody is named who has no more links than an organisation left out.
    """
    organisations = [identifier for identifier in city if city.is_organisation(identifier)]
    ranked = sorted(organisations, key=lambda identifier: (-city.degree(identifier), identifier))
    if len(organisations) <= BEST or not city.degree(ranked[BEST - 1]):
        return
    best = [each for each in ranked[:BEST] if city.degree(each) > city.degree(ranked[BEST])]
    if not best:
        return
    touched = {step.link.id for identifier in best for step in city.steps(identifier)}
    names = listed([city.label(identifier) for identifier in best])
    are, them = ("is", "it") if len(best) == 1 else ("are", "one of them")
    share = f"{len(touched):,} of the {counted(len(city.ecosystem.links), 'link')} touch {them}"
    yield Finding(lead=names, rest=f"{are} the best connected: {share}.")


def _cut_point(city: City, organisations: "nx.Graph[str]") -> Iterator[Finding]:
    """The articulation point that cuts off most organisations, two or more, when it is one alone."""
    lost = {each: sum(map(len, each.cut_off)) for each in cut_points(city, organisations)}
    most = [each for each, count in lost.items() if count == max(lost.values())]
    if len(most) == 1 and (count := lost[most[0]]) > 1:
        yield Finding(
            lead=most[0].name,
            rest=f"connects {count} organisations that have no other connection to the rest of the map.",
        )


def _without_action(city: City) -> Iterator[Finding]:
    """Priorities of the chosen plan that no action advances."""
    missing = [
        priority.label
        for priority in chosen_priorities(city)
        if not any(city.section(step.end) is Section.ACTIONS for step in city.steps(priority.id))
    ]
    if missing and city.ecosystem.actions:
        verb, them = ("has", "it") if len(missing) == 1 else ("have", "them")
        lead = listed([f"‘{label}’" for label in missing])
        yield Finding(lead=lead, rest=f"{verb} no action behind {them}.")


def _plans_and_readings(city: City) -> Iterator[Finding]:
    """How many links are plans without later word, and how many our reading."""
    count = Counter(link.basis for link in city.ecosystem.links)
    planned, inferred = count[Basis.PLANNED], count[Basis.INFERRED]
    if planned:
        plans, they = ("link is a plan", "it") if planned == 1 else ("links are plans", "they")
        readings = f" {inferred} more {_are(inferred)} our reading of a source." if inferred else ""
        yield Finding(
            lead=f"{planned} {plans}", rest=f"with no later word found that {they} happened.{readings}"
        )
    elif inferred:
        yield Finding(
            lead=counted(inferred, "link"), rest=f"{_are(inferred)} our reading of a source, not its words."
        )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _disputes(city: City) -> Iterator[Finding]:
    """That sources disagree, with the question about the best connected thing as the example."""
    disputes = city.ecosystem.disputes
    if not disputes:
        return
    example = max(disputes, key=lambda each: city.degree(each.about) if each.about in city else 0)
    count = f"{number(len(disputes))} question{'' if len(disputes) == 1 else 's'}"
    among = "" if len(disputes) == 1 else ", among them"
    yield Finding(lead="Sources disagree", rest=f"on {count}{among}: {example.question}")


def _reach(city: City) -> Iterator[Finding]:
    """The priority of the chosen plan that most organisations connect to directly as a fact, if it is one
    alone.
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
    lead = f"‘{city.label(most[0])}’"
    yield Finding(
        lead=lead,
        rest=f"is the priority that the most organisations take a direct part in: {direct[most[0]]}.",
    )


def chosen_priorities(city: City) -> list[Priority]:
    """The priorities of the plan that stands in the middle of the wheel, by number."""
    ecosystem = city.ecosystem
    chosen = [each for each in ecosystem.priorities.values() if each.plan == ecosystem.about.plan]
    return sorted(chosen, key=lambda each: each.number)
