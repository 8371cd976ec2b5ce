"""Who holds the city together: the measures of network analysis, each with a plain sentence beside it.

The graph measured is the projection onto organisations; networkx computes nearly every measure. Above `EXACT`
organisations betweenness is estimated from a seeded sample of `SAMPLE` organisations (Brandes and Pich 2007),
and the result says so; unless it is asked to be exact.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from math import fsum
from typing import TYPE_CHECKING

from ecosystem import queries
from ecosystem.analysis.betweenness import Spread, betweenness, here
from ecosystem.analysis.cuts import cut_off
from ecosystem.analysis.projection import project
from ecosystem.city import City
from ecosystem.model import ORGANISATION_SECTIONS, Entity, Family, Value
from ecosystem.queries import Nearness
from ecosystem.words import counted, listed

if TYPE_CHECKING:
    import networkx as nx

EXACT = 1000
SAMPLE = 200
SEED = 1
MOST = 8  # entries of a ranking, and all that tie with the last

EXPLAINED = {
    "degree": "How many links an organisation has. Each link in the data counts once.",
    "brokers": (
        "A broker lies between others: its betweenness is the share of all shortest paths between two other "
        "organisations that run through it. Its constraint (Burt) says how far its partners know each other "
        "anyway: the lower, the more it joins what nobody else does."
    ),
    "cut_points": (
        "A cut point is an organisation without which the map would split into more separate parts."
    ),
    "bridges": "A bridge is the only tie between two parts of the map: without it they would fall apart.",
    "communities": (
        "A community is a set of organisations with more ties to one another than to the rest (Louvain "
        "method, seeded). It is named after its member with most ties."
    ),
    "reach": "The reach of a priority is how many organisations connect to it, by section and by how near.",
    "mixing": (
        "Who is tied to whom: the number of ties between organisations of two sections, or of two kinds."
    ),
    "density": "Density is the share of all possible ties that there are.",
    "components": "A separate part is a set of organisations with a path between any two of them.",
}
"""What each measure means, shown wherever it is shown."""


class Rank(Value, frozen=True, kw_only=True):
    """A place in a ranking. Equal values share a place and `tied` says so."""

    id: str
    name: str
    place: int
    tied: bool
    value: float


class Degree(Value, frozen=True, kw_only=True):
    """How many links an organisation has: `rank.value`, and of which families."""

    rank: Rank
    families: dict[str, int]  # links by family, those it has


class Broker(Value, frozen=True, kw_only=True):
    rank: Rank
    constraint: float


class CutPoint(Value, frozen=True, kw_only=True):
    """An organisation without which its component falls apart; `cut_off` are the pieces beside the
    largest.
    """

    id: str
    name: str
    cut_off: tuple[tuple[str, ...], ...]


class Community(Value, frozen=True, kw_only=True):
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

    organisations: int
    ties: int
    links: int
    density: float
    components: tuple[int, ...]  # their sizes, largest first
    sampled: bool
    degree: tuple[Degree, ...]
    brokers: tuple[Broker, ...]
    cut_points: tuple[CutPoint, ...]
    bridges: tuple[tuple[str, str], ...]
    communities: tuple[Community, ...]
    reach: tuple[Reach, ...]
    kinds: tuple[Mix, ...]
    sections: tuple[Mix, ...]
    explained: dict[str, str]


def measure(
    city: City,
    *,
    exact: bool = False,
    spread: Spread = here,
    organisations: "nx.Graph[str] | None" = None,
) -> Measures:
    """Every measure of the city.

    Args:
        city: The city.
        exact: Whether betweenness is counted from every organisation, however many there are.
        spread: What counts the shortest paths.
        organisations: `project(city)`, when it is at hand.
    """
    import networkx as nx

    organisations = project(city) if organisations is None else organisations
    sample = None if exact or len(organisations) <= EXACT else SAMPLE
    components = sorted(
        (len(component) for component in nx.connected_components(organisations)), reverse=True
    )
    return Measures(
        organisations=len(organisations),
        ties=organisations.number_of_edges(),
        links=len(city.ecosystem.links),
        density=round(nx.density(organisations), 4),
        components=tuple(components),
        sampled=sample is not None,
        degree=degree(city, organisations),
        brokers=brokers(city, organisations, betweenness(organisations, sample, spread)),
        cut_points=cut_points(city, organisations),
        bridges=bridges(organisations),
        communities=communities(city, organisations),
        reach=reach(city),
        kinds=mixing(city, organisations, lambda entity: _kind_label(city, entity)),
        sections=mixing(city, organisations, lambda entity: entity.section.value),
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


def degree(city: City, organisations: "nx.Graph[str]") -> tuple[Degree, ...]:
    """The organisations with most links, and of which families these are."""
    degrees = {identifier: float(city.degree(identifier)) for identifier in organisations}
    return tuple(Degree(rank=rank, families=_families(city, rank.id)) for rank in ranked(city, degrees))


def _families(city: City, identifier: str) -> dict[str, int]:
    count = Counter(city.link_type(step.link).family for step in city.steps(identifier))
    return {family.value: count[family] for family in Family if count[family]}


def brokers(city: City, organisations: "nx.Graph[str]", between: dict[str, float]) -> tuple[Broker, ...]:
    """The organisations that lie between most others, by their betweenness."""
    ranks = ranked(city, {identifier: round(value, 4) for identifier, value in between.items()})
    weight = {
        organisation: float(organisations.degree(organisation, weight="weight"))
        for organisation in organisations
    }
    return tuple(Broker(rank=rank, constraint=_constraint(organisations, weight, rank.id)) for rank in ranks)


def _constraint(organisations: "nx.Graph[str]", weight: dict[str, float], organisation: str) -> float:
    """Burt's: how much of an organisation's ties lead to each partner, itself and through other partners;
    squared.

    networkx adds the weights of every partner up again for each pair of them: a minute for an organisation
    with many.
    """
    partners = organisations.adj[organisation]
    spent: dict[str, float] = {
        partner: tie["weight"] / weight[organisation] for partner, tie in partners.items()
    }
    total = dict(spent)
    for partner, share in spent.items():
        for other, tie in organisations.adj[partner].items():
            if other in partners:
                total[other] += share * tie["weight"] / weight[partner]
    return round(fsum(share**2 for share in total.values()), 3)


def cut_points(city: City, organisations: "nx.Graph[str]") -> tuple[CutPoint, ...]:
    """The articulation points, those that cut off most first, each with what it cuts off."""
    found = [
        CutPoint(id=identifier, name=city.label(identifier), cut_off=pieces)
        for identifier, pieces in cut_off(organisations).items()
    ]
    return tuple(sorted(found, key=lambda each: (-sum(map(len, each.cut_off)), each.id)))


def bridges(organisations: "nx.Graph[str]") -> tuple[tuple[str, str], ...]:
    """The ties that are the only way between two components."""
    import networkx as nx

    return tuple(sorted((min(pair), max(pair)) for pair in nx.bridges(organisations)))


def communities(city: City, organisations: "nx.Graph[str]") -> tuple[Community, ...]:
    """The communities of two organisations and more, largest first."""
    import networkx as nx

    if not organisations.number_of_edges():
        return ()
    ordered: nx.Graph[str] = nx.Graph()  # Louvain depends on order: take it from the names
    ordered.add_nodes_from(sorted(organisations))
    ordered.add_weighted_edges_from(
        sorted(
            (min(one, other), max(one, other), data["weight"])
            for one, other, data in organisations.edges(data=True)
        )
    )
    found = nx.community.louvain_communities(ordered, weight="weight", seed=SEED)
    sets = sorted(
        (sorted(members) for members in found if len(members) > 1), key=lambda each: (-len(each), each)
    )
    return tuple(_community(city, organisations, members) for members in sets)


def _community(city: City, organisations: "nx.Graph[str]", members: Sequence[str]) -> Community:
    inside = organisations.subgraph(members)
    centre = min(members, key=lambda each: (-inside.degree(each, weight="weight"), each))
    count = Counter(_kind_label(city, _entity(city, each)) for each in members)
    mixed = [kind for kind, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))]
    words = listed(mixed[:3]) if len(mixed) <= 3 else f"{', '.join(mixed[:3])} and others"
    return Community(
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
        sections={section.value: where[section] for section in ORGANISATION_SECTIONS},
    )


def mixing(city: City, organisations: "nx.Graph[str]", trait: Callable[[Entity], str]) -> tuple[Mix, ...]:
    """The number of ties between organisations of two traits, each pair once, most first."""
    traits = {identifier: trait(_entity(city, identifier)) for identifier in organisations}
    count = Counter(tuple(sorted((traits[one], traits[other]))) for one, other in organisations.edges())
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
