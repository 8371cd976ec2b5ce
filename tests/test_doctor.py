"""What may be one thing under two names, and how two entries become one."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ecosystem import dataset, doctor, edits
from ecosystem.cli import main
from ecosystem.errors import Refused
from tests.cities import SMALL


def doubts(text: str, doubt: str) -> list[tuple[str, ...]]:
    return [each.about for each in doctor.examine(dataset.parse(text)) if each.doubt == doubt]


def renamed(name: str) -> str:
    return SMALL.replace("name: The Choir", f"name: {name}")


def test_a_city_whose_names_differ_raises_no_doubt_about_them() -> None:
    assert doubts(SMALL, "name") == []
    assert doubts(SMALL, "alias") == []


@pytest.mark.parametrize("name", ["Charity", "The Chаrity", "The Charitys", "THE CHARITY", "Тhe Chariту"])
def test_names_that_look_alike_are_shown(name: str) -> None:
    assert ("charity", "choir") in doubts(renamed(name), "name")


def test_an_acronym_is_compared_with_the_name_it_is_made_of() -> None:
    text = renamed("RTC").replace("aliases: [Round Table]", "aliases: [Round Table of the City]")
    assert ("choir", "forum") in doubts(text, "name")


def test_a_name_that_leads_to_two_things_is_shown() -> None:
    text = SMALL.replace("name: The Choir\n", "name: The Choir\n    aliases: [round table]\n")
    assert doubts(text, "alias") == [("choir", "forum")]


def test_sources_with_one_address_and_what_nothing_refers_to_are_shown() -> None:
    more = '  copy: {title: A copy, publisher: Us, url: "http://www.example.org/minutes/"}\n'
    text = SMALL.replace("sources:\n", f"sources:\n{more}")
    assert doubts(text, "source") == [("copy", "minutes")]
    assert ("copy",) in doubts(text, "unused")


def test_a_merge_changes_every_reference_and_keeps_comments() -> None:
    text = SMALL.replace("leads: [charity]", "leads: [charity, choir]  # both").replace(
        "{from: charity, type: member-of", "{from: choir, type: member-of"
    )
    document = edits.parse(text)
    said = doctor.merge(document, "charity", "choir")
    city = dataset.parse(edits.text(document))
    assert "charity" not in city.partners
    assert city.actions["build"].leads == ("choir",)
    assert "# both" in edits.text(document)
    assert city.partners["choir"].aliases == ("The Charity",)
    assert city.partners["choir"].status == "active in 2021"
    assert sum(link.head == "choir" and link.type == "funds" for link in city.links) == 2
    assert said[0] == "charity goes; what named it names choir."


def test_links_that_lead_to_themselves_or_stand_twice_go() -> None:
    document = edits.parse(SMALL)
    said = doctor.merge(document, "charity", "forum")
    city = dataset.parse(edits.text(document))
    assert not [link for link in city.links if link.tail == link.head]
    assert any("nothing any more" in sentence for sentence in said)


def test_two_sources_become_one() -> None:
    document = edits.parse(SMALL)
    doctor.merge(document, "leaflet", "minutes")
    city = dataset.parse(edits.text(document))
    assert city.cited() == {"minutes"}


@pytest.mark.parametrize(
    ("gone", "kept"), [("charity", "charity"), ("charity", "jobs"), ("nobody", "charity")]
)
def test_what_cannot_be_one_is_refused(gone: str, kept: str) -> None:
    with pytest.raises(Refused):
        doctor.merge(edits.parse(SMALL), gone, kept)


def test_the_commands_say_what_they_find_and_write_after_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "groups.yaml"
    text = renamed("Charity")
    path.write_text(text, encoding="utf-8")
    found = CliRunner().invoke(main, ["--data", str(path), "doctor"])
    assert (found.exit_code, "may be one" in found.stdout) == (1, True)
    dry = CliRunner().invoke(main, ["--data", str(path), "merge", "choir", "charity", "--dry-run"])
    assert dry.exit_code == 0, dry.output
    assert path.read_text(encoding="utf-8") == text
    done = CliRunner().invoke(main, ["--data", str(path), "merge", "choir", "charity"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "groups.yaml.bak").read_text(encoding="utf-8") == text
    assert "choir" not in dataset.load(path).partners
