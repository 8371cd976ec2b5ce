"""What the tests share: the small city, the shipped one, and one browser for all."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, sync_playwright

from ecosystem import dataset, graph
from tests.cities import SMALL

ROOT = Path(__file__).parent.parent
BRISTOL = ROOT / "data" / "groups.yaml"


@pytest.fixture(scope="session")
def small_city() -> "nx.MultiDiGraph[str]":
    return graph.build(dataset.parse(SMALL))


@pytest.fixture(scope="session")
def bristol() -> "nx.MultiDiGraph[str]":
    return graph.build(dataset.load(BRISTOL))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one on the path where there is one, else Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
