"""Node-link JSON: networkx reads the same graph back, and nothing private is in it."""

import json
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings

from ecosystem import sentences
from ecosystem.city import City
from ecosystem.exchange import node_link
from tests import strategies
from tests.cities import SMALL
from tests.fixture import BRISTOL, WRES
from tests.strategies import examples


def read_back(city: City) -> "nx.MultiDiGraph[str]":
    back = nx.node_link_graph(json.loads(node_link.dumps(city)), edges="links")
    assert isinstance(back, nx.MultiDiGraph)
    return back


def same_links(city: City, back: "nx.MultiDiGraph[str]") -> bool:
    return list(city) == list(back) and sorted(city.graph.edges(keys=True)) == sorted(back.edges(keys=True))


def test_networkx_reads_back_the_same_nodes_edges_and_keys(small_city: City, bristol: City) -> None:
    for city in (small_city, bristol):
        back = read_back(city)
        assert back.is_directed()
        assert back.is_multigraph()
        assert same_links(city, back)


@settings(max_examples=examples(60), deadline=None)
@given(strategies.documents())
def test_networkx_reads_any_city_back(document: strategies.Document) -> None:
    city = strategies.city(document)
    assert same_links(city, read_back(city))


def test_the_shape_is_named(small_city: City) -> None:
    data = json.loads(node_link.dumps(small_city))
    assert data["schema"] == "ecosystem-map/2"
    assert data["generator"] == "ecosystem-mapper"
    assert node_link.dumps(small_city).index("ecosystem-mapper") < 4096


def test_a_node_carries_the_fields_of_its_entry(small_city: City) -> None:
    nodes = {node["id"]: node for node in json.loads(node_link.dumps(small_city))["nodes"]}
    forum = nodes["forum"]
    assert (forum["section"], forum["label"], forum["kind"]) == ("groups", "The Forum", "forum")
    assert forum["name"] == "The Forum for Everybody who Works in the City"
    assert (forum["founded"], forum["aliases"]) == ("2015-08", ["Round Table"])
    assert [fact["text"] for fact in forum["facts"]] == ["Meets monthly.", "Probably once met weekly."]
    assert nodes["build"]["measure"]["comparison"] == 8
    assert nodes["homes"]["progress"][0]["state"] == "done"


def test_a_link_carries_its_sentence_basis_family_and_sources(small_city: City) -> None:
    links = {link["key"]: link for link in json.loads(node_link.dumps(small_city))["links"]}
    funds = links["council-funds-charity-2"]
    assert (funds["source"], funds["target"], funds["type"]) == ("council", "charity", "funds")
    assert (funds["family"], funds["basis"], funds["role"]) == ("money", "disputed", "rent")
    assert funds["sources"] == [{"id": "leaflet"}]
    assert links["council-hosts-forum"]["basis"] == "stated"
    assert links["council-hosts-forum"]["evidence"] == "The minutes thank the Council for the room."
    assert links["forum-sets-plan"]["field"] == "plans.plan.owners"
    for link in small_city.ecosystem.links:
        assert links[link.id]["sentence"] == sentences.of_link(small_city, link)


def test_the_vocabulary_the_sources_and_the_disputes_stand_beside(small_city: City) -> None:
    about = json.loads(node_link.dumps(small_city))["graph"]
    ecosystem = small_city.ecosystem
    assert about["title"] == "A small city"
    assert [kind["id"] for kind in about["kinds"]] == list(ecosystem.kinds)
    assert [link_type["id"] for link_type in about["link_types"]] == list(ecosystem.link_types)
    assert [source["id"] for source in about["sources"]] == ["leaflet", "minutes"]
    assert len(about["disputes"][0]["claims"]) == 2


@pytest.mark.parametrize("path", [BRISTOL, WRES], ids=["bristol", "trust"])
def test_every_source_a_file_cites_is_in_its_export(path: Path) -> None:
    data = node_link.data(City.load(path))
    known = {source["id"] for source in data["graph"]["sources"]}
    cited = {source["id"] for link in data["links"] for source in link["sources"]}
    cited |= {source["id"] for node in data["nodes"] for source in node.get("source", [])}
    assert cited <= known


def test_nothing_internal_is_in_it(small_city: City) -> None:
    assert "canary" in SMALL
    assert "canary" not in node_link.dumps(small_city)
    assert "internal" not in node_link.dumps(small_city)


def test_letters_stand_as_they_are_written_and_the_text_ends_with_a_line(bristol: City) -> None:
    text = node_link.dumps(bristol)
    assert "Bristol’s race equality" in text
    assert text.endswith("}\n")


def test_the_text_is_what_the_standard_library_indents(bristol: City) -> None:
    values = node_link.data(bristol)
    odd = {"text": 'é\u2028\x7f\x00\n"\\/😀', "numbers": [1.0, 1e16, 1e-7, 10**30], "empty": [[], {}, ""]}
    for some in (values, odd):
        assert node_link.text(some) == json.dumps(some, ensure_ascii=False, indent=1) + "\n"
