"""YAML text → a tree of small nodes that know their lines. No value is interpreted here.

PyYAML's composer recurses in C and crashes the process on deep nesting, and its constructor turns `NO`
into false and `010` into 8. So only its events are used, one after the other, and what YAML can do
beyond plain values, lists and maps is refused: such a file would mean different things to different
programs, or grow in memory without end.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import yaml

from ecosystem.dataset import unseen, yaml_mistakes
from ecosystem.dataset.unseen import quoted
from ecosystem.errors import Problem
from ecosystem.language import _
from ecosystem.model import DEFAULT_REGION

MAX_DEPTH = 20
MAX_VALUES = 2_000_000
"""More than 100,000 links with every field filled in; a guard for the computer's memory."""

MAX_TAG_LINES = 10
"""No data file needs a `%TAG` line, and the YAML reader compares each with all before it."""

MAX_PROBLEMS = 10_000
"""More than anybody reads; a guard for the computer's memory."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TAG_LINE = re.compile("^%TAG", re.MULTILINE)


class Scalar(msgspec.Struct, gc=False):
    """Text as it was typed; `plain` when no quotation marks stand round it."""

    text: str
    line: int
    plain: bool = True
    former: str = ""
    """What the file has here, where its format has another name for it."""


class Items(msgspec.Struct, gc=False):
    """A list."""

    line: int
    items: list["Node"] = []


class Pairs(msgspec.Struct, gc=False):
    """A map. A key that stands twice is in it twice; it has been reported."""

    line: int
    pairs: list[tuple[Scalar, "Node"]] = []


Node = Scalar | Items | Pairs

_SKIPPED = Scalar("?", 0)
"""The key of a pair that is refused already, and is left out."""


class Reference(msgspec.Struct, frozen=True):
    """A place that names an id; `refers` says among which ids it must be."""

    line: int
    path: str
    refers: str
    id: str


Place = Callable[[int, str], str]
"""Returns what a message calls another line of the file, and what is at this path in it, if there is one."""


def line_of_file(line: int, path: str = "") -> str:
    """Return what a message calls a line: ‘line 12’, or ‘line 12 (links[3])’."""
    if path:
        return _("line {number} ({path})", number=str(line), path=path)
    return _("line {number}", number=str(line))


class Notes(msgspec.Struct):
    """What is found on the way through a file: its mistakes, the ids it refers to, where its parts stand.

    `region` is found first: it says what is private in the texts. `place` names a line within a message.
    """

    problems: list[Problem] = []
    references: list[Reference] = []
    lines: dict[str, int] = {}  # of what stands within an entry, by its path
    region: str = DEFAULT_REGION
    former: dict[str, str] = {}  # what the format of the file calls fields that have another name now
    place: Place = line_of_file
    private: dict[str, "Node"] = {}  # what stands under `internal:`, by the path of what holds it

    def add(self, line: int, path: str, message: str) -> None:
        if len(self.problems) == MAX_PROBLEMS:
            message = _("the file has more than {limit} mistakes. These are the first.", limit=MAX_PROBLEMS)
            self.problems.append(Problem(0, "", message))
            raise UnreadableError
        self.problems.append(Problem(line, path, message))


class UnreadableError(Exception):
    """Nothing sensible can be read from here on; the notes say why."""


def step(key: Scalar) -> str:
    """Return the key as a part of a path."""
    return quoted(key.text)[1:-1][:60]


def read(text: str, notes: Notes) -> Pairs:
    """Return the tree of a file.

    Raises:
        UnreadableError: It has none; the notes say why.
    """
    root = read_part(text, notes)
    if isinstance(root, Pairs):
        return root
    if root is None:
        message = _("the file is empty. Write at least `ecosystem:` with the title of the map.")
        notes.add(1, "", message)
    else:
        message = _("the file is not a map of fields. Start it with a line such as `ecosystem:`.")
        notes.add(root.line, "", message)
    raise UnreadableError


def read_part(text: str, notes: Notes, depth: int = 0) -> Node | None:
    """Return what stands in a text that is a part of a file, so many levels deep; None if nothing does.

    Raises:
        UnreadableError: It cannot be read; the notes say why.
    """
    text = _without_unseen(text, notes)
    _refuse_tag_lines(text, notes)
    tree = _Tree(notes, checks_values="\\" in text or "\t" in text, depth=depth)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            take = tree.takers.get(type(event))
            if take:
                take(event)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: the loader in Python, of impossible escapes
        notes.add(*yaml_mistakes.described(error, text))
        raise UnreadableError from error
    return tree.root


def _refuse_tag_lines(text: str, notes: Notes) -> None:
    for count, match in enumerate(_TAG_LINE.finditer(text), 1):
        if count > MAX_TAG_LINES:
            message = _(
                "the file has more than {limit} ‘%TAG’ lines. Tags cannot be used. Delete them.",
                limit=MAX_TAG_LINES,
            )
            notes.add(text.count("\n", 0, match.start()) + 1, "", message)
            raise UnreadableError


def _without_unseen(text: str, notes: Notes) -> str:
    """Return the text with line feeds only; what cannot be seen is reported and left out."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if text.replace("\n", "").replace("\t", "").isprintable():  # twenty times as fast as the pattern
        return text
    line, end = 1, 0
    reported: set[tuple[int, str]] = set()
    for match in unseen.IN_FILE.finditer(text):
        line, end = line + text.count("\n", end, match.start()), match.start()
        if (line, match[0]) not in reported:
            reported.add((line, match[0]))
            notes.add(line, "", unseen.mistake(match[0]))
    return unseen.IN_FILE.sub("", text)


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    assert mark
    return mark.line + 1


class _Open(msgspec.Struct, gc=False):
    """A list or map whose end has not come yet."""

    line: int
    is_map: bool
    parts: list[Node] = []
    """What is in it so far: in a map, each key is followed by its value."""

    def awaits_key(self) -> bool:
        return self.is_map and len(self.parts) % 2 == 0


class _Tree:
    """Grows the tree event by event; what hangs open is kept here and not on Python's stack."""

    def __init__(self, notes: Notes, checks_values: bool, depth: int) -> None:
        self._notes = notes
        self._checks_values = checks_values
        self._top = _Open(0, is_map=False)
        self._above: list[_Open] = []  # what holds the top, from the whole text downwards
        self._most_above = MAX_DEPTH - depth
        self._values = 0
        self._documents = 0
        self.takers: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._begin,
            yaml.SequenceStartEvent: self._begin,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        """What takes an event of each sort; the others say nothing."""

    @property
    def root(self) -> Node | None:
        return self._top.parts[0] if self._top.parts else None

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._count(event)
        if event.anchor or event.tag:
            self._no_properties(event)
        text: str = event.value
        if self._checks_values and unseen.IN_VALUE.search(text):
            for character in dict.fromkeys(unseen.IN_VALUE.findall(text)):
                self._note(event, unseen.mistake(character))
            text = unseen.IN_VALUE.sub("", text)
        node = Scalar(text, _line(event), not event.style)
        if text == "<<" and node.plain and self._top.awaits_key():
            self._note(event, _("merge keys (‘<<’) cannot be used. Write the fields out."))
            node = _SKIPPED
        self._top.parts.append(node)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        self._count(event)
        if self._top.awaits_key():
            self._note(event, _("there is a list or map in place of the name of a field. Write a name."))
            self._top.parts.append(_SKIPPED)
        if event.anchor or event.tag:
            self._no_properties(event)
        line = _line(event)
        if len(self._above) == self._most_above:
            message = _(
                "the file is nested more than {limit} levels deep. Remove some brackets.", limit=MAX_DEPTH
            )
            self._notes.add(line, "", message)
            raise UnreadableError
        self._above.append(self._top)
        self._top = _Open(line, isinstance(event, yaml.MappingStartEvent))

    def _end(self, _event: yaml.CollectionEndEvent) -> None:
        ended, self._top = self._top, self._above.pop()
        node: Node = Items(ended.line, ended.parts)
        if ended.is_map:
            node = Pairs(ended.line, self._paired(ended.parts))
        self._top.parts.append(node)

    def _paired(self, parts: list[Node]) -> list[tuple[Scalar, Node]]:
        """Return the keys of a map with their values. Keys that are refused go; twins are noted."""
        pairs: list[tuple[Any, Node]] = [
            pair for pair in zip(parts[::2], parts[1::2], strict=False) if pair[0] is not _SKIPPED
        ]
        if len({key.text for key, _value in pairs}) < len(pairs):
            self._refuse_twins(pairs)
        return pairs

    def _alias(self, event: yaml.AliasEvent) -> None:
        self._count(event)
        alias = quoted(f"*{event.anchor}")
        self._note(event, _("aliases ({alias}) cannot be used. Write the value out.", alias=alias))
        is_key = self._top.awaits_key()
        self._top.parts.append(_SKIPPED if is_key else Scalar(f"*{event.anchor}", _line(event), plain=False))

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._note(event, _("a second document starts here with ‘---’. Delete this line."))
            raise UnreadableError

    def _count(self, event: yaml.NodeEvent) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            message = _("the file has more than {limit} values. Split the map in two.", limit=MAX_VALUES)
            self._notes.add(_line(event), "", message)
            raise UnreadableError

    def _no_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor:
            anchor = quoted(f"&{event.anchor}")
            self._note(event, _("anchors ({anchor}) cannot be used. Delete it.", anchor=anchor))
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._note(event, _("tags ({tag}) cannot be used. Delete it.", tag=quoted(tag)))

    def _refuse_twins(self, pairs: list[tuple[Scalar, Node]]) -> None:
        lines: dict[str, int] = {}
        for key, _value in pairs:
            if key.text not in lines:
                lines[key.text] = key.line
                continue
            first = lines[key.text]
            path = f"{self._path()}.{step(key)}".removeprefix(".")
            message = _(
                "{field} is in {first} and again in {second}. Keep one of them.",
                field=quoted(key.text),
                first=self._notes.place(first, ""),
                second=self._notes.place(key.line, ""),
            )
            self._notes.add(key.line, path, message)

    def _note(self, event: yaml.Event, message: str) -> None:
        self._notes.add(_line(event), self._path(), message)

    def _path(self) -> str:
        return "".join(self._steps()).removeprefix(".")

    def _steps(self) -> Iterator[str]:
        for holder in [*self._above, self._top][1:]:
            if not holder.is_map:
                yield f"[{len(holder.parts) + 1}]"
            elif not holder.awaits_key():
                key = holder.parts[-1]
                assert isinstance(key, Scalar)
                yield f".{step(key)}"
