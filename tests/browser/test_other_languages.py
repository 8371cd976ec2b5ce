"""The pages in pseudo-languages: scripts say nothing past the seam, and longer words break no layout.

The city hides its own words in another script, as in tests/test_pseudo_pages.py.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ecosystem.city import City
from ecosystem.infographic import explorer, page, view, wheel
from tests import pseudo
from tests.browser.visits import open_all, window
from tests.cities import TOURED
from tests.everywhere import also
from tests.fixture import BRISTOL
from tests.test_pseudo_pages import language_of, words_of

LTR, RTL = "qps", "qpr"

TEXTS = """() => {
  const read = ["aria-label", "aria-valuetext", "title", "alt", "placeholder", "label"];
  const texts = [];
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const around = nodes.currentNode.parentElement;
    if (around.closest("script, style, textarea")) continue;
    const language = around.matches("option, title") ? "" : around.closest("[lang]").getAttribute("lang");
    texts.push([nodes.currentNode.data, language]);
  }
  const all = [...document.body.querySelectorAll("*")];
  const attributes = all.flatMap((element) => read.map((name) => element.getAttribute(name) ?? ""));
  const content = all.flatMap((element) =>
    ["::before", "::after"].map((part) => getComputedStyle(element, part).content));
  const unique = [...new Set([...attributes, ...content])];
  return JSON.stringify({ texts, attributes: unique, title: document.title });
}"""


def build(city: City, folder: Path, code: str) -> Path:
    """Write the page and the explorer of a city in a pseudo-language."""
    folder.mkdir()
    with pseudo.spoken(is_right_to_left=code == RTL):
        (folder / "index.html").write_text(page.render(view.compose(city)), encoding="utf-8")
        (folder / "explorer.html").write_text(explorer.render(city), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders of the disguised Bristol in each direction, and of one whose wheel is gathered."""
    city = City.parse(pseudo.disguised(BRISTOL.read_text(encoding="utf-8")))
    root = tmp_path_factory.mktemp("pseudo")
    folders = {code: build(city, root / code, code) for code in (LTR, RTL)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wheel, "is_large", lambda _city: True)
        small = City.parse(pseudo.disguised(TOURED))
        folders["gathered"] = build(small, root / "gathered", LTR)
    return folders


@pytest.fixture(scope="module")
def shown(browser: Browser) -> Iterator[Callable[[Path, int], Page]]:
    """One window, for every page at every width."""
    with window(browser) as opened:

        def show(file: Path, width: int) -> Page:
            opened.open("about:blank").set_viewport_size({"width": width, "height": 900})
            return opened.open(file.as_uri())

        yield show


def choose(selector: str, place: int = 1) -> Callable[[Page], Any]:
    return lambda page: page.locator(selector).select_option(index=place)


def click(selector: str, place: int = 0) -> Callable[[Page], Any]:
    return lambda page: page.locator(selector).nth(place).click()


def fill(words: str) -> Callable[[Page], Any]:
    return lambda page: page.locator("#find").fill(words)


def to_year(page: Page) -> None:
    page.evaluate(
        """() => {
          const year = document.getElementById("year");
          year.value = year.max - 3;
          year.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )


STATES: dict[str, tuple[Callable[[Page], Any], ...]] = {
    "all open": (open_all,),
    "a priority": (click("[data-show]"),),
    "a route": (choose("#ask-from", 3), choose("#ask-to", 9)),
    "the same": (choose("#ask-from", 3), choose("#ask-to", 3)),
    "a stop": (choose("#ask-stops", 4),),
    "an entry": (click("#find"), fill("цоунцил"), lambda page: page.keyboard.press("Enter")),
    "a search": (fill("бристол"),),
    "a misspelt search": (fill("бриштолл"),),
    "a vain search": (fill("ъъъъъъ"),),
    "a year": (to_year,),
    "a year without what has no date": (to_year, lambda page: page.locator("#dated").check()),
    "a type": (click(".kinds [data-filter]"),),
    "how we know": (click("[data-filter=basis]"), click("[data-filter=family]")),
    "a story": (click("button[data-tour]"), click(".tour-nav button", 1)),
    "a mark": (lambda page: page.locator("#wheel .spoke[data-n]").first.dispatch_event("pointerover"),),
    "all names": (click("#all-names"),),
}
GATHERED: dict[str, tuple[Callable[[Page], Any], ...]] = {
    "as it opens": (),
    "an open type": (lambda page: page.locator("#wheel .spoke.group").first.dispatch_event("click"),),
    "a priority": (click("[data-show]"),),
    "no route": (
        lambda page: page.locator("#ask-from").select_option("choir"),
        lambda page: page.locator("#ask-to").select_option("forum"),
    ),
}
EXPLORER: dict[str, tuple[Callable[[Page], Any], ...]] = {
    "an entry": (fill("бристол цитй цоунцил"), lambda page: page.keyboard.press("Enter")),
    "a search": (fill("бристол"), lambda page: page.keyboard.press("Enter")),
    "a vain search": (fill("ъъъъъъ"), lambda page: page.keyboard.press("Enter")),
    "a neighbourhood": (choose("#arrange", 3),),
    "a type": (choose("#kind", 2), click("#move")),
}


def said_in(page: Page) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the words past the seam, and the texts that are in another language than the page says."""
    page.wait_for_timeout(350)  # for what is said aloud
    found = json.loads(page.evaluate(TEXTS))  # as one text, for Playwright reads long lists slowly
    texts = [(text, language) for text, language in found["texts"] if language != "en"]
    whole = "\n".join([*(text for text, _ in texts), found["title"]])
    words = words_of(whole) + [word for text in found["attributes"] for word in words_of(_content(text))]
    wrong = [
        (text, language) for text, language in texts if language and language_of(text) not in (language, None)
    ]
    return words, wrong


def _content(text: str) -> str:
    """Return what a style adds to the page, or an attribute."""
    return re.sub(r"^none|^normal|counters?\(.*?\)", "", text)


@pytest.mark.parametrize(
    ("name", "file", "states"),
    [
        (LTR, "index.html", STATES),
        ("gathered", "index.html", GATHERED),
        (LTR, "explorer.html", EXPLORER),
    ],
)
def test_scripts_say_no_word_past_the_seam_and_in_which_language_each_text_is(
    pages: dict[str, Path],
    shown: Callable[[Path, int], Page],
    name: str,
    file: str,
    states: dict[str, tuple[Callable[[Page], Any], ...]],
) -> None:
    found = {}
    for state, steps in states.items():
        opened = shown(pages[name] / file, 1440)
        for step in steps:
            step(opened)
        found[state] = said_in(opened)
    assert {state: said for state, said in found.items() if said != ([], [])} == {}


# Longer words break no layout

WIDTHS = (1440, 320, *also(375))

LAYOUT = """() => {
  const wide = document.documentElement.clientWidth;
  const named = (text) => text.trim().replace(/\\s+/g, " ").slice(0, 60);
  const roomOf = (element) => {
    if (!element || element === document.body) return { clips: [], scrolls: [] };
    if (!rooms.has(element)) {
      const { overflowX, overflowY, clipPath } = getComputedStyle(element);
      const above = roomOf(element.parentElement);
      const isDrawn = element.checkVisibility({ visibilityProperty: true });
      const isUnseen = element.clientWidth === 1 || clipPath !== "none" || !isDrawn;
      const box = element.getBoundingClientRect();
      rooms.set(element, {
        isUnseen: above.isUnseen || isUnseen,
        clips: ["hidden", "clip"].includes(overflowX) ? [...above.clips, box] : above.clips,
        scrolls: ["auto", "scroll"].includes(overflowY) ? [...above.scrolls, box] : above.scrolls,
      });
    }
    return rooms.get(element);
  };
  const rooms = new Map();
  const cut = new Set();
  const over = new Set();
  const boxes = [];
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const { currentNode: node } = nodes;
    const around = node.parentElement;
    if (!node.data.trim() || around.closest("svg, script, style, option, textarea, .skip")) continue;
    const { isUnseen, clips, scrolls } = roomOf(around);
    if (isUnseen) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = named(node.data);
    for (const { left, right, top, bottom, width } of range.getClientRects()) {
      const isScrolledAway = scrolls.some(
        (room) => top < room.top - 1 || bottom > room.bottom + 1 || right < room.left || left > room.right,
      );
      if (width < 1 || isScrolledAway) continue;
      if (!scrolls.length && (left < -1 || right > wide + 1)) cut.add(`outside: ${text}`);
      if (clips.some((room) => left < room.left - 1 || right > room.right + 1)) cut.add(`clipped: ${text}`);
      boxes.push({ text, layer: around.closest(".bar") ? 1 : 0, left, right, top, bottom });
    }
  }
  for (const control of document.querySelectorAll("button, summary, label, legend, th, td, dd, dt")) {
    const isBlock = getComputedStyle(control).display !== "inline" && !roomOf(control).isUnseen;
    const isWider = control.scrollWidth > control.clientWidth + 1;
    if (isBlock && isWider) cut.add(`wider than its box: ${named(control.textContent)}`);
  }
  const overlap = (one, other, share) => {
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    const least = Math.min(one.bottom - one.top, other.bottom - other.top);
    return across > 1.5 && down > share * least;
  };
  boxes.sort((one, other) => one.top - other.top);
  boxes.forEach((one, place) => {
    for (let next = place + 1; next < boxes.length && boxes[next].top < one.bottom; next += 1) {
      const other = boxes[next];
      // Lines of one paragraph touch; a bar that stays at the top lies over what is scrolled under it.
      if (one.layer === other.layer && overlap(one, other, 0.45)) over.add(`${one.text} | ${other.text}`);
    }
  });
  const wheel = document.getElementById("wheel")?.getBoundingClientRect();
  const labels = [...document.querySelectorAll("#wheel .beside text")];
  const names = labels.map((text) => ({ text, box: text.getBoundingClientRect() }));
  names.filter(({ box }) => box.width).forEach(({ text, box }, place, all) => {
    const isAside = box.left < wheel.left - 1 || box.right > wheel.right + 1;
    const isAbove = box.top < wheel.top - 1 || box.bottom > wheel.bottom + 1;
    if (isAside || isAbove) cut.add(`off the wheel: ${text.textContent}`);
    for (const other of all.slice(place + 1)) {
      if (overlap(box, other.box, 0.05)) over.add(`${text.textContent} | ${other.text.textContent}`);
    }
  });
  return { sideways: document.documentElement.scrollWidth - wide, cut: [...cut], over: [...over] };
}"""
WELL = {"sideways": 0, "cut": [], "over": []}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("code", [LTR, RTL])
def test_longer_words_break_no_layout(
    pages: dict[str, Path], shown: Callable[[Path, int], Page], code: str, width: int
) -> None:
    opened = shown(pages[code] / "index.html", width)
    assert opened.evaluate(LAYOUT) == WELL
    open_all(opened)
    click("[data-show]")(opened)
    opened.wait_for_timeout(350)
    assert opened.evaluate(LAYOUT) == WELL
    opened = shown(pages[code] / "explorer.html", width)
    fill("бристол цитй цоунцил")(opened)
    opened.keyboard.press("Enter")
    assert opened.evaluate(LAYOUT) == WELL


# From right to left

MIDDLES = """(selectors) => selectors.map((selector) => {
  const { left, width } = document.querySelector(selector).getBoundingClientRect();
  return left + width / 2;
})"""
MIRRORED = ("#contents", "#find")
IN_READING_ORDER = (
    (".point", "#map"),
    ("#map", ".works-on"),
    ("#year-back", "#year"),
    ("#year", "#year-on"),
    ("#key-title", "#glance-title"),
    ("summary h2", "summary .count"),
)
"""What stands before what on a line, as one reads."""


@pytest.mark.parametrize("code", [LTR, RTL])
def test_the_page_runs_as_its_language_is_read(
    pages: dict[str, Path], shown: Callable[[Path, int], Page], code: str
) -> None:
    opened = shown(pages[code] / "index.html", 1440)
    for pair in (MIRRORED, *IN_READING_ORDER):
        first, second = opened.evaluate(MIDDLES, pair)
        assert (first < second) is (code == LTR), pair
    bars = opened.evaluate(
        """() => [...document.querySelectorAll(".headlines li")].map((line) => {
          const { borderLeftWidth, borderRightWidth } = getComputedStyle(line);
          return [parseFloat(borderLeftWidth) > 0, parseFloat(borderRightWidth) > 0];
        })"""
    )
    assert bars
    assert all(bar == [code == LTR, code == RTL] for bar in bars)


def test_names_in_another_language_stand_where_their_counts_do(
    pages: dict[str, Path], shown: Callable[[Path, int], Page]
) -> None:
    for code, side, outer in ((LTR, "left", "min"), (RTL, "right", "max")):
        rows = shown(pages[code] / "index.html", 1440).evaluate(
            """([side, outer]) => [...document.querySelectorAll(".works-on a")].map((row) => {
              const [name, words] = [".name", ".words"].map((part) => {
                const text = document.createRange();
                text.selectNodeContents(row.querySelector(part));
                return [...text.getClientRects()].map((line) => Math.round(line[side]));
              });
              return [...name, Math[outer](...words)];
            })""",
            [side, outer],
        )
        assert rows
        assert all(len(set(edges)) == 1 for edges in rows), (code, rows)


def test_left_is_left_of_right_whichever_way_the_page_reads(
    pages: dict[str, Path], shown: Callable[[Path, int], Page]
) -> None:
    for code in (LTR, RTL):
        opened = shown(pages[code] / "index.html", 1440)
        opened.click("[data-move=in]")
        left, right = opened.evaluate(MIDDLES, ["[data-move=left]", "[data-move=right]"])
        assert left < right, code
        opened = shown(pages[code] / "explorer.html", 1440)
        left, right = opened.evaluate(MIDDLES, ['[data-pan="-1 0"]', '[data-pan="1 0"]'])
        assert left < right, code


def test_arrows_that_lead_on_point_the_way_the_page_reads(
    pages: dict[str, Path], shown: Callable[[Path, int], Page]
) -> None:
    """The signs are brackets, which Unicode mirrors, so that ‘earlier’ points away from ‘later’ both ways."""
    for code in (LTR, RTL):
        for back, on, width in (
            ("#year-back", "#year-on", 1440),
            ('[data-ring="-1"]', '[data-ring="1"]', 375),
        ):
            opened = shown(pages[code] / "index.html", width)
            signs = [opened.locator(each).inner_text() for each in (back, on)]
            assert signs == ["‹", "›"]
            directions = opened.evaluate(
                "(all) => all.map((each) => getComputedStyle(document.querySelector(each)).direction)",
                [back, on],
            )
            assert directions == ["rtl" if code == RTL else "ltr"] * 2
            first, second = opened.evaluate(MIDDLES, [back, on])
            assert (first < second) is (code == LTR)


def test_a_number_in_the_middle_of_the_wheel_stands_where_its_words_are_read_first(
    pages: dict[str, Path], shown: Callable[[Path, int], Page]
) -> None:
    opened = shown(pages[RTL] / "index.html", 1440)
    for words, is_right in (("8 \u0623\u0648\u0644\u0648\u064a\u0627\u062a", True), ("8 priorities", False)):
        number, last = opened.evaluate(
            """(words) => {
              const line = document.querySelector("#hub-words .quiet");
              line.textContent = words;
              return [0, words.length - 1].map((place) => line.getExtentOfChar(place).x);
            }""",
            words,
        )
        assert (number > last) is is_right, words
