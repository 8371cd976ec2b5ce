"""Workbooks of anybody's, opened only when they are safe to read: for `incoming` and `workbook_import`."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from itertools import islice
from pathlib import Path
from typing import IO, Any

from ecosystem import files
from ecosystem.errors import FileAccessError
from ecosystem.language import _

MOST_BYTES = 100_000_000
MOST_RATIO = 100
MOST_ROWS = 200_000
_PIECE = 65_536  # bytes of a part that are unpacked at a time
MOST_COLUMNS = 60
_ROWS_TOGETHER = 500
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")  # ST_Xstring of ECMA-376, part 1, 22.9.2.19
_UNDERSCORE = re.compile(rb"&#(?:0*95|x0*5[Ff]);")
_NEVER = (
    *("vbaProject", "externalLinks/", "activeX", "embeddings/"),
    *("macrosheets/", "connections.xml", "Basic/"),
)


def opened(path: Path, *, values: bool = False) -> Any:
    """A workbook of anybody's that is safe to read. Raises FileAccessError when it is not.

    Args:
        path: The workbook.
        values: Whether cells have the values of their formulas, as they were saved, and not the formulas.
    """
    from openpyxl import load_workbook

    content = safe_content(path)
    try:
        with warnings.catch_warnings(action="ignore"):  # what it does without, nobody has to know
            return load_workbook(
                io.BytesIO(_with_escapes(content)), read_only=True, keep_links=False, data_only=values
            )
    except Exception as error:  # openpyxl lets errors of many kinds through
        raise FileAccessError(_unreadable(path)) from error


def safe_content(path: Path) -> bytes:
    """Return an archive that is safe to unpack.

    Raises:
        FileAccessError: It cannot be read, or is not safe.
    """
    try:
        with path.open("rb") as file:
            content = b"".join(_pieces(file))
    except OSError as error:
        raise FileAccessError(files.unreadable_message(path, error)) from error
    if len(content) > MOST_BYTES:
        raise FileAccessError(
            _("{file} is larger than {limit} MB, the limit.", file=str(path), limit=MOST_BYTES // 1_000_000)
        )
    _refuse_dangers(path, content)
    return content


def _unreadable(path: Path) -> str:
    return _("{file} cannot be read as a workbook. Save it as .xlsx again.", file=str(path))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file, up to one byte too many. Read at once it would take memory for the most there is."""
    left = MOST_BYTES + 1
    while left and (piece := file.read(min(left, 1_000_000))):
        yield piece
        left -= len(piece)


def escaped(text: str) -> str:
    """Return the string of a workbook that stands for a text; see `unescaped`."""
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def unescaped(text: str) -> str:
    """Return the text that a string of a workbook stands for: `_x0041_` is A, `_x005F_x0041_` is `_x0041_`.

    The halves of a character, and what cannot be seen, are for the data file's own rules to refuse.

    >>> unescaped("_x0041_ and _x005F_x000D_"), unescaped("_xD800_")
    ('A and _x000D_', '_xD800_')
    """
    return _ESCAPE.sub(lambda match: _letter(match[0], int(match[1], 16)), text)


def _letter(written: str, code: int) -> str:
    return written if 0xD800 <= code <= 0xDFFF else chr(code)


def _with_escapes(content: bytes) -> bytes:
    """Return the workbook with `x005F_` doubled in its shared strings: openpyxl takes one of them out."""
    old = zipfile.ZipFile(io.BytesIO(content))
    names = [part for part in old.namelist() if part.endswith("haredStrings.xml")]
    strings = {name: _UNDERSCORE.sub(b"_", old.read(name)) for name in names}
    if not any(b"x005F_" in text for text in strings.values()):
        return content
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = strings[part].replace(b"x005F_", b"x005Fx005F__") if part in strings else old.read(part)
            new.writestr(part, text)
    return written.getvalue()


def pages(book: Any) -> dict[str, Any]:
    """The sheets of a workbook that have rows, by their titles; a sheet may hold a chart alone."""
    return {page.title: page for page in book.worksheets}


def rows_of(path: Path, page: Any, last: int) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet, to a last one. Raises FileAccessError where it cannot be read; openpyxl reads
    late, and is kept from warning for some hundred rows at once.
    """
    rows = None
    while True:
        try:
            with warnings.catch_warnings(action="ignore"):
                rows = rows or page.iter_rows(max_row=last, max_col=MOST_COLUMNS)
                together = list(islice(rows, _ROWS_TOGETHER))
        except Exception as error:  # as above
            raise FileAccessError(_unreadable(path)) from error
        if not together:
            return
        yield from together


def style_of(path: Path, cell: Any, name: str) -> Any:
    """What a cell looks like in one way, by openpyxl's name for it; None for a cell that is not there.

    openpyxl looks a style up only when it is asked, and the workbook may not have it.

    Raises:
        FileAccessError: The workbook does not have the style that the cell names.
    """
    try:
        return getattr(cell, name, None)
    except Exception as error:  # as above
        raise FileAccessError(_unreadable(path)) from error


def _refuse_dangers(path: Path, content: bytes) -> None:
    """Nothing that unpacks without end, runs, or leads elsewhere."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if size > MOST_BYTES:
            raise FileAccessError(
                _(
                    "{file} unpacks to more than {limit} MB, the limit.",
                    file=str(path),
                    limit=MOST_BYTES // 1_000_000,
                )
            )
        if size > MOST_RATIO * max(len(content), 1):
            raise FileAccessError(
                _(
                    "{file} unpacks to more than {limit} times its size, so we do not open it.",
                    file=str(path),
                    limit=MOST_RATIO,
                )
            )
        for part in parts:
            if any(name in part.filename for name in _NEVER):
                raise FileAccessError(
                    _(
                        "{file} has macros, links to other files or embedded files ({part}). "
                        "Save it as a plain .xlsx without them.",
                        file=str(path),
                        part=part.filename,
                    )
                )
            _refuse_false_part(path, archive, part)
    except (
        *(zipfile.BadZipFile, zlib.error, LookupError),
        *(NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
    ) as error:
        message = _("{file} is not a complete .xlsx workbook. Save it as .xlsx again.", file=str(path))
        raise FileAccessError(message) from error


def _refuse_false_part(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No part that is larger than the directory says, and none with entities; read to its end in pieces."""
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # others unpack in one go
        raise FileAccessError(
            _(
                "{file} is compressed in a way that workbooks do not use. Save it as .xlsx again.",
                file=str(path),
            )
        )
    whole = copy(part)
    whole.file_size = MOST_BYTES + 1  # zipfile stops at this size
    size, end = 0, b""
    with archive.open(whole) as unpacked:
        while piece := unpacked.read(_PIECE):
            size += len(piece)
            if size > part.file_size:
                raise FileAccessError(
                    _(
                        "{file} unpacks to more than it declares ({part}), so we do not open it. "
                        "Save it as .xlsx again.",
                        file=str(path),
                        part=part.filename,
                    )
                )
            if part.filename.endswith((".xml", ".rels", ".vml")):
                _refuse_entities(path, part.filename, end + piece)
                end = piece[-len(b"<!DOCTYPE") :]


def _refuse_entities(path: Path, name: str, xml: bytes) -> None:
    """No document type, in which entities that grow without end are declared; only UTF-8 can be searched."""
    if b"\0" in xml or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise FileAccessError(
            _(
                "{file} declares entities in {part}. No workbook needs them, so we do not open it.",
                file=str(path),
                part=name,
            )
        )
