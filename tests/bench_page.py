"""Times pages in a real browser: `python -m tests.bench_page`, as `make bench` does.

First paint is told beside that of an empty page in the same browser, opened in turn; frames are those of a
pan, one pointer move in each. What a screen of 60 Hz can show at best is a frame each 16.7 ms.
"""

import re
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from ecosystem import dataset
from ecosystem.city import City
from ecosystem.infographic import explorer, page, view
from tests import large
from tests.browser.visits import wait_until_whole
from tests.conftest import chromium_path
from tests.fixture import BRISTOL

RUNS = 9
ALONE = (60, 300)  # organisations whose wheel is opened without its page
FRAMES = 120
FRAME = 16.7  # ms, of a screen of 60 Hz
EMPTY = "<!doctype html><html lang=en><title>Nothing</title><p>Nothing</p>"

PAINTED = """
new Promise((done) => {
  const look = () => {
    const [entry] = performance.getEntriesByType("paint");
    if (entry) done(entry.startTime);
    else setTimeout(look, 20);
  };
  look();
})
"""
PANNED = """
async (frames) => {
  const stage = document.getElementById("stage");
  document.querySelector('[data-move="in"]').click();
  document.querySelector('[data-move="in"]').click();
  const { left, top, width, height } = stage.getBoundingClientRect();
  const send = (type, part) => {
    const turn = 2 * Math.PI * part;
    const clientX = left + width * (0.5 + 0.2 * Math.sin(turn));
    const clientY = top + height * (0.5 + 0.2 * Math.cos(turn));
    const mouse = { pointerId: 1, pointerType: "mouse", buttons: 1, button: 0 };
    const event = new PointerEvent(type, { ...mouse, bubbles: true, clientX, clientY });
    document.getElementById("wheel").dispatchEvent(event);
  };
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await new Promise((done) => setTimeout(done, 500));
  send("pointerdown", 0);
  const times = [];
  for (let index = 0; index <= frames; index += 1) {
    times.push(await frame());
    send("pointermove", index / frames);
  }
  send("pointerup", 1);
  document.querySelector('[data-move="whole"]').click();
  return times.slice(1).map((time, index) => time - times[index]);
}
"""
OPEN = """
document.querySelector(".group").dispatchEvent(new MouseEvent("click", { bubbles: true }))
"""


def main() -> None:
    cities = {
        "Bristol": (dataset.load(BRISTOL), 2.25),
        "5,000 organisations": (dataset.parse(large.text(5000, 15000)), 3.5),
    }
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        empty = _written(Path(folder) / "empty.html", EMPTY)
        print(f"First paint, median of {RUNS} visits in turn with an empty page; goal: the ratio at most.\n")
        print(f"{'page':<28}{'ms':>8}{'empty':>8}{'ratio':>8}{'goal':>7}")
        files = {}
        for name, (city, goal) in cities.items():
            whole = City(city)
            files[name] = _written(Path(folder) / f"{name}.html", page.render(view.compose(whole)))
            free = _written(Path(folder) / f"{name}-explorer.html", explorer.render(whole))
            _say_paint(name, browser, files[name], empty, goal)
            _say_paint(f"{name}, explorer", browser, free, empty, None)
        for size in ALONE:
            name = f"{size} organisations, the wheel alone"
            whole = City.parse(large.text(size, 3 * size))
            alone = _wheel(page.render(view.compose(whole)))
            _say_paint(name, browser, _written(Path(folder) / f"{name}.html", alone), empty, None)
        print(f"\nFrames of a pan, ms, {FRAMES} of them; goal: the median at most {FRAME}.\n")
        print(f"{'page':<28}{'median':>8}{'95 %':>8}{'worst':>8}")
        for name, file in files.items():
            with _opened(browser, file) as sheet:
                wait_until_whole(sheet)
                _say_frames(name, sheet)
                if sheet.query_selector(".group"):
                    sheet.evaluate(OPEN)
                    _say_frames(f"{name}, a kind open", sheet)
        browser.close()


def _written(file: Path, html: str) -> str:
    file.write_text(html, encoding="utf-8")
    return file.as_uri()


def _wheel(html: str) -> str:
    """A page's drawing with its styles, and nothing else: no words beside it, no data, no script."""
    styles = "".join(re.findall("<style.*?</style>", html, re.DOTALL))
    (drawing,) = re.findall('<svg id="?wheel.*?</svg>', html, re.DOTALL)
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>A wheel</title>{styles}{drawing}"


def _opened(browser: Browser, address: str) -> Page:
    sheet = browser.new_page(viewport={"width": 1280, "height": 900})
    sheet.goto(address)
    return sheet


def _paint(browser: Browser, address: str) -> float:
    with _opened(browser, address) as sheet:
        return float(sheet.evaluate(PAINTED))


def _say_paint(name: str, browser: Browser, address: str, empty: str, goal: float | None) -> None:
    pairs = [(_paint(browser, address), _paint(browser, empty)) for _ in range(RUNS + 1)][
        1:
    ]  # the first warms up
    ours, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    met = "" if goal is None else f"{goal:>7} {'met' if ratio <= goal else 'missed'}"
    print(f"{name:<28}{ours:>8.0f}{bare:>8.0f}{ratio:>8.2f}{met}")


def _say_frames(name: str, sheet: Page) -> None:
    times: Sequence[float] = sorted(sheet.evaluate(PANNED, FRAMES))
    middle = statistics.median(times)
    met = "met" if round(middle, 1) <= FRAME else "missed"
    print(f"{name:<28}{middle:>8.1f}{times[int(0.95 * len(times))]:>8.1f}{times[-1]:>8.1f} {met}")


if __name__ == "__main__":
    main()
