"""The map on somebody else's page: whole, as high as it needs to be, and deaf to what it should not hear."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape
from playwright.sync_api import Browser, Frame, Page

from ecosystem import publishing
from ecosystem.infographic import page as pages, view
from ecosystem.publishing import snippets
from ecosystem.publishing.snippets import Form
from tests.browser.axe import violations
from tests.browser.built_pages import BuiltPage
from tests.browser.hosts import PAGE, framed, opened, served, strict
from tests.browser.test_looks import SIDEWAYS
from tests.browser.visits import until, wait_until_whole
from tests.everywhere import also

SCROLLS = "() => document.documentElement.scrollHeight - document.documentElement.clientHeight"
STYLE = re.compile(r' style="[^"]*"')
HEIGHT = "frame => frame.getBoundingClientRect().height"


class Site:
    """A published map, and a council's website with pages that show it."""

    def __init__(self, built: BuiltPage, maps: Path, council: Path, address: str) -> None:
        self.built = built
        self.address = f"{address}/"
        self.council = council
        self.view = view.compose(built.city)
        publication = publishing.publication(self.view, self.address)
        maps.mkdir(exist_ok=True)
        (maps / "index.html").write_text(pages.render(self.view, publication), encoding="utf-8")
        for name, content in publishing.files(self.view, publication).items():
            (maps / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        council.mkdir(exist_ok=True)
        (council / "embed.js").write_text(snippets.receiver(), encoding="utf-8")
        (council / "council.css").write_text("iframe { width: 100%; border: 0 }", encoding="utf-8")

    def paste(self, form: Form, **options: Any) -> str:
        """A snippet as an editor would paste it where only the council's own scripts and styles may be."""
        publication = publishing.publication(self.view, self.address)
        embedding = publishing.embedding(self.view, publication, **options)
        html = next(each.paste for each in embedding.snippets if each.form is form)
        return STYLE.sub("", html).replace(f"{self.address}embed.js", "embed.js")

    def write(self, html: str, name: str = "page.html", script: str = "") -> str:
        """A page of the council with this on it; what it is called on its site."""
        if script:
            (self.council / f"{name}.js").write_text(script, encoding="utf-8")
            html += f'<script src="{name}.js"></script>'
        sheet = '<link rel="stylesheet" href="council.css">'
        (self.council / name).write_text(PAGE.format(sheet + html), encoding="utf-8")
        return name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sites")


@pytest.fixture(scope="module")
def site(bristol_page: BuiltPage, folder: Path) -> Iterator[tuple[Site, str]]:
    """The map of Bristol, and the address of the council's website."""
    with served(folder / "map") as maps, served(folder / "council", strict(maps)) as council:
        yield Site(bristol_page, folder / "map", folder / "council", maps), council


def fits(frame: Frame) -> bool:
    return bool(frame.evaluate(SCROLLS) <= 0)


def has_no_bar(frame: Frame) -> bool:
    return bool(frame.evaluate("document.documentElement.clientWidth === innerWidth"))


@pytest.mark.parametrize("smuggled", ['<p style="color: red">x</p>', "<script>1</script>"])
def test_these_tests_notice_what_breaks_the_rules_of_the_host(
    browser: Browser, site: tuple[Site, str], smuggled: str
) -> None:
    place, council = site
    with pytest.raises(AssertionError, match="Content Security Policy"), opened(browser) as page:
        page.goto(f"{council}/{place.write(smuggled)}")


@pytest.mark.parametrize("width", [320, 800, *also(650, 1280)])
def test_a_growing_frame_has_no_scroll_bar_where_bars_take_room(
    chromium_with_bars: Browser, site: tuple[Site, str], width: int
) -> None:
    """The first height brings a bar; the map is lower beside it, and the frame must not stay so low."""
    place, council = site
    with opened(chromium_with_bars, width=width) as page:
        page.goto(f"{council}/{place.write(place.paste(Form.GROWING))}")
        page.evaluate("window.bars = document.body.appendChild(document.createElement('textarea'))")
        page.evaluate("bars.rows = 1; bars.value = 'x\\n'.repeat(9)")
        assert page.evaluate("bars.offsetWidth - bars.clientWidth") > 10  # these bars take room
        frame = framed(page)
        until(lambda: fits(frame) and has_no_bar(frame))
        assert frame.evaluate(SIDEWAYS) == []
        frame.locator("#ask-priority").select_option(place.built.chosen[-1].id)
        until(lambda: fits(frame) and has_no_bar(frame))
        settled(page)
        assert has_no_bar(frame)


@pytest.mark.parametrize("width", [600, 620])
def test_a_frame_of_600_pixels_shows_the_names(browser: Browser, site: tuple[Site, str], width: int) -> None:
    place, council = site
    with opened(browser, width=1440) as page:
        page.goto(f"{council}/{place.write(place.paste(Form.GROWING))}")
        page.evaluate("(px) => { document.querySelector('iframe').style.width = `${px}px`; }", width)
        frame = framed(page)
        shown = "all => all.every((each) => each.checkVisibility())"
        few = frame.locator("#wheel .kind-name text, #wheel .entry-name text")
        assert few.count() > len({each.kind for each in place.built.entities})
        assert few.evaluate_all(shown)
        height = "all => Math.min(...all.map((each) => parseFloat(getComputedStyle(each).fontSize)))"
        scale = "document.getElementById('wheel').getScreenCTM().a"
        assert few.evaluate_all(height) * frame.evaluate(scale) > 7.5  # px of a name
        frame.get_by_role("button", name="All names").click()
        names = frame.locator("#wheel .spoke text, #wheel .priority .line")
        assert names.count() > 100
        assert names.evaluate_all(shown)
        assert names.evaluate_all(height) * frame.evaluate(scale) > 7.5


def test_at_no_width_a_frame_scrolls_sideways(browser: Browser, site: tuple[Site, str]) -> None:
    """Each column of the key has room for its longest word, also right above where one more fits."""
    place, council = site
    with opened(browser) as page:
        page.goto(f"{council}/{place.write(place.paste(Form.GROWING))}")
        frame = framed(page)
        wider = []
        for width in range(300, 1300, 4):
            page.set_viewport_size({"width": width, "height": 900})
            wider += [(width, element) for element in frame.evaluate(SIDEWAYS)]
        assert wider == []


SANDBOX = {"open": "", "in a sandbox": ' sandbox="allow-scripts"'}


@pytest.mark.parametrize("sandbox", SANDBOX)
@pytest.mark.parametrize("width", [320, 1280, *also(768)])
def test_a_growing_frame_has_no_scroll_bar_whatever_one_asks(
    browser: Browser, site: tuple[Site, str], width: int, sandbox: str
) -> None:
    place, council = site
    html = place.paste(Form.GROWING).replace("<iframe", f"<iframe{SANDBOX[sandbox]}")
    with opened(browser, width=width) as page:
        page.goto(f"{council}/{place.write(html)}")
        frame = framed(page)
        until(lambda: fits(frame))
        assert frame.evaluate(SIDEWAYS) == []
        before = page.locator("iframe").evaluate(HEIGHT)
        frame.locator("#ask-priority").select_option(place.built.chosen[-1].id)
        assert frame.locator("#panel").is_visible()
        until(lambda: fits(frame) and page.locator("iframe").evaluate(HEIGHT) != before)
        frame.get_by_role("button", name="Show everything").click()
        until(lambda: fits(frame) and page.locator("iframe").evaluate(HEIGHT) == before)
        assert page.locator("h1").bounding_box()  # the host is as it was


@pytest.mark.parametrize("sandbox", SANDBOX)
def test_the_map_in_a_frame_is_complete(browser: Browser, site: tuple[Site, str], sandbox: str) -> None:
    place, council = site
    html = place.paste(Form.FRAME).replace("<iframe", f"<iframe{SANDBOX[sandbox]}")
    with opened(browser) as page:
        page.goto(f"{council}/{place.write(html)}")
        frame = framed(page)
        shown = frame.locator("#wheel [data-n]").evaluate_all("marks => marks.map((mark) => mark.dataset.n)")
        assert sorted(shown) == sorted(place.built.drawn)
        curves = len(place.built.curves(place.built.ecosystem.links))
        assert frame.locator("#wheel .curves path").count() == curves
        assert frame.get_by_role("link", name="Open the full map").is_visible()
        assert frame.locator("main > section:visible").evaluate_all("all => all.map(({ id }) => id)") == [
            "ask"
        ]


@pytest.mark.parametrize("width", [320, 1280, *also(768)])
def test_without_script_the_frame_holds_the_whole_article(
    browser: Browser, site: tuple[Site, str], width: int
) -> None:
    place, council = site
    with opened(browser, width=width, script=False) as page:
        page.goto(f"{council}/{place.write(place.paste(Form.GROWING))}")
        frame = framed(page)
        entries = frame.locator("article.entry:visible").evaluate_all("all => all.map(({ id }) => id)")
        assert sorted(entries) == sorted(f"n-{each.id}" for each in place.built.entities)
        lines = frame.locator("li[data-l]:visible").evaluate_all("all => all.map(({ dataset }) => dataset.l)")
        assert sorted(map(int, lines)) == sorted(place.built.numbers.values())
        assert frame.evaluate(SIDEWAYS) == []
        fallback = page.locator("div:has(iframe) + p a")
        assert fallback.get_attribute("href") == place.address


@pytest.mark.parametrize("sandbox", SANDBOX)
def test_a_focus_is_what_the_frame_opens_at(browser: Browser, site: tuple[Site, str], sandbox: str) -> None:
    place, council = site
    organisation = place.built.entities[0]
    html = place.paste(Form.GROWING, show=organisation.id).replace("<iframe", f"<iframe{SANDBOX[sandbox]}")
    with opened(browser) as page:
        page.goto(f"{council}/{place.write(html)}")
        frame = framed(page)
        assert frame.locator("#panel-title").inner_text() == organisation.name
        assert frame.locator(f'.spoke[data-n="{organisation.id}"].lit').count() == 1
        whole = frame.get_by_role("link", name="Open the full map")
        assert whole.get_attribute("href") == f"{place.address}#show={organisation.id}"


def test_links_leave_the_frame(browser: Browser, site: tuple[Site, str]) -> None:
    place, council = site
    priority = place.built.chosen[0].id
    with opened(browser) as page:
        page.goto(f"{council}/{place.write(place.paste(Form.GROWING))}")
        frame = framed(page)
        frame.locator("#ask-priority").select_option(priority)
        for link, address in (
            (frame.get_by_role("link", name="Open the full map"), f"{place.address}#show={priority}"),
            (frame.get_by_role("link", name="Go to its entry"), f"{place.address}#n-{priority}"),
        ):
            with page.context.expect_page() as caught:
                link.click()
            other = caught.value
            other.wait_for_load_state()
            assert other.evaluate("location.href") == address
            assert other.evaluate("[opener, document.body.classList.contains('framed')]") == [None, False]
            other.close()
        assert frame.url.partition("#")[0] == place.address


def test_a_frame_leaves_the_readers_way_back_alone(browser: Browser, site: tuple[Site, str]) -> None:
    place, council = site
    with opened(browser) as page:
        page.goto(f"{council}/{place.write(place.paste(Form.GROWING))}")
        frame = framed(page)
        before = page.evaluate("history.length")
        for priority in place.built.chosen[:3]:
            frame.locator("#ask-priority").select_option(priority.id)
        assert page.evaluate("history.length") == before


@pytest.mark.parametrize("form", [Form.FRAME, Form.GROWING])
def test_the_wheel_of_the_mouse_scrolls_on_past_the_map(
    browser: Browser, site: tuple[Site, str], form: Form
) -> None:
    place, council = site
    with opened(browser, width=1280) as page:
        page.goto(f"{council}/{place.write(place.paste(form, height=2000))}")
        frame = framed(page)
        until(lambda: fits(frame))
        page.evaluate("scrollTo(0, 0)")
        box = frame.locator("#wheel").bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, 500)
        page.mouse.wheel(0, 300)
        until(lambda: page.evaluate("scrollY") >= 100)


# Messages

ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    "",
    "iframe-resized",
    "iframe-child-init",
    "ready",
    "height",
    "<b>x</b>",
    "__proto__",
    [],
    [1, 2],
    {},
    {"height": 700},
    {"toString": 1, "valueOf": 2},
)
KEYS = ("type", "height", "width", "message", "value", "secret", "data", "toString", "length", "constructor")


def messages(seed: int, count: int = 1000) -> list[Any]:
    """Anything that a window may send, much of it nearly right, none of it right."""
    chance = random.Random(seed)

    def anything(depth: int) -> Any:
        if depth and chance.random() < 0.6:
            return {key: anything(depth - 1) for key in chance.sample(KEYS, chance.randint(1, 5))}
        return chance.choice(ODD)

    def is_right(message: Any) -> bool:
        return isinstance(message, dict) and message.get("type") == "iframe-resized"

    sent = [anything(3) for _ in range(count)]
    return [{**each, "height": chance.choice(ODD[5:])} if is_right(each) else each for each in sent]


SEND = "([sent, target]) => { for (const each of sent) target.postMessage(each, '*'); }"


def settled(page: Page) -> None:
    """After every message that is under way."""
    page.evaluate("new Promise((done) => setTimeout(done, 200))")


def test_a_thousand_odd_messages_do_nothing_to_the_page_that_holds_the_frame(
    browser: Browser, site: tuple[Site, str]
) -> None:
    place, council = site
    sent = messages(1)
    assert len(sent) == 1000
    with opened(browser) as page:
        page.goto(f"{council}/{place.write(place.paste(Form.GROWING))}")
        frame = framed(page)
        wait_until_whole(frame)
        until(lambda: fits(frame))
        before = page.evaluate("document.documentElement.outerHTML")
        frame.evaluate("(sent) => { for (const each of sent) parent.postMessage(each, '*'); }", sent)
        page.evaluate("(sent) => { for (const each of sent) window.postMessage(each, '*'); }", sent)
        page.evaluate("window.postMessage({ type: 'iframe-resized', height: 4321 }, '*')")
        settled(page)
        assert page.evaluate("document.documentElement.outerHTML") == before


def test_a_thousand_odd_messages_do_nothing_to_the_map(browser: Browser, site: tuple[Site, str]) -> None:
    place, council = site
    show = place.built.chosen[0].id
    with opened(browser) as page:
        page.goto(f"{council}/{place.write(place.paste(Form.GROWING, show=show))}")
        frame = framed(page)
        wait_until_whole(frame)
        until(lambda: fits(frame))
        until(lambda: frame.evaluate("document.getElementById('status').textContent"))  # said after a pause
        settled(page)
        state = "[document.documentElement.outerHTML, location.href, scrollY]"
        before = frame.evaluate(state)
        page.evaluate(
            "(sent) => { const { contentWindow } = document.querySelector('iframe');"
            " for (const each of sent) contentWindow.postMessage(each, '*'); }",
            messages(2),
        )
        frame.evaluate("(sent) => { for (const each of sent) window.postMessage(each, '*'); }", messages(3))
        settled(page)
        assert frame.evaluate(state) == before


def test_only_the_window_and_the_origin_of_a_marked_frame_are_heard(
    browser: Browser, site: tuple[Site, str], folder: Path
) -> None:
    """An unmarked frame, and a marked one whose window has gone elsewhere, send what would be right.

    Of the second, the console says why it is not heard: a map behind a redirect looks the same.
    """
    place, _ = site
    (folder / "map" / "liar.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    liar = f'src="{place.address}liar.html" title="x" height="300"></iframe>'
    html = f'<iframe id="unmarked" {liar}<iframe id="gone" data-ecosystem-map {liar}'
    name = place.write(f'{html}<script src="embed.js"></script>', "liars.html")
    right = "parent.postMessage({ type: 'iframe-resized', height: 777 }, '*')"
    with (
        served(folder / "map") as elsewhere,
        served(folder / "council", strict(f"{place.address} {elsewhere}")) as council,
        opened(browser) as page,
    ):
        page.goto(f"{council}/{name}")
        page.evaluate("() => { window.warned = []; console.warn = (words) => window.warned.push(words); }")
        framed(page, "#unmarked").evaluate(right)
        gone = framed(page, "#gone")
        gone.goto(f"{elsewhere}/liar.html")
        gone.evaluate(right)
        until(lambda: page.evaluate("warned.length"))
        settled(page)
        assert page.locator("iframe").evaluate_all("all => all.map(({ style }) => style.height)") == ["", ""]
        said = f"The map at {place.address}liar.html comes from {elsewhere}, so its messages are ignored."
        assert page.evaluate("warned") == [f"{said} Use its address after any redirect."]
        gone.goto(f"{place.address}liar.html")
        gone.evaluate(right)
        until(lambda: page.locator("#gone").evaluate("({ style }) => style.height") == "777px")


@pytest.mark.parametrize(("told", "height"), [(1, 200), (750.2, 751), (9_999_999, 10_000), (-5, 200)])
def test_a_height_stays_within_its_bounds(
    browser: Browser, site: tuple[Site, str], folder: Path, told: float, height: int
) -> None:
    place, council = site
    (folder / "map" / "plain.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    html = place.paste(Form.GROWING).replace(f'src="{place.address}"', f'src="{place.address}plain.html"')
    with opened(browser) as page:
        page.goto(f"{council}/{place.write(html)}")
        framed(page).evaluate("(height) => parent.postMessage({ type: 'iframe-resized', height }, '*')", told)
        until(lambda: page.locator("iframe").evaluate("frame => frame.style.height") == f"{height}px")


@pytest.mark.parametrize("sizing", ["border-box", "content-box"])
def test_a_frame_with_a_border_and_a_padding_of_its_host_has_no_scroll_bar_either(
    browser: Browser, site: tuple[Site, str], sizing: str
) -> None:
    place, council = site
    looks = {"boxSizing": sizing, "padding": "12px 0 17px", "border": "5px solid"}
    script = f'Object.assign(document.querySelector("iframe").style, {json.dumps(looks)});'
    with opened(browser) as page:
        page.goto(f"{council}/{place.write(place.paste(Form.GROWING), 'boxed.html', script)}")
        frame = framed(page)
        told = "Math.ceil(document.documentElement.getBoundingClientRect().height)"
        until(lambda: fits(frame) and frame.evaluate("innerHeight") == frame.evaluate(told))


# WordPress

WORDPRESS = """
const frame = document.querySelector("iframe");
const quote = document.querySelector("blockquote");
Object.assign(frame.style, { position: "absolute", visibility: "hidden" });
window.heard = [];
window.addEventListener("message", ({ source, data }) => {
  if (source !== frame.contentWindow || data.secret !== "s3cret") return;
  window.heard.push(data);
  frame.removeAttribute("style");
  quote.style.display = "none";
  if (data.message === "height") frame.height = Math.min(1000, Math.max(200, data.value));
});
"""


def as_in_wordpress(place: Site, address: str) -> str:
    """What WordPress makes of the answer of oEmbed: a sandbox with a secret."""
    publication = publishing.publication(place.view, place.address)
    html = json.loads(publishing.files(place.view, publication)["oembed.json"])["html"]
    html = html.replace(f'src="{place.address}"', f'src="{address}#?secret=s3cret"')
    return str(html.replace("<iframe", '<iframe sandbox="allow-scripts"').replace(' loading="lazy"', ""))


@pytest.mark.parametrize("show", ["", "#show={}"])
def test_the_frame_speaks_to_wordpress_which_shows_it_then(
    browser: Browser, site: tuple[Site, str], show: str
) -> None:
    """As WordPress does it: a sandbox, hidden until it tells its secret; only then the quotation goes."""
    place, council = site
    address = place.address + show.format(place.built.chosen[0].id)
    html = as_in_wordpress(place, address)
    with opened(browser) as page:
        page.goto(f"{council}/{place.write(html, 'blog.html', WORDPRESS)}")
        until(lambda: page.locator("iframe").is_visible())
        assert not page.locator("blockquote").is_visible()
        frame = framed(page)
        told = frame.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
        until(lambda: page.locator("iframe").get_attribute("height") == str(min(1000, told)))
        assert frame.locator("#panel").is_visible() == bool(show)
        frame.get_by_role("link", name="Open the full map").click()
        until(lambda: page.evaluate("heard.at(-1).message") == "link")
        assert page.evaluate("heard.at(-1).value") == address


def test_a_link_to_another_site_leads_from_wordpress_to_the_full_map_at_what_is_shown(
    browser: Browser, site: tuple[Site, str]
) -> None:
    """Its sandbox opens no page, and WordPress itself goes only where the map is from."""
    place, council = site
    organisation = next(each for each in place.built.entities if each.website)
    with opened(browser) as page:
        page.goto(f"{council}/{place.write(as_in_wordpress(place, place.address), 'blog.html', WORDPRESS)}")
        until(lambda: page.locator("iframe").is_visible())
        frame = framed(page)
        frame.locator(f'.spoke[data-n="{organisation.id}"]').dispatch_event("click")
        frame.locator(f'#panel a[href="{organisation.website}"]').click()
        until(lambda: page.evaluate("heard.at(-1).message") == "link")
        assert page.evaluate("heard.at(-1).value") == f"{place.address}#show={organisation.id}"
        assert len(page.context.pages) == 1


# What is looked at


@pytest.mark.parametrize("width", [1280, *also(768, 320)])
def test_axe_finds_nothing_in_the_frame(browser: Browser, site: tuple[Site, str], width: int) -> None:
    place, council = site
    with opened(browser, width=width) as page:
        page.goto(f"{council}/{place.write(place.paste(Form.GROWING))}")
        frame = framed(page)
        until(lambda: fits(frame))
        assert violations(frame) == []
        frame.locator("#ask-priority").select_option(place.built.chosen[-1].id)
        assert violations(frame) == []


@pytest.fixture
def kit(browser: Browser, site: tuple[Site, str]) -> Iterator[Page]:
    """The page for web editors."""
    place, _ = site
    with opened(browser, width=1280) as page:
        page.goto(f"{place.address}embed.html")
        yield page


def test_axe_finds_nothing_on_the_page_for_web_editors(kit: Page) -> None:
    assert violations(kit) == []
    kit.emulate_media(color_scheme="dark")
    kit.set_viewport_size({"width": 375, "height": 800})
    assert violations(kit) == []


@pytest.mark.parametrize("width", [1440, 320, *also(768, 375)])
def test_the_page_for_web_editors_does_not_scroll_sideways(kit: Page, width: int) -> None:
    kit.set_viewport_size({"width": width, "height": 900})
    assert kit.evaluate(SIDEWAYS) == []


def test_every_preview_shows_what_it_says(kit: Page) -> None:
    for index in range(kit.locator("iframe").count()):
        kit.locator("iframe").nth(index).scroll_into_view_if_needed()
    until(lambda: len(kit.frames) == 5 and all(each.url != "about:blank" for each in kit.frames))
    framed_maps = [each for each in kit.frames if each.url.endswith("index.html")]
    for each in framed_maps:
        each.wait_for_selector(".framed #wheel")
    until(lambda: sum(fits(each) for each in framed_maps) == 2)
    kit.locator("img").scroll_into_view_if_needed()
    until(lambda: kit.locator("img").evaluate("picture => picture.naturalWidth") == 1200)


def test_what_one_copies_is_what_is_shown(kit: Page) -> None:
    kit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for button in kit.locator("[data-copies]").all():
        button.click()
        field = kit.locator(f"#{button.get_attribute('data-copies')}")
        until(lambda: kit.locator("#status").inner_text() == "Copied")
        assert kit.evaluate("navigator.clipboard.readText()") == field.input_value()


def test_what_one_copies_follows_what_is_chosen(kit: Page, site: tuple[Site, str]) -> None:
    place, _ = site
    organisation = place.built.entities[0].id
    kit.locator("#show").select_option(organisation)
    kit.locator("#height").fill("640")
    kit.keyboard.press("Tab")
    for form in (Form.FRAME, Form.GROWING, Form.PICTURE):
        written = kit.locator(f"#{form}-paste").input_value()
        publication = publishing.publication(place.view, place.address)
        embedding = publishing.embedding(place.view, publication, show=organisation, height=640)
        assert written == next(each.paste for each in embedding.snippets if each.form is form)


@pytest.mark.parametrize("part", ["a&b", "o'b", "a$&b"])
def test_an_address_with_a_sign_that_is_written_otherwise_follows_what_is_chosen_too(
    browser: Browser, site: tuple[Site, str], tmp_path: Path, part: str
) -> None:
    place, _ = site
    publication = publishing.publication(place.view, f"https://example.org/{part}/")
    for name, content in publishing.files(place.view, publication).items():
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    organisation = place.built.entities[0].id
    with opened(browser) as page:
        page.goto((tmp_path / "embed.html").as_uri())
        page.locator("#show").select_option(organisation)
        address = f"https://example.org/{escape(part)}/#show={organisation}"
        assert f'"{address}"' in page.locator("#frame-paste").input_value()


def test_the_growing_preview_grows_from_the_disk_too(
    browser: Browser, site: tuple[Site, str], folder: Path
) -> None:
    with opened(browser, width=1280) as page:
        page.goto((folder / "map" / "embed.html").as_uri())
        frame = framed(page, "section:has(#growing-title) iframe")
        until(
            lambda: (
                fits(frame) and page.locator("section:has(#growing-title) iframe").evaluate(HEIGHT) != 1000
            )
        )


def test_the_page_for_web_editors_reads_without_script(browser: Browser, site: tuple[Site, str]) -> None:
    place, _ = site
    with opened(browser, script=False) as page:
        page.goto(f"{place.address}embed.html")
        assert page.locator("textarea").count() == len(Form)
        assert not page.locator("button:visible").count()
