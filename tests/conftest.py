"""Fixtures that several packages' tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.store import Store
from tests.support.tiny import tiny_store

# Tests assert no times: on a busy machine, or a slow disk, an example takes what it takes.
settings.register_profile("feedloom", deadline=None)
settings.load_profile("feedloom")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep exported models out of the cache of whoever runs the tests; workers inherit the variable."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FEEDLOOM_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Find the folder of real data; skip where there is none."""
    folder = Path(os.environ.get("FEEDLOOM_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data in {folder}; set FEEDLOOM_DATA to a folder of it")
    return folder


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Publish the tiny store once; tests must not change it."""
    return tiny_store(tmp_path_factory.mktemp("tiny") / "store")


@pytest.fixture
def own_store(tmp_path: Path) -> Store:
    """Publish a tiny store that the test may damage."""
    return tiny_store(tmp_path / "store")


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Make a sample world of 300 posts and build it with the real models; tests must not change it."""
    from jobs.build import BuildConfig, run
    from pipeline.sample.world import WorldSize, write_world

    store = Store.create(tmp_path_factory.mktemp("world") / "world")
    write_world(store, seed=7, size=WorldSize(posts=300, authors=60, people=40, impressions=6_000))
    run(BuildConfig(store.root))
    return store
