"""Whatever the data says, the page only shows it: no text runs, changes the markup or breaks the use."""

import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import pytest
import yaml
from msgspec import Meta
from playwright.sync_api import Browser, Page

from ecosystem import dataset, graph, model, queries
from ecosystem.errors import InvalidData
from ecosystem.model import SHORT_LENGTH, Ecosystem
from tests.browser.cities import City, settle
from tests.browser.visits import Window, key_button, window
from tests.cities import SMALL

HOSTILE = [
    "<script>canary()</script>",
    "</script><script>canary()</script>",
    "<!--<script>",
    "--><script>canary()</script>",
    "</style><script>canary()</script>",
    "</title><script>canary()</script>",
    "</textarea><script>canary()</script>",
    "</svg><script>canary()</script>",
    "</option></select><img src=x onerror=canary()>",
    "</summary></details><img src=x onerror=canary()>",
    "</noscript><img src=x onerror=canary()>",
    "<img src=x onerror=canary()>",
    '"><img src=x onerror=canary()>',
    "'><img src=x onerror=canary()>",
    "<svg/onload=canary()>",
    "<svg><animate onbegin=canary() attributeName=x>",
    "<math><mi xlink:href=javascript:canary()>",
    "<iframe srcdoc='<script>parent.canary()</script>'>",
    "<a href=javascript:canary()>press</a>",
    "<base href=//example.org/>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<meta http-equiv=refresh content=0;//example.org>",
    "<form action=//example.org><button>go",
    "<style>*{display:none}</style>",
    '" onfocus=canary() autofocus x="',
    "' onmouseover=canary() x='",
    "` onclick=canary() `",
    "javascript:canary()",
    "data:text/html,<script>canary()</script>",
    "{{7*7}}",
    "{% raw %}{{ view }}",
    "{# comment",
    "${canary()}",
    "#{canary()}",
    "%3Cscript%3Ecanary()%3C/script%3E",
    "&lt;script&gt;canary()&lt;/script&gt;",
    "&#60;img src=x onerror=canary()&#62; &amp",
    "]]><script>canary()</script><![CDATA[",
    "\\u003cscript\\u003ecanary()",
    '\\"}];canary();//',
    "*/ canary() /*",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    '=HYPERLINK("x")',
    "url(javascript:canary())",
    "${jndi:x} %s %n $1 $& $`",
    "é́́́́́́́́ ﷽ 𝕊 字",
    "W" * 280,
    "אבג مرحبا",
]
REFUSED = ["\u202etxt", "\u2066txt", "\u200etxt", "a\u2028canary()", "a\u200bb", "a\u0000b", "a\u001bb"]

TYPES: dict[str, type[msgspec.Struct]] = {
    "kinds": model.Kind,
    "link_types": model.LinkType,
    "sources": model.Source,
    "groups": model.Body,
    "networks": model.Body,
    "partners": model.Body,
    "events": model.Event,
    "outputs": model.Output,
    "plans": model.Plan,
    "priorities": model.Priority,
    "actions": model.Action,
    "links": model.Link,
    "disputes": model.Dispute,
}
KEPT = {"id", "field"}  # not written in the file


def filled(text: str) -> str:
    """The small city with `text` and a number in every text field that the model has, present or not."""
    city = yaml.safe_load(SMALL)
    numbers = iter(range(100, 10_000))
    fill(city["ecosystem"], model.About, text, numbers)
    for section, kind in TYPES.items():
        entries = city[section]
        for entry in entries.values() if isinstance(entries, dict) else entries:
            fill(entry, kind, text, numbers)
    return yaml.safe_dump(city, allow_unicode=True, sort_keys=False, width=10_000)


def fill(entry: dict[str, Any], kind: type[msgspec.Struct], text: str, numbers: Iterator[int]) -> None:
    for field in msgspec.structs.fields(kind):
        if field.name in KEPT:
            continue
        annotation, many = bare(field.type)
        if limit := text_limit(annotation):
            words = f"{text[: min(limit, SHORT_LENGTH if limit < 100 else 290) - 5]} {next(numbers)}"
            entry[field.encode_name] = [words] if many else words
        elif isinstance(annotation, type) and issubclass(annotation, model.Value):
            inner = entry.get(field.encode_name, [])
            for each in inner if isinstance(inner, list) else [inner]:
                fill(each, annotation, text, numbers)


def bare(annotation: Any) -> tuple[Any, bool]:
    """An annotation without `| None`, and without the tuple that it may be in."""
    if type(None) in typing.get_args(annotation):
        (annotation,) = [each for each in typing.get_args(annotation) if each is not type(None)]
    if typing.get_origin(annotation) is tuple:
        return typing.get_args(annotation)[0], True
    return annotation, False


def text_limit(annotation: Any) -> int | None:
    """How long a free text may be; none where the field is read as something else."""
    if typing.get_origin(annotation) is not Annotated:
        return None
    kind, *metas = typing.get_args(annotation)
    (meta,) = [each for each in metas if isinstance(each, Meta)] or [Meta()]
    return meta.max_length if kind is str and not meta.extra and not meta.pattern else None


# Elements in their order with all attributes; and what these hold, where it is no text nor its width.
MARKUP = """() => [...document.querySelectorAll("*")].map((element) => {
  const fixed = ["id", "class", "href", "role", "rel", "data-n", "data-l", "aria-pressed"];
  return element.localName + " " + [...element.attributes].map(({ name, value }) =>
    fixed.includes(name) && element.localName !== "text" ? `${name}=${value}` : name).join(" ");
})"""

# Every choice made, every button pressed, every mark selected, and what a handler in an attribute waits for.
USE = """() => {
  const title = document.getElementById("panel-title");
  for (const select of document.querySelectorAll("select")) {
    for (let index = 0; index < select.options.length; index += 1) {
      select.selectedIndex = index;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  const letGo = () => document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  for (const button of document.querySelectorAll("button")) button.click();
  letGo();
  letGo();
  for (const element of document.querySelectorAll("*")) {
    for (const name of ["mouseover", "focus", "load", "error"]) element.dispatchEvent(new Event(name));
  }
  const titles = {};
  for (const mark of document.querySelectorAll("#wheel [data-n]")) {
    mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    titles[mark.dataset.n] = title.textContent;
  }
  const lines = [...document.querySelectorAll("#panel .answer .tag")].map((tag) => tag.nextSibling.data.trim());
  const labels = [...document.querySelectorAll("#wheel .spoke text")].map((label) => label.textContent);
  letGo();
  return { titles, lines, labels, lit: document.querySelectorAll(".lit").length, title: document.title };
}"""


def use(page: Page, city: City) -> None:
    """Select and ask everything, and see every text as it was written."""
    found = page.evaluate(USE)
    last = queries.connections(city.graph, max(city.chosen, key=lambda each: each.number).id)
    questions = {each.id: queries.connections(city.graph, each.id).question for each in city.chosen}
    assert found["title"] == city.ecosystem.about.title
    assert found["titles"] == {each.id: each.name for each in city.entities} | questions
    assert found["lines"] == [each.sentence for each in last.connections] != []
    assert sorted(found["labels"]) == sorted(each.label for each in city.entities)
    assert found["lit"] == 0


def markup(page: Page) -> list[str]:
    found: list[str] = page.evaluate(MARKUP)
    return found


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Window]:
    with window(browser) as opened:
        yield opened


@pytest.fixture(scope="module")
def harmless(opened: Window, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The markup of the same city with as many harmless words."""
    twin = settle(graph.build(dataset.parse(filled("words"))), tmp_path_factory.mktemp("harmless"))
    with opened.visit(twin.file.as_uri()) as page:
        use(page, twin)
        return markup(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_only_shown(opened: Window, harmless: list[str], tmp_path: Path, text: str) -> None:
    city = settle(graph.build(dataset.parse(filled(text))), tmp_path)
    with opened.visit(city.file.as_uri()) as page:
        use(page, city)
        assert markup(page) == harmless


@pytest.mark.parametrize("text", REFUSED)
def test_text_that_misleads_the_eye_is_refused(text: str) -> None:
    with pytest.raises(InvalidData):
        dataset.parse(filled(text))


@pytest.mark.parametrize("url", ["javascript:canary()", "data:text/html,x", 'https://x/"onclick=canary()'])
def test_addresses_that_run_are_refused(url: str) -> None:
    city = yaml.safe_load(SMALL)
    city["groups"]["forum"]["website"] = url
    with pytest.raises(InvalidData):
        dataset.parse(yaml.safe_dump(city))


@pytest.mark.parametrize(
    "text", ["\u202etxt", "\u2028canary()\u2029", "</script\u00a0>\u0085", "\ud7ff\uffff\x01"]
)
def test_what_the_reader_refuses_would_not_run_either(
    opened: Window, harmless: list[str], tmp_path: Path, text: str
) -> None:
    """The page does not lean on the reader: a model made otherwise is drawn as safely."""
    innocent = dataset.parse(filled("words"))
    city = settle(graph.build(reworded(innocent, "words", text)), tmp_path)
    with opened.visit(city.file.as_uri()) as page:
        page.evaluate(USE)
        assert [each.split(" ")[0] for each in markup(page)] == [each.split(" ")[0] for each in harmless]


def reworded(city: Ecosystem, old: str, new: str) -> Ecosystem:
    """The same model with other words."""
    plain = msgspec.json.encode(city).decode()
    return msgspec.json.decode(plain.replace(old, msgspec.json.encode(new).decode()[1:-1]), type=Ecosystem)


IDS = {
    "forum": "constructor",
    "council": "to-string",
    "staff": "proto",
    "charity": "value-of",
    "fair": "prototype",
    "report": "length",
    "choir": "name",
    "jobs": "has-own-property",
    "homes": "title",
    "build": "map",
    "plan": "data",
    "minutes": "1",
    "public": "wheel",
}


def test_ids_that_mean_something_to_a_browser_work(opened: Window, tmp_path: Path) -> None:
    text = yaml.safe_dump(renamed(yaml.safe_load(SMALL)), sort_keys=False)
    city = settle(graph.build(dataset.parse(text)), tmp_path)
    assert set(IDS.values()) - {"1", "wheel"} <= set(city.graph)
    with opened.visit(city.file.as_uri()) as page:
        use(page, city)
        ids = page.locator("[id]").evaluate_all("(all) => all.map((each) => each.id)")
        assert len(ids) == len(set(ids))
        for kind in city.ecosystem.kinds.values():
            button = key_button(page, kind.plural)
            button.click()
            assert page.locator("#panel-title").text_content() == kind.plural
            members = sorted(each.id for each in city.entities if each.kind == kind.id)
            lit = page.locator("#wheel .spoke.lit").evaluate_all("(all) => all.map((each) => each.dataset.n)")
            assert sorted(lit) == members
            button.click()


def renamed(city: dict[str, Any]) -> dict[str, Any]:
    """The file with other ids."""

    def values(value: Any) -> Any:
        match value:
            case dict():
                return {key: values(each) for key, each in value.items()}
            case list():
                return [values(each) for each in value]
            case str():
                return IDS.get(value, value)
        return value

    return {
        section: {IDS.get(key, key): values(entry) for key, entry in entries.items()}
        if section in TYPES and isinstance(entries, dict)
        else values(entries)
        for section, entries in city.items()
    }
