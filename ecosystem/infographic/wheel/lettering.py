"""The width of words."""

import unicodedata
from math import fsum

from ecosystem.infographic.wheel.elements import FONT

_WIDTHS = {
    **dict.fromkeys("ijl'’‘|.,:;!I ", 0.33),
    **dict.fromkeys('frt()[]{}/-–"“”', 0.42),
    **dict.fromkeys("mMW%@", 0.96),
    **dict.fromkeys("w&QOGD", 0.82),
    **dict.fromkeys("ABCEFHKLNPRSTUVXYZ", 0.69),
    **dict.fromkeys("ckszvxyJ", 0.57),
}


def text_width(text: str, *, bold: bool = False) -> float:
    """The width of a label in units, rounded up to that of the widest common system fonts."""
    width = fsum(_char_width(char) for char in unicodedata.normalize("NFC", text))
    return round(FONT * width * (1.13 if bold else 1.0), 1)


def _char_width(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    return _WIDTHS.get(char, 0.64)
