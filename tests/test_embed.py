"""What a web editor pastes, and what stands beside a published map for it."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import jsonschema
import nh3
import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from ecosystem import dataset, publishing, queries, sentences
from ecosystem.city import City, Step
from ecosystem.cli import answers, embedding as commands, main
from ecosystem.errors import InvalidAddressError
from ecosystem.infographic import page, view
from ecosystem.infographic.publication import at
from ecosystem.infographic.view import View
from ecosystem.model import Entity
from ecosystem.publishing import fragment, kit, snippets
from ecosystem.publishing.snippets import Embedding, Form
from tests.cities import SMALL
from tests.fixture import BRISTOL

URL = "https://www.example.org/map/"

# What WordPress lets an author keep in a post (wp_kses_post), of the elements that hold text. Newer versions
# allow a few attributes more; what survives this survives them.
ANYWHERE = "class id title role aria-label aria-labelledby aria-describedby aria-hidden"
ALLOWED = {
    "article aside div figure p section span summary": "align dir lang",
    "h1 h2 h3 h4 h5 h6 caption": "align",
    "abbr b br code dd dl dt em i small strong sub sup": "",
    "tbody thead tfoot tr": "align char charoff valign",
    "td th": "abbr align axis char colspan headers rowspan scope valign width",
    "a": "href rel rev name target",
    "blockquote": "cite lang",
    "details": "align dir lang open",
    "img": "alt align border height hspace src vspace width",
    "li": "align value",
    "ol": "start type reversed",
    "table": "align border cellpadding cellspacing dir rules summary width",
    "ul": "type",
}
TAGS = {tag for tags in ALLOWED for tag in tags.split()}


def filtered(html: str) -> str:
    """The text as WordPress would keep it of an author."""
    attributes = {
        tag: {*own.split(), *ANYWHERE.split()} for tags, own in ALLOWED.items() for tag in tags.split()
    }
    return nh3.clean(html, tags=TAGS, attributes=attributes, link_rel=None, strip_comments=False)


def parsed(html: str) -> Element:
    root: Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return root


def held(html: str) -> Counter[tuple[Any, ...]]:
    """Every element with its attributes."""
    return Counter((each.tag, *sorted(each.attrib.items())) for each in parsed(html).iter())


def ids(html: str) -> Counter[str]:
    return Counter(each.attrib["id"] for each in parsed(html).iter() if "id" in each.attrib)


def prefix(composed: View, show: str | None = None) -> str:
    """Of the ids of a text."""
    return fragment.compose(composed, publishing.publication(composed, URL), show).prefix


def words(html: str) -> str:
    return " ".join(" ".join(parsed(html).itertext()).split())


@pytest.fixture(scope="module", params=["small", "bristol"])
def city(request: pytest.FixtureRequest) -> City:
    found: City = request.getfixturevalue("small_city" if request.param == "small" else "bristol")
    return found


@pytest.fixture(scope="module")
def composed(city: City) -> View:
    return view.compose(city)


@pytest.fixture(scope="module")
def small_view(small_city: City) -> View:
    return view.compose(small_city)


def pasted(composed: View, **options: Any) -> Embedding:
    return publishing.embedding(composed, publishing.publication(composed, URL), **options)


def one(embedding: Embedding, form: Form) -> str:
    return next(each.paste for each in embedding.snippets if each.form is form)


# The text


def test_the_text_loses_nothing_to_the_filter_of_wordpress(composed: View) -> None:
    html = one(pasted(composed), Form.TEXT)
    kept = filtered(html)
    assert held(html) - held(kept) == Counter()
    assert held(kept) - held(html) == Counter()
    assert words(kept) == words(html)


def test_the_filter_of_these_tests_takes_what_an_author_may_not_use() -> None:
    taken = "<script>x()</script><style>p{}</style><svg></svg><iframe></iframe>"
    assert filtered(f'<div lang="en" onclick="x()">{taken}</div>') == '<div lang="en"></div>'


def test_the_text_has_no_script_style_or_picture(composed: View) -> None:
    tags = {each.tag for each in parsed(one(pasted(composed), Form.TEXT)).iter()}
    assert tags <= {*TAGS, "DOCUMENT_FRAGMENT"} - {"img"}
    assert {"h2", "h3", "ul", "li", "details", "summary", "table", "caption", "th"} <= tags


def test_the_text_carries_every_organisation_and_every_link_of_the_model(city: City, composed: View) -> None:
    html, own = one(pasted(composed), Form.TEXT), prefix(composed)
    root, found = parsed(html), ids(html)
    assert set(found.values()) == {1}
    ecosystem = city.ecosystem
    entities = [node for _, node in ecosystem.nodes() if isinstance(node, Entity)]
    assert {each for each in found if each.startswith(f"{own}n-")} == {
        f"{own}n-{entity.id}" for entity in entities
    }
    lines = {each.get("id"): "".join(each.itertext()) for each in root.iter("li")}
    for number, link in enumerate(ecosystem.links, 1):
        said = [sentences.of_step(city, Step(link, forward=forward)) for forward in (True, False)]
        assert lines[f"{own}l{number}"].startswith(tuple(said)), link.id
    assert len([each for each in found if each.startswith(f"{own}l")]) == len(ecosystem.links)


def test_every_entry_of_the_text_has_all_its_links(city: City, composed: View) -> None:
    root = parsed(one(pasted(composed), Form.TEXT))
    folds = {each.get("id"): each for each in root.iter("details")}
    for _, node in city.ecosystem.nodes():
        if isinstance(node, Entity):
            lines = [
                " ".join("".join(each.itertext()).split())
                for each in folds[f"{prefix(composed)}n-{node.id}"].iter("li")
            ]
            for step in queries.links_of(city, node.id):
                said = sentences.of_step(city, step)
                assert any(line.startswith(said) for line in lines), said


def test_every_source_that_the_text_names_is_in_its_list(composed: View) -> None:
    for show in (
        None,
        composed.directory[0].groups[0].entries[0].id,
        *(each.about_id for each in composed.disputes),
    ):
        root = parsed(one(pasted(composed, show=show), Form.TEXT))
        ids = {each.get("id") for each in root.iter()}
        named = {each.get("href", "") for each in root.iter("a")}
        assert {each[1:] for each in named if each.startswith("#") and "=" not in each} <= ids


def test_the_text_is_plain_ascii_on_lines_that_are_whole(composed: View) -> None:
    html = one(pasted(composed), Form.TEXT)
    assert html.isascii()
    assert all(line.startswith("<") and line.endswith(">") for line in html.split("\n"))


def test_a_text_of_several_paragraphs_stays_on_its_line() -> None:
    paragraphs = 'purpose: "First.\\n\\n  Second.\\n"'
    city = dataset.parse(SMALL.replace("purpose: Brings the city together.", paragraphs))
    html = one(pasted(view.compose(City(city))), Form.TEXT)
    assert " Round Table. First. Second. Founded in August 2015. " in html
    assert all(line.startswith("<") and line.endswith(">") for line in html.split("\n"))


def test_the_ids_of_a_text_meet_none_of_another(composed: View) -> None:
    then = replace(composed, as_it_stood="The map as it was in 2019.")
    elsewhere = publishing.publication(composed, "https://www.example.org/other/")
    texts = [
        one(pasted(composed), Form.TEXT),
        one(pasted(composed, show=composed.directory[0].groups[0].entries[0].id), Form.TEXT),
        one(pasted(then), Form.TEXT),
        fragment.render(composed, elsewhere),
    ]
    together = sum((ids(text) for text in texts), Counter())
    assert set(together.values()) == {1}
    assert all(each.startswith("ecosystem-") for each in together)


def test_a_new_edition_keeps_the_ids_of_the_text(small_view: View) -> None:
    new = replace(small_view, edition="May 2027", title="A city")
    assert ids(one(pasted(new), Form.TEXT)) == ids(one(pasted(small_view), Form.TEXT))


def test_the_text_holds_every_claim_with_its_sources(city: City, composed: View) -> None:
    html = one(pasted(composed), Form.TEXT)
    lines = ["".join(each.itertext()) for each in parsed(html).iter("li")]
    numbers = {source: number for number, source in enumerate(city.ecosystem.sources, 1)}
    disputes = city.ecosystem.disputes
    assert disputes
    assert "Where sources disagree" in words(html)
    for dispute in disputes:
        assert dispute.question in words(html)
        assert (dispute.note or "") in words(html)
        for claim in dispute.claims:
            cited = "".join(f" source {numbers[source.id]}" for source in claim.sources)
            assert f"{claim.claim}{cited}" in lines


def test_the_text_of_a_focus_holds_what_is_disputed_about_it(small_view: View) -> None:
    (dispute,) = small_view.disputes

    def is_told(show: str, about: str) -> bool:
        disputed = replace(small_view, disputes=(replace(dispute, about_id=about),))
        return dispute.question in words(one(pasted(disputed, show=show), Form.TEXT))

    assert is_told("forum", "forum")
    assert is_told("jobs", "jobs")
    assert is_told("plan", "jobs")
    assert is_told("plan", "build")
    assert not is_told("charity", "forum")
    assert not is_told("jobs", "homes")
    assert "disagree about" not in words(one(pasted(small_view, show="choir"), Form.TEXT))


def test_english_words_read_from_the_left_on_any_page(composed: View) -> None:
    embedding = pasted(composed, language="pl")
    (text,) = parsed(one(embedding, Form.TEXT))
    assert text.get("dir") == "ltr"
    for form in (Form.FRAME, Form.GROWING, Form.PICTURE):
        (fallback,) = parsed(one(embedding, form)).iter("p")
        assert fallback.get("dir") == "ltr"
        assert 'dir="ltr"' in filtered(one(embedding, form))


def test_the_text_of_a_focus_holds_that_alone(small_city: City, small_view: View) -> None:
    said = words(one(pasted(small_view, show="charity"), Form.TEXT))
    assert "The Charity" in said
    assert "The Choir" not in said
    assert "Is a member of The Forum" in said
    jobs = words(one(pasted(small_view, show="jobs"), Form.TEXT))
    assert queries.connections(small_city, "jobs").summary in jobs
    assert "Homes" not in jobs
    assert "Build ten homes" in words(one(pasted(small_view, show="build"), Form.TEXT))
    plan = words(one(pasted(small_view, show="plan"), Form.TEXT))
    assert "Jobs" in plan
    assert "Homes" in plan


# The snippets


@pytest.mark.parametrize("show", [None, "charity"])
def test_every_snippet_has_a_title_and_a_way_to_the_whole(small_view: View, show: str | None) -> None:
    embedding = pasted(small_view, show=show)
    assert [each.form for each in embedding.snippets] == list(Form)
    address = f"{URL}#show={show}" if show else URL
    for form in (Form.FRAME, Form.GROWING, Form.PICTURE):
        root = parsed(one(embedding, form))
        assert [each.get("href") for each in root.iter("a")][-1] == address
        shown = [*root.iter("iframe"), *root.iter("img")]
        assert [each.get("loading") for each in shown] == ["lazy"]
        titled = [each.get("title") for each in root.iter() if each.get("title")]
        assert titled == ["Interactive map: A small city"]
    assert one(embedding, Form.ADDRESS) == URL
    assert address in one(embedding, Form.TEXT)


def test_only_the_growing_frame_has_a_script_and_it_is_a_file(small_view: View) -> None:
    for snippet in pasted(small_view).snippets:
        scripts = list(parsed(snippet.paste).iter("script"))
        assert bool(scripts) is (snippet.form is Form.GROWING)
        for script in scripts:
            assert (script.get("src"), "".join(script.itertext())) == (f"{URL}embed.js", "")
        assert "<style" not in snippet.paste
        assert " on" not in re.sub(r'"[^"]*"|>[^<]*<', "", snippet.paste)


def test_a_snippet_stands_in_a_block_with_a_width_that_html_allows(small_view: View) -> None:
    """Themes of WordPress set only blocks into the column of the text."""
    for form in (Form.FRAME, Form.GROWING, Form.PICTURE):
        html = one(pasted(small_view), form)
        assert {each.tag for each in parsed(html)} <= {"div", "p", "script"}
        (shown,) = [each for each in parsed(html).iter() if each.tag in ("iframe", "img")]
        assert shown.get("width", "").isdecimal()
        assert shown.get("height", "").isdecimal()
        assert "100%" in shown.get("style", "")
        assert shown.get("frameborder") is None


def test_the_picture_says_what_it_shows(small_view: View) -> None:
    (picture,) = parsed(one(pasted(small_view), Form.PICTURE)).iter("img")
    assert picture.get("src") == f"{URL}share-card.png"
    assert "A small city" in (picture.get("alt") or "")


def test_the_words_round_the_map_come_in_the_language_asked_for(small_view: View) -> None:
    frame = parsed(one(pasted(small_view, language="cy"), Form.FRAME))
    assert next(frame.iter("iframe")).get("lang") == next(frame.iter("p")).get("lang") == "cy"
    assert next(frame.iter("a")).get("hreflang") == "en"  # the data's language: the map is not translated
    assert words(one(pasted(small_view, language="cy"), Form.FRAME)) == "Agor y map llawn: A small city"


def test_hostile_words_stay_words(small_view: View) -> None:
    hostile = replace(small_view, title='"><script>canary()</script>')
    for snippet in pasted(hostile).snippets:
        assert "<script>" not in snippet.paste
    assert "<script>canary" not in kit.render(hostile, publishing.publication(hostile, URL), pasted(hostile))


# oEmbed

RICH = {
    "type": "object",
    "required": ["type", "version", "html", "width", "height"],
    "properties": {
        "type": {"const": "rich"},
        "version": {"const": "1.0"},
        "title": {"type": "string"},
        "provider_name": {"type": "string"},
        "provider_url": {"type": "string", "format": "uri"},
        "cache_age": {"type": "integer", "minimum": 0},
        "thumbnail_url": {"type": "string", "format": "uri"},
        "thumbnail_width": {"type": "integer"},
        "thumbnail_height": {"type": "integer"},
        "html": {"type": "string"},
        "width": {"type": "integer", "exclusiveMinimum": 0},
        "height": {"type": "integer", "exclusiveMinimum": 0},
    },
    "dependentRequired": {
        "thumbnail_url": ["thumbnail_width", "thumbnail_height"],
        "thumbnail_width": ["thumbnail_url"],
    },
}


def files(composed: View) -> dict[str, Any]:
    return publishing.files(composed, publishing.publication(composed, URL))


def test_oembed_is_a_rich_response_of_version_1(composed: View) -> None:
    response = json.loads(files(composed)["oembed.json"])
    jsonschema.validate(response, RICH)
    assert response["title"] == composed.title
    assert (response["provider_name"], response["provider_url"]) == (
        "www.example.org",
        "https://www.example.org/",
    )


def test_wordpress_keeps_all_of_the_html_of_oembed(composed: View) -> None:
    """It lets through a quotation with links, then a frame, each with a few attributes."""
    html = json.loads(files(composed)["oembed.json"])["html"]
    assert re.fullmatch(r"<blockquote>.*?</blockquote><iframe.*?></iframe>", html, re.DOTALL)
    (frame,) = parsed(html).iter("iframe")
    assert set(frame.attrib) - {"loading"} <= {"src", "width", "height", "frameborder", "title"}
    assert frame.get("src") == URL
    assert [each.get("href") for each in parsed(html).iter("a")] == [URL]


# The published page


def head(html: str) -> dict[str, str]:
    root: Element = html5lib.parse(html, namespaceHTMLElements=False)
    tags = {each.get("property") or each.get("name"): each.get("content") for each in root.iter("meta")}
    links = {each.get("rel"): each.get("href") for each in root.iter("link")}
    return {name or "": value or "" for name, value in {**tags, **links}.items()}


def test_a_published_page_says_where_it_is_and_how_it_is_shown(composed: View) -> None:
    said = head(page.render(composed, publishing.publication(composed, URL)))
    assert said["canonical"] == said["og:url"] == URL
    assert said["alternate"] == f"{URL}oembed.json"
    assert said["og:title"] == composed.title
    assert said["og:description"] == composed.summary
    assert said["og:image"] == f"{URL}share-card.png"
    assert composed.title in said["og:image:alt"]
    assert said["twitter:card"] == "summary_large_image"


def test_wordpress_finds_oembed_whatever_the_title(small_view: View) -> None:
    """It looks for links as this does, and so finds none that holds one of these signs."""
    named = replace(small_view, title='Jobs <50 & "more">')
    html = page.render(named, publishing.publication(named, URL))
    links = re.findall(r"<link([^<>]+?)/?>", html.partition("</head>")[0], re.IGNORECASE)
    assert (
        len([each for each in links if "application/json+oembed" in each and f"{URL}oembed.json" in each])
        == 1
    )


def test_a_page_that_is_not_published_says_nothing_of_an_address(composed: View) -> None:
    said = head(page.render(composed))
    assert not [
        name for name in said if name.startswith(("og:", "twitter:")) or name in ("canonical", "alternate")
    ]


def test_the_rules_of_a_published_page_are_those_of_any(small_view: View) -> None:
    pages = [page.render(small_view, publishing.publication(small_view, URL)), page.render(small_view)]
    published, plain = (re.findall('default-src [^"]*', html) for html in pages)
    assert published == plain
    assert len(plain) == 1


# The address


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/map", "https://example.org/map/"),
        ("https://example.org/map/", "https://example.org/map/"),
        ("https://example.org/map/index.html", "https://example.org/map/index.html"),
        ("https://example.org/v1.1", "https://example.org/v1.1/"),
        ("https://example.org/v1.1/", "https://example.org/v1.1/"),
        ("https://example.org/maps.bristol/2026", "https://example.org/maps.bristol/2026/"),
        ("http://localhost:8000/", "http://localhost:8000/"),
    ],
)
def test_an_address_is_that_of_the_page_or_of_its_folder(given: str, url: str) -> None:
    assert at(given).url == url
    assert at(given).beside("oembed.json") == url.removesuffix("index.html") + "oembed.json"


@pytest.mark.parametrize(
    "given",
    [
        "",
        "www.example.org",
        "mailto:map@example.org",
        "javascript:alert(1)",
        "ftp://example.org/",
        "file:///tmp/index.html",
        "https://",
        "https://user:secret@example.org/",
        "https://example.org/a b",
        'https://example.org/"onload="x',
        "https://example.org/#show=x",
        "https://example.org/?p=1",
    ],
)
def test_what_is_no_address_of_a_page_is_refused_in_one_sentence(given: str) -> None:
    with pytest.raises(InvalidAddressError) as caught:
        at(given)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["map.htm", "MAP.HTML", "map.xhtml", "map.php", "default.aspx", "map.jsp"])
def test_a_page_is_known_by_its_ending(name: str) -> None:
    assert at(f"https://example.org/v1.1/{name}").url == f"https://example.org/v1.1/{name}"
    assert at(f"https://example.org/v1.1/{name}").beside("embed.js") == "https://example.org/v1.1/embed.js"


@pytest.mark.parametrize("name", ["embed.html", "explorer.html", "fragment.html"])
def test_a_page_beside_the_map_is_not_taken_for_it(name: str) -> None:
    with pytest.raises(InvalidAddressError) as caught:
        at(f"{URL}{name}")
    assert str(caught.value) == (
        f"‘{URL}{name}’ is a page beside the map. Give the address of the map’s page or folder."
    )


# The commands


def run(*args: str) -> Result:
    result = CliRunner().invoke(main, ["--data", str(BRISTOL), *args], catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


@pytest.mark.parametrize("language", ["en-", "pl--PL", "en_GB", "tlh"])
def test_a_language_is_one_that_a_browser_knows_and_we_speak(language: str) -> None:
    result = run("embed", URL, "--lang", language)
    assert result.exit_code == 2
    assert f"‘{language}’ is not one of the languages" in result.stderr


def test_embed_prints_every_way_under_its_heading(bristol: City) -> None:
    said = run("embed", URL, "--focus", "ujima").stdout
    embedding = pasted(view.compose(bristol), show="ujima")
    for snippet in embedding.snippets:
        assert f"{snippet.heading} ({snippet.form})\n" in said
        assert f"\n{snippet.paste}\n" in said


@pytest.mark.parametrize("form", [Form.TEXT, Form.PICTURE])
def test_what_shows_the_city_of_a_date_says_so(form: Form) -> None:
    assert (
        "Published November 2026. The map as it was in 2016."
        in run("embed", URL, "--at", "2016", "--only", form.value).stdout
    )


@pytest.mark.parametrize("form", list(Form))
def test_a_way_that_cannot_show_the_city_of_a_date_says_so(form: Form) -> None:
    remark = "Only the text shows the date of --at. The other snippets show the map as published.\n"
    assert (remark in run("embed", URL, "--at", "2016", "--only", form.value).stderr) is (
        form is not Form.TEXT
    )
    assert remark not in run("embed", URL, "--only", form.value).stderr


def test_the_page_for_web_editors_says_of_what_date_the_map_is(small_view: View) -> None:
    then = replace(small_view, as_it_stood="The map as it was in 2019.")
    said = kit.render(then, publishing.publication(then, URL), pasted(then))
    assert "published November 2026. The map as it was in 2019. There are five ways" in said


@pytest.mark.parametrize("form", list(Form))
def test_embed_prints_one_of_them_alone(form: Form) -> None:
    embedding = json.loads(run("embed", URL, "--priority", "recruitment", "--json").stdout)["embedding"]
    paste = next(each["paste"] for each in embedding["snippets"] if each["form"] == form)
    assert run("embed", URL, "--priority", "recruitment", "--only", form.value).stdout == f"{paste}\n"


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--focus", "reslg"],
        ["--priority", "recruitment"],
        ["--lang", "pl", "--height", "640"],
        ["--at", "2019"],
    ],
)
def test_embed_answers_by_the_schema(options: list[str]) -> None:
    answer = json.loads(run("embed", URL, *options, "--json").stdout)
    jsonschema.validate(answer, answers.schema())
    jsonschema.validate(answer["embedding"]["oembed"], RICH)


@pytest.mark.parametrize(
    ("args", "kind"),
    [
        (["www.example.org"], "InvalidAddressError"),
        ([URL, "--focus", "nobody-at-all"], "UnknownNameError"),
        ([URL, "--focus", "group"], "AmbiguousNameError"),
        ([URL, "--priority", "nothing-at-all"], "UnknownNameError"),
        ([URL, "--priority", "reslg"], "NotAPriorityError"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence_and_in_json(args: list[str], kind: str) -> None:
    said = run("embed", *args)
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr.strip()
    answer = json.loads(run("embed", *args, "--json").stdout)
    jsonschema.validate(answer, answers.schema())
    assert answer["error"]["kind"] == kind


@pytest.mark.parametrize(
    "options",
    [
        ["--height", "-4"],
        ["--height", "20000"],
        ["--lang", "tlh"],
        ["--lang", 'en-"x'],
        ["--focus", "reslg", "--priority", "recruitment"],
    ],
)
def test_a_wrong_option_is_wrong_usage(options: list[str]) -> None:
    said = run("embed", URL, *options)
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr.count("Error: ") == 1


def test_the_options_of_the_command_are_those_of_the_library() -> None:
    options: dict[str | None, Any] = {each.name: each for each in commands.embed.params}
    assert tuple(options["only"].type.choices) == tuple(Form)
    assert options["height"].default == snippets.HEIGHT
    assert (options["height"].type.min, options["height"].type.max) == (snippets.LEAST, snippets.MOST)
    assert all(code in (options["lang"].help or "") for code in snippets.WORDS)
    heights = re.search(r"\{ least: (\S+), most: (\S+) \}", snippets.receiver())
    assert heights
    assert tuple(map(float, heights.groups())) == (snippets.LEAST, snippets.MOST)


def built(folder: Path, *options: str) -> Result:
    data = folder / "small.yaml"
    data.write_text(SMALL, encoding="utf-8")
    args = ["--data", str(data), "build", "--output", str(folder / "output"), *options]
    return CliRunner().invoke(main, args, catch_exceptions=False)


NEW = {"embed.html", "oembed.json", "fragment.html", "embed.js", "share-card.png"}


def test_build_with_an_address_writes_what_others_need(tmp_path: Path, small_view: View) -> None:
    assert built(tmp_path, "--url", URL).exit_code == 0
    names = {path.name for path in (tmp_path / "output").iterdir()}
    assert names >= NEW
    for name, content in files(small_view).items():
        written = (tmp_path / "output" / name).read_bytes()
        assert written == (content if isinstance(content, bytes) else content.encode())
        assert b"canary" not in written
    said = head((tmp_path / "output" / "index.html").read_text(encoding="utf-8"))
    assert said["alternate"] == f"{URL}oembed.json"
    assert built(tmp_path, "--url", URL).exit_code == 0  # they are ours, and may be written again


def test_build_without_an_address_writes_none_of_it(tmp_path: Path) -> None:
    assert built(tmp_path).exit_code == 0
    assert not {path.name for path in (tmp_path / "output").iterdir()} & NEW


def test_build_with_a_wrong_address_writes_nothing(tmp_path: Path) -> None:
    said = built(tmp_path, "--url", "www.example.org")
    assert said.exit_code == 2
    assert "‘https://www.example.org’" in said.stderr
    assert not (tmp_path / "output").exists()


def test_the_text_beside_the_map_is_the_one_to_paste(small_view: View) -> None:
    publication = publishing.publication(small_view, URL)
    assert files(small_view)["fragment.html"].strip() == fragment.render(small_view, publication)
    assert one(pasted(small_view), Form.TEXT) == fragment.render(small_view, publication)
