"""Websites that show the map: a page with rules of its own, on an origin of its own; and a slow network."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from playwright.sync_api import Browser, Frame, Page

from tests.browser.visits import PATIENCE, wait_until_whole

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Council</title></head>
<body>
<h1>Race equality in the city</h1>
<p>We work with many partners.</p>
{}
<p>There is more below the map.</p>
</body>
</html>
"""


@contextmanager
def served(folder: Path, policy: str = "") -> Iterator[str]:
    """The address of a server for a folder, whose pages have these content rules."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(folder))

        def send_head(self) -> Any:
            # It compares times to the second: a page that was written twice within one would be the first.
            del self.headers["If-Modified-Since"]
            return super().send_head()

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "no-cache")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def slow_network(page: bytes, at: int) -> Iterator[tuple[str, Event]]:
    """An address whose page comes in two pieces, cut at a byte, and what lets the second come."""
    rest = Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(page)))
            self.end_headers()
            with suppress(ConnectionError):
                self.wfile.write(page[:at])
                self.wfile.flush()
                rest.wait()
                self.wfile.write(page[at:])

        def log_message(self, format: str, *values: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", rest
        finally:
            rest.set()
            server.shutdown()


def strict(origin: str) -> str:
    """The rules of a council that allows its own scripts and styles, and frames from one place."""
    return f"default-src 'none'; script-src 'self'; style-src 'self'; frame-src {origin}; img-src {origin}"


@contextmanager
def opened(browser: Browser, *, width: int = 768, script: bool = True) -> Iterator[Page]:
    """A page for one visit. When it ends well, no document of it complained: of a broken rule or anything."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=script, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    complaints: list[str] = []
    page.on("console", lambda message: _note(complaints, f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    try:
        yield page
        assert complaints == [], complaints
    finally:
        context.close()


def _note(complaints: list[str], said: str) -> None:
    """Note what a page says, but for axe, which asks frames by an origin that a sandbox has not."""
    if "does not match the recipient window's origin ('null')" not in said:
        complaints.append(said)


def framed(page: Page, selector: str = "iframe") -> Frame:
    """What stands in a frame of the page, once it is there."""
    element = page.locator(selector)
    element.scroll_into_view_if_needed()
    frame = element.element_handle().content_frame()
    assert frame
    frame.wait_for_load_state("load")
    wait_until_whole(frame)
    return frame
