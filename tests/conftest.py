"""What the tests share: the small city, the frozen one, and one browser for all."""

import os
import runpy
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

import ecosystem.exchange  # noqa: F401, settles how openpyxl writes before a test imports it
from ecosystem.city import City
from tests.cities import SMALL
from tests.fixture import BRISTOL, ROOT

GUARD = ROOT / "tests" / "guard"

runpy.run_path(str(GUARD / "sitecustomize.py"))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(GUARD), os.environ.get("PYTHONPATH"))))

settings.register_profile("on any machine", deadline=None)  # times are for `make bench`
settings.load_profile("on any machine")


@pytest.fixture(scope="session")
def small_city() -> City:
    return City.parse(SMALL)


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
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    arguments = ["--no-sandbox", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(SHELL), args=arguments)
        yield browser
        browser.close()
