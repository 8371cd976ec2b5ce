"""A second file in the studio: a workbook that came back, or a colleague's copy, merged three ways."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ecosystem import dataset
from ecosystem.exchange import workbook
from ecosystem.studio import handover, opened_files
from ecosystem.studio.session import Session
from ecosystem.worker import run
from tests.cities import TOURED
from tests.test_studio_session import form
from tests.workbooks import put, returning, row_of

TODAY = date(2026, 11, 30)


def opened(text: str = TOURED) -> Session:
    session = Session(today=TODAY)
    session.open("groups.yaml", text.encode())
    return session


def save(session: Session, identifier: str, **values: Any) -> None:
    state = session.save("organisations", identifier, form(session, "organisations", identifier) | values)
    assert "refused" not in state


def close(book: Any) -> None:
    put(book, "Organisations", row_of(book["Organisations"], "charity"), status="closed")


def delete(book: Any) -> None:
    book["Organisations"].delete_rows(row_of(book["Organisations"], "charity"))


OTHER = opened_files.example().text


def test_a_copy_of_the_file_brings_what_only_it_changed() -> None:
    mine, other = opened(), opened()
    save(mine, "choir", purpose="Sings on Mondays.")
    save(other, "charity", status="closed")
    state = mine.merge("copy.yaml", other.state()["text"].encode())
    assert state["merged"] == [{"about": "The Charity", "lines": ["status: active in 2021 → closed"]}]
    assert "questions" not in state
    city = dataset.parse(state["text"])
    assert city.partners["charity"].status == "closed"
    assert "Sings on Mondays." in state["text"]
    assert "Sings on Mondays." in mine.undo()["text"]


@pytest.mark.parametrize(("choice", "word"), [("ours", "Sings on Mondays."), ("theirs", "Sings on Fridays.")])
def test_what_both_changed_is_asked_and_answered(choice: str, word: str) -> None:
    mine, other = opened(), opened()
    save(mine, "choir", purpose="Sings on Mondays.")
    save(other, "choir", purpose="Sings on Fridays.")
    before = mine.state()["text"]
    state = mine.merge("copy.yaml", other.state()["text"].encode())
    (question,) = state["questions"]
    assert (question["ours"], question["theirs"]) == ("Sings on Mondays.", "Sings on Fridays.")
    assert state["text"] == before
    state = mine.answer({question["id"]: choice})
    assert word in state["text"]
    assert state["merged"] or choice == "ours"


def test_private_notes_of_a_copy_are_merged() -> None:
    mine, other = opened(), opened()
    save(mine, "choir", purpose="Sings on Mondays.")
    save(other, "charity", internal="Ask again in May.")
    state = mine.merge("copy.yaml", other.state()["text"].encode())
    assert form(mine, "organisations", "charity")["internal"] == "Ask again in May."
    assert "Ask again" not in str(state["merged"])


NOTED = """  choir-two:
    name: The Other Choir
    kind: charity
    facts:
      - {text: Sings., source: leaflet, internal: {note: a canary}}
      - {text: Hums., source: leaflet, internal: {note: a canary}}
    internal: {note: Of the whole.}
    source: leaflet
events:
"""


def test_notes_of_a_copy_that_cannot_be_merged_are_named_with_their_lines_and_not_told() -> None:
    mine, copy = opened(), TOURED.replace("events:\n", NOTED, 1)
    old = "text: Meets monthly., "
    copy = copy.replace(old, f"{old}internal: {{note: a canary}}, ", 1)
    lines = [number for number, line in enumerate(copy.splitlines(), 1) if "a canary" in line]
    state = mine.merge("copy.yaml", copy.encode())
    assert state["remarks"] == (
        "3 private notes inside entries of copy.yaml were left out. See its lines {}, {} and {}.".format(
            *lines
        ),
    )
    assert "Of the whole." in state["text"]
    assert "canary" not in state["text"].replace("canary-in-the-coal-mine", "")
    mine = opened(copy)
    save(mine, "choir", purpose="Sings on Mondays.")
    assert mine.merge("copy.yaml", copy.encode())["remarks"] == ()


def test_a_copy_that_deletes_an_entry_deletes_it() -> None:
    mine, other = opened(), opened()
    save(mine, "choir", purpose="Sings on Mondays.")
    other.remove("organisations", "charity")
    state = mine.merge("copy.yaml", other.state()["text"].encode())
    assert state["merged"]
    assert "charity" not in dataset.parse(state["text"]).partners
    assert "Sings on Mondays." in state["text"]


def test_a_workbook_that_came_back_is_merged(tmp_path: Path) -> None:
    mine = opened()
    data = returning(tmp_path, TOURED, close).read_bytes()
    save(mine, "choir", purpose="Sings on Mondays.")
    before = mine.state()["text"]
    state = mine.merge("back.xlsx", data)
    assert dataset.parse(state["text"]).partners["charity"].status == "closed"
    assert "Sings on Mondays." in state["text"]
    assert mine.undo()["text"] == before


def test_a_deleted_row_asks_what_becomes_of_what_names_it(tmp_path: Path) -> None:
    mine = opened()
    data = returning(tmp_path, TOURED, delete).read_bytes()
    (question,) = mine.merge("back.xlsx", data)["questions"]
    assert "‘The Charity’" in question["text"]
    assert question["places"]
    state = mine.answer({question["id"]: "choir"})
    assert "charity" not in dataset.parse(state["text"]).partners
    assert len(dataset.parse(state["text"]).links) == len(dataset.parse(TOURED).links)
    assert mine.undo()["text"] == TOURED


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("other.yaml", OTHER.encode(), "Choose another file"),
        ("broken.yaml", b"groups: [", "line 1"),
        ("letter.yaml", b"\xff\xfe\x00", "is not a text in UTF-8"),
        ("notes.csv", b"a,b\n1,2\n", "neither a data file nor a workbook"),
        ("picture.xlsx", b"\x89PNG\r\n", "picture.xlsx"),
        ("large.yaml", b"#" * 30_000_000, "larger than"),
    ],
)
def test_what_cannot_be_merged_is_refused_in_words_and_nothing_changes(
    name: str, data: bytes, words: str
) -> None:
    mine = opened()
    save(mine, "choir", purpose="Sings on Mondays.")
    before = mine.state()
    state = mine.merge(name, data)
    assert words in " ".join(one["text"] for one in state.pop("refused"))
    assert state == before


def test_a_workbook_of_another_city_is_refused() -> None:
    mine = opened()
    state = mine.merge("small.xlsx", workbook.dumps(dataset.parse(OTHER)))
    assert "Choose the other file" in state["refused"][0]["text"]


def test_what_was_kept_opens_with_what_it_was_at_first() -> None:
    session = Session(today=TODAY)
    state = session.resume("groups.yaml", TOURED + "# mine\n", TOURED)
    assert state["changed"]
    assert session.undo()["text"] == TOURED


def test_an_older_version_is_a_step_that_can_be_undone() -> None:
    session = opened()
    save(session, "choir", purpose="Sings on Mondays.")
    newest = session.state()["text"]
    assert session.restore(TOURED, "the first version")["text"] == TOURED
    assert session.undo()["text"] == newest


PUBLIC = ("pages", "calendar", "annual-report.md", "progress-report.md", "workbook")


@pytest.mark.parametrize("what", PUBLIC)
def test_private_notes_are_never_in_a_public_output(what: str, tmp_path: Path) -> None:
    session = opened()
    save(session, "choir", internal="a-canary-of-ours")
    state = session.state()
    made = handover.make(what, state["name"], state["text"], run, tmp_path, "https://map.example/")
    assert made["data"], made["said"]
    assert all(b"canary" not in content for content in contents(made["data"]))
    assert "a-canary-of-ours" in state["text"]


def contents(data: bytes) -> Iterator[bytes]:
    """What a file holds, and every file in it."""
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield from contents(packed.read(name))
