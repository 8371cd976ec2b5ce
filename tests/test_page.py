"""The page: sound markup that no text can change, whole without script, the same bytes every time."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import msgspec
import pytest
import yaml
from hypothesis import assume, example, given, settings, strategies as st
from jinja2 import UndefinedError
from markupsafe import escape

from ecosystem import edition, language, publishing, sentences
from ecosystem.city import City
from ecosystem.errors import InvalidDataError
from ecosystem.exchange import node_link
from ecosystem.infographic import page, templates, view
from ecosystem.infographic.downloads import Download
from tests import large, snapshot, strategies
from tests.cities import SMALL
from tests.fixture import ROOT
from tests.weight import OWN_WORDS, budget, weight

NOTHING = "ecosystem: {title: T, place: P, edition: 2026, summary: S., licence: L}\n"


def parsed(html: str, strict: bool = True) -> Element:
    """The page as a browser reads it; strict raises on any mistake in the markup."""
    parser = html5lib.HTMLParser(strict=strict, namespaceHTMLElements=False)
    root: Element = parser.parse(html)
    return root


def tag(element: Element) -> str:
    """The tag without its namespace; a comment has none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "comment"


def elements(root: Element, *names: str) -> list[Element]:
    return [element for element in root.iter() if not names or tag(element) in names]


def text_of(element: Element) -> str:
    return "".join(element.itertext())


@pytest.fixture(scope="module")
def small_html(small_city: City) -> str:
    return page.render(view.compose(small_city))


# Letters of a page: those of most pages are ASCII, which a browser reads fastest

LETTERS = '<p title="{0}">{0}</p><svg><text>{0}</text></svg><script type="application/json">"{0}"</script>'
"""Every place in which a page has texts."""


def test_an_english_page_is_ascii(small_html: str) -> None:
    assert small_html.isascii()
    assert "\N{RIGHT SINGLE QUOTATION MARK}" in text_of(parsed(small_html))


@given(st.text(st.characters(exclude_categories=("Cc", "Cn", "Cs"), exclude_characters='<>&"\\')))
@example("ysgol Gymraeg \N{SCHOOL} و ŵ\N{LINE SEPARATOR}")
def test_a_page_in_ascii_has_the_same_texts(text: str) -> None:
    spare = len(text) * templates.RARE * len(LETTERS)
    html = LETTERS.format(text) + "." * spare
    plain = templates.in_ascii(html)
    assert plain.isascii()
    tree = html5lib.parse(plain, namespaceHTMLElements=False)
    (paragraph,), (drawn,), (block,) = (elements(tree, name) for name in ("p", "text", "script"))
    assert [paragraph.get("title"), text_of(paragraph), text_of(drawn)] == [text] * 3
    assert json.loads(text_of(block)) == text


def test_a_page_of_many_other_letters_is_left_as_it_is() -> None:
    html = "<p>" + "خريطة الشراكات " * 9
    assert templates.in_ascii(html) == html


@pytest.fixture(scope="module")
def bristol_html(bristol: City) -> str:
    return page.render(view.compose(bristol))


@pytest.fixture(scope="module", params=["small", "bristol", "nothing"])
def tree(request: pytest.FixtureRequest) -> Element:
    """Three cities: one to hold in the head, the shipped one, and one with nothing in it."""
    if request.param == "nothing":
        return parsed(page.render(view.compose(City.parse(NOTHING))))
    html: str = request.getfixturevalue(f"{request.param}_html")
    return parsed(html)


# Markup


def test_the_page_of_the_small_city_is_what_it_was(small_city: City) -> None:
    """Its markup: the style and the scripts are files of their own, and their hashes follow them."""
    shown = page.render(view.compose(small_city))
    for text in (page.style(), page.start(), page.early(), page.script()):
        shown = shown.replace(text, "…")
    snapshot.same("small-page.html", re.sub(r"sha256-[\w+/=]+", "sha256-…", shown))


def test_the_page_has_a_language_a_title_and_one_first_heading(tree: Element) -> None:
    assert [element.get("lang") for element in elements(tree, "html")] == ["en"]
    titles = [text_of(element) for element in elements(tree, "title") if element.text]
    assert len(elements(tree, "h1")) == 1
    assert titles == [text_of(elements(tree, "h1")[0])]


def test_headings_do_not_skip_a_level(tree: Element) -> None:
    levels = [int(tag(element)[1]) for element in elements(tree) if re.fullmatch("h[1-6]", tag(element))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_id_is_given_once(tree: Element) -> None:
    counts = Counter(element.get("id") for element in elements(tree) if element.get("id"))
    assert [identifier for identifier, count in counts.items() if count > 1] == []


REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")


def test_every_reference_within_the_page_has_its_target(tree: Element) -> None:
    ids = {element.get("id") for element in elements(tree)}
    links = [element.get("href", "") for element in elements(tree, "a", "use")]
    named = [
        name for element in elements(tree) for each in REFERRING for name in element.get(each, "").split()
    ]
    missing = [link for link in links if link.startswith("#") and link[1:] not in ids]
    assert missing == []
    assert [name for name in named if name not in ids] == []
    assert all(element.get("href", "").startswith("#m-") for element in elements(tree, "use"))


def test_no_attribute_holds_style_or_script(tree: Element) -> None:
    for element in elements(tree):
        for name, value in element.attrib.items():
            assert name != "style"
            assert not name.lower().startswith("on")
            assert "javascript:" not in value.lower().replace("\t", "").replace("\n", "")


def test_the_page_loads_nothing(tree: Element) -> None:
    assert not elements(tree, "img", "iframe", "object", "embed", "base", "audio", "video", "source", "form")
    assert [element.attrib for element in elements(tree, "script") if "src" in element.attrib] == []
    assert [element.get("href") for element in elements(tree, "link")] == ["data:,"]
    assert "url(" not in re.sub(r"url\(['\"]?data:", "", page.style())
    assert "@import" not in page.style()


def test_links_out_are_web_addresses(bristol_html: str) -> None:
    links = [element.get("href", "") for element in elements(parsed(bristol_html), "a")]
    out = [link for link in links if not link.startswith("#")]
    assert all(link.startswith(("https://", "http://")) for link in out if ":" in link)
    assert {link for link in out if ":" not in link} == {"explorer.html"}  # without downloads


# Content rules


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy_of(tree: Element) -> dict[str, str]:
    rules = next(element for element in elements(tree, "meta") if element.get("http-equiv"))
    assert rules.get("http-equiv") == "Content-Security-Policy"
    parts = (part.strip().partition(" ") for part in rules.get("content", "").split(";"))
    return {name: value for name, _, value in parts}


def test_the_policy_allows_the_style_and_the_scripts_of_the_page_and_nothing_else(tree: Element) -> None:
    policy = policy_of(tree)
    styles = [digest(element.text or "") for element in elements(tree, "style")]
    scripts = [digest(element.text or "") for element in elements(tree, "script") if not element.get("type")]
    assert set(policy["style-src"].split()) == {*styles, digest(page.large_style())}
    assert set(policy["script-src"].split()) == {*scripts, digest(page.script(large=True))}
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["trusted-types"] == "'none'"
    assert "unsafe" not in " ".join(policy.values())


def test_the_policy_stands_before_what_it_rules_and_does_not_change_with_the_data(
    small_html: str, bristol_html: str
) -> None:
    assert policy_of(parsed(small_html)) == policy_of(parsed(bristol_html))
    assert small_html.index("Content-Security-Policy") < small_html.index("<style>")


# Data


def block(tree: Element) -> Any:
    return json.loads(next(text_of(each) for each in elements(tree, "script") if each.get("id") == "data"))


def test_the_data_of_the_page_is_that_of_the_view(small_html: str, small_city: City) -> None:
    composed = msgspec.json.encode(view.compose(small_city).data)
    assert block(parsed(small_html)) == json.loads(composed)


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
@example("</script><script>alert(1)</script>")
@example("<!--<script>")
@example("]]>&amp;\u2028\u2029")
def test_no_text_breaks_out_of_the_data_block(data: Any) -> None:
    written = str(page.json_block(data))
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == data


def test_links_are_counted_equal_in_graph_file_page_data_and_page_list(
    bristol: City, bristol_html: str
) -> None:
    tree = parsed(bristol_html)
    listed = {element.get("data-l") for element in elements(tree, "li") if element.get("data-l")}
    count = len(bristol.ecosystem.links)
    assert count == bristol.graph.number_of_edges() == 317
    assert len(node_link.data(bristol)["links"]) == count
    assert len(block(tree)["links"]) == count
    assert listed == {str(number) for number in range(1, count + 1)}


def test_the_number_of_a_source_is_text_and_no_list_is_numbered_by_the_browser(bristol_html: str) -> None:
    # Firefox numbers such a list anew whenever the page changes, and tells a screen reader of every number.
    sources = [
        each for each in elements(parsed(bristol_html), "li") if (each.get("id") or "").startswith("s-")
    ]
    assert len(sources) > 100
    for number, source in enumerate(sources, 1):
        assert text_of(source).startswith(f"{number}. ")
    assert set(re.findall(r"list-style(?:-type)?: *([^;}]+)", page.style())) == {"none"}


def test_the_evidence_of_a_link_stands_once_with_the_end_it_starts_from(
    bristol: City, bristol_html: str
) -> None:
    lines = [each for each in elements(parsed(bristol_html), "li") if each.get("data-l")]
    shown = {
        int(line.get("data-l") or 0): text_of(small) for line in lines for small in elements(line, "small")
    }
    grounds = {
        bristol.link_numbers[link.id]: sentences.grounds(bristol, link) for link in bristol.ecosystem.links
    }
    assert shown == {number: text for number, text in grounds.items() if text}
    assert len(set(shown.values())) > 100
    for text, count in Counter(shown.values()).items():
        assert bristol_html.count(f"<small>{templates.in_ascii(str(escape(text)))}</small>") == count


def test_every_entry_of_bristol_stands_in_the_page_by_its_name(bristol: City, bristol_html: str) -> None:
    by_id = {element.get("id"): element for element in elements(parsed(bristol_html), "article")}
    for identifier in bristol:
        assert bristol.value(identifier).name in text_of(by_id[f"n-{identifier}"])


# Weight


def test_the_words_style_and_script_of_the_page_weigh_40_kilobytes_at_most() -> None:
    without_entries = City.parse(NOTHING)
    bare = page.render(view.compose(without_entries))
    large = bare.replace(page.script(), page.script(large=True)) + page.large_style()
    assert weight(bare) < weight(large) <= OWN_WORDS


def test_an_entry_adds_half_a_kilobyte_at_most(bristol: City, bristol_html: str) -> None:
    assert weight(bristol_html) <= budget(bristol)


def test_an_entry_of_a_large_city_adds_half_a_kilobyte_at_most() -> None:
    city = City.parse(large.text(610, 1500))
    assert weight(page.render(view.compose(city))) <= budget(city)


def test_the_published_page_keeps_to_its_budget_with_all_it_offers(bristol: City, tmp_path: Path) -> None:
    edition.write(bristol, tmp_path, url="https://www.bristolonecity.com/race-equality-map/")
    assert weight((tmp_path / "index.html").read_text(encoding="utf-8")) <= budget(bristol)


def test_what_is_done_names_and_links_its_evidence_and_who_says_so() -> None:
    report = "    progress: {date: 2021-05, state: done, evidence: leaflet, source: minutes}\n"
    text = SMALL.replace("    timescale: by the summer\n", "    timescale: by the summer\n" + report)
    html = page.render(view.compose(City.parse(text)))
    minutes = '<a href="https://example.org/minutes"><bdi>Minutes of the forum</bdi></a>'
    assert "Done, with evidence (May 2021)." in html
    assert 'Evidence: <bdi>A leaflet</bdi>, The Charity&#160;<a href="#s-1">1</a>' in html
    assert f'Reported by: {minutes}, The Forum&#160;<a href="#s-2">2</a>' in html


# Hostile text

FIELDS: tuple[tuple[str | int, ...], ...] = (
    ("ecosystem", "title"),
    ("ecosystem", "summary"),
    ("ecosystem", "licence"),
    ("ecosystem", "method"),
    ("kinds", "forum", "label"),
    ("kinds", "forum", "plural"),
    ("link_types", "hosts", "label"),
    ("link_types", "hosts", "inverse"),
    ("sources", "minutes", "title"),
    ("sources", "minutes", "publisher"),
    ("sources", "minutes", "note"),
    ("sources", "leaflet", "date_text"),
    ("sources", "leaflet", "held_by"),
    ("groups", "forum", "name"),
    ("groups", "forum", "short"),
    ("groups", "forum", "aliases", 0),
    ("groups", "forum", "purpose"),
    ("groups", "forum", "founded_text"),
    ("groups", "forum", "facts", 0, "text"),
    ("groups", "forum", "facts", 0, "period_text"),
    ("partners", "charity", "status"),
    ("plans", "plan", "name"),
    ("plans", "plan", "summary"),
    ("priorities", "jobs", "name"),
    ("priorities", "jobs", "summary"),
    ("priorities", "homes", "progress", 0, "note"),
    ("actions", "build", "reference"),
    ("actions", "build", "part"),
    ("actions", "build", "objective"),
    ("actions", "build", "name"),
    ("actions", "build", "outcome"),
    ("actions", "build", "lead_text"),
    ("actions", "build", "timescale"),
    ("actions", "build", "note"),
    ("actions", "build", "measure", "indicator"),
    ("actions", "build", "measure", "unit"),
    ("actions", "build", "measure", "comparison_text"),
    ("links", 0, "role"),
    ("links", 0, "since_text"),
    ("links", 0, "evidence"),
    ("disputes", 0, "question"),
    ("disputes", 0, "claims", 0, "claim"),
    ("disputes", 0, "note"),
)


def with_text(text: str) -> tuple[view.View, list[str]]:
    """The view of the small city with the text in every field that takes one, and what was put there.

    A letter and a number before it keep the names apart and in the same order whatever the text is.
    """
    document: Any = yaml.load(SMALL, yaml.BaseLoader)
    put = []
    for number, path in enumerate(FIELDS):
        entry = document
        for step in path[:-1]:
            entry = entry[step]
        put.append(f"Q{number} {text} z")
        entry[path[-1]] = put[-1]
    return view.compose(strategies.city(document)), put


def unbroken(tree: Element) -> Iterator[Element]:
    """Every element but those of the words beside and within the wheel, whose lines break by their width."""
    yield tree
    for child in tree:
        if child.get("class") == "beside" or child.get("id") == "hub-words":
            assert {tag(each) for each in child.iter()} <= {"g", "path", "text", "tspan"}
        else:
            yield from unbroken(child)


def shape(tree: Element) -> list[str]:
    return [tag(element) for element in unbroken(tree)]


def attributes(tree: Element) -> set[tuple[str, str]]:
    """Which attributes each element may have. A label's side follows from its width: left aside."""
    return {(tag(each), name) for each in unbroken(tree) for name in each.attrib} - {("text", "class")}


HARMLESS = parsed(page.render(with_text("x")[0]))
CHARACTERS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
HOSTILE = st.sampled_from(
    [
        "<b>",
        "</p>",
        "</title>",
        "</script>",
        "<!--",
        "-->",
        "]]>",
        "&amp;",
        "&#60;",
        "&",
        '"',
        "'",
        "`",
        "{{",
        "{%",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(CHARACTERS | HOSTILE, max_size=8).map(lambda parts: "".join(parts)[:24]))
@example("<script>alert(1)</script>")
@example("</script></style></title>")
@example('" onmouseover="alert(1)')
@example("' onfocus=x autofocus='")
@example("<img src=x onerror=alert(1)>")
@example("<svg/onload=alert(1)>")
@example("javascript:alert(1)")
@example("{{ 7*7 }}{% raw %}${x}")
@example("&lt;b&gt; &amp;amp; &#x3c;")
def test_no_text_changes_the_markup_and_every_text_is_found_back(text: str) -> None:
    try:
        shown, put = with_text(text)
    except InvalidDataError:  # the checks refuse what looks like an address or a number of a person
        assume(False)
    tree = parsed(page.render(shown))
    assert shape(tree) == shape(HARMLESS)
    assert attributes(tree) == attributes(HARMLESS)
    said = [*tree.itertext(), *(value for element in tree.iter() for value in element.attrib.values())]
    everything = "\n".join([text_of(tree), *said])
    assert [each for each in put if each not in everything] == []


# What leaves the house


def built(folder: Path, **environment: str) -> "subprocess.Popen[bytes]":
    data = folder.parent / "small.yaml"
    data.write_text(SMALL, encoding="utf-8")
    command = [sys.executable, "-m", "ecosystem", "--data", str(data), "build", "--output", str(folder)]
    return subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_an_edition_is_the_same_bytes_anywhere_and_holds_nothing_internal(tmp_path: Path) -> None:
    assert "canary" in SMALL
    here, there = tmp_path / "here", tmp_path / "there"
    runs = [
        built(here, PYTHONHASHSEED="1", TZ="UTC"),
        built(there, PYTHONHASHSEED="2", TZ="Asia/Kathmandu", LC_ALL="C", PYTHONUTF8="0"),
    ]
    for run in runs:
        _, remarks = run.communicate(timeout=300)
        assert (run.returncode, remarks.decode()) == (0, "")
    names = sorted(path.name for path in here.iterdir())
    assert {"index.html", "explorer.html", "ecosystem.json"} <= set(names)
    assert names == sorted(path.name for path in there.iterdir())
    for name in names:
        content = (here / name).read_bytes()
        assert content == (there / name).read_bytes(), name
        assert b"canary" not in content, name


# What a page is made of


def test_the_page_tells_where_it_is_published_and_what_lies_beside_it(small_city: City) -> None:
    composed = view.compose(small_city)
    beside = (Download("city.csv", "a table", "3 kB"),)
    published = publishing.publication(composed, "https://example.org/map/")
    tree = parsed(page.render(composed, published, beside), strict=False)
    links = {element.get("rel"): element.get("href") for element in elements(tree, "link")}
    assert links["canonical"] == "https://example.org/map/"
    assert "city.csv" in {element.get("href") for element in elements(tree, "a")}


def test_the_page_brings_its_style_and_its_script(small_html: str) -> None:
    assert page.style() in small_html
    assert page.script() in small_html


def test_a_large_city_brings_what_gathers_its_kinds(small_html: str) -> None:
    large_html = page.render(view.compose(City.parse(large.text(610, 700))))
    for text in (page.script(large=True), page.large_style()):
        assert text in large_html
        assert text not in small_html
    assert page.script() not in large_html


def test_pictures_and_frames_come_from_beside_the_page_only_where_that_is_said() -> None:
    assert "; img-src data:; base-uri" in page.policy("", "")
    shown = "; img-src https://example.org/ data:; frame-src https://example.org/; base-uri"
    assert shown in page.policy("", "", beside="https://example.org/")


def test_data_keeps_its_letters_and_only_what_html_could_read_is_written_otherwise() -> None:
    assert page.json_block({"é": "X <b>&\u2028"}) == '{"é":"X \\u003cb\\u003e\\u0026\\u2028"}'


def test_a_template_escapes_knows_no_other_names_and_leaves_no_lines_behind() -> None:
    environment = templates.environment()
    lines = "  {% if name %}\n{{ name }}\n  {% endif %}\n"
    assert environment.from_string(lines).render(name="<a>") == "&lt;a&gt;\n"
    with pytest.raises(UndefinedError):
        environment.from_string("{{ nobody }}").render()


class Marked:
    """A language whose patterns are those of English between marks that HTML must escape."""

    code = "qpm"
    is_right_to_left = True
    reviewed = ""

    def translate(self, pattern: str, context: str | None = None) -> str:
        return f"<{context or ''}|{pattern}>"

    def translate_plural(self, one: str, many: str, count: int) -> str:
        return f"<{one}|{many}>"

    def number(self, value: int) -> str:
        return f"#{value}"

    def joined(self, names: Sequence[str]) -> str:
        return "+".join(names)

    def date(self, year: int, month: int | None, day: int | None) -> str:
        return "-".join(str(part) for part in (year, month, day) if part)


@pytest.mark.parametrize(
    ("template", "english", "marked"),
    [
        ("{{ _('Q & A') }}", "Q &amp; A", "&lt;|Q &amp; A&gt;"),
        ("{{ _('{name} & {x}', name='<i>', x='ב') }}", "&lt;i&gt; &amp; \u2068ב\u2069", None),
        ("{{ _('{mark} now', mark='<b>it</b>'|safe) }}", "<b>it</b> now", "&lt;|<b>it</b> now&gt;"),
        (
            "{{ _('{number} in {year}', number=2000, year='2000') }}",
            "2,000 in 2000",
            "&lt;|#2000 in 2000&gt;",
        ),
        ("{{ plural('{count} link', '{count} links', 1) }}", "1 link", "&lt;#1 link|#1 links&gt;"),
        (
            "{{ plural('{count} link', '{count} links', 2000) }}",
            "2,000 links",
            "&lt;#2000 link|#2000 links&gt;",
        ),
        ("{{ context('heading', 'Lead') }}", "Lead", "&lt;heading|Lead&gt;"),
        ("{{ joined(['a', '<', 'c']) }}", "a, &lt; and c", "a+\u2068&lt;\u2069+c"),
    ],
)
def test_a_sentence_of_a_template_is_translated_whole_and_escaped(
    template: str, english: str, marked: str | None
) -> None:
    source = templates.environment().from_string(template)
    assert source.render() == english
    if marked is not None:
        with language.speaking(Marked()):
            assert re.sub("[\u2068\u2069]", "", source.render()) == re.sub("[\u2068\u2069]", "", marked)


def test_a_name_in_the_other_direction_stays_whole_in_a_sentence_of_a_template() -> None:
    source = templates.environment().from_string("{{ _('{name}.', name='Hall') }}")
    with language.speaking(Marked()):
        assert source.render() == "&lt;|\u2068Hall\u2069.&gt;"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.org/a", "example.org"),
        ("https://example.org/www.", "example.org"),
        ("mailto:info@example.org", "info@example.org"),
    ],
)
def test_an_address_is_shown_as_readers_know_it(url: str, host: str) -> None:
    text = SMALL.replace("website: https://example.org/forum", f"website: {url}")
    tree = parsed(page.render(view.compose(City.parse(text))), strict=False)
    assert host in [text_of(element) for element in elements(tree, "a") if element.get("href") == url]


def test_the_page_says_which_language_it_speaks_and_which_its_data(small_city: City) -> None:
    with language.speaking(Marked()):
        html = page.render(view.compose(small_city))
    assert '<html lang="qpm" dir="rtl">' in html
    assert '<h1 lang="en"><bdi>A small city</bdi></h1>' in html
    english = page.render(view.compose(small_city))
    assert '<html lang="en">' in english
    assert "<h1><bdi>A small city</bdi></h1>" in english


def test_how_we_know_is_a_tag_that_a_screen_reader_reads_as_the_word(small_html: str) -> None:
    tags = [text_of(each) for each in elements(parsed(small_html), "i")]
    assert "(inferred)" in tags
    assert "(sources disagree)" in tags


def test_styles_name_no_side_that_depends_on_the_way_a_language_is_read() -> None:
    sides = re.compile(r"(padding|margin|border)-(left|right)\b|(text-align|float): (left|right)\b")
    sheets = sorted((ROOT / "ecosystem/infographic").rglob("*.css"))
    assert len(sheets) > 20
    assert [each.name for each in sheets if sides.search(each.read_text(encoding="utf-8"))] == []


def test_the_number_of_a_source_stays_with_the_last_word(bristol_html: str) -> None:
    before = re.findall(r'(.{6})<a href="#s-', bristol_html)
    assert len(before) > 500
    assert set(before) == {"&#160;"}
