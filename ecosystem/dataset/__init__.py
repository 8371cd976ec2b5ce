"""The data file → an Ecosystem, or every mistake in it with its line.

`syntax` makes a tree of the text, `migrations` brings it to the format of today, `fields` reads the tree
by the annotations of the model, `draft` gathers the entries, `link_list` the links, `rules` says what must
hold between them, and `warnings` what is likely wrong. In the paths of problems lists count from 1:
`links[12]` is the twelfth link of the file.
"""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ecosystem.dataset import dated_rules, draft as drafts, link_list, migrations, rules, syntax
from ecosystem.dataset.draft import SECTIONS, Draft, Origin
from ecosystem.dataset.fields import Entry
from ecosystem.dataset.rereading import LastText
from ecosystem.dataset.syntax import Node, Notes, Pairs, Place, UnreadableError, line_of_file
from ecosystem.errors import FileAccessError, InvalidDataError, Problem
from ecosystem.language import _
from ecosystem.model import ENTITY_SECTIONS, Ecosystem, Section

if TYPE_CHECKING:
    from ecosystem.dataset.warnings import Warnings

__all__ = ["Checked", "Origin", "approve", "check", "examine", "load", "parse", "read"]

MAX_BYTES = 20_000_000

_last = LastText()
"""One edit reads the same text up to three times: to answer, to write, and at the gate before the file."""


class Checked(msgspec.Struct, frozen=True):
    """A map without mistakes, and what in its file is likely wrong."""

    origin: Origin
    warnings: "Warnings"

    @property
    def ecosystem(self) -> Ecosystem:
        return self.origin.ecosystem

    @property
    def private(self) -> Mapping[str, Node]:
        """What stands under `internal:`, by the path of what holds it."""
        return self.origin.notes.private


def load(path: Path, *, today: date | None = None) -> Ecosystem:
    """Return the map in a file; with `today`, no report and no check may lie ahead of it.

    Raises:
        InvalidDataError: Every mistake of the file.
        FileAccessError: There is no readable file of text.
    """
    return parse(_text(path), str(path), today=today)


def check(path: Path, *, today: date | None = None, day: date | None = None) -> Checked:
    """Return the map in a file whose reading records are right too, with its warnings.

    Args:
        path: The data file.
        today: No report and no check may lie ahead of it.
        day: The day by which warnings take things to have ended or passed; by default that of the edition.

    Raises:
        InvalidDataError: Every mistake of the file and of the records in `readings/` beside it.
        FileAccessError: There is no readable file of text.
    """
    return _checked(_approved(_text(path), path, today), day)


def examine(
    text: str, file: str = "groups.yaml", *, today: date | None = None, day: date | None = None
) -> Checked:
    """Return the map in a text with its warnings; see `check`.

    Raises:
        InvalidDataError: Every mistake of the text.
    """
    return _checked(read(text, file, today=today), day)


def _checked(origin: Origin, day: date | None) -> Checked:
    from ecosystem.dataset import warnings

    return Checked(origin, warnings.find(origin, day))


def approve(text: str, path: Path, *, today: date | None = None) -> Ecosystem:
    """Return the map in a text that is to stand in a file: the gate before anything is written.

    It lets pass what `check` lets pass once the text is there.

    Raises:
        InvalidDataError: Every mistake of the text and of the records in `readings/` beside the file.
    """
    return _approved(text, path, today).ecosystem


def _approved(text: str, path: Path, today: date | None) -> Origin:
    from ecosystem.dataset import readings

    problems: list[Problem] = []
    origin = None
    try:
        origin = read(text, str(path), today=today)
    except InvalidDataError as error:
        problems += error.problems
    problems += readings.check(path, text, origin.ecosystem if origin else None)
    if problems or origin is None:
        raise InvalidDataError(str(path), problems)
    return origin


def parse(
    text: str,
    file: str = "groups.yaml",
    *,
    today: date | None = None,
    place: Place = line_of_file,
    without: Collection[str] = (),
) -> Ecosystem:
    """Return the map in a text.

    Args:
        text: The text of a data file.
        file: What error messages call the text.
        today: No report and no check may lie ahead of it.
        place: What error messages call another line of the text.
        without: Sections and lists that are taken to be empty.

    Raises:
        InvalidDataError: Every mistake of the text.
    """
    return read(text, file, today=today, place=place, without=without).ecosystem


def read(
    text: str,
    file: str = "groups.yaml",
    *,
    today: date | None = None,
    place: Place = line_of_file,
    without: Collection[str] = (),
) -> Origin:
    """Return the map in a text, and where in the text everything stands; see `parse`.

    The last text without mistakes is remembered; see `rereading.LastText`.
    """
    is_usual = place is line_of_file and not without
    known = _last.origin(text) if is_usual else None
    if known:
        notes = msgspec.structs.replace(known.notes, problems=[])
        if today:
            dated_rules.ahead(known.draft, notes, today)
        if notes.problems:
            raise InvalidDataError(file, notes.problems)
        return known
    notes = Notes(place=place)
    try:
        tree = _last.reread(text) or syntax.read(text, notes)
        if without:
            tree = Pairs(tree.line, [(key, node) for key, node in tree.pairs if key.text not in without])
        draft = drafts.read(migrations.upgraded(tree, notes), notes)
        links = [*draft.lists["links"], *link_list.from_fields(draft)]
        rules.check(draft, links, notes, today)
    except UnreadableError:
        raise InvalidDataError(file, notes.problems) from None
    if notes.problems:
        raise InvalidDataError(file, notes.problems)
    origin = Origin(_build(draft, links), tree, draft, links, notes)
    if is_usual:
        _last.keep(text, origin)
    return origin


def _text(path: Path) -> str:
    """Return what a file of a sensible size holds."""
    try:
        if not path.is_file():
            message = _(
                "{path} is not a file. A data file is a text in YAML, such as data/groups.yaml.",
                path=str(path),
            )
            if not path.exists():
                message = _(
                    "{path} does not exist. A data file is a text in YAML, such as data/groups.yaml.",
                    path=str(path),
                )
            raise FileAccessError(message)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise FileAccessError(_("{path} cannot be read: {reason}.", path=str(path), reason=reason)) from error
    if len(content) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1_000_000} MB"
        message = _(
            "the file is larger than {limit}, the most that is read. Split the map in two.", limit=limit
        )
        raise InvalidDataError(str(path), [Problem(0, "", message)])
    return _decoded(content, path)


def _decoded(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = _(
            "{path} is not a text in UTF-8: line {line} has other bytes. Save it as UTF-8.",
            path=str(path),
            line=str(line),
        )
        raise FileAccessError(message) from error


def _build(draft: Draft, ties: list[Entry]) -> Ecosystem:
    assert draft.about
    sections: dict[str, Any] = {name: _values(draft, name) for name in SECTIONS if name != "link_types"}
    return Ecosystem(
        about=draft.about.build(),
        link_types=link_list.types(draft),
        links=link_list.numbered(ties),
        disputes=tuple(entry.build() for entry in draft.lists["disputes"]),
        accepted_gaps=tuple(entry.build() for entry in draft.lists["accepted_gaps"]),
        **sections,
    )


def _values(draft: Draft, section: str) -> dict[str, Any]:
    more = {"section": Section(section)} if section in ENTITY_SECTIONS else {}
    return {entry.id: entry.build(id=entry.id, **more) for entry in draft.of(section)}
