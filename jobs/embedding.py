"""One space on Ray Data: tasks read and cut, a pool of workers that hold the model encodes and writes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from jobs.encoders import Loader
from jobs.encoding import VERDICTS, EncodePieces
from jobs.pieces import cut
from jobs.progress import bar
from jobs.ray_session import cluster_cpus, unwrapped
from jobs.tasks import RETRIES
from jobs.units import Unit
from pipeline.importers import media_reader
from pipeline.store import Store

PART_PIECES: Final = {"sentence": 1024, "clip": 256}
"""So many pieces go to a worker at once, and into one file; what a retry would have to do again."""

MAX_WORKERS: Final = 8
"""Each holds a model; more would rather starve than help, since one task reads faster than several encode."""

MAX_PREPARERS: Final = 4
"""Threads of a worker that decode pictures; each may hold one of ``MediaLimits.max_pixels``."""


@dataclass(frozen=True)
class SpaceWork:
    """What is to be embedded in one space.

    Parameters
    ----------
    model, load
        The model's name, and what gives it.
    units
        What to read.
    """

    store: Store
    space: str
    model: str
    load: Loader
    units: Sequence[Unit]

    def verdicts(self, known: frozenset[str]) -> pa.Table:
        """Encode what is not known yet, and give VERDICTS on all pieces.

        Parameters
        ----------
        known
            Content keys that have a vector already.

        Raises
        ------
        ModelError
            If the worker that holds the model dies again and again.
        """
        parts = [VERDICTS.empty_table()]
        with bar(f"embed {self.space}", self._estimate()) as line, unwrapped(f"the model of space {self.space!r}"):
            for batch in self._dataset(known).iter_batches(batch_size=None, batch_format="pyarrow"):
                parts.append(batch.select(VERDICTS.names).cast(VERDICTS))
                line.advance(batch.num_rows)
        return pa.concat_tables(parts)

    def _estimate(self) -> int:
        return sum(len(unit.rows) if self.space == "sentence" else unit.pictures() for unit in self.units)

    def _dataset(self, known: frozenset[str]) -> Any:  # noqa: ANN401 - ray's types cannot be followed
        import ray
        from ray.data import ActorPoolStrategy

        # One whole CPU stays free for the tasks that read, or nothing would ever reach the workers.
        cpus = cluster_cpus()
        share = 1.0 if cpus >= 2 else 0.5
        workers = max(1, min(MAX_WORKERS, int(cpus) - 1))
        # Reading costs little beside encoding, so the CPU that is left free for it may help with the model, and with
        # preparing what comes next.
        threads = max(1, int(cpus) // workers)
        units, space, media, known_keys = self.units, self.space, media_reader(self.store), ray.put(known)

        def read(batch: pa.Table) -> Iterator[pa.Table]:
            for number in batch["unit"].to_pylist():
                yield from cut(units[number], space, media, ray.get(known_keys))

        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # Ray renames the arguments that bound restarts; pyproject.toml holds it below
            numbers = ray.data.from_arrow([pa.table({"unit": [number]}) for number in range(len(units))])
            pieces = numbers.map_batches(read, batch_size=None, batch_format="pyarrow", num_cpus=share)
            return pieces.repartition(target_num_rows_per_block=PART_PIECES[space]).map_batches(
                EncodePieces,
                fn_constructor_args=(self.store, space, self.model, self.load, min(threads, MAX_PREPARERS)),
                batch_size=None,
                batch_format="pyarrow",
                compute=ActorPoolStrategy(size=workers),
                num_cpus=share,
                runtime_env={"env_vars": {"OMP_NUM_THREADS": str(threads)}},
                max_restarts=RETRIES,
                max_task_retries=RETRIES,
            )
