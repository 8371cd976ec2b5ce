"""What must hold of the link types of a file: they are its own, and each is worded both ways."""

from ecosystem.dataset.draft import Draft
from ecosystem.dataset.syntax import Notes
from ecosystem.language import _, joined
from ecosystem.model import FIELD_LINK_TYPES

_PAIRS = (("past", "past_inverse"), ("planned", "planned_inverse"))


def own_link_types(draft: Draft, notes: Notes) -> None:
    """Note the link types that are the program's own: fields such as `plan` and `leads` imply them."""
    for entry in draft.of("link_types"):
        if entry.id in FIELD_LINK_TYPES:
            message = _(
                "‘{id}’ is one of the program’s own link types, {types}. Delete this entry. Links may use the"
                " type without it.",
                id=entry.id,
                types=joined(list(FIELD_LINK_TYPES)),
            )
            notes.add(entry.line, entry.path, message)


def one_way(draft: Draft, notes: Notes) -> None:
    """Note a past or planned wording that stands for one direction only: a link is read in both."""
    for entry in draft.of("link_types"):
        for pair in _PAIRS:
            given = [field for field in pair if field in entry.values]
            if len(given) == 1:
                (missing,) = set(pair) - set(given)
                message = _(
                    "‘{field}’ has no ‘{missing}’, so it would never be used. Add ‘{missing}’, or delete it.",
                    field=given[0],
                    missing=missing,
                )
                notes.add(entry.line_of(given[0]), entry.path_to(given[0]), message)
