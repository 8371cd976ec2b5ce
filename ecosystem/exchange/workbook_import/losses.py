"""What would be lost if the data file said what a workbook says."""

from ecosystem import loss_guard
from ecosystem.dataset.documents import Document
from ecosystem.edits.change_list import keys
from ecosystem.model import ORGANISATION_SECTIONS


def losses(before: Document, after: Document) -> list[str]:
    """Return the sentences of `loss_guard.losses` for an import."""
    organisations = _organisations(before), _organisations(after)
    return loss_guard.losses(organisations, (_links(before), _links(after)))


def _organisations(document: Document) -> dict[str, str]:
    return {
        key: organisation["name"]
        for section in ORGANISATION_SECTIONS
        for key, organisation in document[section].items()
    }


def _links(document: Document) -> dict[str, str]:
    return {key: key for key in keys("links", document["links"])}
