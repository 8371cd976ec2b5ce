"""The progress report: what was reported from one day to another, what is late, and what is due next."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, strategies as st

from ecosystem import cli, report
from ecosystem.city import City
from ecosystem.tracking import tracker
from tests.test_report import part

TOWN = """
ecosystem: {title: A town, place: There, edition: 2026-11, summary: Who., licence: None}
sources:
  minutes: {title: Minutes, publisher: The Forum, url: "https://example.org/minutes"}
  photo: {title: A photograph, publisher: The Mill, held_by: The Mill}
  old: {title: Old minutes, publisher: The Forum, held_by: The Forum}
plans:
  plan: {name: The plan, period: 2026, kept_up: true, source: minutes}
  past: {name: The past plan, period: 2020, source: old}
priorities:
  homes: {plan: plan, number: 1, name: Homes, source: minutes,
    progress: [{date: 2026-02, state: under way}, {date: 2026-09-10, state: done, source: minutes}]}
actions:
  build: {plan: plan, reference: "1", name: Build, lead_text: The builder, due: 2026-08, source: minutes,
    progress: [{date: 2026-05, state: under way, note: The ground is bought.}]}
  teach: {plan: plan, reference: "2", name: Teach, due: 2026-12, source: minutes,
    progress: [{date: 2026-10-01, state: done, note: Fifty came., evidence: photo, source: minutes}],
    measure: {indicator: Pupils, target: 60, readings: [{date: 2026-10, value: 50, source: photo}]}}
  meet: {plan: plan, reference: "3", name: Meet, repeats: every 3 months, start: 2026-01, source: minutes}
  sing: {plan: plan, reference: "4", name: Sing, due: 2027-01, source: minutes}
  rest: {plan: past, name: Rest, due: 2020-06, source: old}
"""
DAY = date(2026, 11, 30)


def told(since: date, day: date = DAY, town: str = TOWN) -> str:
    return report.as_markdown(report.progress_report(City.parse(town), since, day))


@pytest.fixture(scope="module")
def text() -> str:
    return told(date(2026, 8, 1))


def test_its_title_and_its_first_line_name_the_time(text: str) -> None:
    assert text.startswith("# A town: progress report\n\nFrom 1 August 2026 to 30 November 2026. Who.\n")


def test_what_was_reported_is_told_with_note_evidence_and_who_says_so(text: str) -> None:
    assert part(text, "What was reported") == [
        "### The plan",
        "- **Priority 1 (Homes).** Reported done; no other evidence found (10 September 2026). "
        "Reported by: Minutes, The Forum.",
        "- **Action 2 (Teach).** Done, with evidence (1 October 2026). Fifty came. "
        "Evidence: A photograph, The Mill. Reported by: Minutes, The Forum.",
    ]


def test_what_changed_and_what_became_late_is_told(text: str) -> None:
    assert part(text, "What changed") == [
        "- Priority 1 (Homes): done (before: under way).",
        "- Action 1 (Build): became overdue on 1 September 2026.",
        "- Action 2 (Teach): done, with evidence (before: no progress reported).",
    ]


def test_what_is_late_and_what_is_next_is_told_with_its_lead(text: str) -> None:
    assert part(text, "Overdue") == [
        "- Action 3 (Meet): no progress reported. It is overdue: it was due in January 2026.",
        "- Action 1 (Build): under way, as reported in May 2026. It is overdue: it was due in August 2026. "
        "Lead: The builder.",
    ]
    assert part(text, "What is due next") == [
        "- Action 4 (Sing): no progress reported. It is due in January 2027."
    ]


def test_a_plan_that_is_not_kept_up_has_nothing_overdue(text: str) -> None:
    assert part(text, "No report found") == [
        "Nobody reports on these plans here. These actions may well be done.",
        "- The action ‘Rest’: no report found. It was due in June 2020.",
    ]
    past = TOWN.replace("kept_up: true, ", "")
    assert part(told(date(2026, 8, 1), town=past), "Overdue") == [
        "No plan here is kept up, so nothing counts as overdue."
    ]


def test_each_priority_and_action_stands_in_a_table_before_and_after(text: str) -> None:
    tables = part(text, "How each priority and action stands")
    assert "| Priority | Before | Status |" in tables
    assert r"| 1\. Homes | Under way | Done |" in tables
    assert "| Action | Lead | Due | Before | Status |" in tables
    assert r"| 1\. Build | The builder | August 2026 | Under way | Under way, overdue |" in tables
    meet = r"| 3\. Meet |  | Every 3 months; was due in January 2026 | No progress reported | "
    assert f"{meet}No progress reported, overdue |" in tables
    assert "### The past plan" not in tables
    assert "| Rest |  | June 2020 | No progress reported | No report found |" in told(date(2020, 1, 1))


def test_measures_are_told_that_were_read_in_this_time(text: str) -> None:
    assert "50" in "".join(part(text, "Measures"))
    assert "## Measures" not in told(date(2026, 11, 1))


def test_only_the_sources_of_its_reports_are_listed(text: str) -> None:
    assert part(text, "Sources") == [
        "- Minutes, The Forum <https://example.org/minutes>",
        "- A photograph, The Mill",
    ]


def test_a_time_without_reports_says_so() -> None:
    quiet = told(date(2026, 11, 1))
    assert part(quiet, "What was reported") == ["Nobody reported on a priority or an action in this time."]
    assert part(quiet, "What changed") == ["The status of no priority and no action changed."]
    assert "Nobody reported on an action in this time." in part(quiet, "In short")[0]


def test_a_report_from_after_the_time_is_not_known_in_it() -> None:
    earlier = told(date(2026, 3, 1), date(2026, 6, 30))
    assert part(earlier, "What was reported") == [
        "### The plan",
        "- **Action 1 (Build).** Under way (May 2026). The ground is bought.",
    ]
    assert r"| 2\. Teach |  | December 2026 | No progress reported | No progress reported |" in earlier


def test_a_report_that_names_only_its_year_may_be_of_any_month() -> None:
    yearly = TOWN.replace("date: 2026-10-01", "date: 2026")
    assert "Fifty came." in told(date(2026, 4, 1), date(2026, 6, 30), yearly)


def test_a_map_without_plans_has_a_short_report() -> None:
    empty = "ecosystem: {title: A town, place: There, edition: 2026-11, summary: Who., licence: None}\n"
    said = told(date(2026, 8, 1), town=empty)
    assert re.findall("^## (.+)$", said, re.MULTILINE) == ["In short", "What was reported"]


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(0, 900))
def test_the_tables_say_of_every_action_how_it_stands_on_the_last_day(since: date, days: int) -> None:
    day = date.fromordinal(since.toordinal() + days)
    composed = report.progress_report(City.parse(TOWN), since, day)
    rows = [
        row
        for each in composed.parts
        for block in each.blocks
        if isinstance(block, report.Table) and len(block.headings) == 5
        for row in block.rows
    ]
    from ecosystem.report import standing

    tracked = tracker.track(standing.by(City.parse(TOWN), day), day)
    assert {row[4].casefold() for row in rows} == {
        each.status_text.casefold() for each in tracked if each.plan == "plan"
    }
    assert len(rows) == 4


# The command


def run(tmp_path: Path, *args: str) -> Result:
    file = tmp_path / "town.yaml"
    file.write_text(TOWN, encoding="utf-8")
    return CliRunner().invoke(cli.main, ["--data", str(file), "report", *args])


@pytest.mark.parametrize(
    ("args", "first"),
    [
        (("--since", "2026-07"), "1 July 2026"),
        (("--since", "2026-07-15"), "15 July 2026"),
        (("--since", "2026"), "1 January 2026"),
        (("--period", "4-months"), "1 August 2026"),
        (("--period", "6-months"), "1 June 2026"),
        (("--period", "12-months"), "1 December 2025"),
    ],
)
def test_the_time_is_named_by_a_date_or_in_months(args: tuple[str, ...], first: str, tmp_path: Path) -> None:
    done = run(tmp_path, *args, "--today", "2026-11-30")
    assert done.exit_code == 0
    assert f"\nFrom {first} to 30 November 2026. " in done.stdout


def test_the_months_that_end_with_a_short_month_begin_with_a_month() -> None:
    assert report.months_before(date(2026, 2, 28), 4) == date(2025, 11, 1)
    assert report.months_before(date(2026, 3, 15), 6) == date(2025, 9, 16)
    assert report.months_before(date.max, 4) == date.max
    assert report.months_before(date.min, 4) == date.min


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--since", "soon"), "--since: ‘soon’ is not a date"),
        (("--since", "2027"), "--since: ‘2027’ lies after today."),
        (("--since", "2026", "--period", "4-months"), "Give --since or --period, not both."),
        (("--period", "weekly"), "'weekly' is not one of"),
    ],
)
def test_what_is_no_time_is_refused(args: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = run(tmp_path, *args, "--today", "2026-11-30")
    assert (done.exit_code, said in done.stderr) == (2, True)
