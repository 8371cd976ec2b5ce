"""The text of an imported file, and one sentence on what is wrong with it."""

import codecs
import csv
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ecosystem import dataset, files
from ecosystem.dataset.unseen import quoted
from ecosystem.errors import FileAccessError
from ecosystem.language import _

MOST_BYTES = dataset.MAX_BYTES
"""What is imported has to fit into a data file."""
STDIN = Path("-")

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_ALLOWED = re.compile(
    r"utf-8|ascii|utf-16(?:-[lb]e)?|iso8859-\d+|cp125\d|mac-roman|koi8-[ru]|shift_jis|euc_jp|euc_kr|gb\w+|big5"
)
"""Encodings that a file may declare. Others of Python's are no text, or take a time without limit to read."""
WINDOWS = "Windows-1252"


def content_of(path: Path) -> bytes:
    """The bytes of a file; `-` is what is piped in.

    Raises:
        FileAccessError: It cannot be read, or is too large.
    """
    try:
        if path == STDIN:
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileAccessError(files.unreadable_message(path, error)) from error
    if len(content) > MOST_BYTES:
        raise FileAccessError(
            _("{file} is larger than {limit} MB, the limit.", file=str(path), limit=MOST_BYTES // 1_000_000)
        )
    return content


def text_of(path: Path) -> str:
    """The text of a file in UTF-8."""
    return decoded(content_of(path), str(path), guess=False)[0]


def decoded(content: bytes, name: str, *, guess: bool = True) -> tuple[str, str]:
    """Return the text of a file, and the encoding if it is another than UTF-8.

    Args:
        content: The file.
        name: What messages call it.
        guess: Whether what is not in Unicode may be in Windows-1252, the encoding of older programs.

    Raises:
        FileAccessError: It is not text.
        LookupError: It declares an encoding that there is not.
    """
    encoding = _UTF_16.get(content[:2], "") or _without_mark(content)
    if not encoding and (declared := _DECLARED.match(content)):
        encoding = declared[1].decode()
        if not _ALLOWED.fullmatch(codecs.lookup(encoding).name):
            raise LookupError(f"unknown encoding: {encoding}")
        encoding = "" if codecs.lookup(encoding).name in ("utf-8", "ascii") else encoding
    try:
        text = content.decode(encoding or "utf-8-sig").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = _("{file} is not UTF-8 text. Save it as UTF-8.", file=name)
        if encoding or not guess:
            raise FileAccessError(message) from error
        encoding = WINDOWS
        text = content.decode("cp1252", errors="replace")
        if "\0" in text or text.count("\ufffd") > 2:
            raise FileAccessError(message) from error
    return _DECLARATION.sub("", text, count=1), encoding


def _without_mark(content: bytes) -> str:
    """Return which UTF-16 a file seems to be in that does not say so at its start, or nothing."""
    match [not byte for byte in content[:4]]:
        case [False, True, False, True]:
            return "utf-16-le"
        case [True, False, True, False]:
            return "utf-16-be"
    return ""


@contextmanager
def reading(name: str, ending: str) -> Iterator[None]:
    """Turn errors within into a FileAccessError with one sentence.

    Args:
        name: The name of the file.
        ending: What it is read as, such as `csv`.
    """
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, csv.Error) as error:
        match error:
            case KeyError():
                reason = _("{name} is missing", name=quoted(str(error.args[0])))
            case RecursionError():
                reason = _("it is nested too deeply")
            case TypeError() | AttributeError():
                reason = _("it does not have the structure of such a file")
            case _:
                reason = str(error)
        message = _("{file} cannot be read as {format}: {reason}.", file=name, format=ending, reason=reason)
        raise FileAccessError(message) from error
