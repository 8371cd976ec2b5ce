"""A made-up inbox: the same letters, answered in the shapes that mail programs give to replies.

The contents are invented, the structure is that of Outlook, Gmail, Apple Mail, Thunderbird and phones. The
files are in `tests/data/replies/`; `python -m tests.inbox` writes them anew.
"""

import base64
import quopri
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from html import escape
from pathlib import Path

from ecosystem.city import City
from ecosystem.tracking import freshness, letters
from tests.fixture import BRISTOL

FOLDER = Path(__file__).parent / "data" / "replies"
TODAY = date(2026, 11, 30)
QUOTED_PRINTABLE = "Content-Transfer-Encoding: quoted-printable"
DATE = "Tue, 01 Dec 2026 09:30:00 +0000"
RIGHT, NO_LONGER, WRONG, MISSING = (
    "right",
    "no longer right",
    "wrong because we never did",
    "missing: the fund",
)
ANSWERS = (RIGHT, NO_LONGER, WRONG, MISSING)


@cache
def letter(organisation: str) -> str:
    """The text of the letter to an organisation of the fixture."""
    return _letters()[organisation]


def markdown(organisation: str) -> str:
    """The same letter in Markdown."""
    return str(_messages()[f"{organisation}.md"])


@cache
def _messages() -> Mapping[str, str | bytes]:
    city = City.load(BRISTOL)
    return letters.messages(city, freshness.find(city, TODAY))


@cache
def _letters() -> dict[str, str]:
    return {
        name.removesuffix(".eml"): _text(content)
        for name, content in _messages().items()
        if name.endswith(".eml") and isinstance(content, bytes)
    }


def _text(content: bytes) -> str:
    message = message_from_bytes(content, policy=policy.default)
    return str(message.get_content()).replace("\r\n", "\n")


def organisations() -> list[str]:
    return list(_letters())


def answered(text: str, *answers: str) -> str:
    """A letter with answers behind its first codes."""
    for answer in answers:
        text = text.replace("Answer:\n", f"Answer: {answer}\n", 1)
    return text


def quoted(text: str, mark: str = "> ") -> str:
    return "".join(f"{mark}{line}".rstrip() + "\n" for line in text.splitlines())


@dataclass(frozen=True)
class Shape:
    """A reply: its file, whom it is from, its answers in the order of the letter, and its content."""

    file: str
    organisation: str
    answers: tuple[str, ...]
    content: bytes


def _mail(body: bytes, *headers: str, sender: str = "office@example.org") -> bytes:
    top = [f"From: Somebody <{sender}>", "To: map@city.example", "Subject: Re: please confirm"]
    top += [f"Date: {DATE}", "MIME-Version: 1.0", *headers]
    return "\r\n".join(top).encode() + b"\r\n\r\n" + body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _plain(text: str, *headers: str) -> bytes:
    kind = headers or ("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit")
    return _mail(text.encode(), *kind)


def _html(text: str) -> str:
    return "".join(
        f"<p class=MsoNormal>{escape(line) or '&nbsp;'}<o:p></o:p></p>\n" for line in text.splitlines()
    )


WRAPPED = "wrong because we left the forum in spring 2025, and told its secretariat so in a letter that month"


def shapes() -> Iterator[Shape]:
    """Every shape, in the order of their files."""
    names = organisations()
    for number, make in enumerate(_SHAPES, 1):
        organisation = names[number]
        answers, content, ending = make(letter(organisation))
        yield Shape(f"{number:02}-{make.__name__}.{ending}", organisation, answers, content)


Made = tuple[tuple[str, ...], bytes, str]


def gmail(text: str) -> Made:
    body = "Thanks, see below.\n\nOn Mon, 30 Nov 2026 at 10:02, Map <map@city.example> wrote:\n\n"
    return (RIGHT,), _plain(body + quoted(answered(text, RIGHT))), "eml"


def gmail_alternative(text: str) -> Made:
    told = "On Mon, 30 Nov 2026 at 10:02, Map <map@city.example> wrote:\n\n" + quoted(
        answered(text, NO_LONGER)
    )
    body = (
        f'--b1\nContent-Type: text/plain; charset="UTF-8"\n\n{told}\n'
        f'--b1\nContent-Type: text/html; charset="UTF-8"\n\n<div>{_html(text)}</div>\n--b1--\n'
    )
    return (NO_LONGER,), _mail(body.encode(), 'Content-Type: multipart/alternative; boundary="b1"'), "eml"


def outlook_plain(text: str) -> Made:
    top = "-----Original Message-----\nFrom: Map <map@city.example>\nSent: 30 November 2026 10:02\n\n"
    return (RIGHT,), _plain(top + answered(text, RIGHT)), "eml"


def outlook_html(text: str) -> Made:
    body = (
        f"<html><head><style>p {{margin:0}}</style></head><body>{_html(answered(text, WRONG))}</body></html>"
    )
    return (WRONG,), _mail(body.encode(), "Content-Type: text/html; charset=utf-8"), "eml"


def apple_mail(text: str) -> Made:
    body = "On 30 Nov 2026, at 10:02, Map <map@city.example> wrote:\n\n" + quoted(answered(text, MISSING))
    return (MISSING,), _plain(body), "eml"


def phone(text: str) -> Made:
    body = "All fine!\n\nSent from my iPhone\n\nOn 30 Nov 2026, at 10:02, Map <map@city.example> wrote:\n\n"
    return (RIGHT,), _plain(body + quoted(answered(text, RIGHT), "\u00a0> ")), "eml"


def wrapped(text: str) -> Made:
    lines = [
        part for line in answered(text, WRAPPED).splitlines() for part in textwrap.wrap(line, 66) or [""]
    ]
    return (WRAPPED,), _plain(quoted("\n".join(lines))), "eml"


def flowed(text: str) -> Made:
    encoded = quopri.encodestring(quoted(answered(text, WRONG)).encode())
    headers = (
        "Content-Type: text/plain; charset=utf-8; format=flowed",
        "Content-Transfer-Encoding: quoted-printable",
    )
    return (WRONG,), _mail(encoded, *headers), "eml"


def forwarded_twice(text: str) -> Made:
    inner = "---------- Forwarded message ---------\nFrom: A desk\n\n" + quoted(quoted(answered(text, RIGHT)))
    return (RIGHT,), _plain("FYI\n\n---------- Forwarded message ---------\n\n" + quoted(inner)), "eml"


def forwarded_as_attachment(text: str) -> Made:
    inner = _plain(quoted(answered(text, NO_LONGER))).decode()
    body = (
        "--b2\nContent-Type: text/plain\n\nSee attached.\n"
        f"--b2\nContent-Type: message/rfc822\n\n{inner}\n--b2--\n"
    )
    return (NO_LONGER,), _mail(body.encode(), 'Content-Type: multipart/mixed; boundary="b2"'), "eml"


def smart_quotes(text: str) -> Made:
    return (RIGHT,), _plain(quoted(answered(text, "“Right.”"))), "eml"


def welsh(text: str) -> Made:
    body = "Ar ddydd Llun, 30 Tachwedd 2026, ysgrifennodd Map <map@city.example>:\n\n"
    return (RIGHT,), _plain("Diolch.\n\n" + body + quoted(answered(text, RIGHT))), "eml"


def german_base64(text: str) -> Made:
    body = "Am 30. November 2026 um 10:02 schrieb Map <map@city.example>:\n\n" + quoted(answered(text, WRONG))
    headers = ("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64")
    return (WRONG,), _mail(base64.encodebytes(body.encode()), *headers), "eml"


def french_latin(text: str) -> Made:
    body = "Le 30 nov. 2026 à 10:02, Map <map@city.example> a écrit :\n\n" + quoted(answered(text, NO_LONGER))
    headers = (
        "Content-Type: text/plain; charset=windows-1252",
        "Content-Transfer-Encoding: quoted-printable",
    )
    encoded = quopri.encodestring(body.encode("cp1252", "replace"))
    return (NO_LONGER,), _mail(encoded, *headers), "eml"


def text_of_windows(text: str) -> Made:
    return (RIGHT,), answered(text, RIGHT).replace("\n", "\r\n").encode("cp1252", "replace"), "txt"


def text_of_notepad(text: str) -> Made:
    return (MISSING,), answered(text, MISSING).encode("utf-16"), "txt"


def typed_by_hand(text: str) -> Made:
    code = text[text.index("[") + 1 : text.index("]")]
    typed = code.lower().replace("0", "o").replace("1", "l")
    return (RIGHT,), f"Your point [{typed}]: yes\n".encode(), "txt"


def below_the_code(text: str) -> Made:
    body = quoted(text).replace("Answer:\n", "Answer:\n\nNo longer right, since we closed it.\n\n", 1)
    return ("no longer right, we closed it",), _plain(body), "eml"


def with_role(text: str) -> Made:
    told = answered(text, RIGHT).replace("not your name:", "not your name: press office")
    return (RIGHT,), _plain("We also run a choir.\n\n" + quoted(told)), "eml"


def html_quotation(text: str) -> Made:
    told = answered(text, WRONG)
    body = f"<div>Hello,</div><blockquote type=cite><blockquote>{_html(told)}</blockquote></blockquote>"
    return (WRONG,), _mail(body.encode(), "Content-Type: text/html; charset=utf-8"), "eml"


_SHAPES: tuple[Callable[[str], Made], ...] = (
    *(gmail, gmail_alternative, outlook_plain, outlook_html, apple_mail, phone, wrapped, flowed),
    *(forwarded_twice, forwarded_as_attachment, smart_quotes, welsh, german_base64, french_latin),
    *(text_of_windows, text_of_notepad, typed_by_hand, below_the_code, with_role, html_quotation),
)


def reply(text: str, sender: str = "office@example.org") -> bytes:
    """A plain reply."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"], message["Date"] = sender, DATE
    message.set_content(text)
    return message.as_bytes()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for shape in shapes():
        (FOLDER / shape.file).write_bytes(shape.content)
