"""What an organisation says about an entry or a link → the changes that this makes in a data file.

To confirm a link adds a confirmation to it, and to confirm an organisation, event or output sets when it was
checked. To dispute a link makes `disputed` its basis. Whatever else is said is for an editor to read: it
changes nothing by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ecosystem import dates
from ecosystem.edits.change_list import Change, What, change, stem
from ecosystem.edits.places import Places
from ecosystem.model import ENTITY_SECTIONS, Basis

SAID = (What.CONFIRM, What.DISPUTE)
NOT_SAID = ("confirmations", "checked", "basis")
"""Fields that may change without making somebody's word one about something else."""


def written(changes: Iterable[Change], places: Places) -> Iterator[Change]:
    """Yield what is to be written: changes as they are, and for what somebody says the change that it makes.

    What two say is written once, and of two dates the later. An organisation that disputes a link no longer
    confirms it.
    """
    changes = list(changes)
    said: dict[tuple[str, ...], Change] = {}
    for edit in changes:
        if _is_outdated(edit, changes):
            continue
        if edit.what not in SAID:
            yield edit
        elif edit.at[0] == "links" and len(edit.at) == 2:
            for made in _of_link(edit, places.value(edit.at)):
                said[made.id,] = made
        elif edit.what is What.CONFIRM and edit.at[0] in ENTITY_SECTIONS and len(edit.at) == 2:
            for made in _checked(edit, places.value((*edit.at, "checked"))):
                said[made.at] = max(made, said.get(made.at, made), key=lambda one: one.value)
    yield from said.values()


def subject(edit: Change, now: Any) -> Any:
    """Return what a saying is about, as far as it must not have changed since: nobody's word, no check."""
    return told(now) if edit.what in SAID and isinstance(now, dict) else now


def told(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a map says of an entry or a link: no confirmations, no checks."""
    return {name: value for name, value in entry.items() if name not in NOT_SAID}


def _is_outdated(confirmed: Change, changes: Iterable[Change]) -> bool:
    """Return whether the same organisation disputes later what it confirms here."""
    return confirmed.what is What.CONFIRM and any(
        other.what is What.DISPUTE
        and other.at == confirmed.at
        and other.value["organisation"] == confirmed.value["organisation"]
        and _is_refusal(other)
        and _day(other.value) >= _day(confirmed.value)
        for other in changes
    )


def _is_refusal(edit: Change) -> bool:
    return edit.value.get("answer") not in ("missing", "comment")


def _day(said: dict[str, Any]) -> date:
    """Return the last day of the date of what somebody says."""
    return dates.bounds(said["date"])[1]


def _of_link(edit: Change, link: dict[str, Any]) -> Iterator[Change]:
    if edit.what is What.DISPUTE:
        if not _is_refusal(edit):
            return
        for confirmation in link.get("confirmations", []):
            if confirmation["organisation"] == edit.value["organisation"] and _day(confirmation) <= _day(
                edit.value
            ):
                at = (*edit.at, "confirmations", stem("confirmations", confirmation))
                yield change(What.REMOVE, at, was=confirmation, because=edit.because)
        if link.get("basis") != Basis.DISPUTED:
            at = (*edit.at, "basis")
            yield change(
                What.SET, at, was=link.get("basis"), value=Basis.DISPUTED.value, because=edit.because
            )
        return
    names = ("organisation", "role", "date")
    confirmation = {name: edit.value[name] for name in names if edit.value.get(name)}
    if confirmation not in link.get("confirmations", []):
        yield change(What.ADD, (*edit.at, "confirmations"), value=confirmation, because=edit.because)


def _checked(edit: Change, last: str | None) -> Iterator[Change]:
    if not last or last < edit.value["date"]:
        yield change(
            What.SET, (*edit.at, "checked"), was=last, value=edit.value["date"], because=edit.because
        )
