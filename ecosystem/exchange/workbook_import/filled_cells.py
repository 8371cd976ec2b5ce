"""A cell of a workbook that holds something, whichever program saved it."""

from dataclasses import dataclass


@dataclass(slots=True)
class Cell:
    """A filled cell: its text, what is wrong with it, and the address that it links to."""

    text: str
    is_formula: bool = False
    error: str = ""
    link: str = ""


Row = tuple[int, dict[int, Cell], bool]
"""The number of a row, its filled cells by column from 0, and whether it looks like a heading."""
