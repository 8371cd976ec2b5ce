"""The data file → an Ecosystem, or every mistake in it with its line.

`syntax` makes a tree of the text, `migrations` brings it to the format of today, `fields` reads the tree
by the annotations of the model, `draft` gathers the entries, `rules` says what must hold between them,
`links` gathers the links. In the paths of problems lists count from 1: `links[12]` is the twelfth link
of the file.
"""

from datetime import date
from pathlib import Path
from typing import Any

from ecosystem.dataset import draft as drafts, link_list, migrations, rules, syntax
from ecosystem.dataset.draft import SECTIONS, Draft
from ecosystem.dataset.fields import Entry
from ecosystem.dataset.syntax import Notes, UnreadableError
from ecosystem.errors import FileAccessError, InvalidDataError, Problem
from ecosystem.model import ENTITY_SECTIONS, Ecosystem, Section

__all__ = ["check", "load", "parse"]

MAX_BYTES = 20_000_000


def load(path: Path, *, today: date | None = None) -> Ecosystem:
    """The map in a file; with `today`, no report and no check may lie ahead of it.

    Raises InvalidDataError with every mistake, or FileAccessError when there is no readable file of text.
    """
    try:
        if not path.is_file():
            problem = "is not a file" if path.exists() else "does not exist"
            raise FileAccessError(
                f"{path} {problem}. A data file is a text in YAML, such as data/groups.yaml."
            )
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise FileAccessError(f"{path} cannot be read: {reason}.") from error
    if len(content) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1_000_000} MB"
        message = f"the file is larger than {limit}, the most that is read. Split the map in two."
        raise InvalidDataError(str(path), [Problem(0, "", message)])
    return parse(_decoded(content, path), str(path), today=today)


def check(path: Path, *, today: date | None = None) -> Ecosystem:
    """Return the map in a file whose reading records are right too.

    Raises:
        InvalidDataError: Every mistake of the file and of the records in `readings/` beside it.
        FileAccessError: There is no readable file of text.
    """
    from ecosystem.dataset import readings

    problems: list[Problem] = []
    ecosystem = None
    try:
        ecosystem = load(path, today=today)
    except InvalidDataError as error:
        problems += error.problems
    problems += readings.check(path, path.read_text(encoding="utf-8"), ecosystem)
    if problems or ecosystem is None:
        raise InvalidDataError(str(path), problems)
    return ecosystem


def parse(text: str, file: str = "groups.yaml", *, today: date | None = None) -> Ecosystem:
    """The map in a text. Raises InvalidDataError with every mistake; `file` is what its message calls the
    text.
    """
    notes = Notes()
    try:
        draft = drafts.read(migrations.upgraded(syntax.read(text, notes), notes), notes)
        ties = [*draft.lists["links"], *link_list.from_fields(draft)]
        rules.check(draft, ties, notes, today)
    except UnreadableError:
        raise InvalidDataError(file, notes.problems) from None
    if notes.problems:
        raise InvalidDataError(file, notes.problems)
    return _build(draft, ties)


def _decoded(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"{path} is not a text in UTF-8: line {line} holds other bytes. Save it as UTF-8."
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
