"""The worker that holds a model: pieces in, one file of vectors out, and a verdict on each piece."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import blake2b
from itertools import islice
from typing import Any, Final, TypeVar, cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jobs.encoders import Loader
from jobs.pieces import PIECES
from jobs.report import peak_bytes
from pipeline.decoding import reject_reason
from pipeline.encoders.base import ImageTextEncoder, TextEncoder
from pipeline.errors import FeedloomError
from pipeline.fingerprints import picture_fingerprint, text_fingerprint
from pipeline.schema import embeddings_schema
from pipeline.store import Store, write_parquet

VERDICTS: Final = pa.schema(
    [
        *(field for field in PIECES if field.name != "payload"),
        pa.field("encoded", pa.bool_(), nullable=False),  # a vector was made here, for this piece
        pa.field("peak_bytes", pa.int64(), nullable=False),
    ]
)

CHUNK: Final[Mapping[str, int]] = {"sentence": 1024, "clip": 32}
"""So many pieces are handed to the model at once, and as many are prepared meanwhile: texts are sorted by length."""

Item = TypeVar("Item")
Done = TypeVar("Done")

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """Why a piece has no vector: the three columns of a REJECTED row that say so."""

    stage: str
    reason: str
    detail: str


@dataclass(frozen=True)
class Encoded:
    """A piece's vector, and what it looks like to somebody who has seen it before."""

    vector: NDArray[np.float32]
    fingerprint: bytes | None


Outcome = NDArray[np.float32] | Failure


class EncodePieces:
    """Encode batches of PIECES of one space, each into a file of its own, and give VERDICTS back.

    A file is named by a digest of the content keys in it, so that a batch that is tried again replaces its own file.
    Within one worker no content key is encoded twice.

    Parameters
    ----------
    space
        ``"sentence"`` or ``"clip"``.
    model
        Its name.
    load
        Gives the model; called when there is something to encode.
    threads
        So many prepare content beside the model, 1 or more. Each holds one picture at its full size.
    """

    def __init__(self, store: Store, space: str, model: str, load: Loader, threads: int = 1) -> None:
        self._store = store
        self._space = space
        self._model = model
        self._load = load
        self._threads = threads
        self._fate: dict[str, Failure | None] = {}

    @cached_property
    def _encoder(self) -> TextEncoder:
        return self._load(self._space, self._model)

    def __call__(self, pieces: pa.Table) -> pa.Table:
        """Encode what carries a payload and was not encoded before."""
        columns = pieces.to_pydict()
        new: dict[str, bytes] = {}
        first: set[int] = set()
        for row, (key, payload) in enumerate(zip(columns["content_key"], columns["payload"], strict=True)):
            if payload is not None and key not in self._fate and key not in new:
                new[key] = payload
                first.add(row)
        self._write(dict(zip(new, self._outcomes(list(new.values())), strict=True)))
        return self._verdicts(columns, first)

    def _outcomes(self, payloads: Sequence[bytes]) -> Iterator[Encoded | Failure]:
        if not payloads:
            return
        size, prepare = CHUNK[self._space], _PREPARE[self._space](self._encoder)
        with ThreadPoolExecutor(self._threads) as pool:
            contents = _ahead(pool, partial(_open, prepare), payloads, size)
            while chunk := list(islice(contents, size)):
                yield from map(self._with_fingerprint, chunk, self._encode(chunk))

    def _with_fingerprint(self, content: object, outcome: Outcome) -> Encoded | Failure:
        return outcome if isinstance(outcome, Failure) else Encoded(outcome, _FINGERPRINT[self._space](content))

    def _encode(self, contents: Sequence[object]) -> list[Outcome]:
        good = [content for content in contents if not isinstance(content, Failure)]
        if not good:
            return [content for content in contents if isinstance(content, Failure)]
        try:
            vectors = iter(_checked(_RUN[self._space](self._encoder, good)))
        except Exception as error:  # noqa: BLE001 - whatever a model trips over, only the piece at fault may be lost
            if len(contents) == 1:
                return [Failure("encode", "encode_failed", f"{type(error).__name__}: {error}")]
            half = len(contents) // 2
            return [*self._encode(contents[:half]), *self._encode(contents[half:])]
        return [content if isinstance(content, Failure) else next(vectors) for content in contents]

    def _write(self, outcomes: Mapping[str, Encoded | Failure]) -> None:
        made = {key: outcome for key, outcome in sorted(outcomes.items()) if not isinstance(outcome, Failure)}
        if made:
            encoder, count = self._encoder, len(made)
            flat = pa.array(np.concatenate([one.vector for one in made.values()]), pa.float32())
            vectors = pa.FixedSizeListArray.from_arrays(flat, encoder.dim)
            marks = pa.array([one.fingerprint for one in made.values()], pa.binary())
            columns = [list(made), [encoder.model] * count, [encoder.revision] * count, vectors, marks]
            name = blake2b("".join(made).encode() + encoder.revision.encode(), digest_size=16).hexdigest()
            path = self._store.folder("embeddings", self._space) / f"{name}.parquet"
            write_parquet(pa.Table.from_arrays(columns, schema=embeddings_schema(encoder.dim)), path)
        self._fate.update({key: value if isinstance(value, Failure) else None for key, value in outcomes.items()})

    def _verdicts(self, columns: Mapping[str, list[Any]], first: set[int]) -> pa.Table:
        rows = []
        names = [name for name in columns if name != "payload"]
        for number, values in enumerate(zip(*(columns[name] for name in names), strict=True)):
            row = dict(zip(names, values, strict=True))
            fate = self._fate.get(row["content_key"])
            if fate is not None:
                row |= {"stage": fate.stage, "reason": fate.reason, "detail": fate.detail}
            encoded = number in first and fate is None
            rows.append(row | {"encoded": encoded, "peak_bytes": peak_bytes()})
        return pa.Table.from_pylist(rows, schema=VERDICTS)


def _ahead(pool: Executor, work: Callable[[Item], Done], items: Iterable[Item], count: int) -> Iterator[Done]:
    """Do the work in threads, at most ``count`` items before they are asked for, and give the results in order."""
    waiting: deque[Future[Done]] = deque()
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


def _open(prepare: Callable[[bytes], object], payload: bytes) -> object:
    try:
        return prepare(payload)
    except FeedloomError as error:
        return Failure("decode", reject_reason(error), str(error))
    except Exception as error:  # noqa: BLE001 - a decoder's unforeseen failure is one row's, not the job's
        _LOG.warning("a piece of content fails in an unforeseen way", exc_info=True)
        return Failure("decode", "unreadable_content", f"{type(error).__name__}: {error}")


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
