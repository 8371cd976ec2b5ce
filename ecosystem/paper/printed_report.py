"""A report on paper: the same as in Markdown, with the wheel, set on A4 as a tagged PDF."""

from dataclasses import asdict
from typing import Any

from ecosystem.city import City
from ecosystem.infographic import view
from ecosystem.infographic.theme import theme
from ecosystem.language import _
from ecosystem.paper import poster as posters
from ecosystem.paper.typesetting import Press, licence_words, setting
from ecosystem.report import Block, Heading, Items, Paragraph, Report, Table, compose


def pdf(city: City, report: Report | None = None) -> bytes:
    """Return a report of a city on paper, with its wheel; the annual report, unless another is given.

    Raises:
        MissingFontError: A font or a letter is not there.
    """
    composed = report or compose(city)
    return Press().pdf(
        "report.typ", contents(composed, city.ecosystem.about.licence, view.plain(view.compose(city)))
    )


def contents(report: Report, licence: str, said: view.View) -> dict[str, Any]:
    """Return what the sheets say, as plain values."""
    return {
        **setting(report.language),
        "title": report.title,
        "opening": report.opening,
        "advice": report.advice,
        "colours": theme(),
        "words": {
            "outline": _("Contents"),
            "page": _("{page} of {pages}"),
            "licence": licence_words(licence),
        },
        "wheel": {**posters.wheel(said), "caption": picture_words(said)},
        "parts": [
            {"heading": part.heading, "blocks": [_block(block) for block in part.blocks]}
            for part in report.parts
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(words):
            return {"form": "heading", "words": words}
        case Paragraph(words):
            return {"form": "paragraph", "words": words}
        case Items(items):
            return {"form": "items", "items": [asdict(item) for item in items]}
        case Table(headings, rows):
            return {"form": "table", "headings": headings, "rows": rows}


def picture_words(said: view.View) -> str:
    """Return the line below the wheel."""
    return _("The map, published {date}.", date=said.edition)
