"""Dates: what is accepted, which days are covered, and that our parser and the edtf library agree."""

import subprocess
import sys
from datetime import date

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import example, given, settings, strategies as st

from ecosystem import dates
from tests.strategies import examples


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2015", "2015"),
        ("2015-08", "August 2015"),
        ("2021-07-08", "8 July 2021"),
        ("2019~", "about 2019"),
        ("2018-01?", "January 2018 (uncertain)"),
        ("2019%", "about 2019 (uncertain)"),
        ("2020-04/2021-03", "April 2020 to March 2021"),
        ("2019~/2020~", "about 2019 to about 2020"),
        ("2021/..", "from 2021"),
        ("../2024", "until 2024"),
        ("../..", "at any time"),
        ("2021/", "from 2021, end not known"),
        ("/2024", "until 2024, beginning not known"),
        ("0987", "987"),
        ("2015-21", "spring 2015"),
        ("2015-21/2015-23", "spring 2015 to autumn 2015"),
        ("../2015-24", "until winter 2015"),
        ("[2021..]", "some time from 1 January 2021"),
        ("[..2021]", "some time until 31 December 2021"),
        ("199X", "the 1990s"),
        ("2016-XX", "some time in 2016"),
        ("2016-XX-XX", "some time in 2016"),
        ("2016-06-XX", "some time in June 2016"),
        ("{2019,2021}", "between 1 January 2019 and 31 December 2021"),
        ("2015-01-01T10:00:00", "1 January 2015"),
        ("soon", "soon"),
        ("2021-02-30", "2021-02-30"),
    ],
)
def test_a_date_reads_as_people_say_it(text: str, words: str) -> None:
    assert dates.words(text) == words


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2016", "2016", "2016"),
        ("2016~", "about 2016", "about 2016"),
        ("2016/2018", "some time between 2016 and 2018", "some time between 2016 and 2018"),
        ("2016/..", "2016", "2016 or later"),
        ("2016/", "2016", "2016 or later"),
        ("../2018", "2018 or earlier", "2018"),
        ("/2018", "2018 or earlier", "2018"),
        ("../..", "some unknown time", "some unknown time"),
        ("2016-06-XX", "some time in June 2016", "some time in June 2016"),
        (
            "{2016,2018}",
            "some time between 1 January 2016 and 31 December 2018",
            "some time between 1 January 2016 and 31 December 2018",
        ),
    ],
)
def test_a_beginning_and_an_end_read_as_times_and_never_as_spans(text: str, since: str, until: str) -> None:
    assert (dates.beginning(text), dates.ending(text)) == (since, until)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2021-07-08", date(2021, 7, 8), date(2021, 7, 8)),
        ("2019~", date(2019, 1, 1), date(2019, 12, 31)),
        ("2020-04/2021-03", date(2020, 4, 1), date(2021, 3, 31)),
        ("2020-05/2020", date(2020, 5, 1), date(2020, 12, 31)),
        ("2021/..", date(2021, 1, 1), date.max),
        ("../2024", date.min, date(2024, 12, 31)),
        ("2015-21", date(2015, 3, 1), date(2015, 5, 31)),
        ("2015-23", date(2015, 9, 1), date(2015, 11, 30)),
        ("2014-24", date(2014, 12, 1), date(2015, 2, 28)),
        ("2015-24", date(2015, 12, 1), date(2016, 2, 29)),  # a winter goes on into the next year
        ("9999-24", date(9999, 12, 1), date.max),
        ("2015-09/2015-24", date(2015, 9, 1), date(2016, 2, 29)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
    ],
)
def test_a_date_covers_its_days(text: str, first: date, last: date) -> None:
    assert dates.bounds(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", "/", "soon", "2021-13", "2021-00", "2021-02-29", "2021-02-30", "2021-04-31", "2021-07-00",
        "0000", "15", "2015-8", "20150801", "2021/2020", "2021-06/2021-05", "2021-06-02/2021-06-01",
        "2021/22", " 2015", "2015\n", "２０１５", "2015/2016/2017", "2015 / 2016", "c. 2015", "Y17000",
        "Y1E999999999", "[[[[[[", "2015-06-1X/..x", "-0044", "../soon", "2015" * 20,
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not dates.valid(text)
    with pytest.raises(dates.DateError):
        dates.bounds(text)


@pytest.mark.parametrize(
    ("text", "last"),
    [("2021", date(2021, 12, 31)), ("2021-02/2022", date(2022, 12, 31)), ("2021-02/..", date(2021, 2, 1))],
)
def test_of_what_has_no_known_end_the_first_day_counts(text: str, last: date) -> None:
    assert dates.latest(text) == last


@pytest.mark.parametrize("text", ["2016-1X", "[2021..,2019]", "2016-02-3X"])
def test_a_refused_date_prints_nothing(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert not dates.valid(text)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("text", "better"), [("2021/22", "2021/2022"), ("2012-13", "2012/2013")])
def test_a_financial_year_is_offered_in_full(text: str, better: str) -> None:
    with pytest.raises(dates.DateError, match=f"write {better}"):
        dates.bounds(text)


def test_a_plain_date_does_not_import_the_library() -> None:
    program = (
        "import sys; from ecosystem import dates\n"
        "for text in ('2015', '2015-08?', '2020-04/2021-03', '../2024', 'August 2015'): dates.valid(text)\n"
        "assert 'edtf' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


_numbers = st.integers(min_value=0, max_value=40).map("{:02d}".format)
_years = st.integers(min_value=1, max_value=9999).map("{:04d}".format)
# The library ends a winter with its year, and our own does not: see the test of the days it covers.
_months = st.tuples(_years, _numbers.filter(lambda number: number != "24")).map("-".join)
_days = st.tuples(_months, _numbers).map("-".join)
_points = st.one_of(_years, _months, _days)
_marked = st.tuples(_points, st.sampled_from(["", "", "~", "?", "%"])).map("".join)
_ends = st.one_of(_marked, st.just(".."))
_plain = st.one_of(_marked, st.tuples(_ends, _ends).map("/".join))


@settings(max_examples=examples(200), deadline=None)
@given(_plain)
@example("2024-02-29")
@example("1900-02-29")
@example("../..")
@example("2015-21~")
@example("2015-21/2016")
def test_our_parser_agrees_with_the_library(text: str) -> None:
    assert _by_us(text) == _by_the_library(text)


def _by_us(text: str) -> tuple[date, date] | None:
    try:
        return dates.bounds(text)
    except dates.DateError:
        return None


def _by_the_library(text: str) -> tuple[date, date] | None:
    """What the library says, but for what it lets through: 1900-02-29, and ends before beginnings."""
    try:
        parsed = parse_edtf(text)
        first, last = parsed.lower_strict(), parsed.upper_strict()
        lowest = date.min if isinstance(first, float) else date(*first[:3])
        highest = date.max if isinstance(last, float) else date(*last[:3])
    except (EDTFParseException, ValueError):
        return None
    return (lowest, highest) if lowest <= highest else None


@settings(max_examples=examples(300), deadline=None)
@given(st.one_of(st.text(max_size=60), st.text("0123456789-/~?%.X[]{},TZ:", max_size=30)))
def test_any_text_is_a_date_or_refused_in_a_sentence(text: str) -> None:
    if dates.valid(text):
        first, last = dates.bounds(text)
        assert first <= last
    else:
        with pytest.raises(dates.DateError, match=r"\.$"):
            dates.bounds(text)
    assert isinstance(dates.words(text), str)
