"""The worker that holds a model: pieces in, one file of vectors out, and a verdict on each piece."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import blake2b
from typing import Any, Final, TypeVar, cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jobs.encoders import Loader
from jobs.pieces import PIECES
from jobs.report import peak_bytes
from pipeline.decoding import decode, reject_reason
from pipeline.encoders.base import ImageTextEncoder, TextEncoder
from pipeline.errors import FeedloomError
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
"""So many pieces are decoded, and handed to the model, at once: pictures are large, and texts are sorted by length."""

Chunk = TypeVar("Chunk")
Done = TypeVar("Done")

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """Why a piece has no vector: the three columns of a REJECTED row that say so."""

    stage: str
    reason: str
    detail: str


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
    """

    def __init__(self, store: Store, space: str, model: str, load: Loader) -> None:
        self._store = store
        self._space = space
        self._model = model
        self._load = load
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

    def _outcomes(self, payloads: Sequence[bytes]) -> Iterator[Outcome]:
        size = CHUNK[self._space]
        chunks = [payloads[start : start + size] for start in range(0, len(payloads), size)]
        with ThreadPoolExecutor(1) as pool:
            for contents in _one_ahead(pool, partial(_open_all, _OPENERS[self._space]), chunks):
                yield from self._encode(contents)

    def _encode(self, contents: Sequence[object]) -> list[Outcome]:
        good = [content for content in contents if not isinstance(content, Failure)]
        if not good:
            return [content for content in contents if isinstance(content, Failure)]
        encoder = self._encoder  # a model that cannot be had ends the job: it is no fault of a piece
        try:
            vectors = iter(_checked(self._run_model(encoder, good)))
        except Exception as error:  # noqa: BLE001 - whatever a model trips over, only the piece at fault may be lost
            if len(contents) == 1:
                return [Failure("encode", "encode_failed", f"{type(error).__name__}: {error}")]
            half = len(contents) // 2
            return [*self._encode(contents[:half]), *self._encode(contents[half:])]
        return [content if isinstance(content, Failure) else next(vectors) for content in contents]

    def _run_model(self, encoder: TextEncoder, contents: Sequence[object]) -> NDArray[np.float32]:
        if self._space == "sentence":
            return encoder.encode_texts(cast("Sequence[str]", contents))
        return cast("ImageTextEncoder", encoder).encode_images(cast("Sequence[Any]", contents))

    def _write(self, outcomes: Mapping[str, Outcome]) -> None:
        made = {key: outcome for key, outcome in sorted(outcomes.items()) if not isinstance(outcome, Failure)}
        if made:
            encoder, count = self._encoder, len(made)
            flat = pa.array(np.concatenate(list(made.values())), pa.float32())
            vectors = pa.FixedSizeListArray.from_arrays(flat, encoder.dim)
            columns = [list(made), [encoder.model] * count, [encoder.revision] * count, vectors]
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


def _one_ahead(pool: Executor, work: Callable[[Chunk], Done], chunks: Iterable[Chunk]) -> Iterator[Done]:
    """Decode the next chunk in a thread while the model works on this one: both let go of the interpreter."""
    waiting: Future[Done] | None = None
    for chunk in chunks:
        following = pool.submit(work, chunk)
        if waiting is not None:
            yield waiting.result()
        waiting = following
    if waiting is not None:
        yield waiting.result()


def _open_all(opener: Callable[[bytes], object], payloads: Sequence[bytes]) -> list[object]:
    return [_open(opener, payload) for payload in payloads]


def _open(opener: Callable[[bytes], object], payload: bytes) -> object:
    try:
        return opener(payload)
    except FeedloomError as error:
        return Failure("decode", reject_reason(error), str(error))
    except Exception as error:  # noqa: BLE001 - a decoder's unforeseen failure is one row's, not the job's
        _LOG.warning("a piece of content fails in an unforeseen way", exc_info=True)
        return Failure("decode", "unreadable_content", f"{type(error).__name__}: {error}")


def _checked(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    if not np.isfinite(vectors).all():
        raise ValueError("the model gave a vector that is not finite")
    return np.asarray(vectors, np.float32)


_OPENERS: Final[Mapping[str, Callable[[bytes], object]]] = {"sentence": bytes.decode, "clip": decode}
