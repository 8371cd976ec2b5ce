"""Commands in processes of their own that fail, are killed or are stopped where a test says.

The processes are forked from a warm one, so hundreds of them take seconds.
"""

import builtins
import errno
import io
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import sleep
from typing import Any

from ecosystem import __main__ as program

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.warm"])
WRITING = set("wxa+")


LOST = 255  # what multiprocessing says when it does not know how a forked process ended


@dataclass(frozen=True)
class Fault:
    """What happens at the n-th open, write, flush, fsync, replace or mkdir: an error, or a kill."""

    at: int
    error: int | None = errno.ENOSPC  # None for a kill
    pause: float = 0  # seconds before each file is put into its place
    writing: Path | None = None  # a folder: what is done before it is locked does not count


STEPS = ("open", "fsync", "chmod", "link", "replace", "unlink", "mkdir", "rmdir", "close")


@dataclass(frozen=True)
class Stop:
    """Ctrl-C right before or right after the n-th step of writing; its moments are numbered from 1."""

    at: int
    writing: Path  # a folder: what is done before it is touched does not count
    then: int | None = None  # a signal at every later moment


@dataclass(frozen=True)
class Command:
    """A command that is under way."""

    process: BaseProcess
    said: Path

    def ends(self) -> tuple[int, list[str]]:
        """The exit status, below 0 for a signal, and the lines on stderr."""
        self.process.join(60)
        assert self.process.exitcode is not None, "it hangs"
        return self._status(), self.said.read_text(encoding="utf-8").splitlines()

    def _status(self) -> int:
        """As the command noted it; one that did not come to that was killed."""
        note = noted(self.said).read_text(encoding="ascii") if noted(self.said).exists() else ""
        if note:
            return int(note)
        return -signal.SIGKILL if self.process.exitcode == LOST else int(self.process.exitcode or 0)

    @property
    def struck(self) -> bool:
        """Whether its fault came to pass."""
        return struck(self.said).exists()

    def signal(self, number: int) -> None:
        if self.process.pid and self.process.exitcode is None:
            with suppress(ProcessLookupError):  # it has ended meanwhile
                os.kill(self.process.pid, number)


def struck(said: Path) -> Path:
    return said.with_suffix(".struck")


def noted(said: Path) -> Path:
    return said.with_suffix(".status")


def begin(
    said: Path, *arguments: str | Path, fault: Fault | Stop | None = None, begun: Any = None
) -> Command:
    """A command of the program, begun; its stderr goes to a file, and `begun` is set when it starts."""
    noted(said).unlink(missing_ok=True)
    process = FORKS.Process(target=_run, args=([str(each) for each in arguments], said, fault, begun))
    process.start()
    return Command(process, said)


def _run(arguments: Sequence[str], said: Path, fault: Fault | Stop | None, begun: Any) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
    sys.stdout, sys.stderr = (io.TextIOWrapper(io.FileIO(number, "w")) for number in (1, 2))
    sys.argv = ["ecosystem", *arguments]
    _note_how_it_ends(noted(said))
    if isinstance(fault, Fault):
        _Failing(fault, struck(said)).install()
    elif fault:
        _Stopping(fault, struck(said)).install()
    if begun:
        begun.set()
    program.run()


def _note_how_it_ends(place: Path) -> None:
    """The forking process sometimes hears too late of an end, and then does not know the status."""
    make, end = os.open, os._exit  # as they are before any of them fails

    def ended(status: int) -> None:
        os.write(make(place, os.O_WRONLY | os.O_CREAT, 0o600), str(status).encode())
        end(status)

    os._exit = ended  # type: ignore[assignment]


class _Stopping:
    """A file system beside which somebody presses Ctrl-C at one moment."""

    def __init__(self, stop: Stop, struck: Path) -> None:
        self._stop = stop
        self._struck = struck
        self._mkdir = os.mkdir
        self._moment = 0
        self._counts = False

    def install(self) -> None:
        for name in STEPS:
            setattr(os, name, self._between_moments(getattr(os, name)))

    def _between_moments(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def done(*args: Any, **options: Any) -> Any:
            self._counts = self._counts or args[0] == self._stop.writing
            self._pass()
            answer = real(*args, **options)
            self._pass()
            return answer

        return done

    def _pass(self) -> None:
        self._moment += self._counts
        if self._moment == self._stop.at:
            self._mkdir(self._struck)
            signal.raise_signal(signal.SIGINT)
        elif self._moment > self._stop.at and self._stop.then:
            signal.raise_signal(self._stop.then)


class _Failing:
    """A file system on which the n-th operation fails."""

    def __init__(self, fault: Fault, struck: Path) -> None:
        self._fault = fault
        self._struck = struck
        self._replace, self._mkdir = os.replace, os.mkdir
        self._count = 0
        self._counts = not fault.writing

    def install(self) -> None:
        for name in ("open", "fsync", "replace", "mkdir"):
            setattr(os, name, self._failing(getattr(os, name)))
        builtins.open = io.open = self._opening(io.open)

    def reached(self, name: object = None) -> None:
        self._counts = self._counts or name == self._fault.writing
        self._count += self._counts
        if not self._counts or self._count != self._fault.at:
            return
        self._mkdir(self._struck)
        if self._fault.error is None:
            os.kill(os.getpid(), signal.SIGKILL)
        else:
            raise OSError(self._fault.error, os.strerror(self._fault.error), name)

    def _failing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def tried(*args: Any, **options: Any) -> Any:
            self.reached(None if isinstance(args[0], int) else args[0])
            if real is self._replace:
                sleep(self._fault.pause)
            return real(*args, **options)

        return tried

    def _opening(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def opened(file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
            if "opener" not in options:  # else the opener comes by os.open
                self.reached(file)
            made = real(file, mode, *args, **options)
            return _File(made, self.reached) if WRITING & set(mode) else made

        return opened


class _File:
    """A file that is written, of which half is written where writing fails.

    A text of many small pieces goes to the disk when there is a buffer full of it.
    """

    def __init__(self, real: Any, reached: Callable[[], None]) -> None:
        self._real = real
        self._reached = reached
        self._waiting = 0

    def __enter__(self) -> "_File":
        return self

    def __exit__(self, *_: object) -> None:
        self._real.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def write(self, content: str | bytes) -> int:
        if isinstance(content, str):
            self._waiting += len(content)
            if self._waiting < io.DEFAULT_BUFFER_SIZE:
                return int(self._real.write(content))
            self._waiting = 0
        self._real.write(content[: len(content) // 2])
        self._real.flush()
        self._reached()
        self._real.write(content[len(content) // 2 :])
        return len(content)

    def flush(self) -> None:
        self._reached()
        self._real.flush()
