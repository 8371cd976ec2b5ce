"""A visit to a page that is watched: it must ask for nothing, complain of nothing and run nothing foreign."""

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Frame, Locator, Page, Request, expect

PATIENCE = 60
"""Seconds until a promise counts as broken on a busy machine; none of them passes when all is well."""

Scheme = Literal["light", "dark"]

WATCH = """
window.violations = [];
window.canaries = 0;
window.canary = () => { window.canaries += 1; };
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""

WHOLE = """
!document.querySelector(".has-script #wheel")
  || (typeof page !== "undefined" && !document.body.matches(".first, .opening"))
"""
"""Whether the script of a map's page, if it has one, has run and all is laid out."""


@contextmanager
def visit(
    browser: Browser,
    url: str,
    *,
    width: int = 1280,
    scheme: Scheme = "light",
    script: bool = True,
    alone: bool = False,
) -> Iterator[Page]:
    """The page at `url` in a window. When the visit ends well, nothing may have gone wrong.

    Args:
        browser: The browser that has the window.
        url: The address of the page.
        width: The width of the window.
        scheme: The colours that the reader prefers.
        script: Whether scripts run.
        alone: Whether the window is for this visit only, because it leaves traces: a clock of its own, say.
    """
    opening = window if alone else _cleared
    with opening(browser, width=width, scheme=scheme, script=script) as opened, opened.visit(url) as page:
        yield page


_idle: dict[tuple[Browser, Scheme, bool], list["Window"]] = defaultdict(list)
"""Windows that wait for another visit, since a new one takes as long as a page."""


@contextmanager
def _cleared(browser: Browser, *, width: int, scheme: Scheme, script: bool) -> Iterator["Window"]:
    """A window that is as new: one in which another visit ended well, where there is one."""
    waiting = _idle[browser, scheme, script]
    opened = waiting.pop() if waiting else _new(browser, width, scheme, script)
    opened.widen(width)
    try:
        yield opened
    except BaseException:
        opened.close()
        raise
    opened.clear(scheme)
    waiting.append(opened)


@contextmanager
def window(
    browser: Browser, *, width: int = 1280, scheme: Scheme = "light", script: bool = True
) -> Iterator["Window"]:
    """A window for many visits, one after the other."""
    opened = _new(browser, width, scheme, script)
    try:
        yield opened
    finally:
        opened.close()


def _new(browser: Browser, width: int, scheme: Scheme, script: bool) -> "Window":
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    return Window(context.new_page(), script)


def wait_until_whole(page: Page | Frame) -> None:
    """Wait until the script of a map's page has run and all of it is laid out."""
    look = f"const look = () => {{ ({WHOLE}) ? done() : setTimeout(look, 10); }};"
    page.evaluate(f"new Promise((done) => {{ {look} look(); }})")


def until(condition: Callable[[], Any]) -> None:
    """Wait for something that comes by itself, a moment after it was asked for."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def open_all(page: Page) -> None:
    """Open every fold of a map's page with its one button."""
    page.locator("#open-all").click()
    expect(page.locator("main details:not([open])")).to_have_count(0)


def key_button(page: Page, words: str) -> Locator:
    """The button of the key with these words and a count."""
    return page.locator(".key").get_by_role("button", name=re.compile(rf"^{re.escape(words)}\s+\d+$"))


class Window:
    """A page of the browser, and all that went wrong on it."""

    def __init__(self, page: Page, script: bool) -> None:
        self._page = page
        self._script = script
        self._protocol = page.context.new_cdp_session(page)
        self._requests: list[str] = []
        self._complaints: list[str] = []
        page.set_default_timeout(PATIENCE * 1000)
        page.on("request", self._note_request)
        page.on("console", self._note_message)
        page.on("pageerror", self._note_error)
        page.on("dialog", self._refuse)
        page.add_init_script(WATCH)

    @contextmanager
    def visit(self, url: str) -> Iterator[Page]:
        yield self.open(url)
        assert (self._complaints, self.violations(), self._requests) == ([], [], [url])

    def close(self) -> None:
        self._page.context.close()

    def widen(self, width: int) -> None:
        self._page.set_viewport_size({"width": width, "height": 900})

    def clear(self, scheme: Scheme) -> None:
        """Leave the page and forget where the window was, what was printed and where the mouse stood."""
        self._page.goto("about:blank")
        self._page.mouse.move(0, 0)
        self._page.emulate_media(
            media="null", color_scheme=scheme, reduced_motion="reduce", forced_colors="null"
        )
        self._protocol.send("Page.resetNavigationHistory")

    def open(self, url: str) -> Page:
        self._requests.clear()
        self._complaints.clear()
        self._page.goto(url)
        wait_until_whole(self._page)
        return self._page

    def violations(self) -> list[str]:
        """What broke the content rules, and every hostile text that ran."""
        if not self._script:
            return []
        found: list[str] = self._page.evaluate("window.violations.concat(Array(window.canaries).fill('ran'))")
        return found

    def asked(self) -> set[str]:
        """The addresses that the page and its frames asked for."""
        return set(self._requests)

    def complaints(self) -> list[str]:
        """What the console was told, errors and dialogs."""
        return self._complaints

    def _note_request(self, request: Request) -> None:
        self._requests.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        self._complaints.append(f"{message.type}: {message.text}")

    def _note_error(self, error: Error) -> None:
        self._complaints.append(f"error: {error}")

    def _refuse(self, dialog: Dialog) -> None:
        self._complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()
