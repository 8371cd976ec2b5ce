"""Two editions: the changed answers first, then all that differs; and the guard against a loss."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given, settings

from ecosystem import bulletin, changes, dataset, edition
from ecosystem.changes import Changes
from ecosystem.city import City
from ecosystem.errors import DataLossError
from ecosystem.model import Ecosystem
from tests import tangles
from tests.cities import SMALL
from tests.commands import run
from tests.strategies import examples

WITHIN = "within the November 2026 edition."


def edited(*edits: tuple[str, str]) -> str:
    text = SMALL
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def compare(*edits: tuple[str, str]) -> Changes:
    """What changed when these words of the small city are put in the place of others."""
    return changes.compare(read(SMALL), read(edited(*edits)))


def read(text: str) -> City:
    return City.parse(text)


def told(found: Changes) -> list[tuple[str, str]]:
    return [(change.part, change.sentence) for change in found.changes]


def sentences(found: Changes, part: str) -> list[str]:
    return [change.sentence for change in found.changes if change.part == part]


LINKS = "links:\n"
CHOIR = "  choir:\n    name: The Choir\n    kind: charity\n    source: leaflet\n"
LEADS = "  - {from: forum, type: leads, to: jobs, source: minutes}\n"
MEMBER = "  - {from: charity, type: member-of, to: forum, since: 2016, source: minutes}\n"
RENT = "  - {from: council, type: funds, to: charity, role: rent, basis: disputed, source: leaflet}\n"
GRANT = "  - {from: council, type: funds, to: charity, since: 2018, until: 2020, source: minutes}\n"
FACT = "{text: Meets monthly., period: 2019/2021, source: minutes}"


# The same


def test_of_equal_files_nothing_changed(bristol: City) -> None:
    assert compare().changes == ()
    assert compare().summary == f"Nothing has changed {WITHIN}"
    assert changes.compare(bristol, bristol).changes == ()


def test_the_order_of_the_file_is_no_change() -> None:
    moved = edited((MEMBER, ""), (LINKS, LINKS + MEMBER), (CHOIR, ""), ("partners:\n", f"partners:\n{CHOIR}"))
    assert told(changes.compare(read(SMALL), read(moved))) == []


def test_the_span_of_editions_is_named() -> None:
    later = compare(("edition: 2026-11", "edition: 2027-01"))
    assert (later.old, later.new) == ("2026-11", "2027-01")
    assert later.summary.endswith("from the November 2026 edition to the January 2027 edition.")


def test_what_is_not_told_here_is_not_said_to_be_unchanged() -> None:
    licence = compare(("licence: CC BY 4.0", "licence: CC0"))
    assert licence.summary == (
        f"No organisation, event, output, plan, link, fact or dispute has changed {WITHIN}"
    )


# Organisations


def test_an_organisation_that_is_added_is_new_with_its_kind() -> None:
    found = compare(("partners:\n", "partners:\n  band: {name: The Band, kind: charity, source: leaflet}\n"))
    assert told(found) == [("organisations", "New: The Band (charity).")]
    assert found.summary == f"1 change {WITHIN} Organisations: 1."


def test_an_organisation_that_is_deleted_is_gone() -> None:
    assert told(compare((CHOIR, ""))) == [("organisations", "Removed: The Choir (charity).")]


def test_an_organisation_that_is_renamed_is_told_once_and_its_links_have_not_changed() -> None:
    assert told(compare(("name: The Council", "name: The Town Hall"))) == [
        ("organisations", "The Council is now called The Town Hall.")
    ]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("", "ended: 2026", "The Choir ended: 2026."),
        ("ended: 2025", "ended: 2026-03", "The end of The Choir was 2025 and is now March 2026."),
        ("ended: 2025", "", "The data no longer says that The Choir ended."),
    ],
)
def test_the_end_of_an_organisation_is_told_corrected_and_taken_back(
    before: str, after: str, sentence: str
) -> None:
    old, new = (read(edited((CHOIR, f"{CHOIR}    {end}\n"))) for end in (before, after))
    assert told(changes.compare(old, new)) == [("organisations", sentence)]


def test_other_fields_of_an_organisation_are_named() -> None:
    found = compare(("status: active in 2021", "status: active in 2022\n    aliases: [Alms]"))
    assert told(found) == [("organisations", "Changed for The Charity: aliases and status.")]


def test_an_organisation_that_moves_to_another_kind_is_told() -> None:
    assert told(compare((CHOIR, CHOIR.replace("kind: charity", "kind: public")))) == [
        ("organisations", "Changed for The Choir: kind.")
    ]


# Events, outputs, plans, priorities, actions


def test_an_event_and_an_output_are_told_under_their_heading() -> None:
    found = compare(
        ("events:\n", "events:\n  ball: {name: The Ball, kind: fair, source: minutes}\n"),
        ("name: The Yearly Report", "name: The Annual Report"),
    )
    assert told(found) == [
        ("events and outputs", "New: The Ball (fair)."),
        ("events and outputs", "The Yearly Report is now called The Annual Report."),
    ]


def test_an_action_that_is_deleted_is_gone_with_its_links() -> None:
    action = SMALL[SMALL.index("actions:\n") : SMALL.index(LINKS)]
    link = next(line for line in SMALL.splitlines() if "from: build" in line)
    found = compare((action, ""), (f"{link}\n", ""))
    assert sentences(found, "plans") == ["Removed: Build ten homes (action)."]
    assert sentences(found, "links") == [
        "Removed: Action 1 (Build ten homes) advances priority 2 (Homes) (inferred).",
        "Removed: Action 1 (Build ten homes) is part of The Forum's plan.",
        "Removed: The Charity leads action 1 (Build ten homes).",
    ]


def test_progress_and_time_of_an_action_are_told() -> None:
    done = "    progress: [{date: 2021-09, state: done, source: minutes}]\n"
    found = compare(("due: 2021-06\n", f"due: 2021-09\n{done}"))
    assert told(found) == [
        ("plans", "The status of Build ten homes was ‘no progress reported’ and is now ‘done’."),
        ("plans", "Changed for Build ten homes: due."),
    ]


def test_a_report_that_changes_no_state_is_told_as_a_change_of_progress() -> None:
    report = "    progress: [{date: 2021-09, state: under way, source: minutes}]\n"
    once = edited(("due: 2021-06\n", f"due: 2021-06\n{report}"))
    noted = once.replace("under way,", "under way, note: Two stand.,")
    assert told(changes.compare(read(once), read(noted))) == [
        ("plans", "Changed for Build ten homes: progress.")
    ]


def test_a_new_priority_is_told_and_no_answer_was_lost_with_it() -> None:
    found = compare(
        ("priorities:\n", "priorities:\n  health: {plan: plan, number: 3, name: Health, source: minutes}\n")
    )
    assert sentences(found, "plans") == ["New: Health (priority)."]
    assert sentences(found, "answers") == []


# Links


def test_a_link_that_is_added_is_new_and_one_that_is_deleted_is_gone() -> None:
    works = "  - {from: choir, type: funds, to: forum, since: 2026, source: leaflet}\n"
    assert told(compare((LINKS, LINKS + works))) == [("links", "New: The Choir funds The Forum, since 2026.")]
    assert told(compare((RENT, ""))) == [
        ("links", "Removed: The Council funds The Charity (rent) (sources disagree).")
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "since: 2016, source",
            "since: 2017, source",
            "Was: The Charity is a member of The Forum, since 2016. "
            "Now: The Charity is a member of The Forum, since 2017.",
        ),
        (
            "since: 2016, source",
            "since: 2016, role: secretary, source",
            "Was: The Charity is a member of The Forum, since 2016. "
            "Now: The Charity is a member of The Forum (secretary), since 2016.",
        ),
        (
            "since: 2016, source",
            "since: 2016, basis: planned, source",
            "Was: The Charity is a member of The Forum, since 2016. "
            "Now: The Charity is a member of The Forum, from 2016 (planned). "
            "We found no record that it happened.",
        ),
        (
            "since: 2016, source",
            "since: 2016, basis: confirmed, source",
            "Was stated, now confirmed: The Charity is a member of The Forum, since 2016.",
        ),
        (
            "since: 2016, source: minutes",
            "since: 2016, source: leaflet",
            "Sources or evidence changed: The Charity is a member of The Forum, since 2016.",
        ),
        (
            "since: 2016, source",
            "since: 2016, evidence: The minutes greet it., source",
            "Sources or evidence changed: The Charity is a member of The Forum, since 2016.",
        ),
    ],
)
def test_what_changed_of_a_link_is_told(old: str, new: str, sentence: str) -> None:
    assert told(compare((old, new))) == [("links", sentence)]


def test_a_parallel_link_that_is_added_is_one_new_link() -> None:
    """Though the ids of the others are counted anew."""
    third = "  - {from: council, type: funds, to: charity, since: 2010, until: 2011, source: minutes}\n"
    new = ("links", "The Council funded The Charity, from 2010 to 2011.")
    assert told(compare((LINKS, LINKS + third))) == [(new[0], f"New: {new[1]}")]
    assert told(changes.compare(read(edited((LINKS, LINKS + third))), read(SMALL))) == [
        (new[0], f"Removed: {new[1]}")
    ]


def test_of_parallel_links_the_one_that_changed_is_told() -> None:
    found = compare((GRANT, GRANT.replace("until: 2020", "until: 2021")))
    assert told(found) == [
        (
            "links",
            "Was: The Council funded The Charity, from 2018 to 2020. "
            "Now: The Council funded The Charity, from 2018 to 2021.",
        )
    ]


# Facts and disputes


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("", ["Fact about The Forum removed: 2019 to 2021. Meets monthly."]),
        (
            FACT.replace("monthly", "weekly"),
            [
                "New fact about The Forum: 2019 to 2021. Meets weekly.",
                "Fact about The Forum removed: 2019 to 2021. Meets monthly.",
            ],
        ),
        (
            FACT.replace("minutes", "leaflet"),
            ["Basis or sources changed for The Forum: 2019 to 2021. Meets monthly."],
        ),
        (
            FACT.replace("source", "basis: confirmed, source"),
            ["Basis or sources changed for The Forum: 2019 to 2021. Meets monthly (confirmed)."],
        ),
    ],
    ids=["gone", "other words", "other source", "confirmed"],
)
def test_facts_that_come_go_and_change_are_told(new: str, expected: list[str]) -> None:
    found = compare((f"      - {FACT}\n", f"      - {new}\n" if new else ""))
    assert told(found) == [("facts", sentence) for sentence in expected]


def test_disputes_that_begin_change_and_end_are_told() -> None:
    assert told(compare(('claim: "3"', 'claim: "4"'))) == [
        ("disputes", "Claims changed: How many belong to it?")
    ]
    ended = SMALL[: SMALL.index("disputes:")]
    assert told(changes.compare(read(SMALL), read(ended))) == [
        ("disputes", "No longer disputed: How many belong to it?")
    ]
    assert told(changes.compare(read(ended), read(SMALL))) == [("disputes", "New: How many belong to it?")]


def test_an_organisation_that_moves_to_another_section_is_neither_gone_nor_new() -> None:
    facts = "    facts: [{text: It sings., source: leaflet}]\n"
    here = (CHOIR, CHOIR + facts)
    there = CHOIR.replace("charity", "staff") + facts.replace("sings", "hums")
    moved = edited((CHOIR, ""), ("networks:\n", f"networks:\n{there}"))
    assert told(changes.compare(read(edited(here)), read(moved))) == [
        ("organisations", "The Choir has moved from ‘partners’ to ‘networks’."),
        ("organisations", "Changed for The Choir: kind."),
        ("facts", "New fact about The Choir: It hums."),
        ("facts", "Fact about The Choir removed: It sings."),
    ]


@pytest.mark.parametrize(
    ("ended", "said"), [("2016/2018", "some time between 2016 and 2018"), ("2021/..", "2021 or later")]
)
def test_the_end_of_an_organisation_is_a_time_and_no_span(ended: str, said: str) -> None:
    found = compare((CHOIR, f"{CHOIR}    ended: {ended}\n"))
    assert told(found) == [("organisations", f"The Choir ended: {said}.")]


# Answers


def test_a_priority_that_loses_its_last_direct_organisation_is_told_first() -> None:
    found = compare((LEADS, ""), ("owners: [forum]", "owners: []"))
    assert sentences(found, "answers") == [
        "No organisation connects directly to Jobs (The Forum's plan) any more. Before: The Forum.",
        "Two organisations no longer connect to Jobs (The Forum's plan): The Charity and The Forum.",
        "No organisation connects directly to Homes (The Forum's plan) any more. Before: The Forum.",
        "Two organisations no longer connect to Homes (The Forum's plan): The Council and The Forum.",
    ]
    assert [change.part for change in found.changes][:4] == ["answers"] * 4
    assert {change.part for change in found.changes[4:]} == {"plans", "links"}
    assert found.summary.startswith(
        f"7 changes {WITHIN} Changed answers: 4. Plans, priorities and actions: 1."
    )


def test_a_priority_that_gets_its_first_direct_organisation_is_told() -> None:
    bare = edited((LEADS, ""), ("owners: [forum]", "owners: []"))
    found = changes.compare(read(bare), read(SMALL))
    assert sentences(found, "answers")[:2] == [
        "The Forum is the first organisation to connect directly to Jobs (The Forum's plan).",
        "Two organisations now connect to Jobs (The Forum's plan): The Charity and The Forum.",
    ]


def test_two_organisations_that_connect_directly_are_told_as_two() -> None:
    bare = edited((LEADS, ""), ("owners: [forum]", "owners: []"))
    two = edited((LEADS, LEADS + LEADS.replace("forum", "choir")), ("owners: [forum]", "owners: []"))
    there, back = (changes.compare(*map(read, each)) for each in ((bare, two), (two, bare)))
    priority = "Jobs (The Forum's plan)"
    first = f"The Choir and The Forum are the first organisations to connect directly to {priority}."
    last = f"No organisation connects directly to {priority} any more. Before: The Choir and The Forum."
    assert first in sentences(there, "answers")
    assert last in sentences(back, "answers")


def test_an_organisation_that_now_reaches_a_priority_is_told_in_good_english() -> None:
    found = compare((LINKS, LINKS + "  - {from: choir, type: member-of, to: charity, source: leaflet}\n"))
    assert told(found) == [
        ("answers", "One organisation now connects to Homes (The Forum's plan): The Choir (inferred)."),
        ("links", "New: The Choir is a member of The Charity."),
    ]
    back = changes.compare(
        read(edited((LINKS, LINKS + "  - {from: choir, type: member-of, to: charity, source: leaflet}\n"))),
        read(SMALL),
    )
    lost = "One organisation no longer connects to Homes (The Forum's plan): The Choir (inferred)."
    assert sentences(back, "answers") == [lost]


def test_an_organisation_that_came_nearer_is_told() -> None:
    found = compare((LINKS, LINKS + "  - {from: charity, type: leads, to: jobs, source: minutes}\n"))
    assert sentences(found, "answers") == [
        "The Charity now connects to Jobs (The Forum's plan) directly. "
        "It used to connect through another organisation."
    ]


FUNDS = "{from: council, type: funds, to: fair, source: minutes}"


def test_every_change_stands_under_a_heading_in_their_order() -> None:
    found = compare(
        (MEMBER, ""),
        (CHOIR, ""),
        (f"      - {FACT}\n", ""),
        ('claim: "3"', 'claim: "4"'),
        ("name: The Job Fair", "name: The Fair"),
        ("    due: 2021-06\n", ""),
        (FUNDS, FUNDS.replace("source", "confirmations: [{organisation: council, date: 2026-10}], source")),
    )
    parts = [change.part for change in found.changes]
    assert list(dict.fromkeys(parts)) == list(changes.HEADINGS)
    counts = re.findall(r": (\d+)\.", found.summary)
    assert sum(map(int, counts)) == len(parts)
    assert found.summary.startswith(f"{len(parts)} changes {WITHIN} ")


# In reverse


@pytest.mark.parametrize(
    ("edits", "concerns"),
    [
        (((LEADS, ""),), {"links": [("forum", "jobs")]}),
        (((MEMBER, ""),), {"answers": [("jobs", "charity")], "links": [("charity", "forum")]}),
        (
            (("name: Build ten homes", "name: Build homes"),),
            {"plans": [("build", "homes", "plan", "charity")]},
        ),
        (((FACT, FACT.replace("monthly", "weekly")),), {"facts": [("forum",), ("forum",)]}),
        ((("How many belong", "How many come"),), {"disputes": [("forum",), ("forum",)]}),
    ],
)
def test_a_change_names_the_entries_it_concerns(
    edits: tuple[tuple[str, str], ...], concerns: dict[str, list[tuple[str, ...]]]
) -> None:
    told: dict[str, list[tuple[str, ...]]] = {}
    for change in compare(*edits).changes:
        told.setdefault(change.part, []).append(change.concerns)
    assert told == concerns


def kinds(found: Changes, opening: str) -> list[tuple[str, str, str]]:
    return sorted(
        (change.part, change.about, change.sentence.removeprefix(opening))
        for change in found.changes
        if change.sentence.startswith(opening) and change.part != "links"
    )


def links(found: Changes, opening: str) -> list[str]:
    return sorted(
        change.sentence.removeprefix(opening)
        for change in found.changes
        if change.sentence.startswith(opening) and change.part == "links"
    )


@settings(max_examples=examples(300), deadline=None)
@given(tangles.ecosystems(), tangles.ecosystems())
def test_in_reverse_what_is_new_is_gone_and_what_is_gone_is_new(one: Ecosystem, other: Ecosystem) -> None:
    old, new = City(one), City(other)
    there, back = changes.compare(old, new), changes.compare(new, old)
    assert len(there.changes) == len(back.changes)
    for opening, reverse in (("New: ", "Removed: "), ("Removed: ", "New: ")):
        assert kinds(there, opening) == kinds(back, reverse)
        assert links(there, opening) == links(back, reverse)
    count = len(links(there, "New: ")) - len(links(there, "Removed: "))
    assert count == len(other.links) - len(one.links)
    assert bool(there.changes) == bool(back.changes)
    assert changes.compare(old, old).changes == ()


# The bulletin

HOSTILE = "<script>alert(1)</script> *b* _i_ `c` [x](http://x.y) # | ~~s~~ &amp; &#60; \\\\ 100% & more"


def markdown_lines(text: str) -> list[str]:
    """The lines of a Markdown text, none of which holds HTML, an entity, emphasis or a link."""
    assert text.endswith("\n")
    for line in text.splitlines():
        bare = re.sub(r"\\.", "", line)
        assert not re.search(r"[<>`_\[\]~|]|&#?\w+;", bare), line
        assert not re.search(r"^- (\d+[.)] |[-+#])", line), line
    return text.splitlines()


def test_a_bulletin_is_a_heading_a_summary_and_a_list_under_each_heading() -> None:
    found = compare((CHOIR, ""), (RENT, ""))
    assert bulletin.as_markdown(found, "A small city") == (
        "# A small city: what changed\n"
        "\n"
        f"2 changes {WITHIN} Organisations: 1. Links: 1.\n"
        "\n"
        "## Organisations\n"
        "\n"
        "- Removed: The Choir (charity).\n"
        "\n"
        "## Links\n"
        "\n"
        "- Removed: The Council funds The Charity (rent) (sources disagree).\n"
    )


def test_hostile_text_is_shown_as_it_stands_in_a_bulletin() -> None:
    name = json.dumps(HOSTILE)
    found = compare(
        ("name: The Choir", f"name: {name}\n    short: The Choir"),
        ("question: How many belong to it?", f"question: {json.dumps('1. ' + HOSTILE)}"),
        ("text: Meets monthly.", f"text: {json.dumps('- a' + chr(10) + '- b ' + HOSTILE)}"),
    )
    assert len(found.changes) >= 5
    text = bulletin.as_markdown(found, f"{HOSTILE}: all")
    lines = markdown_lines(text)
    assert sum(line.startswith("- ") for line in lines) == len(found.changes)
    assert all(line == "" or line.startswith(("# ", "## ", "- ")) or WITHIN in line for line in lines)
    assert "\\<script\\>alert(1)\\</script\\>" in text
    assert " & more" in text


# On the command line


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small city as a file in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "city.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def git(folder: Path, *args: str) -> None:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True, env=clean)


@pytest.fixture
def repository(data: Path) -> Path:
    """The file in a repository whose last commit has the small city, and whose folder has lost the Choir."""
    git(data.parent, "init")
    git(data.parent, "add", "city.yaml")
    git(data.parent, "commit", "-m", "The small city")
    git(data.parent, "tag", "first")
    data.write_text(edited((CHOIR, "")), encoding="utf-8")
    return data


def test_two_files_are_compared_and_without_the_second_the_data_file(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(edited((CHOIR, "")), encoding="utf-8")
    done = run("--data", data, "diff", str(data), str(other))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        f"1 change {WITHIN} Organisations: 1.\n\nOrganisations (1)\n  Removed: The Choir (charity).\n"
    )
    assert "New: The Choir (charity)." in run("--data", data, "diff", str(other)).stdout
    assert run("--data", data, "diff", str(data)).stdout == f"Nothing has changed {WITHIN}\n"


def test_the_bulletin_and_the_json_say_the_same(repository: Path) -> None:
    found = changes.compare(read(SMALL), read(edited((CHOIR, ""))))
    assert run("--data", repository, "diff", "git:HEAD", "--bulletin").stdout == bulletin.as_markdown(
        found, "A small city"
    )
    answer = json.loads(run("--data", repository, "diff", "git:HEAD", "--json").stdout)["changes"]
    assert [each["sentence"] for each in answer["changes"]] == ["Removed: The Choir (charity)."]


@pytest.mark.parametrize("revision", ["HEAD", "first"])
def test_a_revision_of_the_data_file_is_read_from_git(repository: Path, revision: str) -> None:
    done = run("--data", repository, "diff", f"git:{revision}")
    assert (done.exit_code, "Removed: The Choir (charity)." in done.stdout) == (0, True)
    assert (
        "New: The Choir (charity)."
        in run("--data", repository, "diff", str(repository), f"git:{revision}").stdout
    )


@pytest.mark.parametrize(
    "revision", ["nowhere", "HEAD~9", "--help", "--output=stolen", "first:city.yaml", ""]
)
def test_an_unknown_revision_is_one_sentence_and_exit_status_3(repository: Path, revision: str) -> None:
    if revision == "":
        git(repository.parent, "rm", "-f", "--cached", "city.yaml")
    done = run("--data", repository, "diff", f"git:{revision}")
    assert (done.exit_code, done.stdout) == (3, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"git:{revision} cannot be read: ")
    assert line.endswith(".")
    assert sorted(path.name for path in repository.parent.iterdir()) == [".git", "city.yaml"]


def test_without_a_repository_a_revision_is_one_sentence_and_exit_status_3(data: Path) -> None:
    done = run("--data", data, "diff", "git:HEAD")
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (3, "", 1)


def test_an_old_file_that_is_not_there_or_not_valid_is_told(data: Path, tmp_path: Path) -> None:
    assert run("--data", data, "diff", "nowhere.yaml").exit_code == 3
    broken = tmp_path / "broken.yaml"
    broken.write_text(SMALL.replace("kind: forum\n", "kind: form\n"), encoding="utf-8")
    done = run("--data", data, "diff", str(broken))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{broken} cannot be used yet: 1 mistake.")


# The guard against a loss


def build(data: Path, text: str, *args: str) -> Result:
    data.write_text(text, encoding="utf-8")
    return run("--data", data, "build", "--output", "site", *args)


STAFF = "networks:\n  staff:\n    name: Staff Network\n    kind: staff\n    source: minutes\n"
STAFF_LINK = "  - {from: staff, type: staff-network-of, to: council, source: leaflet}\n"


def test_a_build_that_drops_more_than_a_fifth_of_the_organisations_stops_and_says_what_would_go(
    data: Path,
) -> None:
    assert build(data, SMALL).exit_code == 0
    site = data.parent / "site"
    before = {path.name: path.read_bytes() for path in site.iterdir()}
    less = edited((CHOIR, ""), (STAFF, ""), (STAFF_LINK, ""))
    done = build(data, less)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "Nothing was built: much of the last edition would be lost.\n"
        "  2 of 5 organisations would be lost: Staff Network; The Choir.\n"
        "If that is right, build again with --allow-loss.\n"
    )
    assert {path.name: path.read_bytes() for path in site.iterdir()} == before
    assert build(data, less, "--allow-loss").exit_code == 0
    assert build(data, less).exit_code == 0


def test_a_build_that_drops_exactly_a_fifth_passes(data: Path) -> None:
    assert build(data, SMALL).exit_code == 0
    three = edited(
        (GRANT, ""), (RENT, ""), (STAFF_LINK, ""), (CHOIR, "")
    )  # of 15 links, and 1 of 5 organisations
    assert len(dataset.parse(three).links) == 12
    assert build(data, three).exit_code == 0


def test_a_build_that_drops_more_than_a_fifth_of_the_links_stops(data: Path) -> None:
    assert build(data, SMALL).exit_code == 0
    done = build(data, edited((GRANT, ""), (RENT, ""), (STAFF_LINK, ""), (MEMBER, "")))
    assert done.exit_code == 1
    assert "  4 of 15 links would be lost: The Charity is a member of The Forum, since 2016; " in done.stderr
    assert done.stderr.splitlines()[1].endswith("; Staff Network is a staff network of The Council.")
    assert "organisations" not in done.stderr


def test_more_and_other_things_are_no_loss(data: Path) -> None:
    assert build(data, SMALL).exit_code == 0
    assert build(data, edited(("name: The Choir", "name: The Band"))).exit_code == 0
    assert (
        build(
            data, edited(("outputs:\n", "outputs:\n  book: {name: Book, kind: report, source: minutes}\n"))
        ).exit_code
        == 0
    )


def test_the_guard_looks_at_the_folder_that_is_built(data: Path) -> None:
    assert build(data, SMALL).exit_code == 0
    data.write_text(edited((CHOIR, ""), (STAFF, ""), (STAFF_LINK, "")), encoding="utf-8")
    assert run("--data", data, "build", "--output", "elsewhere").exit_code == 0


def foreign() -> dict[str, Any]:
    """What stands in the folder, by what is wrong with it."""
    nodes = [{"id": f"n{number}", "name": f"N{number}", "section": "groups"} for number in range(9)]
    return {
        "no JSON": "{",
        "another shape": "[1, 2]",
        "a word": '"words"',
        "a number": "7",
        "nothing": "null",
        "no nodes": '{"generator": "ecosystem-mapper"}',
        "nodes that are none": '{"generator": "ecosystem-mapper", "nodes": [1], "links": []}',
        "nodes without a name": '{"generator": "ecosystem-mapper", "nodes": [{"id": 1}], "links": []}',
        "another program's": json.dumps({"generator": "yed", "nodes": nodes, "links": []}),
        "nobody's": json.dumps({"nodes": nodes, "links": []}),
        "very deep": "[" * 100_000,
    }


@pytest.mark.parametrize("wrong", foreign())
def test_an_edition_that_is_not_ours_or_cannot_be_read_guards_nothing(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "ecosystem.json").write_text(foreign()[wrong], encoding="utf-8")
    assert edition.write(read(SMALL), tmp_path, force=True)


def test_an_edition_with_odd_names_still_guards(tmp_path: Path) -> None:
    odd = {
        "generator": "ecosystem-mapper",
        "links": [],
        "nodes": [{"id": 1, "name": None, "section": "groups"}],
    }
    (tmp_path / "ecosystem.json").write_text(json.dumps(odd), encoding="utf-8")
    with pytest.raises(DataLossError, match="1 of 1 organisations would be lost"):
        edition.write(read(SMALL), tmp_path)


def test_an_edition_that_is_no_text_guards_nothing(tmp_path: Path) -> None:
    (tmp_path / "ecosystem.json").write_bytes(b"\xff\xfe\x00")
    assert edition.write(read(SMALL), tmp_path, force=True)
