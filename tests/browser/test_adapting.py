"""The page as its readers change it: forced colours, wider text, four times as large."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.built_pages import BuiltPage
from tests.browser.visits import visit
from tests.everywhere import also

# What WCAG 1.4.12 asks a page to bear.
SPACED = """
(() => {
  const sheet = new CSSStyleSheet();
  const letters = "letter-spacing: 0.12em !important; word-spacing: 0.16em !important;";
  sheet.replaceSync(`* { line-height: 1.5 !important; ${letters} }
                     p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
})()
"""
# Text that its box cuts, or that reaches beyond the window; what is hidden on purpose is left out.
CUT = """
[...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
  if (element.closest("svg, .unseen, select, .stage") || !element.checkVisibility()) return false;
  const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!words) return false;
  const style = getComputedStyle(element);
  if (style.clipPath === "inset(50%)") return false;
  const isCut = style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
  const box = element.getBoundingClientRect();
  return isCut || box.right > innerWidth + 1 || box.left < -1;
}).map((element) => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 40)}`)
"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def forced(browser: Browser, small_page: BuiltPage) -> Iterator[Page]:
    with visit(browser, small_page.file.as_uri()) as page:
        page.emulate_media(forced_colors="active", reduced_motion="reduce")
        yield page


def colours(page: Page, selector: str, name: str) -> set[str]:
    script = "([s, n]) => [...document.querySelectorAll(s)].map((e) => getComputedStyle(e)[n])"
    return set(page.evaluate(script, [selector, name]))


def ground(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.querySelector('.map')).backgroundColor")  # type: ignore[no-any-return]


def test_in_forced_colours_marks_lines_and_names_stand_out_from_their_ground(forced: Page) -> None:
    behind = ground(forced)
    for selector, name in (
        (".curves path", "stroke"),
        (".arcs path", "stroke"),
        (".spoke text", "fill"),
        (".spoke use", "color"),
        (".priority circle", "fill"),
        (".hub-title", "fill"),
    ):
        assert behind not in colours(forced, selector, name), selector


def test_in_forced_colours_what_is_selected_is_told_from_the_rest(forced: Page) -> None:
    forced.locator("#wheel .spoke").first.focus()
    forced.keyboard.press("Enter")
    lit = colours(forced, ".spoke.lit text", "fill")
    rest = colours(forced, ".spoke:not(.lit) text", "fill")
    assert lit
    assert rest
    assert not lit & rest
    assert not colours(forced, ".priority .number", "fill") & colours(forced, ".priority circle", "fill")
    opacities = [
        colours(forced, selector, "strokeOpacity")
        for selector in ("#answer-lines path", ".curves path:not(.lit)")
    ]
    assert ground(forced) not in colours(forced, "#answer-lines path", "stroke")
    assert min(map(float, opacities[0])) > 2 * max(map(float, opacities[1]))


def test_in_forced_colours_the_focus_is_seen_on_a_mark_and_on_a_button(forced: Page) -> None:
    mark = forced.locator("#wheel .spoke").first
    before = mark.screenshot()
    forced.locator("#find").focus()
    forced.keyboard.press("Tab")
    forced.keyboard.press("Shift+Tab")
    assert forced.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    mark.focus()
    forced.keyboard.press("Home")
    assert mark.screenshot() != before


def test_in_forced_colours_a_pressed_button_is_told_from_one_that_is_not(forced: Page) -> None:
    button = forced.locator(".key button").first
    before = button.screenshot()
    button.click()
    forced.mouse.move(0, 0)
    forced.locator("#find").focus()
    assert button.screenshot() != before
    for name in ("backgroundColor", "color"):
        pressed = colours(forced, ".key button[aria-pressed='true']", name)
        assert pressed
        assert not pressed & colours(forced, ".key button[aria-pressed='false']", name)


def test_in_forced_colours_the_chosen_priority_is_told_from_the_others(forced: Page) -> None:
    outlines = [colours(forced, f".works-on a{each}", "outlineStyle") for each in ("", "[aria-current]")]
    assert outlines == [{"none"}, set()]
    forced.locator(".works-on a").first.click()
    forced.locator("#find").focus()
    assert colours(forced, ".works-on a[aria-current]", "outlineStyle") == {"solid"}
    assert colours(forced, ".works-on a:not([aria-current])", "outlineStyle") == {"none"}
    mark = colours(forced, ".works-on a[aria-current]", "outlineColor")
    assert not mark & ({ground(forced)} | colours(forced, ".works-on a", "borderTopColor"))
    chosen = forced.locator(".works-on a[aria-current]")
    chosen.focus()
    forced.keyboard.press("Shift+Tab")
    forced.keyboard.press("Tab")
    assert chosen.evaluate("(each) => getComputedStyle(each).outlineWidth") == "3px"


def test_in_forced_colours_a_priority_that_steps_back_is_told_from_its_number(forced: Page) -> None:
    forced.locator("#wheel .spoke").first.focus()
    forced.keyboard.press("Enter")
    number, circle = (
        colours(forced, f".priority:not(.lit) {each}", "fill") for each in (".number", "circle")
    )
    assert number
    assert circle
    assert not number & circle


@pytest.mark.parametrize("width", [1280, *also(390)])
def test_the_focus_is_seen_on_a_mark_of_every_shape(
    browser: Browser, bristol_page: BuiltPage, width: int
) -> None:
    uses = "[...document.querySelectorAll('.spoke use')].map((each) => each.getAttribute('href'))"
    with visit(browser, bristol_page.file.as_uri(), width=width) as page:
        shapes = sorted(set(page.evaluate(uses)))
        assert len(shapes) > 10
        for shape in shapes:
            mark = page.locator(f".spoke:has(use[href='{shape}'])").first
            mark.evaluate("(each) => each.querySelector('use').scrollIntoView({ block: 'center' })")
            seen = []
            for is_seen in ("false", "true"):
                page.locator("#map").evaluate("(each) => each.focus({ preventScroll: true })")
                mark.evaluate(f"(each) => each.focus({{ preventScroll: true, focusVisible: {is_seen} }})")
                seen.append((page.evaluate("scrollY"), mark.locator("use").screenshot()))
            (before, plain), (after, focused) = seen
            assert after == before
            assert plain != focused, shape


@pytest.mark.parametrize("width", [1280, 320])
def test_wider_text_cuts_nothing_and_does_not_scroll_sideways(
    browser: Browser, bristol_page: BuiltPage, width: int
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=width) as page:
        page.evaluate(SPACED)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert page.evaluate(SIDEWAYS) <= 0
        assert page.evaluate(CUT) == []


def test_four_times_as_large_nothing_is_cut_and_nothing_scrolls_sideways(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    """A window of 1280 px at 400 % is one of 320."""
    with visit(browser, bristol_page.file.as_uri(), width=320) as page:
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert page.evaluate(SIDEWAYS) <= 0
        assert page.evaluate(CUT) == []
