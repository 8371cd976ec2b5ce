"""`python -m ecosystem` and the command `ecosystem`."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

STOPPED = 130
PATIENCE = 0.7
"""Seconds in which a command that is stopped can remove what it has half written."""


def run() -> None:
    """The command line as a process of its own.

    Skip interpreter teardown, as mypy does, to cut the time of a question. What is written is flushed and
    on the disk by then.
    """
    try:
        import signal

        signal.signal(signal.SIGINT, _stop)
        _replace_closed_streams()
        _write_utf_8()
        from ecosystem.cli import main

        main()
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else int(end.code is not None))
    except KeyboardInterrupt:  # before there was anything to stop
        sys.stderr.write("Stopped.\n")
        _leave(STOPPED)
    except MemoryError:
        sys.stderr.write(
            "There is not enough memory for this. Close other programs, or split the map in two.\n"
        )
        _leave(3)
    except Exception:
        if _is_stopping():  # a library took the stop for something else
            _leave(STOPPED)
        raise


def _replace_closed_streams() -> None:
    """Put an empty stream in the place of each that was closed before the program began."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115  # open to the end
            setattr(sys, name, stream)


def _write_utf_8() -> None:
    """A file that a command is led into has the same bytes on every machine; a screen shows what it can."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _stop(*_: object) -> None:
    """Ctrl-C: one line, and an end that no library takes for something else or puts off.

    The first one raises, so that files are put away; a second one, or time, ends the process as it is.
    """
    import signal

    signal.signal(signal.SIGINT, _end)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _end)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    sys.unraisablehook = lambda _: None  # where Python cannot raise it, it would tell so at length
    with suppress(OSError):  # a terminal that is gone
        os.write(2, b"\nStopped.\n" if os.isatty(2) else b"Stopped.\n")
    raise SystemExit(STOPPED)


def _is_stopping() -> bool:
    import signal

    return signal.getsignal(signal.SIGINT) is _end


def _end(*_: object) -> None:
    os._exit(STOPPED)


def _leave(status: int) -> None:
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads on, or the disk is full: what could be said of it has been said
        status = status or 3
    os._exit(status)


if __name__ == "__main__":
    run()
