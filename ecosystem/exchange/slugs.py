"""Ids for what comes in without one."""

import re
from hashlib import blake2s

from ecosystem.folding import folded

SLUG_LENGTH = 60

_OTHERS = re.compile("[^a-z0-9]+")


def slug(words: str, used: set[str]) -> str:
    """An id made of a name, that nothing else has.

    >>> slug("Exampleton’s Café (HR)", set()), slug("A b", {"a-b"})
    ('exampletons-cafe-hr', 'a-b-2')
    >>> slug("東京会議", set())
    'x-b9869c1e'
    """
    plain = _OTHERS.sub("-", folded(words)).strip("-")[: SLUG_LENGTH - 6].strip("-")
    if not plain and (letters := folded(words) or words.strip()):
        # a name without Latin letters: the same id in every import, and another than that of other names
        plain = f"x-{blake2s(letters.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"
    plain = plain or "new"
    if plain not in used:
        return plain
    taken, free = 1, 2  # a hundred thousand may have one name, so they are not counted one by one
    while f"{plain}-{free}" in used:
        taken, free = free, 2 * free
    while free - taken > 1:
        middle = (taken + free) // 2
        taken, free = (middle, free) if f"{plain}-{middle}" in used else (taken, middle)
    return f"{plain}-{free}"
