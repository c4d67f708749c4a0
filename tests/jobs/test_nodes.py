"""The same build on a cluster of several nodes, one of which dies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.store import Store
from tests.jobs.killing import (
    Build,
    Tables,
    assert_equal,
    busy_workers,
    change_world,
    copy_of,
    vector_files,
    write_world,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PATIENCE = 180.0


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Start three nodes on this machine, two of which a test may kill. They ask for Ray's token, as by default."""
    from ray.cluster_utils import Cluster

    memory = {"object_store_memory": 2**28}
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, **memory})
    try:
        for _ in range(2):
            cluster.add_node(num_cpus=2, **memory)
        cluster.wait_for_nodes()
        yield cluster
    finally:
        cluster.shutdown()


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = write_world(tmp_path_factory.mktemp("imported") / "store")
    change_world(store)
    return store


@pytest.fixture(scope="module")
def on_one_node(imported: Store, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    store = copy_of(imported, tmp_path_factory.mktemp("one_node") / "store")
    assert Build.start(store).ends_within(PATIENCE)
    return Tables.of(store)


def test_three_nodes_give_the_tables_that_one_gives(
    cluster: Any, imported: Store, on_one_node: Tables, tmp_path: Path
) -> None:
    store = copy_of(imported, tmp_path / "store")
    assert Build.start(store, "--address", cluster.address).ends_within(PATIENCE)
    assert_equal(store, on_one_node)


def test_a_node_that_dies_in_the_middle_costs_time_alone(
    cluster: Any, imported: Store, on_one_node: Tables, tmp_path: Path
) -> None:
    store = copy_of(imported, tmp_path / "store")
    build = Build.start(store, "--address", cluster.address)
    busy: list[Any] = []
    while len(vector_files(store)) < 3 or not busy:
        assert not build.ends_within(0.02)
        busy = [node for node in cluster.worker_nodes if busy_workers([raylet_of(node)])]
    cluster.remove_node(busy[0], allow_graceful=False)
    assert build.ends_within(PATIENCE), "the build hangs"
    assert_equal(store, on_one_node)


def raylet_of(node: Any) -> int:
    return int(node.all_processes["raylet"][0].process.pid)
