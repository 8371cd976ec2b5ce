"""`python -m ecosystem` and the command `ecosystem`."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from ecosystem.language import _

STOPPED = 130
PATIENCE = 0.7
"""Seconds that a stopped command has to end by itself; more if it is writing a folder."""

_is_stopping = False


def run() -> None:
    """Run the command line as a process of its own.

    Interpreter teardown is skipped, as mypy does, to cut the time of a question. Files and streams are
    flushed by then.
    """
    try:
        import signal

        signal.signal(signal.SIGINT, _stop)
        if hasattr(signal, "SIGALRM"):
            signal.signal(signal.SIGALRM, _end)
        _replace_closed_streams()
        _write_utf_8()
        from ecosystem.cli import main

        main()
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else int(end.code is not None))
    except KeyboardInterrupt:  # before a command ran
        sys.stderr.write(_("Stopped.") + "\n")
        _leave(STOPPED)
    except MemoryError:
        sentence = _("There is not enough memory for this. Close other programs, or split the map in two.")
        sys.stderr.write(sentence + "\n")
        _leave(3)
    except Exception:
        if _is_stopping:  # a library turned the stop into an error of its own
            _leave(STOPPED)
        raise


def _replace_closed_streams() -> None:
    """Replace each standard stream that was closed before the program began by an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115  # open to the end
            setattr(sys, name, stream)


def _write_utf_8() -> None:
    """Force UTF-8 on redirected output; on a terminal, replace characters that it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _stop(*signal_values: object) -> None:
    """Handle Ctrl-C: print one line and end, whatever a library does with the exception.

    The first Ctrl-C raises SystemExit, so that unfinished files are removed. A second one, or a timer, ends
    the process at once; while a folder is written they all wait (`stops`).
    """
    global _is_stopping
    if _is_stopping:
        _end()
    _is_stopping = True
    import signal

    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    sys.unraisablehook = lambda hook: None  # else Python prints a traceback where it cannot raise SystemExit
    with suppress(OSError):  # the terminal may be gone
        line_break = "\n" if os.isatty(2) else ""
        os.write(2, f"{line_break}{_('Stopped.')}\n".encode(errors="replace"))
    raise SystemExit(STOPPED)


def _end(*signal_values: object) -> None:
    """End the process; where files are half written, raise SystemExit so that they are removed first."""
    from ecosystem import stops

    if stops.are_held():
        raise SystemExit(STOPPED)
    os._exit(STOPPED)


def _leave(status: int) -> None:
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # the reader is gone or the disk is full, and the error was printed where possible
        status = status or 3
    os._exit(status)


if __name__ == "__main__":
    run()
