"""Exports are made once whoever asks, read back only as they were written, and never seen half-made."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.encoders.backends.exports import GRAPH, WEIGHTS, cache_folder, exported

WRITER = """
import sys, time
from pathlib import Path
from pipeline.encoders.backends.exports import GRAPH, WEIGHTS, exported

cache, tally, ready, go = map(Path, sys.argv[1:])

def write(folder):
    with tally.open("a") as file:
        file.write("made\\n")
    (folder / GRAPH).write_bytes(b"graph")
    time.sleep(0.3)  # long enough for the other process to come and find half of it
    (folder / WEIGHTS).write_bytes(b"w" * 100_000)

ready.touch()
while not go.exists():
    time.sleep(0.005)
found = exported("key", write, cache)
assert (found.graph, len(found.weights)) == (b"graph", 100_000)
"""


class Writer:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, folder: Path) -> None:
        assert not list(folder.iterdir())
        self.calls += 1
        (folder / GRAPH).write_bytes(b"<net/>")
        (folder / WEIGHTS).write_bytes(bytes([self.calls]) * 8)


def test_two_processes_make_one_export(tmp_path: Path) -> None:
    go, tally = tmp_path / "go", tmp_path / "tally"
    ready = [tmp_path / f"ready{number}" for number in range(2)]
    processes = [
        subprocess.Popen([sys.executable, "-c", WRITER, *map(str, (tmp_path / "cache", tally, flag, go))])
        for flag in ready
    ]
    while not all(flag.exists() for flag in ready):
        assert all(process.poll() is None for process in processes)
    go.touch()
    assert [process.wait(60) for process in processes] == [0, 0]
    assert tally.read_text() == "made\n"


def test_an_export_is_taken_from_the_cache(tmp_path: Path) -> None:
    write = Writer()
    assert exported("a", write, tmp_path) == exported("a", write, tmp_path)
    assert write.calls == 1
    exported("b", write, tmp_path)
    assert write.calls == 2


@pytest.mark.parametrize("name", [GRAPH, WEIGHTS, "manifest.json"])
def test_a_changed_byte_is_noticed_and_the_export_made_again(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write = Writer()
    exported("a", write, tmp_path)
    (place,) = (tmp_path / "exports").glob(f"a/{name}")
    place.write_bytes(place.read_bytes()[:-3] + b"xyz")
    with caplog.at_level(logging.WARNING):
        assert exported("a", write, tmp_path).weights == b"\x02" * 8
    assert "is made again" in caplog.text
    assert exported("a", write, tmp_path).weights == b"\x02" * 8


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    leftover = tmp_path / "exports" / ".a-killed"
    leftover.mkdir(parents=True)
    exported("a", Writer(), tmp_path)
    assert sorted(path.name for path in (tmp_path / "exports").iterdir()) == ["a", "a.lock"]


def test_a_failed_export_leaves_nothing(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / GRAPH).write_bytes(b"half")
        raise ValueError("cannot be traced")

    with pytest.raises(ValueError, match="cannot be traced"):
        exported("a", fail, tmp_path)
    assert [path.name for path in (tmp_path / "exports").iterdir()] == ["a.lock"]


def test_a_cache_that_cannot_be_is_said_and_done_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").touch()
    with caplog.at_level(logging.WARNING):
        assert exported("a", Writer(), tmp_path / "file").graph == b"<net/>"
    assert "cannot be kept" in caplog.text


def test_the_cache_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDLOOM_CACHE", "/somewhere")
    assert cache_folder() == Path("/somewhere")
    monkeypatch.delenv("FEEDLOOM_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert cache_folder() == Path("/caches/feedloom")
