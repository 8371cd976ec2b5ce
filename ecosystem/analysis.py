"""Questions about the whole city, answered as findings in plain words.

The rules by which a finding is chosen stand with each function; a rule that finds nothing says nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import networkx as nx

from ecosystem import graph as graphs, queries
from ecosystem.model import Priority, Section, Standing, Value
from ecosystem.queries import Nearness

MOST = 4  # bodies named as the best connected


class Finding(Value, frozen=True, kw_only=True):
    """A sentence that stands out: `lead` is its subject, `rest` what is said of it."""

    lead: str
    rest: str

    @property
    def sentence(self) -> str:
        return f"{self.lead} {self.rest}"


def study(graph: "nx.MultiDiGraph[str]") -> tuple[Finding, ...]:
    """What stands out in the city, at most one finding per rule, the widest first."""
    rules: tuple[Callable[[nx.MultiDiGraph[str]], Iterator[Finding]], ...] = (
        _best_connected,
        _reach,
        _without_action,
        _plans_and_readings,
        _disputes,
    )
    return tuple(finding for rule in rules for finding in rule(graph))


def _best_connected(graph: "nx.MultiDiGraph[str]") -> Iterator[Finding]:
    """The four bodies with most links; every link of the file counts, parallel ones each."""
    bodies = [identifier for identifier in graph if graphs.is_body(graph, identifier)]
    ranked = sorted(bodies, key=lambda identifier: (-graph.degree(identifier), identifier))[:MOST]
    if len(bodies) <= MOST or not graph.degree(ranked[-1]):
        return
    touched = {
        link.id for identifier in ranked for step in graphs.steps(graph, identifier) for link in (step.link,)
    }
    names = listed([graphs.value(graph, identifier).label for identifier in ranked])
    share = f"{len(touched)} of the {graph.number_of_edges()} links touch one of them"
    yield Finding(lead=f"{names}", rest=f"are the best connected: {share}.")


def _reach(graph: "nx.MultiDiGraph[str]") -> Iterator[Finding]:
    """The priority of the chosen plan that most bodies connect to directly, against the others."""
    direct = {
        priority.id: sum(
            connection.nearness is Nearness.DIRECT
            for connection in queries.connections(graph, priority.id).connections
        )
        for priority in chosen_priorities(graph)
    }
    if len(direct) < 2 or len(set(direct.values())) < 2:
        return
    widest = max(direct, key=lambda identifier: (direct[identifier], identifier))
    alone = sum(count == 1 for count in direct.values())
    lead = f"‘{graphs.value(graph, widest).label}’"
    others = (
        f" {_number(alone).capitalize()} of the {_number(len(direct))} priorities rest on one body alone."
        if alone
        else ""
    )
    yield Finding(
        lead=lead, rest=f"is the priority that most bodies take a direct part in: {direct[widest]}.{others}"
    )


def _without_action(graph: "nx.MultiDiGraph[str]") -> Iterator[Finding]:
    """Priorities of the chosen plan that no action advances."""
    missing = [
        priority.label
        for priority in chosen_priorities(graph)
        if not any(
            graphs.section(graph, step.end) is Section.ACTIONS for step in graphs.steps(graph, priority.id)
        )
    ]
    if missing and graphs.ecosystem_of(graph).actions:
        verb = "has" if len(missing) == 1 else "have"
        yield Finding(
            lead=listed([f"‘{label}’" for label in missing]),
            rest=f"{verb} no action of the action plans behind {'it' if len(missing) == 1 else 'them'}.",
        )


def _plans_and_readings(graph: "nx.MultiDiGraph[str]") -> Iterator[Finding]:
    """How many links are plans without later word, and how many our reading."""
    count = Counter(link.standing for link in graphs.ecosystem_of(graph).links)
    planned, inferred = count[Standing.PLANNED], count[Standing.INFERRED]
    if planned:
        links = "link is a plan" if planned == 1 else "links are plans"
        readings = f" Another {inferred} are our reading of a source." if inferred else ""
        yield Finding(
            lead=f"{planned} {links}", rest=f"with no later word found that they happened.{readings}"
        )
    elif inferred:
        yield Finding(lead=f"{inferred} links", rest="are our reading of a source, not its words.")


def _disputes(graph: "nx.MultiDiGraph[str]") -> Iterator[Finding]:
    """That sources disagree, with the first question as the example."""
    disputes = graphs.ecosystem_of(graph).disputes
    if not disputes:
        return
    first = disputes[0].question
    count = f"{_number(len(disputes))} {'question' if len(disputes) == 1 else 'questions'}"
    example = f": {first}" if len(disputes) == 1 else f", among them: {first}"
    yield Finding(lead="Sources disagree", rest=f"on {count}{example}")


def chosen_priorities(graph: "nx.MultiDiGraph[str]") -> list[Priority]:
    """The priorities of the plan that stands in the hub, by number."""
    ecosystem = graphs.ecosystem_of(graph)
    chosen = [each for each in ecosystem.priorities.values() if each.plan == ecosystem.about.plan]
    return sorted(chosen, key=lambda each: each.number)


def listed(names: Sequence[str]) -> str:
    """Names as a reader lists them.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if count < len(words) else str(count)
