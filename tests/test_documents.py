"""What the documents say is what the program does."""

import re
import shlex
from itertools import chain
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ecosystem.cli import VERBS, main
from tests.conftest import ROOT

DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "CONTRIBUTING.md")
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
ELLIPSIS = "…"


def examples() -> list[tuple[str, str]]:
    """Every `$ ecosystem …` of the documents with the output written under it."""
    documents = [
        file for file in DOCUMENTS if file.name != "another-city.md"
    ]  # one way; test_newcity walks it
    blocks = [block for file in documents for block in CONSOLE.findall(file.read_text(encoding="utf-8"))]
    parts = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


@pytest.mark.parametrize(("command", "output"), examples(), ids=lambda value: value.split("\n")[0][:40])
def test_every_example_is_real_output(command: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    program, *arguments = shlex.split(command)
    assert program == "ecosystem"
    said = CliRunner().invoke(main, arguments).stdout
    pieces = [re.escape(piece) for piece in output.split(f"{ELLIPSIS}\n")]
    assert re.fullmatch("(?s:.*)".join(pieces), said), said


def test_the_readme_has_an_example_for_every_question() -> None:
    assert {command.split()[1] for command, _ in examples()} >= {
        "connections",
        "path",
        "without",
        "analyse",
        "gaps",
        "diff",
    }


def test_the_readme_lists_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert isinstance(main, click.Group)
    assert [name for name in chain(*VERBS.values()) if f"`ecosystem {name}`" not in readme] == []


def test_every_link_of_the_documents_leads_to_a_file() -> None:
    for file in DOCUMENTS:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_make_names_every_target_it_documents() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    assert set(listed) | {"help"} == set(phony.group(1).split())


def test_the_example_mistake_is_real(tmp_path: Path) -> None:
    text = (ROOT / "data" / "groups.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "groups.yaml"
    before = "from: hr-leaders-group, type: supports, to: reslg"
    assert before in text
    broken.write_text(text.replace(before, before.replace("reslg", "resgl"), 1), encoding="utf-8")
    said = CliRunner().invoke(main, ["--data", str(broken), "check"]).stderr
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _, _, mistake = said.splitlines()[1].partition(": ")  # the line number moves with every edit of the data
    assert mistake in readme
