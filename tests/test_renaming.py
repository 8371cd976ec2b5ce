"""Another id for an entry: nothing but ids changes, and nothing names the old one."""

import re

import pytest
from hypothesis import given, settings, strategies as st

from ecosystem import dataset, edits
from ecosystem.dataset import documents
from ecosystem.edits.renaming import naming, rename
from ecosystem.errors import InvalidUpdateError
from tests import strategies
from tests.cities import TOURED
from tests.strategies import examples

SECTIONS = [*strategies.SECTIONS, "sources", "kinds", "link_types"]


def renamed(text: str, section: str, old: str, new: str) -> str:
    document = edits.parse(text)
    rename(document, section, old, new)
    return edits.text(document)


@settings(max_examples=examples(60), deadline=None)
@given(strategies.documents(links=12), st.data())
def test_a_random_city_says_the_same_with_another_id(
    document: strategies.Document, data: st.DataObject
) -> None:
    document["kinds"] = {name: kind | {"label": f"a {name}"} for name, kind in document["kinds"].items()}
    for name, link_type in document["link_types"].items():
        link_type["label"] = f"{name} it"
    text = strategies.text(document)
    section = data.draw(st.sampled_from([name for name in SECTIONS if document[name]]))
    old = data.draw(st.sampled_from(list(document[section])))
    after = renamed(text, section, old, "brand-new")
    # No other word of these cities is an id, so that to replace words is the plain way to do it.
    assert after == text.replace(f'"{old}"', "brand-new")


@pytest.mark.parametrize("section", SECTIONS)
def test_only_the_id_changes_in_a_text_with_comments(section: str) -> None:
    before = documents.of(dataset.parse(TOURED))
    for old in before[section]:
        after = renamed(TOURED, section, old, "brand-new")
        city = documents.of(dataset.parse(after))
        assert not naming(city, section, old)
        assert len(naming(city, section, "brand-new")) == len(naming(before, section, old))
        assert after.replace("brand-new", old) == TOURED


def test_an_accepted_gap_about_a_link_follows_it() -> None:
    gap = (
        "accepted_gaps:\n  # Nobody knows.\n"
        "  - {gap: inferred link, about: council-hosts-forum, reason: Nobody knows.}\n"
    )
    text = re.sub(r"(?ms)^accepted_gaps:.*?(?=^\w|\Z)", "", TOURED) + gap
    assert "about: town-hosts-forum," in renamed(text, "partners", "council", "town")


@pytest.mark.parametrize(
    ("new", "words"), [("", "cannot be"), ("The-X", "cannot be"), ("a" * 61, "cannot be"), ("choir", "taken")]
)
def test_an_id_that_cannot_be_is_refused(new: str, words: str) -> None:
    with pytest.raises(InvalidUpdateError, match=words):
        renamed(TOURED, "partners", "council", new)


@pytest.mark.parametrize("new", ["no", "null", "2020", "1e3"])
@pytest.mark.parametrize(("start", "line_break"), [("", "\n"), ("\ufeff", "\r\n")])
def test_an_id_that_yaml_would_read_as_another_value_stays_a_word(
    new: str, start: str, line_break: str
) -> None:
    text = start + TOURED.replace("leads: [charity]", "leads: charity").replace("\n", line_break)
    after = renamed(text, "partners", "charity", new)
    assert dataset.parse(after).actions["build"].leads == (new,)
    assert len(after.split(line_break)) == len(text.split(line_break))
