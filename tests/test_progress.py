"""Long work is shown on a terminal, as far as it is known, and nowhere else."""

import io
import sys
from pathlib import Path

import pytest

from ecosystem import dataset
from ecosystem.cli import output
from ecosystem.exchange import workbook, workbook_import
from tests.cities import SMALL


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_long_work_shows_how_far_it_is_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(output, "PATIENCE", -1)
    with output.working("Reading map.xlsx") as progress:
        progress(0)
        progress(0.25)
    shown = terminal.getvalue()
    assert shown.count("Reading map.xlsx") >= 2
    assert shown.index(" 25%") < shown.index("100%")


def test_long_work_of_unknown_length_says_that_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(output, "PATIENCE", 0)
    with output.working("Writing graphml"):
        while "Writing graphml …\n" not in terminal.getvalue():
            pass


def test_short_work_and_work_in_a_pipe_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, patience in ((Terminal(), 60), (io.StringIO(), -1)):
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(output, "PATIENCE", patience)
        with output.working("Reading map.xlsx") as progress:
            progress(0.5)
        assert stream.getvalue() == ""


def test_the_workbook_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecosystem.progress.OFTEN", 1)
    city = dataset.parse(SMALL)
    written: list[float] = []
    read: list[float] = []
    (tmp_path / "map.xlsx").write_bytes(workbook.dumps(city, progress=written.append))
    workbook_import.read(tmp_path / "map.xlsx", city, read.append)
    for told in (written, read):
        assert len(told) > 20
        assert told == sorted(told)
        assert 0 < told[0] < told[-1] <= 1
