"""The program speaks plain English: short sentences, everyday words, and no dialect of its own.

Sentences of the data are those of its editors. A name, a value and a piece of code count as one word.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

import pytest
import yaml

from ecosystem import bulletin, changes, edition, report
from ecosystem.city import City
from ecosystem.cli import VERBS
from ecosystem.infographic import view
from ecosystem.paper import poster
from tests import messages, prose
from tests.cities import SMALL
from tests.commands import run
from tests.dialect import NOT_THE_TERM, ODD_TO_A_CITIZEN, ODD_TO_A_MAINTAINER
from tests.fixture import BRISTOL, ROOT

LONGEST = 30  # words
PAGE, HELP = 8, 9  # school grades
DAY = "2026-11-30"
COMMANDS = sorted(verb for verbs in VERBS.values() for verb in verbs)
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
QUESTIONS = (
    "actions",
    "analyse",
    "check",
    "doctor",
    "gaps",
    "list",
    "stale",
    "diff {}",
    "diff {} --bulletin",
)
ABOUT_BRISTOL = (
    "connections recruitment",
    "connections work-plan-2021-22",
    "path ujima nbt",
    "path bameed reslg --strong",
    "show bswn",
    "show reslg",
    "show a12",
    "source lga-reslg",
    "without core",
    "without bameed",
    "merge core bameed --dry-run",
    "update a06 --state done --dry-run",
    "embed https://map.example/ --priority recruitment",
)
ABOUT_SMALL = (
    "connections jobs",
    "path charity council",
    "show forum",
    "without forum",
    "source minutes",
    "embed https://map.example/",
)
OF_THE_PAGE = re.compile(
    r"ecosystem/(?:infographic|headlines|sentences|queries|analysis|tracking|publishing|dates)"
)
NAMED = ("name", "short", "title", "aliases", "publisher", "held_by", "place", "role", "unit", "number")
"""Fields whose values stand within sentences of the program; longer texts are sentences of their own."""


# What the program says


@cache
def patterns() -> dict[str, tuple[str, ...]]:
    """Every sentence and word of the program, with the files it stands in."""
    found: dict[str, tuple[str, ...]] = {}
    for message in messages.gathered():
        texts = message.id if isinstance(message.id, tuple | list) else (message.id,)
        found |= {text: tuple(place for place, _ in message.locations) for text in texts if text}
    return found


@cache
def documents() -> dict[str, str]:
    """The documents; of the changes, those that are not released."""
    found = {path.name: path.read_text(encoding="utf-8") for path in DOCUMENTS}
    found["CHANGELOG.md"] = found["CHANGELOG.md"].split("\n## ")[1]
    return found


def help_of(verb: str) -> str:
    return run("--data", BRISTOL, verb, "--help").stdout


@cache
def helps() -> str:
    return "\n".join(help_of(verb) for verb in COMMANDS)


@cache
def errors() -> str:
    """What is wrong with each broken file, as its first lines expect it."""
    lines = (
        line.removeprefix("# expects: ")
        for path in sorted((ROOT / "tests" / "broken").glob("*.yaml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("# expects: ")
    )
    return "\n".join(lines)


@cache
def record() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/record").iterdir()))


def seen(html: str) -> str:
    """What a reader of a page sees and what a screen reader says, a block to a line."""
    spoken = re.findall(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"', html)
    html = re.sub(r"<p lang=\"en\">(?:vis-network|Permission|The Software).*?</p>", "", html)  # a licence
    html = re.sub(r"<(script|style|textarea|pre|template)\b.*?</\1>", "", html, flags=re.DOTALL)
    drawings = 1
    while drawings:  # one may lie within another
        html, drawings = re.subn(r"<svg\b(?:(?!<svg\b).)*?</svg>", "", html, flags=re.DOTALL)
    html = re.sub(r"</?(?:a|abbr|b|bdi|cite|code|em|i|small|span|strong|tspan|time)\b[^>]*>", "", html)
    text = re.sub(r"<[^>]+>", "\0", html)
    blocks = (" ".join(block.split()) for block in (*text.split("\0"), *spoken))
    return "\n".join(unescape(block) for block in blocks if block)


def outputs(path: Path, folder: Path, asked: tuple[str, ...]) -> dict[str, str]:
    """Every text that is made of a data file."""
    city = City.load(path)
    older = folder / "older.yaml"
    older.write_text(re.sub(r"(?m)^  edition: .*", "  edition: 2020", path.read_text(encoding="utf-8")))
    edition.write(city, folder / "out", url="https://map.example/", paper=False, since=City.load(older))
    found = {
        f"{file.relative_to(folder)}": seen(file.read_text(encoding="utf-8"))
        for file in (folder / "out").rglob("*.html")
    }
    letters = folder / "letters"
    run("--data", path, "stale", "--messages", letters, "--today", DAY)
    found |= {file.name: file.read_text(encoding="utf-8") for file in letters.iterdir()}
    found["poster"] = "\n".join(texts_in(json.loads(json.dumps(poster.contents(city, view.compose(city))))))
    found["report"] = report.markdown(city)
    found["bulletin"] = bulletin.as_markdown(
        changes.compare(City.load(older), city), city.ecosystem.about.title
    )
    for question in (*QUESTIONS, *asked):
        result = run("--data", path, *question.format(older).split(), input="n\n")
        found[question] = result.output
    return found


def texts_in(value: object) -> Iterator[str]:
    match value:
        case str() if not value.startswith("<"):  # a drawing
            yield value
        case dict():
            for part in value.values():
                yield from texts_in(part)
        case list():
            for part in value:
                yield from texts_in(part)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The outputs of both cities, by city."""
    small = tmp_path_factory.mktemp("small")
    (small / "small.yaml").write_text(SMALL, encoding="utf-8")
    bristol = tmp_path_factory.mktemp("bristol")
    return {
        "small": outputs(small / "small.yaml", small, ABOUT_SMALL),
        "bristol": outputs(BRISTOL, bristol, ABOUT_BRISTOL),
    }


def matches(odd: str, text: str) -> list[str]:
    return [text[max(0, match.start() - 60) : match.end() + 60] for match in re.finditer(odd, text)]


# No dialect


@pytest.mark.parametrize("odd", [*ODD_TO_A_CITIZEN, *ODD_TO_A_MAINTAINER])
def test_no_odd_sentence_comes_back(odd: str, said: dict[str, dict[str, str]]) -> None:
    everything = {"patterns": "\n".join(patterns()), "help": helps(), "errors": errors()}
    if not re.search(odd, BRISTOL.read_text(encoding="utf-8")):  # which may speak as its editors like
        made = {f"{city} {name}": text for city, texts in said.items() for name, text in texts.items()}
        everything |= {"record": record()} | documents() | made
    found = {name: matches(odd, text) for name, text in everything.items()}
    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.parametrize("term", NOT_THE_TERM)
def test_the_field_s_own_term_is_used(term: str) -> None:
    own = {"patterns": "\n".join(patterns()), "help": helps(), "errors": errors()}
    own |= {name: prose.of_markdown(text) for name, text in documents().items()}
    found = {name: matches(NOT_THE_TERM[term], text) for name, text in own.items()}
    assert {name: places for name, places in found.items() if places} == {}


# Short sentences


def test_a_pattern_has_short_sentences() -> None:
    assert too_long("\n".join(patterns())) == []


@pytest.mark.parametrize("name", [path.name for path in DOCUMENTS])
def test_a_document_has_short_sentences(name: str) -> None:
    assert too_long(prose.of_markdown(documents()[name])) == []


@pytest.mark.parametrize("verb", COMMANDS)
def test_a_help_text_has_short_sentences(verb: str) -> None:
    text = help_of(verb)
    paragraphs = re.split(r"\n\s*\n|\n(?= {2,4}(?:-|\S+ {2,}))", text)
    assert too_long("\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)) == []


def test_a_mistake_is_told_in_short_sentences() -> None:
    assert too_long(errors()) == []


@pytest.mark.parametrize("city", ["small", "bristol"])
def test_an_output_has_short_sentences(city: str, said: dict[str, dict[str, str]]) -> None:
    found = {name: beside_data(text) for name, text in said[city].items() if "--" not in name}
    assert {name: sentences for name, sentences in found.items() if sentences} == {}


def too_long(text: str) -> list[str]:
    return [sentence for sentence in prose.sentences(text) if len(prose.words(sentence)) > LONGEST]


def beside_data(text: str) -> list[str]:
    """Return the long sentences of a text in which names and quotations of the data are one word."""
    shortened = {sentence: without_data(sentence) for sentence in dict.fromkeys(too_long(text))}
    return [sentence for sentence, short in shortened.items() if too_long(short)]


@cache
def of_the_data() -> tuple[str, ...]:
    """What the editors of the two cities wrote: names, and whole sentences."""
    written: set[str] = set()

    def walk(value: object, field: str = "") -> None:
        match value:
            case dict():
                for key, part in value.items():
                    if key not in ("kinds", "link_types"):
                        walk(part, str(key))
            case list():
                for part in value:
                    walk(part, field)
            case str() if len(value) > 2:
                written.add(" ".join(value.split()).rstrip("."))

    for text in (SMALL, BRISTOL.read_text(encoding="utf-8")):
        walk(yaml.load(text, yaml.BaseLoader))
    return tuple(sorted(written, key=lambda text: (-len(text), text)))


def without_data(text: str) -> str:
    """A text with one word for each name, and for each list of names."""
    text = re.sub("[\u2066-\u2069]", "", text)
    for written in of_the_data():
        if written in text:
            text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", prose.NAME, text)
    return re.sub(rf"{prose.NAME}(?:(?:,| and|; |, and) {prose.NAME})+", prose.NAME, text)


# Everyday words


def whole(text: str) -> list[str]:
    return [sentence for sentence in prose.sentences(text) if sentence.endswith((".", "?"))]


def test_the_words_of_the_page_can_be_read_at_fourteen() -> None:
    page = [text for text, places in patterns().items() if any(map(OF_THE_PAGE.match, places))]
    assert prose.grade([sentence for text in page for sentence in whole(text)]) <= PAGE


def test_help_and_errors_can_be_read_at_fifteen() -> None:
    rest = [text for text, places in patterns().items() if not any(map(OF_THE_PAGE.match, places))]
    assert prose.grade([sentence for text in rest for sentence in whole(text)]) <= HELP
    assert prose.grade(whole(errors())) <= HELP


def test_the_grade_is_that_of_its_formula() -> None:
    """A sentence of ten words with fourteen syllables: 0.39 × 10 + 11.8 × 1.4 − 15.59."""
    sentence = "The council leads an action and the charity funds it."
    assert len(prose.words(sentence)) == 10
    assert sum(map(prose.syllables, prose.words(sentence))) == 14
    assert prose.grade([sentence]) == pytest.approx(4.83)


def test_a_long_sentence_and_a_dialect_are_found() -> None:
    assert too_long("One. " + "word " * 31 + "end.")
    assert too_long("word " * 30 + ".") == []
    assert too_long("{name} is one word. " * 20) == []
    assert re.search(NOT_THE_TERM["organisation"], "Two bodies connect.")
    assert not re.search(NOT_THE_TERM["organisation"], "Everybody and anybody.")
    assert date.fromisoformat(DAY)
