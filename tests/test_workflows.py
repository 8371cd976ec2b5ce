"""What runs on the machines of others: pinned to commits, and allowed no more than it needs."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.fixture import ROOT

WORKFLOWS = [*(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / "ecosystem" / "newcity" / "publish.yml"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_every_action_is_pinned_to_a_commit_and_its_version_said(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert lines
    for line in lines:
        assert re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_every_job_may_do_what_it_must_and_no_more(file: Path) -> None:
    workflow: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        allowed = {"pages": "write", "id-token": "write"} if name == "publish" else {"contents": "read"}
        assert job["permissions"] == allowed
        assert job["timeout-minutes"] <= 45
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")  # nothing that somebody else worded is run
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_every_command_of_make_is_there(file: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"run: make ([a-z-]+)", file.read_text(encoding="utf-8")):
        assert f"\n{target}: " in makefile
