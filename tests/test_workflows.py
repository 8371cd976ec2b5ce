"""What runs on the machines of others: pinned to commits, and allowed no more than it needs."""

import re
import subprocess
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.fixture import ROOT

WORKFLOWS = [*(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / "ecosystem" / "newcity" / "publish.yml"]

PUBLISHING = {
    ("publish.yml", "publish"): {"pages": "write", "id-token": "write"},
    ("publish.yml", "keep"): {"contents": "write"},
    ("release.yml", "publish"): {"id-token": "write"},
    ("release.yml", "attach"): {"contents": "write"},
}
"""The jobs that may do more than read: they publish, attach to a release, or keep what was imported."""


def workflow(name: str) -> Any:
    return yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"))


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
        assert job["permissions"] == PUBLISHING.get((file.name, name), {"contents": "read"})
        assert job["timeout-minutes"] <= (60 if name == "everywhere" else 45)
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")  # nothing that somebody else worded is run
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_every_command_of_make_is_there(file: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"run: make ([a-z-]+)", file.read_text(encoding="utf-8")):
        assert f"\n{target}: " in makefile


def test_every_supported_python_is_tried_on_three_systems() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    supported = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    matrix = workflow("check.yml")["jobs"]["units"]["strategy"]["matrix"]
    assert matrix["python"] == supported
    assert project["requires-python"] == f">={supported[0]}"
    assert {system.partition("-")[0] for system in matrix["system"]} == {"ubuntu", "macos", "windows"}


def test_what_only_publishes_runs_no_command_and_stands_after_what_tries_the_wheel() -> None:
    jobs = workflow("release.yml")["jobs"]
    assert jobs["publish"]["needs"] == "build"
    assert not [step for step in jobs["publish"]["steps"] if "run" in step]
    assert any("smoke.py" in step.get("run", "") for step in jobs["build"]["steps"])


def test_newer_versions_are_proposed_for_everything_that_is_pinned() -> None:
    proposals = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    assert {each["package-ecosystem"] for each in proposals} == {"github-actions", "pip", "npm"}
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    packages = {(ROOT / name).parent for name in kept.split("\n") if Path(name).name == "package.json"}
    npm = next(each for each in proposals if each["package-ecosystem"] == "npm")
    assert {ROOT / folder.strip("/") for folder in npm["directories"]} == packages


def test_what_runs_before_a_commit_comes_from_this_repository_and_is_installed_for_the_tests() -> None:
    (source,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert source["repo"] == "local"
    for hook in source["hooks"]:
        python, option, module, *_ = hook["entry"].split()
        assert (hook["language"], python, option) == ("system", "python", "-m")
        assert find_spec(module), module


@pytest.mark.parametrize(
    "file", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml")), ids=lambda file: file.name
)
def test_a_form_for_issues_has_a_name_and_asks_something(file: Path) -> None:
    form = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert form["name"]
    assert form["description"]
    for field in form["body"]:
        assert field["type"] in {"textarea", "input"}
        assert field["attributes"]["label"]
