"""WebKit driven by its own WebDriver, in a window of its own (webkit_window.py): https://w3c.github.io/webdriver/"""

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from tests.browser.ports import free_port
from tests.browser.readers import WAIT, Desk, Reader, clicked, typed
from tests.browser.screens import unseen_screen
from tests.browser.visits import WATCH, WHOLE

PROGRAMS = ("WebKitWebDriver", "Xvfb")
WINDOW = Path(__file__).with_name("webkit_window.py")
PYTHON = "/usr/bin/python3"  # which Debian's bindings of GTK are for
BINDINGS = "import gi; gi.require_version('WebKit2', '4.1'); gi.require_version('Gtk', '3.0')"


def missing() -> str:
    """What is not there that WebKit needs to be driven, or nothing."""
    gone = [name for name in PROGRAMS if not shutil.which(name)]
    if not gone and subprocess.run([PYTHON, "-c", BINDINGS], stderr=DEVNULL, check=False).returncode:
        gone.append("python3-gi with gir1.2-webkit2-4.1")
    return ", ".join(gone)


class WebKit(Reader):
    """A window of WebKitGTK."""

    def __init__(self, port: int, log: Path, desk: Desk) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=WAIT)
        self._log = log
        self._read = 0
        options = {
            "binary": str(WINDOW),
            "args": [WATCH, *(name for name, is_so in desk._asdict().items() if is_so)],
        }
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._session = ""
        self._session = f"/session/{self.send('POST', '/session', capabilities=wanted)['sessionId']}"

    def send(self, method: str, path: str, **parameters: Any) -> Any:
        """The result of a command of the protocol."""
        body = json.dumps(parameters) if method == "POST" else None
        self._connection.request(method, self._session + path, body)
        value = json.loads(self._connection.getresponse().read())["value"]
        assert not (isinstance(value, dict) and "error" in value), (path, value)
        return value

    def close(self) -> None:
        """End the browser; its window may be gone before the driver has looked at it."""
        self._connection.request("DELETE", self._session)
        self._connection.getresponse().read()

    @property
    def complaints(self) -> list[str]:
        text = self._log.read_text(encoding="utf-8", errors="replace")[self._read :]
        return [line for line in text.splitlines() if line.startswith("CONSOLE ")]

    def open(self, url: str) -> None:
        self._read = len(self._log.read_text(encoding="utf-8", errors="replace"))
        self.send("POST", "/url", url=url)
        self.wait_for(WHOLE)

    def _evaluate(self, expression: str, frame: str | None) -> Any:
        if frame:
            element = self.send("POST", "/element", using="css selector", value=frame)
            self.send("POST", "/frame", id=element)
        found = f"Promise.resolve({expression}).then((value) => JSON.stringify(value) ?? 'null')"
        script = f"const done = arguments[0]; {found}.then(done)"
        try:
            return json.loads(self.send("POST", "/execute/async", script=script, args=[]))
        finally:
            if frame:
                self.send("POST", "/frame", id=None)

    def viewport(self, width: int, height: int) -> None:
        self._ask({"width": width, "height": height})
        self.wait_for(f"innerWidth === {width} && innerHeight === {height}")

    def _ask(self, wishes: dict[str, Any]) -> None:
        """Ask the window for something: see webkit_window.py."""
        self.evaluate("(wishes) => { webkit.messageHandlers.window.postMessage(wishes); }", wishes)

    def press(self, keys: str) -> None:
        self._perform(typed(keys))

    def click_at(self, x: float, y: float) -> None:
        self._perform(clicked(x, y))

    def _perform(self, source: dict[str, Any]) -> None:
        self.send("POST", "/actions", actions=[source])

    def screenshot(self, file: Path) -> None:
        file.write_bytes(base64.b64decode(self.send("GET", "/screenshot")))

    def print(self, file: Path) -> None:
        self._ask({"paper": file.as_uri()})
        self.wait_for("window.printed")


@contextmanager
def started(folder: Path, desk: Desk) -> Iterator[WebKit]:
    """A window of WebKit on a screen of its own, which keeps what it writes in `folder`."""
    log = folder / "log.txt"
    with ExitStack() as stack:
        display = stack.enter_context(unseen_screen())
        port = free_port()
        out = stack.enter_context(log.open("wb"))
        environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        driver = stack.enter_context(
            subprocess.Popen(["WebKitWebDriver", f"--port={port}"], env=environment, stdout=out, stderr=out)
        )
        stack.callback(driver.terminate)
        webkit = _connected(driver, port, log, desk)
        stack.callback(webkit.close)
        yield webkit


def _connected(driver: "subprocess.Popen[bytes]", port: int, log: Path, desk: Desk) -> WebKit:
    end = time.monotonic() + WAIT
    while True:
        try:
            return WebKit(port, log, desk)
        except ConnectionRefusedError:
            assert driver.poll() is None, "the driver of WebKit ended"
            assert time.monotonic() < end
            time.sleep(0.05)
