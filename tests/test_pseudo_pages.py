"""Every output for readers, in a pseudo-language, of cities that are written in another script.

A Latin word outside all brackets then comes neither from the data nor through the seam.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from ecosystem import catalogues, language, publishing, report
from ecosystem.city import City
from ecosystem.infographic import explorer, page, view
from ecosystem.infographic.publication import Publication
from ecosystem.infographic.view import View
from ecosystem.paper import card, poster, printed_report
from ecosystem.paper.typesetting import Press
from ecosystem.publishing import feeds, kit, snippets
from ecosystem.tracking import calendar, codes, freshness, letters, tracker
from tests import pdf_sheets, pseudo
from tests.cities import TOURED
from tests.fixture import BRISTOL
from tests.test_page import elements, parsed, tag

URL = "https://map.example/"
READ_ALOUD = ("aria-label", "aria-roledescription", "aria-valuetext", "title", "alt", "placeholder", "label")
FOR_MACHINES = ("script", "style", "textarea", "comment")
CODE = rf"\[[0-9A-Z]{{{codes.LENGTH}}}\]"
"""Of a sentence in a letter."""
ADDRESSES = r"https?://[^\s\"<>⟦⟧]*|\b[\w.-]+\.(org|uk|com|example)\b"


@dataclass(frozen=True)
class Spoken:
    """A city that hides its own words, and what a page of it says."""

    city: City
    view: View
    publication: Publication


@pytest.fixture(
    scope="module", params=[TOURED, BRISTOL.read_text(encoding="utf-8")], ids=["small", "bristol"]
)
def spoken(request: pytest.FixtureRequest) -> Iterator[Spoken]:
    text = pseudo.disguised(request.param)
    older = City.parse(text.replace("Ц", "Ч").replace("basis: inferred", "basis: disputed"))
    city = City.parse(text)
    with pseudo.spoken():
        composed = view.compose(city, older)
        yield Spoken(city, composed, publishing.publication(composed, URL))


def words_of(text: str) -> list[str]:
    return pseudo.latin(re.sub(ADDRESSES, "", text))


def said_by(document: str) -> list[str]:
    """Return the Latin words of a page that are in no brackets: of its text and of what is read aloud."""
    tree = parsed(document, strict=False)
    whole = "\n".join(_text(tree))
    aloud = [
        element.attrib[name] for element in elements(tree) for name in READ_ALOUD if name in element.attrib
    ]
    described = [
        element.attrib["content"]
        for element in elements(tree, "meta")
        if element.attrib.get("name") == "description" or "og:" in element.attrib.get("property", "")
    ]
    described = [text for text in described if text not in {"website"}]
    return words_of(whole) + [word for text in aloud + described for word in words_of(text)]


def _text(element: Any) -> Iterator[str]:
    if tag(element) in FOR_MACHINES or element.attrib.get("lang") == "en":
        return
    yield element.text or ""
    for child in element:
        yield from _text(child)
        yield child.tail or ""


def texts_in(value: object) -> Iterator[str]:
    """Yield every text of plain values."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)
    elif isinstance(value, str):
        yield value


def test_the_page_says_no_word_past_the_seam(spoken: Spoken) -> None:
    assert said_by(page.render(spoken.view, spoken.publication)) == []


def test_the_content_rules_of_a_page_that_is_read_from_the_right_are_no_text_of_the_data() -> None:
    with language.speaking(catalogues.translation("ar")):
        city = City.parse(TOURED)
        composed = view.compose(city)
        publication = publishing.publication(composed, URL)
        pasted = publishing.embedding(composed, publication)
        made = (page.render(composed), explorer.render(city), kit.render(composed, publication, pasted))
    for document in made:
        (rules,) = (
            element.attrib["content"]
            for element in elements(parsed(document, strict=False), "meta")
            if element.attrib.get("http-equiv") == "Content-Security-Policy"
        )
        assert rules.isascii()
        assert rules.startswith("default-src 'none'; ")


def test_the_words_of_the_data_block_are_names_and_sentences(spoken: Spoken) -> None:
    sorts = spoken.view.data["sorts"]
    assert isinstance(sorts, list)
    patterns = [start + sort["ending"] for sort in sorts for start in sort["sentences"]]
    assert [word for pattern in patterns for word in words_of(pattern)] == []


def test_the_explorer_says_no_word_past_the_seam(spoken: Spoken) -> None:
    assert said_by(explorer.render(spoken.city)) == []


def test_the_page_for_web_editors_says_no_word_past_the_seam(spoken: Spoken) -> None:
    pasted = publishing.embedding(spoken.view, spoken.publication)
    assert said_by(kit.render(spoken.view, spoken.publication, pasted)) == []
    for snippet in pasted.snippets:
        text = html.unescape(snippet.paste)
        for form in snippets.WORDS["en"]:  # the words around the map, in the language of --lang
            text = text.replace(form, "")
        assert said_by(text) == [], snippet.form


def test_feeds_say_no_word_past_the_seam_and_which_language_they_speak(spoken: Spoken) -> None:
    written = feeds.files(spoken.view, spoken.publication)
    assert written
    for name, content in written.items():
        if name.endswith(".atom"):
            root = ET.fromstring(content)
            read = [
                each
                for each in root.iter()
                if each.tag.rpartition("}")[2] in ("title", "subtitle", "content")
            ]
            texts = [text for each in read for text in each.itertext()]
            said = root.attrib["{http://www.w3.org/XML/1998/namespace}lang"]
        else:
            data = json.loads(content)
            texts = [data["title"], data.get("description", "")]
            texts += [text for item in data["items"] for text in (item["content_text"], *item["tags"])]
            said = data["language"]
        assert [word for text in texts for word in words_of(text)] == [], name
        assert said == "qps"


def test_paper_says_no_word_past_the_seam(spoken: Spoken) -> None:
    sheet = poster.contents(spoken.city, spoken.view, URL)
    press = Press()
    papers = {
        "poster": press.pdf("poster.typ", {**sheet, "sheet": "a3"}),
        "report": printed_report.pdf(spoken.city),
        "card": press.pdf("card.typ", card.contents(spoken.view, URL)),
    }
    for name, document in papers.items():
        text = pseudo.unbracketed(pdf_sheets.text(document))
        addresses = {each.url for each in spoken.city.ecosystem.sources.values() if each.url} | {URL}
        for address in sorted(addresses, key=len, reverse=True):
            text = text.replace(pdf_sheets.squeezed(address), "")
        assert pseudo.latin(text) == [], name


def test_what_is_told_of_pictures_on_paper_is_said_through_the_seam(spoken: Spoken) -> None:
    told = [card.alt(spoken.view), spoken.view.wheel_words, spoken.publication.picture or ""]
    told += texts_in(poster.contents(spoken.city, spoken.view, URL)["words"])
    assert [word for text in told for word in words_of(text)] == []


def test_the_report_says_no_word_past_the_seam(spoken: Spoken) -> None:
    assert words_of(report.markdown(spoken.city)) == []


def test_letters_and_the_calendar_say_no_word_past_the_seam(spoken: Spoken) -> None:
    day = tracker.edition_day(spoken.city.ecosystem)
    sent = letters.messages(spoken.city, freshness.find(spoken.city, day))
    assert sent
    for letter in sent.values():
        if isinstance(letter, str):
            assert words_of(re.sub(rf"<!--.*?-->|{CODE}", "", letter)) == []
        else:
            draft = message_from_bytes(letter, policy=policy.default)
            content = re.sub(CODE, "", draft.get_content())
            assert content != draft.get_content()
            assert words_of(f"{draft['Subject']}\n{content}") == []
    lines = calendar.text(spoken.city, tracker.track(spoken.city, day)).replace("\r\n ", "").splitlines()
    read = [line for line in lines if line.startswith(("SUMMARY", "DESCRIPTION", "X-WR-CALNAME"))]
    assert read
    assert [word for line in read for word in words_of(line.partition(":")[2].replace("\\n", " "))] == []


# Every text says in which language it is


@pytest.mark.parametrize("name", ["page", "explorer"])
def test_every_text_says_in_which_language_it_is(spoken: Spoken, name: str) -> None:
    document = (
        page.render(spoken.view, spoken.publication) if name == "page" else explorer.render(spoken.city)
    )
    assert not re.search("[\ufdd0-\ufdd2]", document)
    wrong = [
        (language, text)
        for text, language in spoken_texts(parsed(document, strict=False))
        if language_of(text) not in (language, None) and language != "en"  # licences are in English
    ]
    assert wrong == []


@cache
def language_of(text: str) -> str | None:
    """Return the language that a text is in by its letters, or None if it has none."""
    text = re.sub(ADDRESSES, "", text)
    if re.search("[а-я]", text, re.IGNORECASE):
        return pseudo.DISGUISE
    return "qps" if re.search(f"[A-Za-z{pseudo.OPEN}]{{2}}", text) else None


def spoken_texts(element: Any, language: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text below an element with the language that the page says it is in."""
    if tag(element) in (*FOR_MACHINES, "head"):
        return
    language = element.attrib.get("lang", language)
    yield element.text or "", language
    for child in element:
        yield from spoken_texts(child, language)
        yield child.tail or "", language


def test_the_arabic_page_of_an_english_city_says_so_of_every_name(small_city: City) -> None:
    with language.speaking(catalogues.translation("ar")):
        documents = page.render(view.compose(small_city)), explorer.render(small_city)
    for document in documents:
        found = spoken_texts(parsed(document, strict=False))
        texts = [(re.sub(f"{ADDRESSES}|explorer.html", "", text), said) for text, said in found]
        arabic = {said for text, said in texts if re.search("[\u0600-\u06ff]", text)}
        latin = {
            said for text, said in texts if re.fullmatch("[^\u0600-\u06ff]*[a-z]{2}[^\u0600-\u06ff]*", text)
        }
        assert (arabic, latin) == ({"ar"}, {"en"})
    names = [f'<bdi lang="en">{name}</bdi>' for name in ("The Council", "The Forum", "The Charity")]
    assert " و".join(names) in documents[0]  # a list stays whole: each name in it is isolated
