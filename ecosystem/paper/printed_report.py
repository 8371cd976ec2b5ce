"""The annual report on paper: the same report as in Markdown, set on A4 as a tagged PDF."""

from dataclasses import asdict
from typing import Any

from ecosystem.city import City
from ecosystem.infographic.theme import theme
from ecosystem.language import _
from ecosystem.paper.typesetting import Press, licence_words, setting
from ecosystem.report import Block, Heading, Items, Paragraph, Report, compose


def pdf(city: City) -> bytes:
    """The report of a city.

    Raises:
        MissingFontError: A font or a letter is not there.
    """
    about = city.ecosystem.about
    return Press().pdf("report.typ", contents(compose(city), about.licence))


def contents(report: Report, licence: str) -> dict[str, Any]:
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
