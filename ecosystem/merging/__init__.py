"""Merge two entries into one. What cannot be kept is reported in a sentence.

Of private notes a sentence says only that they are left out: the backup of the file has them.
"""

from ecosystem import dataset, edits
from ecosystem.dataset import documents
from ecosystem.dataset.draft import SECTIONS
from ecosystem.errors import InvalidDataError, InvalidUpdateError
from ecosystem.language import _
from ecosystem.merging import accepted_gaps, references, renamed_links, takeover
from ecosystem.merging.pair import Pair
from ecosystem.model import ORGANISATION_SECTIONS, Ecosystem

__all__ = ["merge"]


def merge(document: edits.Document, gone: str, kept: str) -> list[str]:
    """Merge the entry `gone` into the entry `kept` and return what was done, in sentences.

    Everything that named `gone` then names `kept`, which takes over what it lacks. Links that become the same
    are joined, and accepted gaps follow what they are about. The rest of the file, its comments and its
    layout stay.

    Raises:
        InvalidUpdateError: They are not two entries of the same type, or the result would not be valid.
    """
    before = dataset.parse(edits.text(document), document.file)
    notes = documents.private(edits.text(document))
    pair = _pair(before, gone, kept)
    remarks = [_("{gone} is merged into {kept}.", gone=gone, kept=kept)]
    remarks += takeover.take_over(document, before, pair)
    edits.remove(document, pair.gone)
    remarks += references.point_at(document, pair)
    fields = _read_without(document, pair, "links", "accepted_gaps").links
    ties, on_links = renamed_links.settle(document, renamed_links.renamed(before, pair, notes), fields, pair)
    after = _read_without(document, pair, "accepted_gaps")
    remarks += [*on_links, *accepted_gaps.follow(document, (before, after), ties, pair, notes)]
    _read_without(document, pair)
    return remarks


def _pair(ecosystem: Ecosystem, gone: str, kept: str) -> Pair:
    section, other = _section_of(ecosystem, gone), _section_of(ecosystem, kept)
    if gone == kept:
        raise InvalidUpdateError(_("‘{id}’ cannot be merged into itself. Name two entries.", id=gone))
    if section != other and not {section, other} <= set(ORGANISATION_SECTIONS):
        raise InvalidUpdateError(
            _(
                "‘{gone}’ is in the section ‘{section}’ and ‘{kept}’ in ‘{other}’. "
                "Name two organisations, or two entries of one section.",
                gone=gone,
                section=section,
                kept=kept,
                other=other,
            )
        )
    return Pair(gone=(section, gone), kept=(other, kept))


def _section_of(ecosystem: Ecosystem, identifier: str) -> str:
    for section in (*(section for section in SECTIONS if section != "sources"), "sources"):
        if identifier in getattr(ecosystem, section) and section not in ("kinds", "link_types", "tours"):
            return section
    raise InvalidUpdateError(_("‘{id}’ is not the id of an entry or a source.", id=identifier))


def _read_without(document: edits.Document, pair: Pair, *sections: str) -> Ecosystem:
    """Return the city as the document now describes it, without some sections."""
    rest = edits.parse(edits.text(document), document.file)
    for section in sections:
        if edits.has(rest, (section,)):
            edits.remove(rest, (section,))
    try:
        return dataset.parse(edits.text(rest), document.file)
    except InvalidDataError as error:
        heading = _(
            "‘{gone}’ and ‘{kept}’ cannot be merged yet. {file} would then have these mistakes:",
            gone=pair.gone[1],
            kept=pair.kept[1],
            file=document.file,
        )
        mistakes = [f"  {problem.path}: {problem.message}" for problem in error.problems]
        raise InvalidUpdateError("\n".join([heading, *mistakes])) from error
