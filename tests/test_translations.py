"""The words of the Welsh and Arabic catalogues: mutations, one term each, and the order of Latin words."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from ecosystem import catalogues, language, queries
from ecosystem.city import City

SOFT = {"p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "g": "", "m": "f", "rh": "r", "ll": "l"}
"""The soft mutation, which ‘dau’ and ‘dwy’ (two) cause. ‘Ff’ and ‘ch’ are letters of their own."""
UNMUTATED = {"grŵp", "drwy", "ddogfen"}
"""A loanword that keeps its g, and words that are mutated already."""

RETIRED = {
    "cy": {
        r"\b[Gg]?weithred(oedd)?\b": "an action of a plan is a ‘cam gweithredu’",
        r"\boddeutu\b": "Plain Welsh says ‘tua’",
        r"\b[Dd]oes\b": "it is ‘nid oes’, as in the rest",
        r"\bargraffiad\b": "an edition is a ‘rhifyn’",
        r"\bdalennau\b": "a sheet is a ‘taflen’",
        r"(?<!\{)\b[Ii]ds\b": "Welsh has no such plural",
        r"\byn darllen (y ffordd|ar ôl|i’r|pan|mewn)": "a link has a ‘geiriad’, it does not read",
    },
    "ar": {
        "اً": "the tanwin stands before the alif",
        "العجلة": "the wheel is ‘الدائرة’",
        "مدخلات": "entries are ‘مداخل’",
        "الحقائق": "facts are ‘معلومات’",
        "ادعاء": "a claim is a ‘قول’",
        "الترخيص": "a licence is a ‘رخصة’",
        r"\bتم\b": "the passive needs no ‘تم’",
        r"^ثمانٍ$": "before the thing that is counted it is ‘ثماني’",
    },
}

LATIN_EDGE = re.compile(r"--|`|[‘’“”]|(?<![\w.])\.[a-z]|\d-\d|\d[~?]|[\u200e\u200f]")
"""Marks at the edge of a Latin word, which change sides in Arabic unless the word is isolated."""


def forms(code: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each message of a catalogue: its English, and all its forms."""
    with (catalogues.LOCALE / f"{code}.po").open("rb") as file:
        for message in read_po(file, locale=code):
            if message.id:
                english = message.id if isinstance(message.id, str) else message.id[0]
                found = message.string or ""
                yield english, (found,) if isinstance(found, str) else tuple(found)


def softened(noun: str) -> str:
    """Return a noun as it follows ‘two’."""
    if noun in UNMUTATED or noun.startswith(("ff", "ch", "dd", "th", "ph")):
        return noun
    for length in (2, 1):
        if (first := noun[:length]) in SOFT:
            return SOFT[first] + noun[length:]
    return noun


def test_the_noun_after_two_is_mutated_in_welsh() -> None:
    """‘Dau’ and ‘dwy’ mutate softly whatever follows them: 2 gofnod, 2 lythyr, 2 ran."""
    wrong = []
    for english, found in forms("cy"):
        if len(found) == 1:
            continue
        plain = [re.search(r"\{(?:count|number)\} (\w+)", form) for form in (found[5], found[2])]
        if all(plain) and plain[0] and plain[1] and plain[1][1] != softened(plain[0][1]):
            wrong.append((english, plain[1][1], softened(plain[0][1])))
    assert wrong == []


def test_a_total_in_welsh_is_followed_by_no_noun_that_it_would_mutate() -> None:
    """‘{all} o gamau’ is right for every number; ‘{all} cam’ is wrong for two and three."""
    counted = [
        form for _, found in forms("cy") for form in found if re.search(r"\{(all|total)\} (?!o )\w", form)
    ]
    assert counted == []


@pytest.mark.parametrize("code", ["ar", "cy"])
def test_each_notion_keeps_its_one_term(code: str) -> None:
    found = [
        (english, why)
        for english, strings in forms(code)
        for pattern, why in RETIRED[code].items()
        if any(re.search(pattern, string) for string in strings)
    ]
    assert found == []


def test_latin_words_keep_their_marks_in_arabic() -> None:
    """An option, a file ending or a range of numbers stands between isolates; quotation marks are « »."""
    loose = [
        english
        for english, strings in forms("ar")
        for string in strings
        if LATIN_EDGE.search(re.sub("\u2066[^\u2069]*\u2069", "", string))
    ]
    assert loose == []


def test_a_translation_has_no_space_at_its_ends_that_the_english_has_not() -> None:
    for code in ("ar", "cy"):
        for english, strings in forms(code):
            for string in strings:
                assert string[:1].isspace() == english[:1].isspace(), (code, english)
                assert string[-1:].isspace() == english[-1:].isspace(), (code, english)


def test_which_agrees_with_an_action_in_arabic(small_city: City) -> None:
    """‘وهي’ is said of an organisation, ‘وهو’ of an action, which is masculine."""
    with language.speaking(catalogues.translation("ar")):
        said = [
            connection.sentence
            for priority in small_city.ecosystem.priorities
            for connection in queries.connections(small_city, priority).connections
        ]
    assert any("وهو يعزز" in sentence for sentence in said)
    assert not any("وهي يعزز" in sentence for sentence in said)
