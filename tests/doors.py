"""The three doors through which a stranger’s bytes come in; `tests/fuzz.py` and `tests/test_fuzz.py` knock.

Whatever comes, a door ends quietly or with an EcosystemError; all else is a finding.
"""

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

from ecosystem import dataset, edits
from ecosystem.city import City
from ecosystem.errors import EcosystemError
from ecosystem.exchange import incoming, rewriting, workbook, workbook_import
from ecosystem.model import Ecosystem
from tests.cities import SMALL

TODAY = date(2026, 11, 30)
FORMATS = {b"{": "json", b"[": "json", b"<": "graphml", b"P": "zip"}
STARTS = {b"graph": "gml", b"Creator": "gml", b"digraph": "dot", b"strict": "dot", b"*": "net"}


def yaml_door(content: bytes) -> None:
    """A data file: read, and made a city of."""
    with suppress(EcosystemError):
        City.load(_written("groups.yaml", content), today=TODAY)


def workbook_door(content: bytes) -> None:
    """A workbook that comes back, or one of another program's; see `packed`."""
    path = _written("back.xlsx", packed(content))
    with suppress(EcosystemError):
        back = workbook_import.read(path, _small())
        dataset.parse(edits.text(rewriting.rewrite(SMALL, "groups.yaml", back)))
    with suppress(EcosystemError):
        incoming.read(path, today=TODAY)


def imports_door(content: bytes) -> None:
    """Another program's file, of the format that it looks like."""
    start = content.lstrip()
    ending = FORMATS.get(start[:1], "csv")
    ending = next((form for mark, form in STARTS.items() if start.startswith(mark)), ending)
    with suppress(EcosystemError):
        incoming.read(_written(f"map.{ending}", content), today=TODAY)


_UNREAD = re.compile("comment|drawing|theme|docProps")  # parts that the reader leaves alone

DOORS: dict[str, Callable[[bytes], None]] = {
    "yaml": yaml_door,
    "workbook": workbook_door,
    "imports": imports_door,
}


def broken_door(content: bytes) -> None:
    """What a door must not do, so that a test sees that it would be seen."""
    match content:
        case b"crash":
            os.abort()
        case b"spin":
            while True:
                pass
        case b"grow":
            bytearray(600_000_000)
        case _:
            raise ValueError


def packed(content: bytes) -> bytes:
    """A workbook: the bytes as they are, or one of the small city of which a part is exchanged.

    The part is named in the first line, or picked by it. Packed bytes no fuzzer could change in a useful way.
    """
    if content.startswith(b"PK"):
        return content
    line, _, part = content.partition(b"\n")
    names, name = list(_parts()), line.decode("latin-1")
    parts = {**_parts(), name if name in names else names[sum(line) % len(names)]: part}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    return file.getvalue()


@cache
def _small() -> Ecosystem:
    return dataset.parse(SMALL)


@cache
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook.dumps(_small()))) as archive:
        return {part: archive.read(part) for part in archive.namelist() if not _UNREAD.search(part)}


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="doors-")


def _written(name: str, content: bytes) -> Path:
    path = Path(_folder().name) / name
    path.write_bytes(content)
    return path
