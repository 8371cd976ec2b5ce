"""A map at its public address: what its page says of it to other websites."""

from urllib.parse import quote, urljoin, urlsplit

from ecosystem.dataset import addresses
from ecosystem.errors import InvalidAddressError
from ecosystem.language import _
from ecosystem.model import Value

SHARE_CARD = "share-card.png"  # 1200 × 630, as Open Graph and Twitter take it
OEMBED = "oembed.json"
EXPLORER, KIT, FRAGMENT = "explorer.html", "embed.html", "fragment.html"  # pages beside that of the map
_ENDINGS = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp", ".cfm")  # of a page


class Publication(Value, frozen=True):
    """Where a map is published. Its other files stand beside its page."""

    url: str
    picture: str = ""  # the share card in words

    def beside(self, name: str) -> str:
        """The address of a file that stands beside the page."""
        return urljoin(self.url, name)

    def showing(self, identifier: str | None) -> str:
        """The address that opens the map at one thing; without one, at the whole."""
        return f"{self.url}#show={quote(identifier)}" if identifier else self.url

    @property
    def site(self) -> str:
        """The address of the website that it is a part of."""
        return urljoin(self.url, "/")

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


def at(url: str) -> Publication:
    """The publication at an address: that of the page, or of its folder.

    Raises:
        InvalidAddressError: It is no address of a web page.

    >>> at("https://example.org/v1.1").url, at("https://example.org/map.html").beside("oembed.json")
    ('https://example.org/v1.1/', 'https://example.org/oembed.json')
    """
    scheme, colon, _rest = url.partition(":")
    if colon and "." not in scheme and scheme.lower() not in ("http", "https"):
        raise InvalidAddressError(
            _(
                "‘{url}’ is not the address of a web page. Such an address starts with https:// or http://.",
                url=url,
            )
        )
    if mistake := addresses.mistake(url):
        raise InvalidAddressError(mistake)
    if "#" in url or "?" in url:
        raise InvalidAddressError(
            _("‘{url}’ leads to a place within a page. Give the address up to the ‘?’ or ‘#’.", url=url)
        )
    last = urlsplit(url).path.rpartition("/")[2]
    if last in (EXPLORER, KIT, FRAGMENT):
        raise InvalidAddressError(
            _("‘{url}’ is a page beside the map. Give the address of the map’s page or folder.", url=url)
        )
    is_whole = url.endswith("/") or last.lower().endswith(_ENDINGS)
    return Publication(url if is_whole else f"{url}/")
