"""One space of a store: from its posts and ads to vectors, CONTENT and REJECTED."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import pyarrow as pa

from jobs.embedded import replaced_content
from jobs.encoders import Loader
from jobs.encoding import EncodePieces
from jobs.labour import Care, Labour, Start, carry_out, labour_folder
from jobs.outcome import Outcome, rejected_rows
from jobs.pieces import owners_of
from jobs.report import Stopwatch
from jobs.survey import Surveyor
from jobs.tally import Ceiling
from jobs.units import Unit
from jobs.unusable import Unusable
from jobs.vectors import known_keys
from pipeline.encoders.base import EncoderCard
from pipeline.importers import media_reader
from pipeline.schema import CONTENT
from pipeline.store import Store

PART_PIECES: Final = {"sentence": 4096, "clip": 256}
"""So many pieces go to a worker at once, and into one file; what a retry would have to do again."""

CALLED: Final = {"sentence": "texts", "clip": "pictures"}


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
    care: Care = field(default_factory=Care)

    def run(self, profile: str, card: EncoderCard, start: Start, watch: Stopwatch, files: str | None = None) -> None:
        """Encode what has no vector yet, and replace the CONTENT of the space and what it has rejected.

        Parameters
        ----------
        profile
            The name of the pair of models.
        card
            The model.
        start
            Starts Ray; not called where nothing is to be encoded.
        watch
            Is told what came of it.
        files
            A digest of the model's files.

        Raises
        ------
        BadInput
            If too much is rejected.
        ModelError
            If workers die again and again, though no piece of content is to blame.
        """
        ceiling = Ceiling(self.care.max_rejected_fraction, CALLED[self.space], str(self.store.root))
        with labour_folder(self.store, self.space) as folder:
            outcome = Outcome(folder, Unusable(self.store, self.space, folder), card.revision)
            labour = self._labour(Surveyor(self.space, media_reader(self.store), folder, self._part), outcome)
            with rejected_rows(self.store, f"embed-{self.space}", outcome) as reject:
                tally = carry_out(labour, known_keys(self.store, self.space, card.revision), ceiling, start)
                with replaced_content(self.store, self.space, profile, card, files) as put:
                    outcome.sort(lambda good: put(content_of(good, self.space)), reject)
                    ceiling.check(outcome.seen, outcome.rejected)
        watch.note(
            items=tally.made,
            skipped=outcome.good - tally.made,
            rejected=Counter({reason: count for reason, (count, _) in outcome.rejected.items()}).elements(),
            peak=tally.peak_bytes,
        )

    @property
    def _part(self) -> int:
        return PART_PIECES[self.space]

    def _labour(self, surveyor: Surveyor, outcome: Outcome) -> Labour:
        return Labour(
            label=f"embed {self.space}",
            holder=f"the model of space {self.space!r}",
            units=self.units,
            surveyor=surveyor,
            make=partial(EncodePieces, self.store, self.space, self.model, self.load, surveyor.folder),
            unusable=outcome.unusable,
            revision=outcome.revision,
            care=self.care,
        )


def content_of(good: pa.Table, space: str) -> pa.Table:
    """Make the CONTENT of one space from the pieces that have a vector."""
    columns = [owners_of(good), pa.array([space] * good.num_rows, pa.string()), good["ordinal"], good["content_key"]]
    return pa.Table.from_arrays(columns, schema=CONTENT)
