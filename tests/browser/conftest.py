"""The pages that the browser opens, each rendered once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from ecosystem.city import City
from tests.browser import firefox as firefoxes, webkit as webkits
from tests.browser.built_pages import BuiltPage, settle
from tests.browser.firefox import Firefox
from tests.browser.readers import Chromium, Reader
from tests.browser.webkit import WebKit
from tests.conftest import chromium_path


@pytest.fixture(scope="session")
def bristol_page(bristol: City, tmp_path_factory: pytest.TempPathFactory) -> BuiltPage:
    return settle(bristol, tmp_path_factory.mktemp("bristol"))


@pytest.fixture(scope="session")
def small_page(small_city: City, tmp_path_factory: pytest.TempPathFactory) -> BuiltPage:
    return settle(small_city, tmp_path_factory.mktemp("small"))


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
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """One Firefox for all tests."""
    with firefoxes.started(tmp_path_factory.mktemp("firefox")) as firefox:
        yield firefox


@pytest.fixture(scope="session")
def chromium(browser: Browser) -> Iterator[Chromium]:
    context = browser.new_context(reduced_motion="reduce")
    yield Chromium(context.new_page())
    context.close()


@pytest.fixture(scope="session")
def webkit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebKit]:
    """One WebKit for all tests."""
    if gone := webkits.missing():
        pytest.skip(f"WebKit cannot be driven without {gone}: see tests/install.sh")
    with webkits.started(tmp_path_factory.mktemp("webkit")) as webkit:
        yield webkit


@pytest.fixture(
    scope="session", params=["chromium", "firefox", pytest.param("webkit", marks=pytest.mark.slow)]
)
def reader(request: pytest.FixtureRequest) -> Reader:
    """A reader in each browser in turn; in WebKit only where all tests are run."""
    reader: Reader = request.getfixturevalue(request.param)
    return reader
