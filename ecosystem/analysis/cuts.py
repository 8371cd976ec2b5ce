"""What falls off when a body goes: articulation points, and the pieces they hold."""

from collections.abc import Iterator

import networkx as nx

Pieces = tuple[tuple[str, ...], ...]


def cut_off(bodies: "nx.Graph[str]") -> dict[str, Pieces]:
    """What each articulation point cuts off: all pieces but the largest, those first that have most.

    One walk for all of them (Hopcroft and Tarjan): what is below a body and reaches none above it falls off.
    """
    order: list[str] = []  # as the walk comes by, so that what is below a body follows it without a gap
    place: dict[str, int] = {}
    found: dict[str, Pieces] = {}
    for root in bodies:
        if root in place:
            continue
        start, below = len(order), dict[str, list[tuple[str, ...]]]()
        for body, first, last in _falls(bodies, root, order, place):
            below.setdefault(body, []).append(tuple(sorted(order[first:last])))
        for body, pieces in below.items():
            size = len(order) - start - 1 - sum(map(len, pieces))
            largest = max(map(len, pieces))
            if size > largest:
                found[body] = tuple(sorted(pieces, key=_by_size))
            elif size or len(pieces) > 1:
                rest = set(order[start:]).difference([body], *pieces) if size else ()
                every = [*pieces, *([tuple(sorted(rest))] if rest else [])]
                found[body] = tuple(sorted(every, key=_by_size)[1:])
    return found


def _falls(
    bodies: "nx.Graph[str]", root: str, order: list[str], place: dict[str, int]
) -> Iterator[tuple[str, int, int]]:
    """Walk a part depth first; say of each body what falls off below it, as a stretch of the order."""
    place[root] = len(order)
    order.append(root)
    highest = {root: place[root]}  # that is reached from what is below
    path = [(root, root, iter(bodies.adj[root]))]
    while path:
        body, above, others = path[-1]
        for other in others:
            if other not in place:
                highest[other] = place[other] = len(order)
                order.append(other)
                path.append((other, body, iter(bodies.adj[other])))
                break
            if other != above:
                highest[body] = min(highest[body], place[other])
        else:
            path.pop()
            if highest[body] >= place[above] and body != root:
                yield above, place[body], len(order)
            highest[above] = min(highest[above], highest[body])


def _by_size(piece: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return -len(piece), piece


def parts_without(bodies: "nx.Graph[str]", identifier: str) -> list[set[str]]:
    """The pieces into which a body's part falls when it goes, largest first."""
    part = nx.node_connected_component(bodies, identifier) - {identifier}
    rest = bodies.subgraph(part)
    return sorted(nx.connected_components(rest), key=lambda piece: (-len(piece), min(piece)))
