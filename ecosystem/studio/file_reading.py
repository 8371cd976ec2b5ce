"""The text of the file that is open in the studio → its entries, its private notes and its mistakes."""

from datetime import date
from functools import cached_property
from typing import Any

from ecosystem import dataset, language
from ecosystem.dataset import documents
from ecosystem.dataset.documents import Document
from ecosystem.dataset.draft import ABOUT, LISTS, SECTIONS
from ecosystem.errors import InvalidDataError, Problem
from ecosystem.language import _
from ecosystem.model import DEFAULT_REGION, PRIVATE
from ecosystem.studio import form_entries, form_fields, loose_document
from ecosystem.studio.entry_lists import EntryLists
from ecosystem.studio.form_words import in_forms
from ecosystem.studio.problem_places import path_of, place_of
from ecosystem.words import capital


class FileReading:
    """What a text says, read once: a document, or as much of one as a file with mistakes has.

    Attributes:
        checked: The map that it is; None if it has mistakes.
        problems: The mistakes in it.
    """

    def __init__(self, text: str, name: str, today: date) -> None:
        self.text = text
        self.name = name
        self._language = language.code()
        self.checked: dataset.Checked | None = None
        self.problems: tuple[Problem, ...] = ()
        try:
            self.checked = dataset.examine(text, name, today=today)
        except InvalidDataError as error:
            self.problems = error.problems

    def is_of(self, text: str, name: str) -> bool:
        """Whether this is what a text says, in the language that is spoken now."""
        return (self.text, self.name, self._language) == (text, name, language.code())

    def state(self) -> dict[str, Any]:
        """Return the text, and what is wrong with it."""
        warned = self.checked.warnings.open if self.checked else ()
        return {
            "text": self.text,
            "name": self.name,
            "title": (self.document or {}).get(ABOUT, {}).get("title", ""),
            "valid": not self.problems,
            "readable": self.document is not None,
            "mistakes": [self.mistake(problem) for problem in self.problems],
            "warnings": [
                {
                    **self.mistake(Problem(warning.line, warning.path, warning.message)),
                    "written": f"{capital(warning.message)} {warning.remedy}",
                    "remedy": in_forms(warning.remedy),
                    "gap": str(warning.gap),
                    "about": warning.about,
                }
                for warning in warned
            ],
            "counts": self.lists.counts() if self.lists else {},
        }

    @cached_property
    def document(self) -> Document | None:
        return documents.of(self.checked.ecosystem) if self.checked else loose_document.read(self.text)

    @cached_property
    def lists(self) -> EntryLists | None:
        if self.document is None:
            return None
        return EntryLists(self.document, self.checked.ecosystem if self.checked else None)

    @cached_property
    def notes(self) -> dict[documents.Path, Any]:
        if self.checked:
            private = self.checked.private
            return {path_of(path): documents.values(note) for path, note in private.items()}
        return documents.notes(self.text) if self.document is not None else {}

    @property
    def region(self) -> str:
        return str((self.document or {}).get(ABOUT, {}).get("region", DEFAULT_REGION))

    def mistake(self, problem: Problem) -> dict[str, Any]:
        """Return a mistake with the form and the field that it is in."""
        at = place_of(problem.path)
        described: dict[str, Any] = {
            "line": problem.line,
            "at": at,
            "text": capital(in_forms(problem.message)),
            "written": capital(problem.message),
            "path": problem.path,
        }
        if at[:1] == [ABOUT]:
            return described | {"form": ABOUT, "id": "", "field": at[1:], "name": self.name_of(ABOUT, "")}
        if len(at) < 2 or self.lists is None or self.document is None:
            return described
        section, key = str(at[0]), at[1]
        if section in LISTS and isinstance(key, int) and key < len(self.document[section]):
            key = self.lists.keys(section)[key]
            return described | {
                "form": section,
                "id": key,
                "field": at[2:],
                "name": self.name_of(section, key),
            }
        if section in SECTIONS and key in self.document[section]:
            form = form_fields.form_of(section)
            return described | {
                "form": form,
                "id": key,
                "field": at[2:],
                "name": self.name_of(section, str(key)),
            }
        return described

    def find(self, form: str, identifier: str) -> documents.Path | None:
        """Return where the entry of a form is; None if there is none."""
        if self.document is None or self.lists is None:
            return None
        if form == ABOUT:
            return (ABOUT,)
        if form in LISTS:
            keys = self.lists.keys(form)
            return (form, keys.index(identifier)) if identifier in keys else None
        sections = form_fields.sections_of(form_fields.form_of(form))
        home = next((section for section in sections if identifier in self.document[section]), None)
        return (home, identifier) if home else None

    def name_of(self, section: str, identifier: str) -> str:
        """Return what an entry is called."""
        if section == ABOUT:
            return _("The map itself")
        return self.lists.name(section, identifier) if self.lists else identifier

    def name_at(self, path: documents.Path) -> str:
        """Return what the entry at a path is called; in a list, the last one where the place is no number."""
        section, place = str(path[0]), path[-1]
        if section in LISTS and self.lists:
            place = self.lists.keys(section)[place if isinstance(place, int) else -1]
        return self.name_of(section, str(place))

    def entry(self, form: str, identifier: str) -> dict[str, Any] | None:
        """Return the fields of an entry; None if there is none. Items of lists hold their place in `#`."""
        path = self.find(form, identifier)
        if path is None or self.document is None:
            return None
        section = str(path[0])
        values = _with_places(documents.part(self.document, path))
        if path in self.notes:
            values[PRIVATE] = self.notes[path]
        return {
            "section": section,
            "id": identifier,
            "name": self.name_of(section, identifier),
            "values": values,
        }


def _with_places(value: Any) -> Any:
    """Return a part of a document in which each item of a list that is a map knows its place."""
    if isinstance(value, dict):
        return {name: _with_places(part) for name, part in value.items()}
    if isinstance(value, list):
        return [
            {**_with_places(part), form_entries.WAS: place} if isinstance(part, dict) else part
            for place, part in enumerate(value)
        ]
    return value
