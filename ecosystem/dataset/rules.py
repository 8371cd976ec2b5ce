"""What must hold between the entries of a file. Each rule is a function that notes what breaks it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from ecosystem import dates
from ecosystem.dataset import link_wordings
from ecosystem.dataset.draft import SECTIONS, Draft
from ecosystem.dataset.fields import REFERS, Entry, closest, nearest
from ecosystem.dataset.syntax import Notes, Place, Reference, quoted
from ecosystem.language import _
from ecosystem.model import (
    ENTITY_SECTIONS,
    FIELD_LINK_TYPES,
    ORGANISATION_SECTIONS,
    SHORT_LENGTH,
    Confirmation,
    GapKind,
    Progress,
    Section,
    Shape,
)

_SECTIONS_OF = {
    "nodes": tuple(Section),
    "organisations": ORGANISATION_SECTIONS,
    "shown": (*Section, "kinds"),
}
_LABELLED = (*ENTITY_SECTIONS, Section.PLANS, Section.PRIORITIES)
_IN_TIME = (("founded", "ended"), ("start", "due"), ("since", "until"))
_SAME_LINK = ("tail", "type", "head", "role", "since", "until")

# Comparing a word with 10,000 ids takes a tenth of a second: a file full of unknown ids would take an hour.
_MOST_COMPARISONS = 100_000


def check(draft: Draft, links: list[Entry], notes: Notes, today: date | None = None) -> None:
    """Note everything that does not fit together. `links` are those of the list and of the fields.

    What lies ahead of `today` is noted where a day is given; reading a file asks no clock.
    """
    references(draft, notes)
    link_wordings.own_link_types(draft, notes)
    link_wordings.one_way(draft, notes)
    kinds(draft, notes)
    shapes(draft, notes)
    sources(draft, notes)
    labels(draft, notes)
    names(draft, notes)
    times([*draft.of("groups", "networks", "partners", "actions"), *draft.lists["links"]], notes)
    progress(draft, notes)
    if today:
        ahead(draft, notes, today)
    numbers(draft, notes)
    disputes(draft, notes)
    accepted(draft, links, notes)
    ends(draft, links, notes)
    confirmations(draft, notes)
    twins(links, notes)


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


def times(entries: list[Entry], notes: Notes) -> None:
    """Nothing ends before it begins."""
    for entry in entries:
        for begin, end in _IN_TIME:
            first, last = entry.values.get(begin), entry.values.get(end)
            if first and last and dates.bounds(first)[0] > dates.bounds(last)[1]:
                message = _(
                    "‘{begin}’ ({first}) is later than ‘{end}’ ({last}). Correct one of them.",
                    begin=begin,
                    first=first,
                    end=end,
                    last=last,
                )
                notes.add(entry.line_of(begin), entry.path_to(begin), message)


def progress(draft: Draft, notes: Notes) -> None:
    """A report is of a day of its own, not before its action began, and its evidence can be looked up."""
    for entry in draft.of("priorities", "actions"):
        seen: dict[tuple[date, date], int] = {}
        start = entry.values.get("start")
        for path, line, report in _reports(entry, notes):
            when = dates.bounds(report.date)
            if start and when[1] < dates.bounds(start)[0]:
                message = _(
                    "the report ({date}) is older than the action’s start ({start}). Correct one of them.",
                    date=report.date,
                    start=start,
                )
                notes.add(line, f"{path}.date", message)
            if when in seen:
                message = _(
                    "{place} already has a report dated {date}. Merge the two.",
                    place=notes.place(seen[when], ""),
                    date=report.date,
                )
                notes.add(line, f"{path}.date", message)
            seen.setdefault(when, line)
            for message in _wrong_evidence(draft, report):
                notes.add(notes.lines.get(f"{path}.evidence", line), f"{path}.evidence", message)


def _wrong_evidence(draft: Draft, report: Progress) -> Iterator[str]:
    claimed_by = {citation.id for citation in report.sources}
    for name in dict.fromkeys(citation.id for citation in report.evidence):
        source = draft.sections["sources"].get(name)
        if name in claimed_by:
            yield _(
                "‘{source}’ makes the claim, under ‘source’, so it is not evidence for it. Name another"
                " source, or delete it here.",
                source=name,
            )
        if source and not {"url", "held_by"} & source.lines.keys():
            yield _(
                "‘{source}’ has neither `url:` nor `held_by:`, so nobody can look at it. Add one of them to"
                " the source.",
                source=name,
            )


def _reports(entry: Entry, notes: Notes) -> Iterator[tuple[str, int, Progress]]:
    """Yield the reports of an entry, each with its path and line."""
    base = entry.path_to("progress")
    for place, report in enumerate(entry.values.get("progress", ()), 1):
        path = f"{base}[{place}]" if f"{base}[{place}]" in notes.lines else base
        yield path, notes.lines.get(f"{path}.date", entry.line), report


def ahead(draft: Draft, notes: Notes, today: date) -> None:
    """Nobody has reported or looked on a day that is still to come."""
    for entry in draft.of("priorities", "actions"):
        for path, line, report in _reports(entry, notes):
            if dates.bounds(report.date)[0] > today:
                message = _(
                    "the report ({date}) is dated after today, {today}. Correct the date.",
                    date=report.date,
                    today=today.isoformat(),
                )
                notes.add(line, f"{path}.date", message)
    for entry in draft.of(*ENTITY_SECTIONS):
        checked = entry.values.get("checked")
        if checked and dates.bounds(checked)[0] > today:
            message = _(
                "‘checked’ ({date}) is after today, {today}. Correct the date.",
                date=checked,
                today=today.isoformat(),
            )
            notes.add(entry.line_of("checked"), entry.path_to("checked"), message)
    for link in draft.lists["links"]:
        for path, line, confirmation in _confirmations(link, notes):
            if dates.bounds(confirmation.date)[0] > today:
                message = _(
                    "the confirmation ({date}) is dated after today, {today}. Correct the date.",
                    date=confirmation.date,
                    today=today.isoformat(),
                )
                notes.add(line, f"{path}.date", message)


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


def confirmations(draft: Draft, notes: Notes) -> None:
    """Only the organisations at the ends of a link can confirm it."""
    for link in draft.lists["links"]:
        ends = {link.values.get("tail"), link.values.get("head")}
        if link.lines.keys() >= {"tail", "head"}:
            for path, line, confirmation in _confirmations(link, notes):
                if confirmation.organisation not in ends:
                    message = _(
                        "{id} is at neither end of this link, so it cannot confirm it. Delete it here.",
                        id=quoted(confirmation.organisation),
                    )
                    notes.add(line, f"{path}.organisation", message)


def _confirmations(link: Entry, notes: Notes) -> Iterator[tuple[str, int, Confirmation]]:
    """Yield the confirmations of a link, each with its path and line."""
    base = link.path_to("confirmations")
    for place, confirmation in enumerate(link.values.get("confirmations", ()), 1):
        path = f"{base}[{place}]" if f"{base}[{place}]" in notes.lines else base
        yield path, notes.lines.get(path, link.line), confirmation


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
