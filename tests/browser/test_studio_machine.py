"""The machine of the studio: what it loads, what it forbids, and how it goes on without a network."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from ecosystem import edition
from ecosystem.city import City
from ecosystem.infographic import page, view
from ecosystem.studio import static_site
from tests.browser import studios
from tests.browser.hosts import served
from tests.fixture import BRISTOL

pytestmark = pytest.mark.slow

MOST = 9_000_000
"""Bytes that may be sent before the first map."""

KEPT = """
async () => {
  const registration = await navigator.serviceWorker.ready;
  return registration.active.state === "activated" && Boolean(navigator.serviceWorker.controller);
}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("studio")
    with studios.site(made):
        yield made


def test_the_first_map_needs_nine_megabytes_at_most(folder: Path) -> None:
    """As a host sends it: scripts and the page are compressed on the way, the rest is already."""
    first = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".json"}
    for name in (*static_site.LATER, "later.zip.gz", static_site.KEEPER):
        first.pop(name)
    sent = {
        name: content if name.endswith(".gz") else gzip.compress(content) for name, content in first.items()
    }
    assert sum(map(len, sent.values())) <= MOST, {name: len(content) for name, content in sent.items()}


def test_the_first_map_asks_for_no_part_that_is_needed_later(browser: Browser, folder: Path) -> None:
    with served(folder) as address, studios.opened(browser, f"{address}/index.html") as studio:
        studio.call("open", BRISTOL.name, BRISTOL.read_bytes())
        html = studio.call("preview")["html"]
        asked = [url.rpartition("/")[2].partition("?")[0] for url in studio.requests]
        assert "paper.zip.gz" not in asked
        assert html == page.render(view.compose(City.load(BRISTOL)))


def test_it_goes_on_and_opens_again_without_a_network(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(studios.LISTEN)
    try:
        with served(folder) as address:
            studio = studios.Studio(context.new_page())
            studio.open(f"{address}/index.html")
            while not studio.page.evaluate(KEPT):
                studio.page.wait_for_timeout(50)
        studio.call("open", BRISTOL.name, BRISTOL.read_bytes())
        assert studio.call("make", "workbook")["data"]
        studio.open(f"{address}/")  # nobody answers at this address any more
        studio.call("open", BRISTOL.name, BRISTOL.read_bytes())
        assert studio.call("make", "calendar")["data"]
        assert studio.complaints == []
    finally:
        context.close()


def test_where_webassembly_is_forbidden_the_page_says_so(browser: Browser, folder: Path) -> None:
    rules = static_site.policy().replace(" 'wasm-unsafe-eval'", "")
    context = browser.new_context()
    try:
        with served(folder, rules) as address:
            opened = context.new_page()
            opened.goto(f"{address}/index.html")
            expect(
                opened.get_by_role("heading", name="This browser does not allow WebAssembly")
            ).to_be_visible(timeout=studios.PATIENCE)
            expect(opened.get_by_role("progressbar")).to_be_hidden()
    finally:
        context.close()


def test_a_part_that_does_not_come_is_said(browser: Browser, folder: Path) -> None:
    context = browser.new_context()

    def refuse(route: Route) -> None:
        route.fulfill(status=404)

    try:
        context.route("**/program.zip.gz?*", refuse)
        with served(folder) as address:
            opened = context.new_page()
            opened.goto(f"{address}/index.html")
            expect(opened.get_by_role("heading", name="The program could not be started")).to_be_visible(
                timeout=studios.PATIENCE
            )
            expect(opened.locator("#reason")).to_contain_text("program.zip.gz: 404")
    finally:
        context.close()


def test_the_worker_obeys_the_rules_of_the_page(browser: Browser, folder: Path) -> None:
    with served(folder) as address, served(folder) as elsewhere:
        attempt = f"fetch('{elsewhere}/index.html', {{mode: 'no-cors'}})"
        script = (
            f"{attempt}.then(() => postMessage({{failed: 'sent'}}), () => postMessage({{failed: 'refused'}}))"
        )
        context = browser.new_context()
        try:
            context.route(
                "**/worker.js?*", lambda route: route.fulfill(body=script, content_type="text/javascript")
            )
            opened = context.new_page()
            opened.goto(f"{address}/index.html")
            expect(opened.locator("#reason")).to_have_text("refused")
        finally:
            context.close()


def test_python_3_14_makes_the_bytes_of_the_python_that_runs_the_tests(
    browser: Browser, folder: Path, tmp_path: Path
) -> None:
    """The studio runs Python 3.14; `ecosystem.json` and the page are as this Python makes them."""
    native = edition.contents(City.load(BRISTOL), paper=False)
    with served(folder) as address, studios.opened(browser, f"{address}/index.html") as studio:
        assert "Python 3.14" in studio.call("versions")
        studio.call("open", BRISTOL.name, BRISTOL.read_bytes())
        made = studio.call("make", "pages")
    with zipfile.ZipFile(io.BytesIO(made["data"])) as packed:
        for name in ("ecosystem.json", "index.html", "explorer.html", "ecosystem.xlsx"):
            expected = native[name]
            content = expected.encode() if isinstance(expected, str) else expected
            assert packed.read(f"pages/{name}") == content, name
