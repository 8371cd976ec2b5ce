"""Fuzzes the doors with atheris, and runs what was kept once more.

    python -m tests.fuzz yaml -max_total_time=200      random files, guided by what they reach
    python -m tests.fuzz --again tests/corpus/yaml/*   files again, each within its limits

What is found is told with the file that did it, which belongs into tests/corpus/ together with its mending.
"""

import os
import resource
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

CORPUS = Path(__file__).parent / "corpus"
SECONDS = 2
MEMORY = 500_000_000
LARGEST = 65_536  # bytes of a file that is tried: enough for everything that a file can say
LIBFUZZER = (
    "-len_control=0",  # what is short reaches nothing
    f"-max_len={LARGEST}",
    "-timeout=60",  # by the clock, so only for what never ends; see `_timed`
    f"-rss_limit_mb={2 * MEMORY // 1_000_000}",  # with the program, its libraries and what is remembered
)


def fuzz(door: str, options: list[str]) -> None:
    """Random files until a finding, or until the options say so."""
    atheris: Any = import_module("atheris")  # only in the environment of `make fuzz`
    with atheris.instrument_imports(include=["ecosystem", "openpyxl.worksheet._reader", "openpyxl.reader"]):
        doors = import_module("tests.doors")
    new = Path(".fuzz") / door
    new.mkdir(parents=True, exist_ok=True)
    seeds = [str(new), str(CORPUS / door)]
    atheris.Setup(
        [sys.argv[0], *LIBFUZZER, f"-artifact_prefix={new.parent}/{door}-", *options, *seeds],
        _timed(doors.DOORS[door]),
    )
    atheris.Fuzz()


def _timed(door: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """A door that takes no more than its seconds of a processor, however busy the computer is."""

    def bounded(content: bytes) -> None:
        began = process_time()
        door(content)
        if process_time() - began > SECONDS:
            raise TimeoutError(f"more than {SECONDS} seconds")

    return bounded


def again(paths: Iterable[Path]) -> int:
    """How many files broke a door, or a limit: each is tried in a process of its own."""
    doors = import_module("tests.doors")
    for name in doors.DOORS:  # what is imported late is then there already
        for path in sorted((CORPUS / name).iterdir())[:1]:
            doors.DOORS[name](path.read_bytes())
    broken = 0
    for path in paths:
        door = doors.DOORS.get(path.parent.name, doors.broken_door)
        child = os.fork()
        if not child:
            bound()
            door(path.read_bytes())
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status:
            broken += 1
            print(f"{path}: {'signal' if status < 0 else 'status'} {abs(status)}", file=sys.stderr)
    return broken


def bound(memory: int = MEMORY) -> None:
    """Allow this process no more than two seconds of a processor, and so many bytes, from here on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    if sys.argv[1] == "--again":
        sys.exit(min(again(map(Path, sys.argv[2:])), 100))
    fuzz(sys.argv[1], sys.argv[2:])
