"""How the page opens: its words first, nothing that moves, and each address where it leads."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ecosystem.city import City
from tests import large
from tests.browser.built_pages import BuiltPage, settle
from tests.browser.hosts import slow_network
from tests.browser.test_adapting import CUT
from tests.browser.visits import until, visit, wait_until_whole, window
from tests.cities import SMALL

# What the browser counts of things that move while nobody touched the page, each with what moved.
MOVED = """
new Promise((done) => {
  new PerformanceObserver((list) => {
    const names = (sources) => sources.map(({ node }) => node?.id || node?.className);
    done(list.getEntries().map(({ value, sources }) => [value, ...names(sources)]));
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([]), 1000);
})
"""

SEEN = """
document.querySelector("#wheel .spoke use")?.checkVisibility({ contentVisibilityAuto: true }) === true
"""
NEVER_PAINTED = "window.requestAnimationFrame = () => 0;"
OLD = "delete Object.hasOwn;"
# How far a section is below the place where the browser stops for it, and that place below the bar.
BELOW = """id => {
  const stop = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
  const [section, bar] = [document.getElementById(id), document.querySelector(".bar")];
  return [section.getBoundingClientRect().top - stop, stop - bar.getBoundingClientRect().bottom];
}"""


@pytest.mark.parametrize("width", [1280, 375])
def test_nothing_moves_while_the_page_opens(browser: Browser, bristol_page: BuiltPage, width: int) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=width) as page:
        assert page.evaluate(MOVED) == []


HALVES = [
    (1280, '<header class="bar">', False),
    (1280, 'data-move="whole">', False),
    (375, '<div class="below">', False),
    (375, "<footer>", True),
    (1280, "<footer>", True),
]
"""Where a page is cut in two: in its bar, a button of its wheel, its first part and its last line.

And whether the wheel is seen meanwhile.
"""


@pytest.mark.parametrize(("width", "half", "shown"), HALVES)
def test_nothing_moves_while_a_slow_network_brings_the_page(
    browser: Browser, bristol_page: BuiltPage, width: int, half: str, shown: bool
) -> None:
    html = bristol_page.file.read_bytes()
    with (
        slow_network(html, html.index(half.encode()) + len(half)) as (address, rest),
        browser.new_context(viewport={"width": width, "height": 900}) as context,
    ):
        page = context.new_page()
        page.goto(address, wait_until="commit")
        expect(page.locator(f"body{':not(.first)' if shown else '.first'}.opening")).to_be_attached()
        page.wait_for_timeout(900)  # in which it is painted
        assert page.evaluate(SEEN) is shown
        rest.set()
        wait_until_whole(page)
        assert page.evaluate(MOVED) == []


def is_drawn(page: Page) -> bool:
    script = "document.querySelector('.spoke use').checkVisibility({ contentVisibilityAuto: true })"
    return bool(page.evaluate(script))


# Which parts beside and below the first are shown; the room of what stands first; whether all is scrolled.
FIRST = """() => {
  const isShown = (part) => part.checkVisibility({ contentVisibilityAuto: true });
  const room = ({ left, top, width, height }) => [left, top, width, height];
  const rest = document.querySelectorAll(".map .stage, .aside > *, .below > *, main > section > *, footer p");
  return {
    first: [...document.querySelectorAll(".bar, .point, .headlines li")]
      .map((part) => room(part.getBoundingClientRect())),
    rest: [...rest].filter(isShown).map((part) => part.className || part.textContent),
    isScrolled: document.documentElement.scrollHeight > innerHeight,
  };
}"""


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("size", [12, 320])
def test_the_first_paint_holds_what_comes_first_and_nothing_that_could_move_it(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, width: int, size: int
) -> None:
    built = settle(City.parse(large.text(size, 2 * size)), tmp_path_factory.mktemp("made-up"))
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.add_init_script(NEVER_PAINTED + "window.setTimeout = () => 0;")
        page.goto(built.file.as_uri())
        before = page.evaluate(FIRST)
        assert before["rest"] == []
        assert len(before["first"]) == 5
        assert before["isScrolled"]
        page.evaluate("document.body.classList.remove('first')")
        after = page.evaluate(FIRST)
        assert after["rest"]
        assert after["first"] == before["first"]


def test_a_page_printed_before_its_first_paint_is_whole(browser: Browser, small_page: BuiltPage) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(NEVER_PAINTED + "window.setTimeout = () => 0;")
        page.goto(small_page.file.as_uri())
        assert not is_drawn(page)
        page.emulate_media(media="print")
        page.screenshot()  # which lays the page out
        assert is_drawn(page)


def test_a_page_that_is_never_painted_is_read_all_the_same(browser: Browser, small_page: BuiltPage) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(NEVER_PAINTED)
        page.goto(small_page.file.as_uri())
        page.locator("body:not(.first)").wait_for(state="attached")
        assert is_drawn(page)


def test_a_browser_too_old_for_the_script_reads_the_page_without(
    browser: Browser, small_page: BuiltPage
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(OLD)
        page.goto(small_page.file.as_uri())
        assert page.locator("body.has-script").count() == 0
        assert is_drawn(page)
        assert not page.locator("#ask .needs-script").is_visible()
        assert page.locator("#ask .without-script").is_visible()


def assert_at_its_stop(page: Page, place: str) -> None:
    """The section begins right below the bar, which covers nothing of it."""
    below, room = page.evaluate(BELOW, place)
    assert abs(below) < 2
    assert 0 <= room < 40


@pytest.mark.parametrize("width", [1280, 1000, 375])
def test_an_address_leads_to_its_section_and_a_reload_to_where_one_was(
    browser: Browser, bristol_page: BuiltPage, width: int
) -> None:
    with window(browser, width=width) as opened:
        page = opened.open(f"{bristol_page.file.as_uri()}#gaps")
        assert_at_its_stop(page, "gaps")
    with window(browser, width=width) as opened:
        page = opened.open(bristol_page.file.as_uri())
        page.evaluate("document.getElementById('sources').scrollIntoView()")
        before = page.evaluate("scrollY")
        assert before > 500
        page.reload()
        wait_until_whole(page)
        until(lambda: page.evaluate("scrollY") == pytest.approx(before, abs=2))


# Holds back what the page does later, which `step` then does in turn, as the browser would: a task each time.
HELD = """
const held = [];
window.setTimeout = (act) => held.push(act);
window.requestAnimationFrame = (act) => act();
window.step = () => held.shift()();
"""
# What the page shows, and which parts of its script have run.
DONE = """() => ({
  wheel: document.querySelector(".spoke use").checkVisibility({ contentVisibilityAuto: true }),
  key: document.querySelector(".key li").checkVisibility({ contentVisibilityAuto: true }),
  lists: Boolean(document.querySelector(".card button.show")),
  sources: Boolean(document.querySelector("[data-place]")),
  all: typeof page !== "undefined",
})"""


def test_the_page_opens_in_several_steps_between_which_somebody_may_type(
    browser: Browser, small_page: BuiltPage
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(HELD)
        page.goto(small_page.file.as_uri())
        steps = [page.evaluate(DONE)]
        while not steps[-1]["all"]:
            page.evaluate("step()")
            steps.append(page.evaluate(DONE))
            assert len(steps) < 40
    order = ["wheel", "key", "lists", "sources", "all"]
    begun = [next(at for at, done in enumerate(steps) if done[part]) for part in order]
    assert begun == sorted(set(begun))


@pytest.mark.parametrize("part", ["lists", "sources"])
def test_a_choice_that_somebody_makes_while_the_page_opens_is_kept(
    browser: Browser, small_page: BuiltPage, part: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(HELD)
        page.goto(small_page.file.as_uri())
        while not page.evaluate(DONE)[part]:
            page.evaluate("step()")
        page.locator("#n-charity button.show").first.evaluate("(button) => button.click()")
        while not page.evaluate(DONE)["all"]:
            page.evaluate("step()")
        expect(page.locator("#panel-title")).to_have_text("The Charity")


def test_at_an_address_within_the_page_all_its_script_runs_at_once(
    browser: Browser, small_page: BuiltPage
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(HELD)
        page.goto(f"{small_page.file.as_uri()}#sources")
        assert set(page.evaluate(DONE).values()) == {True}


def test_nothing_is_laid_out_while_the_script_of_the_page_starts(
    browser: Browser, small_page: BuiltPage
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto("about:blank")
        browser.start_tracing(page=page, categories=["devtools.timeline"])
        page.goto(small_page.file.as_uri())
        page.locator("body:not(.opening)").wait_for(state="attached")
        events = json.loads(browser.stop_tracing())["traceEvents"]
    ours = [event for event in events if event["ph"] == "X" and event["dur"]]
    timers = [event for event in ours if event["name"] == "TimerFire"]
    layouts = [event for event in ours if event["name"] == "Layout"]
    assert timers
    assert layouts
    assert [layout for layout in layouts if any(_is_within(layout, timer) for timer in timers)] == []


def _is_within(event: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether one event of a trace happened within another."""
    is_same = (event["pid"], event["tid"]) == (other["pid"], other["tid"])
    return is_same and other["ts"] <= event["ts"] < other["ts"] + other["dur"]


@pytest.mark.parametrize(("width", "height"), [(1440, 800), (1280, 720), (390, 844)])
def test_the_findings_and_whom_to_contact_are_in_view_as_the_page_opens(
    browser: Browser, bristol_page: BuiltPage, width: int, height: int
) -> None:
    with window(browser) as opened:
        page = opened.open("about:blank")
        page.set_viewport_size({"width": width, "height": height})
        page.goto(bristol_page.file.as_uri())
        for place in (*page.locator(".headlines strong").all(), page.locator(".edition a").first):
            expect(place).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_other_findings_are_one_line_each(browser: Browser, bristol_page: BuiltPage) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=390) as page:
        for finding in page.locator(".headlines li").all()[1:]:
            box = finding.bounding_box()
            assert box
            assert box["height"] < 24


BOXES = """() => [...document.querySelectorAll("#wheel, #find, .years input, .years button, .works-on li")]
  .filter((each) => each.checkVisibility())
  .map((each) => [each.id || each.textContent, each.getBoundingClientRect().bottom <= innerHeight])"""


@pytest.mark.parametrize(("width", "height"), [(1440, 800), (1280, 720)])
def test_the_whole_wheel_its_years_and_the_priorities_are_in_view_as_the_page_opens(
    browser: Browser, bristol_page: BuiltPage, width: int, height: int
) -> None:
    with window(browser) as opened:
        page = opened.open("about:blank")
        page.set_viewport_size({"width": width, "height": height})
        page.goto(bristol_page.file.as_uri())
        wait_until_whole(page)
        boxes = page.evaluate(BOXES)
        assert len(boxes) > len(bristol_page.chosen) + 4
        assert [name for name, is_in_view in boxes if not is_in_view] == []


def test_on_a_phone_play_stays_in_view_with_the_whole_ring_that_it_changes(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(bristol_page.file.as_uri())
        wait_until_whole(page)
        page.evaluate("document.getElementById('map').scrollIntoView()")
        expect(page.locator("#year-play")).to_be_in_viewport(ratio=1)
        page.locator("#year-play").click()
        page.wait_for_timeout(600)
        expect(page.locator("#year-said")).to_have_text(re.compile(r"^\d{4}$"))
        for part in ("#wheel", "#year-play", "#year-said"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1)
        covered = page.locator(".bar").bounding_box()
        ring = page.locator("#wheel").bounding_box()
        assert covered
        assert ring
        assert ring["y"] >= covered["y"] + covered["height"]


def test_where_a_link_leads_no_frame_is_drawn_round_the_section(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    with window(browser) as opened:
        page = opened.open(f"{bristol_page.file.as_uri()}#who")
        page.locator("#who").focus()
        outline = "getComputedStyle(document.getElementById('who')).outlineStyle"
        assert page.evaluate(f"[document.activeElement.id, {outline}]") == ["who", "none"]


# Cities at the edge of what a data file may hold


ALONE = (
    SMALL[: SMALL.index("groups:\n")].replace("  plan: plan\n", "")
    + "partners:\n  council: {name: The Council, kind: public, source: minutes}\n"
)
LONG = ("Partnership of the associations for mutual understanding and " * 5)[:299] + "x"
WORD = "Donaudampfschifffahrtsgesellschaft" * 8 + "skapitäns"
LONG_NAMES = (
    SMALL.replace("title: A small city", f"title: {LONG}")
    .replace("name: The Council", f"name: {WORD}\n    short: The Council")
    .replace("name: The Forum's plan", f"name: {LONG}\n    short: The plan")
    .replace("name: Homes", f"name: {WORD}\n    short: Homes")
)
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOWEST = "document.querySelector('.headlines').getBoundingClientRect().bottom"


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("text", [ALONE, LONG_NAMES], ids=["one organisation", "names of 300 characters"])
def test_a_city_at_the_edge_has_its_findings_on_the_first_screen_and_no_word_cut(
    browser: Browser, tmp_path: Path, text: str, width: int
) -> None:
    built = settle(City.parse(text), tmp_path)
    with visit(browser, built.file.as_uri(), width=width) as page:
        assert page.evaluate(LOWEST) < 844
        page.locator("#open-all").click()
        assert page.evaluate(WIDER) == 0
        assert page.evaluate(CUT) == []


def test_without_a_plan_the_middle_of_the_wheel_names_the_place(browser: Browser, tmp_path: Path) -> None:
    built = settle(City.parse(ALONE), tmp_path)
    with visit(browser, built.file.as_uri(), width=390) as page:
        lines = page.locator("#hub-words tspan")
        assert lines.first.is_visible()
        assert lines.all_text_contents() == ["Smallville", "1 organisation"]
