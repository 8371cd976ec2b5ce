"""Text as it is searched for: without case, accents, forms of a letter and punctuation.

`infographic/folding.js` does the same; both read `folding.json`. Its marks are those on letters of the Latin,
Greek, Cyrillic, Hebrew and Arabic scripts: in many others a mark is a vowel, and stays.
"""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path


def folded(text: str) -> str:
    """Return the words of a text as search compares them.

    >>> folded("Exampleton’s  Café (HR-Leaders)"), folded("Łódź, Straße, Øst")
    ('exampletons cafe hr leaders', 'lodz strasse ost')
    >>> folded("أحمد") == folded("احمد")
    True
    """
    marks, letters = _rules()
    plain = marks.sub("", unicodedata.normalize("NFKD", text)).lower().translate(letters)
    kept = (char if unicodedata.category(char)[0] in "LNM" else " " for char in marks.sub("", plain))
    return " ".join("".join(kept).split())


@cache
def _rules() -> tuple[re.Pattern[str], dict[int, str]]:
    rules = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return re.compile(rules["marks"]), str.maketrans(rules["letters"])
