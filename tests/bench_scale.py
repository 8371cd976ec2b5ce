"""How the commands grow with the city: `make bench-scale`, or `make bench-scale SIZES="1000 10000"`.

Whole processes on made-up cities of three links an organisation. What is compared with the goals, and what
the slope is of, are seconds of the processor, which a busy machine leaves as they are.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path

from tests.bench_process import ECOSYSTEM, Cost, cost, write_city

SIZES = (100, 1_000, 10_000, 33_000, 100_000)  # 33,000 organisations are the most that the limits let in
LINKS = 3  # an organisation
COMMANDS = {
    "check": ("check",),
    "connections": ("connections", "p1"),
    "analyse": ("analyse",),
    "build": ("build", "--output"),  # and where to
    "export": ("export", "graphml"),
    "workbook": ("export", "workbook", "--output"),
    "import": ("import", "--yes"),
}
GOALS = {"check": 10, "build": 60, "workbook": 10, "import": 20}  # seconds, at GOAL_SIZE
GOAL_SIZE, GOAL_MEMORY, GOAL_SLOPE = 10_000, 1024, 1.1
RUNS, OFTEN = 3, 10_000  # larger cities are measured once

Costs = dict[str, dict[int, Cost]]


def main(sizes: Sequence[int]) -> None:
    print(
        f"Whole processes, median of {RUNS} runs up to {OFTEN:,} organisations, {LINKS} links an "
        "organisation.\n"
    )
    print(f"{'command':<12}{'organisations':>9}{'seconds':>9}{'of CPU':>9}{'MB':>7}")
    found: Costs = {name: {} for name in COMMANDS}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "city.yaml"
            write_city(data, size, LINKS * size)
            refusal = cost([*ECOSYSTEM, "--data", str(data), "check"])
            if refusal.status:
                said = refusal.said.replace(folder, "…").strip()
                print(f"{'all':<12}{size:>9,}  refused, exit {refusal.status}: {said}", flush=True)
                continue
            for name, words in COMMANDS.items():
                costs = found[name][size] = _measured(data, words, RUNS if size <= OFTEN else 1)
                print(
                    f"{name:<12}{size:>9,}{costs.seconds:>9.2f}{costs.cpu:>9.2f}{costs.megabytes:>7.0f}"
                    f"{_met(name, size, costs)}",
                    flush=True,
                )
    _say_slopes(found)


def workbook_rows() -> Iterator[str]:
    """Yield a row for the export of a workbook at GOAL_SIZE and for its import, each once, met or missed."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "city.yaml"
        write_city(data, GOAL_SIZE, LINKS * GOAL_SIZE)
        for name in ("workbook", "import"):
            costs = _measured(data, COMMANDS[name], 1)
            told = f"{name:<12}{GOAL_SIZE:>9,}{costs.seconds:>9.2f}{costs.cpu:>9.2f}"
            yield f"{told}{_met(name, GOAL_SIZE, costs)}"


def _measured(data: Path, words: Sequence[str], runs: int) -> Cost:
    """A command so often: the run of median cost."""
    costs = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            own, where = data, [f"{folder}/map.xlsx" if "workbook" in words else folder]
            if words[0] == "import":
                where, own = _returned(data, Path(folder))
            elif words[-1] != "--output":
                where = []
            costs.append(cost([*ECOSYSTEM, "--data", str(own), *words, *where]))
        if costs[-1].status:
            raise SystemExit(f"{words[0]} failed: {costs[-1].said}")
    return sorted(costs, key=lambda each: each.cpu)[runs // 2]


def _returned(data: Path, folder: Path) -> tuple[list[str], Path]:
    """A workbook of the city with one new row, and a copy of the data file to import it into."""
    import openpyxl

    book, own = folder / "map.xlsx", folder / "city.yaml"
    own.write_bytes(data.read_bytes())
    cost([*ECOSYSTEM, "--data", str(own), "export", "workbook", "--output", str(book)])
    opened = openpyxl.load_workbook(book)
    page = opened["Facts"]
    owner = opened["Organisations"].cell(2, 3).value
    page.append([owner, None, "Meets monthly.", None, None, None, "A register"])
    opened.save(book)
    return [str(book)], own


def _met(name: str, size: int, costs: Cost) -> str:
    if size != GOAL_SIZE:
        return ""
    goals = [(costs.cpu, GOALS[name], "s")] if name in GOALS else []
    goals.append((costs.megabytes, GOAL_MEMORY, "MB"))
    said = [f"≤ {goal:,} {unit} {'met' if value <= goal else 'missed'}" for value, goal, unit in goals]
    return f"   {', '.join(said)}"


def _say_slopes(found: Costs) -> None:
    """The slope of the line through the points from 1,000 organisations on, both axes as logarithms."""
    print(
        f"\nLog-log slope of the CPU seconds from 1,000 organisations on; goal: {GOAL_SLOPE} at most, 1 is "
        "linear.\n"
    )
    for name, costs in found.items():
        points = [(log(size), log(each.cpu)) for size, each in costs.items() if size >= 1_000]
        if len(points) > 1:
            slope = statistics.linear_regression(*zip(*points, strict=True)).slope
            print(f"{name:<12}{slope:>9.2f} {'met' if slope <= GOAL_SLOPE else 'missed'}")


if __name__ == "__main__":
    main([int(size.replace(",", "")) for size in sys.argv[1:]] or SIZES)
