"""The formats of the data file, and the way from each to the next.

A file says by `format:` which one it is written in; without it, it is of format 1. A migration names what
changes; it is given the tree of a file. So one migration serves both ways a file of an older format is met:
every command reads it, by `upgraded`, with the lines it has, and `edits.upgrade` rewrites its text, with
its comments and layout.

To add a format: raise `FORMAT`, and add the migration from the format before it to `MIGRATIONS`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, Scalar, UnreadableError, quoted

KEY = "format"
FORMAT = 1
"""The format that this version of the program writes."""


@dataclass(frozen=True, slots=True)
class Rename:
    """A field is called otherwise in the next format.

    Attributes:
        path: The way from the top of the file to the field: names of fields and ids, and whole numbers
            from 0 for places in a list.
        to: Its new name.
    """

    path: tuple[str | int, ...]
    to: str


Migration = Callable[[Pairs], Iterable[Rename]]

MIGRATIONS: dict[int, Migration] = {}
"""Each migration by the format it starts from; it leads to the next."""


def format_of(root: Pairs, notes: Notes) -> int:
    """Return the format of a file.

    Raises:
        UnreadableError: This version does not know it; the notes say so in a sentence.
    """
    for key, value in root.pairs:
        if key.text != KEY:
            continue
        known = [str(number) for number in range(1, FORMAT + 1)]
        written = value.text.strip() if isinstance(value, Scalar) else ""
        if written not in known:
            said = quoted(written) if written else "what stands here"
            reads = f"it reads format {' or '.join(known)}"
            message = f"{said} is not a format that this version of the program reads: {reads}."
            notes.add(key.line, KEY, message)
            raise UnreadableError
        return int(written)
    return 1


def upgraded(root: Pairs, notes: Notes) -> Pairs:
    """Return a file's tree in the format of this version, without `format:`. The lines stay as they are.

    Raises:
        UnreadableError: This version does not know its format; the notes say so.
    """
    for number in range(format_of(root, notes), FORMAT):
        for key, rename in [(_key(root, each.path), each) for each in MIGRATIONS[number](root)]:
            key.text = rename.to
    return Pairs(root.line, [(key, value) for key, value in root.pairs if key.text != KEY])


def _key(root: Pairs, path: tuple[str | int, ...]) -> Scalar:
    """Return the key at a path."""
    node: Node = root
    for step in path[:-1]:
        if isinstance(node, Pairs):
            node = next(value for key, value in node.pairs if key.text == step)
        elif isinstance(node, Items) and isinstance(step, int):
            node = node.items[step]
    assert isinstance(node, Pairs)
    return next(key for key, _ in node.pairs if key.text == path[-1])
