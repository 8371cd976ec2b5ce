"""What the entry that stays takes over from the entry that goes."""

from collections.abc import Iterator
from typing import Any

from ecosystem import edits
from ecosystem.dataset import documents
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, read
from ecosystem.edits.notation import inline
from ecosystem.language import _, joined
from ecosystem.merging.pair import Pair
from ecosystem.model import PRIVATE, Ecosystem


def take_over(document: edits.Document, ecosystem: Ecosystem, pair: Pair) -> Iterator[str]:
    """Give the entry that stays what it lacks of the other, and yield a sentence for each change."""
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
        elif _belongs_to_another_date(name, old, new):
            yield _(
                "{kept} keeps its own date. ‘{field}’ of {gone} was removed: {value}",
                kept=pair.kept[1],
                field=name,
                gone=pair.gone[1],
                value=value,
            )
        elif name not in ("name", "short", "aliases"):
            yield from _take_field(document, name, value, new.get(name), pair)


def _belongs_to_another_date(name: str, old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Return whether the field belongs to a date that differs from that of the entry that stays."""
    other = name.removesuffix("_text") if name.endswith("_text") else f"{name}_text"
    return name not in new and other in new and old.get(other) != new[other]


def _within(node: Node, name: str) -> Node:
    assert isinstance(node, Pairs)
    return next(value for key, value in node.pairs if key.text == name)


def _with_notes(value: Any, node: Node) -> Any:
    """Return a part of a document with the private notes within it."""
    if isinstance(value, list):
        items = node.items if isinstance(node, Items) else [node]
        return [_with_notes(part, item) for part, item in zip(value, items, strict=True)]
    if not isinstance(value, dict):
        return value
    assert isinstance(node, Pairs)
    noted = {name: _with_notes(part, _within(node, name)) for name, part in value.items()}
    return noted | {key.text: documents.values(note) for key, note in node.pairs if key.text == PRIVATE}


def _public(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _public(part) for name, part in value.items() if name != PRIVATE}
    return [_public(part) for part in value] if isinstance(value, list) else value


def _take_names(
    document: edits.Document, old: dict[str, Any], new: dict[str, Any], pair: Pair
) -> Iterator[str]:
    known = {name.casefold() for name in _names(new)}
    added = [name for name in dict.fromkeys(_names(old)) if name.casefold() not in known]
    if added:
        edits.extend(document, (*pair.kept, "aliases"), added)
        yield _("{kept} is now also called {names}.", kept=pair.kept[1], names=joined(added))


def _names(entry: dict[str, Any]) -> list[str]:
    return [entry["name"], *([entry["short"]] if "short" in entry else []), *entry.get("aliases", ())]


def _take_notes(document: edits.Document, theirs: Any, own: Any, pair: Pair) -> Iterator[str]:
    if theirs and not own:
        edits.set_field(document, (*pair.kept, PRIVATE), theirs)
        yield _("{kept} takes over the private notes of {gone}.", kept=pair.kept[1], gone=pair.gone[1])
    elif theirs and theirs != own:
        yield _(
            "{kept} keeps its private notes. Those of {gone} are only in the backup.",
            kept=pair.kept[1],
            gone=pair.gone[1],
        )


def _take_field(document: edits.Document, name: str, theirs: Any, own: Any, pair: Pair) -> Iterator[str]:
    both = [_public(theirs), _public(own)]
    left_out = theirs
    gone, kept = pair.gone[1], pair.kept[1]
    if own is None:
        edits.set_field(document, (*pair.kept, name), theirs)
        yield _("{kept} takes over ‘{field}’.", kept=kept, field=name)
        return
    if isinstance(theirs, list) and isinstance(own, list):
        edits.extend(document, (*pair.kept, name), [part for part in theirs if _public(part) not in both[1]])
        left_out = [part for part in theirs if _public(part) in both[1] and part not in own]
    elif both[0] != both[1]:
        value = both[0] if isinstance(both[0], str) else inline(both[0])
        yield _(
            "{kept} keeps its own ‘{field}’. {gone} had: {value}",
            kept=kept,
            field=name,
            gone=gone,
            value=value,
        )
    if left_out != own and left_out != _public(left_out):
        yield _("The private notes in ‘{field}’ of {gone} are only in the backup.", field=name, gone=gone)
