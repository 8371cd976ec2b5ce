"""What a website learns that is given nothing but the address of the map: oEmbed 1.0, of the type ‘rich’.

WordPress keeps of the HTML one quotation with links and one frame, and puts the frame into a sandbox. It
shows the quotation until the frame has told its height, so that there is a way in where scripts are off.
"""

import json

import msgspec
from markupsafe import Markup

from ecosystem.files import OURS
from ecosystem.infographic.publication import SHARE_CARD, Publication
from ecosystem.model import Value

WIDTH = 800
DAY = 86_400  # seconds


class OEmbed(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A response of oEmbed; see oembed.com, 2.3.4.4."""

    version: str = "1.0"
    type: str = "rich"
    title: str
    provider_name: str
    provider_url: str
    cache_age: int = DAY
    thumbnail_url: str
    thumbnail_width: int = 1200
    thumbnail_height: int = 630
    html: str
    width: int = WIDTH
    height: int


def response(publication: Publication, title: str, frame: Markup, link: Markup, height: int) -> OEmbed:
    """Return the response that shows `frame`, and `link` until it is there; `height` is in pixels."""
    return OEmbed(
        title=title,
        provider_name=publication.host,
        provider_url=publication.site,
        thumbnail_url=publication.beside(SHARE_CARD),
        html=str(Markup("<blockquote>{}</blockquote>{}").format(link, frame)),
        height=height,
    )


def text(value: OEmbed) -> str:
    """The response as the file that stands beside the map."""
    return json.dumps({"generator": OURS, **msgspec.to_builtins(value)}, ensure_ascii=False, indent=1) + "\n"
