"""Accepted gaps about something that has another id, or is gone, after a merge."""

import re
from collections.abc import Mapping, Sequence

from ecosystem import edits
from ecosystem.language import _
from ecosystem.merging.pair import Pair, Private
from ecosystem.merging.renamed_links import Tie, rename
from ecosystem.model import AcceptedGap, Ecosystem, GapKind, Link


def follow(
    document: edits.Document,
    cities: tuple[Ecosystem, Ecosystem],
    ties: Sequence[Tie],
    pair: Pair,
    private: Private,
) -> tuple[list[int], list[str]]:
    """Give each accepted gap the new id of what it is about, and remove those about nothing that is left.

    Args:
        document: The file after the merge.
        cities: What it described before, and what it describes now without its accepted gaps.
        ties: The links of its list.
        pair: The two entries.
        private: The private notes before the merge.

    Returns:
        The old places of those that stay, and a sentence for each that is changed or removed.
    """
    remarks: list[str] = []
    before, after = cities
    links, known = _new_ids(before, after, ties, pair), _known(after)
    gaps = [(gap, _new_about(gap, links, pair, known)) for gap in before.accepted_gaps]
    taken = {(gap.gap, about, gap.kind) for gap, about in gaps if gap.about == about}
    drop: list[int] = []
    for place, (gap, about) in enumerate(gaps):
        if gap.about == about:
            continue
        if about is None or (gap.gap, about, gap.kind) in taken:
            drop.append(place)
            remarks.append(_dropped(gap, about))
            if private.get(("accepted_gaps", place)):
                remarks.append(
                    _(
                        "The private notes of the accepted gap ‘{gap}’ of {old} are only in the backup.",
                        gap=gap.gap,
                        old=gap.about,
                    )
                )
            continue
        taken.add((gap.gap, about, gap.kind))
        edits.set_field(document, ("accepted_gaps", place, "about"), about)
        remarks.append(
            _("The accepted gap ‘{gap}’ of {old} is now about {new}.", gap=gap.gap, old=gap.about, new=about)
        )
    for place in reversed(drop):
        edits.remove(document, ("accepted_gaps", place))
    return [place for place in range(len(gaps)) if place not in drop], remarks


def _dropped(gap: AcceptedGap, about: str | None) -> str:
    if about:
        return _(
            "The accepted gap ‘{gap}’ of {old} was removed, because {new} has the same one. "
            "Its reason was: {reason}",
            gap=gap.gap,
            old=gap.about,
            new=about,
            reason=gap.reason,
        )
    return _(
        "The accepted gap ‘{gap}’ of {old} was removed, because {old} is gone. Its reason was: {reason}",
        gap=gap.gap,
        old=gap.about,
        reason=gap.reason,
    )


def _new_about(gap: AcceptedGap, links: Mapping[str, str | None], pair: Pair, known: set[str]) -> str | None:
    """Return what an accepted gap is about now; a source may have the id of another entry."""
    if gap.about == pair.gone[1] and (gap.gap is GapKind.SOURCE_UNUSED) == pair.are_sources:
        return pair.kept[1]
    about = links.get(gap.about, gap.about)
    return about if about in known or re.sub(r"-[0-9]+$", "", about or "") in known else None


def _new_ids(before: Ecosystem, after: Ecosystem, ties: Sequence[Tie], pair: Pair) -> dict[str, str | None]:
    """Return each old link's id with the id of the link it is part of now.

    An unchanged link may have a new id too, because links with the same ends are numbered.
    """
    written = [link.id for link in after.links if not link.field]
    new = {old: link for tie, link in zip(ties, written, strict=True) for old in tie.ids}
    fields = {_ends(link): link.id for link in after.links if link.field}
    return {link.id: new.get(link.id) or fields.get(_ends(rename(link, pair))) for link in before.links}


def _ends(link: Link) -> tuple[str, str, str]:
    return link.tail, link.type, link.head


def _known(ecosystem: Ecosystem) -> set[str]:
    """Return the ids that an accepted gap may be about."""
    links = {"-".join(_ends(link)) for link in ecosystem.links}
    return {node.id for _, node in ecosystem.nodes()} | set(ecosystem.sources) | links
