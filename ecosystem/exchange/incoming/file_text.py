"""The text of an imported file, and one sentence on what is wrong with it."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ecosystem import dataset, files
from ecosystem.dataset.syntax import quoted
from ecosystem.errors import FileAccessError
from ecosystem.language import _

MOST_BYTES = dataset.MAX_BYTES
"""What is imported has to fit into a data file."""


def text_of(path: Path) -> str:
    """The text of a file. Raises FileAccessError when it cannot be read, is too large or not in UTF-8."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileAccessError(files.unreadable_message(path, error)) from error
    if len(content) > MOST_BYTES:
        raise FileAccessError(
            _("{file} is larger than {limit} MB, the limit.", file=str(path), limit=MOST_BYTES // 1_000_000)
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("{file} is not UTF-8 text. Save it as UTF-8.", file=str(path))
        raise FileAccessError(message) from error


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
