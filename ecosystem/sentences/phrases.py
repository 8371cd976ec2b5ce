"""What the sentences of links and of entries share: words for how sure something is, and for lists."""

from collections.abc import Iterable

from ecosystem.language import N_, _
from ecosystem.model import Basis

BASIS_WORDS = {
    Basis.CONFIRMED: N_("confirmed"),
    Basis.STATED: N_("stated"),
    Basis.DISPUTED: N_("sources disagree"),
    Basis.INFERRED: N_("inferred"),
    Basis.PLANNED: N_("planned"),
}

COMMA = N_("{first}, {second}")
SEMICOLON = N_("{first}; {second}")


def one_after_another(phrases: Iterable[str]) -> str:
    """Return phrases one after another, with what the language puts between them: ‘a; b’."""
    return joined_by(SEMICOLON, phrases)


def joined_by(pattern: str, phrases: Iterable[str]) -> str:
    """Return phrases one after another, by a pattern for two of them."""
    text = ""
    for phrase in phrases:
        text = _(pattern, first=text, second=phrase) if text else phrase
    return text
