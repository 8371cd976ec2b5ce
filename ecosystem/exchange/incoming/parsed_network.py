"""What stands in another program's file, before it is made a data file: nodes and links with named values."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ecosystem.exchange.incoming.account import Account
from ecosystem.language import _

MOST_THINGS = 100_000
"""Nodes, and links too: as many as a data file may hold."""
MOST_VALUES = 3_000_000
"""Values of nodes and links; a guard for the computer's memory."""

MOST_LETTERS = 20_000_000
"""Letters of all values: as many as a data file may have."""

PARENT = "\tparent"
"""The column of what a node is nested in. No file can have a column of this name."""
BOTH_WAYS = "\tboth ways"
"""The column of a link that is true where the link has no direction, or two."""

Cells = dict[str, Any]


@dataclass(slots=True)
class ParsedNetwork:
    """What stood in a file: things by id or name, and links by the ids or names of their ends."""

    nodes: dict[str, Cells] = field(default_factory=dict)
    links: list[tuple[str, str, Cells]] = field(default_factory=list)
    sources: dict[str, Cells] = field(default_factory=dict)
    title: str = ""
    is_list: bool = False
    """Whether every node is listed, so that an end which no node has is a mistake of the file."""
    account: Account = field(default_factory=Account)


def bounded(network: ParsedNetwork) -> ParsedNetwork:
    """The same, if a data file can hold as much. Raises ValueError when it cannot."""
    if max(len(network.nodes), len(network.links)) > MOST_THINGS:
        raise ValueError(_("it has more than {limit} entries or links. Split it in two", limit=MOST_THINGS))
    cells: Sequence[Cells] = (*network.nodes.values(), *(cells for _tail, _head, cells in network.links))
    if sum(map(len, cells)) > MOST_VALUES:
        raise ValueError(_("it has more than {limit} values. Split it in two", limit=MOST_VALUES))
    # What stands once in a file may be meant for every node.
    if (
        sum(len(value) for values in cells for value in values.values() if isinstance(value, str))
        > MOST_LETTERS
    ):
        raise ValueError(_("it has more than {limit} letters. Split it in two", limit=MOST_LETTERS))
    return network


def rest(cells: Cells, *ends: str) -> Cells:
    """What the values say beside the ends or the id, which stand elsewhere."""
    return {name: value for name, value in values(cells).items() if name not in ends}


def values(cells: Cells) -> Cells:
    """Named values of which none is nested, but in a list of texts."""
    return {str(name): value if isinstance(value, str) else _value(value) for name, value in cells.items()}


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [item if isinstance(item, str) else _part(item) for item in value]
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _part(value: Any) -> str:
    """Return a part of a list as a text: a source with the place in it as elsewhere, all else as JSON."""
    if isinstance(value, dict) and "id" in value and value.keys() <= {"id", "where"}:
        where = value.get("where")
        return f"{value['id']} ({where})" if where else str(value["id"])
    return json.dumps(value, ensure_ascii=False)


def line(value: Any) -> str:
    """A value as one line of text."""
    return " ".join(str(value).split())
