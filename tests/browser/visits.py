"""A visit to a page that is watched: it must ask for nothing, complain of nothing and run nothing foreign."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Browser, Dialog, Page

Scheme = Literal["light", "dark"]

WATCH = """
window.violations = [];
window.canaries = 0;
window.canary = () => { window.canaries += 1; };
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""


@contextmanager
def visit(
    browser: Browser, url: str, *, width: int = 1280, scheme: Scheme = "light", script: bool = True
) -> Iterator[Page]:
    """The page at `url` in a context of its own. When the visit ends well, nothing may have gone wrong."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    requests: list[str] = []
    complaints: list[str] = []

    def refuse(dialog: Dialog) -> None:
        complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("dialog", refuse)
    page.add_init_script(WATCH)
    try:
        page.goto(url)
        yield page
        assert complaints == []
        assert requests == [url]
        if script:
            assert page.evaluate("window.violations") == []
            assert page.evaluate("window.canaries") == 0
    finally:
        context.close()
