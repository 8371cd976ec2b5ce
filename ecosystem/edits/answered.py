"""What an organisation says about an entry or a link → the changes that this makes in a data file.

To confirm a link adds a confirmation to it, and to confirm an organisation, event or output sets when it was
checked. To dispute a link makes `disputed` its basis. Whatever else is said is for an editor to read: it
changes nothing by itself.
"""

from collections.abc import Iterable, Iterator
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
    for each in changes:
        if _is_outdated(each, changes):
            continue
        if each.what not in SAID:
            yield each
        elif each.at[0] == "links" and len(each.at) == 2:
            for made in _of_link(each, places.value(each.at)):
                said[made.id,] = made
        elif each.what is What.CONFIRM and each.at[0] in ENTITY_SECTIONS and len(each.at) == 2:
            for made in _checked(each, places.value((*each.at, "checked"))):
                said[made.at] = max(made, said.get(made.at, made), key=lambda one: one.value)
    yield from said.values()


def subject(each: Change, now: Any) -> Any:
    """Return what a saying is about, as far as it must not have changed since: nobody's word, no check."""
    if each.what not in SAID or not isinstance(now, dict):
        return now
    return {name: value for name, value in now.items() if name not in NOT_SAID}


def _is_outdated(each: Change, changes: Iterable[Change]) -> bool:
    """Return whether the same organisation disputes later what it confirms here."""
    return each.what is What.CONFIRM and any(
        other.what is What.DISPUTE
        and other.at == each.at
        and other.value["organisation"] == each.value["organisation"]
        and _is_refusal(other)
        and _day(other.value) >= _day(each.value)
        for other in changes
    )


def _is_refusal(each: Change) -> bool:
    return each.value.get("answer") not in ("missing", "comment")


def _day(said: dict[str, Any]) -> date:
    """Return the last day of the date of what somebody says."""
    return dates.bounds(said["date"])[1]


def _of_link(each: Change, link: dict[str, Any]) -> Iterator[Change]:
    if each.what is What.DISPUTE:
        if not _is_refusal(each):
            return
        for confirmation in link.get("confirmations", []):
            if confirmation["organisation"] == each.value["organisation"] and _day(confirmation) <= _day(
                each.value
            ):
                at = (*each.at, "confirmations", stem("confirmations", confirmation))
                yield change(What.REMOVE, at, was=confirmation, because=each.because)
        if link.get("basis") != Basis.DISPUTED:
            at = (*each.at, "basis")
            yield change(
                What.SET, at, was=link.get("basis"), value=Basis.DISPUTED.value, because=each.because
            )
        return
    names = ("organisation", "role", "date")
    confirmation = {name: each.value[name] for name in names if each.value.get(name)}
    if confirmation not in link.get("confirmations", []):
        yield change(What.ADD, (*each.at, "confirmations"), value=confirmation, because=each.because)


def _checked(each: Change, last: str | None) -> Iterator[Change]:
    if not last or last < each.value["date"]:
        yield change(
            What.SET, (*each.at, "checked"), was=last, value=each.value["date"], because=each.because
        )
