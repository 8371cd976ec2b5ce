"""The page asks the network for nothing, breaks no content rule and says nothing on the console."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.built_pages import BuiltPage
from tests.browser.visits import visit, window
from tests.everywhere import also

# Every mark, button, option and fold of the page, and some of the links within it, each used once.
USE = """() => {
  const press = (element, key) => element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  for (const mark of document.querySelectorAll("#wheel [data-n]")) {
    mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    press(mark, "ArrowRight");
  }
  for (const key of ["Enter", " ", "Home", "End", "ArrowLeft", "x"]) press(document.activeElement, key);
  document.getElementById("wheel").dispatchEvent(new MouseEvent("click", { bubbles: true }));
  for (const select of document.querySelectorAll("select")) {
    for (let index = 0; index < select.options.length; index += 1) {
      select.selectedIndex = index;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  for (const button of document.querySelectorAll("button")) button.click();
  for (const summary of document.querySelectorAll("summary")) summary.click();
  const links = new Map([...document.querySelectorAll("a[href^='#']")].map((link) => [link.hash, link]));
  for (const link of [...links.values()].slice(0, 50)) link.click();
  press(document.body, "Escape");
  press(document.body, "Escape");
  window.dispatchEvent(new Event("beforeprint"));
  window.dispatchEvent(new Event("afterprint"));
}"""


def use_everything(page: Page) -> None:
    page.locator(".spoke use").first.click()
    page.keyboard.press("Escape")
    page.locator("#ask-priority").select_option(index=1)
    page.evaluate(USE)


@pytest.mark.parametrize("built", ["bristol", *also("small")], indirect=True)
def test_a_page_from_the_disk_asks_for_nothing_whatever_one_does_on_it(
    browser: Browser, built: BuiltPage
) -> None:
    with visit(browser, built.file.as_uri()) as page:
        use_everything(page)


@pytest.mark.parametrize("built", ["small", *also("bristol")], indirect=True)
def test_a_page_from_a_server_asks_for_nothing_but_itself(browser: Browser, built: BuiltPage) -> None:
    with served(built.file.parent) as (address, asked):
        with visit(browser, f"{address}/index.html") as page:
            use_everything(page)
        assert asked == ["/index.html"]


def test_a_page_without_script_asks_for_nothing(browser: Browser, built: BuiltPage) -> None:
    with visit(browser, built.file.as_uri(), script=False):
        pass


SMUGGLED = """<footer>
<script>canary()</script>
<img src="http://127.0.0.1:9/x" onerror="canary()">
<p style="color: red" onclick="canary()">Press</p>
<style>p { color: red }</style>
<iframe src="x.html"></iframe>"""


def test_the_content_rules_are_in_force(browser: Browser, small_page: BuiltPage, tmp_path: Path) -> None:
    """What somebody might smuggle into the page is stopped, and the watch of these tests tells of it."""
    file = tmp_path / "smuggled.html"
    html = small_page.file.read_text(encoding="utf-8")
    file.write_text(html.replace("<footer>", SMUGGLED), encoding="utf-8")
    with window(browser) as opened:
        opened.open(file.as_uri()).get_by_text("Press", exact=True).click()
        assert {each.split(":")[0] for each in opened.violations()} == {
            "script-src-elem",
            "script-src-attr",
            "img-src",
            "style-src-attr",
            "style-src-elem",
            "frame-src",
        }


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The address of a server for a folder, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(folder))

        def do_GET(self) -> None:
            asked.append(self.path)
            super().do_GET()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()
