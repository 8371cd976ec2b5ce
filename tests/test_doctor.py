"""What may be one thing under two names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ecosystem import dataset, doctor
from tests.cities import SMALL
from tests.commands import run

ROOT = Path(__file__).parent.parent


def duplicates(text: str, kind: str) -> list[tuple[str, ...]]:
    return [each.about for each in doctor.examine(dataset.parse(text)) if each.kind == kind]


def renamed(name: str) -> str:
    return SMALL.replace("name: The Choir", f"name: {name}")


def test_a_city_whose_names_differ_has_no_duplicates() -> None:
    assert duplicates(SMALL, "name") == []
    assert duplicates(SMALL, "alias") == []


@pytest.mark.parametrize("name", ["Charity", "The Chаrity", "The Charitys", "THE CHARITY", "Тhe Chariту"])
def test_names_that_look_alike_are_shown(name: str) -> None:
    assert ("charity", "choir") in duplicates(renamed(name), "name")


def test_an_acronym_is_compared_with_the_name_it_is_made_of() -> None:
    text = renamed("RTC").replace("aliases: [Round Table]", "aliases: [Round Table of the City]")
    assert ("choir", "forum") in duplicates(text, "name")


def test_a_name_that_leads_to_two_things_is_shown() -> None:
    text = SMALL.replace("name: The Choir\n", "name: The Choir\n    aliases: [round table]\n")
    assert duplicates(text, "alias") == [("choir", "forum")]


@pytest.mark.parametrize("end", ["/", "", "/#page-2", "#page-2", "/?#"])
def test_sources_with_one_address_and_what_nothing_refers_to_are_shown(end: str) -> None:
    more = f'  copy: {{title: A copy, publisher: Us, url: "http://www.example.org/minutes{end}"}}\n'
    text = SMALL.replace("sources:\n", f"sources:\n{more}")
    assert duplicates(text, "source") == [("copy", "minutes")]
    assert ("copy",) in duplicates(text, "unused")


def test_of_two_acronyms_the_same_is_named_in_every_run() -> None:
    text = renamed("ABCD\n    aliases: [ABC]").replace(
        "name: Staff Network\n", "name: Alpha Beta Core\n    aliases: [Alpha Beta Core Delta]\n"
    )
    dataset.parse(text)
    ask = (
        "import sys; from ecosystem import dataset, doctor;"
        "print([each.sentence for each in doctor.examine(dataset.parse(sys.stdin.read()))])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", ask],
            input=text,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
            encoding="utf-8",
            cwd=ROOT,
        ).stdout
        for seed in "1234"
    }
    assert len(told) == 1
    assert "One is called ABC, the initials of the other." in told.pop()


def test_the_commands_say_what_they_find_and_write_after_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "groups.yaml"
    text = renamed("Charity")
    path.write_text(text, encoding="utf-8")
    found = run("--data", path, "doctor")
    assert (found.exit_code, "may be the same as" in found.stdout) == (1, True)
    dry = run("--data", path, "merge", "choir", "charity", "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert path.read_text(encoding="utf-8") == text
    done = run("--data", path, "merge", "choir", "charity")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "groups.yaml.bak").read_text(encoding="utf-8") == text
    assert "choir" not in dataset.load(path).partners
