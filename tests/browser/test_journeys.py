"""What readers do most, in three browsers: each journey is one text for both."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from ecosystem import publishing
from ecosystem.city import City
from ecosystem.infographic import explorer, page as pages, view
from ecosystem.publishing import snippets
from ecosystem.publishing.snippets import Form
from tests.browser.built_pages import BuiltPage, settle
from tests.browser.hosts import PAGE, served
from tests.browser.readers import Reader
from tests.cities import SMALL

TITLE = "document.getElementById('panel').hidden ? null : document.getElementById('panel-title').textContent"
SAID = "document.getElementById('status').textContent"
LIT = "[...document.querySelectorAll('#wheel [data-n].lit')].map((mark) => mark.dataset.n).sort()"
VIOLATIONS = "window.violations"
STEP = "document.querySelector('.tour-step')?.textContent ?? null"
MAILBOX = "map@city.example"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def page(reader: Reader, bristol_page: BuiltPage) -> Iterator[Reader]:
    """The page in each browser, which must not complain of anything on the journey."""
    reader.viewport(1280, 900)
    reader.open("about:blank")  # or an address with another view would be a step within the page
    reader.open(bristol_page.file.as_uri())
    yield reader
    assert (reader.complaints, reader.evaluate(VIOLATIONS)) == ([], [])


def name_of(built: BuiltPage, identifier: str) -> str:
    return next(entity.name for entity in built.entities if entity.id == identifier)


def test_the_page_opens_with_all_its_marks(page: Reader, bristol_page: BuiltPage) -> None:
    marks = page.evaluate("[...document.querySelectorAll('#wheel [data-n]')].map((mark) => mark.dataset.n)")
    assert set(marks) == bristol_page.drawn
    assert page.evaluate(SIDEWAYS) == 0


def test_a_mark_is_selected_by_the_mouse_and_escape_lets_go(page: Reader, bristol_page: BuiltPage) -> None:
    page.click('[data-n="bswn"] use')
    assert page.evaluate(TITLE) == name_of(bristol_page, "bswn")
    ends = [(link.tail, link.head) for link in bristol_page.ecosystem.links]
    near = {end for link in ends if "bswn" in link for end in link}
    assert set(page.evaluate(LIT)) == near & bristol_page.drawn
    page.press("Escape")
    assert page.evaluate(TITLE) is None
    assert page.evaluate(LIT) == []


def test_a_mark_is_selected_by_the_keyboard(page: Reader, bristol_page: BuiltPage) -> None:
    for key in ["Tab", "Enter", "Tab", "Home", "ArrowRight", "Enter"]:  # past the contents, by the skip link
        page.press(key)
    second = page.evaluate("document.activeElement.dataset.n")
    assert page.evaluate(TITLE) == name_of(bristol_page, second)
    assert second in page.evaluate(LIT)


def test_a_priority_is_asked_about(page: Reader, bristol_page: BuiltPage) -> None:
    page.evaluate("document.getElementById('ask-priority').focus()")
    page.press("ArrowDown")
    asked = page.evaluate("document.getElementById('ask-priority').value")
    assert asked in bristol_page.ecosystem.priorities
    assert page.evaluate(TITLE).startswith("Which groups connect to ")
    page.wait_for(f"{SAID}.startsWith('Which groups connect to ')")
    assert page.evaluate("document.querySelectorAll('#panel-body .answer li').length") > 1


def test_a_name_is_searched_for(page: Reader) -> None:
    page.click("#find")
    page.type("ujima")
    assert "ujima" in page.evaluate(LIT)
    page.wait_for(f"/^Showing 2 of \\d+ entries/.test({SAID})")
    page.press("Escape")
    assert page.evaluate("document.getElementById('find').value") == ""


def test_a_kind_alone_is_shown(page: Reader, bristol_page: BuiltPage) -> None:
    kind = bristol_page.entities[0].kind
    page.click(f'.key button[data-filter="kind"][data-value="{kind}"]')
    of_kind = {entity.id for entity in bristol_page.entities if entity.kind == kind}
    assert of_kind <= set(page.evaluate(LIT)) < bristol_page.drawn
    assert page.evaluate("document.querySelector('.key [aria-pressed=true]').textContent").strip()


def test_the_years_are_gone_through(page: Reader) -> None:
    page.click("#year-on")
    page.click("#year-on")
    year = page.evaluate("document.getElementById('year-said').textContent")
    assert year.isdecimal()
    page.wait_for("(year) => document.getElementById('status').textContent.includes(year)", year)
    assert page.evaluate("location.hash") == f"#year={year}"


def test_the_story_is_told(page: Reader) -> None:
    page.click(".tour-start button")
    first = page.evaluate(STEP)
    assert first
    page.press("Enter")  # the button that leads on has the keyboard
    assert page.evaluate(STEP) not in (None, first)
    assert page.evaluate(LIT)
    page.press("Escape")
    assert page.evaluate(STEP) is None


def test_a_frame_on_another_website_grows_with_the_map(
    reader: Reader, bristol_page: BuiltPage, tmp_path: Path
) -> None:
    maps, council = tmp_path / "maps", tmp_path / "council"
    maps.mkdir()
    council.mkdir()
    with served(maps) as here, served(council) as there:
        composed = view.compose(bristol_page.city)
        publication = publishing.publication(composed, f"{here}/")
        (maps / "index.html").write_text(pages.render(composed, publication), encoding="utf-8")
        (maps / "embed.js").write_text(snippets.receiver(), encoding="utf-8")
        embedding = publishing.embedding(composed, publication)
        pasted = next(each.paste for each in embedding.snippets if each.form is Form.GROWING)
        (council / "index.html").write_text(PAGE.format(pasted), encoding="utf-8")
        reader.viewport(375, 740)
        reader.open(f"{there}/index.html")
        reader.evaluate("document.querySelector('iframe').scrollIntoView()")
        reader.wait_for("document.querySelector('iframe').style.height !== ''")
        assert reader.evaluate(SIDEWAYS) == 0
        assert [said for said in reader.complaints if "favicon" not in said] == []


def test_the_explorer_opens_and_finds(reader: Reader, bristol_page: BuiltPage, tmp_path: Path) -> None:
    file = tmp_path / "explorer.html"
    file.write_text(explorer.render(bristol_page.city), encoding="utf-8")
    reader.viewport(1280, 900)
    reader.open(file.as_uri())
    reader.wait_for("document.querySelector('#canvas canvas') && !document.body.matches('.starting')")
    reader.click("#find")
    reader.type("Ujima Radio")
    reader.press("Enter")  # the first, even where a list of suggestions is open
    reader.wait_for("document.getElementById('panel-title').textContent === 'Ujima Radio'")
    assert reader.complaints == []


@pytest.fixture(scope="module")
def reachable_page(tmp_path_factory: pytest.TempPathFactory) -> BuiltPage:
    """A small city with a mailbox to write to."""
    city = City.parse(SMALL.replace("ecosystem:\n", f"ecosystem:\n  contact: mailto:{MAILBOX}\n", 1))
    return settle(city, tmp_path_factory.mktemp("reachable"))


FORM = "document.getElementById('reply')"
SENTENCE = "#reply-to-charity"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_sentence_is_answered_where_an_address_asks(
    reader: Reader, reachable_page: BuiltPage, width: int
) -> None:
    reader.viewport(width, 900)
    reader.open("about:blank")
    reader.open(f"{reachable_page.file.as_uri()}#is-this-right=charity")
    reader.wait_for(f"{FORM}.matches(':modal')")
    assert reader.evaluate("document.activeElement.id") == "reply-title"
    reader.click(f"{SENTENCE} [value='no longer right']")
    reader.click(f"{SENTENCE} textarea")
    reader.type("it moved")
    assert reader.evaluate("document.getElementById('reply-count').textContent") == "1 answer"
    assert reader.evaluate(f"{FORM}.scrollWidth - {FORM}.clientWidth") == 0
    address = urlsplit(reader.evaluate("document.querySelector('#reply-mail:not([hidden])').href"))
    (body,) = parse_qs(address.query)["body"]
    assert (address.scheme, unquote(address.path)) == ("mailto", MAILBOX)
    assert body.replace("\r\n", "\n") == reader.evaluate("document.getElementById('reply-text').value")
    assert re.search(
        r"\n- The Charity.*\n  \[[0-9A-Z]{13}\] Answer: no longer right: it moved\n", body.replace("\r", "")
    )
    reader.press("Escape")
    reader.wait_for(f"!{FORM}.open && !location.hash")
    assert reader.evaluate(SIDEWAYS) == 0
    assert (reader.complaints, reader.evaluate(VIOLATIONS)) == ([], [])


@pytest.mark.parametrize("width", [1280, 390])
def test_the_button_of_an_entry_asks_and_gets_the_focus_back(
    reader: Reader, reachable_page: BuiltPage, width: int
) -> None:
    way = "#panel-body > .is-right"
    reader.viewport(width, 900)
    reader.open("about:blank")
    reader.open(f"{reachable_page.file.as_uri()}#show=charity")
    reader.wait_for("(way) => document.querySelector(way) !== null", way)
    reader.click(way)
    reader.wait_for(f"{FORM}.matches(':modal')")
    assert reader.evaluate("document.activeElement.closest('fieldset').id") == SENTENCE[1:]
    reader.click(f"{SENTENCE} [value=right]")
    reader.click("#reply-copy")
    reader.wait_for(
        "document.getElementById('reply-count').textContent.startsWith('Copied')"
        " || document.getElementById('reply-text').selectionEnd"
    )
    assert "Answer: right" in reader.evaluate("document.getElementById('reply-text').value")
    reader.press("Escape")
    reader.wait_for(f"!{FORM}.open && location.hash === '#show=charity'")
    assert reader.evaluate("(way) => document.activeElement.matches(way)", way)
    assert (reader.complaints, reader.evaluate(VIOLATIONS)) == ([], [])
