"""The page for web editors: every way to show the map, to copy, each with a preview.

The previews show the files that stand beside the page, so that they also work before it is published.
"""

from functools import cache
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup

from ecosystem import bundles
from ecosystem.infographic import page, templates
from ecosystem.infographic.publication import Publication
from ecosystem.infographic.view import View, plain, script_words
from ecosystem.publishing import snippets
from ecosystem.publishing.snippets import Embedding

HERE = Path(__file__).parent


def render(view: View, publication: Publication, embedding: Embedding) -> str:
    """The whole page."""
    view = plain(view)
    return _template().render(
        view=view,
        publication=publication,
        embedding=embedding,
        policy=page.policy(style(), script(), beside="'self'"),
        style=Markup(style()),
        script=Markup(script()),
        words=page.json_block(script_words.block(script_words.EMBED)),
        shown=tuple(_shown(view)),
        of_data=page.lang(view.language),
        least=snippets.LEAST,
        most=snippets.MOST,
    )


def _shown(view: View) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """What the map can open at, under headings: the priorities of the chosen plan, and every entry."""
    chosen = [plan for plan in view.plans if plan.chosen and plan.priorities]
    priorities = [
        (
            plan.name,
            tuple((priority.id, f"{priority.number} · {priority.label}") for priority in plan.priorities),
        )
        for plan in chosen
    ]
    entries = [
        (section.title, tuple((entry.id, entry.name) for group in section.groups for entry in group.entries))
        for section in view.directory
    ]
    return [*priorities, *((title, tuple(sorted(entry, key=_by_name))) for title, entry in entries)]


def _by_name(option: tuple[str, str]) -> tuple[str, str]:
    identifier, name = option
    return name.casefold(), identifier


def style() -> str:
    """Return the style of the page for web editors."""
    return bundles.text("embed.css")


def script() -> str:
    """The receiver, for the previews, and the page's own."""
    return bundles.text("embed.js")


@cache
def _template() -> Template:
    return templates.environment(HERE).get_template("embed.html.jinja")
