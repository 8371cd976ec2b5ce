"""What a page may weigh: so much for itself and so much for each entry, so that no new fact fails a test.

`make data` compares the page of each data file: `python -m tests.weight data/groups.yaml output/index.html`.
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


def compare(data: Path, page: Path) -> str | None:
    """Say what a page weighs; return what is wrong if that is more than it may."""
    spent, allowed = weight(page.read_text(encoding="utf-8")), budget(City.load(data))
    words = f"The page of {data} weighs {spent / 1000:.1f} kB of {allowed / 1000:.1f} kB allowed, gzipped."
    print(words)
    return None if spent <= allowed else f"{words} Send what it repeats once: see docs/architecture.md."


if __name__ == "__main__":
    sys.exit(compare(*map(Path, sys.argv[1:])))
