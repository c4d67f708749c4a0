"""Pieces of content on Ray: tasks look through the units, a pool of workers that each hold a model do the rest.

The driver hands what is missing from the one to the other, by reference and never more than the workers can take, and
adds up counts. It takes a death of a worker as a fact about what that had in hand (:mod:`jobs.journal`): those pieces
go to the next worker one at a time, and a piece that is alone in hand at two deaths is rejected.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from shutil import rmtree
from typing import Any, Final

import pyarrow as pa

from jobs.crew import Batch, Crew, Room
from jobs.journal import LOAD, Death, read_death
from jobs.keys import Keys, hexed
from jobs.labour import Labour
from jobs.progress import Bar
from jobs.ray_session import cluster_cpus, unwrapped
from jobs.survey import Settled, Survey, grouped, look_through
from jobs.suspects import Suspects
from jobs.tally import Ceiling, Done, Tally, counted
from jobs.tasks import RETRIES
from jobs.units import Unit
from pipeline.errors import ModelError

LOADS: Final = 3
"""So many deaths in a row while a model loads are the model's fault."""

DEATHS: Final = 12
"""So many deaths a run survives, and one more for each fifty pieces done: each piece to blame costs up to three."""

_DONE_PER_DEATH: Final = 50
_PATIENCE_SECONDS: Final = 30.0
_AHEAD: Final = 4
"""So many objects a reading task is ahead of the driver: two parts, each with its survey."""


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
        self._crew = Crew(labour, self._room)
        self._units = deque(grouped(labour.units, first))
        self._readers: list[Any] = []
        self._queue: deque[Batch] = deque()
        self._gathering = Batch()
        self._taken = Keys()
        self._suspects = Suspects()
        self._deaths = self._loads = self._done = 0

    def work(self, line: Bar, *, is_wanted: bool) -> None:
        """Do all of it.

        Parameters
        ----------
        is_wanted
            Whether it is known already that there is something to do.

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
                if is_wanted:
                    self._crew.call_in()
                while waiting := self._waiting(settled):
                    ready, _ = ray.wait(waiting, timeout=_PATIENCE_SECONDS)
                    if not ready:
                        # Somebody may be waiting for the room that idle workers take up, after a node was lost.
                        self._crew.dismiss(idle=True)
                    for one in ready:
                        self._take(one, line)
        finally:
            for reader in self._readers:
                ray.cancel(reader)
            self._crew.dismiss(idle=False)
            with suppress(OSError):  # only the logs of the dead stay
                self._labour.logs.rmdir()

    def _waiting(self, settled: Any) -> list[Any]:  # noqa: ANN401 - ray's types cannot be followed
        """Give everybody something to do, and list what may come of it."""
        if not self._readers and not self._units and self._gathering.keys:
            self._gathered()
        while self._queue and self._crew.has_room:
            self._crew.give(self._queue.popleft())
        if len(self._queue) >= self._room.workers:
            return self._crew.answers
        while self._units and len(self._readers) < self._room.readers:
            self._readers.append(self._reader(self._units.popleft(), settled))
        return [*self._crew.answers, *self._readers]

    def _reader(self, units: Sequence[tuple[int, Unit]], settled: Any) -> Any:  # noqa: ANN401 - as above
        import ray

        look = ray.remote(
            num_cpus=self._room.share,
            max_retries=RETRIES,
            num_returns="streaming",
            _generator_backpressure_num_objects=_AHEAD,
        )(look_through)
        return look.remote(self._labour.surveyor, units, settled)

    def _take(self, one: Any, line: Bar) -> None:  # noqa: ANN401 - as above
        if one in self._readers:
            self._take_survey(one, line)
        else:
            self._take_answer(*self._crew.take(one), line)
        self._ceiling.check(self._tally.seen, self._tally.rejected)

    def _take_survey(self, reader: Any, line: Bar) -> None:  # noqa: ANN401 - as above
        import ray

        with unwrapped("the posts and pictures that it read"):
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
            self._gathering = Batch([*self._gathering.keys, *new], [*self._gathering.tables, table])

    def _gathered(self) -> None:
        # In front stands what a death has left over.
        self._queue.extend(self._sifted(self._gathering))
        self._gathering = Batch()

    def _sifted(self, batch: Batch) -> list[Batch]:
        """Leave out of a batch who is to blame for deaths, and part with suspects."""
        guilty = {key: self._suspects.guilty[key] for key in batch.keys if key in self._suspects.guilty}
        if guilty:
            self._labour.unusable.add(self._labour.revision, guilty)
            self._tally.finish(Done(failed=counted(guilty)))
        rest = Batch([key for key in batch.keys if key not in guilty], batch.tables, batch.singly)
        return rest.split({key for key in rest.keys if key in self._suspects.alone})

    def _take_answer(self, batch: Batch, answer: Done | Death, line: Bar) -> None:
        if isinstance(answer, Death):
            self._mourn(batch, answer)
            return
        self._tally.finish(answer)
        self._done += len(batch.keys)
        self._loads = 0
        line.advance(len(batch.keys))

    def _mourn(self, batch: Batch, death: Death) -> None:
        """Learn from a death, have its batch done by others, and see whether it was one too many."""
        self._suspects.note(death)
        self._queue.extendleft(reversed(self._sifted(batch)))
        self._deaths += 1
        self._loads += death.stage == LOAD
        if self._loads >= LOADS or self._deaths > DEATHS + self._done // _DONE_PER_DEATH:
            if not self._done:
                # Where nothing went well it was not the content, so none of it is remembered as unusable.
                self._labour.unusable.forget(pa.array(list(self._suspects.guilty), pa.string()))
                rmtree(self._labour.logs, ignore_errors=True)
            raise ModelError(
                f"the process that held {self._labour.holder} died again and again",
                expected="a process that lives",
                remedy="See whether memory runs out; what was done so far is kept, so run the job again",
            )
