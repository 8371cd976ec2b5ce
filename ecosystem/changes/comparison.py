"""What a comparison of two editions holds, and the parts that it has."""

from ecosystem.language import N_
from ecosystem.model import Value

HEADINGS = {
    "answers": N_("Changed answers"),
    "confirmations": N_("Confirmed by organisations"),
    "organisations": N_("Organisations"),
    "events and outputs": N_("Events and outputs"),
    "plans": N_("Plans, priorities and actions"),
    "links": N_("Links"),
    "facts": N_("Facts"),
    "disputes": N_("Disputes"),
}
"""The parts of a comparison, in the order they are told."""

OF_LINKS = ("links", "confirmations")
"""The parts of a comparison that are about links."""


class Change(Value, frozen=True, kw_only=True):
    """Something that differs: in which part, about what, and the sentence.

    Attributes:
        part: A key of `HEADINGS`.
        about: The id of the entry or link that differs.
        concerns: The ids of every entry that the sentence is news for, `about` first where it is an entry.
        sentence: What differs.
    """

    part: str
    about: str
    concerns: tuple[str, ...]
    sentence: str


class Changes(Value, frozen=True, kw_only=True):
    """All that differs between two editions."""

    old: str
    new: str
    summary: str
    changes: tuple[Change, ...]
