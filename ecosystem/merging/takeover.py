"""What the entry that stays takes over from the one that goes."""

from collections.abc import Iterator
from typing import Any

from ecosystem import edits
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, read
from ecosystem.edits.notation import inline
from ecosystem.exchange import documents
from ecosystem.merging.pair import LEFT_OUT, Pair
from ecosystem.model import PRIVATE, Ecosystem
from ecosystem.words import listed


def take_over(document: edits.Document, ecosystem: Ecosystem, pair: Pair) -> Iterator[str]:
    """What the entry that stays lacks, and the other one's names, facts, sources and private notes."""
    whole, tree = documents.of(ecosystem), read(edits.text(document), Notes())
    old, new = (
        _with_notes(whole[section][identifier], _within(_within(tree, section), identifier))
        for section, identifier in (pair.gone, pair.kept)
    )
    if "name" in old:
        yield from _take_names(document, old, new, pair)
    for name, value in old.items():
        if name == PRIVATE:
            yield from _take_notes(document, value, new.get(PRIVATE), pair)
        elif _speaks_of_another(name, old, new):
            yield f"‘{name}’ of {pair.gone[1]} went, as {pair.kept[1]} has its own date; it said: {value}"
        elif name not in ("name", "short", "aliases"):
            yield from _take_field(document, name, value, new.get(name), pair)


def _speaks_of_another(name: str, old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether the words for a date, or a date in words, would stand beside another date than their own."""
    other = name.removesuffix("_text") if name.endswith("_text") else f"{name}_text"
    return name not in new and other in new and old.get(other) != new[other]


def _within(node: Node, name: str) -> Node:
    assert isinstance(node, Pairs)
    return next(value for key, value in node.pairs if key.text == name)


def _with_notes(value: Any, node: Node) -> Any:
    """A part of a document, and the private notes that its editors wrote within it."""
    if isinstance(value, list):
        items = node.items if isinstance(node, Items) else [node]
        return [_with_notes(each, item) for each, item in zip(value, items, strict=True)]
    if not isinstance(value, dict):
        return value
    assert isinstance(node, Pairs)
    noted = {name: _with_notes(each, _within(node, name)) for name, each in value.items()}
    return noted | {key.text: documents.values(note) for key, note in node.pairs if key.text == PRIVATE}


def _public(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _public(each) for name, each in value.items() if name != PRIVATE}
    return [_public(each) for each in value] if isinstance(value, list) else value


def _take_names(
    document: edits.Document, old: dict[str, Any], new: dict[str, Any], pair: Pair
) -> Iterator[str]:
    mine = {name.casefold() for name in _names(new)}
    added = [name for name in dict.fromkeys(_names(old)) if name.casefold() not in mine]
    if added:
        edits.extend(document, (*pair.kept, "aliases"), added)
        yield f"{pair.kept[1]} also goes by {listed(added)}."


def _names(entry: dict[str, Any]) -> list[str]:
    return [entry["name"], *([entry["short"]] if "short" in entry else []), *entry.get("aliases", ())]


def _take_notes(document: edits.Document, theirs: Any, own: Any, pair: Pair) -> Iterator[str]:
    if theirs and not own:
        edits.set_field(document, (*pair.kept, PRIVATE), theirs)
        yield f"{pair.kept[1]} takes over the private notes of {pair.gone[1]}."
    elif theirs and theirs != own:
        yield f"{pair.kept[1]} keeps its private notes; those of {pair.gone[1]} are {LEFT_OUT}."


def _take_field(document: edits.Document, name: str, theirs: Any, own: Any, pair: Pair) -> Iterator[str]:
    both = [_public(theirs), _public(own)]
    left_out = theirs
    if own is None:
        edits.set_field(document, (*pair.kept, name), theirs)
        yield f"{pair.kept[1]} takes over ‘{name}’."
        return
    if isinstance(theirs, list) and isinstance(own, list):
        edits.extend(document, (*pair.kept, name), [each for each in theirs if _public(each) not in both[1]])
        left_out = [each for each in theirs if _public(each) in both[1] and each not in own]
    elif both[0] != both[1]:
        said = both[0] if isinstance(both[0], str) else inline(both[0])
        yield f"‘{name}’ differs and that of {pair.kept[1]} stays; {pair.gone[1]} said: {said}"
    if left_out != own and left_out != _public(left_out):
        yield f"The private notes within ‘{name}’ of {pair.gone[1]} are {LEFT_OUT}."
