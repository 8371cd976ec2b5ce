"""The share card: the picture that other websites and messengers show beside a link to the map."""

from typing import Any

from ecosystem.infographic.theme import theme
from ecosystem.infographic.view import View
from ecosystem.paper import drawing
from ecosystem.paper.typesetting import Press, setting
from ecosystem.words import shortened

WIDTH, HEIGHT = 1200, 630  # pixels, as Open Graph readers expect it
TEMPLATE_PPI = 144.0  # the template is 600 pt wide
LEAD = 230  # characters of the summary, at most five lines


def alt(view: View) -> str:
    """The card in words, for those who do not see it."""
    counts = ", ".join(f"{count:,} {noun}" for count, noun in view.glance)
    dated = f"Edition {view.edition}. {view.as_it_stood or ''}".rstrip()
    return f"{view.title}: {counts}, drawn as a wheel. {dated}"


def png(press: Press, view: View) -> bytes:
    return press.png("card.typ", contents(view), ppi=TEMPLATE_PPI)


def contents(view: View) -> dict[str, Any]:
    return {
        **setting(view.language),
        "title": view.title,
        "summary": shortened(view.summary, LEAD),
        "edition": view.edition,
        "as_it_stood": view.as_it_stood,
        "glance": [(f"{number:,}", noun) for number, noun in view.glance],
        "alt": alt(view),
        "colours": theme(),
        "picture": drawing.wheel(view, "card"),
        "marks": [
            {"number": mark.priority.number, "x": mark.x, "y": mark.y} for mark in view.wheel.hub_marks
        ],
        "reach": drawing.reach(view),
    }
