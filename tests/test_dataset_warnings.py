"""What `check` warns of: each kind of warning, what is accepted, and what makes it strict."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from ecosystem import dataset
from ecosystem.cli import main
from ecosystem.dataset.data_warning import DataWarning
from ecosystem.dataset.warnings import Warnings
from ecosystem.model import WARNED_OF, GapKind
from tests.cities import SMALL

HOST = "  - {from: council, type: hosts, to: forum, evidence: The minutes thank the Council for the room., "
CHOIR = "  choir:\n    name: The Choir\n"
MEETS = "{text: Meets monthly., period: 2019/2021, source: minutes}"
BUILDER = "    lead_text: The Charity's builder\n"
FAIR_ADVANCES = "type: advances, to: jobs, basis: planned, source"

Edit = tuple[str, str]

# What each kind of warning needs, the id it is about, how its line begins, and what it says. HOSTS and others
# stand for the number of a line.
TORN: dict[GapKind, tuple[list[Edit], str, str, str]] = {
    GapKind.SOURCE_UNUSED: (
        [("sources:\n", "sources:\n  poster: {title: A poster, publisher: The Choir}\n")],
        "poster",
        "  poster:",
        "sources.poster: nothing cites this source. Cite it where it belongs, or delete it.",
    ),
    GapKind.ENDED_WITH_OPEN_LINKS: (
        [("    founded: 2015-08\n", "    founded: 2015-08\n    ended: 2022\n")],
        "forum",
        "    ended: 2022",
        "groups.forum.ended: it has ended (2022), and the links in lines HOSTS, MEMBER and LEADS have no "
        "end. Write ‘until:’ or ‘until_text:’, as far as a source supports it.",
    ),
    GapKind.PLAN_PASSED: (
        [(FAIR_ADVANCES, FAIR_ADVANCES.replace("basis", "since: 2021-06, basis"))],
        "fair-advances-jobs",
        "  - {from: fair, type: advances",
        "links[5].since: the time of this planned link has passed: 2021-06. Find out what came of "
        "it and change its basis, or accept that nothing was found.",
    ),
    GapKind.TWO_LABELS: (
        [(CHOIR, CHOIR + "    aliases: [Charity]\n")],
        "choir",
        "  choir:",
        "partners.choir: it shares a name with ‘charity’ in line CHARITY, and both cite leaflet. If "
        "they are the same, merge them: ecosystem merge ID INTO.",
    ),
    GapKind.FACT_AFTER_SOURCE: (
        [(MEETS, MEETS.replace("2019/2021", "2019/2022"))],
        "forum",
        "      - {text: Meets",
        "groups.forum.facts[1].period: the fact (2019/2022) is later than its source, minutes "
        "(2021-03). Correct a date, cite the source that has it, or write ‘basis: planned’.",
    ),
    GapKind.ACTION_WITHOUT_PLACE: (
        [('    reference: "1"\n', "")],
        "build",
        "  build:",
        "actions.build: nothing says where in its plan the action is. Write its number under "
        "‘reference:’, or the place under ‘where:’ with its source.",
    ),
    GapKind.LEAD_TEXT_WITHOUT_LEAD: (
        [(BUILDER, "    lead_text: Each agency\n")],
        "build",
        "    lead_text: Each",
        "actions.build.lead_text: the plan gives the lead as ‘Each agency’, and no lead here has "
        "that name. Correct ‘leads:’, or add the name to the aliases of the organisation.",
    ),
    GapKind.WITHHELD_IS_NAMED: (
        [
            ("    name: The Choir\n", "    name: The Choir\n    withheld: true\n"),
            ("Meets monthly.", "Meets with The Choir."),
        ],
        "forum",
        "    facts:",
        "groups.forum.facts: it names ‘The Choir’, which has asked not to be shown. Change the text, so that "
        "it does without the name.",
    ),
}


LINES = {
    "HOSTS": "  - {from: council, type: hosts",
    "MEMBER": "  - {from: charity, type: member-of",
    "LEADS": "  - {from: forum, type: leads",
    "CHARITY": "  charity:\n    name",
}


def line_of(text: str, beginning: str) -> int:
    assert text.count(f"\n{beginning}") == 1, beginning
    return text.count("\n", 0, text.index(f"\n{beginning}") + 1) + 1


def expected(kind: GapKind) -> str:
    edits, _about, beginning, sentence = TORN[kind]
    text = edited(*edits)
    for word, place in LINES.items():
        sentence = sentence.replace(word, str(line_of(text, place)))
    return f"line {line_of(text, beginning)}: {sentence}"


def edited(*edits: Edit, city: str = SMALL) -> str:
    for old, new in edits:
        assert city.count(old) == 1, old
        city = city.replace(old, new)
    return city


def accepting(text: str, gap: str, about: str) -> str:
    accepted = f"accepted_gaps:\n  - {{gap: {gap}, about: {about}, reason: We looked.}}\ndisputes:\n"
    return edited(("disputes:\n", accepted), city=text)


def written(folder: Path, text: str) -> Path:
    path = folder / "groups.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def found(folder: Path, text: str, day: date | None = None) -> Warnings:
    return dataset.check(written(folder, text), day=day).warnings


def run(folder: Path, text: str, *arguments: str) -> Result:
    command = ["--data", str(written(folder, text)), "check", *arguments]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def test_every_kind_of_warning_is_tried_here() -> None:
    assert set(TORN) == WARNED_OF


def test_a_file_in_order_has_no_warning(tmp_path: Path) -> None:
    assert found(tmp_path, SMALL) == Warnings(open=(), accepted=(), needless=())


@pytest.mark.parametrize("kind", TORN)
def test_a_warning_is_given_where_it_is_due_with_its_line_and_a_remedy(tmp_path: Path, kind: GapKind) -> None:
    edits, about, *_rest = TORN[kind]
    (warning,) = found(tmp_path, edited(*edits)).open
    assert (warning.gap, warning.about, str(warning)) == (kind, about, expected(kind))


@pytest.mark.parametrize("kind", TORN)
def test_an_accepted_warning_stands_apart_with_its_reason(tmp_path: Path, kind: GapKind) -> None:
    edits, about, *_rest = TORN[kind]
    (open_,) = found(tmp_path, edited(*edits)).open
    warnings = found(tmp_path, accepting(edited(*edits), kind.value, about))
    assert (warnings.open, warnings.needless) == ((), ())
    (warning,) = warnings.accepted
    assert replace(warning, line=open_.line, accepted=None) == open_
    assert str(warning).endswith(f": {open_.message} Accepted: We looked.")


@pytest.mark.parametrize("kind", TORN)
def test_strict_fails_for_a_warning_that_is_not_accepted(tmp_path: Path, kind: GapKind) -> None:
    edits, about, *_rest = TORN[kind]
    text = edited(*edits)
    assert run(tmp_path, text).exit_code == 0
    strict = run(tmp_path, text, "--strict")
    assert strict.exit_code == 1
    assert strict.stdout == f"\nWarnings (1)\n  {expected(kind)}\n"
    assert f"{{gap: {kind.value}, about: {about}, reason: …}}" in strict.stderr
    accepted = run(tmp_path, accepting(text, kind.value, about), "--strict")
    assert accepted.exit_code == 0
    assert "Accepted warnings (1)" in accepted.stdout
    assert "Accepted: We looked." in accepted.stdout
    assert accepted.stderr == ""


def test_a_mistake_is_told_without_the_warnings(tmp_path: Path) -> None:
    text = edited(*TORN[GapKind.SOURCE_UNUSED][0], ("kind: charity\n    status", "kind: charty\n    status"))
    result = run(tmp_path, text, "--strict")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nothing cites" not in result.stderr


def test_json_has_the_sentences_of_the_terminal(tmp_path: Path) -> None:
    edits, about, *_rest = TORN[GapKind.PLAN_PASSED]
    more = edited(*edits, *TORN[GapKind.ACTION_WITHOUT_PLACE][0])
    text = accepting(more, "plan passed", about)
    result = run(tmp_path, text, "--json", "--strict")
    answer = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (answer["problems"], answer["needless"]) == ([], [])
    assert [warning["gap"] for warning in answer["warnings"]] == ["action without place"]
    assert [warning["accepted"] for warning in answer["accepted"]] == ["We looked."]
    said = run(tmp_path, text).stdout
    (warning,) = answer["warnings"]
    assert f"line {warning['line']}: {warning['path']}: {warning['message']} {warning['remedy']}" in said


def test_an_acceptance_of_what_is_no_longer_so_is_remarked_on(tmp_path: Path) -> None:
    result = run(tmp_path, accepting(SMALL, "action without place", "build"), "--strict")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "The accepted gap ‘action without place’ of build is not a gap. Delete it.\n"


def test_other_gaps_are_not_called_needless_here(tmp_path: Path) -> None:
    text = accepting(SMALL, "organisation with one link", "choir")
    assert found(tmp_path, text).needless == ()


# Time


@pytest.mark.parametrize(
    ("at", "warns"),
    [(None, True), ("2021-06", False), ("2021-06-30", False), ("2021-07", True), ("2021", True)],
)
def test_a_plan_has_passed_by_the_edition_or_by_the_date_that_is_asked_for(
    tmp_path: Path, at: str | None, warns: bool
) -> None:
    text = edited(*TORN[GapKind.PLAN_PASSED][0])
    result = run(tmp_path, text, "--strict", *(("--at", at) if at else ()))
    assert result.exit_code == int(warns)


@pytest.mark.parametrize(("at", "warns"), [("2022", False), ("2022-12-31", False), ("2023", True)])
def test_an_organisation_has_ended_when_its_last_day_is_over(tmp_path: Path, at: str, warns: bool) -> None:
    text = edited(*TORN[GapKind.ENDED_WITH_OPEN_LINKS][0])
    assert run(tmp_path, text, "--strict", "--at", at).exit_code == int(warns)


def test_a_date_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path, SMALL, "--at", "soon")
    assert result.exit_code == 2
    assert result.stderr.startswith("--at: ‘soon’ is not a date.")


def test_the_edition_of_a_file_that_never_ends_makes_everything_past(tmp_path: Path) -> None:
    edits = TORN[GapKind.PLAN_PASSED][0]
    assert found(tmp_path, edited(*edits, ("edition: 2026-11", "edition: 2020"))).open == ()


# Each kind more closely


def kinds(warnings: Warnings) -> list[GapKind]:
    return [warning.gap for warning in warnings.open]


@pytest.mark.parametrize(
    "link",
    [
        "{from: council, type: hosts, to: choir, until: 2020, source: minutes}",
        "{from: council, type: hosts, to: choir, until_text: last known in 2020, source: minutes}",
        "{from: council, type: hosts, to: choir, basis: planned, source: minutes}",
        "{from: choir, type: produced, to: report, source: minutes}",
    ],
)
def test_a_link_is_not_open_when_it_has_an_end_is_planned_or_happened_once(tmp_path: Path, link: str) -> None:
    text = edited((CHOIR, CHOIR + "    ended: 2020\n"), ("disputes:\n", f"  - {link}\ndisputes:\n"))
    assert found(tmp_path, text).open == ()


def test_a_link_of_a_field_can_have_no_end_and_is_not_open(tmp_path: Path) -> None:
    text = edited((CHOIR, CHOIR + "    ended: 2020\n"), ("leads: [charity]", "leads: [charity, choir]"))
    assert found(tmp_path, text).open == ()


def test_one_link_is_told_in_the_singular(tmp_path: Path) -> None:
    link = "  - {from: council, type: hosts, to: choir, source: minutes}\ndisputes:\n"
    text = edited((CHOIR, CHOIR + "    ended: 2020\n"), ("disputes:\n", link))
    (warning,) = found(tmp_path, text).open
    line = line_of(text, "  - {from: council, type: hosts, to: choir")
    assert warning.message == f"it has ended (2020), and the link in line {line} has no end."


@pytest.mark.parametrize(
    ("alias", "warns"),
    [("The Charity", True), ("CHARITY!", True), ("Charity of the City", False), ("The Council", False)],
)
def test_two_labels_are_names_that_are_the_same_but_for_small_words_in_one_source(
    tmp_path: Path, alias: str, warns: bool
) -> None:
    """The Council rests on another source than the Choir, so a shared name says little."""
    text = edited((CHOIR, CHOIR + f"    aliases: ['{alias}']\n"))
    assert kinds(found(tmp_path, text)) == [GapKind.TWO_LABELS] * warns


def test_priorities_of_two_plans_may_share_a_name(tmp_path: Path) -> None:
    plan = "  other: {name: The other plan, source: minutes}\npriorities:\n"
    job = "  work: {plan: PLAN, number: 3, name: Jobs, source: minutes}\nactions:\n"
    text = edited(("priorities:\n", plan), ("actions:\n", job))
    assert found(tmp_path, text.replace("PLAN", "other")).open == ()
    assert kinds(found(tmp_path, text.replace("PLAN", "plan"))) == [GapKind.TWO_LABELS]


@pytest.mark.parametrize(
    ("first", "second", "warns"),
    [
        ("Row 1", "row 1.", True),
        ("Row 1", "Row 1", False),
        ("Row 1", "Row 11", False),
    ],
)
def test_a_place_in_a_source_is_written_in_one_way(
    tmp_path: Path, first: str, second: str, warns: bool
) -> None:
    text = edited(
        (MEETS, MEETS.replace("minutes}", f"{{id: minutes, where: {first}}}}}")),
        (HOST + "source: minutes}", HOST + f"source: {{id: minutes, where: {second}}}}}"),
    )
    warnings = found(tmp_path, text).open
    assert [(warning.about, warning.path) for warning in warnings] == [
        ("council-hosts-forum", "links[1]")
    ] * warns
    for warning in warnings:
        assert warning.message == "it cites minutes at ‘row 1.’, which is called ‘Row 1’ elsewhere."


@pytest.mark.parametrize(
    ("fact", "warns"),
    [
        ("period: 1066, source: minutes", False),  # a source may tell of what was long before
        ("period: 2021-03-31, source: minutes", False),
        ("period: 2021, source: minutes", False),  # may be before March
        ("period: 2021-04, source: minutes", True),
        ("period: 2019/.., source: minutes", False),
        ("period: 2021-04/.., source: minutes", True),
        ("period: 2021-04, basis: planned, source: minutes", False),
        ("period: 2021-04, source: leaflet", False),  # it has no date
        ("period: 2021-04, source: [minutes, leaflet]", False),
        ("source: minutes", False),
    ],
)
def test_a_fact_is_not_of_a_time_after_its_latest_source(tmp_path: Path, fact: str, warns: bool) -> None:
    text = edited((MEETS, f"{{text: Meets monthly., {fact}}}"))
    assert kinds(found(tmp_path, text)) == [GapKind.FACT_AFTER_SOURCE] * warns


def test_the_latest_of_several_sources_counts(tmp_path: Path) -> None:
    sources = "sources:\n  book: {title: A book, publisher: The Mill, date: 2022}\n"
    fact = MEETS.replace("2019/2021", "2022").replace("minutes", "[minutes, book]")
    assert found(tmp_path, edited(("sources:\n", sources), (MEETS, fact))).open == ()


def test_an_action_has_a_place_by_its_reference_or_by_the_place_in_its_source(tmp_path: Path) -> None:
    place = "comparison_text: the next city}\n    source: minutes\n"
    placed = place.replace("minutes", "{id: minutes, where: Row 1}")
    text = edited(('    reference: "1"\n', ""), (place, placed))
    assert found(tmp_path, text).open == ()


@pytest.mark.parametrize(
    ("text", "leads", "warns"),
    [
        ("The Charity", "[charity]", False),
        ("the charity’s builder", "[charity]", False),
        ("The Choir / the CHARITY", "[charity]", False),
        ("The Choir", "[charity]", True),
        ("Round Table members", "[forum]", False),
        ("F.O.R.U.M. and others", "[forum]", False),
        ("Everybody", "[forum]", False),  # a part of its full name
        ("The Charity", "[]", True),
    ],
)
def test_words_for_the_lead_fit_a_name_of_a_lead(tmp_path: Path, text: str, leads: str, warns: bool) -> None:
    city = edited((BUILDER, f"    lead_text: {text}\n"), ("leads: [charity]", f"leads: {leads}"))
    assert kinds(found(tmp_path, city)) == [GapKind.LEAD_TEXT_WITHOUT_LEAD] * warns


def test_a_lead_may_stand_under_links(tmp_path: Path) -> None:
    lead = "  - {from: choir, type: leads, to: build, basis: inferred, source: leaflet}\ndisputes:\n"
    city = edited((BUILDER, "    lead_text: The Choir\n"), ("disputes:\n", lead))
    assert found(tmp_path, city).open == ()


def test_where_there_is_no_lead_the_remedy_is_another(tmp_path: Path) -> None:
    city = edited((BUILDER, "    lead_text: Each agency\n"), ("    leads: [charity]\n", ""))
    (warning,) = found(tmp_path, city).open
    assert warning.remedy == (
        "Add the id of the organisation under ‘leads:’, or accept that the map does not have it."
    )


def test_warnings_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    together = edited(*(edit for edits, *_rest in TORN.values() for edit in edits if edit[0] != BUILDER))
    lines = [warning.line for warning in found(tmp_path, together).open]
    assert len(lines) >= 6
    assert lines == sorted(lines)


def test_the_warning_of_an_entry_is_told_once(tmp_path: Path) -> None:
    text = edited((CHOIR, CHOIR + "    short: Choir\n    aliases: [Charity, The Charity’s]\n"))
    assert kinds(found(tmp_path, text)) == [GapKind.TWO_LABELS]


def test_a_warning_is_a_value(tmp_path: Path) -> None:
    (warning,) = found(tmp_path, edited(*TORN[GapKind.SOURCE_UNUSED][0])).open
    assert isinstance(warning, DataWarning)
