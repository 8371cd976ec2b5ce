"""A mail, or a text saved from one, as plain lines with how often each is quoted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path

LARGEST = 25_000_000
"""Bytes of the largest mail that is read."""

_LONGEST_TEXT = 2_000_000
"""Characters of a text, of HTML without its pictures, that are read."""
_MOST_LINES = 50_000
_MOST_PARTS = 2_000
_DEEPEST = 50  # quotations within quotations that are told apart
_LONGEST_HEADER = 1_000
"""Characters of the name and value of a header that is read: the library takes long for some."""

_OF_HOSTS = ("punycode", "idna")
"""Encodings for the names of hosts, which take long for more than a name."""

_PICTURE = re.compile(r"data:[^\"'<>\s]{500,}")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_STRAY = re.compile(r"<(?=[^<>]*(?:<|\Z))")
"""The beginning of a tag without an end: the library would look for one as far as the end, behind each."""

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


class _Brief(Compat32):
    """Reads a header as the text that it is, and one that is far too long as nothing."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        if sum(map(len, sourcelines)) <= _LONGEST_HEADER:
            return super().header_source_parse(sourcelines)
        return sourcelines[0].partition(":")[0], ""


def read(content: bytes) -> Mail:
    """Return what a mail with its headers says (RFC 5322).

    Raises:
        ValueError: It has more parts, text or lines than any mail of a person.
    """
    if content.count(b"\n--") > _MOST_PARTS:
        raise ValueError("too many parts")
    message = message_from_bytes(content, policy=_Brief())
    sender, domain = _from(message)
    return Mail(_lines("\n".join(_texts(message))), _sent(message), domain, sender)


def read_text(content: bytes, *, is_html: bool = False) -> Mail:
    """Return what a text in any encoding says, saved or copied from a mail.

    Raises:
        ValueError: It is longer than any mail of a person.
    """
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


def _texts(message: Message) -> list[str]:
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
    named = charset if charset and not charset.lower().startswith(_OF_HOSTS) else None
    for encoding in (named, "utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else None):
        try:
            if encoding:
                return content.decode(encoding)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")


def _sent(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).date()
    except (TypeError, ValueError, IndexError, MessageError):
        return None


def _from(message: Message) -> tuple[str | None, str | None]:
    """Return the name and the domain of whoever sent a mail.

    A name may hold an address of its own, such as that of an organisation: of two domains none counts.
    """
    told = " ".join(str(message["From"] or "").split())
    try:
        decoded = str(make_header(decode_header(told)))
    except (MessageError, LookupError, ValueError):
        decoded = told
    name = decoded.partition("<")[0].strip(" \"'")
    domains = {domain.lower().strip(".") for domain in re.findall(r"@([A-Za-z0-9.-]+)", f"{told} {decoded}")}
    return name or None, domains.pop() if len(domains) == 1 else None


def _lines(text: str) -> tuple[Line, ...]:
    lines = re.split(r"\r\n?|\n|\u2028|\u2029", straight(text))
    if len(text) > _LONGEST_TEXT or len(lines) > _MOST_LINES:
        raise ValueError("too long a text")
    return tuple(map(_line, lines))


def straight(text: str) -> str:
    """Return a text with straight quotation marks and plain spaces, whatever a program made of them."""
    return text.translate(_QUOTES)


def _line(text: str) -> Line:
    quoted = _QUOTED.match(text)
    marks = len(re.sub(r"\s", "", quoted[1])) if quoted else 0
    return Line((text[quoted.end() :] if quoted else text).strip(), marks)


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
        self.lines.append("> " * min(self._quoted, _DEEPEST))


def _of_html(text: str) -> str:
    text = _COMMENT.sub("", _PICTURE.sub("", text))
    if len(text) > _LONGEST_TEXT:
        raise ValueError("too long a text")
    reader = _Reader()
    reader.feed(_STRAY.sub("&lt;", text))
    reader.close()
    return "\n".join(reader.lines)
