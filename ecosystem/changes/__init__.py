"""Compare two editions of a city: what changed, the changed answers first.

`comparison` has what a comparison holds. `changed_answers`, `changed_entries`, `changed_links` and
`changed_facts` each find what differs in their part.
"""

from collections import Counter
from collections.abc import Sequence

from ecosystem import dates
from ecosystem.changes import changed_answers, changed_entries, changed_facts, changed_links
from ecosystem.changes.comparison import HEADINGS, OF_LINKS, Change, Changes
from ecosystem.city import City
from ecosystem.language import _, plural
from ecosystem.model import Ecosystem

__all__ = ["HEADINGS", "OF_LINKS", "Change", "Changes", "compare"]


def compare(old: City, new: City) -> Changes:
    """Return what changed from one edition to another, the changed answers first.

    What is withheld in either counts as never there.
    """
    asked = old.withheld | new.withheld
    old, new = old.without(asked), new.without(asked)
    before, after = old.ecosystem, new.ecosystem
    changes = (
        *changed_answers.find(old, new),
        *changed_entries.find(old, new),
        *changed_links.find(old, new),
        *changed_facts.find(before, after),
    )
    ordered = tuple(change for part in HEADINGS for change in changes if change.part == part)
    return Changes(
        old=before.about.edition,
        new=after.about.edition,
        summary=_summary(before, after, ordered),
        changes=ordered,
    )


def _summary(before: Ecosystem, after: Ecosystem, changes: Sequence[Change]) -> str:
    old, new = dates.words(before.about.edition), dates.words(after.about.edition)
    if before == after and old == new:
        return _("Nothing has changed within the {edition} edition.", edition=old)
    if not changes and old == new:
        return _(
            "No organisation, event, output, plan, link, fact or dispute has changed within the {edition} "
            "edition.",
            edition=old,
        )
    if not changes:
        return _(
            "No organisation, event, output, plan, link, fact or dispute has changed from the {old} edition "
            "to the {new} edition.",
            old=old,
            new=new,
        )
    if old == new:
        total = plural(
            "{count} change within the {edition} edition.",
            "{count} changes within the {edition} edition.",
            len(changes),
            edition=old,
        )
    else:
        total = plural(
            "{count} change from the {old} edition to the {new} edition.",
            "{count} changes from the {old} edition to the {new} edition.",
            len(changes),
            old=old,
            new=new,
        )
    counts = Counter(change.part for change in changes)
    parts = [
        _("{part}: {count}.", part=_(heading), count=counts[part])
        for part, heading in HEADINGS.items()
        if counts[part]
    ]
    return " ".join((total, *parts))
