"""The wheel under the keys in two browsers: the mark that a key comes to is in sight."""

import pytest

from tests.browser.cities import BuiltPage
from tests.browser.readers import Reader

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


def come_to_the_wheel(reader: Reader, key: str) -> None:
    for _ in range(6):
        reader.press(key)
        if reader.evaluate(OUT):
            return
    raise AssertionError("the key does not come to the wheel")


@pytest.mark.parametrize(
    ("width", "height", "closer"), [(1440, 900, 0), (1440, 900, 2), (375, 740, 0), (320, 640, 0)]
)
def test_every_key_leaves_the_mark_it_comes_to_in_sight(
    reader: Reader, bristol_page: BuiltPage, width: int, height: int, closer: int
) -> None:
    reader.viewport(width, height)
    reader.open(bristol_page.file.as_uri())
    for _ in range(closer):
        reader.click('[data-move="in"]')
    come_to_the_wheel(reader, "Shift+Tab" if closer else "Tab")
    around = ["ArrowRight"] * len(bristol_page.drawn)
    passed = set()
    for key in ["", "End", "Home", *around, *["ArrowLeft"] * 5, *["ArrowDown"] * 5, *["ArrowUp"] * 3]:
        if key:
            reader.press(key)
        mark, out = reader.evaluate(OUT)
        passed.add(mark)
        assert out <= 1, (key, mark)
    assert passed == bristol_page.drawn
