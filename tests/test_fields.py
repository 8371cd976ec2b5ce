"""Every field of the model is in every output that claims to hold all, or in the list of what it loses."""

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from ecosystem import exchange
from ecosystem.city import City
from ecosystem.model.descriptions import every_field
from tests import outputs
from tests.everything import Everything, city_of
from tests.fixture import ROOT

EVERYTHING = Everything()


@cache
def whole() -> City:
    return city_of(EVERYTHING.document)


@cache
def alone(name: str) -> City:
    return city_of(EVERYTHING.alone(name))


@cache
def changed(name: str, by_itself: bool) -> City:
    document = EVERYTHING.changed(name)
    return city_of(EVERYTHING.alone(name, document) if by_itself else document)


def holds(output: str, name: str, told: str) -> bool:
    """Whether an output holds a field, if need be once nothing beside it is told in its place."""
    if mark := EVERYTHING.marks.get(name):
        found = re.compile(rf"(?<![a-z0-9.]){re.escape(mark)}(?![a-z0-9])", re.IGNORECASE)
        return bool(found.search(told) or found.search(outputs.text_of(output, alone(name))))
    if outputs.text_of(output, changed(name, False)) != told:
        return True
    return outputs.text_of(output, changed(name, True)) != outputs.text_of(output, alone(name))


@pytest.mark.parametrize("output", outputs.names())
def test_an_output_holds_every_field_but_those_it_says_it_loses(output: str) -> None:
    told = outputs.text_of(output, whole())
    missing = {name for name in EVERYTHING.places if not holds(output, name, told)}
    lost = {name for names in outputs.lost(output).values() for name in names}
    declared = {name for name in EVERYTHING.places if name in lost or name.split(".")[0] in lost}
    assert (missing - declared, declared - missing) == (set(), set())


@pytest.mark.parametrize("output", outputs.names())
def test_what_an_output_says_it_loses_are_fields_of_the_model(output: str) -> None:
    known = every_field()
    models = {name.split(".")[0] for name in known}
    for names in outputs.lost(output).values():
        assert [name for name in names if name not in known and name not in models] == []


# Links


@pytest.fixture(params=["small", "everything", "bristol"])
def city(request: pytest.FixtureRequest, small_city: City, bristol: City) -> City:
    return {"small": small_city, "everything": whole(), "bristol": bristol}[request.param]


@pytest.mark.parametrize("output", exchange.FORMATS)
def test_a_format_holds_every_link_when_another_program_reads_it_back(output: str, city: City) -> None:
    links = sorted((link.tail, link.head) for link in city.ecosystem.links)
    assert outputs.links_in(output, city) == links


# Adding a field

PHONE = """
    phone: Annotated[Name | None, described("Its telephone number.", contact=True)] = None
"""
LOOK = """
import json, sys
from tests import outputs
from tests.everything import Everything, city_of
everything = Everything()
number = "0117 496 0123"
place, field = everything.places["Organisation.phone"]
everything.document["groups"]["hall"]["phone"] = number
city = city_of(everything.document)
print(json.dumps({name: number in outputs.text_of(name, city) for name in outputs.names()}))
"""


def test_a_new_field_of_an_organisation_needs_its_line_in_the_model_and_nothing_else(tmp_path: Path) -> None:
    """The program is copied, one line is put into a copy of one file, and every output is looked through."""
    for folder in "ecosystem", "tests":
        ignored = shutil.ignore_patterns("__pycache__", "browser", "corpus", "data", "record", "snapshots")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    model = tmp_path / "ecosystem" / "model" / "entries.py"
    text = model.read_text(encoding="utf-8")
    last = re.search(r"    ended_text: .*\n", text)
    assert last
    model.write_text(text.replace(last[0], last[0] + PHONE.lstrip("\n")), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    held = json.loads(done.stdout)
    assert [name for name, holds_it in held.items() if not holds_it] == ["dot", "mermaid", "pajek"]
    for name in "dot", "mermaid", "pajek":
        assert "every other field" in outputs.lost(name)
