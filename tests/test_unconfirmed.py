"""Whoever confirmed a link saw one sentence: when the link says another, nobody has confirmed it."""

from pathlib import Path
from typing import Any

import pytest

from ecosystem import dataset, edits
from ecosystem.dataset import documents
from ecosystem.edits import What, change, change_list
from ecosystem.model import Link
from tests.cities import SMALL
from tests.commands import run
from tests.workbooks import put, rewritten, row_of

MEMBER = "{from: charity, type: member-of, to: forum, since: 2016, source: minutes}"
BOTH = "confirmations: [{organisation: charity, date: 2026-10}, {organisation: forum, date: 2026-11}]"
TEXT = SMALL.replace(MEMBER, MEMBER.replace("}", f", {BOTH}}}"))
AT = ("links", "charity-member-of-forum")
ANEW = {"organisation": "charity", "date": "2026-11-29"}

OTHER_SENTENCES: list[tuple[str, Any, Any]] = [
    ("from", "charity", "council"),
    ("to", "forum", "council"),
    ("type", "member-of", "funds"),
    ("role", None, "chair"),
    ("since", "2016", "2017"),
    ("since", "2016", None),
    ("since_text", None, "in the spring"),
    ("until", None, "2025"),
    ("until_text", None, "last year"),
    ("basis", None, "planned"),
]


def changed(name: str, was: Any, value: Any) -> edits.Change:
    return change(What.REMOVE if value is None else What.SET, (*AT, name), was=was, value=value)


def link_after(*changes: edits.Change, text: str = TEXT) -> Link:
    document = edits.parse(text)
    edits.apply(document, changes)
    return dataset.parse(edits.text(document)).links[place(text)]


def place(text: str) -> int:
    return next(n for n, link in enumerate(dataset.parse(text).links) if link.id == AT[1])


def who(link: Link) -> list[str]:
    return [each.organisation for each in link.confirmations]


def test_the_only_confirmation_may_stand_without_brackets() -> None:
    one = "confirmations: {organisation: charity, date: 2026-10}"
    text = SMALL.replace(MEMBER, MEMBER.replace("}", f", {one}}}"))
    link = link_after(changed("role", None, "chair"), text=text)
    assert (link.role, link.confirmations) == ("chair", ())


@pytest.mark.parametrize(("name", "was", "value"), OTHER_SENTENCES)
def test_a_link_that_says_something_else_is_no_longer_confirmed(name: str, was: Any, value: Any) -> None:
    one = changed(name, was, value)
    assert link_after(one).confirmations == ()
    if name not in ("from", "to"):
        again = change(What.ADD, (*AT, "confirmations"), value=ANEW)
        for some in ((one, again), (again, one)):
            assert [str(each) for each in link_after(*some).confirmations] == ["charity, 2026-11-29"]


@pytest.mark.parametrize(
    ("name", "was", "value"),
    [
        ("evidence", None, "A list of members."),
        ("source", ["minutes"], ["minutes", "leaflet"]),
        ("basis", None, "disputed"),
        ("basis", None, "inferred"),
    ],
)
def test_what_the_sentence_does_not_tell_leaves_it_confirmed(name: str, was: Any, value: Any) -> None:
    assert who(link_after(changed(name, was, value))) == ["charity", "forum"]


def test_another_name_of_an_end_leaves_it_confirmed() -> None:
    name = change(What.SET, ("partners", "charity", "name"), was="The Charity", value="The Trust")
    assert who(link_after(name)) == ["charity", "forum"]


@pytest.mark.parametrize("is_whole_list", [True, False])
def test_who_writes_the_confirmations_again_confirms_nothing(is_whole_list: bool) -> None:
    was = documents.of(dataset.parse(TEXT))["links"][place(TEXT)]
    old = was["confirmations"]
    since = changed("since", "2016", "2017")
    if is_whole_list:
        one = change(What.SET, (*AT, "confirmations"), was=old, value=[*old[:1], ANEW])
        assert [str(each) for each in link_after(since, one).confirmations] == ["charity, 2026-11-29"]
    else:
        whole = change(What.SET, AT, was=was, value={**was, "since": "2017"})
        assert link_after(whole).confirmations == ()


def test_what_goes_is_among_what_is_told() -> None:
    document = edits.parse(TEXT)
    made = edits.apply(document, [changed("since", "2016", "2017")])
    assert [(each.what, each.at[2:]) for each in made] == [
        (What.SET, ("since",)),
        (What.REMOVE, ("confirmations", "charity: 2026-10")),
        (What.REMOVE, ("confirmations", "forum: 2026-11")),
    ]
    assert edits.apply(edits.parse(TEXT), made) == made


def test_a_link_that_is_changed_in_a_workbook_is_no_longer_confirmed(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(book, "Links", row_of(book["Links"], AT[1]), since="2017")

    back = rewritten(tmp_path, TEXT, change)
    link = dataset.parse(edits.text(back)).links[place(TEXT)]
    assert (link.since, link.confirmations) == ("2017", ())
    assert len(back.changes) == 3


def test_review_shows_that_a_confirmation_goes(tmp_path: Path) -> None:
    data, file = tmp_path / "groups.yaml", tmp_path / "changes.json"
    data.write_text(TEXT, encoding="utf-8")
    file.write_text(change_list.dumps([changed("since", "2016", "2017")]), encoding="utf-8")
    shown = run("--data", data, "review", file, "--all", "--dry-run", "--today", "2026-11-30").stdout
    (new,) = [line for line in shown.splitlines() if line.startswith("+  -")]
    assert "since: 2017" in new
    assert "confirmations" not in new
