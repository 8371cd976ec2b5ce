"""Links that become the same, or lead nowhere, when two entries are one."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from ecosystem import edits
from ecosystem.exchange import documents
from ecosystem.merging.pair import LEFT_OUT, Pair, Private
from ecosystem.model import PRIVATE, Basis, Ecosystem, Link, Value
from ecosystem.words import listed

_SUREST_FIRST = list(Basis)


class Tie(Value, frozen=True, kw_only=True):
    """A link of the list as it reads once the two are one, and the ids of the links that live on in it."""

    place: int
    link: Link
    ids: tuple[str, ...]
    notes: Any = None
    moved: bool = False  # it started or ended at the entry that goes

    @property
    def is_loop(self) -> bool:
        return self.link.tail == self.link.head


def renamed(ecosystem: Ecosystem, pair: Pair, private: Private) -> list[Tie]:
    """Every link of the list, with the entry that stays in place of the one that goes."""
    written = [link for link in ecosystem.links if not link.field]
    return [
        Tie(
            place=place,
            link=rename(link, pair),
            ids=(link.id,),
            notes=private.get(("links", place)),
            moved=not pair.are_sources and pair.gone[1] in (link.tail, link.head),
        )
        for place, link in enumerate(written)
    ]


def rename(link: Link, pair: Pair) -> Link:
    if pair.are_sources:
        renamed = (replace(each, id=pair.renamed(each.id)) for each in link.sources)
        return replace(link, sources=tuple(dict.fromkeys(renamed)))
    return replace(link, tail=pair.renamed(link.tail), head=pair.renamed(link.head))


def settle(
    document: edits.Document, ties: Sequence[Tie], fields: Sequence[Link], pair: Pair
) -> tuple[list[Tie], list[str]]:
    """The links that stay, written so, and a sentence for each that goes and said something of its own."""
    joined, said = _joined([tie for tie in ties if not tie.is_loop], pair)
    left, doubled = _beside_fields(joined, fields)
    said = [*(_of_loop(tie) for tie in ties if tie.is_loop), *said, *doubled]
    _write(document, ties, left)
    silent = len(ties) - len(left) - len(said)
    if silent:
        said.append(f"{silent} {'link that says' if silent == 1 else 'links that say'} nothing new went.")
    return left, said


def _joined(ties: Sequence[Tie], pair: Pair) -> tuple[list[Tie], list[str]]:
    """The links without doubles; where two become one, the link of the entry that stays goes first."""
    left: list[Tie] = []
    said: list[str] = []
    for group in _groups(ties, pair):
        first, *others = sorted(group, key=lambda tie: tie.moved)
        for other in others:
            if told := list(_told(first, other)):
                said.append(f"{other.link.id} is one with {first.link.id} now: {'; '.join(told)}.")
            first = _join(first, other)
        left.append(first)
    return sorted(left, key=lambda tie: tie.place), said


def _groups(ties: Sequence[Tie], pair: Pair) -> Iterator[list[Tie]]:
    """Links that are one now. Those of one entry that differ in their sources alone are two as before."""
    groups: dict[tuple[Any, ...], list[Tie]] = {}
    for tie in ties:
        groups.setdefault(_same(tie.link, with_sources=pair.are_sources), []).append(tie)
    for group in groups.values():
        if pair.are_sources or len({tie.moved for tie in group}) > 1:
            yield group
        else:
            yield from ([tie] for tie in group)


def _same(link: Link, *, with_sources: bool) -> tuple[Any, ...]:
    """What two links that are one have in common; with sources, what the reader refuses to read twice."""
    sources = sorted({each.id for each in link.sources}) if with_sources else ()
    return (link.tail, link.type, link.head, link.role, link.since, link.until, *sources)


def _join(one: Tie, other: Tie) -> Tie:
    mine, theirs = one.link, other.link
    link = replace(
        mine,
        since_text=mine.since_text or theirs.since_text,
        until_text=mine.until_text or theirs.until_text,
        basis=min(mine.basis, theirs.basis, key=_SUREST_FIRST.index),
        evidence=" ".join(filter(None, (mine.evidence, _new_evidence(mine, theirs)))) or None,
        sources=tuple(dict.fromkeys((*mine.sources, *theirs.sources))),
    )
    return replace(one, link=link, notes=one.notes or other.notes, ids=(*one.ids, *other.ids))


def _new_evidence(mine: Link, theirs: Link) -> str | None:
    return theirs.evidence if theirs.evidence and theirs.evidence not in (mine.evidence or "") else None


def _told(one: Tie, other: Tie) -> Iterator[str]:
    """What the other link says that the one does not, and what becomes of it."""
    mine, theirs = one.link, other.link
    if mine.basis != theirs.basis:
        surer, other_basis = sorted((mine.basis, theirs.basis), key=_SUREST_FIRST.index)
        yield f"it is {surer}, where one of them was {other_basis}"
    for name in ("since_text", "until_text"):
        words, others = getattr(mine, name), getattr(theirs, name)
        if others and not words:
            yield f"‘{name}’ is taken over"
        elif others and others != words:
            yield f"‘{name}’ stays ‘{words}’, and ‘{others}’ goes"
    if _new_evidence(mine, theirs):
        yield "the evidence of both is kept" if mine.evidence else "‘evidence’ is taken over"
    if more := [source for source in theirs.sources if source not in mine.sources]:
        yield f"it rests on {listed([str(each) for each in more])} as well"
    if other.notes and other.notes != one.notes:
        yield f"private notes are {LEFT_OUT}" if one.notes else "private notes are taken over"


def _of_loop(tie: Tie) -> str:
    link = tie.link
    return _went(
        tie, f"{link.id} says nothing any more, as it would lead from {link.head} to itself; it went"
    )


def _beside_fields(ties: Sequence[Tie], fields: Sequence[Link]) -> tuple[list[Tie], list[str]]:
    """The links without those that a field says already, such as the leads of an action."""
    known = {_same(link, with_sources=True): link for link in fields}
    left: list[Tie] = []
    said: list[str] = []
    for tie in ties:
        field = known.get(_same(tie.link, with_sources=True))
        if field is None:
            left.append(tie)
        elif any(_told(Tie(place=-1, link=field, ids=()), tie)):
            said.append(_went(tie, f"{tie.link.id} is said by {field.field} already; it went"))
    return left, said


def _went(tie: Tie, sentence: str) -> str:
    """The sentence on a link that goes, with what the link said."""
    names = ("role", "since", "since_text", "until", "until_text", "basis", "evidence")
    said = [f"{name} ‘{value}’" for name in names if (value := getattr(tie.link, name))]
    said.append(f"source ‘{listed([str(each) for each in tie.link.sources])}’")
    notes = f" Its private notes are {LEFT_OUT}." if tie.notes else ""
    return f"{sentence} with {listed(said)}.{notes}"


def _write(document: edits.Document, ties: Sequence[Tie], left: Sequence[Tie]) -> None:
    for tie in left:
        old = ties[tie.place]
        for name in ("since_text", "until_text", "basis", "evidence"):
            if getattr(tie.link, name) != getattr(old.link, name):
                edits.set_field(document, ("links", tie.place, name), str(getattr(tie.link, name)))
        if tie.link.sources != old.link.sources:
            edits.set_field(document, ("links", tie.place, "source"), documents.citations(tie.link.sources))
        if tie.notes and tie.notes != old.notes:
            edits.set_field(document, ("links", tie.place, PRIVATE), tie.notes)
    for place in sorted({tie.place for tie in ties} - {tie.place for tie in left}, reverse=True):
        edits.remove(document, ("links", place))
