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

from ecosystem import language
from ecosystem.language import N_, _, plural

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
SEASONS = {
    "21": N_("spring {year}"),
    "22": N_("summer {year}"),
    "23": N_("autumn {year}"),
    "24": N_("winter {year}"),
}
EXAMPLES = N_("Write dates like 2015, 2015-08, 2015-08-31, 2019~ (about) or 2020-04/2021-03 (from, to).")

_UNCERTAIN = {
    "~": N_("about {date}"),
    "?": N_("{date} (uncertain)"),
    "%": N_("about {date} (uncertain)"),
}
_IN_WORDS = {
    "decade": N_("the {decade}s"),
    "within": N_("some time in {date}"),
    "day": "{date}",
    "until": N_("some time until {end}"),
    "from": N_("some time from {start}"),
    "between": N_("between {start} and {end}"),
}
"""How the forms read that are neither a point nor an interval."""
_AS_MOMENT = _IN_WORDS | {"decade": N_("in the {decade}s"), "day": N_("on {date}")}
_AS_LIMIT = _IN_WORDS | {"between": N_("some time between {start} and {end}")}

_POINT = re.compile(r"([0-9]{4})(?:-(2[1-4])|(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?([~?%])?)", re.ASCII)
# No letters for exponents or years over 9999: Y1E999999999 would keep a computer busy for good.
_LIBRARY_FORM = re.compile(r"[0-9XTZ~?%/.,:+\-\[\]{}]{1,60}", re.ASCII)
_SHORT_RANGE = re.compile(r"([0-9]{2})([0-9]{2})[/-]([0-9]{2})", re.ASCII)
_OPEN = ("", "..")

Bounds = tuple[date, date]


class DateError(ValueError):
    """The text is not EDTF, or no calendar holds it; the message is a sentence for the editor."""


@lru_cache(maxsize=4096)
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
    if _POINT.fullmatch(text):
        return _point_bounds(text)
    if text != "/" and _is_interval(text):
        return _interval_bounds(text, *text.split("/"))
    return _library_bounds(text)


def latest(text: str) -> date:
    """The last day it may cover, and of what has no known end the first."""
    first, last = bounds(text)
    return last if last < date.max else first


def is_within(text: str, day: date, months: int) -> bool:
    """Return whether a date is at most so many months before a day, or after it."""
    from dateutil.relativedelta import relativedelta

    try:
        return latest(text) >= day - relativedelta(months=months)
    except ValueError:  # before the first year of the calendar
        return True


def words(text: str) -> str:
    """Return how the date reads in a sentence; text that is no date comes back as it is.

    >>> words("2020-04/2021-03"), words("2019~"), words("2021/..")
    ('April 2020 to March 2021', 'about 2019', 'from 2021')
    """
    try:
        bounds(text)
    except DateError:
        return text
    if _is_interval(text):
        return _interval_words(*text.split("/"))
    return _point_words(text) if _POINT.fullmatch(text) else _filled(_IN_WORDS, text)


def phrase(text: str) -> str:
    """Return a date as the time of something.

    >>> phrase("2015-08"), phrase("2021-07-08"), phrase("2019/2020")
    ('in August 2015', 'on 8 July 2021', 'from 2019 to 2020')
    """
    try:
        first, last = bounds(text)
    except DateError:
        return text
    if _is_interval(text):
        start, end = text.split("/")
        if start in _OPEN or end in _OPEN:
            return _interval_words(start, end)
        return _("from {start} to {end}", start=_point_words(start), end=_point_words(end))
    if not _POINT.fullmatch(text):
        return _filled(_AS_MOMENT, text)
    date = _point_words(text)
    return _("on {date}", date=date) if first == last else _("in {date}", date=date)


def beginning(text: str) -> str:
    """Return how the date on which something began reads after ‘since’.

    An interval is the time in which it began.

    >>> beginning("2016/2018"), beginning("2016/.."), beginning("../2018")
    ('some time between 2016 and 2018', '2016', '2018 or earlier')
    """
    return _limit(text.rstrip("/."))


def ending(text: str) -> str:
    """Return how the date on which something ended reads after ‘until’.

    >>> ending("2016/2018"), ending("2016/.."), ending("../2018")
    ('some time between 2016 and 2018', '2016 or later', '2018')
    """
    return _limit(text.lstrip("/."))


def _limit(text: str) -> str:
    start, slash, end = text.partition("/")
    if not text:
        return _("some unknown time")
    if not slash:
        return _point_words(text) if _POINT.fullmatch(text) else _filled(_AS_LIMIT, text)
    if start in _OPEN:
        return _("{date} or earlier", date=words(end))
    if end in _OPEN:
        return _("{date} or later", date=words(start))
    return _("some time between {start} and {end}", start=words(start), end=words(end))


def _is_interval(text: str) -> bool:
    start, slash, end = text.partition("/")
    return bool(slash) and _is_end(start) and _is_end(end)


def _is_end(text: str) -> bool:
    return text in _OPEN or _POINT.fullmatch(text) is not None


def _point_bounds(text: str) -> Bounds:
    point = _POINT.fullmatch(text)
    assert point
    year, season, month, day = int(point[1]), *point.group(2, 3, 4)
    if not year:
        raise DateError(_("‘{date}’ is the year 0, and the calendar starts with 0001.", date=text) + _help())
    if season:
        return _season_bounds(year, season)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    last = monthrange(year, int(month))[1]
    if not day:
        return date(year, int(month), 1), date(year, int(month), last)
    if not 1 <= int(day) <= last:
        raise DateError(
            plural(
                "‘{date}’ is not a day: {month} has {count} day.",
                "‘{date}’ is not a day: {month} has {count} days.",
                last,
                date=text,
                month=_calendar_words(year, int(month)),
            )
        )
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
        raise DateError(_("‘{date}’ ends before it begins. Put the earlier date first.", date=text))
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
    range_given = _SHORT_RANGE.fullmatch(text)
    # 2021-13 and 2021/22: the usual short forms of a financial year.
    if range_given and int(range_given[3]) == int(range_given[2]) + 1:
        century, start, end = range_given.groups()
        years = f"{century}{start}/{century}{end}"
        return DateError(
            _("‘{date}’ is not a date. If it is two years, write {years}.", date=shown, years=years)
        )
    return DateError(_("‘{date}’ is not a date.", date=shown) + _help())


def _help() -> str:
    return f" {_(EXAMPLES)}"


def _calendar_words(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return a year, a month or a day as the language writes it."""
    spoken = language.current()
    if spoken:
        return language.said(spoken.date(year, month, day))
    name = MONTHS[month - 1] if month else None
    return language.said(" ".join(str(part) for part in (day, name, year) if part))


def _point_words(text: str) -> str:
    point = _POINT.fullmatch(text)
    assert point
    year, season, month, day, mark = point.groups()
    if season:
        return _(SEASONS[season], year=str(int(year)))
    date = _calendar_words(int(year), *(int(part) if part else None for part in (month, day)))
    return _(_UNCERTAIN[mark], date=date) if mark else date


def _interval_words(start: str, end: str) -> str:
    if start in _OPEN and end in _OPEN:
        return _("at any time")
    if end == "..":
        return _("from {start}", start=_point_words(start))
    if end == "":
        return _("from {start}, end not known", start=_point_words(start))
    if start == "..":
        return _("until {end}", end=_point_words(end))
    if start == "":
        return _("until {end}, beginning not known", end=_point_words(end))
    return _("{start} to {end}", start=_point_words(start), end=_point_words(end))


def _filled(patterns: dict[str, str], text: str) -> str:
    """Return how a date reads that is neither a point nor an interval, by the patterns of these forms."""
    form, values = _form(text)
    return _(patterns[form], **values)


def _form(text: str) -> tuple[str, dict[str, str]]:
    first, last = bounds(text)
    if re.fullmatch("[0-9]{3}X", text, re.ASCII):
        return "decade", {"decade": f"{text[:3]}0"}
    known = text.removesuffix("-XX").removesuffix("-XX")
    if _POINT.fullmatch(known):
        return "within", {"date": _point_words(known)}
    start, end = (_calendar_words(day.year, day.month, day.day) for day in (first, last))
    if first == last:
        return "day", {"date": start}
    if first == date.min:
        return "until", {"end": end}
    if last == date.max:
        return "from", {"start": start}
    return "between", {"start": start, "end": end}
