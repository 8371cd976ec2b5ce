"""Files are written whole or not at all, and never over somebody else's."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ecosystem import files, loss_guard
from ecosystem.errors import FileAccessError
from ecosystem.manifest import MANIFEST, PENDING, made

OLD = {"a.html": "old a", "b.json": "old b"}
NEW = {"a.html": "new ä ’", "b.json": "new b"}


def content(folder: Path) -> dict[str, str]:
    """What stands in a folder beside the manifest."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    texts.pop(MANIFEST, None)
    return texts


def test_files_are_written_by_name_into_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "output"
    assert files.write_all(folder, NEW) == [folder / "a.html", folder / "b.json"]
    assert content(folder) == NEW


def test_text_is_utf_8_with_the_line_ends_it_has(tmp_path: Path) -> None:
    (path,) = files.write_all(tmp_path, {"a.txt": "’ä\nb\n"})
    assert path.read_bytes() == "’ä\nb\n".encode()


def test_everybody_may_read_what_is_written(tmp_path: Path) -> None:
    (path,) = files.write_all(tmp_path, {"a.txt": "a"})
    assert path.stat().st_mode & 0o777 == 0o644


def test_our_own_files_are_written_over(tmp_path: Path) -> None:
    files.write_all(tmp_path, OLD)
    files.write_all(tmp_path, NEW)
    assert content(tmp_path) == NEW


def test_a_name_with_a_slash_is_a_file_of_a_folder_within(tmp_path: Path) -> None:
    names = {"a.html": "a", "within/a.html": "b", "within/b.html": "c"}
    for _ in range(2):
        files.write_all(tmp_path, names)
    assert {name: (tmp_path / name).read_text() for name in names} == names
    assert made(tmp_path) == [tmp_path / name for name in names]
    assert sorted(each.name for each in tmp_path.iterdir()) == [MANIFEST, "a.html", "within"]


@pytest.mark.parametrize("force", [False, True])
def test_a_file_where_a_folder_within_is_needed_is_left_alone(tmp_path: Path, force: bool) -> None:
    (tmp_path / "within").write_text("mine")
    with pytest.raises(FileAccessError):
        files.write_all(tmp_path, {"a.html": "a", "within/b.html": "b"}, force=force)
    assert content(tmp_path) == {"within": "mine"}


def test_nothing_is_written_through_a_link_to_another_folder(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "output"
    elsewhere.mkdir()
    folder.mkdir()
    (folder / "within").symlink_to(elsewhere)
    with pytest.raises(FileAccessError, match="not replaced"):
        files.write_all(folder, {"within/b.html": "b"})
    assert list(elsewhere.iterdir()) == []


def test_a_folder_within_goes_again_when_a_write_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(files, "_check", fail)
    with pytest.raises(FileAccessError):
        files.write_all(tmp_path, {"within/b.html": "b"})
    assert list(tmp_path.iterdir()) == []


def test_other_files_of_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    files.write_all(tmp_path, NEW)
    assert content(tmp_path) == {**NEW, "notes.txt": "mine"}


@pytest.mark.parametrize("theirs", ["mine", "", f"made by {files.OURS}"])
def test_a_stranger_s_file_is_left_alone_and_then_nothing_is_written(tmp_path: Path, theirs: str) -> None:
    (tmp_path / "b.json").write_text(theirs, encoding="utf-8")
    with pytest.raises(FileAccessError) as caught:
        files.write_all(tmp_path, NEW)
    assert str(caught.value) == (
        f"{tmp_path / 'b.json'} was not made by this program, so it was not replaced. "
        "Choose another path, or replace it with --force."
    )
    assert content(tmp_path) == {"b.json": theirs}


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("a.html", f'<h1>Our partners</h1>\n<div class="{files.OURS}" lang="en">pasted</div>'),
        ("a.html", f"<p>Notes on {files.OURS}</p>"),
        ("a.md", f"# How we use {files.OURS}"),
    ],
)
def test_a_page_that_only_speaks_of_the_program_is_left_alone(name: str, theirs: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(theirs, encoding="utf-8")
    with pytest.raises(FileAccessError, match="not replaced"):
        files.write_all(tmp_path, {name: "ours"})
    assert content(tmp_path) == {name: theirs}


def test_a_file_of_ours_that_was_edited_is_left_alone_unless_the_answer_is_yes(tmp_path: Path) -> None:
    files.write_all(tmp_path, OLD)
    (tmp_path / "a.html").write_text("edited", encoding="utf-8")
    asked: list[str] = []

    def no(question: str) -> bool:
        asked.append(question)
        return False

    for ask in (None, no):
        with pytest.raises(FileAccessError) as caught:
            files.write_all(tmp_path, NEW, ask=ask)
        assert content(tmp_path) == {**OLD, "a.html": "edited"}
    edited = f"{tmp_path / 'a.html'} was edited since this program made it"
    assert str(caught.value) == (
        f"{edited}, so it was not replaced. Choose another path, or replace it with --force."
    )
    assert asked == [f"{edited}. Replace it?"]
    files.write_all(tmp_path, NEW, ask=lambda _: True)
    assert content(tmp_path) == NEW


def test_an_edit_that_says_what_would_be_written_is_no_reason_to_ask(tmp_path: Path) -> None:
    files.write_all(tmp_path, OLD)
    (tmp_path / "a.html").write_text(NEW["a.html"], encoding="utf-8")
    files.write_all(tmp_path, NEW)
    assert content(tmp_path) == NEW


@pytest.mark.parametrize(
    "manifest", ["", "[]", "{}", '{"files": []}', '{"files": {"b.json": 1}}', "[" * 9999]
)
def test_a_manifest_that_cannot_be_read_names_nothing(manifest: str, tmp_path: Path) -> None:
    files.write_all(tmp_path, OLD)
    (tmp_path / MANIFEST).write_text(manifest, encoding="utf-8")
    with pytest.raises(FileAccessError, match="not replaced"):
        files.write_all(tmp_path, NEW)
    assert content(tmp_path) == OLD
    files.write_all(tmp_path, NEW, force=True)
    files.write_all(tmp_path, OLD)
    assert content(tmp_path) == OLD


def test_the_manifest_names_what_each_run_wrote_and_is_moved_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[str] = []
    replace = Path.replace

    def replaced(self: Path, target: Path) -> Path:
        moved.append(target.name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replaced)
    files.write_all(tmp_path, OLD)
    assert moved[1:] == ["a.html", "b.json", MANIFEST]
    files.write_all(tmp_path, {"c.txt": "c"})
    (tmp_path / "a.html").unlink()
    assert made(tmp_path) == [tmp_path / "b.json", tmp_path / "c.txt"]


def test_a_run_after_one_that_was_killed_takes_nothing_for_a_stranger_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process ends after the first file has moved: nothing is put back and nothing removed."""
    replace = Path.replace

    def replaced(self: Path, target: Path) -> Path:
        if target.name == "b.json":
            os._exit(9)
        return replace(self, target)

    files.write_all(tmp_path, OLD)
    for number in range(3):
        child = os.fork()
        if not child:
            monkeypatch.setattr(Path, "replace", replaced)
            files.write_all(tmp_path, {"a.html": f"killed {number}", "b.json": "never"})
        assert os.waitpid(child, 0)[1]
        assert content(tmp_path)["a.html"] == f"killed {number}"
    files.write_all(tmp_path, NEW)
    assert content(tmp_path) == NEW


def test_a_link_is_left_alone_even_if_it_leads_to_a_file_of_ours(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.html"
    target.write_text(OLD["a.html"], encoding="utf-8")
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "a.html").symlink_to(target)
    with pytest.raises(FileAccessError, match="not replaced"):
        files.write_all(folder, NEW)
    assert list(folder.iterdir()) == [folder / "a.html"]
    assert target.read_text(encoding="utf-8") == OLD["a.html"]


def test_a_link_that_leads_nowhere_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileAccessError, match="not replaced"):
        files.write_all(tmp_path, NEW)
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_in_the_place_of_a_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.html").mkdir()
    with pytest.raises(FileAccessError, match="not replaced"):
        files.write_all(tmp_path, NEW)
    assert list(tmp_path.iterdir()) == [tmp_path / "a.html"]


def test_force_writes_over_a_stranger_s_file(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("mine", encoding="utf-8")
    files.write_all(tmp_path, NEW, force=True)
    assert content(tmp_path) == NEW


def test_force_replaces_a_link_and_not_what_it_leads_to(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.txt"
    target.write_text("mine", encoding="utf-8")
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "a.html").symlink_to(target)
    files.write_all(folder, NEW, force=True)
    assert not (folder / "a.html").is_symlink()
    assert content(folder) == NEW
    assert target.read_text(encoding="utf-8") == "mine"


def test_force_on_a_folder_in_the_place_of_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.html").mkdir()
    with pytest.raises(FileAccessError, match="cannot be written"):
        files.write_all(tmp_path, NEW, force=True)
    assert not list(tmp_path.glob(".*.part"))


# Failures in the middle


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(("owner", "name"), [(os, "fsync"), (Path, "replace"), (Path, "chmod")])
def test_a_failure_in_the_middle_leaves_the_old_files_and_no_scraps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    files.write_all(tmp_path, OLD)
    monkeypatch.setattr(owner, name, full)
    with pytest.raises(FileAccessError) as caught:
        files.write_all(tmp_path, NEW)
    assert str(caught.value) == f"{tmp_path} cannot be written: No space left on device."
    assert content(tmp_path) == OLD


def test_an_interruption_leaves_the_old_file_and_no_scraps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.write_all(tmp_path, OLD)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write_all(tmp_path, NEW)
    assert content(tmp_path) == OLD


def failing_at(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def replaced(self: Path, target: Path) -> Path:
        if target.name == name:
            raise PermissionError(13, "Permission denied", str(self), None, str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replaced)


def test_when_one_file_cannot_be_moved_those_before_it_are_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.write_all(tmp_path, OLD)
    failing_at("b.json", monkeypatch)
    with pytest.raises(FileAccessError) as caught:
        files.write_all(tmp_path, {**NEW, "a.csv": "nothing stood here"})
    assert str(caught.value) == f"{tmp_path / 'b.json'} cannot be written: Permission denied."
    assert content(tmp_path) == OLD


def test_where_a_file_cannot_have_two_names_each_is_old_or_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.write_all(tmp_path, OLD)
    failing_at("b.json", monkeypatch)
    monkeypatch.setattr(os, "link", full)
    with pytest.raises(FileAccessError):
        files.write_all(tmp_path, NEW)
    left = content(tmp_path)
    assert left.pop(PENDING)  # a.html is known by it alone
    assert left == {"a.html": NEW["a.html"], "b.json": OLD["b.json"]}
    monkeypatch.undo()
    files.write_all(tmp_path, OLD)
    assert content(tmp_path) == OLD


def test_a_file_in_the_place_of_the_folder_is_one_sentence(tmp_path: Path) -> None:
    place = tmp_path / "output"
    place.write_text("mine", encoding="utf-8")
    for folder in (place, place / "deep"):
        with pytest.raises(FileAccessError, match=r"^.*output.* cannot be written: .*\.$"):
            files.write_all(folder, NEW)
    assert place.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_may_not_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / ".a.html.part"))

    monkeypatch.setattr("ecosystem.files.open", denied, raising=False)
    with pytest.raises(FileAccessError, match=r"cannot be written: Permission denied\.$"):
        files.write_all(tmp_path, NEW)
    assert content(tmp_path) == {}


def test_a_folder_that_vanishes_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "output"
    monkeypatch.setattr(Path, "mkdir", lambda *_, **__: None)
    with pytest.raises(FileAccessError, match=r"cannot be written: No such file or directory\.$"):
        files.write_all(folder, NEW)
    assert not folder.exists()


# Reading, and writing a file of an editor's


def test_a_file_is_replaced_only_as_long_as_it_is_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "city.yaml"
    path.write_text("one", encoding="utf-8")
    files.replace(path, "two", was="one")
    assert files.read(path) == "two"
    with pytest.raises(
        FileAccessError, match=r"city\.yaml has changed since we read it, so it was not replaced\."
    ):
        files.replace(path, "three", was="one")
    assert content(tmp_path) == {"city.yaml": "two"}


@pytest.mark.parametrize(
    "owner", [os, Path], ids=["while the new file is written", "right before it is moved"]
)
@pytest.mark.parametrize("way", ["in place", "by a new file", "deleted"])
def test_what_an_editor_saves_during_an_edit_is_kept(
    owner: object, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, theirs = tmp_path / "city.yaml", tmp_path / "theirs"
    path.write_text("one", encoding="utf-8")
    name = "fsync" if owner is os else "replace"
    real = getattr(owner, name)
    if owner is Path and way != "in place":
        name, owner = "link", os  # after the place has been kept, before the last look
        real = os.link

    def saving(*arguments: Any) -> Any:
        done = real(*arguments) if name == "link" else None
        if way == "deleted":
            path.unlink()
        elif way == "in place":
            path.write_text("theirs, longer", encoding="utf-8")
        else:
            theirs.write_text("theirs, longer", encoding="utf-8")
            theirs.rename(path)
        monkeypatch.setattr(owner, name, real)
        return done if name == "link" else real(*arguments)

    monkeypatch.setattr(owner, name, saving)
    with pytest.raises(
        FileAccessError, match=r"city\.yaml has changed since we read it, so it was not replaced\."
    ):
        files.replace(path, "two", was="one")
    assert content(tmp_path) == ({} if way == "deleted" else {"city.yaml": "theirs, longer"})


@pytest.mark.posix
def test_a_file_keeps_its_owner_group_and_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "city.yaml"
    path.write_text("one", encoding="utf-8")
    path.chmod(0o664)
    if os.geteuid() == 0:
        os.chown(path, 1234, 2345)
    before = path.stat()
    files.replace(path, "two", was="one")
    files.replace(tmp_path / "city.yaml.bak", "one", like=path)
    for written in tmp_path.iterdir():
        after = written.stat()
        assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)
        assert after.st_mtime_ns >= before.st_mtime_ns


@pytest.mark.posix
def test_a_group_that_cannot_be_kept_gives_no_other_group_its_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "city.yaml"
    path.write_text("one", encoding="utf-8")
    path.chmod(0o664)
    stat = Path.stat

    def of_another_group(self: Path, **options: Any) -> os.stat_result:
        found = list(stat(self, **options))
        if self == path:
            found[5] += 1
        return os.stat_result(found)

    monkeypatch.setattr(os, "chown", refusing(PermissionError(1, "Operation not permitted")))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", of_another_group)
        files.replace(path, "two")
    assert path.stat().st_mode & 0o777 == 0o644


def test_what_is_no_text_is_not_read(tmp_path: Path) -> None:
    assert files.read(tmp_path / "none.yaml") is None
    other = tmp_path / "other.yaml"
    other.write_bytes(b"\xff")
    for path, why in ((other, "can't decode byte 0xff"), (tmp_path, "Is a directory")):
        with pytest.raises(FileAccessError, match=why):
            files.read(path)


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    files.write_new(path, "one")
    with pytest.raises(FileAccessError, match=r"new\.yaml already exists, so it was not replaced"):
        files.write_new(path, "two")
    assert content(tmp_path) == {"new.yaml": "one"}


# Two runs at once


def test_where_a_drive_has_no_locks_files_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", refusing(OSError(95, "Operation not supported")))
    files.write_all(tmp_path, NEW)
    assert content(tmp_path) == NEW


def test_what_a_killed_run_has_left_is_removed_where_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, folder = (tmp_path / f".{files.OURS}.{name}.part" for name in ("file", "folder"))
    part.write_text("half", encoding="utf-8")
    folder.mkdir()
    (folder / "half").touch()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refusing(PermissionError(1, "Operation not permitted")))
        patched.setattr("shutil.rmtree", refusing(PermissionError(1, "Operation not permitted")))
        files.write_all(tmp_path, OLD)
        assert (part.exists(), folder.exists()) == (True, True)
    files.write_all(tmp_path, NEW)
    assert content(tmp_path) == NEW


def test_a_run_waits_for_the_one_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            os.close(other)

    monkeypatch.setattr(files, "sleep", wait)
    files.write_all(tmp_path, NEW)
    assert len(waited) == 3
    assert content(tmp_path) == NEW


def test_an_interruption_while_waiting_gives_the_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[int] = []
    close = os.close

    def note(handle: int) -> None:
        closed.append(handle)
        close(handle)

    monkeypatch.setattr(os, "close", note)
    monkeypatch.setattr(fcntl, "flock", refusing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        files.write_all(tmp_path, NEW)
    assert len(closed) == 1
    assert content(tmp_path) == {}


def refusing(error: BaseException) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise error

    return refuse


def test_a_fifth_is_a_fifth_of_any_number() -> None:
    for count in range(1, 201):
        old = {str(number): f"Organisation {number}" for number in range(5 * count)}
        kept = {key: name for key, name in old.items() if int(key) >= count}
        assert loss_guard.losses((old, kept), ({}, {})) == []
        del kept[str(count)]
        (lost,) = loss_guard.losses((old, kept), ({}, {}))
        assert lost.startswith(f"{count + 1} of {5 * count:,} organisations would be lost: Organisation 0; ")
        assert lost.count("; ") == min(count, 10)


def test_organisations_and_links_that_would_be_lost_have_a_sentence_each() -> None:
    both = {"a": "A", "b": "B"}
    assert loss_guard.losses((both, {"b": "B"}), (both, {})) == [
        "1 of 2 organisations would be lost: A.",
        "2 of 2 links would be lost: A; B.",
    ]
    assert loss_guard.losses((both, both), ({}, {})) == []
