"""How the texts of the data file are read, and the base of every value made of them."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from ecosystem.language import N_

DATES = N_(
    "Write a date or period: 2015, 2015-08, 2015-08-31, 2019~ (about), 2018? (uncertain), 2020-04/2021-03,"
    " 2021/.. (from 2021 on)."
)
"""What may be written as a date. It follows the help of every field that holds one."""

_Model = TypeVar("_Model", bound=type)


def explained(text: str) -> Callable[[_Model], _Model]:
    """Say what an entry of a model is, in a sentence or two.

    It becomes the first paragraph of the model's docstring. Python drops docstrings that are written as such
    when it optimises (`-OO`), and the JSON Schema and the workbook need this one.
    """

    def explain(model: _Model) -> _Model:
        model.__doc__ = "\n\n".join(filter(None, (text, model.__doc__)))
        return model

    return explain


def described(text: str, *, line: str = "", contact: bool = False, unshown: bool = False) -> Meta:
    """Say what a field holds. Every field of the model is annotated so, or as `GIVEN`.

    Args:
        text: What an editor reads in the JSON Schema and above the column of the workbook.
        line: How `show`, the page and Markdown word it, with `{value}` for the value; by default its name, a
            colon and the value. Of no use where a sentence of `sentences` tells the field.
        contact: It holds contact details that an organisation publishes itself, which are not refused as
            private.
        unshown: It is for the data file alone, and no output holds it.
    """
    return Meta(description=text, extra={"line": line, "contact": contact, "unshown": unshown})


GIVEN = Meta(extra={"given": True})
"""Marks a field that the program gives: nobody writes it in the data file."""

PRIVATE = "internal"
"""The field that may stand in any entry, hold anything, and never leaves the file."""
PRIVATE_HELP = "Private notes, in any form. They never leave this file."

_REGIONS = (
    "AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT "
    "BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER "
    "ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE "
    "IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV "
    "LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP "
    "NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK "
    "SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA "
    "VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
)
REGIONS = frozenset(_REGIONS.split())
"""The regions whose telephone numbers phonenumbers knows: the codes of ISO 3166-1 alpha-2 for places with
people, and XK (Kosovo), AC (Ascension) and TA (Tristan da Cunha), which have no code of their own there."""


def _regions_by_letter() -> str:
    """The regions as a pattern, which is compiled sooner than one that lists them all."""
    seconds: dict[str, str] = {}
    for region in _REGIONS.split():
        seconds[region[0]] = seconds.get(region[0], "") + region[1]
    return "|".join(f"{first}[{letters}]" for first, letters in seconds.items())


DEFAULT_REGION = "GB"
"""The region of a map that names none."""

Slug = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60, extra={"noun": N_("an id")})]
"""An id: lower-case letters and digits, joined by single hyphens."""
Name = Annotated[str, Meta(max_length=300)]
"""Words on one line."""
Text = Annotated[str, Meta(max_length=10_000)]
"""A sentence or more, in our own words unless the field says otherwise."""
Date = Annotated[str, Meta(max_length=60, extra={"reads": "edtf"})]
"""A date or period in EDTF (ISO 8601-2): `2015`, `2015-08`, `2019~`, `2020-04/2021-03`, `2021/..`."""
Url = Annotated[str, Meta(max_length=2_000, extra={"reads": "url"})]
"""An address that starts with http:, https: or mailto:."""
Region = Annotated[
    str, Meta(pattern=f"^(?:{_regions_by_letter()})$", extra={"noun": N_("the two-letter code of a country")})
]
"""The code of a country or territory, of two capital letters."""
LanguageCode = Annotated[
    str, Meta(pattern="^[a-z]{2,3}(-[A-Za-z0-9]+)*$", extra={"noun": N_("the code of a language")})
]
"""The code of a language, such as en, cy or pt-BR."""
SourceId = Annotated[str, Meta(extra={"refers": "sources"})]
"""The id of a source."""
NodeId = Annotated[str, Meta(extra={"refers": "nodes"})]
"""The id of anything on the map."""
OrganisationId = Annotated[str, Meta(extra={"refers": "organisations"})]
"""The id of a group, network or partner."""
PlanId = Annotated[str, Meta(extra={"refers": "plans"})]
"""The id of a plan."""
PriorityId = Annotated[str, Meta(extra={"refers": "priorities"})]
"""The id of a priority."""
KindId = Annotated[str, Meta(extra={"refers": "kinds"})]
"""The id of a kind."""
LinkTypeId = Annotated[str, Meta(extra={"refers": "link_types"})]
"""The id of a link type."""
ShownId = Annotated[str, Meta(extra={"refers": "shown"})]
"""The id of anything on the map, or of a kind."""

UNWRITTEN = "?"
"""What an import writes into a field that a map must have and that it cannot know. No page shows it."""

SHORT_LENGTH = 34
"""Longest label of the wheel, in characters; a longer name needs a `short`."""
Short = Annotated[str, Meta(max_length=SHORT_LENGTH)]
"""A name that fits the wheel."""
ShortName = Annotated[
    Short | None,
    described("A short name for the wheel, up to 34 characters. Needed if the name is longer."),
]
BASIS_HELP = (
    "How sure this is: confirmed (by those it joins), stated (by a source), inferred (from what sources say),"
    " planned (nothing shows that it happened), disputed (sources disagree)."
)
"""The help of a field that holds a basis."""


class Value(msgspec.Struct, frozen=True, omit_defaults=True):
    """The base of every value of the model."""


@explained("A source that something rests on, and the place in it. An id alone is a citation too.")
class Citation(Value, frozen=True):
    id: Annotated[SourceId, described("The id of the source.")]
    where: Annotated[
        Name | None,
        described("The place in the source, so that a reader finds it: Challenges, second point."),
    ] = None

    def __str__(self) -> str:
        """Return the citation on one line: `minutes (Challenges, second point)`."""
        return f"{self.id} ({self.where})" if self.where else self.id


Sources = Annotated[
    tuple[Citation, ...],
    described(
        "The source this rests on: its id, or {id: its id, where: the place in it}, or a list of these."
    ),
]
