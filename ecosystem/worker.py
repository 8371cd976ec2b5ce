"""The program in the studio's worker: one session, and the command line in the file system of the browser."""

import gc
import io
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from contextvars import copy_context
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ecosystem.studio import handover
from ecosystem.studio.session import Session

FOLDER = Path("/map")
"""The folder of the data file, in the file system of the browser."""
LATER, PAPER = "later.zip.gz", "paper.zip.gz"
"""Parts that are loaded when something is asked for that needs them."""
TYPESETTING = ("typst", "segno")
BYTES = "\0bytes"
"""The key of an object that stands for bytes, with their place in the list beside the JSON."""


class Program:
    """What the interface calls: a method of the session, `make` or `versions`.

    Args:
        folder: Where the command line finds the data file.
        clock: Returns the day of the session.
    """

    def __init__(self, folder: Path = FOLDER, clock: Callable[[], date] = date.today) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._session = Session(clock(), run, folder)
        self._loaded: set[str] = set()

    def call(self, method: str, arguments: str, contents: Sequence[Any] = ()) -> tuple[str, list[bytes], str]:
        """Call a method with arguments as JSON.

        Returns:
            Its answer as JSON, the bytes beside it, and the part of the program that must be loaded first, if
            there is one: then nothing was done.
        """
        values = json.loads(arguments, object_hook=lambda value: _with_bytes(value, contents))
        try:
            with self._session.speaking():
                answer: Any = self._method(method)(*values)
        except ModuleNotFoundError as error:
            part = PAPER if error.name in TYPESETTING else LATER
            if part in self._loaded:
                raise
            self._loaded.add(part)
            return "null", [], part
        beside: list[bytes] = []

        def apart(value: bytes) -> dict[str, int]:
            beside.append(value)
            return {BYTES: len(beside) - 1}

        return json.dumps(answer, ensure_ascii=False, default=apart), beside, ""

    def _method(self, name: str) -> Callable[..., Any]:
        own: dict[str, Callable[..., Any]] = {"make": self._make, "versions": versions, "warm": warm}
        if name.startswith("_"):
            raise AttributeError(name)
        return own.get(name) or getattr(self._session, name)

    def _make(self, what: str, url: str = "") -> handover.Made:
        state = self._session.state()
        return handover.make(what, state["name"], state["text"], run, self._folder, url)


def _with_bytes(value: dict[str, Any], contents: Sequence[Any]) -> Any:
    return bytes(contents[value[BYTES]]) if BYTES in value else value


def run(args: Sequence[str]) -> tuple[int, str]:
    """Run the command line, and return its exit status and what a terminal would show."""
    from ecosystem.cli import main

    shown = io.StringIO()
    with redirect_stdout(shown), redirect_stderr(shown):
        try:
            copy_context().run(main.main, list(args), "ecosystem")  # its language ends with it
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else int(end.code is not None), shown.getvalue()
    return 0, shown.getvalue()


def warm() -> None:
    """Import what draws a map, while nobody has opened one."""
    import networkx  # noqa: F401

    from ecosystem.infographic import page, view  # noqa: F401


def rehearse() -> None:
    """Do what every visit does first, so that the memory of it can be kept."""
    with TemporaryDirectory() as folder:
        program = Program(Path(folder))
        for method in ("warm", "forms", "example", "preview"):
            program.call(method, "[]")
    gc.collect()


def versions() -> str:
    """Return what runs here, for a report of a fault."""
    from ecosystem import __version__

    return f"ecosystem {__version__}, Python {sys.version.split()[0]}"
