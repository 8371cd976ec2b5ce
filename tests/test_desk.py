"""One command a month: what the single commands make, in one folder, and nothing of hers is lost."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ecosystem import dataset, waiting
from ecosystem.cli import main
from ecosystem.dataset import documents
from ecosystem.edits import Change, What, change, change_list
from tests.cities import SMALL
from tests.fixture import contents

DAY = ("--today", "2026-11-30")
MAP = "https://map.example/"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "data" / "groups.yaml"
    path.parent.mkdir()
    path.write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ECOSYSTEM_DATA", raising=False)
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def desk(*arguments: str) -> Result:
    result = run("desk", "desk", *DAY, *arguments)
    assert result.exit_code == 0, result.output
    return result


def older(data: Path) -> Path:
    path = data.with_name("older.yaml")
    path.write_text(
        SMALL.replace("edition: 2026-11", "edition: 2026-05").replace(
            "{from: council, type: funds", "{from: forum, type: funds"
        ),
        encoding="utf-8",
    )
    return path


def change_workbook(path: Path, change: Callable[[Any], object]) -> bytes:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path.read_bytes()


def test_every_file_is_the_one_that_its_own_command_makes(data: Path, tmp_path: Path) -> None:
    last = str(older(data))
    desk("--last", last, "--url", MAP)
    made = contents(tmp_path / "desk")
    run("export", "workbook", "--output", "alone/map.xlsx")
    run("stale", "--messages", "alone/letters", "--url", MAP, *DAY)
    run("actions", "--ics", "alone/plan.ics", *DAY)
    run("report", "--period", "4-months", "--docx", "alone/p.docx", "--pdf", "alone/p.pdf", *DAY)
    run("build", "--output", "alone/pages", "--since", last, "--url", MAP)
    alone = contents(tmp_path / "alone")
    for one, other in (
        ("workbook.xlsx", "map.xlsx"),
        ("plan.ics", "plan.ics"),
        ("progress.docx", "p.docx"),
        ("progress.pdf", "p.pdf"),
    ):
        assert made[one] == alone[other], one
    for folder in ("letters", "pages"):
        ours = {name: content for name, content in made.items() if name.startswith(f"{folder}/")}
        theirs = {
            name: content
            for name, content in alone.items()
            if name.startswith(f"{folder}/") and "/." not in name
        }
        assert ours == theirs
    assert made["progress.md"].decode() == run("report", "--period", "4-months", *DAY).stdout
    assert made["bulletin.md"].decode() == run("diff", last, "--bulletin").stdout
    due = made["due.md"].decode()
    for line in run("actions", *DAY, "--json").stdout.splitlines():
        if '"sentence"' in line and "overdue" in line:
            assert line.split('"')[3] in due


def test_the_same_data_gives_the_same_bytes_and_what_was_written_is_listed(
    data: Path, tmp_path: Path
) -> None:
    first = desk()
    before = contents(tmp_path / "desk")
    second = desk()
    assert contents(tmp_path / "desk") == before
    assert first.stdout == second.stdout
    for line in first.stdout.splitlines():
        assert Path(line.split("  ")[0]).exists(), line
    assert len(first.stdout.splitlines()) < 12
    assert "canary" not in str(before)


def test_a_workbook_with_a_column_of_her_own_stays_and_the_new_one_is_beside_it(
    data: Path, tmp_path: Path
) -> None:
    desk()
    fresh = (tmp_path / "desk" / "workbook.xlsx").read_bytes()
    path = tmp_path / "desk" / "workbook.xlsx"
    hers = change_workbook(path, lambda book: book["Actions"].cell(1, 40, "RAG"))
    result = desk()
    assert path.read_bytes() == hers
    assert path.with_name("workbook-new.xlsx").read_bytes() == fresh
    assert "holds what is not ours: ‘RAG’ in Actions. It was left as it is." in result.stderr
    assert "Left over" not in result.stderr
    desk("--force")
    assert path.read_bytes() == hers
    change_workbook(
        path.with_name("workbook-new.xlsx"), lambda book: book.create_sheet("Notes").append(["Mine"])
    )
    before = contents(tmp_path / "desk")
    result = run("desk", "desk", *DAY, "--force")
    assert (result.exit_code, contents(tmp_path / "desk")) == (3, before)
    assert "‘Notes’" in result.stderr


def test_a_workbook_that_was_edited_is_not_replaced_and_nothing_is_half_written(
    data: Path, tmp_path: Path
) -> None:
    desk()
    change_workbook(tmp_path / "desk" / "workbook.xlsx", lambda book: book["Actions"].cell(2, 3, "Changed"))
    data.write_text(SMALL.replace("The Choir", "The Big Choir"), encoding="utf-8")
    before = contents(tmp_path / "desk")
    result = run("desk", "desk", *DAY)
    assert (result.exit_code, contents(tmp_path / "desk")) == (3, before)
    assert "workbook.xlsx was edited since this program made it" in result.stderr
    desk("--force")
    assert contents(tmp_path / "desk") != before


def test_a_folder_of_somebody_s_own_is_left_alone(data: Path, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "due.md").write_text("mine", encoding="utf-8")
    result = run("desk", "desk", *DAY)
    assert result.exit_code == 3
    assert list(contents(tmp_path / "desk")) == ["due.md"]


def test_the_bulletin_is_about_the_last_edition_in_the_folder(data: Path, tmp_path: Path) -> None:
    assert "There is no bulletin" in desk().stderr
    data.write_text(
        SMALL.replace("edition: 2026-11", "edition: 2027-01").replace(
            "name: The Choir", "name: The Big Choir"
        ),
        encoding="utf-8",
    )
    for _time in range(2):
        desk()
        bulletin = (tmp_path / "desk" / "bulletin.md").read_text(encoding="utf-8")
        assert "from the November 2026 edition to the January 2027 edition" in bulletin
    assert dataset.load(tmp_path / "desk" / "editions" / "2026-11.json").about.edition == "2026-11"


def test_without_an_earlier_run_the_last_edition_comes_from_git(data: Path, tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=editor", "-c", "user.email=editor@example.org"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "--quiet")
    for edition, name in (
        ("2026-05", "The Choir"),
        ("2026-05", "The Choir of May"),
        ("2026-11", "The Choir of May"),
    ):
        text = SMALL.replace("edition: 2026-11", f"edition: {edition}").replace(
            "name: The Choir", f"name: {name}"
        )
        data.write_text(text, encoding="utf-8")
        git("add", "data")
        git("commit", "--quiet", "--message", edition + name)
    data.write_text(
        data.read_text(encoding="utf-8").replace("The Choir of May", "The Choir of June"), encoding="utf-8"
    )
    assert desk().stderr == ""
    bulletin = (tmp_path / "desk" / "bulletin.md").read_text(encoding="utf-8")
    assert "from the May 2026 edition to the November 2026 edition" in bulletin
    assert "The Choir of May" in bulletin


def suggest(data: Path, *changes: Change, name: str = "changes.json") -> None:
    data.with_name(name).write_text(change_list.dumps(changes), encoding="utf-8")


PURPOSE = change(What.SET, ("partners", "choir", "purpose"), value="It *sings*.")
NAME = change(What.SET, ("partners", "choir", "name"), was="The Choir", value="The City Choir")


def test_what_others_suggest_is_listed_until_it_is_decided(data: Path, tmp_path: Path) -> None:
    suggest(data, PURPOSE, NAME)
    suggest(data, NAME, name="changes-2.json")
    data.with_name("changes-feed.json").write_text('{"version": "https://jsonfeed.org"}', encoding="utf-8")
    data.with_name("changes-odd.json").write_text('{"schema": "ecosystem-changes/9"}', encoding="utf-8")
    assert "what others suggest. 3 suggestions wait for you.\n" in desk().stdout
    told = (tmp_path / "desk" / "suggestions.md").read_text(encoding="utf-8")
    assert told.startswith("# What others suggest\n\n3 suggestions wait for you.\n\n## changes-2.json\n")
    assert "To review: `ecosystem review data/changes.json`\n\n### The Choir\n\n- 1: purpose: " in told
    assert "It \\*sings\\*." in told
    assert "feed" not in told
    assert "changes-odd.json is not a list of changes" in told
    run("review", str(data.with_name("changes.json")), "--accept", "1", "--reject", "2", "--yes", *DAY)
    assert "0 suggestions wait for you." in desk("--force").stdout
    assert "suggestions.md" not in str([*(tmp_path / "desk" / "pages").rglob("*")])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_list_that_has_no_end_is_left_alone(data: Path) -> None:
    os.mkfifo(data.with_name("changes-pipe.json"))
    data.with_name("changes-zero.json").symlink_to("/dev/zero")
    suggest(data, PURPOSE)
    assert [len(listed.suggestions) for listed in waiting.find(data)] == [1]


def test_the_bulletin_tells_what_was_confirmed_and_corrected(data: Path, tmp_path: Path) -> None:
    desk()
    links = documents.of(dataset.load(data))["links"]
    link = next(link for link in links if (link["from"], link["to"]) == ("charity", "forum"))
    said = {"organisation": "forum", "date": "2026-11-20"}
    confirmed = change(What.CONFIRM, ("links", "charity-member-of-forum"), was=link, value=said)
    suggest(data, PURPOSE, NAME, confirmed)
    run("review", str(data.with_name("changes.json")), "--accept", "1", "3", "--reject", "2", "--yes", *DAY)
    text = data.read_text(encoding="utf-8").replace("edition: 2026-11", "edition: 2027-01")
    data.write_text(text.replace("name: The Council", "name: The City Council"), encoding="utf-8")
    desk()
    told = (tmp_path / "desk" / "bulletin.md").read_text(encoding="utf-8")
    assert (
        "## Confirmed by organisations\n\n- Confirmed: The Charity is a member of The Forum, since 2016 "
        "(one side confirms: The Forum).\n"
    ) in told
    assert told.endswith(
        "## Corrected because somebody told us\n\n- The Choir: purpose: nothing → It \\*sings\\*.\n"
    )
    page = (tmp_path / "desk" / "pages" / "index.html").read_text(encoding="utf-8")
    assert "Confirmed by organisations" in page


def test_a_letter_that_is_no_longer_due_is_named(data: Path) -> None:
    desk()
    data.write_text(
        SMALL.replace("name: The Choir\n", "name: The Choir\n    checked: 2026-11-29\n"), encoding="utf-8"
    )
    assert "Do not send: choir.eml and choir.md." in desk().stderr


def test_half_a_city_is_not_published_over_a_whole_one(data: Path, tmp_path: Path) -> None:
    many = "".join(f"  c{n}: {{name: Choir {n}, kind: charity, source: leaflet}}\n" for n in range(9))
    data.write_text(SMALL.replace("events:\n", f"{many}events:\n"), encoding="utf-8")
    desk()
    data.write_text(SMALL, encoding="utf-8")
    before = contents(tmp_path / "desk")
    result = run("desk", "desk", *DAY)
    assert (result.exit_code, "9 of 14 organisations would be lost" in result.stderr) == (1, True), (
        result.stderr
    )
    assert contents(tmp_path / "desk") == before
    desk("--allow-loss")
