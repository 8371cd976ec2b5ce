"""The free network: its counts, its bytes, hostile text, and what a real browser makes of it."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from ecosystem import queries, sentences
from ecosystem.city import City
from ecosystem.infographic import explorer
from ecosystem.model import Section
from tests import large
from tests.browser.axe import violations
from tests.browser.hosts import slow_network
from tests.browser.visits import until
from tests.cities import SMALL
from tests.fixture import BRISTOL

HTML = "{http://www.w3.org/1999/xhtml}"
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)> "
    + """"quoted' <!-- <b>javascript:alert(1)</b>"""
)


def parsed(page: str) -> Any:
    return html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=True)


def block(page: str) -> dict[str, Any]:
    """The data of a page, as its script reads it."""
    found = [each for each in parsed(page).iter(f"{HTML}script") if each.get("id") == "data"]
    assert len(found) == 1
    data: dict[str, Any] = json.loads(found[0].text)
    return data


def skeleton(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element of a page with the names of its attributes."""
    return [
        (each.tag, tuple(sorted(each.attrib))) for each in parsed(page).iter() if isinstance(each.tag, str)
    ]


def policy(page: str) -> str:
    found = [each.get("content") for each in parsed(page).iter(f"{HTML}meta") if each.get("http-equiv")]
    assert len(found) == 1
    return str(found[0])


def city_with(words: str) -> City:
    """The small city in which everything that can be named is named `words`."""
    text = SMALL
    quoted = json.dumps(words)
    for plain in (
        "name: The Council\n",
        "name: The Job Fair\n",
        "name: The Yearly Report\n",
        "name: Homes\n",
    ):
        assert plain in text
        text = text.replace(plain, f"name: {quoted}\n    short: {json.dumps(words[:30])}\n")
    for plain in (
        "title: A small city",
        "summary: Who does what in a small city.",
        "licence: CC BY 4.0",
        "name: Build ten homes",
        "purpose: Brings the city together.",
        "evidence: The minutes thank the Council for the room.",
        "timescale: by the summer",
    ):
        assert plain in text
        text = text.replace(plain, f"{plain.partition(':')[0]}: {quoted}")
    for plain in (
        "label: hosts",
        "label: public organisation",
        "plural: Charities",
        "publisher: The Charity",
        "role: rent",
    ):
        assert plain in text
        text = text.replace(plain, f"{plain.partition(':')[0]}: {quoted}")
    return City.parse(text)


# --- the text of the page


@pytest.mark.parametrize("name", ["small_city", "bristol"])
def test_every_entry_is_a_node_and_every_link_an_edge_of_its_own(
    name: str, request: pytest.FixtureRequest
) -> None:
    city: City = request.getfixturevalue(name)
    data = block(explorer.render(city))
    nodes = [node["id"] for node in data["network"]["nodes"]]
    edges = [(edge["from"], edge["to"], edge["id"]) for edge in data["network"]["edges"]]
    assert sorted(nodes) == sorted(city)
    assert sorted(edges) == sorted(city.graph.edges(keys=True))
    assert set(data["links"]) == {link.id for link in city.ecosystem.links}
    assert set(data["things"]) == set(data["order"]) == set(data["columns"]) == set(city)


def test_two_links_between_the_same_pair_do_not_lie_on_each_other(small_city: City) -> None:
    edges = block(explorer.render(small_city))["network"]["edges"]
    twins = [edge for edge in edges if (edge["from"], edge["to"]) == ("council", "charity")]
    assert len(twins) == 2
    assert twins[0]["id"] != twins[1]["id"]
    assert twins[0]["smooth"] != twins[1]["smooth"]


def test_no_two_entries_stand_on_one_place(bristol: City) -> None:
    data = block(explorer.render(bristol))
    wheel = Counter((node["x"], node["y"]) for node in data["network"]["nodes"])
    columns = Counter(map(tuple, data["columns"].values()))
    assert max(wheel.values()) == 1
    assert max(columns.values()) == 1


def test_its_sentences_are_those_of_everywhere_else(bristol: City) -> None:
    data = block(explorer.render(bristol))
    for link in bristol.ecosystem.links:
        assert data["links"][link.id]["sentence"] == sentences.of_link(bristol, link)
    for identifier in bristol:
        expected = [step.link.id for step in queries.links_of(bristol, identifier)]
        assert data["order"][identifier] == expected


def test_a_plan_or_a_reading_is_not_drawn_as_a_fact(bristol: City) -> None:
    edges = {edge["id"]: edge for edge in block(explorer.render(bristol))["network"]["edges"]}
    dashes = {str(link.basis): str(edges[link.id]["dashes"]) for link in bristol.ecosystem.links}
    assert dashes.pop("stated") == "False"
    assert len(set(dashes.values())) == len(dashes) >= 3
    assert "False" not in dashes.values()


def test_private_notes_stay_private(small_city: City) -> None:
    assert "canary" not in explorer.render(small_city)


def test_hostile_text_breaks_out_nowhere_and_changes_no_markup() -> None:
    hostile, harmless = explorer.render(city_with(HOSTILE)), explorer.render(city_with("plain words"))
    assert skeleton(hostile) == skeleton(harmless)
    assert block(hostile)["things"]["council"]["name"] == HOSTILE
    assert policy(hostile) == policy(harmless)
    for node in block(hostile)["network"]["nodes"]:
        assert "title" not in node  # vis-network would show it as a tip


def test_the_policy_allows_exactly_what_is_there_and_does_not_change_with_the_data(
    small_city: City, bristol: City
) -> None:
    page = explorer.render(bristol)
    assert policy(page) == policy(explorer.render(small_city))
    assert "default-src 'none'" in policy(page)
    assert "trusted-types 'none'" in policy(page)
    assert "unsafe" not in policy(page)
    tree = parsed(page)
    scripts = [each for each in tree.iter(f"{HTML}script") if each.get("type") != "application/json"]
    styles = list(tree.iter(f"{HTML}style"))
    assert (len(scripts), len(styles)) == (3, 1)
    for element in (*scripts, *styles):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy(page)
    for element in tree.iter():
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_our_script_writes_no_markup() -> None:
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", ".style"):
        assert word not in explorer.script()


def test_the_notice_of_vis_network_stays_in_the_page(small_city: City) -> None:
    page = explorer.render(small_city)
    for words in ("@version 9.1.2", "@copyright (c) 2017-2019 visjs contributors", "The Apache 2.0 License"):
        assert words in page
    assert "sourceMappingURL" not in page
    assert "Permission is hereby granted" in page
    for part in ("vis-data", "vis-util", "hammerjs", "component-emitter", "core-js", "keycharm", "uuid"):
        assert part in page


def test_the_frame_of_the_page(small_city: City) -> None:
    page = explorer.render(small_city)
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert '<meta name="generator" content="ecosystem-mapper">' in page
    assert "<title>A small city: the explorer</title>" in page
    assert '<meta charset="utf-8">' in page


def test_a_city_without_a_chosen_plan_or_any_link_is_drawn_too() -> None:
    text = SMALL.replace("  plan: plan\nkinds", "kinds")
    city = City.parse(text)
    data = block(explorer.render(city))
    assert len(data["network"]["nodes"]) == len(city)
    assert not any(kind["mark"] == "priority" for kind in data["kinds"])


def test_drawing_leaves_the_graph_as_it_was() -> None:
    city = City.parse(SMALL)
    before = (sorted(city.graph.nodes(data=True)), sorted(city.graph.edges(keys=True)))
    explorer.render(city)
    assert (sorted(city.graph.nodes(data=True)), sorted(city.graph.edges(keys=True))) == before


def test_same_city_same_bytes() -> None:
    program = (
        "import hashlib, sys; from pathlib import Path; from ecosystem.city import City;"
        "from ecosystem.infographic import explorer;"
        "city = City.load(Path(sys.argv[1]));"
        "page = explorer.render(city); assert page == explorer.render(city);"
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(BRISTOL)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("4711", "America/Lima"))
    ]
    digests = [run.communicate()[0].strip() for run in runs]
    assert all(run.returncode == 0 for run in runs)
    assert len(digests[0]) == 64
    assert len(set(digests)) == 1


def test_the_order_of_the_file_does_not_matter() -> None:
    head, _, links = SMALL.partition("\nlinks:\n")
    lines, _, rest = links.partition("\ndisputes:")
    # The two like links keep their order: it numbers them.
    turned = sorted(lines.split("\n"), key=lambda line: ("type: funds, to: charity" not in line, line))
    text = f"{head}\nlinks:\n" + "\n".join(turned) + f"\ndisputes:{rest}"
    assert text != SMALL
    assert explorer.render(City.parse(text)) == explorer.render(City.parse(SMALL))


def test_importing_it_does_not_import_pyvis() -> None:
    program = "import sys; from ecosystem.infographic import explorer; sys.exit('pyvis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# --- in the browser

WATCH = """
addEventListener("securitypolicyviolation", (event) => {
  console.error("violation " + event.violatedDirective + " " + event.blockedURI);
});
"""


AT_HAND = "Object.defineProperties(window, Object.getOwnPropertyDescriptors(explorer.parts))"
"""What the script of the explorer shows of itself, each by its own name."""


class Opened:
    """A page in the browser, and everything it complained of or asked for."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.add_init_script(WATCH)
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(file.as_uri())
        page.wait_for_selector("body:not(.starting)")
        page.evaluate(AT_HAND)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("explorer")
    cities = {
        "bristol": City.load(BRISTOL),
        "small": City.parse(SMALL),
        "hostile": city_with(HOSTILE),
    }
    for name, city in cities.items():
        (folder / f"{name}.html").write_text(explorer.render(city), encoding="utf-8", newline="\n")
    return {name: folder / f"{name}.html" for name in cities}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    yield context.new_page()
    context.close()


def counts(page: Page) -> tuple[int, int]:
    """What vis-network itself draws, apart from helpers of its own."""
    nodes, edges = page.evaluate("[nodes.length, edges.length]")
    assert page.evaluate(
        "[Object.keys(network.body.nodes).length, Object.keys(network.body.edges).length]"
    ) == [
        nodes,
        edges,
    ]
    return nodes, edges


def drawn_words(page: Page, city: City) -> str:
    """What the page says of its counts: without what has no room for the name it needs, and its links."""
    left = set(page.evaluate("[...state.aside]"))
    links = city.ecosystem.links
    drawn = [link for link in links if not left & {link.tail, link.head}]
    if not left:
        return f"Showing {len(city)} entries and {len(links)} links."
    return f"Showing {len(city) - len(left)} of {len(city)} entries and {len(drawn)} of {len(links)} links."


def at(page: Page, thing: str) -> tuple[float, float]:
    """Where an entry stands in the window."""
    x, y = page.evaluate(
        "(id) => { const at = network.canvasToDOM(network.getPosition(id));"
        "const box = canvas.getBoundingClientRect(); return [box.left + at.x, box.top + at.y]; }",
        thing,
    )
    return x, y


def test_it_opens_from_a_file_asks_for_nothing_and_breaks_no_rule(
    page: Page, files: dict[str, Path], bristol: City
) -> None:
    opened = Opened(page, files["bristol"])
    expect(page.locator("#status")).to_have_text(drawn_words(page, bristol))
    assert counts(page) == (bristol.graph.number_of_nodes(), bristol.graph.number_of_edges())
    page.select_option("#arrange", "columns")
    page.select_option("#arrange", "links")
    until(lambda: not page.evaluate("network.physics.options.enabled"))  # it is arranged
    expect(page.locator("#status")).to_have_text(drawn_words(page, bristol))
    assert opened.complaints == []
    assert opened.requests == [files["bristol"].as_uri()]


def test_hostile_names_are_shown_as_they_are(page: Page, files: dict[str, Path]) -> None:
    opened = Opened(page, files["hostile"])
    page.fill("#find", "council")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text(HOSTILE)
    assert page.locator("#panel img, #panel b, #panel script").count() == 0
    assert opened.complaints == []


def test_finding_an_organisation_shows_its_links_in_sentences(
    page: Page, files: dict[str, Path], bristol: City
) -> None:
    Opened(page, files["bristol"])
    page.fill("#find", "black south west network")
    page.keyboard.press("Enter")
    identifier = queries.find(bristol, "Black South West Network")
    expected = [sentences.of_link(bristol, step.link) for step in queries.links_of(bristol, identifier)]
    assert page.locator("#panel-body li > p").all_inner_texts() == expected
    expect(page.locator("#panel-title")).to_have_text(bristol.value(identifier).name)
    expect(page.locator("#status")).to_contain_text(f"{len(expected)} links")
    assert page.locator("#panel a").get_attribute("href") == f"index.html#n-{identifier}"
    page.keyboard.press("Escape")
    expect(page.locator("#panel-title")).to_have_text("Nothing is selected")


def test_words_that_fit_several_or_nothing_get_an_answer(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["small"])
    page.fill("#find", "the ch")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text("2 entries found")
    page.get_by_role("button", name="The Choir").click()
    expect(page.locator("#panel-title")).to_have_text("The Choir")
    page.fill("#find", "zoo")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("No entry has that name.")
    page.fill("#find", " ")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("Enter a name, or part of one.")


@pytest.mark.parametrize("asked", ["the ch", "zoo"])
def test_what_was_found_can_be_let_go(page: Page, files: dict[str, Path], asked: str) -> None:
    Opened(page, files["small"])
    for stop, key in (("#find", "Escape"), ("#clear", "Enter")):
        expect(page.locator("#clear")).to_be_hidden()
        page.fill("#find", asked)
        page.keyboard.press("Enter")
        expect(page.locator("#panel-title")).not_to_have_text("Nothing is selected")
        page.locator(stop).press(key)
        expect(page.locator("#panel-title")).to_have_text("Nothing is selected")
        expect(page.locator("#status")).to_have_text("Showing 11 entries and 15 links.")
    page.locator("#panel-body .to").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator("#panel-body .to").first).to_be_focused()


@pytest.mark.parametrize(
    ("name", "asked"),
    [("慈善基金会", "基金会"), ("جمعية مُحَمَّد الخيرية", "محمد"), ("Kör", "kor"), ("The Choir", "hoir")],
)
def test_a_name_is_found_in_every_script(page: Page, tmp_path: Path, name: str, asked: str) -> None:
    city = City.parse(SMALL.replace("name: The Choir", f"name: {name}"))
    (tmp_path / "explorer.html").write_text(explorer.render(city), encoding="utf-8", newline="\n")
    Opened(page, tmp_path / "explorer.html")
    page.fill("#find", asked)
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text(name)


def test_a_click_on_a_mark_or_a_line_selects_it(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["small"])
    x, y = at(page, "council")
    page.mouse.click(x, y)
    expect(page.locator("#panel-title")).to_have_text("The Council")
    assert page.evaluate("location.hash") == "#council"
    page.evaluate("clear()")
    middle = page.evaluate(
        "() => { const edge = network.body.edges['staff.staff-network-of.council'] ??"
        "Object.values(network.body.edges).find((each) => each.fromId === 'staff');"
        "const at = network.canvasToDOM(edge.edgeType.getPoint(0.5));"
        "const box = canvas.getBoundingClientRect(); return [box.left + at.x, box.top + at.y]; }"
    )
    page.mouse.click(*middle)
    expect(page.locator("#panel-title")).to_have_text("Staff Network is a staff network of The Council.")
    expect(page.locator("#panel-body")).to_contain_text("A leaflet, The Charity, undated")


def test_the_address_selects(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["small"])
    page.evaluate("location.hash = 'fair'")
    expect(page.locator("#panel-title")).to_have_text("The Job Fair")


def test_a_link_within_the_page_lets_go_of_nothing(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["small"])
    page.evaluate("location.hash = 'fair'")
    page.locator(".skip").first.press("Enter")
    expect(page).to_have_url(re.compile("#(?!fair)"))
    expect(page.locator("#panel-title")).to_have_text("The Job Fair")
    page.go_back()
    page.go_back()
    expect(page.locator("#panel-title")).to_have_text("Nothing is selected")


def test_what_a_filter_hides_is_let_go(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["small"])
    page.evaluate("location.hash = 'fair'")
    page.select_option("#kind", label="Charities (2)")
    expect(page.locator("#panel-title")).to_have_text("Nothing is selected")
    assert page.evaluate("[state.litNodes, location.hash]") == [None, ""]
    page.select_option("#kind", "")
    page.evaluate("location.hash = 'council'")
    page.select_option("#family", "money")
    expect(page.locator("#panel-title")).to_contain_text("Council")
    page.evaluate("selectLink(everyEdge.find(({ id }) => links[id].family === 'money').id)")
    page.select_option("#family", "")
    assert page.evaluate("state.link !== null")
    page.select_option("#family", "delivery")
    expect(page.locator("#panel-title")).to_have_text("Nothing is selected")


def test_the_keyboard_goes_on_in_the_panel_when_its_button_goes(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["small"])
    page.evaluate("location.hash = 'fair'")
    page.locator("#clear").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(375, 700), (640, 450), (1280, 900)])
def test_an_entry_chosen_far_down_the_panel_is_read_from_its_name(
    page: Page, files: dict[str, Path], width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    Opened(page, files["bristol"])
    page.evaluate("location.hash = 'reslg'")
    page.locator("#panel-body .to").nth(60).press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    expect(page.locator("#panel-title")).to_be_in_viewport(ratio=1)


def test_filters_hide_and_count_and_lose_nothing(
    page: Page, files: dict[str, Path], small_city: City
) -> None:
    Opened(page, files["small"])
    page.select_option("#family", "money")
    expect(page.locator("#status")).to_have_text("Showing 3 of 11 entries and 3 of 15 links.")
    page.select_option("#kind", label="Charities (2)")
    expect(page.locator("#status")).to_have_text("Showing 2 of 11 entries and 2 of 15 links.")
    page.select_option("#family", "")
    expect(page.locator("#status")).to_contain_text("of 15 links.")
    assert counts(page) == (small_city.graph.number_of_nodes(), small_city.graph.number_of_edges())
    page.select_option("#kind", "")
    expect(page.locator("#status")).to_have_text("Showing 11 entries and 15 links.")


def test_the_wheel_of_the_mouse_scrolls_the_page_and_zooms_only_with_ctrl(
    page: Page, files: dict[str, Path]
) -> None:
    page.set_viewport_size({"width": 1440, "height": 500})
    Opened(page, files["small"])
    before = page.evaluate("network.getScale()")
    x, y = at(page, "council")
    page.mouse.move(x, y)
    page.mouse.wheel(0, 120)
    until(lambda: page.evaluate("scrollY > 0"))
    assert page.evaluate("network.getScale()") == before
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    until(lambda: page.evaluate("network.getScale()") > before)


def test_everything_works_by_keyboard_and_no_key_is_stolen(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["small"])
    stops = []
    for _ in range(16):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.id || document.activeElement.ariaLabel || ''"))
    for stop in (
        "find",
        "kind",
        "family",
        "arrange",
        "move",
        "fit",
        "Zoom in",
        "Zoom out",
        "Move the view left",
    ):
        assert stop in stops
    assert page.evaluate("canvas.querySelectorAll('[tabindex]').length") == 0
    scale = page.evaluate("network.getScale()")
    page.get_by_role("button", name="Zoom in").press("Enter")
    until(lambda: page.evaluate("network.getScale()") > scale)
    left = page.evaluate("network.getViewPosition().x")
    page.get_by_role("button", name="Move the view right").press("Space")
    until(lambda: page.evaluate("network.getViewPosition().x") > left)
    page.locator("#fit").press("Enter")
    assert page.evaluate("network.getScale()") == scale
    page.locator("#move").press("Enter")
    expect(page.locator("#move")).to_have_text("Hold it still")
    assert page.evaluate("network.physics.options.enabled") is True
    page.locator("#move").press("Enter")
    expect(page.locator("#move")).to_have_text("Let it move")
    assert page.evaluate("network.physics.options.enabled") is False


def test_every_button_is_called_what_one_sees_on_it(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["small"])
    buttons = page.locator("button[aria-label]").evaluate_all(
        "(all) => all.map((each) => [each.textContent, each.ariaLabel])"
    )
    assert buttons
    worded = [(seen, called) for seen, called in buttons if re.search(r"\w", seen)]
    assert worded
    assert all(seen in called for seen, called in worded)


def test_a_button_that_changes_its_words_has_no_state_beside_them(page: Page, files: dict[str, Path]) -> None:
    """A screen reader would say of “Hold it still” that it is pressed, while all moves."""
    Opened(page, files["small"])
    for words in ("Let it move", "Hold it still", "Let it move"):
        expect(page.locator("#move")).to_have_text(words)
        assert page.locator("#move").get_attribute("aria-pressed") is None
        page.locator("#move").click()


def test_after_moving_freely_the_wheel_can_be_chosen_again(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["small"])
    before = page.evaluate("network.getPositions()")
    page.locator("#move").click()
    until(lambda: page.evaluate("network.getPositions()") != before)
    page.locator("#move").click()
    expect(page.locator("#arrange")).to_have_value("links")
    page.select_option("#arrange", "wheel")
    assert page.evaluate("network.getPositions()") == before


def test_a_selected_entry_can_be_moved_without_dragging(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["small"])
    page.fill("#find", "choir")
    page.keyboard.press("Enter")
    before = page.evaluate("network.getPosition('choir').x")
    page.get_by_role("button", name="Move it right").press("Enter")
    assert page.evaluate("network.getPosition('choir').x") > before


def test_it_stands_still_until_asked(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["small"])
    before = page.evaluate("network.getPositions()")
    page.wait_for_timeout(300)
    assert page.evaluate("network.getPositions()") == before
    page.select_option("#arrange", "columns")
    assert page.evaluate("network.getPositions()") != before
    page.select_option("#arrange", "wheel")
    assert page.evaluate("network.getPositions()") == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, files: dict[str, Path], scheme: Any, bristol: City) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, color_scheme=scheme)
    page = context.new_page()
    page.goto(files["bristol"].as_uri())
    assert violations(page) == []
    page.fill("#find", "reslg")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text(bristol.value("reslg").name)
    assert violations(page) == []
    context.close()


def test_the_colours_follow_the_scheme(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["small"])
    colours = "Object.values(network.body.edges).map((edge) => edge.options.color.color)"
    light = page.evaluate(colours)
    page.emulate_media(color_scheme="dark")
    until(lambda: not set(light) & set(page.evaluate(colours)))


@pytest.mark.parametrize("width", [320, 375, 768])
def test_a_narrow_screen_does_not_scroll_sideways(page: Page, files: dict[str, Path], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    Opened(page, files["bristol"])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.fill("#find", "reslg")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


TOOLS_CUT = """
() => {
  const box = (each) => each.getBoundingClientRect();
  const tools = document.querySelector(".tools");
  const edge = box(tools).right + 1;
  const every = [...tools.querySelectorAll("input, select, button")];
  const said = (select) => {
    const copy = select.cloneNode();
    copy.append(new Option(select.selectedOptions[0].text));
    copy.style.width = "auto";
    document.body.append(copy);
    const { width } = box(copy);
    copy.remove();
    return width;
  };
  const isCut = (each) => each.matches("select") && said(each) > box(each).width + 1;
  return [every.filter((each) => box(each).right > edge), every.filter(isCut)]
    .map((found) => found.map((each) => each.id));
}
"""
"""The tools that leave their card, and the lists whose words are cut."""


@pytest.mark.parametrize("opened_at", [320, 1280])
def test_all_tools_stand_in_their_card_and_none_of_their_words_is_cut(
    page: Page, files: dict[str, Path], opened_at: int
) -> None:
    page.set_viewport_size({"width": opened_at, "height": 900})
    Opened(page, files["bristol"])
    for width in (320, 360, 640, 641, 999, 1000, 1279, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(TOOLS_CUT) == [[], []], width


@pytest.mark.parametrize("width", [320, 1280])
def test_a_word_wider_than_the_screen_is_broken(page: Page, tmp_path: Path, width: int) -> None:
    word = "Gleichstellungsbeauftragtenkonferenz" * 3
    text = SMALL.replace("name: The Council\n", f"name: {word}\n    short: Council\n    aliases: [{word}e]\n")
    for field in (
        "title: A small city",
        "plural: Charities",
        "evidence: The minutes thank the Council for the room.",
    ):
        assert field in text
        text = text.replace(field, f"{field.partition(':')[0]}: {word}")
    city = City.parse(text)
    (tmp_path / "explorer.html").write_text(explorer.render(city), encoding="utf-8", newline="\n")
    page.set_viewport_size({"width": width, "height": 900})
    Opened(page, tmp_path / "explorer.html")
    page.locator("#key").evaluate("(key) => { key.open = true; }")
    for chosen in ("selectThing('council', true)", "selectLink(data.order['fair'][0])"):
        page.evaluate(chosen)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("panel.scrollWidth <= panel.clientWidth")


LEAST_APART = """
() => {
  const places = [...state.shown].filter((id) => nodeOf.get(id).rim)
    .map((id) => network.canvasToDOM(network.getPosition(id)));
  return Math.min(...places.flatMap((one, index) =>
    places.slice(index + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y))));
}
"""


@pytest.mark.parametrize("width", [320, 375, 1440])
@pytest.mark.parametrize("named", ["as they are", "at length", "700"])
def test_marks_of_the_rim_stand_apart_however_long_their_names(
    page: Page, tmp_path: Path, large_file: Path, width: int, named: str
) -> None:
    file = tmp_path / "explorer.html"
    text = SMALL if named == "as they are" else re.sub(r"short: .*", "", SMALL)
    if named == "at length":
        for words in ("The Council", "Staff Network", "The Choir", "The Job Fair", "The Yearly Report"):
            text = text.replace(f"name: {words}\n", f"name: {words}\n    short: {words:x<30} W\n")
    text = text.replace("name: The Forum for Everybody who Works in the City", "name: The Forum")
    city = City.parse(text)
    file.write_text(explorer.render(city), encoding="utf-8", newline="\n")
    page.set_viewport_size({"width": width, "height": 800})
    Opened(page, large_file if named == "700" else file)
    assert page.evaluate(LEAST_APART) >= 12


def test_names_on_the_canvas_never_overlap_and_are_never_cut(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["bristol"])
    for arrangement in ("wheel", "columns"):
        page.select_option("#arrange", arrangement)
        shown, overlaps = page.evaluate(
            "[names.length, names.filter((one, index) =>"
            "names.slice(index + 1).some((other) => touch(one, other))).length]"
        )
        assert overlaps == 0
        assert shown > page.evaluate("nodes.length") * 0.7


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_headings_of_columns_stand_beside_each_other_and_begin_in_sight(
    page: Page, files: dict[str, Path], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    Opened(page, files["bristol"])
    page.select_option("#arrange", "columns")
    headings = page.evaluate(
        "() => { const ctx = canvas.querySelector('canvas').getContext('2d');"
        "return data.headings.map(([words, x, y]) => { const at = network.canvasToDOM({ x, y });"
        "return [at.y, at.x - 8, at.x - 8 + widthOf(ctx, `700 14px ${colours.font}`, words)]; }); }"
    )
    for (one_y, left, right), (other_y, other_left, other_right) in combinations(headings, 2):
        assert abs(one_y - other_y) > 14 or right < other_left or other_right < left
    assert min(left for _, left, _ in headings) >= 0
    assert min(y for y, _, _ in headings) >= 0


UNDER_HEADINGS = """
() => {
  const scale = network.getScale();
  const marks = nodes.getIds().map((id) => {
    const size = network.body.nodes[id].options.size * scale;
    const at = network.canvasToDOM(network.getPosition(id));
    return { ...at, label: id, angle: 0, half: size, tall: size, across: 1.42 * size };
  });
  return headings.flatMap((heading) =>
    [...marks, ...names, ...headings].filter((other) => other !== heading && touch(heading, other))
      .map((other) => [heading.label, other.label]));
}
"""
"""What touches the heading of a column: a mark, a name or another heading."""


@pytest.mark.parametrize(("width", "height"), [(1440, 800), (1280, 720), (1000, 700)])
def test_nothing_lies_on_the_heading_of_a_column(
    page: Page, files: dict[str, Path], width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    Opened(page, files["bristol"])
    page.select_option("#arrange", "columns")
    assert page.evaluate("headings.length") == len(Section)
    assert page.evaluate(UNDER_HEADINGS) == []
    page.evaluate("data.headings.forEach((heading) => { heading[0] += ' and many other things besides'; })")
    page.evaluate("network.redraw()")
    assert page.evaluate("headings[0].label.endsWith('…')")
    assert page.evaluate(UNDER_HEADINGS) == []


@pytest.mark.parametrize("name", ["bristol", "hostile"])
def test_without_script_it_says_what_it_is_and_where_the_words_are(
    browser: Browser, files: dict[str, Path], name: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(files[name].as_uri())
    expect(page.locator(".without-script")).to_be_visible()
    expect(page.locator(".without-script a")).to_have_attribute("href", "index.html")
    expect(page.locator(".desk")).to_be_hidden()
    context.close()


def test_on_paper_the_sentence_stays(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["small"])
    page.emulate_media(media="print")
    expect(page.locator(".without-script")).to_be_visible()
    expect(page.locator(".desk")).to_be_hidden()


def test_every_section_has_its_column(bristol: City) -> None:
    headings = [heading for heading, _, _ in block(explorer.render(bristol))["headings"]]
    assert headings == [explorer.TITLES[section] for section in Section]


# A large city


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("large") / "explorer.html"
    file.write_text(explorer.render(City.parse(large.text(700, 2100))), encoding="utf-8")
    return file


BUNDLED = """
edges.get().map(({ id }) => (edgeOf.get(id).bundle ? links[id].ids : [id])).flat()
"""
NODE_OF_ENTRY = "nodes.getIds().map((id) => groups.get(id) ?? [id]).flat()"


def assert_nothing_is_lost(page: Page) -> None:
    """Every entry is in one mark and every link in one line, and vis-network draws just these."""
    ids, edges = page.evaluate(NODE_OF_ENTRY), page.evaluate(BUNDLED)
    assert sorted(ids) == sorted(page.evaluate("everyNode"))
    assert sorted(edges) == sorted(page.evaluate("everyEdge.map(({ id }) => id)"))
    counts(page)


def test_a_large_city_opens_with_a_mark_for_each_kind(page: Page, large_file: Path) -> None:
    opened = Opened(page, large_file)
    assert page.evaluate("groups.size") == len(large.KINDS)
    assert_nothing_is_lost(page)
    expect(page.locator("#status")).to_contain_text(
        "Showing 709 entries and 2,108 links. Each type is one mark."
    )
    expect(page.locator("#panel-body .to")).to_have_count(len(large.KINDS))
    assert opened.complaints == []


def test_a_kind_opens_in_steps_by_keyboard_and_escape_gathers(page: Page, large_file: Path) -> None:
    opened = Opened(page, large_file)
    page.get_by_role("button", name="Schools").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text("Schools, 1 to 90 of 112")
    expect(page.locator("#panel")).to_be_focused()
    first = page.evaluate("nodes.getIds().filter((id) => !groups.has(id) && things[id].kind === 1)")
    assert_nothing_is_lost(page)
    page.get_by_role("button", name="Later names").press("Enter")
    expect(page.locator("#panel-title")).to_have_text("Schools, 91 to 112 of 112")
    rest = page.evaluate("nodes.getIds().filter((id) => !groups.has(id) && things[id].kind === 1)")
    assert len(set(first + rest)) == 112
    assert_nothing_is_lost(page)
    page.keyboard.press("Escape")
    assert page.evaluate("groups.size") == len(large.KINDS)
    expect(page.get_by_role("button", name="Schools")).to_be_focused()
    assert opened.complaints == []


@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_every_gathered_mark_is_named(page: Page, large_file: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    Opened(page, large_file)
    named = page.evaluate("names.map(({ id }) => id)")
    assert set(page.evaluate("[...groups.keys()]")) <= set(named)


@pytest.mark.parametrize("how", ["by links", "freely"])
def test_a_kind_opens_on_the_wheel_however_the_marks_were_arranged(
    page: Page, large_file: Path, how: str
) -> None:
    Opened(page, large_file)
    if how == "freely":
        page.locator("#move").click()
    else:
        page.select_option("#arrange", "links")
        expect(page.locator("#status")).to_contain_text("709 entries")
    page.get_by_role("button", name="Schools").click()
    expect(page.locator("#panel-title")).to_have_text("Schools, 1 to 90 of 112")
    expect(page.locator("#arrange")).to_have_value("wheel")
    expect(page.locator("#move")).to_have_text("Let it move")
    assert page.evaluate("[state.arrangement, network.physics.options.enabled]") == ["wheel", False]


def test_a_tap_that_gathers_moves_nothing_under_the_finger(browser: Browser, large_file: Path) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 700}, has_touch=True)
    page = context.new_page()
    Opened(page, large_file)
    page.get_by_role("button", name="Schools").click()
    page.evaluate("scrollTo(0, 250)")
    box = page.locator("#canvas").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + 5, box["y"] + 200)
    expect(page.locator("#panel-title")).to_have_text("Nothing is selected")
    page.wait_for_timeout(500)  # after a tap comes a click
    assert page.evaluate("[scrollY, state.open]") == [250, None]
    context.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_escape_from_far_down_a_list_leaves_the_keyboard_in_sight(
    page: Page, large_file: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    Opened(page, large_file)
    page.get_by_role("button", name="Schools").press("Enter")
    page.locator("#panel-body .to").nth(80).focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Schools")).to_be_focused()
    expect(page.get_by_role("button", name="Schools")).to_be_in_viewport(ratio=0.98)  # to a whole pixel


def test_a_click_on_a_gathered_mark_opens_it_and_on_a_bundle_names_its_links(
    page: Page, large_file: Path
) -> None:
    Opened(page, large_file)
    page.mouse.click(*at(page, "kind 2"))
    expect(page.locator("#panel-title")).to_have_text("Staff networks, all 84")
    some = "edgeOf.get(id).bundle && links[id].ids.length > 2 && links[id].ids.length < 50"
    page.evaluate(f"selectLink(edges.getIds().find((id) => {some}))")
    said = page.locator("#panel-title").inner_text()
    expect(page.locator("#panel-body li")).to_have_count(int(said.split(": ")[1].split()[0]))


def test_finding_or_addressing_an_entry_opens_its_kind(page: Page, large_file: Path) -> None:
    Opened(page, large_file)
    page.fill("#find", "b211")
    page.keyboard.press("Enter")
    assert page.evaluate("nodes.get('b211') !== null")
    expect(page.locator("#panel-title")).to_contain_text("211")
    page.evaluate("location.hash = 'b698'")
    expect(page.locator("#panel-title")).to_contain_text("698")
    assert page.evaluate("nodes.get('b698') !== null")
    assert_nothing_is_lost(page)


def test_a_bundle_tells_of_the_links_that_pass(page: Page, large_file: Path) -> None:
    Opened(page, large_file)
    bundle = page.evaluate(
        "edges.getIds().find((id) => links[id].ids?.length > 9"
        "&& new Set(links[id].ids.map((each) => links[each].family)).size > 2)"
    )
    page.evaluate("(id) => selectLink(id)", bundle)
    before = page.locator("#panel-body li").count()
    page.select_option("#family", "money")
    passing = page.evaluate("(id) => links[id].ids.map((each) => links[each].sentence)", bundle)
    assert 0 < len(passing) < before
    assert page.locator("#panel-body li").all_inner_texts() == passing
    expect(page.locator("#panel-title")).to_contain_text(f": {len(passing)} link")


def test_a_kind_that_is_opened_lets_go_of_what_was_selected(page: Page, large_file: Path) -> None:
    Opened(page, large_file)
    page.fill("#find", "b211")
    page.keyboard.press("Enter")
    expect(page.locator("#clear")).to_be_visible()
    page.evaluate("openGroup('kind 8')")
    expect(page.locator("#panel-title")).to_contain_text("Partnerships")
    expect(page.locator("#clear")).to_be_hidden()


def test_filters_of_a_large_city_count_what_they_let_through(page: Page, large_file: Path) -> None:
    Opened(page, large_file)
    page.select_option("#family", "money")
    money = page.evaluate("everyEdge.filter(({ id }) => links[id].family === 'money').length")
    expect(page.locator("#status")).to_contain_text(f"and {money} of 2,108 links")
    assert len(page.evaluate(BUNDLED)) == money
    page.evaluate("selectThing(everyNode.find((id) => !state.passing.nodes.has(id)), true)")
    assert page.evaluate("[at('family').value, state.thing === null]") == ["", False]
    page.select_option("#family", "money")
    assert page.evaluate("state.thing === null || state.passing.nodes.has(state.thing)")
    page.select_option("#family", "")
    page.select_option("#kind", label="Commissions (7)")
    assert (
        page.evaluate("nodes.getIds().filter((id) => !groups.has(id) && things[id].kind === 11).length") == 7
    )
    page.select_option("#kind", "")
    assert_nothing_is_lost(page)


@pytest.mark.parametrize("kind", [None, "Forums"])
def test_axe_finds_nothing_in_a_large_city(page: Page, large_file: Path, kind: str | None) -> None:
    Opened(page, large_file)
    if kind:
        page.get_by_role("button", name=kind).click()
    assert violations(page) == []


# --- how it opens


SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


PAINTED = "new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))"


HELD = """
const [set, held] = [setTimeout, []];
window.setTimeout = (...timer) => void held.push(timer);
window.goOn = () => {
  window.setTimeout = set;
  for (const timer of held) set(...timer);
};
"""
"""Keeps the page at its first step until it is told to go on."""


def test_a_search_sent_while_it_starts_is_answered(page: Page, files: dict[str, Path], bristol: City) -> None:
    page.add_init_script(HELD)
    page.goto(files["bristol"].as_uri())
    assert page.locator("body.starting").count() == 1
    page.fill("#find", "reslg")
    page.keyboard.press("Enter")
    page.evaluate("goOn()")
    expect(page.locator("#panel-title")).to_have_text(bristol.value("reslg").name)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_nothing_moves_while_it_starts(page: Page, files: dict[str, Path], width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.add_init_script(SHIFTS)
    Opened(page, files["bristol"])
    expect(page.locator("#status")).not_to_be_empty()
    assert page.evaluate("shifts") == 0


HALVES = [
    (".edition a", "Back to"),
    (".find button", "Fi"),
    ("option[value=columns]", "In col"),
    ("#move", "Let"),
    ("#fit", "F"),
]
"""Where a page is cut in two: in the words of an element that begins so."""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1100, 800), (390, 844)])
@pytest.mark.parametrize(("cut", "words"), HALVES)
def test_nothing_moves_while_a_slow_network_brings_it(
    page: Page, files: dict[str, Path], width: int, height: int, cut: str, words: str
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.add_init_script(SHIFTS)
    page.goto(files["bristol"].as_uri())
    whole = page.locator(cut).evaluate("(each) => each.outerHTML")
    html = files["bristol"].read_text(encoding="utf-8")
    half = html[: html.index(whole) + whole.rindex(words) + len(words)].encode()
    with slow_network(html.encode(), len(half)) as (address, rest):
        page.goto(address, wait_until="commit")
        expect(page.locator(cut)).to_have_text(words)
        page.evaluate(PAINTED)
        rest.set()
        page.wait_for_selector("body:not(.starting)")
        page.evaluate(PAINTED)
        assert page.evaluate("shifts") == 0
        expect(page.locator(".tools")).to_have_css("visibility", "visible")


def test_a_phone_opens_with_one_neighbourhood_and_shows_everything_on_demand(
    page: Page, files: dict[str, Path], bristol: City
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened = Opened(page, files["bristol"])
    plan = bristol.ecosystem.about.plan
    assert plan
    near = {step.end for step in bristol.steps(plan)}
    assert set(page.evaluate("[...state.shown]")) == {plan, *near}
    assert {name["id"] for name in page.evaluate("names")} == {plan, *near}
    page.get_by_role("button", name="Show everything").click()
    assert page.evaluate("state.shown.size") == len(bristol)
    assert page.evaluate("state.arrangement") == "wheel"
    assert opened.complaints == []


# The most marks that are out of view in any moment between two pictures, and how many moments there were.
DRIFTING = """(time) => new Promise((resolve) => {
  const isOut = (id) => {
    const { x, y } = network.canvasToDOM(network.body.nodes[id]);
    return x < 0 || y < 0 || x > canvas.clientWidth || y > canvas.clientHeight;
  };
  const [begun, counts] = [performance.now(), []];
  const look = (now) => {
    counts.push([...state.shown].filter(isOut).length);
    if (now - begun < time) requestAnimationFrame(look);
    else resolve([Math.max(...counts), counts.length]);
  };
  requestAnimationFrame(look);
})"""


OUTSIDE = """[...state.shown].filter((id) => {
  const { x, y } = network.canvasToDOM(network.getPosition(id));
  return x < 0 || y < 0 || x > canvas.clientWidth || y > canvas.clientHeight;
})"""
"""What is out of view."""


@pytest.mark.parametrize("height", [700, 800])
@pytest.mark.parametrize("chosen", ["bcc", "reslg"])
def test_all_neighbours_of_an_entry_are_in_view_and_named_where_there_is_room(
    page: Page, files: dict[str, Path], bristol: City, chosen: str, height: int
) -> None:
    page.set_viewport_size({"width": 1440, "height": height})
    Opened(page, files["bristol"])
    page.evaluate("(id) => selectThing(id)", chosen)
    page.select_option("#arrange", "around")
    near = {step.end for step in bristol.steps(chosen)}
    assert page.evaluate(OUTSIDE) == []
    assert {name["id"] for name in page.evaluate("names")} == {chosen, *near}
    overlaps = page.evaluate(
        "names.filter((one, index) => names.slice(index + 1).some((other) => touch(one, other)))"
    )
    assert overlaps == []


def test_the_name_of_an_entry_stands_clear_of_its_lines(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["bristol"])
    page.evaluate("selectThing('bcc')")
    page.select_option("#arrange", "around")
    right, mark, first = page.evaluate(
        "() => { const name = names.find(({ id }) => id === 'bcc');"
        "const at = (id) => network.canvasToDOM(network.getPosition(id)).x;"
        "return [name.x + name.half, at('bcc'), at('reslg')]; }"
    )
    assert right < mark < first


def test_neighbours_stand_in_as_many_columns_as_the_window_holds(page: Page, files: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 1440, "height": 800})
    Opened(page, files["bristol"])
    page.evaluate("selectThing('reslg')")
    page.select_option("#arrange", "around")
    columns = "new Set([...state.shown].map((id) => network.getPosition(id).x)).size - 1"
    assert page.evaluate(columns) > 1
    page.set_viewport_size({"width": 390, "height": 844})
    until(lambda: page.evaluate(columns) == 1)
    page.set_viewport_size({"width": 1440, "height": 800})
    until(lambda: page.evaluate(columns) > 1 and page.evaluate(OUTSIDE) == [])


@pytest.mark.parametrize(("width", "height", "share"), [(1440, 800, 0.75), (390, 844, 0.25)])
def test_by_links_what_a_chosen_entry_has_links_with_is_named_first(
    page: Page, files: dict[str, Path], width: int, height: int, share: float
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    Opened(page, files["bristol"])
    page.evaluate("selectThing('bcc')")
    page.select_option("#arrange", "links")
    until(lambda: not page.evaluate("network.physics.options.enabled"))
    page.evaluate("network.redraw()")
    named, lit = page.evaluate(
        "[names.filter(({ id }) => state.litNodes.has(id)).length, state.litNodes.size]"
    )
    assert named > share * lit
    assert page.evaluate("names.some(({ id }) => id === 'bcc')")


def test_what_is_let_move_while_it_is_arranged_moves_on(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["bristol"])
    page.evaluate("() => { network.on('stabilizationIterationsDone', () => { window.isArranged = true; }); }")
    page.evaluate(
        "() => { at('arrange').value = 'links'; at('arrange').dispatchEvent(new Event('change'));"
        "at('move').click(); }"
    )
    until(lambda: page.evaluate("window.isArranged"))
    expect(page.locator("#move")).to_have_text("Hold it still")
    assert page.evaluate("network.physics.options.enabled") is True


def test_what_moves_stays_in_view(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["bristol"])
    page.select_option("#arrange", "columns")
    before = page.evaluate("network.getPositions()")
    page.locator("#move").click()
    most, moments = page.evaluate(DRIFTING, 2000)
    assert most == 0
    assert moments > 1
    assert page.evaluate("network.getPositions()") != before


def test_it_fits_itself_when_the_window_changes(page: Page, files: dict[str, Path]) -> None:
    Opened(page, files["bristol"])
    before = page.evaluate("network.getScale()")
    page.set_viewport_size({"width": 900, "height": 700})
    expect(page.locator("#canvas canvas")).to_be_visible()
    until(lambda: page.evaluate("network.getScale()") < before)


# --- what only its name tells apart

OTHERS = (
    "\n".join(
        [
            '  older: {"name": "The older plan of the city", "source": "s"}',
            '  oldest: {"name": "The oldest plan", "source": "s"}',
        ]
    ),
    "\n".join(
        f'  q{number}: {{"plan": "{"older" if number < 7 else "oldest"}", "number": {number}, '
        f'"name": "{name} for all", "source": "s"}}'
        for number, name in enumerate(
            ("Work", "Rooms", "Care", "Lessons", "Calm", "Say", "Counts", "Arts", "Paths", "Trees"), 1
        )
    ),
    "\n".join(
        f'  - {{"from": "b{4 * number}", "type": "leads", "to": "q{number}", "source": "s"}}'
        for number in range(1, 11)
    ),
)


def with_other_plans(text: str) -> str:
    """A made-up city with two more plans of five priorities or so, each led by an organisation."""
    document = yaml.safe_load(text)
    plans, priorities, links = (yaml.safe_load(part) for part in OTHERS)
    document["plans"] |= plans
    document["priorities"] |= priorities
    document["links"] += links
    return json.dumps(document)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory, files: dict[str, Path]) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("planned")
    one = large.text(60, 180)
    cities = {"one plan": City.parse(one), "three plans": City.parse(with_other_plans(one))}
    for name, city in cities.items():
        (folder / f"{name}.html").write_text(explorer.render(city), encoding="utf-8", newline="\n")
    return {"bristol": files["bristol"]} | {name: folder / f"{name}.html" for name in cities}


UNNAMED = """() => {
  const { nodes: marks, edges: lines } = network.body;
  const drawn = { marks: new Set(), lines: new Set() };
  const watched = [[marks, drawn.marks], [lines, drawn.lines]];
  for (const [all, seen] of watched) for (const each of Object.values(all)) {
    each.draw = function (...rest) {
      seen.add(this.id);
      return Object.getPrototypeOf(this).draw.apply(this, rest);
    };
  }
  network.redraw();
  for (const [all] of watched) for (const each of Object.values(all)) delete each.draw;
  const scale = network.getScale();
  const needs = (id) => ["plan", "other priority"].includes(data.kinds[things[id].kind].mark);
  const boxOf = (id) => {
    const half = network.body.nodes[id].options.size * scale;
    const at = network.canvasToDOM(network.getPosition(id));
    return { id, ...at, angle: 0, half, tall: half, across: 1.42 * half };
  };
  const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
  const isInView = ({ x, y, half }) => x > -half && y > -half && x < wide + half && y < high + half;
  const boxes = [...drawn.marks].map(boxOf).filter(isInView);
  const isLit = (id) => state.litNodes === null || state.litNodes.has(id);
  const wrong = [];
  for (const box of boxes.filter(({ id }) => needs(id))) {
    const name = names.find(({ id }) => id === box.id);
    const isChosen = box.id === state.thing;
    if (!name) { wrong.push([box.id, "has no name"]); continue; }
    const [across, upright] = [Math.abs(name.x - box.x) - name.half, Math.abs(name.y - box.y) - name.tall];
    const far = Math.hypot(Math.max(0, across), Math.max(0, upright));
    const words = name.label.replace("…", "").trim();
    if (!things[box.id].label.startsWith(words)) wrong.push([box.id, "has another name"]);
    if (far > 1.2 * box.half + 11) wrong.push([box.id, "is far from its name"]);
    const isOver = names.some((other) => other !== name && touch(other, name));
    if (isOver) wrong.push([box.id, "has a name over another"]);
    if (isChosen) continue;
    if (Math.abs(name.x - wide / 2) + name.half > wide / 2) wrong.push([box.id, "has a name that is cut"]);
    for (const other of boxes) {
      const isUnder = other.id !== box.id && isLit(other.id) && touch(other, name);
      if (isUnder) wrong.push([box.id, "has a name over " + other.id]);
    }
  }
  const hidden = nodes.get().filter(({ id, hidden }) => !hidden && needs(id) && !drawn.marks.has(id));
  const left = new Set(hidden.filter(({ id }) => isInView(boxOf(id))).map(({ id }) => id));
  for (const id of drawn.lines) {
    if (left.has(lines[id].fromId) || left.has(lines[id].toId)) wrong.push([id, "ends at nothing"]);
  }
  const aside = [...state.aside].sort();
  return { wrong, aside, left: [...left].sort(), named: boxes.filter(({ id }) => needs(id)).length };
}"""
"""Of plans and of priorities of other plans: what is wrong with those drawn, and which are not drawn."""

WINDOWS = [(1440, 800), (1280, 720), (1100, 800), (768, 1000), (390, 844), (320, 700)]


@pytest.mark.parametrize("name", ["bristol", "one plan", "three plans"])
def test_what_only_its_name_tells_apart_is_drawn_with_its_name_or_not_at_all(
    page: Page, planned: dict[str, Path], name: str
) -> None:
    opened = Opened(page, planned[name])
    best = max(
        block(planned[name].read_text(encoding="utf-8"))["order"].items(), key=lambda row: len(row[1])
    )[0]
    for how in ("wheel", "columns", "links"):
        page.evaluate("clear()")
        page.select_option("#arrange", how)
        until(lambda: not page.evaluate("network.physics.options.enabled"))
        for width, height in WINDOWS:
            page.set_viewport_size({"width": width, "height": height})
            page.locator("#fit").click()
            for step in ("whole", "chosen", "near", "far"):
                if step == "chosen":
                    page.evaluate("(id) => selectThing(id)", best)
                elif step == "near":
                    page.evaluate("clear()")
                    page.evaluate("network.moveTo({ scale: 2 * network.getScale() })")
                elif step == "far":
                    page.evaluate("network.moveTo({ scale: network.getScale() / 5 })")
                found = page.evaluate(UNNAMED)
                assert found["wrong"] == [], (how, width, step)
                assert found["aside"] == found["left"], (how, width, step)
                if width == 1440 and step == "whole":
                    assert found["named"] >= len(found["left"]), how
    assert opened.complaints == []


def test_what_has_no_room_for_its_name_is_counted_and_one_press_away(
    page: Page, files: dict[str, Path], bristol: City
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    Opened(page, files["bristol"])
    expect(page.locator("#aside")).to_be_hidden()
    page.select_option("#arrange", "wheel")
    left = page.evaluate("[...state.aside]")
    assert left
    expect(page.locator("#status")).to_have_text(drawn_words(page, bristol))
    page.locator("#aside").click()
    assert page.locator("#panel-title").inner_text().endswith(f" {len(left)}")
    expect(page.locator("#panel-title")).to_be_in_viewport()
    expect(page.locator("#panel-body .to")).to_have_count(len(left))
    page.locator("#panel-body .to").first.click()
    chosen = page.evaluate("state.thing")
    assert chosen in left
    assert chosen not in page.evaluate("[...state.aside]")
    assert chosen in page.evaluate("network.body.nodeIndices")
    assert chosen in page.evaluate("names.map(({ id }) => id)")
    page.locator("#clear").click()
    page.evaluate("(id) => network.moveTo({ scale: 2, position: network.getPosition(id) })", chosen)
    until(lambda: chosen in page.evaluate("names.map(({ id }) => id)"))


@pytest.mark.parametrize("width", [320, 390, 768, 1100, 1280, 1440])
def test_who_holds_it_together_is_named_on_the_wheel(page: Page, files: dict[str, Path], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    Opened(page, files["bristol"])
    page.select_option("#arrange", "wheel")
    assert {"reslg", "core"} <= set(page.evaluate("names.map(({ id }) => id)"))


@pytest.mark.parametrize(
    ("width", "height"), [(1440, 800), (1279, 720), (1100, 800), (1024, 768), (768, 1000)]
)
def test_the_drawing_ends_in_the_window(page: Page, files: dict[str, Path], width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    Opened(page, files["bristol"])
    assert page.evaluate("canvas.getBoundingClientRect().bottom") <= height
