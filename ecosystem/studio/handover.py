"""What the studio hands over, each made by the command that makes it in a terminal: the same bytes."""

import io
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
    "annual report in Markdown": ("annual-report.md", ("report",)),
    "progress report in Markdown": ("progress-report.md", ("report", "--period", "4-months")),
}
"""What a command prints, with the name of the file to keep it in."""

WITH_ADDRESS = ("pages", "edition", "posters", "letters", "desk")
PAPER = ("edition", "posters", "annual report", "progress report", "desk")
"""What typst sets, which is loaded only then."""


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
    template, command = {**OUTPUTS, **PRINTED}[what]
    output = folder / "made" / template.format(stem=data.stem)
    shutil.rmtree(output.parent, ignore_errors=True)
    output.parent.mkdir()
    arguments = ["--data", str(data), *command]
    if what in OUTPUTS:
        arguments.append(str(output))
    if url and what in WITH_ADDRESS:
        arguments += ["--url", url]
    status, said = run(arguments)
    if what in PRINTED:
        return {"name": output.name, "data": None if status else said.encode("utf-8"), "said": ""}
    if not output.exists():
        return {"name": output.name, "data": None, "said": said or _("The command wrote nothing.")}
    if output.is_dir():
        return {"name": f"{output.name}.zip", "data": zipped(output), "said": said}
    return {"name": output.name, "data": output.read_bytes(), "said": said}


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
