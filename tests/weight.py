"""What a page may weigh: so much for itself and so much for each entry, so that no new fact fails a test.

`make data` says what the page of each data file weighs:

    python -m tests.weight data/groups.yaml output/index.html
"""

import gzip
import sys
from pathlib import Path

from ecosystem.city import City

OWN_WORDS = 40_000
PER_ENTRY = 500
"""Bytes, as gzip sends them."""


def weight(html: str) -> int:
    return len(gzip.compress(html.encode(), 9))


def budget(city: City) -> int:
    """What a page may weigh: an entry is an organisation, event, output, plan, priority or action."""
    return OWN_WORDS + PER_ENTRY * sum(1 for _ in city.ecosystem.nodes())


def told(data: Path, page: Path) -> str:
    """Say what a page weighs and what it may. A test holds the fixture to it; `data/` is only told."""
    spent, allowed = weight(page.read_text(encoding="utf-8")), budget(City.load(data))
    words = f"The page of {data} weighs {spent / 1000:.1f} kB of {allowed / 1000:.1f} kB, gzipped."
    return words if spent <= allowed else f"{words} It weighs too much: send what it repeats once."


if __name__ == "__main__":
    print(told(*map(Path, sys.argv[1:])))
