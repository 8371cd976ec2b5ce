"""What a whole process costs. Imports little: Linux counts the memory of who starts a process to its peak."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
ECOSYSTEM = (sys.executable, "-m", "ecosystem")


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one process and its children: seconds by the clock and of the processor, and the most memory."""

    seconds: float
    cpu: float
    megabytes: float
    status: int
    said: str  # on stderr


def cost(command: Sequence[str], folder: Path = ROOT) -> Cost:
    """Run a command to its end; its answer is thrown away."""
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return Cost(
            seconds=seconds,
            cpu=usage.ru_utime + usage.ru_stime,
            megabytes=usage.ru_maxrss / 1024,
            status=process.returncode,
            said=said.read(),
        )


def write_city(file: Path, organisations: int, links: int) -> None:
    """A made-up city, by a process of its own."""
    code = (
        "import sys; from tests import large; from pathlib import Path; "
        "Path(sys.argv[1]).write_text(large.text(int(sys.argv[2]), int(sys.argv[3])), encoding='utf-8')"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(file), str(organisations), str(links)], cwd=ROOT, check=True
    )
