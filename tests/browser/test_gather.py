"""A large city in a real browser: kinds gathered into marks, opened one at a time, nothing lost by it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import large
from tests.browser.axe import violations
from tests.browser.built_pages import BuiltPage
from tests.browser.visits import visit, window
from tests.everywhere import also

KINDS = len(large.KINDS)
SCHOOLS = 112  # of 700: above the 80 names that a circle holds


@pytest.fixture(scope="module")
def town(large_page: BuiltPage) -> BuiltPage:
    return large_page


@pytest.fixture
def page(browser: Browser, town: BuiltPage) -> Iterator[Page]:
    with visit(browser, town.file.as_uri()) as opened:
        yield opened


def group(page: Page, words: str) -> Any:
    return page.locator(f'.group[data-words="{words}"], .group[aria-label^="{words}"]').first


def open_kind(page: Page, words: str) -> None:
    group(page, words).locator("use").click()


def names(page: Page) -> list[str]:
    """The ids of the organisations that stand on the wheel one by one."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('#spokes .spoke[data-n]')].map((e) => e.dataset.n)"
    )
    return found


def links_in_bundles(page: Page) -> int:
    """How many links the curves stand for, as their names say."""
    said: int = page.evaluate(
        """[...document.querySelectorAll("#bundles title")]
             .map((title) => Number(title.textContent.match(/: ([\\d,]+) links?$/)[1].replace(",", "")))
             .reduce((a, b) => a + b, 0)"""
    )
    return said


def test_it_opens_with_a_mark_for_each_kind(page: Page) -> None:
    expect(page.locator("#spokes .group")).to_have_count(KINDS)
    assert names(page) == []
    assert links_in_bundles(page) == 2100
    expect(page.locator("#gather-title")).to_contain_text("Choose a type")


def test_a_click_opens_a_kind_and_every_link_is_still_in_one_curve(page: Page, town: BuiltPage) -> None:
    open_kind(page, "Commissions")
    commissions = [each.id for each in town.entities if each.kind == "k11"]
    assert sorted(names(page)) == sorted(commissions)
    assert links_in_bundles(page) == 2100
    expect(page.locator("#status")).to_contain_text("Open: Commissions: all 7")
    expect(page.locator("#spokes .group")).to_have_count(KINDS - 1)


def test_a_kind_too_large_for_the_circle_opens_in_steps_that_together_show_it_all(
    page: Page, town: BuiltPage
) -> None:
    open_kind(page, "Schools")
    seen = names(page)
    assert len(seen) == 80
    assert links_in_bundles(page) == 2100
    expect(page.locator(".rest")).to_have_text("32 more")
    page.get_by_role("button", name="Later names").click()
    seen += names(page)
    assert sorted(seen) == sorted(each.id for each in town.entities if each.kind == "k1")
    assert len(seen) == SCHOOLS
    assert links_in_bundles(page) == 2100
    expect(page.locator("#gather-title")).to_contain_text("Schools 81 to 112 of 112")
    page.get_by_role("button", name="Earlier names").click()
    assert names(page) == seen[:80]


def test_escape_and_the_button_gather_again(page: Page) -> None:
    open_kind(page, "Forums")
    page.keyboard.press("Escape")
    expect(page.locator("#spokes .group")).to_have_count(KINDS)
    expect(page.locator("#status")).to_have_text("All types are grouped again.")
    open_kind(page, "Forums")
    page.get_by_role("button", name="Group again").click()
    expect(page.locator("#spokes .group")).to_have_count(KINDS)
    assert names(page) == []


@pytest.mark.parametrize(("button", "key"), [("Group again", "Enter"), ("Later names", "Escape")])
def test_gathering_from_a_button_brings_the_keyboard_to_the_kind(page: Page, button: str, key: str) -> None:
    open_kind(page, "Schools")
    page.get_by_role("button", name=button).focus()
    page.keyboard.press(key)
    expect(page.locator("#spokes .group")).to_have_count(KINDS)
    assert focused(page).startswith("Schools, 112 entries, ")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0


def test_escape_lets_go_of_the_selection_before_it_gathers(page: Page) -> None:
    open_kind(page, "Commissions")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    assert len(names(page)) == 7
    page.keyboard.press("Escape")
    assert names(page) == []


def focused(page: Page) -> str:
    said: str = page.evaluate(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.id"
    )
    return said


def test_the_keyboard_walks_opens_and_gathers(page: Page, town: BuiltPage) -> None:
    stops = page.evaluate("document.querySelectorAll('#wheel [tabindex=\"0\"]').length")
    assert stops == 1
    page.locator('#wheel [tabindex="0"]').focus()
    heard = []
    for _ in range(KINDS):
        heard.append(focused(page))
        page.keyboard.press("ArrowRight")
    assert len(set(heard)) == KINDS
    assert heard[0].startswith("Community groups, 210 entries, ")
    assert focused(page).startswith("Priority 1, ")
    page.keyboard.press("Home")
    assert focused(page) == heard[0]
    page.keyboard.press("End")
    assert focused(page).startswith("Priority 8, ")
    page.keyboard.press("n")
    assert focused(page).startswith("NHS organisations, 35 entries, ")
    page.keyboard.press("Enter")
    walked = []
    for _ in range(35):
        walked.append(page.evaluate("document.activeElement.dataset.n"))
        page.keyboard.press("ArrowRight")
    assert sorted(walked) == sorted(each.id for each in town.entities if each.kind == "k6")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")  # along a link
    along = focused(page)
    page.keyboard.press("ArrowUp")
    assert focused(page) != along
    page.keyboard.press("Escape")
    assert focused(page).startswith("NHS organisations, 35 entries, ")
    assert page.evaluate("document.querySelectorAll('#wheel [tabindex=\"0\"]').length") == 1


def test_two_hundred_keys_never_lose_the_focus(page: Page) -> None:
    page.locator('#wheel [tabindex="0"]').focus()
    keys = ["ArrowRight", "ArrowDown", "Enter", "End", "ArrowLeft", "c", "Enter", "ArrowUp", "Escape", "Home"]
    for place in range(200):
        page.keyboard.press(keys[(place * 7 + place // 10) % 10])
        assert page.evaluate("document.activeElement !== document.body"), place
    assert page.evaluate("document.querySelectorAll('#wheel [tabindex=\"0\"]').length") == 1


def test_selecting_from_the_directory_opens_the_kind_it_needs(page: Page, town: BuiltPage) -> None:
    school = max(each.id for each in town.entities if each.kind == "k1")
    page.evaluate("(id) => document.querySelector(`#n-${id} .show`).click()", school)
    assert school in names(page)
    expect(page.locator(f'#wheel [data-n="{school}"]')).to_have_class(r"spoke h-blue lit")
    expect(page.locator("#panel")).to_be_visible()
    assert f"show={school}" in page.url


def test_a_search_that_finds_one_kind_opens_it_and_others_are_counted_on_their_marks(page: Page) -> None:
    page.locator("#find").fill("ashfield")
    expect(page.locator(".group.lit").first).to_contain_text(" of ")
    assert names(page) == []
    page.locator("#find").fill("greenway commission")
    assert names(page) != []
    expect(page.locator("#find")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 375])
def test_the_address_opens_the_kind_of_what_it_shows(browser: Browser, town: BuiltPage, width: int) -> None:
    with window(browser, width=width) as opened:
        page = opened.open(f"{town.file.as_uri()}#show=b211")
        assert "b211" in names(page)
        expect(page.locator('#wheel [data-n="b211"]')).to_have_attribute("tabindex", "0")
        expect(page.locator("#panel-title")).to_have_text(town.node("b211").name)
        assert opened.violations() == []


def test_a_bundle_can_be_selected_and_its_links_read(page: Page) -> None:
    page.evaluate(
        """[...document.querySelectorAll("#bundles path")].find((path) =>
             /: [2-9] links$/.test(path.textContent)).dispatchEvent(
             new MouseEvent("click", { bubbles: true }))"""
    )
    title = page.locator("#panel-title").inner_text()
    expect(page.locator("#panel .links li")).to_have_count(int(title.split(": ")[1].split()[0]))


def test_without_script_the_kinds_and_the_whole_directory_are_there(
    browser: Browser, town: BuiltPage
) -> None:
    with visit(browser, town.file.as_uri(), script=False) as page:
        expect(page.locator("#spokes .group")).to_have_count(KINDS)
        expect(page.locator("#directory article")).to_have_count(700)
        assert page.locator("#gather-title").is_hidden()


@pytest.mark.parametrize("width", [375, 320])
def test_on_a_narrow_screen_names_stand_in_a_column(browser: Browser, town: BuiltPage, width: int) -> None:
    with visit(browser, town.file.as_uri(), width=width) as page:
        for kind in (None, "Schools"):
            if kind:
                open_kind(page, kind)
                assert len(names(page)) == 24
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert links_in_bundles(page) == 2100
            boxes = page.evaluate(
                """[...document.querySelectorAll("#spokes > g")].map((row) => {
                     const text = row.querySelector("text:last-of-type");
                     const [box, { right }] = [row, text].map((each) => each.getBoundingClientRect());
                     return [box.height, right, parseFloat(getComputedStyle(text).fontSize)];
                   })"""
            )
            edge = page.evaluate("document.getElementById('stage').getBoundingClientRect().right")
            assert min(height for height, _, _ in boxes) >= 24
            assert max(right for _, right, _ in boxes) <= edge + 1
            assert min(size for _, _, size in boxes) >= 10.4


def test_names_are_at_least_11_px_at_1280_and_none_is_cut(page: Page) -> None:
    for kind in (None, "Schools"):
        if kind:
            open_kind(page, kind)
        scale = page.evaluate("document.getElementById('wheel').getScreenCTM().a")
        assert 13 * scale >= 11
        stage = page.evaluate("document.getElementById('stage').getBoundingClientRect().toJSON()")
        texts = page.evaluate(
            "[...document.querySelectorAll('#spokes text')].map((e) => e.getBoundingClientRect().toJSON())"
        )
        for box in texts:
            assert stage["left"] <= box["left"]
            assert box["right"] <= stage["right"]
            assert stage["top"] <= box["top"]
            assert box["bottom"] <= stage["bottom"]


@pytest.mark.parametrize("kind", ["Commissions", *also(None)])
@pytest.mark.parametrize("width", [1280, *also(375)])
def test_axe_finds_nothing(browser: Browser, town: BuiltPage, kind: str | None, width: int) -> None:
    with visit(browser, town.file.as_uri(), width=width) as page:
        if kind:
            open_kind(page, kind)
        assert violations(page, within="#map") == []
