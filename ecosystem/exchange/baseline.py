"""What the data file said when a workbook was made from it: on a hidden sheet, so that an import can merge.

The text is the document of the city as JSON, compressed, in cells of Base64, which no program changes. A
digest tells whether it is whole.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ecosystem import __version__, foreign_json
from ecosystem.dataset.documents import Document
from ecosystem.dataset.migrations import FORMAT
from ecosystem.exchange import sheets

SCHEMA = 1
MOST_BYTES = 100_000_000
_PIECE = 30_000


class Baseline(msgspec.Struct, frozen=True):
    """What a workbook was made from.

    Attributes:
        document: The document of the city, in the order of the workbook.
        notes: The private notes by section and row id, if the workbook has them.
        digest: The hash of the document.
        program: The version of the program that made the workbook.
        format: The format of the data file at the time.
    """

    document: Document
    notes: list[tuple[str, str, Any]] | None
    digest: str
    program: str
    format: int
    schema: int = SCHEMA


class BaselineError(Exception):
    """The hidden sheet does not hold what the program wrote; `is_newer` if a newer program wrote it."""

    def __init__(self, *, is_newer: bool = False, program: str = "") -> None:
        super().__init__()
        self.is_newer = is_newer
        self.program = program


def digest(document: Document) -> str:
    """Return the hash of a document; it does not depend on the order of maps."""
    content = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def write(book: Any, document: Document, internal: Mapping[tuple[str, str], Any] | None) -> None:
    """Add the hidden sheet to a workbook of XlsxWriter's."""
    notes = None if internal is None else [(*place, note) for place, note in internal.items()]
    made = Baseline(document, notes, digest(document), __version__, FORMAT)
    packed = base64.b64encode(zlib.compress(msgspec.json.encode(made), 6)).decode("ascii")
    page = book.add_worksheet(sheets.BASELINE)
    page.very_hidden()
    for row, start in enumerate(range(0, len(packed), _PIECE)):
        page.write_string(row, 0, packed[start : start + _PIECE])


def read(pieces: Sequence[str]) -> Baseline:
    """Return what the cells of the hidden sheet hold.

    Raises:
        BaselineError: They do not hold what the program wrote, or a newer program wrote them.
    """
    try:
        unpacked = zlib.decompressobj()
        text = unpacked.decompress(base64.b64decode("".join(pieces), validate=True), MOST_BYTES)
        if unpacked.unconsumed_tail:
            raise BaselineError
        foreign_json.check_depth(text.decode())
        plain = msgspec.json.decode(text)
        if isinstance(plain, dict) and (plain.get("schema", 0) > SCHEMA or plain.get("format", 0) > FORMAT):
            raise BaselineError(is_newer=True, program=str(plain.get("program")))
        made = msgspec.convert(plain, Baseline)
    except (ValueError, zlib.error, msgspec.MsgspecError, TypeError, RecursionError) as error:
        raise BaselineError from error
    if digest(made.document) != made.digest:
        raise BaselineError
    return made
