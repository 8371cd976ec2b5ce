"""Refuse to open anything in `data/`: what a city's editors write there can never break a test.

Python imports a module of this name when it starts, so the processes that tests start are guarded too.
"""

import os
import sys

DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "data")
OPENING = frozenset({"open", "os.listdir", "os.scandir", "shutil.copytree", "shutil.copyfile"})


class OpenedDataError(AssertionError):
    """A test, or a process it started, opened the data of the city instead of the fixture."""


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event in OPENING and arguments and isinstance(arguments[0], str | bytes | os.PathLike):
        path = os.path.abspath(os.fsdecode(arguments[0]))
        # `shutil.rmtree` opens a folder by its bare name within another, and the hook is not told which:
        # a bare folder may be opened. What it holds may be neither listed nor opened.
        if path.startswith(DATA + os.sep) or (path == DATA and event != "open"):
            raise OpenedDataError(f"{path} is content. Tests read the fixture in tests/data.")


sys.addaudithook(_guard)
