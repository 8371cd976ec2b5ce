"""One road into the file: changes as a list, found between two documents, written and moved."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from ecosystem import dataset, edits
from ecosystem.dataset import documents
from ecosystem.edits import What, change_list, unconfirmed
from ecosystem.errors import FileAccessError, StaleChangeError
from tests import strategies
from tests.cities import SMALL
from tests.fixture import BRISTOL
from tests.strategies import examples


def document_of(text: str) -> documents.Document:
    return documents.of(dataset.parse(text))


def applied(text: str, *some: edits.Change) -> str:
    document = edits.parse(text)
    edits.apply(document, some)
    return edits.text(document)


def test_a_change_touches_its_line_alone() -> None:
    one = edits.change(What.SET, ("actions", "build", "due"), was="2021-06", value="2027-03")
    assert applied(SMALL, one) == SMALL.replace("due: 2021-06\n", "due: 2027-03\n")


@pytest.mark.parametrize(
    ("new", "lines"),
    [
        (["charity", "choir", "council"], ["- charity  # first", "- choir  # second", "- council"]),
        (["choir"], ["- choir  # second"]),
        (["forum", "choir"], ["- forum  # first", "- choir  # second"]),
        (["choir", "council"], ["- choir  # second", "- council"]),
    ],
)
def test_comments_beside_the_values_of_a_list_that_stay_stay(new: list[str], lines: list[str]) -> None:
    leads = "\n      - charity  # first\n      - choir  # second\n"
    text = SMALL.replace(" [charity]\n", leads)
    one = edits.change(What.SET, ("actions", "build", "leads"), was=["charity", "choir"], value=new)
    assert applied(text, one) == text.replace(leads, "".join(["\n", *(f"      {line}\n" for line in lines)]))


def test_an_item_of_a_list_is_named_by_what_it_says() -> None:
    one = edits.change(
        What.SET, ("groups", "forum", "facts", "Meets monthly.", "period"), was="2019/2021", value="2019/2022"
    )
    other = edits.change(
        What.REMOVE,
        ("links", "council-funds-charity-2"),
        was=document_of(SMALL)["links"][7],
    )
    expected = SMALL.replace("period: 2019/2021", "period: 2019/2022").replace(
        "  - {from: council, type: funds, to: charity, role: rent, basis: disputed, source: leaflet}\n", ""
    )
    assert applied(SMALL, one, other) == applied(SMALL, other, one) == expected


def test_a_change_to_what_the_file_no_longer_says_is_refused_with_all_three_values() -> None:
    one = edits.change(What.SET, ("actions", "build", "due"), was="2021-07", value="2027-03")
    with pytest.raises(StaleChangeError, match="actions → build → due: expected 2021-07, found 2021-06"):
        applied(SMALL, one)


def test_the_id_of_a_change_depends_on_the_change_alone() -> None:
    one, same, other = (
        edits.change(What.SET, ("actions", "build", "due"), was="2021-06", value=value)
        for value in ("2027-03", "2027-03", "2027-04")
    )
    assert (one.id == same.id, one.id == other.id) == (True, False)


def test_changes_are_kept_as_json_and_read_again() -> None:
    some = [
        edits.change(What.SET, ("actions", "build", "due"), was="2021-06", value="2027-03"),
        edits.change(What.REMOVE, ("sources", "leaflet"), because=edits.Because(who="a partner")),
    ]
    assert change_list.loads(change_list.dumps(some)) == some


@pytest.mark.parametrize(
    "text", ["", "[]", '{"schema": "ecosystem-changes/2", "changes": []}', '{"schema": 1}']
)
def test_what_is_no_list_of_changes_is_one_sentence(text: str) -> None:
    with pytest.raises(FileAccessError, match="is not a list of changes"):
        change_list.loads(text)


CITIES = strategies.documents(organisations=5, links=8)
SETTINGS = settings(
    max_examples=examples(15), deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@SETTINGS
@given(
    before=strategies.documents(organisations=5, links=8),
    after=strategies.documents(organisations=5, links=8),
)
def test_the_difference_of_two_cities_makes_one_of_the_other(
    before: strategies.Document, after: strategies.Document
) -> None:
    text = strategies.text(before)
    old, new = document_of(text), document_of(strategies.text(after))
    found = edits.difference(old, new)
    assert edits.patched(old, found) == new or _unordered(edits.patched(old, found)) == _unordered(new)
    again = document_of(applied(text, *found))
    held = edits.patched(old, unconfirmed.settled(found, old))  # nobody confirmed what a link says only now
    assert _unordered(again) == _unordered(held)
    assert _unordered(_without_confirmations(again)) == _unordered(_without_confirmations(new))
    assert change_list.loads(change_list.dumps(found)) == found


def _unordered(document: documents.Document) -> documents.Document:
    lists = ("links", "disputes", "accepted_gaps")
    return {**document, **{name: sorted(document[name], key=str) for name in lists}}


def _without_confirmations(document: documents.Document) -> documents.Document:
    links = [
        {name: part for name, part in link.items() if name != "confirmations"} for link in document["links"]
    ]
    return {**document, "links": links}


def test_a_link_that_says_something_else_loses_the_confirmations_that_its_difference_keeps() -> None:
    confirmed = "since: 2016, confirmations: [{organisation: charity, date: 2024-05}], source: minutes}"
    text = SMALL.replace("since: 2016, source: minutes}", confirmed)
    old, new = document_of(text), document_of(text.replace("since: 2016,", "since: 2017,"))
    found = edits.difference(old, new)
    again = document_of(applied(text, *found))
    assert again != new
    assert _without_confirmations(again) == _without_confirmations(new)
    assert again == edits.patched(old, unconfirmed.settled(found, old))


def test_no_change_changes_no_byte_and_has_no_difference() -> None:
    text = BRISTOL.read_text(encoding="utf-8")
    assert edits.difference(document_of(text), document_of(text)) == []
    assert applied(text) == text


def test_the_gate_refuses_what_check_refuses(tmp_path: Path) -> None:
    """A report of tomorrow, and an entry that a record of readings still names."""
    from datetime import date

    from ecosystem.errors import InvalidDataError

    path = tmp_path / "groups.yaml"
    path.write_text(SMALL, encoding="utf-8")
    document = edits.load(path)
    report = {"date": "2027-01-01", "state": "done", "source": ["minutes"]}
    edits.apply(document, [edits.change(What.ADD, ("actions", "build", "progress"), value=report)])
    with pytest.raises(InvalidDataError, match="is dated after today"):
        edits.save(path, edits.text(document), was=document.original, today=date(2026, 11, 30))
    assert path.read_text(encoding="utf-8") == SMALL
