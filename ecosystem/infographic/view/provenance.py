"""What the map rests on, where it has holes and what would break it: sources, disputes, gaps, stops."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecosystem import sentences
from ecosystem.analysis import cuts, gaps, removal
from ecosystem.infographic.view.lines import Reference, Speaker
from ecosystem.model import Claim, Dispute, GapKind


@dataclass(frozen=True, slots=True)
class StopEntry:
    """What would break if a body stopped."""

    id: str
    question: str
    summary: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapGroup:
    """The open gaps of one kind; where other parts of the page say them already, `note` says where."""

    title: str
    count: int
    sentences: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class DisputeEntry:
    about: str
    about_id: str
    question: str
    claims: tuple[tuple[str, tuple[Reference, ...]], ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class SourceEntry:
    number: int
    title: str
    publisher: str
    when: str
    url: str | None
    archived: str | None
    accessed: str
    held_by: str | None
    note: str | None


_SAID_ELSEWHERE = {
    GapKind.INFERRED_LINK: "In the lists they open with ‘Our reading’; ‘our reading’ in the key lights them.",
}


def gap_groups(holes: gaps.Gaps) -> Iterable[GapGroup]:
    for kind, title in gaps.EXPLAINED.items():
        said = tuple(gap.sentence for gap in holes.open if gap.gap is kind)
        if said:
            note = _SAID_ELSEWHERE.get(kind)
            yield GapGroup(title, len(said), () if note else said, note)


def dispute(speaker: Speaker, dispute: Dispute) -> DisputeEntry:
    def claim(each: Claim) -> tuple[str, tuple[Reference, ...]]:
        return each.claim, speaker.references(each.sources)

    return DisputeEntry(
        about=speaker.city.label(dispute.about),
        about_id=dispute.about,
        question=dispute.question,
        claims=tuple(claim(each) for each in dispute.claims),
        note=dispute.note,
    )


def sources(speaker: Speaker) -> Iterable[SourceEntry]:
    """Every source by its number."""
    for source in speaker.city.ecosystem.sources.values():
        when = sentences.when(source.date, source.date_text)
        number = speaker.city.source_numbers[source.id]
        yield SourceEntry(
            number=number,
            title=source.title,
            publisher=source.publisher,
            when=when,
            url=source.url,
            archived=source.archived,
            accessed=sentences.when(source.accessed),
            held_by=source.held_by,
            note=source.note,
        )


def stops(speaker: Speaker) -> Iterable[StopEntry]:
    """The bodies whose going would break something, in the order of the city."""
    city, answers, bodies = speaker.city, speaker.answers, speaker.bodies
    held = cuts.cut_off(bodies)
    for body in bodies:
        found = removal.without(city, body, answers=answers, bodies=bodies, cuts=held)
        if found.sentences:
            yield StopEntry(body, found.question, found.summary, found.sentences)
