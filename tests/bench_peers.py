"""Pages beside those of other libraries: `make bench`, or `make bench SIZES="60 300 1000 5000"`.

Each gets the same made-up city, writes its page in a process of its own, and is opened in the same browser,
all in turn. The network is not there: what a page asks of it is counted and refused. Other libraries stand in
an environment of their own, `.venv/tools`.
"""

import gzip
import json
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench_process import ROOT, Cost, cost, write_city
from tests.large import PLACES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

SIZES = (60, 300)
LINKS = 3  # an organisation
RUNS = 5
CAP = 60  # seconds that a page may take to draw and to settle
QUIET = 1  # second without a stroke is settled
FRAMES = 60
THEIRS = ROOT / ".venv" / "tools" / "bin" / "python"
LIBRARIES = ("ecosystem", "bare", "pyvis", "gravis", "ipysigma")
VERSIONS = "import importlib.metadata as m; print(*(m.version(p) for p in ('pyvis', 'gravis', 'ipysigma')))"
GRAPH = """
import json, sys
from pathlib import Path
from ecosystem.city import City
city = City.load(Path(sys.argv[1]))
nodes = [[each, city.label(each)] for each in city]
links = [[tail, head, link.type] for tail, head, link in city.graph.edges(data="link")]
Path(sys.argv[2]).write_text(json.dumps({"nodes": nodes, "links": links}), encoding="utf-8")
"""

# Every stroke on a canvas is noted, and every change of a drawing once it is there: to watch each element
# come would slow pages that are made of elements. A map is drawn when ten shapes are seen in one frame: the
# wheel of a large city gathers its organisations, and nobody else draws fewer.
EMPTY = "<!doctype html><html lang=en><title>Nothing</title><p>Nothing</p>"
WATCH = """
window.seen = { drawn: null, last: 0, long: 0, shapes: 0 };
(() => {
  const seen = window.seen;
  const note = () => {
    seen.last = performance.now();
    if (seen.drawn === null && seen.shapes >= 10) {
      seen.drawn = -1;
      requestAnimationFrame(() => { seen.drawn = performance.now(); watch(); });
    }
  };
  const pen = CanvasRenderingContext2D.prototype;
  for (const name of ["fill", "stroke", "fillText", "drawImage"]) {
    const plain = pen[name];
    pen[name] = function (...rest) { seen.shapes += 1; note(); return plain.apply(this, rest); };
  }
  const wipe = pen.clearRect;
  pen.clearRect = function (...rest) { seen.shapes = 0; return wipe.apply(this, rest); };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.long += entry.duration;
  }).observe({ type: "longtask", buffered: true });
  const marks = "svg :is(circle, path, use, line, rect, polygon)";
  const isShown = (mark) => mark.checkVisibility({ contentVisibilityAuto: true });
  const count = () => {
    if (seen.drawn !== null) return;
    const seenNow = [...document.querySelectorAll(marks)].slice(0, 50).filter(isShown).length;
    seen.shapes = Math.max(seen.shapes, seenNow);
    if (seen.shapes >= 10) note();
    else requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  const look = (changes) => {
    if (changes.some(({ target }) => target.closest?.("svg") || target.querySelector?.("svg"))) note();
  };
  const attributeFilter = ["d", "transform", "cx", "x1"];
  const kinds = { childList: true, subtree: true, attributeFilter };
  const watch = () => new MutationObserver(look).observe(document, kinds);
})();
"""
STATE = """
(() => {
  const [paint] = performance.getEntriesByType("paint");
  return { ...window.seen, now: performance.now(), paint: paint ? paint.startTime : null };
})()
"""
FRAME_TIMES = """
new Promise((done) => {
  const times = [];
  const next = (now) => {
    times.push(now);
    if (times.length <= FRAMES) requestAnimationFrame(next);
    else done(times.slice(1).map((time, index) => time - times[index]));
  };
  requestAnimationFrame(next);
})
"""


MAP = """
(() => {
  const boxes = [...document.querySelectorAll("canvas, svg")].map((each) => each.getBoundingClientRect());
  boxes.sort((one, other) => other.width * other.height - one.width * one.height);
  return boxes.length ? { x: boxes[0].x, y: boxes[0].y, width: boxes[0].width } : null;
})()
"""
NAME = re.compile(rf"(?:{'|'.join(PLACES)}) [A-Za-z ]+? \d+")


@dataclass(slots=True)
class Found:
    """All that was measured of one library at one size."""

    costs: list[Cost] = field(default_factory=list)
    visits: list[dict[str, Any]] = field(default_factory=list)
    plain: int = 0
    gzipped: int = 0
    links: int = 0

    def middle(self, name: str) -> float | None:
        """The median of the visits that saw it; none if one of them did not."""
        seen = [visit[name] for visit in self.visits]
        return None if not seen or None in seen else float(statistics.median(seen))


def main(sizes: Sequence[int]) -> None:
    versions = subprocess.run([THEIRS, "-c", VERSIONS], capture_output=True, text=True, check=True).stdout
    every = {size: {library: Found() for library in LIBRARIES} for size in sizes}
    with tempfile.TemporaryDirectory() as folder:
        for size, found in every.items():
            _write(Path(folder), size, found)
        (Path(folder) / "empty.html").write_text(EMPTY, encoding="utf-8")
        from playwright.sync_api import sync_playwright  # not earlier: it would count as memory to write

        from tests.conftest import chromium_path

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
            print(f"pyvis, gravis, ipysigma {versions.strip()}; Chromium {browser.version}.", end=" ")
            print(f"Median of {RUNS} in turn; bare: vis-network of pyvis, at fixed positions.")
            for size, found in every.items():
                _visit(browser, Path(folder), size, found)
                _say(size, found)
            browser.close()
    _say_goals(every)


def _write(folder: Path, size: int, found: dict[str, Found]) -> None:
    """Each library's page, and what it cost to write."""
    city, network = folder / f"{size}.yaml", folder / f"{size}.json"
    write_city(city, size, LINKS * size)
    subprocess.run([sys.executable, "-c", GRAPH, city, network], cwd=ROOT, check=True)
    script = str(ROOT / "tests" / "bench_rivals.py")
    for _ in range(RUNS):
        for library, seen in found.items():
            python, source = (sys.executable, city) if library == "ecosystem" else (THEIRS, network)
            command = [str(python), script, library, str(source), str(_page(folder, library, size))]
            done = cost(command)
            if done.status:
                raise SystemExit(f"{library} failed: {done.said}")
            seen.costs.append(done)
    for library, seen in found.items():
        written = _page(folder, library, size).read_bytes()
        seen.plain, seen.gzipped = len(written), len(gzip.compress(written, 9))
        seen.links = _links(library, written.decode())


def _page(folder: Path, library: str, size: int) -> Path:
    return folder / f"{library}-{size}.html"


def _links(library: str, html: str) -> int:
    """The links in a page's data."""
    if library in ("gravis", "ipysigma"):
        return html.count('"source": "')
    if library == "ecosystem":
        data = re.search(r'<script type="?application/json"?[^>]*>({"years":.*?)</script>', html, re.DOTALL)
        return len(json.loads(data[1])["links"]) if data else 0
    starts = {"pyvis": "edges = new vis.DataSet(", "bare": "edges: "}
    links, _ = json.JSONDecoder().raw_decode(html[html.rindex(starts[library]) + len(starts[library]) :])
    return len(links)


def _visit(browser: "Browser", folder: Path, size: int, found: dict[str, Found]) -> None:
    """Open each page in turn, so often; but once only what did not draw in time."""
    for _ in range(RUNS):
        for library, seen in found.items():
            if seen.visits and seen.visits[0]["settled"] is None:
                continue
            with _opened(browser, _page(folder, library, size)) as (page, asked, spent):
                seen.visits.append(_watched(page, spent, first=not seen.visits) | {"asked": len(asked)})


@contextmanager
def _opened(browser: "Browser", file: Path) -> "Iterator[tuple[Page, list[str], Callable[[], float]]]":
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []

    def refuse(route: "Route") -> None:
        asked.append(route.request.url)
        route.abort()

    page.route(lambda address: not address.startswith(("file:", "data:", "blob:")), refuse)
    page.add_init_script(WATCH)
    page.goto((file.parent / "empty.html").as_uri())  # so that no page pays for the start of a process
    try:
        spent = _spent(page)
        page.goto(file.as_uri(), wait_until="commit")
        yield page, asked, spent
    finally:
        page.close()


def _spent(page: "Page") -> "Callable[[], float]":
    """Says how many milliseconds of the processor the page's process spent since now."""
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable")

    def total() -> float:
        found = metrics.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(each["value"] for each in found if each["name"] == "ProcessTime"))

    before = total()
    return lambda: total() - before


def _watched(page: "Page", spent: "Callable[[], float]", *, first: bool) -> dict[str, Any]:
    """A visit, in milliseconds; none stands for longer than the cap."""
    page.wait_for_timeout(1000 * QUIET)  # to ask a page how far it is would slow it
    while True:
        page.wait_for_timeout(100)
        state = page.evaluate(STATE)
        drawn = state["drawn"] if (state["drawn"] or 0) > 0 else None
        if drawn and state["now"] - state["last"] > 1000 * QUIET:
            settled = max(state["last"], drawn)
            break
        nothing = state["now"] > 5000 and not page.evaluate(MAP)
        if nothing or state["now"] > 1000 * CAP:
            settled = None
            break
    drawn = max(drawn, state["paint"] or 0) if drawn else None
    visit = {"paint": state["paint"], "drawn": drawn, "long": state["long"]}
    visit["settled"] = max(settled, drawn) if settled and drawn else None
    visit["spent"] = spent()
    visit["frame"] = _pan(page) if settled else None
    if first:
        visit["names"] = _names(page)
    return visit


def _pan(page: "Page") -> float | None:
    """The median frame while the map is dragged."""
    closer = page.query_selector('[data-move="in"]')
    if closer:  # the wheel fits its place, and moves when it is larger
        closer.click()
    box = page.evaluate(MAP)
    left, top = box["x"] + 0.2 * box["width"], box["y"] + 200
    page.mouse.move(left, top)
    page.mouse.down()
    page.evaluate(f"window.frameTimes = {FRAME_TIMES.replace('FRAMES', str(FRAMES))}; null")
    for step in range(FRAMES):
        page.mouse.move(left + 2 * step, top + step)
    page.mouse.up()
    return float(statistics.median(page.evaluate("window.frameTimes")))


def _names(page: "Page") -> int:
    """How many organisations have their name in the accessibility tree."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    said = {str(node.get("name", {}).get("value", "")) for node in tree["nodes"]}
    return len({name for each in said for name in NAME.findall(each)})


ROWS: tuple[tuple[str, str, "Callable[[Found], float | None]"], ...] = (
    ("write", "s", lambda found: statistics.median(each.seconds for each in found.costs)),
    ("write, of CPU", "s", lambda found: statistics.median(each.cpu for each in found.costs)),
    ("memory to write", "MB", lambda found: statistics.median(each.megabytes for each in found.costs)),
    ("page", "kB", lambda found: found.plain / 1000),
    ("page, gzipped", "kB", lambda found: found.gzipped / 1000),
    ("first paint", "ms", lambda found: found.middle("paint")),
    ("map drawn", "ms", lambda found: found.middle("drawn")),
    ("settled", "ms", lambda found: found.middle("settled")),
    ("CPU to settle", "ms", lambda found: found.middle("spent") if found.middle("settled") else None),
    ("long tasks", "ms", lambda found: found.middle("long")),
    ("frame of a pan", "ms", lambda found: found.middle("frame")),
    ("requests", "", lambda found: found.middle("asked")),
    ("names told", "", lambda found: found.visits[0]["names"]),
    ("links kept", "", lambda found: found.links),
)
COUNTS = ("requests", "names told", "links kept")


def _say(size: int, found: dict[str, Found]) -> None:
    """The values, and beside those of others how many times ours they are."""
    print(f"\n{size:,} organisations, {LINKS * size:,} links\n")
    print(
        f"{'':<22}" + "".join(f"{library:>{11 if library == 'ecosystem' else 18}}" for library in LIBRARIES)
    )
    for name, unit, value in ROWS:
        ours = value(found["ecosystem"])
        cells = [f"{_number(ours, name):>11}"]
        for library in LIBRARIES[1:]:
            theirs = value(found[library])
            ratio = _times(theirs / ours) if theirs and ours and name not in COUNTS else ""
            cells.append(f"{_number(theirs, name, _nothing(found[library])):>9}{ratio:>9}")
        print(f"{f'{name}, {unit}' if unit else name:<22}{''.join(cells)}".rstrip())


def _times(ratio: float) -> str:
    return f"{ratio:,.2f} ×" if ratio < 10 else f"{ratio:,.0f} ×"


def _nothing(found: Found) -> str:
    """What stands for a value that was never seen."""
    return "never" if found.visits[0]["asked"] and not found.visits[0]["long"] else f"> {CAP} s"


def _number(value: float | None, name: str, nothing: str = "–") -> str:
    if value is None:
        return nothing
    return f"{value:,.2f}" if name.startswith("write") else f"{value:,.0f}"


def _say_goals(every: dict[int, dict[str, Found]]) -> None:
    """The goals beside the peers, where their size was measured."""
    print("\nGoals")
    for size, found in every.items():
        ours, theirs, bare = found["ecosystem"], found["pyvis"], found["bare"]
        share = ours.gzipped / theirs.gzipped
        _goal(f"{size:,}: gzipped bytes, pyvis's ÷ ours", 1 / share, 2)
        ratio = (theirs.middle("drawn") or 1000 * CAP) / (ours.middle("drawn") or 1000 * CAP)
        _goal(f"{size:,}: drawn sooner than pyvis", ratio, 20 if size < 300 else 100)
        ratio = (bare.middle("drawn") or 1000 * CAP) / (ours.middle("drawn") or 1000 * CAP)
        _goal(f"{size:,}: drawn sooner than bare vis-network", ratio, 1 if size < 1000 else 2)


def _goal(name: str, ratio: float, goal: float) -> None:
    print(f"  {name:<48}{ratio:>8.1f} ×   ≥ {goal} × {'met' if ratio >= goal else 'missed'}")


if __name__ == "__main__":
    main([int(size.replace(",", "")) for size in sys.argv[1:]] or SIZES)
