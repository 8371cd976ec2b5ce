"""The rules of what has a date: times that an entry begins and ends, reports and confirmations."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ecosystem import dates
from ecosystem.dataset.draft import Draft
from ecosystem.dataset.fields import Entry
from ecosystem.dataset.syntax import Notes
from ecosystem.dataset.unseen import quoted
from ecosystem.language import _
from ecosystem.model import ENTITY_SECTIONS, Progress

_IN_TIME = (("founded", "ended"), ("start", "due"), ("since", "until"))


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
        for path, report in _records(entry, "progress", notes):
            when = dates.bounds(report.date)
            if start and when[1] < dates.bounds(start)[0]:
                message = _(
                    "the report ({date}) is older than the action’s start ({start}). Correct one of them.",
                    date=report.date,
                    start=start,
                )
                _note(entry, f"{path}.date", message, notes)
            if when in seen:
                message = _(
                    "{place} already has a report dated {date}. Merge the two.",
                    place=notes.place(seen[when], ""),
                    date=report.date,
                )
                _note(entry, f"{path}.date", message, notes)
            seen.setdefault(when, notes.lines.get(f"{path}.date", entry.line))
            for message in _wrong_evidence(draft, report):
                _note(entry, f"{path}.evidence", message, notes)


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


def ahead(draft: Draft, notes: Notes, today: date) -> None:
    """Nobody has reported or looked on a day that is still to come."""
    for entry in draft.of("priorities", "actions"):
        for path, report in _records(entry, "progress", notes):
            if dates.bounds(report.date)[0] > today:
                message = _(
                    "the report ({date}) is dated after today, {today}. Correct the date.",
                    date=report.date,
                    today=today.isoformat(),
                )
                _note(entry, f"{path}.date", message, notes)
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
        for path, confirmation in _records(link, "confirmations", notes):
            if dates.bounds(confirmation.date)[0] > today:
                message = _(
                    "the confirmation ({date}) is dated after today, {today}. Correct the date.",
                    date=confirmation.date,
                    today=today.isoformat(),
                )
                _note(link, f"{path}.date", message, notes)


def confirmations(draft: Draft, notes: Notes) -> None:
    """Only the organisations at the ends of a link can confirm it."""
    for link in draft.lists["links"]:
        ends = {link.values.get("tail"), link.values.get("head")}
        if link.lines.keys() >= {"tail", "head"}:
            for path, confirmation in _records(link, "confirmations", notes):
                if confirmation.organisation not in ends:
                    message = _(
                        "{id} is at neither end of this link, so it cannot confirm it. Delete it here.",
                        id=quoted(confirmation.organisation),
                    )
                    _note(link, f"{path}.organisation", message, notes)


def _records(entry: Entry, field: str, notes: Notes) -> Iterator[tuple[str, Any]]:
    """Yield the items of a list of an entry, each with its path; a single one may stand without a list."""
    base = entry.path_to(field)
    for place, record in enumerate(entry.values.get(field, ()), 1):
        path = f"{base}[{place}]"
        yield path if path in notes.lines else base, record


def _note(entry: Entry, path: str, message: str, notes: Notes) -> None:
    notes.add(notes.lines.get(path, entry.line), path, message)
