"""What is below the map is folded: short at first, and a link, the keyboard or one button opens it."""

from collections.abc import Callable, Iterator
from io import BytesIO
from urllib.parse import quote

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.built_pages import BuiltPage
from tests.browser.readers import Desk, Reader
from tests.browser.visits import open_all, visit

SCREEN = {"width": 390, "height": 844}  # of a phone
WORDS = "document.body.innerText.split(/\\s+/).filter(Boolean).length"
FOLDS = "main details"
OPEN = "main details[open]"
SECTIONS = ["who", "plans", "actions", "directory", "questions", "sources", "notes"]


@pytest.fixture(scope="module")
def open_page(browser: Browser, bristol_page: BuiltPage) -> Iterator[Page]:
    with visit(browser, bristol_page.file.as_uri()) as page:
        yield page


@pytest.fixture
def page(open_page: Page) -> Page:
    """The page with everything folded."""
    open_page.evaluate(f"document.querySelectorAll('{FOLDS}').forEach((fold) => {{ fold.open = false; }})")
    expect(open_page.locator("#open-all")).to_have_text("Open all")
    return open_page


def sheets(page: Page) -> int:
    with pikepdf.open(BytesIO(page.pdf(format="A4"))) as pdf:
        return len(pdf.pages)


def test_the_folded_page_is_12_screens_of_a_phone_and_3500_words_at_most(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=SCREEN["width"]) as page:
        page.set_viewport_size({"width": SCREEN["width"], "height": SCREEN["height"]})
        folded = page.evaluate(WORDS)
        assert page.locator(OPEN).count() == 0
        assert page.evaluate("document.documentElement.scrollHeight") <= 12 * SCREEN["height"]
        assert folded <= 3500
        open_all(page)
        assert page.evaluate(WORDS) > 3 * folded


def test_the_sections_stand_in_the_order_of_the_contents(page: Page) -> None:
    assert page.locator("#contents a").evaluate_all("(all) => all.map((a) => a.hash.slice(1))") == [
        "map",
        *[section for section in SECTIONS if section != "actions"],  # the plans lead to them
    ]
    assert page.locator("main > section[id]").evaluate_all("(all) => all.map((each) => each.id)") == SECTIONS


def test_each_heading_says_how_much_it_holds(page: Page, bristol_page: BuiltPage) -> None:
    counts = dict(
        zip(
            SECTIONS,
            page.locator("main > section[id] > .fold > summary .count").all_inner_texts(),
            strict=True,
        )
    )
    city = bristol_page.ecosystem
    assert counts["who"] == f"{len(bristol_page.chosen)} priorities"
    assert counts["plans"] == f"{len(city.plans)} plans and {len(city.priorities)} priorities"
    assert counts["actions"] == f"{len(city.actions)} actions"
    organisations = len(city.groups) + len(city.networks) + len(city.partners)
    assert counts["directory"] == (
        f"{organisations} organisations, {len(city.events)} events and {len(city.outputs)} publications"
    )
    assert counts["sources"] == f"{len(city.sources)} sources"


def test_one_button_opens_all_and_closes_all(page: Page) -> None:
    button = page.locator("#open-all")
    open_all(page)
    expect(button).to_have_text("Close all")
    button.click()
    expect(page.locator(OPEN)).to_have_count(0)
    expect(button).to_have_text("Open all")


def test_a_heading_opens_with_the_keyboard(page: Page) -> None:
    summary = page.locator("#sources > .fold > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("#s-1").is_visible()


@pytest.mark.parametrize("place", ["questions", "stops", "n-reslg", "s-5", "k-task-group"])
def test_an_address_opens_what_it_leads_to(reader: Reader, bristol_page: BuiltPage, place: str) -> None:
    reader.open(bristol_page.file.as_uri() + "#" + place)
    reader.wait_for("(id) => document.getElementById(id).checkVisibility()", place)
    reader.wait_for(
        "(id) => { const { top } = document.getElementById(id).getBoundingClientRect(); "
        "return 0 <= top && top < innerHeight; }",
        place,
    )


def test_a_link_on_the_page_opens_what_it_leads_to(reader: Reader, bristol_page: BuiltPage) -> None:
    reader.open(bristol_page.file.as_uri())
    reader.evaluate("document.querySelector('#contents [href=\"#directory\"]').click()")
    reader.wait_for("document.querySelector('#n-reslg h5').checkVisibility()")
    assert not reader.evaluate("document.querySelector('#n-reslg .links').checkVisibility()")
    reader.evaluate("document.querySelector('#n-reslg [href^=\"#s-\"]').click()")
    reader.wait_for("document.querySelector(location.hash).checkVisibility()")
    reader.evaluate("location.hash = 'n-reslg'")
    reader.wait_for("document.querySelector('#n-reslg .links').checkVisibility()")


SEEN = """(words) => [...document.querySelectorAll("main small")].some((each) => {
  const { top, bottom } = each.getBoundingClientRect();
  return each.textContent.startsWith(words) && each.checkVisibility() && top > 0 && bottom < innerHeight;
})"""


WORDS_FOLDED_AWAY = "It puts the systems in place for the version 3 data"


def test_the_search_of_the_browser_opens_what_it_finds(reader: Reader, bristol_page: BuiltPage) -> None:
    """Which none of them lets a program use: a link to words within the page opens them in the same way."""
    reader.viewport(1280, 900)
    reader.open("about:blank")
    reader.open(bristol_page.file.as_uri())
    assert not reader.evaluate(SEEN, WORDS_FOLDED_AWAY)
    reader.open(f"{bristol_page.file.as_uri()}#:~:text={quote(WORDS_FOLDED_AWAY)}")
    reader.wait_for(SEEN, WORDS_FOLDED_AWAY)


def test_a_link_to_words_leads_to_them(
    readers: Callable[[str, Desk], Reader], bristol_page: BuiltPage
) -> None:
    """As search engines make them. Only in Chromium: Firefox does not tell a page of such a link."""
    reader = readers("chromium", Desk())
    reader.open("about:blank")
    reader.open(f"{bristol_page.file.as_uri()}#:~:text={quote(WORDS_FOLDED_AWAY)}")
    reader.wait_for(SEEN, WORDS_FOLDED_AWAY)


def test_the_section_that_is_read_is_marked_in_the_contents(page: Page) -> None:
    marked = page.locator("#contents [aria-current]")
    page.locator("#contents a", has_text="Organisations").click()
    expect(marked).to_have_text("Organisations")
    page.locator("#contents a", has_text="Who works").click()
    expect(marked).to_have_text("Who works on what")
    page.evaluate("scrollTo(0, 0)")
    expect(marked).to_have_text("Map")


def test_the_sheet_of_a_phone_closes_when_a_section_is_chosen(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=SCREEN["width"]) as page:
        page.locator(".contents-open").click()
        page.locator("#contents a", has_text="Sources").click()
        expect(page.locator("#contents")).to_be_hidden()
        expect(page.locator("#s-1")).to_be_visible()


def test_without_script_everything_lies_open(browser: Browser, bristol_page: BuiltPage) -> None:
    with visit(browser, bristol_page.file.as_uri(), script=False) as page:
        assert page.locator(".fold").count() == page.locator(".fold[open]").count() > len(SECTIONS)
        assert page.locator("main details:not([open])").count() == page.locator(".sources details").count()
        assert page.locator("#open-all:visible, #print-all:visible").count() == 0


def test_a_source_is_a_small_number_that_says_what_it_is(page: Page, bristol_page: BuiltPage) -> None:
    for reference in page.locator("#directory [href^='#s-']").all()[:40]:
        number = int(reference.text_content() or "")
        source = list(bristol_page.ecosystem.sources.values())[number - 1]
        assert (reference.get_attribute("title") or "").startswith(source.title)


# Paper


def test_paper_has_12_sheets_at_most_with_who_works_on_what(page: Page) -> None:
    assert sheets(page) <= 12
    assert page.locator(OPEN).count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    shown = page.locator("main > section[id]").evaluate_all(
        "(all) => all.filter((each) => each.checkVisibility()).map((each) => each.id)"
    )
    plans = page.locator("#who h3:visible").count()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert shown == ["who"]
    assert plans == 1  # of the others nobody has opened who works on them


def test_paper_has_what_is_opened(page: Page) -> None:
    page.locator("#questions > .fold > summary").click()
    page.emulate_media(media="print")
    assert page.locator("#gaps .card").first.is_visible()
    assert not page.locator("#directory").is_visible()
    page.emulate_media(media="screen")


def test_print_all_prints_everything_and_folds_it_again(page: Page) -> None:
    page.evaluate(
        f"""() => {{
          window.print = () => {{
            dispatchEvent(new Event("beforeprint"));
            window.printed = document.querySelectorAll("{FOLDS}:not([open])").length;
            dispatchEvent(new Event("afterprint"));
          }};
        }}"""
    )
    page.locator("#print-all").click()
    assert page.evaluate("window.printed") == 0
    assert page.locator(OPEN).count() == 0
