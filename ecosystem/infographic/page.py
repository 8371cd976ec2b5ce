"""The view drawn as one HTML file that asks the network for nothing.

Style and script are fixed texts, without their comments and indents, allowed by their hashes; all data
stands in one JSON block and in escaped markup. The hashes therefore do not change with the data, and a
host may set them as headers.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import minify
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ecosystem.infographic import structured
from ecosystem.infographic.downloads import Download
from ecosystem.infographic.publication import OEMBED, SHARE_CARD, Publication
from ecosystem.infographic.view import View
from ecosystem.infographic.view.actions import OVERDUE, SIGNS
from ecosystem.infographic.view.picture import slug
from ecosystem.model import Kind, Standing
from ecosystem.sentences import STANDING_WORDS
from ecosystem.words import capital

HERE = Path(__file__).parent
PARTS = (
    "filter",
    "walking",
    "map",
    "zoom",
    "fan",
    "key",
    "find",
    "tour",
    "panel",
    "glance",
    "paths",
    "ask",
    "findings",
    "plans",
    "actions",
    "directory",
    "stops",
    "gaps",
    "disputes",
    "sources",
    "notes",
    "framed",
    "address",
    "print",
)
GATHERING = (
    "stage",
    "kinds",
    "marks",
    "bundles",
    "drawing",
    "curves",
    "lettering",
    "circle",
    "column",
    "picture",
    "opening",
    "light",
    "pointing",
    "start",
)
"""The files of a large city's script, in the order they run. They share one scope."""

_JAVASCRIPT = "application/javascript"
_LATE = 'whenDrawn(() => {{\n"use strict";\n{}\n}});'
"""What start.js makes of a script that is not needed for the first paint."""


def render(view: View, publication: Publication | None = None, downloads: Sequence[Download] = ()) -> str:
    """Return the whole page as HTML.

    Args:
        publication: where it will stand, which is what it tells other websites.
        downloads: the files beside it that it offers.
    """
    template = _environment().get_template("page.html.jinja")
    return template.render(
        view=view,
        publication=publication,
        downloads=downloads,
        structured=json_block(structured.data(view, downloads)),
        policy=policy(style(), script(), start(), gathering("js"), sheets=[gathering("css")]),
        style=Markup(style()),
        start=Markup(start()),
        script=Markup(script()),
        gathering_style=Markup(gathering("css")),
        gathering_script=Markup(gathering("js")),
        data=json_block(view.data),
    )


@cache
def style() -> str:
    """The page's style sheet. Read as text: the template parser would take `{#` in CSS for a comment."""
    return minified("text/css", [HERE / "theme.css", HERE / "page.css", *_parts("css")])


@cache
def start() -> str:
    """The script that runs before anything is painted."""
    return minified(_JAVASCRIPT, [HERE / "start.js"])


@cache
def script() -> str:
    """The page's script: what its parts share, then each part that has one."""
    return minified(_JAVASCRIPT, [HERE / "page.js", *_parts("js")], within=_LATE)


@cache
def gathering(suffix: str) -> str:
    """What only a large city's page carries: a sheet and a script that the policy allows always."""
    folder = HERE / "gathering"
    if suffix == "css":
        return minified("text/css", [folder / "gather.css"])
    return minified(_JAVASCRIPT, [folder / f"{piece}.js" for piece in GATHERING], within=_LATE)


def _parts(suffix: str) -> list[Path]:
    """The files of the parts that have one of this sort, in the order of the page."""
    files = (HERE / "parts" / f"{part}.{suffix}" for part in PARTS)
    return [file for file in files if file.exists()]


def minified(kind: str, files: Iterable[Path], within: str = "{}") -> str:
    """Texts joined, without their comments and with short names for what is only theirs."""
    joined = "\n".join(file.read_text(encoding="utf-8").strip() for file in files)
    return str(minify.string(kind, within.format(joined)))


def policy(style: str, script: str, *more: str, beside: str | None = None, sheets: Iterable[str] = ()) -> str:
    """A content security policy that allows these two texts, further scripts in `more`, and nothing else.

    With `beside`, pictures and frames from there too; with `sheets`, further style sheets.
    """
    styles = " ".join(_hash(text) for text in (style, *sheets))
    shown = f"img-src {beside} data:; frame-src {beside}" if beside else "img-src data:"
    scripts = " ".join(_hash(text) for text in (*more, script))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; {shown}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def json_block(data: object) -> Markup:
    """Data for a script, in a form that no text can break out of: HTML reads no markup in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def templates(*folders: Path) -> Environment:
    """The templates of these folders, which escape every text and know no name that was not given."""
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _environment() -> Environment:
    environment = templates(HERE, HERE / "parts")
    environment.filters |= {
        "slug": slug,
        "capital": capital,
        "host": _host,
        "words": lambda standing: STANDING_WORDS[standing].capitalize(),
    }
    environment.globals |= {"oembed": OEMBED, "share_card": SHARE_CARD}
    environment.globals |= {"mark": _mark, "dash": _dash, "signs": SIGNS, "overdue_sign": OVERDUE}
    return environment


def _host(url: str) -> str:
    """An address as a reader recognises it."""
    parts = urlsplit(url)
    return (parts.netloc or parts.path).removeprefix("www.")


def _mark(kind: Kind) -> Markup:
    """The mark of a kind, for the key and the headings. The wheel holds its drawing."""
    return Markup(
        '<svg class="mark h-{}" viewBox="-14 -14 28 28" aria-hidden="true"><use href="#m-{}"/></svg>'
    ).format(kind.hue, slug(kind.shape))


def _dash(standing: Standing | str) -> Markup:
    """The line of a standing, for the key."""
    return Markup(
        '<svg class="dash {}" viewBox="0 0 34 8" aria-hidden="true"><path d="M1 4H33"/></svg>'
    ).format(standing)
