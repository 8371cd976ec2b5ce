"""Templates of pages: they escape every text, and their sentences pass through `ecosystem.language`.

    {{ _("{organisation} leads it.", organisation=name) }}
    {{ plural("{count} link", "{count} links", links|length) }}
    {{ context("heading", "Lead") }}

A value is escaped unless it is markup already, and so is the pattern: a translation brings no markup along.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ecosystem import language


def environment(*folders: Path) -> Environment:
    """Return the templates of these folders, which escape every text and refuse an unknown name."""
    templates = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
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
    return escape(pattern).format(**{name: _shown(value) for name, value in values.items()})


def _shown(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Markup):
        return language.isolated(value)
    return language.number(value) if isinstance(value, int) else value
