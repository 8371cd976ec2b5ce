"""What a city's editors write in `data/` cannot break a test, for no test opens it."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecosystem.cli import main
from tests.fixture import ROOT

CONTENT = ROOT / "data" / "groups.yaml"


@pytest.mark.parametrize("folder", [ROOT, ROOT / "tests"], ids=["relative", "absolute"])
def test_a_test_that_opens_the_data_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    path = Path("data/groups.yaml") if folder == ROOT else CONTENT
    with pytest.raises(AssertionError, match=r"is content\. Tests read the fixture"):
        path.read_text(encoding="utf-8")
    with pytest.raises(AssertionError, match="is content"):
        list(path.parent.iterdir())
    with pytest.raises(AssertionError, match="is content"):
        CliRunner().invoke(main, ["--data", str(path), "check"], catch_exceptions=False)


def test_a_process_that_a_test_starts_cannot_open_the_data_either() -> None:
    command = [sys.executable, "-m", "ecosystem", "check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "OpenedDataError" in done.stderr
