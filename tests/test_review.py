"""Suggested changes are reviewed as sentences: accepted through the gate, rejected for good, or stale."""

import json
import re
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from ecosystem import dataset, edits, review
from ecosystem.dataset import documents
from ecosystem.edits import Because, Change, What, change, change_list
from ecosystem.exchange.change_lines import field_at
from ecosystem.review import Status
from tests import strategies
from tests.cities import SMALL
from tests.commands import run
from tests.fixture import ROOT

TODAY = "2026-11-30"
MEMBER = ("links", "charity-member-of-forum")
IS_MEMBER = {"from": "charity", "type": "member-of", "to": "forum", "since": "2016", "source": ["minutes"]}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "groups.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def told(data: Path, *changes: Change) -> Path:
    path = data.with_name("changes.json")
    path.write_text(change_list.dumps(changes), encoding="utf-8")
    return path


def reviewed(data: Path, *options: str, code: int = 0, **more: Any) -> str:
    result = run("--data", data, "review", data.with_name("changes.json"), *options, "--today", TODAY, **more)
    assert result.exit_code == code, result.output
    return result.output


def said(what: What, at: tuple[str, ...], was: Any, who: str = "forum", **more: str) -> Change:
    because = Because(who="secretariat", when="2026-11-20", how="by email")
    value = {"organisation": who, "date": "2026-11-20", **more}
    return change(what, at, was=was, value=value, because=because)


PURPOSE = change(What.SET, ("partners", "choir", "purpose"), value="It sings.")
NAME = change(What.SET, ("partners", "choir", "name"), was="The Choir", value="The City Choir")
CONFIRM = said(What.CONFIRM, MEMBER, IS_MEMBER, role="secretariat")
LATE = change(What.SET, ("partners", "charity", "status"), was="active in 2019", value="active in 2026")


def test_suggestions_are_sentences_grouped_by_what_they_are_about(data: Path) -> None:
    told(data, PURPOSE, CONFIRM, NAME, LATE)
    assert reviewed(data) == (
        "The Choir\n"
        "  1. purpose: nothing → It sings.\n"
        "  3. name: The Choir → The City Choir\n"
        "Link: The Charity is a member of The Forum for Everybody who Works in the City\n"
        "  2. The Forum for Everybody who Works in the City (secretariat) says that it is right.\n"
        "The Charity\n"
        "  4. status: active in 2019 → active in 2026 (no longer fits)\n"
        "     Expected: ‘active in 2019’. In the file now: ‘active in 2021’. Suggested: ‘active in 2026’.\n"
        "3 suggestions are open.\n"
    )


def test_accepted_changes_alter_the_lines_that_they_are_about_and_no_other(data: Path) -> None:
    told(data, PURPOSE, CONFIRM, NAME)
    reviewed(data, "--accept", "1-2", "--yes")
    was, now = SMALL.splitlines(), data.read_text(encoding="utf-8").splitlines()
    purpose, link = (line for line in now if line not in was)
    assert purpose == "    purpose: It sings."
    assert "confirmations: [{organisation: forum, role: secretariat, date: 2026-11-20}]" in link
    assert [line for line in was if line not in now] == [
        "  - {from: charity, type: member-of, to: forum, since: 2016, source: minutes}"
    ]
    confirmed = next(link for link in dataset.load(data).links if link.confirmations)
    assert list(map(str, confirmed.confirmations)) == ["forum (secretariat), 2026-11-20"]
    assert "1 suggestion is open." in reviewed(data)


def test_nobody_is_asked_twice(data: Path) -> None:
    told(data, PURPOSE, NAME)
    reviewed(data, "--reject", "1", "2", "--because", "We asked.")
    assert data.read_text(encoding="utf-8") == SMALL
    renumbered = [change(What.SET, each.at, was=each.was, value=each.value) for each in (NAME, PURPOSE)]
    told(data, *renumbered)
    assert "0 suggestions are open." in reviewed(data)
    assert "Reason: We asked." in reviewed(data, "show", "1")
    kept = json.loads(review.memory(data).read_text(encoding="utf-8"))
    assert kept["schema"] == review.SCHEMA
    assert {"It sings.", "The City Choir"}.isdisjoint(map(str, kept["reviewed"]))


def test_one_can_be_looked_at_beside_what_the_file_says(data: Path) -> None:
    told(data, CONFIRM)
    shown = reviewed(data, "show", "1")
    for line in ("Who says so: secretariat", "When: 20 November 2026", "How: by email", "  since: 2016"):
        assert line in shown


def test_what_no_longer_fits_cannot_be_accepted(data: Path) -> None:
    told(data, LATE, PURPOSE)
    assert "1 no longer fits, so it was not accepted. Expected: ‘active in 2019’." in reviewed(
        data, "--accept", "1", "2", "--yes"
    )
    assert "active in 2021" in data.read_text(encoding="utf-8")
    gone = said(What.CONFIRM, ("links", "nobody-member-of-forum"), {})
    told(data, gone)
    assert "(no longer fits)" in reviewed(data)


def test_to_confirm_an_entry_says_when_it_was_checked(data: Path) -> None:
    choir = {"name": "The Choir", "kind": "charity", "source": ["leaflet"]}
    earlier = change(
        What.CONFIRM, ("partners", "choir"), was=choir, value={"organisation": "choir", "date": "2026-10-01"}
    )
    told(data, said(What.CONFIRM, ("partners", "choir"), choir, who="choir"), earlier)
    reviewed(data, "--all", "--yes")
    assert "    checked: 2026-11-20\n" in data.read_text(encoding="utf-8")


def test_of_two_changes_to_one_field_the_second_no_longer_fits(data: Path) -> None:
    other = change(What.SET, NAME.at, was=NAME.was, value="The Town Choir")
    told(data, NAME, other, PURPOSE, NAME)
    said = reviewed(data, "--all", "--yes")
    assert "2 was not accepted, because 1 changes the same." in said
    assert "3 suggestions were accepted.\n" in said
    text = data.read_text(encoding="utf-8")
    assert ("name: The City Choir" in text, "The Town Choir" in text) == (True, False)
    assert (
        "Expected: ‘The Choir’. In the file now: ‘The City Choir’. Suggested: ‘The Town Choir’."
        in reviewed(data)
    )


@pytest.mark.parametrize("is_first", [True, False])
def test_nobody_confirms_a_sentence_that_is_changed_in_the_same_go(data: Path, is_first: bool) -> None:
    since = change(What.SET, (*MEMBER, "since"), was="2016", value="2017")
    told(data, *([CONFIRM, since] if is_first else [since, CONFIRM]))
    said = reviewed(data, "--all", "--yes")
    number, other = ("1", "2") if is_first else ("2", "1")
    assert f"{number} was not accepted, because {other} changes the same." in said
    assert "confirmations" not in data.read_text(encoding="utf-8")
    assert "Since then the file has changed: since: 2016 → 2017." in reviewed(data)


def test_what_removes_an_entry_and_what_changes_it_contradict(data: Path) -> None:
    choir = documents.of(dataset.load(data))["partners"]["choir"]
    told(data, PURPOSE, change(What.REMOVE, ("partners", "choir"), was=choir))
    assert "2 was not accepted, because 1 changes the same." in reviewed(data, "--all", "--yes")


def test_a_word_is_added_to_a_list_and_removed_from_it(data: Path) -> None:
    alias, other = (
        change(What.ADD, ("partners", "choir", "aliases"), value=name) for name in ("Singers", "City Singers")
    )
    lead = change(What.ADD, ("actions", "build", "leads"), value="choir")
    source = change(What.ADD, (*MEMBER, "source"), value={"id": "leaflet", "where": "p. 2"})
    no_list = change(What.ADD, ("partners", "choir", "purpose"), value="It sings.")
    told(data, alias, other, lead, source, no_list)
    assert "new aliases: Singers" in reviewed(data)
    reviewed(data, "--all", "--yes")
    city = dataset.load(data)
    assert city.partners["choir"].aliases == ("Singers", "City Singers")
    assert city.partners["choir"].purpose == "It sings."
    assert city.actions["build"].leads == ("charity", "choir")
    (link,) = (link for link in city.links if link.id == MEMBER[1])
    assert list(map(str, link.sources)) == ["minutes", "leaflet (p. 2)"]
    assert "0 suggestions are open." in reviewed(data)
    told(data, change(What.REMOVE, ("partners", "choir", "aliases", "Singers"), was="Singers"))
    reviewed(data, "--all", "--yes")
    assert dataset.load(data).partners["choir"].aliases == ("City Singers",)
    told(data, alias, change(What.REMOVE, (*alias.at, "City Singers"), was="City Singers"))
    reviewed(data, "--accept", "2", "--yes")
    assert dataset.load(data).partners["choir"].aliases == ()


def test_who_rejected_a_change_can_accept_it_later(data: Path) -> None:
    told(data, PURPOSE)
    reviewed(data, "--reject", "1")
    said = reviewed(data, "--accept", "1", "--yes")
    assert "1 was rejected on 30 November 2026. Now it is accepted." in said
    assert "purpose: It sings." in data.read_text(encoding="utf-8")
    assert "1 is in the file already.\nNothing was decided." in reviewed(data, "--accept", "1", "--yes")
    assert "so it was not rejected. To take it back, edit the file." in reviewed(data, "--reject", "1")
    data.write_text(SMALL, encoding="utf-8")
    assert "but the file does not say so. It is written now." in reviewed(data, "--accept", "1", "--yes")
    assert "purpose: It sings." in data.read_text(encoding="utf-8")


def test_what_an_organisation_disputes_stays_in_the_list_until_it_is_settled(data: Path) -> None:
    choir = documents.of(dataset.load(data))["partners"]["choir"]
    fact = said(
        What.DISPUTE, ("partners", "choir"), choir, who="choir", text="We\n  9. dance.", answer="wrong"
    )
    told(data, PURPOSE, fact)
    assert "Edit the file yourself for 2, or reject it when it is settled." in reviewed(data, "--accept", "2")
    assert "it is wrong: ‘We 9. dance.’ (accepted, for you to settle)\n" in reviewed(data)
    assert "2 was accepted before, on 30 November 2026." in reviewed(data, "--accept", "2")
    reviewed(data, "--accept", "1", "--yes")
    assert "Edit the file" not in reviewed(data)  # what it was about is no longer what the file says
    told(data, said(What.DISPUTE, fact.at, {**choir, "purpose": "It sings."}, who="choir", answer="wrong"))
    reviewed(data, "--accept", "1")
    assert "1 suggestion was rejected." in reviewed(data, "--reject", "1")
    assert "(rejected)" in reviewed(data)


def test_the_reason_for_rejecting_is_none_for_accepting(data: Path) -> None:
    told(data, PURPOSE, NAME)
    reviewed(data, "--accept", "1", "--reject", "2", "--because", "We asked.", "--yes")
    assert ["Reason: We asked." in reviewed(data, "show", number) for number in "12"] == [False, True]
    told(data, LATE, change(What.SET, ("partners", "choir", "status"), value="active in 2026"))
    reviewed(data, "--accept", "2", "--because", "They sang.", "--yes")
    assert "Reason: They sang." in reviewed(data, "show", "2")


def test_who_only_rejects_is_told_of_no_mistake_elsewhere(data: Path) -> None:
    """A check of tomorrow, which another day's review would refuse."""
    data.write_text(
        SMALL.replace("name: The Choir\n", "name: The Choir\n    checked: 2026-12-24\n"), encoding="utf-8"
    )
    told(data, PURPOSE)
    assert reviewed(data, "--reject", "1") == "1 suggestion was rejected.\n"


def test_what_is_gone_from_the_file_is_told_so(data: Path) -> None:
    gone = said(What.CONFIRM, ("links", "nobody-member-of-forum"), {})
    told(data, gone, change(What.SET, ("groups", "zoo", "purpose"), value="x"))
    assert reviewed(data).count("     What it is about is no longer in the file.\n") == 2


def test_to_dispute_a_link_changes_its_basis_and_else_is_left_to_the_editor(data: Path) -> None:
    fact = said(
        What.DISPUTE, ("groups", "forum"), None, who="forum", text="We meet weekly.", answer="missing"
    )
    forum = documents.of(dataset.load(data))["groups"]["forum"]
    fact = change(fact.what, fact.at, was=forum, value=fact.value)
    told(data, said(What.DISPUTE, MEMBER, IS_MEMBER, text="We left.", answer="no longer"), fact)
    assert "says that it is no longer right: ‘We left.’" in reviewed(data)
    assert "says that something is missing: ‘We meet weekly.’" in reviewed(data)
    reviewed(data, "--all", "--yes")
    assert data.read_text(encoding="utf-8").count("basis: disputed") == SMALL.count("basis: disputed") + 1
    assert "0 suggestions are open." in reviewed(data)


def test_who_disputes_a_link_later_no_longer_confirms_it(data: Path) -> None:
    def confirming() -> list[str]:
        (link,) = [link for link in dataset.load(data).links if link.id == MEMBER[1]]
        return [each.organisation for each in link.confirmations]

    told(data, *(said(What.CONFIRM, MEMBER, IS_MEMBER, who=who) for who in ("charity", "forum")))
    reviewed(data, "--all", "--yes")
    assert confirming() == ["charity", "forum"]
    told(data, said(What.DISPUTE, MEMBER, IS_MEMBER, who="charity", answer="no longer"))
    reviewed(data, "--all", "--yes")
    assert confirming() == ["forum"]


def test_half_a_character_is_no_list_of_changes(data: Path) -> None:
    text = change_list.dumps([NAME]).replace("The City Choir", r"\ud800")
    data.with_name("changes.json").write_text(text, encoding="utf-8")
    assert "is not a list of changes" in reviewed(data, code=3)


def test_what_check_would_refuse_is_not_written(data: Path) -> None:
    told(data, change(What.SET, ("partners", "choir", "kind"), was="charity", value="zoo"))
    assert "zoo" in reviewed(data, "--accept", "1", "--yes", code=1)
    assert data.read_text(encoding="utf-8") == SMALL
    assert not review.memory(data).exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--accept", "9"], "9 is not in the list. The list has 1."),
        (["--accept", "x"], "‘x’ is not a number in the list, such as 3 or 3-7."),
        (["--accept", "1", "--reject", "1"], "1 is both accepted and rejected."),
    ],
)
def test_numbers_that_are_none_are_one_sentence(data: Path, options: list[str], message: str) -> None:
    told(data, PURPOSE)
    assert message in reviewed(data, *options, code=2)


@pytest.mark.parametrize(
    "changes",
    [
        "[]",
        '[{"id": "a", "what": "set", "at": []}]',
        '[{"id": "a", "what": "set", "at": ["groups"], "value": 1}]',
        '[{"id": "a", "what": "set", "at": ["groups", "forum", "internal"], "value": "x"}]',
        '[{"id": "a", "what": "add", "at": ["links"], "value": "x"}]',
        '[{"id": "a", "what": "confirm", "at": ["groups", "b"], "value": {"organisation": 1, "date": ""}}]',
        '[{"id": "a", "what": "eat", "at": ["groups", "forum"]}]',
        f'[{{"id": "a", "what": "set", "at": ["groups", "forum"], "value": {"[" * 900}{"]" * 900}}}]',
        f'[{{"id": "a", "what": "set", "at": ["a", "b"], "was": {"[" * 50}{"]" * 50}, "value": 1}}]',
    ],
)
def test_a_list_that_is_none_is_refused_by_name(data: Path, changes: str) -> None:
    path = data.with_name("changes.json")
    path.write_text(f'{{"schema": "ecosystem-changes/1", "changes": {changes}}}', encoding="utf-8")
    if changes == "[]":
        assert reviewed(data) == "0 suggestions are open.\n"
    else:
        assert "changes.json is not a list of changes (ecosystem-changes/1)." in reviewed(data, code=3)


@pytest.mark.parametrize(
    "value",
    [
        {"from": "charity"},
        {"from": ["charity"], "type": {"a": 1}, "to": None},
        {"from": "charity", "type": "member-of", "to": "\u202eforum\x1b[2J"},
    ],
)
def test_what_no_file_can_hold_is_listed_and_refused(data: Path, value: dict[str, Any]) -> None:
    told(data, change(What.ADD, ("links",), value=value))
    listed = reviewed(data)
    assert "1. " in listed
    assert not set(listed) & set("\x1b\u202e")
    result = run("--data", data, "review", data.with_name("changes.json"), "--all", "--yes", "--today", TODAY)
    assert result.exit_code in (1, 3)
    assert data.read_text(encoding="utf-8") == SMALL


def test_the_example_of_the_documents_is_reviewed(tmp_path: Path) -> None:
    data = tmp_path / "groups.yaml"
    data.write_text((ROOT / "ecosystem/newcity/groups.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    text = (ROOT / "docs/confirming.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    data.with_name("changes.json").write_text(example, encoding="utf-8")
    listed = reviewed(data)
    assert "4 suggestions are open." in listed
    assert listed.count("(no longer fits)") == 1
    reviewed(data, "--all", "--yes")
    links = {link.id: link for link in dataset.load(data).links}
    assert links["hospital-member-of-partnership"].confirmations
    assert links["advice-works-with-youth"].basis == "disputed"
    assert "youth-member-of-partnership" in links


def _unordered(entry: dict[str, Any]) -> str:
    """An entry of a list; in which order its confirmations were accepted says nothing."""
    return repr({**entry, "confirmations": sorted(map(repr, entry.get("confirmations", ())))})


@settings(max_examples=strategies.examples(25), deadline=None)
@given(
    strategies.documents(organisations=6, links=8),
    strategies.documents(organisations=6, links=8),
    st.integers(),
)
def test_to_accept_all_of_a_difference_gives_the_second_file(
    one: strategies.Document, other: strategies.Document, seed: int
) -> None:
    for link in one.get("links", ()):
        link.pop("confirmations", None)  # those of a link that says something else go: see test_unconfirmed
    document = edits.parse(strategies.text({"format": 2, **one}))
    after = documents.of(dataset.parse(strategies.text(other)))
    changes = edits.difference(document.said(), after)
    listed = review.suggestions(document, changes, {})
    assert {each.status for each in listed} <= {Status.OPEN, Status.WRITTEN}
    Random(seed).shuffle(listed)
    review.accept(document, listed)
    found = document.said()
    for section, entries in after.items():
        if isinstance(entries, list):
            assert sorted(map(_unordered, entries)) == sorted(map(_unordered, found[section]))
        else:
            assert entries == found[section]


@settings(max_examples=strategies.examples(25), deadline=None)
@given(strategies.documents(organisations=6, links=8), strategies.documents(organisations=6, links=8))
def test_to_reject_all_of_a_difference_leaves_every_byte(
    one: strategies.Document, other: strategies.Document
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "groups.yaml"
        data.write_text(text := strategies.text({"format": 2, **one}), encoding="utf-8")
        after = documents.of(dataset.parse(strategies.text(other)))
        changes = edits.difference(edits.load(data).said(), after)
        told(data, *changes)
        numbers = [f"1-{len(changes)}"] if changes else []
        run("--data", data, "review", data.with_name("changes.json"), "--reject", *numbers, "--today", TODAY)
        assert data.read_text(encoding="utf-8") == text
        listed = review.suggestions(edits.load(data), changes, review.remembered(data))
        assert {each.status for each in listed} <= {Status.REJECTED}
        assert [path.name for path in data.parent.iterdir() if path.name.endswith(".bak")] == []


@settings(max_examples=strategies.examples(25), deadline=None)
@given(
    strategies.documents(organisations=6, links=8),
    strategies.documents(organisations=6, links=8),
    st.randoms(),
)
def test_the_order_in_which_changes_of_texts_are_accepted_does_not_matter(
    one: strategies.Document, other: strategies.Document, random: Random
) -> None:
    text = strategies.text({"format": 2, **one})
    found = edits.difference(edits.parse(text).said(), documents.of(dataset.parse(strategies.text(other))))
    words = [each for each in found if len(each.at) == 3 and (field := field_at(each.at)) and field.is_words]
    shuffled = random.sample(words, len(words))
    said = []
    for some in (words, shuffled):
        document = edits.parse(text)
        for each in some:
            (suggested,) = review.suggestions(document, [each], {})
            assert suggested.status is Status.OPEN
            review.accept(document, [suggested])
        said.append(document.said())
    assert said[0] == said[1]
