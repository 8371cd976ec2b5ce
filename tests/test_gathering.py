"""The wheel of a large city: every entity in one mark, every link in one bundle, and a page that says so."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings

from ecosystem.city import City
from ecosystem.infographic import page, view, wheel
from ecosystem.infographic.wheel import elements
from ecosystem.model import Entity, Priority
from tests import large, strategies


@pytest.fixture(scope="module")
def large_city() -> City:
    return City.parse(large.text(700, 2100))


@pytest.fixture(scope="module")
def html(large_city: City) -> str:
    return page.render(view.compose(large_city))


def drawn_ties(city: City) -> Counter[tuple[str, str]]:
    """The ties of a city by the sorted keys of what they join, counted as one would by hand."""
    ecosystem = city.ecosystem

    def key(identifier: str) -> str | None:
        value = city.value(identifier)
        if isinstance(value, Entity):
            return f"kind {value.kind}"
        return identifier if isinstance(value, Priority) and value.plan == ecosystem.about.plan else None

    pairs = [(key(link.tail), key(link.head)) for link in ecosystem.links]
    return Counter((min(a, b), max(a, b)) for a, b in pairs if a and b)


def assert_every_link_is_in_one_bundle(city: City) -> None:
    drawn = wheel.gather(city)
    bundles = [(min(bundle.ends), max(bundle.ends)) for bundle in drawn.bundles]
    assert len(set(bundles)) == len(bundles)
    assert dict(zip(bundles, (bundle.count for bundle in drawn.bundles), strict=True)) == drawn_ties(city)


@settings(max_examples=100, deadline=None)
@given(strategies.documents())
def test_every_link_is_in_one_bundle_and_every_entity_in_one_mark(
    document: strategies.Document,
) -> None:
    city = strategies.city(document)
    assert_every_link_is_in_one_bundle(city)
    ecosystem = city.ecosystem
    entities = [node for _, node in ecosystem.nodes() if isinstance(node, Entity)]
    kinds = Counter(entity.kind for entity in entities)
    assert {group.kind.id: group.count for group in wheel.gather(city).groups} == kinds


def test_the_links_of_a_large_city_are_all_in_bundles(large_city: City) -> None:
    assert_every_link_is_in_one_bundle(large_city)
    assert sum(bundle.count for bundle in wheel.gather(large_city).bundles) == 2100


def test_a_kind_and_a_priority_of_one_id_stay_apart() -> None:
    city = City.parse(large.text(20, 60).replace('"p1"', '"k0"'))
    assert_every_link_is_in_one_bundle(city)
    ends = {end for bundle in wheel.gather(city).bundles for end in bundle.ends}
    assert {"k0", "kind k0"} <= ends


def test_wider_bundles_hold_more_links(large_city: City) -> None:
    bundles = sorted(wheel.gather(large_city).bundles, key=lambda bundle: bundle.count)
    widths = [bundle.width for bundle in bundles]
    assert widths == sorted(widths)
    assert (widths[0] >= elements.THIN, widths[-1] <= elements.THICK) == (True, True)
    assert widths[-1] > 5 * widths[0]


def test_from_601_entities_on_the_page_gathers() -> None:
    assert not wheel.is_large(City.parse(large.text(600, 0)))
    assert wheel.is_large(City.parse(large.text(601, 0)))


def test_marks_of_kinds_stand_on_the_ring_and_apart(large_city: City) -> None:
    drawn = wheel.gather(large_city)
    assert len(drawn.groups) == len(large.KINDS)
    turns = sorted((group.rotate + 180 * group.flipped) % 360 for group in drawn.groups)
    assert min(after - before for before, after in pairwise(turns)) > 6
    assert drawn.ring > drawn.hub


def test_the_page_says_how_many_each_mark_and_bundle_stands_for(html: str) -> None:
    assert html.count('class="spoke group') == len(large.KINDS)
    assert re.search(r'aria-label="Community groups, 210 entries, [\d,]+ links"', html)
    titles = re.findall(r"<title>(.*: ([\d,]+) links?)</title>", html)
    assert sum(int(count.replace(",", "")) for _, count in titles) == 2100
    assert any(title.startswith("Within Schools: ") for title, _ in titles)
    assert "There are 13 marks, one for each type" in html


def test_the_directory_stays_whole(html: str) -> None:
    assert html.count('class="card entry') == 700


def test_only_a_large_page_carries_the_script_that_gathers_and_both_have_one_policy(
    html: str, small_city: City
) -> None:
    small = page.render(view.compose(small_city))
    script, sheet = page.script(large=True), page.large_style()
    assert (html.count(script), html.count(sheet)) == (1, 1)
    assert (small.count(script), small.count(sheet)) == (0, 0)
    policies = [re.findall(r'Content-Security-Policy" content="([^"]*)', each) for each in (html, small)]
    assert policies[0] == policies[1] != []


def test_a_large_city_has_the_same_bytes_twice(html: str) -> None:
    again = City.parse(large.text(700, 2100))
    assert page.render(view.compose(again)) == html
