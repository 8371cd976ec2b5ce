"""What a cluster gains: `make bench-scale`. Two workers and the scheduler run on this machine.

`analyse --exact` on made-up cities, as a whole process, with the cluster and without, in turn.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench_process import ECOSYSTEM, cost, write_city

RUNS = {100: 3, 1_000: 3, 3_000: 1}  # of each city
WORKERS = 2


def main() -> None:
    print(f"\nanalyse --exact, {WORKERS} workers on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.\n")
    print(f"{'organisations':>8}{'alone, s':>10}{'cluster, s':>12}{'sooner':>9}")
    with _cluster() as address, tempfile.TemporaryDirectory() as folder:
        for organisations, runs in RUNS.items():
            data = Path(folder) / "city.yaml"
            write_city(data, organisations, 3 * organisations)
            command = [*ECOSYSTEM, "--data", str(data), "analyse", "--exact"]
            pairs = [
                (cost(command).seconds, cost([*command, "--cluster", address]).seconds) for _ in range(runs)
            ]
            alone, spread = (statistics.median(some) for some in zip(*pairs, strict=True))
            sooner = statistics.median(one / other for one, other in pairs)
            print(f"{organisations:>8,}{alone:>10.1f}{spread:>12.1f}{sooner:>7.2f} ×", flush=True)


@contextmanager
def _cluster() -> Iterator[str]:
    """The address of a scheduler with so many workers."""
    with ExitStack() as stack:

        def start(program: str, *words: str, until: str) -> str:
            command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *words, "--no-dashboard"]
            process = stack.enter_context(subprocess.Popen(command, stderr=subprocess.PIPE, text=True))
            stack.callback(process.kill)
            assert process.stderr
            return next(line for line in process.stderr if until in line).split()[-1]

        address = start("scheduler", "--host", "127.0.0.1", "--port", "0", until="Scheduler at:")
        for _ in range(WORKERS):
            start("worker", address, "--no-nanny", "--nthreads", "1", until="Registered to:")
        yield address


if __name__ == "__main__":
    main()
