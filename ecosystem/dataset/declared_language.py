"""The language that a data file declares, without reading the rest of it."""

import re

_SECTION = re.compile(r"^ecosystem:(.*?)(?=^[^\s#]|\Z)", re.MULTILINE | re.DOTALL)
_LANGUAGE = re.compile(r"(?:^|[\s{,])language:\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)")


def declared_language(text: str) -> str | None:
    """Return the code of the language that the text of a data file declares; None where it has none.

    >>> declared_language("ecosystem:\\n  title: Caerdydd\\n  language: cy\\nkinds: {}")
    'cy'
    """
    section = _SECTION.search(text)
    declared = _LANGUAGE.search(section[1]) if section else None
    return declared[1] if declared else None
