"""A Dask cluster to count on: the workers of other processes and machines.

They need Python and networkx, and nothing of ours. What a worker that dies had in hand, another does again.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from typing import Any

from ecosystem.analysis.betweenness import Look, Network, Spread, here
from ecosystem.errors import ClusterError

PATIENCE = 10  # seconds, for a scheduler to answer and for its first worker


@contextmanager
def workers(address: str | None) -> Iterator[Spread]:
    """Those of the cluster at an address; without one, this process."""
    if address is None:
        yield here
        return
    try:
        import distributed
    except ImportError as error:
        raise ClusterError(
            "--cluster needs the library distributed: pip install 'ecosystem-mapper[cluster]'."
        ) from error
    connect: Any = distributed.Client  # it has no types
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say in one sentence what went wrong
    try:
        client: Any = connect(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"No Dask scheduler answers at ‘{address}’. Is it running (dask scheduler), and is the address "
            "like tcp://host:8786?"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise ClusterError(
                f"The cluster at {address} has no worker. Start some: dask worker {address}"
            ) from error

        def spread(
            look: Look, network: "Network[int]", chunks: Sequence[Sequence[int]]
        ) -> Iterable[dict[int, float]]:
            shared = client.submit(copy, network)  # the scheduler knows how to make it again
            places = [shared] * len(chunks)
            try:
                client.replicate([shared])  # else all chunks go to the one worker that has it
                counts: list[dict[int, float]] = client.gather(client.map(look, places, chunks, places))
            except Exception as error:  # whatever can happen on another machine
                raise ClusterError(f"The cluster at {address} did not finish: {error}") from error
            return counts

        yield spread
