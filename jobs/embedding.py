"""One space on Ray: what is embedded, by which model, in parts of which size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from jobs.encoders import Loader
from jobs.encoding import VERDICTS, EncodePieces
from jobs.keys import Keys
from jobs.pool import Pool, Room
from jobs.ray_session import cluster_cpus
from jobs.units import Unit
from pipeline.store import Store

PART_PIECES: Final = {"sentence": 1024, "clip": 256}
"""So many pieces go to a worker at once, and into one file; what a retry would have to do again."""

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

    def verdicts(self, known: Keys) -> pa.Table:
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
        threads = Room.of(cluster_cpus()).threads
        arguments = (self.store, self.space, self.model, self.load, min(threads, MAX_PREPARERS))
        label, holder = f"embed {self.space}", f"the model of space {self.space!r}"
        pool = Pool(self.store, self.space, self.units, PART_PIECES[self.space], label, holder)
        return pool.verdicts(EncodePieces, arguments, VERDICTS, known, threads)
