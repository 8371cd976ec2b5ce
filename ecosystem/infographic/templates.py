"""Templates of pages: they escape every text, and their sentences pass through `ecosystem.language`.

    {{ _("{organisation} leads it.", organisation=name) }}
    {{ plural("{count} link", "{count} links", links|length) }}
    {{ context("heading", "Lead") }}

A value is escaped unless it is markup already, and so is the pattern: a translation brings no markup along.

Where the words are in another language than the data, what stands in a template without passing through
`_` is the data's. It is marked, and `with_languages` turns the marks into elements with a `lang`.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from markupsafe import Markup, escape

from ecosystem import language
from ecosystem.language import END, OF_DATA

_PIECES = re.compile(
    r"(<script\b.*?</script>|<style\b.*?</style>|<svg\b.*?</svg>|<(?:title|option|textarea)\b[^>]*>[^<]*|<[^>]*>)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r'(?<=\s)([\w:-]+)="([^"]*)"')
_READ = {
    "alt",
    "aria-label",
    "aria-roledescription",
    "aria-valuetext",
    "content",
    "label",
    "placeholder",
    "title",
}
"""The attributes that are read; marks in others are only taken away."""
_MARKS = re.compile(f"[{language.SAID}{OF_DATA}{END}]")
_LETTER = re.compile(r"[^\W\d_]")
_TWICE = re.compile(r"<bdi>(<bdi lang=[^>]*>[^<]*</bdi>)</bdi>")
_NEXT = re.compile(r'(<bdi lang="[^"]*">[^<]*)</bdi> <bdi lang="[^"]*">')
_SAID_AROUND = re.compile(r'( lang="([^"]*)"[^<>]*>)<bdi lang="\2">')
_BLOCK = re.compile(r'(<script type="application/(?:ld\+)?json".*?</script>)', re.DOTALL)
_BEYOND_ASCII = re.compile(r"[^\x00-\x9f]")  # the numbers up to 159 mean other letters to a browser
RARE = 200
"""A page is written in ASCII if at most one in so many of its letters lies beyond."""


def environment(*folders: Path, marking: bool = False) -> Environment:
    """Return the templates of these folders, which escape every text and refuse an unknown name.

    Args:
        *folders: Where they are, the first before the others.
        marking: Whether texts of the data are marked.
    """
    templates = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # they do not change while the program runs
        optimized=False,  # folding constants takes longer than it saves, as each template is filled once
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown_of_data if marking else None,
    )
    templates.globals |= {
        "_": _sentence,
        "plural": _plural,
        "context": _context,
        "joined": language.joined,
        "number": language.number,
        "spoken": language.code,
        "right_to_left": language.is_right_to_left,
        "reviewed": language.is_reviewed,
    }
    return templates


def _sentence(pattern: str, /, **values: object) -> Markup:
    spoken = language.current()
    return _filled(spoken.translate(pattern) if spoken else pattern, values)


def _context(meaning: str, pattern: str, /, **values: object) -> Markup:
    spoken = language.current()
    return _filled(spoken.translate(pattern, meaning) if spoken else pattern, values)


def _plural(one: str, many: str, count: int, /, **values: object) -> Markup:
    spoken = language.current()
    pattern = spoken.translate_plural(one, many, count) if spoken else one if count == 1 else many
    return _filled(pattern, {"count": count, **values})


def _filled(pattern: str, values: dict[str, object]) -> Markup:
    text = escape(pattern).format(**{name: _shown(value) for name, value in values.items()})
    return Markup(language.said(text))


def _shown(value: object) -> object:
    if isinstance(value, str):
        return value if isinstance(value, Markup) else language.of_data(value)
    return language.number(value) if isinstance(value, int) else value


@pass_context  # or Jinja would mark constants as it reads a template
def _shown_of_data(_context: Any, value: object) -> object:
    return of_data(value) if isinstance(value, str) else value


def of_data(text: str) -> str:
    """Return what a template shows of the data, marked where texts are marked; markup is not."""
    if isinstance(text, Markup) or not (language.is_marking() and _LETTER.search(text)):
        return text
    return f"{OF_DATA}{text}{END}"


def with_languages(html: str, data: str) -> str:
    """Return a page with elements in place of its marks: each text of the data has its own `lang`.

    Text within a drawing, a title or an option holds no elements: there a text of the data is isolated, and
    its element has the `lang` from the template.

    Args:
        html: The page, as its template was filled.
        data: The language of the data.
    """
    if not language.is_foreign(data):
        return html
    marked, joined = "".join(_pieces(html, data)), 1
    while joined:  # ‘is a member of’ and ‘the Forum’, both of the data, are read as one
        marked, joined = _NEXT.subn(r"\1 ", marked)
    marked = _TWICE.sub(r"\1", marked)
    return _SAID_AROUND.sub(r"\1<bdi>", marked)


def _pieces(html: str, data: str) -> Iterator[str]:
    whose = [False]
    for place, piece in enumerate(_PIECES.split(html)):
        if place % 2:
            yield _without_elements(piece)
            continue
        for run, is_data in language.runs(piece, whose):
            yield f'<bdi lang="{data}">{run}</bdi>' if is_data and _LETTER.search(run) else run


def _without_elements(piece: str) -> str:
    """Return a tag, or an element that holds text alone, without its marks."""
    if not _MARKS.search(piece) or piece.startswith(("<script", "<style")):
        return piece

    def attribute(match: re.Match[str]) -> str:
        name, value = match.groups()
        return f'{name}="{language.plain(value) if name in _READ else _MARKS.sub("", value)}"'

    parts = re.split(r"(<[^>]*>)", piece)
    return "".join(
        _ATTRIBUTE.sub(attribute, part) if place % 2 else language.plain(part)
        for place, part in enumerate(parts)
    )


def in_ascii(html: str) -> str:
    """Return a page with each letter beyond ASCII written by its number, where such letters are rare.

    A browser reads a page of ASCII alone twice as fast, as it needs one byte for a letter and decodes none.
    Where such letters are many, as in Arabic, their numbers would cost more time than they save. Bundled
    scripts and styles are ASCII already; in a block of data, a number is written as JSON writes it.
    """
    if len(_BEYOND_ASCII.findall(html)) > len(html) / RARE:
        return html
    return "".join(
        _BEYOND_ASCII.sub(_in_json if place % 2 else _in_markup, piece)
        for place, piece in enumerate(_BLOCK.split(html))
    )


def _in_json(letter: re.Match[str]) -> str:
    return json.dumps(letter.group())[1:-1]


def _in_markup(letter: re.Match[str]) -> str:
    return f"&#{ord(letter.group())};"
