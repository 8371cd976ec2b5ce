"""Who works on what, in the browser: its headings stay in view, it follows the filter, a phone has lists."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from ecosystem import queries
from tests.browser.built_pages import BuiltPage
from tests.browser.visits import key_button, visit

ROWS = """() => [...document.querySelectorAll(".matrix th[scope=row] a")]
  .filter((link) => link.checkVisibility()).map((link) => link.hash.slice(3))"""
LIT = """(all) => all.map((e) => [e.dataset.n ?? e.querySelector("a").hash.slice(3), e.tagName])"""
CELLS = """() => [...document.querySelectorAll(".matrix")].flatMap((frame) => {
  if (!frame.checkVisibility()) return [];
  const of = [...frame.querySelectorAll("col[data-n]")].map((column) => column.dataset.n);
  const seen = (cell) => cell.firstElementChild?.checkVisibility({ visibilityProperty: true });
  return [...frame.querySelectorAll("th[scope=row]")].flatMap((heading) => {
    const id = heading.querySelector("a").hash.slice(3);
    const cells = [...heading.parentElement.cells].slice(1);
    return cells.flatMap((cell, place) => (seen(cell) ? [id + " " + of[place]] : []));
  });
}).sort()"""


@pytest.fixture(scope="module")
def page(browser: Browser, bristol_page: BuiltPage) -> Iterator[Page]:
    """The page with who works on what unfolded."""
    with visit(browser, bristol_page.file.as_uri()) as page:
        page.locator("#who > .fold > summary").click()
        yield page


def cells_of(built: BuiltPage) -> list[str]:
    """The cells of the chosen plan, which lies open."""
    chosen = [each.id for each in built.chosen]
    return sorted(
        f"{each.id} {priority}"
        for priority in chosen
        for each in queries.connections(built.city, priority).connections
    )


def test_the_headings_stay_in_view_while_the_table_is_scrolled(page: Page) -> None:
    frame = page.locator(".matrix").first
    frame.scroll_into_view_if_needed()
    before = frame.bounding_box()
    frame.evaluate("(frame) => frame.scrollTo(200, 400)")
    column, row = frame.locator("thead th").nth(1), frame.locator("thead th").first
    assert before
    for heading in (column, row):
        box = heading.bounding_box()
        assert box
        assert 0 <= box["y"] - before["y"] < 5
    frame.evaluate("(frame) => frame.scrollTo(0, 0)")


def test_it_can_be_scrolled_with_the_keyboard(page: Page) -> None:
    frame = page.locator(".matrix").first
    frame.focus()
    for _ in range(100):
        page.keyboard.press("End")
        if frame.evaluate("(frame) => frame.scrollTop") >= 100:
            break
        page.wait_for_timeout(20)
    else:
        raise AssertionError("the key does not scroll the table")
    page.keyboard.press("Home")


def test_the_filter_narrows_the_rows_and_lets_them_back(page: Page, bristol_page: BuiltPage) -> None:
    assert page.evaluate(CELLS) == cells_of(bristol_page)
    kind = next(each for each in bristol_page.ecosystem.kinds.values() if each.id == "task-group")
    key_button(page, kind.plural).click()
    of_kind = {each.id for each in bristol_page.entities if each.kind == kind.id}
    assert page.evaluate(CELLS) == [each for each in cells_of(bristol_page) if each.split()[0] in of_kind]
    assert set(page.evaluate(ROWS)) <= of_kind
    page.keyboard.press("Escape")
    assert page.evaluate(CELLS) == cells_of(bristol_page)


def test_a_year_hides_what_did_not_stand_then(page: Page, bristol_page: BuiltPage) -> None:
    first = page.evaluate("page.data.years[0]")
    page.evaluate("(year) => page.narrow({ year })", first)
    early = page.evaluate(CELLS)
    assert set(early) < set(cells_of(bristol_page))
    page.evaluate("page.showAll()")
    assert page.evaluate(CELLS) == cells_of(bristol_page)


def test_a_filter_that_nothing_fits_says_so(page: Page) -> None:
    note = page.locator("#who [data-none]").first
    assert not note.is_visible()
    page.evaluate('page.narrow({ words: "nothing is called so" })')
    assert note.is_visible()
    page.evaluate("page.showAll()")
    assert not note.is_visible()


def test_what_is_selected_is_marked(page: Page, bristol_page: BuiltPage) -> None:
    organisation, priority = cells_of(bristol_page)[0].split()
    for identifier, tag in ((organisation, "TR"), (priority, "COL")):
        page.evaluate("(id) => page.show(page.of(id))", identifier)
        lit = page.locator(".matrix .lit").evaluate_all(LIT)
        assert [identifier, tag] in lit
        assert {each[0] for each in lit} == {identifier}
    page.evaluate("page.showAll()")


@pytest.mark.parametrize("script", [True, False])
def test_a_phone_has_a_list_for_each_priority_and_no_table(
    browser: Browser, bristol_page: BuiltPage, script: bool
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=390, script=script) as page:
        if script:
            page.locator("#who > .fold > summary").click()
        assert page.locator(".matrix:visible").count() == 0
        lists = page.locator("#who > .fold > .matrix-lists")
        for place, priority in enumerate(bristol_page.chosen):
            fold = lists.locator("details").nth(place)
            if script:
                fold.locator("summary").click()
            names = fold.locator("dd:visible")
            answer = queries.connections(bristol_page.city, priority.id)
            assert names.count() == len(answer.connections)
            assert f"{len(answer.connections)} organisation" in fold.locator("summary").inner_text()
        heights = lists.locator("dd a:visible").evaluate_all("(all) => all.map((a) => a.offsetHeight)")
        assert min(heights) >= 44
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_script_the_tables_lie_open(browser: Browser, bristol_page: BuiltPage) -> None:
    with visit(browser, bristol_page.file.as_uri(), script=False) as page:
        assert page.locator(".matrix").count() == page.locator(".matrix:visible").count()
        assert page.locator(".matrix-lists:visible").count() == 0


def test_paper_shows_the_whole_table(browser: Browser, bristol_page: BuiltPage) -> None:
    with visit(browser, bristol_page.file.as_uri()) as page:
        page.emulate_media(media="print")
        frame = page.locator(".matrix").first
        assert frame.evaluate("(frame) => frame.scrollHeight <= frame.clientHeight + 1")
        assert frame.evaluate("(frame) => frame.scrollWidth <= frame.clientWidth + 1")
        assert page.locator(".matrix-lists:visible").count() == 0
