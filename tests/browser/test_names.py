"""What a screen reader finds: every name and every link of the model, counted in the accessibility tree."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ecosystem import queries, sentences
from ecosystem.city import Step
from ecosystem.model import Section
from tests.browser.built_pages import BuiltPage
from tests.browser.visits import open_all, visit


@dataclass
class Heard:
    """A thing of the accessibility tree that is not ignored."""

    role: str
    name: str
    level: int | None
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)  # of its own, not of links in it or the evidence beside it


def heard(page: Page) -> list[Heard]:
    """The accessibility tree in its order, with the attributes of the elements it stands for."""
    session = page.context.new_cdp_session(page)
    elements = dict(attributes(session.send("DOM.getDocument", {"depth": -1})["root"]))
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: said(node, elements) for node in nodes if not node.get("ignored")}
    for node in nodes:
        if node["nodeId"] in known and known[node["nodeId"]].role == "StaticText":
            parent = known.get(node["parentId"])
            if parent and known[node["nodeId"]].attributes.get("within") != "SMALL":
                parent.texts.append(known[node["nodeId"]].name)
    return list(known.values())


def attributes(node: dict[str, Any], within: str = "") -> Iterator[tuple[int, dict[str, str]]]:
    """The attributes of each element by its number; a text has the name of the element that it is within."""
    flat = node.get("attributes", [])
    own = dict(zip(flat[::2], flat[1::2], strict=True))
    yield node["backendNodeId"], own if node["nodeName"] != "#text" else {"within": within}
    for child in node.get("children", []):
        yield from attributes(child, node["nodeName"])


def said(node: dict[str, Any], elements: dict[int, dict[str, str]]) -> Heard:
    properties = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
    return Heard(
        role=node["role"]["value"],
        name=node.get("name", {}).get("value", ""),
        level=properties.get("level"),
        attributes=elements.get(node.get("backendDOMNodeId", -1), {}),
    )


@pytest.fixture(scope="module")
def scripted_tree(browser: Browser, built: BuiltPage) -> list[Heard]:
    with visit(browser, built.file.as_uri()) as page:
        return heard(page)


@pytest.fixture(scope="module")
def plain_tree(browser: Browser, built: BuiltPage) -> list[Heard]:
    with visit(browser, built.file.as_uri(), script=False) as page:
        return heard(page)


@pytest.fixture(scope="module")
def open_tree(browser: Browser, built: BuiltPage) -> list[Heard]:
    with visit(browser, built.file.as_uri()) as page:
        open_all(page)
        return heard(page)


@pytest.fixture(params=["folded", "open", "without script"])
def tree(
    request: pytest.FixtureRequest,
    scripted_tree: list[Heard],
    open_tree: list[Heard],
    plain_tree: list[Heard],
) -> list[Heard]:
    return {"folded": scripted_tree, "open": open_tree, "without script": plain_tree}[request.param]


@pytest.fixture(params=["open", "without script"])
def whole_tree(
    request: pytest.FixtureRequest, open_tree: list[Heard], plain_tree: list[Heard]
) -> list[Heard]:
    return open_tree if request.param == "open" else plain_tree


def test_every_name_is_heard_on_the_wheel(tree: list[Heard], built: BuiltPage) -> None:
    marks = [
        each for each in tree if each.role in ("graphics-symbol", "option") and "data-n" in each.attributes
    ]
    symbols = {each.attributes["data-n"]: each.name for each in marks}
    assert len(marks) == len(symbols)
    assert set(symbols) == built.drawn
    for entity in built.entities:
        count = built.city.degree(entity.id)
        kind = built.ecosystem.kinds[entity.kind].label
        links = "1 link" if count == 1 else f"{count} links"
        assert symbols[entity.id] == f"{entity.name}, {kind}, {links}"
    for priority in built.chosen:
        assert symbols[priority.id].startswith(f"Priority {priority.number}, {priority.name}, ")


def test_every_node_of_the_model_has_its_heading(whole_tree: list[Heard], built: BuiltPage) -> None:
    headings = Counter(each.name for each in whole_tree if each.role == "heading" and (each.level or 0) > 2)
    missing = [
        node.name
        for _, node in built.ecosystem.nodes()
        if not any(node.name in heading for heading in headings)
    ]
    assert missing == []
    assert Counter(entity.name for entity in built.entities) <= headings


def test_every_link_is_heard_when_all_is_open(whole_tree: list[Heard], built: BuiltPage) -> None:
    lines = [each for each in whole_tree if each.role == "listitem" and "data-l" in each.attributes]
    spoken = {int(line.attributes["data-l"]): own_words(line) for line in lines}
    assert len(lines) == len(spoken) == len(built.ecosystem.links)
    for number, link in enumerate(built.ecosystem.links, 1):
        steps = [Step(link, forward=forward) for forward in (True, False)]
        assert spoken[number] in [sentences.of_step(built.city, step) for step in steps]


def test_organisations_and_actions_say_all_their_links_when_all_is_open(
    whole_tree: list[Heard], built: BuiltPage
) -> None:
    spoken = Counter(own_words(each) for each in whole_tree if each.role == "listitem")
    written = Counter(
        sentences.of_step(built.city, step)
        for section, node in built.ecosystem.nodes()
        if section not in (Section.PLANS, Section.PRIORITIES)  # whose links stand with their other ends
        for step in queries.links_of(built.city, node.id)
    )
    assert written <= spoken


def own_words(line: Heard) -> str:
    """The sentence of a line, without the dash that the style sheet puts before it."""
    return "".join(line.texts).strip().removeprefix("–").strip()


def test_every_answer_is_heard_when_all_is_open(whole_tree: list[Heard], built: BuiltPage) -> None:
    texts = {each.name.strip() for each in whole_tree if each.role == "StaticText"}
    texts |= {own_words(each) for each in whole_tree if each.role == "listitem"}
    for priority in built.ecosystem.priorities:
        answer = queries.connections(built.city, priority)
        expected = {answer.summary}
        for group, members in answer.together():
            if group:
                expected.add(group.sentence)
                members = tuple(queries.to_group(built.city, member) for member in members)
            expected.update(member.sentence for member in members)
        assert expected <= texts


def test_the_wheel_is_a_described_picture(tree: list[Heard]) -> None:
    (wheel,) = [each for each in tree if each.attributes.get("id") == "wheel"]
    assert wheel.name == "The map"
    (words,) = [each for each in tree if each.attributes.get("id") == wheel.attributes["aria-describedby"]]
    assert "The circle shows" in " ".join(words.texts)


def test_with_script_the_marks_are_a_list_to_choose_from(
    scripted_tree: list[Heard], plain_tree: list[Heard], built: BuiltPage
) -> None:
    (marks,) = [each for each in scripted_tree if each.role == "listbox"]
    # Around the list no document of its own, in which Orca with Firefox would say nothing.
    (plain, scripted) = [
        next(each.role for each in tree if each.attributes.get("id") == "wheel")
        for tree in (plain_tree, scripted_tree)
    ]
    assert (plain, scripted) == ("graphics-document", "group")
    assert marks.name == "Organisations, events, publications and priorities"
    (keys,) = [
        each for each in scripted_tree if each.attributes.get("id") == marks.attributes["aria-describedby"]
    ]
    assert "Press Enter to choose" in " ".join(keys.texts)
    options = [each for each in scripted_tree if each.role == "option" and "data-n" in each.attributes]
    assert {each.attributes["data-n"] for each in options} == built.drawn
    assert {each.attributes["aria-selected"] for each in options} == {"false"}
    assert not [each for each in plain_tree if each.role == "listbox"]


def test_nothing_within_a_mark_is_read_beside_its_name(browser: Browser, built: BuiltPage) -> None:
    with visit(browser, built.file.as_uri()) as page:
        texts = page.locator("#marks text")
        assert texts.count() >= len(built.drawn)
        assert set(texts.evaluate_all("all => all.map((each) => each.ariaHidden)")) == {"true"}


def test_the_mark_that_is_selected_says_so_and_no_other(browser: Browser, built: BuiltPage) -> None:
    chosen = "[...document.querySelectorAll('#wheel [aria-selected=true]')].map((mark) => mark.dataset.n)"
    with visit(browser, built.file.as_uri()) as page:
        for key in ("Home", "ArrowRight", "ArrowDown", "End"):
            page.locator("#wheel [tabindex='0']").press(key)
            focused = page.evaluate("document.activeElement.dataset.n")
            page.keyboard.press("Enter")
            assert page.evaluate(chosen) == [focused] == [page.evaluate("page.selection.id")]
        page.keyboard.press("Escape")
        assert page.evaluate(chosen) == []


def test_a_mark_selected_elsewhere_says_so_where_the_tab_key_leads_to_it(
    browser: Browser, built: BuiltPage
) -> None:
    """A list that says so at once takes a screen reader away from the question that chose."""
    chosen = "[...document.querySelectorAll('#wheel [aria-selected=true]')].map((mark) => mark.dataset.n)"
    priority = built.chosen[0].id
    with visit(browser, built.file.as_uri()) as page:
        page.locator("#wheel [tabindex='0']").press("End")
        page.keyboard.press("Enter")
        page.locator("#ask-priority").focus()
        page.locator("#ask-priority").select_option(priority)
        assert page.evaluate("page.selection.id") == priority
        assert page.evaluate(chosen) == []
        stop = page.locator("#wheel [tabindex='0']")
        assert stop.get_attribute("data-n") == priority
        stop.focus()
        assert page.evaluate(chosen) == [priority]
