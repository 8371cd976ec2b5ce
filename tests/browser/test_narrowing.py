"""Search, key, years, addresses and moving the picture: what narrows the map, and what each says."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from ecosystem import sentences, timeline
from ecosystem.city import Step
from ecosystem.model import Basis
from tests.browser.built_pages import BuiltPage
from tests.browser.visits import key_button, until, visit, wait_until_whole
from tests.everywhere import also

SHOWN = "() => document.getElementById('shown').textContent"
LIT = "() => [...document.querySelectorAll('.spoke.lit')].map((mark) => mark.dataset.n).sort()"
# With no pause between the letters, in which a busy machine would have what is shown said.
TYPE_AT_ONCE = """(field, words) => {
  for (const letter of words) {
    field.value += letter;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}"""
FOCUS = "() => document.activeElement === document.body ? '' : document.activeElement.outerHTML.slice(0, 60)"


@contextmanager
def opened(browser: Browser, built: BuiltPage, address: str) -> Iterator[Page]:
    """The page, opened at an address."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(built.file.as_uri() + address)
    wait_until_whole(page)
    yield page
    context.close()


@pytest.fixture(scope="module")
def open_page(browser: Browser, bristol_page: BuiltPage) -> Iterator[Page]:
    with visit(browser, bristol_page.file.as_uri(), width=1440) as page:
        yield page


@pytest.fixture
def page(open_page: Page) -> Page:
    """The page with nothing selected and nothing narrowed."""
    open_page.evaluate("page.select(null); page.unfilter(); page.refresh(); page.whole()")
    return open_page


def test_the_page_words_every_link_in_both_directions_as_the_terminal_does(
    page: Page, bristol_page: BuiltPage
) -> None:
    built = bristol_page
    said = page.evaluate("page.data.links.map((_, at) => [true, false].map((f) => page.sentence(at + 1, f)))")
    written = [
        [sentences.of_route(built.city, [Step(link, forward)]) for forward in (True, False)]
        for link in built.ecosystem.links
    ]
    assert said == written


def test_every_year_shows_what_stood_then(page: Page, bristol_page: BuiltPage) -> None:
    first, last = timeline.years(bristol_page.ecosystem)
    for year in range(first, last + 1):
        then, undated = timeline.at(bristol_page.ecosystem, str(year))
        page.evaluate("year => page.narrow({ year })", year)
        assert page.evaluate("page.filter.undated") == undated.links
        lit = "[...document.querySelectorAll('#marks .lit')].map((mark) => mark.dataset.n)"
        assert set(page.evaluate(lit)) == {node.id for _, node in then.nodes()} & bristol_page.drawn
        curves = (
            "[...document.querySelectorAll('.curves .lit')].map((curve) => Number(curve.dataset.l)).sort()"
        )
        assert sorted(page.evaluate(curves)) == bristol_page.curves(then.links)
        assert set(page.evaluate("[...page.filter.nodes]")) == {node.id for _, node in then.nodes()}
        numbers = {bristol_page.numbers[link.id] for link in then.links}
        assert set(page.evaluate("[...page.filter.links]")) == numbers


def test_what_has_no_date_is_counted_drawn_faintly_or_left_out(page: Page, bristol_page: BuiltPage) -> None:
    _, undated = timeline.at(bristol_page.ecosystem, "2017")
    page.locator("#year").fill("2017")
    words = f"{undated.links} connections have no date and are"
    expect(page.locator("#undated")).to_have_text(f"{words} shown in every year.")
    faint = page.locator(".curves .lit.undated").count()
    lit = page.locator(".curves .lit").count()
    assert 0 < faint <= undated.links
    page.locator("#dated").check()
    expect(page.locator("#undated")).to_have_text(f"{words} left out.")
    assert page.locator(".curves .lit").count() == lit - faint
    assert page.evaluate("location.hash") == "#year=2017&undated=out"
    page.locator("#dated").uncheck()
    assert page.locator(".curves .lit").count() == lit


def test_the_slider_and_its_buttons_step_through_the_years(page: Page, bristol_page: BuiltPage) -> None:
    first, last = timeline.years(bristol_page.ecosystem)
    page.locator("#year").fill("2016")
    expect(page.locator("#year-said")).to_have_text("2016")
    page.get_by_role("button", name="A year later").click()
    expect(page.locator("#year-said")).to_have_text("2017")
    page.locator("#year").fill(str(first))
    page.get_by_role("button", name="A year earlier").click()
    expect(page.locator("#year-said")).to_have_text("every year")
    page.locator("#year").fill(str(last))
    expect(page.locator("#year-said")).to_have_text(str(last))
    assert not page.locator("#year-play").is_visible()  # the visitor asks for no motion


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bswn", "bswn"),
        ("Stxp", None),
        ("REEG", "race-equality-in-education"),
        ("bâmeed", "bameed"),
        ("reparations afrikan", "afrikan-connexions"),
    ],
)
def test_search_finds_names_aliases_and_words_of_the_purpose(
    page: Page, words: str, found: str | None
) -> None:
    page.locator("#find").fill(words)
    lit = page.evaluate(LIT)
    assert found in lit if found else lit == []
    assert page.evaluate(SHOWN).startswith(f"Showing {len(lit)} of 102 entries and ")
    expect(page.locator("#status")).to_have_text(page.evaluate(SHOWN))


def test_what_is_found_can_be_chosen_in_the_panel(page: Page) -> None:
    page.locator("#find").fill("SARI")
    page.locator("#panel").get_by_role("button", name="Stand Against Racism & Inequality").click()
    expect(page.locator("#panel-title")).to_have_text("Stand Against Racism & Inequality")
    assert "panel-title" in page.evaluate(FOCUS)


@pytest.mark.parametrize("words", ["council", "zzzz"])
def test_a_search_shows_and_says_what_it_finds_whatever_was_selected(page: Page, words: str) -> None:
    page.evaluate("page.show(page.of('bristol-legacy-foundation'))")
    page.locator("#find").fill(words)
    assert page.locator("#panel-title").text_content() == f"‘{words}’"
    found = page.locator("#panel-body .found button").count()
    assert len(page.evaluate(LIT)) == found
    assert bool(found) is (words == "council")
    expect(page.locator("#status")).to_have_text(page.evaluate(SHOWN))
    assert page.evaluate(SHOWN).startswith(f"Showing {found} of 102 entries and ")


def test_a_search_that_is_emptied_keeps_what_was_chosen_from_it(page: Page) -> None:
    page.locator("#find").fill("SARI")
    page.locator("#panel").get_by_role("button", name="Stand Against Racism & Inequality").click()
    page.locator("#find").fill("")
    expect(page.locator("#panel-title")).to_have_text("Stand Against Racism & Inequality")
    assert page.evaluate("page.filter") is None


def test_show_everything_lets_go_of_the_selection_and_the_filter_in_one_step(page: Page) -> None:
    key_button(page, "money").click()
    page.evaluate("page.show(page.of('bswn'))")
    page.get_by_role("button", name="Show everything").click()
    assert page.evaluate("[page.selection, page.filter, location.hash]") == [None, None, ""]
    assert page.evaluate(SHOWN).startswith("Showing 102 of 102 entries and ")
    expect(page.locator("#status")).to_have_text("Showing everything.")
    page.go_back()
    assert page.evaluate("[page.selection.id, [...page.filter.family]]") == ["bswn", ["money"]]


def test_a_selection_within_a_filter_says_how_many_links_are_lit_and_what_narrows_them(
    page: Page, bristol_page: BuiltPage
) -> None:
    name = bristol_page.node("reslg").name
    page.evaluate("page.show(page.of('reslg'))")
    lit = "document.querySelectorAll('.curves .lit').length"
    for year in (1995, 2020):
        page.evaluate("(year) => page.narrow({ year })", year)
        links = page.evaluate(
            "[...page.selection.links].filter((number) => page.filter.links.has(number)).length"
        )
        assert page.evaluate(lit) <= links
        expect(page.locator("#status")).to_have_text(f"{name}: {links} links shown. Only: in {year}.")
        assert links == 0 if year == 1995 else links > 1
    page.evaluate("page.unfilter()")
    expect(page.locator("#status")).to_have_text(f"{name}: 71 links shown.")


def test_a_year_is_said_once_and_with_what_is_shown(page: Page) -> None:
    page.locator("#year").fill("2016")
    expect(page.locator("#status")).to_have_text(f"In 2016: {page.evaluate(SHOWN)}")
    page.evaluate("""() => {
      window.heard = [];
      for (const each of document.querySelectorAll("[role=status], [aria-live], output")) {
        new MutationObserver(() => window.heard.push(each.id)).observe(each, { childList: true });
      }
    }""")
    page.get_by_role("button", name="A year later").click()
    expect(page.locator("#status")).to_have_text(f"In 2017: {page.evaluate(SHOWN)}")
    assert page.evaluate("window.heard") == ["status"]


def test_while_one_types_only_the_last_count_is_said(page: Page) -> None:
    page.evaluate("""() => {
      window.counts = [];
      const status = document.getElementById("status");
      new MutationObserver(() => window.counts.push(status.textContent)).observe(status, { childList: true });
    }""")
    page.locator("#find").evaluate(TYPE_AT_ONCE, "ujima")
    expect(page.locator("#status")).to_have_text(page.evaluate(SHOWN))
    assert page.evaluate("window.counts") == [page.evaluate(SHOWN)]
    assert page.evaluate(SHOWN).startswith("Showing 2 of 102 entries and ")


def test_the_key_narrows_by_kind_family_and_basis_together(page: Page, bristol_page: BuiltPage) -> None:
    key_button(page, "membership").click()
    key_button(page, "inferred").click()
    wanted = {
        bristol_page.numbers[link.id]
        for link in bristol_page.ecosystem.links
        if link.basis is Basis.INFERRED and bristol_page.city.link_type(link).family == "membership"
    }
    assert set(page.evaluate("[...page.filter.links]")) == wanted
    key_button(page, "membership").click()
    key_button(page, "inferred").click()
    assert page.evaluate("page.filter") is None


def test_escape_lets_go_of_the_selection_first_and_then_of_the_filter(page: Page) -> None:
    key_button(page, "money").click()
    page.evaluate("page.show(page.of('bswn'))")
    page.keyboard.press("Escape")
    assert page.evaluate("[page.selection, Boolean(page.filter)]") == [None, True]
    page.keyboard.press("Escape")
    assert page.evaluate("[page.selection, page.filter]") == [None, None]


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("#show=bswn", "Black South West Network"),
        ("#show=p2021-5", "Which groups connect to priority 5 (Recruitment) of Annual work plan 2021/22?"),
        ("#show=a07", "7 Align version 3 with wider city data work"),
        ("#path=ujima,nbt", "How are Ujima Radio and North Bristol NHS Trust connected?"),
        ("#stops=core", "What if Commission on Race Equality (CoRE) stops?"),
        ("#kind=network&basis=planned", "Networks, planned"),
        ("#year=2016&find=council", "‘council’, in 2016"),
    ],
)
def test_an_address_opens_what_it_was_taken_from(
    browser: Browser, bristol_page: BuiltPage, address: str, title: str
) -> None:
    with opened(browser, bristol_page, address) as page:
        expect(page.locator("#panel-title")).to_have_text(title)
        assert page.evaluate("decodeURIComponent(location.hash)") == address


WRONG = ("#show=nobody", "#year=99999", "#kind=__proto__", "#path=a", "#=&&=", "#x=%E0%A4%A")


@pytest.mark.parametrize("address", WRONG)
def test_a_wrong_address_is_as_good_as_none(browser: Browser, bristol_page: BuiltPage, address: str) -> None:
    with opened(browser, bristol_page, address) as page:
        assert page.locator("#panel").is_hidden()
        assert page.evaluate("[page.selection, page.filter]") == [None, None]


def test_back_and_forward_walk_through_what_was_shown(browser: Browser, bristol_page: BuiltPage) -> None:
    with visit(browser, bristol_page.file.as_uri()) as page:
        page.evaluate("page.show(page.of('bswn'))")
        page.evaluate("page.show(page.of('core'))")
        page.go_back()
        expect(page.locator("#panel-title")).to_have_text("Black South West Network")
        page.go_back()
        expect(page.locator("#panel")).to_be_hidden()
        page.go_forward()
        expect(page.locator("#panel-title")).to_have_text("Black South West Network")


def test_the_link_to_a_view_can_be_taken_along(page: Page) -> None:
    page.evaluate("page.show(page.of('bswn'))")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    page.get_by_role("button", name="Copy link").click()
    assert page.locator("#address").input_value().endswith("#show=bswn")
    assert page.evaluate("document.activeElement.id") == "address"


def test_a_resting_mouse_previews_and_holds_nothing(page: Page) -> None:
    page.locator(".spoke[data-n=bswn] use").hover()
    assert "bswn" in page.evaluate(LIT)
    assert page.locator("#panel").is_hidden()
    page.locator("h1").hover()
    assert page.evaluate(LIT) == []


def test_buttons_and_the_ctrl_wheel_bring_the_picture_closer_and_the_plain_wheel_scrolls(page: Page) -> None:
    scale = "() => new DOMMatrix(document.getElementById('wheel').style.transform || 'none').a"
    move = page.get_by_role("group", name="Move the picture")
    move.get_by_role("button", name="Zoom in").click()
    assert page.evaluate(scale) == pytest.approx(1.4)
    for name in ("Left", "Up", "Down", "Right"):
        move.get_by_role("button", name=name).click()
    move.get_by_role("button", name="Whole wheel").click()
    assert page.evaluate(scale) == 1
    page.locator("#stage").hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    until(lambda: page.evaluate(scale) > 1)
    before = page.evaluate("window.scrollY")
    page.evaluate("page.whole()")
    page.mouse.wheel(0, 300)
    until(lambda: page.evaluate("window.scrollY") > before)


def test_arrows_walk_round_and_along_links_and_letters_jump(page: Page) -> None:
    marks = page.evaluate("[...document.querySelectorAll('#wheel [data-n]')].map((mark) => mark.dataset.n)")
    here = "document.activeElement.dataset.n"
    page.evaluate("document.querySelector('#wheel [tabindex=\"0\"]').focus()")
    page.keyboard.press("Home")
    assert page.evaluate(here) == marks[0]
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(here) == marks[-1]
    page.keyboard.press("b")
    origin = page.evaluate(here)
    assert page.evaluate(f"page.label({here})").lower().startswith("b")
    near = page.evaluate(f"page.of('{origin}').sort === 'entry' ? [...page.of('{origin}').nodes] : []")
    for _ in range(len([each for each in near if each in marks]) + 1):
        page.keyboard.press("ArrowDown")
        assert page.evaluate(here) in near


def test_two_hundred_keys_never_lose_or_trap_the_focus(page: Page) -> None:
    keys = ["Tab", "Shift+Tab", "ArrowRight", "ArrowDown", "Enter", "Escape", "Home", "c", "PageDown"]
    chance = random.Random(4)
    page.evaluate("document.querySelector('#wheel [tabindex=\"0\"]').focus()")
    for _ in range(200):
        key = chance.choice(keys)
        if key == "Enter" and page.evaluate("document.activeElement.matches('a')"):
            continue  # it would leave the page
        page.keyboard.press(key)
        assert page.evaluate(FOCUS) or not page.evaluate("document.hasFocus()")  # or it is past the last stop
    start = page.evaluate(FOCUS)
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) != start


@pytest.mark.parametrize("width", [375, *also(320)])
def test_on_a_narrow_screen_every_kind_lists_its_names_to_touch(
    browser: Browser, bristol_page: BuiltPage, width: int
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=width) as page:
        kinds = {entity.kind: None for entity in bristol_page.entities}
        named: set[str] = set()
        for _ in kinds:
            page.get_by_role("button", name="Next type").click()
            names = page.locator(".found button")
            named |= set(names.all_text_contents())
            for box in (names.nth(place).bounding_box() for place in range(names.count())):
                assert box
                assert box["height"] >= 44
                assert 0 <= box["x"] <= box["x"] + box["width"] <= width
        assert named == {entity.label for entity in bristol_page.entities}
        page.get_by_role("button", name="Show everything").click()
        assert page.locator("#ring-title").text_content() == (
            "Press an arrow, or touch the ring, to read the names of a type"
        )


def test_a_touch_of_the_ring_lists_the_kind_that_stands_there(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=375) as page:
        for identifier in ("bswn", "reslg", "bcc"):
            kind = next(entity.kind for entity in bristol_page.entities if entity.id == identifier)
            page.evaluate("document.getElementById('stage').scrollIntoView({ block: 'center' })")
            box = page.locator(f".spoke[data-n={identifier}] use").bounding_box()
            assert box
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            words = bristol_page.ecosystem.kinds[kind].plural
            expect(page.locator("#ring-title")).to_contain_text(words)
            expect(page.locator("#panel-title")).to_have_text(words)
        page.locator(".found button").first.click()
        assert page.evaluate("page.selection.id")


def test_on_a_narrow_screen_a_priority_shows_its_answer_in_sight(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=390) as page:
        page.locator("[data-show]").last.click()
        expect(page.locator("#panel-title")).to_be_in_viewport()


def test_on_a_phone_every_line_of_the_key_is_drawn(browser: Browser, bristol_page: BuiltPage) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=390) as page:
        lines = page.locator(".key svg")
        assert lines.count() > 5
        for line in lines.all():
            expect(line).to_be_visible()
