"""What a reader does in any browser: Chromium by Playwright, Firefox (firefox.py) or WebKit (webkit.py)."""

import json
import math
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page

from tests.browser.visits import PATIENCE, WATCH, WHOLE

WAIT = 60  # s for a start or an answer on a busy machine

KEYS = {
    "Shift": "\ue008",
    "Control": "\ue009",
    "Tab": "\ue004",
    "Enter": "\ue006",
    "Escape": "\ue00c",
    "Backspace": "\ue003",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
}
"""The code points that WebDriver has for keys without a character."""

MIDDLE = """(selector) => {
  const element = document.querySelector(selector);
  element.scrollIntoView({ block: "center", behavior: "instant" });
  if (element.matches("use")) { // marks are drawn about their origins; some browsers have no true box of them
    const { x, y } = new DOMPoint().matrixTransform(element.getScreenCTM());
    return [x, y];
  }
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""


# Scrolls a frame so that a place in it is at the middle of the window, and says where the frame begins there.
FRAME = """(selector, y) => {
  const frame = document.querySelector(selector);
  const top = frame.getBoundingClientRect().top + frame.clientTop;
  scrollTo({ top: scrollY + top + y - innerHeight / 2, behavior: "instant" });
  const box = frame.getBoundingClientRect();
  return [box.left + frame.clientLeft, box.top + frame.clientTop];
}"""


def called(source: str, arguments: Sequence[Any]) -> str:
    """An expression for the value of `source`, or for what it returns where it is a function."""
    call = f"typeof found === 'function' ? found(...{json.dumps(arguments)}) : found"
    return f"((found) => {call})({source})"


def typed(keys: str) -> dict[str, Any]:
    """Keys pressed together, as WebDriver has them."""
    values = [KEYS.get(key, key) for key in keys.split("+")]
    downs = [{"type": "keyDown", "value": value} for value in values]
    ups = [{"type": "keyUp", "value": value} for value in reversed(values)]
    return {"type": "key", "id": "keyboard", "actions": downs + ups}


def clicked(x: float, y: float) -> dict[str, Any]:
    """A click at a place of the window, as WebDriver has it."""
    move = {"type": "pointerMove", "x": round(x), "y": round(y)}
    actions = [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
    return {"type": "pointer", "id": "mouse", "actions": actions}


class Desk(NamedTuple):
    """What a browser is told by the desk that it stands on."""

    dark: bool = False
    forced: bool = False
    """Whether it has its own few colours in place of those of a page."""
    bars: bool = False
    """Whether scroll bars take room."""


class Reader(ABC):
    """One window of a browser."""

    _frame: str | None = None

    @property
    @abstractmethod
    def complaints(self) -> list[str]:
        """What the console was told since the last page was opened."""

    @abstractmethod
    def open(self, url: str) -> None:
        """Open a page and wait until its script has run."""

    @abstractmethod
    def _evaluate(self, expression: str, frame: str | None) -> Any:
        """The value of an expression, or of its promise, in the page or in a frame of it."""

    def evaluate(self, source: str, *arguments: Any) -> Any:
        """The value of an expression, or of a function called with the arguments, as JSON can carry it."""
        return self._evaluate(called(source, arguments), self._frame)

    @contextmanager
    def within(self, frame: str) -> Iterator[None]:
        """Evaluate and click in the frame that a selector finds in the page, once the map is whole there."""
        self.evaluate("(selector) => document.querySelector(selector).scrollIntoView()", frame)
        self._frame = frame
        try:
            self.wait_for(f"document.querySelector('#wheel') && ({WHOLE})")
            yield
        finally:
            self._frame = None

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

    @abstractmethod
    def print(self, file: Path) -> None:
        """Print the page to a PDF, on A4."""

    def click(self, selector: str) -> None:
        """Click on the middle of the first element that the selector finds, once it stands still."""
        place = self._middle(selector)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            time.sleep(0.05)
            before, place = place, self._middle(selector)
            if math.dist(place, before) <= 1:  # Firefox scrolls some elements to and fro by a pixel
                break
        self.click_at(*place)

    def _middle(self, selector: str) -> tuple[float, float]:
        """Return where in the window the middle of an element is, and bring it into view."""
        x, y = self.evaluate(MIDDLE, selector)
        if self._frame:
            left, top = self._evaluate(called(FRAME, [self._frame, y]), None)
            x, y = x + left, y + top
        return x, y

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
        self._complaints: list[str] = []
        page.add_init_script(WATCH)
        page.on("console", lambda message: self._complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self._complaints.append(f"error: {error}"))

    @property
    def complaints(self) -> list[str]:
        return self._complaints

    def open(self, url: str) -> None:
        self._complaints.clear()
        self._page.goto(url)
        self.wait_for(WHOLE)

    def _evaluate(self, expression: str, frame: str | None) -> Any:
        if not frame:
            return self._page.evaluate(expression)
        found = self._page.locator(frame).element_handle().content_frame()
        assert found
        return found.evaluate(expression)

    def viewport(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})

    def press(self, keys: str) -> None:
        self._page.keyboard.press(keys)

    def click_at(self, x: float, y: float) -> None:
        self._page.mouse.click(x, y)

    def screenshot(self, file: Path) -> None:
        self._page.screenshot(path=file)

    def print(self, file: Path) -> None:
        self._page.pdf(path=file, format="A4", prefer_css_page_size=True)


@contextmanager
def in_chromium(browser: Browser, desk: Desk) -> Iterator[Chromium]:
    """A window of a Chromium that is there."""
    context = browser.new_context(
        reduced_motion="reduce",
        color_scheme="dark" if desk.dark else "light",
        forced_colors="active" if desk.forced else "none",
    )
    yield Chromium(context.new_page())
    context.close()
