"""What must not stand in a public field: ways to reach a person, or to find where they live.

Telephone numbers and postcodes are those of a region, `ecosystem.region` in the data file: the numbering plan
of a country says which digits are a number that can be rung. `phonenumbers` knows the plans. It takes longer
to import than a small map takes to read, so it is only asked about a text in which `_may_hold_phone` finds
enough digits.
"""

import re
from collections.abc import Iterator

from ecosystem.language import _
from ecosystem.model import DEFAULT_REGION

_EMAIL = r"(?<![\w.+'-])[\w.+'-]+(?:@|\s?[\[(]at[\])]\s?)[\w-]{1,63}(?:\.[\w-]{1,63})+"
_MAY_BE_EMAIL = re.compile(r"@|[\[(]at[\])]")
_TWO_NAMES = r"(?i)[a-z]+[._][a-z]+(?:[._][a-z]+)?\d*@"
_DIGIT = re.compile(r"\d")

_BETWEEN_DIGITS = r"[\s()\[\]./~\-‐-―−－]{0,4}"
_SEVEN_DIGITS = rf"\d(?:{_BETWEEN_DIGITS}\d){{6}}"
_DIGITS = re.compile(rf"\d(?:{_BETWEEN_DIGITS}\d){{6,}}")
# These are compiled when a text comes close to holding a number; most cities have none.
_STARTS_OUTSIDE_WORD = r"(?<![\w/\-+])(?<!\d[.,])"
_ENDS_OUTSIDE_WORD = rf"(?!\w)(?![\-.,]\d)(?!/\d)|(?=/{_SEVEN_DIGITS})"
# With the sign of a number for abroad, or the 0 that most countries put before the code of a town.
_PREFIXED = (
    rf"{_STARTS_OUTSIDE_WORD}"
    r"(?:(?:\+|00)(?:[\s().\-‐-―]{0,2}\d){8,15}|\(?0[1-9](?:[\s().\-‐-―]{0,2}\d){8,9})"
    rf"(?:{_ENDS_OUTSIDE_WORD})"
)
MOST_TRIES = 500
"""Candidates of one text that are looked at; a guard for the time that a text made of digits takes."""

_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?>{_YEAR}(?:[-./]\d\d(?!\d)){{0,2}}|\d\d?[-./]\d\d?[-./]{_YEAR})"
_DATES = re.compile(rf"{_DATE}(?>[\s/\-–()]+(?>{_DATE}|\d\d(?!\d)))*+\)?")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[\s.]\d{3})*[\s.]000")
_DECIMAL = re.compile(r"\d\.\d+")
_DOI = re.compile(r"10\.\d{4,9}(?:/.*)?")
_SHORT_NUMBER = re.compile(r"\d{1,8}")
_OTHER_NUMBERS = (_DATES, _THOUSANDS, _DECIMAL, _DOI, _SHORT_NUMBER)
_NAMES_A_CODE = r"(?i)(?:\b(?:e-?)?IS[SB]N(?:-L|-1[03])?|\bDOI|\bORCID(?: iD)?)[\s:]*$"
_BEFORE_AMOUNT = r"[£$€¥₹]\s?$"
_AFTER_AMOUNT = r"\s?[£$€¥₹%]"

POSTCODE_REGIONS = frozenset({"GB", "GG", "IM", "JE"})
"""The United Kingdom, Guernsey, the Isle of Man and Jersey share one form of postcode."""

# The form of British Standard BS 7666 as the Cabinet Office published it (PostCodeType of bs7666-v2-0.xsd,
# kept by the National Archives), with P as a third and Y as a fourth letter. The space may be missing.
_POSTCODE = re.compile(
    r"(?<![\w-])(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPS-UW]|[A-HK-Y]\d[ABEHMNPRV-Y])"
    r"\s?\d[ABD-HJLNP-UW-Z]{2})(?![\w-])",
    re.ASCII,
)
_SMALL_POSTCODE = re.compile(
    r"(?<![\w-])[a-pr-uwyz](?:[a-hk-y]\d{1,2}|\d{1,2}|\d[a-hjkps-uw]|[a-hk-y]\d[abehmnprv-y])"
    r" \d(?!st\b|nd\b|rd\b|th\b)[abd-hjlnp-uw-z]{2}(?![\w-])",
    re.ASCII,
)


def personal(text: str, region: str = DEFAULT_REGION) -> str | None:
    """Return a sentence on what the text gives away, or None when it is fit for the public.

    Args:
        text: The text of a public field.
        region: The two-letter code of the country whose telephone numbers and postcodes are looked for.
            Numbers that start with the code of a country are found in every region.

    >>> personal("Ring 0117 922 2000 before noon"), personal("2019 to 2021, 335,000 pounds")
    ('‘0117 922 2000’ looks like a phone number.', None)
    >>> personal("030 2093 0", "DE"), personal("98765 43210"), personal("98765 43210", "IN")
    ('‘030 2093 0’ looks like a phone number.', None, '‘98765 43210’ looks like a phone number.')
    """
    if _MAY_BE_EMAIL.search(text) and (match := re.search(_EMAIL, text)):
        return _("‘{text}’ looks like an email address.", text=match[0])
    if not _DIGIT.search(text):
        return None
    if _may_hold_phone(text) and (number := next(_phone_numbers(text, region), None)):
        return _("‘{text}’ looks like a phone number.", text=number)
    if region in POSTCODE_REGIONS and (match := _POSTCODE.search(text) or _SMALL_POSTCODE.search(text)):
        return _("‘{text}’ looks like a postcode.", text=match[0])
    return None


def personal_mail(url: str) -> bool:
    """Whether a mailto: address looks like one person's, such as jo.bloggs@example.org."""
    scheme, _colon, address = url.partition(":")
    return scheme.lower() == "mailto" and re.match(_TWO_NAMES, address) is not None


def _may_hold_phone(text: str) -> bool:
    """Whether a text holds digits enough that are no date and no amount by the look of them."""
    return any(
        not any(pattern.fullmatch(match[0]) for pattern in _OTHER_NUMBERS) for match in _DIGITS.finditer(text)
    )


def _phone_numbers(text: str, region: str) -> Iterator[str]:
    """Yield the telephone numbers of a text, as they are written there.

    A number counts when the region's plan has it. One with a prefix counts when its length is right: it may
    be newer than the plan that is known here, or be kept free for films (07700 900123).
    """
    import phonenumbers  # 80 ms; few maps need it

    valid = phonenumbers.Leniency.VALID
    for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=valid, max_tries=MOST_TRIES):
        if not _is_something_else(text, match.start, match.end):
            yield match.raw_string
    for prefixed in re.finditer(_PREFIXED, text):
        written = prefixed[0].strip()
        international = f"+{written[2:]}" if written.startswith("00") else written
        try:
            number = phonenumbers.parse(international, region)
        except phonenumbers.NumberParseException:
            continue
        before = text[max(0, prefixed.start() - 20) : prefixed.start()]
        if phonenumbers.is_possible_number(number) and not re.search(_NAMES_A_CODE, before):
            yield written


def _is_something_else(text: str, start: int, end: int) -> bool:
    """Whether digits that could be rung are a date, an amount, a code, or a part of a longer word."""
    written = text[start:end]
    before = text[max(0, start - 20) : start]
    return bool(
        not re.compile(_STARTS_OUTSIDE_WORD).match(text, start)
        or not re.compile(_ENDS_OUTSIDE_WORD).match(text, end)
        or any(pattern.fullmatch(written) for pattern in _OTHER_NUMBERS)
        or re.search(_BEFORE_AMOUNT, before)
        or re.compile(_AFTER_AMOUNT).match(text, end)
        or re.search(_NAMES_A_CODE, before)
    )
