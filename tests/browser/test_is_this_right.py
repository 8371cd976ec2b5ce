"""“Is this right?”: what a reader answers on the page arrives, by mail, at the sentence that was meant."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from ecosystem import catalogues, edits, language
from ecosystem.city import City
from ecosystem.dataset import documents
from ecosystem.edits import What
from ecosystem.tracking import codes, freshness, letters, replies
from tests import attacks
from tests.browser.axe import violations
from tests.browser.built_pages import BuiltPage, settle
from tests.browser.hosts import PAGE, framed, opened, served
from tests.browser.test_looks import SIDEWAYS
from tests.browser.visits import Scheme, open_all, visit, window
from tests.cities import SMALL
from tests.fixture import BRISTOL
from tests.test_attacks import city as hostile_city

TODAY = date(2026, 12, 1)
MAILBOX = "map@city.example"
ANSWERS = {
    "right": (What.CONFIRM, None, None),
    "no longer right": (What.DISPUTE, "no longer", "it ended in May 2024"),
    "wrong": (What.DISPUTE, "wrong", "it ended in May 2024"),
    "missing": (What.DISPUTE, "missing", "it ended in May 2024"),
}
"""How each answer arrives: what it suggests, its name, and the text beside it."""

# Opens the form for an organisation, gives one answer to each sentence, and returns the text of the mail.
ANSWER_ALL = """([id, answer, words]) => {
  const as = document.getElementById("reply-as");
  as.value = id;
  as.dispatchEvent(new Event("input"));
  for (const field of document.querySelectorAll("#reply-lines fieldset")) {
    if (field.querySelector(".choices").hidden) continue;
    field.querySelectorAll("input")[answer].checked = true;
    field.querySelector("textarea").value = words;
  }
  document.getElementById("reply").dispatchEvent(new Event("input"));
  return document.getElementById("reply-text").value;
}"""

# Answers the first sentence with each text in turn, and returns the texts of the mails.
ANSWER_FIRST = """(texts) => {
  const [field] = document.querySelectorAll("#reply-lines fieldset");
  field.querySelectorAll("input")[2].checked = true;
  return texts.map((text) => {
    field.querySelector("textarea").value = text;
    document.getElementById("reply").dispatchEvent(new Event("input"));
    return document.getElementById("reply-text").value;
  });
}"""


def with_contact(text: str, contact: str = f"mailto:{MAILBOX}") -> str:
    return text.replace("ecosystem:\n", f"ecosystem:\n  contact: {contact}\n", 1)


@pytest.fixture(scope="module")
def reachable(tmp_path_factory: pytest.TempPathFactory) -> BuiltPage:
    """Bristol, with a mailbox to write to."""
    city = City.parse(with_contact(BRISTOL.read_text(encoding="utf-8")))
    return settle(city, tmp_path_factory.mktemp("reachable"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> BuiltPage:
    return settle(City.parse(with_contact(SMALL)), tmp_path_factory.mktemp("small-reachable"))


@contextmanager
def asking(
    browser: Browser, built: BuiltPage, organisation: str, *, width: int = 1280, scheme: Scheme = "light"
) -> Iterator[Page]:
    """A visit that has come to the form of an organisation."""
    with visit(browser, built.file.as_uri(), width=width, scheme=scheme) as page:
        page.goto(place(built, organisation))
        expect(page.locator("#reply")).to_be_visible()
        yield page


def place(built: BuiltPage, organisation: str) -> str:
    return f"{built.file.as_uri()}#is-this-right={organisation}"


def question(page: Page, words: str) -> Any:
    return page.locator("#reply-lines fieldset").filter(has_text=words)


def read(folder: Path, document: documents.Document, mails: dict[str, str]) -> replies.Replies:
    folder.mkdir()
    for name, mail in mails.items():
        (folder / f"{name}.txt").write_text(mail, encoding="utf-8")
    return replies.read(folder, document, TODAY)


def arrived(found: replies.Replies) -> set[tuple[object, ...]]:
    return {
        (each.value["organisation"], each.at, each.what, each.value.get("answer"), each.value.get("text"))
        for each in found.changes
    }


# The way of an answer


def test_every_sentence_of_every_organisation_finds_its_way_back(
    browser: Browser, reachable: BuiltPage, tmp_path: Path
) -> None:
    document = edits.load(BRISTOL).said()
    asked = [(target.organisation, target.at) for target in codes.targets(document).values()]
    names = list(dict.fromkeys(organisation for organisation, _ in asked))
    assert len(asked) > 400
    with asking(browser, reachable, names[0]) as page:
        for number, (answer, (what, kind, words)) in enumerate(ANSWERS.items()):
            mails = {name: page.evaluate(ANSWER_ALL, [name, number, words or ""]) for name in names}
            found = read(tmp_path / answer, document, mails)
            assert found.remarks == ()
            assert arrived(found) == {(name, at, what, kind, words) for name, at in asked}
            assert len(found.changes) == len(asked)


@pytest.mark.parametrize("code", ["cy", "ar"])
def test_an_answer_in_another_language_arrives_at_an_editor_who_speaks_english(
    browser: Browser, code: str, tmp_path: Path
) -> None:
    city = City.parse(with_contact(SMALL))
    with language.speaking(catalogues.translation(code)):
        built = settle(city, tmp_path / "page")
    document = documents.of(city.ecosystem)
    asked = [(target.organisation, target.at) for target in codes.targets(document).values()]
    names = list(dict.fromkeys(organisation for organisation, _ in asked))
    with asking(browser, built, names[0]) as page:
        for number, (answer, (what, kind, words)) in enumerate(ANSWERS.items()):
            mails = {name: page.evaluate(ANSWER_ALL, [name, number, words or ""]) for name in names}
            assert "right" not in "".join(mails.values())
            found = read(tmp_path / answer, document, mails)
            assert found.remarks == ()
            assert arrived(found) == {(name, at, what, kind, words) for name, at in asked}


def test_hostile_words_stay_words(browser: Browser, small: BuiltPage, tmp_path: Path) -> None:
    document = documents.of(small.city.ecosystem)
    texts = [text for group in attacks.CORPUS.values() for text in group]
    texts += [
        "[7K2QF9XM04TB3] right",
        "a\n\nb - c\n> d\r\n# e",
        "Your role, not your name: queen",
        "ends.\n-- \nx",
    ]
    with asking(browser, small, "charity") as page:
        mails = page.evaluate(ANSWER_FIRST, texts)
    found = read(tmp_path / "in", document, {f"{number:03}": mail for number, mail in enumerate(mails)})
    assert found.remarks == ()
    told = {each.because.place: each for each in found.changes if each.because}
    for number, text in enumerate(texts):
        one = told.get(f"{number:03}.txt")
        if not one:  # the same words, after what no mail keeps
            continue
        assert (one.what, one.at[1], one.value["answer"]) == (What.DISPUTE, "charity", "wrong")
        assert "role" not in one.value
        assert letters_of(one.value.get("text", "")) == letters_of(text), text
    assert len(told) > 0.9 * len(texts)


@pytest.mark.parametrize("number", [0, 1])
def test_hostile_data_stays_words_and_its_answers_arrive(
    browser: Browser, number: int, tmp_path: Path
) -> None:
    built = settle(hostile_city(number), tmp_path / "page")
    document = documents.of(built.ecosystem)
    asked = [(target.organisation, target.at) for target in codes.targets(document).values()]
    names = list(dict.fromkeys(organisation for organisation, _ in asked))
    with asking(browser, built, names[0]) as page:
        mails = {name: page.evaluate(ANSWER_ALL, [name, 2, "it ended"]) for name in names}
        assert page.locator("#reply-lines script, #reply-lines img").count() == 0
    found = read(tmp_path / "in", document, mails)
    assert found.remarks == ()
    assert arrived(found) == {(name, at, What.DISPUTE, "wrong", "it ended") for name, at in asked}


def letters_of(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()[:1000]


def test_a_mail_holds_only_what_is_answered_with_the_role(browser: Browser, reachable: BuiltPage) -> None:
    with asking(browser, reachable, "bcc") as page:
        mail = page.locator("#reply-mail")
        expect(mail).to_be_hidden()
        question(page, "advises CoRE criminal justice group").get_by_label("No longer right").check()
        question(page, "Is anything else missing?").get_by_role("textbox").fill("Our\nfund [2024]")
        page.get_by_label("Your role, not your name:").fill("equality team")
        expect(mail).to_be_visible()
        address = urlsplit(mail.get_attribute("href") or "")
        sent = parse_qs(address.query)
        assert (address.scheme, unquote(address.path)) == ("mailto", MAILBOX)
        assert sent["subject"] == [f"{reachable.ecosystem.about.title}: is this right?"]
        (body,) = sent["body"]
        lines = re.sub(r"\[[0-9A-Z]{13}\]", "[CODE]", body).split("\r\n")
        assert lines == [
            "Bristol City Council: is this right?",
            "",
            "- Bristol City Council advises CoRE criminal justice group.",
            "  [CODE] Answer: no longer right",
            "",
            "- Is anything else missing?",
            "  [CODE] Answer: missing: Our fund (2024)",
            "",
            "Your role, not your name: equality team",
        ]
        assert page.locator("#reply-count").inner_text() == "2 answers"
        question(page, "advises CoRE criminal justice group").get_by_role("button", name="Clear").click()
        assert page.locator("#reply-count").inner_text() == "1 answer"


# Where no mail program opens


PASTE = """(box, words) => {
  box.select();
  document.execCommand("insertText", false, words);
}"""
"""Gives a field words as pasting does: where it has a limit, the rest is cut off."""


def test_answers_too_long_for_an_address_end_as_text(browser: Browser, reachable: BuiltPage) -> None:
    with asking(browser, reachable, "bcc") as page:
        one = question(page, "advises CoRE criminal justice group")
        one.get_by_label("Wrong, because").check()
        one.get_by_role("textbox").fill("a" * 1200)
        mail, text = page.locator("#reply-mail"), page.locator("#reply-text")
        expect(mail).to_be_visible()
        expect(text).to_be_hidden()
        assert len(mail.get_attribute("href") or "") <= 1800
        one.get_by_role("textbox").fill("a " * 900)
        expect(mail).to_be_hidden()
        expect(page.get_by_text("This is too long to open as an email.")).to_be_visible()
        expect(text).to_be_visible()
        assert "a a a" in text.input_value()
        one.get_by_role("textbox").evaluate(PASTE, "word " * 1_000)
        assert text.input_value().count("word") == 1_000


@pytest.mark.parametrize("contact", ["", "https://city.example/contact"])
def test_without_a_mailbox_answers_end_as_text(browser: Browser, contact: str, tmp_path: Path) -> None:
    city = City.parse(with_contact(SMALL, contact) if contact else SMALL)
    built = settle(city, tmp_path)
    with asking(browser, built, "charity") as page:
        page.locator("#reply-lines").get_by_label("Right", exact=True).first.check()
        expect(page.locator("#reply-mail")).to_be_hidden()
        expect(page.locator("#reply-text")).to_be_visible()
        expect(page.get_by_text("too long")).to_be_hidden()
        assert page.locator(f"#reply p a[href='{contact}']").count() == bool(contact)


def test_in_a_sandbox_the_form_stays_in_its_frame_and_ends_as_text(
    browser: Browser, small: BuiltPage, tmp_path: Path
) -> None:
    frame = '<iframe sandbox="allow-scripts" src="index.html" width="700" height="1200"></iframe>'
    (tmp_path / "host.html").write_text(PAGE.format(frame), encoding="utf-8")
    (tmp_path / "index.html").write_text(small.file.read_text(encoding="utf-8"), encoding="utf-8")
    with served(tmp_path) as address, opened(browser) as page:
        page.goto(f"{address}/host.html")
        inner = framed(page)
        inner.locator("#wheel [data-n=charity]").dispatch_event("click")
        inner.locator("#panel").get_by_role("link", name="Is this right?").last.click()
        form = inner.locator("#reply")
        expect(form).to_be_visible()
        form.get_by_label("Right", exact=True).first.check()
        expect(form.locator("#reply-mail")).to_be_hidden()
        form.get_by_role("button", name="Copy the text").click()
        assert "Answer: right" in form.locator("#reply-text").input_value()
        assert violations(inner, within="#reply") == []
        page.keyboard.press("Escape")
        expect(form).to_be_hidden()
        expect(inner.locator("#panel")).to_be_visible()
        assert len(page.context.pages) == 1


# Ways in


def test_every_profile_link_and_action_has_a_way_in(browser: Browser, reachable: BuiltPage) -> None:
    city = reachable.city
    with visit(browser, reachable.file.as_uri()) as page:
        open_all(page)
        page.wait_for_function("document.querySelectorAll('.links .is-right').length > 300")
        ways = page.evaluate(
            """() => {
              const placed = (way) => [way.hash, way.parentElement.textContent];
              const ways = (card, some) => [...card.querySelectorAll(some)].map(placed);
              return [...document.querySelectorAll("article.card[id]")].map((card) => [card.id.slice(2),
                ways(card, ":scope > .is-right").map(([hash]) => hash), ways(card, ".links .is-right")]);
            }"""
        )
    numbers = city.link_numbers
    for identifier, own, of_links in ways:
        if city.is_organisation(identifier):
            assert own == [f"#is-this-right={identifier}&at={identifier}"]
        elif identifier in city.ecosystem.actions:
            assert len(own) == 1
            assert own[0].endswith(f"&at={identifier}")
        else:
            assert own == []
        tied = {
            numbers[link.id]: link
            for link in city.ecosystem.links
            if identifier in (link.tail, link.head)
            and not link.field
            and (city.is_organisation(link.tail) or city.is_organisation(link.head))
        }
        at = [int(hash_.rpartition("=")[2]) for hash_, _ in of_links]
        if identifier not in city.ecosystem.plans and identifier not in city.ecosystem.priorities:
            assert sorted(at) == sorted(tied), identifier
        for number, (hash_, line) in zip(at, of_links, strict=True):
            link = tied[number]
            other = city.value(link.head if link.tail == identifier else link.tail)
            assert other.label in line
            asked = re.match(r"#is-this-right=([a-z0-9-]+)&", hash_)
            assert asked
            assert asked[1] in (link.tail, link.head)


def test_a_letter_leads_to_the_form_of_its_organisation(browser: Browser, small: BuiltPage) -> None:
    city, url = small.city, small.file.as_uri()
    made = letters.messages(city, freshness.find(city, date(2021, 5, 1)), url)
    (address,) = re.findall(r"<(file:\S+)>", str(made["forum.md"]))
    with window(browser) as opened_once:
        page = opened_once.open(address)
        assert opened_once.complaints() == []
        expect(page.locator("#reply")).to_be_visible()
        assert page.locator("#reply-as").input_value() == "forum"
        assert page.evaluate("document.activeElement.id") == "reply-title"


def test_an_unknown_organisation_opens_nothing(browser: Browser, small: BuiltPage) -> None:
    with window(browser) as opened_once:
        page = opened_once.open(place(small, "nobody"))
        expect(page.locator("#reply")).to_be_hidden()
        assert opened_once.complaints() == []


def test_without_script_there_is_an_address_to_write_to(browser: Browser, small: BuiltPage) -> None:
    with visit(browser, small.file.as_uri(), script=False) as page:
        expect(page.locator("#reply")).to_be_hidden()
        assert page.locator(".is-right").count() == 0
        expect(page.locator(f"a[href='mailto:{MAILBOX}']").first).to_be_visible()


# Use


def test_a_keyboard_answers_and_comes_back_to_where_it_was(browser: Browser, small: BuiltPage) -> None:
    with visit(browser, small.file.as_uri()) as page:
        page.goto(f"{small.file.as_uri()}#show=charity")
        way = page.locator("#panel").get_by_role("link", name="Is this right?", exact=True).last
        way.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#reply")).to_be_visible()
        assert page.evaluate("document.activeElement.closest('fieldset').id") == "reply-to-charity"
        for key in ("Space", "ArrowRight", "ArrowRight"):  # right, no longer right, wrong
            page.keyboard.press(key)
        page.keyboard.press("Tab")  # Clear
        page.keyboard.press("Tab")
        page.keyboard.type("we moved")
        assert "Answer: wrong: we moved" in page.locator("#reply-text").input_value()
        page.keyboard.press("Escape")
        expect(page.locator("#reply")).to_be_hidden()
        assert page.evaluate("document.activeElement.matches('#panel .is-right')")
        expect(page).to_have_url(re.compile("#show=charity$"))
        expect(page.locator("#panel")).to_be_visible()


def test_another_organisation_is_chosen_by_keyboard_and_is_still_there_on_the_way_back(
    browser: Browser, reachable: BuiltPage
) -> None:
    with asking(browser, reachable, "bcc") as page:
        box = page.locator("#reply-as")
        box.focus()
        names = []
        for _step in range(3):
            page.keyboard.press("ArrowDown")
            expect(box).to_be_focused()
            names.append(box.input_value())
        assert len({"bcc", *names}) == 4
        expect(page).to_have_url(re.compile(f"#is-this-right={names[-1]}$"))
        page.locator("#reply-lines a[href^='#s-']").first.click()
        page.go_back()
        expect(page.locator("#reply")).to_be_visible()
        assert box.input_value() == names[-1]


def test_what_is_said_of_the_answers_is_said_once(browser: Browser, reachable: BuiltPage) -> None:
    with asking(browser, reachable, "bcc") as page:
        one = question(page, "advises CoRE criminal justice group")
        page.evaluate(WATCH_STATUS)
        one.get_by_label("Wrong, because").check()
        one.get_by_role("textbox").press_sequentially("we left")
        page.wait_for_function("window.told.length")
        assert page.evaluate("window.told") == ["1 answer"]
        one.get_by_role("textbox").fill("a " * 900)
        expect(page.get_by_role("status").filter(has_text="This is too long")).to_be_visible()


WATCH_STATUS = """() => {
  window.told = [];
  const status = document.getElementById("reply-count");
  const tell = () => window.told.push(status.textContent);
  new MutationObserver(tell).observe(status, { childList: true, characterData: true, subtree: true });
}"""


def test_an_organisation_with_a_number_as_its_id_and_its_link_are_answered_apart(
    browser: Browser, tmp_path: Path
) -> None:
    named = re.sub(
        r"(?<=^  )charity(?=:\n)|(?<=from: )charity|(?<=to: )charity|(?<=\[)charity", '"2"', SMALL, flags=re.M
    )
    built = settle(City.parse(with_contact(named)), tmp_path)
    with asking(browser, built, "2") as page:
        for number in range(2):
            page.locator("#reply-lines fieldset").nth(number).get_by_label("Right", exact=True).check()
        assert page.locator("#reply-count").inner_text() == "2 answers"
        page.goto(f"{place(built, '2')}&at=")
        expect(page.locator("#reply-title")).to_be_focused()


def test_nothing_is_lost_on_the_way_to_a_source_and_back(browser: Browser, reachable: BuiltPage) -> None:
    with asking(browser, reachable, "bcc") as page:
        question(page, "advises CoRE criminal justice group").get_by_label("Wrong").check()
        page.locator("#reply-lines a[href^='#s-']").first.click()
        expect(page.locator("#reply")).to_be_hidden()
        page.go_back()
        expect(page.locator("#reply")).to_be_visible()
        page.locator("#reply-as").select_option("asp")
        assert page.locator("#reply-count").inner_text() == "0 answers"
        page.locator("#reply-as").select_option("bcc")
        assert page.locator("#reply-count").inner_text() == "1 answer"
        assert question(page, "advises CoRE criminal justice group").get_by_label("Wrong").is_checked()
        page.get_by_role("button", name="Close").click()
        expect(page.locator("#reply")).to_be_hidden()
        expect(page).not_to_have_url(re.compile("is-this-right"))
        assert page.evaluate(
            "dispatchEvent(new Event('beforeunload', { cancelable: true }))"
        )  # warns of nothing


@pytest.mark.parametrize(
    ("width", "scheme"), [(1440, "light"), (768, "dark"), (390, "light"), (390, "dark"), (320, "light")]
)
def test_axe_finds_nothing_in_the_form_and_it_fits(
    browser: Browser, reachable: BuiltPage, width: int, scheme: Scheme
) -> None:
    with asking(browser, reachable, "bcc", width=width, scheme=scheme) as page:
        question(page, "advises CoRE criminal justice group").get_by_label("Wrong").check()
        assert violations(page, within="#reply") == []
        assert page.evaluate(SIDEWAYS) == []
        form = page.locator("#reply")
        assert form.evaluate("(form) => form.scrollWidth - form.clientWidth") <= 0
        assert (
            min(
                form.locator(".choices label:visible").evaluate_all(
                    "(all) => all.map((one) => one.offsetHeight)"
                )
            )
            >= 44
        )


def test_a_sheet_holds_the_form_alone(browser: Browser, small: BuiltPage) -> None:
    with asking(browser, small, "charity") as page:
        page.emulate_media(media="print")
        expect(page.locator(".frame")).to_be_hidden()
        expect(page.locator("#reply-lines legend").last).to_be_visible()
        assert (
            page.locator("#reply-lines textarea:visible").count()
            == page.locator("#reply-lines fieldset").count()
        )
        expect(page.locator("#reply button:visible")).to_have_count(0)
