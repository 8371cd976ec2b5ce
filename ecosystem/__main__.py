"""`python -m ecosystem` and the command `ecosystem`."""

import gc
import os
import sys


def run() -> None:
    """The command line as a process of its own.

    The collector looks seldom, and the process ends without tearing down what it imported, as mypy's
    does: together they are a third of the time of a question. What is written is flushed and on the disk
    by then.
    """
    gc.set_threshold(200_000, 50, 50)
    try:
        from ecosystem.cli import main

        main()
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else int(end.code is not None))
    except KeyboardInterrupt:  # so early that the command had not begun
        sys.stderr.write("Stopped.\n")
        _leave(130)


def _leave(status: int) -> None:
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads on, or the disk is full: what could be said of it has been said
        status = status or 3
    os._exit(status)


if __name__ == "__main__":
    run()
