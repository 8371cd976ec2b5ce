"""The text of a data file in passages that are read alone: an edit looks at one entry, not at the file."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.resolver import Resolver

from ecosystem.dataset import divisions, syntax
from ecosystem.dataset.divisions import LINE_BREAK
from ecosystem.dataset.syntax import Notes, Pairs, UnreadableError

Steps = Sequence[str | int]
"""The way from the top of a file to a place in it, or from the top of a passage."""

_UNREAD: Any = object()
_NAMED = re.compile(r"(?<![^\s\[{,])[&*][^\s,\]}]")
"""What may be the name of a part, or stand for one."""
_BLANK = re.compile(r"(?:\s++|#[^\r\n]*+)*+")
_MARK = re.compile(r"\S++")


def is_unwritten(node: yaml.Node) -> bool:
    """Return whether a value is not there, as after `name:`. Where its mark stands differs by notation."""
    return isinstance(node, yaml.ScalarNode) and bool(node.start_mark.index == node.end_mark.index)


class MissingStepError(Exception):
    """A step of a path leads to nothing; `number` counts from 0."""

    def __init__(self, number: int) -> None:
        self.number = number


class _AliasesAlone(Composer, Resolver):
    """Composes nodes that each stand at their own place: an alias is a text, not what it stands for.

    As the name of a field it is the name that it stands for.
    """

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        Composer.__init__(self)
        Resolver.__init__(self)
        self._events = deque(events)
        self.has_aliases = False
        self._texts: dict[str | None, str] = {}  # by their anchors

    def check_event(self, *choices: type[yaml.Event]) -> bool:
        return isinstance(self._events[0], choices)

    def peek_event(self) -> yaml.Event:
        return self._events[0]

    def get_event(self) -> yaml.Event:
        return self._events.popleft()

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent):
            self.get_event()
            self.has_aliases = True
            start: Any = event.start_mark
            end: Any = event.end_mark
            is_name = isinstance(parent, yaml.MappingNode) and index is None
            text = self._texts.get(event.anchor) if is_name else None
            return yaml.ScalarNode("", f"*{event.anchor}" if text is None else text, start, end, style="*")
        if isinstance(event, yaml.ScalarEvent):
            self._texts[event.anchor] = event.value
        self.anchors = {}  # a name may be given again
        return super().compose_node(parent, index)


class Passage:
    """A part of a file that is a document of its own: an entry, a section or the whole file.

    Args:
        text: The lines of the passage.
        line_break: How lines end in the file; None if it has one line.
        count: How many entries stand at its top, if that is known.
    """

    def __init__(self, text: str, line_break: str | None, count: int | None = None) -> None:
        self.text = text
        self._line_break = line_break
        self._count = count
        self._root: Any = _UNREAD
        self._has_aliases = False

    @property
    def root(self) -> yaml.Node | None:
        """What stands in the passage; None if it holds comments alone."""
        if self._root is _UNREAD:
            if _NAMED.search(self.text):
                composer = _AliasesAlone(yaml.parse(self.text, Loader=syntax.LOADER))
                self._root = composer.get_single_node()
                self._has_aliases = composer.has_aliases
            else:
                self._root = yaml.compose(self.text, Loader=syntax.LOADER)
        root: yaml.Node | None = self._root
        return root

    @property
    def has_aliases(self) -> bool:
        """Whether something stands in it for another part."""
        return self.root is not None and self._has_aliases

    @property
    def count(self) -> int:
        """How many entries stand at its top."""
        if self._count is None:
            self._count = len(self.root.value) if isinstance(self.root, yaml.CollectionNode) else 0
        return self._count

    def find(self, path: Steps) -> yaml.Node | None:
        """Return the node at a path, or None if its last step is not there.

        Raises:
            MissingStepError: An earlier step is not there, or the last is the place of no item.
        """
        node = self.root
        for number, step in enumerate(path):
            child = None
            if isinstance(node, yaml.MappingNode):
                child = next((value for key, value in node.value if key.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                child = node.value[step] if 0 <= step < len(node.value) else None
            if child is None and (number < len(path) - 1 or isinstance(step, int)):
                raise MissingStepError(number)
            node = child
        return node

    def end(self, node: yaml.Node) -> int:
        """Return where the text of a node ends, without comments and empty lines after it."""
        if isinstance(node, yaml.CollectionNode) and node.value and not self.is_enclosed(node):
            return self.part_end(node, -1)
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return start + len(self.text[start:end].rstrip())
        return end

    def is_enclosed(self, node: yaml.CollectionNode) -> bool:
        """Return whether a map or list stands in braces or brackets; that in `[name: value]` does not."""
        opening = self._unmarked(node.start_mark.index, node.end_mark.index)
        return bool(node.flow_style) and self.text.startswith(("{", "["), opening)

    def begin(self, parent: yaml.CollectionNode, at: int) -> int:
        """Return where a part of a map or list begins: at its `?`, its name, its dash, or the item itself."""
        if at:
            place = self.blank_end(self.part_end(parent, at - 1))
            return self.blank_end(place + len(",")) if parent.flow_style else place
        part = parent.value[0]
        first = part[0] if isinstance(part, tuple) else part
        place = self._unmarked(parent.start_mark.index, first.start_mark.index)
        return self.blank_end(place + len("{")) if self.is_enclosed(parent) else place

    def part_end(self, parent: yaml.CollectionNode, at: int) -> int:
        """Return where a part of a map or list ends; see `end`."""
        part = parent.value[at]
        if not isinstance(part, tuple):
            return self.end(part)
        key, value = part
        if not is_unwritten(value):
            return self.end(value)
        colon = self.colon(key)
        return self.end(key) if colon is None else colon + len(":")

    def colon(self, key: yaml.Node) -> int | None:
        """Return where the colon after a name stands; None if it has none."""
        place = self.blank_end(self.end(key))
        return place if self.text.startswith(":", place) else None

    def column(self, parent: yaml.CollectionNode) -> int:
        """Return the column at which the parts of a map or list in block style begin."""
        start = self.begin(parent, 0)
        return start - self.line_start(start)

    def blank_end(self, place: int) -> int:
        """Return where spaces, line breaks and comments end that start at a place."""
        match = _BLANK.match(self.text, place)
        assert match
        return match.end()

    def _unmarked(self, place: int, stop: int) -> int:
        """Return where a node itself begins, after its anchor or tag."""
        while place < stop and self.text[place] in "&!":
            match = _MARK.match(self.text, place, stop)
            assert match
            place = self.blank_end(match.end())
        return place

    def splice(self, start: int, stop: int, new: str) -> None:
        """Put other text between two places. Nodes that were found before are stale from here on."""
        if self._line_break:
            new = LINE_BREAK.sub(self._line_break, new)
        self._put(self.text[:start] + new + self.text[stop:])

    def splice_words(self, places: Sequence[tuple[int, int, str]]) -> None:
        """Put texts without line breaks at many places, each given as start, stop and text, in order."""
        pieces, end = [], 0
        for start, stop, new in places:
            pieces += [self.text[end:start], new]
            end = stop
        self._put("".join([*pieces, self.text[end:]]))

    def _put(self, text: str) -> None:
        self.text = text
        self._root = _UNREAD
        self._has_aliases = False
        self._count = None

    def line_end(self, place: int) -> int:
        """Return where the line that holds a place ends, without its line break."""
        line_break = LINE_BREAK.search(self.text, place)
        return line_break.start() if line_break else len(self.text)

    def next_line(self, place: int) -> int:
        """Return where the line after the one that holds a place begins."""
        line_break = LINE_BREAK.search(self.text, place)
        return line_break.end() if line_break else len(self.text)

    def line_start(self, place: int) -> int:
        return max(self.text.rfind("\n", 0, place), self.text.rfind("\r", 0, place)) + 1

    def slice(self, start: int, stop: int) -> str:
        return self.text[start:stop]


class Section:
    """A section or list of a file with a passage for each entry; what is new joins the last one.

    Args:
        passages: The passages, in the order of the file.
        names: The id of the entry in each, or nothing for a list.
    """

    def __init__(self, passages: Sequence[Passage], names: Sequence[str]) -> None:
        self._passages = passages
        self._named = dict(zip(names, passages, strict=True)) if names else None

    @property
    def is_list(self) -> bool:
        return self._named is None

    @property
    def last(self) -> Passage | None:
        """The passage that holds the last entry; None once the section is empty."""
        return next((passage for passage in reversed(self._passages) if passage.count), None)

    def holder(self, step: str | int) -> tuple[Passage | None, str | int]:
        """Return the passage that holds an entry, or that a new one joins, and the first step in it."""
        if self._named is not None:
            named = self._named.get(str(step))
            return (named if named and named.count else self.last), step
        if isinstance(step, int):
            for passage in self._passages:
                if step < passage.count:
                    return passage, step
                step -= passage.count
        return None, step


class Passages:
    """The text of a file, divided at its sections and at the entries of those in block style.

    A file whose sections do not each begin a line is one passage.

    Args:
        text: The text of the file.
        tree: What `syntax.read` makes of it, if that is known.
    """

    def __init__(self, text: str, tree: Pairs | None = None) -> None:
        line_break = LINE_BREAK.search(text)
        self._line_break = line_break[0] if line_break else None
        self._all = [self._passage(text)]
        self._sections: dict[str, Section | Passage] | None = None
        self._tree = tree

    @property
    def text(self) -> str:
        return "".join([passage.text for passage in self._all])

    def whole(self) -> Passage:
        """Return the file as one passage."""
        if len(self._all) > 1:
            self._all = [self._passage(self.text)]
            self._sections = None
        self._tree = None  # it may be changed
        return self._all[0]

    def holder(self, path: Steps) -> tuple[Passage, Steps]:
        """Return the passage to change what is at a path, or to add it there, and the path in it."""
        section = self._section(path)
        if isinstance(section, Passage) and section.count:
            return section, path
        if isinstance(section, Section) and len(path) > 1:
            passage, step = section.holder(path[1])
            if passage:
                return passage, (step, *path[2:])
        return self.whole(), path

    def reader(self, path: Steps) -> tuple[Passage, Steps]:
        """Return a passage that has what is at a path, and the path in it; of a list, that of its end."""
        section = self._section(path)
        if isinstance(section, Section) and len(path) == 1 and section.is_list and section.last:
            return section.last, ()
        if self._sections and path and not section:
            return self._all[0], path  # where comments may stand, but no section
        return self.holder(path)

    def _section(self, path: Steps) -> Section | Passage | None:
        if self._sections is None:
            self._divide()
        return self._sections.get(str(path[0])) if path and self._sections else None

    def _divide(self) -> None:
        self._sections = {}
        text, notes = self.text, Notes()
        try:
            tree = self._tree or syntax.read(text, notes)
        except UnreadableError:
            return
        self._tree = None
        sections = [] if notes.problems else divisions.divisions(text, tree)
        if sections:
            self._all = [self._passage(text[: sections[0].start])]
        for section in sections:
            if section.entries:
                ends = [*section.entries[1:], section.end]
                pairs = section.node.pairs if isinstance(section.node, Pairs) else []
                entries = [
                    self._passage(text[start:end], count=1)
                    for start, end in zip(section.entries, ends, strict=True)
                ]
                self._sections[section.name] = Section(entries, [key.text for key, _value in pairs])
                self._all += [self._passage(text[section.start : section.entries[0]]), *entries]
            else:
                self._sections[section.name] = whole = self._passage(text[section.start : section.end])
                self._all.append(whole)

    def _passage(self, text: str, count: int | None = None) -> Passage:
        return Passage(text, self._line_break, count)
