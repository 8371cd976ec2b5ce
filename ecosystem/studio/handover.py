"""What the studio hands over, each made by the command that makes it in a terminal: the same bytes."""

import io
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from ecosystem.language import _

Run = Callable[[Sequence[str]], tuple[int, str]]
"""Runs the command line with arguments, and returns its exit status and what it prints."""


class Made(TypedDict):
    """A file to save, and what the command said; without data the command could not make it."""

    name: str
    data: bytes | None
    said: str


OUTPUTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "workbook": ("{stem}.xlsx", ("export", "workbook", "--output")),
    "pages": ("pages", ("build", "--no-paper", "--output")),
    "edition": ("output", ("build", "--output")),
    "posters": ("posters", ("poster", "--output")),
    "annual report": ("annual-report.pdf", ("report", "--pdf")),
    "progress report": ("progress-report.pdf", ("report", "--period", "4-months", "--pdf")),
    "letters": ("letters", ("stale", "--messages")),
    "calendar": ("plan.ics", ("actions", "--ics")),
    "desk": ("this-month", ("desk",)),
}
"""By what is asked for: the file or the folder that a command writes, and the command, but for that name."""

PRINTED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "annual-report.md": ("annual-report.md", ("report",)),
    "progress-report.md": ("progress-report.md", ("report", "--period", "4-months")),
}
"""What a command prints, with the name of the file to keep it in."""

WITH_ADDRESS = ("pages", "edition", "posters", "letters", "desk")
"""What may hold the address where the map will be published."""


def make(what: str, name: str, text: str, run: Run, folder: Path, url: str = "") -> Made:
    """Make an output of a data file. A folder becomes a zip.

    Args:
        what: `file`, or one of OUTPUTS or PRINTED.
        name: The name of the data file.
        text: What it holds.
        run: Runs the command line.
        folder: Where the command may write.
        url: The address where the map will be published, which adds the files for other websites.
    """
    if what == "file":
        return {"name": name, "data": text.encode("utf-8"), "said": ""}
    data = folder / name
    data.write_text(text, encoding="utf-8", newline="")
    output = folder / "made" / file_name(what, data)
    shutil.rmtree(output.parent, ignore_errors=True)
    output.parent.mkdir()
    status, printed = run(command(what, data, output, url))
    if what in PRINTED:
        return {"name": output.name, "data": None if status else printed.encode("utf-8"), "said": ""}
    said = without_place(printed, output.parent, folder)
    if not output.exists():
        return {"name": output.name, "data": None, "said": said or _("The command wrote nothing.")}
    if output.is_dir():
        return {"name": f"{output.name}.zip", "data": zipped(output), "said": said}
    return {"name": output.name, "data": output.read_bytes(), "said": said}


def without_place(text: str, *folders: Path) -> str:
    """Return a text that names files of the studio's own folders without these folders."""
    for folder in folders:
        text = text.replace(f"{folder}{os.sep}", "")
    return text


def file_name(what: str, data: Path) -> str:
    """Return the name of the file or folder that holds an output."""
    return _known(what)[0].format(stem=data.stem)


def command(what: str, data: Path, output: Path, url: str = "") -> list[str]:
    """Return the arguments of the command that makes an output."""
    arguments = ["--data", str(data), *_known(what)[1]]
    if what in OUTPUTS:
        arguments.append(str(output))
    return [*arguments, "--url", url] if url and what in WITH_ADDRESS else arguments


def _known(what: str) -> tuple[str, tuple[str, ...]]:
    return OUTPUTS[what] if what in OUTPUTS else PRINTED[what]


def zipped(folder: Path) -> bytes:
    """Return a folder as a zip: the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix())
                entry.external_attr = 0o644 << 16
                file.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
