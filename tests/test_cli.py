"""The command line: answers on stdout, remarks on stderr, and an exit status that says how it went."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
from click.testing import Result

from ecosystem import __version__, exchange, newcity
from ecosystem.cli import VERBS, commands_of, main
from ecosystem.manifest import MANIFEST
from tests.cities import SMALL
from tests.commands import run
from tests.fixture import BRISTOL, LINKS, ROOT

CONFIRMING = ROOT / "docs/confirming.md"
BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
COMMANDS = {name: command for module in VERBS for name, command in commands_of(module).items()}


@pytest.fixture(autouse=True)
def small(at_home: Path) -> Path:
    return at_home


def error_of(result: Result) -> dict[str, Any]:
    answer = json.loads(result.stdout)
    assert answer["schema"] == "ecosystem-answer/2"
    error: dict[str, Any] = answer["error"]
    return error


def process(*args: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "ecosystem", *args],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


# Help


def test_the_program_says_its_version_and_can_be_run_as_a_module() -> None:
    done = process("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"ecosystem, version {__version__}\n", "")


def test_help_names_every_command_with_a_line_of_its_own() -> None:
    said = run("--help").stdout
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\w", said, re.MULTILINE), name


def test_every_command_stands_in_the_module_that_is_imported_for_it() -> None:
    assert {module: sorted(commands_of(module)) for module in VERBS} == {
        module: sorted(verbs) for module, verbs in VERBS.items()
    }


def examples(name: str) -> list[str]:
    return re.findall(r"^ *Example: (ecosystem .+)$", run(name, "--help").stdout, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    assert COMMANDS[name].short_help or COMMANDS[name].help
    assert len(examples(name)) == 1
    assert name in examples(name)[0]


ELSEWHERE = ("serve", "studio")
"""One goes on until Ctrl-C, and the other needs what `make studio` makes."""


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ELSEWHERE])
def test_every_example_of_the_help_works_on_the_example_city(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newcity.start(tmp_path / "city")
    shutil.copyfile(LINKS, tmp_path / "city" / "links.csv")
    monkeypatch.chdir(tmp_path / "city")
    if name == "review":
        (suggestions,) = re.findall(r"```json\n(.*?)```", CONFIRMING.read_text(encoding="utf-8"), re.DOTALL)
        Path("changes.json").write_text(suggestions, encoding="utf-8")
    if name == "replies":
        _reply()
    with ThreadPoolExecutor(1) as beside:  # mcp has a loop of events, and the tests of pages leave one here
        result = beside.submit(run, *shlex.split(examples(name)[0])[1:]).result()
    # The gaps of the example are findings, and findings exit 1.
    assert result.exit_code in ((0, 1) if name == "gaps" else (0,)), result.stderr
    assert result.stdout or name in ("check", "mcp")  # nobody asks


def _reply() -> None:
    """Put a reply to each letter into the inbox."""
    assert run("stale", "--messages", "letters").exit_code == 0
    Path("inbox").mkdir()
    for letter in Path("letters").glob("*.md"):
        reply = letter.read_text(encoding="utf-8").replace("Answer:", "Answer: right")
        Path("inbox", f"{letter.stem}.txt").write_text(reply, encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_an_answer_that_cannot_be_written_is_one_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ecosystem", "list"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr.decode()) == (
        3,
        "The answer cannot be written: No space left on device.\n",
    )


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii"])
def test_what_is_led_into_a_file_is_utf_8_on_every_machine(encoding: str) -> None:
    command = [sys.executable, "-m", "ecosystem", "--data", str(BRISTOL), "export", "graphml"]
    done, usual = (
        subprocess.run(command, capture_output=True, check=True, env={**os.environ, **more}).stdout
        for more in ({"PYTHONIOENCODING": encoding}, {})
    )
    assert "’" in done.decode("utf-8")
    assert done == usual


def test_who_stops_a_command_reads_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ecosystem.dataset.check", stopped)
    result = run("check")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "\nStopped.\n")


def test_without_a_command_the_help_is_shown() -> None:
    assert "Commands:" in run().output


# Exit status


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["check"], 0),
        (["list"], 0),
        (["show", "forum"], 0),
        (["connections", "jobs"], 0),
        (["build"], 0),
        (["show", "nobody at all"], 2),
        (["connections", "the"], 2),
        (["list", "sections"], 2),
        (["show"], 2),
        (["fly"], 2),
        (["list", "--wings"], 2),
        (["list", "--at", ""], 2),
        (["--data", "nowhere.yaml", "check"], 3),
        (["--data", ".", "list"], 3),
        (["build", "--output", "data/groups.yaml"], 3),
    ],
)
def test_the_exit_status_says_how_it_went(args: list[str], status: int) -> None:
    result = run(*args)
    assert result.exit_code == status
    assert bool(result.stderr) == (status != 0)
    if status:
        assert result.stdout == ""


def test_data_with_mistakes_exits_1_with_all_of_them_on_stderr(small: Path) -> None:
    small.write_text(
        SMALL.replace("kind: forum\n", "kind: form\n").replace("number: 1,", "number: one,"), encoding="utf-8"
    )
    result = run("list")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0] == "data/groups.yaml cannot be used yet: 2 mistakes."
    assert [line.split(":")[0].split()[0] for line in result.stderr.splitlines()[1:]] == ["line", "line"]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_gives_sentences_and_is_left_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    result = run("--data", str(path), "check")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"{path} cannot be used yet: ")
    assert path.read_bytes() == before


def test_of_a_file_without_mistakes_and_warnings_check_says_nothing(small: Path) -> None:
    result = run("--data", str(small), "check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


# The data file


def test_the_data_file_may_be_named_in_the_environment(tmp_path: Path, small: Path) -> None:
    other = small.rename(tmp_path / "other.yaml")
    assert run("list").exit_code == 3
    assert run("list", env={"ECOSYSTEM_DATA": str(other)}).exit_code == 0


def test_an_option_wins_over_the_environment(small: Path) -> None:
    assert run("--data", str(small), "check", env={"ECOSYSTEM_DATA": "nowhere.yaml"}).exit_code == 0


# Answers in words


def test_connections_are_said_nearest_first_with_basis_and_sources() -> None:
    assert run("connections", "jobs").stdout.splitlines()[:7] == [
        "Which groups connect to priority 1 (Jobs) of The Forum's plan?",
        "4 organisations are involved: 1 leads it, 3 through actions, events or membership.",
        "",
        "leads it",
        "  The Forum leads priority 1 (Jobs).",
        "      stated",
        "      [minutes] Minutes of the forum, The Forum, March 2021",
    ]


def test_a_profile_is_said_with_links_evidence_and_facts() -> None:
    lines = run("show", "round table").stdout.splitlines()
    assert lines[:3] == [
        "The Forum for Everybody who Works in the City",
        "Forum, forum",
        "Also: The Forum, Round Table",
    ]
    assert "5 links" in lines
    assert "2 facts" in lines
    assert "  Probably once met weekly (inferred)." in lines
    council = run("show", "council").stdout
    assert "stated. The minutes thank the Council for the room." in council


def test_a_list_is_a_table_with_one_line_per_thing() -> None:
    assert run("list", "partners").stdout == (
        "charity  charity              4  The Charity\n"
        "choir    charity              0  The Choir\n"
        "council  public organisation  5  The Council\n"
    )
    assert len(run("list").stdout.splitlines()) == 11


def test_an_empty_section_lists_nothing(small: Path) -> None:
    small.write_text(
        "ecosystem: {title: T, place: P, edition: 2026, summary: S., licence: L}\n", encoding="utf-8"
    )
    assert (run("list").exit_code, run("list").stdout) == (0, "")


def test_a_near_miss_is_answered_on_stderr() -> None:
    result = run("show", "coucil")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Nothing on the map is called ‘coucil’. Did you mean council (The Council)?\n"


def test_an_ambiguous_name_lists_the_candidates_on_stderr() -> None:
    result = run("connections", "the council")
    assert result.exit_code == 0
    result = run("connections", "the")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "  council  (The Council)\n" in result.stderr


def test_there_is_colour_on_a_screen_and_none_in_a_pipe() -> None:
    assert "\x1b[" in run("connections", "jobs", color=True).stdout
    piped = process("connections", "jobs", TERM="xterm-256color")
    assert piped.returncode == 0
    assert "priority 1 (Jobs)" in piped.stdout
    assert "\x1b" not in piped.stdout + piped.stderr


# Answers in JSON

ANSWER = {
    "type": "object",
    "required": ["schema", "command"],
    "properties": {
        "schema": {"const": "ecosystem-answer/2"},
        "command": {"type": "string"},
        "error": {
            "type": "object",
            "required": ["kind", "message"],
            "properties": {"kind": {"type": "string"}, "message": {"type": "string", "minLength": 1}},
        },
    },
}


@pytest.mark.parametrize(
    ("args", "status", "part"),
    [
        (["check"], 0, "accepted needless problems warnings"),
        (["list"], 0, "things"),
        (["list", "events"], 0, "things"),
        (["show", "forum"], 0, "profile"),
        (["connections", "jobs"], 0, "answer"),
        (["connections", "forum"], 0, "answer"),
        (["list", "sections"], 2, "error"),
        (["show", "nobody at all"], 2, "error"),
        (["connections", "the"], 2, "error"),
    ],
)
def test_json_is_valid_sorted_and_versioned_for_answers_and_errors(
    args: list[str], status: int, part: str
) -> None:
    result = run(*args, "--json")
    assert (result.exit_code, result.stderr) == (status, "")
    answer = json.loads(result.stdout)
    jsonschema.validate(answer, ANSWER)
    assert answer["command"] == args[0]
    assert sorted(answer) == list(answer) == sorted(["command", "schema", *part.split()])


def test_the_answer_in_json_has_the_sentences_of_the_terminal() -> None:
    found = json.loads(run("connections", "jobs", "--json").stdout)["answer"]["connections"]
    said = run("connections", "jobs").stdout
    assert [each["id"] for each in found] == ["forum", "council", "staff", "charity"]
    assert all(f"  {each['sentence']}\n" in said for each in found)
    profile = json.loads(run("show", "charity", "--json").stdout)["profile"]
    shown = run("show", "charity").stdout
    assert all(f"  {link['sentence']}\n" in shown for link in profile["links"])


def test_an_error_in_json_says_what_comes_near_which_things_fit_and_every_mistake(small: Path) -> None:
    unknown = error_of(run("show", "coucil", "--json"))
    assert (unknown["kind"], unknown["near"]) == ("UnknownNameError", ["council (The Council)"])
    several = error_of(run("connections", "the", "--json"))
    assert several["kind"] == "AmbiguousNameError"
    assert several["candidates"] == ["charity", "choir", "council", "fair", "forum", "plan", "report"]
    small.write_text(SMALL.replace("kind: forum\n", "kind: form\n"), encoding="utf-8")
    invalid = error_of(run("check", "--json"))
    assert invalid["kind"] == "InvalidDataError"
    assert [sorted(problem) for problem in invalid["problems"]] == [["line", "message", "path"]]
    assert invalid["problems"][0]["path"] == "groups.forum.kind"
    missing = error_of(run("--data", "nowhere.yaml", "list", "--json"))
    assert missing["kind"] == "FileAccessError"


def with_json(name: str) -> bool:
    return any("--json" in parameter.opts for parameter in COMMANDS[name].params)


@pytest.mark.parametrize("name", [name for name in COMMANDS if with_json(name)])
def test_every_question_answers_invalid_data_in_json(name: str) -> None:
    broken = str(BROKEN[0])
    arguments = [each for each in COMMANDS[name].params if isinstance(each, click.Argument) and each.required]
    result = run("--data", broken, name, *(broken for _ in arguments), "--json")
    jsonschema.validate(json.loads(result.stdout), ANSWER)
    assert (result.exit_code, result.stderr) == (1, "")
    assert error_of(result)["kind"] == "InvalidDataError"


@pytest.mark.parametrize("name", ["list", "show", "connections", "check"])
def test_the_questions_take_json(name: str) -> None:
    assert with_json(name)


# Names of files


def of_files() -> Iterator[tuple[str, click.Parameter]]:
    """Each option and argument that takes a file or folder, with its command; that of all has no name."""
    for name, command in {"": main, **COMMANDS}.items():
        yield from ((name, each) for each in command.params if isinstance(each.type, click.Path))


@pytest.mark.parametrize("odd", ["a\nb", "a\x1b[2Jb", "a\rb", "a\u2028b", "a\u202eb", "a\x9bb"])
def test_a_file_whose_name_would_break_a_message_is_refused_in_one_line(odd: str) -> None:
    found = list(of_files())
    assert len(found) >= 12
    for name, parameter in found:
        given = [parameter.opts[-1], odd] if isinstance(parameter, click.Option) else [odd]
        result = run(*([name, *given] if name else [*given, "check"]))
        shown = odd.translate(dict.fromkeys(map(ord, "\n\x1b\r\u2028\u202e\x9b"), "\ufffd"))
        assert (result.exit_code, result.stdout) == (2, ""), name
        last = result.stderr.split("\n")[-2]
        assert f"‘{shown}’ has a line break or another control character in its name." in last


# Building


def test_build_names_what_it_wrote(tmp_path: Path) -> None:
    result = run("build", "--output", "site")
    assert result.exit_code == 0
    written = {line.split("  ")[0] for line in result.stdout.splitlines()}
    there = {path.name for path in (tmp_path / "site").iterdir()}
    assert written == {f"site/{name}" for name in there - {MANIFEST}}
    assert {"site/index.html", "site/explorer.html", "site/ecosystem.json"} <= written


def test_a_dry_run_of_an_import_writes_no_new_file(tmp_path: Path) -> None:
    into = tmp_path / "new.yaml"
    command = ["import", str(LINKS), "--into", str(into)]
    shown = run(*command, "--dry-run")
    assert (shown.exit_code, into.exists()) == (0, False)
    assert run(*command).exit_code == 0
    assert into.read_text(encoding="utf-8") == shown.stdout


def test_every_file_is_known_again_however_long_the_words_at_its_head(tmp_path: Path) -> None:
    text = SMALL.replace("Who does what in a small city.", "Who does what in a small city. " * 320)
    data = tmp_path / "city.yaml"
    data.write_text(text.replace("A small city", "A small city " * 23), encoding="utf-8")
    made = [["export", name, "--output", str(tmp_path / name)] for name in exchange.FORMATS]
    for command in (["build", "--no-paper", "--output", str(tmp_path / "out")], *made):
        for _ in range(2):
            done = run("--data", data, *command)
            assert done.exit_code == 0, (command, done.stderr)


def test_build_leaves_a_stranger_s_file_alone_unless_forced(tmp_path: Path) -> None:
    stranger = tmp_path / "output" / "index.html"
    stranger.parent.mkdir()
    stranger.write_text("mine", encoding="utf-8")
    result = run("build")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "output/index.html was not made by this program" in result.stderr
    assert list(stranger.parent.iterdir()) == [stranger]
    assert stranger.read_text(encoding="utf-8") == "mine"
    assert run("build", "--force").exit_code == 0
    assert "A small city" in stranger.read_text(encoding="utf-8")


def test_nothing_is_built_from_data_with_mistakes(tmp_path: Path, small: Path) -> None:
    small.write_text(SMALL.replace("kind: forum\n", "kind: form\n"), encoding="utf-8")
    assert run("build").exit_code == 1
    assert not (tmp_path / "output").exists()


def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("ecosystem.queries.listing", bug)
    with pytest.raises(RuntimeError, match="a bug"):
        run("list")
