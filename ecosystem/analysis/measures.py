"""The measures of network analysis for a city, each with an explanation.

The graph measured is the projection onto organisations; networkx computes nearly every measure. Above `EXACT`
organisations betweenness is estimated from a seeded sample of `SAMPLE` organisations (Brandes and Pich 2007),
and the result says so; unless it is asked to be exact.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import fsum
from typing import TYPE_CHECKING

from ecosystem import queries
from ecosystem.analysis.betweenness import Spread, betweenness, here
from ecosystem.analysis.cuts import cut_off
from ecosystem.analysis.projection import project
from ecosystem.city import City
from ecosystem.language import N_, _, joined, plural
from ecosystem.model import ORGANISATION_SECTIONS, Entity, Family, Value
from ecosystem.queries import Nearness

if TYPE_CHECKING:
    import networkx as nx

EXACT = 1000
SAMPLE = 200
SEED = 1
MOST = 8  # entries of a ranking, and all that tie with the last

EXPLAINED = {
    "degree": N_("How many links an organisation has. Each link in the data counts once."),
    "brokers": N_(
        "A broker lies between other organisations. Betweenness is the share of the "
        "shortest paths between others that pass through it. Constraint (Burt) measures "
        "how closely its partners are tied to each other. The lower it is, the more the "
        "broker joins organisations that nobody else joins."
    ),
    "cut_points": N_(
        "A cut point is an organisation without which the map would split into more separate parts."
    ),
    "bridges": N_(
        "A bridge is the only tie between two parts of the map. Without it they would be separate."
    ),
    "communities": N_(
        "A community is a set of organisations with more ties to each other than to the rest (Louvain "
        "method, seeded). It is named after its member with the most ties."
    ),
    "reach": N_("The reach of a priority is the number of organisations that connect to it."),
    "mixing": N_("The number of ties between organisations of two sections, or of two types."),
    "density": N_("Density is the share of all possible ties that exist."),
    "components": N_("A separate part is a set of organisations with a path between any two of them."),
}
"""What each measure means, shown wherever it is shown."""


class Rank(Value, frozen=True, kw_only=True):
    """A place in a ranking. Equal values share a place; `tied` is then true."""

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
    """Return every measure of the city.

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
        explained={measure: _(words) for measure, words in EXPLAINED.items()},
    )


def ranked(city: City, values: dict[str, float], *, most: int = MOST) -> tuple[Rank, ...]:
    """Return the highest values and all that tie with the last; equals share a place, zeros have none."""
    positive = (identifier for identifier in values if values[identifier] > 0)
    order = sorted(positive, key=lambda identifier: (-values[identifier], identifier))
    if len(order) > most:
        order = [identifier for identifier in order if values[identifier] >= values[order[most - 1]]]
    count = Counter(values[identifier] for identifier in order)
    places = {values[identifier]: place for place, identifier in reversed(list(enumerate(order, 1)))}
    return tuple(
        Rank(
            id=identifier,
            name=city.label(identifier),
            place=places[values[identifier]],
            tied=count[values[identifier]] > 1,
            value=values[identifier],
        )
        for identifier in order
    )


def degree(city: City, organisations: Iterable[str]) -> tuple[Degree, ...]:
    """Return the organisations with most links, and the families of these."""
    degrees = {identifier: float(city.degree(identifier)) for identifier in organisations}
    return tuple(Degree(rank=rank, families=_families(city, rank.id)) for rank in ranked(city, degrees))


def _families(city: City, identifier: str) -> dict[str, int]:
    count = Counter(city.link_type(step.link).family for step in city.steps(identifier))
    return {family.value: count[family] for family in Family if count[family]}


def brokers(city: City, organisations: "nx.Graph[str]", between: dict[str, float]) -> tuple[Broker, ...]:
    """Return the organisations that lie between most others, by their betweenness."""
    ranks = ranked(city, {identifier: round(value, 4) for identifier, value in between.items()})
    weight = {
        organisation: float(organisations.degree(organisation, weight="weight"))
        for organisation in organisations
    }
    return tuple(Broker(rank=rank, constraint=_constraint(organisations, weight, rank.id)) for rank in ranks)


def _constraint(organisations: "nx.Graph[str]", weight: dict[str, float], organisation: str) -> float:
    """Return Burt's constraint: the squared shares of an organisation's ties that lead to each partner,
    directly and through other partners, added up.

    networkx adds up the weights of every partner again for each pair of them, which takes a minute for an
    organisation with many.
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
    """Return the articulation points, those that cut off most first, each with what it cuts off."""
    points = [
        CutPoint(id=identifier, name=city.label(identifier), cut_off=pieces)
        for identifier, pieces in cut_off(organisations).items()
    ]
    return tuple(sorted(points, key=lambda point: (-sum(map(len, point.cut_off)), point.id)))


def bridges(organisations: "nx.Graph[str]") -> tuple[tuple[str, str], ...]:
    """Return the ties that are the only way between two components."""
    import networkx as nx

    return tuple(sorted((min(pair), max(pair)) for pair in nx.bridges(organisations)))


def communities(city: City, organisations: "nx.Graph[str]") -> tuple[Community, ...]:
    """Return the communities of two organisations and more, largest first."""
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
    partition = nx.community.louvain_communities(ordered, weight="weight", seed=SEED)
    sets = sorted(
        (sorted(members) for members in partition if len(members) > 1),
        key=lambda members: (-len(members), members),
    )
    return tuple(_community(city, organisations, members) for members in sets)


def _community(city: City, organisations: "nx.Graph[str]", members: Sequence[str]) -> Community:
    inside = organisations.subgraph(members)
    centre = min(members, key=lambda member: (-inside.degree(member, weight="weight"), member))
    count = Counter(_kind_label(city, _entity(city, member)) for member in members)
    mixed = [kind for kind, _count in sorted(count.items(), key=lambda item: (-item[1], item[0]))]
    kinds = joined(mixed if len(mixed) <= 3 else [*mixed[:3], _("others")])
    name = plural(
        "{organisation} and {count} other ({kinds})",
        "{organisation} and {count} others ({kinds})",
        len(members) - 1,
        organisation=city.label(centre),
        kinds=kinds,
    )
    return Community(
        name=name,
        centre=centre,
        members=tuple(members),
        kinds={kind: count[kind] for kind in mixed},
    )


def reach(city: City) -> tuple[Reach, ...]:
    """Return how many organisations connect to each priority, in the order of the city."""
    return tuple(_reach(city, priority) for priority in city.ecosystem.priorities)


def _reach(city: City, priority: str) -> Reach:
    connected = queries.connected(city, priority)
    near = Counter(connected.values())
    where = Counter(map(city.section, connected))
    return Reach(
        id=priority,
        name=city.label(priority),
        total=len(connected),
        nearness={nearness.value: near[nearness] for nearness in Nearness},
        sections={section.value: where[section] for section in ORGANISATION_SECTIONS},
    )


def mixing(city: City, organisations: "nx.Graph[str]", trait: Callable[[Entity], str]) -> tuple[Mix, ...]:
    """Return the number of ties between organisations of two traits, each pair once, most first."""
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
