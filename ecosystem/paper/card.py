"""The share card: the picture that other websites and messengers show beside a link to the map."""

from typing import Any

from ecosystem.infographic.theme import theme
from ecosystem.infographic.view import View, plain
from ecosystem.language import _, isolated, joined, number
from ecosystem.paper import drawing, qr
from ecosystem.paper.typesetting import Press, setting
from ecosystem.words import shortened

WIDTH, HEIGHT = 1200, 630  # pixels, as Open Graph readers expect it
TEMPLATE_PPI = 144.0  # the template is 600 pt wide
LEAD = 230  # characters of the summary, at most five lines


def alt(view: View) -> str:
    """Return the card in words, for those who do not see it."""
    view = plain(view)
    counts = [_("{count} {noun}", count=count, noun=noun) for count, noun in view.glance]
    parts = (
        _("{map}, drawn as a wheel: {counts}.", map=view.title, counts=joined(counts)),
        *(headline.sentence for headline in view.headlines),
        _("Published {date}.", date=view.edition),
        view.as_it_stood,
    )
    return " ".join(filter(None, parts))


def png(press: Press, view: View, url: str | None = None) -> bytes:
    """Return the card of a map, with a QR code of its address if it has one."""
    return press.png("card.typ", contents(view, url), ppi=TEMPLATE_PPI)


def contents(view: View, url: str | None = None) -> dict[str, Any]:
    """Return what the card says, as plain values."""
    view = plain(view)
    return {
        **setting(view.language),
        "title": view.title,
        "summary": isolated(shortened(view.summary, LEAD)),
        "published": _("Published {date}", date=view.edition),
        "headlines": [headline.lead for headline in view.headlines],
        "as_it_stood": view.as_it_stood,
        "glance": [(number(count), noun) for count, noun in view.glance],
        "qr": qr.svg(url, "card") if url else None,
        "qr_words": _("QR code that opens {address}", address=url or ""),
        "alt": alt(view),
        "colours": theme(),
        "picture": drawing.wheel(view, "card"),
        "marks": [
            {"number": mark.priority.number, "x": mark.x, "y": mark.y} for mark in view.wheel.hub_marks
        ],
        "reach": drawing.reach(view),
    }
