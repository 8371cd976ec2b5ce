"""What mistakes and warnings say to somebody who fills in a form, and does not write the file.

They name the fields of the file, such as `internal:`, and how to write them. In a form the same fields have
labels, and most are chosen.
"""

import re

from ecosystem.language import N_, _
from ecosystem.model import PRIVATE
from ecosystem.studio.form_fields import label_of

_INSTEAD = {
    N_("Correct a date, cite the source that has it, or write ‘basis: planned’."): N_(
        "Correct a date, choose the source that has it, or choose ‘Planned’ as its basis."
    ),
    N_("If they are the same, merge them: ecosystem merge ID INTO."): N_(
        "If they are the same, give one of them what the other has. Then delete the other."
    ),
    N_("Add the id of the organisation under ‘leads:’, or accept that the map does not have it."): N_(
        "Choose the organisation under ‘Leads’, or add an accepted gap with the reason."
    ),
    N_("Find out what came of it and change its basis, or accept that nothing was found."): N_(
        "Find out what came of it and choose its basis, or add an accepted gap with the reason."
    ),
    N_("there is no source. Write `source:` with an id, or add a fact that has one."): N_(
        "there is no source. Choose one under ‘Source’, or add a fact that has one."
    ),
}
"""Sentences that say how to write something, and what somebody with a form does instead."""

_FIELD = re.compile("\u2066?[`‘]([a-z_]+):[`’]\u2069?")


def in_forms(text: str) -> str:
    """Return what a mistake or a remedy says, with the labels of fields.

    >>> in_forms("Put it under `internal:`, which is never published.")
    'Put it under ‘Private notes’, which is never published.'
    """
    instead = {_(written): _(chosen) for written, chosen in _INSTEAD.items()}
    return _FIELD.sub(lambda field: f"‘{_label(field[1])}’", instead.get(text, text))


def _label(field: str) -> str:
    match field:
        case "where":
            return _("Place in it")
        case _ if field == PRIVATE:
            return _("Private notes")
    return label_of(field)
