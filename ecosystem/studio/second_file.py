"""A second file whose changes go into the one that is open: a workbook that came back, or a colleague's copy.

Both are merged three ways, field by field; see `ecosystem.exchange.rewriting`. What only a person can decide
is a question with choices, and nothing is changed before all of them are answered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ecosystem import dataset, edits
from ecosystem.dataset import Origin, documents
from ecosystem.dataset.documents import Document
from ecosystem.dataset.draft import LISTS, SECTIONS
from ecosystem.edits.difference import aligned
from ecosystem.errors import FileAccessError
from ecosystem.exchange import rewriting, workbook_import
from ecosystem.exchange.cell_names import CellNames
from ecosystem.exchange.change_lines import ChangeLines, Group
from ecosystem.exchange.rewriting import Rewritten
from ecosystem.exchange.workbook_import import WorkbookImport
from ecosystem.language import _, plural
from ecosystem.model import ORGANISATION_SECTIONS, Ecosystem
from ecosystem.studio import opened_files
from ecosystem.studio.left_out import left_out

OURS, THEIRS = "ours", "theirs"
"""The choices where both changed the same field."""

Question = dict[str, Any]
"""Its `id` and `text`; `ours`, `theirs` and `was`, or the `places` that name what was deleted."""


class SecondFile:
    """A second file, with the questions that are open.

    Attributes:
        text: The text of the open file that it is held against.
        name: What it is called.
        remarks: What an editor should know of it, in sentences.
    """

    def __init__(
        self,
        text: str,
        name: str,
        origin: Origin,
        back: WorkbookImport,
        today: date,
        copy: tuple[str, str] = ("", ""),
    ) -> None:
        self.text = text
        self.name = back.file
        self.remarks = back.remarks
        self._own_name, self._origin, self._today = name, origin, today
        self._back = back
        self._copy, self._opened = copy
        self._answers: dict[str, str] = {}

    def answer(self, answers: Mapping[str, str]) -> None:
        """Take answers by the ids of their questions."""
        self._answers |= answers

    def questions(self) -> list[Question]:
        """Return what is still to be answered: first what was deleted, then what both changed."""
        deleted = [one for one in self._of_deleted() if one["id"] not in self._answers]
        return deleted or [one for one in self._of_both() if one["id"] not in self._answers]

    def written(self) -> tuple[str, list[Group]]:
        """Return the text with every change, and the changes in lines.

        Raises:
            EcosystemError: The file would have a mistake.
        """
        rewritten, back = self._rewritten()
        chosen = [
            change
            for one in rewritten.conflicts
            if self._answers[_id(one.at)] == THEIRS
            for change in one.changes
        ]
        if chosen:
            edits.restore(rewritten)
            rewritten.changes = edits.apply(rewritten, [*rewritten.changes, *chosen])
        rewriting.check(rewritten, back, self._today)
        lines = ChangeLines(rewritten.before, edits.patched(rewritten.before, rewritten.changes))
        text = edits.text(rewritten)
        self.remarks = (*back.remarks, *left_out(self.name, self._copy, self._opened, text))
        return text, lines.groups(rewritten.changes)

    def _rewritten(self) -> tuple[Rewritten, WorkbookImport]:
        gone = {_id(one): one for one in self._back.gone}
        instead = {gone[name]: choice for name, choice in self._answers.items() if name in gone and choice}
        back = self._back.settled(instead)
        return rewriting.rewrite(self.text, self._own_name, back, self._origin), back

    def _of_deleted(self) -> Iterator[Question]:
        back = self._back
        names, lines = CellNames(back.base), ChangeLines(back.base, back.document)
        every = back.hanging()
        for gone in sorted(back.gone):
            places = [lines.place(one.path, back.document) for one in every if one.gone == gone]
            if places:
                heading = plural(
                    "The other file deletes ‘{name}’. {count} place still names it:",
                    "The other file deletes ‘{name}’. {count} places still name it:",
                    len(places),
                    name=names.label(*gone),
                )
                yield {
                    "id": _id(gone),
                    "text": heading,
                    "places": list(dict.fromkeys(places)),
                    "section": gone[0],
                    "gone": [identifier for section, identifier in back.gone if section == gone[0]],
                }

    def _of_both(self) -> Iterator[Question]:
        rewritten, _back = self._rewritten()
        after = edits.patched(rewritten.before, rewritten.changes)
        lines = ChangeLines(rewritten.before, after)
        for one in rewritten.conflicts:
            thing, field, was, ours, theirs = lines.sides(one)
            text = _("{thing}: {field}", thing=thing, field=field)
            yield {"id": _id(one.at), "text": text, "was": was, OURS: ours, THEIRS: theirs}


def _id(at: Sequence[str]) -> str:
    return "/".join(at)


def second_file(
    name: str, data: bytes, *, text: str, own_name: str, origin: Origin, opened: str, today: date
) -> SecondFile:
    """Return a second file to be merged.

    Args:
        name: What it is called.
        data: What it holds.
        text: The text of the file that is open, which must be valid.
        own_name: What that file is called.
        origin: What `dataset.read` makes of it.
        opened: What it held when it was opened. A second data file is held against it.
        today: No report and no check may lie ahead of it.

    Raises:
        EcosystemError: It has mistakes, is of another city, or is neither a data file nor a workbook of ours.
    """
    name = opened_files.bare_name(name)
    opened_files.refuse_large(name, data)
    if opened_files.is_data_file(name):
        copy = opened_files.decoded(name, data)
        back = _copy(name, copy, origin.ecosystem, opened, today)
        return SecondFile(text, own_name, origin, back, today, (copy, opened))
    with opened_files.on_disk(name, data) as path:
        if not opened_files.is_own_workbook(path):
            raise FileAccessError(
                _(
                    "{file} is neither a data file nor a workbook of this program, so it cannot be merged. "
                    "Open it by itself.",
                    file=name,
                )
            )
        back = replace(workbook_import.read(path, origin.ecosystem, text=text, today=today), file=name)
    return SecondFile(text, own_name, origin, back, today)


def _copy(name: str, text: str, city: Ecosystem, opened: str, today: date) -> WorkbookImport:
    """Return a colleague's copy of the data file, in the form in which a workbook is read."""
    document = documents.of(dataset.parse(text, name, today=today))
    now = documents.of(city)
    if workbook_import.is_of_another(document, now):
        raise FileAccessError(
            _(
                "{file} is about ‘{other}’, and the open file is about ‘{own}’. Choose another file.",
                file=name,
                other=document["ecosystem"]["title"],
                own=now["ecosystem"]["title"],
            )
        )
    base = documents.of(dataset.parse(opened, name))
    origins: dict[documents.Path, list[int | None]] = {
        (section,): aligned(section, base[section], document[section]) for section in LISTS
    }
    notes, gone = documents.notes(opened), _gone(base, document)
    return WorkbookImport(document, base, origins, _notes(text), notes, gone=gone, file=name)


def _notes(text: str) -> dict[str, dict[str | int, Any]]:
    """Return the private notes of whole entries, by section and id or place."""
    notes: dict[str, dict[str | int, Any]] = {name: {} for name in (*SECTIONS, *LISTS)}
    for path, note in documents.notes(text).items():
        if len(path) == 2 and path[0] in notes:
            notes[str(path[0])][path[1]] = note
    return notes


def _gone(base: Document, document: Document) -> set[tuple[str, str]]:
    """Return the entries that the copy no longer has; an organisation may have moved to another section."""
    organisations = {identifier for section in ORGANISATION_SECTIONS for identifier in document[section]}
    return {
        (str(section), identifier)
        for section in SECTIONS
        for identifier in base[section]
        if identifier not in document[section]
        and not (section in ORGANISATION_SECTIONS and identifier in organisations)
    }
