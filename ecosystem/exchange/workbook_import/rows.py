"""The rows of a workbook, as they were read, and the fields of an entry that they hold."""

import re
from dataclasses import dataclass, field
from typing import Any

from ecosystem.dataset import documents
from ecosystem.exchange import sheets
from ecosystem.exchange.sheets import Column, Sheet


@dataclass(slots=True)
class Row:
    """A row: its filled cells by their headings."""

    sheet: Sheet
    number: int
    cells: dict[str, str]

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


def fields(row: Row) -> dict[str, Any]:
    """What the columns of a row say, each at the path of its field."""
    entry: dict[str, Any] = {}
    for column in row.sheet.columns:
        text = row.cells.get(column.header)
        if text:
            put(entry, column.path, _several(column, text) if column.many else text)
    return entry


def _several(column: Column, text: str) -> list[Any]:
    parts = re.split(r"[\n,;]" if column.ids else r"\n", text)
    if column.placed:
        parts = [part for line in text.split("\n") for part in _citations(line)]
    lines = [part.strip() for part in parts if part.strip()]
    return [documents.uncited(part) for part in lines] if column.placed else lines


def _citations(line: str) -> list[str]:
    """Return the citations of a line: ids alone may stand side by side, one with a place stands by itself."""
    return [line] if "(" in line else re.split("[,;]", line)


def put(entry: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set a value at a path in nested fields."""
    for name in path[:-1]:
        entry = entry.setdefault(name, {})
    entry[path[-1]] = value
