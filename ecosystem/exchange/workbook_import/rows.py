"""The rows of a workbook, as they were read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ecosystem.exchange import sheets
from ecosystem.exchange.baseline import Baseline, BaselineError
from ecosystem.exchange.sheets import Sheet


@dataclass(slots=True)
class Row:
    """A row: its filled cells by their headings."""

    sheet: Sheet
    number: int
    cells: dict[str, str]
    links: dict[str, str] = field(default_factory=dict)
    """The addresses that cells link to, by their headings."""
    places: dict[str, int] = field(default_factory=dict)
    """The columns of the cells, by their headings."""

    @property
    def id(self) -> str:
        """Its id, or an empty text."""
        return self.cells.get(sheets.ID, "")

    @property
    def nr(self) -> int:
        """Its place in the entry it belongs to, or 0 when it says none."""
        text = self.cells.get(sheets.NR, "")
        return int(text) if text.isdecimal() and len(text) < 9 else 0


@dataclass(slots=True)
class Tables:
    """What stands in the cells of a workbook."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    """The rows of each sheet, by its title."""
    about: dict[str, tuple[int, str]] = field(default_factory=dict)
    """The fields of the map: the row and the value of each."""
    private: set[str] = field(default_factory=set)
    """The sheets that have a column for private notes."""
    sound: bool = True
    """No sheet and no heading is missing; else all below would be said to be missing too."""
    baseline: Baseline | None = None
    damaged: BaselineError | None = None
    own_sheets: list[str] = field(default_factory=list)
    own_columns: dict[str, list[str]] = field(default_factory=dict)
    """The headings of columns that are not ours, by sheet."""
    named_own: dict[str, set[int]] = field(default_factory=dict)
    headings: list[tuple[str, int, str]] = field(default_factory=list)
    """Rows that head others: sheet, row and text."""
    hidden: dict[str, int] = field(default_factory=dict)
    """How many rows are hidden, by sheet."""


def put(entry: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set a value at a path in nested fields."""
    for name in path[:-1]:
        entry = entry.setdefault(name, {})
    entry[path[-1]] = value


def texts(value: Any) -> Iterator[str]:
    """Yield every text in nested fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)
