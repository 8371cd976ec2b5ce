"""How the cells of a workbook are written: as text, whatever they look like, and in which format."""

import re
from html import escape
from typing import Any

from ecosystem.errors import FileAccessError
from ecosystem.exchange.safe_workbook import escaped
from ecosystem.files import OURS
from ecosystem.language import _

LONGEST_CELL = 32_767
"""In UTF-16 code units, as Excel counts: a letter outside the Basic Multilingual Plane is two."""

_NOT_PLAIN = re.compile(r"\A<r>.*</r>\Z|_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_", re.DOTALL)
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Cells:
    """Writes cells in the formats of a workbook."""

    def __init__(self, book: Any) -> None:
        text = {"num_format": "@", "valign": "top", "text_wrap": True}
        self._text = book.add_format(text)
        self._quoted = book.add_format({**text, "quote_prefix": True})
        self._number = book.add_format({"valign": "top"})
        grey = {**text, "font_color": "#666666", "bg_color": "#F2F2F2"}
        self._grey = book.add_format(grey)
        self.plain = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self._header = book.add_format({**text, "bold": True, "font_color": "#FFFFFF", "bg_color": "#44546A"})
        self._title = {
            quoted: book.add_format(
                {"num_format": "@", "bold": True, "font_size": 16, "quote_prefix": quoted}
            )
            for quoted in (False, True)
        }

    def write(
        self, page: Any, row: int, column: int, value: str | int | float | None, *, grey: bool = False
    ) -> None:
        if isinstance(value, str):
            style = self._quoted if value.startswith(_STARTS_FORMULA) else self._text
            _write_text(page, row, column, value, self._grey if grey else style)
        elif value is not None:
            page.write_number(row, column, value, self._number)

    def write_header(self, page: Any, column: int, header: str, note: str) -> None:
        _write_text(page, 0, column, header, self._header)
        page.write_comment(0, column, note, {"author": OURS, "height": 110, "width": 320})

    def write_title(self, page: Any, title: str) -> None:
        _write_text(page, 0, 0, title, self._title[title.startswith(_STARTS_FORMULA)])


def _write_text(page: Any, row: int, column: int, text: str, style: Any) -> None:
    """Write a text as text, whatever it looks like.

    XlsxWriter takes a text from `<r>` to `</r>` for XML that is written already, and where two escapes share
    an underscore it escapes the first one only. It gets such texts as XML, in which it finds no escapes.
    """
    if _NOT_PLAIN.search(text):
        content = escape(escaped(text), quote=False).replace("_", "&#95;")
        text = f'<r><t xml:space="preserve">{content}</t></r>'
    if page.write_string(row, column, text, style):
        raise FileAccessError(
            _(
                "A cell holds at most {limit} characters, and this text would need more, because "
                "of its tags or escapes. Shorten it: {text}…",
                limit=LONGEST_CELL,
                text=text[:40],
            )
        )
