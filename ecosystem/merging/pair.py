"""The two entries that become one, and what of them stays in the backup of the file alone."""

from collections.abc import Mapping
from typing import Any

from ecosystem.model import Value

LEFT_OUT = "left out; they stand in the .bak file"
"""What is said of private notes that cannot stay, in place of their words."""

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
        return self.kept[1] if identifier == self.gone[1] else identifier
