"""The words of the page for the closed lists of the model: what a link is about, and how we know of it."""

from ecosystem.language import N_
from ecosystem.model import Basis, Family

FAMILIES = {
    Family.MEMBERSHIP: N_("membership"),
    Family.GOVERNANCE: N_("governance"),
    Family.DELIVERY: N_("delivery"),
    Family.MONEY: N_("money"),
    Family.KNOWLEDGE: N_("knowledge"),
    Family.WORKING_TOGETHER: N_("working together"),
    Family.HISTORY: N_("history"),
}
EXPLAINED = {
    Basis.CONFIRMED: N_("Confirmed: every organisation that can be asked says so."),
    Basis.DISPUTED: N_("Sources disagree: one source says so, and another says something else."),
    Basis.INFERRED: N_(
        "Inferred: no source says this in so many words. We worked it out from what the sources do say."
    ),
    Basis.PLANNED: N_("Planned: a source says that it was going to happen. No source says that it did."),
}
"""What a basis means, for the key. What is stated needs no explanation."""
