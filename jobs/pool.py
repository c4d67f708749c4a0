"""Pieces of content on Ray Data: tasks read and cut, a pool of workers that each hold a model do the rest."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from jobs.keys import Keys
from jobs.pieces import cut
from jobs.progress import bar
from jobs.ray_session import cluster_cpus, unwrapped
from jobs.tasks import RETRIES
from jobs.units import Unit
from pipeline.importers import media_reader
from pipeline.store import Store

MAX_WORKERS: Final = 8
"""Each holds a model; more would rather starve than help, since one task reads faster than several encode."""


@dataclass(frozen=True)
class Room:
    """How a cluster is shared out.

    Parameters
    ----------
    share
        CPUs of a task that reads, and of a worker.
    workers
        How many there are.
    threads
        How many each may run.
    """

    share: float
    workers: int
    threads: int

    @classmethod
    def of(cls, cpus: float) -> Room:
        """Share out so many CPUs."""
        # One whole CPU stays free for the tasks that read, or nothing would ever reach the workers.
        workers = max(1, min(MAX_WORKERS, int(cpus) - 1))
        # Reading costs little beside a model, so the CPU that is left free for it may help with the model, and with
        # preparing what comes next.
        return cls(1.0 if cpus >= 2 else 0.5, workers, max(1, int(cpus) // workers))


@dataclass(frozen=True)
class Pool:
    """Pieces of one space, and the workers that they go to.

    Parameters
    ----------
    units
        What to read.
    part
        So many pieces go to a worker at once, and into one file; what a retry would have to do again.
    label
        What the progress bar says.
    holder
        What a worker holds, for the sentence that is said when workers keep dying.
    """

    store: Store
    space: str
    units: Sequence[Unit]
    part: int
    label: str
    holder: str

    def verdicts(
        self, worker: type, arguments: tuple[object, ...], schema: pa.Schema, known: Keys, threads: int
    ) -> pa.Table:
        """Give all pieces to workers, and what these say of them as one table.

        Parameters
        ----------
        worker, arguments
            The class that takes batches of PIECES and gives ``schema``, and what it is made with.
        known
            Content keys that are done already: their pieces carry no payload.
        threads
            How many threads the libraries in a worker take.

        Raises
        ------
        ModelError
            If a worker dies again and again.
        """
        parts = [schema.empty_table()]
        with bar(self.label, self._estimate()) as line, unwrapped(self.holder):
            dataset = self._dataset(worker, arguments, known, threads)
            for batch in dataset.iter_batches(batch_size=None, batch_format="pyarrow"):
                parts.append(batch.select(schema.names).cast(schema))
                line.advance(batch.num_rows)
        return pa.concat_tables(parts)

    def _estimate(self) -> int:
        return sum(len(unit.rows) if self.space == "sentence" else unit.pictures() for unit in self.units)

    def _dataset(self, worker: type, arguments: tuple[object, ...], known: Keys, threads: int) -> Any:  # noqa: ANN401 - ray's types cannot be followed
        import ray
        from ray.data import ActorPoolStrategy

        room = Room.of(cluster_cpus())
        units, space, media, known_keys = self.units, self.space, media_reader(self.store), ray.put(known)

        def read(batch: pa.Table) -> Iterator[pa.Table]:
            for number in batch["unit"].to_pylist():
                yield from cut(units[number], space, media, ray.get(known_keys))

        with warnings.catch_warnings():
            # Ray renames the arguments that bound restarts; pyproject.toml holds it below
            warnings.simplefilter("ignore")
            numbers = ray.data.from_arrow([pa.table({"unit": [number]}) for number in range(len(units))])
            pieces = numbers.map_batches(read, batch_size=None, batch_format="pyarrow", num_cpus=room.share)
            return pieces.repartition(target_num_rows_per_block=self.part).map_batches(
                worker,
                fn_constructor_args=arguments,
                batch_size=None,
                batch_format="pyarrow",
                compute=ActorPoolStrategy(size=room.workers),
                num_cpus=room.share,
                runtime_env={"env_vars": {"OMP_NUM_THREADS": str(threads)}},
                max_restarts=RETRIES,
                max_task_retries=RETRIES,
            )
