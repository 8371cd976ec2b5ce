"""The studio's session: a file is opened, edited by forms and as text, undone, looked at and asked."""

import difflib
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ecosystem import dataset
from ecosystem.city import City
from ecosystem.cli import main
from ecosystem.exchange import workbook
from ecosystem.studio.session import Session
from tests.cities import SMALL, TOURED

TODAY = date(2026, 11, 30)


def run(args: Sequence[str]) -> tuple[int, str]:
    answer = CliRunner().invoke(main, list(args), prog_name="ecosystem")
    return answer.exit_code, answer.output


@pytest.fixture
def session() -> Session:
    session = Session(run=run, today=TODAY)
    session.open("groups.yaml", TOURED.encode())
    return session


def changed(before: str, after: str) -> list[str]:
    """The lines that went and that came."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def form(session: Session, kind: str, identifier: str) -> dict[str, Any]:
    entry = session.entry(kind, identifier)
    assert entry
    values: dict[str, Any] = entry["values"]
    return values


def test_a_data_file_opens_with_its_counts(session: Session) -> None:
    state = session.state()
    assert state["valid"]
    assert state["text"] == TOURED
    assert not state["canUndo"]
    assert not state["changed"]
    assert state["counts"]["organisations"] == 5
    assert state["counts"]["links"] == 10


def test_a_workbook_opens_as_a_data_file_that_says_the_same() -> None:
    city = dataset.parse(SMALL)
    notes = workbook.private_notes(SMALL, city)
    state = Session(today=TODAY).open("small.xlsx", workbook.dumps(city, notes))
    assert state["valid"], state
    assert state["name"] == "small.yaml"
    assert City.parse(state["text"]).ecosystem == City(city).ecosystem
    assert "canary-in-the-coal-mine" in state["text"]


def test_another_programs_file_opens_with_an_account() -> None:
    state = Session(today=TODAY).open("links.csv", b"from,to,type\nA,B,funds\nB,C,funds\n")
    assert state["name"] == "links.yaml"
    assert state["account"]
    assert state["counts"]["organisations"] == 3


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.png", b"\x89PNG\r\n\x1a\n"),
        ("groups.yaml", b"\xff\xfe\x00"),
        ("book.xlsx", b"not a workbook"),
        ("large.yaml", b" " * 20_000_001),
        ("empty.csv", b""),
    ],
)
def test_what_cannot_be_opened_is_refused_in_a_sentence_and_changes_nothing(
    session: Session, name: str, data: bytes
) -> None:
    state = session.open(name, data)
    assert len(state["refused"]) == 1
    assert state["refused"][0]["text"].endswith(".")
    assert state["text"] == TOURED


def test_a_new_map_is_valid_and_empty() -> None:
    state = Session(today=TODAY).new("Leeds & Bradford: a map")
    assert state["valid"], state["mistakes"]
    assert state["title"] == "Leeds & Bradford: a map"
    assert state["counts"]["organisations"] == 0
    assert state["counts"]["kinds"] > 3


def test_the_example_is_valid() -> None:
    assert Session(today=TODAY).example()["valid"]


def test_saving_a_form_that_nobody_changed_changes_nothing(session: Session) -> None:
    for kind in session.state()["counts"]:
        for item in session.entries(kind):
            state = session.save(kind, item["id"], form(session, kind, item["id"]))
            assert "refused" not in state, (kind, item, state["refused"])
            assert state["text"] == TOURED, (kind, item)
    assert session.save("ecosystem", "", form(session, "ecosystem", ""))["text"] == TOURED


def test_a_field_changes_its_own_line_alone(session: Session) -> None:
    values = form(session, "organisations", "charity") | {"status": "active in 2026"}
    state = session.save("organisations", "charity", values)
    assert changed(TOURED, state["text"]) == ["-    status: active in 2021", "+    status: active in 2026"]
    assert state["said"] == "Saved: The Charity"
    assert state["saved"] == {"form": "organisations", "id": "charity"}


def test_an_organisation_is_added_with_an_id_made_of_its_name(session: Session) -> None:
    values = {"name": "  The Youth Council ", "kind": "charity", "source": ["leaflet"], "website": ""}
    state = session.save("organisations", "", values)
    assert "refused" not in state
    assert state["saved"] == {"form": "organisations", "id": "the-youth-council"}
    assert sorted(changed(TOURED, state["text"])) == [
        "+    kind: charity",
        "+    name: The Youth Council",
        "+    source: leaflet",
        "+  the-youth-council:",
    ]


def test_an_organisation_moves_with_its_kind_and_keeps_its_private_note(session: Session) -> None:
    state = session.save(
        "organisations", "forum", form(session, "organisations", "forum") | {"kind": "public"}
    )
    assert "refused" not in state
    assert "forum" in dataset.parse(state["text"]).partners
    assert "canary-in-the-coal-mine" in state["text"]


def test_a_fact_changes_within_its_entry_alone(session: Session) -> None:
    values = form(session, "organisations", "forum")
    values["facts"][0]["text"] = "Meets every two months."
    values["facts"].append({"text": "Closed in summer.", "source": ["minutes"]})
    state = session.save("organisations", "forum", values)
    lines = changed(TOURED, state["text"])
    assert [line[0] for line in lines] == ["-", "+", "+"]
    assert "Meets every two months." in lines[1]


def test_a_private_note_is_written_and_removed(session: Session) -> None:
    values = form(session, "organisations", "choir") | {"internal": "Ask again in May."}
    state = session.save("organisations", "choir", values)
    assert changed(TOURED, state["text"]) == ["+    internal: Ask again in May."]
    values = form(session, "organisations", "choir")
    assert values.pop("internal") == "Ask again in May."
    assert session.save("organisations", "choir", values)["text"] == TOURED


def test_a_link_is_added_changed_and_deleted(session: Session) -> None:
    state = session.save(
        "links", "", {"from": "choir", "type": "member-of", "to": "forum", "source": ["leaflet"]}
    )
    assert state["saved"] == {"form": "links", "id": "choir-member-of-forum"}
    assert changed(TOURED, state["text"]) == [
        "+  - {from: choir, type: member-of, to: forum, source: leaflet}"
    ]
    assert "The Choir is a member of The Forum." in [item["name"] for item in session.entries("links")]
    values = form(session, "links", "choir-member-of-forum") | {"to": "council"}
    assert session.save("links", "choir-member-of-forum", values)["saved"]["id"] == "choir-member-of-council"
    assert session.remove("links", "choir-member-of-council")["text"] == TOURED


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "", "kind": "charity"}, ["name"]),
        ({"name": "A", "kind": "charity", "facts": [{"period": "2020"}]}, ["facts", 0, "text"]),
        ({"name": "A", "kind": "charity", "founded": "31/2/2020"}, ["founded"]),
        ({"name": "A", "kind": "charity", "website": "javascript:alert(1)"}, ["website"]),
        ({"name": "A", "kind": "unknown", "source": ["leaflet"]}, ["kind"]),
        ({"name": "A", "kind": "charity", "source": ["nothing"]}, ["source"]),
        (
            {"name": "A", "kind": "charity", "facts": [{"text": "B", "source": ["no"]}]},
            ["facts", 0, "source"],
        ),
        ({"name": "A", "kind": "charity", "checked": "2030-01-01", "source": ["leaflet"]}, ["checked"]),
        ({"name": "Ring me on 0117 496 0123", "kind": "charity"}, ["name"]),
    ],
)
def test_a_mistake_is_refused_at_its_field(
    session: Session, values: dict[str, Any], field: list[str | int]
) -> None:
    state = session.save("organisations", "", values)
    assert state["refused"][0]["field"][: len(field)] == field, state["refused"]
    assert state["text"] == TOURED
    assert not state["canUndo"]


def test_what_hangs_on_an_entry_is_told_and_goes_with_it(session: Session) -> None:
    told = session.hanging("organisations", "charity")
    assert any("is a member of" in line for line in told)
    state = session.remove("organisations", "charity")
    assert "refused" not in state
    assert state["valid"]
    assert "charity" not in dataset.parse(state["text"]).partners
    assert session.undo()["text"] == TOURED
    assert session.redo()["text"] == state["text"]


def test_undo_and_redo_go_through_every_step(session: Session) -> None:
    texts = [TOURED]
    for number in range(30):
        values = form(session, "organisations", "choir") | {"purpose": f"Sings song {number}."}
        texts.append(session.save("organisations", "choir", values)["text"])
    for text in reversed(texts[:-1]):
        assert session.undo()["text"] == text
    assert not session.state()["canUndo"]
    for text in texts[1:]:
        assert session.redo()["text"] == text
    assert session.redo()["text"] == texts[-1]


def test_what_is_typed_in_one_go_is_undone_in_one_go(session: Session) -> None:
    for length in range(1, 4):
        session.set_text(TOURED + "#" + "x" * length + "\n")
    assert session.undo()["text"] == TOURED


def test_a_text_with_mistakes_leads_to_their_fields(session: Session) -> None:
    broken = TOURED.replace("founded: 2015-08", "founded: last summer").replace(
        "type: hosts, to: forum", "type: host, to: forum"
    )
    state = session.set_text(broken)
    assert not state["valid"]
    found = {(one["form"], one["id"], *one["field"]) for one in state["mistakes"]}
    assert found == {("organisations", "forum", "founded"), ("links", "council-host-forum", "type")}
    assert session.preview() == {"html": ""}


def test_a_file_with_mistakes_is_mended_by_its_forms(session: Session) -> None:
    broken = TOURED.replace("founded: 2015-08", "founded: last summer").replace(
        "type: hosts, to: forum", "type: host, to: forum"
    )
    session.set_text(broken)
    values = form(session, "organisations", "forum")
    assert values["founded"] == "last summer"
    state = session.save("organisations", "forum", values | {"founded": "2015-08"})
    assert [one["form"] for one in state["mistakes"]] == ["links"]
    state = session.save(
        "links", "council-host-forum", form(session, "links", "council-host-forum") | {"type": "hosts"}
    )
    assert state["valid"]
    assert state["text"] == TOURED


def test_a_text_that_is_no_yaml_can_only_be_mended_as_text(session: Session) -> None:
    state = session.set_text("groups: [")
    assert not state["readable"]
    assert session.entries("organisations") == []
    assert session.save("organisations", "", {"name": "A"})["refused"]
    assert session.undo()["text"] == TOURED


def test_a_list_of_changes_is_made(session: Session) -> None:
    changes = [{"what": "set", "at": ["partners", "charity", "status"], "value": "closed"}]
    assert "status: closed" in session.change(changes)["text"]
    changes = [{"what": "set", "at": ["partners", "nobody", "status"], "value": "closed"}]
    assert session.change(changes)["refused"]


def test_my_changes_are_told_against_what_was_opened(session: Session) -> None:
    assert session.changes() == []
    session.save("organisations", "charity", form(session, "organisations", "charity") | {"status": "closed"})
    (change,) = session.changes()
    assert change["lines"] == ["Status was “active in 2021” and is now “closed”."]
    assert (change["about"], change["form"], change["id"]) == ("The Charity", "organisations", "charity")
    session.undo()
    session.set_text(TOURED + "# a comment\n")
    assert session.changes()[0]["lines"] == ["Only its layout or comments have changed."]


def test_the_preview_is_the_page_without_private_notes(session: Session) -> None:
    html = session.preview()["html"]
    assert "The Forum" in html
    assert "canary" not in html


def test_questions_are_answered_as_in_the_terminal(session: Session, tmp_path: Path) -> None:
    data = tmp_path / "groups.yaml"
    data.write_text(TOURED, encoding="utf-8")
    for words in ("connections jobs", "gaps", "show charity", "path charity homes"):
        code, output = run(["--data", str(data), *words.split()])
        assert session.ask(words) == {"output": output, "exit": code}
        assert session.ask(f"ecosystem {words}")["output"] == output
    assert session.ask("The Charity")["output"] == session.ask("show charity")["output"]
    assert session.ask("build --output /tmp/x")["exit"] != 0
    session.save("organisations", "charity", form(session, "organisations", "charity") | {"status": "closed"})
    assert "The Charity" in session.ask("diff")["output"]


def test_every_field_of_every_form_has_a_label_and_help() -> None:
    for one in Session(TODAY).forms():
        assert one["label"]
        assert one["help"]
        for field in one["fields"]:
            assert field["label"]
            assert field["help"]


def test_a_source_is_asked_for_where_the_file_needs_one() -> None:
    asked = {
        form["name"]: field["required"]
        for form in Session(TODAY).forms()
        for field in form["fields"]
        if field["name"] == "source"
    }
    assert asked["organisations"]
    assert asked["events"]
    assert asked["outputs"]
    assert asked["links"]


def test_the_links_of_an_entry_are_told_with_the_forms_that_hold_them(session: Session) -> None:
    links = {(item["form"], item["id"]) for item in session.linked("charity")}
    assert ("links", "charity-member-of-forum") in links
    assert ("actions", "build") in links


def test_pickers_name_entries_so_that_no_two_are_called_the_same(session: Session) -> None:
    session.save("organisations", "", {"name": "The Choir", "kind": "charity", "source": ["leaflet"]})
    names = [item["name"] for item in session.entries("nodes")]
    assert len(names) == len(set(names))


def test_a_session_starts_without_the_libraries_that_a_browser_loads_later() -> None:
    """They are loaded when a call asks for one, and take as long as all the rest."""
    code = "import sys, ecosystem.studio.session; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    assert not {"networkx", "openpyxl", "xlsxwriter", "typst", "babel", "pyvis"} & set(loaded.split())
