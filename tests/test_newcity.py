"""Another city: what stands in the new folder is good as it is, and every step to a published map works."""

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from ecosystem import dataset, newcity
from ecosystem.city import City
from ecosystem.cli import main
from ecosystem.errors import FileAccessError
from ecosystem.model import Basis, Section
from tests.fixture import ROOT, contents
from tests.test_documents import CONSOLE, ELLIPSIS

GUIDE = (ROOT / "docs" / "another-city.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder: a command speaks the language of the data where it is run."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "somewhere" / "new-city"
    newcity.start(path)
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


# The folder


def test_the_files_are_named_and_the_same_each_time(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    result = run("new", str(one))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [str(one / name) for name in sorted(contents(one))]
    run("new", str(other))
    assert contents(one) == contents(other)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert len(newcity.start(tmp_path)) == len(contents(tmp_path)) == 7


def test_the_example_passes_the_check_and_builds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.delenv("ECOSYSTEM_DATA", raising=False)
    checked = run("check")
    assert (checked.exit_code, checked.output) == (0, "")
    assert run("build").exit_code == 0
    page = (folder / "output" / "index.html").read_text(encoding="utf-8")
    assert "Private notes stand here" not in page
    assert run("--data", "data/groups.yaml", "doctor").exit_code == 0


def test_the_example_shows_what_each_part_is_for_and_says_that_it_is_one(folder: Path) -> None:
    city = dataset.load(folder / "data" / "groups.yaml")
    assert all(city.section(section) for section in Section)
    assert {link.basis for link in city.links} == set(Basis)
    assert city.disputes
    assert "invented" in city.about.summary
    assert "example" in city.about.title
    hosts = {source.url.split("/")[2] for source in city.sources.values() if source.url}
    assert hosts == {"example.org"}
    used = {link.type for link in city.links}
    assert set(city.link_types) <= used | {"part-of"}
    assert City(city).graph.number_of_edges() == len(city.links)


def test_what_the_example_comments_out_is_right_too(folder: Path) -> None:
    text = (folder / "data" / "groups.yaml").read_text(encoding="utf-8")
    head, mark, tail = text.partition("# accepted_gaps:")
    assert mark
    city = dataset.parse(head + re.sub(r"^# ?", "", mark + tail, flags=re.MULTILINE))
    assert len(city.accepted_gaps) == 1


def test_the_schema_of_the_new_folder_is_the_program_s_and_the_data_names_it(folder: Path) -> None:
    assert (folder / "data" / "schema.json").read_bytes() == (ROOT / "ecosystem" / "schema.json").read_bytes()
    assert (
        (folder / "data" / "groups.yaml")
        .read_text(encoding="utf-8")
        .startswith("# yaml-language-server: $schema=schema.json\n")
    )


def test_the_readme_of_the_new_folder_names_files_and_commands_that_exist(folder: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"^\| `([^`]+)`", readme, re.MULTILINE):
        assert (folder / name).exists() or name == "program/", name
    for name in set(re.findall(r"\becosystem ([a-z]+)", readme)):
        assert run(name, "--help").exit_code == 0, name


# Refusals


@pytest.mark.parametrize("there", ["a file", "a hidden file", "no folder"])
def test_nothing_is_written_where_something_is(tmp_path: Path, there: str) -> None:
    place = tmp_path / "city"
    if there == "no folder":
        place.write_text("mine", encoding="utf-8")
        expected = f"{place} is not a folder, so nothing was written. Name a new folder.\n"
    else:
        place.mkdir()
        (place / (".git" if there == "a hidden file" else "notes")).write_text("mine", encoding="utf-8")
        expected = f"{place} is not empty, so nothing was written. Name a new folder.\n"
    before = contents(tmp_path)
    result = run("new", str(place))
    assert (result.exit_code, result.stdout, result.stderr) == (3, "", expected)
    assert contents(tmp_path) == before


def test_a_link_to_nowhere_is_left_alone(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    assert run("new", str(link)).exit_code == 3
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("new", str(tmp_path / "file" / "city"))
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == f"{tmp_path / 'file' / 'city'} cannot be written: Not a directory.\n"


def test_a_folder_that_cannot_hold_all_holds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, mode: int) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "chmod", full)
    (tmp_path / "there").mkdir()
    for name in ("there", "not-there", "nowhere/near/there"):
        with pytest.raises(FileAccessError, match="No space left on device"):
            newcity.start(tmp_path / name)
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


# The workflow and the hook


def workflow(folder: Path) -> dict[str, object]:
    loaded: dict[str, object] = yaml.safe_load(
        (folder / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    )
    return loaded


def test_the_workflow_pins_every_action_and_may_do_no_more_than_it_must(folder: Path) -> None:
    text = (folder / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    actions = re.findall(r"uses: (.*)", text)
    assert len(actions) == 4
    for action in actions:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action
    made = workflow(folder)
    assert made["permissions"] == {}
    jobs = made["jobs"]
    assert isinstance(jobs, dict)
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "build": {"contents": "read"},
        "publish": {"pages": "write", "id-token": "write"},
    }
    assert "secrets" not in text
    assert "pull_request_target" not in text
    # Nothing that somebody may choose freely, such as a title, gets into a command.
    assert all("${{" not in step.get("run", "") for job in jobs.values() for step in job["steps"])


def test_the_hook_asks_for_the_program_where_there_is_none(folder: Path) -> None:
    empty = folder / "empty"
    empty.mkdir()
    done = subprocess.run(
        ["/bin/sh", "hooks/pre-commit"],
        cwd=folder,
        env={"PATH": str(empty)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The data was not checked: ")


# The guide


class Terminal:
    """A shell that is told one line after the other, in a home of its own and without a network."""

    def __init__(self, home: Path, folder: Path) -> None:
        libraries = home / "libraries"
        libraries.mkdir(parents=True)
        for entry in Path(sysconfig.get_path("purelib")).iterdir():
            ours = entry.name.startswith(("ecosystem_mapper", "_ecosystem_mapper"))
            if not ours and entry.suffix != ".pth":
                (libraries / entry.name).symlink_to(entry)
        self._shell = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env={
                "HOME": str(home),
                "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
                "PYTHONPATH": str(libraries),
                "LANG": "C.UTF-8",
                "PIP_NO_INDEX": "1",
                "PIP_NO_BUILD_ISOLATION": "0",  # which is how pip writes: without isolation
                "PIP_DISABLE_PIP_VERSION_CHECK": "1",
                "PIP_ROOT_USER_ACTION": "ignore",
                **{
                    f"GIT_{who}_{what}": "editor" if what == "NAME" else "editor@example.org"
                    for who in ("AUTHOR", "COMMITTER")
                    for what in ("NAME", "EMAIL")
                },
            },
        )

    def type(self, command: str) -> tuple[int, str]:
        """The exit status of a command, and what it said."""
        assert self._shell.stdin
        assert self._shell.stdout
        self._shell.stdin.write(f'{command}\necho "end-of-answer $?"\n')
        self._shell.stdin.flush()
        said: list[str] = []
        for line in self._shell.stdout:
            before, end, status = line.partition("end-of-answer ")
            said.append(before)
            if end:
                return int(status), "".join(said)
        raise AssertionError("".join(said))

    def close(self) -> None:
        assert self._shell.stdin
        self._shell.stdin.close()
        self._shell.wait(timeout=60)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal in a copy of this program."""
    program = tmp_path / "program"
    program.mkdir()
    for name in ("ecosystem", "pyproject.toml", "README.md", "LICENSE", "requirements.txt"):
        (program / name).symlink_to(ROOT / name)
    opened = Terminal(tmp_path / "home", program)
    yield opened
    opened.close()


def steps() -> list[list[tuple[str, str]]]:
    """The commands of each step with what they say."""
    parts = re.split(r"^## \d+\. ", GUIDE, flags=re.MULTILINE)[1:]
    blocks = ["".join(CONSOLE.findall(part)) for part in parts]
    typed = [[each for each in re.split(r"^\$ ", block, flags=re.MULTILINE) if each] for block in blocks]
    return [[(each.partition("\n")[0], each.partition("\n")[2]) for each in step] for step in typed]


def fits(expected: str, said: str) -> bool:
    """Whether a command said what the guide shows, in which … stands for anything."""
    return re.fullmatch("(?s:.*)".join(map(re.escape, expected.split(ELLIPSIS))), said) is not None


SERVED = (  # what a person does by hand: look until one has seen enough, then press Ctrl-C
    'exec 3< <(ecosystem serve --no-open --port 0); map=$!; read -r said <&3; echo "$said"; '
    'read -r said <&3; echo "$said"; kill -INT $map; wait $map 2>/dev/null; test $? = 130'
)


def test_the_guide_has_ten_steps_at_most() -> None:
    assert 0 < len(steps()) <= 10
    assert all(steps())


@pytest.mark.slow
def test_every_step_of_the_guide_works_from_nothing_to_what_the_server_publishes(
    terminal: Terminal, tmp_path: Path
) -> None:
    repository = tmp_path / "repository.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(repository)], check=True)
    for number, step in enumerate(steps(), 1):
        for command, output in step:
            typed = SERVED if command == "ecosystem serve" else command.replace("ADDRESS", str(repository))
            status, said = terminal.type(typed)
            said = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8000", said)
            assert status == 0, f"{number}: {command}\n{said}"
            assert fits(output, said), f"{number}: {command}\n{said}"
    city = tmp_path / "home" / "my-city"
    built = contents(city / "output")
    assert "Our city’s race equality eco-system" in built["index.html"].decode()
    # A mistake does not get into the history.
    data = city / "data" / "groups.yaml"
    data.write_text(
        data.read_text(encoding="utf-8").replace("kind: task-group", "kind: taskgroup"), encoding="utf-8"
    )
    status, said = terminal.type("git commit --all --message 'A mistake'")
    assert status == 1
    assert "‘taskgroup’ is not the id of a kind." in said
    # What the server does with what was pushed.
    for line in (
        f"git clone --quiet {repository} ~/server && cd ~/server",
        "deactivate && python3 -m venv ~/server-tools && . ~/server-tools/bin/activate",
        *(step["run"] for step in workflow(city)["jobs"]["build"]["steps"] if "run" in step),  # type: ignore[index]
    ):
        status, said = terminal.type(line)
        assert status == 0, f"{line}\n{said}"
    assert contents(tmp_path / "home" / "server" / "output") == built
