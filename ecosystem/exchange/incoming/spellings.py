"""Names of organisations in other programs' files: what counts as one name, and which entry it means."""

import re
import unicodedata
from collections.abc import Mapping

from ecosystem.exchange.incoming.parsed_network import Cells

_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\u200e\u200f]")


def same(name: str) -> str:
    """Return what spellings of a name have in common: spaces of any kind and case do not matter.

    >>> same("Hill\\u00a0 Forum") == same("hill forum")
    True
    """
    if not name.isascii():
        name = _UNSEEN.sub("", unicodedata.normalize("NFC", name))
    return " ".join(name.split()).casefold()


class Entries:
    """Finds the entry that the end of a link names: by its key, else by its label, else by another name."""

    def __init__(self, nodes: Mapping[str, Cells], names: Mapping[str, str]) -> None:
        """Gather the names.

        Args:
            nodes: Every entry by its key.
            names: What each is called.
        """
        self._nodes = nodes
        self._labelled: dict[str, list[str]] = {}
        self._named: dict[str, list[str]] = {}
        for key, cells in nodes.items():
            label = same(str(cells.get("label") or names[key]))
            self._labelled.setdefault(label, []).append(key)
            for name in {same(names[key]), same(str(cells.get("name") or "")), same(key)} - {"", label}:
                self._named.setdefault(name, []).append(key)

    def find(self, end: str) -> list[str]:
        """Return the keys of the entries that an end may name."""
        if end in self._nodes:
            return [end]
        name = same(end)
        return self._labelled.get(name) or self._named.get(name, [])
