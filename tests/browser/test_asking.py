"""Asking the map: the page, the library and the command line give one answer, for every priority."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from ecosystem import cli, queries
from tests.browser.built_pages import BuiltPage
from tests.browser.visits import visit
from tests.fixture import BRISTOL

SENTENCE = """(line) => {
    const copy = line.cloneNode(true);
    for (const each of copy.querySelectorAll('.tag, .order, [href^="#s-"], ul')) each.remove();
    return copy.textContent.trim();
  }"""
LINES = ".answer > ul:not(.carriers) li:not(:has(li))"
SHOWN = """() => {
  const panel = document.getElementById("panel");
  const text = (element) => element.textContent;
  const sentenceOf = SENTENCE;
  return {
    question: text(document.getElementById("panel-title")),
    summary: text(document.querySelector("#panel-body > p")),
    connections: [...panel.querySelectorAll("LINES")].map((line) => ({
      nearness: text(line.closest("li:has(.tag)").querySelector(".tag")),
      sentence: sentenceOf(line),
      sources: [...line.querySelectorAll('[href^="#s-"]')].map((link) => Number(link.hash.slice(3))),
    })),
    visible: [...panel.querySelectorAll(".answer li")].every((line) => line.checkVisibility()),
    said: page.said,
    lit: [...document.querySelectorAll("#wheel [data-n].lit")].map((mark) => mark.dataset.n).sort(),
    curves: [...document.querySelectorAll("#wheel .curves .lit")].map((path) => Number(path.dataset.l)),
    dotted: document.querySelectorAll("#answer-lines .through").length,
  };
}""".replace("SENTENCE", SENTENCE).replace("LINES", LINES)


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
    """The answer of the command line in the shape of what the page shows.

    A member of a group is told up to the organisation from which the group's line goes on.
    """
    answer = in_json(priority)
    places = {source: number for number, source in enumerate(built.ecosystem.sources, 1)}
    found = queries.connections(built.city, priority)
    grouped = {member for group in found.groups for member in group.members}
    to_group = {
        each.id: msgspec.to_builtins(queries.to_group(built.city, each))
        for each in found.connections
        if each.id in grouped
    }
    return {
        "question": answer["question"],
        "summary": answer["summary"],
        "connections": [
            {
                "nearness": "leads it" if is_of_leader(each) else each["nearness"],
                "sentence": each["sentence"],
                "sources": [
                    places[source if isinstance(source, str) else source["id"]] for source in each["sources"]
                ],
            }
            for each in (to_group.get(each["id"], each) for each in in_the_order_of_the_page(answer))
        ],
    }


def is_of_leader(connection: dict[str, Any]) -> bool:
    return connection["nearness"] == "directly" and " leads priority " in connection["sentence"]


def in_the_order_of_the_page(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The connections, those of a group together where its first member stands."""
    first = {member: group["members"][0] for group in answer.get("groups", ()) for member in group["members"]}
    order = [each["id"] for each in answer["connections"]]
    found: list[dict[str, Any]] = answer["connections"]
    return sorted(found, key=lambda each: order.index(first.get(each["id"], each["id"])))


NUMBERED = """() => ({
  lines: [...document.querySelectorAll("#panel LINES")].map((line) => line.textContent),
  names: [...document.querySelectorAll("#wheel .spoke.named")]
    .map((mark) => [mark.dataset.n, mark.querySelector("text").textContent.match(/^[0-9]+(?= )/)?.[0]])
    .filter(([, number]) => number),
})""".replace("LINES", LINES)


def test_the_numbers_of_the_names_on_the_wheel_are_those_of_the_sentences(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=1440) as page:
        for priority in bristol_page.chosen:
            page.evaluate("(id) => page.show(page.of(id))", priority.id)
            found = page.evaluate(NUMBERED)
            assert len(found["names"]) > 5
            for identifier, number in found["names"]:
                line = found["lines"][int(number) - 1]
                assert line.startswith(f"{number} "), line
                assert bristol_page.city.value(identifier).label in line


def said_by(page: Page, selector: str, *, drop: str = ".tag") -> list[str]:
    """What lines say, without their sources."""
    lines = page.locator(selector)
    said: list[str] = lines.evaluate_all(f"(all) => all.map({SENTENCE.replace('.tag', drop)})")
    return said


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
            answer, entry = queries.connections(bristol_page.city, priority), f"#n-{priority}"
            sentences = [
                (queries.to_group(bristol_page.city, each) if group else each).sentence
                for group, members in answer.together()
                for each in members
            ]
            assert said_by(page, f"{entry} {LINES}") == sentences
            together = [group.sentence for group in answer.groups]
            assert said_by(page, f"{entry} .answer > ul > li:has(li)") == together
            carriers = [carrier.sentence for carrier in answer.carriers]
            assert said_by(page, f"{entry} .answer .carriers li", drop="small") == carriers
        first = page.locator(".without-script a").first
        first.click()
        assert page.url.endswith(f"#n-{bristol_page.chosen[0].id}")


@pytest.mark.parametrize("size", [(1280, 720), (1440, 800)])
def test_a_long_answer_ends_in_the_window_and_shows_that_more_follows(
    browser: Browser, bristol_page: BuiltPage, size: tuple[int, int]
) -> None:
    with visit(browser, bristol_page.file.as_uri()) as page:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.locator(".works-on a").first.click()
        bottom, hidden, fade = page.evaluate(
            "() => { const body = document.getElementById('panel-body');"
            "const after = getComputedStyle(body, '::after');"
            "return [body.getBoundingClientRect().bottom, body.scrollHeight - body.clientHeight,"
            "[after.position, after.bottom, after.backgroundImage.split('(')[0]]]; }"
        )
    assert bottom <= size[1]
    assert hidden > 0
    assert fade == ["sticky", "0px", "linear-gradient"]


def test_what_is_last_in_the_panel_can_be_pressed_and_is_seen_when_the_keyboard_comes_to_it(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    with visit(browser, bristol_page.file.as_uri()) as page:
        page.set_viewport_size({"width": 1280, "height": 720})
        page.locator(".works-on a").first.click()
        pressed, covered = page.evaluate(
            """() => {
              const body = document.getElementById("panel-body");
              const edge = body.getBoundingClientRect().bottom;
              const links = [...body.querySelectorAll("a")];
              const pressed = links.slice(0, -1).map((link) => {
                body.scrollTop += link.getBoundingClientRect().bottom - edge + 4;
                const { left, right, top, bottom } = link.getBoundingClientRect();
                return link.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
              });
              body.scrollTop = 0;
              const covered = links.map((link) => {
                link.focus();
                return link.getBoundingClientRect().bottom - (edge - 28);
              });
              return [pressed, covered];
            }"""
        )
    assert pressed
    assert all(pressed)
    assert max(covered) <= 1


def test_no_number_of_a_source_stands_alone_in_the_panel(browser: Browser, bristol_page: BuiltPage) -> None:
    with visit(browser, bristol_page.file.as_uri()) as page:
        page.select_option("#ask-from", "reslg")
        page.select_option("#ask-to", "bswn")
        before = page.evaluate(
            "[...document.querySelectorAll('#panel-body li > [href^=\"#s-\"]')]"
            ".map((cited) => cited.previousSibling.textContent.at(-1))"
        )
    assert before
    assert set(before) == {"\u00a0"}


def test_no_number_of_another_priority_stands_among_the_lines_of_an_answer(
    browser: Browser, bristol_page: BuiltPage
) -> None:
    with visit(browser, bristol_page.file.as_uri(), width=1440) as page:
        page.locator(".works-on a").first.click()
        seen = page.evaluate(
            "[...document.querySelectorAll('#wheel .priority')]"
            ".filter((mark) => getComputedStyle(mark).opacity !== '0')"
            ".map((mark) => mark.classList.contains('lit'))"
        )
    assert seen == [True]


def test_all_names_stands_with_the_other_tools(browser: Browser, bristol_page: BuiltPage) -> None:
    with visit(browser, bristol_page.file.as_uri()) as page:
        tops = page.evaluate(
            "['#all-names', '[data-move=\"in\"]']"
            ".map((tool) => document.querySelector(tool).getBoundingClientRect().top)"
        )
    assert tops[0] == tops[1]
