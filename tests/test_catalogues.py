"""Other languages: their catalogues, what is refused, who chooses, and that English needs none of it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from click.testing import CliRunner, Result

from ecosystem import catalogues, dates, language, queries, sentences
from ecosystem.city import City, Step
from ecosystem.cli import main
from ecosystem.errors import CatalogueError, UnknownLanguageError
from ecosystem.infographic import explorer, page, view
from ecosystem.infographic.view import script_words
from tests import messages, pseudo
from tests.cities import SMALL

HEADER = (
    '# Reviewed:\nmsgid ""\nmsgstr ""\n"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);\\n"\n\n'
)


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of catalogues that has none yet."""
    folder = tmp_path / "locale"
    folder.mkdir()
    monkeypatch.setattr(catalogues, "LOCALE", folder)
    return folder


def written(folder: Path, text: str, code: str = "cy") -> catalogues.Catalogue:
    (folder / f"{code}.po").write_text(HEADER + text, encoding="utf-8")
    found = catalogues.translation(code)
    assert found
    return found


# English, and the rules of others


def test_english_dates_numbers_and_lists_are_those_of_babel() -> None:
    day = date(1999, 1, 1)
    for step in range(0, 9000, 37):
        then = day + timedelta(step)
        for text, skeleton in ((f"{then:%Y}", "y"), (f"{then:%Y-%m}", "yMMMM"), (f"{then}", "yMMMMd")):
            assert dates.words(text) == format_skeleton(skeleton, then, locale="en_GB")
    for number in (0, 7, 999, 1000, 1234567, -1234):
        assert language.number(number) == format_decimal(number, locale="en_GB")
    for names in ([], ["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]):
        assert language.joined(names) == format_list(names, locale="en_GB")


def test_english_imports_no_catalogue_and_no_babel(tmp_path: Path) -> None:
    data = tmp_path / "groups.yaml"
    data.write_text(SMALL, encoding="utf-8")
    code = (
        "import sys; from ecosystem.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "assert not {name.partition('.')[0] for name in sys.modules} & {'babel', 'gettext_'}, 'babel'\n"
        "assert 'ecosystem.catalogues' not in sys.modules"
    )
    for command in (["show", "forum"], ["connections", "jobs"], ["--language", "en", "list"]):
        subprocess.run([sys.executable, "-c", code, "--data", str(data), *command], check=True)


def test_a_language_brings_its_plurals_dates_numbers_and_direction(locale: Path) -> None:
    plurals = (
        'msgid "{count} link"\nmsgid_plural "{count} links"\n'
        'msgstr[0] "un"\nmsgstr[1] "dwy"\nmsgstr[2] "{count} dolen"\n'
    )
    welsh, arabic = written(locale, plurals), written(locale, "", "ar")
    assert (welsh.is_right_to_left, arabic.is_right_to_left) == (False, True)
    with language.speaking(welsh):
        assert [language.plural("{count} link", "{count} links", count) for count in (1, 2, 5)] == [
            *("un", "dwy", "5 dolen"),
        ]
        assert dates.words("2021-06-05") == "5 Mehefin 2021"
        assert language.code() == "cy"
    with language.speaking(arabic):
        assert dates.words("2021-06") == "يونيو 2021"
        assert language._("Not in the catalogue.") == "Not in the catalogue."


def test_a_catalogue_says_whether_a_speaker_reviewed_it(locale: Path) -> None:
    assert written(locale, "").reviewed == ""
    header = HEADER.replace("Reviewed:", "Reviewed: 2027-01-15")
    (locale / "ar.po").write_text(header, encoding="utf-8")
    arabic = catalogues.translation("ar")
    assert arabic
    assert arabic.reviewed == "2027-01-15"


@pytest.mark.parametrize(
    ("names", "listed"),
    [
        (["Avon", "Bryste"], "Avon a Bryste"),
        (["Bryste", "Avon"], "Bryste ac Avon"),
        (["Avon", "Bryste", "\u2068Ynys Môn\u2069"], "Avon, Bryste ac \u2068Ynys Môn\u2069"),
        (["2 gofnod", "1 cysylltiad"], "2 gofnod ac 1 cysylltiad"),
        (["2 gofnod", "10 cysylltiad"], "2 gofnod a 10 cysylltiad"),
        (["2 gofnod", "Youth Council", "York"], "2 gofnod, Youth Council a York"),
    ],
)
def test_welsh_writes_its_and_as_the_next_word_begins(locale: Path, names: list[str], listed: str) -> None:
    assert written(locale, "").joined(names) == listed


@pytest.mark.parametrize(("reviewed", "is_marked"), [("", True), (" 2027-01-15", False)])
def test_the_pages_say_that_no_speaker_has_reviewed_their_words(
    locale: Path, small_city: City, reviewed: str, is_marked: bool
) -> None:
    words = "This translation is not yet reviewed by a speaker."
    header = HEADER.replace("Reviewed:", f"Reviewed:{reviewed}")
    (locale / "cy.po").write_text(header, encoding="utf-8")
    with language.speaking(catalogues.translation("cy")):
        html, network = page.render(view.compose(small_city)), explorer.render(small_city)
    link_to_note, note = f'href="#translation">{words}</a>', 'id="translation"'
    assert [link_to_note in html, note in html, words in network] == [is_marked] * 3


def test_english_needs_no_review(small_city: City) -> None:
    assert "not yet reviewed" not in page.render(view.compose(small_city))


# What is refused


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('msgid "It funds {name}."\nmsgstr "Mae."\n', "{name} is missing."),
        ('msgid "It funds it."\nmsgstr "Mae {name}."\n', "{name} is not in the English."),
        ('msgid "It funds {name}."\nmsgstr "{name.__class__}"\n', "{name} is missing."),
        ('msgid "It funds {name}."\nmsgstr "{name"\n', "a curly bracket is not closed."),
        (
            'msgid "{count} link"\nmsgid_plural "{count} links"\nmsgstr[0] "{count}"\nmsgstr[1] "{count}"\n',
            "2 plural forms were found, and 3 are needed.",
        ),
        (
            'msgid "{count} of {all}"\nmsgid_plural "{count} of {all}"\n'
            'msgstr[0] "un"\nmsgstr[1] "{all}"\nmsgstr[2] "{all}"\n',
            "{all} is missing.",
        ),
        (
            'msgid "It has one link to {name}."\nmsgid_plural "It has {count} links to {name} in {place}."\n'
            'msgstr[0] "un {name}"\nmsgstr[1] "{name}"\nmsgstr[2] "{name}"\n',
            "{place} is missing.",
        ),
        ('msgid "It funds {name}."\nmsgstr "{name} {}"\n', "{} is not in the English."),
    ],
)
def test_a_translation_that_cannot_be_filled_is_refused_by_its_english(
    locale: Path, text: str, reason: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        written(locale, text)
    english = text.partition('msgid "')[2].partition('"')[0]
    assert str(caught.value) == f"cy.po cannot be used: of the translation of ‘{english}’, {reason}"


def test_what_only_one_form_of_the_english_has_may_be_left_out_of_others(locale: Path) -> None:
    text = (
        'msgid "One link, in {place}"\nmsgid_plural "{number} links, in {place}"\n'
        'msgstr[0] "un {place}"\nmsgstr[1] "dwy {place}"\nmsgstr[2] "{number} {place}"\n'
    )
    with language.speaking(written(locale, text)):
        said = language.plural("One link, in {place}", "{number} links, in {place}", 5, number=5, place="X")
    assert said == "5 X"


@pytest.mark.parametrize("asked", [("--language", "cy"), ()])
def test_a_build_in_a_catalogue_that_cannot_be_filled_writes_nothing(
    tmp_path: Path, locale: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    text = HEADER + 'msgid "It funds {name}."\nmsgstr "Mae {nam}."\n'
    (locale / "cy.po").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    city = SMALL.replace("  place: Smallville", "  place: Smallville\n  language: cy")
    done = run(tmp_path, *asked, "build", "--no-paper", text=city)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "cy.po cannot be used: of the translation of ‘It funds {name}.’, {name} is missing.\n"
    )
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"what is this?",
        b'msgid "A"\nmsgstr "caf\xe9"\n',
        b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n==;\\n"\n',
        b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=nobody(n);\\n"\n',
    ],
    ids=["no catalogue", "no UTF-8", "plural not closed", "plural unknown"],
)
def test_a_catalogue_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, locale: Path, content: bytes
) -> None:
    (locale / "cy.po").write_bytes(content)
    done = run(tmp_path, "--language", "cy", "show", "forum")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("cy.po cannot be used: it cannot be read as a gettext catalogue: ")
    assert done.stderr.count("\n") == 1


def test_an_unknown_language_is_refused_with_those_there_are(locale: Path) -> None:
    written(locale, "")
    with pytest.raises(UnknownLanguageError, match=r"no words in ‘xx’. Its languages are cy, en\."):
        catalogues.translation("xx")
    assert catalogues.translation("cy-GB") is catalogues.translation("cy")
    assert catalogues.translation("en-GB") is None


# Who chooses the language


def run(data: Path, *arguments: str, text: str = SMALL) -> Result:
    data = data / "groups.yaml"
    data.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["--data", str(data), *arguments])


@pytest.fixture
def marked(locale: Path) -> None:
    """A catalogue in which one sentence is marked, for cy and qps."""
    text = 'msgid "{sentence}."\nmsgstr "<{sentence}>"\n'
    written(locale, text)
    written(locale, text, "qps")


@pytest.mark.usefixtures("marked")
def test_the_language_is_asked_for_before_or_after_the_command(tmp_path: Path) -> None:
    for arguments in (["--language", "cy", "show", "forum"], ["show", "forum", "--language", "cy"]):
        assert "<Leads priority 1 (Jobs)>" in run(tmp_path, *arguments).stdout
    assert "Leads priority 1 (Jobs)." in run(tmp_path, "show", "forum").stdout
    assert language.current() is None


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(
    ("declared", "asked", "is_marked"),
    [
        ("cy", (), True),
        ("cy-GB", (), True),
        ("fr", (), False),
        ("cy", ("--language", "en"), False),
        ("en", ("--language", "qps"), True),
    ],
)
def test_without_a_choice_the_data_s_language_is_spoken_where_it_has_a_catalogue(
    tmp_path: Path, declared: str, asked: tuple[str, ...], is_marked: bool
) -> None:
    text = SMALL.replace("  place: Smallville", f"  place: Smallville\n  language: {declared}")
    done = run(tmp_path, "show", "forum", *asked, text=text)
    assert ("<Leads priority 1 (Jobs)>" in done.stdout) == is_marked


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("arguments", [("--language", "xx", "list"), ("list", "--language", "xx")])
def test_a_language_without_words_is_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(tmp_path, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "The program has no words in ‘xx’. Its languages are cy, en, qps.\n"


# Everything passes through the seam


@pytest.mark.parametrize("is_right_to_left", [False, True])
def test_every_sentence_of_a_city_is_translated(small_city: City, is_right_to_left: bool) -> None:
    data = pseudo.texts(SMALL)
    with pseudo.spoken(is_right_to_left=is_right_to_left):
        said = [sentences.of_link(small_city, link) for link in small_city.ecosystem.links]
        for identifier in small_city:
            steps = small_city.steps(identifier)
            said += [sentences.of_step(small_city, step) for step in steps]
            said += [sentences.pattern(small_city, Step(step.link, True)) for step in steps]
            said += sentences.particulars(small_city.value(identifier), "charity")
            said += map(sentences.of_fact, getattr(small_city.value(identifier), "facts", ()))
    assert {word for sentence in said for word in pseudo.leftovers(sentence, data)} == set()


@pytest.mark.parametrize("command", [("show", "forum"), ("show", "build"), ("path", "charity", "jobs")])
def test_the_sentences_of_json_are_those_of_the_terminal_in_every_language(
    tmp_path: Path, locale: Path, command: tuple[str, ...]
) -> None:
    pseudo.write(locale)
    said = run(tmp_path, "--language", "qps", *command).stdout
    answer = json.loads(run(tmp_path, "--language", "qps", *command, "--json").stdout)

    def within(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from ([value["sentence"]] if "sentence" in value else [])
            for inner in value.values():
                yield from within(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from within(inner)

    found = list(within(answer))
    assert found
    assert all(sentence in said for sentence in found)
    assert all(pseudo.OPEN in sentence for sentence in found)


def test_help_is_translated(tmp_path: Path, locale: Path) -> None:
    pseudo.write(locale)
    for arguments in (["--help"], ["show", "--help"]):
        done = run(tmp_path, "--language", "qps", *arguments)
        assert done.exit_code == 0, done.stderr
        for words in ("Usage:", "Options", "Show this message and exit."):
            assert pseudo.OPEN + words in done.stdout


@pytest.fixture(scope="module")
def gathered() -> Catalog:
    return messages.gathered()


def test_the_template_of_the_catalogues_is_current(gathered: Catalog) -> None:
    """`make messages` renews it."""
    assert messages.TEMPLATE.read_text(encoding="utf-8") == messages.text(gathered)


def test_every_pattern_of_the_scripts_is_gathered(gathered: Catalog) -> None:
    for key, pattern in {**script_words.MAP, **script_words.EMBED}.items():
        one = pattern if isinstance(pattern, str) else pattern[0]
        message = gathered.get(one)
        assert message, key
        assert isinstance(pattern, str) or message.id == pattern


def test_a_string_within_another_is_gathered_too() -> None:
    """Babel reads no calls within f-strings."""
    code = 'f\'{_("One.")} {plural("a", "b", 1)} {context("m", "two")} {other("no")}\''
    assert list(messages.within_strings(code)) == [("One.", None), (("a", "b"), None), ("two", "m")]


def test_every_catalogue_can_be_used() -> None:
    for code in catalogues.codes():
        catalogues.translation(code)


@pytest.mark.parametrize("code", ["ar", "cy"])
def test_a_question_says_the_word_for_a_priority_once(small_city: City, code: str) -> None:
    with language.speaking(catalogues.translation(code)):
        question = queries.connections(small_city, "homes").question
        word = sentences.title(small_city.ecosystem.priorities["homes"]).split()[0]
    assert question.count(word.removeprefix("ال")) == 1


@pytest.mark.parametrize("code", ["ar", "cy"])
def test_no_string_of_a_catalogue_is_left_in_english(code: str, gathered: Catalog) -> None:
    """None is empty and none is a guess (‘fuzzy’), which would be shown in English without a word."""
    with (catalogues.LOCALE / f"{code}.po").open("rb") as file:
        catalog = read_po(file, locale=code)
    assert {message.id for message in catalog} == {message.id for message in gathered}
    assert [message.id for message in catalog if message.id and message.fuzzy] == []
    assert [message.id for message in catalog if message.id and not all(filled(message))] == []


def filled(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
