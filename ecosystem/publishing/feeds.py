"""What changed, for whoever follows the map: Atom (RFC 4287) and JSON Feed 1.1.

There is one feed of everything, and one for each organisation and priority; it stays when nothing changed for
it, so that nobody follows an address that is gone. No clock is read: everything was updated on the day of the
edition. Addresses are whole where the map has one. Elsewhere ids are tag URIs (RFC 4151) and links lead to
the page beside the feed.
"""

import json
from collections.abc import Iterable
from urllib.parse import quote
from xml.etree import ElementTree as ET

from ecosystem import language
from ecosystem.files import OURS
from ecosystem.infographic.publication import Publication
from ecosystem.infographic.view import View, plain
from ecosystem.infographic.view.change_entries import FEEDS, ChangeEntry, WhatChanged
from ecosystem.language import _
from ecosystem.model import Value

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"


class Feed(Value, frozen=True):
    """A feed before it has a form."""

    stem: str  # of the file names
    title: str
    summary: str | None
    entries: tuple[ChangeEntry, ...]


def files(view: View, publication: Publication | None) -> dict[str, str | bytes]:
    """Return the feeds of a page by file name; none where the page does not say what changed."""
    view = plain(view)
    what_changed = view.changes
    if what_changed is None:
        return {}
    written: dict[str, str | bytes] = {}
    for feed in _feeds(view, what_changed):
        addresses = _Addresses(view.place, feed.stem, publication)
        written[f"{feed.stem}.atom"] = _atom(view, what_changed, feed, addresses)
        written[f"{feed.stem}.json"] = _json(view, what_changed, feed, addresses)
    return written


def _feeds(view: View, what_changed: WhatChanged) -> Iterable[Feed]:
    entries = tuple(entry for group in what_changed.groups for entry in group.entries)
    yield Feed(FEEDS, _("{title}: what changed", title=view.title), what_changed.summary, entries)
    for identifier, followed in what_changed.followed.items():
        yield Feed(
            followed.stem,
            _("{title}: what changed for {name}", title=view.title, name=followed.name),
            None,
            tuple(entry for entry in entries if identifier in entry.concerns),
        )


class _Addresses:
    """The addresses and ids of a feed and its entries."""

    def __init__(self, place: str, stem: str, publication: Publication | None) -> None:
        self.stem = stem
        self.publication = publication
        self.tag = f"tag:{OURS}.invalid,2026:{quote(place, safe='')}"  # the name is reserved: nobody has it

    def feed(self, ending: str) -> str | None:
        return self.publication.beside(f"{self.stem}.{ending}") if self.publication else None

    @property
    def id(self) -> str:
        return self.feed("atom") or f"{self.tag}/{self.stem}"

    @property
    def page(self) -> str:
        return self.publication.url if self.publication else "../" * self.stem.count("/") + "index.html"

    def entry(self, entry: ChangeEntry) -> str:
        return f"{self.page}#c-{entry.id}"

    def entry_id(self, entry: ChangeEntry) -> str:
        return self.entry(entry) if self.publication else f"{self.tag}/{FEEDS}/{entry.id}"


def _atom(view: View, what_changed: WhatChanged, feed: Feed, addresses: _Addresses) -> str:
    updated = f"{what_changed.day.isoformat()}T00:00:00Z"
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language.code()})

    def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, tag, attributes)
        element.text = text
        return element

    add(root, "id", addresses.id)
    add(root, "title", feed.title)
    if feed.summary:
        add(root, "subtitle", feed.summary)
    add(root, "updated", updated)
    add(add(root, "author"), "name", view.title)
    if own := addresses.feed("atom"):
        add(root, "link", rel="self", type="application/atom+xml", href=own)
    add(root, "link", rel="alternate", type="text/html", href=addresses.page)
    add(root, "rights", view.licence)
    add(root, "generator", OURS)
    for entry in feed.entries:
        item = add(root, "entry")
        add(item, "id", addresses.entry_id(entry))
        add(item, "title", entry.sentence)
        add(item, "updated", updated)
        add(item, "link", rel="alternate", type="text/html", href=addresses.entry(entry))
        add(item, "category", term=entry.heading)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _json(view: View, what_changed: WhatChanged, feed: Feed, addresses: _Addresses) -> str:
    own = addresses.feed("json")
    addressed = {"home_page_url": addresses.page, "feed_url": own} if own else {}
    data = {
        "version": JSON_FEED,
        "title": feed.title,
        **addressed,
        **({"description": feed.summary} if feed.summary else {}),
        "language": language.code(),
        "authors": [{"name": view.title}],
        "items": [
            {
                "id": addresses.entry_id(entry),
                **({"url": addresses.entry(entry)} if own else {}),
                "content_text": entry.sentence,
                "date_published": f"{what_changed.day.isoformat()}T00:00:00Z",
                "tags": [entry.heading],
            }
            for entry in feed.entries
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
