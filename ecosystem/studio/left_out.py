"""Private notes of a colleague's copy that a merge leaves out.

A merge takes the notes of whole entries and links. Those within facts and other parts stay as the open file
has them.
"""

from collections import Counter
from collections.abc import Iterator

from ecosystem.dataset import documents
from ecosystem.dataset.documents import Path
from ecosystem.dataset.draft import LISTS, SECTIONS
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, read
from ecosystem.language import joined, plural
from ecosystem.model import PRIVATE

_Told = tuple[str, str]
"""What has a note, by its id or list, and what the note says."""


def left_out(name: str, copy: str, opened: str, merged: str) -> list[str]:
    """Return how many private notes were left out and where they stand in the copy, but not what they say.

    Args:
        name: What the copy is called.
        copy: Its text.
        opened: The text that the copy and the open file were both made from.
        merged: The text after the merge.
    """
    notes = _notes(copy)
    lost = _counted(notes) - _counted(_notes(opened)) if notes else Counter[_Told]()
    if lost:  # what stands in both is no loss
        lost &= _counted(notes) - _counted(_notes(merged))
    lines: list[str] = []
    for told, line in reversed(notes):
        if lost[told]:
            lost[told] -= 1
            lines.insert(0, str(line))
    if not lines:
        return []
    sentence = plural(
        "{count} private note inside an entry of {file} was left out. See its line {lines}.",
        "{count} private notes inside entries of {file} were left out. See its lines {lines}.",
        len(lines),
        file=name,
        lines=joined(lines),
    )
    return [sentence]


def _counted(notes: list[tuple[_Told, int]]) -> Counter[_Told]:
    return Counter(told for told, _line in notes)


def _notes(text: str) -> list[tuple[_Told, int]]:
    """Return the private notes of a file that are not those of whole entries, with their lines."""
    if PRIVATE not in text and "\\" not in text:  # an escape may write its name in another way
        return []
    return list(_within(read(text, Notes()), ()))


def _within(node: Node, path: Path) -> Iterator[tuple[_Told, int]]:
    for key, value in node.pairs if isinstance(node, Pairs) else ():
        if key.text != PRIVATE or not path:
            yield from _within(value, (*path, key.text))
        elif len(path) != 2 or path[0] not in (*SECTIONS, *LISTS):
            owner = path[1] if path[0] in SECTIONS and len(path) > 1 else path[0]
            yield (str(owner), repr(documents.values(value))), key.line
    for place, item in enumerate(node.items if isinstance(node, Items) else ()):
        yield from _within(item, (*path, place))
