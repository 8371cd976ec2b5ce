"""What must hold between the entries of a file. Each rule is a function that notes what breaks it."""

import re
from datetime import date
from typing import Any

from ecosystem.dataset import dated_rules, known_ids, link_wordings
from ecosystem.dataset.draft import Draft
from ecosystem.dataset.fields import Entry
from ecosystem.dataset.suggestions import nearest
from ecosystem.dataset.syntax import Notes
from ecosystem.dataset.unseen import quoted
from ecosystem.language import _
from ecosystem.model import (
    ENTITY_SECTIONS,
    FIELD_LINK_TYPES,
    SHORT_LENGTH,
    GapKind,
    Section,
    Shape,
)

_LABELLED = (*ENTITY_SECTIONS, Section.PLANS, Section.PRIORITIES)
_SAME_LINK = ("tail", "type", "head", "role", "since", "until")


def check(draft: Draft, links: list[Entry], notes: Notes, today: date | None = None) -> None:
    """Note everything that does not fit together. `links` are those of the list and of the fields.

    What lies ahead of `today` is noted where a day is given; reading a file asks no clock.
    """
    known_ids.references(draft, notes)
    link_wordings.own_link_types(draft, notes)
    link_wordings.one_way(draft, notes)
    kinds(draft, notes)
    shapes(draft, notes)
    sources(draft, notes)
    labels(draft, notes)
    names(draft, notes)
    dated_rules.times([*draft.of("groups", "networks", "partners", "actions"), *draft.lists["links"]], notes)
    dated_rules.progress(draft, notes)
    if today:
        dated_rules.ahead(draft, notes, today)
    numbers(draft, notes)
    disputes(draft, notes)
    accepted(draft, links, notes)
    ends(draft, links, notes)
    dated_rules.confirmations(draft, notes)
    twins(links, notes)


def kinds(draft: Draft, notes: Notes) -> None:
    """A kind is used in the section it is meant for."""
    for entry in draft.of(*ENTITY_SECTIONS):
        kind = draft.sections["kinds"].get(entry.values.get("kind", ""))
        section = kind and kind.values.get("section")
        if not kind or not section or section == entry.section:
            continue
        fitting = [other.id for other in draft.of("kinds") if other.values.get("section") == entry.section]
        message = _(
            "‘{kind}’ is a kind for {section}, and this entry is under {own}.",
            kind=kind.id,
            section=str(section),
            own=entry.section,
        )
        if fitting:
            hint = _("Kinds for {section}: {kinds}.", section=entry.section, kinds=", ".join(fitting))
            message = f"{message} {hint}"
        notes.add(entry.line_of("kind"), entry.path_to("kind"), message)


def shapes(draft: Draft, notes: Notes) -> None:
    """No two kinds look alike."""
    first: dict[Shape, Entry] = {}
    for kind in draft.of("kinds"):
        shape = kind.values.get("shape")
        if shape and first.setdefault(shape, kind) is not kind:
            other = first[shape]
            message = _(
                "‘{shape}’ is already the shape of ‘{other}’ ({place}). Choose another.",
                shape=str(shape),
                other=other.id,
                place=notes.place(other.line, ""),
            )
            notes.add(kind.line_of("shape"), kind.path_to("shape"), message)


def sources(draft: Draft, notes: Notes) -> None:
    """Every organisation, event and output rests on a source, its own or a fact's."""
    for entry in draft.of(*ENTITY_SECTIONS):
        tried = entry.lines.keys() & {"sources", "facts"}
        if entry.lines and not any(entry.values.get(name, "broken") for name in tried):
            message = _("there is no source. Write `source:` with an id, or add a fact that has one.")
            notes.add(entry.line, entry.path, message)


def labels(draft: Draft, notes: Notes) -> None:
    """A name too long for the wheel has a short form."""
    for entry in draft.of(*_LABELLED):
        length = len(entry.values.get("name", ""))
        if length > SHORT_LENGTH and "short" not in entry.lines:
            message = _(
                "the name has {count} characters, and the wheel has room for {limit}. Add a short form of it"
                " under `short:`.",
                count=length,
                limit=SHORT_LENGTH,
            )
            notes.add(entry.line_of("name"), entry.path_to("name"), message)


def names(draft: Draft, notes: Notes) -> None:
    """An alias is not what the thing is called anyway."""
    for entry in draft.of(*Section):
        seen = {entry.values[name].casefold() for name in ("name", "short") if name in entry.values}
        for alias in entry.values.get("aliases", ()):
            if alias.casefold() in seen:
                message = _("{name} is already a name of this entry. Delete it here.", name=quoted(alias))
                notes.add(entry.line_of("aliases"), entry.path_to("aliases"), message)
            seen.add(alias.casefold())


def numbers(draft: Draft, notes: Notes) -> None:
    """Within a plan, every priority has its own number."""
    first: dict[tuple[str, int], Entry] = {}
    for entry in draft.of("priorities"):
        if "plan" not in entry.values or "number" not in entry.values:
            continue
        plan, number = entry.values["plan"], entry.values["number"]
        other = first.setdefault((plan, number), entry)
        if other is not entry:
            message = _(
                "{number} is the number of ‘{other}’ ({place}), in the same plan. Choose another.",
                number=number,
                other=other.id,
                place=notes.place(other.line, ""),
            )
            notes.add(entry.line_of("number"), entry.path_to("number"), message)


def disputes(draft: Draft, notes: Notes) -> None:
    """A dispute has sides."""
    for entry in draft.lists["disputes"]:
        if len(entry.values.get("claims", "ab")) < 2:
            message = _("a dispute needs two claims or more. Add the other side, or make it a fact.")
            notes.add(entry.line_of("claims"), entry.path_to("claims"), message)


def accepted(draft: Draft, links: list[Entry], notes: Notes) -> None:
    """An accepted gap is about something there is, and of missing kinds it accepts one."""
    known = {*draft.nodes, *draft.sections["sources"]}
    known |= {"-".join(str(link.values.get(end)) for end in ("tail", "type", "head")) for link in links}
    for entry in draft.lists["accepted_gaps"]:
        about = entry.values.get("about", "")
        if about and about not in known and re.sub(r"-[0-9]+$", "", about) not in known:
            message = _("{id} is not the id of an entry, a source or a link.", id=quoted(about))
            message = f"{message}{nearest(about, known)}"
            notes.add(entry.line_of("about"), entry.path_to("about"), message)
        is_of_a_kind = entry.values.get("gap") is GapKind.KIND_MISSING
        if "gap" in entry.values and is_of_a_kind != ("kind" in entry.lines):
            message = _("‘kind missing’ needs the id of that kind under `kind:`. No other gap may have one.")
            notes.add(entry.line_of("gap"), entry.path_to("gap"), message)


def ends(draft: Draft, links: list[Entry], notes: Notes) -> None:
    """A link joins two different things, of sections that its type may join."""
    for link in links:
        values = link.values
        if "tail" in values and values["tail"] == values.get("head"):
            message = _("the link leads from {id} to itself. Delete it.", id=quoted(values["tail"]))
            notes.add(link.line, link.path, message)
        _end(draft, link, "tail", notes)
        _end(draft, link, "head", notes)


def _end(draft: Draft, link: Entry, end: str, notes: Notes) -> None:
    values = link.values
    if "field" in values:
        return  # `references` has refused what cannot stand in the field
    link_type = values.get("type", "")
    node = draft.nodes.get(values.get(end, ""))
    allowed = _allowed(draft, link_type, end)
    if node is None or not allowed or node.section in allowed:
        return
    names = {"id": quoted(node.id), "section": node.section, "type": link_type, "sections": _either(allowed)}
    message = _("{id} is under {section}, and a ‘{type}’ link ends at {sections}.", **names)
    if end == "tail":
        message = _("{id} is under {section}, and a ‘{type}’ link starts at {sections}.", **names)
    notes.add(link.line_of(end), link.path_to(end), message)


def _allowed(draft: Draft, link_type: str, end: str) -> tuple[Section, ...]:
    """Return the sections where a link of this type may start or end; none when they are not known."""
    if link_type in FIELD_LINK_TYPES:
        sections: tuple[Section, ...] = getattr(FIELD_LINK_TYPES[link_type], f"{end}s")
    else:
        entry = draft.sections["link_types"].get(link_type)
        sections = entry.values.get(f"{end}s", ()) if entry else ()
    return sections


def _either(sections: tuple[Section, ...]) -> str:
    *most, last = sections
    if not most:
        return str(last)
    return _("{sections} or {section}", sections=", ".join(most), section=str(last))


def twins(links: list[Entry], notes: Notes) -> None:
    """No link is there twice. Links that differ in role, dates or sources are several links."""
    first: dict[tuple[Any, ...], Entry] = {}
    for link in links:
        if not link.whole:
            continue
        key = (*map(link.values.get, _SAME_LINK), *sorted({each.id for each in link.values["sources"]}))
        other = first.setdefault(key, link)
        if other is not link:
            message = _(
                "{place} is the same link, with the same ends, type, role, dates and sources. Delete one.",
                place=notes.place(other.line, other.path),
            )
            notes.add(link.line, link.path, message)
