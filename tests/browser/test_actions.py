"""The actions on the page: found, filtered, lit, and told without a clock."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ecosystem.city import City
from ecosystem.model import Action
from ecosystem.tracking import statuses, tracker
from tests.browser.axe import violations
from tests.browser.built_pages import BuiltPage, settle
from tests.browser.visits import open_all, visit, wait_until_whole
from tests.cities import SMALL
from tests.everywhere import also
from tests.fixture import WRES

BUSY = SMALL.replace(
    "actions:\n",
    """actions:
  a1: {plan: plan, reference: "2", name: Claimed, leads: [forum], due: 2021, source: minutes,
    progress: {date: 2021-03, state: done}}
  a2: {plan: plan, name: Shown, leads: [forum, charity], due: 2021, source: minutes,
    progress: {date: 2021-03, state: done, evidence: minutes}}
  a3: {plan: plan, name: Going, leads: [charity], due: 2027-03, source: minutes,
    progress: {date: 2026, state: under way, note: Half of it.},
    measure: {indicator: Homes, unit: homes, target: 10,
      readings: [{date: 2020, value: 2}, {date: 2021, value: 5}, {date: 2023, value: 4.5}]}}
  a4: {plan: plan, name: Stopped, progress: {date: 2021, state: stopped}, source: minutes}
  a5: {plan: plan, name: Again and again, leads: [council], source: minutes,
    start: 2026-06, repeats: every 6 months}
""",
)


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> BuiltPage:
    """The small city with an action in every state."""
    return settle(City.parse(BUSY), tmp_path_factory.mktemp("busy"))


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> BuiltPage:
    return settle(City.load(WRES), tmp_path_factory.mktemp("trust"))


@pytest.fixture(params=["busy", "trust", "bristol"])
def each(
    request: pytest.FixtureRequest, busy: BuiltPage, trust: BuiltPage, bristol_page: BuiltPage
) -> BuiltPage:
    return {"busy": busy, "trust": trust, "bristol": bristol_page}[request.param]


def cards(page: Page) -> Iterator[str]:
    for card in page.locator("#actions article:visible").all():
        yield (card.get_attribute("id") or "").removeprefix("n-")


@pytest.mark.parametrize("script", [True, False])
def test_every_action_is_told_once_with_its_state_in_words(
    browser: Browser, each: BuiltPage, script: bool
) -> None:
    tracked = tracker.track(each.city, tracker.edition_day(each.ecosystem))
    with visit(browser, each.file.as_uri(), script=script) as page:
        if script:
            open_all(page)
        assert sorted(cards(page)) == sorted(each.ecosystem.actions)
        for action in tracked:
            state = page.locator(f"#n-{action.id} .state").inner_text()
            assert statuses.status_words(action.status) in state
            assert ("overdue" in state) is bool(action.overdue_since)


def test_states_differ_by_shape_and_not_by_colour_alone(browser: Browser, busy: BuiltPage) -> None:
    with visit(browser, busy.file.as_uri()) as page:
        signs = {
            action: page.locator(f"#n-{action} .state .sign").first.inner_text()
            for action in ("a1", "a2", "a3", "a4", "a5")
        }
        assert len(set(signs.values())) == 5
        assert all(each.get_attribute("aria-hidden") == "true" for each in page.locator(".sign").all())


def test_what_is_due_next_and_what_nobody_reported_on_come_first(browser: Browser, busy: BuiltPage) -> None:
    with visit(browser, busy.file.as_uri()) as page:
        open_all(page)
        due, silent = page.locator("#actions .tracks").first.locator(":scope > div").all()
        assert due.locator("li").all_inner_texts() == [
            "Going: ◐ under way · due in March 2027",
        ]
        assert [each.split(":")[0] for each in silent.locator("li").all_inner_texts()] == [
            "1 Build ten homes",
            "Again and again",
        ]


def test_filters_show_what_fits_and_say_how_much(browser: Browser, busy: BuiltPage) -> None:
    with visit(browser, busy.file.as_uri()) as page:
        open_all(page)
        page.locator("#by-lead").select_option("charity")
        assert list(cards(page)) == ["build", "a2", "a3"]
        expect(page.locator("#actions-shown")).to_have_text("Showing 3 of 6 actions.")
        page.locator("#by-state").select_option("under way")
        assert list(cards(page)) == ["a3"]
        page.locator("#by-lead").select_option("")
        page.locator("#by-state").select_option("overdue")
        assert list(cards(page)) == ["build", "a5"]
        page.locator("#by-state").select_option("")
        page.locator("#by-lead").select_option(label="No lead named")
        assert list(cards(page)) == ["a4"]


def test_every_filter_gives_what_the_tracker_gives(browser: Browser, bristol_page: BuiltPage) -> None:
    ecosystem = bristol_page.ecosystem
    with visit(browser, bristol_page.file.as_uri()) as page:
        open_all(page)
        for option in page.locator("#by-lead option").all()[1:]:
            lead = option.get_attribute("value") or ""
            page.locator("#by-lead").select_option(lead)
            assert set(cards(page)) == {each.id for each in ecosystem.actions.values() if lead in each.leads}


def test_an_action_lights_up_on_the_wheel_and_a_filter_does_not_hide_it(
    browser: Browser, busy: BuiltPage
) -> None:
    with visit(browser, busy.file.as_uri()) as page:
        open_all(page)
        page.locator("#n-a3").get_by_role("button").click()
        assert page.locator("#wheel .spoke.lit").count() >= 1
        assert page.locator("#panel").is_visible()
        assert "lit" in (page.locator("#n-a3").get_attribute("class") or "")
        page.keyboard.press("Escape")
        page.locator("#by-lead").select_option("forum")
        page.evaluate("page.show(page.of('a3'))")
        assert page.locator("#n-a3").is_visible()


@pytest.mark.parametrize("key", ["the mouse", "Enter"])
def test_a_link_to_an_action_that_is_filtered_away_leads_to_it(
    browser: Browser, bristol_page: BuiltPage, key: str
) -> None:
    with visit(browser, bristol_page.file.as_uri()) as page:
        open_all(page)
        for _ in ("first", "and again, when the address holds it already"):
            page.locator("#by-lead").select_option(index=1)
            page.locator("#by-state").select_option(index=1)
            assert page.locator("#n-a03").is_hidden()
            for fold in page.locator("#actions .tracks details").all():
                fold.evaluate("each => { each.open = true; }")
            link = page.locator("#actions .tracks a[href='#n-a03']").first
            if key == "Enter":
                link.press("Enter")
            else:
                link.click()
            expect(page.locator("#n-a03")).to_be_in_viewport()
            expect(page.locator("#actions-shown")).to_have_text("Showing 15 of 15 actions.")
            assert [page.locator(each).input_value() for each in ("#by-lead", "#by-state")] == ["", ""]


def test_who_comes_back_to_the_page_finds_every_action(
    browser: Browser, bristol_page: BuiltPage, small_page: BuiltPage
) -> None:
    page = browser.new_page()
    page.goto(bristol_page.file.as_uri())
    wait_until_whole(page)
    open_all(page)
    page.locator("#by-lead").select_option(index=1)
    page.locator("#by-state").select_option(index=1)
    page.goto(small_page.file.as_uri())
    page.go_back()
    wait_until_whole(page)
    open_all(page)
    assert [page.locator(each).input_value() for each in ("#by-lead", "#by-state")] == ["", ""]
    assert len(list(cards(page))) == 15
    page.close()


def test_a_measure_with_readings_has_a_chart_and_the_same_in_words(browser: Browser, busy: BuiltPage) -> None:
    with visit(browser, busy.file.as_uri()) as page:
        open_all(page)
        assert page.locator(".chart").count() == 1
        chart = page.locator("#n-a3 .chart")
        assert chart.locator("circle").count() == 3
        heights = [float(each.get_attribute("cy") or 0) for each in chart.locator("circle").all()]
        places = [float(each.get_attribute("cx") or 0) for each in chart.locator("circle").all()]
        assert heights[0] > heights[2] > heights[1] > 0
        assert places[2] - places[1] > places[1] - places[0]
        assert "2020: 2 homes, 2021: 5 homes, 2023: 4.5 homes." in page.locator("#n-a3").inner_text()
        box = chart.bounding_box()
        assert box
        assert box["width"] > 100


def test_a_plan_with_a_small_map_opens_with_its_actions(
    browser: Browser, trust: BuiltPage, bristol_page: BuiltPage
) -> None:
    def tops(page: Page) -> tuple[float, float, float]:
        actions, wheel = page.locator("#actions").bounding_box(), page.locator("#wheel").bounding_box()
        assert actions
        assert wheel
        return actions["y"], wheel["y"], wheel["width"]

    with visit(browser, trust.file.as_uri()) as page:
        actions, wheel, small = tops(page)
        assert actions < wheel
        rows = page.locator("#actions article h5 .order").all_inner_texts()
        assert rows == [str(number) for number in range(1, 10)]
    with visit(browser, bristol_page.file.as_uri()) as page:
        actions, wheel, large = tops(page)
        assert wheel < actions
        assert small < large * 0.9


def test_only_one_line_depends_on_the_reader_s_clock(browser: Browser, each: BuiltPage) -> None:
    told: list[tuple[str, str]] = []
    for year in (2026, 2041):
        page = browser.new_page(reduced_motion="reduce")
        page.clock.set_fixed_time(f"{year}-12-25")
        page.goto(each.file.as_uri())
        wait_until_whole(page)
        age = page.locator("#age").inner_text()
        page.locator("#age").evaluate("each => each.remove()")
        told.append((age, page.locator("html").evaluate("each => each.outerHTML")))
        page.close()
    (new, one), (old, other) = told
    assert one == other
    assert new == ""
    assert re.fullmatch("180 months ago", old)


def test_the_top_says_how_fresh_the_data_is(browser: Browser, bristol_page: BuiltPage) -> None:
    with visit(browser, bristol_page.file.as_uri(), script=False) as page:
        assert re.search(
            r"(No entry has been|\d+ of \d+ entries were) checked in the last year\.",
            page.locator(".point").inner_text(),
        )
        assert not page.locator("#age").is_visible()


@pytest.mark.parametrize(("scheme", "width"), [("dark", 375), *also(("light", 1280), ("light", 320))])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, busy: BuiltPage, trust: BuiltPage, scheme: str, width: int
) -> None:
    for built in (busy, trust):
        with visit(
            browser, built.file.as_uri(), width=width, scheme="dark" if scheme == "dark" else "light"
        ) as page:
            assert violations(page, within="#actions") == []
            for fold in page.locator("#actions details").all():
                fold.evaluate("each => { each.open = true; }")
            assert violations(page, within="#actions") == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_action_of_the_seeds_is_in_the_plan_s_own_words(browser: Browser, trust: BuiltPage) -> None:
    with visit(browser, trust.file.as_uri(), script=False) as page:
        for action in trust.ecosystem.actions.values():
            assert isinstance(action, Action)
            said = page.locator(f"#n-{action.id}").inner_text()
            for words in (action.timescale, action.lead_text, action.outcome):
                assert not words or words in said


def test_the_page_of_a_city_without_actions_has_no_such_part(browser: Browser, tmp_path: Path) -> None:
    text = re.sub(r"actions:\n.*?links:\n", "links:\n", SMALL, flags=re.DOTALL)
    text = re.sub(r"  - \{from: build.*\n", "", text)
    with visit(browser, settle(City.parse(text), tmp_path).file.as_uri()) as page:
        assert page.locator("#actions").count() == 0
        assert page.locator("#shown").inner_text() != ""
