"""Whether a link is confirmed: worked out from who at its ends said that it is right, and when.

The file keeps the basis that its sources give. A link between two organisations needs the word of both; where
one end cannot be asked, the word of the other is enough, and readers are told whose it is. A confirmation
grows old after a year, and is then told with its year.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from ecosystem import dates
from ecosystem.model import Basis, Link, Value

MONTHS = 12
"""Months after which a confirmation is old."""


class Sides(StrEnum):
    """How many of those that can be asked confirm a link."""

    BOTH = "both"
    ALL_THERE_ARE = "all there are"  # the only end that can be asked
    ONE_OF_TWO = "one of two"


class Confirmed(Value, frozen=True, kw_only=True):
    """Who confirms a link, and since when all of them have."""

    sides: Sides
    by: tuple[str, ...]
    date: str
    is_recent: bool

    @property
    def year(self) -> str:
        return str(dates.bounds(self.date)[0].year)


def of(link: Link, askable: Sequence[str], day: date, months: int = MONTHS) -> Confirmed | None:
    """Return how a link is confirmed, or None if nobody at its ends confirms it.

    Args:
        link: The link.
        askable: Those of its ends that are organisations which can be asked.
        day: The day on which to judge how recent the confirmations are.
        months: How many months a confirmation is recent.
    """
    latest: dict[str, str] = {}
    for each in sorted(link.confirmations, key=lambda each: (dates.bounds(each.date), each.date)):
        latest[each.organisation] = each.date
    by = tuple(end for end in dict.fromkeys((link.tail, link.head)) if end in latest)
    if not by:
        return None
    sides = Sides.ALL_THERE_ARE
    if len(by) > 1:
        sides = Sides.BOTH
    elif any(end not in by for end in askable):
        sides = Sides.ONE_OF_TWO
    oldest = min((latest[end] for end in by), key=lambda text: (dates.bounds(text), text))
    return Confirmed(sides=sides, by=by, date=oldest, is_recent=dates.is_within(oldest, day, months))


def basis(link: Link, confirmed: Confirmed | None) -> Basis:
    """Return how sure a link is: confirmed, if all that can be asked said so lately, else as its sources say.

    What is planned or disputed stays so: to confirm the sentence does not make it happen, or settle it.
    """
    if confirmed and confirmed.is_recent and confirmed.sides is not Sides.ONE_OF_TWO:
        return Basis.CONFIRMED if link.basis in (Basis.STATED, Basis.INFERRED) else link.basis
    return link.basis
