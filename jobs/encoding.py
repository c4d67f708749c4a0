"""The worker that holds a model: pieces of content in, one file of vectors out, and a count of what became of them."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jobs.encoders import Loader
from jobs.journal import LOAD, Hand
from jobs.report import peak_bytes
from jobs.tally import Done, counted
from jobs.unusable import Failure, Unusable
from jobs.vectors import write_vectors
from pipeline.decoding import reject_reason
from pipeline.encoders.base import EncoderCard, ImageTextEncoder, TextEncoder
from pipeline.errors import FeedloomError
from pipeline.fingerprints import picture_fingerprint, text_fingerprint
from pipeline.store import Store

CHUNK: Final[Mapping[str, int]] = {"sentence": 1024, "clip": 32}
"""So many pieces are handed to the model at once, and as many are prepared meanwhile: texts are sorted by length."""

MAX_PREPARERS: Final = 4
"""Threads of a worker that decode pictures; each may hold one of ``MediaLimits.max_pixels``."""

Item = TypeVar("Item")
Result = TypeVar("Result")

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Encoded:
    """A piece's vector, and what it looks like to somebody who has seen it before."""

    vector: NDArray[np.float32]
    fingerprint: bytes | None


class _Opened(NamedTuple):
    """A piece as the model takes it."""

    key: str
    content: Any
    fingerprint: bytes | None


class Piece(NamedTuple):
    """A piece of content: its key, and what gives its bytes."""

    key: str
    payload: Callable[[], bytes]


class EncodePieces:
    """Encode batches of pieces of one space, each into a file of its own.

    A file is named by a digest of the content keys in it, so that a batch that is tried again replaces its own file.

    Parameters
    ----------
    space
        ``"sentence"`` or ``"clip"``.
    model
        Its name.
    load
        Gives the model; called when there is something to encode.
    folder
        The run's; when it is gone, nothing is written any longer.
    hand
        Where it says what it has in hand.
    threads
        So many prepare content beside the model, 1 or more, and at most :data:`MAX_PREPARERS`.
    """

    def __init__(
        self, store: Store, space: str, model: str, load: Loader, folder: Path, hand: Hand, threads: int = 1
    ) -> None:
        self._store = store
        self._space = space
        self._model = model
        self._load = load
        self._folder = folder
        self._hand = hand
        self._threads = min(threads, MAX_PREPARERS)

    @cached_property
    def _encoder(self) -> TextEncoder:
        with self._hand.hold(LOAD):
            return self._load(self._space, self._model)

    def load(self) -> None:
        """Load the model, where that was not done yet."""
        _ = self._encoder

    def __call__(self, wanted: Sequence[str], singly: bool, *parts: pa.Table) -> Done:
        """Encode the wanted keys.

        Parameters
        ----------
        wanted
            Content keys, each once.
        singly
            Whether to have one piece in hand at a time.
        parts
            Tables of ``content_key`` and ``payload`` in which all of them are found.
        """
        pieces = pieces_of(wanted, parts)
        outcomes = self._one_by_one(pieces) if singly else self._outcomes(pieces, self._threads)
        done = dict(zip(wanted, outcomes, strict=True))
        self._hand.clear()
        made = {key: outcome for key, outcome in sorted(done.items()) if not isinstance(outcome, Failure)}
        failures = {key: outcome for key, outcome in done.items() if isinstance(outcome, Failure)}
        if made:
            self._write(made)
        Unusable(self._store, self._space, self._folder).add(self._encoder.revision, failures)
        return Done(len(made), counted(failures), peak_bytes())

    def _one_by_one(self, pieces: Sequence[Piece]) -> Iterator[Encoded | Failure]:
        for piece in pieces:
            yield from self._outcomes([piece], 1)

    def _outcomes(self, pieces: Sequence[Piece], threads: int) -> Iterator[Encoded | Failure]:
        size, prepare = CHUNK[self._space], _PREPARE[self._space](self._encoder)
        with ThreadPoolExecutor(threads) as pool:
            contents = _ahead(pool, partial(self._open, prepare), pieces, size)
            while chunk := list(islice(contents, size)):
                yield from self._encode(chunk)

    def _open(self, prepare: Callable[[bytes], object], piece: Piece) -> _Opened | Failure:
        # No text takes long, or more than its own memory.
        hand = nullcontext() if self._space == "sentence" else self._hand.hold("decode", [piece.key])
        try:
            with hand:
                content = prepare(piece.payload())
            return _Opened(piece.key, content, _FINGERPRINT[self._space](content))
        except FeedloomError as error:
            return Failure("decode", reject_reason(error), str(error))
        except Exception as error:  # noqa: BLE001 - a decoder's unforeseen failure is one row's, not the job's
            _LOG.warning("a piece of content fails in an unforeseen way", exc_info=True)
            return Failure("decode", "unreadable_content", f"{type(error).__name__}: {error}")

    def _encode(self, chunk: Sequence[_Opened | Failure]) -> list[Encoded | Failure]:
        good = [one for one in chunk if not isinstance(one, Failure)]
        if not good:
            return [one for one in chunk if isinstance(one, Failure)]
        try:
            with self._hand.hold("encode", [one.key for one in good]):
                vectors = iter(_checked(_RUN[self._space](self._encoder, [one.content for one in good])))
        except Exception as error:  # noqa: BLE001 - whatever a model trips over, only the piece at fault may be lost
            if len(chunk) == 1:
                return [Failure("encode", "encode_failed", f"{type(error).__name__}: {error}")]
            half = len(chunk) // 2
            return [*self._encode(chunk[:half]), *self._encode(chunk[half:])]
        return [one if isinstance(one, Failure) else Encoded(next(vectors), one.fingerprint) for one in chunk]

    def _write(self, made: Mapping[str, Encoded]) -> None:
        card = EncoderCard(self._encoder.model, self._encoder.revision, self._encoder.dim)
        vectors = np.stack([one.vector for one in made.values()])
        marks = [one.fingerprint for one in made.values()]
        write_vectors(self._store, self._space, card, list(made), vectors, marks, by_way_of=self._folder)


def pieces_of(wanted: Sequence[str], parts: Sequence[pa.Table]) -> list[Piece]:
    """Find keys in tables of ``content_key`` and ``payload``; no payload is copied before it is asked for."""
    table = pa.concat_tables(parts)
    rows = pc.index_in(pa.array(wanted, pa.string()), value_set=table["content_key"].combine_chunks()).to_pylist()
    payloads = table["payload"]
    return [Piece(key, partial(_payload, payloads, row)) for key, row in zip(wanted, rows, strict=True)]


def _payload(payloads: pa.ChunkedArray, row: int) -> bytes:
    return cast("bytes", payloads[row].as_py())


def _ahead(pool: Executor, work: Callable[[Item], Result], items: Iterable[Item], count: int) -> Iterator[Result]:
    """Do the work in threads, at most ``count`` items before they are asked for, and give the results in order."""
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for unasked in waiting:
            unasked.cancel()


def _checked(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    if not np.isfinite(vectors).all():
        raise ValueError("the model gave a vector that is not finite")
    return np.asarray(vectors, np.float32)


def _encode_texts(encoder: TextEncoder, texts: Sequence[Any]) -> NDArray[np.float32]:
    return encoder.encode_texts(texts)


def _encode_pixels(encoder: TextEncoder, pixels: Sequence[Any]) -> NDArray[np.float32]:
    return cast("ImageTextEncoder", encoder).encode_pixels(pixels)


def _as_text(encoder: TextEncoder) -> Callable[[bytes], object]:
    del encoder  # every model takes the same texts
    return bytes.decode


def _as_pixels(encoder: TextEncoder) -> Callable[[bytes], object]:
    return cast("ImageTextEncoder", encoder).prepare


_PREPARE: Final[Mapping[str, Callable[[TextEncoder], Callable[[bytes], object]]]] = {
    "sentence": _as_text,
    "clip": _as_pixels,
}

_RUN: Final[Mapping[str, Callable[[TextEncoder, Sequence[Any]], NDArray[np.float32]]]] = {
    "sentence": _encode_texts,
    "clip": _encode_pixels,
}

_FINGERPRINT: Final[Mapping[str, Callable[[Any], bytes | None]]] = {
    "sentence": text_fingerprint,
    "clip": picture_fingerprint,
}
