"""What a report is made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecosystem.language import N_

ADVICE = N_(
    "This is a draft made from the data of the map. Ask the partners before you send it. "
    "Correct facts in the data, not here."
)


@dataclass(frozen=True, slots=True)
class Heading:
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, numbered or not; `lead` is its subject, set in bold."""

    words: str
    lead: str | None = None
    number: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each as long as the headings; the first cell names its row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Part:
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    language: str
    title: str
    opening: str
    advice: str
    parts: tuple[Part, ...]


def filled(parts: Iterable[tuple[str, Iterable[Block]]]) -> tuple[Part, ...]:
    """Return the parts that hold something, without empty lists."""
    with_blocks = (
        (heading, tuple(block for block in blocks if block != Items(()))) for heading, blocks in parts
    )
    return tuple(Part(heading, blocks) for heading, blocks in with_blocks if blocks)


def items(texts: Iterable[str]) -> Items:
    """Return a plain list of sentences."""
    return Items(tuple(map(Item, texts)))
