"""Betweenness by chunks, here and on a cluster: networkx's numbers, and the same ones everywhere."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from time import sleep
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
from tests.fixture import ROOT
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


@pytest.fixture(scope="module")
def stack() -> Iterator[ExitStack]:
    with ExitStack() as processes:
        yield processes


def started(stack: ExitStack, program: str, *arguments: str) -> "subprocess.Popen[str]":
    """A process of the cluster that has said where it is."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *arguments, "--no-dashboard"]
    process = stack.enter_context(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True))
    stack.callback(process.kill)
    return process


@pytest.fixture(scope="module")
def scheduler(stack: ExitStack) -> str:
    """The address of a scheduler without workers."""
    process = started(stack, "scheduler", "--host", "127.0.0.1", "--port", "0")
    assert process.stderr
    line = next(line for line in process.stderr if "Scheduler at:" in line)
    return line.split()[-1]


@pytest.fixture(scope="module")
def workers(stack: ExitStack, scheduler: str) -> "list[subprocess.Popen[str]]":
    """Two workers of that scheduler."""
    options = ("--no-nanny", "--nthreads", "1")
    both = [started(stack, "worker", scheduler, *options) for _ in range(2)]
    for process in both:
        assert process.stderr
        next(line for line in process.stderr if "Registered to:" in line)
    return both


@pytest.fixture(scope="module")
def country() -> "nx.Graph[str]":
    return project(City.parse(large.text(600, 1800)))


@pytest.mark.slow
def test_a_cluster_without_workers_is_told(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with (
        pytest.raises(ClusterError, match=r"has no worker\. Start some: dask worker tcp://"),
        cluster.workers(scheduler),
    ):
        pass


@pytest.mark.slow
@pytest.mark.usefixtures("workers")
@pytest.mark.parametrize("options", [(), ("--json",), ("--exact",)])
def test_a_cluster_answers_as_the_plain_run(options: tuple[str, ...], scheduler: str, tmp_path: Path) -> None:
    data = tmp_path / "groups.yaml"
    data.write_text(large.text(60, 180), encoding="utf-8")
    plain, spread = (
        CliRunner().invoke(main, ["--data", str(data), "analyse", *options, *more])
        for more in ([], ["--cluster", scheduler])
    )
    assert (spread.exit_code, spread.stdout, spread.stderr) == (0, plain.stdout, "")


@pytest.mark.slow
@pytest.mark.usefixtures("workers")
def test_what_fails_on_a_cluster_is_told_in_a_sentence(scheduler: str) -> None:
    with cluster.workers(scheduler) as spread, pytest.raises(ClusterError, match=r"did not finish: .*99"):
        spread(nx.betweenness_centrality_subset, nx.path_graph(4), [[99]])


@pytest.mark.slow
def test_a_worker_killed_half_way_changes_no_number(
    scheduler: str, workers: "list[subprocess.Popen[str]]", country: "nx.Graph[str]"
) -> None:
    from distributed import Client

    watch: Any = Client
    seen: list[int] = []

    def kill_half_way() -> None:
        with watch(scheduler, set_as_default=False) as client:
            while not seen or seen[-1] < 8:
                seen.append(client.run_on_scheduler(lambda dask_scheduler: _counted(dask_scheduler)))
                sleep(0.01)
            os.kill(workers[0].pid, signal.SIGKILL)

    plain = betweenness(country)
    killer = Thread(target=kill_half_way)
    with cluster.workers(scheduler) as spread:
        killer.start()
        spread_out = betweenness(country, spread=spread)
    killer.join()
    assert spread_out == plain
    assert 8 <= seen[-1] < len(country) / between.CHUNK
    assert (workers[0].wait(), workers[1].poll()) == (-signal.SIGKILL, None)


def _counted(scheduler: Any) -> int:
    """How many chunks are done."""
    return sum(
        task.state == "memory" and task.group_key == "betweenness_centrality_subset"
        for task in scheduler.tasks.values()
    )


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
    assert result.stderr == (
        f"No Dask scheduler answers at ‘{address}’. Is it running (dask scheduler), and is the address like "
        "tcp://host:8786?\n"
    )


def test_without_the_library_the_command_says_what_to_install(
    small_city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(ClusterError, match=r"pip install 'ecosystem-mapper\[cluster\]'"),
        cluster.workers("tcp://there:1"),
    ):
        pass


def test_only_who_asks_for_a_cluster_imports_its_library() -> None:
    said = "import sys; from ecosystem import analysis; print({'distributed', 'dask'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
