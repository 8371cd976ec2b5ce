"""Warnings of what has two names in a data file: two entries that may be one, and places in a source."""

import re
from collections.abc import Iterator

from ecosystem.dataset.data_warning import DataWarning
from ecosystem.dataset.draft import Origin
from ecosystem.dataset.fields import Entry
from ecosystem.dataset.unseen import quoted
from ecosystem.language import _
from ecosystem.model import ORGANISATION_SECTIONS, Citation, Entity, GapKind, Node

_WORD = re.compile(r"\w+")


_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$)")


_SMALL_WORDS = frozenset({"a", "an", "and", "at", "for", "in", "of", "on", "s", "the", "to"})


def find(origin: Origin) -> Iterator[DataWarning]:
    """Find things that share a name and a source, and places of a source that are written in two ways."""
    yield from _two_entries(origin)
    yield from _two_places(origin)


def _two_entries(origin: Origin) -> Iterator[DataWarning]:
    first: dict[tuple[str, str, str], Entry] = {}
    for section, node in origin.ecosystem.nodes():
        entry = origin.entry(section, node.id)
        for name in dict.fromkeys(map(_simplified, names(node))):
            for source in dict.fromkeys(citation.id for citation in _citations(node)):
                other = first.setdefault((source, _same_sort(section, node), name), entry)
                if other is not entry:
                    yield DataWarning(
                        gap=GapKind.TWO_LABELS,
                        about=node.id,
                        line=entry.line,
                        path=entry.path,
                        message=_(
                            "it shares a name with ‘{other}’ in line {line}, and both cite {source}.",
                            other=other.id,
                            line=str(other.line),
                            source=source,
                        ),
                        remedy=_("If they are the same, merge them: ecosystem merge ID INTO."),
                    )
                    break
            else:
                continue
            break  # one warning for one entry


def _same_sort(section: str, node: Node) -> str:
    """Return what entries must share to be one thing: two plans may have priorities of one name."""
    if section in ORGANISATION_SECTIONS:
        return "organisations"
    return f"{section} {getattr(node, 'plan', '')}"


def names(node: Node) -> Iterator[str]:
    yield node.name
    if node.short:
        yield node.short
    yield from node.aliases


def _citations(node: Node) -> tuple[Citation, ...]:
    return node.cited if isinstance(node, Entity) else node.sources


def _simplified(name: str) -> str:
    """Return a name without case, punctuation and small words.

    >>> _simplified("The H.R. Leaders’ Group"), _simplified("HR leaders group")
    ('hr leaders group', 'hr leaders group')
    """
    return " ".join(words(name))


def words(text: str) -> list[str]:
    return [word for word in _WORD.findall(_DOTS.sub("", text.casefold())) if word not in _SMALL_WORDS]


def _two_places(origin: Origin) -> Iterator[DataWarning]:
    first: dict[tuple[str, str], str] = {}
    warned: set[tuple[str, str, str]] = set()
    for about, entry, citation in _placed(origin):
        assert citation.where
        where = first.setdefault((citation.id, _simplified(citation.where)), citation.where)
        if where != citation.where and (about, citation.id, citation.where) not in warned:
            warned.add((about, citation.id, citation.where))
            yield DataWarning(
                gap=GapKind.TWO_LABELS,
                about=about,
                line=entry.line,
                path=entry.path,
                message=_(
                    "it cites {source} at {place}, which is called {other} elsewhere.",
                    source=citation.id,
                    place=quoted(citation.where),
                    other=quoted(where),
                ),
                remedy=_("Write the place in the same way each time."),
            )


def _placed(origin: Origin) -> Iterator[tuple[str, Entry, Citation]]:
    """Yield every citation with a place, and the entry or link that it stands in."""
    entries = {link.id: entry for link, entry in zip(origin.ecosystem.links, origin.links, strict=True)}
    for holding in origin.ecosystem.holdings():
        entry = origin.draft.nodes.get(holding.of) or entries.get(holding.of)
        if entry:  # a tour has none
            placed = (citation for citation in holding.sources if citation.where)
            yield from ((holding.of, entry, citation) for citation in placed)
