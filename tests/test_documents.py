"""What the documents say is what the program does."""

import re
import shlex
from itertools import chain
from pathlib import Path

import click
import pytest

from ecosystem.cli import VERBS, commands_of, main
from tests.commands import run
from tests.fixture import BRISTOL, IN_DOCUMENTS, ROOT, lay_out

DOCUMENTS = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").glob("*.md")),
)
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
ELLIPSIS = "…"


def examples() -> list[tuple[str, str]]:
    """Every `$ ecosystem …` of the documents with the output written under it."""
    walked = ("another-city.md", "confirming.md")  # one way each; test_newcity and test_confirming walk them
    documents = [file for file in DOCUMENTS if file.name not in walked]
    blocks = [block for file in documents for block in CONSOLE.findall(file.read_text(encoding="utf-8"))]
    parts = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the files of the examples are those of the fixture."""
    return lay_out(tmp_path_factory.mktemp("place"))


@pytest.mark.parametrize(("command", "output"), examples(), ids=lambda value: value.split("\n")[0][:40])
def test_every_example_is_real_output(
    command: str, output: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    program, *arguments = shlex.split(command)
    assert program == "ecosystem"
    said = run(*arguments).stdout
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


def options_of(command: click.Command) -> set[str]:
    """Return its options, asked for as the program does: click keeps the help option it makes first."""
    with click.Context(command, help_option_names=["-h", "--help"]) as context:
        return {option for parameter in command.get_params(context) for option in parameter.opts}


def said_commands() -> list[tuple[str, str]]:
    """Every `ecosystem …` that a document names, in a line or in a block, with its document."""
    inline, block = re.compile(r"`ecosystem ([^`\n]+)`"), re.compile(r"^\$ ecosystem (.+)$", re.MULTILINE)
    texts = [(file.name, file.read_text(encoding="utf-8")) for file in DOCUMENTS]
    return [(name, said) for name, text in texts for form in (inline, block) for said in form.findall(text)]


def test_every_command_and_option_of_the_documents_is_there() -> None:
    commands = {name: command for module in VERBS for name, command in commands_of(module).items()}
    wrong = []
    for document, said in said_commands():
        words = said.split()
        verb = next((word for word in words if word in commands), None)
        known = options_of(main) | (options_of(commands[verb]) if verb else set())
        asked = {word.partition("=")[0] for word in words if word.startswith("--")}
        if not verb and words[0] not in ("COMMAND", "--help", "--version"):
            wrong.append(f"{document}: no command in ‘ecosystem {said}’")
        wrong += [
            f"{document}: {option} in ‘ecosystem {said}’" for option in sorted(asked - known - {"--help"})
        ]
    assert len(said_commands()) > 30
    assert wrong == []


def test_every_option_that_stands_alone_is_there() -> None:
    every = options_of(main).union(*(options_of(each) for m in VERBS for each in commands_of(m).values()))
    for file in DOCUMENTS:
        alone = re.findall(r"`(--[a-z-]+)[^`]*`", file.read_text(encoding="utf-8"))
        assert [option for option in alone if option not in every] == [], file.name


def test_every_path_of_the_documents_is_there() -> None:
    for file in DOCUMENTS:
        text = file.read_text(encoding="utf-8")
        for path in re.findall(r"`((?:ecosystem|tests|docs|data)/[\w./-]+)`", text):
            assert (ROOT / path).exists() or path.removeprefix("data/") in IN_DOCUMENTS, (
                f"{file.name}: {path}"
            )


def test_every_test_of_the_threat_table_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert len(named) > 20
    for file, name in named:
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{name}"


def test_make_names_every_target_it_documents() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    assert set(listed) | {"help"} == set(phony.group(1).split())


def test_the_example_mistake_is_real(tmp_path: Path) -> None:
    text = BRISTOL.read_text(encoding="utf-8")
    broken = tmp_path / "groups.yaml"
    before = "from: hr-leaders-group, type: supports, to: reslg"
    assert before in text
    broken.write_text(text.replace(before, before.replace("reslg", "resgl"), 1), encoding="utf-8")
    said = run("--data", broken, "check").stderr
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _, _, mistake = said.splitlines()[1].partition(": ")
    assert mistake in readme
