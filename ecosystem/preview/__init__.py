"""The map while it is being edited: made anew with every save, served on this machine only.

`drafts` makes the map again when the data file changes, `mistakes` draws what is wrong with it, `copies`
gives a page what it needs to reload itself, `site` answers the browser. The published page knows nothing
of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ecosystem.errors import PreviewError
from ecosystem.language import _

NEEDED = ("starlette", "uvicorn", "watchfiles")


def serve(data: Path, port: int, say: Callable[[str], None], opened: Callable[[str], None]) -> None:
    """Serve the map in a data file until somebody ends it, which raises KeyboardInterrupt.

    Args:
        data: The data file, which is made into a map again whenever it is saved.
        port: Where to listen on 127.0.0.1; 0 takes any that is free.
        say: Hears in a sentence what is shown, at the start and whenever it changes.
        opened: Hears the address as soon as it answers.

    Raises:
        PreviewError: A library is missing, or the port is taken.
        FileAccessError: There is no such file at the start. Mistakes in it are shown instead.
    """
    with needed():
        from ecosystem.preview.site import run
    run(data, port, say, opened)


@contextmanager
def needed() -> Iterator[None]:
    """Say which library of the preview is missing, where its import fails.

    Raises:
        PreviewError: One is missing.
    """
    try:
        yield
    except ImportError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in NEEDED:
            raise
        raise PreviewError(
            _(
                "The preview needs {package}, which is not installed. Install it with “{command}”.",
                package=missing,
                command=f"pip install {' '.join(NEEDED)}",
            )
        ) from error
