"""Accepted gaps of what has another id, or is gone, when two entries are one."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ecosystem import edits
from ecosystem.merging.pair import LEFT_OUT, Pair, Private
from ecosystem.merging.renamed_links import Tie, rename
from ecosystem.model import AcceptedGap, Ecosystem, GapKind, Link


def follow(
    document: edits.Document,
    cities: tuple[Ecosystem, Ecosystem],
    ties: Sequence[Tie],
    pair: Pair,
    private: Private,
) -> Iterator[str]:
    """Name what each gap is about by its id of now, and take out those of which nothing is left to accept.

    Args:
        document: The file, in which the two are one.
        cities: What it said before, and what it says now but for its accepted gaps.
        ties: The links of its list.
        pair: The two.
        private: The private notes of before.
    """
    before, after = cities
    links, known = _new_ids(before, after, ties, pair), _known(after)
    gaps = [(each, _new_about(each, links, pair, known)) for each in before.accepted_gaps]
    taken = {(each.gap, about, each.kind) for each, about in gaps if each.about == about}
    drop: list[int] = []
    for place, (each, about) in enumerate(gaps):
        if each.about == about:
            continue
        if about is None or (each.gap, about, each.kind) in taken:
            drop.append(place)
            notes = private.get(("accepted_gaps", place))
            yield _dropped(each, about) + (f" Its private notes are {LEFT_OUT}." if notes else "")
            continue
        taken.add((each.gap, about, each.kind))
        edits.set_field(document, ("accepted_gaps", place, "about"), about)
        yield f"The accepted gap ‘{each.gap}’ of {each.about} is that of {about} now."
    for place in reversed(drop):
        edits.remove(document, ("accepted_gaps", place))


def _dropped(each: AcceptedGap, about: str | None) -> str:
    why = f"as that of {about} is accepted already" if about else "as what it was about is gone"
    return f"The accepted gap ‘{each.gap}’ of {each.about} went, {why}; its reason was: {each.reason}"


def _new_about(each: AcceptedGap, links: Mapping[str, str | None], pair: Pair, known: set[str]) -> str | None:
    """What an accepted gap is about now; a source may have the id of a thing."""
    if each.about == pair.gone[1] and (each.gap is GapKind.SOURCE_UNUSED) == pair.are_sources:
        return pair.kept[1]
    about = links.get(each.about, each.about)
    return about if about in known or re.sub(r"-[0-9]+$", "", about or "") in known else None


def _new_ids(before: Ecosystem, after: Ecosystem, ties: Sequence[Tie], pair: Pair) -> dict[str, str | None]:
    """Every link of before by its id, with the id of the link it lives on in.

    Links to which nothing was done may have another as well: those with equal ends are counted.
    """
    written = [link.id for link in after.links if not link.field]
    new = {old: link for tie, link in zip(ties, written, strict=True) for old in tie.ids}
    fields = {_ends(link): link.id for link in after.links if link.field}
    return {link.id: new.get(link.id) or fields.get(_ends(rename(link, pair))) for link in before.links}


def _ends(link: Link) -> tuple[str, str, str]:
    return link.tail, link.type, link.head


def _known(ecosystem: Ecosystem) -> set[str]:
    """What an accepted gap may be about."""
    links = {"-".join(_ends(link)) for link in ecosystem.links}
    return {node.id for _, node in ecosystem.nodes()} | set(ecosystem.sources) | links
