"""Fields that named the entry that goes, and then name the one that stays."""

from collections.abc import Iterator

from ecosystem import edits
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, Scalar, read
from ecosystem.language import plural
from ecosystem.merging.pair import Pair
from ecosystem.model import PRIVATE

_REFERRING = {"from", "to", "about", "owners", "leads", "plan", "advances", "show", "organisation"}

_Path = tuple[str | int, ...]
_Place = tuple[_Path, bool]
"""Where the entry that goes is named, and whether the one that stays is named in the same list."""


def point_at(document: edits.Document, pair: Pair) -> Iterator[str]:
    """Change every field that names the entry that goes, from the last to the first, and say how many."""
    fields = {"source", "evidence"} if pair.are_sources else _REFERRING
    places = list(_references(read(edits.text(document), Notes()), (), fields, pair))
    for path, is_double in reversed(places):
        if is_double:
            edits.remove(document, path)
        else:
            edits.set_field(document, path, pair.kept[1])
    if places:
        yield plural(
            "{count} reference now names {kept}.",
            "{count} references now name {kept}.",
            len(places),
            kept=pair.kept[1],
        )


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
        if here == (
            "accepted_gaps",
        ):  # left to `accepted_gaps`: they may be about links, whose ids change too
            continue
        if name in fields:
            yield from _named(value, here, pair)
        else:
            yield from _references(value, here, fields, pair)


def _named(node: Node, path: _Path, pair: Pair) -> Iterator[_Place]:
    """Yield where a field names the entry that goes, alone or in a list, with or without a place in it."""
    parts: list[tuple[_Path, Node]] = [(path, node)]
    if isinstance(node, Items):
        parts = [((*path, step), item) for step, item in enumerate(node.items)]
    named = [_named_in(item) for _, item in parts]
    for (here, item), (identifier, place) in zip(parts, named, strict=True):
        if identifier == pair.gone[1]:
            is_double = (pair.kept[1], place) in named
            yield (here if is_double or isinstance(item, Scalar) else (*here, "id")), is_double


def _named_in(node: Node) -> tuple[str | None, str | None]:
    """Return the id that a word or a citation names, and the place in it."""
    if isinstance(node, Scalar):
        return node.text, None
    pairs = node.pairs if isinstance(node, Pairs) else ()
    given = {key.text: value.text for key, value in pairs if isinstance(value, Scalar)}
    return given.get("id"), given.get("where")
