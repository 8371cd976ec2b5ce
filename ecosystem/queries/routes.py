"""How two things are connected: the shortest routes, link by link."""

from collections.abc import Callable, Iterator
from itertools import islice

from ecosystem import sentences
from ecosystem.city import City, Step
from ecosystem.model import Basis, Citation, Value
from ecosystem.queries.nearness import SURENESS
from ecosystem.words import counted

STRONG = (Basis.STATED, Basis.CONFIRMED)
"""The bases of a strong link: somebody else said so."""

EXPLAINED = (
    "A shortest route has the fewest links. Of equally short ones, the one whose least sure link is surest "
    "comes first."
)


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
    """The shortest routes between two things, in either direction of the links, surest first.

    Args:
        city: The city.
        start: Where the routes begin.
        end: Where they end.
        strong: Use only stated and confirmed links.
        most: How many equally short routes to give.
    """
    length, found = _shortest(city, start, end, strong=strong, most=most + 1)
    routes = tuple(tuple(_hop(city, step) for step in route) for route in found[:most])
    one, other = (sentences.title(city.value(each)) for each in (start, end))
    components: tuple[Component, ...] = ()
    if length is None:
        components = tuple(_component(city, each, strong=strong) for each in (start, end))
    return Paths(
        start=start,
        end=end,
        question=f"How are {one} and {other} connected{' by stated links alone' if strong else ''}?",
        summary=_summary(length, len(routes), len(found) > most, one, other, components),
        length=length,
        routes=routes,
        components=components,
    )


def _shortest(
    city: City, start: str, end: str, *, strong: bool, most: int
) -> tuple[int | None, list[list[Step]]]:
    """The length and the first routes: by their least sure link, then by the place of links in the file."""
    place = {link.id: index for index, link in enumerate(city.ecosystem.links)}

    def steps(identifier: str) -> list[Step]:
        usable = (step for step in city.steps(identifier) if not strong or step.link.basis in STRONG)
        return sorted(usable, key=lambda step: place[step.link.id])

    left = _distances(end, steps, until=start)
    if start not in left:
        return None, []
    uncertainty = _least_uncertain(left, steps)
    routes = islice(_walks(start, end, steps, left, uncertainty), most)
    return left[start], list(routes)


_Steps = Callable[[str], list[Step]]


def _distances(end: str, steps: _Steps, *, until: str) -> dict[str, int]:
    """How many links lie between a thing and `end`, for all that are no farther than `until`."""
    left = {end: 0}
    border = [end]
    while border and until not in left:
        reached = dict.fromkeys(step.end for each in border for step in steps(each))
        border = [each for each in reached if each not in left]
        left |= dict.fromkeys(border, left[next(reversed(left))] + 1)
    return left


def _least_uncertain(left: dict[str, int], steps: _Steps) -> dict[str, int]:
    """For each thing, the rank of the least sure link that no shortest way to the end avoids."""
    uncertainty: dict[str, int] = {}
    for each in left:  # nearest to the end first
        ways = (
            max(SURENESS[step.link.basis], uncertainty[step.end])
            for step in steps(each)
            if left.get(step.end, left[each]) == left[each] - 1
        )
        uncertainty[each] = min(ways, default=0)
    return uncertainty


def _walks(
    start: str, end: str, steps: _Steps, left: dict[str, int], uncertainty: dict[str, int]
) -> Iterator[list[Step]]:
    """Every shortest route, those whose least sure link is surest first."""

    def onward(here: str, limit: int) -> Iterator[Step]:
        for step in steps(here):
            is_nearer = left.get(step.end) == left[here] - 1
            if is_nearer and SURENESS[step.link.basis] <= limit and uncertainty[step.end] <= limit:
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
            if max(SURENESS[step.link.basis] for step in route) == limit:
                yield route


def _hop(city: City, step: Step) -> Hop:
    return Hop(
        link=step.link.id,
        start=step.start,
        end=step.end,
        sentence=sentences.of_route(city, [step]),
        basis=step.link.basis,
        sources=step.link.sources,
    )


def _component(city: City, identifier: str, *, strong: bool) -> Component:
    """The part of the map a thing stands in, called after the member that most of its links touch."""
    import networkx as nx

    whole: nx.MultiGraph[str] = nx.MultiGraph()
    whole.add_nodes_from(city)
    whole.add_edges_from(
        (link.tail, link.head) for link in city.ecosystem.links if not strong or link.basis in STRONG
    )
    members = nx.node_connected_component(whole, identifier)
    centre = min(members, key=lambda each: (-whole.degree(each), each))
    return Component(name=city.label(centre), size=len(members))


def _summary(
    length: int | None, shown: int, is_cut: bool, one: str, other: str, components: tuple[Component, ...]
) -> str:
    if length is None:
        first, second = (_said(component) for component in components)
        return f"No route joins them: {one} stands in {first}, {other} in {second}."
    if length == 0:
        return "They are one and the same."
    routes = counted(shown, "route")
    if is_cut:
        routes = "the first route" if shown == 1 else f"the first {routes}"
    return f"{counted(length, 'link')} apart; {routes} of that length{' shown' if is_cut else ''}."


def _said(component: Component) -> str:
    if component.size == 1:
        return "a part of its own"
    return f"the part around {component.name}, {counted(component.size, 'thing')}"
