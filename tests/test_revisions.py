"""Older versions of a file, from git."""

import subprocess
from pathlib import Path

import pytest

from ecosystem import revisions
from ecosystem.errors import FileAccessError


def test_a_file_of_an_older_revision_is_read_or_one_is_told_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "city.yaml"
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for text in (b"one", b"\xff"):
        path.write_bytes(text)
        for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "A change"]):
            subprocess.run([*git, *command], cwd=tmp_path, check=True)
    assert revisions.text(path, "HEAD~1") == "one"
    with pytest.raises(
        FileAccessError, match=r"git:HEAD cannot be read: city\.yaml is not UTF-8 text in that revision"
    ):
        revisions.text(path, "HEAD")
    with pytest.raises(FileAccessError, match="git:nowhere cannot be read: invalid object name 'nowhere'"):
        revisions.text(path, "nowhere")
    with pytest.raises(FileAccessError, match="it names no revision"):  # git would take what is staged
        revisions.text(path, "")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FileAccessError, match="git:HEAD cannot be read: git is not installed, or"):
        revisions.text(path, "HEAD")
