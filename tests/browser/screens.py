"""A screen that nobody sees, for browsers that must have one."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import DEVNULL, PIPE


@contextmanager
def unseen_screen() -> Iterator[str]:
    """The name of a new display of X."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=PIPE, stderr=DEVNULL, text=True) as xvfb:
        try:
            assert xvfb.stdout
            yield f":{xvfb.stdout.readline().strip()}"
        finally:
            xvfb.terminate()
