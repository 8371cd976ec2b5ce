"""The page in three browsers as its readers have it: narrow, dark, on paper, on another website."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ecosystem.publishing.snippets import Form
from tests.browser.built_pages import BuiltPage
from tests.browser.firefox import Firefox
from tests.browser.hosts import served
from tests.browser.readers import Desk, Reader
from tests.browser.test_adapting import CUT
from tests.browser.test_frame import Site
from tests.browser.test_journeys import LIT, SIDEWAYS, TITLE, VIOLATIONS, name_of
from tests.browser.test_keys import luminance

pytestmark = pytest.mark.slow

At = Callable[[Desk], Reader]


@pytest.fixture(params=["chromium", "firefox", "webkit"])
def at(request: pytest.FixtureRequest, readers: Callable[[str, Desk], Reader]) -> At:
    """A reader in each browser, at a desk that one asks for."""
    return lambda desk: readers(request.param, desk)


def open_afresh(reader: Reader, built: BuiltPage, width: int) -> None:
    reader.viewport(width, 900)
    reader.open("about:blank")
    reader.open(built.file.as_uri())


def colour(text: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", text)[:3]]


STYLES = """() => ["body", "#map", "#wheel .entry-name text", "h1", "#ask h2"].map((selector) => {
  const { backgroundColor, fill, color } = getComputedStyle(document.querySelector(selector));
  return { backgroundColor, fill, color };
})"""


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_nothing_is_cut_and_nothing_scrolls_sideways(
    reader: Reader, bristol_page: BuiltPage, width: int
) -> None:
    open_afresh(reader, bristol_page, width)
    reader.click("#open-all")
    reader.wait_for("!document.querySelector('main details:not([open])')")
    assert reader.evaluate(SIDEWAYS) == 0
    assert reader.evaluate(CUT) == []
    assert (reader.complaints, reader.evaluate(VIOLATIONS)) == ([], [])


def test_all_names_of_the_wheel_stand_within_it(reader: Reader, bristol_page: BuiltPage) -> None:
    open_afresh(reader, bristol_page, 1280)
    reader.click("#all-names")
    out = reader.evaluate("""() => {
      const { left, right, top, bottom } = document.getElementById("wheel").getBoundingClientRect();
      return [...document.querySelectorAll("#wheel .spoke text")].map((name) => {
        const box = name.getBoundingClientRect();
        return Math.max(left - box.left, box.right - right, top - box.top, box.bottom - bottom);
      });
    }""")
    assert len(out) == len(bristol_page.entities)
    assert max(out) <= 1


# Where things stand, alike in all browsers but for what letters take: their own fonts may be wider or higher.
BOXES = """() => Object.fromEntries(
  ["header", ".bar", "main", "#map", "#stage", "#wheel", ".aside", "#ask", "footer"]
    .map((selector) => [selector, document.querySelector(selector)])
    .filter(([, element]) => element?.getClientRects().length)
    .map(([selector, element]) => {
      const { x, width, height } = element.getBoundingClientRect();
      return [selector, [x, width, height]];
    }))"""


@pytest.mark.parametrize("width", [1440, 390])
def test_the_parts_of_the_page_stand_at_the_same_places(
    readers: Callable[[str, Desk], Reader], bristol_page: BuiltPage, width: int
) -> None:
    boxes = {}
    for name in ("chromium", "firefox", "webkit"):
        reader = readers(name, Desk())
        open_afresh(reader, bristol_page, width)
        boxes[name] = reader.evaluate(BOXES)
    assert boxes["chromium"].keys() == boxes["firefox"].keys() == boxes["webkit"].keys()
    assert len(boxes["chromium"]) > 5
    for part, (x, wide, high) in boxes["chromium"].items():
        for name in ("firefox", "webkit"):
            assert boxes[name][part][:2] == pytest.approx([x, wide], abs=1), (name, part)
            if part in ("#stage", "#wheel"):
                assert boxes[name][part][2] == pytest.approx(high, abs=1), (name, part)


def test_in_the_dark_the_page_is_dark_and_its_words_are_light(at: At, bristol_page: BuiltPage) -> None:
    reader = at(Desk(dark=True, bars=True))
    open_afresh(reader, bristol_page, 1280)
    body, card, name, title, question = reader.evaluate(STYLES)
    ground = luminance(colour(card["backgroundColor"]))
    assert max(ground, luminance(colour(body["backgroundColor"]))) < 0.05
    for words in (name["fill"], title["color"], question["color"]):
        assert (luminance(colour(words)) + 0.05) / (ground + 0.05) >= 4.5


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_beside_a_scroll_bar_that_takes_room_nothing_scrolls_sideways(
    at: At, bristol_page: BuiltPage, width: int
) -> None:
    reader = at(Desk(dark=True, bars=True))
    open_afresh(reader, bristol_page, width)
    assert reader.evaluate("innerWidth - document.documentElement.clientWidth") > 5
    assert reader.evaluate(SIDEWAYS) == 0


def test_in_forced_colours_marks_and_names_stand_out(at: At, bristol_page: BuiltPage) -> None:
    reader = at(Desk(forced=True))
    open_afresh(reader, bristol_page, 1280)
    if not reader.evaluate("matchMedia('(forced-colors: active)').matches"):
        assert not reader.evaluate("CSS.supports('forced-color-adjust', 'none')")
        pytest.skip("this browser has no forced colours")
    body, card, name, title, _ = reader.evaluate(STYLES)
    assert name["fill"] not in (card["backgroundColor"], body["backgroundColor"])
    assert title["color"] != body["backgroundColor"]
    reader.press("Tab")
    reader.click("[data-n] use")
    assert reader.evaluate(LIT)


# On another website


SANDBOXES = {
    "a frame of a fixed height": (Form.FRAME, ""),
    "a growing frame": (Form.GROWING, ""),
    "a growing frame in a sandbox": (Form.GROWING, ' sandbox="allow-scripts"'),
    "a fixed frame in a sandbox": (Form.FRAME, ' sandbox="allow-scripts"'),
}


@pytest.fixture(scope="module")
def site(bristol_page: BuiltPage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    folder = tmp_path_factory.mktemp("sites")
    with served(folder / "map") as maps, served(folder / "council") as council:
        yield Site(bristol_page, folder / "map", folder / "council", maps), council


ROOM = """((root) => [
  root.scrollHeight - innerHeight, innerWidth - root.clientWidth, root.scrollWidth - root.clientWidth
])(document.documentElement)"""


GROWN = "Math.abs(innerHeight - document.documentElement.getBoundingClientRect().height) <= 1"


def test_of_two_pages_written_within_a_second_the_second_is_shown(at: At, site: tuple[Site, str]) -> None:
    place, council = site
    reader = at(Desk())
    for words in ("one", "another"):
        name = place.write(words, "twice.html")
        os.utime(place.council / name, (1.7e9, 1.7e9))
        reader.open(f"{council}/{name}")
        assert words in reader.evaluate("document.body.innerText").split()


@pytest.mark.parametrize("kind", SANDBOXES)
@pytest.mark.parametrize(("width", "bars"), [(1280, False), (800, True), (375, False)])
def test_in_a_frame_one_selects_and_asks(
    at: At, site: tuple[Site, str], kind: str, width: int, bars: bool
) -> None:
    place, council = site
    form, sandbox = SANDBOXES[kind]
    reader = at(Desk(dark=bars, bars=bars))
    html = place.paste(form).replace("<iframe", f"<iframe{sandbox}")
    reader.viewport(width, 900)
    reader.open(f"{council}/{place.write(html, 'framed.html')}")
    with reader.within("iframe"):
        priority = place.built.chosen[0].id
        reader.evaluate(
            "(id) => { const ask = document.getElementById('ask-priority'); ask.value = id;"
            " ask.dispatchEvent(new Event('change', { bubbles: true })); }",
            priority,
        )
        assert reader.evaluate(TITLE).startswith("Which groups connect to ")
        reader.click("#panel-close")
        if form is Form.GROWING:  # a click would miss while its host scrolls as it shrinks
            reader.wait_for(GROWN)
    with reader.within("iframe"):
        reader.click('[data-n="bswn"] use')
        if width < 600:  # where a touch lists the names of the type, and one of them is then chosen
            reader.wait_for("location.hash === '#kind=community-organisation'")
        else:
            title = name_of(place.built, "bswn")
            reader.wait_for(f"(title) => {TITLE} === title", title)
        assert "bswn" in reader.evaluate(LIT)
        if form is Form.GROWING:
            reader.wait_for(f"{ROOM}.every((room) => room <= 0)")
        assert reader.evaluate(f"{ROOM}[2]") == 0
    assert reader.evaluate(SIDEWAYS) == 0
    assert [said for said in reader.complaints if "favicon" not in said] == []


# On paper

NEAR = 2.5  # points that a small number may stand out of its line
MARGIN = 12 / 25.4 * 72
PAGES = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
WORDS = re.compile(r'yMin="(-?[\d.]+)" xMax="-?[\d.]+" yMax="(-?[\d.]+)">(.*?)</word>')
HEADINGS = """() => [...document.querySelectorAll("h2, h3, h4, h5")]
  .map((each) => each.innerText.replace(/\\s+/g, "")).filter((text) => text)"""


def test_on_paper_no_line_is_cut_and_no_heading_stands_alone_at_the_foot(
    reader: Reader, bristol_page: BuiltPage, tmp_path: Path
) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("poppler is not here, which tells where the words of a PDF stand")
    open_afresh(reader, bristol_page, 1280)
    reader.click("#open-all")
    reader.wait_for("!document.querySelector('main details:not([open])')")
    headings = set(reader.evaluate(HEADINGS))
    reader.print(tmp_path / "page.pdf")
    command = ["pdftotext", "-bbox", str(tmp_path / "page.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    found = PAGES.findall(text)
    assert 10 < len(found) < 120
    cut, alone = [], []
    for number, (_, height, words) in enumerate(found, 1):
        placed = [(float(top), float(bottom), word) for top, bottom, word in WORDS.findall(words)]
        room = MARGIN - NEAR, float(height) - MARGIN + NEAR
        cut += [(number, *each) for each in placed if each[0] < room[0] or each[1] > room[1]]
        lowest = max(bottom for _, bottom, _ in placed)
        last = "".join(word for _, bottom, word in placed if lowest - bottom < 1)
        alone += [(number, last)] if last in headings else []
    assert cut == []
    if not isinstance(reader, Firefox):  # which starts a group of columns on a new page
        assert alone == []
