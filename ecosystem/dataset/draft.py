"""A file's entries before they are known to fit together: what the rules look at."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from ecosystem.dataset.fields import Entry, read_entry
from ecosystem.dataset.single_values import ambiguous, is_ambiguous
from ecosystem.dataset.suggestions import closest
from ecosystem.dataset.syntax import Items, Node, Notes, Pairs, Scalar, UnreadableError, step
from ecosystem.dataset.unseen import quoted
from ecosystem.language import N_, _
from ecosystem.model import (
    REGIONS,
    About,
    AcceptedGap,
    Action,
    Dispute,
    Ecosystem,
    Event,
    Kind,
    Link,
    LinkType,
    Organisation,
    Output,
    Plan,
    Priority,
    Section,
    Source,
    Tour,
    Value,
)

MAX_ENTRIES = 100_000

SECTIONS: dict[str, tuple[type[Value], str]] = {
    "kinds": (Kind, N_("a kind")),
    "link_types": (LinkType, N_("a link type")),
    "sources": (Source, N_("a source")),
    "groups": (Organisation, N_("a group")),
    "networks": (Organisation, N_("a network")),
    "partners": (Organisation, N_("a partner")),
    "events": (Event, N_("an event")),
    "outputs": (Output, N_("an output")),
    "plans": (Plan, N_("a plan")),
    "priorities": (Priority, N_("a priority")),
    "actions": (Action, N_("an action")),
    "tours": (Tour, N_("a tour")),
}
LISTS: dict[str, tuple[type[Value], str]] = {
    "links": (Link, N_("a link")),
    "disputes": (Dispute, N_("a dispute")),
    "accepted_gaps": (AcceptedGap, N_("an accepted gap")),
}
"""The model of the entries of each section or list, and what a message calls one of them."""
ABOUT = "ecosystem"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_SLUG_LENGTH = 60


class Draft(msgspec.Struct):
    """Every entry of a file, also those with mistakes: others may rightly refer to them."""

    about: Entry | None = None
    sections: dict[str, dict[str, Entry]] = msgspec.field(
        default_factory=lambda: {name: {} for name in SECTIONS}
    )
    lists: dict[str, list[Entry]] = msgspec.field(default_factory=lambda: {name: [] for name in LISTS})
    nodes: dict[str, Entry] = {}

    def of(self, *sections: str) -> Iterator[Entry]:
        for section in sections:
            yield from self.sections[section].values()


class Origin(msgspec.Struct, frozen=True):
    """A map, and where in its file everything stands."""

    ecosystem: Ecosystem
    tree: Pairs
    draft: Draft
    links: Sequence[Entry]
    """The entry of each link of the map, in its order."""
    notes: Notes

    def entry(self, section: str, identifier: str) -> Entry:
        return self.draft.sections[section][identifier]

    def line(self, path: str, otherwise: Entry) -> int:
        """Return the line of what stands within an entry, or that of the entry."""
        return self.notes.lines.get(path, otherwise.line)


def read(root: Pairs, notes: Notes) -> Draft:
    """Return the entries of a file.

    Raises:
        UnreadableError: There are too many of them; the notes say so.
    """
    _count(root, notes)
    notes.region = _region(root) or notes.region
    draft = Draft()
    for key, node in root.pairs:
        if key.text == ABOUT:
            draft.about = read_entry(Entry(About, ABOUT, key.line), node, N_("an ecosystem"), notes)
        elif key.text in SECTIONS:
            _read_section(draft, key, node, notes)
        elif key.text in LISTS:
            _read_list(draft, key, node, notes)
        else:
            known = (ABOUT, *SECTIONS, *LISTS)
            message = _("{section} is not a section of the file.", section=quoted(key.text))
            hint = _("The sections are {sections}.", sections=", ".join(known))
            if near := closest(key.text, known):
                hint = _("Did you mean ‘{word}’?", word=near)
            notes.add(key.line, step(key), f"{message} {hint}")
    if all(key.text != ABOUT for key, _node in root.pairs):
        message = _("‘ecosystem’ is missing. Write it, with the title, place and edition of the map.")
        notes.add(1, "", message)
    return draft


def _region(root: Pairs) -> str | None:
    """Return the region that the file names, wherever it stands; None when it names none that exists."""
    for key, node in root.pairs:
        for name, value in node.pairs if key.text == ABOUT and isinstance(node, Pairs) else ():
            if name.text == "region" and isinstance(value, Scalar) and value.text.strip() in REGIONS:
                return value.text.strip()
    return None


def _count(root: Pairs, notes: Notes) -> None:
    nodes = links = 0
    for key, node in root.pairs:
        if key.text in list(Section) and isinstance(node, Pairs):
            nodes += len(node.pairs)
        elif key.text == "links" and isinstance(node, Items):
            links += len(node.items)
        if nodes > MAX_ENTRIES:
            message = _(
                "the file has more than {limit} groups, networks and other entries. Split the map in two.",
                limit=MAX_ENTRIES,
            )
        elif links > MAX_ENTRIES:
            message = _("the file has more than {limit} links. Split the map in two.", limit=MAX_ENTRIES)
        else:
            continue
        notes.add(key.line, key.text, message)
        raise UnreadableError


def _read_section(draft: Draft, key: Scalar, node: Node, notes: Notes) -> None:
    model, noun = SECTIONS[key.text]
    if isinstance(node, Scalar) and not node.text.strip():
        return
    if not isinstance(node, Pairs):
        message = _(
            "‘{section}’ is a map. Under it, write ids, each with the fields of {noun}.",
            section=key.text,
            noun=_(noun),
        )
        notes.add(key.line, key.text, message)
        return
    entries, is_shown = draft.sections[key.text], key.text in list(Section)
    for name, value in node.pairs:
        entry = Entry(model, f"{key.text}.{step(name)}", name.line, name.text, key.text)
        _check_id(name, entry.path, notes)
        read_entry(entry, value, noun, notes)
        entries.setdefault(name.text, entry)
        if is_shown:
            _register(draft, entry, notes)


def _register(draft: Draft, entry: Entry, notes: Notes) -> None:
    first = draft.nodes.setdefault(entry.id, entry)
    if first.section != entry.section:
        message = _(
            "{id} is already the id of {noun} in {place}. Give each entry on the map its own.",
            id=quoted(entry.id),
            noun=_(SECTIONS[first.section][1]),
            place=notes.place(first.line, ""),
        )
        notes.add(entry.line, entry.path, message)


def _check_id(name: Scalar, path: str, notes: Notes) -> None:
    text = name.text
    if is_ambiguous(name):
        notes.add(name.line, path, ambiguous(text))
    elif len(text) > _SLUG_LENGTH:
        message = _(
            "the id {id} has {count} characters, and {limit} are allowed. Shorten it.",
            id=quoted(text),
            count=len(text),
            limit=_SLUG_LENGTH,
        )
        notes.add(name.line, path, message)
    elif not _SLUG.fullmatch(text):
        better = re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")
        message = _(
            "{id} cannot be an id. Ids are lower-case letters and digits, joined by single hyphens.",
            id=quoted(text),
        )
        if better:
            hint = _("Did you mean ‘{word}’?", word=better)
            message = f"{message} {hint}"
        notes.add(name.line, path, message)


def _read_list(draft: Draft, key: Scalar, node: Node, notes: Notes) -> None:
    model, noun = LISTS[key.text]
    if isinstance(node, Scalar) and not node.text.strip():
        return
    if not isinstance(node, Items):
        message = _(
            "‘{section}’ is a list. Start {noun} on a line of its own with a hyphen.",
            section=key.text,
            noun=_(noun),
        )
        notes.add(key.line, key.text, message)
        return
    for place, item in enumerate(node.items, 1):
        entry = Entry(model, f"{key.text}[{place}]", item.line)
        draft.lists[key.text].append(read_entry(entry, item, noun, notes))
