"""Whatever the data says, the pages only show it: no text runs, changes the markup or breaks the use.

The cities are those of `tests.attacks`, with another hostile text in each field. Their pages are used as a
reader would use them, and more; `tests/test_attacks.py` looks at every other output.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from playwright.sync_api import Browser, Frame, Page

from ecosystem import publishing, queries
from ecosystem.city import City
from ecosystem.dataset.draft import SECTIONS
from ecosystem.infographic import explorer, page as pages, view
from ecosystem.model import Ecosystem
from tests import attacks
from tests.browser.built_pages import BuiltPage, settle
from tests.browser.visits import Window, key_button, window
from tests.cities import SMALL
from tests.everywhere import also
from tests.test_attacks import URL, city, twin

CITIES = [*attacks.CITIES[:3], *also(*attacks.CITIES[3:])]
"""`tests/test_attacks.py` looks at more of them each time."""

# Every element with the names of its attributes. How a label of the drawing turns is left aside. How many
# names have room beside the ring, and lines in the hub, depends on their length: each sort of element counts
# once there.
MARKUP = """() => {
  const written = (element) =>
    [element.localName, ...[...element.attributes].map(({ name }) => name)
      .filter((name) => element.localName !== "text" || name !== "class").sort()].join(" ");
  const all = [...document.querySelectorAll("*")];
  const isFitted = (element) => element.closest("#wheel :is(.beside, #hub-words)") !== null;
  return [...all.filter((element) => !isFitted(element)).map(written),
    ...new Set(all.filter(isFitted).map((element) => `${written(element)} fitted`))];
}"""

# Every choice made, every button pressed, every mark selected, and what a handler in an attribute waits for.
USE = """() => {
  const press = (element, key) => element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const choose = (select, index) => {
    select.selectedIndex = index;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const titles = {};
  for (const mark of document.querySelectorAll("#wheel [data-n]")) {
    mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    titles[mark.dataset.n] = document.getElementById("panel-title").textContent;
  }
  press(document.body, "Escape"); // or those of the last answer would have its numbers
  const labels = [...document.querySelectorAll("#wheel .spoke text")].map((label) => label.textContent);
  const pairs = ["ask-from", "ask-to"].map((id) => document.getElementById(id));
  for (const [place, select] of pairs.entries()) {
    for (let index = place + 1; index < select.options.length; index += 7) choose(select, index);
  }
  for (const select of document.querySelectorAll("select")) {
    if (pairs.includes(select)) continue;
    for (let index = 0; index < select.options.length; index += 1) choose(select, index);
  }
  for (const button of document.querySelectorAll("button")) button.click();
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  for (const element of document.querySelectorAll("*")) {
    for (const name of ["mouseover", "focus", "load", "error", "toggle", "begin"]) {
      element.dispatchEvent(new Event(name));
    }
  }
  for (const link of [...document.querySelectorAll("a[href^='#']")].slice(0, 40)) link.click();
  for (const fold of document.querySelectorAll("details")) fold.open = false;
  for (let time = 0; time < 4; time += 1) press(document.body, "Escape");
  for (const name of ["beforeprint", "afterprint"]) window.dispatchEvent(new Event(name));
  return { titles, labels, title: document.title, lit: document.querySelectorAll(".lit").length };
}"""


def use(page: Page | Frame, built: BuiltPage) -> None:
    """Select and ask everything, and see every name as it was written."""
    found = page.evaluate(USE)
    questions = {each.id: queries.connections(built.city, each.id).question for each in built.chosen}
    assert found["title"] == " ".join(built.ecosystem.about.title.split())
    assert found["titles"] == {each.id: each.name for each in built.entities} | questions
    assert sorted(found["labels"]) == sorted(each.label for each in built.entities)
    assert found["lit"] == 0


def read(page: Page, built: BuiltPage) -> None:
    """What a reader does by hand: search, play the story, print."""
    for name in [each.name for each in built.entities][:40:8]:
        page.locator("#find").fill(name[:40])
    page.locator("#find").fill("")
    if page.locator(".tour-start button").count():
        page.locator(".tour-start button").first.click()
        page.locator(".tour-nav").get_by_role("button", name="Next", exact=True).click()
        page.keyboard.press("Escape")
    page.emulate_media(media="print")
    page.emulate_media(media="screen")


def markup(page: Page | Frame) -> Counter[str]:
    return Counter(page.evaluate(MARKUP))


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Window]:
    with window(browser) as opened:
        yield opened


# The infographic


@pytest.fixture(scope="module")
def harmless(opened: Window, tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """The markup of the twin, after the same use."""
    tame = settle(twin(), tmp_path_factory.mktemp("harmless"))
    with opened.visit(tame.file.as_uri()) as page:
        use(page, tame)
        read(page, tame)
        return markup(page)


@pytest.mark.parametrize("number", CITIES)
def test_hostile_texts_are_only_shown(
    opened: Window, harmless: Counter[str], tmp_path: Path, number: int
) -> None:
    hostile = settle(city(number), tmp_path)
    with opened.visit(hostile.file.as_uri()) as page:
        use(page, hostile)
        read(page, hostile)
        assert markup(page) == harmless


# The explorer

DRAW = """(rest) => {
  const { nodes } = explorer.parts;
  const choose = (id, index) => {
    const select = document.getElementById(id);
    select.selectedIndex = index;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const said = {};
  for (const each of nodes.getIds().filter((_, place) => place % 4 === rest)) {
    location.hash = each;
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    said[each] = document.getElementById("panel-title").textContent;
  }
  for (const id of ["kind", "family"]) {
    const { length } = document.getElementById(id).options;
    for (let index = length - 1; index >= 0; index -= 1) choose(id, index);
  }
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  return said;
}"""


@pytest.mark.parametrize("number", CITIES)
def test_the_explorer_only_shows_them_too(opened: Window, tmp_path: Path, number: int) -> None:
    file = tmp_path / "explorer.html"
    file.write_text(explorer.render(city(number)), encoding="utf-8")
    with opened.visit(file.as_uri()) as page:
        while not page.evaluate("Boolean(explorer.parts)"):
            page.wait_for_timeout(10)
        said = page.evaluate(DRAW, number % 4)
        page.locator("#find").fill("canary")
        page.keyboard.press("Enter")
        names = {node.id: node.name for _, node in city(number).ecosystem.nodes()}
        assert len(said) == len(names) // 4
        assert said.items() <= names.items()
        kinds = {each.split()[0] for each in page.evaluate(MARKUP)}
        assert not kinds & {"img", "iframe", "object", "embed", "svg:script", "form:x", "base", "b", "video"}


# What web editors paste, with its frames


def test_the_page_for_web_editors_and_the_map_in_its_frames_only_show_them(
    browser: Browser, tmp_path: Path
) -> None:
    hostile = settle(city(3), tmp_path)
    composed = view.compose(hostile.city)
    publication = publishing.publication(composed, URL)
    files = {
        "index.html": pages.render(composed, publication),
        "embed.html": publishing.kit.render(
            composed, publication, publishing.embedding(composed, publication)
        ),
        "fragment.html": publishing.fragment.render(composed, publication),
    }
    for name, html in files.items():
        (tmp_path / name).write_text(html, encoding="utf-8")
    (tmp_path / "share-card.png").write_bytes(PIXEL)
    with window(browser) as opened:
        page = opened.open((tmp_path / "embed.html").as_uri())
        for each in page.locator("iframe").all():
            each.scroll_into_view_if_needed()
        page.locator("#show").select_option(index=3)
        names = []
        for frame in page.frames[1:]:
            frame.wait_for_load_state("load")
            names.append(frame.url.rpartition("/")[2].partition("#")[0])
            frame.evaluate(FRAMED, names.count(names[-1]) == 1)
        assert Counter(names) == {"index.html": 3, "fragment.html": 1}
        for frame in page.frames:
            assert frame.evaluate("[window.violations, window.canaries]") == [[], 0]
        assert {each.partition("#")[0].rpartition("/")[2] for each in opened.asked()} <= {
            *files,
            "share-card.png",
        }
        # A frame from the disk may not reach the clipboard, and says so when the button is pressed.
        assert [each for each in opened.complaints() if "Clipboard API" not in each] == []


FRAMED = """(isFirst) => {
  const names = ["focus", "load", "error", ...(isFirst ? ["click"] : [])];
  for (const element of document.querySelectorAll("*")) {
    for (const name of names) {
      if (element.localName !== "a") element.dispatchEvent(new Event(name, { bubbles: name === "click" }));
    }
  }
}"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "05000148afa4710000000049454e44ae426082"
)


# What the reader refuses

UNREADABLE = "\u202e\u2028canary()</script\u00a0>\u0085\ud7ff\uffff\x01"


def test_what_the_reader_refuses_would_not_run_either(
    opened: Window, harmless: Counter[str], tmp_path: Path
) -> None:
    """The page does not lean on the reader: a model made otherwise is drawn as safely."""
    hostile = settle(City(reworded("words", UNREADABLE)), tmp_path)
    with opened.visit(hostile.file.as_uri()) as page:
        page.evaluate(USE)
        elements, tame = (
            Counter(line.split()[0] for line in each.elements() if not line.endswith(" fitted"))
            for each in (markup(page), harmless)
        )
        assert elements == tame


def reworded(old: str, new: str) -> Ecosystem:
    """The model of the twin with other words."""
    plain = msgspec.json.encode(twin().ecosystem).decode()
    return msgspec.json.decode(plain.replace(old, msgspec.json.encode(new).decode()[1:-1]), type=Ecosystem)


# Ids

IDS = {
    "forum": "constructor",
    "council": "to-string",
    "staff": "proto",
    "charity": "value-of",
    "fair": "prototype",
    "report": "length",
    "choir": "name",
    "jobs": "has-own-property",
    "homes": "title",
    "build": "map",
    "plan": "data",
    "minutes": "1",
    "public": "wheel",
}


def test_ids_that_mean_something_to_a_browser_work(opened: Window, tmp_path: Path) -> None:
    text = yaml.safe_dump(renamed(yaml.safe_load(SMALL)), sort_keys=False)
    named = settle(City.parse(text), tmp_path)
    assert set(IDS.values()) - {"1", "wheel"} <= set(named.city)
    with opened.visit(named.file.as_uri()) as page:
        use(page, named)
        ids = page.locator("[id]").evaluate_all("(all) => all.map((each) => each.id)")
        assert len(ids) == len(set(ids))
        for kind in named.ecosystem.kinds.values():
            button = key_button(page, kind.plural)
            button.click()
            assert page.locator("#panel-title").text_content() == kind.plural
            members = sorted(each.id for each in named.entities if each.kind == kind.id)
            lit = page.locator("#wheel .spoke.lit").evaluate_all("(all) => all.map((each) => each.dataset.n)")
            assert sorted(lit) == members
            button.click()


def renamed(city: dict[str, Any]) -> dict[str, Any]:
    """The file with other ids."""

    def values(value: Any) -> Any:
        match value:
            case dict():
                return {key: values(each) for key, each in value.items()}
            case list():
                return [values(each) for each in value]
            case str():
                return IDS.get(value, value)
        return value

    return {
        section: {IDS.get(key, key): values(entry) for key, entry in entries.items()}
        if section in SECTIONS and isinstance(entries, dict)
        else values(entries)
        for section, entries in city.items()
    }
