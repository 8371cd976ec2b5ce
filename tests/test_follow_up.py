"""The commands of the delivery manager: what was promised, how it stands, what is fresh."""

import csv
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result
from icalendar import Calendar

from ecosystem import dataset
from ecosystem.city import City
from ecosystem.cli import answers, main
from ecosystem.tracking import freshness
from tests.cities import SMALL, cited
from tests.fixture import BRISTOL, ROOT, WRES

TODAY = ("--today", "2026-11-30")


@pytest.fixture(autouse=True)
def small(at_home: Path) -> Path:
    return at_home


def run(*args: str, **options: Any) -> Result:
    return CliRunner().invoke(main, args, catch_exceptions=False, **options)


def bristol(*args: str) -> Result:
    return run("--data", str(BRISTOL), *args)


# actions


def test_the_actions_are_a_table_with_the_most_pressing_first() -> None:
    assert run("actions", *TODAY).stdout == (
        "1 action on 30 November 2026. No progress reported. 1 is overdue.\n"
        "build  2021-06-30  no progress reported, overdue  The Charity's builder  Build ten homes\n"
    )
    lines = bristol("actions", "--today", "2020-07-01").stdout.splitlines()
    assert lines[0] == "15 actions on 1 July 2020. Progress: 13 not reported and 2 with no report found."
    assert [line.split()[0] for line in lines[1:4]] == ["a01", "a03", "a05"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ([], 1),
        (["--lead", "charity"], 1),
        (["--lead", "forum"], 0),
        (["--plan", "plan"], 1),
        (["--priority", "homes"], 1),
        (["--priority", "jobs"], 0),
        (["--state", "not-reported"], 1),
        (["--state", "claimed", "--state", "evidenced"], 0),
        (["--overdue"], 1),
        (["--due-by", "2021"], 1),
        (["--due-by", "2021-05"], 0),
        (["--unreported"], 1),
    ],
)
def test_actions_are_filtered(filters: list[str], found: int) -> None:
    answer = json.loads(run("actions", *filters, *TODAY, "--json").stdout)
    jsonschema.validate(answer, answers.schema())
    assert len(answer["tracking"]["actions"]) == found


@pytest.mark.parametrize(
    "args",
    [
        ["--state", "finished"],
        ["--due-by", "soon"],
        ["--due-by", ""],
        ["--today", "soon"],
        ["--plan", "forum"],
        ["--ics", "data"],
    ],
)
def test_filters_that_make_no_sense_are_refused_in_a_sentence(args: list[str]) -> None:
    result = run("actions", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


@pytest.mark.parametrize("option", ["--due-by", "--today"])
def test_a_date_that_is_none_is_told_in_json_too(option: str) -> None:
    result = run("actions", "--json", option, "soon")
    assert result.exit_code == 2
    found = json.loads(result.stdout)
    jsonschema.validate(found, answers.schema())
    assert found["error"]["message"].startswith(f"{option}: ")


@pytest.mark.usefixtures("small")
def test_a_city_as_it_stood_is_tracked_on_the_last_day_of_then() -> None:
    assert "On 31 December 2020" in run("actions", "--at", "2020").stdout
    assert json.loads(run("stale", "--json", "--at", "2020").stdout)["stale"]["today"] == "2020-12-31"
    assert "On 3 March 2026" in run("actions", "--at", "2020", "--today", "2026-03-03").stdout


def test_no_cell_of_the_table_is_a_formula(small: Path) -> None:
    names = ["=1+1", "+1", "-1", "@cmd", "'=1"]
    actions = "".join(
        f"  x{place}: {{plan: plan, name: {name}, lead_text: {name}, source: minutes}}\n"
        for place, name in enumerate(map(json.dumps, names))
    )
    small.write_text(SMALL.replace("actions:\n", f"actions:\n{actions}"), encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run("actions", "--csv", *TODAY).stdout)))
    assert len(rows) == 6
    assert {cell[:1] for row in rows for cell in row.values()} & set("=+-@\t\r") == set()
    assert {"'=1+1", "'+1", "'-1", "'@cmd", "''=1"} <= {row["name"] for row in rows}


def test_a_table_of_nothing_has_the_columns_of_every_other() -> None:
    columns = run("actions", "--csv", *TODAY).stdout.splitlines()[0]
    result = run("actions", "--csv", "--priority", "jobs", *TODAY)
    assert (result.exit_code, result.stdout.splitlines()) == (0, [columns])
    assert columns.startswith('"id","plan","reference","name",')


@pytest.mark.parametrize("date", ["2016-1X", "2016-02-3X"])
def test_a_date_that_the_library_does_not_know_leaves_the_answer_in_json(date: str) -> None:
    result = run("actions", "--json", "--due-by", date)
    assert json.loads(result.stdout)["error"]["kind"] == "InvalidDateError"


def test_a_calendar_is_written_and_written_again(tmp_path: Path) -> None:
    assert bristol("actions", "--ics", "plan.ics", *TODAY).stdout == ""
    before = (tmp_path / "plan.ics").read_bytes()
    assert len(Calendar.from_ical(before).walk("VEVENT")) == 15
    assert bristol("actions", "--ics", "plan.ics", "--today", "2030-01-01").exit_code == 0
    assert (tmp_path / "plan.ics").read_bytes() == before
    (tmp_path / "plan.ics").write_text("mine", encoding="utf-8")
    assert bristol("actions", "--ics", "plan.ics", *TODAY).exit_code == 3
    assert (tmp_path / "plan.ics").read_text(encoding="utf-8") == "mine"


# update


REPORT = ("update", "build", "--state", "under-way", "--note", "Five stand.", "--date", "2026-11", *TODAY)
ADDED = """\
    source: minutes
+    progress:
+      - date: 2026-11
+        state: under way
+        note: Five stand.
"""


def test_an_update_shows_the_change_asks_and_writes(small: Path) -> None:
    result = run(*REPORT, input="y\n")
    assert result.exit_code == 0
    assert ADDED in result.stdout
    assert "Write these changes to data/groups.yaml? [y/N]: " in result.stderr
    after = small.read_text(encoding="utf-8")
    (report,) = dataset.parse(after).actions["build"].progress
    assert (report.date, report.state, report.note) == ("2026-11", "under way", "Five stand.")
    assert small.with_name("groups.yaml.bak").read_text(encoding="utf-8") == SMALL
    assert "1 under way" in run("actions", *TODAY).stdout


@pytest.mark.parametrize(("more", "answer", "status"), [((), "n\n", 1), ((), "", 1), (("--dry-run",), "", 0)])
def test_nothing_is_written_without_a_yes(
    small: Path, more: tuple[str, ...], answer: str, status: int
) -> None:
    result = run(*REPORT, *more, input=answer)
    assert result.exit_code == status
    assert ADDED in result.stdout
    assert small.read_text(encoding="utf-8") == SMALL
    assert [path.name for path in small.parent.iterdir()] == ["groups.yaml"]


def test_yes_does_not_ask_and_a_second_report_stands_below_the_first(small: Path) -> None:
    assert run(*REPORT, "--yes").exit_code == 0
    later = run("update", "build", "--state", "done", "--evidence", "leaflet", "--yes", *TODAY)
    assert later.exit_code == 0
    reports = dataset.load(small).actions["build"].progress
    assert [(each.date, each.evidence) for each in reports] == [
        ("2026-11", ()),
        ("2026-11-30", cited("leaflet")),
    ]
    assert "done, with evidence" in run("actions", *TODAY).stdout


def test_what_is_named_twice_is_written_once(small: Path) -> None:
    address = "https://example.org/homes"
    twice = ("--evidence", address, "--evidence", address, "--source", "minutes", "--source", "minutes")
    said = ("--title", "Ten homes", "--publisher", "The Charity")
    assert run("update", "build", "--state", "done", *twice, *said, "--yes", *TODAY).exit_code == 0
    city = dataset.load(small)
    (report,) = city.actions["build"].progress
    assert (report.sources, report.evidence) == (cited("minutes"), cited("build-evidence"))
    assert [source.id for source in city.sources.values() if source.url == address] == ["build-evidence"]


def test_the_source_of_a_long_id_has_an_id_too(small: Path) -> None:
    name = "build-ten-homes-for-all-who-wait-and-for-those-no-longer"  # its 50th sign is a hyphen
    small.write_text(
        SMALL.replace("  build:", f"  {name}:").replace("from: build", f"from: {name}"), encoding="utf-8"
    )
    done = ("update", name, "--state", "done", "--evidence", "https://example.org/homes", "--yes", *TODAY)
    assert name[49] == "-"
    assert run(*done, "--title", "Ten homes", "--publisher", "The Charity").exit_code == 0
    assert dataset.load(small).actions[name].progress[0].evidence == cited(name[:49])


def test_a_priority_can_be_reported_on_too(small: Path) -> None:
    assert run("update", "jobs", "--state", "done", "--source", "minutes", "--yes", *TODAY).exit_code == 0
    assert dataset.load(small).priorities["jobs"].progress[0].sources == cited("minutes")


def test_evidence_with_a_new_address_becomes_a_source(small: Path) -> None:
    address = "https://example.org/homes?a=b&c"
    done = ("update", "build", "--state", "done", "--evidence", address, "--yes", *TODAY)
    refused = run(*done)
    assert refused.exit_code == 2
    assert "Give its --title and --publisher." in refused.stderr
    assert run(*done, "--title", "Ten homes: a list", "--publisher", "The Charity").exit_code == 0
    city = dataset.load(small)
    assert city.sources["build-evidence"].url == address
    assert city.actions["build"].progress[0].evidence == cited("build-evidence")
    again = run("update", "homes", "--state", "under way", "--evidence", address, "--yes", *TODAY)
    assert again.exit_code == 0
    assert dataset.load(small).priorities["homes"].progress[-1].evidence == cited("build-evidence")
    said = ("--title", "A later list", "--publisher", "The Charity")
    later = ("update", "build", "--state", "stopped", "--evidence", f"{address}&d", "--yes")
    third = run(*later, *said, "--today", "2026-12-01")
    assert third.exit_code == 0
    assert dataset.load(small).actions["build"].progress[-1].evidence == cited("build-evidence-2")


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("build", "--state", "nearly"), 2, "'nearly' is not one of"),
        (("forum", "--state", "done"), 2, "‘forum’ is neither an action nor a priority."),
        (("nobody", "--state", "done"), 2, "Nothing on the map is called ‘nobody’"),
        (("build",), 2, "Missing option '--state'"),
        (
            ("build", "--state", "done", "--title", "A list"),
            2,
            "There is no new address under --evidence, so leave out",
        ),
        (
            ("build", "--state", "done", "--evidence", "minutes", "--publisher", "X"),
            2,
            "There is no new address",
        ),
        (("build", "--state", "done", "--date", ""), 1, "progress[1].date: there is no value"),
        (("build", "--state", "done", "--evidence", "minuts"), 2, "Did you mean ‘minutes’?"),
        (
            ("build", "--state", "done", "--evidence", "http:/x"),
            2,
            "is neither a source id nor a web address. Evidence must be something a reader can open.",
        ),
        (
            ("build", "--state", "done", "--evidence", "javascript://x"),
            2,
            "which is not safe on a public map",
        ),
        (("build", "--state", "done", "--date", "2026-12"), 1, "is dated after today, 2026-11-30"),
        (("build", "--state", "done", "--date", "soon"), 1, "‘soon’ is not a date"),
        (("homes", "--state", "done", "--date", "2021"), 1, "already has a report dated 2021"),
        (("build", "--state", "done", "--note", "Ask jo@example.org"), 1, "looks like an email address"),
    ],
)
def test_what_cannot_be_so_is_refused_in_a_sentence(
    small: Path, args: tuple[str, ...], status: int, said: str
) -> None:
    result = run("update", *args, "--yes", *TODAY)
    assert result.exit_code == status
    assert said in result.stderr
    assert small.read_text(encoding="utf-8") == SMALL


def test_a_mistake_of_an_update_is_told_with_its_line(small: Path) -> None:
    said = run("update", "homes", "--state", "done", "--date", "2021", "--yes", *TODAY).stderr
    assert said.splitlines()[0] == "This change would add 1 mistake to data/groups.yaml. Nothing was written."
    assert re.search(
        r"^  line \d+: priorities\.homes\.progress\[2\]\.date: line \d+ already has a report",
        said,
        re.MULTILINE,
    )


def test_a_report_before_the_start_of_its_action_is_refused(small: Path) -> None:
    small.write_text(SMALL.replace("due: 2021-06\n", "due: 2021-06\n    start: 2021-01\n"), encoding="utf-8")
    result = run("update", "build", "--state", "done", "--date", "2020-12", "--yes", *TODAY)
    assert "is older than the action’s start (2021-01)" in result.stderr


@pytest.mark.posix
def test_an_update_that_is_killed_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """A hundred times: an update of the trust's plan, killed at some moment of its work."""
    folder = tmp_path / "city"
    folder.mkdir()
    file = folder / "groups.yaml"
    old = WRES.read_bytes()
    arguments = [
        "--data",
        str(file),
        "update",
        "a1",
        "--state",
        "done",
        "--note",
        "Reported.",
        "--yes",
        *TODAY,
    ]
    # The program is loaded once; each update runs in a process of its own, split off from it.
    program = (
        "import os, sys\n"
        "from ecosystem.cli import main\n"
        "from ecosystem import edits\n"
        "from ecosystem.tracking import updates\n"
        "for _ in iter(sys.stdin.readline, ''):\n"
        "    if not (child := os.fork()):\n"
        "        os.dup2(2, 1); main(sys.argv[1:])\n"
        "    print(child, flush=True); sys.stdin.readline()\n"
        "    print(os.waitpid(child, 0)[1], flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        bufsize=1,
    ) as server:
        assert server.stdin
        assert server.stdout

        def update(kill_after: float | None) -> int:
            assert server.stdin
            assert server.stdout
            file.write_bytes(old)
            server.stdin.write("go\n")
            child = int(server.stdout.readline())
            if kill_after is not None:
                time.sleep(kill_after)
                os.kill(child, signal.SIGKILL)
            server.stdin.write("how did it end?\n")
            return int(server.stdout.readline())

        def timed() -> float:
            start = time.perf_counter()
            assert update(None) == 0
            return time.perf_counter() - start

        whole = min(timed() for _ in range(3))
        new = file.read_bytes()
        assert new != old
        chance = random.Random(6)
        killed = 0
        for _ in range(100):
            killed += update(chance.uniform(0, whole)) == signal.SIGKILL
            assert file.read_bytes() in (old, new)
            backup = folder / "groups.yaml.bak"
            assert not backup.exists() or backup.read_bytes() == old
        server.stdin.close()
    assert killed > 20


# checked


def test_checked_notes_the_day_that_somebody_looked(small: Path) -> None:
    result = run("checked", "round table", "--yes", *TODAY)
    assert "+    checked: 2026-11-30\n" in result.stdout
    assert dataset.load(small).groups["forum"].checked == "2026-11-30"
    assert small.read_text(encoding="utf-8").replace("    checked: 2026-11-30\n", "") == SMALL
    again = run("checked", "forum", "--yes", *TODAY)
    assert (again.exit_code, again.stdout, again.stderr) == (
        0,
        "",
        "The file already says this. Nothing was written.\n",
    )
    assert run("checked", "fair", "--date", "2026-10", "--yes", *TODAY).exit_code == 0
    assert dataset.load(small).events["fair"].checked == "2026-10"


def test_only_organisations_events_and_outputs_can_be_checked() -> None:
    result = run("checked", "jobs", "--yes", *TODAY)
    assert result.exit_code == 2
    assert "‘jobs’ is not an organisation, an event or an output." in result.stderr


def test_an_empty_date_is_no_day() -> None:
    assert "groups.forum.checked: there is no value" in run("checked", "forum", "--date", "", *TODAY).stderr


def test_nobody_has_looked_tomorrow(small: Path) -> None:
    assert "is after today" in run("checked", "forum", "--date", "2026-12-01", "--yes", *TODAY).stderr
    ahead = SMALL.replace("    kind: forum\n", "    kind: forum\n    checked: 2027\n")
    small.write_text(ahead, encoding="utf-8")
    assert run("check", *TODAY).exit_code == 1
    assert run("check", "--today", "2027-01-01").exit_code == 0
    assert run("list").exit_code == 0


def test_the_clock_is_read_in_one_place() -> None:
    sources = {
        path.name: len(
            re.findall(r"\.today\(\)|\.now\(|time\.time\(|utcnow", path.read_text(encoding="utf-8"))
        )
        for path in (ROOT / "ecosystem").rglob("*.py")
    }
    assert {name: count for name, count in sources.items() if count} == {"options.py": 1}


# stale


def looked(when: str, *organisations: str) -> str:
    text = SMALL
    for organisation in organisations:
        text = text.replace(f"  {organisation}:\n", f"  {organisation}:\n    checked: {when}\n")
    return text


def stale(text: str, months: int = 12) -> freshness.Stale:
    return freshness.find(City.parse(text), date(2026, 11, 30), months)


def matters(found: freshness.Stale) -> dict[str, list[str]]:
    return {
        str(ask.organisation): [f"{item.matter} {item.about}" for item in ask.items] for ask in found.asks
    }


def test_what_nobody_has_looked_at_is_asked_of_the_organisation_it_belongs_to() -> None:
    assert matters(stale(SMALL)) == {
        "forum": ["entry forum"],
        "staff": ["entry staff", "link staff-staff-network-of-council"],
        "council": ["entry council", "link council-funds-charity-2", "link council-hosts-forum"],
        "charity": ["entry charity", "link charity-member-of-forum", "action build"],
        "choir": ["entry choir"],
    }


def test_a_link_is_fresh_when_one_of_its_ends_is() -> None:
    found = matters(stale(looked("2026-10", "forum", "council")))
    assert found == {
        "staff": ["entry staff"],
        "charity": ["entry charity", "action build"],
        "choir": ["entry choir"],
    }


@pytest.mark.parametrize(
    ("when", "months", "fresh"),
    [
        ("2026-11-30", 12, 1),
        ("2025-11-30", 12, 1),
        ("2025-11-29", 12, 0),
        ("2025-11", 12, 1),
        ("2025-10", 12, 0),
        ("2026-05-29", 6, 0),
        ("2026-05", 6, 1),
    ],
)
def test_fresh_is_what_was_checked_within_so_many_months(when: str, months: int, fresh: int) -> None:
    span = "the last year" if months == 12 else "the last 6 months"
    expected = {
        0: f"No entry has been checked in {span}.",
        1: f"1 of 5 entries was checked in {span}.",
    }
    assert stale(looked(when, "forum"), months).freshness == expected[fresh]


@pytest.mark.parametrize(("day", "fresh"), [("0040-01-01", 1), ("2021-06-30", 1), ("2026-11-30", 0)])
def test_what_was_checked_since_some_time_counts_from_then(day: str, fresh: int) -> None:
    """Of an open period nobody knows the end; and no span of months leads out of the calendar."""
    city = City.parse(looked("2021/..", "forum"))
    assert freshness.words(city, date.fromisoformat(day), 600).startswith("1 of 5 entries ")
    assert freshness.words(city, date.fromisoformat(day), 12).startswith("1 of 5" if fresh else "No entry")


def test_one_organisation_is_counted_as_one() -> None:
    ended = SMALL
    for organisation in ("staff", "council", "charity", "choir"):
        ended = ended.replace(f"  {organisation}:\n    name", f"  {organisation}:\n    ended: 2022\n    name")
    assert stale(ended).freshness == "No entry has been checked in the last year."


def test_an_entry_is_told_in_sentences_and_no_name_twice() -> None:
    said = {item.about: item.sentence for ask in stale(SMALL).asks for item in ask.items}
    assert said["charity"] == "The Charity: not checked yet. Active in 2021."
    assert said["build"] == "Action 1 (Build ten homes): no progress reported. Timescale: by the summer."
    short = SMALL.replace("name: Build ten homes", "name: Build ten homes.\n    short: Homes")
    said = {item.about: item.sentence for ask in stale(short).asks for item in ask.items}
    assert (
        said["build"] == "Action 1 (Homes): no progress reported. Build ten homes. Timescale: by the summer."
    )


def test_what_has_ended_is_not_asked_after() -> None:
    found = stale(SMALL.replace("  choir:\n", "  choir:\n    ended: 2020\n"))
    assert "choir" not in matters(found)
    assert found.freshness == "No entry has been checked in the last year."


def test_the_owner_of_a_plan_is_asked_where_nobody_who_leads_is_still_going() -> None:
    ended = SMALL.replace("  charity:\n    name", "  charity:\n    ended: 2022\n    name")
    for text in (SMALL.replace("    leads: [charity]\n", ""), ended):
        (ask,) = (each for each in stale(text).asks if any(item.about == "build" for item in each.items))
        assert (ask.organisation, ask.roles) == ("forum", ())  # the role is that of who leads
    assert "charity" not in matters(stale(ended))
    over = ended.replace("  forum:\n    name", "  forum:\n    ended: 2023\n    name")
    assert matters(stale(over))["None"] == ["action build"]
    gone = over.replace("  council:\n", "  council:\n    ended: 2023\n")
    for organisation in ("staff", "choir"):
        gone = gone.replace(f"  {organisation}:\n", f"  {organisation}:\n    ended: 2023\n")
    assert stale(gone).summary == "To confirm: 1 question on actions. The data names nobody to ask."


def test_a_role_is_named_once_however_it_is_written() -> None:
    who = "leads: [charity], lead_text: the charity's Builder"
    more = f"  paint: {{plan: plan, name: Paint, {who}, source: minutes}}\n"
    (ask,) = (
        each
        for each in stale(SMALL.replace("links:\n", f"{more}links:\n")).asks
        if each.organisation == "charity"
    )
    assert ask.roles == ("The Charity's builder",)
    assert [item.about for item in ask.items if item.matter == "action"] == ["build", "paint"]


@pytest.mark.parametrize(
    ("report", "is_asked"),
    [
        ("{date: 2026-06, state: under way}", False),
        ("{date: 2024, state: under way}", True),
        ("{date: 2021-02, state: done}", False),
        ("{date: 2021-02, state: stopped}", False),
        ("{date: 2021-06, state: done}\n    start: 2020-12\n    repeats: every 6 months", False),
        ("{date: 2020-12, state: done}\n    start: 2020-12\n    repeats: every 6 months", True),
        ("{date: 2021-06, state: under way}\n    start: 2020-12\n    repeats: every 6 months", True),
        ("{date: 2021-02, state: done}\n    repeats: every 2 years", True),
    ],
)
def test_an_action_is_stale_until_it_is_reported_on_or_over(report: str, is_asked: bool) -> None:
    found = stale(SMALL.replace("due: 2021-06\n", f"due: 2021-06\n    progress: {report}\n"))
    assert ("action build" in matters(found)["charity"]) is is_asked


def test_the_messages_list_exactly_what_to_confirm(tmp_path: Path) -> None:
    result = run("stale", "--messages", "letters", *TODAY)
    assert result.exit_code == 0
    found = json.loads(run("stale", "--json", *TODAY).stdout)
    jsonschema.validate(found, answers.schema())
    asks = {ask["organisation"]: ask for ask in found["stale"]["asks"]}
    written = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "letters").glob("*.md")}
    assert set(written) == set(asks)
    for organisation, text in written.items():
        about = [item["about"] for item in (*asks[organisation]["items"], *asks[organisation].get("due", ()))]
        assert text.count("\n- [ ] ") == len(set(about))
        assert "canary" not in text
    assert "# The Charity: please confirm" in written["charity"]
    assert "For: The Charity's builder" in written["charity"]
    assert run("stale", "--messages", "letters", *TODAY).exit_code == 0


def test_letters_of_an_earlier_run_are_told_of_and_left_alone(small: Path, tmp_path: Path) -> None:
    run("stale", "--messages", "letters", *TODAY)
    (tmp_path / "letters" / "mine.md").write_text("Mine.", encoding="utf-8")
    small.write_text(looked("2026-11", "choir"), encoding="utf-8")
    result = run("stale", "--messages", "letters", *TODAY)
    assert (
        result.stderr.splitlines()[-1]
        == "Left over from an earlier run. Do not send: choir.eml and choir.md."
    )
    assert (tmp_path / "letters" / "choir.md").exists()


def test_letters_need_a_folder(small: Path) -> None:
    result = run("stale", "--messages", str(small), *TODAY)
    assert (result.exit_code, "is a file" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("args", "file"),
    [(("actions", "--ics", "mine/a.ics"), "a.ics"), (("stale", "--messages", "mine"), "charity.md")],
)
def test_a_stranger_s_file_is_written_over_only_by_force(
    args: tuple[str, ...], file: str, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / file).write_text("Mine.", encoding="utf-8")
    refused = run(*args, *TODAY)
    assert (refused.exit_code, "replace it with --force" in refused.stderr) == (3, True)
    assert (tmp_path / "mine" / file).read_text(encoding="utf-8") == "Mine."
    assert run(*args, *TODAY, "--force").exit_code == 0
    assert "ecosystem-mapper" in (tmp_path / "mine" / file).read_text(encoding="utf-8")


def test_nobody_is_asked_when_all_is_fresh() -> None:
    text = looked("2026-11", "forum", "staff", "council", "charity", "choir")
    text = text.replace("due: 2021-06\n", "due: 2021-06\n    progress: {date: 2026-11, state: done}\n")
    assert (stale(text).summary, stale(text).asks) == ("Nothing needs confirming.", ())


def test_the_questions_on_bristol_name_no_person() -> None:
    said = bristol("stale", *TODAY).stdout
    assert "@" not in said
    assert "RESLG Delivery Manager" in said


def test_a_question_stays_as_quick_as_it_was() -> None:
    """What a tracker needs is not imported for what needs none."""
    program = (
        "import sys; from click.testing import CliRunner; from ecosystem.cli import main\n"
        "CliRunner().invoke(main, ['--data', sys.argv[1], 'connections', 'recruitment'])\n"
        "heavy = ('icalendar', 'dateutil', 'ruamel', 'ecosystem.tracking.tracker', 'ecosystem.edits')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, BRISTOL],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ},
    )
    assert done.stdout == "[]\n"


def test_an_update_keeps_everything_else_of_bristol(tmp_path: Path) -> None:
    file = tmp_path / "bristol.yaml"
    file.write_bytes(BRISTOL.read_bytes())
    run("--data", str(file), "update", "a15", "--state", "stopped", "--yes", *TODAY)
    before, after = (
        yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for path in (BRISTOL, file)
    )
    assert after["actions"]["a15"].pop("progress") == [{"date": "2026-11-30", "state": "stopped"}]
    assert after == before
