"""Who holds the city together: the measures of network analysis, each with a plain sentence beside it.

The graph measured is the projection onto bodies; networkx computes nearly every measure. Above `EXACT`
bodies betweenness is estimated from a seeded sample of `SAMPLE` bodies (Brandes and Pich 2007), and
the result says so; unless it is asked to be exact.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from math import fsum

import networkx as nx

from ecosystem import queries
from ecosystem.analysis.betweenness import Spread, betweenness, here
from ecosystem.analysis.cuts import cut_off
from ecosystem.analysis.projection import project
from ecosystem.city import City
from ecosystem.model import BODY_SECTIONS, Entity, Family, Value
from ecosystem.queries import Nearness
from ecosystem.words import counted, listed

EXACT = 1000
SAMPLE = 200
SEED = 1
MOST = 8  # entries of a ranking, and all that tie with the last

EXPLAINED = {
    "hubs": "A hub has many links: every link of the data that touches it is counted, each once.",
    "brokers": (
        "A broker lies between others: its betweenness is the share of all shortest ways between two other "
        "bodies that run through it. Its constraint (Burt) says how far its partners know each other anyway: "
        "the lower, the more it joins what nobody else does."
    ),
    "linchpins": "A linchpin is a body without which the map falls into more separate parts than before.",
    "bridges": "A bridge is the only tie between two parts of the map: without it they would fall apart.",
    "circles": (
        "A circle is a set of bodies more tied to one another than to the rest (Louvain communities, "
        "seeded), named after its best tied body."
    ),
    "reach": "The reach of a priority is how many bodies connect to it, by section and by how near.",
    "mixing": "Who is tied to whom: the number of ties between bodies of two sections, or of two kinds.",
    "density": "Density is the share of all possible ties that there are.",
    "parts": "A part is a set of bodies with a way between any two of them.",
}
"""What each measure means, shown wherever it is shown."""


class Rank(Value, frozen=True, kw_only=True):
    """A place in a ranking. Equal values share a place and `tied` says so."""

    id: str
    name: str
    place: int
    tied: bool
    value: float


class Hub(Value, frozen=True, kw_only=True):
    rank: Rank
    families: dict[str, int]  # links by family, those it has


class Broker(Value, frozen=True, kw_only=True):
    rank: Rank
    constraint: float


class Linchpin(Value, frozen=True, kw_only=True):
    """A body without which its part falls apart; `cut_off` are the pieces beside the largest."""

    id: str
    name: str
    cut_off: tuple[tuple[str, ...], ...]


class Circle(Value, frozen=True, kw_only=True):
    name: str
    centre: str
    members: tuple[str, ...]
    kinds: dict[str, int]


class Reach(Value, frozen=True, kw_only=True):
    id: str
    name: str
    total: int
    nearness: dict[str, int]
    sections: dict[str, int]


class Mix(Value, frozen=True, kw_only=True):
    one: str
    other: str
    ties: int


class Measures(Value, frozen=True, kw_only=True):
    """All measures of a city, rankings cut to their first places."""

    bodies: int
    ties: int
    links: int
    density: float
    parts: tuple[int, ...]  # their sizes, largest first
    sampled: bool
    hubs: tuple[Hub, ...]
    brokers: tuple[Broker, ...]
    linchpins: tuple[Linchpin, ...]
    bridges: tuple[tuple[str, str], ...]
    circles: tuple[Circle, ...]
    reach: tuple[Reach, ...]
    kinds: tuple[Mix, ...]
    sections: tuple[Mix, ...]
    explained: dict[str, str]


def measure(city: City, *, exact: bool = False, spread: Spread = here) -> Measures:
    """Every measure of the city, exact at any size if asked, with the shortest ways counted by `spread`."""
    bodies = project(city)
    sample = None if exact or len(bodies) <= EXACT else SAMPLE
    parts = sorted((len(part) for part in nx.connected_components(bodies)), reverse=True)
    return Measures(
        bodies=len(bodies),
        ties=bodies.number_of_edges(),
        links=len(city.ecosystem.links),
        density=round(nx.density(bodies), 4),
        parts=tuple(parts),
        sampled=sample is not None,
        hubs=hubs(city, bodies),
        brokers=brokers(city, bodies, betweenness(bodies, sample, spread)),
        linchpins=linchpins(city, bodies),
        bridges=bridges(bodies),
        circles=circles(city, bodies),
        reach=reach(city),
        kinds=mixing(city, bodies, lambda entity: _kind_label(city, entity)),
        sections=mixing(city, bodies, lambda entity: entity.section.value),
        explained=EXPLAINED,
    )


def ranked(city: City, values: dict[str, float], *, most: int = MOST) -> tuple[Rank, ...]:
    """The highest values and all that tie with the last; equals share a place, zeros have none."""
    order = sorted((each for each in values if values[each] > 0), key=lambda each: (-values[each], each))
    if len(order) > most:
        order = [each for each in order if values[each] >= values[order[most - 1]]]
    count = Counter(values[each] for each in order)
    places = {values[each]: place for place, each in reversed(list(enumerate(order, 1)))}
    return tuple(
        Rank(
            id=each,
            name=city.label(each),
            place=places[values[each]],
            tied=count[values[each]] > 1,
            value=values[each],
        )
        for each in order
    )


def hubs(city: City, bodies: "nx.Graph[str]") -> tuple[Hub, ...]:
    """The bodies with most links, and of which families these are."""
    degrees = {identifier: float(city.degree(identifier)) for identifier in bodies}
    return tuple(Hub(rank=rank, families=_families(city, rank.id)) for rank in ranked(city, degrees))


def _families(city: City, identifier: str) -> dict[str, int]:
    count = Counter(city.link_type(step.link).family for step in city.steps(identifier))
    return {family.value: count[family] for family in Family if count[family]}


def brokers(city: City, bodies: "nx.Graph[str]", between: dict[str, float]) -> tuple[Broker, ...]:
    """The bodies that lie between most others, by their betweenness."""
    ranks = ranked(city, {identifier: round(value, 4) for identifier, value in between.items()})
    weight = {body: float(bodies.degree(body, weight="weight")) for body in bodies}
    return tuple(Broker(rank=rank, constraint=_constraint(bodies, weight, rank.id)) for rank in ranks)


def _constraint(bodies: "nx.Graph[str]", weight: dict[str, float], body: str) -> float:
    """Burt's: how much of a body's ties lead to each partner, itself and through other partners; squared.

    networkx adds the weights of every partner up again for each pair of them: a minute for a large hub.
    """
    partners = bodies.adj[body]
    spent: dict[str, float] = {partner: tie["weight"] / weight[body] for partner, tie in partners.items()}
    total = dict(spent)
    for partner, share in spent.items():
        for other, tie in bodies.adj[partner].items():
            if other in partners:
                total[other] += share * tie["weight"] / weight[partner]
    return round(fsum(share**2 for share in total.values()), 3)


def linchpins(city: City, bodies: "nx.Graph[str]") -> tuple[Linchpin, ...]:
    """The articulation points, those that cut off most first, each with what it cuts off."""
    found = [
        Linchpin(id=identifier, name=city.label(identifier), cut_off=pieces)
        for identifier, pieces in cut_off(bodies).items()
    ]
    return tuple(sorted(found, key=lambda each: (-sum(map(len, each.cut_off)), each.id)))


def bridges(bodies: "nx.Graph[str]") -> tuple[tuple[str, str], ...]:
    """The ties that are the only way between two parts."""
    return tuple(sorted((min(pair), max(pair)) for pair in nx.bridges(bodies)))


def circles(city: City, bodies: "nx.Graph[str]") -> tuple[Circle, ...]:
    """The communities of two bodies and more, largest first."""
    if not bodies.number_of_edges():
        return ()
    ordered: nx.Graph[str] = nx.Graph()  # Louvain depends on order: take it from the names
    ordered.add_nodes_from(sorted(bodies))
    ordered.add_weighted_edges_from(
        sorted(
            (min(one, other), max(one, other), data["weight"]) for one, other, data in bodies.edges(data=True)
        )
    )
    found = nx.community.louvain_communities(ordered, weight="weight", seed=SEED)
    sets = sorted(
        (sorted(members) for members in found if len(members) > 1), key=lambda each: (-len(each), each)
    )
    return tuple(_circle(city, bodies, members) for members in sets)


def _circle(city: City, bodies: "nx.Graph[str]", members: Sequence[str]) -> Circle:
    inside = bodies.subgraph(members)
    centre = min(members, key=lambda each: (-inside.degree(each, weight="weight"), each))
    count = Counter(_kind_label(city, _entity(city, each)) for each in members)
    mixed = [kind for kind, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))]
    words = listed(mixed[:3]) if len(mixed) <= 3 else f"{', '.join(mixed[:3])} and others"
    return Circle(
        name=f"{city.label(centre)} and {counted(len(members) - 1, 'other')} ({words})",
        centre=centre,
        members=tuple(members),
        kinds={kind: count[kind] for kind in mixed},
    )


def reach(city: City) -> tuple[Reach, ...]:
    """How far every priority reaches, in the order of the city."""
    return tuple(_reach(city, answer) for answer in queries.answers(city).values())


def _reach(city: City, answer: queries.Connections) -> Reach:
    near = Counter(connection.nearness for connection in answer.connections)
    where = Counter(connection.section for connection in answer.connections)
    return Reach(
        id=answer.to,
        name=city.label(answer.to),
        total=len(answer.connections),
        nearness={nearness.value: near[nearness] for nearness in Nearness},
        sections={section.value: where[section] for section in BODY_SECTIONS},
    )


def mixing(city: City, bodies: "nx.Graph[str]", trait: Callable[[Entity], str]) -> tuple[Mix, ...]:
    """The number of ties between bodies of two traits, each pair once, most first."""
    traits = {identifier: trait(_entity(city, identifier)) for identifier in bodies}
    count = Counter(tuple(sorted((traits[one], traits[other]))) for one, other in bodies.edges())
    return tuple(
        Mix(one=pair[0], other=pair[1], ties=ties)
        for pair, ties in sorted(count.items(), key=lambda item: (-item[1], item[0]))
    )


def _kind_label(city: City, entity: Entity) -> str:
    return city.ecosystem.kinds[entity.kind].label


def _entity(city: City, identifier: str) -> Entity:
    value = city.value(identifier)
    assert isinstance(value, Entity)
    return value
