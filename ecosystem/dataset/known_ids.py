"""Every id that is named in a file exists; of one that does not, what it may have meant."""

from collections.abc import Iterator

from ecosystem.dataset.draft import SECTIONS, Draft
from ecosystem.dataset.fields import REFERS, Entry
from ecosystem.dataset.suggestions import closest
from ecosystem.dataset.syntax import Notes, Place, Reference
from ecosystem.dataset.unseen import quoted
from ecosystem.language import _
from ecosystem.model import FIELD_LINK_TYPES, ORGANISATION_SECTIONS, Section

_SECTIONS_OF = {
    "nodes": tuple(Section),
    "organisations": ORGANISATION_SECTIONS,
    "shown": (*Section, "kinds"),
}

# Comparing a word with 10,000 ids takes a tenth of a second: a file full of unknown ids would take an hour.
_MOST_COMPARISONS = 100_000


def references(draft: Draft, notes: Notes) -> None:
    """Every id that is named exists, and is of the sort that is wanted there."""
    known = _Known(draft, notes.place)
    for reference in notes.references:
        if not known.holds(reference):
            notes.add(reference.line, reference.path, known.wrong(reference))


class _Known:
    """The ids of a file, and what an unknown one may have meant."""

    def __init__(self, draft: Draft, place: Place) -> None:
        self._draft = draft
        self._place = place
        self._comparisons = 0
        self._hints: dict[tuple[str, str], str] = {}
        self._names: dict[str, dict[str, str]] = {}

    def holds(self, reference: Reference) -> bool:
        if any(reference.id in self._draft.sections[section] for section in _sections(reference.refers)):
            return True
        return reference.refers == "link_types" and reference.id in FIELD_LINK_TYPES

    def wrong(self, reference: Reference) -> str:
        expected = _(REFERS[reference.refers])
        for section, entries in self._draft.sections.items():
            if reference.id in entries:
                return _(
                    "{id} is {noun} ({place}). Write {expected} here.",
                    id=quoted(reference.id),
                    noun=_(SECTIONS[section][1]),
                    place=self._place(entries[reference.id].line, ""),
                    expected=expected,
                )
        message = _("{id} is not {expected}.", id=quoted(reference.id), expected=expected)
        return f"{message}{self._hint(reference.refers, reference.id)}"

    def _hint(self, refers: str, word: str) -> str:
        if (refers, word) not in self._hints:
            self._hints[refers, word] = self._new_hint(refers, word)
        return self._hints[refers, word]

    def _new_hint(self, refers: str, word: str) -> str:
        names = self._names_of(refers)
        meant = names.get(word.casefold())
        if not meant and self._comparisons + len(names) <= _MOST_COMPARISONS:
            self._comparisons += len(names)
            near = closest(word.casefold(), names)
            meant = names[near] if near else None
        if not meant:
            return ""
        title = self._title(meant, refers)
        hint = _("Did you mean ‘{word}’?", word=meant)
        if title:
            hint = _("Did you mean ‘{word}’ ({title})?", word=meant, title=title)
        return f" {hint}"

    def _names_of(self, refers: str) -> dict[str, str]:
        """Ids by what people call them."""
        if refers not in self._names:
            names: dict[str, str] = {}
            for entry in self._draft.of(*_sections(refers)):
                for name in _names(entry):
                    names.setdefault(name.casefold(), entry.id)
            ids = [entry.id for entry in self._draft.of(*_sections(refers))]
            if refers == "link_types":
                ids += FIELD_LINK_TYPES
            self._names[refers] = names | {key: key for key in ids}
        return self._names[refers]

    def _title(self, identifier: str, refers: str) -> str:
        for section in _sections(refers):
            entry = self._draft.sections[section].get(identifier)
            if entry:
                values = entry.values
                return str(values.get("name") or values.get("title") or values.get("label") or "")
        return ""


def _sections(refers: str) -> tuple[str, ...]:
    return _SECTIONS_OF.get(refers, (refers,))


def _names(entry: Entry) -> Iterator[str]:
    for field in ("name", "short", "title", "label"):
        if field in entry.values:
            yield entry.values[field]
    yield from entry.values.get("aliases", ())
