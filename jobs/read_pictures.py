"""Read the words in the pictures of posts and ads, once a picture: a step of ``jobs.embed_posts``, where it is wanted.

Tasks look through posts and ads, a pool of workers that hold a reader decode, read and write. What was read is keyed by
the picture's content and the reader's revision, so a second run reads nothing and a changed picture costs one picture.
Pictures that cannot be had or decoded are left to the embedding of pictures, which rejects them; one that the reader
trips over is rejected here, and its post stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jobs.encoding import pieces_of
from jobs.journal import LOAD, Hand
from jobs.keys import Keys, digests
from jobs.labour import Care, Labour, Start, carry_out, labour_folder
from jobs.outcome import Outcome, Put, rejected_rows, replaced_table
from jobs.parts import part_name, write_part
from jobs.picture_words import picture_words_folder
from jobs.pieces import owners_of
from jobs.report import Stage, peak_bytes, timed
from jobs.survey import Surveyor
from jobs.tally import Ceiling, Done, counted
from jobs.units import Unit
from jobs.unusable import Failure, Unusable
from pipeline.decoding import decode
from pipeline.encoders.ocr import LONGEST_SIDE, PictureReader, PictureWords, RapidReader
from pipeline.errors import MediaError
from pipeline.importers import media_reader
from pipeline.schema import PICTURE_WORDS, READINGS
from pipeline.store import Store

FOLDER: Final = "readings"
KIND: Final = "words"
PART_PICTURES: Final = 64
"""So many pictures go to a worker at once, and into one file: some ten seconds of work that a retry would do again."""

ReaderLoader = Callable[[], PictureReader]
"""Gives the reader; Ray carries it to the workers, so it must be a function of a module."""


def load_reader() -> PictureReader:
    """Give the reader that the extra ``ocr`` brings.

    Raises
    ------
    ModelError
        If the extra is not installed, or a model is not the one that was promised.
    """
    return RapidReader()


@dataclass(frozen=True)
class Reading:
    """What is to be read.

    Parameters
    ----------
    load
        Gives the reader.
    revision
        The reader's.
    units
        What to take pictures from.
    """

    store: Store
    load: ReaderLoader
    revision: str
    units: Sequence[Unit]
    care: Care = field(default_factory=Care)

    def run(self, start: Start) -> Stage:
        """Read what was not read yet, and write ``readings/``, ``picture_words/`` and ``rejected/``.

        Parameters
        ----------
        start
            Starts Ray; not called where nothing is to be read.

        Raises
        ------
        ModelError
            If there is no reader, or its worker dies again and again.
        """
        with timed("read pictures") as watch, labour_folder(self.store, KIND) as folder:
            outcome = Outcome(folder, Unusable(self.store, KIND, folder), self.revision)
            labour = self._labour(Surveyor("clip", media_reader(self.store), folder, PART_PICTURES), outcome)
            # Whether too many pictures are bad is asked where they are embedded.
            ceiling = Ceiling(1.0, "pictures", str(self.store.root))
            tripped: Counter[str] = Counter()
            with rejected_rows(self.store, KIND, outcome) as reject:
                tally = carry_out(labour, known_readings(self.store, self.revision), ceiling, start)
                path = picture_words_folder(self.store) / "all.parquet"
                with replaced_table(path, PICTURE_WORDS, ["post_id", "ordinal"]) as put:
                    outcome.sort(self._words_of(put), _only_tripped(reject, tripped))
            watch.note(
                items=tally.made,
                skipped=outcome.good - tally.made,
                rejected=tripped.elements(),
                peak=tally.peak_bytes,
            )
        return watch.stage

    def _labour(self, surveyor: Surveyor, outcome: Outcome) -> Labour:
        return Labour(
            label="read pictures",
            holder="the reader of words in pictures",
            units=self.units,
            surveyor=surveyor,
            make=partial(ReadPieces, self.store, self.load, surveyor.folder),
            unusable=outcome.unusable,
            revision=self.revision,
            care=self.care,
        )

    def _words_of(self, put: Put) -> Put:
        """Join the pictures of posts and ads with what they say, and pass on those that say something."""
        said = _said(self.store, self.revision)

        def join(good: pa.Table) -> None:
            place = pc.index_in(good["content_key"], value_set=said["content_key"].combine_chunks())
            here = good.filter(pc.is_valid(place))
            words = said["words"].combine_chunks().take(pc.drop_null(place.combine_chunks()))
            columns = [owners_of(here), here["ordinal"], here["content_key"], words]
            put(pa.Table.from_arrays(columns, schema=PICTURE_WORDS))

        return join


def _only_tripped(reject: Put, tripped: Counter[str]) -> Put:
    def pick(bad: pa.Table) -> None:
        here = bad.filter(pc.equal(bad["stage"], KIND))
        tripped.update(here["reason"].to_pylist())
        reject(here)

    return pick


def known_readings(store: Store, revision: str) -> Keys:
    """Name the pictures that were read with this revision of the reader."""
    parts = [
        digests(pq.read_table(path, columns=["content_key"], filters=pc.field("revision") == revision)["content_key"])
        for path in sorted(store.folder(FOLDER).glob("*.parquet"))
    ]
    return Keys(np.concatenate([digests([]), *parts]))


def _said(store: Store, revision: str) -> pa.Table:
    """Read what pictures say, each once; those that say nothing are left out."""
    wanted = (pc.field("revision") == revision) & (pc.field("words") != "")
    parts = [
        pq.read_table(path, schema=READINGS, filters=wanted) for path in sorted(store.folder(FOLDER).glob("*.parquet"))
    ]
    said = pa.concat_tables([READINGS.empty_table(), *parts])
    return said.filter(pa.array(Keys().add(digests(said["content_key"]))))


class ReadPieces:
    """Read batches of pictures, each into a file of its own.

    A file is named by a digest of the content keys in it, so that a batch that is tried again replaces its own file.

    Parameters
    ----------
    load
        Gives the reader; called when there is something to read.
    folder
        The run's; when it is gone, nothing is written any longer.
    hand
        Where it says what it has in hand.
    threads
        The reader has its own.
    """

    def __init__(self, store: Store, load: ReaderLoader, folder: Path, hand: Hand, threads: int = 1) -> None:
        del threads
        self._store = store
        self._load = load
        self._folder = folder
        self._hand = hand

    @cached_property
    def _reader(self) -> PictureReader:
        with self._hand.hold(LOAD):
            return self._load()

    def load(self) -> None:
        """Load the reader, where that was not done yet."""
        _ = self._reader

    def __call__(self, wanted: Sequence[str], singly: bool, *parts: pa.Table) -> Done:
        """Read the wanted pictures; see :class:`jobs.encoding.EncodePieces` for the arguments."""
        del singly  # it never has more than one picture in hand
        reader = self._reader
        done = {piece.key: self._read(reader, piece.key, piece.payload()) for piece in pieces_of(wanted, parts)}
        self._hand.clear()
        found = {key: outcome for key, outcome in sorted(done.items()) if not isinstance(outcome, Failure)}
        failures = {key: outcome for key, outcome in done.items() if isinstance(outcome, Failure)}
        if found:
            self._write(found)
        Unusable(self._store, KIND, self._folder).add(reader.revision, failures)
        return Done(len(found), counted(failures), peak_bytes())

    def _read(self, reader: PictureReader, key: str, payload: bytes) -> PictureWords | Failure:
        try:
            with self._hand.hold("decode", [key]):
                picture = decode(payload, at_least=LONGEST_SIDE)
        except MediaError as error:
            return Failure("decode", "unreadable_image", str(error))  # the embedding of pictures gives the reason
        try:
            with self._hand.hold(KIND, [key]):
                (words,) = reader.read([picture])
        except Exception as error:  # noqa: BLE001 - whatever a reader trips over, only this picture's words are lost
            return Failure(KIND, "reading_failed", f"{type(error).__name__}: {error}")
        return words

    def _write(self, found: dict[str, PictureWords]) -> None:
        reader = self._reader
        rows = [
            {
                "content_key": key,
                "reader": reader.name,
                "revision": reader.revision,
                "words": words.words,
                "confidence": words.confidence,
            }
            for key, words in found.items()
        ]
        path = self._store.folder(FOLDER) / f"{part_name(found, reader.revision)}.parquet"
        write_part(pa.Table.from_pylist(rows, schema=READINGS), path, self._folder)
