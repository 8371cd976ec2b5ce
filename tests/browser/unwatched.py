"""A Chromium of which nothing is recorded, to measure its memory.

A browser that Playwright drives keeps what its pages have loaded, so that a test may ask for it: about two
megabytes for every drawing of the map. This one is asked by the protocol alone.
"""

import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.conftest import chromium_path

WAIT = 600
"""Seconds that a busy machine may take to answer."""
NUMBERS = count(1)


class Unwatched:
    """A tab, and the processes that draw it."""

    def __init__(self, browser: ClientConnection, tab: ClientConnection) -> None:
        self._browser = browser
        self._tab = tab

    def open(self, address: str) -> None:
        _send(self._tab, "Page.navigate", url=address)

    def evaluate(self, source: str) -> Any:
        """Return the value of an expression, or of its promise, as JSON can carry it."""
        answer = _send(
            self._tab, "Runtime.evaluate", expression=source, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def memory(self) -> int:
        """Return the bytes that pages and their workers hold, after what is no longer used was collected."""
        for _ in range(2):  # what the first releases, the second collects
            _send(self._tab, "HeapProfiler.collectGarbage")
        processes = _send(self._browser, "SystemInfo.getProcessInfo")["processInfo"]
        return sum(_held(process["id"]) for process in processes if process["type"] == "renderer")


def _send(socket: ClientConnection, method: str, **values: Any) -> Any:
    """Return the answer to a command of the protocol."""
    number = next(NUMBERS)
    socket.send(json.dumps({"id": number, "method": method, "params": values}))
    while (answer := json.loads(socket.recv(timeout=WAIT))).get("id") != number:
        pass
    assert "error" not in answer, answer["error"]
    return answer["result"]


def _held(process: int) -> int:
    """Return the bytes that a process alone holds, in memory or swapped out."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return 1024 * sum(map(int, re.findall(r"^(?:RssAnon|VmSwap):\s+(\d+) kB$", status, re.MULTILINE)))


@contextmanager
def unwatched() -> Iterator[Unwatched]:
    """A Chromium with one tab."""
    path = chromium_path()
    assert path, "tests/install.sh installs Chromium"
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [path, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1440,900"]
        command += ["--remote-debugging-port=0", f"--user-data-dir={profile}"]
        program = subprocess.Popen(command, stdout=DEVNULL, stderr=DEVNULL)
        address = _address(program, Path(profile))
        with _connected(address) as browser:
            try:
                tab = _send(browser, "Target.createTarget", url="about:blank")["targetId"]
                place = re.sub(r"/devtools/.*", f"/devtools/page/{tab}", address)
                with _connected(place) as page:
                    yield Unwatched(browser, page)
            finally:
                _send(browser, "Browser.close")
        program.wait()


def _connected(address: str) -> ClientConnection:
    """A busy browser takes its time to greet, and answers no ping while it works."""
    return connect(address, max_size=None, open_timeout=WAIT, ping_interval=None)


def _address(program: "subprocess.Popen[bytes]", profile: Path) -> str:
    """Return where Chromium listens, which it writes into its profile once it does."""
    file = profile / "DevToolsActivePort"
    while not file.exists() or "/devtools/" not in (written := file.read_text(encoding="utf-8")):
        assert program.poll() is None, "Chromium ended before it listened"
        time.sleep(0.05)
    port, path = written.split()
    return f"ws://127.0.0.1:{port}{path}"
