"""What named the entry that goes, and names the one that stays."""

from collections.abc import Iterator

from ecosystem import edits
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, Scalar, read
from ecosystem.merging.pair import Pair
from ecosystem.model import PRIVATE

_REFERRING = {"from", "to", "about", "owners", "leads", "plan", "advances", "show"}

_Path = tuple[str | int, ...]
_Place = tuple[_Path, bool]
"""Where the one that goes is named, and whether the one that stays is named in the same list."""


def point_at(document: edits.Document, pair: Pair) -> Iterator[str]:
    """Every field that refers to the one that goes, from the last to the first."""
    fields = {"source", "evidence"} if pair.are_sources else _REFERRING
    places = list(_references(read(edits.text(document), Notes()), (), fields, pair))
    for path, is_double in reversed(places):
        if is_double:
            edits.remove(document, path)
        else:
            edits.set_field(document, path, pair.kept[1])
    if places:
        yield f"{len(places)} {'place was' if len(places) == 1 else 'places were'} changed."


def _references(node: Node, path: _Path, fields: set[str], pair: Pair) -> Iterator[_Place]:
    children: list[tuple[str | int, Node]] = []
    if isinstance(node, Pairs):
        children = [(key.text, value) for key, value in node.pairs]
    elif isinstance(node, Items):
        children = list(enumerate(node.items))
    for name, value in children:
        here = (*path, name)
        if name in (PRIVATE, "link_types", "kinds") or (name == "evidence" and "progress" not in path):
            continue
        if here == ("accepted_gaps",):  # `gaps` follows them: they may be about links, whose ids change too
            continue
        if name in fields and isinstance(value, Scalar) and value.text == pair.gone[1]:
            yield here, False
        elif name in fields and (parts := _words(value)):
            if pair.gone[1] in parts:
                yield (*here, parts.index(pair.gone[1])), pair.kept[1] in parts
        else:
            yield from _references(value, here, fields, pair)


def _words(node: Node) -> list[str]:
    """The words of a list that holds nothing else."""
    words = [item.text for item in node.items if isinstance(item, Scalar)] if isinstance(node, Items) else []
    return words if isinstance(node, Items) and len(words) == len(node.items) else []
