"""The two entries of a merge."""

from collections.abc import Mapping
from typing import Any

from ecosystem.model import Value

Private = Mapping[tuple[str, str | int], Any]
"""Private notes by section and id, or by list and place from 0."""


class Pair(Value, frozen=True, kw_only=True):
    """The two entries, each by section and id: the one that goes, and the one that stays."""

    gone: tuple[str, str]
    kept: tuple[str, str]

    @property
    def are_sources(self) -> bool:
        return self.gone[0] == "sources"

    def renamed(self, identifier: str) -> str:
        """Return the id, or that of the entry that stays if it is that of the one that goes."""
        return self.kept[1] if identifier == self.gone[1] else identifier
