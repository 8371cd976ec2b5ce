"""How two things are connected: the shortest routes, link by link."""

from collections.abc import Callable, Iterator
from itertools import islice

from ecosystem import sentences
from ecosystem.city import City, Step
from ecosystem.language import N_, _, plural
from ecosystem.model import Basis, Citation, Value
from ecosystem.queries.nearness import SURENESS

STRONG = (Basis.STATED, Basis.CONFIRMED)
"""The bases of a strong link: somebody else said so."""

EXPLAINED = N_(
    "A shortest route has the fewest links. If several are equally short, the best "
    "supported comes first: each is judged by its least certain link."
)
QUESTION = N_("How are {start} and {end} connected?")
QUESTION_STRONG = N_("How are {start} and {end} connected by stated links alone?")


class Hop(Value, frozen=True, kw_only=True):
    """One link of a route, as a sentence from its nearer end."""

    link: str
    start: str
    end: str
    sentence: str
    basis: Basis
    sources: tuple[Citation, ...]


class Component(Value, frozen=True, kw_only=True):
    """A separate part of the map: what it is called after, and how many things it holds."""

    name: str
    size: int


class Paths(Value, frozen=True, kw_only=True):
    """The answer to ‘how are these two connected?’; no route where they are one, or in different parts."""

    start: str
    end: str
    question: str
    summary: str
    length: int | None
    routes: tuple[tuple[Hop, ...], ...]
    components: tuple[Component, ...]  # the two components, where there is no route


def paths(city: City, start: str, end: str, *, strong: bool = False, most: int = 3) -> Paths:
    """Return the shortest routes between two entries, in either direction of the links, surest first.

    Args:
        city: The city.
        start: Where the routes begin.
        end: Where they end.
        strong: Use only stated and confirmed links.
        most: How many equally short routes to give.
    """
    length, shortest = _shortest(city, start, end, strong=strong, most=most + 1)
    routes = tuple(tuple(_hop(city, step) for step in route) for route in shortest[:most])
    one, other = _titles(city, start, end)
    components: tuple[Component, ...] = ()
    if length is None:
        components = tuple(_component(city, identifier, strong=strong) for identifier in (start, end))
    return Paths(
        start=start,
        end=end,
        question=_(QUESTION_STRONG if strong else QUESTION, start=one, end=other),
        summary=_summary(length, len(routes), len(shortest) > most, one, other, components),
        length=length,
        routes=routes,
        components=components,
    )


def _titles(city: City, start: str, end: str) -> tuple[str, str]:
    """Return the titles of both ends, with their ids where two things have the same title."""
    one, other = (sentences.title(city.value(identifier)) for identifier in (start, end))
    if one != other or start == end:
        return one, other
    return _("{entry} ({id})", entry=one, id=start), _("{entry} ({id})", entry=other, id=end)


def _shortest(
    city: City, start: str, end: str, *, strong: bool, most: int
) -> tuple[int | None, list[list[Step]]]:
    """The length and the first routes: by their least sure link, then by the place of links in the file."""
    place = {link.id: index for index, link in enumerate(city.ecosystem.links)}

    def steps(identifier: str) -> list[Step]:
        usable = (step for step in city.steps(identifier) if not strong or city.basis(step.link) in STRONG)
        return sorted(usable, key=lambda step: place[step.link.id])

    def rank(step: Step) -> int:
        return SURENESS[city.basis(step.link)]

    left = _distances(end, steps, until=start)
    if start not in left:
        return None, []
    uncertainty = _least_uncertain(left, steps, rank)
    routes = islice(_walks(start, end, steps, rank, left, uncertainty), most)
    return left[start], list(routes)


_Steps = Callable[[str], list[Step]]
_Rank = Callable[[Step], int]


def _distances(end: str, steps: _Steps, *, until: str) -> dict[str, int]:
    """How many links lie between a thing and `end`, for all that are no farther than `until`."""
    left = {end: 0}
    border = [end]
    while border and until not in left:
        reached = dict.fromkeys(step.end for identifier in border for step in steps(identifier))
        border = [identifier for identifier in reached if identifier not in left]
        left |= dict.fromkeys(border, left[next(reversed(left))] + 1)
    return left


def _least_uncertain(left: dict[str, int], steps: _Steps, rank: _Rank) -> dict[str, int]:
    """For each thing, the rank of the least sure link that no shortest way to the end avoids."""
    uncertainty: dict[str, int] = {}
    for identifier in left:  # nearest to the end first
        ranks = (
            max(rank(step), uncertainty[step.end])
            for step in steps(identifier)
            if left.get(step.end, left[identifier]) == left[identifier] - 1
        )
        uncertainty[identifier] = min(ranks, default=0)
    return uncertainty


def _walks(
    start: str,
    end: str,
    steps: _Steps,
    rank: _Rank,
    left: dict[str, int],
    uncertainty: dict[str, int],
) -> Iterator[list[Step]]:
    """Every shortest route, those whose least sure link is surest first."""

    def onward(here: str, limit: int) -> Iterator[Step]:
        for step in steps(here):
            is_nearer = left.get(step.end) == left[here] - 1
            if is_nearer and rank(step) <= limit and uncertainty[step.end] <= limit:
                yield step

    def walk(limit: int) -> Iterator[list[Step]]:
        """Depth first, and without recursion: a route may be longer than Python's stack."""
        route: list[Step] = []
        ways = [onward(start, limit)]
        while ways:
            step = next(ways[-1], None)
            if step is None:
                ways.pop()
                del route[-1:]
            elif step.end == end:
                yield [*route, step]
            else:
                route.append(step)
                ways.append(onward(step.end, limit))

    for limit in sorted(SURENESS.values()):
        for route in walk(limit):
            if max(rank(step) for step in route) == limit:
                yield route


def _hop(city: City, step: Step) -> Hop:
    return Hop(
        link=step.link.id,
        start=step.start,
        end=step.end,
        sentence=sentences.of_route(city, [step]),
        basis=city.basis(step.link),
        sources=step.link.sources,
    )


def _component(city: City, identifier: str, *, strong: bool) -> Component:
    """The part of the map a thing stands in, called after the member that most of its links touch."""
    import networkx as nx

    whole: nx.MultiGraph[str] = nx.MultiGraph()
    whole.add_nodes_from(city)
    whole.add_edges_from(
        (link.tail, link.head) for link in city.ecosystem.links if not strong or city.basis(link) in STRONG
    )
    members = nx.node_connected_component(whole, identifier)
    centre = min(members, key=lambda identifier: (-whole.degree(identifier), identifier))
    return Component(name=city.label(centre), size=len(members))


def _summary(
    length: int | None, shown: int, is_cut: bool, one: str, other: str, components: tuple[Component, ...]
) -> str:
    if length is None:
        first, second = (_part(component) for component in components)
        return _(
            "No route joins them. {start} is in {startPart}, and {end} is in {endPart}.",
            start=one,
            startPart=first,
            end=other,
            endPart=second,
        )
    if length == 0:
        return _("They are the same entry.")
    steps = plural("{count} step", "{count} steps", length)
    if is_cut and shown == 1:
        return _("{steps} apart. This shows the first route of several.", steps=steps)
    routes = plural("one route", "{count} routes", shown)
    if is_cut:
        return _("{steps} apart. This shows the first {routes} of several.", steps=steps, routes=routes)
    return _("{steps} apart, by {routes}.", steps=steps, routes=routes)


def _part(component: Component) -> str:
    if component.size == 1:
        return _("a separate part of its own")
    return plural(
        "the separate part around {centre}, with {count} entry",
        "the separate part around {centre}, with {count} entries",
        component.size,
        centre=component.name,
    )
