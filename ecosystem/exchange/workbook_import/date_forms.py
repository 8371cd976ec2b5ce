"""Dates as people and spreadsheets write them → EDTF: `28/02/2021`, `Feb-21`, `December 2026`, `44255`."""

import re
from datetime import date, timedelta

from ecosystem import dates
from ecosystem.dates import MONTHS

_FIRST, _LAST = 20_000, 80_000
"""The days that a number may stand for: from 1954 to 2119, counted from the last day of 1899."""
_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})", re.ASCII)


def edtf(text: str, *, american: bool = False) -> str:
    """Return a date in EDTF where it is clear what is meant, else the text as it is.

    Args:
        text: What a cell holds.
        american: Whether the month goes before the day.

    >>> edtf("28/02/2021"), edtf("Feb-21"), edtf("28 February 2021"), edtf("44255"), edtf("TBC")
    ('2021-02-28', '2021-02', '2021-02-28', '2021-02-28', 'TBC')
    """
    plain = " ".join(text.replace("\u00a0", " ").split())
    # These come first because they are no EDTF, and because it takes the library long to find that out.
    if len(plain) == 5 and plain.isdecimal() and _FIRST <= int(plain) <= _LAST:
        return (date(1899, 12, 30) + timedelta(days=int(plain))).isoformat()
    read = _in_numbers(plain, american)
    if read and dates.valid(read):
        return read
    if not read and dates.valid(plain):
        return plain
    read = _in_words(plain)
    return read if read and dates.valid(read) else text


def in_numbers(text: str) -> tuple[int, int] | None:
    """Return the first two numbers of a date such as 3/4/2021, which may be a day and a month or the reverse.

    >>> in_numbers("25/12/2020"), in_numbers("2020-12-25")
    ((25, 12), None)
    """
    parts = _DAY_MONTH_YEAR.fullmatch(text.strip())
    return (int(parts[1]), int(parts[2])) if parts else None


def _in_numbers(text: str, american: bool) -> str | None:
    if parts := _DAY_MONTH_YEAR.fullmatch(text):
        first, second, year = parts.groups()
        month, day = (first, second) if american and int(first) <= 12 else (second, first)
        return f"{year}-{int(month):02}-{int(day):02}"
    if parts := re.fullmatch(r"([0-9]{1,2})[/.]([0-9]{4})", text, re.ASCII):
        return f"{parts[2]}-{int(parts[1]):02}"
    if parts := re.fullmatch(r"([0-9]{4})[/.]([0-9]{1,2})(?:[/.]([0-9]{1,2}))?", text, re.ASCII):
        if not parts[3] and int(parts[2]) > 12:
            return None
        day = f"-{int(parts[3]):02}" if parts[3] else ""
        return f"{parts[1]}-{int(parts[2]):02}{day}" if parts[3] or int(parts[2]) <= 12 else None
    parts = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T00:00:00", text, re.ASCII)
    return parts[1] if parts else None


def _in_words(text: str) -> str | None:
    words = text.casefold().replace("-", " ").replace(",", " ").replace(".", " ").split()
    words = [re.sub(r"^([0-9]{1,2})(?:st|nd|rd|th)$", r"\1", word) for word in words]
    months = [_month(word) for word in words]
    if sum(month is not None for month in months) != 1 or not 2 <= len(words) <= 3:
        return None
    month = next(filter(None, months))
    numbers = [word for word in words if word.isdecimal()]
    if len(numbers) != len(words) - 1:
        return None
    year = numbers[-1]
    if len(year) == 2 and len(numbers) == 1:
        year = f"20{year}"
    if len(year) != 4:
        return None
    return f"{year}-{month:02}-{int(numbers[0]):02}" if len(numbers) == 2 else f"{year}-{month:02}"


def _month(word: str) -> int | None:
    numbers = [
        number
        for number, name in enumerate(MONTHS, 1)
        if len(word) >= 3 and (name.casefold().startswith(word) or (word == "sept" and number == 9))
    ]
    return numbers[0] if len(numbers) == 1 else None
