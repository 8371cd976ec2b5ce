"""The map on other people's pages: what a web editor pastes, and the files that stand beside the map for it.

`snippets` holds the five ways in, `oembed` the one that an address alone is enough for, `fragment` the one
of plain HTML, and `kit` the page that shows them all with previews.
"""

from msgspec.structs import replace

from ecosystem import queries
from ecosystem.city import City
from ecosystem.errors import NotAPriorityError
from ecosystem.infographic import publication as publications
from ecosystem.infographic.publication import FRAGMENT, KIT, OEMBED, SHARE_CARD, Publication
from ecosystem.infographic.view import View
from ecosystem.model import Section
from ecosystem.paper import card
from ecosystem.paper.typesetting import Press
from ecosystem.publishing import fragment, kit, oembed, snippets
from ecosystem.publishing.snippets import embedding

__all__ = ["NAMES", "embedding", "files", "publication", "shown"]

NAMES = (KIT, OEMBED, FRAGMENT, snippets.RECEIVER, SHARE_CARD)
"""The files that `files` returns."""


def publication(view: View, url: str) -> Publication:
    """The publication of a map at an address.

    Raises:
        InvalidAddressError: It is no address of a web page.
    """
    return replace(publications.at(url), picture=card.alt(view))


def shown(city: City, *, focus: str | None, priority: str | None) -> str | None:
    """The id of what the map is to open at; None for the whole.

    Raises:
        AmbiguousNameError: The words fit several things.
        NotAPriorityError: `priority` is something else.
        UnknownNameError: There is no such thing.
    """
    if priority is None:
        return queries.find(city, focus) if focus is not None else None
    identifier = queries.find(city, priority, among=(Section.PRIORITIES,))
    section = city.section(identifier)
    if section is not Section.PRIORITIES:
        raise NotAPriorityError(priority, section.value)
    return identifier


def files(view: View, publication: Publication) -> dict[str, str | bytes]:
    """What stands beside a published map, by name.

    Raises:
        MissingFontError: A font of the share card is not there.
    """
    pasted = embedding(view, publication)
    return {
        KIT: kit.render(view, publication, pasted),
        OEMBED: oembed.text(pasted.oembed),
        FRAGMENT: fragment.render(view, publication) + "\n",
        snippets.RECEIVER: snippets.receiver(),
        SHARE_CARD: card.png(Press(), view, publication.url),
    }
