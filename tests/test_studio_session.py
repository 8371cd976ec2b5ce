"""The studio's session: a file is opened, edited by forms and as text, undone, looked at and asked."""

import difflib
import inspect
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ecosystem import dataset
from ecosystem.city import City
from ecosystem.cli import main
from ecosystem.dataset import two_labels, warnings
from ecosystem.exchange import workbook
from ecosystem.studio.form_fields import FORMS
from ecosystem.studio.form_words import in_forms
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


def test_a_form_of_a_file_with_an_anchor_changes_no_other_entry(session: Session) -> None:
    broken = TOURED.replace("founded: 2015-08", "founded: &when 2015-08")
    session.set_text(broken.replace("  council:\n", "  council:\n    founded: *when\n"))
    state = session.save(
        "organisations", "forum", form(session, "organisations", "forum") | {"founded": "2014"}
    )
    assert state["valid"], state["mistakes"]
    assert changed(TOURED, state["text"]) == [
        "-    founded: 2015-08",
        "+    founded: 2014",
        "+    founded: 2015-08",
    ]


def test_a_text_that_is_no_yaml_can_only_be_mended_as_text(session: Session) -> None:
    state = session.set_text("groups: [")
    assert not state["readable"]
    assert session.entries("organisations") == []
    assert session.save("organisations", "", {"name": "A"})["refused"]
    assert session.undo()["text"] == TOURED


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


@pytest.mark.parametrize("broken", [False, True])
def test_what_is_saved_or_deleted_is_called_by_its_name(session: Session, broken: bool) -> None:
    if broken:
        session.set_text(TOURED.replace("founded: 2015-08", "founded: last summer"))
    new = {"name": "The Youth Council", "kind": "charity", "source": ["leaflet"]}
    assert session.save("organisations", "", new)["said"] == "Saved: The Youth Council"
    link = {"from": "the-youth-council", "type": "member-of", "to": "council", "source": ["leaflet"]}
    said = session.save("links", "", link)["said"]
    assert said.startswith("Saved: The Youth Council is a member of The Council")
    (dispute,) = session.entries("disputes")
    values = form(session, "disputes", dispute["id"]) | {"note": "Ask again in May."}
    assert session.save("disputes", dispute["id"], values)["said"] == "Saved: How many belong to it?"
    assert session.remove("disputes", dispute["id"])["said"] == "Deleted: How many belong to it?"
    assert session.undo()["said"] == "Undone: How many belong to it?"


def test_what_would_be_wrong_elsewhere_is_told_with_the_name_of_its_entry(session: Session) -> None:
    told = [one["text"] for one in session.remove("sources", "leaflet")["refused"]]
    assert "The Choir: There is no source. Choose one under ‘Source’, or add a fact that has one." in told


def test_a_warning_says_what_to_do_in_the_form_and_in_the_text(session: Session) -> None:
    (fact,) = [line for line in TOURED.splitlines() if "Meets monthly." in line]
    session.set_text(TOURED.replace(fact, fact.replace("2019/2021", "2030")))
    (warning,) = [one for one in session.state()["warnings"] if one["field"][:1] == ["facts"]]
    assert warning["remedy"].endswith("or choose ‘Planned’ as its basis.")
    assert warning["written"].endswith("or write ‘basis: planned’.")


def test_no_remedy_in_a_form_says_how_to_write_the_file() -> None:
    source = "".join(map(inspect.getsource, (two_labels, warnings)))
    remedies = re.findall(r"remedy ?= ?_\(\s*\"(.+?)\"\s*\)", source)
    assert len(remedies) > 8
    for remedy in remedies:
        assert not re.search(r"‘\w+:|`|ecosystem \w+ [A-Z]", in_forms(remedy)), remedy


IN_WELSH = TOURED.replace("  title: A small city", "  title: A small city\n  language: cy")


def called(session: Session, method: str, *values: Any) -> Any:
    """Call a method as the worker does."""
    with session.speaking():
        return getattr(session, method)(*values)


def test_the_studio_speaks_the_language_of_the_file(session: Session) -> None:
    state = called(session, "open", "groups.yaml", IN_WELSH.encode())
    assert state["language"] == "cy"
    assert called(session, "forms")[0]["label"] == "Sefydliadau"
    assert called(session, "words")["language"] == "cy"
    values = called(session, "entry", "organisations", "charity")["values"]
    told = called(session, "save", "organisations", "charity", values | {"status": "closed"})["said"]
    assert told == "Cadwyd: The Charity"
    wrong = called(session, "set_text", IN_WELSH.replace("founded: 2015-08", "founded: last summer"))
    assert wrong["mistakes"][0]["text"].startswith("Nid yw ‘last summer’ yn ddyddiad. Ysgrifennwch")


def test_the_studio_speaks_english_again_when_the_file_does(session: Session) -> None:
    called(session, "open", "groups.yaml", IN_WELSH.encode())
    assert called(session, "set_text", TOURED)["language"] == "en"
    assert called(session, "undo")["language"] == "cy"


def test_a_person_chooses_the_language_of_forms_and_answers_but_not_of_the_map(session: Session) -> None:
    page = called(session, "preview")
    assert session.speak("ar") == "ar"
    state = called(session, "open", "groups.yaml", TOURED.encode())
    assert state["language"] == "ar"
    assert called(session, "words")["isRightToLeft"]
    assert "صل" in called(session, "ask", "show charity")["output"]
    assert called(session, "preview") == page
    assert session.speak("") == "en"


def test_every_label_of_a_form_is_in_every_language() -> None:
    labels: dict[str, list[str]] = {}
    for code in ("en", "cy", "ar"):
        session = Session(today=TODAY)
        session.speak(code)
        labels[code] = [
            field["label"]
            for form in called(session, "forms")
            for outer in form["fields"]
            for field in (outer, *outer.get("fields", ()))
        ]
    for code in ("cy", "ar"):
        same = {one for one, other in zip(labels["en"], labels[code], strict=True) if one == other}
        assert same <= {"Label"}, code


def test_a_new_link_among_my_changes_leads_to_its_form(session: Session) -> None:
    session.save("links", "", {"from": "choir", "type": "member-of", "to": "forum", "source": ["leaflet"]})
    (change,) = session.changes()
    assert (change["form"], change["id"]) == ("links", "choir-member-of-forum")


def test_an_id_changes_in_one_step_with_everything_that_names_it(session: Session) -> None:
    names = session.naming("organisations", "charity")
    assert len(names) > 2
    state = session.rename("organisations", "charity", "the-trust")
    assert state["saved"] == {"form": "organisations", "id": "the-trust"}
    assert state["valid"]
    assert session.naming("organisations", "the-trust") == names
    assert session.entry("organisations", "charity") is None
    assert all("the-trust" in line for line in changed(TOURED, state["text"]) if line[0] == "+")
    assert session.undo()["text"] == TOURED
    assert "taken" in session.rename("organisations", "charity", "choir")["refused"][0]["text"]
    assert session.state()["text"] == TOURED


def test_every_entry_says_what_names_it_and_goes_or_gets_another_id(session: Session) -> None:
    for kind in FORMS:
        for item in session.entries(kind):
            told = session.hanging(kind, item["id"])
            assert len(told) >= len(session.naming(kind, item["id"])), item
            assert session.remove(kind, item["id"])["valid"], item
            session.undo()
            session.rename(kind, item["id"], "brand-new")
            assert session.state()["valid"], item
            session.undo()
    assert session.state()["text"] == TOURED
    assert "The map itself: plan" in session.hanging("plans", "plan")


@pytest.mark.parametrize("name", ["map.xlsx", "map.ods", "map.csv", "map.json"])
def test_nothing_that_is_said_of_a_file_tells_where_the_program_keeps_it(session: Session, name: str) -> None:
    for data in (b"", b"PK\x03\x04 broken", b"\xff\xfe"):
        said = [session.open(name, data)["refused"], session.merge(name, data)["refused"]]
        assert tempfile.gettempdir() not in str(said)
    session.set_text("groups: 5\n")
    assert session.ask("gaps")["output"].startswith("groups.yaml cannot be used yet")


def test_the_name_of_the_file_does_not_change_what_is_asked_of_it() -> None:
    session = Session(run=run, today=TODAY)
    session.open("opened.yaml", TOURED.encode())
    session.remove("organisations", "charity")
    assert "The Charity" in session.ask("diff")["output"]


def test_a_tour_goes_with_what_its_only_step_shows(session: Session) -> None:
    assert "The end" in session.hanging("organisations", "choir")
    state = session.remove("organisations", "choir")
    assert "refused" not in state
    assert list(dataset.parse(state["text"]).tours) == ["walk"]
    assert session.undo()["text"] == TOURED


def test_a_tour_stays_with_the_steps_that_show_something_else(session: Session) -> None:
    assert "A walk in four steps" not in session.hanging("organisations", "forum")
    tours = dataset.parse(session.remove("organisations", "forum")["text"]).tours
    assert len(tours["walk"].steps) == 3
