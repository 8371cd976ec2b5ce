"""Rows of a sheet for facts and the like → their order in the entry, each beside the part it was before."""

from typing import Any

from ecosystem.exchange import workbook
from ecosystem.exchange.cell_names import CellNames, spaced
from ecosystem.exchange.sheets import Sheet
from ecosystem.exchange.workbook_import.cells import written
from ecosystem.exchange.workbook_import.rows import Row

Words = tuple[str, ...]

_LAST = 10**9


def in_order(rows: list[Row], old: list[Any], names: CellNames) -> tuple[list[Row], list[int | None]]:
    """The rows in the order of their numbers, new ones last, and the old place of each, or None."""
    was = _places(rows, old, names) if rows else {}
    owners = _owners(rows, was)
    ordered = sorted(
        rows,
        key=lambda row: (row.nr if owners.get(row.nr) == row.number else _LAST, row.number),
    )
    return ordered, [was.get(row.number) for row in ordered]


def _places(rows: list[Row], old: list[Any], names: CellNames) -> dict[int, int]:
    """The old place of each row, by the number of the row: of what says the same, else of its own `nr`."""
    words = [_old_words(rows[0].sheet, part, names) for part in old]
    left = dict.fromkeys(range(len(old)))
    places: dict[int, int] = {}

    def take(row: Row, place: int) -> None:
        del left[place]
        places[row.number] = place

    for row in rows:
        if row.nr - 1 in left and _words(row) == words[row.nr - 1]:
            take(row, row.nr - 1)
    same: dict[Words, list[int]] = {}
    for place in reversed(left):
        same.setdefault(words[place], []).append(place)
    for row in rows:
        if row.number not in places and same.get(_words(row)):
            take(row, same[_words(row)].pop())
    for row in rows:
        if row.number not in places and row.nr - 1 in left:
            take(row, row.nr - 1)
    return places


def _owners(rows: list[Row], was: dict[int, int]) -> dict[int, int]:
    """The row that has each `nr`: the one that had it before, else the first."""
    owners: dict[int, int] = {}
    for row in rows:
        if row.nr and (row.nr not in owners or was.get(row.number) == row.nr - 1):
            owners[row.nr] = row.number
    return owners


def _words(row: Row) -> Words:
    return tuple(spaced(row.cells.get(column.header, "")) for column in row.sheet.columns)


def _old_words(sheet: Sheet, part: Any, names: CellNames) -> Words:
    """What the cells of a part hold when it goes out."""
    values = (workbook.value_of(part, column, names) for column in sheet.columns)
    return tuple("" if value is None else spaced(written(value)) for value in values)
