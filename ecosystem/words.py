"""Small numbers as words, capitals and full stops; the order a reader expects; text for Markdown."""

import re

from ecosystem import language
from ecosystem.language import N_, _

_NUMBERS = (
    *(N_("no"), N_("one"), N_("two"), N_("three"), N_("four"), N_("five")),
    *(N_("six"), N_("seven"), N_("eight"), N_("nine"), N_("ten")),
)


def number(count: int) -> str:
    """A small number as a word.

    >>> number(3), number(14)
    ('three', '14')
    """
    return _(_NUMBERS[count]) if count < len(_NUMBERS) else language.number(count)


def capital(text: str) -> str:
    """A text with a capital at its beginning.

    >>> capital("the City"), capital("")
    ('The City', '')
    """
    place = len(text) - len(text.lstrip(language.OPENING))
    return text[:place] + text[place : place + 1].upper() + text[place + 1 :]


def full_stop(text: str) -> str:
    """A sentence with its full stop, which a name at its end may bring along.

    >>> full_stop("It funds the Choir"), full_stop("It funds Choir Ltd.")
    ('It funds the Choir.', 'It funds Choir Ltd.')
    """
    return text if is_sentence(text) else f"{text}."


def is_sentence(text: str) -> bool:
    """Return whether a text ends in a full stop, also within marks or isolates."""
    return text.rstrip(language.CLOSING).endswith(".")


def shortened(text: str, most: int) -> str:
    """As many whole words as fit into so many characters; a text without spaces is cut anywhere.

    >>> shortened("Who works with whom.", 20), shortened("Who works, and with whom.", 12)
    ('Who works with whom.', 'Who works …')
    >>> shortened("Partnerschaften", 9)
    'Partner …'
    """
    if len(text) <= most:
        return text
    words = text[: most - 1].rsplit(" ", 1)[0]
    return f"{words[: most - 2].rstrip('.,;:')} …"


def natural(text: str) -> list[tuple[int, str]]:
    """Return a sort key that puts `a2` before `a10`.

    >>> sorted(["a10", "a2"], key=natural)
    ['a2', 'a10']
    """
    parts = enumerate(re.split(r"(\d+)", text))
    return [(int(part), "") if place % 2 else (0, part) for place, part in parts]


def escape_markdown(text: str) -> str:
    """Return the text on one line, escaped so that Markdown shows it as it stands."""
    line = re.sub(r"[\\`*_\[\]<>#|~]|&(?=#?\w+;)", r"\\\g<0>", " ".join(text.split()))
    return re.sub(r"^(?:\d+(?=[.)](?: |$))|(?=[-+]))", r"\g<0>\\", line)  # else it might open a list
