"""The view drawn as one HTML file that asks the network for nothing.

Style and script are the texts of `bundles`, allowed by their hashes; all data stands in one JSON block and in
escaped markup. The hashes therefore do not change with the data, and a
host may set them as headers.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, Template
from markupsafe import Markup, escape

from ecosystem import bundles, language
from ecosystem.infographic import structured, templates
from ecosystem.infographic.downloads import Download
from ecosystem.infographic.publication import OEMBED, SHARE_CARD, Publication
from ecosystem.infographic.view import View, script_words
from ecosystem.infographic.view.action_entries import OVERDUE, SIGNS
from ecosystem.infographic.view.wheel_words import slug
from ecosystem.infographic.wheel import PRIORITY
from ecosystem.language import END, OF_DATA, SAID, _
from ecosystem.model import Basis, Kind
from ecosystem.sentences import BASIS_WORDS, CONFIRMED_BY_BOTH, one_after_another
from ecosystem.tracking import statuses
from ecosystem.words import capital

HERE = Path(__file__).parent


def render(view: View, publication: Publication | None = None, downloads: Sequence[Download] = ()) -> str:
    """Return the whole page as HTML.

    Args:
        publication: where it will stand, which is what it tells other websites.
        downloads: the files beside it that it offers.
    """
    is_large = bool(view.wheel.groups)
    with language.marking(view.language):
        template = _environment(language.is_marking()).get_template("page.html.jinja")
        html = _filled(template, view, publication, downloads, is_large=is_large)
    return templates.in_ascii(templates.with_languages(html, view.language))


def _filled(
    template: Template,
    view: View,
    publication: Publication | None,
    downloads: Sequence[Download],
    *,
    is_large: bool,
) -> str:
    return template.render(
        view=view,
        of_data=lang(view.language),
        publication=publication,
        downloads=downloads,
        structured=json_block(structured.data(view, downloads, publication)),
        policy=policy(style(), script(), start(), early(), script(large=True), sheets=[large_style()]),
        style=Markup(style()),
        start=Markup(start()),
        early=Markup(early()),
        script=Markup(script(large=is_large)),
        large_style=Markup(large_style() if is_large else ""),
        data=json_block(view.data),
        words=json_block(
            script_words.block(
                script_words.MAP, *([script_words.GROUPED] if is_large else []), data=view.language
            )
        ),
    )


def style() -> str:
    """Return the page's style sheet."""
    return bundles.text("page.css")


def start() -> str:
    """Return the script that runs before anything is painted."""
    return bundles.text("start.js")


def early() -> str:
    """Return the script after what the page says first."""
    return bundles.text("early.js")


def script(*, large: bool = False) -> str:
    """Return the page's script; that of a large city's page gathers its kinds as well."""
    return bundles.text("large.js" if large else "page.js")


def large_style() -> str:
    """Return the style sheet that only a large city's page has, beside the other."""
    return bundles.text("large.css")


def policy(style: str, script: str, *more: str, beside: str | None = None, sheets: Iterable[str] = ()) -> str:
    """A content security policy that allows these two texts, further scripts in `more`, and nothing else.

    With `beside`, pictures and frames from there too; with `sheets`, further style sheets.
    """
    styles = " ".join(hash_of(text) for text in (style, *sheets))
    shown = f"img-src {beside} data:; frame-src {beside}" if beside else "img-src data:"
    scripts = " ".join(hash_of(text) for text in (*more, script))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; {shown}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def hash_of(text: str) -> str:
    """Return the hash of a script or a style sheet, as a policy has it."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def json_block(data: object) -> Markup:
    """Data for a script, in a form that no text can break out of: HTML reads no markup in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in f"<>&\u2028\u2029{SAID}{OF_DATA}{END}":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


@cache
def _environment(marking: bool) -> Environment:
    environment = templates.environment(HERE, HERE / "parts", marking=marking)
    environment.filters |= {
        "slug": slug,
        "capital": capital,
        "host": _host,
        "marked": _marked,
        "with_lead": _with_lead,
    }
    environment.globals |= {"priority_radius": round(PRIORITY)}
    environment.globals |= {"oembed": OEMBED, "share_card": SHARE_CARD}
    environment.globals |= {
        "mark": _mark,
        "dash": _dash,
        "signs": SIGNS,
        "status_words": statuses.status_words,
        "overdue_sign": OVERDUE,
        "bases": BASIS_WORDS,
        "one_after_another": one_after_another,
        "link_to": _link_to_place,
        "link_to_file": _link_to_file,
    }
    environment.globals["link"] = _link
    return environment


def _host(url: str) -> str:
    """An address as a reader recognises it."""
    parts = urlsplit(url)
    return (parts.netloc or parts.path).removeprefix("www.")


def lang(code: str) -> Markup:
    """Return the attribute of a text of the data, empty where the page speaks the language of the data."""
    return Markup("") if code == language.code() else Markup(' lang="{}"').format(code)


def _link_to_place(place: str, name: str) -> Markup:
    """A link to a place on the page, for a sentence."""
    return Markup('<a href="#{}"><bdi>{}</bdi></a>').format(place, templates.of_data(name))


def _link_to_file(name: str) -> Markup:
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(name, name)


def _marked(sentence: str) -> Markup:
    """Return a sentence with its marks of basis as small tags."""
    text = str(escape(sentence))
    for mark, tag in _tags(language.current(), language.is_marking()):
        text = text.replace(mark, tag)
    return Markup(text)


@lru_cache(maxsize=8)
def _tags(*_of_language: object) -> tuple[tuple[str, str], ...]:
    """Return each mark of a basis and its small tag, in the language that is spoken."""
    marks = [
        _("{clause} ({mark})", clause="", mark=_(words)).strip(f" {SAID}{END}")
        for words in (*BASIS_WORDS.values(), CONFIRMED_BY_BOTH)
    ]
    return tuple((str(escape(mark)), str(Markup("<i>{}</i>").format(mark))) for mark in marks)


def _with_lead(parts: tuple[str, str, str]) -> Markup:
    """Return a sentence with the words in bold that name its subject."""
    return Markup("{}<strong>{}</strong>{}").format(*parts)


def _link(words: str, address: str) -> Markup:
    """A link within a sentence."""
    return Markup('<a href="{}">{}</a>').format(address, templates.of_data(words))


def _mark(kind: Kind) -> Markup:
    """The mark of a kind, for the key and the headings. The wheel holds its drawing."""
    return Markup(
        '<svg class="mark h-{}" viewBox="-14 -14 28 28" aria-hidden="true"><use href="#m-{}"/></svg>'
    ).format(kind.hue, slug(kind.shape))


def _dash(basis: Basis | str) -> Markup:
    """The line of a basis, for the key."""
    return Markup(
        '<svg class="dash {}" viewBox="0 0 34 8" aria-hidden="true"><path d="M1 4H33"/></svg>'
    ).format(basis)
