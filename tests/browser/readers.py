"""What a reader does in any browser: Chromium through Playwright, or Firefox (see firefox.py)."""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.visits import WATCH, WHOLE

PATIENCE = 30  # s until a promise counts as broken, on a busy machine

MIDDLE = """(selector) => {
  const element = document.querySelector(selector);
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""


def called(source: str, arguments: Sequence[Any]) -> str:
    """An expression for the value of `source`, or for what it returns where it is a function."""
    call = f"typeof found === 'function' ? found(...{json.dumps(arguments)}) : found"
    return f"((found) => {call})({source})"


class Reader(ABC):
    """One window of a browser."""

    complaints: list[str]
    """What the console was told since the last page was opened."""

    @abstractmethod
    def open(self, url: str) -> None:
        """Open a page and wait until its script has run."""

    @abstractmethod
    def evaluate(self, source: str, *arguments: Any) -> Any:
        """The value of an expression, or of a function called with the arguments, as JSON can carry it."""

    @abstractmethod
    def viewport(self, width: int, height: int) -> None:
        """Make the window so large."""

    @abstractmethod
    def press(self, keys: str) -> None:
        """Press a key by the name that the DOM has for it, such as `Shift+Tab` or `a`."""

    @abstractmethod
    def click_at(self, x: float, y: float) -> None:
        """Click at a place of the window."""

    @abstractmethod
    def screenshot(self, file: Path) -> None:
        """Write what the window shows as PNG."""

    def click(self, selector: str) -> None:
        """Click on the middle of the first element that the selector finds."""
        self.click_at(*self.evaluate(MIDDLE, selector))

    def type(self, text: str) -> None:
        for character in text:
            self.press(character)

    def wait_for(self, source: str, *arguments: Any) -> None:
        """Wait until the expression, or what the function returns, is true."""
        end = time.monotonic() + PATIENCE
        while not self.evaluate(source, *arguments):
            assert time.monotonic() < end, source
            time.sleep(0.01)


class Chromium(Reader):
    """A page of Playwright."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.complaints = []
        page.add_init_script(WATCH)
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    def open(self, url: str) -> None:
        self.complaints.clear()
        self._page.goto(url)
        self.wait_for(WHOLE)

    def evaluate(self, source: str, *arguments: Any) -> Any:
        return self._page.evaluate(called(source, arguments))

    def viewport(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})

    def press(self, keys: str) -> None:
        self._page.keyboard.press(keys)

    def click_at(self, x: float, y: float) -> None:
        self._page.mouse.click(x, y)

    def screenshot(self, file: Path) -> None:
        self._page.screenshot(path=file)
