"""Read the words in the pictures of posts and ads, once a picture: a step of ``jobs.embed_posts``, where it is wanted.

Tasks read and cut, a pool of workers that hold a reader decode, read and write. What was read is keyed by the picture's
content and the reader's revision, so a second run reads nothing and a changed picture costs one picture. Pictures that
cannot be had or decoded are left to the embedding of pictures, which rejects them; one that the reader trips over is
rejected here, and its post stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from jobs.keys import Keys, digests
from jobs.picture_words import write_picture_words
from jobs.pieces import PIECES, owners_of
from jobs.pool import Pool
from jobs.report import Stage, peak_bytes, timed
from jobs.units import Unit
from pipeline.decoding import decode
from pipeline.encoders.ocr import LONGEST_SIDE, PictureReader, PictureWords, RapidReader
from pipeline.errors import MediaError
from pipeline.schema import READINGS, REJECTED
from pipeline.store import Store, write_parquet

FOLDER: Final = "readings"
PART_PICTURES: Final = 64
"""So many pictures go to a worker at once, and into one file: some ten seconds of work that a retry would do again."""

_VERDICTS: Final = pa.schema(
    [
        *(field for field in PIECES if field.name != "payload"),
        pa.field("read", pa.bool_(), nullable=False),  # it was read here, for this piece
        pa.field("peak_bytes", pa.int64(), nullable=False),
    ]
)

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

    def run(self) -> Stage:
        """Read what was not read yet, and write ``readings/``, ``picture_words/`` and ``rejected/``.

        Raises
        ------
        ModelError
            If there is no reader, or its worker dies again and again.
        """
        with timed("read pictures") as watch:
            verdicts = self._verdicts(known_readings(self.store, self.revision))
            good, bad = (verdicts.filter(test(verdicts["reason"])) for test in (pc.is_null, pc.is_valid))
            write_picture_words(self.store, self._words_of(good))
            tripped = bad.filter(pc.equal(bad["stage"], "words"))
            self.store.write("rejected", tripped.select(REJECTED.names).cast(REJECTED), part="words")
            read = pc.sum(verdicts["read"]).as_py() or 0
            watch.note(
                items=read,
                skipped=good.num_rows - read,
                rejected=tripped["reason"].to_pylist(),
                peak=pc.max(verdicts["peak_bytes"]).as_py() or 0,
            )
        return watch.stage

    def _words_of(self, good: pa.Table) -> pa.Table:
        """Join the pictures of posts and ads with what they say, PICTURE_WORDS in any order."""
        readings = _readings(self.store).filter(pc.field("revision") == self.revision)
        words = readings.select(["content_key", "words"]).group_by("content_key").aggregate([("words", "min")])
        place = pc.index_in(good["content_key"], value_set=words["content_key"].combine_chunks())
        said = pc.fill_null(words["words_min"].combine_chunks().take(place.combine_chunks()), "")
        columns = {
            "post_id": owners_of(good),
            "ordinal": good["ordinal"],
            "content_key": good["content_key"],
            "words": said,
        }
        return pa.table(columns).filter(pc.not_equal(said, ""))

    def _verdicts(self, known: Keys) -> pa.Table:
        pool = Pool(self.store, "clip", self.units, PART_PICTURES, "read pictures", "the reader of words in pictures")
        return pool.verdicts(ReadPieces, (self.store, self.load), _VERDICTS, known, threads=1)


def known_readings(store: Store, revision: str) -> Keys:
    """Name the pictures that were read with this revision of the reader."""
    return Keys(digests(_readings(store).filter(pc.field("revision") == revision)["content_key"]))


def _readings(store: Store) -> pa.Table:
    folder = store.folder(FOLDER)
    if not any(folder.glob("*.parquet")):
        return READINGS.empty_table()
    return ds.dataset(folder, schema=READINGS, format="parquet").to_table()


class ReadPieces:
    """Read batches of pictures, each into a file of its own, and give verdicts back.

    A file is named by a digest of the content keys in it, so that a batch that is tried again replaces its own file.
    """

    def __init__(self, store: Store, load: ReaderLoader) -> None:
        self._store = store
        self._reader = load()
        self._troubles: dict[str, tuple[str, str, str] | None] = {}

    def __call__(self, pieces: pa.Table) -> pa.Table:
        """Read what carries a payload and was not read before."""
        found: dict[str, PictureWords] = {}
        verdicts = []
        for row in pieces.to_pylist():
            key, payload = row["content_key"], row.pop("payload")
            is_new = payload is not None and key not in self._troubles
            if is_new:
                self._troubles[key] = self._read(key, payload, found)
            trouble = self._troubles.get(key)
            if trouble is not None:
                row |= dict(zip(("stage", "reason", "detail"), trouble, strict=True))
            verdicts.append({**row, "read": is_new and trouble is None, "peak_bytes": peak_bytes()})
        self._write(found)
        return pa.Table.from_pylist(verdicts, schema=_VERDICTS)

    def _read(self, key: str, payload: bytes, found: dict[str, PictureWords]) -> tuple[str, str, str] | None:
        try:
            picture = decode(payload, at_least=LONGEST_SIDE)
        except MediaError as error:
            return "decode", "", str(error)  # the embedding of pictures gives the reason
        try:
            (found[key],) = self._reader.read([picture])
        except Exception as error:  # noqa: BLE001 - whatever a reader trips over, only this picture's words are lost
            return "words", "reading_failed", f"{type(error).__name__}: {error}"
        return None

    def _write(self, found: dict[str, PictureWords]) -> None:
        if not found:
            return
        reader, keys = self._reader, sorted(found)
        rows = [
            {
                "content_key": key,
                "reader": reader.name,
                "revision": reader.revision,
                "words": found[key].words,
                "confidence": found[key].confidence,
            }
            for key in keys
        ]
        name = blake2b("".join(keys).encode() + reader.revision.encode(), digest_size=16).hexdigest()
        write_parquet(pa.Table.from_pylist(rows, schema=READINGS), self._store.folder(FOLDER) / f"{name}.parquet")
