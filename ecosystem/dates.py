"""EDTF dates and periods: what may be written, which days they cover, how they read in words.

Nearly every date of a city is plain: a year, a season, a month, a day, one of them with `~`, `?` or `%`,
or two of them with a slash. Those are read here. The `edtf` library reads the rest and is imported only then,
since its import alone takes longer than most questions.
"""

import re
from calendar import monthrange
from contextlib import redirect_stdout
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from io import StringIO

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
EXAMPLES = "Write dates like 2015, 2015-08, 2015-08-31, 2019~ (about) or 2020-04/2021-03 (from, to)"

_POINT = re.compile(r"([0-9]{4})(?:-(2[1-4])|(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?([~?%])?)", re.ASCII)
# No letters for exponents or years over 9999: Y1E999999999 would keep a computer busy for good.
_LIBRARY_FORM = re.compile(r"[0-9XTZ~?%/.,:+\-\[\]{}]{1,60}", re.ASCII)
_SHORT_RANGE = re.compile(r"([0-9]{2})([0-9]{2})[/-]([0-9]{2})", re.ASCII)
_OPEN = ("", "..")

Bounds = tuple[date, date]


class DateError(ValueError):
    """The text is not EDTF, or no calendar holds it; the message is a sentence for the editor."""


def valid(text: str) -> bool:
    """Whether the text is a date or period that a calendar can hold."""
    try:
        bounds(text)
    except DateError:
        return False
    return True


@lru_cache(maxsize=4096)
def bounds(text: str) -> Bounds:
    """The earliest and the latest day it may cover; an open or unknown end is date.min or date.max.

    `~`, `?` and `%` do not widen it: how far "about" reaches is for the reader to judge.

    >>> bounds("2015-08")
    (datetime.date(2015, 8, 1), datetime.date(2015, 8, 31))
    """
    start, slash, end = text.partition("/")
    if not slash and _POINT.fullmatch(text):
        return _point_bounds(text)
    if slash and _is_end(start) and _is_end(end) and (start or end):
        return _interval_bounds(text, start, end)
    return _library_bounds(text)


def latest(text: str) -> date:
    """The last day it may cover, and of what has no known end the first."""
    first, last = bounds(text)
    return last if last < date.max else first


def words(text: str) -> str:
    """How the date reads in a sentence; text that is no date comes back as it is.

    >>> words("2020-04/2021-03"), words("2019~"), words("2021/..")
    ('April 2020 to March 2021', 'about 2019', 'from 2021')
    """
    try:
        first, last = bounds(text)
    except DateError:
        return text
    start, slash, end = text.partition("/")
    if slash and _is_end(start) and _is_end(end):
        return _interval_words(start, end)
    if _POINT.fullmatch(text):
        return _point_words(text)
    return _other_words(text, first, last)


def beginning(text: str) -> str:
    """How the date on which something began reads after ‘since’: an interval is the time it fell in.

    >>> beginning("2016/2018"), beginning("2016/.."), beginning("../2018")
    ('some time between 2016 and 2018', '2016', '2018 or earlier')
    """
    return _limit(text.rstrip("/."))


def ending(text: str) -> str:
    """How the date on which something ended reads after ‘until’.

    >>> ending("2016/2018"), ending("2016/.."), ending("../2018")
    ('some time between 2016 and 2018', '2016 or later', '2018')
    """
    return _limit(text.lstrip("/."))


def _limit(text: str) -> str:
    start, slash, end = text.partition("/")
    if not text:
        return "some unknown time"
    if not slash:
        said = words(text)
        return f"some time {said}" if said.startswith("between ") else said
    if start in _OPEN:
        return f"{words(end)} or earlier"
    if end in _OPEN:
        return f"{words(start)} or later"
    return f"some time between {words(start)} and {words(end)}"


def _is_end(text: str) -> bool:
    return text in _OPEN or _POINT.fullmatch(text) is not None


def _point_bounds(text: str) -> Bounds:
    found = _POINT.fullmatch(text)
    assert found
    year, season, month, day = int(found[1]), *found.group(2, 3, 4)
    if not year:
        raise DateError(f"‘{text}’ is the year 0, which no calendar here has. {EXAMPLES}.")
    if season:
        return _season_bounds(year, season)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    last = monthrange(year, int(month))[1]
    if not day:
        return date(year, int(month), 1), date(year, int(month), last)
    if not 1 <= int(day) <= last:
        raise DateError(f"‘{text}’ is not a day: {MONTHS[int(month) - 1]} {year} has {last} days.")
    only = date(year, int(month), int(day))
    return only, only


def _season_bounds(year: int, season: str) -> Bounds:
    """Three months; a winter goes on into the next year, which no calendar here has after 9999."""
    begins = 3 * (int(season) - 20)
    if season != "24":
        return date(year, begins, 1), date(year, begins + 2, monthrange(year, begins + 2)[1])
    end = date(year + 1, 3, 1) - timedelta(days=1) if year < MAXYEAR else date.max
    return date(year, begins, 1), end


def _interval_bounds(text: str, start: str, end: str) -> Bounds:
    first = date.min if start in _OPEN else _point_bounds(start)[0]
    last = date.max if end in _OPEN else _point_bounds(end)[1]
    return _ordered(text, first, last)


def _ordered(text: str, first: date, last: date) -> Bounds:
    if last < first:
        raise DateError(f"‘{text}’ ends before it begins. Put the earlier date first.")
    return first, last


def _library_bounds(text: str) -> Bounds:
    if not _LIBRARY_FORM.fullmatch(text):
        raise _not_a_date(text)
    from edtf import parse_edtf

    try:
        with redirect_stdout(StringIO()):  # it prints what it does not understand
            parsed = parse_edtf(text)
        first, last = parsed.lower_strict(), parsed.upper_strict()
        lowest = date.min if isinstance(first, float) else date(*first[:3])
        highest = date.max if isinstance(last, float) else date(*last[:3])
    except Exception as error:  # its parser lets errors of many kinds through
        raise _not_a_date(text) from error
    return _ordered(text, lowest, highest)


def _not_a_date(text: str) -> DateError:
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    found = _SHORT_RANGE.fullmatch(text)
    # 2021-13 and 2021/22: the usual short forms of a financial year.
    if found and int(found[3]) == int(found[2]) + 1:
        century, start, end = found.groups()
        years = f"{century}{start}/{century}{end}"
        return DateError(f"‘{shown}’ is not a date. If it is two years, write {years}.")
    return DateError(f"‘{shown}’ is not a date. {EXAMPLES}.")


def _point_words(text: str) -> str:
    found = _POINT.fullmatch(text)
    assert found
    year, season, month, day, mark = found.groups()
    plain = str(int(year))
    if season:
        plain = f"{SEASONS[season]} {plain}"
    if month:
        plain = f"{MONTHS[int(month) - 1]} {plain}"
    if day:
        plain = f"{int(day)} {plain}"
    about = f"about {plain}" if mark in ("~", "%") else plain
    return f"{about} (uncertain)" if mark in ("?", "%") else about


def _interval_words(start: str, end: str) -> str:
    if start in _OPEN and end in _OPEN:
        return "at any time"
    if end in _OPEN:
        unknown = ", end not known" if end == "" else ""
        return f"from {_point_words(start)}{unknown}"
    if start in _OPEN:
        unknown = ", beginning not known" if start == "" else ""
        return f"until {_point_words(end)}{unknown}"
    return f"{_point_words(start)} to {_point_words(end)}"


def _other_words(text: str, first: date, last: date) -> str:
    if re.fullmatch("[0-9]{3}X", text, re.ASCII):
        return f"the {text[:3]}0s"
    known = text.removesuffix("-XX").removesuffix("-XX")
    if _POINT.fullmatch(known):
        return f"some time in {_point_words(known)}"
    if first == last:
        return _point_words(first.isoformat())
    if first == date.min:
        return f"some time until {_point_words(last.isoformat())}"
    if last == date.max:
        return f"some time from {_point_words(first.isoformat())}"
    return f"between {_point_words(first.isoformat())} and {_point_words(last.isoformat())}"
