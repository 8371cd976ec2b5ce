"""What the cells of a workbook call an entry, and which entry a cell means.

A cell shows the name of what it refers to, with its plan or its id where two have the same name. What is
typed may be an id, a name, a short name, an alias, a label, a title or an address, in any case and spacing.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from ecosystem.dataset.documents import Document
from ecosystem.dataset.draft import SECTIONS
from ecosystem.folding import folded
from ecosystem.model import FIELD_LINK_TYPES, ORGANISATION_SECTIONS, Section

_GROUPS: dict[str, tuple[str, ...]] = {
    "nodes": tuple(Section),
    "organisations": ORGANISATION_SECTIONS,
    "shown": (*Section, "kinds"),
    "anything": (*Section, "sources"),
}
"""The sections that a reference may lead to, where it is not one of its own name."""

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u200b\ufeff]+")
_NAMED_BY = ("name", "title", "label", "question")
_ALSO = ("short", "plural", "past", "url", "archived")


def spaced(text: str) -> str:
    """Return a text on one line with single plain spaces."""
    return _SPACES.sub(" ", text).strip()


def key(text: str) -> str:
    """Return what two spellings of a name have in common: case, spaces and quotation marks do not matter."""
    return spaced(text).casefold().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def sections_of(refers: str) -> tuple[str, ...]:
    return _GROUPS.get(refers, (refers,))


class CellNames:
    """The names of everything that cells refer to."""

    def __init__(
        self,
        document: Document,
        disputes: Iterable[tuple[str, Document]] = (),
        links: Iterable[str] = (),
    ) -> None:
        sections = (*SECTIONS, "disputes", "links")
        self._names: dict[str, dict[str, list[str]]] = {section: {} for section in sections}
        self._plans: dict[str, str] = {}
        self._labels: dict[tuple[str, str], str] | None = None
        self._found: dict[str, dict[str, list[str]]] = {}
        for section in SECTIONS:
            for identifier, entry in document[section].items():
                self.add(section, identifier, entry)
        for identifier, link_type in FIELD_LINK_TYPES.items():
            names = {"label": link_type.label, "past": link_type.past}
            self.add("link_types", identifier, names)
        for identifier, entry in disputes:
            self.add("disputes", identifier, entry)
        for identifier in links:
            self.add("links", identifier, {})

    def add(self, section: str, identifier: str, entry: Document) -> None:
        """Learn what an entry is called: a new one, or another name of one that is known."""
        names = self._names[section].setdefault(identifier, [])
        own = [entry[field] for field in (*_NAMED_BY, *_ALSO) if isinstance(entry.get(field), str)]
        names += [name for name in (*own, *entry.get("aliases", ())) if name not in names]
        if isinstance(entry.get("plan"), str):
            self._plans.setdefault(identifier, entry["plan"])
        self._labels = None
        self._found.clear()

    def holds(self, section: str, identifier: str) -> bool:
        """Return whether a section has an entry of this id."""
        return identifier in self._names[section]

    def label(self, refers: str, identifier: str) -> str:
        """Return what a cell shows for an id; the id itself where nothing has it."""
        for section in sections_of(refers):
            if identifier in self._names[section]:
                return self._every_label()[section, identifier]
        return identifier

    def labels(self, refers: str) -> list[str]:
        """Return every label of what may be referred to, in the order of the file."""
        every = self._every_label()
        labels = [
            every[section, identifier]
            for section in sections_of(refers)
            for identifier in self._names[section]
        ]
        return list(dict.fromkeys(labels))

    def plan_of(self, identifier: str) -> str | None:
        """Return the label of the plan of a priority or an action."""
        return self.label("plans", self._plans[identifier]) if identifier in self._plans else None

    def find(self, refers: str, text: str, plan: str = "") -> list[str]:
        """Return the ids that a text may mean: none, one, or several.

        Args:
            refers: What is referred to: a section, or a name for several.
            text: What a cell holds.
            plan: What a cell beside it says of the plan; it decides between priorities of the same name.
        """
        if any(text in self._names[section] for section in sections_of(refers) if section in self._names):
            return [text]
        known = self._known(refers)
        for spelling in (key(text), f"~{folded(text)}"):
            ids = known.get(spelling, []) if spelling != "~" else []
            if len(ids) > 1 and plan:
                plans = self.find("plans", plan)
                ids = [identifier for identifier in ids if self._plans.get(identifier) in plans] or ids
            if ids:
                return ids
        return []

    def near(self, refers: str, text: str) -> str | None:
        """Return the label that is most like a text."""
        from difflib import get_close_matches

        labels = {key(label): label for label in self.labels(refers)}
        if len(labels) > 5_000 or len(text) > 80:
            return None
        close = get_close_matches(key(text), labels, 1)
        if close:
            return labels[close[0]]
        known = [name for name in self._known(refers) if not name.startswith("~")]
        close = get_close_matches(key(text), known, 1)
        return self.label(refers, self._known(refers)[close[0]][0]) if close else None

    def _known(self, refers: str) -> dict[str, list[str]]:
        """Return ids by every spelling; labels go before ids and other names."""
        if refers not in self._found:
            known: dict[str, list[str]] = {}
            for sure in (True, False):
                more: dict[str, list[str]] = {}
                for identifier, names in self._spellings(refers, sure):
                    for name in names:
                        for spelling in (key(name), f"~{folded(name)}"):
                            ids = more.setdefault(spelling, [])
                            if identifier not in ids:
                                ids.append(identifier)
                known |= {name: ids for name, ids in more.items() if name not in known}
            self._found[refers] = known
        return self._found[refers]

    def _spellings(self, refers: str, sure: bool) -> Iterator[tuple[str, Collection[str]]]:
        every = self._every_label()
        for section in sections_of(refers):
            for identifier, names in self._names[section].items():
                yield identifier, (every[section, identifier],) if sure else (identifier, *names)

    def _every_label(self) -> dict[tuple[str, str], str]:
        """Return a label for each entry that no other of its sort has."""
        if self._labels is None:
            self._labels = {}
            nodes = tuple(section.value for section in Section)
            for group in (nodes, *((name,) for name in self._names if name not in nodes)):
                self._label_group(self._labels, group)
        return self._labels

    def _label_group(self, labels: dict[tuple[str, str], str], group: tuple[str, ...]) -> None:
        entries = [
            (section, identifier, spaced(names[0]) if names else identifier)
            for section in group
            for identifier, names in self._names[section].items()
        ]
        taken: dict[str, int] = {}
        for _section, _id, name in entries:
            taken[key(name)] = taken.get(key(name), 0) + 1
        for section, identifier, name in entries:
            label = name
            if taken[key(name)] > 1:
                plan = self._plans.get(identifier)
                plans = self._names["plans"].get(plan or "", [])
                label = f"{name} ({plans[0] if plans else identifier})"
                if taken.get(key(label)):
                    label = f"{name} ({identifier})"
                taken[key(label)] = taken.get(key(label), 0) + 1
            labels[section, identifier] = label


def split_place(text: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to read a citation: a name and the place in it, the longest name first.

    >>> list(split_place("A page (2021) (second point)"))[:2]
    [('A page (2021) (second point)', ''), ('A page (2021)', 'second point')]
    """
    yield text, ""
    if not text.endswith(")"):
        return
    for bracket in reversed(list(re.finditer(r"\s*\(", text))):
        if bracket.start():
            yield text[: bracket.start()], text[bracket.end() : -1]


def bare(value: Any) -> tuple[str, str]:
    """Return the id and the place of a citation as a document has it."""
    return (value["id"], value.get("where", "")) if isinstance(value, dict) else (value, "")
