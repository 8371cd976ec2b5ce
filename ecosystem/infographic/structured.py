"""The page's structured data: what search engines read of it, as JSON-LD in the words of schema.org.

A Dataset (https://schema.org/Dataset) with its licence, date and downloads, and an Organization for every
organisation. Only a membership that a source states or both organisations confirm is said: `memberOf` has no
word for a plan or a reading. Ids are places on the page. Where its address is known, all addresses are whole;
without it they hold wherever it is published.
"""

from collections.abc import Iterable, Iterator

from ecosystem.infographic.downloads import Download
from ecosystem.infographic.publication import Publication
from ecosystem.infographic.view import View
from ecosystem.model import ORGANISATION_SECTIONS

Thing = dict[str, object]


def data(view: View, downloads: Iterable[Download], publication: Publication | None = None) -> Thing:
    """Return the structured data of a page as plain values."""
    dataset = _dataset(view, downloads, publication)
    page = publication.url if publication else ""
    return {"@context": "https://schema.org", "@graph": [dataset, *_organisations(view, page)]}


def _dataset(view: View, downloads: Iterable[Download], publication: Publication | None) -> Thing:
    address = {"url": publication.url} if publication else {}
    page = publication.url if publication else ""
    return {
        "@type": "Dataset",
        "@id": f"{page}#map",
        **address,
        "name": view.title,
        "description": view.summary,
        "spatialCoverage": view.place,
        "dateModified": view.edition_date,
        "inLanguage": view.language,
        "license": {"@type": "CreativeWork", "name": view.licence},
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": publication.beside(download.name) if publication else download.name,
            }
            for download in downloads
        ],
    }


def _organisations(view: View, page: str) -> Iterator[Thing]:
    for section in view.directory:
        if section.section not in ORGANISATION_SECTIONS:
            continue
        for entry in (entry for group in section.groups for entry in group.entries):
            thing: Thing = {"@type": "Organization", "@id": f"{page}#n-{entry.id}", "name": entry.name}
            if entry.website:
                thing["url"] = entry.website
            if memberships := view.memberships.get(entry.id):
                thing["memberOf"] = [{"@id": f"{page}#n-{membership}"} for membership in memberships]
            yield thing
