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
from tests.cities import TOURED
from tests.fixture import BRISTOL, ROOT

pytestmark = pytest.mark.slow

DAMAGE = """
async () => {
  const [name] = (await caches.keys()).filter((name) => name.startsWith("studio "));
  const cache = await caches.open(name);
  const asked = (await cache.keys()).find(({ url }) => url.includes("/memory.gz?"));
  const { body } = new Response(new Uint8Array(100));
  await cache.put(asked, new Response(body.pipeThrough(new CompressionStream("gzip"))));
}
"""
"""Keep another memory than that of the studio."""

MOST = 9_000_000
"""Bytes that may be sent before the first map."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("studio")
    with studios.site(made):
        yield made


def test_the_first_map_needs_nine_megabytes_at_most(folder: Path) -> None:
    """As a host sends it: scripts and the page are compressed on the way, the rest is already."""
    first = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".json"}
    for name in (*static_site.LATER, static_site.MEMORY, "later.zip.gz", static_site.KEEPER):
        first.pop(name)
    sent = {
        name: content if name.endswith(".gz") else gzip.compress(content) for name, content in first.items()
    }
    assert sum(map(len, sent.values())) <= MOST, {name: len(content) for name, content in sent.items()}


def test_the_first_map_asks_for_no_part_that_is_needed_later(browser: Browser, folder: Path) -> None:
    with served(folder) as address, studios.opened(browser, f"{address}/index.html") as studio:
        studio.call("open", BRISTOL.name, BRISTOL.read_bytes())
        html = studio.call("preview")["html"]
        asked = {url.rpartition("/")[2].partition("?")[0] for url in studio.requests}
        assert not studio.is_woken
        assert not asked & {"paper.zip.gz", static_site.MEMORY}
        assert html == page.render(view.compose(City.load(BRISTOL)))


def test_it_goes_on_and_opens_again_without_a_network(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(studios.LISTEN)
    try:
        with served(folder) as address:
            studio = studios.Studio(context.new_page())
            studio.open(f"{address}/index.html")
            studio.wait_until_kept()
        studio.call("open", BRISTOL.name, BRISTOL.read_bytes())
        assert studio.call("make", "workbook")["data"]
        studio.open(f"{address}/")  # nobody answers at this address any more
        assert studio.is_woken
        studio.call("open", BRISTOL.name, BRISTOL.read_bytes())
        assert studio.call("preview")["html"] == page.render(view.compose(City.load(BRISTOL)))
        assert studio.call("make", "calendar")["data"]
        assert studio.complaints == []
    finally:
        context.close()


def test_python_starts_anew_where_its_memory_is_of_no_use(browser: Browser, folder: Path) -> None:
    context = browser.new_context()
    context.add_init_script(studios.LISTEN)
    try:
        with served(folder) as address:
            studio = studios.Studio(context.new_page())
            studio.open(f"{address}/index.html")
            studio.wait_until_kept()
            studio.page.evaluate(DAMAGE)
            studio.open(f"{address}/index.html")
            assert not studio.is_woken
            assert studio.call("versions")
    finally:
        context.close()


def test_the_memory_of_python_names_no_folder_of_whoever_made_it(folder: Path) -> None:
    memory = gzip.decompress((folder / static_site.MEMORY).read_bytes())
    assert b"ecosystem/studio/session.py" in memory
    assert str(ROOT).encode() not in memory


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


def test_a_link_with_a_new_source_is_written_by_the_program_itself(browser: Browser, folder: Path) -> None:
    """The forms with the real program, which is then killed: nothing that was saved or typed is lost."""
    with served(folder) as address, studios.opened(browser, f"{address}/index.html") as studio:
        page = studio.page
        page.set_default_timeout(60_000)
        data = TOURED.encode()
        page.set_input_files("#file", {"name": "groups.yaml", "mimeType": "text/yaml", "buffer": data})
        page.locator(".desk").wait_for()
        page.evaluate("location.hash = '#/links/+'")
        for box, typed in (("#f-from", "choir"), ("#f-to", "round table")):
            page.locator(box).fill(typed)
            page.locator("[role=option]:visible").first.wait_for()
            page.locator(box).press("Enter")
        page.locator("#f-type").select_option("is a member of")
        page.get_by_role("button", name="New source").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Title").fill("The choir's page")
        dialog.get_by_label("Publisher").fill("The Choir")
        dialog.get_by_label("Web address").fill("https://example.org/choir")
        dialog.get_by_role("button", name="Add the source").click()
        expect(dialog).to_have_count(0)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".said")).to_have_text("Saved: The Choir is a member of The Forum.")
        text = studio.call("state")["text"]
        assert "  - {from: choir, type: member-of, to: forum, source: the-choirs-page}\n" in text
        page.locator("#work summary").click()
        page.locator("#f-role").fill("guest")
        page.evaluate("window.studio.kill()")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".said")).to_contain_text("Saved")
        (line,) = [line for line in studio.call("state")["text"].splitlines() if "role: guest" in line]
        assert "source: the-choirs-page" in line


def test_a_telephone_number_in_a_form_is_refused_in_a_sentence(browser: Browser, folder: Path) -> None:
    """The library that knows telephone numbers is asked for the first time."""
    with served(folder) as address, studios.opened(browser, f"{address}/index.html") as studio:
        studio.call("open", "groups.yaml", TOURED.encode())
        state = studio.call("save", "organisations", "choir", {"name": "The Choir, 0117 922 2000"})
        assert "‘0117 922 2000’ looks like a phone number." in state["refused"][0]["text"]
