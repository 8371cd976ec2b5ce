"""Report how far a long piece of work has come, to a callback."""

from collections.abc import Callable
from itertools import count

Progress = Callable[[float], None]
"""Receives the share of the work that is done, from 0 to 1."""

OFTEN = 500


def unheard(share: float) -> None:
    """Ignore how far the work has come."""


def counting(progress: Progress, total: int, last: float) -> Callable[[], None]:
    """Return a function to call after each of `total` parts, which make up the work to a `last` share.

    >>> shares = []
    >>> part = counting(shares.append, 2000, last=0.8)
    >>> for _ in range(2000):
    ...     part()
    >>> shares
    [0.2, 0.4, 0.6, 0.8]
    """
    parts = count(1)

    def part() -> None:
        number = next(parts)
        if number % OFTEN == 0:
            progress(min(last * number / total, last))

    return part
