"""The address of the view: a place on the page only scrolls, and Back undoes what a reader chose."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.built_pages import BuiltPage
from tests.browser.test_narrowing import opened

SHOWN = """() => {
  const panel = document.getElementById("panel");
  return {
    title: panel.hidden ? null : document.getElementById("panel-title").textContent,
    lit: [...document.querySelectorAll("#wheel .lit")].map(({ dataset }) => dataset.n ?? dataset.l),
    pressed: [...document.querySelectorAll(".key [aria-pressed='true']")].map(({ dataset }) => dataset.value),
    find: document.getElementById("find").value,
    year: document.getElementById("year-said").textContent,
    said: page.said,
  };
}"""
SAID = """async () => {
  await new Promise((done) => setTimeout(done, 500)); // what was to be said before is said
  window.heard = 0;
  new MutationObserver(() => { window.heard += 1; }).observe(
    document.getElementById("status"), { childList: true, characterData: true, subtree: true });
}"""
HEARD = "new Promise((done) => setTimeout(() => done(window.heard), 500))"  # a message is said a moment later
VIEWS = (
    "#show=bswn",
    "#show=bswn&kind=network",
    "#path=ujima,nbt",
    "#year=2016&find=council",
    "#tour={}&step=2",
)


def shown(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(SHOWN)
    return found


def address(page: Page) -> str:
    """What stands behind the name of the page."""
    found: str = page.evaluate("location.hash")
    return found


def entries(page: Page) -> int:
    """How many steps the history holds."""
    found: int = page.evaluate("history.length")
    return found


def show(page: Page, identifier: str) -> None:
    page.evaluate("(id) => page.show(page.of(id))", identifier)


@pytest.fixture
def page(browser: Browser, bristol_page: BuiltPage) -> Iterator[Page]:
    with opened(browser, bristol_page, "") as page:
        yield page


# Places on the page


@pytest.mark.parametrize("view", VIEWS)
def test_a_skip_link_leaves_all_that_is_shown_as_it_is(
    browser: Browser, bristol_page: BuiltPage, view: str
) -> None:
    with opened(browser, bristol_page, view.format(next(iter(bristol_page.ecosystem.tours)))) as page:
        before = shown(page)
        assert before["title"]
        page.evaluate(SAID)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert (address(page), page.evaluate("document.activeElement.id")) == ("#map", "map")
        assert shown(page) == before
        assert page.evaluate(HEARD) == 0


def test_a_source_in_the_panel_is_only_gone_to(page: Page) -> None:
    show(page, "bswn")
    before = shown(page)
    page.locator("#panel-body a[href^='#s-']").first.click()
    assert address(page).startswith("#s-")
    assert shown(page) == before


def test_a_source_of_a_story_does_not_end_it(page: Page) -> None:
    page.locator(".tour-start button").first.click()
    page.get_by_role("button", name="Next").click()
    before = shown(page)
    page.locator(".tour-step a[href^='#s-']").first.click()
    assert address(page).startswith("#s-")
    assert shown(page) == before
    page.get_by_role("button", name="Next").click()
    assert address(page).endswith("step=3")


def test_the_way_back_over_a_place_says_nothing_again(page: Page) -> None:
    show(page, "bswn")
    before = shown(page)
    page.locator("#panel-body a[href^='#s-']").first.click()
    page.evaluate(SAID)
    page.go_back()
    assert (address(page), shown(page)) == ("#show=bswn", before)
    assert page.evaluate(HEARD) == 0


def test_a_change_after_a_place_is_written_and_back_undoes_it(page: Page) -> None:
    show(page, "bswn")
    first = shown(page)
    page.evaluate("location.hash = 'map'")
    show(page, "core")
    second = shown(page)
    assert address(page) == "#show=core"
    page.keyboard.press("Escape")
    assert address(page) == ""
    page.go_back()
    assert (address(page), shown(page)) == ("#show=core", second)
    page.go_back()
    assert (address(page), shown(page)) == ("#map", first)
    page.go_back()
    assert (address(page), shown(page)) == ("#show=bswn", first)
    page.go_back()
    assert (address(page), shown(page)["title"]) == ("", None)


def test_letting_go_at_a_place_is_written_and_back_undoes_it(page: Page) -> None:
    show(page, "bswn")
    page.evaluate("location.hash = 'map'")
    page.keyboard.press("Escape")
    assert address(page) == ""
    page.go_back()
    assert (address(page), shown(page)["title"]) == ("#map", "Black South West Network")


def test_the_same_place_twice_hinders_nothing(page: Page) -> None:
    show(page, "bswn")
    for _ in range(2):
        page.evaluate("document.querySelector('.skip').click()")
    assert (address(page), shown(page)["title"]) == ("#map", "Black South West Network")
    show(page, "core")
    assert address(page) == "#show=core"
    page.go_back()
    assert (address(page), shown(page)["title"]) == ("#map", "Black South West Network")


def test_who_comes_to_a_place_finds_nothing_selected_and_back_leads_there(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    with opened(browser, bristol_page, "#directory") as page:
        assert shown(page)["title"] is None
        show(page, "bswn")
        assert address(page) == "#show=bswn"
        page.go_back()
        assert (address(page), shown(page)["title"]) == ("#directory", None)
        page.go_forward()
        assert shown(page)["title"] == "Black South West Network"


@pytest.mark.parametrize("place", ["map", "s-16"])
def test_a_link_copied_at_a_place_is_that_of_the_view(page: Page, place: str) -> None:
    show(page, "bswn")
    page.evaluate("page.narrow({ year: 2020 })")
    page.evaluate("(place) => { location.hash = place; }", place)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    page.get_by_role("button", name="Copy link").click()
    assert page.locator("#address").input_value().partition("#")[2] == "show=bswn&year=2020"


def test_the_button_shows_that_it_copied_until_something_else_is_shown(page: Page) -> None:
    kept = "{ value: { writeText: async (text) => { window.kept = text; } }, configurable: true }"
    page.evaluate(f"() => {{ Object.defineProperty(navigator, 'clipboard', {kept}); }}")
    show(page, "bswn")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Link copied").wait_for()
    assert page.evaluate("window.kept").endswith("#show=bswn")
    expect(page.locator("#status")).to_have_text("Link copied")
    show(page, "ujima")
    assert page.locator("#panel-copy").text_content() == "Copy link"


# Steps of the history


def test_years_that_pass_leave_one_step_of_the_history(page: Page) -> None:
    show(page, "bswn")
    before = entries(page)
    for name in ("A year later", "A year later", "A year earlier"):
        page.get_by_role("button", name=name).click()
    page.locator("#year").fill("2016")
    page.locator("#year").press("ArrowRight")
    assert (entries(page), address(page)) == (before, "#show=bswn&year=2017")
    page.locator("#year").press("Home")
    assert (entries(page), address(page)) == (before, "#show=bswn")


@pytest.mark.parametrize("focused", ["#year-play", "#find"])
def test_years_that_play_leave_one_step_of_the_history_wherever_the_keyboard_is(
    page: Page, focused: str
) -> None:
    show(page, "bswn")
    before = entries(page)
    page.clock.install()
    page.locator("#year-play").click()
    page.locator(focused).focus()
    page.clock.run_for(5000)
    first = page.evaluate("page.data.years[0]")
    # In one go, since the years play on.
    year, *found = page.evaluate("[page.criteria.year, history.length, location.hash]")
    assert year > first + 2
    assert found == [before, f"#show=bswn&year={year}"]


def test_a_selection_while_the_years_play_is_a_step_of_its_own(page: Page) -> None:
    page.clock.install()
    page.locator("#year-play").click()
    page.clock.run_for(1000)
    before = entries(page)
    show(page, "bswn")
    page.clock.run_for(1000)
    assert entries(page) == before + 1


def test_a_search_begun_and_emptied_by_hand_leaves_no_step(page: Page) -> None:
    before = entries(page)
    for _ in range(2):
        page.locator("#find").press_sequentially("co")
        for _ in "co":
            page.keyboard.press("Backspace")
    assert (entries(page), address(page)) == (before, "")


def test_everything_let_go_of_is_a_step_that_back_undoes(page: Page) -> None:
    page.locator("#find").press_sequentially("council")
    assert entries(page) == 2  # the empty page that the browser began with, and this one
    page.get_by_role("button", name="Show everything").click()
    assert address(page) == ""
    page.go_back()
    assert (address(page), shown(page)["find"]) == ("#find=council", "council")


def test_back_from_a_search_leads_to_what_was_selected_before(page: Page) -> None:
    show(page, "bswn")
    before = entries(page)
    page.locator("#find").press_sequentially("council")
    assert (entries(page), address(page)) == (before + 1, "#find=council")
    page.go_back()
    assert (address(page), shown(page)["title"]) == ("#show=bswn", "Black South West Network")
