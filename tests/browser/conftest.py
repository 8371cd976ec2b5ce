"""The pages that the browser opens, each rendered once."""

import networkx as nx
import pytest

from tests.browser.cities import City, settle


@pytest.fixture(scope="session")
def bristol_page(bristol: "nx.MultiDiGraph[str]", tmp_path_factory: pytest.TempPathFactory) -> City:
    return settle(bristol, tmp_path_factory.mktemp("bristol"))


@pytest.fixture(scope="session")
def small_page(small_city: "nx.MultiDiGraph[str]", tmp_path_factory: pytest.TempPathFactory) -> City:
    return settle(small_city, tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session", params=["bristol", "small"])
def city(request: pytest.FixtureRequest, bristol_page: City, small_page: City) -> City:
    """Each of the two cities in turn."""
    return bristol_page if request.param == "bristol" else small_page
