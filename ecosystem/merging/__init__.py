"""Merge two entries into one, as a list of changes. What cannot be kept is reported in a sentence.

The modules here work on a draft of the file, and the changes are what differs in it in the end. Of private
notes a sentence says only that they are left out: the backup of the file has them.
"""

from ecosystem import dataset, edits
from ecosystem.dataset import documents
from ecosystem.dataset.draft import SECTIONS
from ecosystem.errors import InvalidDataError, InvalidUpdateError
from ecosystem.language import _
from ecosystem.merging import accepted_gaps, references, renamed_links, takeover
from ecosystem.merging.pair import Pair
from ecosystem.model import ORGANISATION_SECTIONS, PRIVATE, Ecosystem

__all__ = ["merge"]


def merge(document: edits.Document, gone: str, kept: str) -> tuple[list[edits.Change], list[str]]:
    """Return the changes that merge the entry `gone` into the entry `kept`, and what they do, in sentences.

    Everything that named `gone` then names `kept`, which takes over what it lacks. Links that become the same
    are joined, and accepted gaps follow what they are about. The document stays as it is: see `edits.apply`.

    Raises:
        InvalidUpdateError: They are not two entries of the same type, or the result would not be valid.
    """
    draft = edits.parse(edits.text(document), document.file)
    before = dataset.parse(edits.text(draft), draft.file)
    notes = documents.private(edits.text(draft))
    pair = _pair(before, gone, kept)
    remarks = [_("{gone} is merged into {kept}.", gone=gone, kept=kept)]
    remarks += takeover.take_over(draft, before, pair)
    edits.remove(draft, pair.gone)
    remarks += references.point_at(draft, pair)
    fields = _read_without(draft, pair, "links", "accepted_gaps").links
    ties, on_links = renamed_links.settle(draft, renamed_links.renamed(before, pair, notes), fields, pair)
    without_gaps = _read_without(draft, pair, "accepted_gaps")
    places, on_gaps = accepted_gaps.follow(draft, (before, without_gaps), ties, pair, notes)
    after = _read_without(draft, pair)
    origins: dict[documents.Path, list[int | None]] = {
        ("links",): [tie.place for tie in ties],
        ("disputes",): list(range(len(before.disputes))),
        ("accepted_gaps",): [*places],
    }
    changes = _changes((before, edits.text(document)), (after, edits.text(draft)), origins)
    return changes, [*remarks, *on_links, *on_gaps]


def _changes(
    before: tuple[Ecosystem, str], after: tuple[Ecosystem, str], origins: edits.Origins
) -> list[edits.Change]:
    """Return what differs between two cities and their texts, private notes with it."""
    found = edits.difference(_with_notes(*before), _with_notes(*after), origins)
    return [_without_other_notes(each) for each in found]


def _with_notes(ecosystem: Ecosystem, text: str) -> documents.Document:
    document = documents.of(ecosystem)
    for path, note in documents.notes(text).items():
        node = documents.part(document, path)
        (node[0] if isinstance(node, list) else node)[PRIVATE] = note
    return document


def _without_other_notes(each: edits.Change) -> edits.Change:
    """Return a change as `edits.apply` takes it: only what is new brings notes of its own."""
    if each.at[-1] == PRIVATE:
        return each
    was = documents.without_notes(each.was)
    value = each.value if each.what is edits.What.ADD else documents.without_notes(each.value)
    return edits.change(each.what, each.at, was=was, value=value)


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
    try:
        return dataset.parse(edits.text(document), document.file, without=sections)
    except InvalidDataError as error:
        heading = _(
            "‘{gone}’ and ‘{kept}’ cannot be merged yet. {file} would then have these mistakes:",
            gone=pair.gone[1],
            kept=pair.kept[1],
            file=document.file,
        )
        mistakes = [f"  {problem.path}: {problem.message}" for problem in error.problems]
        raise InvalidUpdateError("\n".join([heading, *mistakes])) from error
