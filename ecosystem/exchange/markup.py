"""XML as text, with the same bytes for the same tree.

The reader refuses control characters, so none should come this far; XML cannot hold them in any form,
so they are left out here too.
"""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ecosystem import __version__
from ecosystem.files import OURS

__all__ = ["Element", "child", "document"]

_NEVER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def child(parent: Element, tag: str, attributes: dict[str, str], text: str | None = None) -> Element:
    """A new element within another. What XML cannot hold is left out."""
    element = SubElement(parent, tag, {name: clean(value) for name, value in attributes.items()})
    if text is not None:
        element.text = clean(text)
    return element


def clean(text: str) -> str:
    """The text without the characters that XML forbids.

    >>> clean("a" + chr(0) + "b" + chr(27))
    'ab'
    """
    return _NEVER.sub("", text)


def document(root: Element) -> str:
    """The whole document, signed in a comment."""
    indent(root, " ")
    body = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {OURS} {__version__} -->\n{body}\n'
