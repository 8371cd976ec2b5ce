"""A cell of private notes → what stands under `internal:`."""

import json
import re
from contextlib import suppress
from typing import Any

from ecosystem import foreign_json
from ecosystem.dataset import syntax
from ecosystem.dataset.syntax import UnreadableError
from ecosystem.language import _
from ecosystem.model import PRIVATE


def read(text: str) -> Any:
    """What the JSON of a cell says; what is no JSON is a note in words.

    Raises:
        ValueError: No data file can hold it. The message leaves the note itself out.
    """
    try:
        note = _json(text)
        written = json.dumps(note, ensure_ascii=False)
    except RecursionError as error:
        raise ValueError(_("it is nested too deeply.")) from error
    if re.search("[\ud800-\udfff]", written):
        raise ValueError(_("it has half of a character, written as ‘\\ud…’."))
    problems = _problems(written)
    if problems:
        raise ValueError(problems[0])
    return note


def _json(text: str) -> Any:
    try:
        return foreign_json.read(text)
    except ValueError:
        return text


def _problems(text: str) -> list[str]:
    """What is wrong with a note at its place in a data file."""
    notes = syntax.Notes()
    with suppress(UnreadableError):
        syntax.read(f'{{"section": {{"entry": {{"{PRIVATE}": {text}}}}}}}', notes)
    return [problem.message for problem in notes.problems]
