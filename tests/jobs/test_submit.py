from __future__ import annotations

import io
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from indexing.snapshot import Snapshot
from jobs import build_index, build_profiles
from jobs.submit import Submission, submit
from pipeline.errors import BadInput, ConfigError
from tests.jobs.fakes import embed_here, load_fake, small_store

ROOT = Path(__file__).parents[2]


def test_the_entry_point_is_this_interpreter_and_the_job_s_module() -> None:
    submission = Submission("build", {"store": "/srv/my feed"}, python="/opt/python")
    assert submission.entry_point == "/opt/python -m jobs.build --store '/srv/my feed'"
    assert Submission("embed", {}).entry_point == f"{sys.executable} -m jobs.embed_posts"


def test_an_unknown_job_is_refused_with_the_nearest() -> None:
    with pytest.raises(BadInput, match="Did you mean 'build'"):
        submit(Submission("bild", {}), "http://127.0.0.1:1", io.StringIO())


def test_a_folder_that_is_no_checkout_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no folder jobs/"):
        submit(Submission("build", {}, working_dir=tmp_path), "http://127.0.0.1:1", io.StringIO())


def test_an_address_where_nobody_answers_is_named() -> None:
    with pytest.raises(ConfigError, match=r"no Ray dashboard answers at 'http://127\.0\.0\.1:1'"):
        submit(Submission("build", {}), "http://127.0.0.1:1", io.StringIO())


class Cluster:
    """A Ray head of its own on loopback, with token authentication on."""

    def __init__(self, folder: Path) -> None:
        gcs, dashboard, agent, client = (_free_port() for _ in range(4))
        self.address = f"http://127.0.0.1:{dashboard}"
        self.env = {**os.environ, "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(16)}
        self.env.pop("RAY_ADDRESS", None)
        options = {
            "num-cpus": 2,
            "port": gcs,
            "node-ip-address": "127.0.0.1",
            "dashboard-host": "127.0.0.1",
            "dashboard-port": dashboard,
            "dashboard-agent-listen-port": agent,
            "ray-client-server-port": client,
            "object-store-memory": 2**28,
            "temp-dir": folder,
        }
        words = [f"--{name}={value}" for name, value in options.items()]
        command = [str(Path(sys.executable).with_name("ray")), "start", "--head", "--block", "--disable-usage-stats"]
        self._log = (folder / "head.log").open("w")
        self._head = subprocess.Popen(
            [*command, *words], env=self.env, stdout=self._log, stderr=subprocess.STDOUT, start_new_session=True
        )

    def wait(self, seconds: int = 90) -> None:
        """Wait until the dashboard takes jobs."""
        request = urllib.request.Request(
            f"{self.address}/api/jobs/", headers={"Authorization": f"Bearer {self.env['RAY_AUTH_TOKEN']}"}
        )
        for _ in range(seconds):
            try:
                with urllib.request.urlopen(request, timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(1)
        pytest.fail(f"no Ray within {seconds} seconds: {Path(self._log.name).read_text()[-2000:]}")

    def stop(self) -> None:
        """End the head and what it has started, and nobody else's."""
        self._head.terminate()
        try:
            self._head.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self._head.pid, signal.SIGKILL)
            self._head.wait()
        self._log.close()


def _free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("r"))
    try:
        cluster.wait()
        yield cluster
    finally:
        cluster.stop()


def run(cluster: Cluster, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, env={**cluster.env, **env}, capture_output=True, text=True, check=False, timeout=250
    )


@pytest.mark.slow
def test_plain_ray_job_submit_builds_from_a_checkout_on_the_cluster(cluster: Cluster, tmp_path: Path) -> None:
    store = small_store(tmp_path / "store")
    (tmp_path / "job.toml").write_text(f'store = "{store.root}"\n', encoding="utf-8")
    ray = [str(Path(sys.executable).with_name("ray")), "job", "submit", "--address", cluster.address]
    module = [sys.executable, "-m", "tests.jobs.fake_build", str(tmp_path / "job.toml")]
    ran = run(cluster, *ray, "--working-dir", ".", "--", *module)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    snapshot = Snapshot.open(store)
    assert snapshot.posts.num_rows == 12
    assert snapshot.version in ran.stdout


@pytest.mark.slow
def test_a_submitted_job_is_followed_to_its_end(cluster: Cluster, tmp_path: Path) -> None:
    store = small_store(tmp_path / "store")
    embed_here(store)
    build_index.run(build_index.IndexConfig(store.root), load=load_fake)
    build_profiles.run(build_profiles.ProfilesConfig(store.root), load=load_fake)
    words = ["submit", "publish", "--store", str(store.root), "--address", cluster.address, "--working-dir", "."]
    ran = run(cluster, sys.executable, "-m", "jobs.cli", *words)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert store.current_version() in ran.stdout
    assert "succeeded" in ran.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("compact")
def test_a_submitted_build_publishes_a_snapshot(cluster: Cluster, tmp_path: Path) -> None:
    store = small_store(tmp_path / "store")
    words = ["submit", "build", "--store", str(store.root), "--address", cluster.address, "--working-dir", "."]
    ran = run(cluster, sys.executable, "-m", "jobs.cli", *words)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert store.current_version() in ran.stdout


@pytest.mark.slow
def test_a_job_that_fails_shows_its_log_and_ends_with_exit_code_2(cluster: Cluster, tmp_path: Path) -> None:
    words = ["submit", "build", "--store", str(tmp_path / "nowhere"), "--address", cluster.address]
    ran = run(cluster, sys.executable, "-m", "jobs.cli", *words, "--working-dir", ".")
    assert ran.returncode == 2
    assert "nowhere is not a folder" in ran.stdout
    assert "ended as FAILED" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.slow
def test_a_wrong_token_is_refused_in_a_sentence(cluster: Cluster, tmp_path: Path) -> None:
    words = ["submit", "build", "--store", str(tmp_path), "--address", cluster.address]
    ran = run(cluster, sys.executable, "-m", "jobs.cli", *words, RAY_AUTH_TOKEN="0" * 32)
    assert ran.returncode == 2
    assert "refuses the token" in ran.stderr
    assert "Traceback" not in ran.stderr
