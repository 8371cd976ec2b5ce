"""The free network for analysts: every entry and every link, to drag, zoom and regroup.

pyvis makes the nodes, the edges and the options, and brings vis-network, which draws them; the page around
them is ours and keeps the rules of `page`. `data` is what the script reads: what is said of each entry
(`entries`), where it stands (`places`), and what vis-network draws (`network`).
"""

from functools import cache
from importlib import resources
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup

from ecosystem import dates
from ecosystem.city import City
from ecosystem.infographic import page
from ecosystem.infographic.explorer.data import compose
from ecosystem.infographic.explorer.entries import TITLES

__all__ = ["TITLES", "compose", "library", "render", "script", "style"]

HERE = Path(__file__).parent
PARTS = (
    "page",
    "colours",
    "state",
    "network",
    "sizes",
    "names",
    "view",
    "panel",
    "selection",
    "pointing",
    "search",
    "filters",
    "arranging",
    "gathering",
    "opening",
    "key",
    "start",
)
"""The files of the script, in the order they run. They share one scope."""


def render(city: City) -> str:
    """The whole page."""
    about = city.ecosystem.about
    vis = library()
    return _template().render(
        about=about,
        edition=dates.words(about.edition),
        policy=page.policy(style(), script(), vis),
        style=Markup(style()),
        vis=Markup(vis),
        script=Markup(script()),
        data=page.json_block(compose(city)),
    )


@cache
def style() -> str:
    """The style sheet: what it shares with the map's page, then its own."""
    return "\n".join(map(_text, (page.HERE / "theme.css", page.HERE / "page.css", HERE / "page.css")))


@cache
def script() -> str:
    """Our script: its parts as one."""
    parts = (_text(HERE / f"{part}.js") for part in PARTS)
    return '"use strict";\n' + "\n\n".join(parts)


@cache
def library() -> str:
    """vis-network as pyvis brings it, its notice included.

    Lines end as a browser ends them before it takes the hash. The address of its source map goes, so that
    no tool asks for it.
    """
    file = resources.files("pyvis").joinpath("lib", "vis-9.1.2", "vis-network.min.js")
    return file.read_text(encoding="utf-8").partition("//# sourceMappingURL=")[0]


def _text(file: Path) -> str:
    """An asset as text: the template parser would take `{#` in CSS for a comment."""
    return file.read_text(encoding="utf-8").strip()


@cache
def _template() -> Template:
    return page.templates(HERE).get_template("page.html.jinja")
