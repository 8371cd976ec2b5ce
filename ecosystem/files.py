"""Files the program makes: written whole or not at all, and never over somebody else's."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from ecosystem.errors import Unwritable

OURS = "ecosystem-mapper"  # stands near the start of every file we make; of a PDF near the end
LOOKED_AT = 4096  # bytes of an existing file in which that mark is looked for
SQLITE_MARK = b"ECOM"  # in the header of a database of ours, at the place SQLite keeps for such marks
CSV_METADATA = "csv-metadata.json"  # beside tables of ours, which have no room for a mark themselves


def write_all(folder: Path, texts: Mapping[str, str | bytes], *, force: bool = False) -> list[Path]:
    """Write files of a folder, by name, making the folder; each is old or new, never half.

    Raises:
        Unwritable: A file there is not ours (unless `force`), or the folder cannot be written. In the
            first case nothing is written at all.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not force:
            _refuse_strangers(folder, texts)
        return [_write(folder / name, text) for name, text in sorted(texts.items())]
    except OSError as error:
        raise _unwritable(folder, error) from error


def replace(path: Path, text: str, like: Path | None = None) -> None:
    """Write a text over a file of an editor's, which is old or new, never half, and stays as open as it was.

    Args:
        path: The file; a link leads to it.
        text: What it is to hold.
        like: A file that it is to be as open as, when that is another one.

    Raises:
        Unwritable: The file cannot be written.
    """
    try:
        path = path.resolve()
        model = like or path
        _write(path, text, model.stat().st_mode & 0o777 if model.exists() else 0o644)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(place: Path, error: OSError) -> Unwritable:
    return Unwritable(f"{error.filename or place} cannot be written: {error.strerror or error}.")


def _refuse_strangers(folder: Path, names: Iterable[str]) -> None:
    for name in sorted(names):
        path = folder / name
        if path.is_symlink() or (path.exists() and not _is_ours(path)):
            raise Unwritable(
                f"{path} was not made by this program, so it is left alone. "
                "Choose another place, or write over it with --force."
            )


def _is_ours(path: Path) -> bool:
    if not path.is_file():
        return False
    if path.suffix == ".csv" and path.with_name(CSV_METADATA).exists():
        path = path.with_name(CSV_METADATA)
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
        if start.startswith(b"%PDF-"):
            file.seek(max(0, path.stat().st_size - LOOKED_AT))
            return b"%" + OURS.encode() in file.read()
    return OURS.encode() in start or (start.startswith(b"SQLite format 3\0") and start[68:72] == SQLITE_MARK)


def _write(path: Path, content: str | bytes, mode: int = 0o644) -> Path:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def at_revision(path: Path, revision: str) -> str:
    """The text of a file as it stands in a git revision.

    Raises:
        Unwritable: There is no git, no repository, no such revision, or no such file in it.
    """
    command = ["git", "show", "--end-of-options", f"{revision}:./{path.name}"]
    try:
        done = subprocess.run(command, cwd=path.resolve().parent, capture_output=True, check=True)
        return done.stdout.decode("utf-8")
    except FileNotFoundError as error:
        raise Unwritable(
            f"git:{revision} cannot be read: git is not installed, or {path.parent} is gone."
        ) from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines() or ["git gave no reason"]
        raise Unwritable(
            f"git:{revision} cannot be read: {said[0].removeprefix('fatal: ').rstrip('.')}."
        ) from error
    except UnicodeDecodeError as error:
        raise Unwritable(f"git:{revision} cannot be read: {path.name} is no text in UTF-8 there.") from error


def write_new(path: Path, text: str) -> None:
    """Write a file that an editor will own. One that is there already is left alone.

    Raises:
        Unwritable: There is such a file, or it cannot be written.
    """
    if path.exists() or path.is_symlink():
        raise Unwritable(f"{path} is there already, so it is left alone. Name another file.")
    replace(path, text)
