"""What must not stand in a public field: ways to reach a person, or to find where they live."""

import re

_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+(?:@|\s?[\[(]at[\])]\s?)[\w-]{1,63}(?:\.[\w-]{1,63})+")
_MAY_BE_EMAIL = re.compile(r"@|[\[(]at[\])]")
_DIGIT = re.compile(r"\d")
# A British number has ten or eleven digits and starts with 0; an international one starts with + or 00.
_PHONE = re.compile(
    r"(?<![\w/\-+])(?<!\d[.,])"
    r"(?:(?:\+|00)(?:[\s().\-‐-―]{0,2}\d){8,15}|\(?0[1-9](?:[\s().\-‐-―]{0,2}\d){8,9})"
    r"(?![\w])(?![/\-.,]\d)"
)
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
_TWO_NAMES = re.compile(r"[a-z]+[._][a-z]+(?:[._][a-z]+)?\d*@", re.IGNORECASE)


def personal(text: str) -> str | None:
    """What the text gives away, in words with what was read; None when it is fit for the public.

    >>> personal("Ring 0117 922 2000 before noon"), personal("2019 to 2021, 335,000 pounds")
    ('‘0117 922 2000’ looks like a phone number', None)
    """
    if _MAY_BE_EMAIL.search(text) and (found := _EMAIL.search(text)):
        return f"‘{found[0]}’ looks like an e-mail address"
    if not _DIGIT.search(text):
        return None
    if found := _PHONE.search(text):
        return f"‘{found[0].strip()}’ looks like a phone number"
    if found := _POSTCODE.search(text) or _SMALL_POSTCODE.search(text):
        return f"‘{found[0]}’ looks like a postcode"
    return None


def personal_mail(url: str) -> bool:
    """Whether a mailto: address looks like one person's, such as jo.bloggs@example.org."""
    scheme, _, address = url.partition(":")
    return scheme.lower() == "mailto" and _TWO_NAMES.match(address) is not None
