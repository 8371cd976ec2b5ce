"""What a data file held before an edit, kept beside it; a backup that an editor made is never written over.

The program knows its own backups by their hashes; a hidden file beside the backup holds the last `KNOWN`.
"""

import hashlib
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from ecosystem import files
from ecosystem.errors import FileAccessError

KNOWN = 20


def keep(path: Path, text: str) -> Path:
    """Keep a text of a data file as `groups.yaml.bak`, or under the first free number, and return the path.

    Raises:
        FileAccessError: It cannot be written.
    """
    record = path.with_name(f".{path.name}.sha256.bak")
    known = _lines(record)
    place = next(place for place in _places(path) if _is_free(place, known))
    own = _hash(text.encode("utf-8"))
    if known is not None and own not in known[-1:]:  # noted first, so that a kill leaves nothing unknown
        kept = [*(line for line in known if line != own), own][-KNOWN:]
        files.replace(record, "".join(f"{line}\n" for line in kept), like=path)
    files.replace(place, text, like=path)
    return place


def _places(path: Path) -> Iterator[Path]:
    yield path.with_name(f"{path.name}.bak")
    for number in count(2):
        yield path.with_name(f"{path.name}.{number}.bak")


def _is_free(place: Path, known: list[str] | None) -> bool:
    """Return whether nothing or a backup of ours is there; no link is followed."""
    if not os.path.lexists(place):
        return True
    content = _content(place)
    return content is not None and _hash(content) in (known or ())


def _lines(record: Path) -> list[str] | None:
    """Return the hashes of our backups, the last one last, or None if the record is somebody else's."""
    content = _content(record)
    lines = None if content is None else content.decode("ascii", "replace").splitlines()
    return lines if lines is not None and all(len(line) == 64 for line in lines) else None


def _content(path: Path) -> bytes | None:
    """Return what a file holds, nothing if there is none, and None for a link, a folder or a locked file."""
    if not os.path.lexists(path):
        return b""
    if path.is_symlink() or not path.is_file():
        return None
    try:
        return path.read_bytes()
    except PermissionError:
        return None
    except OSError as error:
        raise FileAccessError(files.unreadable_message(path, error)) from error


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
