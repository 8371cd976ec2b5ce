"""Times `check` and `build` on made-up cities, whole processes: `python -m tests.bench_growth`."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import large

SIZES = (1_000, 3_000, 10_000)  # bodies, with three links each
GOALS = {"check": 10.0, "build": 60.0}  # seconds for the largest
MOST = 1000  # MB


def main() -> None:
    print(f"Whole processes; goals for {SIZES[-1]:,} bodies: {GOALS}, and {MOST} MB.\n")
    print(f"{'bodies':>7}{'links':>8}  {'command':<8}{'seconds':>8}{'busy':>7}{'MB':>6}{'µs a body':>11}")
    with tempfile.TemporaryDirectory() as folder:
        for bodies in SIZES:
            data = Path(folder) / f"{bodies}.yaml"
            data.write_text(large.text(bodies, 3 * bodies), encoding="utf-8")
            for command, goal in GOALS.items():
                output = ["--output", str(Path(folder) / str(bodies))] if command == "build" else []
                seconds, busy, megabytes = _spent(["--data", str(data), command, *output])
                met = "met" if seconds <= goal and megabytes <= MOST else "missed"
                said = f"{seconds:>8.2f}{busy:>7.2f}{megabytes:>6.0f}{busy / bodies * 1e6:>11.0f} {met}"
                print(f"{bodies:>7,}{3 * bodies:>8,}  {command:<8}{said}")


def _spent(words: list[str]) -> tuple[float, float, float]:
    """Seconds, seconds of a processor, and peak megabytes of one command."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "ecosystem", *words], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, words
    seconds = time.perf_counter() - start
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


if __name__ == "__main__":
    main()
