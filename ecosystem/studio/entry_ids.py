"""Ids of entries in the studio: one for a new entry, and what follows where one changes or is deleted."""

from collections.abc import Iterable

from ecosystem.dataset.documents import Document, Path
from ecosystem.dataset.draft import LISTS, SECTIONS
from ecosystem.edits import renaming
from ecosystem.edits.hanging import hanging, settled
from ecosystem.exchange import slugs
from ecosystem.exchange.change_lines import ChangeLines
from ecosystem.model import Section
from ecosystem.studio.form_fields import ORGANISATIONS


def free(document: Document, kind: str, name: str) -> str:
    """Return an id for a new entry, made of its name, that nothing else has."""
    if kind in LISTS:
        return ""
    sections = tuple(Section) if kind == ORGANISATIONS or kind in tuple(Section) else (kind,)
    return slugs.slug(name, {identifier for section in sections for identifier in document.get(section, ())})


def going(document: Document | None, path: Path | None) -> list[str]:
    """Return in sentences what would go, or lose a field, with an entry."""
    if document is None or path is None or path[0] not in SECTIONS:
        return []
    words, entry = ChangeLines(document), (str(path[0]), str(path[1]))
    _after, gone = settled(document, {entry: None})
    also = [words.label(section, identifier) for section, identifier in sorted(gone - {entry})]
    return [*also, *_told(words, document, (one.path for one in hanging(document, {entry})))]


def following(document: Document | None, path: Path | None) -> list[str]:
    """Return in sentences what names an entry, and so follows it when its id changes."""
    if document is None or path is None or path[0] not in SECTIONS:
        return []
    return _told(ChangeLines(document), document, renaming.naming(document, str(path[0]), str(path[1])))


def _told(words: ChangeLines, document: Document, paths: Iterable[Path]) -> list[str]:
    return list(dict.fromkeys(words.place(path, document) for path in paths))
