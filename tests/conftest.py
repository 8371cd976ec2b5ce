"""What the tests share: the small city, the frozen one, and one browser for all."""

import os
import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from ecosystem.city import City
from tests.cities import SMALL
from tests.fixture import BRISTOL, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GUARD = ROOT / "tests" / "guard"

runpy.run_path(str(GUARD / "sitecustomize.py"))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(GUARD), os.environ.get("PYTHONPATH"))))

settings.register_profile("on any machine", deadline=None)  # times are for `make bench`
settings.load_profile("on any machine")


IN_A_BROWSER = ROOT / "tests" / "browser"
POSIX = ["fuzz.py", "test_faults.py", "test_files.py", "test_newcity.py", "test_stops.py"]
"""What stands on locks, links, limits and a shell as POSIX has them."""
collect_ignore = ["browser/webkit_window.py", *(POSIX if os.name == "nt" else ())]
"""The window is a program that the system's own Python runs, with the bindings of GTK."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a browser, so that `-m 'not browser'` can leave it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()) or item.path.is_relative_to(IN_A_BROWSER):
            item.add_marker("browser")
        if os.name == "nt" and item.get_closest_marker("posix"):
            item.add_marker(pytest.mark.skip(reason="only POSIX has what this needs"))


@pytest.fixture(scope="session")
def small_city() -> City:
    return City.parse(SMALL)


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small city as the data file of an empty folder, in which the test works."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ECOSYSTEM_DATA", raising=False)
    path = tmp_path / "data" / "groups.yaml"
    path.parent.mkdir()
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def bristol() -> City:
    return City.load(BRISTOL)


SHELL = "chromium-headless-shell"
"""Chromium without windows: the same pages in half the time."""


def chromium_path(first: str = "chromium") -> str | None:
    """The Chromium on the path; none where Playwright has to bring its own."""
    names = (first, "chromium", "chromium-browser", "google-chrome", SHELL)
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One Chromium for all tests. Those that need none can be run where Playwright is not installed."""
    from playwright.sync_api import expect, sync_playwright

    from tests.browser.visits import PATIENCE

    expect.set_options(timeout=PATIENCE * 1000)
    arguments = ["--no-sandbox", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(SHELL), args=arguments)
        yield browser
        browser.close()
