"""The list of sources: each opens to what rests on it, as the command line tells it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ecosystem import queries
from ecosystem.city import City
from ecosystem.model import Link
from tests.browser.built_pages import BuiltPage, settle
from tests.browser.visits import visit
from tests.cities import TOURED

OPENED = """(details) => {
  details.querySelector("summary").click();
  return new Promise((done) => setTimeout(() => done(
    [...details.querySelectorAll("ul")].flatMap((list) => [...list.children].map((line) => ({
      place: list.previousElementSibling.textContent,
      sentence: line.querySelector("a").textContent,
      hash: line.querySelector("a").hash,
      alone: line.querySelector("small")?.textContent ?? "",
    })))
  )));
}"""


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> BuiltPage:
    return settle(City.parse(TOURED), Path(tmp_path_factory.mktemp("toured")))


@pytest.fixture(scope="module", params=["bristol", "toured"])
def built(request: pytest.FixtureRequest, bristol_page: BuiltPage, toured: BuiltPage) -> BuiltPage:
    return bristol_page if request.param == "bristol" else toured


@pytest.fixture
def page(browser: Browser, built: BuiltPage) -> Iterator[Page]:
    with visit(browser, built.file.as_uri()) as page:
        page.evaluate("location.hash = 'sources'")
        page.locator("#s-1").wait_for()
        yield page


def test_every_source_opens_to_all_that_rests_on_it(page: Page, built: BuiltPage) -> None:
    links = {link.id: link for link in built.ecosystem.links}
    places = set(page.locator("[id]").evaluate_all("(all) => all.map(({ id }) => `#${id}`)"))
    for number, source in enumerate(built.ecosystem.sources, 1):
        answer = queries.source(built.city, source)
        details = page.locator(f"#s-{number} details")
        if not answer.statements:
            assert details.count() == 0
            continue
        lines = details.evaluate(OPENED)
        assert details.locator("summary").inner_text() == answer.summary
        shown = {line["sentence"]: line for line in lines}
        for statement in answer.statements:
            if statement.of in links:
                line = shown[statement.sentence]
                assert (statement.where or "No place given") in line["place"]
                assert line["alone"] == ("No other source says this." if statement.alone else "")
                assert line["hash"] in places
        entries = {
            f"#n-{rests.of}" for rests in answer.statements if rests.of in built.city
        }  # of links and stories, the page names an end and a heading
        assert entries <= {line["hash"] for line in lines}
        tours = {f"#t-{rests.of}" for rests in answer.statements if rests.of in built.ecosystem.tours}
        assert tours <= {line["hash"] for line in lines}
        ends = {f"#n-{end}" for rests in answer.statements for end in ends_of(links.get(rests.of))}
        assert {line["hash"] for line in lines} <= entries | tours | ends


def ends_of(link: Link | None) -> tuple[str, ...]:
    return (link.tail, link.head) if link else ()


def test_without_script_a_source_leads_to_the_entries_that_rest_on_it(
    browser: Browser, built: BuiltPage
) -> None:
    with visit(browser, built.file.as_uri(), script=False) as page:
        for number, source in enumerate(built.ecosystem.sources, 1):
            answer = queries.source(built.city, source)
            details = page.locator(f"#s-{number} details")
            places = details.locator("a").evaluate_all("(all) => all.map((link) => link.hash)")
            assert details.locator("summary").all_inner_texts() == [answer.summary] * bool(answer.statements)
            assert bool(places) == bool(answer.statements)
            assert len(set(places)) == len(places)
            assert {f"#n-{rests.of}" for rests in answer.statements if rests.of in built.city} <= set(places)
            for place in places:
                assert page.locator(place).count() == 1
