"""Selecting: in the wheel, the key or the list, by mouse or by keyboard, the same lights up everywhere."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ecosystem import queries, sentences
from ecosystem.model import Basis
from tests.browser.built_pages import BuiltPage
from tests.browser.visits import key_button, open_all, visit
from tests.everywhere import also

LIT = r"""() => {
  const all = (selector, read) => [...document.querySelectorAll(selector)].map(read);
  const panel = document.getElementById("panel");
  return {
    marks: all("#wheel [data-n].lit", (mark) => mark.dataset.n).sort(),
    curves: all("#wheel .curves .lit", (path) => Number(path.dataset.l)).sort((a, b) => a - b),
    entries: all("article.lit", (entry) => entry.id.slice(2)),
    pressed: all("[aria-pressed='true']", (button) => button.textContent.replace(/\s+\d+$/, "")),
    title: panel.hidden ? null : document.getElementById("panel-title").textContent,
  };
}"""
NOTHING: dict[str, Any] = {"marks": [], "curves": [], "entries": [], "pressed": [], "title": None}
LINES = """() => [...document.querySelectorAll("#panel-body .links > li")]
  .map((line) => {
    const copy = line.cloneNode(true);
    for (const other of copy.querySelectorAll("[href^='#s-'], small")) other.remove();
    return copy.textContent.trim();
  })"""
HOLDER = """() => {
  const element = document.activeElement;
  if (element === document.body) return "nothing";
  return element.closest("#wheel") ? element.dataset.n : element.id || element.tagName;
}"""

# Playwright's own way of waiting would break the page's content rules.
REST = """(after) => new Promise((done) => {
  const end = performance.now() + 5000;
  let [last, same] = [scrollY, 0];
  const look = () => {
    same = scrollY === last && scrollY !== after ? same + 1 : 0;
    last = scrollY;
    if (same > 5 || performance.now() > end) done(scrollY);
    else requestAnimationFrame(look);
  };
  look();
})"""


@pytest.fixture(scope="module")
def open_page(browser: Browser, built: BuiltPage) -> Iterator[Page]:
    """The page with everything unfolded: the lists have buttons that select."""
    with visit(browser, built.file.as_uri()) as page:
        open_all(page)
        yield page


@pytest.fixture
def page(open_page: Page) -> Page:
    """The page as it is before anything is selected."""
    open_page.mouse.move(0, 0)
    for _ in ("the selection", "the filter"):
        open_page.keyboard.press("Escape")
    open_page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    assert lit(open_page) == NOTHING
    return open_page


def lit(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(LIT)
    return found


def holder(page: Page) -> str:
    """Where the keyboard is: a mark's id, another element's, or nothing."""
    found: str = page.evaluate(HOLDER)
    return found


def with_links(built: BuiltPage, identifier: str) -> dict[str, Any]:
    """What lights up for an entity: itself, all it is tied to, and the ties."""
    links = [link for link in built.ecosystem.links if identifier in (link.tail, link.head)]
    ends = {end for link in links for end in (link.tail, link.head)} | {identifier}
    return {
        "marks": sorted(ends & built.drawn),
        "curves": built.curves(links),
        "entries": [identifier],
        "pressed": [],
        "title": built.node(identifier).name,
    }


def of_kind(built: BuiltPage, kind: str) -> dict[str, Any]:
    members = {entity.id for entity in built.entities if entity.kind == kind}
    links = [link for link in built.ecosystem.links if members & {link.tail, link.head}]
    return {
        "marks": sorted(members),
        "curves": built.curves(links),
        "entries": [],
        "pressed": [built.ecosystem.kinds[kind].plural],
        "title": built.ecosystem.kinds[kind].plural,
    }


def of_basis(built: BuiltPage, basis: Basis) -> dict[str, Any]:
    links = [link for link in built.ecosystem.links if link.basis is basis]
    ends = {end for link in links for end in (link.tail, link.head)}
    return {
        "marks": sorted(ends & built.drawn),
        "curves": built.curves(links),
        "entries": [],
        "pressed": [sentences.BASIS_WORDS[basis]],
        "title": sentences.BASIS_WORDS[basis],
    }


def some(built: BuiltPage, count: int) -> list[str]:
    """A few entities from all round the wheel."""
    step = max(1, len(built.entities) // count)
    return [entity.id for entity in built.entities[::step]]


def test_the_mouse_selects_on_the_wheel(page: Page, built: BuiltPage) -> None:
    for identifier in some(built, 8):
        page.locator(f'#wheel [data-n="{identifier}"] use').click()
        assert lit(page) == with_links(built, identifier)
        assert holder(page) == identifier
        links = queries.links_of(built.city, identifier)
        assert page.evaluate(LINES) == [sentences.of_step(built.city, step) for step in links]
    page.locator("#wheel .hub").click(position={"x": 20, "y": 100}, force=True)
    assert lit(page) == NOTHING


def test_the_mouse_asks_on_the_wheel(page: Page, built: BuiltPage) -> None:
    for priority in built.chosen[:2]:
        page.locator(f'#wheel [data-n="{priority.id}"] .number').click()
        found = lit(page)
        assert found["title"] == queries.connections(built.city, priority.id).question
        assert priority.id in found["marks"]
        assert found["entries"] == [priority.id]
        assert page.locator("#ask-priority").input_value() == priority.id


@pytest.mark.parametrize("built", ["small", *also("bristol")], indirect=True)
def test_the_keyboard_walks_and_selects_every_mark(page: Page, built: BuiltPage) -> None:
    marks = page.locator("#wheel [data-n]").evaluate_all("(all) => all.map((mark) => mark.dataset.n)")
    assert set(marks) == built.drawn
    page.locator("#wheel [tabindex='0']").focus()
    page.keyboard.press("Home")
    for identifier in marks:
        assert holder(page) == identifier
        page.keyboard.press("Enter")
        found = lit(page)
        if identifier in built.ecosystem.priorities:
            assert found["entries"] == [identifier]
            assert found["title"] == queries.connections(built.city, identifier).question
        else:
            assert found == with_links(built, identifier)
        page.keyboard.press("ArrowRight")
    assert holder(page) == marks[0]
    for key, place in [("ArrowLeft", -1), ("ArrowLeft", -2), ("ArrowRight", -1), ("Home", 0), ("End", -1)]:
        page.keyboard.press(key)
        assert holder(page) == marks[place]


def test_the_keyboard_walks_along_links_and_back(page: Page, built: BuiltPage) -> None:
    start = max(built.entities, key=lambda entity: (built.city.degree(entity.id), entity.id)).id
    near = set(with_links(built, start)["marks"])
    page.locator(f'#wheel [data-n="{start}"]').focus()
    page.locator(f'#wheel [data-n="{start}"] use').click()
    passed = []
    for _ in near:
        page.keyboard.press("ArrowDown")
        passed.append(holder(page))
    assert set(passed) == near
    assert passed[-1] == start
    page.keyboard.press("ArrowUp")
    assert holder(page) == passed[-2]


def test_the_directory_selects_by_mouse_and_keyboard(page: Page, built: BuiltPage) -> None:
    for identifier in some(built, 4):
        button = page.locator(f"#n-{identifier} > button")
        button.click()
        assert lit(page) == with_links(built, identifier)
        page.keyboard.press("Escape")
        button.focus()
        page.keyboard.press("Enter")
        assert lit(page) == with_links(built, identifier)
        assert holder(page) == "map"
        assert page.locator("#wheel").is_visible()


def test_the_buttons_of_the_directory_are_called_by_the_words_on_them(page: Page, built: BuiltPage) -> None:
    buttons = page.locator("article > button.show")
    assert set(buttons.all_inner_texts()) == {"Show on the map"}
    names = buttons.evaluate_all("(all) => all.map((button) => button.ariaLabel)")
    assert all(name.startswith("Show on the map: ") for name in names)
    assert len(names) == len(set(names)) > len(built.entities)


@pytest.mark.parametrize("built", ["small", *also("bristol")], indirect=True)
def test_the_key_selects_and_a_second_press_lets_go(page: Page, built: BuiltPage) -> None:
    for kind in {entity.kind: None for entity in built.entities}:
        button = key_button(page, built.ecosystem.kinds[kind].plural)
        button.click()
        assert lit(page) == of_kind(built, kind)
        page.keyboard.press("Space")
        assert lit(page) == NOTHING
    for basis in {link.basis: None for link in built.ecosystem.links}:
        button = key_button(page, sentences.BASIS_WORDS[basis])
        button.focus()
        page.keyboard.press("Enter")
        assert lit(page) == of_basis(built, basis)
        button.click()
        assert lit(page) == NOTHING


def test_a_new_selection_takes_the_place_of_the_last(page: Page, built: BuiltPage) -> None:
    page.locator("#ask-priority").select_option(built.chosen[0].id)
    last = built.entities[-1].id
    page.locator(f"#n-{last} > button").click()
    assert lit(page) == with_links(built, last)
    assert page.locator("#ask-priority").input_value() == ""


def test_a_selection_lights_within_the_filter(page: Page, built: BuiltPage) -> None:
    entity = max(built.entities, key=lambda entity: (built.city.degree(entity.id), entity.id))
    both = [of_kind(built, entity.kind), with_links(built, entity.id)]
    key_button(page, built.ecosystem.kinds[entity.kind].plural).click()
    page.locator(f"#n-{entity.id} > button").click()
    found = lit(page)
    assert found["marks"] == sorted(set.intersection(*(set(each["marks"]) for each in both)))
    assert found["curves"] == sorted(set.intersection(*(set(each["curves"]) for each in both)))
    assert (found["pressed"], found["title"]) == (both[0]["pressed"], entity.name)
    page.keyboard.press("Escape")
    assert lit(page) == both[0]
    page.keyboard.press("Escape")
    assert lit(page) == NOTHING


@pytest.mark.parametrize("opened_in", ["wheel", "key", "directory", "ask", "panel"])
def test_escape_lets_go_and_the_keyboard_is_not_lost(page: Page, built: BuiltPage, opened_in: str) -> None:
    if opened_in == "key":
        page.locator(".key button").first.click()
    elif opened_in == "directory":
        page.locator("article > button.show").first.click()
    elif opened_in == "ask":
        page.locator("#ask-priority").focus()
        page.keyboard.press("ArrowDown")
    else:
        page.locator("#wheel [tabindex='0']").focus()
        page.keyboard.press("Enter")
    if opened_in == "panel":
        page.locator("#panel-body a").last.focus()
    page.keyboard.press("Escape")
    assert lit(page) == NOTHING
    assert holder(page) not in ("nothing", "panel-close")


def test_show_everything_lets_go(page: Page) -> None:
    for press in ("mouse", "keyboard"):
        page.locator("#wheel [tabindex='0']").focus()
        page.keyboard.press("Enter")
        if press == "mouse":
            page.locator("#panel-close").click()
        else:
            page.locator("#panel-close").focus()
            page.keyboard.press("Enter")
        assert lit(page) == NOTHING
        assert holder(page) == "map"


def test_the_wheel_is_one_stop_of_the_tab_key(page: Page) -> None:
    def stops() -> list[str]:
        found: list[str] = page.locator("#wheel [tabindex='0']").evaluate_all(
            "(all) => all.map((mark) => mark.dataset.n)"
        )
        return found

    (stop,) = stops()
    page.locator("#year-back").focus()
    page.keyboard.press("Shift+Tab")
    assert holder(page) == stop
    page.keyboard.press("ArrowRight")
    (moved,) = stops()
    assert holder(page) == moved != stop
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#wheel')") is None
    page.keyboard.press("Shift+Tab")
    assert holder(page) == moved


def test_the_skip_links_lead_past_the_wheel(page: Page) -> None:
    for place, target in enumerate(("map", "directory")):
        page.locator("a.skip").nth(place).focus()
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert holder(page) == target


@pytest.mark.parametrize(
    ("place", "key"), [("#wheel [tabindex='0']", "PageDown"), ("#map", "Space"), ("#map", "PageDown")]
)
def test_page_keys_scroll_as_always(page: Page, place: str, key: str) -> None:
    page.locator(place).focus()
    before = resting_place(page)
    page.keyboard.press(key)
    assert resting_place(page, after=before) > before + 300
    assert lit(page) == NOTHING


def resting_place(page: Page, after: int = -1) -> int:
    """Where the page comes to rest when it has left the place `after`."""
    place: int = page.evaluate(REST, after)
    return place


def test_keys_with_a_modifier_are_left_to_the_browser(page: Page) -> None:
    page.locator("#wheel [tabindex='0']").focus()
    before = holder(page)
    for key in ("Control+ArrowRight", "Alt+End", "Control+Enter"):
        page.keyboard.press(key)
    assert holder(page) == before
    assert lit(page) == NOTHING


def test_the_keyboard_is_never_lost_in_the_wheel(page: Page) -> None:
    keys = ["Tab", "Shift+Tab", "Enter", "Space", "Escape", "Home", "End", "ArrowLeft", "ArrowDown", "a"]
    random = Random(7)
    page.locator("#wheel [tabindex='0']").focus()
    for _ in range(60):
        key = random.choice(keys)
        page.keyboard.press(key)
        where = holder(page)
        assert where != "nothing", key
        if page.evaluate("document.activeElement.closest('#wheel')") is None:
            page.locator("#wheel [tabindex='0']").focus()
