"""Whatever fails, and whenever: each file is the old one or the new one, whole, and one sentence says why."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import count
from pathlib import Path
from threading import Lock
from time import sleep
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from ecosystem import dataset, edition, exchange, files, newcity
from ecosystem.cli import main
from ecosystem.errors import FileAccessError
from ecosystem.exchange import workbook
from ecosystem.manifest import MANIFEST, made
from tests import faults
from tests.cities import SMALL
from tests.everywhere import IS_LONG
from tests.faults import Fault, Stop
from tests.fixture import BRISTOL, ROOT, contents

OTHER = SMALL.replace("A small city", "Another small city").replace("Smallville", "Otherville")
Files = dict[str, bytes]
Attempt = Callable[[int], bool]


def content(folder: Path) -> Files:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def is_part(name: str) -> bool:
    return name.startswith(f".{files.OURS}.") and name.endswith(".part")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two data files, and the edition of each."""
    folder = tmp_path_factory.mktemp("faults")
    for name, text in (("old", SMALL), ("new", OTHER)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        said = folder / f"{name}.said"
        assert build(folder, name, folder / name, said).ends() == (0, [])
    return folder


def build(place: Path, name: str, output: Path, said: Path, **more: Any) -> faults.Command:
    data = place / f"{name}.yaml"
    return faults.begin(said, "--data", data, "build", "--no-paper", "--output", output, **more)


STEP = 1 if IS_LONG else 3
"""`make test` tries every third place of a fault, since each has a process of its own."""


def every(attempt: Attempt) -> int:
    """Try the first place of a fault and those after it, two at a time, until none is left; how many."""
    places, last, lock = count(1, STEP), [10_000], Lock()

    def work() -> None:
        while True:
            with lock:
                at = next(places)
            if at >= last[0]:
                return
            if not attempt(at):
                last[0] = min(last[0], at)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work) for _ in range(2)]:
            done.result()
    return last[0] - 1


@pytest.fixture(scope="module")
def editions(place: Path) -> tuple[Files, Files]:
    return content(place / "old"), content(place / "new")


def check_whole(output: Path, editions: tuple[Files, Files], said: object) -> None:
    """Each file is the old one or the new one; beside them only what the next run removes."""
    left = content(output)
    for name, found in left.items():
        assert is_part(name) or found in [edition[name] for edition in editions], (name, said)
    assert editions[0].keys() <= left.keys()


# Failures


def test_a_build_that_fails_anywhere_leaves_the_old_edition_and_says_why(
    place: Path, tmp_path: Path, editions: tuple[Files, Files]
) -> None:
    old, new = editions

    def attempt(at: int) -> bool:
        output = tmp_path / str(at)
        shutil.copytree(place / "old", output)
        command = build(place, "new", output, tmp_path / f"{at}.said", fault=Fault(at))
        status, said = command.ends()
        if status:
            assert (status, len(said)) == (3, 1), said
            assert said[0].endswith("No space left on device."), said
            assert content(output) == old, said
        else:  # no fault, or one that changes nothing: that the guard against losses cannot read the old file
            assert content(output) == new
        return command.struck

    assert every(attempt) > 5 * len(new)


def test_a_build_killed_anywhere_while_it_writes_leaves_each_file_old_or_new_and_the_next_one_tidies_up(
    place: Path, tmp_path: Path, editions: tuple[Files, Files]
) -> None:
    left: list[str] = []

    def attempt(at: int) -> bool:
        output = tmp_path / str(at)
        shutil.copytree(place / "old", output)
        fault = Fault(at, error=None, writing=output)
        command = build(place, "new", output, tmp_path / f"{at}.said", fault=fault)
        assert command.ends()[0] in (0, -signal.SIGKILL)
        check_whole(output, editions, at)
        left.extend(filter(is_part, content(output)))
        if at % 5 == 1:
            assert build(place, "new", output, tmp_path / "again.said").ends() == (0, [])
            assert content(output) == editions[1]
        return command.struck

    assert every(attempt) >= 5 * len(editions[1])
    assert left


@pytest.mark.parametrize("there", [True, False], ids=["an empty folder", "no folder"])
@pytest.mark.parametrize("error", [None, errno.ENOSPC], ids=["killed", "full"])
def test_a_new_city_is_there_whole_or_not_at_all_and_the_next_run_makes_it(
    there: bool, error: int | None, tmp_path: Path
) -> None:
    """Only in a folder that was there can a kill leave a part, since a shell may stand in it."""
    newcity.start(tmp_path / "whole")
    whole = contents(tmp_path / "whole")

    def attempt(at: int) -> bool:
        parent = tmp_path / f"{at}"
        place = parent / "deep" / "city"
        (place if there else parent).mkdir(parents=True)
        fault = Fault(at, error, writing=place if there else place.parent)
        command = faults.begin(tmp_path / f"{at}.said", "new", place, fault=fault)
        status, said = command.ends()
        left = contents(parent)
        if error and status:
            assert (status, len(said)) == (3, 1), said
            assert said[0].endswith("No space left on device.")
            assert not left
        elif not there:
            assert not place.exists() or contents(place) == whole
        assert status in (0, 3, -signal.SIGKILL)
        if status:
            if contents(place) != whole or any(is_part(path.name) for path in parent.rglob("*")):
                newcity.start(place)
            assert contents(place) == whole
            assert not [path for path in parent.rglob("*") if is_part(path.name)]
        return command.struck

    assert every(attempt) > 3 * len(whole)


def test_what_a_new_city_was_left_half_in_is_somebody_s_once_they_change_it(tmp_path: Path) -> None:
    newcity.start(tmp_path / "city")
    (tmp_path / "city" / ".gitignore").unlink()
    (tmp_path / "city" / "README.md").write_text("mine", encoding="utf-8")
    with pytest.raises(FileAccessError, match="is not empty, so nothing was written"):
        newcity.start(tmp_path / "city")


def test_a_file_in_the_folder_that_cannot_be_read_is_somebody_else_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_bytes = Path.read_bytes

    def read(self: Path) -> bytes:
        if self.name == "closed.html":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return read_bytes(self)

    files.write_all(tmp_path, {"old.html": "old"})
    (tmp_path / "closed.html").touch()
    monkeypatch.setattr(Path, "read_bytes", read)
    assert edition.left_over(tmp_path, []) == [tmp_path / "old.html"]


def test_what_another_run_is_writing_is_not_left_over(tmp_path: Path) -> None:
    (tmp_path / ".ecosystem-mapper.0123abcd.part").write_text(
        '{"generator": "ecosystem-mapper"', encoding="utf-8"
    )
    assert edition.left_over(tmp_path, []) == []


def test_a_part_of_the_program_that_cannot_be_read_is_one_sentence(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error", "theme.css")

    monkeypatch.setattr("ecosystem.edition.write", broken)
    result = CliRunner().invoke(main, ["--data", str(small), "build"])
    assert (result.exit_code, result.stderr) == (
        3,
        "theme.css cannot be read or written: Input/output error.\n",
    )


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "groups.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def a_workbook(folder: Path) -> Path:
    """The small city's workbook, in which somebody has renamed the choir."""
    path = folder / "back.xlsx"
    path.write_bytes(workbook.dumps(dataset.parse(SMALL)))
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book["Organisations"].iter_rows() for cell in row if cell.value == "The Choir"]
    assert cells
    cells[0].value = "The Large Choir"
    book.save(path)
    return path


UPDATE = ("update", "build", "--state", "under way", "--source", "minutes", "--today", "2026-11-30", "--yes")


@pytest.mark.parametrize("name", ["import", "update"])
@pytest.mark.parametrize("error", [errno.ENOSPC, None], ids=["full", "killed"])
def test_an_edit_that_fails_anywhere_leaves_the_data_file_old_or_new(
    name: str, error: int | None, tmp_path: Path
) -> None:
    arguments: tuple[str | Path, ...] = (
        UPDATE if name == "update" else ("import", a_workbook(tmp_path), "--yes")
    )
    news: set[bytes] = set()

    def attempt(at: int) -> bool:
        folder = tmp_path / str(at)
        folder.mkdir()
        data = folder / "groups.yaml"
        data.write_text(SMALL, encoding="utf-8")
        fault = Fault(at, error, writing=None if error else folder)
        command = faults.begin(tmp_path / f"{at}.said", "--data", data, *arguments, fault=fault)
        status, said = command.ends()
        found = content(folder)
        now = found.pop("groups.yaml")
        assert found.pop("groups.yaml.bak", SMALL.encode()) == SMALL.encode()
        record = f"{sha256(SMALL.encode()).hexdigest()}\n".encode()
        assert found.pop(".groups.yaml.sha256.bak", record) == record
        if not command.struck:
            assert (status, list(found)) == (0, []), said
            news.add(now)
        elif error:
            assert (status, len(said), list(found)) == (3, 1, []), said
            assert now == SMALL.encode()
        else:
            assert (status, said) == (-signal.SIGKILL, [])
            assert now == SMALL.encode()
            assert all(map(is_part, found))
        return command.struck

    assert every(attempt) >= 2 * 5
    (new,) = news
    assert new != SMALL.encode()


# Two at once


def test_of_two_builds_at_once_one_edition_is_there_whole(
    place: Path, tmp_path: Path, editions: tuple[Files, Files]
) -> None:
    for at in range(20 if IS_LONG else 6):
        output = tmp_path / str(at)
        slow = Fault(at=0, pause=0.02)  # so that their times to write meet
        commands = [build(place, name, output, tmp_path / name, fault=slow) for name in ("old", "new")]
        assert [command.ends() for command in commands] == [(0, []), (0, [])]
        assert content(output) in editions


def test_of_two_edits_at_once_none_is_lost_unheard(tmp_path: Path) -> None:
    for at in range(5):
        data = tmp_path / str(at) / "groups.yaml"
        data.parent.mkdir()
        data.write_text(SMALL, encoding="utf-8")
        checks = ("choir", "charity")
        today = ("--today", "2026-11-30", "--yes")
        commands = [faults.begin(tmp_path / each, "--data", data, "checked", each, *today) for each in checks]
        done = [command.ends() for command in commands]
        city = dataset.load(data)
        for each, (status, said) in zip(checks, done, strict=True):
            assert (city.partners[each].checked is not None) == (status == 0), said
            assert status == 0 or (status, said[-1].endswith("not replaced. Try again.")) == (3, True)


def test_who_waits_too_long_for_another_run_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0)
    with files.alone(tmp_path), pytest.raises(FileAccessError) as caught:
        files.write_all(tmp_path, {"a": "a"})
    assert str(caught.value) == (
        f"Another run of this program is writing to {tmp_path}. Try again when it has finished."
    )
    assert files.write_all(tmp_path, {"a": "a"})


def test_without_locks_files_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    part = tmp_path / f".{files.OURS}.0.part"
    part.touch()
    files.write_all(tmp_path, {"a": "a"})
    now = content(tmp_path)
    assert now.pop(MANIFEST)
    assert now == {"a": b"a", part.name: b""}


# Stopped and killed at any moment


def test_a_build_killed_at_any_moment_leaves_whole_files(
    place: Path, tmp_path: Path, editions: tuple[Files, Files]
) -> None:
    chance, times = random.Random(8), 200 if IS_LONG else 40

    def kill(at: int) -> int:
        output = tmp_path / str(at)
        shutil.copytree(place / "old", output)
        begun = faults.FORKS.Event()
        command = build(place, "new", output, tmp_path / f"{at}.said", begun=begun)
        assert begun.wait(60)
        sleep(chance.random() * 0.25)
        command.signal(signal.SIGKILL)
        status, said = command.ends()
        assert status in (0, -signal.SIGKILL), said
        check_whole(output, editions, at)
        shutil.rmtree(output)
        return status

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(kill, range(times))).count(-signal.SIGKILL) > times / 4


@pytest.mark.parametrize("paper", [(), ("--no-paper",)], ids=["posters", "no posters"])
def test_ctrl_c_ends_a_build_at_any_moment_with_one_line_and_no_scraps(
    paper: tuple[str, ...], place: Path, tmp_path: Path, editions: tuple[Files, Files]
) -> None:
    chance = random.Random(8)

    def stop(at: int) -> int:
        output = tmp_path / str(at)
        shutil.copytree(place / "old", output)
        begun = faults.FORKS.Event()
        arguments: tuple[str | Path, ...] = (
            "--data",
            place / "new.yaml",
            "build",
            *paper,
            "--output",
            output,
        )
        command = faults.begin(tmp_path / f"{at}.said", *arguments, begun=begun)
        assert begun.wait(60)
        sleep(chance.random() * 0.25)
        command.signal(signal.SIGINT)
        status, said = command.ends()
        assert (status, said) in ((130, ["Stopped."]), (0, []))
        assert not any(map(is_part, content(output)))
        shutil.rmtree(output)
        return status

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(stop, range(20))).count(130) > 4


AFTERWARDS = [None, signal.SIGINT, signal.SIGALRM]
"""What comes at every later moment: nothing, Ctrl-C again, the end of our patience. They take turns."""


def test_ctrl_c_before_or_after_any_step_of_a_build_leaves_a_whole_edition_and_no_scraps(
    place: Path, tmp_path: Path, editions: tuple[Files, Files]
) -> None:
    ends: set[int] = set()

    def attempt(at: int) -> bool:
        output = tmp_path / str(at)
        shutil.copytree(place / "old", output)
        stop = Stop(at, output, AFTERWARDS[at // STEP % len(AFTERWARDS)])
        command = build(place, "new", output, tmp_path / f"{at}.said", fault=stop)
        status, said = command.ends()
        assert (status, said) == ((130, ["Stopped."]) if command.struck else (0, [])), at
        assert content(output) in editions, at
        ends.add(editions.index(content(output)))
        return command.struck

    assert every(attempt) > 2 * 5 * len(editions[1])
    assert ends == {0, 1}


@pytest.mark.parametrize("there", [True, False], ids=["an empty folder", "no folder"])
def test_ctrl_c_before_or_after_any_step_of_a_new_city_leaves_it_whole_or_nothing_of_it(
    there: bool, tmp_path: Path
) -> None:
    newcity.start(tmp_path / "whole")
    whole = contents(tmp_path / "whole")

    def attempt(at: int) -> bool:
        parent = tmp_path / f"{at}"
        place = parent / "deep" / "city"
        (place if there else parent).mkdir(parents=True)
        stop = Stop(at, place if there else place.parent, AFTERWARDS[at // STEP % len(AFTERWARDS)])
        command = faults.begin(tmp_path / f"{at}.said", "new", place, fault=stop)
        status, said = command.ends()
        assert (status, said) == ((130, ["Stopped."]) if command.struck else (0, [])), at
        left = [path for path in parent.rglob("*") if path not in (place, place.parent)]
        assert not left or contents(place) == whole, at
        assert there or place.exists() == (parent / "deep").exists() == bool(left), at
        assert not [path for path in left if is_part(path.name)], at
        return command.struck

    assert every(attempt) > 2 * 5 * len(whole)


def test_ctrl_c_at_the_real_program_is_one_line(place: Path, tmp_path: Path) -> None:
    program = """if True:
        import os, sys, time

        def wait(event, of):
            if event == "import" and of[0] == moment:
                os.write(1, b".")
                time.sleep(60)

        moment = sys.argv.pop(1)
        sys.addaudithook(wait)
        from ecosystem.__main__ import run

        run()
    """
    # before it listens, as it loads its commands, and twice in the middle of a build
    for moment in ("signal", "ecosystem.cli", "networkx", "typst"):
        arguments = ("--data", place / "new.yaml", "build", "--output", tmp_path)
        with subprocess.Popen(
            [sys.executable, "-c", program, moment, *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout
            assert process.stdout.read(1) == b"."
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (130, b"Stopped.\n"), moment


SWALLOWED = """
import os, signal, time
from ecosystem import cli
from ecosystem.__main__ import run

def main():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)
    except BaseException:
        raise TypeError("as libraries do that catch everything")

cli.main = main
run()
"""


def test_a_stop_that_a_library_takes_for_its_own_mistake_is_one_line_too() -> None:
    done = subprocess.run([sys.executable, "-c", SWALLOWED], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"Stopped.\n")


STARVED = """
from ecosystem import cli
from ecosystem.__main__ import run

def main():
    raise MemoryError

cli.main = main
run()
"""


def test_too_little_memory_is_one_line() -> None:
    done = subprocess.run([sys.executable, "-c", STARVED], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (3, 1)
    assert done.stderr.startswith(b"There is not enough memory")


@pytest.mark.posix
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_changes_nothing(closed: str, small: Path) -> None:
    command = f'"{sys.executable}" -m ecosystem --data "{small}"'
    for arguments, status in (("check", 0), ("checked choir --today 2026-11-30", 1)):
        line = f"{command} {arguments} {closed}"
        done = subprocess.run(
            ["/bin/sh", "-c", line], cwd=ROOT, capture_output=True, stdin=subprocess.DEVNULL
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (status, False), done.stderr
    assert small.read_text(encoding="utf-8") == SMALL


@pytest.mark.posix
def test_files_and_folders_whose_names_are_not_utf_8_are_as_good_as_others(tmp_path: Path) -> None:
    """Every command that reads or writes a file, twice where it would write over what it wrote."""
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    named = {
        ending: folder / f"caf\udce9{ending}" for ending in (".yaml", ".xlsx", ".csv", ".pdf", ".ics", "")
    }
    data = named[".yaml"]
    data.write_text(SMALL, encoding="utf-8")
    named[".csv"].write_text("from,to\nA,B\n", encoding="utf-8")
    folders = iter(folder / f"{number}\udce9" for number in range(99))
    written = [
        ("build", "--output", next(folders)),
        ("poster", "--output", next(folders)),
        ("report", "--pdf", named[".pdf"]),
        ("actions", "--ics", named[".ics"]),
        ("stale", "--messages", next(folders)),
        ("desk", next(folders)),
        *(("export", name, "--output", next(folders)) for name in sorted(exchange.FORMATS)),
        ("export", "workbook", "--output", named[".xlsx"]),
    ]
    refused: dict[tuple[str | Path, ...], int] = {
        ("show", "caf\udce9"): 2,
        ("embed", "https://example.org/caf\udce9"): 2,
        ("diff", "git:HEAD"): 3,
    }
    commands = [
        *refused,
        ("check",),
        ("diff", data, data),
        *written,
        *written,
        ("import", named[".xlsx"], "--yes"),
        ("checked", "choir", "--today", "2026-11-30", "--yes"),
        ("import", named[".csv"], "--into", next(folders)),
        ("new", next(folders)),
        ("diff", data.with_name(f"{data.name}.bak")),
    ]
    for number, arguments in enumerate(commands):
        status, said = faults.begin(tmp_path / f"{number}.said", "--data", data, *arguments).ends()
        assert status == refused.get(arguments, 0), (arguments, said)
        assert not any("Traceback" in line for line in said), said
    assert "checked: 2026-11-30" in data.read_text(encoding="utf-8")
    assert named[".xlsx"] in made(folder)


# Disks and folders


@pytest.fixture(scope="module")
def mounts() -> None:
    command = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs none /mnt"]
    if not shutil.which("unshare") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")


@pytest.mark.usefixtures("mounts")
@pytest.mark.parametrize(
    ("size", "options", "reason"),
    [("150k", "rw", "No space left on device"), ("10m", "ro", "Read-only file system")],
)
def test_a_full_disk_and_one_that_cannot_be_written_leave_the_old_edition(
    size: str, options: str, reason: str, place: Path, tmp_path: Path, editions: tuple[Files, Files]
) -> None:
    """The old edition stands on a disk of its own, and is read there afterwards."""
    script = f"""
        set -e
        mount -t tmpfs -o size=10m none "$1/disk"
        cp -r "$2"/. "$1/disk"
        mount -o remount,size={size},{options} "$1/disk" 2>/dev/null || mount -o remount,size=$(
            du -k "$1/disk" | cut -f1)k,{options} "$1/disk"
        "$3" -m ecosystem --data "$4" build --no-paper --output "$1/disk" || echo "status $?" >&2
        cp -r "$1/disk" "$1/after"
    """
    (tmp_path / "disk").mkdir()
    arguments = map(str, (tmp_path, place / "old", sys.executable, place / "new.yaml"))
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    sentence, status = done.stderr.splitlines()
    assert sentence.endswith(f" cannot be written: {reason}.")
    assert status == "status 3"
    assert content(tmp_path / "after") == editions[0]


def test_a_workbook_for_which_there_is_no_room_is_one_sentence_and_leaves_no_half_of_itself(
    tmp_path: Path,
) -> None:
    program = [sys.executable, "-B", "-m", "ecosystem", "--data", str(BRISTOL)]
    command = [*program, "export", "workbook", "--internal", "--output"]
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 8 && exec "$@"', "sh", *command, str(tmp_path / "city.xlsx")],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (3, f"{tmp_path} cannot be written: File too large.\n")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_vanishes_while_a_build_goes_on_is_one_sentence(place: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"

    class Vanishing(dict[str, str]):
        def __getitem__(self, name: str) -> str:
            shutil.rmtree(output, ignore_errors=True)
            return super().__getitem__(name)

    with pytest.raises(FileAccessError, match=r"cannot be written: No such file or directory\.$"):
        files.write_all(output, Vanishing(a="a", b="b"))
    assert not output.exists()
