"""Paths, removals, gaps and findings: the page says what the library says."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ecosystem import analysis, queries
from ecosystem.analysis import gaps, removal
from ecosystem.city import City
from ecosystem.model import Action, GapKind, Priority
from tests import tangles
from tests.browser.built_pages import BuiltPage, settle
from tests.browser.visits import visit, window
from tests.cities import SMALL

PAIRS = 500  # asked of Bristol

PATHS = """(pairs) => pairs.map(([start, end]) => {
  const { title, summary, routes } = page.pathOf(start, end);
  const said = routes.map((route) => route.map(([sentence]) => sentence));
  return [title, summary, said.filter((route) => route.length)];
})"""

PANEL = """() => {
  const text = (element) => element.textContent;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const number = (link) => Number(link.hash.replace("#s-", ""));
  const sourcesOf = (line) => all("[href^='#s-']", line).map(number);
  return {
    question: text(document.getElementById("panel-title")),
    summary: text(document.querySelector("#panel-body p")),
    routes: all("#panel-body ol.route").map((route) => all("li", route).map((line) => text(line.firstChild))),
    sources: all("#panel-body ol.route").map((route) => all("li", route).map(sourcesOf)),
    breaks: all("#panel-body > ul:not([class]) li").map(text),
    visible: all("#panel-body li").every((line) => line.checkVisibility()),
    said: page.said,
    lit: all("#wheel [data-n].lit").map((mark) => mark.dataset.n).sort(),
  };
}"""

STOPS = """(organisations) => organisations.map((organisation) => {
  const select = document.getElementById("ask-stops");
  select.value = organisation;
  select.dispatchEvent(new Event("change"));
  const { question, summary, breaks } = (PANEL)();
  return [question, summary, breaks];
})""".replace("PANEL", PANEL)

OPTIONS = "(id) => [...document.getElementById(id).options].map((option) => option.value).filter(Boolean)"
LINES = "(selector) => [...document.querySelectorAll(selector)].map((line) => line.textContent)"


@pytest.fixture(scope="module")
def page(browser: Browser, built: BuiltPage) -> Iterator[Page]:
    """The page of each of the two cities in turn."""
    with visit(browser, built.file.as_uri()) as page:
        yield page


@pytest.fixture(scope="module")
def organisations(built: BuiltPage) -> list[str]:
    return [each for each in built.city if built.city.is_organisation(each)]


def panel(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(PANEL)
    return found


def on_page(page: Page, pairs: Sequence[tuple[str, str]]) -> list[Any]:
    found: list[Any] = page.evaluate(PATHS, [list(pair) for pair in pairs])
    return found


def in_library(whole: City, pairs: Sequence[tuple[str, str]]) -> list[Any]:
    answers = [queries.paths(whole, start, end) for start, end in pairs]
    return [
        [each.question, each.summary, [[hop.sentence for hop in route] for route in each.routes]]
        for each in answers
    ]


def pairs_of(organisations: Sequence[str]) -> list[tuple[str, str]]:
    """Every pair in both directions, an organisation with itself among them; of many, a sample."""
    every = [(one, other) for one in organisations for other in organisations]
    return every if len(every) <= PAIRS else Random(1).sample(every, PAIRS)


# How are these two connected?


def test_the_page_joins_every_pair_as_the_library_does(
    page: Page, built: BuiltPage, organisations: list[str]
) -> None:
    pairs = pairs_of(organisations)
    assert len(pairs) >= min(PAIRS, len(organisations) ** 2)
    assert on_page(page, pairs) == in_library(built.city, pairs)


@pytest.mark.parametrize("seed", range(4))
def test_the_page_joins_any_two_things_of_a_tangle_as_the_library_does(
    browser: Browser, tmp_path: Path, seed: int
) -> None:
    """Many parallel links of every basis, many equally short routes, and parts of their own."""
    whole = City(tangles.drawn(8, 30 + 10 * seed, seed))
    pairs = [(one, other) for one in whole for other in whole]
    expected = in_library(whole, pairs)
    assert any("the first 3 routes" in summary for _, summary, _ in expected)
    with visit(browser, settle(whole, tmp_path).file.as_uri()) as page:
        assert on_page(page, pairs) == expected


NUMBERS = """() => Object.fromEntries([...document.querySelectorAll("#wheel .spoke.named")]
  .map((mark) => [mark.dataset.n, mark.querySelector("text").textContent.match(/^[0-9]+(?= )/)?.[0]])
  .map(([id, number]) => [id, Number(number)]))"""


def test_the_names_along_a_route_are_numbered_from_its_start_to_its_end(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    city = bristol_page.city
    with visit(browser, bristol_page.file.as_uri(), width=1440) as page:
        for start, end in (("bswn", "uwe"), ("ujima", "nbt")):
            page.select_option("#ask-from", start)
            page.select_option("#ask-to", end)
            numbers = page.evaluate(NUMBERS)
            routes = queries.paths(city, start, end).routes
            assert (numbers[start], numbers[end]) == (1, len(routes[0]) + 1)
            lines = page.locator("#answer-lines [data-line]").evaluate_all(
                "(all) => all.map((each) => Number(each.dataset.line))"
            )
            assert lines
            for line in lines:
                link = city.ecosystem.links[line - 1]
                assert abs(numbers[link.tail] - numbers[link.head]) == 1


def test_parts_of_the_map_are_named_as_in_the_library(browser: Browser, tmp_path: Path) -> None:
    whole = tangles.city("a pays b", "b pays c", "f pays g", "g pays h planned", "h pays i", alone="k")
    pairs = [("c", "i"), ("k", "a"), ("i", "k")]
    expected = in_library(whole, pairs)
    assert all(summary.startswith("No route joins them. ") for _, summary, _ in expected)
    with visit(browser, settle(whole, tmp_path).file.as_uri()) as page:
        assert on_page(page, pairs) == expected


def test_both_selects_offer_every_organisation_once_by_name(
    page: Page, built: BuiltPage, organisations: list[str]
) -> None:
    for select in ("ask-from", "ask-to", "ask-stops"):
        offered = page.evaluate(OPTIONS, select)
        assert sorted(offered) == sorted(organisations)


def test_two_organisations_chosen_in_the_selects_are_answered_in_the_panel(
    page: Page, built: BuiltPage, organisations: list[str]
) -> None:
    places = {source: number for number, source in enumerate(built.ecosystem.sources, 1)}
    different = [(one, other) for one in organisations for other in organisations if one != other]
    for one, other in Random(2).sample(different, 10):
        page.locator("#ask-from").select_option(one)
        page.locator("#ask-to").select_option(other)
        answer = queries.paths(built.city, one, other)
        found = panel(page)
        assert (found["question"], found["summary"]) == (answer.question, answer.summary)
        assert found["routes"] == [[hop.sentence for hop in route] for route in answer.routes]
        assert found["sources"] == [
            [[places[source.id] for source in hop.sources] for hop in route] for route in answer.routes
        ]
        assert found["visible"]
        assert found["said"] == f"{answer.question} {answer.summary}"
        passed = {one, other} | {hop.end for route in answer.routes for hop in route}
        assert found["lit"] == sorted(passed & built.drawn)
        assert [page.locator(f"#ask-{end}").input_value() for end in ("from", "to")] == [one, other]


def asked(page: Page) -> list[str]:
    """The two organisations that are chosen."""
    return [page.locator(f"#ask-{end}").input_value() for end in ("from", "to")]


@pytest.fixture
def fresh(page: Page) -> Iterator[Page]:
    """The page with nothing chosen, asked or looked for, left as it was."""

    def empty() -> None:
        page.evaluate("page.showAll()")
        for end in ("from", "to"):
            page.locator(f"#ask-{end}").select_option("")

    empty()
    yield page
    empty()


def test_the_selects_show_the_pair_that_an_address_lights(
    browser: Browser, built: BuiltPage, organisations: list[str]
) -> None:
    one, other, *_ = organisations
    with window(browser) as opened:
        page = opened.open(f"{built.file.as_uri()}#path={one},{other}")
        assert page.locator("#panel").is_visible()
        assert asked(page) == [one, other]


def test_the_selects_go_back_with_the_browser(fresh: Page, organisations: list[str]) -> None:
    one, other, third, *_ = organisations
    fresh.locator("#ask-from").select_option(one)
    for each in (third, other):
        fresh.locator("#ask-to").select_option(each)
    fresh.go_back()
    assert fresh.evaluate("page.selection.pair") == [one, third]
    assert asked(fresh) == [one, third]
    fresh.go_back()
    assert fresh.locator("#panel").is_hidden()
    assert asked(fresh) == ["", ""]


@pytest.mark.parametrize("emptied", [0, 1])
def test_half_a_question_has_no_answer_and_keeps_its_half(
    fresh: Page, organisations: list[str], emptied: int
) -> None:
    pair = list(organisations[:2])
    for end, organisation in zip(("from", "to"), pair, strict=True):
        fresh.locator(f"#ask-{end}").select_option(organisation)
    assert fresh.locator("#panel").is_visible()
    fresh.locator(f"#ask-{('from', 'to')[emptied]}").select_option("")
    assert fresh.evaluate("[page.selection, location.hash]") == [None, ""]
    assert fresh.locator("#panel").is_hidden()
    assert fresh.locator("#wheel .lit").count() == 0
    assert asked(fresh) == [
        "" if place == emptied else organisation for place, organisation in enumerate(pair)
    ]


def test_a_search_does_not_take_the_first_choice_away(fresh: Page, organisations: list[str]) -> None:
    one, other, *_ = organisations
    fresh.locator("#ask-from").select_option(one)
    fresh.locator("#find").fill("council")
    assert asked(fresh) == [one, ""]
    fresh.locator("#ask-to").select_option(other)
    assert fresh.evaluate("page.selection.pair") == [one, other]


# What if this organisation stops?


def test_every_organisation_chosen_in_the_select_shows_what_breaks_without_it(
    page: Page, built: BuiltPage, organisations: list[str]
) -> None:
    answers = [removal.without(built.city, organisation) for organisation in organisations]
    expected = [[each.question, each.summary, list(each.sentences)] for each in answers]
    assert page.evaluate(STOPS, organisations) == expected


def test_an_organisation_chosen_by_hand_is_answered_lit_and_said_aloud(
    page: Page, built: BuiltPage, organisations: list[str]
) -> None:
    for organisation in Random(3).sample(organisations, 5):
        page.locator("#ask-stops").select_option(organisation)
        answer = removal.without(built.city, organisation)
        found = panel(page)
        assert (found["question"], found["summary"]) == (answer.question, answer.summary)
        assert found["breaks"] == list(answer.sentences)
        assert found["visible"]
        assert found["said"] == f"{answer.question} {answer.summary}"
        assert organisation in found["lit"]


def test_another_question_clears_the_selects_of_the_last_one(page: Page, organisations: list[str]) -> None:
    one, other, *_ = organisations
    page.locator("#ask-from").select_option(one)
    page.locator("#ask-to").select_option(other)
    page.locator("#ask-stops").select_option(one)
    assert [page.locator(f"#ask-{name}").input_value() for name in ("from", "to", "stops")] == ["", "", one]
    page.locator("#ask-stops").select_option("")
    assert not page.locator("#panel").is_visible()


# Gaps and findings


IN_WORDS = {GapKind.KIND_MISSING, GapKind.PLAN_PASSED, GapKind.SOURCE_UNUSED}
"""Of the others the heading says what is missing, and below it stand the names."""


def test_the_gaps_part_holds_every_gap_in_its_order(page: Page, built: BuiltPage) -> None:
    found = gaps.find(built.city)
    order = list(gaps.EXPLAINED)
    told = sorted(found.open, key=lambda gap: order.index(gap.gap))
    shown = [gap for gap in told if gap.gap is not GapKind.INFERRED_LINK]  # the lists hold those
    words = {
        (gap.gap, gap.sentence if gap.gap in IN_WORDS else name_of(built, gap)): None for gap in shown
    }  # each name once below its heading
    expected = [line for _kind, line in words] + [f"{gap.sentence} {gap.accepted}" for gap in found.accepted]
    assert page.evaluate(LINES, "#gaps li") == expected
    assert expected
    hashes = page.locator("#gaps li a").evaluate_all("(all) => all.map((link) => link.hash)")
    named = dict.fromkeys(f"#n-{gap.about}" for gap in shown if gap.gap not in IN_WORDS)
    assert named.keys() <= set(hashes)


def name_of(built: BuiltPage, gap: gaps.Gap) -> str:
    value = built.city.value(gap.about)
    if isinstance(value, Priority | Action):
        return f"{value.label} ({built.city.label(value.plan)})"
    return value.label


def test_the_page_suggests_no_introduction(browser: Browser, bristol_page: BuiltPage) -> None:
    introductions = gaps.find(bristol_page.city).introductions
    assert introductions
    with visit(browser, bristol_page.file.as_uri()) as page:
        text = page.evaluate("document.body.textContent")
    assert "suggestion: introduce" not in text
    assert not [each.sentence for each in introductions if each.sentence in text]


def test_the_gaps_stand_under_their_headings_with_their_number(page: Page, built: BuiltPage) -> None:
    found = gaps.find(built.city).open
    counts = {kind: sum(gap.gap is kind for gap in found) for kind in gaps.EXPLAINED}
    headings = page.evaluate(LINES, "#gaps h4")
    assert headings[: len([count for count in counts.values() if count])] == [
        f"{heading} {counts[kind]}" for kind, heading in gaps.EXPLAINED.items() if counts[kind]
    ]


def test_the_findings_at_the_top_are_those_of_the_analysis(page: Page, built: BuiltPage) -> None:
    expected = [each.sentence for each in analysis.study(built.city, beside_headlines=True)]
    assert page.evaluate(LINES, ".findings li") == expected
    assert 1 <= len(expected) <= 5


def test_gaps_findings_and_what_breaks_stand_in_the_page_without_script(
    browser: Browser, built: BuiltPage, organisations: list[str]
) -> None:
    with visit(browser, built.file.as_uri(), script=False) as page:
        assert page.locator(".findings li").all_text_contents() == [
            each.sentence for each in analysis.study(built.city, beside_headlines=True)
        ]
        assert page.locator("#gaps li").count()
        for organisation in organisations[:5]:
            answer = removal.without(built.city, organisation)
            said = page.locator(".stops article", has=page.locator(f"[href='#n-{organisation}']"))
            if answer.sentences:
                assert said.locator("summary").text_content() == answer.summary
                assert said.locator("li").all_text_contents() == list(answer.sentences)
            else:
                assert not said.count()


def test_two_spaces_in_a_name_cut_no_sentence(browser: Browser, tmp_path: Path) -> None:
    """A browser shows one; what follows the name in a link's line must still be found."""
    spaced = SMALL.replace("short: The Forum", 'short: "The  Forum"')
    assert spaced != SMALL
    built = settle(City.parse(spaced), tmp_path)
    with visit(browser, built.file.as_uri()) as page:
        ((_, _, routes),) = page.evaluate(PATHS, [["charity", "forum"]])
    assert routes == [["The Charity is a member of The  Forum, since 2016."]]


def test_a_name_that_ends_with_a_full_stop_ends_its_sentences_with_one(
    browser: Browser, tmp_path: Path
) -> None:
    abbreviated = SMALL.replace("short: The Forum", "short: Forum Ltd.").replace(
        "name: The Council", "name: Council Co."
    )
    built = settle(City.parse(abbreviated), tmp_path)
    pairs = [("council", "forum"), ("forum", "council"), ("staff", "forum")]
    expected = in_library(built.city, pairs)
    assert [routes for _, _, routes in expected[:2]] == [
        [["Council Co. hosts Forum Ltd."]],
        [["Forum Ltd. is hosted by Council Co."]],
    ]
    with visit(browser, built.file.as_uri()) as page:
        assert on_page(page, pairs) == expected
