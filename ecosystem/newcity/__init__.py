"""A new city: a folder with example data, a README for its editors and a workflow that publishes it.

The workflow also imports a workbook that somebody uploads to `uploads/`, so that nobody needs a terminal.
"""

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from ecosystem import files, stops
from ecosystem.dataset import schema
from ecosystem.errors import FileAccessError
from ecosystem.language import _

_HERE = Path(__file__).parent
_TEMPLATES = {
    "data/groups.yaml": "groups.yaml",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".github/dependabot.yml": "dependabot.yml",
    ".github/tell.sh": "tell.sh",
    ".github/workflows/publish.yml": "publish.yml",
    "hooks/pre-commit": "pre-commit",
    "uploads/README.md": "uploads.md",
}
_EXECUTABLE = ("hooks/pre-commit",)


def start(folder: Path) -> list[Path]:
    """Write the files of a new city to a folder, all or none, and return their paths.

    Args:
        folder: An empty folder, or a path where there is nothing yet.

    What a run that was killed has left there is no reason to refuse the folder.

    Raises:
        FileAccessError: The folder is not empty, is not a folder, or cannot be written.
    """
    texts = {name: (_HERE / template).read_text(encoding="utf-8") for name, template in _TEMPLATES.items()}
    texts["data/schema.json"] = schema.text()
    try:
        _refuse_full(folder, texts)
        if folder.exists():
            _fill(folder, texts)
        else:
            _make(folder, texts)
    except OSError as error:
        named = folder if any(files.is_part(part) for part in Path(error.filename or "").parts) else None
        file, reason = str(named or error.filename or folder), error.strerror or str(error)
        message = _("{file} cannot be written: {reason}.", file=file, reason=reason)
        raise FileAccessError(message) from error
    return [folder / name for name in sorted(texts)]


def _refuse_full(folder: Path, texts: Mapping[str, str]) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        message = _("{file} is not a folder, so nothing was written. Name a new folder.", file=str(folder))
        raise FileAccessError(message)
    if folder.exists() and any(folder.iterdir()) and not _is_left_over(folder, texts):
        message = _("{file} is not empty, so nothing was written. Name a new folder.", file=str(folder))
        raise FileAccessError(message)


def _is_left_over(folder: Path, texts: Mapping[str, str]) -> bool:
    """Whether a run that was killed left what is there: some entries of ours, whole, and nothing else."""
    there = {entry.name for entry in folder.iterdir()}
    entries = {name for name in there if not files.is_part(name)}
    ours = {name.split("/")[0] for name in texts}
    if there == ours or not entries <= ours:
        return False
    paths = [path for entry in entries for path in (folder / entry, *(folder / entry).rglob("*"))]
    present = {path.relative_to(folder).as_posix(): path for path in paths if not path.is_dir()}
    expected = {name: text.encode() for name, text in texts.items() if name.split("/")[0] in entries}
    return present.keys() == expected.keys() and all(
        path.is_file() and path.read_bytes() == expected[name] for name, path in present.items()
    )


@stops.held()
def _make(folder: Path, texts: Mapping[str, str]) -> None:
    """Make a folder with all its files, in one step."""
    made = [parent for parent in folder.parents if not parent.exists()]
    try:
        if folder.parent.is_file():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        folder.parent.mkdir(parents=True, exist_ok=True)
        with files.alone(folder.parent), _written_aside(folder.parent, texts) as aside:
            aside.replace(folder)
    except BaseException:
        for parent in made:
            with suppress(OSError):
                parent.rmdir()
        raise


@stops.held()
def _fill(folder: Path, texts: Mapping[str, str]) -> None:
    """Fill a folder that is there, which may be the one that the editor stands in."""
    moved: list[Path] = []
    with files.alone(folder), _written_aside(folder, texts) as aside:
        try:
            for entry in sorted(aside.iterdir()):
                place = folder / entry.name
                if not place.exists():
                    moved.append(entry.replace(place))
        except BaseException:
            for place in moved:
                place.replace(aside / place.name)
            raise


@contextmanager
def _written_aside(folder: Path, texts: Mapping[str, str]) -> Iterator[Path]:
    """A new folder in a folder, with all files; it is gone in the end, or was moved to its place."""
    aside = files.part_of(folder)
    try:
        aside.mkdir()
        for name, text in texts.items():
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write_new(path, text)
            if name in _EXECUTABLE:
                path.chmod(0o755)
            stops.listen()
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)
