"""What the map rests on, where it has holes and what would break it: sources, disputes, gaps, stops."""

from collections import defaultdict
from collections.abc import Iterable

from ecosystem import sentences
from ecosystem.analysis import cuts, gaps, removal
from ecosystem.city import City
from ecosystem.infographic.view.lines import Reference, ViewContext
from ecosystem.language import N_, _
from ecosystem.model import (
    Action,
    Claim,
    Dispute,
    GapKind,
    Holding,
    Link,
    Priority,
    Section,
    Tour,
    TourStep,
    Value,
)
from ecosystem.queries.sources import summary


class StopEntry(Value, frozen=True):
    """What would break if an organisation stopped."""

    id: str
    question: str
    summary: str
    sentences: tuple[str, ...]


class GapLine(Value, frozen=True):
    """A gap in words; `place` is where the page holds what it is about, or what it says again."""

    words: str
    accepted: str | None
    place: str | None


class GapGroup(Value, frozen=True):
    """The open gaps of one kind; where other parts of the page say them already, `note` says where."""

    title: str
    count: int
    lines: tuple[GapLine, ...]
    note: str | None


class DisputeEntry(Value, frozen=True):
    about: str
    about_id: str
    question: str
    claims: tuple[tuple[str, tuple[Reference, ...]], ...]
    note: str | None


class SourceEntry(Value, frozen=True):
    number: int
    title: str
    published: str  # by whom and, where that is known, when
    url: str | None
    archived: str | None
    accessed: str
    held_by: str | None
    note: str | None
    summary: str  # how many statements rest on it
    rests: tuple[tuple[str, str], ...]  # the places of the page that hold them, each with its label


_SAID_ELSEWHERE = {
    GapKind.INFERRED_LINK: N_("The lists mark them as inferred. Choose “inferred” in the key to show them."),
}


def gap_groups(view_context: ViewContext, holes: gaps.Gaps) -> Iterable[GapGroup]:
    """Yield the open gaps by kind, in the order of their explanations; those shown elsewhere as a count."""
    for kind, title in gaps.EXPLAINED.items():
        found = [gap for gap in holes.open if gap.gap is kind]
        if found:
            note = _SAID_ELSEWHERE.get(kind)
            line = _named if kind in _SAID_BY_HEADING else gap_line
            lines = () if note else tuple(dict.fromkeys(line(view_context, gap) for gap in found))
            yield GapGroup(_(title), len(found), lines, _(note) if note else None)


_SAID_BY_HEADING = (
    GapKind.PRIORITY_WITHOUT_ACTION,
    GapKind.ACTION_WITHOUT_LEAD,
    GapKind.ACTION_WITHOUT_DATE,
    GapKind.ACTION_WITHOUT_MEASURE,
    GapKind.ORGANISATION_WITHOUT_PRIORITY,
    GapKind.ORGANISATION_WITH_ONE_LINK,
    GapKind.INFERRED_FACT,
)
"""Kinds whose heading says what is missing, or whose entries do: the page names the entries below it."""
_RESTATES = (GapKind.INFERRED_LINK, *_SAID_BY_HEADING[-2:], GapKind.PLAN_PASSED)


def _named(view_context: ViewContext, gap: gaps.Gap) -> GapLine:
    """Return the name of what a gap is about, which leads to its entry."""
    city = view_context.city
    value = city.value(gap.about)
    name = value.label
    if isinstance(value, Priority | Action):
        name = _("{priority} ({plan})", priority=name, plan=city.label(value.plan))
    return GapLine(name, gap.accepted, f"n-{gap.about}")


def gap_line(view_context: ViewContext, gap: gaps.Gap) -> GapLine:
    """Return the sentence of a gap; if it repeats a link or a fact, with the place that has its source."""
    city = view_context.city
    place = None
    if gap.gap in _RESTATES:
        number = city.link_numbers.get(gap.about)
        place = _place_of_link(city, city.ecosystem.links[number - 1])[0] if number else f"n-{gap.about}"
    return GapLine(gap.sentence, gap.accepted, place)


def dispute(view_context: ViewContext, dispute: Dispute) -> DisputeEntry:
    """Return what sources disagree about, each claim with its sources."""

    def claimed(claim: Claim) -> tuple[str, tuple[Reference, ...]]:
        return claim.claim, view_context.references(claim.sources)

    return DisputeEntry(
        about=view_context.city.label(dispute.about),
        about_id=dispute.about,
        question=dispute.question,
        claims=tuple(map(claimed, dispute.claims)),
        note=dispute.note,
    )


def sources(view_context: ViewContext) -> Iterable[SourceEntry]:
    """Every source by its number."""
    holdings = defaultdict[str, list[Holding]](list)
    for holding in view_context.city.ecosystem.holdings():
        for cited in {citation.id for citation in holding.sources}:
            holdings[cited].append(holding)
    for source in view_context.city.ecosystem.sources.values():
        date = sentences.published(source)
        published = (
            _("{publisher}, {date}.", publisher=source.publisher, date=date)
            if date
            else _("{publisher}.", publisher=source.publisher)
        )
        number = view_context.city.source_numbers[source.id]
        yield SourceEntry(
            number=number,
            title=source.title,
            published=published,
            url=source.url,
            archived=source.archived,
            accessed=sentences.when(source.accessed),
            held_by=source.held_by,
            note=source.note,
            summary=summary(holdings[source.id]),
            rests=tuple(dict.fromkeys(_place(view_context, holding) for holding in holdings[source.id])),
        )


def _place(view_context: ViewContext, holding: Holding) -> tuple[str, str]:
    """Return where the page holds a statement: an entry, also for a link; or a tour."""
    city = view_context.city
    match holding.what, holding.within:
        case Link() as link, _within:
            return _place_of_link(city, link)
        case TourStep(), Tour() as tour:
            return f"t-{tour.id}", tour.title
    return f"n-{holding.of}", city.label(holding.of)


def _place_of_link(city: City, link: Link) -> tuple[str, str]:
    entry = link.head if city.section(link.tail) is Section.PRIORITIES else link.tail
    return f"n-{entry}", city.label(entry)


def stops(view_context: ViewContext) -> Iterable[StopEntry]:
    """The organisations whose going would break something, in the order of the city."""
    city, answers, organisations = view_context.city, view_context.answers, view_context.organisations
    held, nearest = cuts.cut_off(organisations), removal.near(answers)
    for organisation in organisations:
        loss = removal.without(city, organisation, answers=answers, nearest=nearest, cuts=held)
        if loss.sentences:
            yield StopEntry(organisation, loss.question, loss.summary, loss.sentences)
