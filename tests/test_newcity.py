"""Another city: what stands in the new folder is good as it is, and every step to a published map works."""

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from ecosystem import dataset, newcity
from ecosystem.city import City
from ecosystem.cli import main
from ecosystem.errors import FileAccessError
from ecosystem.manifest import MANIFEST
from ecosystem.model import Basis, Section
from tests.fixture import ROOT, contents
from tests.test_documents import CONSOLE, ELLIPSIS
from tests.workbooks import put, row_of

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
    assert len(newcity.start(tmp_path)) == len(contents(tmp_path)) == 9


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
    assert len(actions) == 8
    for action in actions:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action
    made = workflow(folder)
    assert made["permissions"] == {}
    jobs = made["jobs"]
    assert isinstance(jobs, dict)
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "build": {"contents": "read"},
        "keep": {"contents": "write"},
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


# The loop without a terminal


class Server:
    """What runs the steps of the workflow on a copy of the repository, as GitHub does."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "repository"
        self.origin = tmp_path / "origin.git"
        self.summary = tmp_path / "summary.md"
        self.output = tmp_path / "output.txt"
        newcity.start(self.folder)
        self.git("init", "--quiet", "--initial-branch", "main")
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", "Begin")
        subprocess.run(["git", "clone", "--quiet", "--bare", str(self.folder), str(self.origin)], check=True)
        self.git("remote", "add", "origin", str(self.origin))

    @property
    def data(self) -> Path:
        return self.folder / "data" / "groups.yaml"

    def git(self, *words: str) -> str:
        who = ["-c", "user.name=editor", "-c", "user.email=editor@example.org"]
        done = subprocess.run(
            ["git", *who, *words], cwd=self.folder, check=True, capture_output=True, encoding="utf-8"
        )
        return done.stdout

    def upload(self, name: str, change: Callable[[Any], object]) -> None:
        """Put an edited workbook of the data into uploads/, as on the page of the repository."""
        from openpyxl import load_workbook

        from ecosystem.exchange import workbook

        path = self.folder / "uploads" / name
        path.write_bytes(workbook.dumps(dataset.load(self.data)))
        book = load_workbook(path)
        change(book)
        book.save(path)
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", "Add files via upload")
        self.git("push", "--quiet", "origin", "HEAD:main")

    def run(self, job: str) -> str:
        """Run the commands of a job up to one that fails, and return the name of that, or an empty text."""
        jobs: Any = workflow(self.folder)["jobs"]
        for step in jobs[job]["steps"]:
            if "run" not in step or step["name"].startswith("Install"):
                continue
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=self.folder,
                env={
                    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
                    "HOME": str(self.folder.parent),
                    "LANG": "C.UTF-8",
                    "GITHUB_STEP_SUMMARY": str(self.summary),
                    "GITHUB_OUTPUT": str(self.output),
                    "GITHUB_REF_NAME": "main",
                    "TOKEN": "unused",
                    **dict.fromkeys(step.get("env", {}).keys() - {"TOKEN"}, ""),
                },
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            assert "command not found" not in done.stderr
            if done.returncode:
                assert done.returncode in (1, 3), done.stdout + done.stderr
                return str(step["name"])
        return ""

    def said(self) -> str:
        return self.summary.read_text(encoding="utf-8")


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


def test_an_uploaded_workbook_is_imported_kept_and_published(server: Server, tmp_path: Path) -> None:
    server.upload("our map.xlsx", lambda book: put(book, "Actions", 3, due="2027-06"))
    assert server.run("build") == ""
    assert "## uploads/our map.xlsx is imported" in server.said()
    assert "    Hold an open meeting" in server.said()
    assert "due: 2027 → June 2027" in server.said()
    assert "## The data has no mistakes" in server.said()
    assert "    desk/workbook.xlsx" in server.said()
    assert server.output.read_text(encoding="utf-8") == "imported=true\n"
    assert (server.folder / "desk" / "pages" / "index.html").exists()
    # The second job has a checkout of its own, and the data file of the first.
    imported = server.data.read_bytes()
    server.git("reset", "--quiet", "--hard")
    server.data.write_bytes(imported)
    assert server.run("keep") == ""
    again = tmp_path / "again"
    subprocess.run(["git", "clone", "--quiet", str(server.origin), str(again)], check=True)
    assert (again / "data" / "groups.yaml").read_bytes() == imported
    assert [path.name for path in (again / "uploads").iterdir()] == ["README.md"]
    assert sorted(path.name for path in again.iterdir()) == [
        ".git", ".github", ".gitignore", "README.md", "data", "hooks", "uploads",
    ]  # fmt: skip


def test_mistakes_in_a_workbook_are_told_with_their_rows_and_change_nothing(server: Server) -> None:
    before = server.data.read_bytes()
    server.upload("map.xlsx", lambda book: put(book, "Links", 3, to="Exampleton Counsil"))
    assert server.run("build") == "Import the workbooks in uploads/"
    assert "## uploads/map.xlsx is not imported, and nothing was published" in server.said()
    assert "sheet Links, row 3, to: ‘Exampleton Counsil’ is not known." in server.said()
    assert server.data.read_bytes() == before
    assert not server.output.exists()


def test_questions_of_a_workbook_are_listed_and_change_nothing(server: Server) -> None:
    before = server.data.read_bytes()

    def change(book: Any) -> None:
        page = book["Organisations"]
        page.delete_rows(row_of(page, "youth"))
        put(book, "Actions", 3, due="2027-06")

    server.upload("map.xlsx", change)
    text = server.data.read_text(encoding="utf-8").replace("    due: 2027\n", "    due: 2028\n")
    server.data.write_text(text, encoding="utf-8")
    assert server.run("build") == "Import the workbooks in uploads/"
    said = server.said()
    assert "2 questions are open. Nothing was written." in said
    assert "You deleted ‘Hilltop Youth (an example)’. 1 place still names it:" in said
    assert "it was 2027; the file now says 2028; the workbook says June 2027." in said
    assert server.data.read_text(encoding="utf-8") == text != before.decode()


def test_a_mistake_in_the_data_file_is_told_with_its_line(server: Server) -> None:
    text = server.data.read_text(encoding="utf-8").replace("kind: task-group", "kind: taskgroup")
    server.data.write_text(text, encoding="utf-8")
    assert server.run("build") == "Check the data"
    assert "## The data has mistakes, and nothing was published" in server.said()
    assert re.search(
        "line [0-9]+: groups.jobs-group.kind: ‘taskgroup’ is not the id of a kind.", server.said()
    )
    assert not (server.folder / "desk").exists()


def test_what_stands_in_a_cell_is_plain_text_in_the_summary(server: Server) -> None:
    name = "x\n# Pay here\n[now](https://example.org)"
    server.upload("map.xlsx", lambda book: put(book, "Links", 3, to=name))
    assert server.run("build") == "Import the workbooks in uploads/"
    for line in server.said().splitlines():
        assert line.startswith(("## uploads/", "    ")) or not line, line


def test_an_old_excel_file_is_refused_with_a_sentence_that_helps(server: Server) -> None:
    (server.folder / "uploads" / "map.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert server.run("build") == "Import the workbooks in uploads/"
    assert "Save it as .xlsx (Excel Workbook)." in server.said()


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
    assert "Our city’s race equality eco-system" in unescape(built["index.html"].decode())
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
        "export GITHUB_STEP_SUMMARY=~/summary.md GITHUB_OUTPUT=~/output.txt",
        *(step["run"] for step in workflow(city)["jobs"]["build"]["steps"] if "run" in step),  # type: ignore[index]
    ):
        status, said = terminal.type(line)
        assert status == 0, f"{line}\n{said}"
    del built[MANIFEST]
    assert contents(tmp_path / "home" / "server" / "desk" / "pages") == built
