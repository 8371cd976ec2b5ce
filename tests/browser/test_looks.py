"""What the eye needs: no sideways scroll, contrast in every scheme, and a whole page on paper."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ecosystem.city import City
from ecosystem.infographic import explorer
from ecosystem.model import Hue
from tests.browser.built_pages import BuiltPage, settle
from tests.browser.test_axe import STATES
from tests.browser.visits import Scheme, visit
from tests.cities import SMALL
from tests.everywhere import also

SIDEWAYS = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5)
    .map((element) => element.cloneNode().outerHTML.slice(0, 90));
}"""


@pytest.fixture(scope="module")
def open_page(browser: Browser, built: BuiltPage) -> Iterator[Page]:
    with visit(browser, built.file.as_uri()) as page:
        yield page


@pytest.fixture
def page(open_page: Page) -> Page:
    """The page on a screen, with nothing selected and all folds closed."""
    open_page.emulate_media(media="screen")
    open_page.keyboard.press("Escape")
    fold(open_page, False)
    return open_page


def fold(page: Page, is_open: bool) -> None:
    page.evaluate(
        "(open) => document.querySelectorAll('details').forEach((each) => { each.open = open; })", is_open
    )


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


@pytest.mark.parametrize("width", [1280, 320, *also(1440, 768, 375)])
def test_nothing_scrolls_sideways(page: Page, built: BuiltPage, width: int) -> None:
    resize(page, width)
    assert page.evaluate(SIDEWAYS) == []
    fold(page, True)
    assert page.evaluate(SIDEWAYS) == []
    for state, act in STATES.items():
        act(page, built)
        assert page.evaluate(SIDEWAYS) == [], state


@pytest.mark.parametrize("width", [1280, 1440])
def test_the_key_stands_right_below_the_first_screen(page: Page, width: int) -> None:
    resize(page, width)
    parts = (".main", ".point", ".map", ".aside", ".key", ".glance")
    main, point, wheel, aside, key, glance = (page.locator(each).bounding_box() for each in parts)
    assert main
    assert point
    assert wheel
    assert aside
    assert key
    assert glance
    assert point["y"] == wheel["y"] == aside["y"]
    assert point["x"] < wheel["x"] < aside["x"]
    assert key["x"] == main["x"]
    assert key["y"] - (main["y"] + main["height"]) == pytest.approx(24, abs=1)
    assert key["y"] == glance["y"]


def test_nothing_scrolls_sideways_without_script(browser: Browser, built: BuiltPage) -> None:
    with visit(browser, built.file.as_uri(), script=False) as page:
        for width in (768, 320):
            resize(page, width)
            assert page.evaluate(SIDEWAYS) == []


# What a finger chooses, but for links within a sentence, and what of it is smaller than 44 px.
SMALL_TARGETS = """() => [...document.querySelectorAll("button, select, summary, input, a, label:has(input)")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.matches(".skip"))
  .filter((each) => !each.closest("label:has(input)") || each.matches("label"))
  .filter((each) => getComputedStyle(each).display !== "inline")
  .map((each) => [each.id || each.textContent.trim(), each.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 44 || height < 44)
  .map(([name, { width, height }]) => `${name}: ${width} × ${height}`)"""


def test_on_a_phone_all_that_a_finger_chooses_is_44_px_large(
    browser: Browser, bristol_page: BuiltPage, tmp_path: Path
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=390) as page:
        page.locator("#open-all").click()
        page.locator("#year-on").click()
        assert page.evaluate(SMALL_TARGETS) == []
        for thing in ("bswn", bristol_page.chosen[0].id):
            page.evaluate("(id) => page.show(page.of(id))", thing)
            assert page.evaluate(SMALL_TARGETS) == []
        page.locator(".contents-open").click()
        assert page.evaluate(SMALL_TARGETS) == []
    file = tmp_path / "explorer.html"
    file.write_text(explorer.render(bristol_page.city), encoding="utf-8")
    with visit(browser, file.as_uri(), width=390) as page:
        expect(page.locator("body.starting")).to_have_count(0)
        assert page.evaluate(SMALL_TARGETS) == []


def test_a_word_wider_than_the_screen_is_broken(browser: Browser, tmp_path: Path) -> None:
    word = "Gleichstellungsbeauftragtenkonferenz" * 2
    text = SMALL.replace("title: A small city", f"title: {word}")
    text = text.replace("name: The Council\n", f"name: {word}\n    short: Council\n")
    built = settle(City.parse(text), tmp_path)
    with visit(browser, built.file.as_uri(), width=320) as page:
        assert page.evaluate(SIDEWAYS) == []


def test_nothing_scrolls_sideways_with_wider_spacing_of_the_text(page: Page) -> None:
    """WCAG 1.4.12: a reader's own spacing of lines, letters and words."""
    resize(page, 320)
    space = "Object.assign(document.documentElement.style, %s)"
    page.evaluate(space % "{ lineHeight: '1.5', letterSpacing: '0.12em', wordSpacing: '0.16em' }")
    assert page.evaluate(SIDEWAYS) == []
    page.evaluate(space % "{ lineHeight: '', letterSpacing: '', wordSpacing: '' }")


# Text and what it stands on, and marks and lines and what they are drawn on, by the names of the theme.
TEXT = [
    *product(("ink", "quiet", "link", "accent"), ("card", "paper", "accent-wash")),
    ("faded", "card"),
    ("accent-ink", "accent"),
    ("card", "ink"),
]
LINES = [
    *product((*(hue.value for hue in Hue), "accent", "focus"), ("card", "paper")),
    ("faded", "card"),
    ("faded", "paper"),
]


@pytest.mark.parametrize(
    ("media", "scheme"), [("screen", "light"), ("screen", "dark"), ("print", "light"), ("print", "dark")]
)
def test_every_colour_keeps_its_contrast(
    browser: Browser, small_page: BuiltPage, media: str, scheme: Scheme
) -> None:
    with visit(browser, small_page.file.as_uri(), scheme=scheme) as page:
        page.emulate_media(media="print" if media == "print" else "screen", color_scheme=scheme)
        colours = theme(page)
    grounds = {"card": "#ffffff", "paper": "#ffffff"} if media == "print" else {}
    colours |= grounds
    pale = [
        f"{front} on {back}: {found:.2f}"
        for pairs, least in ((TEXT, 4.5), (LINES, 3.0))
        for front, back in pairs
        if (found := contrast(colours[front], colours[back])) < least
    ]
    assert pale == []


def test_every_colour_of_the_theme_is_checked(browser: Browser, small_page: BuiltPage) -> None:
    with visit(browser, small_page.file.as_uri()) as page:
        names = set(theme(page))
    checked = {name for pair in TEXT + LINES for name in pair}
    assert names - checked == {"rule"}  # which only decorates


def test_dark_is_dark(browser: Browser, small_page: BuiltPage) -> None:
    grounds: dict[Scheme, float] = {}
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        with visit(browser, small_page.file.as_uri(), scheme=scheme) as page:
            grounds[scheme] = luminance(theme(page)["paper"])
    assert grounds["light"] > 0.8
    assert grounds["dark"] < 0.05


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_number_of_a_priority_that_steps_back_can_be_read(
    browser: Browser, bristol_page: BuiltPage, scheme: Scheme
) -> None:
    colour = "(each) => getComputedStyle(document.querySelector(`.priority:not(.lit) ${each}`)).fill"
    opacity = "getComputedStyle(document.querySelector('.priority:not(.lit) circle')).opacity"
    with visit(browser, bristol_page.file.as_uri(), scheme=scheme) as page:
        page.evaluate("page.show(page.of('bristol-legacy-foundation'))")
        number, circle = (hexadecimal(page.evaluate(colour, each)) for each in (".number", "circle"))
        assert page.evaluate(opacity) == "1"
    assert contrast(number, circle) >= 4.5


def hexadecimal(colour: str) -> str:
    """A colour as the browser says it, such as `rgb(255, 0, 0)`, in the form of the theme."""
    return "#" + "".join(f"{int(each):02x}" for each in re.findall(r"\d+", colour)[:3])


def theme(page: Page) -> dict[str, str]:
    """The colours of the theme as the page has them now."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries([...document.documentElement.computedStyleMap()]
          .filter(([name]) => name.startsWith("--"))
          .map(([name, [value]]) => [name.slice(2), String(value).trim()]))"""
    )
    return {name: value for name, value in found.items() if value.startswith("#")}


def contrast(front: str, back: str) -> float:
    """The contrast ratio of two colours, by WCAG 2.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    lighter, darker = sorted((luminance(front), luminance(back)), reverse=True)
    return round((lighter + 0.05) / (darker + 0.05), 2)


def luminance(colour: str) -> float:
    red, green, blue = (int(each, 16) / 255 for each in re.findall("..", colour.removeprefix("#")))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


# The widths of a sheet between margins of 10 mm, in CSS pixels.
@pytest.mark.parametrize("width", [718, 1047])
@pytest.mark.parametrize("state", ["loaded", "asked"])
def test_paper_shows_everything(page: Page, built: BuiltPage, width: int, state: str) -> None:
    resize(page, width)
    if state in STATES:
        STATES[state](page, built)
    page.locator("main details").first.evaluate("(each) => { each.open = true; }")
    before = page.locator("main details[open]").count()
    page.evaluate("window.print = () => {}")
    page.locator("#print-all").click()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open])").count() == 0
    assert page.evaluate(SIDEWAYS) == []
    assert page.locator(".entry h5:visible").count() == len(built.entities)
    assert page.locator(".links li[data-l]:visible").count() >= len(built.ecosystem.links)
    assert page.locator("button:not(.key button):visible, select:visible").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("main details[open]").count() == before


def test_paper_leaves_out_what_is_folded_but_for_who_works_on_what(page: Page, built: BuiltPage) -> None:
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    sections = page.locator("main > section:visible").evaluate_all("all => all.map(({ id }) => id)")
    assert [each for each in sections if each] == (["who"] if page.locator("#who").count() else [])
    assert page.locator("#who > details:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("main details[open]").count() == 0


def test_a_selection_takes_nothing_from_the_paper(browser: Browser, bristol_page: BuiltPage) -> None:
    shown = "['.glance', '.findings'].map((each) => document.querySelector(each).checkVisibility())"
    curves = "[...document.querySelectorAll('.curves path')]"
    faintest = f"Math.min(...{curves}.map((each) => getComputedStyle(each).strokeOpacity))"
    with visit(browser, bristol_page.file.as_uri()) as page:
        page.emulate_media(media="print")
        assert page.evaluate(shown) == [True, True]
        plain = page.evaluate(faintest)
        page.emulate_media(media="screen")
        page.evaluate("page.show(page.of('bristol-legacy-foundation'))")
        assert page.evaluate(shown) == [False, False]
        page.emulate_media(media="print")
        assert page.evaluate(shown) == [True, True]
        assert page.evaluate(faintest) == plain


def test_the_page_prints(browser: Browser, built: BuiltPage) -> None:
    with visit(browser, built.file.as_uri()) as page:
        page.evaluate(
            """() => window.addEventListener("beforeprint", () => {
              window.folded = document.querySelectorAll("#who > details:not([open])").length;
            })"""
        )
        for paper in ("A4", "A3"):
            page.evaluate("window.folded = null")
            pdf = page.pdf(format=paper)
            assert pdf.startswith(b"%PDF-")
            assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 1
            assert page.evaluate("window.folded") == 0
