"""Times whole commands as ratios to their bare libraries, measured in turn in one run: `make bench`."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench_process import cost
from tests.bench_scale import workbook_rows

ROOT = Path(__file__).parent.parent
RUNS = 9
ROWS, MOST_SECONDS = 20_000, 5
ECOSYSTEM = [sys.executable, "-m", "ecosystem", "--data", "tests/data/bristol.yaml"]
LIBRARIES = [sys.executable, "-c", "import click, yaml, networkx"]
PYVIS = [
    sys.executable,
    "-c",
    """
import sys, yaml
from pyvis.network import Network
data = yaml.load(open("tests/data/bristol.yaml", encoding="utf-8"), Loader=yaml.CSafeLoader)
net = Network(directed=True, cdn_resources="in_line")
ids = [i for s in ("groups", "networks", "partners", "events", "outputs", "plans", "priorities", "actions")
       for i in data[s]]
net.add_nodes(ids)
for link in data["links"]:
    net.add_edge(link["from"], link["to"], title=link["type"])
open(sys.argv[1], "w", encoding="utf-8").write(net.generate_html())
""",
]
QUESTIONS = {
    "connections recruitment": 1.6,
    "show bswn": 1.6,
    "path ujima nbt": 1.6,
    "gaps": 1.6,
    "without core": 1.6,
    "report": 1.6,
    "diff tests/data/bristol.yaml": 1.6,
    "connections p2019-1 --at 2019": 1.6,
    "analyse": 2.5,
}


def main() -> None:
    print(f"Whole processes, median of {RUNS} pairs run in turn; goal: the ratio at most.\n")
    print(f"{'command':<34}{'seconds':>9}{'ratio':>8}{'goal':>7}")
    for question, goal in QUESTIONS.items():
        _row(question, [*ECOSYSTEM, *question.split()], LIBRARIES, goal)
    with tempfile.TemporaryDirectory() as folder:
        build = [*ECOSYSTEM, "build", "--output", folder]
        _row("build", build, [*PYVIS, str(Path(folder) / "bare.html")], 3.0)
    print("\nThe workbook of a large city, one run each; goals in seconds of the processor.\n")
    print(f"{'command':<12}{'organisations':>9}{'seconds':>9}{'of CPU':>9}")
    for row in workbook_rows():
        print(row)
    print(f"\nAnother program's table of {ROWS:,} rows, one run each; goal in seconds of the processor.\n")
    print(f"{'table':<12}{'rows':>9}{'seconds':>9}{'of CPU':>9}")
    for row in table_rows():
        print(row)


def table_rows() -> Iterator[str]:
    """Yield a row for the import of links and one for that of a register, met or missed."""
    links = (
        f"Organisation {n % 6007},Organisation {n * 7 % 6011},funds,{n % 28 + 1}/5/{1990 + n % 30},Note {n}"
        for n in range(ROWS)
    )
    register = (f"Organisation {n},Charity,Ward {n % 30},https://example.org/{n}" for n in range(ROWS))
    tables = {"links": ("from,to,type,since,note", links), "register": ("Name,Type,Ward,Website", register)}
    with tempfile.TemporaryDirectory() as folder:
        for name, (header, rows) in tables.items():
            path = Path(folder) / f"{name}.csv"
            path.write_text("\n".join([header, *rows]), encoding="utf-8")
            costs = cost([*ECOSYSTEM, "import", str(path), "--into", f"{folder}/{name}.yaml"])
            met = "met" if costs.cpu <= MOST_SECONDS and not costs.status else "missed"
            told = f"{name:<12}{ROWS:>9,}{costs.seconds:>9.2f}{costs.cpu:>9.2f}"
            yield f"{told}   ≤ {MOST_SECONDS} s {met}"


def _row(name: str, ours: Sequence[str], bare: Sequence[str], goal: float) -> None:
    pairs = [(_seconds(ours), _seconds(bare)) for _ in range(RUNS + 1)][1:]  # the first warms up
    ratio = statistics.median(one / other for one, other in pairs)
    met = "met" if ratio <= goal else "missed"
    print(f"{name:<34}{statistics.median(one for one, _ in pairs):>9.2f}{ratio:>8.2f}{goal:>7} {met}")


def _seconds(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
