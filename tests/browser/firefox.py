"""Firefox driven by its own WebDriver BiDi, with neither a driver nor Node: https://w3c.github.io/webdriver-bidi/"""

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser.readers import WAIT, Desk, Reader, clicked, typed
from tests.browser.screens import unseen_screen
from tests.browser.visits import WATCH, WHOLE


def preferences(desk: Desk) -> dict[str, Any]:
    return {
        "ui.prefersReducedMotion": 1,
        "ui.systemUsesDarkTheme": int(desk.dark),
        "browser.display.document_color_use": 2 if desk.forced else 0,
        "widget.gtk.overlay-scrollbars.enabled": not desk.bars,
        "ui.useOverlayScrollbars": int(not desk.bars),
    }


def firefox_path() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox(Reader):
    """A running Firefox with one tab."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self._complaints: list[str] = []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        self.send("script.addPreloadScript", functionDeclaration=f"() => {{{WATCH}}}")
        # A window of its own has the focus; that of the start keeps it in its address bar.
        self._tab = self.send("browsingContext.create", type="window")["context"]

    def send(self, method: str, **parameters: Any) -> Any:
        """The result of a command of the protocol."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=WAIT))
            if message.get("method") == "log.entryAdded":
                self._complaints.append(f"{message['params']['level']}: {message['params']['text']}")
            if message.get("id") == self._number:
                break
        assert message["type"] == "success", f"{method}: {message['error']}, {message['message']}"
        return message["result"]

    @property
    def complaints(self) -> list[str]:
        return self._complaints

    def open(self, url: str) -> None:
        """Open a page and wait until its script has run."""
        self._complaints.clear()
        self.send("browsingContext.navigate", context=self._tab, url=url, wait="complete")
        self.wait_for(WHOLE)

    def _evaluate(self, expression: str, frame: str | None) -> Any:
        text = f"Promise.resolve({expression}).then((value) => JSON.stringify(value) ?? 'null')"
        return json.loads(self._answer(text, self._window_of(frame) if frame else self._tab)["value"])

    def _window_of(self, frame: str) -> str:
        """The context that a frame of the page is, for the protocol."""
        window = self._answer(f"document.querySelector({json.dumps(frame)}).contentWindow", self._tab)
        return str(window["value"]["context"])

    def _answer(self, expression: str, context: str) -> Any:
        target = {"context": context}
        answer = self.send("script.evaluate", expression=expression, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return answer["result"]

    def viewport(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self.send("browsingContext.setViewport", context=self._tab, viewport=size)

    def press(self, keys: str) -> None:
        self._perform(typed(keys))

    def click_at(self, x: float, y: float) -> None:
        self._perform(clicked(x, y))

    def _perform(self, source: dict[str, Any]) -> None:
        self.send("input.performActions", context=self._tab, actions=[source])

    def screenshot(self, file: Path) -> None:
        picture = self.send("browsingContext.captureScreenshot", context=self._tab)
        file.write_bytes(base64.b64decode(picture["data"]))

    def print(self, file: Path) -> None:
        paper = {"width": 21, "height": 29.7}
        found = self.send("browsingContext.print", context=self._tab, page=paper, background=False)
        file.write_bytes(base64.b64decode(found["data"]))


@contextmanager
def started(profile: Path, desk: Desk, variables: dict[str, str] | None = None) -> Iterator[Firefox]:
    """A Firefox that keeps what it writes in the folder `profile`; `variables` may name a screen for it."""
    program = firefox_path()
    assert program, "tests/install.sh installs Firefox"
    pairs = preferences(desk).items()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in pairs]
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [program, "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    environment = {**os.environ, **(variables or {}), "HOME": str(profile)}
    with ExitStack() as stack:
        if not desk.bars:  # which only a Firefox with a window has
            command.append("--headless")
        elif "DISPLAY" not in (variables or {}):
            environment["DISPLAY"] = stack.enter_context(unseen_screen())
        process = stack.enter_context(
            subprocess.Popen(command, env=environment, stdout=DEVNULL, stderr=DEVNULL)
        )
        stack.callback(process.terminate)
        yield Firefox(stack.enter_context(_connected(_address(process, profile))))


def _connected(address: str) -> ClientConnection:
    """A busy Firefox takes its time to greet, and answers no ping while it works."""
    return connect(address, max_size=None, open_timeout=WAIT, ping_interval=None)


def _address(process: "subprocess.Popen[bytes]", profile: Path) -> str:
    """Where Firefox listens, which it writes into its profile once it does."""
    file = profile / "WebDriverBiDiServer.json"
    while not file.exists() or not file.read_text(encoding="utf-8").endswith("}"):
        assert process.poll() is None, "Firefox ended before it listened"
        time.sleep(0.05)
    server = json.loads(file.read_text(encoding="utf-8"))
    return f"ws://{server['ws_host']}:{server['ws_port']}/session"
