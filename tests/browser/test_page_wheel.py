"""The wheel under the hand: walked, brought closer, and dragged."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import large
from tests.browser.built_pages import BuiltPage
from tests.browser.visits import visit
from tests.everywhere import also

WIDE = (1280, 720)
NARROW = (320, 640)
STOP = '#wheel [tabindex="0"]:visible'
# How far what has the keyboard reaches out of what can be seen of the wheel: all of it, and its symbol.
OUT = """() => {
  const mark = document.activeElement;
  const stage = document.getElementById("stage");
  const room = stage.getBoundingClientRect();
  const [high, low] = [Math.max(room.top, 0), Math.min(room.bottom, innerHeight)];
  const out = ({ left, top, right, bottom }) =>
    Math.max(room.left - left, right - room.right, high - top, bottom - low);
  return {
    mark: out(mark.getBoundingClientRect()),
    symbol: out(mark.querySelector("use, circle").getBoundingClientRect()),
    scrolled: stage.scrollLeft + stage.scrollTop,
  };
}"""
HOLDER = """() => {
  const { dataset, id, tagName } = document.activeElement;
  return dataset.n ?? dataset.kind ?? dataset.move ?? (id || tagName);
}"""
SCALE = "() => new DOMMatrix(document.getElementById('wheel').style.transform || 'none').a"
PLACE = "() => document.getElementById('wheel').style.transform"
SELECTED = "() => page.selection?.id ?? null"
# A place in sight on the wheel where nothing stands, and one on a mark with the mark's id.
BLANK = """() => {
  const { left, top, width } = document.getElementById("stage").getBoundingClientRect();
  for (let x = left + 60; x < left + width - 60; x += 7) {
    for (let y = Math.max(top, 0) + 60; y < innerHeight - 60; y += 7) {
      if (document.elementFromPoint(x, y).id === "wheel") return [x, y];
    }
  }
}"""
ON_A_MARK = """() => {
  for (const use of document.querySelectorAll("#spokes use")) {
    const { x, y, width, height } = use.getBoundingClientRect();
    const place = [x + width / 2, y + height / 2];
    const mark = document.elementFromPoint(...place)?.closest(".spoke");
    if (mark && mark === use.parentNode) return [place, mark.dataset.n ?? mark.dataset.kind];
  }
}"""


@pytest.fixture(params=["bristol", "large"])
def either(request: pytest.FixtureRequest, bristol_page: BuiltPage, large_page: BuiltPage) -> BuiltPage:
    return bristol_page if request.param == "bristol" else large_page


@contextmanager
def opened(browser: Browser, built: BuiltPage, size: tuple[int, int]) -> Iterator[Page]:
    with visit(browser, built.file.as_uri(), width=size[0]) as page:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        yield page


@pytest.fixture
def wide(browser: Browser, bristol_page: BuiltPage) -> Iterator[Page]:
    with opened(browser, bristol_page, WIDE) as page:
        yield page


@pytest.fixture
def narrow(browser: Browser, bristol_page: BuiltPage) -> Iterator[Page]:
    with opened(browser, bristol_page, NARROW) as page:
        yield page


def bring_closer(page: Page, times: int) -> None:
    for _ in range(times):
        page.get_by_role("button", name="Zoom in").click()


def holder(page: Page) -> str:
    """Where the keyboard is: a mark, a button, another element's id or its name."""
    found: str = page.evaluate(HOLDER)
    return found


def drag(page: Page, start: tuple[float, float], by: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + by[0], start[1] + by[1], steps=5)
    page.mouse.up()


@pytest.mark.parametrize(("size", "closer"), [(WIDE, 0), *also((WIDE, 4)), (NARROW, 0)])
def test_the_mark_that_the_arrows_come_to_is_in_sight(
    browser: Browser, either: BuiltPage, size: tuple[int, int], closer: int
) -> None:
    with opened(browser, either, size) as page:
        page.emulate_media(reduced_motion="no-preference")
        bring_closer(page, closer)
        page.locator(STOP).focus()
        if page.locator(".group").count():
            page.keyboard.press("Enter")
            bring_closer(page, closer)  # the opened kind is shown whole
            page.locator(STOP).focus()
        passed = set()
        for _ in range(120):
            page.keyboard.press("ArrowRight")
            out = page.evaluate(OUT)
            passed.add(holder(page))
            assert out["scrolled"] == 0, passed
            assert out["symbol"] <= 1, passed
            assert closer or out["mark"] <= 1, passed
        assert len(passed) > (30 if size == NARROW else 90)


def test_in_a_low_window_the_symbol_of_a_tall_mark_is_in_sight(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    with opened(browser, bristol_page, (1280, 160)) as page:
        page.locator(STOP).focus()
        for _ in range(30):
            page.keyboard.press("ArrowRight")
            assert page.evaluate(OUT)["symbol"] <= 1, holder(page)


def test_the_tab_key_comes_to_a_mark_in_sight(wide: Page) -> None:
    bring_closer(wide, 4)
    wide.locator("#year-back").focus()
    wide.keyboard.press("Shift+Tab")
    assert wide.evaluate("document.activeElement.matches('#wheel .spoke')")
    assert wide.evaluate(OUT)["symbol"] <= 1
    wide.evaluate("document.getElementById('stage').scrollTo(50, 50)")  # as a browser might for a found word
    assert wide.evaluate(OUT)["scrolled"] == 0


def test_a_click_on_a_mark_leaves_the_picture_where_it_is(wide: Page) -> None:
    bring_closer(wide, 1)
    place, mark = wide.evaluate(ON_A_MARK)
    before = wide.evaluate("[document.getElementById('wheel').style.transform, scrollY]")
    wide.mouse.click(*place)
    assert wide.evaluate(SELECTED) == mark
    assert wide.evaluate("[document.getElementById('wheel').style.transform, scrollY]") == before


def test_the_buttons_that_move_the_wheel_come_when_it_is_closer(wide: Page) -> None:
    buttons = wide.locator("[data-move]:visible")
    assert buttons.count() == 1
    buttons.scroll_into_view_if_needed()
    place = buttons.bounding_box()
    bring_closer(wide, 1)
    assert buttons.count() == wide.locator("[data-move]").count() > 1
    assert buttons.first.bounding_box() == place  # so that it can be pressed again


@pytest.mark.parametrize("name", ["Whole wheel", "Zoom out"])
def test_the_button_that_shows_the_whole_wheel_again_leaves_the_keyboard_at_closer(
    browser: Browser, either: BuiltPage, name: str
) -> None:
    with opened(browser, either, WIDE) as page:
        bring_closer(page, 1)
        page.get_by_role("button", name=name).focus()
        page.keyboard.press("Enter")
        assert page.evaluate(SCALE) == 1
        assert holder(page) == "in"
        bring_closer(page, 2)
        page.get_by_role("button", name="Zoom out").focus()
        page.keyboard.press("Enter")
        assert holder(page) == "out"


def test_a_drag_keeps_what_is_selected(wide: Page) -> None:
    wide.evaluate("page.show(page.of('bswn'))")
    bring_closer(wide, 3)
    before = wide.evaluate(PLACE)
    drag(wide, wide.evaluate(BLANK), (40, 30))
    assert wide.evaluate(PLACE) != before
    assert wide.evaluate(SELECTED) == "bswn"
    wide.mouse.click(*wide.evaluate(BLANK))
    assert wide.evaluate(SELECTED) is None


@pytest.mark.parametrize("by", [(30, 20), (3, 0), (0, 0)])
def test_a_drag_from_a_mark_selects_nothing_but_a_hand_may_slip(wide: Page, by: tuple[int, int]) -> None:
    bring_closer(wide, 2)
    place, mark = wide.evaluate(ON_A_MARK)
    drag(wide, place, by)
    assert wide.evaluate(SELECTED) == (None if by == (30, 20) else mark)


def test_a_drag_to_and_fro_or_out_of_the_wheel_is_one_too(wide: Page) -> None:
    wide.evaluate("page.show(page.of('core'))")
    bring_closer(wide, 2)
    place, _ = wide.evaluate(ON_A_MARK)
    for x, y in [(place[0] - 40, place[1]), (5, 5)]:
        wide.mouse.move(*place)
        wide.mouse.down()
        wide.mouse.move(x, y, steps=4)
        wide.mouse.move(*place, steps=4)
        wide.mouse.up()
        assert wide.evaluate(SELECTED) == "core"
    drag(wide, place, (5 - place[0], 5 - place[1]))  # and the mouse let go out there
    wide.wait_for_timeout(20)
    wide.locator("#spokes [data-n=bswn]").dispatch_event("click")  # as assistive technology clicks
    assert wide.evaluate(SELECTED) == "bswn"


def test_a_drag_opens_no_kind_of_a_large_city(browser: Browser, large_page: BuiltPage) -> None:
    with opened(browser, large_page, WIDE) as page:
        bring_closer(page, 1)
        place, kind = page.evaluate(ON_A_MARK)
        drag(page, place, (30, 20))
        assert page.locator(".group").count() == len(large.KINDS)
        assert page.evaluate(SELECTED) is None
        place, kind = page.evaluate(ON_A_MARK)
        page.mouse.click(*place)
        assert page.locator(".open-kind").count() == 1
        assert page.locator(f'.group[data-kind="{kind}"]:not(.rest)').count() == 0


def test_a_window_that_gets_narrow_shows_the_whole_wheel(wide: Page) -> None:
    bring_closer(wide, 3)
    wide.set_viewport_size({"width": 390, "height": 720})
    expect(wide.locator("#stage")).not_to_have_class("stage closer")
    assert wide.evaluate(SCALE) == 1


def test_a_window_that_gets_smaller_has_the_picture_within_the_wheel(wide: Page) -> None:
    wide.set_viewport_size({"width": 1050, "height": 720})
    bring_closer(wide, 3)
    for _ in range(9):
        for name in ("Right", "Down"):
            wide.get_by_role("button", name=name).click()
    wide.set_viewport_size({"width": 700, "height": 720})
    wide.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    edges: Any = wide.evaluate("""() => ["stage", "wheel"].map((id) => {
      const { right, bottom } = document.getElementById(id).getBoundingClientRect();
      return [right, bottom];
    })""")
    assert edges[1] == pytest.approx(edges[0], abs=1)


# Two fingers, which only a narrow screen needs

PINCH = """([middle, by]) => {
  const stage = document.getElementById("stage");
  const { left, top, width, height } = stage.getBoundingClientRect();
  const [x, y] = [left + middle[0] * width, top + middle[1] * height];
  const touch = (type, pointerId, off) => stage.dispatchEvent(new PointerEvent(type, {
    pointerId, pointerType: "touch", clientX: x + off, clientY: y, bubbles: true }));
  touch("pointerdown", 1, -20);
  touch("pointerdown", 2, 20);
  for (let off = 21; off <= 20 * by; off += 1) {
    touch("pointermove", 1, -off);
    touch("pointermove", 2, off);
  }
  touch("pointerup", 1, -20 * by);
  touch("pointerup", 2, 20 * by);
}"""
MIDDLE = """() => {
  const { x, width } = document.querySelector(".hub").getBoundingClientRect();
  return x + width / 2;
}"""
FARTHEST = """(side) => {
  const room = document.getElementById("stage").getBoundingClientRect();
  const boxes = [...document.querySelectorAll(".spoke use")].map((each) => each.getBoundingClientRect());
  const outermost = Math[side < 0 ? "min" : "max"](...boxes.map((box) => (side < 0 ? box.left : box.right)));
  return side < 0 ? room.left - outermost : outermost - room.right;
}"""


@pytest.mark.parametrize(("at", "side"), [(0.0, -1), (1.0, 1)])
def test_two_fingers_reach_both_rims_of_the_wheel(narrow: Page, at: float, side: int) -> None:
    narrow.evaluate(PINCH, [[at, 0.5], 3])
    assert narrow.evaluate(SCALE) > 2
    assert narrow.evaluate(FARTHEST, side) <= 1
    assert narrow.evaluate(FARTHEST, -side) > 100


def test_what_lies_between_two_fingers_stays_there(narrow: Page) -> None:
    stage = narrow.locator("#stage").bounding_box()
    assert stage
    before = narrow.evaluate(MIDDLE)
    narrow.evaluate(PINCH, [[(before - stage["x"]) / stage["width"], 0.5], 2])
    assert abs(narrow.evaluate(MIDDLE) - before) < 2


def test_arrow_keys_follow_the_way_that_the_page_reads(
    browser: Browser, bristol_page: BuiltPage, tmp_path: Path
) -> None:
    file = tmp_path / "mirrored.html"
    html = bristol_page.file.read_text(encoding="utf-8")
    file.write_text(html.replace('<html lang="en">', '<html lang="en" dir="rtl">'), encoding="utf-8")
    focused = "document.activeElement.dataset.n"
    reached = []
    for address, key in ((bristol_page.file.as_uri(), "ArrowRight"), (file.as_uri(), "ArrowLeft")):
        with visit(browser, address) as page:
            page.locator("#wheel [tabindex='0']").press(key)
            reached.append(page.evaluate(focused))
    assert reached[0] == reached[1]


@pytest.mark.parametrize("width", [1440, 375, 320])
def test_a_page_that_reads_from_right_to_left_does_not_scroll_sideways(
    browser: Browser, bristol_page: BuiltPage, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "mirrored.html"
    html = bristol_page.file.read_text(encoding="utf-8")
    file.write_text(html.replace('<html lang="en">', '<html lang="en" dir="rtl">'), encoding="utf-8")
    with visit(browser, file.as_uri(), width=width) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == width
        left = page.locator(".aside").bounding_box()
        map_box = page.locator("#map").bounding_box()
        assert left is not None
        assert map_box is not None
        assert width < 1100 or left["x"] < map_box["x"]


@pytest.mark.parametrize("width", [390, 1280])
def test_lines_have_one_quiet_colour_until_something_is_chosen(
    browser: Browser, bristol_page: BuiltPage, width: int
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=width) as page:
        strokes = page.evaluate(
            "[...document.querySelectorAll('.curves path')].map((path) => getComputedStyle(path).stroke)"
        )
        assert len(set(strokes)) == 1
