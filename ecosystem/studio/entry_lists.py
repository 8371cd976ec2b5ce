"""What the lists and pickers of the studio show: every entry by a name that no other has."""

from collections.abc import Iterator
from typing import Any

from ecosystem import sentences
from ecosystem.city import City
from ecosystem.dataset.documents import Document, cited
from ecosystem.dataset.draft import ABOUT, LISTS
from ecosystem.edits.change_list import keys
from ecosystem.exchange.cell_names import CellNames, sections_of as referred_sections
from ecosystem.folding import folded
from ecosystem.language import _
from ecosystem.model import FIELD_LINK_TYPES, ORGANISATION_SECTIONS, Ecosystem, Link, Section
from ecosystem.queries import SECTION_WORDS
from ecosystem.studio.form_fields import FORMS, form_of, sections_of
from ecosystem.words import natural

Item = dict[str, Any]
"""An entry in a list: its form, its id, its name, a note beside the name, and other words to find it by."""

_IN_ORDER = ("kinds", "plans", "priorities", "actions", "tours")
"""The sections whose order in the file says something."""


class EntryLists:
    """Lists the entries of a document.

    Args:
        document: What the file says.
        ecosystem: The same as a map; None if the file has mistakes.
    """

    def __init__(self, document: Document, ecosystem: Ecosystem | None) -> None:
        self._document = document
        self._names = CellNames(document)
        self._city = City(ecosystem) if ecosystem else None
        written = [link for link in ecosystem.links if not link.field] if ecosystem else []
        self._links: dict[str, Link] = (
            dict(zip(self.keys("links"), written, strict=True)) if ecosystem else {}
        )
        self._fields = [link for link in ecosystem.links if link.field] if ecosystem else []

    def keys(self, name: str) -> list[str]:
        """Return what tells each item of a list from the others."""
        return keys(name, self._document[name])

    def counts(self) -> dict[str, int]:
        """Return how many entries each form has."""
        return {
            form: sum(len(self._document[section]) for section in sections_of(form))
            for form in FORMS
            if form != ABOUT
        }

    def of(self, form: str) -> list[Item]:
        """Return the entries of a form, or of what a field refers to, such as `nodes`."""
        if form in LISTS:
            items = [self._item(form, key, entry) for key, entry in self._of_list(form)]
            return items if form != "links" else sorted(items, key=lambda item: natural(folded(item["name"])))
        if form == ABOUT:
            return []
        sections = sections_of(form) if form in FORMS else referred_sections(form)
        items = [
            self._item(section, identifier, entry)
            for section in sections
            for identifier, entry in self._document[section].items()
        ]
        if form == "link_types":
            return items
        return items if form in _IN_ORDER else sorted(items, key=lambda item: natural(folded(item["name"])))

    def linked(self, identifier: str) -> list[Item]:
        """Return the links of an entry, those included that its own fields or those of others imply."""
        links = [
            self._item("links", key, entry)
            for key, entry in self._of_list("links")
            if identifier in (entry.get("from"), entry.get("to"))
        ]
        for link in self._fields:
            if identifier in (link.tail, link.head) and self._city and self._is_shown(link):
                section, holder, *_field = (link.field or "").split(".")
                item = {"form": form_of(section), "id": holder, "name": sentences.of_link(self._city, link)}
                links.append(item)
        return links

    def name(self, section: str, identifier: str) -> str:
        """Return the name of an entry."""
        if section in LISTS:
            return next(
                (
                    self._named(section, key, entry)
                    for key, entry in self._of_list(section)
                    if key == identifier
                ),
                identifier,
            )
        return self._names.label(section, identifier)

    def _of_list(self, name: str) -> Iterator[tuple[str, Document]]:
        yield from zip(self.keys(name), self._document[name], strict=True)

    def _item(self, section: str, identifier: str, entry: Document) -> Item:
        item: Item = {
            "form": form_of(section),
            "id": identifier,
            "name": self._named(section, identifier, entry),
        }
        if section not in LISTS:
            item["section"] = section
        if section == "kinds":
            item["of"] = entry.get("section")
        if note := self._note(section, entry):
            item["note"] = note
        words = [
            entry[name]
            for name in ("short", "reference", "url", "plural")
            if isinstance(entry.get(name), str)
        ]
        if text := " ".join([*words, *entry.get("aliases", ())]):
            item["words"] = text
        return item

    def _named(self, section: str, identifier: str, entry: Document) -> str:
        if section == "links":
            return self._sentence(identifier, entry)
        if section in LISTS:
            return str(entry.get("question") or entry.get("reason") or identifier)
        return self._names.label(section, identifier)

    def _sentence(self, key: str, entry: Document) -> str:
        link = self._links.get(key)
        if link and self._city and self._is_shown(link):
            return sentences.of_link(self._city, link)
        start, end = (self._names.label("nodes", str(entry.get(name, "?"))) for name in ("from", "to"))
        words = self._names.label("link_types", str(entry.get("type", "?")))
        return _("{start} {type} {end}", start=start, type=words, end=end)

    def _is_shown(self, link: Link) -> bool:
        """Return whether a city has both ends: it leaves out what is withheld."""
        return self._city is not None and link.tail in self._city and link.head in self._city

    def _note(self, section: str, entry: Document) -> str:
        match section:
            case "sources":
                return joined_note(entry.get("publisher"), entry.get("date") or entry.get("date_text"))
            case "kinds":
                known = entry.get("section") in tuple(Section)
                return _(SECTION_WORDS[Section(entry["section"])]) if known else ""
            case "link_types":
                return str(entry.get("inverse", ""))
            case "links":
                return joined_note(*map(cited, entry.get("source", ()))) if self._links else ""
            case "priorities" | "actions":
                number = entry.get("reference") or entry.get("number")
                plan = self._names.label("plans", str(entry.get("plan", "")))
                return joined_note(plan, str(number) if number else None)
            case "accepted_gaps":
                return str(entry.get("gap", ""))
        if section in (*ORGANISATION_SECTIONS, "events", "outputs"):
            return self._names.label("kinds", str(entry.get("kind", "")))
        return ""


def joined_note(*parts: Any) -> str:
    """Return parts of a note with commas between, without those that are missing."""
    return ", ".join(str(part) for part in parts if part)


def link_types(document: Document) -> list[dict[str, Any]]:
    """Return every link type as a sentence has it, with the sections that it joins; the program's last."""
    own = [
        {"id": identifier, **{name: entry.get(name) for name in ("label", "inverse", "family", "from", "to")}}
        for identifier, entry in document["link_types"].items()
    ]
    given = [
        {
            "id": identifier,
            "label": kind.label,
            "inverse": kind.inverse,
            "family": kind.family.value,
            "from": [str(section) for section in kind.tails],
            "to": [str(section) for section in kind.heads],
        }
        for identifier, kind in FIELD_LINK_TYPES.items()
    ]
    return [*own, *given]
