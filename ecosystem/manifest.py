"""The manifest of a folder: the files that we made, with the hash of each.

A file is ours if the manifest names it, and one whose hash differs has been edited since. The manifest is
moved into its place last. So that a killed run does not make strangers of the files it has moved, their
hashes are on the disk before the first of them moves: in a pending manifest, which goes at the end.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ecosystem.errors import FileAccessError
from ecosystem.language import _, joined, plural

OURS = "ecosystem-mapper"
MANIFEST = f".{OURS}.json"
PENDING = f".{OURS}.manifest.part"

Hashes = dict[str, list[str]]
"""The hashes that a file of ours may have, by its name; several while a run is writing."""
Ask = Callable[[str], bool]
"""Asks a question and returns whether the answer is yes."""


def made(folder: Path) -> list[Path]:
    """Return the files of a folder that the program made; none where its manifest cannot be read."""
    try:
        names = sorted(recorded(folder))
    except OSError:
        return []
    return [path for name in names if (path := folder / name).is_file()]


def recorded(folder: Path) -> Hashes:
    """Return what the manifests of a folder name; one that cannot be read names nothing."""
    known: Hashes = {}
    for record in (MANIFEST, PENDING):
        try:
            named = json.loads((folder / record).read_bytes())["files"]
            for name, hashes in named.items():
                known.setdefault(str(name), []).extend(map(str, hashes))
        except (FileNotFoundError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            continue
    return known


def text(hashes: Hashes) -> bytes:
    """Return a manifest that names files and their hashes, by name."""
    listed = {"generator": OURS, "files": dict(sorted(hashes.items()))}
    # A name that is no Unicode is written with JSON's own escapes, and so is what it was when it is read.
    return json.dumps(listed, ensure_ascii=False, indent=1).encode(errors="backslashreplace") + b"\n"


def digest(content: bytes) -> str:
    """Return the hash of what a file holds."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str | None:
    """Return the hash of a file; None where there is none."""
    return digest(path.read_bytes()) if path.is_file() else None


def refuse(folder: Path, contents: Mapping[str, bytes], known: Hashes, ask: Ask | None) -> None:
    """Refuse to write over a file that is not ours, or that was edited and may not be written over.

    Args:
        folder: Where the files go.
        contents: What they are to hold, by name.
        known: What the manifests there name; see `recorded`.
        ask: Whether files of ours that have been edited may be written over; without it they may not.

    Raises:
        FileAccessError: There is such a file.
    """
    _refuse_strangers(folder, contents, known)
    _refuse_edited(folder, contents, known, ask)


def _refuse_strangers(folder: Path, names: Iterable[str], known: Hashes) -> None:
    for name in names:
        path = folder / name
        within = [parent for parent in path.parents if folder in parent.parents]
        if odd := [
            parent for parent in within if parent.is_symlink() or (parent.exists() and not parent.is_dir())
        ]:
            path = odd[0]  # what is written through a link would stand elsewhere
        if odd or path.is_symlink() or (path.exists() and not (name in known and path.is_file())):
            raise FileAccessError(
                _(
                    "{file} was not made by this program, so it was not replaced. "
                    "Choose another path, or replace it with --force.",
                    file=str(path),
                )
            )


def _refuse_edited(folder: Path, contents: Mapping[str, bytes], known: Hashes, ask: Ask | None) -> None:
    edited = [
        name
        for name, content in contents.items()
        if (now := digest_of(folder / name)) and now not in (*known[name], digest(content))
    ]
    if not edited:
        return
    names = joined([str(folder / name) for name in edited])
    question = plural(
        "{files} was edited since this program made it. Replace it?",
        "{files} were edited since this program made them. Replace them?",
        len(edited),
        files=names,
    )
    if ask and ask(question):
        return
    raise FileAccessError(
        plural(
            "{files} was edited since this program made it, so it was not replaced. "
            "Choose another path, or replace it with --force.",
            "{files} were edited since this program made them, so they were not replaced. "
            "Choose another path, or replace them with --force.",
            len(edited),
            files=names,
        )
    )
