"""A mail, or a text saved from one, as plain lines with how often each is quoted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path

LARGEST = 25_000_000
"""Bytes of the largest mail that is read."""

_LONGEST_HTML = 2_000_000
"""Characters of HTML that are read: some HTML takes a time that grows with the square of its length."""

_QUOTED = re.compile(r"^[ \t\u00a0]*((?:[>›»|][ \t\u00a0]?)+)")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u200b": "", "\ufeff": ""})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "div",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tr",
        "ul",
    ]
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its quotation marks, and how often it is quoted."""

    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says, when it was sent, by whom and from which domain; None where it does not say.

    Whoever sent it is known only to keep the name out of what is written.
    """

    lines: tuple[Line, ...]
    sent: date | None = None
    domain: str | None = None
    sender: str | None = None


def read(content: bytes) -> Mail:
    """Return what a mail with its headers says (RFC 5322)."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    sender, domain = _from(message)
    return Mail(_lines("\n".join(_texts(message))), _sent(message), domain, sender)


def read_text(content: bytes, *, is_html: bool = False) -> Mail:
    """Return what a text in any encoding says, saved or copied from a mail."""
    text = _decoded(content, None)
    return Mail(_lines(_of_html(text) if is_html else text))


def in_mailbox(path: Path) -> Iterator[bytes]:
    """Yield each mail of a file that holds many (RFC 4155), as Thunderbird and Apple Mail export them."""
    from mailbox import mbox

    box = mbox(path, create=False)
    try:
        yield from (box.get_bytes(key) for key in box.keys())  # noqa: SIM118  # iterating it parses each mail
    finally:
        box.close()


def _texts(message: EmailMessage) -> list[str]:
    """Return the texts of a mail and of the mails within it; HTML only where there is nothing plainer."""
    plain: list[str] = []
    rich: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
            continue
        payload = part.get_payload(decode=True)
        text = _decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
        if kind == "text/plain":
            plain.append(text)
        else:
            rich.append(_of_html(text))
    return plain if any(text.strip() for text in plain) else rich


def _decoded(content: bytes, charset: str | None) -> str:
    for encoding in (charset, "utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else None):
        try:
            if encoding:
                return content.decode(encoding)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")


def _sent(message: EmailMessage) -> date | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).date()
    except (TypeError, ValueError, IndexError, MessageError):
        return None


def _from(message: EmailMessage) -> tuple[str | None, str | None]:
    """Return the name and the domain of whoever sent a mail."""
    try:
        told = str(message["From"] or "")
    except (MessageError, ValueError, IndexError, AttributeError):
        return None, None
    found = re.search(r"@([A-Za-z0-9.-]+)", told)
    name = told.partition("<")[0].strip(" \"'")
    return name or None, found[1].lower().strip(".") if found else None


def _lines(text: str) -> tuple[Line, ...]:
    return tuple(map(_line, re.split(r"\r\n?|\n|\u2028|\u2029", straight(text))))


def straight(text: str) -> str:
    """Return a text with straight quotation marks and plain spaces, whatever a program made of them."""
    return text.translate(_QUOTES)


def _line(text: str) -> Line:
    found = _QUOTED.match(text)
    marks = len(re.sub(r"\s", "", found[1])) if found else 0
    return Line((text[found.end() :] if found else text).strip(), marks)


class _Reader(HTMLParser):
    """Gathers the text of HTML: blocks on lines of their own, quotations marked as in a plain mail."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._quoted = 0
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("style", "script", "title")
        self._quoted += tag == "blockquote"
        if tag in _BLOCKS or tag == "br":
            self._break()

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "script", "title") and self._hidden > 0
        self._quoted -= tag == "blockquote" and self._quoted > 0
        if tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.lines[-1] += re.sub(r"[ \t\r\n]+", " ", data)

    def _break(self) -> None:
        self.lines.append("> " * self._quoted)


def _of_html(text: str) -> str:
    reader = _Reader()
    reader.feed(text[:_LONGEST_HTML])
    reader.close()
    return "\n".join(reader.lines)
