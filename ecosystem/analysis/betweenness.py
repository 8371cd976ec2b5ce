"""How far an organisation lies between the others, counted from a few organisations at a time.

Brandes' algorithm looks from one organisation at all others, and no look needs another. So they are taken in
chunks, one after the other or by the workers of a cluster, and added up in one order: the numbers are
the same wherever they were counted. networkx does the looking.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

CHUNK = 25  # organisations to look from at a time: of a sample of 200 there is work for eight
SEED = 1

Look = Callable[["nx.Graph[int]", Sequence[int], "nx.Graph[int]"], dict[int, float]]
Spread = Callable[[Look, "nx.Graph[int]", Sequence[Sequence[int]]], Iterable[dict[int, float]]]
"""Looks from every chunk of a network at all of it, and gives the counts in the order of the chunks."""


def here(look: Look, network: "nx.Graph[int]", chunks: Sequence[Sequence[int]]) -> Iterable[dict[int, float]]:
    """One chunk after the other, in this process."""
    return map(look, repeat(network), chunks, repeat(network))


def betweenness(
    organisations: "nx.Graph[str]", sample: int | None = None, spread: Spread = here
) -> dict[str, float]:
    """The share of all shortest ways between two other organisations that runs through each.

    With a sample, of the ways that start at so many organisations, drawn with a seed. What is spread has
    numbers for names: nothing but who is tied to whom leaves this process.
    """
    import networkx as nx

    if len(organisations) < 3:
        return dict.fromkeys(organisations, 0.0)
    network = _numbered(organisations)
    starts = list(network)
    if sample is not None and sample < len(starts):
        starts = Random(SEED).sample(starts, sample)
    chunks = [starts[first : first + CHUNK] for first in range(0, len(starts), CHUNK)]
    total = dict.fromkeys(network, 0.0)
    for counts in spread(nx.betweenness_centrality_subset, network, chunks):
        for number, count in counts.items():
            total[number] += count
    drawn = set(starts)
    return {
        organisation: 2 * total[number] * _share(len(organisations), len(starts) - (number in drawn))
        for number, organisation in enumerate(organisations)
    }


def _numbered(organisations: "nx.Graph[str]") -> "nx.Graph[int]":
    """The same ties, bare, between the places of the organisations."""
    import networkx as nx

    places = {organisation: number for number, organisation in enumerate(organisations)}
    network: nx.Graph[int] = nx.empty_graph(len(places))
    network.add_edges_from((places[one], places[other]) for one, other in organisations.edges())
    return network


def _share(organisations: int, starts: int) -> float:
    """What one way counts for an organisation that ways from so many others, to all but itself, may run
    through.
    """
    return 1 / (starts * (organisations - 2)) if starts else 0.0
