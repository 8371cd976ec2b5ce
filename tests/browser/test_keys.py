"""The wheel under the keys in three browsers: the mark that a key comes to is in sight."""

from pathlib import Path

import pytest
from PIL import Image

from tests.browser.built_pages import BuiltPage
from tests.browser.readers import Reader
from tests.browser.visits import until
from tests.everywhere import also

# How far the symbol of what has the keyboard reaches out of what can be seen of the wheel, and where that is.
# By its middle and its size, since the box of what is turned may be too large: see test_places.py.
OUT = """() => {
  const mark = document.activeElement;
  if (!mark.matches("#wheel [data-n]")) return null;
  const symbol = mark.querySelector("use, circle");
  const box = symbol.getBBox();
  const toWindow = symbol.getScreenCTM();
  const half = (Math.hypot(toWindow.a, toWindow.b) * box.width) / 2;
  const middle = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
  const { x, y } = middle.matrixTransform(toWindow);
  const room = document.getElementById("stage").getBoundingClientRect();
  const high = Math.max(room.top, 0);
  const low = Math.min(room.bottom, innerHeight);
  return [mark.dataset.n, Math.max(room.left - x, x - room.right, high - y, y - low) + half];
}"""


def come_to_the_wheel(reader: Reader, *, back: bool = False) -> None:
    """By the skip link, or back from what is below the wheel."""
    if back:
        reader.evaluate("document.getElementById('year-back').focus()")
    for key in ["Shift+Tab"] if back else ["Tab", "Enter", "Tab"]:
        reader.press(key)
    assert reader.evaluate(OUT), "the keys do not come to the wheel"


def open_afresh(reader: Reader, built: BuiltPage) -> None:
    reader.open("about:blank")  # or from where the skip link led to, it would be a step within the page
    reader.open(built.file.as_uri())


@pytest.mark.parametrize(
    ("width", "height", "closer"), [(1440, 900, 0), (375, 740, 0), *also((1440, 900, 2), (320, 640, 0))]
)
def test_every_key_leaves_the_mark_it_comes_to_in_sight(
    reader: Reader, bristol_page: BuiltPage, width: int, height: int, closer: int
) -> None:
    reader.viewport(width, height)
    open_afresh(reader, bristol_page)
    for _ in range(closer):
        reader.click('[data-move="in"]')
    come_to_the_wheel(reader, back=closer > 0)
    around = ["ArrowRight"] * len(bristol_page.drawn)
    passed = set()
    for key in ["", "End", "Home", *around, *["ArrowLeft"] * 5, *["ArrowDown"] * 5, *["ArrowUp"] * 3]:
        if key:
            reader.press(key)
        mark, out = reader.evaluate(OUT)
        passed.add(mark)
        assert out <= 1, (key, mark)
    is_narrow = width < 600  # where the priorities stand below the wheel, as a list
    assert passed == bristol_page.drawn - ({each.id for each in bristol_page.chosen} if is_narrow else set())


# Where the ring of the focus crosses the line from the centre to the mark, before it and behind its name; the
# colours of the ring and of the ground.
RING = """() => {
  const ring = document.querySelector(":focus-visible > .ring");
  const { x, y, width, height } = ring.getBBox();
  const ends = [x, x + width].map((at) => {
    const end = new DOMPoint(at, y + height / 2).matrixTransform(ring.getScreenCTM());
    return [end.x, end.y];
  });
  const colour = (text) => text.match(/\\d+/g).slice(0, 3).map(Number);
  const ground = getComputedStyle(document.getElementById("map")).backgroundColor;
  return [ends, colour(getComputedStyle(ring).stroke), colour(ground)];
}"""


def luminance(colour: list[int]) -> float:
    """The relative luminance of WCAG 2.2."""
    shares = [each / 255 for each in colour]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("width", [1440, 375])
def test_a_ring_is_drawn_round_the_mark_that_has_the_keyboard(
    reader: Reader, bristol_page: BuiltPage, width: int, tmp_path: Path
) -> None:
    file = tmp_path / "window.png"

    def is_drawn() -> bool:
        """Whether the window shows it, a moment after the page has it."""
        ends, colour, ground = reader.evaluate(RING)
        dark, light = sorted([luminance(colour), luminance(ground)])
        assert (light + 0.05) / (dark + 0.05) >= 3
        reader.screenshot(file)
        with Image.open(file) as picture:
            spots = [picture.convert("RGB").crop((int(x), int(y), int(x) + 1, int(y) + 1)) for x, y in ends]
        channels = [pair for spot in spots for pair in zip(spot.tobytes(), colour, strict=True)]
        return all(abs(one - other) < 60 for one, other in channels)

    reader.viewport(width, 900)
    open_afresh(reader, bristol_page)
    come_to_the_wheel(reader)
    for key in ["Home", *["ArrowRight"] * 8, "End"]:
        reader.press(key)
        until(is_drawn)
