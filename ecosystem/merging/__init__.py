"""One entry made of two, so that nothing either of them says goes without a word.

What both say stays once. What cannot stay is told in a remark; of private notes the remark says only that
they are left out, and the backup of the file has them.
"""

from ecosystem import dataset, edits
from ecosystem.dataset.draft import SECTIONS
from ecosystem.errors import InvalidDataError, InvalidUpdateError
from ecosystem.exchange import documents
from ecosystem.merging import accepted_gaps, references, renamed_links, takeover
from ecosystem.merging.pair import Pair
from ecosystem.model import ORGANISATION_SECTIONS, Ecosystem

__all__ = ["merge"]


def merge(document: edits.Document, gone: str, kept: str) -> list[str]:
    """Make one entry of two: everything that named `gone` names `kept`, which takes over what it lacks.

    Links that become the same are joined, and accepted gaps follow what they are about. Returns what was
    done, in sentences. Comments and layout of all else stay.

    Raises:
        InvalidUpdateError: They are not two entries of the same sort, or what results would not be valid.
    """
    before = dataset.parse(edits.text(document), document.file)
    notes = documents.private(edits.text(document))
    pair = _pair(before, gone, kept)
    said = [f"{gone} goes; what named it names {kept}."]
    said += takeover.take_over(document, before, pair)
    edits.remove(document, pair.gone)
    said += references.point_at(document, pair)
    fields = _read_without(document, pair, "links", "accepted_gaps").links
    ties, remarks = renamed_links.settle(document, renamed_links.renamed(before, pair, notes), fields, pair)
    after = _read_without(document, pair, "accepted_gaps")
    said += [*remarks, *accepted_gaps.follow(document, (before, after), ties, pair, notes)]
    _read_without(document, pair)
    return said


def _pair(ecosystem: Ecosystem, gone: str, kept: str) -> Pair:
    section, other = _section_of(ecosystem, gone), _section_of(ecosystem, kept)
    if gone == kept:
        raise InvalidUpdateError(f"‘{gone}’ is one entry already.")
    if section != other and not {section, other} <= set(ORGANISATION_SECTIONS):
        raise InvalidUpdateError(
            f"‘{gone}’ is among the {section}, ‘{kept}’ among the {other}: they cannot be one."
        )
    return Pair(gone=(section, gone), kept=(other, kept))


def _section_of(ecosystem: Ecosystem, identifier: str) -> str:
    for section in (*(section for section in SECTIONS if section != "sources"), "sources"):
        if identifier in getattr(ecosystem, section) and section not in ("kinds", "link_types", "tours"):
            return section
    raise InvalidUpdateError(f"‘{identifier}’ is not the id of a thing or a source.")


def _read_without(document: edits.Document, pair: Pair, *sections: str) -> Ecosystem:
    """The city as it stands by now, but for some sections."""
    rest = edits.parse(edits.text(document), document.file)
    for section in sections:
        if edits.has(rest, (section,)):
            edits.remove(rest, (section,))
    try:
        return dataset.parse(edits.text(rest), document.file)
    except InvalidDataError as error:
        mistakes = "".join(f"\n  {problem.path}: {problem.message}" for problem in error.problems)
        both = f"‘{pair.gone[1]}’ and ‘{pair.kept[1]}’ cannot be one yet"
        told = f"{both}. {document.file} would hold mistakes, by the lines it would have:{mistakes}"
        raise InvalidUpdateError(told) from error
