"""What changed, on the page and in the feeds beside it: every sentence of `diff`, under ids that stay."""

import json
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from defusedxml import ElementTree
from hypothesis import given, settings

from ecosystem import changes, publishing
from ecosystem.city import City
from ecosystem.infographic import page, view
from ecosystem.manifest import made
from ecosystem.model import ORGANISATION_SECTIONS, Ecosystem, Section
from ecosystem.publishing import feeds
from tests import attacks, tangles
from tests.cities import SMALL
from tests.commands import run
from tests.strategies import examples
from tests.test_page import elements, parsed, text_of

SCHEMA = json.loads(Path(__file__).with_name("json-feed.schema.json").read_text(encoding="utf-8"))
URL = "https://example.org/map/"
OLD = (
    SMALL.replace("  - {from: charity, type: member-of, to: forum, since: 2016, source: minutes}\n", "")
    .replace("name: Build ten homes", "name: Build homes")
    .replace("name: The Choir", "name: The Song Club")
)
Files = dict[str, str | bytes]


def told(old: City, new: City, url: str | None = None) -> Files:
    composed = view.compose(new, old)
    return feeds.files(composed, publishing.publication(composed, url) if url else None)


def small(url: str | None = None, old: str = OLD, new: str = SMALL) -> Files:
    return told(City.parse(old), City.parse(new), url)


def atom(files: Files, name: str = "changes.atom") -> Any:
    """A feed as feedparser reads it, which is asked whether it is sound."""
    read = feedparser.parse(str(files[name]).encode())
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    return read


def items(files: Files, name: str = "changes.json") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(files[name])["items"]
    return found


def sentences(old: City, new: City) -> list[str]:
    return [change.sentence for change in changes.compare(old, new).changes]


# What they tell


def test_every_sentence_of_diff_stands_once_in_each_feed_of_everything_and_on_the_page() -> None:
    old, new = City.parse(OLD), City.parse(SMALL)
    expected, files = sentences(old, new), told(old, new)
    assert len(expected) == 4
    assert [entry.title for entry in atom(files).entries] == expected
    assert [item["content_text"] for item in items(files)] == expected
    html = parsed(page.render(view.compose(new, old)))
    (section,) = [each for each in elements(html, "section") if each.get("id") == "changes"]
    lines = [text_of(each) for each in elements(section, "li")]
    assert lines == expected


@given(tangles.ecosystems(), tangles.ecosystems())
@settings(max_examples=examples(15), deadline=None)
def test_of_any_two_editions_every_sentence_is_told_once_under_an_id_of_its_own(
    one: Ecosystem, other: Ecosystem
) -> None:
    old, new = City(one), City(other)
    files = told(old, new)
    assert [item["content_text"] for item in items(files)] == sentences(old, new)
    assert len({item["id"] for item in items(files)}) == len(items(files))
    for name in files:
        if name.endswith(".json"):
            jsonschema.validate(json.loads(files[name]), SCHEMA)
        else:
            ElementTree.fromstring(str(files[name]))


def test_a_feed_of_one_entry_tells_what_concerns_it() -> None:
    old, new = City.parse(OLD), City.parse(SMALL)
    files = told(old, new)
    concerned = changes.compare(old, new).changes
    for name in ("choir", "charity", "homes", "staff"):
        titles = [entry.title for entry in atom(files, f"changes/{name}.atom").entries]
        assert titles == [change.sentence for change in concerned if name in change.concerns]
        assert len(titles) == {"choir": 1, "charity": 3, "homes": 1, "staff": 0}[name]


def test_every_organisation_and_priority_of_either_edition_has_its_feeds() -> None:
    band = "partners:\n  band: {name: The Band, kind: charity, source: leaflet}\n"
    files = small(old=OLD.replace("partners:\n", band))
    city = City.parse(SMALL)
    followed = {each for each in city if city.section(each) in (*ORGANISATION_SECTIONS, Section.PRIORITIES)}
    names = {"changes", *(f"changes/{each}" for each in followed | {"band"})}
    assert set(files) == {f"{name}.{ending}" for name in names for ending in ("atom", "json")}
    assert [entry.title for entry in atom(files, "changes/band.atom").entries] == [
        "Removed: The Band (charity)."
    ]


def test_a_feed_is_called_what_every_system_allows() -> None:
    renamed = SMALL.replace("  choir:\n", "  con:\n")
    files = small(old=renamed, new=renamed)
    assert "changes/con-.atom" in files
    assert 'href="changes/con-.atom"' in page.render(view.compose(City.parse(renamed), City.parse(renamed)))


def test_both_forms_say_the_same_under_the_same_ids() -> None:
    for url in (None, URL):
        files = small(url)
        for name in {name.rpartition(".")[0] for name in files}:
            one, other = atom(files, f"{name}.atom"), json.loads(files[f"{name}.json"])
            assert one.feed.title == other["title"]
            assert [(each.id, each.title) for each in one.entries] == [
                (each["id"], each["content_text"]) for each in other["items"]
            ]


def test_without_an_older_edition_nothing_is_said() -> None:
    composed = view.compose(City.parse(SMALL))
    assert feeds.files(composed, None) == {}
    assert "changes.atom" not in page.render(composed)


# Ids, times, addresses


def test_the_same_editions_give_the_same_bytes() -> None:
    assert small() == small()
    assert small(URL) == small(URL)


def test_an_id_stays_when_more_changes_and_in_a_later_edition() -> None:
    later = SMALL.replace("edition: 2026-11", "edition: 2027-02").replace(
        "links:\n",
        "links:\n  - {from: choir, type: member-of, to: forum, source: minutes}\n"
        "  - {from: charity, type: member-of, to: forum, role: guest, source: minutes}\n",
    )
    before = {item["content_text"]: item["id"] for item in items(small())}
    after = {item["content_text"]: item["id"] for item in items(small(new=later))}
    shared = before.keys() & after.keys()
    assert "New: The Charity is a member of The Forum, since 2016." in shared
    assert {said: before[said] for said in shared} == {said: after[said] for said in shared}
    assert len(after) > len(before)


def test_what_changes_back_and_again_has_another_id() -> None:
    later = OLD.replace("edition: 2026-11", "edition: 2027-02")
    first, again = small(), small(old=later)
    assert not {item["id"] for item in items(first)} & {item["id"] for item in items(again)}


def test_the_time_is_that_of_the_edition() -> None:
    files = small()
    read = atom(files)
    assert {read.feed.updated, *(entry.updated for entry in read.entries)} == {"2026-11-01T00:00:00Z"}
    assert {item["date_published"] for item in items(files)} == {"2026-11-01T00:00:00Z"}


def test_with_an_address_every_link_and_id_is_whole() -> None:
    files = small(URL)
    for name in files:
        if name.endswith(".atom"):
            read = atom(files, name)
            own = URL + name
            assert read.feed.id == own
            assert [(link.rel, link.href) for link in read.feed.links] == [("self", own), ("alternate", URL)]
            assert all(entry.id == entry.link for entry in read.entries)
            assert all(entry.link.startswith(f"{URL}#c-") for entry in read.entries)
        else:
            read = json.loads(files[name])
            assert (read["home_page_url"], read["feed_url"]) == (URL, URL + name)
            assert all(item["url"] == item["id"] for item in read["items"])


def test_without_an_address_ids_are_tags_and_links_lead_to_the_page_beside() -> None:
    files = small()
    for name, beside in (("changes.atom", "index.html"), ("changes/charity.atom", "../index.html")):
        read = atom(files, name)
        assert read.feed.id == f"tag:ecosystem-mapper.invalid,2026:Smallville/{name.removesuffix('.atom')}"
        assert all(e.id.startswith("tag:ecosystem-mapper.invalid,2026:Smallville/") for e in read.entries)
        assert all(entry.link.startswith(f"{beside}#c-") for entry in read.entries)
    assert "url" not in items(files)[0]


def test_a_link_leads_to_the_sentence_on_the_page() -> None:
    html = parsed(page.render(view.compose(City.parse(SMALL), City.parse(OLD))))
    lines = {each.get("id"): text_of(each) for each in elements(html, "li") if each.get("id")}
    for entry in atom(small()).entries:
        assert lines[entry.link.partition("#")[2]] == entry.title


# The page


def test_the_page_leads_to_the_feeds() -> None:
    html = parsed(page.render(view.compose(City.parse(SMALL), City.parse(OLD))))
    links = [each for each in elements(html, "link") if each.get("rel") == "alternate"]
    assert [(each.get("type"), each.get("href")) for each in links] == [
        ("application/atom+xml", "changes.atom"),
        ("application/feed+json", "changes.json"),
    ]
    profiles = {each.get("id"): each for each in elements(html, "article")}
    for identifier in ("choir", "jobs"):
        hrefs = [link.get("href") for link in elements(profiles[f"n-{identifier}"], "a")]
        assert f"changes/{identifier}.atom" in hrefs
    assert not any("changes/" in (a.get("href") or "") for a in elements(profiles["n-fair"], "a"))


def test_every_feed_that_the_page_leads_to_is_there() -> None:
    html, files = parsed(page.render(view.compose(City.parse(SMALL), City.parse(OLD)))), small()
    hrefs = {each.get("href", "") for each in elements(html, "a", "link")}
    assert {href for href in hrefs if href.startswith("changes")} <= set(files)


@pytest.mark.parametrize("number", attacks.TRIED)
def test_hostile_words_stay_words(number: int) -> None:
    old, new = (
        City.parse(attacks.text_of(attacks.city(number, harmless=harmless))) for harmless in (True, False)
    )
    root = ElementTree.fromstring(str(told(old, new)["changes.atom"]))
    titles = [each.text for each in root.iter("{http://www.w3.org/2005/Atom}title")][1:]
    assert titles == sentences(old, new)
    assert [item["content_text"] for item in items(told(old, new))] == titles
    parsed(page.render(view.compose(new, old)))


# The command


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in (("old.yaml", OLD), ("groups.yaml", SMALL)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "groups.yaml"


def build(data: Path, *options: object) -> Any:
    return run("--data", data, "build", "--no-paper", "--output", data.parent / "out", *options)


def test_build_writes_the_feeds_and_the_manifest_lists_them(data: Path) -> None:
    for _ in range(2):
        assert build(data, "--since", data.parent / "old.yaml").exit_code == 0
    names = {path.relative_to(data.parent / "out").as_posix() for path in made(data.parent / "out")}
    assert {"changes.atom", "changes.json", "changes/choir.atom", "changes/jobs.json"} <= names
    assert "What changed" in (data.parent / "out" / "index.html").read_text(encoding="utf-8")


def test_a_build_without_it_names_the_feeds_that_are_left(data: Path) -> None:
    build(data, "--since", data.parent / "old.yaml")
    assert "changes, changes.atom and changes.json" in build(data).stderr


@pytest.mark.parametrize("since", ["none.yaml", "git:nowhere", "git:", ""])
def test_an_unknown_older_edition_is_one_sentence_and_nothing_is_written(data: Path, since: str) -> None:
    result = build(data, "--since", since)
    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == 1
    assert not (data.parent / "out").exists()


def test_since_does_not_go_with_at(data: Path) -> None:
    result = build(data, "--since", data, "--at", "2019")
    assert result.exit_code == 2
    assert "--since compares whole editions" in result.stderr
