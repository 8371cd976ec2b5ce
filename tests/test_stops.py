"""Ctrl-C at every line of what writes files, as it comes to those who use the program as a library.

`make test` tries some of the lines.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import Any

import pytest

from ecosystem import files, stops
from ecosystem.manifest import MANIFEST
from tests.everywhere import IS_LONG

Files = dict[str, bytes]
WRITERS = {files.__file__, stops.__file__}
OLD = {"a.html": "old page", "b.json": "old data", "within/c.html": "old profile"}
NEW = {"a.html": "new page", "b.json": "new data", "within/c.html": "new profile", "new/d.html": "new too"}


@pytest.fixture(autouse=True)
def unharmed() -> Iterator[None]:
    """What handles Ctrl-C is the same before and after."""
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGALRM)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert not stops.are_held()
    signal.signal(signal.SIGINT, before[0])
    assert signal.getsignal(signal.SIGALRM) == before[1]


def content(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def stopped_at(number: int, work: Callable[[], object]) -> bool:
    """Do something, with Ctrl-C before the n-th line of what writes files; return whether it has so many."""
    left = number

    def trace(frame: FrameType, event: str, _value: object) -> Any:
        nonlocal left
        if frame.f_code.co_filename not in WRITERS:
            return None
        left -= event == "line"
        if not left and event == "line":
            signal.raise_signal(signal.SIGINT)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    except KeyboardInterrupt:
        assert left <= 0
        return True
    finally:
        sys.settrace(before)
    assert left > 0, "nobody heard of it"
    return False


def ends(
    folder: Path, begin: Callable[[Path], object], work: Callable[[Path], object]
) -> list[tuple[int, Files]]:
    """What a folder holds after Ctrl-C at each line, with the number of the line; at the last is none."""
    found = []
    for number in count(1, 1 if IS_LONG else 5):
        place = folder / str(number)
        place.mkdir()
        begin(place)
        goes_on = stopped_at(number, lambda place=place: work(place))  # type: ignore[misc]
        found.append((number, content(place)))
        assert not [path for path in place.rglob("*") if files.is_part(path.name)], number
        if not goes_on:
            return found
    raise AssertionError


def as_bytes(texts: dict[str, str]) -> Files:
    return {name: text.encode() for name, text in texts.items()}


def test_a_folder_that_is_written_is_old_or_new(tmp_path: Path) -> None:
    found = ends(
        tmp_path, lambda place: files.write_all(place, OLD), lambda place: files.write_all(place, NEW)
    )
    assert all(now in (as_bytes(OLD), as_bytes(NEW)) for _, now in found)
    assert found[0][1] == as_bytes(OLD)
    assert found[-1][1] == as_bytes(NEW)
    assert found[-1][0] > 200


def test_files_are_all_removed_or_none_is(tmp_path: Path) -> None:
    found = ends(
        tmp_path, lambda place: files.write_all(place, OLD), lambda place: files.remove_ours(place, OLD)
    )
    assert all(now in (as_bytes(OLD), {}) for _, now in found)
    assert found[-1][1] == {}


def test_a_file_of_an_editor_is_old_or_new(tmp_path: Path) -> None:
    found = ends(
        tmp_path,
        lambda place: (place / "groups.yaml").write_text("old", encoding="utf-8"),
        lambda place: files.replace(place / "groups.yaml", "new", was="old"),
    )
    assert all(now in ({"groups.yaml": b"old"}, {"groups.yaml": b"new"}) for _, now in found)


# What is held


def ctrl_c() -> None:
    signal.raise_signal(signal.SIGINT)


def test_what_is_held_comes_at_the_end_of_the_outermost() -> None:
    reached: list[str] = []

    @stops.held()
    def work() -> None:
        with stops.held():
            ctrl_c()
            reached.append("within")
        reached.append("without")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert reached == ["within", "without"]


def test_it_comes_where_somebody_listens_and_then_waits_again() -> None:
    reached: list[str] = []

    @stops.held()
    def work() -> None:
        ctrl_c()
        try:
            stops.listen()
            reached.append("never")
        finally:
            ctrl_c()
            reached.append("tidied up")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert reached == ["tidied up"]


def test_a_handler_that_lets_the_program_go_on_is_called_and_may_set_another() -> None:
    heard: list[int] = []

    def first(number: int, _frame: FrameType | None) -> None:
        heard.append(number)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    signal.signal(signal.SIGINT, first)
    with stops.held():
        ctrl_c()
        stops.listen()
    assert heard == [signal.SIGINT]


def test_an_alarm_waits_too() -> None:
    reached: list[str] = []
    before = signal.signal(signal.SIGALRM, lambda *_: reached.append("alarm"))
    try:
        with stops.held():
            signal.raise_signal(signal.SIGALRM)
            reached.append("written")
        assert reached == ["written", "alarm"]
    finally:
        signal.signal(signal.SIGALRM, before)


def test_a_thread_writes_without_a_word_to_signals(tmp_path: Path) -> None:
    done: list[Path] = []

    def write() -> None:
        done.extend(files.write_all(tmp_path, NEW))
        stops.listen()

    @stops.held()
    def work() -> None:
        ctrl_c()
        thread = Thread(target=write)
        thread.start()
        thread.join()

    with pytest.raises(KeyboardInterrupt):
        work()
    assert len(done) == len(NEW)


@pytest.mark.parametrize("name", ["SIGALRM", "SIGINT"])
def test_where_there_is_no_such_signal_files_are_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(signal, name)
    assert files.write_all(tmp_path, NEW)


def test_a_run_that_waits_for_another_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "sleep", lambda _seconds: ctrl_c())
    with files.alone(tmp_path), pytest.raises(KeyboardInterrupt):
        files.write_all(tmp_path, NEW)
    assert files.write_all(tmp_path, NEW)


def test_a_question_can_be_answered_with_ctrl_c(tmp_path: Path) -> None:
    files.write_all(tmp_path, OLD)
    (tmp_path / "a.html").write_text("edited", encoding="utf-8")

    def ask(_question: str) -> bool:
        ctrl_c()
        raise AssertionError("it waits")

    with pytest.raises(KeyboardInterrupt):
        files.write_all(tmp_path, NEW, ask=ask)
    assert content(tmp_path) == as_bytes(OLD) | {"a.html": b"edited"}
