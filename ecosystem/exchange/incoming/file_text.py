"""The text of a file that comes in, and what is wrong with a file in one sentence."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ecosystem import dataset
from ecosystem.dataset.syntax import quoted
from ecosystem.errors import FileAccessError

MOST_BYTES = dataset.MAX_BYTES
"""What is taken over has to fit into a data file."""


def text_of(path: Path) -> str:
    """The text of a file. Raises FileAccessError when it cannot be read, is too large or not in UTF-8."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileAccessError(f"{path} cannot be read: {error.strerror or error}.") from error
    if len(content) > MOST_BYTES:
        raise FileAccessError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB, the most that is read.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileAccessError(f"{path} is not a text in UTF-8. Save it as UTF-8.") from error


@contextmanager
def said(name: str, ending: str) -> Iterator[None]:
    """What is wrong with a file, in one sentence."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, csv.Error) as error:
        match error:
            case KeyError():
                reason = f"{quoted(str(error.args[0]))} is missing"
            case RecursionError():
                reason = "it is nested too deeply"
            case TypeError() | AttributeError():
                reason = "it is not built as such a file is"
            case _:
                reason = str(error)
        raise FileAccessError(f"{name} cannot be read as {ending}: {reason}.") from error
