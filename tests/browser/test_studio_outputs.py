"""What the studio hands over is, byte for byte, what the command line writes for the same data and day."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from ecosystem import manifest
from ecosystem.cli import main
from ecosystem.studio import handover
from tests.browser import studios
from tests.browser.studios import Studio
from tests.fixture import BRISTOL, contents

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def studio(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """The studio with Bristol's map open, as the program wakes on a second visit."""
    with (
        studios.site(tmp_path_factory.mktemp("studio")) as address,
        studios.opened(browser, address) as opened,
    ):
        opened.wait_until_kept()
        opened.open(address)
        assert opened.is_woken
        opened.call("open", BRISTOL.name, BRISTOL.read_bytes())
        yield opened


def by_command(what: str, folder: Path) -> dict[str, bytes]:
    """What a command writes, or prints, by file name."""
    output = folder / handover.file_name(what, BRISTOL)
    done = CliRunner().invoke(main, handover.command(what, BRISTOL, output))
    assert done.exit_code in (0, 1), done.output
    if what in handover.PRINTED:
        return {output.name: done.stdout_bytes}
    return {name: content for name, content in contents(folder).items() if "/" in name or name == output.name}


@pytest.mark.parametrize("what", [*handover.OUTPUTS, *handover.PRINTED])
def test_an_output_has_the_bytes_that_the_command_writes(what: str, studio: Studio, tmp_path: Path) -> None:
    expected = by_command(what, tmp_path)
    made = studio.call("make", what)
    assert made["data"] is not None, made["said"]
    if made["name"].endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(made["data"])) as packed:
            given = {name: packed.read(name) for name in packed.namelist()}
    else:
        given = {made["name"]: made["data"]}
    if what == "desk":
        _leave_out("this-month", "progress.docx", expected)
    assert set(given) == set(expected)
    assert [name for name in given if given[name] != expected[name]] == []


def _leave_out(folder: str, name: str, expected: dict[str, bytes]) -> None:
    """Take a file out of a folder and its manifest: no browser can make Word documents."""
    del expected[f"{folder}/{name}"]
    place = f"{folder}/{manifest.MANIFEST}"
    hashes = json.loads(expected[place])["files"]
    del hashes[name]
    expected[place] = manifest.text(hashes)


def test_the_file_is_handed_over_as_it_is(studio: Studio) -> None:
    assert studio.call("make", "file") == {"name": BRISTOL.name, "data": BRISTOL.read_bytes(), "said": ""}


def test_the_desk_says_who_makes_word_documents(studio: Studio) -> None:
    assert "A browser cannot make Word documents. The command line can" in studio.call("make", "desk")["said"]


def test_the_studio_lives_on_the_day_of_the_reader(studio: Studio) -> None:
    state = studio.call("ask", "report --period 4-months")
    assert str(date.today().year) in state["output"]
