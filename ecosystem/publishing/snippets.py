"""What a web editor pastes: five ways to show the map on another page, from a frame to plain HTML."""

import json
from enum import StrEnum
from pathlib import Path

from markupsafe import Markup

from ecosystem import bundles
from ecosystem.infographic.publication import SHARE_CARD, Publication
from ecosystem.infographic.view import View, plain
from ecosystem.language import N_, _, code
from ecosystem.model import Value
from ecosystem.paper import card
from ecosystem.publishing import fragment, oembed
from ecosystem.publishing.oembed import OEmbed

RECEIVER = "embed.js"
WIDTH = 600  # px where a frame cannot be as wide as its column: the least that shows the names
CARD_HEIGHT = WIDTH * card.HEIGHT // card.WIDTH
HEIGHT = 1000  # px: the whole wheel in a column of 800, and all that WordPress gives a frame
HEIGHTS = json.loads(Path(__file__).with_name("heights.json").read_text(encoding="utf-8"))
LEAST, MOST = int(HEIGHTS["least"]), int(HEIGHTS["most"])  # px, as the receiver has it

WORDS = {
    "cy": ("Map rhyngweithiol", "Agor y map llawn"),
    "de": ("Interaktive Karte", "Die ganze Karte öffnen"),
    "en": ("Interactive map", "Open the full map"),
    "es": ("Mapa interactivo", "Abrir el mapa completo"),
    "fr": ("Carte interactive", "Ouvrir la carte complète"),
    "pl": ("Interaktywna mapa", "Otwórz pełną mapę"),
}
"""What a snippet says in its own words: of the frame, and on the link."""


class Form(StrEnum):
    """The ways in, the simplest first."""

    FRAME = "frame"
    GROWING = "growing"
    ADDRESS = "address"
    PICTURE = "picture"
    TEXT = "text"


class Snippet(Value, frozen=True, kw_only=True):
    """One way to show the map, and what to paste for it."""

    form: Form
    heading: str
    advice: str
    paste: str


class Embedding(Value, frozen=True, kw_only=True):
    """All the ways to show a map, or one thing of it."""

    url: str
    title: str
    show: str | None = None  # the id of what the map opens at
    language: str
    height: int
    snippets: tuple[Snippet, ...]
    oembed: OEmbed


def embedding(
    view: View,
    publication: Publication,
    *,
    show: str | None = None,
    language: str | None = None,
    height: int = HEIGHT,
) -> Embedding:
    """Everything one can paste.

    Args:
        view: The map.
        publication: Where it is published.
        show: The id of what it opens at; the text then holds that alone.
        language: That of the words around the map, one of `WORDS`; the map speaks its own.
        height: Of a frame that cannot grow, and of any until it has grown.
    """
    view = plain(view)
    spoken = language or (view.language if view.language.partition("-")[0] in WORDS else "en")
    name, invitation = WORDS[spoken.partition("-")[0]]
    address = publication.showing(show)
    title = f"{name}: {view.title}"
    link = _link(address, f"{invitation}: {view.title}", code())
    fallback = Markup('<p lang="{}" dir="ltr">{}</p>').format(spoken, link)
    frame = _frame(address, title, spoken, height)
    growing = _frame(address, title, spoken, height, Markup(" data-ecosystem-map"))
    filtered = _filtered_frame(address, title, height)
    response = oembed.response(publication, view.title, filtered, link, height)
    paste = {
        Form.FRAME: f"{_column(frame)}\n{fallback}",
        Form.GROWING: f"{_column(growing)}\n{fallback}\n{_receiver_tag(publication)}",
        Form.ADDRESS: publication.url,
        Form.PICTURE: f"{_picture(publication, address, title, spoken)}\n{fallback}",
        Form.TEXT: fragment.render(view, publication, show=show),
    }
    return Embedding(
        url=publication.url,
        title=view.title,
        show=show,
        language=spoken,
        height=height,
        snippets=tuple(
            Snippet(
                form=form,
                heading=_(_HEADINGS[form]),
                advice=_(_ADVICE[form], file=RECEIVER),
                paste=str(paste[form]),
            )
            for form in Form
        ),
        oembed=response,
    )


_HEADINGS = {
    Form.FRAME: N_("A frame of a fixed height"),
    Form.GROWING: N_("A frame that grows to fit the map"),
    Form.ADDRESS: N_("The address alone"),
    Form.PICTURE: N_("A picture with a link"),
    Form.TEXT: N_("The whole map as text"),
}
_ADVICE = {
    Form.FRAME: N_(
        "Works wherever frames are allowed, and needs no script on your page. In WordPress, only "
        "administrators and editors can paste a frame."
    ),
    Form.GROWING: N_(
        "The same, with no second scroll bar. If your site allows only its own scripts, copy "
        "{file} to your site and put its address in the last line."
    ),
    Form.ADDRESS: N_(
        "In WordPress, and on other sites that support oEmbed, paste this on a line of its "
        "own. It always opens with the whole map."
    ),
    Form.PICTURE: N_("For newsletters, and for sites that allow neither frames nor scripts."),
    Form.TEXT: N_(
        "Headings, lists and tables without script or style. Use this on sites that filter what you paste, "
        "as WordPress does for authors. Choose the editor’s HTML view."
    ),
}


def _column(content: Markup) -> Markup:
    """What stands inline, in a block: the themes of WordPress set only blocks into the column of the text."""
    return Markup("<div>{}</div>").format(content)


def _frame(address: str, title: str, language: str, height: int, mark: str = "") -> Markup:
    """A frame as wide as its column. Where no style is allowed, it has the width of the attribute."""
    return Markup(
        '<iframe{} src="{}" title="{}" lang="{}" width="{}" height="{}" loading="lazy"'
        ' style="width: 100%; border: 0"></iframe>'
    ).format(mark, address, title, language, WIDTH, height)


def _filtered_frame(address: str, title: str, height: int) -> Markup:
    """A frame of the attributes that WordPress leaves to one of another website: no style and no language.

    HTML allows no share of the width in an attribute, nor a border. Every browser knows both.
    """
    return Markup(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" frameborder="0"></iframe>'
    ).format(address, title, height)


def _receiver_tag(publication: Publication) -> Markup:
    return Markup('<script src="{}" async></script>').format(publication.beside(RECEIVER))


def _link(address: str, words: str, language: str) -> Markup:
    return Markup('<a href="{}" hreflang="{}">{}</a>').format(address, language, words)


def _picture(publication: Publication, address: str, title: str, spoken: str) -> Markup:
    return Markup(
        '<div><a href="{}" title="{}" lang="{}">'
        '<img src="{}" alt="{}" lang="{}" width="{}" height="{}" loading="lazy"'
        ' style="max-width: 100%; height: auto"></a></div>'
    ).format(
        address,
        title,
        spoken,
        publication.beside(SHARE_CARD),
        publication.picture,
        code(),
        WIDTH,
        CARD_HEIGHT,
    )


def receiver() -> str:
    """The script for the page that holds a frame."""
    return bundles.text("receiver.js") + "\n"
