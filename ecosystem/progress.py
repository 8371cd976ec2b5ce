"""How far a long piece of work is. Whoever does it tells; whoever waits may listen."""

from collections.abc import Callable
from itertools import count

Progress = Callable[[float], None]
"""Hears the share of the work that is done, from 0 to 1."""

OFTEN = 500


def unheard(share: float) -> None:
    """Nobody listens."""


def counting(progress: Progress, total: int, last: float) -> Callable[[], None]:
    """To be called for every one of `total` parts, which together are the work up to a `last` share.

    >>> told = []
    >>> part = counting(told.append, 2000, last=0.8)
    >>> for _ in range(2000):
    ...     part()
    >>> told
    [0.2, 0.4, 0.6, 0.8]
    """
    parts = count(1)

    def part() -> None:
        number = next(parts)
        if number % OFTEN == 0:
            progress(min(last * number / total, last))

    return part
