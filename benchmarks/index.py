"""Build, search and delete at a million vectors: ``python -m benchmarks.index --rows 1000000 --data FOLDER``.

The chosen index of feedloom, through the functions that ``feedloom build`` and a snapshot call, stands beside plain
FAISS HNSW32 and inverted lists, usearch and (where ``--autofaiss`` names an interpreter that has it) autofaiss. Each
runs in a process of its own; they take turns when they are timed; each has the same vectors, queries and threads.
Those with an effort of their own stand twice: as they come, and at the least effort that finds what feedloom tunes for.

Clustered Gaussians are not a fair test set, so the vectors are MiniLM of 63,000 real texts, enlarged
(:mod:`benchmarks.index_vectors`); up to 60,000 rows they are the real ones themselves. The enlarging was checked once
at 56,000 rows by two indexes of FAISS (recall@10):

================================================ ====== ====== ====== ====== ====== ======
vectors                                          HNSW32,SQ8 at effort  IVF256,RaBitQ4 at
                                                 16     32     64     4      8      32
================================================ ====== ====== ====== ====== ====== ======
real texts                                       0.916  0.957  0.978  0.840  0.910  0.978
7,000 texts, each moved by 0.7 of a near pair    0.929  0.949  0.965  0.848  0.891  0.952
by 0.5 of one                                    0.961  0.976  0.981  0.923  0.945  0.982
mixes of two texts, up to half and half          0.838  0.871  0.896  0.793  0.832  0.890
mixes of two near texts                          0.965  0.983  0.989  0.916  0.958  0.993
texts with Gaussian noise                        0.963  0.984  0.991  0.926  0.963  0.991
================================================ ====== ====== ====== ====== ====== ======

So the second row is taken; where it differs from real vectors there, it is the harder. At a million rows each text has
sixteen such variants, which lie closer together than real posts would: lists then find them more easily than real ones
(one list of 4,096 has 0.88), and walks less easily. This cannot show how the kinds rank on a million real posts.

autofaiss wants a numpy below 2, which feedloom and the newest pyarrow do not run with; ``pip install autofaiss
"pyarrow<21"`` into an environment of its own works. ``--quick`` is for seeing that it runs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.index_systems import SYSTEMS
from benchmarks.index_vectors import real_vectors, write_vectors
from benchmarks.index_worker import Built, Found, Questions, Remote, rates
from benchmarks.report import Cell, write_report
from indexing.faiss_index import nearest_scores
from indexing.spec import IndexSpec

Vectors = NDArray[np.float32]

_QUERIES = 400
_DELETED = 0.3
_FAR = 100
_QUICK_ROWS = 30_000


@dataclass(frozen=True)
class State:
    """What to ask before or after the deletes: half of the queries tune, the others judge."""

    tuning: Questions
    judging: Questions


@dataclass(frozen=True)
class Entrant:
    """A system at one effort, and what was measured of it."""

    name: str
    remote: Remote
    effort: int | None
    built: Built
    peak_mib: float


def run(
    rows: Annotated[int, typer.Option(min=1_000)] = 1_000_000,
    dim: Annotated[int, typer.Option(help="Of the vectors; MiniLM has 384.")] = 384,
    data: Annotated[Path, typer.Option(help="The folder of real data.")] = Path("../shared/data"),
    vectors: Annotated[Path | None, typer.Option(help="A .npy file of unit vectors to take instead.")] = None,
    cache: Annotated[Path, typer.Option(help="Where encoded texts are kept.")] = Path("build/index-vectors"),
    autofaiss: Annotated[Path | None, typer.Option(help="A Python that has autofaiss.")] = None,
    threads: Annotated[int, typer.Option(help="For building.")] = 2,
    rounds: Annotated[int, typer.Option(help="Of timing.")] = 5,
    json: Annotated[Path | None, typer.Option(help="Where the report goes.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Few vectors, two rounds.")] = False,
) -> None:
    """Measure all systems and print the table."""
    rows, rounds = (_QUICK_ROWS, 2) if quick else (rows, rounds)
    with tempfile.TemporaryDirectory(prefix="index-") as name:
        folder = Path(name)
        path = vectors or folder / "vectors.npy"
        if vectors is None:
            write_vectors(real_vectors(data, cache), rows + _QUERIES, path, seed=0)
        found: Vectors = np.load(path, mmap_mode="r")
        if found.shape[1] != dim or len(found) < rows + _QUERIES:
            raise typer.BadParameter(f"the vectors are {found.shape}; {rows + _QUERIES} of {dim} numbers are needed")
        with _memory() as most:
            table = _measure(path, found, rows, folder, autofaiss, threads, rounds)
        settings: dict[str, Cell] = {
            "rows": rows, "dim": dim, "build threads": threads, "queries": _QUERIES // 2, "deleted": _DELETED,
            "peak of the whole run, MiB": most[0],
        }  # fmt: skip
        write_report("index", settings, table, json)


def _measure(
    path: Path, vectors: Vectors, rows: int, folder: Path, autofaiss: Path | None, threads: int, rounds: int
) -> list[dict[str, Cell]]:
    queries = np.ascontiguousarray(vectors[rows : rows + _QUERIES])
    live = np.random.default_rng(1).random(rows) >= _DELETED
    whole, deleted = (_state(vectors[:rows], queries, mask, threads) for mask in (None, live))
    remotes = {name: Remote(name, path, rows, folder / str(at)) for at, name in enumerate(SYSTEMS)}
    if autofaiss is not None:
        remotes["autofaiss"] = Remote("autofaiss", path, rows, folder / "autofaiss", autofaiss)
    entrants = [one for name, remote in remotes.items() for one in _entrants(name, remote, whole.tuning, threads)]
    before = _searched(entrants, whole, rounds)
    seconds = {name: remote.call("delete", live) for name, remote in remotes.items()}
    after = _searched(entrants, deleted, rounds)
    for remote in remotes.values():
        remote.close()
    table = []
    for number, one in enumerate(entrants):
        row: dict[str, Cell] = {
            "system": one.name, "what": one.built.what, "effort": one.effort, "build s": one.built.seconds,
            "peak MiB": one.peak_mib, "bytes a vector": one.built.bytes_per_vector,
        }  # fmt: skip
        row |= before[number]
        row |= {"deletes by": one.remote.deletes, "delete s": seconds[one.name.partition(" (")[0]]}
        table.append(row | {f"{name}, deleted": value for name, value in after[number].items()})
    return table


def _state(vectors: Vectors, queries: Vectors, live: NDArray[np.bool_] | None, threads: int) -> State:
    scores = nearest_scores(vectors, queries, _FAR, live=live, threads=threads)
    return State(Questions(queries[::2], scores[::2]), Questions(queries[1::2], scores[1::2]))


def _entrants(name: str, remote: Remote, tuning: Questions, threads: int) -> list[Entrant]:
    built = remote.call("build", threads)
    peak = remote.call("peak_mib")
    default = remote.efforts[0]
    if default is None:
        return [Entrant(name, remote, None, built, peak)]
    tuned = remote.call("tune", tuning, IndexSpec(name, "a benchmark").tuning_target)
    labels = {"as it comes": default, "tuned": tuned}
    return [Entrant(f"{name} ({label})", remote, effort, built, peak) for label, effort in labels.items()]


def _searched(entrants: list[Entrant], state: State, rounds: int) -> list[dict[str, Cell]]:
    asked = {one.name: (one.remote, one.effort) for one in entrants}
    speeds = {threads: rates(asked, state.judging.queries, threads, rounds) for threads in (1, 2)}
    columns = []
    for one in entrants:
        near, far = (one.remote.call("find", state.judging, k, one.effort) for k in (10, _FAR))
        columns.append(_columns(near, far, speeds[1][one.name], speeds[2][one.name]))
    return columns


def _columns(near: Found, far: Found, one_thread: float, two_threads: float) -> dict[str, Cell]:
    return {
        "recall@10": near.recall,
        "recall@100": far.recall,
        "got 10": near.full,
        "a second": one_thread,
        "a second, 2 threads": two_threads,
    }


@contextmanager
def _memory(every_seconds: float = 1.0) -> Iterator[list[float]]:
    """Watch what this process and all it started hold together, in MiB; shared pages are counted once (Linux)."""
    most, ended = [0.0], Event()

    def watch() -> None:
        while not ended.wait(every_seconds):
            most[0] = max(most[0], _proportional_mib("self"))

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield most
    finally:
        ended.set()
        thread.join()


def _proportional_mib(process: str) -> float:
    try:
        home = Path("/proc") / process
        lines = (home / "smaps_rollup").read_text(encoding="ascii").splitlines()
        children = [child for task in (home / "task").iterdir() for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    own = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return own + sum(_proportional_mib(child) for child in children)


if __name__ == "__main__":
    typer.run(run)
