"""Why something was not done, as the interface shows it: each reason with the field that it is about."""

from typing import Any

from ecosystem.dataset import documents
from ecosystem.dataset.draft import ABOUT, LISTS
from ecosystem.errors import EcosystemError, Problem
from ecosystem.language import _
from ecosystem.studio.file_reading import FileReading
from ecosystem.studio.form_words import in_forms
from ecosystem.studio.problem_places import At, place_of
from ecosystem.words import capital


def field_of(section: str, path: str) -> At:
    """Return the field of a mistake in a form, as `place_of` does."""
    start = f"{section}." if section == ABOUT else f"{section}.x."
    return place_of(f"{start}{path}")[1 if section == ABOUT else 2 :]


def reason(
    problem: Problem, reading: FileReading, saved: documents.Path | None, *, is_new: bool
) -> dict[str, Any]:
    """Return a mistake that a change would bring: with its field, or with the name of another entry.

    Args:
        problem: The mistake.
        reading: What the file would say.
        saved: The entry that is saved, if one is.
        is_new: Whether it is new.
    """
    at = place_of(problem.path)
    if saved and at[:1] == [saved[0]]:
        is_last = is_new and saved[0] in LISTS
        if len(saved) == 1 or is_last or at[1:2] == [saved[1]]:
            return {"text": capital(in_forms(problem.message)), "field": at[len(saved) :]}
    told = reading.mistake(problem)
    return {"text": _("{place}: {mistake}", place=told.get("name") or problem.path, mistake=told["text"])}


def unreadable() -> dict[str, Any]:
    """Return why a file with mistakes is left as it is."""
    return {"text": _("The file has mistakes. Correct them first.")}


def reasons(error: EcosystemError) -> list[dict[str, Any]]:
    """Return the lines of an error."""
    return [{"text": line.strip()} for line in str(error).splitlines()]
