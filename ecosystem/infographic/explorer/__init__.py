"""The free network for analysts: every entry and every link, to drag, zoom and regroup.

pyvis makes the nodes, the edges and the options, and brings vis-network, which draws them; the page around
them is ours and keeps the rules of `page`. `payload` is what the script reads: what is said of each
entry (`legend`), where it stands (`positions`), and what vis-network draws (`network`).
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup

from ecosystem import bundles, dates, language, sentences
from ecosystem.city import City
from ecosystem.infographic import page, templates
from ecosystem.infographic.explorer.legend import TITLES
from ecosystem.infographic.explorer.payload import compose
from ecosystem.infographic.view import script_words
from ecosystem.model import About

__all__ = ["TITLES", "compose", "library", "render", "script", "style"]

HERE = Path(__file__).parent


def render(city: City, said: Mapping[str, str] | None = None) -> str:
    """The whole page; `said` is `sentences.of_links(city)`, when it is at hand."""
    about = city.ecosystem.about
    with language.marking(about.language):
        if said is None or language.is_marking():
            said = sentences.of_links(city)
        html = _filled(city, about, said)
    return templates.with_languages(html, about.language)


def _filled(city: City, about: About, said: Mapping[str, str]) -> str:
    vis = library()
    return _template(language.is_marking()).render(
        about=about,
        title=Markup("<bdi{}>{}</bdi>").format(page.lang(about.language), about.title),
        edition=dates.words(about.edition),
        policy=page.policy(style(), script(), first(), vis),
        first=Markup(first()),
        style=Markup(style()),
        vis=Markup(vis),
        script=Markup(script()),
        data=page.json_block(compose(city, said)),
        words=page.json_block(script_words.block(script_words.EXPLORER, data=about.language)),
    )


def style() -> str:
    """The style sheet: what it shares with the map's page, then its own."""
    return bundles.text("explorer.css")


def first() -> str:
    """Return the script that runs before anything is painted."""
    return bundles.text("first.js")


def script() -> str:
    """Our script."""
    return bundles.text("explorer.js")


@cache
def library() -> str:
    """vis-network as pyvis brings it, its notice included.

    Lines end as a browser ends them before it takes the hash. The address of its source map goes, so that
    no tool asks for it.
    """
    file = resources.files("pyvis").joinpath("lib", "vis-9.1.2", "vis-network.min.js")
    return file.read_text(encoding="utf-8").partition("//# sourceMappingURL=")[0]


@cache
def _template(marking: bool) -> Template:
    return templates.environment(HERE, marking=marking).get_template("page.html.jinja")
