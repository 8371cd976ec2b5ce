"""The draft of the annual report: its parts in order, and every number one that a command gives."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ecosystem import cli, dataset, report, sentences
from ecosystem.city import City
from ecosystem.language import joined
from ecosystem.model import Basis, Ecosystem
from tests import pseudo
from tests.cities import SMALL
from tests.fixture import BRISTOL
from tests.test_changes import HOSTILE, markdown_lines

HEADINGS = [
    "What was planned",
    "What was produced",
    "Who took part",
    "Progress",
    "What was done",
    "What changed in the last year",
    "How each priority and action stands",
    "Measures",
    "Gaps",
    "Where sources disagree",
    "What comes next",
    "Sources",
]
ABOUT = "ecosystem: {title: A city, place: There, edition: 2026-11, summary: Who., licence: None}\n"


@pytest.fixture(scope="module", params=["bristol", "small"])
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data file of each of the two cities in turn."""
    if request.param == "bristol":
        return BRISTOL
    path = tmp_path_factory.mktemp("small") / "city.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def city(data: Path) -> City:
    return City.load(data)


@pytest.fixture(scope="module")
def ecosystem(city: City) -> Ecosystem:
    return city.ecosystem


@pytest.fixture(scope="module")
def text(city: City) -> str:
    return report.markdown(city)


def ask(data: Path, *args: str) -> dict[str, Any]:
    """What a command answers in JSON."""
    done = CliRunner().invoke(cli.main, ["--data", str(data), *args, "--json"], catch_exceptions=False)
    answer: dict[str, Any] = json.loads(done.stdout)
    assert "error" not in answer
    return answer


def part(text: str, heading: str) -> list[str]:
    """The lines under a heading that are not empty."""
    (found,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return [line for line in found.splitlines() if line]


def shown(line: str) -> str:
    """A line of Markdown as it is read."""
    return re.sub(r"\\(.)", r"\1", line.removeprefix("- "))


def read(text: str) -> str:
    return report.markdown(City.parse(text))


# Shape


def test_the_parts_stand_in_their_order(text: str) -> None:
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS


def test_it_opens_with_title_edition_summary_and_what_a_draft_is(text: str, ecosystem: Ecosystem) -> None:
    title, _, edition, _, advice, *_ = text.splitlines()
    assert shown(title) == f"# {ecosystem.about.title}: annual report"
    assert shown(edition) == f"Published November 2026. {ecosystem.about.summary}"
    assert "This is a draft made from the data of the map." in advice


def test_no_heading_is_empty(text: str) -> None:
    for heading in HEADINGS:
        assert part(text, heading)


def test_the_same_city_gives_the_same_report(data: Path, text: str) -> None:
    assert report.markdown(City.load(data)) == text
    done = CliRunner().invoke(cli.main, ["--data", str(data), "report"])
    assert (done.exit_code, done.stdout, done.stderr) == (0, text, "")


# Numbers


def test_organisations_links_and_degrees_are_those_of_analyse_and_list(text: str, data: Path) -> None:
    measures = ask(data, "analyse")["analysis"]["measures"]
    count, *_ = part(text, "Who took part")
    sections = [
        (len(ask(data, "list", section)["things"]), section[:-1])
        for section in ("groups", "networks", "partners")
    ]
    words = joined([f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in sections])
    assert (
        count == f"{measures['organisations']} organisations: {words}. {measures['links']} links in the data."
    )
    assert measures["links"] == len(dataset.load(data).links)
    said = CliRunner().invoke(cli.main, ["--data", str(data), "analyse"]).stdout
    lines = [shown(line) for line in part(text, "Who took part") if line.startswith("- ")]
    assert len(lines) == len(measures["degree"])
    assert all(f"  {line}\n" in said for line in lines)


def test_every_priority_has_the_summary_of_connections(text: str, data: Path, ecosystem: Ecosystem) -> None:
    lines = [shown(line) for line in part(text, "What was planned") if re.match(r"\d+\. \*\*", line)]
    assert len(lines) == len(ecosystem.priorities)
    for key, priority in ecosystem.priorities.items():
        summary = ask(data, "connections", key)["answer"]["summary"]
        (line,) = [line for line in lines if line.startswith(f"{priority.number}. **{priority.name}.** ")]
        assert line.endswith(summary)


def test_plans_count_their_priorities_and_actions(text: str, data: Path, ecosystem: Ecosystem) -> None:
    lines = part(text, "What was planned")
    priorities = sum(int(n) for line in lines for n in re.findall(r"\b(\d+) priorit(?:y|ies)\b", line))
    actions = sum(int(n) for line in lines for n in re.findall(r"\b(\d+) actions?(?=\.$| and)", line))
    assert priorities == len(ask(data, "list", "priorities")["things"])
    assert actions == len(ask(data, "list", "actions")["things"])
    assert sum(line.startswith("- ") for line in lines) == actions
    assert sum(line.startswith("### ") for line in lines) == len(ecosystem.plans)


def test_events_and_outputs_are_counted_and_named(text: str, data: Path) -> None:
    lines = part(text, "What was produced")
    for section in ("events", "outputs"):
        things = ask(data, "list", section)["things"]
        counts = f"{len(things)} {section if len(things) != 1 else section[:-1]}"
        place = next(
            n for n, line in enumerate(lines, 1) if re.match(rf"{counts}(:|, \d+ only planned:)", line)
        )
        for thing, line in zip(things, lines[place : place + len(things)], strict=True):
            assert shown(line).startswith(f"{thing['name']} ({thing['kind']}")


def test_what_was_only_to_be_made_is_not_told_as_made() -> None:
    made = "{from: forum, type: produced, to: report, since: 2021-06-05, source: minutes}"
    planned = made.replace("source", "basis: planned, source")
    other = "  - {from: council, type: funds, to: report, basis: planned, source: minutes}\n"
    for links, said in (
        (made, "1 output:"),
        (f"{made}\n{other}", "1 output:"),
        (planned, "1 output, 1 only planned:"),
    ):
        lines = part(read(SMALL.replace(made, links)), "What was produced")
        assert said in lines
        assert any("planned. We found no record" in line for line in lines) is (links is planned)


def test_gaps_are_counted_as_the_command_counts_them(text: str, data: Path) -> None:
    found = ask(data, "gaps")["gaps"]
    counts = Counter(gap["gap"] for gap in found["open"])
    numbers = [int(line.rsplit(": ", 1)[1]) for line in part(text, "Gaps")]
    assert sorted(numbers) == sorted(counts.values())
    said = CliRunner().invoke(cli.main, ["--data", str(data), "gaps"]).stdout
    for line in part(text, "Gaps"):
        heading, number = line.removeprefix("- ").rsplit(": ", 1)
        assert f"\n{heading} ({number})\n" in said


def test_planned_links_and_suggestions_are_those_of_the_commands(
    text: str, data: Path, ecosystem: Ecosystem
) -> None:
    lines = part(text, "What comes next")
    planned = [link for link in ecosystem.links if link.basis is Basis.PLANNED]
    count = (
        "1 link is planned. We found no record that it happened."
        if len(planned) == 1
        else f"{len(planned)} links are planned. We found no record that they happened."
    )
    assert lines[0] == count
    city = City(ecosystem)
    told = [shown(line) for line in lines[1:] if not line.startswith(("- Suggestion: ", "Suggestions:"))]
    assert told == [sentences.of_link(city, link) for link in planned]
    suggested = [shown(line) for line in lines if line.startswith("- Suggestion: ")]
    assert suggested == [each["sentence"] for each in ask(data, "gaps")["gaps"]["introductions"]]


def test_progress_adds_up_to_all_priorities_and_actions(text: str, ecosystem: Ecosystem) -> None:
    lines = part(text, "Progress")
    for line in lines:
        head, states = line.rsplit(": ", 1)
        (total,) = re.findall(r", (\d+) (?:priority|priorities|actions?)$", head)
        assert sum(map(int, re.findall(r"(\d+) ", states))) == int(total)
    totals = sum(int(re.findall(r", (\d+) \w+: ", line)[0]) for line in lines)
    assert totals == len(ecosystem.priorities) + len(ecosystem.actions)


def test_disputes_and_sources_are_all_there(text: str, ecosystem: Ecosystem) -> None:
    assert len(part(text, "Where sources disagree")) == len(ecosystem.disputes)
    sources = part(text, "Sources")
    assert len(sources) == len(ecosystem.sources)
    for source, line in zip(ecosystem.sources.values(), sources, strict=True):
        assert shown(line).startswith(source.title)
        assert line.endswith(f" <{source.url}>") is bool(source.url)


# Progress, by hand

PROGRESS = (
    ABOUT
    + """
sources:
  s: {title: S, publisher: P, held_by: P}
plans:
  plan: {name: The plan, source: s}
actions:
  a: {plan: plan, name: A, source: s}
  b: {plan: plan, name: B, source: s, progress: [{date: 2020, state: under way}]}
  c: {plan: plan, name: C, source: s, progress: [{date: 2020, state: done, source: s}]}
  d: {plan: plan, name: D, source: s, progress: [{date: 2020, state: done, evidence: s}]}
  e: {plan: plan, name: E, source: s,
    progress: [{date: 2020, state: done}, {date: 2021, state: done, evidence: s}]}
  f: {plan: plan, name: F, source: s, progress: [{date: 2020, state: stopped}]}
"""
)


def test_what_is_claimed_and_what_is_evidenced_are_told_apart() -> None:
    assert part(read(PROGRESS), "Progress") == [
        "- The plan, 6 actions: 1 not reported, 1 under way, 1 done, 2 done with evidence and 1 stopped."
    ]


def test_who_leads_an_action_is_told_in_the_words_of_the_plan_or_by_name() -> None:
    """As on the page."""
    words = [line for line in part(read(SMALL), "What was planned") if line.startswith("- ")]
    assert words == ["- Build ten homes. Lead: The Charity's builder. Timescale: by the summer."]
    bare = SMALL.replace("    lead_text: The Charity's builder\n    timescale: by the summer\n", "")
    names = [line for line in part(read(bare), "What was planned") if line.startswith("- ")]
    assert names == ["- Build ten homes. Lead: The Charity. Timescale: June 2021."]


# Little data


def test_an_empty_city_gives_a_short_report_without_empty_headings() -> None:
    said = read(ABOUT)
    assert said.startswith("# A city: annual report\n\nPublished November 2026. Who.\n\n*This is a draft")
    assert "##" not in said
    assert len(said.splitlines()) == 5


def test_organisations_without_links_leave_no_list_open() -> None:
    kinds = "kinds: {club: {section: groups, label: club, plural: Clubs, shape: circle, hue: plum}}\n"
    sources = "sources: {s: {title: S, publisher: P}}\n"
    said = read(f"{ABOUT}{kinds}{sources}groups: {{a: {{name: A, kind: club, source: s}}}}\n")
    assert part(said, "Who took part") == [
        "1 organisation: 1 group, 0 networks and 0 partners. 0 links in the data."
    ]
    assert re.findall(r"^## (.+)$", said, re.MULTILINE) == ["Who took part", "Gaps", "Sources"]


def test_accepted_gaps_stand_with_their_reason() -> None:
    accepted = SMALL.replace(
        "disputes:\n",
        (
            "accepted_gaps:\n  - "
            "{gap: organisation with one link, about: choir, reason: They only sing.}\ndisputes:\n"
        ),
    )
    lines = part(read(accepted), "Gaps")
    assert lines[-1] == "- Accepted: The map shows no link of The Choir. They only sing."
    assert "- Organisations with one link or none: 1" in lines


# Hostile text


def test_hostile_text_is_shown_as_it_stands() -> None:
    text = SMALL
    for words in (
        "A small city\n",
        "Who does what in a small city.",
        "The Choir\n",
        "Build ten homes",
        "The Charity's builder",
        "by the summer",
        "A leaflet",
        "The Job Fair",
        "How many belong to it?",
        "They count differently.",
        "The Forum's plan",
    ):
        short = "\n    short: Short" if words in ("The Choir\n", "The Job Fair", "The Forum's plan") else ""
        text = text.replace(words.strip(), json.dumps(f"1. {words.strip()} {HOSTILE}") + short, 1)
    text = text.replace(
        "number: 2\n    name: Homes", f"number: 2\n    short: Homes\n    name: {json.dumps(HOSTILE)}"
    )
    said = read(text)
    tables = [line for line in said.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in tables} == {3, 5}  # priorities, actions
    cells = re.sub(r"^\| (.*) \|$", lambda row: re.sub(r"(?<!\\)\|", " ", row[1]), said, flags=re.MULTILINE)
    addresses = re.sub(r" <https?://\S+>$", "", cells, flags=re.MULTILINE)
    emphasis = re.sub(r"^(\d+)\. \*\*(.*?\\\*b\\\*.*?|Jobs\.)\*\*", r"\2", addresses, flags=re.MULTILINE)
    markdown_lines(emphasis.replace("*This", "This").replace("not here.*", "not here."))
    assert said.count("\\<script\\>") >= 10
    assert [line for line in said.splitlines() if line.startswith("## ")] == [
        f"## {each}" for each in HEADINGS
    ]


def test_no_item_of_bristol_opens_a_list_within_the_list(bristol: City) -> None:
    """An item such as ‘- 1. The Council’ would be read as a list of its own."""
    items = [line for line in report.markdown(bristol).splitlines() if line.startswith("- ")]
    assert len(items) > 100
    assert [item for item in items if re.match(r"- (\d+[.)] |[-+*] )", item)] == []


def test_no_sentence_ends_twice() -> None:
    words = (
        ("name: Build ten homes", "name: Build ten homes."),
        ("lead_text: The Charity's builder", "lead_text: The Charity and Co."),
        ("timescale: by the summer", "timescale: by the summer."),
        ('claim: "3"', "claim: Three."),
    )
    edited = SMALL
    for old, new in words:
        assert old in edited
        edited = edited.replace(old, new)
    said = read(edited)
    assert "- Build ten homes. Lead: The Charity and Co. Timescale: by the summer.\n" in said
    assert "- How many belong to it? 2; Three.\n" in said


def test_a_figure_after_a_text_of_the_data_keeps_its_side_in_a_language_of_the_other_direction() -> None:
    city = City.parse(
        SMALL.replace("  plan:\n    name", "  plan:\n    summary: It sets out two things.\n    name", 1)
    )
    with pseudo.spoken(is_right_to_left=True):
        text = report.markdown(city)
    assert "\u2068It sets out two things.\u2069 ⟦" in text
    assert "\u2068Build ten homes\u2069. ⟦" in text
