"""Hold back Ctrl-C while files are written, until it can leave nothing half done.

Python runs the handler of a signal between any two steps of the main thread. An exception raised there would
cut short whatever is going on, even tidying up. So signals that stop the program are only noted while they
are `held`. Their handlers run at the end, or earlier wherever the writer calls `listen`.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

_noted: list[Callable[[], object]] | None = None
"""The handlers of the signals that came while they are held; None while they are not."""


@contextmanager
def held() -> Iterator[None]:
    """Hold back Ctrl-C, and an alarm where there is one; also as a decorator.

    Where calls are nested, only the end of the outermost lets signals through. Threads other than the main
    one need none of this, as no signal interrupts them.
    """
    global _noted
    if _noted is not None or current_thread() is not main_thread():
        yield
        return
    noted: list[Callable[[], object]] = []
    try:
        with _noting("SIGINT", noted), _noting("SIGALRM", noted):
            try:
                _noted = noted
                yield
            finally:
                _noted = None
    finally:
        _handle(noted)


def listen() -> None:
    """Handle the signals held back so far, which may raise; those that come later are held back again."""
    if _noted and current_thread() is main_thread():
        _handle(_noted)


def are_held() -> bool:
    """Return whether files may be half written, so that the process may not end before they are removed."""
    return _noted is not None


@contextmanager
def _noting(name: str, noted: list[Callable[[], object]]) -> Iterator[None]:
    """Note a signal instead of handling it; one without a handler in Python stays as it is."""
    number = getattr(signal, name, None)
    handler = number and signal.getsignal(number)
    if not number or not callable(handler):
        yield
        return

    def note(number: int, frame: FrameType | None) -> None:
        noted.append(lambda: handler(number, frame))

    try:
        signal.signal(number, note)
        yield
    finally:
        if signal.getsignal(number) is note:  # else a handler that ran in `listen` has set another
            signal.signal(number, handler)


def _handle(noted: list[Callable[[], object]]) -> None:
    while noted:
        noted.pop(0)()
