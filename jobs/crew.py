"""The workers of a pool: processes that each hold a model, the batches that they have, and their deaths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from jobs.journal import Death, Hand, read_death
from jobs.labour import Labour, WorkerMaker
from jobs.tally import Done

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
    readers
        How many tasks read at the same time.
    """

    share: float
    workers: int
    threads: int
    readers: int

    @classmethod
    def of(cls, cpus: float) -> Room:
        """Share out so many CPUs."""
        # One whole CPU stays free for the tasks that read, or nothing would ever reach the workers.
        workers = max(1, min(MAX_WORKERS, int(cpus) - 1))
        # Reading costs little beside a model, so the CPU that is left free for it may help with the model, and with
        # preparing what comes next.
        return cls(1.0 if cpus >= 2 else 0.5, workers, max(1, int(cpus) // workers), max(1, int(cpus) - workers))


@dataclass(frozen=True)
class Batch:
    """Keys to do, and references to the tables with their payloads.

    Parameters
    ----------
    singly
        Whether one piece is to be in hand at a time.
    """

    keys: Sequence[str] = ()
    tables: Sequence[Any] = ()
    singly: bool = False

    def split(self, apart: set[str]) -> list[Batch]:
        """Part with some keys, which are then done singly."""
        rest = [key for key in self.keys if key not in apart]
        alone = [key for key in self.keys if key in apart]
        batches = [Batch(rest, self.tables, self.singly), Batch(alone, self.tables, singly=True)]
        return [batch for batch in batches if batch.keys]


class PieceWorker:
    """The process of a worker; what it holds is made when it first has something to do."""

    def __init__(self, make: WorkerMaker, seconds: Mapping[str, float], log: Path, threads: int) -> None:
        self._worker = make(Hand(log, seconds), threads)

    def warm(self) -> None:
        """Load what it holds; where that fails, the first batch says why."""
        with suppress(Exception):
            self._worker.load()

    def work(self, wanted: Sequence[str], singly: bool, *parts: Any) -> Done:  # noqa: ANN401 - Ray passes tables
        """Do a batch."""
        return self._worker(wanted, singly, *parts)


@dataclass(eq=False)
class _Worker:
    actor: Any
    log: Path
    batch: Batch | None = None
    answer: Any = None


class Crew:
    """Have workers, as many as there is room for, and no more than there is work for.

    Parameters
    ----------
    labour
        What they do.
    room
        How much of it they take.
    """

    def __init__(self, labour: Labour, room: Room) -> None:
        self._labour = labour
        self._room = room
        self._name = uuid4().hex[:8]
        self._hired = 0
        self._workers: list[_Worker] = []

    @property
    def answers(self) -> list[Any]:
        """What is waited for."""
        return [worker.answer for worker in self._workers if worker.batch is not None]

    @property
    def has_room(self) -> bool:
        """Whether somebody could take another batch."""
        return len(self.answers) < max(len(self._workers), self._room.workers)

    def call_in(self) -> None:
        """Have one worker load what it holds while the first batch is still read."""
        self._hire().actor.warm.remote()

    def give(self, batch: Batch) -> None:
        """Give a batch to somebody idle, or to a new worker."""
        worker = next((worker for worker in self._workers if worker.batch is None), None) or self._hire()
        worker.batch = batch
        worker.answer = worker.actor.work.remote(batch.keys, batch.singly, *batch.tables)

    def take(self, answer: Any) -> tuple[Batch, Done | Death]:  # noqa: ANN401 - ray's types cannot be followed
        """Take an answer: what came of a batch, or what its worker had in hand when it died."""
        import ray
        from ray.exceptions import NodeDiedError, OutOfMemoryError, RayActorError, WorkerCrashedError

        worker = next(worker for worker in self._workers if worker.answer == answer)
        batch, worker.batch = worker.batch, None
        assert batch is not None
        try:
            return batch, ray.get(answer)
        except (NodeDiedError, OutOfMemoryError, RayActorError, WorkerCrashedError):
            self._workers.remove(worker)
            ray.kill(worker.actor)  # where it is out of reach rather than dead
            return batch, read_death(worker.log)

    def dismiss(self, *, idle: bool) -> None:
        """Let workers go: the idle ones, or all of them."""
        import ray

        for worker in [worker for worker in self._workers if worker.batch is None or not idle]:
            self._workers.remove(worker)
            ray.kill(worker.actor)
            worker.log.unlink(missing_ok=True)  # it was no death that says anything of what it had in hand

    def _hire(self) -> _Worker:
        import ray

        self._hired += 1
        labour, log = self._labour, self._labour.logs / f"{self._name}-{self._hired:03d}.log"
        remote = ray.remote(
            num_cpus=self._room.share,
            max_restarts=0,
            max_task_retries=0,
            runtime_env={"env_vars": {"OMP_NUM_THREADS": str(self._room.threads)}},
        )(PieceWorker)
        self._workers.append(_Worker(remote.remote(labour.make, labour.care.seconds, log, self._room.threads), log))
        return self._workers[-1]
