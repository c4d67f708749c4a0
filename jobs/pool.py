"""Pieces of content on Ray: tasks look through the units, a pool of workers that each hold a model do the rest.

The driver hands what is missing from the one to the other, by reference and never more than the workers can take, and
adds up counts. It takes a death of a worker as a fact about what that had in hand (:mod:`jobs.journal`): those pieces
go to the next worker one at a time, and a piece that is alone in hand at two deaths is rejected.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pyarrow as pa

from jobs.journal import LOAD, Hand, read_death
from jobs.keys import Keys, hexed
from jobs.labour import Labour
from jobs.progress import Bar
from jobs.ray_session import cluster_cpus, unwrapped
from jobs.survey import Settled, Survey, Surveyor
from jobs.suspects import Suspects
from jobs.tally import Ceiling, Done, Tally, counted
from jobs.tasks import RETRIES
from jobs.units import Unit
from pipeline.errors import ModelError

MAX_WORKERS: Final = 8
"""Each holds a model; more would rather starve than help, since one task reads faster than several encode."""

LOADS: Final = 3
"""So many deaths while a model loads are the model's fault."""

DEATHS: Final = 12
"""So many deaths a run survives, and one more for each fifty pieces done: each piece to blame costs up to three."""

_DONE_PER_DEATH: Final = 50
_ROWS_A_TASK: Final = 8_192
_PATIENCE_SECONDS: Final = 30.0
_AHEAD: Final = 4
"""So many objects a reading task is ahead of the driver: two parts, each with its survey."""


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


class PieceWorker:
    """The process of a worker; what it holds is made when it first has something to do."""

    def __init__(self, labour: Labour, log: Path, threads: int) -> None:
        self._worker = labour.make(Hand(log, labour.care.seconds), threads)

    def work(self, wanted: Sequence[str], singly: bool, *parts: Any) -> Done:  # noqa: ANN401 - Ray passes it
        """Do a batch."""
        return self._worker(wanted, singly, *parts)


@dataclass(frozen=True)
class _Batch:
    """Keys to do, and references to the tables with their payloads."""

    keys: Sequence[str]
    tables: Sequence[Any]
    singly: bool = False

    def split(self, apart: set[str]) -> list[_Batch]:
        """Part with some keys, which are then done singly."""
        rest = [key for key in self.keys if key not in apart]
        alone = [key for key in self.keys if key in apart]
        batches = [_Batch(rest, self.tables, self.singly), _Batch(alone, self.tables, singly=True)]
        return [batch for batch in batches if batch.keys]


@dataclass(eq=False)
class _Worker:
    """An actor, and what it does now."""

    actor: Any
    log: Path
    batch: _Batch | None = None
    answer: Any = None


class Pool:
    """Do a labour on Ray.

    Parameters
    ----------
    settled
        What needs no work.
    ceiling
        Asked whether too much was rejected.
    tally
        Told what became of everything.
    first
        The first unit that is to be looked through.
    """

    def __init__(self, labour: Labour, settled: Settled, ceiling: Ceiling, tally: Tally, first: int) -> None:
        self._labour = labour
        self._settled = settled
        self._ceiling = ceiling
        self._tally = tally
        self._room = Room.of(cluster_cpus())
        self._run = uuid4().hex[:8]
        self._units = deque(grouped(labour.units, first))
        self._readers: list[Any] = []
        self._workers: list[_Worker] = []
        self._queue: deque[_Batch] = deque()
        self._gathering = _Batch([], [])
        self._taken = Keys()
        self._suspects = Suspects()
        self._deaths = self._loads = self._made = self._done = 0

    def work(self, line: Bar) -> None:
        """Do all of it.

        Raises
        ------
        BadInput
            If too much is rejected.
        ModelError
            If workers die again and again, though no piece of content is to blame.
        """
        import ray

        for log in sorted(self._labour.logs.glob("*.log")):
            self._suspects.note(read_death(log))
        try:
            with unwrapped(self._labour.holder):
                settled = ray.put(self._settled)
                while waiting := self._waiting(settled):
                    ready, _ = ray.wait(waiting, timeout=_PATIENCE_SECONDS)
                    if not ready:
                        self._dismiss_idle()
                    for one in ready:
                        self._take(one, line)
        finally:
            self._dismiss()

    def _waiting(self, settled: Any) -> list[Any]:  # noqa: ANN401 - ray's types cannot be followed
        """Give everybody something to do, and list what may come of it."""
        if not self._readers and not self._units and self._gathering.keys:
            self._gathered()
        self._assign()
        answers = [worker.answer for worker in self._workers if worker.batch is not None]
        if len(self._queue) >= self._room.workers:
            return answers
        while self._units and len(self._readers) < self._room.readers:
            self._readers.append(self._reader(self._units.popleft(), settled))
        return [*answers, *self._readers]

    def _reader(self, units: Sequence[tuple[int, Unit]], settled: Any) -> Any:  # noqa: ANN401 - as above
        import ray

        look = ray.remote(
            num_cpus=self._room.share,
            max_retries=RETRIES,
            num_returns="streaming",
            _generator_backpressure_num_objects=_AHEAD,
        )(look_through)
        return look.remote(self._labour.surveyor, units, settled)

    def _assign(self) -> None:
        idle = deque(worker for worker in self._workers if worker.batch is None)
        while self._queue and (idle or len(self._workers) < self._room.workers):
            worker = idle.popleft() if idle else self._new_worker()
            worker.batch = self._queue.popleft()
            worker.answer = worker.actor.work.remote(worker.batch.keys, worker.batch.singly, *worker.batch.tables)

    def _new_worker(self) -> _Worker:
        import ray

        labour = self._labour
        self._made += 1
        log = labour.logs / f"{self._run}-{self._made:03d}.log"
        holder = ray.remote(
            num_cpus=self._room.share,
            max_restarts=0,
            max_task_retries=0,
            runtime_env={"env_vars": {"OMP_NUM_THREADS": str(self._room.threads)}},
        )(PieceWorker)
        self._workers.append(_Worker(holder.remote(labour, log, self._room.threads), log))
        return self._workers[-1]

    def _take(self, one: Any, line: Bar) -> None:  # noqa: ANN401 - as above
        if one in self._readers:
            self._take_survey(one, line)
        else:
            self._take_answer(next(worker for worker in self._workers if worker.answer == one), line)
        self._ceiling.check(self._tally.seen, self._tally.rejected)

    def _take_survey(self, reader: Any, line: Bar) -> None:  # noqa: ANN401 - as above
        import ray

        with unwrapped("what is read"):
            try:
                survey: Survey = ray.get(next(reader))
                table = next(reader)
            except StopIteration:
                self._readers.remove(reader)
                return
        self._tally.survey(survey)
        new = hexed(survey.missing[self._taken.add(survey.missing)])
        line.advance(survey.pieces - len(new))
        if len(self._gathering.keys) + len(new) > self._labour.surveyor.part:
            self._gathered()
        if new:
            self._gathering = _Batch([*self._gathering.keys, *new], [*self._gathering.tables, table])

    def _gathered(self) -> None:
        self._enqueue(self._gathering)
        self._gathering = _Batch([], [])

    def _enqueue(self, batch: _Batch) -> None:
        """Put a batch into the queue, without those in it that are to blame for deaths, and suspects apart."""
        guilty = {key: self._suspects.guilty[key] for key in batch.keys if key in self._suspects.guilty}
        if guilty:
            self._labour.unusable.add(self._labour.revision, guilty)
            self._tally.finish(Done(failed=counted(guilty)))
            batch = _Batch([key for key in batch.keys if key not in guilty], batch.tables, batch.singly)
        self._queue.extendleft(reversed(batch.split({key for key in batch.keys if key in self._suspects.alone})))

    def _take_answer(self, worker: _Worker, line: Bar) -> None:
        import ray
        from ray.exceptions import RayActorError

        batch, worker.batch = worker.batch, None
        assert batch is not None
        try:
            done: Done = ray.get(worker.answer)
        except RayActorError:
            self._mourn(worker, batch)
            return
        self._tally.finish(done)
        self._done += len(batch.keys)
        self._loads = 0
        line.advance(len(batch.keys))

    def _mourn(self, worker: _Worker, batch: _Batch) -> None:
        """Learn from a death, give its batch to others, and see whether it was one too many."""
        self._workers.remove(worker)
        death = read_death(worker.log)
        self._suspects.note(death)
        self._enqueue(batch)
        self._deaths += 1
        self._loads += death.stage == LOAD
        if self._loads >= LOADS or self._deaths > DEATHS + self._done // _DONE_PER_DEATH:
            raise ModelError(
                f"the process that held {self._labour.holder} died again and again",
                expected="a process that lives",
                remedy="See whether memory runs out; what was done so far is kept, so run the job again",
            )

    def _dismiss_idle(self) -> None:
        # Nothing happens: somebody may be waiting for the room that they take up, after a node was lost.
        for worker in [worker for worker in self._workers if worker.batch is None]:
            self._let_go(worker)

    def _let_go(self, worker: _Worker) -> None:
        import ray

        self._workers.remove(worker)
        ray.kill(worker.actor)
        worker.log.unlink(missing_ok=True)  # it was no death that says anything of what it had in hand

    def _dismiss(self) -> None:
        import ray

        for reader in self._readers:
            ray.cancel(reader)
        for worker in list(self._workers):
            self._let_go(worker)


def look_through(
    surveyor: Surveyor, units: Sequence[tuple[int, Unit]], settled: Settled
) -> Iterator[Survey | pa.Table]:
    """Give for each part of some units a survey, and then what is missing: the driver fetches the surveys alone."""
    for number, unit in units:
        for survey, missing in surveyor.look(number, unit, settled):
            yield survey
            yield missing


def grouped(units: Sequence[Unit], first: int) -> Iterator[list[tuple[int, Unit]]]:
    """Put units together until a task is worth its while; each with its place among all."""
    group: list[tuple[int, Unit]] = []
    for number, unit in islice(enumerate(units), first, None):
        group.append((number, unit))
        if sum(one.count for _, one in group) >= _ROWS_A_TASK:
            yield group
            group = []
    if group:
        yield group
