"""Links that become the same, or lead from an entry to itself, after a merge."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from ecosystem import edits
from ecosystem.dataset import documents
from ecosystem.edits import notation, unconfirmed
from ecosystem.language import _, joined, plural
from ecosystem.merging.pair import Pair, Private
from ecosystem.model import PRIVATE, Basis, Ecosystem, Link, Value

_SUREST_FIRST = list(Basis)


class Tie(Value, frozen=True, kw_only=True):
    """A link of the list as it is after the merge, and the ids of the links that are joined in it."""

    place: int
    link: Link
    ids: tuple[str, ...]
    notes: Any = None
    moved: bool = False  # it started or ended at the entry that goes

    @property
    def is_loop(self) -> bool:
        return self.link.tail == self.link.head


def renamed(ecosystem: Ecosystem, pair: Pair, private: Private) -> list[Tie]:
    """Return every link of the list, with the entry that stays in place of the one that goes."""
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
    """Return the link with the entry or source that stays in place of the one that goes."""
    if pair.are_sources:
        renamed = (replace(source, id=pair.renamed(source.id)) for source in link.sources)
        return replace(link, sources=tuple(dict.fromkeys(renamed)))
    confirmations = tuple(
        replace(each, organisation=pair.renamed(each.organisation)) for each in link.confirmations
    )
    ends = {"tail": pair.renamed(link.tail), "head": pair.renamed(link.head)}
    return replace(link, **ends, confirmations=confirmations)


def settle(
    document: edits.Document, ties: Sequence[Tie], fields: Sequence[Link], pair: Pair
) -> tuple[list[Tie], list[str]]:
    """Write the links that stay. Return them, with a sentence for each one that goes and said something."""
    joined_ties, remarks = _joined([tie for tie in ties if not tie.is_loop], pair)
    left, on_doubles = _beside_fields(joined_ties, fields)
    left, on_confirmations = _without_old_confirmations(left, ties)
    remarks = [*(_of_loop(tie) for tie in ties if tie.is_loop), *remarks, *on_doubles]
    _write(document, ties, left)
    silent = len(ties) - len(left) - len(remarks)
    if silent:
        remarks.append(
            plural(
                "{count} link was removed, because it said nothing new.",
                "{count} links were removed, because they said nothing new.",
                silent,
            )
        )
    return left, [*remarks, *on_confirmations]


def _without_old_confirmations(ties: Sequence[Tie], before: Sequence[Tie]) -> tuple[list[Tie], list[str]]:
    """Return links without the confirmations of another sentence, and a sentence for each that loses some."""
    left: list[Tie] = []
    remarks: list[str] = []
    for tie in ties:
        old = before[tie.place]
        if tie.link.confirmations and (tie.moved or _sentence(tie.link) != _sentence(old.link)):
            told = joined([str(each) for each in tie.link.confirmations])
            remarks.append(
                _(
                    "{link} says something else now, so it is no longer confirmed. It was by: {names}.",
                    link=tie.link.id,
                    names=told,
                )
            )
            tie = replace(tie, link=replace(tie.link, confirmations=()))
        left.append(tie)
    return left, remarks


def _sentence(link: Link) -> tuple[Any, ...]:
    return unconfirmed.sentence(msgspec.to_builtins(link))


def _joined(ties: Sequence[Tie], pair: Pair) -> tuple[list[Tie], list[str]]:
    """Return the links without doubles; where two become one, the link of the entry that stays goes first."""
    left: list[Tie] = []
    remarks: list[str] = []
    for group in _groups(ties, pair):
        first, *others = sorted(group, key=lambda tie: tie.moved)
        for other in others:
            if differences := list(_differences(first, other)):
                heading = _("{gone} is merged into {kept}.", gone=other.link.id, kept=first.link.id)
                remarks.append(" ".join([heading, *differences]))
            first = _join(first, other)
        left.append(first)
    return sorted(left, key=lambda tie: tie.place), remarks


def _groups(ties: Sequence[Tie], pair: Pair) -> Iterator[list[Tie]]:
    """Yield links that are one now. Those of one entry that differ only in their sources stay two."""
    groups: dict[tuple[Any, ...], list[Tie]] = {}
    for tie in ties:
        groups.setdefault(_same(tie.link, with_sources=pair.are_sources), []).append(tie)
    for group in groups.values():
        if pair.are_sources or len({tie.moved for tie in group}) > 1:
            yield group
        else:
            yield from ([tie] for tie in group)


def _same(link: Link, *, with_sources: bool) -> tuple[Any, ...]:
    """Return what two links that are one have in common; with sources, what the reader refuses twice."""
    sources = sorted({source.id for source in link.sources}) if with_sources else ()
    return (link.tail, link.type, link.head, link.role, link.since, link.until, *sources)


def _join(one: Tie, other: Tie) -> Tie:
    own, added = one.link, other.link
    link = replace(
        own,
        since_text=own.since_text or added.since_text,
        until_text=own.until_text or added.until_text,
        basis=min(own.basis, added.basis, key=_SUREST_FIRST.index),
        evidence=" ".join(filter(None, (own.evidence, _new_evidence(own, added)))) or None,
        confirmations=own.confirmations
        if other.moved
        else tuple(dict.fromkeys((*own.confirmations, *added.confirmations))),
        sources=tuple(dict.fromkeys((*own.sources, *added.sources))),
    )
    return replace(one, link=link, notes=one.notes or other.notes, ids=(*one.ids, *other.ids))


def _new_evidence(own: Link, added: Link) -> str | None:
    return added.evidence if added.evidence and added.evidence not in (own.evidence or "") else None


def _differences(one: Tie, other: Tie) -> Iterator[str]:
    """Yield a sentence for each thing that the other link says and the one does not."""
    own, added = one.link, other.link
    if own.basis != added.basis:
        surer, weaker = sorted((own.basis, added.basis), key=_SUREST_FIRST.index)
        yield _("Its basis is ‘{surer}’; one of the two had ‘{weaker}’.", surer=surer, weaker=weaker)
    for name in ("since_text", "until_text"):
        words, others = getattr(own, name), getattr(added, name)
        if others and not words:
            yield _("It takes over ‘{field}’.", field=name)
        elif others and others != words:
            yield _(
                "It keeps ‘{value}’ as its ‘{field}’; the other link had ‘{other}’.",
                value=words,
                field=name,
                other=others,
            )
    if _new_evidence(own, added):
        if own.evidence:
            yield _("It has the evidence of both links.")
        else:
            yield _("It takes over ‘{field}’.", field="evidence")
    if any(each not in own.confirmations for each in added.confirmations):
        if other.moved:
            yield _(
                "It does not take over ‘{field}’, because they are about another sentence.",
                field="confirmations",
            )
        else:
            yield _("It takes over ‘{field}’.", field="confirmations")
    if more := [source for source in added.sources if source not in own.sources]:
        yield _("It also cites {sources}.", sources=joined([str(source) for source in more]))
    if other.notes and other.notes != one.notes:
        if one.notes:
            yield _("It keeps its private notes. Those of the other link are only in the backup.")
        else:
            yield _("It takes over the private notes.")


def _of_loop(tie: Tie) -> str:
    reason = _(
        "{link} was removed, because it would lead from {id} to itself.", link=tie.link.id, id=tie.link.head
    )
    return _removed(tie, reason)


def _beside_fields(ties: Sequence[Tie], fields: Sequence[Link]) -> tuple[list[Tie], list[str]]:
    """Return the links without those that a field says already, such as the leads of an action."""
    known = {_same(link, with_sources=True): link for link in fields}
    left: list[Tie] = []
    remarks: list[str] = []
    for tie in ties:
        field = known.get(_same(tie.link, with_sources=True))
        if field is None:
            left.append(tie)
        elif any(_differences(Tie(place=-1, link=field, ids=()), tie)):
            reason = _(
                "{link} was removed, because {field} says the same.", link=tie.link.id, field=str(field.field)
            )
            remarks.append(_removed(tie, reason))
    return left, remarks


def _removed(tie: Tie, reason: str) -> str:
    """Return why a link was removed, with what it said as the data file has it."""
    names = ("role", "since", "since_text", "until", "until_text", "basis", "evidence")
    values: dict[str, Any] = {name: str(value) for name in names if (value := getattr(tie.link, name))}
    if tie.link.confirmations:
        values["confirmations"] = msgspec.to_builtins(tie.link.confirmations)
    content = notation.inline(values | {"source": documents.citations(tie.link.sources)})
    sentences = [reason, _("It had {values}.", values=content)]
    if tie.notes:
        sentences.append(_("Its private notes are only in the backup."))
    return " ".join(sentences)


def _write(document: edits.Document, ties: Sequence[Tie], left: Sequence[Tie]) -> None:
    for tie in left:
        old = ties[tie.place]
        for name in ("since_text", "until_text", "basis", "evidence"):
            if getattr(tie.link, name) != getattr(old.link, name):
                edits.set_field(document, ("links", tie.place, name), str(getattr(tie.link, name)))
        if tie.link.confirmations != old.link.confirmations:
            at, plain = ("links", tie.place, "confirmations"), msgspec.to_builtins(tie.link.confirmations)
            edits.set_field(document, at, plain) if plain else edits.remove(document, at)
        if tie.link.sources != old.link.sources:
            edits.set_field(document, ("links", tie.place, "source"), documents.citations(tie.link.sources))
        if tie.notes and tie.notes != old.notes:
            edits.set_field(document, ("links", tie.place, PRIVATE), tie.notes)
    for place in sorted({tie.place for tie in ties} - {tie.place for tie in left}, reverse=True):
        edits.remove(document, ("links", place))
