"""Links that are new, that went, and that say something else or are confirmed."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ecosystem import sentences
from ecosystem.changes.comparison import Change
from ecosystem.city import City
from ecosystem.language import _
from ecosystem.model import Basis, Fact, Link


def find(old: City, new: City) -> Iterator[Change]:
    """Yield what changed of links. A new name of either end appears once, with that entry."""
    pairs, gone = _paired(old.ecosystem.links, new.ecosystem.links)
    for was, link in pairs:
        sentence = sentences.of_link(new, link)
        if was is None:
            yield _of_link(link, _("New: {sentence}", sentence=sentence))
        elif _wording(was) != _wording(link):
            before = sentences.of_link(old, was)
            yield _of_link(link, _("Was: {before} Now: {sentence}", sentence=sentence, before=before))
        elif was.basis != link.basis:
            changed = _(
                "Was {before}, now {basis}: {sentence}",
                basis=_(sentences.BASIS_WORDS[link.basis]),
                before=_(sentences.BASIS_WORDS[was.basis]),
                sentence=sentences.of_link(new, replace(link, basis=Basis.STATED)),
            )
            yield _of_link(link, changed)
        elif was.confirmations and not set(was.confirmations) <= set(link.confirmations):
            yield _of_link(
                link, _("No longer confirmed as before: {sentence}", sentence=sentence), _CONFIRMED
            )
        elif (was.sources, was.evidence) != (link.sources, link.evidence):
            yield _of_link(link, _("Sources or evidence changed: {sentence}", sentence=sentence))
        if was and set(link.confirmations) - set(was.confirmations):
            yield _of_link(link, _("Confirmed: {sentence}", sentence=sentence), _CONFIRMED)
    for link in gone:
        yield _of_link(link, _("Removed: {sentence}", sentence=sentences.of_link(old, link)))


_CONFIRMED = "confirmations"


def _of_link(link: Link, sentence: str, part: str = "links") -> Change:
    return Change(part=part, about=link.id, concerns=(link.tail, link.head), sentence=sentence)


def _paired(old: Sequence[Link], new: Sequence[Link]) -> tuple[list[tuple[Link | None, Link]], list[Link]]:
    """Each new link with the old one it continues, and the old ones that none continues.

    Parallel links are told apart by what they say, since their ids are counted and may shift.
    """
    partner: dict[str, Link] = {}
    continued: set[str] = set()
    for alike in (_content, _wording, _ends):
        waiting: dict[tuple[object, ...], list[Link]] = {}
        for link in old:
            if link.id not in continued:
                waiting.setdefault((*_ends(link), *alike(link)), []).append(link)
        for link in new:
            candidates = waiting.get((*_ends(link), *alike(link)))
            if candidates and link.id not in partner:
                partner[link.id] = candidates.pop(0)
                continued.add(partner[link.id].id)
    return [(partner.get(link.id), link) for link in new], [link for link in old if link.id not in continued]


def _ends(link: Link) -> tuple[object, ...]:
    return link.tail, link.type, link.head


def _wording(link: Link) -> tuple[object, ...]:
    return link.role, link.since, link.since_text, link.until, link.until_text, unsure_basis(link)


def _content(link: Link) -> tuple[object, ...]:
    return *_wording(link), link.basis, link.confirmations, link.sources, link.evidence


def unsure_basis(value: Link | Fact) -> Basis | None:
    """Return the basis of something that is not stated or confirmed."""
    return value.basis if value.basis not in (Basis.STATED, Basis.CONFIRMED) else None
