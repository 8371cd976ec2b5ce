"""The pages that the browser opens, each rendered once."""

import pytest

from ecosystem.city import City
from tests.browser.cities import BuiltPage, settle


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
