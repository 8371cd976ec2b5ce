"""The formats of the data file, and the way from each to the next.

A file says by `format:` which one it is written in; without it, it is of format 1. A migration names what
changes; it is given the tree of a file. So one migration serves both ways a file of an older format is met:
every command reads it, by `upgraded`, with the lines it has, and `edits.upgrade` rewrites its text, with
its comments and layout.

To add a format: raise `FORMAT`, and add the migration from the format before it to `MIGRATIONS`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, Scalar, UnreadableError
from ecosystem.dataset.unseen import quoted
from ecosystem.language import _

KEY = "format"
FORMAT = 2
"""The format that this version of the program writes."""

_WRITTEN_NOW = re.compile(rf"^\ufeff?{KEY}: {FORMAT}\s*(?:#|$)", re.MULTILINE)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Rename:
    """A field, or a word of a closed list, is called otherwise in the next format.

    Attributes:
        path: The way from the top of the file to the field: names of fields and ids, and whole numbers
            from 0 for places in a list.
        node: What changes, in the tree that the migration was given: the name of the field, or its value.
        to: What it is called in the next format.
        is_value: The value changes, not the name of the field.
    """

    path: Path
    node: Scalar
    to: str
    is_value: bool = False


Migration = Callable[[Pairs], Iterable[Rename]]

FORMER_FIELDS = {"standing": "basis", "carries": "transitive", "moment": "one_off"}
"""What format 1 called fields, and what they are called now. Exports of that time have the same names."""

FORMER_GAPS = {
    "body without priority": "organisation without priority",
    "body with one tie": "organisation with one link",
}
"""What format 1 called kinds of gap, and what they are called now."""

_WITH_FACTS = ("groups", "networks", "partners", "events", "outputs")


def _to_2(root: Pairs) -> Iterator[Rename]:
    """Name fields and gaps as the field of network analysis does."""
    for section, node in root.pairs:
        for path, entry in _entries(section.text, node):
            if section.text in ("link_types", "links"):
                yield from _renamed(path, entry)
            elif section.text in _WITH_FACTS:
                facts = next((value for key, value in entry.pairs if key.text == "facts"), None)
                for place, fact in _parts(facts):
                    yield from _renamed((*path, "facts", *place), fact)
            elif section.text == "accepted_gaps":
                for key, value in entry.pairs:
                    if key.text == "gap" and isinstance(value, Scalar) and value.text in FORMER_GAPS:
                        yield Rename((*path, "gap"), value, FORMER_GAPS[value.text], is_value=True)


def _entries(section: str, node: Node) -> Iterator[tuple[Path, Pairs]]:
    if isinstance(node, Pairs):
        yield from (((section, key.text), entry) for key, entry in node.pairs if isinstance(entry, Pairs))
    else:
        yield from (((section, *place), entry) for place, entry in _parts(node))


def _parts(node: Node | None) -> Iterator[tuple[Path, Pairs]]:
    """The maps of a list by their places; one that stands without a list has none."""
    if isinstance(node, Pairs):
        yield (), node
    elif isinstance(node, Items):
        yield from (((place,), item) for place, item in enumerate(node.items) if isinstance(item, Pairs))


def _renamed(path: Path, entry: Pairs) -> Iterator[Rename]:
    """The fields that have a new name, which an entry must not have already."""
    names = {key.text for key, _value in entry.pairs}
    for key, _value in entry.pairs:
        to = FORMER_FIELDS.get(key.text)
        if to and to not in names:
            yield Rename((*path, key.text), key, to)


MIGRATIONS: Mapping[int, Migration] = {1: _to_2}
"""Each migration by the format it starts from; it leads to the next."""


def is_current(text: str) -> bool:
    """Return whether a valid text says on a line of its own that it is of this version's format."""
    return _WRITTEN_NOW.search(text) is not None


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
            message = _(
                "{format} is not a format that this version of the program reads. It reads {known}.",
                format=quoted(written),
                known=" or ".join(known),
            )
            if not written:
                message = _("this is not the number of a format. Write {known}.", known=" or ".join(known))
            notes.add(key.line, KEY, message)
            raise UnreadableError
        return int(written)
    return 1


def upgraded(root: Pairs, notes: Notes) -> Pairs:
    """Return a file's tree in the format of this version, without `format:`. The lines stay as they are.

    Messages about the file go on naming its fields as they are written in it.

    Raises:
        UnreadableError: This version does not know its format; the notes say so.
    """
    number = format_of(root, notes)
    if number == 1:
        notes.former = {new: former for former, new in FORMER_FIELDS.items()}
    for older in range(number, FORMAT):
        for rename in list(MIGRATIONS[older](root)):
            rename.node.former = rename.node.former or rename.node.text
            rename.node.text = rename.to
    return Pairs(root.line, [(key, value) for key, value in root.pairs if key.text != KEY])
