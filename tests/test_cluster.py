"""Betweenness by chunks, here and on a cluster: networkx's numbers, and the same ones everywhere."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as st

from ecosystem.analysis import betweenness as between, cluster
from ecosystem.analysis.betweenness import betweenness
from ecosystem.analysis.projection import project
from ecosystem.city import City
from ecosystem.cli import main
from ecosystem.errors import ClusterError
from tests import large
from tests.cities import SMALL
from tests.strategies import examples

# In chunks


@st.composite
def networks(draw: st.DrawFn) -> "nx.Graph[str]":
    """Random networks of up to sixty organisations, in parts or whole."""
    size, share, seed = draw(st.integers(0, 60)), draw(st.floats(0, 0.3)), draw(st.integers(0, 2**32))
    organisations: nx.Graph[str] = nx.relabel_nodes(nx.gnp_random_graph(size, share, seed=seed), "b{}".format)
    return organisations


@settings(max_examples=examples(150), deadline=None)
@given(networks())
def test_betweenness_in_chunks_is_that_of_networkx(organisations: "nx.Graph[str]") -> None:
    expected = {
        organisation: pytest.approx(share, abs=1e-12)
        for organisation, share in nx.betweenness_centrality(organisations).items()
    }
    assert betweenness(organisations) == expected


@settings(max_examples=examples(150), deadline=None)
@given(networks(), st.integers(2, 70))
def test_betweenness_of_a_sample_is_that_of_networkx(organisations: "nx.Graph[str]", sample: int) -> None:
    size = min(sample, len(organisations))
    shares = (
        nx.betweenness_centrality(organisations, k=size, seed=between.SEED)
        if len(organisations) > 2
        else dict.fromkeys(organisations, 0.0)
    )
    assert betweenness(organisations, sample) == {
        organisation: pytest.approx(share, abs=1e-12) for organisation, share in shares.items()
    }


def test_no_name_is_spread() -> None:
    spread_out: list[Any] = []

    def spread(look: between.Look, network: "nx.Graph[int]", chunks: Any) -> Any:
        spread_out.extend([network.nodes(data=True), network.edges(data=True), chunks])
        return between.here(look, network, chunks)

    betweenness(project(City.parse(SMALL)), spread=spread)
    nodes, edges, (chunk,) = spread_out
    assert [data for *_, data in (*nodes, *edges)] == [{}] * (len(nodes) + len(edges))
    assert chunk == [*dict(nodes)] == [*range(len(nodes))]


# On a cluster


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--json",), ("--exact",)])
def test_a_cluster_answers_as_the_plain_run(options: tuple[str, ...], tmp_path: Path) -> None:
    import distributed

    start: Any = distributed.LocalCluster
    data = tmp_path / "groups.yaml"
    data.write_text(large.text(60, 180), encoding="utf-8")
    command = ["--data", str(data), "analyse", *options]
    plain = CliRunner().invoke(main, command)
    size = {"n_workers": 2, "threads_per_worker": 1, "processes": False}
    with start(**size, protocol="tcp", dashboard_address=None) as two:
        spread = CliRunner().invoke(main, [*command, "--cluster", two.scheduler_address])
    assert (spread.exit_code, spread.stdout, spread.stderr) == (0, plain.stdout, "")


# No cluster


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "sea://shell"])
def test_an_address_that_does_not_answer_is_told(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    data = tmp_path / "groups.yaml"
    data.write_text(SMALL, encoding="utf-8")
    result = CliRunner().invoke(main, ["--data", str(data), "analyse", "--cluster", address])
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"The Dask cluster at ‘{address}’ gave no answer: ")
    assert result.stderr.endswith(
        "Check that the address is like tcp://host:8786, and that a scheduler and a worker run there "
        "(dask scheduler, dask worker).\n"
    )


def test_without_the_library_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'ecosystem-mapper\[cluster\]'"):
        cluster.workers("tcp://there:1")


def test_only_who_asks_for_a_cluster_imports_its_library() -> None:
    said = "import sys; from ecosystem import analysis; print({'distributed', 'dask'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
