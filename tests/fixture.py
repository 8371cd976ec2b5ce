"""The frozen city of the tests: real data of November 2026 that stays as it is when `data/` is edited.

Documents are run against it in a folder where the files have the names that the documents use.
"""

import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "data"
BRISTOL = FOLDER / "bristol.yaml"
WRES = FOLDER / "wres.yaml"
LINKS = FOLDER / "example-links.csv"
IN_DOCUMENTS = {"groups.yaml": BRISTOL, "wres-2019.yaml": WRES, "example-links.csv": LINKS}


def lay_out(folder: Path) -> Path:
    """Copy the fixture to `folder`/data under the names of the documents; return `folder`."""
    (folder / "data").mkdir(exist_ok=True)
    for name, source in IN_DOCUMENTS.items():
        shutil.copyfile(source, folder / "data" / name)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """What the files of a folder and of those in it hold; nothing of one that is not there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
