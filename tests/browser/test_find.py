"""Finding anything on the map: by word, other name, number or a slip of the key, with keys people know."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.built_pages import BuiltPage
from tests.browser.visits import visit


@pytest.fixture(scope="module")
def opened(browser: Browser, bristol_page: BuiltPage) -> Iterator[Page]:
    with visit(browser, bristol_page.file.as_uri()) as page:
        yield page


@pytest.fixture
def page(opened: Page) -> Page:
    opened.evaluate("page.showAll()")
    return opened


def find(page: Page, words: str) -> Locator:
    """Type into the field; return the options."""
    page.locator("#find").fill(words)
    return page.locator("#find-list [role=option]")


def first_group(page: Page) -> str:
    return page.locator("#find-list [role=group]").first.get_attribute("id") or ""


@pytest.mark.parametrize(
    ("words", "group", "first"),
    [
        ("Recruitment", "priorities", "Recruitment"),
        ("recruitm", "priorities", "Recruitment"),
        ("work plan 2021", "plans", "Annual work plan 2021/22"),
        ("BSWN", "organisations", "Black South West Network"),
        ("bâmeed", "organisations", "BAMEed"),
        ("ujima raido", "organisations", "Ujima Radio"),
        ("recruitmnet", "priorities", "Recruitment"),
    ],
)
def test_it_is_found_first(page: Page, words: str, group: str, first: str) -> None:
    options = find(page, words)
    assert first_group(page) == f"find-{group}"
    assert first in options.first.inner_text()


def test_every_entry_and_source_is_found_by_its_name(page: Page, bristol_page: BuiltPage) -> None:
    missing = page.evaluate(
        """(names) => {
          const field = document.getElementById("find");
          const isFound = ([name, label]) => {
            field.value = name;
            field.dispatchEvent(new Event("input"));
            const options = [...document.querySelectorAll("#find-list [role=option]")];
            return options.some((option) => option.textContent.includes(label));
          };
          return names.filter((each) => !isFound(each));
        }""",
        [
            *([node.name, node.label] for _, node in bristol_page.ecosystem.nodes()),
            *([source.title, source.title] for source in bristol_page.ecosystem.sources.values()),
        ],
    )
    assert missing == []


def test_a_slip_is_said_and_what_fits_nothing_says_so(page: Page) -> None:
    none = page.locator("#find-none")
    find(page, "ujima raido")
    expect(none).to_have_text("Nothing on the map matches ‘ujima raido’. These are spelt in a similar way.")
    assert find(page, "zzzzqq").count() == 0
    assert not page.locator("#find-list").is_visible()
    expect(none).to_contain_text("Nothing on the map matches ‘zzzzqq’.")
    find(page, "ujima")
    expect(none).to_have_text("")


def test_arrows_walk_the_list_and_enter_chooses(page: Page) -> None:
    options, field = find(page, "council"), page.locator("#find")
    expect(field).to_have_attribute("aria-expanded", "true")
    active = "document.getElementById('find').getAttribute('aria-activedescendant')"
    assert page.evaluate(active) is None
    page.keyboard.press("ArrowDown")
    assert page.evaluate(active) == options.first.get_attribute("id")
    assert options.first.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(active) == options.last.get_attribute("id")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    label = options.nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_focused()
    assert page.evaluate("page.data.nodes.get(page.selection.id).label") == label
    assert page.evaluate("page.filter") is None


def test_enter_takes_what_fits_best_and_escape_closes(page: Page) -> None:
    find(page, "recruitment")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_contain_text("Recruitment")
    find(page, "council")
    page.keyboard.press("Escape")
    assert not page.locator("#find-list").is_visible()
    expect(page.locator("#find")).to_have_attribute("aria-expanded", "false")


def test_a_source_and_a_plan_are_places_on_the_page(page: Page, bristol_page: BuiltPage) -> None:
    source = next(iter(bristol_page.ecosystem.sources.values()))
    find(page, source.title).filter(has_text=source.title).first.click()
    number = bristol_page.city.source_numbers[source.id]
    assert page.evaluate("location.hash") == f"#s-{number}"
    expect(page.locator(f"#s-{number}")).to_be_in_viewport()


def test_the_names_of_the_parts_are_those_of_a_combobox(page: Page) -> None:
    find(page, "council")
    field = page.get_by_role("combobox", name="Find anything on the map")
    expect(field).to_be_visible()
    expect(page.get_by_role("listbox", name="Results")).to_be_visible()
    assert page.get_by_role("listbox").get_by_role("group").count() >= 2
    heights = page.locator("#find-list [role=option]").evaluate_all("(all) => all.map((o) => o.offsetHeight)")
    assert min(heights) >= 44


@pytest.mark.parametrize("width", [1280, 375])
def test_the_results_hang_below_the_field_and_move_nothing(
    browser: Browser, bristol_page: BuiltPage, width: int
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=width) as page:
        bar = page.locator(".bar").bounding_box()
        page.locator("#find").fill("council")
        assert page.locator(".bar").bounding_box() == bar
        field, results = (page.locator(each).bounding_box() for each in ("#find", "#find-list"))
        assert field
        assert results
        assert results["y"] >= field["y"] + field["height"]
        assert (results["x"], results["width"]) == (field["x"], field["width"])
        page.locator("h1").click(position={"x": 5, "y": 5})
        expect(page.locator("#find-list")).to_be_hidden()


@pytest.mark.parametrize("words", ["city council", "Recruitment"])
def test_on_a_narrow_screen_what_is_chosen_shows_its_answer_in_sight(
    browser: Browser, bristol_page: BuiltPage, words: str
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=390) as page:
        find(page, words).first.click()
        page.wait_for_function("scrollY > 0")
        top = page.locator("#panel-title").evaluate("(title) => title.getBoundingClientRect().top")
        bar = page.locator(".bar").evaluate("(bar) => bar.getBoundingClientRect().bottom")
        assert bar <= top <= bar + 100
