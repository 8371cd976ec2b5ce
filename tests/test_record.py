"""The record of every command and every built file: a change of behaviour shows as a diff of `tests/record`.

`make snapshots` renews it; read the difference before you commit, and say in the commit why it is there.
"""

import os
import shlex
import shutil
from difflib import unified_diff
from pathlib import Path

import pytest

from ecosystem.cli import VERBS
from ecosystem.edits import What, change, change_list
from tests.cities import SMALL
from tests.fixture import lay_out
from tests.inbox import FOLDER
from tests.recording import transcript

RECORD = Path(__file__).parent / "record"
RENEW = bool(os.environ.get("ECOSYSTEM_RENEW"))
FORMATS = ["cytoscape", "dot", "gexf", "graphml", "jsonld", "kumu", "markdown", "mermaid", "node-link"]

COMMANDS: dict[str, tuple[str, ...]] = {
    "actions": (
        "actions --today 2026-11-30",
        "actions --today 2026-11-30 --json",
        "actions --overdue --plan action-plan-2020 --today 2020-11-30",
        "actions --lead reslg --unreported --due-by 2020 --today 2026-11-30",
        "actions --csv --today 2026-11-30",
        "actions --ics actions.ics --today 2026-11-30",
        "--data data/wres-2019.yaml actions --today 2026-11-30",
        "--data data/small.yaml actions --today 2026-11-30 --json",
        "actions --plan nothing",
    ),
    "analyse": (
        "analyse",
        "analyse --json",
        "analyse --at 2019",
        "--data data/small.yaml analyse",
        "analyse --at 1066",
    ),
    "build": (
        "build",
        "--data data/wres-2019.yaml build --output trust --no-paper",
        "--data data/small.yaml build --output small --url https://map.example/ --at 2021 --no-paper",
        "build --output data/groups.yaml",
    ),
    "check": (
        "check --today 2026-11-30",
        "check --today 2026-11-30 --json",
        "--data data/broken.yaml check",
        "--data data/broken.yaml check --json",
        "--data data/nothing.yaml check",
        "check --today never",
    ),
    "checked": (
        "checked reslg --today 2026-11-30 --dry-run",
        "checked reslg --today 2026-11-30 --yes",
        "checked bswn --today 2026-11-30",
        "checked a06 --today 2026-11-30",
    ),
    "connections": (
        "connections recruitment",
        "connections recruitment --json",
        "connections reslg --at 2019",
        "connections work-plan-2021-22",
        "connections nothing-at-all",
        "connections group --json",
    ),
    "desk": (
        "--data data/small.yaml desk this-month --today 2026-11-30 --last data/small.yaml",
        "--data data/small.yaml desk data --today never",
    ),
    "diff": (
        "diff data/groups.yaml",
        "diff data/before.yaml",
        "diff data/before.yaml --json",
        "diff data/before.yaml --bulletin",
        "diff data/nothing.yaml",
    ),
    "doctor": ("doctor", "--data data/wres-2019.yaml doctor", "--data data/small.yaml doctor"),
    "embed": (
        "embed https://map.example/ --priority recruitment",
        "embed https://map.example/ --focus bswn --lang cy --json",
        "embed nowhere",
    ),
    "export": (
        *(f"--data data/small.yaml export {name}" for name in FORMATS),
        *(f"export {name} --output city.{name}" for name in FORMATS),
        "export csv --output tables",
        "export sqlite --output database",
        "export workbook --output city.xlsx",
        "--data data/small.yaml export workbook --internal --output small.xlsx",
        "export workbook",
        "export nothing",
    ),
    "gaps": (
        "gaps --today 2026-11-30",
        "gaps --today 2026-11-30 --json",
        "--data data/small.yaml gaps --today 2026-11-30",
        "gaps --today never",
    ),
    "import": (
        "import data/example-links.csv --today 2026-11-30",
        "import data/example-links.csv --into new.yaml --today 2026-11-30",
        "import data/nothing.csv",
        "import data/groups.yaml",
    ),
    "list": ("list", "list --json", "list networks", "list actions --at 2019", "list nothing"),
    "mcp": ("--data data/broken.yaml mcp", "--data data/nothing.yaml mcp"),
    "merge": ("merge core bameed --dry-run", "merge core bameed", "merge core core", "merge core nothing"),
    "new": ("new my-city", "new data"),
    "path": (
        "path ujima nbt",
        "path ujima nbt --json",
        "path bameed reslg --strong --most 1",
        "path ujima ujima",
        "path ujima",
    ),
    "poster": ("poster --output posters --url https://map.example/",),
    "replies": ("replies replies --today 2026-11-30", "replies data", "replies nowhere"),
    "report": ("report", "report --at 2021", "report --pdf report.pdf"),
    "review": (
        "--data data/small.yaml review data/changes.json",
        "--data data/small.yaml review data/changes.json show 1",
        "--data data/small.yaml review data/changes.json --accept 1 --reject 2 --yes --today 2026-11-30",
        "--data data/small.yaml review data/changes.json",
        "--data data/small.yaml review data/changes.json --accept 9",
        "--data data/small.yaml review data/nothing.json",
    ),
    "schema": ("schema",),
    "serve": (),
    "studio": (),
    "show": (
        "show bswn",
        "show bswn --json",
        "show p2021-5",
        "show a12",
        "show reslg",
        "show work-plan-2021",
        "show nobody-at-all",
        "show nobody-at-all --json",
    ),
    "source": (
        "source lga-reslg",
        "source work-plan-2021-22 --json",
        "source lga-resl",
        "source nothing --json",
    ),
    "stale": (
        "stale --months 6 --today 2026-11-30",
        "stale --today 2026-11-30 --json",
        "--data data/small.yaml stale --today 2026-11-30 --messages letters",
    ),
    "update": (
        "update a06 --state done --today 2026-11-30 --dry-run",
        "update a06 --state done --note Agreed. --evidence https://map.example/x --title A --publisher B"
        " --today 2026-11-30 --yes",
        "update a07 --state stopped --today 2026-11-30",
        "update a07 --state never",
        "update bswn --state done",
    ),
    "without": ("without core", "without core --json", "without bameed --at 2019", "without p2021-5"),
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the fixture, the small city, an older edition and a broken file."""
    lay_out(tmp_path)
    text = (tmp_path / "data" / "groups.yaml").read_text(encoding="utf-8")
    older = text.replace("type: supports, to: reslg", "type: works-with, to: reslg").replace(
        "Recruit", "Engag", 1
    )
    broken = SMALL.replace("from: staff", "from: stuff").replace("kind: charity", "kind: charty")
    for name, made in (("small", SMALL), ("before", older), ("broken", broken)):
        (tmp_path / "data" / f"{name}.yaml").write_text(made, encoding="utf-8")
    shutil.copytree(FOLDER, tmp_path / "replies")
    suggested = [
        change(What.SET, ("partners", "choir", "purpose"), value="It sings."),
        change(What.SET, ("partners", "charity", "status"), was="closed", value="active in 2026"),
    ]
    (tmp_path / "data" / "changes.json").write_text(change_list.dumps(suggested), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("ECOSYSTEM_DATA", raising=False)
    return tmp_path


def test_every_command_is_recorded() -> None:
    assert sorted(COMMANDS) == sorted(verb for verbs in VERBS.values() for verb in verbs)


@pytest.mark.parametrize("name", ["ecosystem", *COMMANDS])
def test_the_record_is_as_it_was(name: str, place: Path) -> None:
    asked = ["--help", "--nothing"] if name == "ecosystem" else [f"{name} --help", *COMMANDS[name]]
    now = "\n".join(transcript(shlex.split(command), "n\n", place) for command in asked)
    path = RECORD / f"{name}.txt"
    if RENEW:
        path.write_text(now, encoding="utf-8", newline="\n")
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if before != now:
        difference = unified_diff(before.split("\n"), now.split("\n"), "record", "now", n=0, lineterm="")
        advice = f"tests/record/{path.name} differs; `make snapshots` renews it."
        pytest.fail("\n".join([advice, *list(difference)[:200]]), pytrace=False)
