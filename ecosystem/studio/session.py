"""A data file that is being edited in the studio: what it says, what is wrong with it, every change to it.

The interface calls the public methods, which take and return plain values. What people can correct comes back
as a value: `refused` lists why something was not done, and nothing has changed then.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecosystem import edits, language
from ecosystem.city import City
from ecosystem.dataset import documents
from ecosystem.dataset.documents import Document
from ecosystem.dataset.draft import LISTS, SECTIONS
from ecosystem.edits import Change, What, renaming
from ecosystem.edits.hanging import settled
from ecosystem.errors import EcosystemError, Problem
from ecosystem.language import _
from ecosystem.model import PRIVATE
from ecosystem.studio import (
    corrected,
    desk_words,
    entry_changes,
    entry_ids,
    form_entries,
    form_fields,
    opened_files,
    refused,
    terminal_question,
)
from ecosystem.studio.change_sentences import ChangeSentences
from ecosystem.studio.entry_lists import Item, link_types
from ecosystem.studio.file_reading import FileReading
from ecosystem.studio.form_fields import ORGANISATIONS
from ecosystem.studio.form_words import in_forms
from ecosystem.studio.handover import Run
from ecosystem.studio.opened_files import Opened
from ecosystem.studio.spoken_language import spoken_language
from ecosystem.studio.text_history import TextHistory
from ecosystem.words import capital

if TYPE_CHECKING:
    from ecosystem.studio.second_file import SecondFile

State = dict[str, Any]


class Session:
    """One data file in the studio.

    Args:
        today: The day of the session. Reports and checks that lie ahead of it are refused.
        run: Runs the command line, for questions.
        folder: Where the command line finds the data file.
    """

    def __init__(self, today: date, run: Run | None = None, folder: Path | None = None) -> None:
        self._run = run
        self._today = today
        self._folder = folder
        self._name = "groups.yaml"
        self._texts = TextHistory("")
        self._read = self._opened = FileReading("", self._name, self._today)
        self._second: SecondFile | None = None
        self._chosen = ""

    # --- Speaking

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Speak the language that the person chose, or else that of the file, for as long as a call takes."""
        with language.speaking(spoken_language(self._texts.text, self._chosen)):
            yield

    def speak(self, code: str) -> str:
        """Speak a language from now on, or that of the file where none is named; return what is spoken."""
        self._chosen = code
        with self.speaking():
            return language.code()

    def words(self) -> dict[str, object]:
        """Return what the interface needs to speak."""
        return {**desk_words.block(), "isRightToLeft": language.is_right_to_left()}

    # --- Opening

    def open(self, name: str, data: bytes) -> State:
        """Open a data file, a workbook, or any file that `ecosystem import` reads."""
        try:
            return self._take(opened_files.opened(name, bytes(data), self._today))
        except EcosystemError as error:
            return {**self.state(), "refused": refused.reasons(error)}

    def new(self, name: str) -> State:
        """Start a new map."""
        return self._take(opened_files.new(name, self._today))

    def example(self) -> State:
        """Open the example."""
        return self._take(opened_files.example())

    def resume(self, name: str, text: str, original: str) -> State:
        """Open a text that was kept, with what it was when it was opened: undo goes back to that."""
        self._take(Opened(name, original, []))
        return self.restore(text, _("what was kept"))

    def _take(self, opened: Opened) -> State:
        self._name = opened.name
        self._texts = TextHistory(opened.text)
        self._read = self._opened = FileReading(opened.text, self._name, self._today)
        return {**self.state(), "account": opened.account}

    # --- What there is

    @property
    def _reading(self) -> FileReading:
        if not self._read.is_of(self._texts.text, self._name):
            self._read = FileReading(self._texts.text, self._name, self._today)
        return self._read

    def state(self) -> State:
        """Return the text, what is wrong with it, what can be undone, and the language that is spoken."""
        with self.speaking():
            return {
                **self._reading.state(),
                "language": language.code(),
                "changed": self._texts.text != self._texts.original,
                "canUndo": self._texts.can_undo,
                "canRedo": self._texts.can_redo,
            }

    def forms(self) -> list[dict[str, Any]]:
        """Return every form with its fields."""
        return form_fields.forms()

    def entries(self, kind: str) -> list[Item]:
        """Return the entries of a form, such as `organisations`, or of what a field refers to."""
        return self._reading.lists.of(kind) if self._reading.lists else []

    def entry(self, kind: str, id: str = "") -> dict[str, Any] | None:
        """Return the fields of an entry; None if there is none. Items of lists hold their place in `#`."""
        return self._reading.entry(kind, id)

    def linked(self, id: str) -> list[Item]:
        """Return the links of an entry in sentences, each with the form that holds it."""
        return self._reading.lists.linked(id) if self._reading.lists else []

    def link_types(self) -> list[dict[str, Any]]:
        """Return every link type as a sentence has it, with the sections that it may join."""
        return link_types(self._reading.document) if self._reading.document else []

    def new_id(self, kind: str, name: str) -> str:
        """Return an id for a new entry, made of its name, that nothing else has."""
        return entry_ids.free(self._reading.document or {}, kind, name)

    # --- Changing

    def set_text(self, text: str) -> State:
        """Take a text that was typed."""
        self._texts.put(text, _("typing"), typing=True)
        return self.state()

    def save(self, kind: str, id: str, values: Mapping[str, Any]) -> State:
        """Write what a form holds: over the entry with this id, or as a new one.

        An organisation moves to the section of its kind. `saved` says what to open afterwards.
        """
        reading = self._reading
        if reading.document is None:
            return self._refused([refused.unreadable()])
        path = reading.find(kind, id)
        section = str(path[0]) if path else kind
        if form_fields.form_of(section) == ORGANISATIONS:
            section = entry_changes.home(reading.document, values, section)
        key = path[-1] if path else id or self.new_id(kind, entry_changes.naming(values))
        entry = form_entries.read(section, str(key), values, reading.region)
        if entry.problems:
            return self._refused(
                [
                    {"text": capital(in_forms(one.message)), "field": refused.field_of(section, one.path)}
                    for one in entry.problems
                ]
            )
        if not reading.checked:
            same = path in reading.notes and reading.notes[path] == entry.entry.get(PRIVATE)
            kept = {name: part for name, part in entry.entry.items() if name != PRIVATE or not same}
            return self._correct(path or (section, key), kept, is_new=path is None)
        if path is None:
            at = (section,) if section in LISTS else (section, str(key))
            added = edits.change(What.ADD, at, value=entry.entry)
            return self._edit([added], (section, key), is_new=True)
        changes = entry_changes.of_entry(reading.document, reading.notes, path, entry, section)
        return self._edit(changes, (section, *path[1:]))

    def hanging(self, kind: str, id: str) -> list[str]:
        """Return in sentences what would go, or lose a field, with an entry."""
        return entry_ids.going(self._reading.document, self._reading.find(kind, id))

    def remove(self, kind: str, id: str) -> State:
        """Delete an entry with everything that cannot be without it."""
        document, path = self._reading.document, self._reading.find(kind, id)
        if document is None or path is None or len(path) == 1:
            return self.state()
        if not self._reading.checked:
            return self._correct(path, None)
        section, place = str(path[0]), path[1]
        if section in LISTS:
            changes = [edits.change(What.REMOVE, (section, id), was=document[section][place])]
        else:
            after, _gone = settled(document, {(section, id): None})
            changes = edits.difference(document, after)
        return self._edit(changes, None, self._reading.name_at(path))

    def naming(self, kind: str, id: str) -> list[str]:
        """Return in sentences what names an entry, and follows it when its id changes."""
        return entry_ids.following(self._reading.document, self._reading.find(kind, id))

    def rename(self, kind: str, id: str, new: str) -> State:
        """Give an entry another id, with everything that names it."""
        reading, path = self._reading, self._reading.find(kind, id)
        if path is None or path[0] not in SECTIONS or not reading.checked:
            return self._refused([refused.unreadable()])
        document = edits.parse(self._texts.text, self._name, reading.checked.origin)
        try:
            renaming.rename(document, str(path[0]), id, new)
        except EcosystemError as error:
            return self._refused(refused.reasons(error))
        after = FileReading(edits.text(document), self._name, self._today)
        return self._take_over(after, (path[0], new))

    def restore(self, text: str, label: str) -> State:
        """Take another text as a whole."""
        return self._put(text, label)

    def merge(self, name: str, data: bytes, base: str = "") -> State:
        """Add the changes from a second file to `base`, or to what was opened; `questions` may come first."""
        if not self._reading.checked:
            return self._refused([refused.unreadable()])
        from ecosystem.studio.second_file import second_file

        try:
            self._second = second_file(
                name,
                bytes(data),
                text=self._texts.text,
                own_name=self._name,
                origin=self._reading.checked.origin,
                opened=base or self._texts.original,
                today=self._today,
            )
        except EcosystemError as error:
            return self._refused(refused.reasons(error))
        return self.answer({})

    def answer(self, answers: Mapping[str, str]) -> State:
        """Answer questions of `merge` by their ids; `merged` has the changes when all are answered."""
        second = self._second
        if second is None or second.text != self._texts.text:
            return self.state()
        second.answer(answers)
        try:
            if questions := second.questions():
                return {**self.state(), "questions": questions, "remarks": second.remarks}
            text, groups = second.written()
        except EcosystemError as error:
            return self._refused(refused.reasons(error))
        merged = [{"about": about, "lines": list(dict.fromkeys(lines))} for about, lines in groups]
        return {
            **self._put(text, second.name),
            "said": _("Merged: {file}", file=second.name),
            "merged": merged,
            "remarks": second.remarks,
        }

    def undo(self) -> State:
        """Go back by one step."""
        if not self._texts.can_undo:
            return self.state()
        said = _("Undone: {change}", change=self._texts.undo())
        return {**self.state(), "said": said}

    def redo(self) -> State:
        """Do again what was undone last."""
        if not self._texts.can_redo:
            return self.state()
        said = _("Done again: {change}", change=self._texts.redo())
        return {**self.state(), "said": said}

    def _edit(
        self, changes: list[Change], saved: documents.Path | None, deleted: str = "", *, is_new: bool = False
    ) -> State:
        """Write changes to what is `saved`, or that delete something; not if that would be a mistake."""
        reading = self._reading
        if not changes or not reading.document or not reading.checked:
            unchanged = {"said": _("Nothing has changed."), "saved": self._saved(saved, is_new=is_new)}
            return {**self.state(), **unchanged}
        document = edits.parse(self._texts.text, self._name, reading.checked.origin)
        try:
            edits.apply(document, changes)
        except EcosystemError as error:
            return self._refused(refused.reasons(error))
        after = FileReading(edits.text(document), self._name, self._today)
        if after.problems:
            return self._refused_for(after, after.problems, saved, is_new=is_new)
        return self._take_over(after, saved, deleted, is_new=is_new)

    def _correct(self, path: documents.Path, entry: Document | None, *, is_new: bool = False) -> State:
        """Write an entry into a file that has mistakes, unless it would then have another one."""
        try:
            text = corrected.with_entry(self._texts.text, self._name, path, entry, is_new=is_new)
        except EcosystemError as error:
            return self._refused(refused.reasons(error))
        known = {problem.message for problem in self._reading.problems}
        after = FileReading(text, self._name, self._today)
        worse = [problem for problem in after.problems if problem.message not in known]
        if worse:
            return self._refused_for(after, worse, path, is_new=is_new)
        deleted = "" if entry else self._reading.name_at(path)
        return self._take_over(after, path if entry else None, deleted, is_new=is_new)

    def _take_over(
        self, after: FileReading, saved: documents.Path | None, deleted: str = "", *, is_new: bool = False
    ) -> State:
        """Take what the file says after a change to an entry."""
        label = after.name_at(saved) if saved else deleted
        self._texts.put(after.text, label)
        self._read = after
        said = _("Saved: {change}", change=label) if saved else _("Deleted: {name}", name=label)
        return {**self.state(), "said": said, "saved": self._saved(saved, is_new=is_new)}

    def _put(self, text: str, label: str) -> State:
        self._texts.put(text, label)
        return {**self.state(), "said": _("Saved: {change}", change=label)}

    def _saved(self, path: documents.Path | None, *, is_new: bool) -> dict[str, str] | None:
        """Return the form and the id of what was saved."""
        if path is None:
            return None
        section, key = str(path[0]), "" if len(path) == 1 else str(path[1])
        if section in LISTS and self._reading.lists:
            keys = self._reading.lists.keys(section)
            key = keys[-1] if is_new else keys[int(path[1])]
        return {"form": form_fields.form_of(section), "id": key}

    def _refused_for(
        self, after: FileReading, problems: Iterable[Problem], path: documents.Path | None, *, is_new: bool
    ) -> State:
        return self._refused([refused.reason(problem, after, path, is_new=is_new) for problem in problems])

    def _refused(self, why: list[dict[str, Any]]) -> State:
        return {**self.state(), "refused": why}

    # --- Looking

    def changes(self) -> list[dict[str, Any]]:
        """Return what has changed since the file was opened: what it is about, and sentences."""
        before, after = self._opened.document, self._reading.document
        if self._texts.original == self._texts.text:
            return []
        if before is None or after is None:
            return [{"about": _("The text"), "lines": [_("The text has changed.")]}]
        groups = ChangeSentences(before, after).grouped(edits.difference(before, after))
        if self._opened.notes != self._reading.notes:
            groups.append({"about": _("Private notes"), "lines": [_("A private note has changed.")]})
        return groups or [{"about": _("The text"), "lines": [_("Only its layout or comments have changed.")]}]

    def preview(self) -> dict[str, str]:
        """Return the page as it will be published; nothing if the file has mistakes."""
        from ecosystem.infographic import page, view

        checked = self._reading.checked
        if not checked:
            return {"html": ""}
        with language.speaking(spoken_language(self._texts.text)):
            return {"html": page.render(view.compose(City(checked.ecosystem)))}

    def ask(self, words: str) -> dict[str, Any]:
        """Return what the command line answers to a question, such as `connections recruitment`."""
        if self._run is None:
            return {"output": "", "exit": 0}
        return terminal_question.ask(
            words,
            name=self._name,
            text=self._texts.text,
            opened=self._texts.original,
            language=self._chosen,
            run=self._run,
            folder=self._folder or self._own_folder,
        )

    @cached_property
    def _own_folder(self) -> Path:
        return Path(tempfile.mkdtemp(prefix="ecosystem-"))
