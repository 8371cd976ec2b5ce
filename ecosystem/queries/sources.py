"""What the map holds that rests on one source, in the order of the document."""

from collections.abc import Iterator, Sequence

from ecosystem import dates, sentences
from ecosystem.city import City
from ecosystem.errors import UnknownSourceError
from ecosystem.model import (
    Action,
    Basis,
    Claim,
    Dispute,
    Fact,
    Holding,
    Link,
    Measure,
    Progress,
    Reading,
    TourStep,
    Value,
)
from ecosystem.queries.profiles import kind_of
from ecosystem.words import capital, counted, full_stop, natural

SUMMARY = "{statements} on the map rest on this source, {alone} of them on it alone."
SUMMARY_ALL = "{statements} on the map rest on this source, all of them on it alone."
SUMMARY_NONE = "Nothing on the map rests on this source."


class Rests(Value, frozen=True, kw_only=True):
    """A statement that rests on a source at one place, or in the whole of it."""

    of: str
    """The id of the entry, link or tour that says it."""
    sentence: str
    basis: Basis
    where: str | None = None
    alone: bool = False
    """No other source says it."""


class SourceAnswer(Value, frozen=True, kw_only=True):
    """All that rests on a source, in the order of its places; last what names no place."""

    id: str
    citation: str
    summary: str
    statements: tuple[Rests, ...]
    url: str | None = None
    archived: str | None = None
    accessed: str | None = None
    held_by: str | None = None


def source(city: City, identifier: str, places: Sequence[str] = ()) -> SourceAnswer:
    """Return all that rests on a source.

    Args:
        city: The city.
        identifier: The id of the source.
        places: The places of the document in its order, where they are known. Others follow in the order
            of their words and numbers.

    Raises:
        UnknownSourceError: No source has the id; the error names the nearest.
    """
    sources = city.ecosystem.sources
    if identifier not in sources:
        from difflib import get_close_matches  # only a name that is not found needs it

        raise UnknownSourceError(identifier, get_close_matches(identifier, sources))
    own = sources[identifier]
    order = {place: number for number, place in enumerate(places)}
    found = [
        (holding, rests)
        for holding in city.ecosystem.holdings()
        for rests in _at_each_place(city, holding, identifier)
    ]
    found.sort(key=lambda pair: _position(pair[1], order))
    alone = {id(holding) for holding, rests in found if rests.alone}
    return SourceAnswer(
        id=identifier,
        citation=sentences.citation(own),
        summary=_summary(len({id(holding) for holding, _ in found}), len(alone)),
        statements=tuple(rests for _, rests in found),
        url=own.url,
        archived=own.archived,
        accessed=own.accessed,
        held_by=own.held_by,
    )


def _summary(count: int, alone: int) -> str:
    if not count:
        return SUMMARY_NONE
    if count == 1:
        only = " alone" if alone else ""
        return f"One statement on the map rests on this source{only}."
    pattern = SUMMARY_ALL if alone == count else SUMMARY
    return pattern.format(statements=counted(count, "statement"), alone=alone or "none")


def _position(rests: Rests, order: dict[str, int]) -> tuple[object, ...]:
    if rests.where is None:
        return 2, 0, [], rests.sentence
    if rests.where in order:
        return 0, order[rests.where], [], rests.sentence
    return 1, 0, natural(rests.where.casefold()), rests.sentence


def _at_each_place(city: City, holding: Holding, source: str) -> Iterator[Rests]:
    alone = {each.id for each in holding.sources} == {source}
    for where in dict.fromkeys(each.where for each in holding.sources if each.id == source):
        yield Rests(
            of=holding.of,
            sentence=_sentence(city, holding),
            basis=_basis(holding),
            where=where,
            alone=alone,
        )


def _basis(holding: Holding) -> Basis:
    match holding.what:
        case Link(basis=basis) | Fact(basis=basis):
            return basis
        case Claim():
            return Basis.DISPUTED
    return Basis.STATED


def _sentence(city: City, holding: Holding) -> str:
    """Return what a holding says, on its own: with the name of what it is about."""
    what, within = holding.what, holding.within
    match what:
        case Link():
            return sentences.of_link(city, what)
        case Fact():
            said = full_stop(what.text)
            when = sentences.when(what.period, what.period_text)
        case Progress():
            said, when = sentences.of_progress(what), ""
        case Reading():
            assert isinstance(within, Measure)
            unit = f" {within.unit}" if within.unit else ""
            said = full_stop(f"{within.indicator.rstrip('.')}: {what.value:.15g}{unit}")
            when = dates.words(what.date)
        case Claim():
            assert isinstance(within, Dispute)
            said, when = f"{within.question} {full_stop(what.claim)}", ""
        case TourStep():
            return f"{what.title}. {what.text}"
        case _:
            about = (getattr(what, name, None) for name in ("purpose", "summary", "outcome", "objective"))
            said = next(filter(None, about), None) or kind_of(city, what)
            said = full_stop(capital(said))
            when = what.timescale or "" if isinstance(what, Action) else ""
    name = capital(sentences.title(city.value(holding.of)))
    return f"{name}: {said}" if not when else f"{name} ({when}): {said}"
