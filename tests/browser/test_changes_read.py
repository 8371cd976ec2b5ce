"""What changed: a feed leads to its sentence on the page, and a profile to its feed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ecosystem import changes
from ecosystem.city import City
from ecosystem.infographic import page as pages, view
from tests.browser.visits import open_all, visit, window
from tests.test_feeds import OLD, atom, small


@pytest.fixture(scope="module")
def place(small_city: City, tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("changed") / "index.html"
    file.write_text(pages.render(view.compose(small_city, City.parse(OLD))), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def page(browser: Browser, place: str) -> Iterator[Page]:
    with visit(browser, place) as page:
        open_all(page)
        yield page


def test_the_link_of_a_feed_shows_its_sentence(browser: Browser, place: str) -> None:
    for entry in atom(small()).entries:
        _, _, identifier = entry.link.partition("#")
        with window(browser) as opened:
            line = opened.open(f"{place}#{identifier}").locator(f"#{identifier}")
            line.wait_for(state="visible")
            assert line.inner_text() == entry.title
            assert line.bounding_box() is not None


def test_every_change_can_be_read(page: Page, small_city: City) -> None:
    expected = [change.sentence for change in changes.compare(City.parse(OLD), small_city).changes]
    for summary in page.locator("#changes summary").all():
        if not summary.locator("..").evaluate("(details) => details.open"):
            summary.click()
    assert page.locator("#changes li:visible").all_inner_texts() == expected


def test_the_panel_of_a_profile_has_the_way_to_follow_it(page: Page) -> None:
    page.locator("#n-choir").get_by_role("button", name="Show on the map").click()
    link = page.locator("#panel").get_by_role("link", name="Follow The Choir")
    assert link.get_attribute("href") == "changes/choir.atom"
