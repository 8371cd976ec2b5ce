"""An organisation that has asked not to be shown is in no output, and counts as never there."""

import re
from datetime import date
from pathlib import Path

import pytest

from ecosystem import changes, dataset, edition, edits, exchange, queries
from ecosystem.city import City
from ecosystem.exchange import rewriting, workbook, workbook_import
from ecosystem.infographic import page, view
from ecosystem.tracking import freshness
from tests import outputs
from tests.cities import TOURED

CANARY = "qzcanary"
WITHHELD = """  hidden:
    name: The qzcanary name
    short: qzcanary short
    aliases: [qzcanary alias]
    kind: charity
    purpose: It does qzcanary work.
    website: https://qzcanary.example
    status: qzcanary
    founded: 1987
    withheld: true
    source: qzcanary-source
    facts:
      - {text: It did qzcanary., source: qzcanary-source}
    internal: {reason: They are qzcanary.}
events:
"""
LINKS = """  - {from: hidden, type: member-of, to: forum, role: qzcanary,
    evidence: qzcanary, source: qzcanary-source}
  - {from: council, type: funds, to: hidden, source: minutes}
disputes:
  - about: hidden
    question: Is it qzcanary?
    claims:
      - {claim: qzcanary, source: minutes}
      - {claim: no, source: qzcanary-source}
"""
STEP = """
      - {title: The qzcanary, text: It is qzcanary., show: hidden, source: minutes}
  end: {title"""
TEXT = (
    TOURED.replace("events:\n", WITHHELD, 1)
    .replace("disputes:\n", LINKS, 1)
    .replace("owners: [forum]", "owners: [forum, hidden]")
    .replace("leads: [charity]", "leads: [hidden, charity]")
    .replace("\n  end: {title", STEP)
    .replace(
        "sources:\n",
        "sources:\n  qzcanary-source: {title: qzcanary, publisher: qzcanary, held_by: qzcanary}\n",
        1,
    )
    .replace("claim: no,", 'claim: "no",')
)


@pytest.fixture(scope="module")
def withheld() -> City:
    return City.parse(TEXT)


@pytest.fixture(scope="module")
def never_there() -> City:
    return City.parse(TOURED)


def test_the_city_is_as_if_it_had_never_been_there(withheld: City, never_there: City) -> None:
    assert withheld.ecosystem == never_there.ecosystem
    assert withheld.withheld == {"hidden"}


@pytest.mark.parametrize("output", outputs.names())
def test_no_output_has_a_byte_of_it(output: str, withheld: City, never_there: City) -> None:
    text = outputs.text_of(output, withheld)
    assert CANARY not in text
    asked = "1 organisation has asked not to be shown."
    assert text.replace(f" {asked}", "") == outputs.text_of(output, never_there)


def test_no_file_of_a_build_has_a_byte_of_it(withheld: City, tmp_path: Path) -> None:
    written = edition.write(withheld, tmp_path, url="https://example.org/", paper=False)
    assert [path for path in written if CANARY.encode() in path.read_bytes().lower()] == []


def test_answers_and_counts_leave_it_out(withheld: City, never_there: City) -> None:
    assert queries.connections(withheld, "homes") == queries.connections(never_there, "homes")
    day = date(2026, 11, 30)
    assert freshness.find(withheld, day) == freshness.find(never_there, day)


def test_the_page_says_how_many_have_asked(withheld: City, never_there: City) -> None:
    words = "1 organisation has asked not to be shown."
    assert words in page.render(view.compose(withheld))
    assert "asked not to be shown" not in page.render(view.compose(never_there))


def test_a_comparison_tells_nothing_of_it(withheld: City, never_there: City) -> None:
    shown = City.parse(TEXT.replace("    withheld: true\n", ""))
    assert "hidden" in shown
    for old, new in ((shown, withheld), (withheld, shown), (never_there, withheld)):
        compared = changes.compare(old, new)
        assert compared.changes == ()
        assert CANARY not in str(compared)


def test_nobody_follows_it_where_an_older_edition_showed_it(withheld: City, tmp_path: Path) -> None:
    shown = City.parse(TEXT.replace("    withheld: true\n", ""))
    written = edition.write(withheld, tmp_path, since=shown, paper=False)
    assert [path.name for path in written if "hidden" in path.name] == []
    assert [path.name for path in written if CANARY.encode() in path.read_bytes().lower()] == []


def test_the_date_of_a_map_in_the_past_counts_without_it(tmp_path: Path) -> None:
    from tests.commands import run

    for name, text in (("with", TEXT), ("without", TOURED)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    told = [
        run("--data", tmp_path / f"{name}.yaml", "list", "--at", "2024", "--json").stdout
        for name in ("with", "without")
    ]
    assert told[0] == told[1]


def test_a_workbook_and_its_import_leave_it_where_it_is(tmp_path: Path) -> None:
    before = dataset.parse(TEXT)
    book = tmp_path / "book.xlsx"
    book.write_bytes(workbook.dumps(City(before).ecosystem, workbook.private_notes(TEXT, before)))
    data = tmp_path / "groups.yaml"
    data.write_text(TEXT, encoding="utf-8")
    back = workbook_import.read(book, before, text=TEXT)
    rewritten = rewriting.rewrite(TEXT, str(data), back, before)
    assert edits.text(rewritten) == TEXT


def test_check_lists_the_texts_that_still_name_it(tmp_path: Path) -> None:
    text = TEXT.replace("Meets monthly.", "Meets The Qzcanary Name monthly.").replace(
        "The minutes thank the Council", "The minutes thank qzcanary short"
    )
    data = tmp_path / "groups.yaml"
    data.write_text(text, encoding="utf-8")
    found = [
        (warning.about, text.splitlines()[warning.line - 1].strip()[:9], warning.message)
        for warning in dataset.check(data).warnings.open
        if warning.gap == "withheld organisation is named"
    ]
    assert found == [
        ("forum", "facts:", "it names ‘The Qzcanary Name’, which has asked not to be shown."),
        ("council-hosts-forum", "- {from: ", "it names ‘qzcanary short’, which has asked not to be shown."),
    ]


def test_nothing_but_the_data_file_has_the_field(withheld: City) -> None:
    for name in exchange.FORMATS:
        assert not re.search(r"\bwithheld\b(?! organisation is named)", outputs.text_of(name, withheld))
