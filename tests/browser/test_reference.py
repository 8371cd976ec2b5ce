"""How the page looked when somebody last decided on it: `tests/looks/`, one picture per state.

`make looks` takes the pictures anew; look at each before you commit it. A picture is compared in small: what
a letter's edge does between two versions of a browser does not count, and what a reader would notice does.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Page

from ecosystem.city import City
from ecosystem.infographic import page as pages, view
from tests.browser.visits import Scheme, wait_until_whole
from tests.cities import TOURED
from tests.fixture import ROOT

FOLDER = ROOT / "tests" / "looks"
FONT = "DejaVu Sans"  # that the pictures were taken with; no other font gives the same ones
SMALL = 4  # pixels of the page in one of the comparison, each way
FAINT = 6.0  # of 255: how much a picture may differ on the whole
STRONG = 90  # of 255: how much one place of it may differ


@dataclass(frozen=True)
class Look:
    """A state of the page and the window it is seen in."""

    name: str
    act: Callable[[Page], None]
    width: int = 1280
    height: int = 900
    scheme: Scheme = "light"
    script: bool = True
    forced: bool = False
    paper: bool = False


def nothing(_: Page) -> None:
    """The page as it opens."""


def select(page: Page) -> None:
    page.locator('#wheel [data-n="forum"] use').click()


def ask(page: Page) -> None:
    page.locator("#ask-priority").select_option("homes")


def search(page: Page) -> None:
    page.locator("#find").fill("council")


def tour(page: Page) -> None:
    page.locator("button[data-tour]").first.click()


def directory(page: Page) -> None:
    page.locator("#directory").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('directory').scrollIntoView()")
    page.locator(".bar [aria-current]").filter(has_text="About").wait_for()


LOOKS = (
    Look("loaded", nothing),
    Look("loaded-wide", nothing, width=1440),
    Look("loaded-dark", nothing, scheme="dark"),
    Look("loaded-tablet", nothing, width=768),
    Look("loaded-phone", nothing, width=375, height=812),
    Look("loaded-narrow", nothing, width=320, height=812, scheme="dark"),
    Look("selected", select),
    Look("asked-dark", ask, scheme="dark"),
    Look("searched", search),
    Look("touring", tour),
    Look("directory", directory),
    Look("without-script", nothing, script=False),
    Look("forced-colours", select, forced=True),
    Look("paper", nothing, width=794, height=1123, paper=True),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("looks") / "index.html"
    place.write_text(pages.render(view.compose(City.parse(TOURED))), encoding="utf-8")
    return place


@pytest.fixture
def opened(request: pytest.FixtureRequest, browser: Browser, file: Path) -> Iterator[Page]:
    look: Look = request.param
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height},
        color_scheme=look.scheme,
        java_script_enabled=look.script,
        reduced_motion="reduce",
        forced_colors="active" if look.forced else "none",
    )
    page = context.new_page()
    if look.script:
        page.clock.set_fixed_time("2026-12-01")  # the page says how old its edition is
    page.goto(file.as_uri())
    wait_until_whole(page)
    if look.paper:
        page.emulate_media(media="print")
    look.act(page)
    yield page
    context.close()


def has_the_font() -> bool:
    try:
        found = subprocess.run(["fc-match", "-f", "%{family}", "system-ui"], capture_output=True, text=True)
    except FileNotFoundError:
        return False
    return found.stdout == FONT


@pytest.mark.skipif(not has_the_font(), reason=f"the pictures show the page in {FONT}")
@pytest.mark.parametrize(
    ("opened", "name"), [pytest.param(look, look.name, id=look.name) for look in LOOKS], indirect=["opened"]
)
def test_the_page_looks_as_it_was_decided(opened: Page, name: str, tmp_path: Path) -> None:
    now = Image.open(BytesIO(opened.screenshot(animations="disabled", caret="hide"))).convert("RGB")
    kept = FOLDER / f"{name}.png"
    if os.environ.get("ECOSYSTEM_RENEW"):
        FOLDER.mkdir(exist_ok=True)
        now.quantize(256, dither=Image.Dither.NONE).save(kept, optimize=True)
    was = Image.open(kept).convert("RGB")
    now.save(tmp_path / f"{name}.png")
    advice = f"{tmp_path}/{name}.png is not {kept.relative_to(ROOT)}; `make looks` renews it."
    assert was.size == now.size, advice
    faint, strong = difference(was, now)
    assert faint <= FAINT, f"{advice} They differ by {faint:.1f} of 255."
    assert strong <= STRONG, f"{advice} A place differs by {strong} of 255."


def difference(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """How much two pictures differ on the whole and at most, both seen in small."""
    size = (one.width // SMALL, one.height // SMALL)
    apart = ImageChops.difference(*(each.resize(size, Image.Resampling.BOX) for each in (one, other)))
    return max(ImageStat.Stat(apart).mean), max(
        int(ImageStat.Stat(each).extrema[0][1]) for each in apart.split()
    )


def test_the_measure_sees_a_mark_that_has_moved() -> None:
    page = Image.new("RGB", (400, 400), "white")
    moved = page.copy()
    moved.paste((92, 45, 120), (200, 200, 212, 212))
    faint, strong = difference(page, moved)
    assert faint < FAINT
    assert strong > STRONG


def test_no_picture_is_kept_that_no_test_looks_at() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == {look.name for look in LOOKS}
