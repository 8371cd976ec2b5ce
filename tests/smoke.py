"""Every command once, on a new city, as the program is installed: `python tests/smoke.py`, from any folder.

For an environment that has the program and nothing else: the lowest allowed versions, a built wheel, another
system. It imports nothing of the project, so that what runs is what was installed.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ECOSYSTEM = [sys.executable, "-I", "-m", "ecosystem"]
FILES = ("csv", "sqlite", "workbook")
"""The formats that are not printed."""


def run(folder: Path, *arguments: str, findings: bool = False) -> str:
    """Run one command and return what it printed. With `findings`, exit status 1 is an answer too."""
    done = subprocess.run(
        [*ECOSYSTEM, *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode > findings or "Traceback" in done.stderr:
        sys.exit(
            f"ecosystem {' '.join(arguments)}: exit status {done.returncode}\n{done.stdout}{done.stderr}"
        )
    return done.stdout


def commands(folder: Path) -> None:
    run(folder, "new", "town")
    town = folder / "town"
    data = town / "data" / "groups.yaml"
    before = folder / "before.yaml"
    before.write_bytes(data.read_bytes())
    (folder / "links.csv").write_text("source,target,type\nHall,Pantry,funds\n", encoding="utf-8")

    run(town, "check")
    run(town, "build", "--url", "https://www.example.org/map/")
    for command in ("list", "analyse", "gaps", "actions", "stale", "doctor"):
        run(town, command, findings=True)
        if command != "doctor":
            json.loads(run(town, command, "--json", findings=True))
    for name in ("partnership", "jobs-group"):
        run(town, "show", name)
        run(town, "without", name)
    run(town, "path", "partnership", "jobs-group")
    priority, action = (_first(data, section) for section in ("priorities", "actions"))
    run(town, "connections", priority)
    run(town, "source", "plan")
    run(town, "schema")
    run(town, "embed", "https://www.example.org/map/")
    run(town, "poster", "--output", "posters")
    run(town, "report")
    run(town, "report", "--pdf", "report.pdf")
    run(town, "actions", "--ics", "actions.ics")
    run(town, "actions", "--csv")
    run(town, "stale", "--messages", "messages", findings=True)
    (town / "inbox").mkdir()
    for letter in (town / "messages").glob("*.md"):
        reply = letter.read_text(encoding="utf-8").replace("Answer:", "Answer: right")
        (town / "inbox" / f"{letter.stem}.txt").write_text(reply, encoding="utf-8")
    run(town, "replies", "inbox", "--output", "changes.json")
    run(town, "review", "changes.json", "--all", "--yes")
    run(town, "desk", "this-month")
    formats = run(town, "export", "--help").partition("Formats:")[2]
    for form in re.findall(r"^  ([a-z-]+)  ", formats, re.MULTILINE):
        output = (
            ["--output", f"out/{form}" + (".xlsx" if form == "workbook" else "")] if form in FILES else []
        )
        run(town, "export", form, *output)
    run(town, "import", "out/workbook.xlsx", "--yes")
    run(town, "import", str(folder / "links.csv"), "--into", "other.yaml")
    run(town, "merge", "jobs-group", "partnership", "--dry-run")
    run(town, "checked", "partnership", "--yes")
    run(town, "update", action, "--state", "under way", "--source", "plan", "--yes")
    run(town, "diff", str(before))
    run(town, "studio", "--help")
    run(town, "check")


def preview(folder: Path) -> None:
    """Ask the preview for its page."""
    command = [*ECOSYSTEM, "serve", "--port", "0", "--no-open"]
    with subprocess.Popen(
        command, cwd=folder / "town", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as server:
        try:
            assert server.stdout
            address = re.search(r"http://\S+", server.stdout.readline())
            if not address:
                sys.exit(f"ecosystem serve: {server.stdout.read()}")
            with urlopen(address[0], timeout=60) as answer:
                assert b"<h1" in answer.read()
        finally:
            server.kill()


def assistant(folder: Path) -> None:
    """Ask as an assistant does, one message a line, and leave."""
    client = {"name": "smoke", "version": "1"}
    told = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client}
    messages: list[dict[str, Any]] = [
        {"id": 1, "method": "initialize", "params": told},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": {"name": "show", "arguments": {"name": "partnership"}}},
    ]
    command = [*ECOSYSTEM, "mcp"]
    with subprocess.Popen(
        command, cwd=folder / "town", stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as server:
        assert server.stdin
        assert server.stdout
        for message in messages:
            server.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
            server.stdin.flush()
            answer = json.loads(server.stdout.readline()) if "id" in message else {}
        server.stdin.close()
        if server.wait(60) or answer["result"]["structuredContent"]["quoted"]["answer"]["command"] != "show":
            sys.exit(f"ecosystem mcp: {answer}")


def _first(data: Path, section: str) -> str:
    """The first id of a section of the data file."""
    found = re.search(
        rf"^{section}:\n(?:\s*#.*\n)*  ([\w-]+):", data.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert found, section
    return found[1]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        commands(Path(name))
        preview(Path(name))
        assistant(Path(name))
    print(f"Every command works with Python {sys.version.split()[0]} on {sys.platform}.")
