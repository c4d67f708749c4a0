"""What is done to pieces of content: found in posts and ads, given to workers, remembered as done or as unusable.

A run keeps what it finds in a folder of its own below ``work/``; the tables of the store are replaced at its end. A run
that is killed leaves that folder, the log of what its workers had in hand, and the files of the batches that it has
finished, which the next run takes for done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from typing import Final, Protocol
from uuid import uuid4

import pyarrow as pa

from jobs.journal import Hand
from jobs.keys import Keys
from jobs.progress import Bar, bar
from jobs.survey import Settled, Survey, Surveyor
from jobs.tally import Ceiling, Done, Tally
from jobs.units import Unit
from jobs.unusable import Unusable
from pipeline.errors import ConfigError
from pipeline.store import Store

Start = Callable[[], None]
"""Starts Ray where it does not run yet; called once, when there is something to do."""


class Worker(Protocol):
    """Does batches of pieces."""

    def load(self) -> None:
        """Load what it takes, where that was not done yet."""

    def __call__(self, wanted: Sequence[str], singly: bool, *parts: pa.Table) -> Done:
        """Do the wanted keys, one at a time where ``singly``; ``parts`` hold their payloads."""


WorkerMaker = Callable[[Hand, int], Worker]
"""Makes a worker, given where it says what it has in hand, and how many threads it has."""

FEW: Final = 100_000
"""So many posts are looked through without Ray, which takes longer to start than to find that nothing is to be done."""

_MODEL_SHARE: Final = 30


@dataclass(frozen=True)
class Care:
    """How much trouble content may make.

    Parameters
    ----------
    max_rejected_fraction
        The share of pieces that may be rejected before a run is stopped, 0 to 1.
    decode_seconds
        How long the decoding of one picture may take. A call of a model may take 30 times as long.

    Raises
    ------
    ConfigError
        If one is out of range.
    """

    max_rejected_fraction: float = 0.5
    decode_seconds: float = 60.0

    def __post_init__(self) -> None:
        if not 0 <= self.max_rejected_fraction <= 1 or not self.decode_seconds > 0:
            raise ConfigError(
                f"max_rejected_fraction is {self.max_rejected_fraction}, and decode_seconds is {self.decode_seconds}",
                expected="a fraction of 0 to 1, and more than 0 seconds",
                remedy="Choose values in these ranges",
            )

    @property
    def seconds(self) -> Mapping[str, float]:
        """How long a worker's stages may take; what is not named may take for ever."""
        model = _MODEL_SHARE * self.decode_seconds
        return {"decode": self.decode_seconds, "encode": model, "words": model}


@dataclass(frozen=True)
class Labour:
    """What is to be done to pieces of content, and by whom.

    Parameters
    ----------
    label
        What the progress bar says.
    holder
        What a worker holds, for the sentence that is said when workers keep dying.
    units
        What to look through.
    surveyor
        Looks through it.
    make
        Makes the workers.
    unusable, revision
        Where failures are remembered, and with what revision of the model.
    care
        How much trouble is too much.
    """

    label: str
    holder: str
    units: Sequence[Unit]
    surveyor: Surveyor
    make: WorkerMaker
    unusable: Unusable
    revision: str
    care: Care = field(default_factory=Care)

    @property
    def logs(self) -> Path:
        """Where workers write down what they have in hand."""
        return self.unusable.store.folder("journal", self.unusable.kind)


@contextmanager
def labour_folder(store: Store, kind: str) -> Iterator[Path]:
    """Have a folder for the files of a run, for the length of the block; those that killed runs have left are removed.

    Parameters
    ----------
    kind
        A space, or ``"words"``. One run of a kind at a time.
    """
    above = store.folder("work", kind)
    _remove(above)
    folder = above / uuid4().hex
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        _remove(above)


def _remove(above: Path) -> None:
    # What is left of the processes of a killed run may still write into it.
    for _ in range(3):
        rmtree(above, ignore_errors=True)
    if not any(above.parent.glob("*")):
        rmtree(above.parent, ignore_errors=True)


def carry_out(labour: Labour, done: Keys, ceiling: Ceiling, start: Start) -> Tally:
    """Do a labour, on Ray where there is something to do.

    Parameters
    ----------
    done
        Content keys that need no work.

    Raises
    ------
    TooManyRejectsError
        If too much is rejected; what was done is kept.
    ModelError
        If workers die again and again, though no piece of content is to blame.
    """
    from jobs.pool import Pool

    tally, settled = Tally(), Settled(done, labour.unusable.keys(labour.revision))
    first, is_little = 0, sum(unit.count for unit in labour.units) <= FEW
    if is_little:
        with bar(f"look: {labour.label}", _estimate(labour)) as line:
            first = _settled_here(labour, settled, ceiling, tally, line)
    if first < len(labour.units):
        start()
        with bar(labour.label, _estimate(labour)) as line:
            Pool(labour, settled, ceiling, tally, first).work(line, is_wanted=is_little)
    rmtree(labour.logs, ignore_errors=True)  # the fate of all is settled, so nobody is suspected any longer
    return tally


def _estimate(labour: Labour) -> int:
    return sum(unit.count if labour.surveyor.space == "sentence" else unit.pictures() for unit in labour.units)


def _settled_here(labour: Labour, settled: Settled, ceiling: Ceiling, tally: Tally, line: Bar) -> int:
    """Look through units in this process until something is to be done, and give the number of the unit where."""
    for number, unit in enumerate(labour.units):
        surveys: list[Survey] = []
        for survey, missing in labour.surveyor.look(number, unit, settled):
            if missing.num_rows:
                return number
            surveys.append(survey)
        for survey in surveys:
            tally.survey(survey)
            line.advance(survey.pieces)
        ceiling.check(tally.seen, tally.rejected)
    return len(labour.units)
