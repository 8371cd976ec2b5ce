"""XML as text, written line by line: the same bytes for the same city, and quick for large ones.

The reader refuses control characters, so none should come this far; XML cannot hold them in any form,
so they are left out here too.
"""

import re
from collections.abc import Iterable, Mapping

from ecosystem import __version__
from ecosystem.files import OURS

_NEVER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile('[&<>"\t\n\r]')
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def escaped(text: str) -> str:
    """The text as it stands between tags or in an attribute, without the characters that XML forbids.

    >>> escaped("a" + chr(0) + "<b>" + chr(10))
    'a&lt;b&gt;&#10;'
    """
    if _NEVER.search(text):
        text = _NEVER.sub("", text)
    return _SPECIAL.sub(lambda match: _WRITTEN[match[0]], text)


def opening(tag: str, attributes: Mapping[str, str]) -> str:
    """A start tag without its closing bracket.

    >>> opening("node", {"id": "a&b"})
    '<node id="a&amp;b"'
    """
    return "".join([f"<{tag}", *(f' {name}="{escaped(value)}"' for name, value in attributes.items())])


def element(tag: str, attributes: Mapping[str, str], text: str | None = None) -> str:
    """An element that holds nothing but text.

    >>> element("data", {"key": "k"}, "x < y"), element("node", {})
    ('<data key="k">x &lt; y</data>', '<node/>')
    """
    start = opening(tag, attributes)
    return f"{start}/>" if text is None else f"{start}>{escaped(text)}</{tag}>"


def within(tag: str, attributes: Mapping[str, str], lines: Iterable[str]) -> Iterable[str]:
    """The lines of an element that holds others."""
    yield f"{opening(tag, attributes)}>"
    for line in lines:
        yield f" {line}"
    yield f"</{tag}>"


def document(lines: Iterable[str]) -> str:
    """The whole document, signed in a comment."""
    head = ('<?xml version="1.0" encoding="UTF-8"?>', f"<!-- {OURS} {__version__} -->")
    return "\n".join([*head, *lines, ""])
