"""What a city's editors write in `data/` cannot break a test, for no test opens it."""

import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecosystem import dataset, edits
from ecosystem.city import City
from ecosystem.cli import main
from ecosystem.model import ENTITY_SECTIONS, Ecosystem, Section, State
from ecosystem.tracking import updates
from tests.fixture import BRISTOL, ROOT

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


def test_the_program_knows_no_city() -> None:
    for path in (ROOT / "ecosystem").rglob("*"):
        if path.suffix != ".pyc" and path.is_file():
            assert b"bristol" not in path.read_bytes().lower(), path


# Forty edits such as an editor makes

TODAY = date(2026, 11, 30)


def progress(chance: random.Random, city: Ecosystem, document: edits.Document) -> None:
    identifier = chance.choice([*city.actions, *city.priorities])
    day = (TODAY - timedelta(days=chance.randrange(400))).isoformat()
    evidence = chance.choice([(), (f"https://example.org/{identifier}-{day}",)])
    changes = updates.report(
        City(city),
        identifier,
        state=chance.choice(list(State)),
        date=day,
        evidence=evidence,
        title="A report" if evidence else None,
        publisher="The council" if evidence else None,
    )
    edits.apply(document, changes)


def looked(chance: random.Random, city: Ecosystem, document: edits.Document) -> None:
    asked = chance.choice([key for section in ENTITY_SECTIONS for key in city.section(section)])
    edits.apply(document, updates.looked(City(city), asked, TODAY.isoformat()))


def organisation(chance: random.Random, city: Ecosystem, document: edits.Document) -> None:
    kind = chance.choice([key for key, kind in city.kinds.items() if kind.section is Section.NETWORKS])
    number = f"{len(city.networks)}-{chance.randrange(10**6)}"
    entry = {"name": f"Network number {number}", "kind": kind, "source": chance.choice(list(city.sources))}
    edits.set_field(document, ("networks", f"new-{number}"), entry)


def link(chance: random.Random, city: Ecosystem, document: edits.Document) -> None:
    link_type = chance.choice([each for each in city.link_types.values() if Section.NETWORKS in each.tails])
    heads = [key for section in link_type.heads for key in city.section(section)]
    tail, head = chance.choice(list(city.networks)), chance.choice(heads)
    if tail != head:
        entry = {"from": tail, "type": link_type.id, "to": head, "role": f"number {chance.randrange(10**6)}"}
        edits.append(document, ("links",), entry | {"source": chance.choice(list(city.sources))})


def source(chance: random.Random, city: Ecosystem, document: edits.Document) -> None:
    entry = {"title": "Minutes: a meeting", "publisher": "The city’s archive", "date": "2026-10"}
    edits.set_field(document, ("sources", f"minutes-{chance.randrange(10**6)}"), entry)


def moved_priority(chance: random.Random, city: Ecosystem, document: edits.Document) -> None:
    priority = chance.choice(list(city.priorities.values()))
    highest = max(each.number for each in city.priorities.values() if each.plan == priority.plan)
    edits.set_field(document, ("priorities", priority.id, "number"), highest + 1)


EDITS: list[Callable[[random.Random, Ecosystem, edits.Document], None]] = [
    progress,
    looked,
    organisation,
    link,
    source,
    moved_priority,
]


def test_after_forty_edits_the_data_is_checked_and_built_as_before(tmp_path: Path) -> None:
    """What `make data` runs; the tests themselves see nothing of the edits."""
    chance = random.Random(16)
    path = tmp_path / "groups.yaml"
    path.write_bytes(BRISTOL.read_bytes())
    for _ in range(40):
        document = edits.load(path)
        chance.choice(EDITS)(chance, dataset.load(path), document)
        edits.save(path, edits.text(document), was=document.original, backup=False, today=TODAY)
    assert path.read_bytes() != BRISTOL.read_bytes()
    for command in (
        ["check", "--json", "--today", TODAY.isoformat()],
        ["build", "--no-paper", "--output", str(tmp_path / "out")],
    ):
        result = CliRunner().invoke(main, ["--data", str(path), *command], catch_exceptions=False)
        assert (result.exit_code, result.stderr) == (0, "")
