"""What falls off when an organisation goes: articulation points, and the pieces they hold."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Pieces = tuple[tuple[str, ...], ...]


def cut_off(organisations: "nx.Graph[str]") -> dict[str, Pieces]:
    """What each articulation point cuts off: all pieces but the largest, those first that have most.

    One walk for all of them (Hopcroft and Tarjan): what is below an organisation and reaches none above it
    falls off.
    """
    order: list[
        str
    ] = []  # as the walk comes by, so that what is below an organisation follows it without a gap
    place: dict[str, int] = {}
    pieces_of: dict[str, Pieces] = {}
    for root in organisations:
        if root in place:
            continue
        start, below = len(order), dict[str, list[tuple[str, ...]]]()
        for organisation, first, last in _falls(organisations, root, order, place):
            below.setdefault(organisation, []).append(tuple(sorted(order[first:last])))
        for organisation, pieces in below.items():
            size = len(order) - start - 1 - sum(map(len, pieces))
            largest = max(map(len, pieces))
            if size > largest:
                pieces_of[organisation] = tuple(sorted(pieces, key=_by_size))
            elif size or len(pieces) > 1:
                rest = set(order[start:]).difference([organisation], *pieces) if size else ()
                every = [*pieces, *([tuple(sorted(rest))] if rest else [])]
                pieces_of[organisation] = tuple(sorted(every, key=_by_size)[1:])
    return pieces_of


def _falls(
    organisations: "nx.Graph[str]", root: str, order: list[str], place: dict[str, int]
) -> Iterator[tuple[str, int, int]]:
    """Walk a component depth first; say of each organisation what falls off below it, as a stretch of the
    order.
    """
    place[root] = len(order)
    order.append(root)
    highest = {root: place[root]}  # that is reached from what is below
    path = [(root, root, iter(organisations.adj[root]))]
    while path:
        organisation, above, others = path[-1]
        for other in others:
            if other not in place:
                highest[other] = place[other] = len(order)
                order.append(other)
                path.append((other, organisation, iter(organisations.adj[other])))
                break
            if other != above:
                highest[organisation] = min(highest[organisation], place[other])
        else:
            path.pop()
            if highest[organisation] >= place[above] and organisation != root:
                yield above, place[organisation], len(order)
            highest[above] = min(highest[above], highest[organisation])


def _by_size(piece: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return -len(piece), piece


def components_without(neighbours: Mapping[str, set[str]], identifier: str) -> list[set[str]]:
    """The pieces into which an organisation's component falls when it goes, largest first."""
    pieces: list[set[str]] = []
    for start in neighbours[identifier]:
        if any(start in piece for piece in pieces):
            continue
        piece, ahead = {start}, [start]
        while ahead:
            new = neighbours[ahead.pop()] - piece - {identifier}
            piece |= new
            ahead += new
        pieces.append(piece)
    return sorted(pieces, key=lambda piece: (-len(piece), min(piece)))
