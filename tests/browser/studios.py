"""The studio in Chromium: made anew where a source has changed, served as static files, called directly."""

import base64
import fcntl
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from ecosystem.studio import static_site
from tests.browser.hosts import served
from tests.fixture import ROOT

PATIENCE = 180_000
"""Milliseconds that a busy machine may take; none of them passes when all is well."""

ENDED = "body:not([data-state=loading]):not([data-state=starting])"

LISTEN = """
const Plain = window.Worker;
const calls = new Map();
window.Worker = class extends Plain {
  constructor(...values) {
    super(...values);
    window.studio = {
      call: (method, args) => new Promise((resolve) => {
        const id = `test ${calls.size}`;
        calls.set(id, resolve);
        this.postMessage({ id, method, args });
      }),
      kill: () => this.dispatchEvent(new ErrorEvent("error")),
    };
    this.addEventListener("message", ({ data }) => {
      if ("isWoken" in data) window.studio.isWoken = data.isWoken;
      calls.get(data.id)?.(data);
    });
  }
};
"""
"""Keep the worker of the page, so that a test can call the program as the interface does."""

KEPT = """
async () => {
  const registration = await navigator.serviceWorker.ready;
  return registration.active.state === "activated" && Boolean(navigator.serviceWorker.controller);
}
"""

CALL = """
async ([method, args]) => {
  const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.codePointAt(0));
  const encode = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(""));
  const revive = (_, value) => (value?.base64 !== undefined ? decode(value.base64) : value);
  const plain = (_, value) => (value instanceof Uint8Array ? { base64: encode(value) } : value);
  return JSON.stringify(await window.studio.call(method, JSON.parse(args, revive)), plain);
}
"""


def make() -> None:
    """Make the parts of the studio, unless what they are made of is as it was."""
    folder = ROOT / ".venv" / "studio"
    folder.mkdir(exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)  # tests that run at the same time wait, for minutes if need be
        subprocess.run(["make", "studio"], cwd=ROOT, check=True, capture_output=True)
    finally:
        os.close(handle)


class Studio:
    """A studio that is open, and everything it asked for and complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        self.complaints.append(f"{message.type}: {message.text}")

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.page.wait_for_selector(ENDED, state="attached", timeout=PATIENCE)
        assert self.page.get_attribute("body", "data-state") == "ready", self.page.text_content("#reason")

    def wait_until_kept(self) -> None:
        """Wait until the browser has all that the next visit needs."""
        while not self.page.evaluate(KEPT):
            self.page.wait_for_timeout(50)

    @property
    def is_woken(self) -> bool:
        """Whether Python woke with the memory that an earlier visit kept."""
        return bool(self.page.evaluate("window.studio.isWoken"))

    def call(self, method: str, *args: Any) -> Any:
        """Call the program, and return its answer."""
        given = json.dumps(args, default=_encoded)
        answer = json.loads(self.page.evaluate(CALL, [method, given]), object_hook=_decoded)
        assert "error" not in answer, answer["error"]
        return answer.get("result")


def _encoded(value: bytes) -> dict[str, str]:
    return {"base64": base64.b64encode(value).decode()}


def _decoded(value: dict[str, Any]) -> Any:
    return base64.b64decode(value["base64"]) if "base64" in value else value


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """The address of the studio as static files."""
    make()
    static_site.write(folder)
    with served(folder) as address:
        yield f"{address}/index.html"


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Studio]:
    """A studio in a window of its own. When the visit ends well, nothing was asked of another place."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_init_script(LISTEN)
    try:
        studio = Studio(context.new_page())
        studio.open(address)
        yield studio
        origin = address.rpartition("/")[0]
        assert [
            url for url in studio.requests if not url.startswith((origin, "blob:", "data:", "about:"))
        ] == []
        assert studio.complaints == []
    finally:
        context.close()
