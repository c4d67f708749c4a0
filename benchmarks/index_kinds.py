"""Measure every kind of index that may be chosen: ``python -m benchmarks.index_kinds --rows 200000 --data FOLDER``.

Each is built and measured on one thread as ``feedloom build`` does it, one segment of the vectors of
:mod:`benchmarks.index`; the table at the top of ``indexing/spec.py`` has these figures.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter
from typing import Annotated

import numpy as np
import typer

from benchmarks.index_vectors import real_vectors, write_vectors
from benchmarks.report import Cell, write_report
from indexing.recall import build_and_measure
from indexing.spec import KINDS, IndexSpec, factory_of


def run(
    rows: Annotated[int, typer.Option(min=1_000)] = 200_000,
    targets: Annotated[list[float], typer.Option("--target", help="Recall@10 to tune for.")] = [0.95, 0.98],  # noqa: B006
    kinds: Annotated[list[str], typer.Option("--kind")] = list(KINDS),  # noqa: B006
    data: Annotated[Path, typer.Option(help="The folder of real data.")] = Path("../shared/data"),
    cache: Annotated[Path, typer.Option(help="Where encoded texts are kept.")] = Path("build/index-vectors"),
    json: Annotated[Path | None, typer.Option(help="Where the report goes.")] = None,
) -> None:
    """Build each kind for each target and print its card."""
    with tempfile.TemporaryDirectory(prefix="index-") as folder:
        path = Path(folder) / "vectors.npy"
        write_vectors(real_vectors(data, cache), rows, path, seed=0)
        vectors = np.load(path, mmap_mode="r")
        table = []
        for name in kinds:
            for target in targets:
                table.append(_row(name, target, vectors))
                typer.echo(", ".join(f"{key} {value}" for key, value in table[-1].items()))
    write_report("index kinds", {"rows": rows, "dim": vectors.shape[1], "threads": 1}, table, json)


def _row(name: str, target: float, vectors: np.ndarray) -> dict[str, Cell]:
    begun = perf_counter()
    built = build_and_measure(vectors, IndexSpec(factory_of(name, len(vectors)), "a benchmark", target))
    seconds, card = perf_counter() - begun, built.card
    return {
        "system": name,
        "target": target,
        "built": built.index.factory,
        "seconds": seconds,
        "bytes a vector": card.bytes_per_vector,
        "effort": built.effort,
        "recall@10": card.recall_at_10,
        "@100": card.recall_at_100,
        "@10, deleted": card.recall_at_10_deleted,
        "@100, deleted": card.recall_at_100_deleted,
        "ms": card.milliseconds,
    }


if __name__ == "__main__":
    typer.run(run)
