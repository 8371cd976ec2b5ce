"""Phone numbers and postcodes of the map's region are private; ordinary numbers are not."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from hypothesis import given, settings, strategies as st

from ecosystem import dataset
from ecosystem.dataset import privacy
from ecosystem.model import REGIONS
from tests.cities import SMALL
from tests.fixture import BRISTOL
from tests.towns import CITY, HEAD, problems
from tests.workbooks import problems as workbook_problems, put, row_of

EXAMPLE = Path(dataset.__file__).parents[1] / "newcity" / "groups.yaml"

regions = st.sampled_from(sorted(REGIONS))
years = st.integers(1900, 2099)
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
identifiers = st.from_regex(
    r"[0-9]{1,8}|[a-z]{1,3}[0-9]{1,12}|[0-9]{1,12}[g-z]|[0-9]\.[0-9]\.[0-9]", fullmatch=True
)


@pytest.mark.parametrize(
    ("region", "number"),
    [
        ("DE", "030 20930"), ("DE", "(030) 2093-0"), ("DE", "030/12345678"), ("DE", "0151 23456789"),
        ("FR", "01 23 45 67 89"), ("FR", "06.12.34.56.78"), ("FR", "0612345678"),
        ("IN", "98765 43210"), ("IN", "9876543210"), ("IN", "011-23456789"), ("IN", "+91 98765 43210"),
        ("DK", "20 12 34 56"), ("IT", "06 1234 5678"), ("US", "(202) 456-1111"), ("US", "0044 117 496 0000"),
        ("GB", "0800 1111"),
    ],
)  # fmt: skip
def test_a_number_of_the_region_is_private(region: str, number: str) -> None:
    told = f"‘{number}’ looks like a phone number."
    assert privacy.personal(f"Ask {number} today", region) == told
    assert privacy.personal(number, region) == told


@pytest.mark.parametrize("number", ["98765 43210", "20 12 34 56", "(202) 456-1111"])
def test_a_number_of_elsewhere_without_its_country_is_an_ordinary_one(number: str) -> None:
    assert privacy.personal(number) is None


def test_the_first_of_two_numbers_with_a_slash_between_them_is_private() -> None:
    assert privacy.personal("0117 496 0000/0117 496 0001") == "‘0117 496 0000’ looks like a phone number."


@pytest.mark.parametrize("region", sorted(REGIONS))
def test_a_number_for_abroad_is_private_in_every_region(region: str) -> None:
    for number in "+44 7700 900123", "+49 30 20930", "0044 117 496 0000":
        assert privacy.personal(f"Ask {number} today", region)


@pytest.mark.parametrize("region", sorted(REGIONS))
def test_an_example_of_the_numbers_of_each_region_is_private(region: str) -> None:
    example = phonenumbers.example_number(region)
    assert example
    written = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    assert privacy.personal(f"Ask {written} today", region)


@settings(deadline=None)
@given(regions, years, years, st.sampled_from(["-", "–", "/", " ", " to ", " (", ", "]))
def test_years_are_ordinary_in_every_region(region: str, first: int, last: int, between: str) -> None:
    assert privacy.personal(f"from {first}{between}{last}", region) is None
    assert privacy.personal(f"in {first} {last} {first}", region) is None


@settings(deadline=None)
@given(regions, days, days, st.sampled_from(["/", " to ", " – "]))
def test_dates_are_ordinary_in_every_region(region: str, first: date, last: date, between: str) -> None:
    assert privacy.personal(f"on {first}{between}{last}", region) is None
    assert privacy.personal(f"on {first:%d.%m.%Y} and {last:%d-%m-%Y}", region) is None


@settings(deadline=None)
@given(regions, st.integers(1_000, 999_999), st.sampled_from([" ", ".", ",", ""]))
def test_budgets_are_ordinary_in_every_region(region: str, thousands: int, between: str) -> None:
    whole = f"{thousands * 1_000:,}".replace(",", between)
    odd = f"{thousands * 1_000 + 123:,}".replace(",", between)
    assert privacy.personal(f"£{odd} and {odd} € and {odd}€", region) is None
    if between:
        assert privacy.personal(f"a budget of {whole}", region) is None


@settings(deadline=None)
@given(regions, st.from_regex(r"10\.[0-9]{4,9}/[0-9]{1,16}", fullmatch=True))
def test_a_doi_is_ordinary_in_every_region(region: str, doi: str) -> None:
    assert privacy.personal(f"see {doi}", region) is None
    assert privacy.personal(f"doi:{doi}", region) is None


@settings(deadline=None)
@given(regions, st.from_regex(r"(e-?)?ISSN(-L)?:? [0-9]{4}-[0-9]{3}[0-9X]", fullmatch=True))
def test_an_issn_is_ordinary_in_every_region(region: str, issn: str) -> None:
    assert privacy.personal(f"Journal, {issn}.", region) is None


@settings(deadline=None)
@given(regions, identifiers)
def test_an_id_is_ordinary_in_every_region(region: str, identifier: str) -> None:
    assert privacy.personal(f"company {identifier}", region) is None


@pytest.mark.parametrize("region", ["GB", "GG", "IM", "JE"])
def test_a_postcode_is_private_where_postcodes_are_written_so(region: str) -> None:
    assert privacy.personal("at BS1 5TR", region) == "‘BS1 5TR’ looks like a postcode."
    assert privacy.personal("at JE2 3AB", region) == "‘JE2 3AB’ looks like a postcode."


@pytest.mark.parametrize("region", ["DE", "FR", "IN", "IE"])
def test_a_british_postcode_is_ordinary_elsewhere(region: str) -> None:
    assert privacy.personal("at BS1 5TR", region) is None


def test_the_regions_are_those_whose_numbers_are_known() -> None:
    assert REGIONS == phonenumbers.SUPPORTED_REGIONS


# The region of a data file


def in_region(region: str, purpose: str) -> str:
    """A city whose hall has a purpose, with the heading as the last entry of the file."""
    heading, rest = with_purpose(purpose).split("\n", 1)
    return f"{rest}{heading.replace('{', f'{{region: {region}, ', 1)}\n"


def with_purpose(purpose: str) -> str:
    return CITY.replace("name: The hall\n", f"name: The hall\n    purpose: {purpose}\n", 1)


def test_a_map_is_of_the_united_kingdom_unless_it_says_otherwise() -> None:
    assert dataset.parse(HEAD.splitlines()[0]).about.region == "GB"
    assert "‘0117 496 0000’ looks like a phone number." in str(problems(with_purpose("Ring 0117 496 0000.")))


@pytest.mark.parametrize(
    ("region", "number"), [("DE", "030 20930"), ("FR", "0612345678"), ("IN", "98765 43210")]
)
def test_the_region_holds_for_the_whole_file_wherever_it_stands(region: str, number: str) -> None:
    told = f": groups.hall.purpose: ‘{number}’ looks like a phone number. Put it under `internal:`"
    assert told in str(problems(in_region(region, f"Ring {number}.")))
    assert dataset.parse(in_region(region, "Near BS1 5TR.")).about.region == region
    name = in_region(region, "A hall.").replace("name: The barn", f"name: Barn {number}")
    assert f"groups.barn.name: ‘{number}’" in str(problems(name))


def test_a_region_that_does_not_exist_is_told_and_the_usual_one_holds() -> None:
    first, second = problems(in_region("UK", "Ring 0117 496 0000."))
    assert "groups.hall.purpose: ‘0117 496 0000’ looks like a phone number." in first
    assert second.endswith(
        "ecosystem.region: ‘UK’ is not the two-letter code of a country. Write one such as ‘GB’."
    )


def test_a_workbook_that_comes_back_is_held_to_the_region_of_its_map(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(
            book,
            "Organisations",
            row_of(book["Organisations"], "choir"),
            purpose="Ring 98765 43210 for a song.",
        )

    indian = SMALL.replace("  place: Smallville\n", "  place: Smallville\n  region: IN\n")
    (told,) = workbook_problems(tmp_path, change, indian)
    assert "purpose: ‘98765 43210’ looks like a phone number." in told


LOADED = """
import sys
from pathlib import Path
from ecosystem import dataset
dataset.load(Path(sys.argv[1]))
print("phonenumbers" in sys.modules)
"""


@pytest.mark.parametrize("path", [BRISTOL, EXAMPLE], ids=["bristol", "example"])
def test_a_map_without_many_digits_in_its_texts_is_read_without_phonenumbers(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LOADED, path], check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"


def test_a_map_with_a_long_number_in_a_text_asks_phonenumbers(tmp_path: Path) -> None:
    path = tmp_path / "groups.yaml"
    path.write_text(in_region("GB", "Its company number is 123456789."), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", LOADED, path], check=True, capture_output=True, text=True)
    assert done.stdout == "True\n"
