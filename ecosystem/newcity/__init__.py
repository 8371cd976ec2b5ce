"""Another city: a folder with example data, what its editors need to know, and how it is published."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from ecosystem import files
from ecosystem.dataset import schema
from ecosystem.errors import FileAccessError

_HERE = Path(__file__).parent
_TEMPLATES = {
    "data/groups.yaml": "groups.yaml",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".github/dependabot.yml": "dependabot.yml",
    ".github/workflows/publish.yml": "publish.yml",
    "hooks/pre-commit": "pre-commit",
}
_RUNS = ("hooks/pre-commit",)


def start(folder: Path) -> list[Path]:
    """Write the files of another city into a folder that is empty, or not there yet: all of them or none.

    Raises:
        FileAccessError: The folder holds something already, is no folder, or cannot be written.
    """
    texts = {name: (_HERE / template).read_text(encoding="utf-8") for name, template in _TEMPLATES.items()}
    texts["data/schema.json"] = schema.text()
    try:
        made = [each for each in (folder, *folder.parents) if not each.exists()]
        _refuse_full(folder)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _fill(folder, texts)
        except BaseException:
            for each in made:
                each.rmdir()
            raise
    except OSError as error:
        raise FileAccessError(f"{error.filename or folder} cannot be written: {error.strerror}.") from error
    return [folder / name for name in sorted(texts)]


def _refuse_full(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FileAccessError(f"{folder} is not a folder, so it is left alone. Name a new one.")
    if folder.exists() and any(folder.iterdir()):
        raise FileAccessError(f"{folder} is not empty, so nothing was written. Name a new folder.")


def _fill(folder: Path, texts: Mapping[str, str]) -> None:
    """Write all files aside first, so that a folder that cannot hold them all holds none."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as aside:
        for name, text in texts.items():
            path = Path(aside) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write_new(path, text)
            if name in _RUNS:
                path.chmod(0o755)
        for entry in sorted(Path(aside).iterdir()):
            entry.rename(folder / entry.name)
