"""What rests on a source: all of it, in the order of the document, with its basis, and what only it says."""

import json
from pathlib import Path

import pytest
import yaml

from ecosystem import queries
from ecosystem.city import City
from ecosystem.errors import UnknownSourceError
from ecosystem.model import Basis
from tests import strategies
from tests.cities import TOURED
from tests.commands import run
from tests.test_citations import PLACED, SECOND, THIRD
from tests.test_readings import CITY, RECORD, laid_out


@pytest.fixture(scope="module")
def placed() -> City:
    return City.parse(PLACED)


def test_statements_stand_in_the_order_of_their_places_and_last_those_without_one(placed: City) -> None:
    answer = queries.source(placed, "minutes")
    places = [each.where for each in answer.statements]
    assert places == [SECOND, *[THIRD] * 4, *[None] * (len(places) - 5)]
    assert answer.statements[0].sentence == "The Council hosts The Forum."
    assert answer.archived == "https://archive.example/minutes"


def test_the_places_of_a_record_give_the_order(placed: City) -> None:
    answer = queries.source(placed, "minutes", [THIRD, SECOND])
    places = list(dict.fromkeys(each.where for each in answer.statements))
    assert places == [THIRD, SECOND, None]


def test_each_statement_has_its_basis_and_says_whether_others_say_it(placed: City) -> None:
    answer = queries.source(placed, "leaflet")
    said = {each.sentence: (each.of, each.basis, each.alone) for each in answer.statements}
    assert said == {
        "The Council funds The Charity (rent) (sources disagree).": (
            "council-funds-charity-2",
            Basis.DISPUTED,
            True,
        ),
        "Staff Network is a staff network of The Council.": (
            "staff-staff-network-of-council",
            Basis.STATED,
            True,
        ),
        "The Charity: Charity.": ("charity", Basis.STATED, True),
        "The Choir: Charity.": ("choir", Basis.STATED, True),
        "The Forum (2019 to 2021): Meets monthly.": ("forum", Basis.STATED, False),
        "The Forum: How many belong to it? 3.": ("forum", Basis.DISPUTED, True),
        "The Forum: Probably once met weekly.": ("forum", Basis.INFERRED, True),
    }
    assert (
        answer.summary == "7 statements on the map come from this source. 6 of them are in no other source."
    )


def test_everything_that_cites_a_source_is_there(bristol: City) -> None:
    for city in (bristol, City.parse(TOURED)):
        for source in city.ecosystem.sources:
            holdings = [
                holding
                for holding in city.ecosystem.holdings()
                if source in {each.id for each in holding.sources}
            ]
            answer = queries.source(city, source)
            assert sorted({each.of for each in answer.statements}) == sorted({each.of for each in holdings})
            assert answer.summary.startswith((f"{len(holdings)} statement", "No statement "))


def test_a_source_that_nothing_rests_on_says_so() -> None:
    city = City.parse(PLACED.replace("sources:\n", "sources:\n  spare: {title: Spare, publisher: Us}\n"))
    assert queries.source(city, "spare").summary == "No statement on the map comes from this source."


def test_an_unknown_source_is_told_with_the_nearest(placed: City) -> None:
    with pytest.raises(
        UnknownSourceError, match=r"^No source has the id ‘minuets’\. Did you mean minutes\?$"
    ):
        queries.source(placed, "minuets")


def test_the_command_takes_the_order_of_the_reading_record(tmp_path: Path) -> None:
    record = RECORD.replace("place: Title", "place: Zebra, heading")
    path = laid_out(tmp_path, record, CITY.replace("where: Title", "where: 'Zebra, heading'"))
    done = run("--data", str(path), "source", "book")
    places = [line for line in done.stdout.splitlines() if line in ("Zebra, heading", "Row 1", "Row 2")]
    assert places == ["Zebra, heading", "Row 1", "Row 2"]
    assert "      stated\n      No other source says this.\n" in done.stdout
    answer = json.loads(run("--data", str(path), "source", "book", "--json").stdout)["source"]
    assert answer["statements"][0]["where"] == "Zebra, heading"
    assert run("--data", str(path), "source", "boook").exit_code == 2


def test_the_order_of_the_file_changes_no_answer() -> None:
    document = yaml.load(TOURED, yaml.BaseLoader)
    answers = [
        queries.source(strategies.city(each), "minutes")
        for each in (document, strategies.shuffled(document, 7))
    ]
    assert answers[0] == answers[1]
