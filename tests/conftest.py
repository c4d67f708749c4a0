"""Fixtures that several packages' tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.store import Store
from tests.support.tiny import tiny_store


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
