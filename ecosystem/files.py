"""Files the program makes: written whole or not at all, and never over somebody else's."""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ecosystem.errors import Unwritable

OURS = "ecosystem-mapper"  # stands near the start of every file we make
LOOKED_AT = 4096  # bytes of an existing file in which that mark is looked for


def write_all(folder: Path, texts: Mapping[str, str], *, force: bool = False) -> list[Path]:
    """Write texts as files of a folder, by name, making the folder; each file is old or new, never half.

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
        place = error.filename or folder
        raise Unwritable(f"{place} cannot be written: {error.strerror or error}.") from error


def _refuse_strangers(folder: Path, names: Mapping[str, str]) -> None:
    for name in sorted(names):
        path = folder / name
        if path.is_symlink() or (path.exists() and not _is_ours(path)):
            raise Unwritable(
                f"{path} was not made by this program, so it is left alone. "
                "Choose another folder with --output, or write over it with --force."
            )


def _is_ours(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return OURS.encode() in file.read(LOOKED_AT)


def _write(path: Path, text: str) -> Path:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
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
