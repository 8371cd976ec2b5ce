"""The letters: what is due and what to confirm, as text and as drafts that a mail program opens."""

from collections.abc import Mapping
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecosystem import cli
from ecosystem.city import City
from ecosystem.tracking import freshness, letters
from tests.cities import SMALL

MAP = "https://map.example/"


def written(
    text: str = SMALL, day: date = date(2021, 5, 1), url: str | None = None
) -> Mapping[str, str | bytes]:
    city = City.parse(text)
    return letters.messages(city, freshness.find(city, day), url)


def draft(content: str | bytes) -> EmailMessage:
    assert isinstance(content, bytes)
    return message_from_bytes(content, policy=policy.default)


def test_each_organisation_has_one_draft_beside_its_text() -> None:
    names = list(written())
    assert sorted(name for name in names if name.endswith(".eml")) == [
        "charity.eml", "choir.eml", "council.eml", "forum.eml", "staff.eml",
    ]  # fmt: skip
    assert {Path(name).stem for name in names if name.endswith(".md")} == {Path(name).stem for name in names}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2021, 1, 1), None),  # more than three months ahead
        (date(2021, 5, 1), "It is due in June 2021."),
        (date(2021, 9, 1), "It is overdue: it was due in June 2021."),
    ],
)
def test_a_letter_says_what_is_due_or_overdue_and_when(day: date, said: str | None) -> None:
    made = written(day=day)
    for text in (str(made["charity.md"]), draft(made["charity.eml"]).get_content()):
        assert ("What is due or overdue." in text) is bool(said)
        assert (said or "Actions that you lead") in text
        assert text.count("Action 1 (Build ten homes)") == 1
    assert "overdue" not in draft(made["choir.eml"]).get_content()


def test_a_letter_of_a_plan_that_is_not_kept_up_says_when_it_was_due_and_not_that_it_is_overdue() -> None:
    made = written(SMALL.replace("kept_up: true", "kept_up: false"), date(2021, 9, 1))
    text = draft(made["charity.eml"]).get_content()
    assert "no report found. It was due in June 2021." in text
    assert "It is overdue" not in text


def test_what_was_reported_lately_and_is_late_is_asked_for_all_the_same() -> None:
    reported = SMALL.replace(
        "due: 2021-06\n", "due: 2021-06\n    progress: {date: 2021-08, state: under way}\n"
    )
    assert "It is overdue" in str(written(reported, date(2021, 9, 1))["charity.md"])


def test_a_draft_has_subject_roles_questions_and_the_place_on_the_map() -> None:
    message = draft(written(url=MAP)["charity.eml"])
    text = message.get_content().replace("\r\n", "\n")
    assert message["Subject"] == "A small city: please confirm"
    assert message["X-Unsent"] == "1"
    assert message["To"] is None
    assert f"You can also answer on the map: {MAP}#is-this-right=charity\n" in text
    assert "For: The Charity's builder\n" in text
    assert "- The Charity is a member of The Forum, since 2016.\n" in text
    assert "*" not in text
    assert "[ ]" not in text


def test_without_an_address_no_letter_speaks_of_a_place() -> None:
    assert all("You can also answer on the map" not in str(content) for content in written().values())


def test_a_shared_mailbox_is_whom_it_goes_to() -> None:
    own = SMALL.replace("    status: active in 2021\n", "    website: mailto:office@charity.example\n")
    assert draft(written(own)["charity.eml"])["To"] == "office@charity.example"


def test_a_draft_is_plain_in_every_program() -> None:
    odd = SMALL.replace("title: A small city", "title: Łódź ‘old’ – مدينة").replace("The Choir", "Côr “Mawr”")
    content = written(odd)["choir.eml"]
    assert isinstance(content, bytes)
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n")
    message = draft(content)
    assert message["Subject"] == "Łódź ‘old’ – مدينة: please confirm"
    assert "Côr “Mawr”: please confirm" in message.get_content()


def test_the_name_of_a_file_is_safe_on_every_system() -> None:
    device = SMALL.replace("  choir:\n", "  con:\n")
    assert {"con-.eml", "con-.md"} <= set(written(device))
    assert "con.eml" not in written(device)


def test_the_same_city_gives_the_same_drafts() -> None:
    assert written() == written()


def test_the_command_writes_them_and_takes_the_address(tmp_path: Path) -> None:
    data = tmp_path / "city.yaml"
    data.write_text(SMALL, encoding="utf-8")
    folder = tmp_path / "letters"
    args = ["--data", str(data), "stale", "--messages", str(folder), "--url", MAP, "--today", "2021-05-01"]
    done = CliRunner().invoke(cli.main, args)
    assert done.exit_code == 0
    assert f"{MAP}#is-this-right=forum" in draft((folder / "forum.eml").read_bytes()).get_content()
    assert "  Action 1 (Build ten homes): no progress reported. It is due in June 2021.\n" in done.stdout


def test_letters_have_names_that_every_system_takes() -> None:
    names = list(written(SMALL.replace("choir", "con")))
    assert {"con-.md", "con-.eml"} <= set(names)
    assert not {"con.md", "con.eml"} & set(names)
