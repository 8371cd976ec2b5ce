"""Rewrite a data file of an older format in today's; its comments and its layout stay."""

import yaml

from ecosystem.dataset import migrations, syntax
from ecosystem.dataset.migrations import Rename
from ecosystem.dataset.syntax import Notes
from ecosystem.edits import notation
from ecosystem.edits.document import Document
from ecosystem.edits.passages import Passage


def upgrade(document: Document) -> bool:
    """Rewrite a valid document in the format of this version; return whether there was anything to do."""
    if migrations.is_current(document.text):
        return False
    before = document.text
    tree = syntax.read(document.text, Notes())
    first = migrations.format_of(tree, Notes())
    for number in range(first, migrations.FORMAT):
        if number > first:
            tree = syntax.read(document.text, Notes())
        renames = migrations.MIGRATIONS[number](tree)
        places = [
            (*_span(document.whole(), rename), notation.scalar(rename.to, flow=True)) for rename in renames
        ]
        document.whole().splice_words(sorted(places))
        _set_format(document.whole(), number + 1)
    return document.text != before


def _span(text: Passage, rename: Rename) -> tuple[int, int]:
    """Return where the name of a field, or its value, begins and ends."""
    parent = text.find(rename.path[:-1])
    assert isinstance(parent, yaml.MappingNode)
    pair = next(pair for pair in parent.value if pair[0].value == rename.path[-1])
    node = pair[1] if rename.is_value else pair[0]
    return node.start_mark.index, text.end(node)


def _set_format(text: Passage, number: int) -> None:
    root = text.root
    assert isinstance(root, yaml.MappingNode)
    for key, value in root.value:
        if key.value == migrations.KEY:
            text.splice(value.start_mark.index, text.end(value), str(number))
            return
    start = root.value[0][0].start_mark.index
    text.splice(start, start, f"{migrations.KEY}: {number}{', ' if root.flow_style else chr(10)}")
