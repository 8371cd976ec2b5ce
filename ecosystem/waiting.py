"""The suggestions that wait for an editor: those of every list beside the data file.

The rule is the name: `changes.json`, or any `changes*.json` in the folder of the data file. A file of that
name that holds something else, such as a JSON Feed, is left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ecosystem import edits, files, foreign_json, review
from ecosystem.edits import Document, change_list
from ecosystem.errors import EcosystemError
from ecosystem.language import _, plural
from ecosystem.review import Status, Suggestion
from ecosystem.words import escape_markdown

LISTS = "changes*.json"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A list of suggestions: its file, those that wait, or why it cannot be read."""

    file: Path
    suggestions: tuple[Suggestion, ...] = ()
    problem: str = ""

    @property
    def sentence(self) -> str:
        if self.problem:
            return self.problem
        waiting = plural(
            "{count} suggestion waits in {file}.",
            "{count} suggestions wait in {file}.",
            len(self.suggestions),
            file=self.file.name,
        )
        return f"{waiting} {_('To review: {command}', command=self.command)}" if self.suggestions else waiting

    @property
    def command(self) -> str:
        return f"ecosystem review {self.file}"

    def things(self) -> dict[str, list[tuple[int, str]]]:
        """Return what is suggested, by the thing that it is about: its number and its sentence."""
        things: dict[str, list[tuple[int, str]]] = {}
        for suggestion in self.suggestions:
            things.setdefault(suggestion.thing, []).append((suggestion.number, " ".join(suggestion.lines)))
        return things


def find(data: Path) -> tuple[Waiting, ...]:
    """Return the lists beside a data file, in the order of their names.

    Raises:
        EcosystemError: There are lists, and the data file has mistakes.
    """
    paths = sorted(path for path in data.parent.glob(LISTS) if not _is_endless(path))
    document = edits.load(data) if paths else None
    return tuple(each for path in paths if document and (each := _read(path, data, document)))


def _is_endless(path: Path) -> bool:
    """Return whether to read a file could take for ever, as with a pipe that nobody writes to."""
    return path.is_fifo() or path.is_char_device()


def _read(path: Path, data: Path, document: Document) -> Waiting | None:
    try:
        text = files.read(path) or ""
        if _is_something_else(text):
            return None
        answers = review.remembered(data)
        listed = review.suggestions(document, change_list.loads(text, path.name), answers)
    except EcosystemError as error:
        return Waiting(path, problem=str(error))
    return Waiting(path, tuple(each for each in listed if each.status is Status.OPEN or each.is_for_hand))


def _is_something_else(text: str) -> bool:
    try:
        plain = foreign_json.read(text)
    except (ValueError, RecursionError):
        return False
    return not (isinstance(plain, dict) and str(plain.get("schema", "")).startswith("ecosystem-changes/"))


def count(lists: Sequence[Waiting]) -> str:
    """Return how many suggestions wait, in words."""
    total = sum(len(each.suggestions) for each in lists)
    return plural("{count} suggestion waits for you.", "{count} suggestions wait for you.", total)


def as_markdown(lists: Sequence[Waiting]) -> str:
    """Return the suggestions as a text to read, with the command that reviews each list."""
    heading = _("What others suggest")
    lines = [f"# {escape_markdown(heading)}", "", count(lists), ""]
    for each in lists:
        lines += [f"## {escape_markdown(each.file.name)}", ""]
        if each.problem:
            lines += [escape_markdown(each.problem), ""]
        elif each.suggestions:
            lines += [_("To review: {command}", command=f"`{each.command}`"), ""]
        for thing, told in each.things().items():
            lines += [f"### {escape_markdown(thing)}", ""]
            lines += [*(f"- {number}: {escape_markdown(sentence)}" for number, sentence in told), ""]
    return "\n".join(lines)
