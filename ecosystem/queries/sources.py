"""What the map holds that rests on one source, in the order of the document."""

from collections.abc import Iterator, Sequence
from typing import Final

from ecosystem import dates, sentences
from ecosystem.city import City
from ecosystem.errors import NotAtDateError, UnknownSourceError
from ecosystem.language import N_, _, plural
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
from ecosystem.words import capital, full_stop, natural

NO_PLACE: Final = N_("No place given")
ALONE: Final = N_("No other source says this.")


class Rests(Value, frozen=True, kw_only=True):
    """A statement that rests on a source at one place, or in the whole of it."""

    of: str
    """The id of the entry, link or tour that says it."""
    sentence: str
    basis: Basis
    where: str | None = None
    alone: bool = False
    "It is in no other source."


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
        NotAtDateError: Nothing on the map rests on the source yet at the date of the city.
        UnknownSourceError: No source has the id; the error names the nearest.
    """
    sources = city.ecosystem.sources
    if identifier not in sources and city.at and city.whole and identifier in city.whole.ecosystem.sources:
        raise NotAtDateError(identifier, dates.phrase(city.at))
    if identifier not in sources:
        from difflib import get_close_matches  # only a name that is not found needs it

        raise UnknownSourceError(identifier, get_close_matches(identifier, sources))
    own = sources[identifier]
    order = {place: number for number, place in enumerate(places)}
    holdings = [holding for holding in city.ecosystem.holdings() if _rests_on(holding, identifier)]
    statements = [rests for holding in holdings for rests in _at_each_place(city, holding, identifier)]
    statements.sort(key=lambda rests: _position(rests, order))
    return SourceAnswer(
        id=identifier,
        citation=sentences.citation(own),
        summary=summary(holdings),
        statements=tuple(statements),
        url=own.url,
        archived=own.archived,
        accessed=own.accessed,
        held_by=own.held_by,
    )


def summary(holdings: Sequence[Holding]) -> str:
    """Return in words how many statements rest on a source, and how many of them on no other."""
    if not holdings:
        return _("No statement on the map comes from this source.")
    count = plural(
        "{count} statement on the map comes from this source.",
        "{count} statements on the map come from this source.",
        len(holdings),
    )
    alone = sum(len({cited.id for cited in holding.sources}) == 1 for holding in holdings)
    if alone == len(holdings):
        only = plural("It is in no other source.", "None of them is in another source.", alone)
    elif alone:
        only = plural(
            "{count} of them is in no other source.", "{count} of them are in no other source.", alone
        )
    else:
        only = plural(
            "It is also in another source.", "All of them are also in other sources.", len(holdings)
        )
    return f"{count} {only}"


def _rests_on(holding: Holding, source: str) -> bool:
    return any(cited.id == source for cited in holding.sources)


def _position(rests: Rests, order: dict[str, int]) -> tuple[object, ...]:
    if rests.where is None:
        return 2, 0, [], rests.sentence
    if rests.where in order:
        return 0, order[rests.where], [], rests.sentence
    return 1, 0, natural(rests.where.casefold()), rests.sentence


def _at_each_place(city: City, holding: Holding, source: str) -> Iterator[Rests]:
    alone = {cited.id for cited in holding.sources} == {source}
    for where in dict.fromkeys(cited.where for cited in holding.sources if cited.id == source):
        yield Rests(
            of=holding.of,
            sentence=_sentence(city, holding),
            basis=_basis(city, holding),
            where=where,
            alone=alone,
        )


def _basis(city: City, holding: Holding) -> Basis:
    match holding.what:
        case Link():
            return city.basis(holding.what)
        case Fact(basis=basis):
            return basis
        case Claim():
            return Basis.DISPUTED
    return Basis.STATED


def _sentence(city: City, holding: Holding) -> str:
    """Return what a holding says, on its own: with the name of what it is about."""
    what, within = holding.what, holding.within
    time = ""
    match what:
        case Link():
            return sentences.of_link(city, what)
        case TourStep():
            return _("{title}. {text}", title=what.title, text=what.text)
        case Fact():
            statement = full_stop(what.text)
            time = sentences.when(what.period, what.period_text)
        case Progress():
            statement = sentences.of_progress(what)
        case Reading():
            assert isinstance(within, Measure)
            statement = full_stop(
                _(
                    "{indicator}: {value}",
                    indicator=within.indicator.rstrip("."),
                    value=sentences.amount(what.value, within),
                )
            )
            time = dates.words(what.date)
        case Claim():
            assert isinstance(within, Dispute)
            statement = _("{question} {claim}", question=within.question, claim=full_stop(what.claim))
        case _:
            texts = (getattr(what, name, None) for name in ("purpose", "summary", "outcome", "objective"))
            statement = full_stop(capital(next(filter(None, texts), None) or kind_of(city, what)))
            time = what.timescale or "" if isinstance(what, Action) else ""
    name = capital(sentences.title(city.value(holding.of)))
    if time:
        return _("{entry} ({time}): {statement}", entry=name, time=time, statement=statement)
    return _("{entry}: {statement}", entry=name, statement=statement)
