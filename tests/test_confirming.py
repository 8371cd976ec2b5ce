"""The way through `docs/confirming.md`: 20 replies, from the folder to what a partner sees."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from ecosystem import review
from tests import inbox
from tests.commands import run
from tests.fixture import BRISTOL, ROOT
from tests.test_documents import CONSOLE, ELLIPSIS

DOCUMENT = (ROOT / "docs/confirming.md").read_text(encoding="utf-8")


def walk() -> list[tuple[str, str]]:
    """Every command of the document with the output written under it, in their order."""
    parts = [
        part for block in CONSOLE.findall(DOCUMENT) for part in re.split(r"^\$ ", block, flags=re.M) if part
    ]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def test_the_way_through_the_document_is_real_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(BRISTOL, tmp_path / "data" / "groups.yaml")
    shutil.copytree(inbox.FOLDER, tmp_path / "replies")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ECOSYSTEM_DATA", raising=False)
    assert len(walk()) == 9
    for command, output in walk():
        _program, *arguments = shlex.split(command)
        said = run(*arguments)
        assert said.exit_code == 0, said.output
        pieces = [re.escape(piece) for piece in output.split(f"{ELLIPSIS}\n")]
        assert re.fullmatch("(?s:.*)".join(pieces), said.stdout), f"{command}\n{said.stdout}"
    answers = review.remembered(tmp_path / "data" / "groups.yaml")
    changes = json.loads((tmp_path / "data" / "changes.json").read_text(encoding="utf-8"))["changes"]
    assert set(answers) == {each["id"] for each in changes}
    told = (tmp_path / "data" / "groups.yaml").read_text(encoding="utf-8")
    assert "Somebody" not in told
    assert "office@example.org" not in told
