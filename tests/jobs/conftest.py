"""One Ray for all tests of the jobs: starting it takes longer than most of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jobs.build import BuildConfig, run
from jobs.cli import main
from jobs.ray_session import ray_session
from pipeline.encoders import load_clip
from pipeline.errors import ModelError
from pipeline.store import Store
from tests.jobs.fakes import load_fake, small_store
from tests.support.command_line import Feedloom, Ran


@pytest.fixture(scope="session")
def ray_here() -> Iterator[None]:
    """Have a Ray; jobs that run meanwhile use it."""
    with ray_session():
        yield


@pytest.fixture(scope="session")
def compact() -> None:
    """Skip where the packaged models are not installed."""
    try:
        load_clip("compact")
    except ModelError as error:
        pytest.skip(f"the compact profile is not here: {error}")


@pytest.fixture(scope="session")
def built(ray_here: None, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Build a small store with models without weights; tests must not change it."""
    store = small_store(tmp_path_factory.mktemp("built") / "store")
    run(BuildConfig(store.root), load=load_fake)
    return store


@pytest.fixture
def feedloom(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Feedloom:
    """Run the command line in this process."""
    monkeypatch.delenv("FEEDLOOM_STORE", raising=False)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        code = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run
