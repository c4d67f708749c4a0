"""With no route to anywhere, the packaged models build a store, and the others say at once what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.store import Store
from tests.jobs.fakes import small_store

_NO_NETWORK = ("unshare", "--net", "--map-root-user", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")
"""A network namespace has no route but, once it is up, the one to this machine itself, which Ray talks over."""


@pytest.fixture(scope="module")
def no_network() -> tuple[str, ...]:
    """Give the command that runs another where no network can be reached."""
    missing = [tool for tool in ("unshare", "ip") if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"no {missing[0]!r} on this machine, so no network can be cut")
    tried = subprocess.run([*_NO_NETWORK, "true"], capture_output=True, text=True)
    if tried.returncode:
        pytest.skip(f"this machine does not let us cut the network: {tried.stderr.strip()}")
    return _NO_NETWORK


def feedloom(prefix: tuple[str, ...], cache: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    words = [*prefix, sys.executable, "-m", "jobs.cli", *map(str, arguments)]
    environment = os.environ | {"HF_HUB_CACHE": str(cache), "HF_HUB_OFFLINE": "0"}
    return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=800)


def digests(root: Path) -> dict[str, str]:
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("job", ["build", "embed"])
@pytest.mark.parametrize("how", [["--profile", "standard"], ["--sentence", "someone/words"], ["--clip", "hf-hub:a/b"]])
def test_a_model_that_is_not_here_ends_the_job_before_it_begins(
    no_network: tuple[str, ...], tmp_path: Path, job: str, how: list[str]
) -> None:
    store = small_store(tmp_path / "store")
    before = digests(store.root)
    ran = feedloom(no_network, tmp_path / "hub", job, "--store", store.root, *how)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "is not here, and the hub cannot be reached" in ran.stderr
    assert "Use the profile 'compact', which needs no network" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert digests(store.root) == before


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_packaged_models_build_pictures_and_texts(no_network: tuple[str, ...], tmp_path: Path) -> None:
    store = small_store(tmp_path / "store")
    ran = feedloom(no_network, tmp_path / "hub", "build", "--store", store.root)
    assert ran.returncode == 0, ran.stderr
    assert "Published v000001-" in ran.stderr
    found = feedloom(no_network, tmp_path / "hub", "search", "a kitten and a puppy", "--store", store.root)
    assert found.returncode == 0, found.stderr
    assert Store.open(store.root).current_version().startswith("v000001-")
