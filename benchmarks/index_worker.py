"""Run one system of the index benchmark in a process of its own, so that its memory can be told from the others'."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.index_systems import SYSTEMS, AutoFaiss, System

Vectors = NDArray[np.float32]
Mask = NDArray[np.bool_]

_ROUNDING = 1e-6


@dataclass(frozen=True)
class Questions:
    """Queries and the scores of their true neighbours.

    Parameters
    ----------
    queries
        ``(q, d) float32``.
    scores
        ``(q, 100) float32``, descending.
    """

    queries: Vectors
    scores: Vectors


@dataclass(frozen=True)
class Built:
    """What building took."""

    seconds: float
    bytes_per_vector: float
    what: str


@dataclass(frozen=True)
class Found:
    """What part of the k nearest was found, 0 to 1, and what part of the queries got k different live results."""

    recall: float
    full: float


class Worker:
    """Answer for one system; lives in the other process.

    Parameters
    ----------
    vectors
        A ``.npy`` file, ``(n, d) float32``, of which the first ``rows`` are indexed.
    """

    def __init__(self, system: System, vectors: Path, rows: int, folder: Path) -> None:
        self._system = system
        self._vectors: Vectors = np.load(vectors, mmap_mode="r")[:rows]
        self._folder = folder
        self._live: Mask = np.ones(rows, np.bool_)

    def build(self, threads: int) -> Built:
        """Index everything."""
        self._folder.mkdir()
        begun = perf_counter()
        self._system.build(self._vectors, self._folder, threads)
        seconds = perf_counter() - begun
        files = [path for path in self._folder.iterdir() if path.name.endswith("index")]
        size = sum(path.stat().st_size for path in files) / len(self._vectors)
        return Built(seconds, size, self._system.describe())

    def delete(self, live: Mask) -> float:
        """Delete what is not live; the seconds that took."""
        self._live = live
        begun = perf_counter()
        self._system.delete(live)
        return perf_counter() - begun

    def tune(self, questions: Questions, target: float) -> int | None:
        """Find the least effort that reaches the target for ten neighbours."""
        efforts = sorted(effort for effort in self._system.efforts if effort is not None)
        for effort in efforts:
            if self.find(questions, 10, effort).recall >= target:
                return effort
        return efforts[-1] if efforts else None

    def find(self, questions: Questions, k: int, effort: int | None) -> Found:
        """Search every query once and compare."""
        shares, full = [], []
        for query, edge in zip(questions.queries, questions.scores[:, k - 1], strict=True):
            labels = np.unique(self._system.search(query[None], k, effort))
            labels = labels[labels >= 0]
            labels = labels[self._live[labels]]
            shares.append((self._vectors[labels] @ query >= edge - _ROUNDING).sum() / k)
            full.append(len(labels) == k)
        return Found(float(np.mean(shares)), float(np.mean(full)))

    def rate(self, queries: Vectors, effort: int | None, threads: int) -> float:
        """Answer all queries for ten neighbours, one a call, and give the queries a second."""

        def ask(some: Vectors) -> None:
            for query in some:
                self._system.search(query[None], 10, effort)

        begun = perf_counter()
        if threads == 1:
            ask(queries)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(ask, np.array_split(queries, threads)))
        return len(queries) / (perf_counter() - begun)

    def peak_mib(self) -> float:
        """Give the most memory the process has held, mapped files included, in MiB (Linux)."""
        # Not ru_maxrss of the process itself: that starts at what its parent held when it was started.
        status = Path("/proc/self/status").read_text(encoding="ascii")
        own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
        return max(own, getrusage(RUSAGE_CHILDREN).ru_maxrss) / 1024


class Remote:
    """Call a worker in its process."""

    def __init__(self, name: str, vectors: Path, rows: int, folder: Path, autofaiss: Path | None = None) -> None:
        context = get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(other, name, vectors, rows, folder, autofaiss), daemon=True
        )
        self._process.start()
        self.efforts: tuple[int | None, ...] = self.call("efforts")
        self.deletes: str = self.call("deletes")

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid or 0

    def call(self, verb: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever the verb gives
        """Call a method of the worker; an exception there is raised here."""
        self._pipe.send((verb, arguments))
        answer = self._pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        """End the process."""
        self._pipe.send(("close", ()))
        self._process.join()


def rates(
    remotes: dict[str, tuple[Remote, int | None]], queries: Vectors, threads: int, rounds: int
) -> dict[str, float]:
    """Give each system's median queries a second; the systems take turns, after a round that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in remotes}
    for remote, effort in remotes.values():
        remote.call("rate", queries, effort, threads)
    for _ in range(rounds):
        for name, (remote, effort) in remotes.items():
            taken[name].append(remote.call("rate", queries, effort, threads))
    return {name: median(own) for name, own in taken.items()}


def _serve(pipe: Connection, name: str, vectors: Path, rows: int, folder: Path, autofaiss: Path | None) -> None:
    system = AutoFaiss(autofaiss) if autofaiss else SYSTEMS[name]()
    worker = Worker(system, vectors, rows, folder)
    told = {"efforts": system.efforts, "deletes": system.deletes}
    while True:
        verb, arguments = pipe.recv()
        if verb == "close":
            return
        try:
            pipe.send(told[verb] if verb in told else getattr(worker, verb)(*arguments))
        except Exception as error:  # noqa: BLE001 - it is raised again where the call was made
            pipe.send(error)
