"""Asking the map: the page, the library and the command line give one answer, for every priority."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from ecosystem import cli, queries
from tests.browser.built_pages import BuiltPage
from tests.browser.visits import visit
from tests.fixture import BRISTOL

SHOWN = """() => {
  const panel = document.getElementById("panel");
  const text = (element) => element.textContent;
  return {
    question: text(document.getElementById("panel-title")),
    summary: text(document.querySelector("#panel-body > p")),
    connections: [...panel.querySelectorAll(".answer li")].map((line) => ({
      nearness: text(line.querySelector(".tag")),
      sentence: line.querySelector(".tag").nextSibling.data.trim(),
      sources: [...line.querySelectorAll('[href^="#s-"]')].map((link) => Number(link.hash.slice(3))),
    })),
    visible: [...panel.querySelectorAll(".answer li")].every((line) => line.checkVisibility()),
    said: page.said,
    lit: [...document.querySelectorAll("#wheel [data-n].lit")].map((mark) => mark.dataset.n).sort(),
    curves: [...document.querySelectorAll("#wheel .curves .lit")].map((path) => Number(path.dataset.l)),
    dotted: document.querySelectorAll("#answer-lines .through").length,
  };
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, bristol_page: BuiltPage) -> Iterator[Page]:
    with visit(browser, bristol_page.file.as_uri()) as page:
        yield page


def in_json(identifier: str) -> dict[str, Any]:
    """What the command line answers with `--json`."""
    done = CliRunner().invoke(cli.main, ["--data", str(BRISTOL), "connections", identifier, "--json"])
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.stdout)["answer"]
    return answer


def answer_of(built: BuiltPage, priority: str) -> dict[str, Any]:
    """The answer of the command line in the shape of what the page shows."""
    answer = in_json(priority)
    places = {source: number for number, source in enumerate(built.ecosystem.sources, 1)}
    return {
        "question": answer["question"],
        "summary": answer["summary"],
        "connections": [
            {
                "nearness": each["nearness"],
                "sentence": each["sentence"],
                "sources": [
                    places[source if isinstance(source, str) else source["id"]] for source in each["sources"]
                ],
            }
            for each in answer["connections"]
        ],
    }


def shown(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(SHOWN)
    return found


def test_every_priority_gets_the_answer_of_the_command_line(page: Page, bristol_page: BuiltPage) -> None:
    priorities = list(bristol_page.ecosystem.priorities)
    assert len(priorities) > 15
    for priority in priorities:
        page.locator("#ask-priority").select_option(priority)
        found = shown(page)
        expected = answer_of(bristol_page, priority)
        assert {key: found[key] for key in expected} == expected
        assert found["visible"]
        assert found["said"] == f"{expected['question']} {expected['summary']}"


def test_an_answer_lights_what_it_names(page: Page, bristol_page: BuiltPage) -> None:
    built = bristol_page
    links = {link.id: link for link in built.ecosystem.links}
    for priority in built.ecosystem.priorities:
        page.locator("#ask-priority").select_option(priority)
        found = shown(page)
        connections = queries.connections(built.city, priority).connections
        named = {
            priority,
            *(each.id for each in connections),
            *(n for each in connections for n in each.through),
        }
        assert found["lit"] == sorted(named & built.drawn)
        route = {link for each in connections for link in each.links}
        assert sorted(found["curves"]) == built.curves(links[link] for link in route)
        undrawn = [each for each in connections if not built.curves(links[link] for link in each.links)]
        assert found["dotted"] == (len(undrawn) if priority in built.drawn else 0)


@pytest.mark.parametrize("down", [1, 4, 9])
def test_a_priority_is_asked_by_keyboard_alone(page: Page, bristol_page: BuiltPage, down: int) -> None:
    page.keyboard.press("Escape")
    page.locator("h1").click()  # the Tab key goes on from there
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "ask-priority":
            break
    for _ in range(down):
        page.keyboard.press("ArrowDown")
    asked = page.locator("#ask-priority").input_value()
    assert asked == page.locator("#ask-priority option").nth(down).get_attribute("value")
    found = shown(page)
    expected = answer_of(bristol_page, asked)
    assert {key: found[key] for key in expected} == expected
    assert page.evaluate("document.activeElement.id") == "ask-priority"
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()
    assert page.locator("#ask-priority").input_value() == ""


def test_choosing_nothing_lets_go(page: Page) -> None:
    page.locator("#ask-priority").select_option(index=3)
    page.locator("#ask-priority").select_option("")
    assert not page.locator("#panel").is_visible()
    assert page.locator("#wheel .lit").count() == 0


def test_the_answers_stand_in_the_page_without_script(browser: Browser, bristol_page: BuiltPage) -> None:
    with visit(browser, bristol_page.file.as_uri(), script=False) as page:
        for priority in bristol_page.ecosystem.priorities:
            lines = page.locator(f"#n-{priority} .answer .tag").evaluate_all(
                "(all) => all.map((tag) => tag.nextSibling.data.trim())"
            )
            answer = queries.connections(bristol_page.city, priority)
            assert lines == [each.sentence for each in answer.connections]
        first = page.locator(".without-script a").first
        first.click()
        assert page.url.endswith(f"#n-{bristol_page.chosen[0].id}")
