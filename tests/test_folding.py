"""Text is folded in Python as in the scripts, so that both find the same."""

import random
import sys
import unicodedata

import pytest

from ecosystem import queries
from ecosystem.city import City
from ecosystem.folding import folded
from tests import attacks
from tests.cities import SMALL
from tests.test_scripts import answers

FOLD = """
import { folded } from "./ecosystem/infographic/folding.js";
export default (text) => folded(text);
"""


def strings(bristol: City) -> list[str]:
    """Names, hostile texts, every assigned character by itself and within a word, and random mixtures."""
    chance = random.Random(19)
    characters = [
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(char) not in ("Cn", "Cs", "Co")
    ]
    names = [name for identifier in bristol for name in queries.names(bristol.value(identifier))]
    letters = [char for char in characters if unicodedata.category(char)[0] in "LNM" and ord(char) < 0x3000]
    mixed = ["".join(chance.choices(letters, k=8)) for _ in range(3000)]
    blocks = [
        "".join(f"a{char}b " for char in characters[at : at + 64]) for at in range(0, len(characters), 64)
    ]
    return [*names, *attacks.ALL, *mixed, *blocks, "ΟΔΟΣ", "İstanbul", "STRASSE ẞ", "ŁÓDŹ"]


def test_the_script_folds_every_text_as_python_does(bristol: City) -> None:
    texts = strings(bristol)
    said = answers(FOLD, texts)
    wrong = [(text, one, folded(text)) for text, one in zip(texts, said, strict=True) if one != folded(text)]
    assert wrong == []


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Stowarzyszenie Łódź Øst", "stowarzyszenie lodz ost"),
        ("Straße e.V.", "strasse ev"),
        ("Đorđe", "dorde"),
        ("Æsop", "aesop"),
        ("Café", "cafe"),
        ("أحمد", "احمد"),
        ("إدارة", "اداره"),
        ("مُنظَّمة", "منظمه"),
        ("مستشفى", "مستشفي"),
        ("٢٠٢١", "2021"),
        ("ΟΔΟΣ", "οδοσ"),
        ("Québec’s", "quebecs"),
    ],
)
def test_what_people_type_is_what_is_written(written: str, typed: str) -> None:
    assert folded(written) == folded(typed)


def test_folding_twice_is_folding_once(bristol: City) -> None:
    for text in strings(bristol):
        assert folded(folded(text)) == folded(text)


def test_a_question_finds_a_name_however_it_is_spelt() -> None:
    city = City.parse(SMALL.replace("name: The Choir", "name: Stowarzyszenie Łódź Øst"))
    for asked in ("lodz", "ŁÓDŹ", "Stowarzyszenie Lodz Ost"):
        assert queries.find(city, asked) == "choir"


def test_a_vowel_of_a_script_that_writes_it_as_a_mark_stays() -> None:
    assert folded("हिन्दी") != folded("हनद")
