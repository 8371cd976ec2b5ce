"""A Dask cluster to count on: the workers of other processes and machines.

They need Python and networkx, and nothing of ours.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ecosystem.analysis.betweenness import Look, Spread
from ecosystem.errors import ClusterError
from ecosystem.language import _

if TYPE_CHECKING:
    import networkx as nx

PATIENCE = 10  # seconds, for a scheduler to answer and for its first worker


def workers(address: str) -> Spread:
    """Return what counts on the cluster at an address.

    Raises:
        ClusterError: Dask is not installed; or, while counting, the cluster does not answer or fails.
    """
    try:
        import distributed
    except ImportError as error:
        raise ClusterError(
            _(
                "--cluster needs {package}, which is not installed. Install it with “{command}”.",
                package="distributed",
                command="pip install 'ecosystem-mapper[cluster]'",
            )
        ) from error
    connect: Any = distributed.Client  # it has no types

    def spread(
        look: Look, network: "nx.Graph[int]", chunks: Sequence[Sequence[int]]
    ) -> Iterable[dict[int, float]]:
        try:
            with connect(address, timeout=PATIENCE, set_as_default=False) as client:
                shared = [client.scatter(network, broadcast=True)] * len(chunks)
                counts: list[dict[int, float]] = client.gather(client.map(look, shared, chunks, shared))
        except Exception as error:  # whatever can happen on another machine
            raise ClusterError(
                _(
                    "The Dask cluster at ‘{address}’ gave no answer: {reason}. Check that the address is "
                    "like {example}, and that a scheduler and a worker run there ({commands}).",
                    address=address,
                    reason=error,
                    example="tcp://host:8786",
                    commands="dask scheduler, dask worker",
                )
            ) from error
        return counts

    return spread
