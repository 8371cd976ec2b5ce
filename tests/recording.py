"""Put what a command says and writes into a record whose diff shows what changed.

Short texts are recorded as they are, pages by their words, tables by their rows, JSON by its
entries. Pictures and packed files are recorded by a hash of their content: the library that
compressed them does not matter.
"""

import difflib
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import CliRunner
from PIL import Image

from ecosystem.cli import main
from ecosystem.manifest import MANIFEST

LONG = 8_000  # characters of a text that is recorded whole
PHRASES = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "i",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}
INLINE = PHRASES | {"button", "input", "label", "option", "output", "time"}
APART = frozenset(("script", "style", "svg"))


def hashed(content: bytes | str) -> str:
    """Return the size of a content and the start of its SHA-256."""
    data = content.encode() if isinstance(content, str) else content
    return f"{len(data):,} bytes, {hashlib.sha256(data).hexdigest()[:16]}"


def transcript(command: list[str], answers: str, place: Path) -> str:
    """Return what a command says on a terminal, and what it has written or changed in `place`."""
    before = _files(place)
    result = CliRunner().invoke(main, command, input=answers, prog_name="ecosystem", catch_exceptions=False)
    lines = [f"$ ecosystem {' '.join(command)}"]
    for stream, said in (("", result.stdout), ("stderr: ", result.stderr)):
        text = said.replace(str(place), "…")
        lines += [f"{stream}{line}" for line in _said(text)]
    lines.append(f"exit status {result.exit_code}")
    for name, content in _files(place).items():
        if content != before.get(name):
            lines += [f"wrote {name}: {line}" for line in _written(name, before.get(name), content)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _files(place: Path) -> dict[str, bytes]:
    files = sorted(path for path in place.rglob("*") if path.is_file())
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in files}


def _said(text: str) -> list[str]:
    if len(text) <= LONG:
        return text.splitlines()
    return list(_entries(json.loads(text))) if text.startswith("{") else [hashed(text), *_lines(text)]


def _lines(text: str) -> list[str]:
    """Return the first lines of a long text, and a hash of each hundred that follow."""
    lines = [line if len(line) <= 1000 else hashed(line) for line in text.splitlines()]
    rest = [lines[start : start + 100] for start in range(20, len(lines), 100)]
    return [*lines[:20], *(f"… {len(some)} lines: {hashed(chr(10).join(some))}" for some in rest)]


def _written(name: str, before: bytes | None, content: bytes) -> list[str]:
    if Path(name).name == MANIFEST:  # what it says of each file follows from the file
        return [f"a manifest of {', '.join(json.loads(content)['files'])}"]
    if before is not None and len(content) > LONG:
        old, new = (each.decode().splitlines() for each in (before, content))
        return ["changed", *difflib.unified_diff(old, new, "before", "after", n=0, lineterm="")]
    return list(contents(name, content))


def contents(name: str, content: bytes) -> Iterator[str]:
    """Yield a file's content in lines."""
    match Path(name).suffix:
        case ".zip":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield from (f"{each}: {hashed(archive.read(each))}" for each in archive.namelist())
        case ".xlsx":
            for page in openpyxl.load_workbook(io.BytesIO(content), read_only=True):
                rows = [_filled(row) for row in page.iter_rows(values_only=True)]
                yield f"{page.title}: {len(rows)} rows, {hashed(json.dumps(rows))}"
        case ".png":
            with Image.open(io.BytesIO(content)) as picture:
                yield f"{picture.width} × {picture.height}, {hashed(picture.convert('RGBA').tobytes())}"
        case ".html" if len(content) > LONG:
            yield from words(content.decode())
        case ".json" | ".cyjs" if len(content) > LONG:
            yield from _entries(json.loads(content))
        case ".pdf" | ".docx" | ".db" | ".svg" | ".bak":
            yield hashed(content)
        case _:
            yield from _said(content.decode())


def _entries(value: Any, at: str = "", depth: int = 0) -> Iterator[str]:
    """Yield a line for each part of JSON, down to the items of its lists: what names it, and a hash."""
    text = json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict) and depth < 3 and len(text) > 400:
        for key, part in value.items():
            yield from _entries(part, f"{at}/{key}", depth + 1)
    elif isinstance(value, list) and len(text) > 400:
        for number, part in enumerate(value):
            yield f"{at}/{_name(part) or number} {hashed(json.dumps(part, ensure_ascii=False))}"
    else:
        yield f"{at} {text if len(text) <= 120 else hashed(text)}"


def _name(part: Any) -> str:
    while isinstance(part, dict) and isinstance(part.get("data"), dict):
        part = part["data"]
    names = (part.get(key) for key in ("id", "@id", "name")) if isinstance(part, dict) else ()
    return str(next((name for name in names if name), ""))


class _Words(HTMLParser):
    """The words of a page, a line for each block; a hash of each style, script and drawing."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._line: list[str] = []
        self._apart: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in APART or self._depth:
            self._depth += tag in APART
            self._apart.append(f"<{tag} {attrs}>")
        elif tag not in INLINE:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if not self._depth:
            if tag not in INLINE:
                self._end_line()
        elif tag in APART:
            self._depth -= 1
            if not self._depth:
                self._end_line()
                self.lines.append(f"[{tag}: {hashed(''.join(self._apart))}]")
                self._apart.clear()

    def handle_data(self, data: str) -> None:
        (self._apart if self._depth else self._line).append(data)

    def _end_line(self) -> None:
        line = " ".join("".join(self._line).split())
        self._line.clear()
        if line:
            self.lines.append(line)


def words(html: str) -> Iterator[str]:
    """Yield a page's hash and its words."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    yield hashed(html)
    yield from reader.lines


def _filled(row: tuple[Any, ...]) -> list[str]:
    """The cells of a row up to its last value; whether empty ones follow is the writer's choice."""
    last = max((place for place, cell in enumerate(row, 1) if cell is not None), default=0)
    return [str(cell) for cell in row[:last]]
