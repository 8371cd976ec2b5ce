"""Characters that nobody sees in a text: which these are, and texts without them."""

import re

from ecosystem.language import _

# Control characters (but tab and line feed), soft hyphens, characters without width, line breaks that only
# some programs see, characters that turn the direction of reading, lone surrogates, invisible tags.
_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)


# The two joiners shape letters in Arabic and Indic scripts and hold emoji together: they stay where what is
# before and after them needs one (after Unicode UAX 31, 2.3), and are as unseen as the others elsewhere.
_JOINED = "\u0600-\u07ff\u0860-\u0dff\ufe0f\u2190-\u27bf\U0001f000-\U0001faff"


_JOINER = f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"


IN_FILE = re.compile(f"[{_UNSEEN}]|{_JOINER}")


IN_VALUE = re.compile(f"[\t{_UNSEEN}]|{_JOINER}")


_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def quoted(text: str) -> str:
    """Return the text as a message shows it: on one line, and never too long to read."""
    seen = text if text.isprintable() else IN_VALUE.sub(" ", text)
    line = " ".join(seen.split())
    return f"‘{line}’" if len(line) <= 80 else f"‘{line[:79]}…’"


def without_unseen(text: str) -> str:
    """Return the text of a value without the characters that no data file may hold; a tab becomes a space."""
    if text.isprintable():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return IN_FILE.sub("", plain)


def mistake(character: str) -> str:
    import unicodedata

    point = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    what = f"{point} ({name})" if name else point
    if _TURNING.match(character):
        return _(
            "there is a character that changes the reading direction, {character}. Delete it.", character=what
        )
    if character == "\t":
        return _("there is a tab, {character}. Write spaces.", character=what)
    if unicodedata.category(character) == "Cc":
        return _("there is a control character, {character}. Delete it.", character=what)
    return _("there is a character that cannot be seen, {character}. Delete it.", character=what)
