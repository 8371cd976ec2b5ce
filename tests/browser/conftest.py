"""The pages that the browser opens, each rendered once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from playwright.sync_api import Browser

from ecosystem.city import City
from tests import large
from tests.browser import firefox as firefoxes, webkit as webkits
from tests.browser.built_pages import BuiltPage, settle
from tests.browser.readers import Desk, Reader, in_chromium
from tests.conftest import chromium_path


@pytest.fixture(scope="session")
def bristol_page(bristol: City, tmp_path_factory: pytest.TempPathFactory) -> BuiltPage:
    return settle(bristol, tmp_path_factory.mktemp("bristol"))


@pytest.fixture(scope="session")
def small_page(small_city: City, tmp_path_factory: pytest.TempPathFactory) -> BuiltPage:
    return settle(small_city, tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def large_page(tmp_path_factory: pytest.TempPathFactory) -> BuiltPage:
    """A city whose kinds are gathered into one mark each."""
    return settle(City.parse(large.text(700, 2100)), tmp_path_factory.mktemp("large"))


@pytest.fixture(scope="session", params=["bristol", "small"])
def built(request: pytest.FixtureRequest, bristol_page: BuiltPage, small_page: BuiltPage) -> BuiltPage:
    """Each of the two cities in turn."""
    return bristol_page if request.param == "bristol" else small_page


@pytest.fixture(scope="session")
def chromium_with_bars(browser: Browser) -> Iterator[Browser]:
    """A Chromium whose scroll bars take room, as on most desks; Playwright hides them."""
    with browser.browser_type.launch(
        executable_path=chromium_path(),
        args=["--no-sandbox", "--disable-gpu"],
        ignore_default_args=["--hide-scrollbars"],
    ) as other:
        yield other


@pytest.fixture(scope="session")
def readers(
    browser: Browser, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, Desk], Reader]]:
    """A reader by the name of the browser and what its desk tells it, each started once."""
    with ExitStack() as stack:

        @cache
        def start(name: str, desk: Desk) -> Reader:
            if name == "chromium":
                shown: Browser = request.getfixturevalue("chromium_with_bars") if desk.bars else browser
                return stack.enter_context(in_chromium(shown, desk))
            if name == "firefox":
                return stack.enter_context(firefoxes.started(tmp_path_factory.mktemp(name), desk))
            if gone := webkits.missing():
                pytest.skip(f"WebKit cannot be driven without {gone}: see tests/install.sh")
            return stack.enter_context(webkits.started(tmp_path_factory.mktemp(name), desk))

        yield start


@pytest.fixture(
    scope="session", params=["chromium", "firefox", pytest.param("webkit", marks=pytest.mark.slow)]
)
def reader(request: pytest.FixtureRequest, readers: Callable[[str, Desk], Reader]) -> Reader:
    """A reader in each browser in turn; in WebKit only where all tests are run."""
    return readers(request.param, Desk())
