"""The story: an article without script, and with it a reading that the keyboard and the ear can follow."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ecosystem import queries
from ecosystem.city import City
from ecosystem.model import Priority, Tour, TourStep
from tests.browser.axe import violations
from tests.browser.built_pages import BuiltPage, settle
from tests.browser.visits import Scheme, visit, window
from tests.cities import TOURED
from tests.everywhere import also

STATE = r"""() => {
  const panel = document.getElementById("panel");
  const all = (selector, read) => [...document.querySelectorAll(selector)].map(read);
  const { activeElement } = document;
  return {
    title: panel.hidden ? null : document.getElementById("panel-title").textContent,
    text: panel.querySelector(".tour-step")?.innerText.replace(/\s+/g, " ") ?? null,
    marks: all("#wheel [data-n].lit", (mark) => mark.dataset.n).sort(),
    curves: all("#wheel .curves .lit", (path) => Number(path.dataset.l)).sort((a, b) => a - b),
    said: page.said,
    holder: activeElement === document.body ? null : activeElement.dataset.n ?? activeElement.textContent,
    off: all(".tour-nav [aria-disabled='true']", (button) => button.textContent),
    address: location.hash,
  };
}"""


@pytest.fixture(scope="module")
def toured_page(tmp_path_factory: pytest.TempPathFactory) -> BuiltPage:
    return settle(City.parse(TOURED), tmp_path_factory.mktemp("toured"))


@pytest.fixture(scope="module", params=["bristol", "toured"])
def told(request: pytest.FixtureRequest, bristol_page: BuiltPage, toured_page: BuiltPage) -> BuiltPage:
    """Each of the two cities that have a story."""
    return bristol_page if request.param == "bristol" else toured_page


@pytest.fixture(scope="module")
def open_page(browser: Browser, told: BuiltPage) -> Iterator[Page]:
    with visit(browser, told.file.as_uri()) as page:
        yield page


@pytest.fixture
def page(open_page: Page) -> Page:
    """The page as it is before the story begins."""
    open_page.keyboard.press("Escape")
    open_page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    assert state(open_page)["title"] is None
    return open_page


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(STATE)
    return found


def first_tour(built: BuiltPage) -> Tour:
    return next(iter(built.ecosystem.tours.values()))


def begin(page: Page) -> None:
    page.locator(".tour-start button").first.click()


def press(page: Page, words: str) -> None:
    page.locator(".tour-nav").get_by_role("button", name=words, exact=True).click()


def address(tour: Tour, step: int) -> str:
    return f"#tour={tour.id}&step={step}"


def lights(built: BuiltPage, step: TourStep) -> tuple[list[str], list[int]]:
    """The marks and curves that a step lights, by the library's own answers."""
    ecosystem = built.ecosystem
    by_id = {link.id: link for link in ecosystem.links}
    nodes, links = set(step.show), []
    for start, end in zip(step.show, step.show[1:], strict=False):
        hops = [hop for route in queries.paths(built.city, start, end).routes for hop in route]
        nodes |= {hop.end for hop in hops}
        links += [by_id[hop.link] for hop in hops]
    (first, *rest) = step.show
    if first not in built.city:
        nodes = {entity.id for entity in built.entities if entity.kind == first}
        links = [link for link in ecosystem.links if nodes & {link.tail, link.head}]
    elif isinstance(built.node(first), Priority):
        connections = queries.connections(built.city, first).connections
        nodes |= {each for found in connections for each in (found.id, *found.through)}
        links = [by_id[each] for found in connections for each in found.links]
    elif not rest:
        links = [link for link in ecosystem.links if first in (link.tail, link.head)]
        nodes |= {end for link in links for end in (link.tail, link.head)}
    return sorted(nodes & built.drawn), sorted(set(built.curves(links)))


# Without script


def test_the_story_is_an_article_without_script(browser: Browser, told: BuiltPage) -> None:
    with visit(browser, told.file.as_uri(), script=False) as page:
        for tour in told.ecosystem.tours.values():
            article = page.locator(f'section[data-tour="{tour.id}"]')
            assert article.is_visible()
            assert article.get_by_role("heading", level=2).inner_text() == tour.title
            assert article.get_by_role("heading", level=3).all_text_contents() == [
                s.title for s in tour.steps
            ]
            for line, step in zip(article.get_by_role("listitem").all(), tour.steps, strict=True):
                said = line.inner_text()
                assert step.text in said
                for source in step.sources:
                    number = list(told.ecosystem.sources).index(source.id) + 1
                    assert line.locator(f"a[href='#s-{number}']").inner_text() == str(number)
                for link in line.get_by_role("link").all():
                    assert page.locator(link.get_attribute("href") or "").count() == 1
        assert page.locator(".tour-start").first.is_hidden()


# With script


def test_a_tour_tells_every_step_and_lights_what_it_shows(page: Page, told: BuiltPage) -> None:
    tour = first_tour(told)
    begin(page)
    for place, step in enumerate(tour.steps, 1):
        found = state(page)
        where = f"Step {place} of {len(tour.steps)}"
        assert found["title"] == step.title
        cited = " ".join(str(told.city.source_numbers[source.id]) for source in step.sources)
        assert found["text"].startswith(f"{where} {step.text} {cited} On the map: ")
        assert found["said"] == f"{where}. {step.title}. {step.text}"
        assert (found["marks"], found["curves"]) == lights(told, step)
        assert found["marks"]
        assert found["address"] == address(tour, place)
        assert found["off"] == (["Back"] if place == 1 else ["Next"] if place == len(tour.steps) else [])
        if place < len(tour.steps):
            press(page, "Next")
            assert state(page)["holder"] == "Next"


def test_back_and_leave_by_mouse(page: Page, told: BuiltPage) -> None:
    tour = first_tour(told)
    begin(page)
    press(page, "Next")
    press(page, "Back")
    found = state(page)
    assert (found["title"], found["holder"]) == (tour.steps[0].title, "Back")
    press(page, "Close the story")
    found = state(page)
    assert (found["title"], found["marks"], found["address"]) == (None, [], "")
    assert found["said"] == "Showing everything."
    assert found["holder"].startswith("Read ")


def test_the_keyboard_alone_reads_the_whole_story(page: Page, told: BuiltPage) -> None:
    tour = first_tour(told)
    page.locator(".tour-start button").first.focus()
    page.keyboard.press("Enter")
    assert state(page)["holder"] == "Next"
    for step in tour.steps[1:]:
        page.keyboard.press("Space")
        found = state(page)
        assert (found["title"], found["holder"]) == (step.title, "Next")
    page.keyboard.press("Enter")
    assert state(page)["title"] == tour.steps[-1].title
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    found = state(page)
    assert (found["title"], found["holder"]) == (tour.steps[-2].title, "Back")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert state(page)["holder"] == "Close the story"
    page.keyboard.press("Enter")
    assert state(page)["holder"].startswith("Read ")


@pytest.mark.parametrize("leave", ["Escape", "the panel's own button"])
def test_who_leaves_in_another_way_is_not_lost_either(page: Page, leave: str) -> None:
    begin(page)
    press(page, "Next")
    if leave == "Escape":
        page.keyboard.press("Escape")
    else:
        page.locator("#panel-close").click()
    found = state(page)
    assert (found["title"], found["address"]) == (None, "")
    assert found["holder"].startswith("Read ")


def test_the_arrows_are_the_wheel_s_and_escape_there_leaves_the_keyboard_there(page: Page) -> None:
    begin(page)
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        before = state(page)
        page.keyboard.press(key)
        assert state(page) == before
    page.locator("#wheel [tabindex='0']").focus()
    first = state(page)["holder"]
    page.keyboard.press("ArrowRight")
    found = state(page)
    assert found["holder"] != first
    page.keyboard.press("Escape")
    assert (state(page)["title"], state(page)["holder"]) == (None, found["holder"])


def test_selecting_something_else_ends_the_story(page: Page, told: BuiltPage) -> None:
    begin(page)
    name = told.entities[0].id
    page.locator(f'#wheel [data-n="{name}"] use').click()
    found = state(page)
    assert found["title"] == told.entities[0].name
    assert page.locator(".tour-nav").count() == 0
    assert found["holder"] == name


# Addresses


def arrival(browser: Browser, built: BuiltPage, address: str) -> dict[str, Any]:
    """What the page shows to who opens it at an address."""
    with window(browser) as opened:
        found = state(opened.open(built.file.as_uri() + address))
        assert opened.violations() == []
        return found


@pytest.mark.parametrize("told", ["toured", *also("bristol")], indirect=True)
def test_every_step_has_its_own_address(browser: Browser, told: BuiltPage) -> None:
    for tour in told.ecosystem.tours.values():
        for place, step in enumerate(tour.steps, 1):
            found = arrival(browser, told, address(tour, place))
            assert found["title"] == step.title
            assert (found["marks"], found["curves"]) == lights(told, step)


def test_back_and_forward_of_the_browser_turn_the_steps(page: Page, told: BuiltPage) -> None:
    steps = first_tour(told).steps
    begin(page)
    press(page, "Next")
    page.go_back()
    assert state(page)["title"] == steps[0].title
    page.go_forward()
    assert state(page)["title"] == steps[1].title
    press(page, "Next")
    assert state(page)["title"] == steps[2].title


@pytest.mark.parametrize(
    "wrong",
    [
        "tour=walk&step=0",
        "tour=walk&step=99",
        "tour=walk&step=1.0",
        "tour=walk",
        "tour=none&step=1",
        'tour="]&step=1',
        "step=1",
        "tour=walk&step=-1",
        "tour=toString&step=1",
    ],
)
def test_a_wrong_address_is_as_good_as_none(browser: Browser, toured_page: BuiltPage, wrong: str) -> None:
    assert arrival(browser, toured_page, f"#{wrong}")["title"] is None


# For everybody


@pytest.mark.parametrize("told", ["toured", *also("bristol")], indirect=True)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_on_the_way(browser: Browser, told: BuiltPage, scheme: Scheme, width: int) -> None:
    with visit(browser, told.file.as_uri(), width=width, scheme=scheme) as page:
        assert violations(page, within=".tour") == []
        begin(page)
        assert violations(page, within=".aside") == []
        press(page, "Next")
        assert violations(page, within=".aside") == []


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_the_story_fits_and_its_buttons_are_large(browser: Browser, told: BuiltPage, width: int) -> None:
    with visit(browser, told.file.as_uri(), width=width) as page:
        start = page.locator(".tour-start button").first.bounding_box()
        assert start
        assert start["height"] >= 44
        begin(page)
        for step in first_tour(told).steps[1:]:
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            for button in page.locator(".tour-nav button").all():
                box = button.bounding_box()
                assert box
                assert box["height"] >= 44
                assert box["width"] >= 44
                assert box["x"] + box["width"] <= width
                assert 0 <= box["y"] <= 901 - box["height"], step.title
            press(page, "Next")


def test_a_city_without_a_story_offers_none(browser: Browser, small_page: BuiltPage) -> None:
    with visit(browser, small_page.file.as_uri()) as page:
        assert page.locator("[data-tour]").count() == 0
