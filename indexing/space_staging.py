"""Stage the vectors of a space: segments, each indexed and measured by itself, and where each post's vector lies.

Each function writes its own files and no others, so that segments can be built by tasks at the same time.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexing.manifest import METRIC, SEGMENT_NAME, ModelCard, SegmentCard, SpaceCard, space_card
from indexing.pieces import check_name, check_space, check_unit, misfit, places_fit
from indexing.recall import build_and_measure
from indexing.spec import BUDGET_BYTES, RECALL_TARGET, choose_index
from indexing.tables import contents_file, index_file, places_file, vectors_file
from pipeline.files import atomic_path, link_or_copy
from pipeline.store import Store

Vectors = NDArray[np.float32]

_ROWS_AT_ONCE: Final = 65_536

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class StagedSegment:
    """A segment, and ``order (n,) int64``: its i-th vector is row ``order[i]`` of those it was made from."""

    card: SegmentCard
    order: NDArray[np.int64]


def stage_segment(
    store: Store,
    space: str,
    vectors: Vectors,
    *,
    budget_bytes: int = BUDGET_BYTES,
    recall_target: float = RECALL_TARGET,
    seed: int = 0,
    threads: int = 1,
    clock: Callable[[], float] = perf_counter,
) -> StagedSegment:
    """Index vectors, measure how many of the true neighbours are found, and stage both.

    Parameters
    ----------
    space
        Lower-case letters, digits and underscores.
    vectors
        ``(n, d) float32``, unit rows, at least one.
    budget_bytes
        Of memory for the index.
    recall_target
        The least recall@10 it promises, 0 to 1.
    seed
        Decides which vectors are held out to measure recall on.
    threads
        For building; one gives the same bytes every time.
    clock
        Gives seconds, for the latency on the recall card.

    Raises
    ------
    StoreError
        If there are no vectors, or one is not of unit length.
    """
    check_name(space)
    if vectors.ndim != 2 or not len(vectors):
        raise misfit(f"{space!r} has vectors of shape {vectors.shape}", "(n, d) with n of 1 or more")
    check_unit(vectors, f"posts in {space}")
    spec = choose_index(*vectors.shape, budget_bytes=budget_bytes, recall_target=recall_target)
    built = build_and_measure(vectors, spec, seed=seed, threads=threads, clock=clock)
    factory = built.index.factory
    name = _segment_name(space, factory, vectors, built.order)
    built.index.write(store.staging / index_file(name))
    _write_ordered(store, vectors_file(name), vectors, built.order)
    reason = spec.reason if factory == spec.factory else f"{spec.factory} found too little"
    _LOG.info("%s: %s, since %s; recall@10 is %.3f", name, factory, reason, built.card.recall_at_10)
    return StagedSegment(SegmentCard(name, len(vectors), factory, built.effort, built.card), built.order)


def keep_segment(store: Store, snapshot: Path, name: str) -> None:
    """Let the next snapshot have a segment of a published one too, without a copy where the disk can do that."""
    store.staging.mkdir(parents=True, exist_ok=True)
    for file in (vectors_file(name), index_file(name)):
        (store.staging / file).unlink(missing_ok=True)
        link_or_copy(snapshot / file, store.staging / file)


def stage_space(
    store: Store,
    space: str,
    *,
    model: ModelCard,
    segments: Sequence[SegmentCard],
    places: NDArray[np.int64],
    contents: NDArray[np.uint64],
    ads: Vectors,
    topics: Vectors,
    recall_target: float = RECALL_TARGET,
) -> SpaceCard:
    """Stage what a space needs beside its segments.

    Parameters
    ----------
    segments
        In the order in which their positions are put end to end.
    places
        ``(n_posts,) int64``, where each post's vector lies; -1 where it has none.
    contents
        ``(n_posts, 2) uint64``, a digest of what each vector was made from, zeros where a post has nothing here; a
        later build compares them to find what it may reuse.
    ads, topics
        ``(m, d)`` and ``(t, d) float32``, unit rows, or zeros where there is no vector.

    Returns
    -------
    SpaceCard
        What the manifest will say.

    Raises
    ------
    StoreError
        If shapes disagree, places repeat, or a row is neither of unit length nor zero.
    """
    check_space(space, places, contents, ads, topics)
    total = sum(segment.vectors for segment in segments)
    if not places_fit(places, total):
        raise misfit(f"places of {space} repeat or lie outside its segments", f"each of {total} once at most, or -1")
    for name, rows in (("ads", ads[ads.any(1)]), ("topics", topics[topics.any(1)])):
        check_unit(rows, f"{name} in {space}")
    vectors = int((places >= 0).sum())
    card = SpaceCard(model.model, model.revision, ads.shape[1], METRIC, vectors, recall_target, tuple(segments))
    for file, array in (
        (places_file(space), places.astype(np.int64, copy=False)),
        (contents_file(space), contents.astype(np.uint64, copy=False)),
        (f"ads-{space}.npy", ads.astype(np.float32, copy=False)),
        (f"topics-{space}.npy", topics.astype(np.float32, copy=False)),
    ):
        _write_array(store, file, array)
    _forget_others(store, space, card)
    with atomic_path(store.staging / card_name(space)) as path:
        path.write_text(json.dumps(asdict(card)), encoding="utf-8")
    return card


def staged_spaces(store: Store) -> dict[str, SpaceCard]:
    """Read the cards of the spaces that are staged.

    Raises
    ------
    SnapshotError
        If a card is damaged.
    """
    paths = sorted(store.staging.glob(card_name("*")))
    cards = {path.stem.removeprefix("card-"): json.loads(path.read_text(encoding="utf-8")) for path in paths}
    return {space: space_card(card, f"space {space!r}") for space, card in cards.items()}


def _forget_others(store: Store, space: str, card: SpaceCard) -> None:
    """Remove segments of the space that were staged by a step which is being done again."""
    own = {segment.name for segment in card.segments}
    for path in [*store.staging.glob("vectors-*.npy"), *store.staging.glob("index-*.faiss")]:
        match = SEGMENT_NAME.fullmatch(path.stem.split("-", maxsplit=1)[1])
        if match and match[1] == space and match[0] not in own:
            path.unlink()


def card_name(space: str) -> str:
    """Name the file that keeps a space's card until the manifest takes it over."""
    return f"card-{space}.json"


def _segment_name(space: str, factory: str, vectors: Vectors, order: NDArray[np.int64]) -> str:
    digest = blake2b(f"{factory} {vectors.shape}".encode(), digest_size=8)
    for block in _blocks(vectors, order):
        digest.update(block.data)
    return f"{space}-{digest.hexdigest()}"


def _write_ordered(store: Store, name: str, vectors: Vectors, order: NDArray[np.int64]) -> None:
    with atomic_path(store.staging / name) as path:
        written = np.lib.format.open_memmap(path, mode="w+", dtype=np.float32, shape=vectors.shape)
        start = 0
        for block in _blocks(vectors, order):
            written[start : start + len(block)] = block
            start += len(block)
        written.flush()


def _blocks(vectors: Vectors, order: NDArray[np.int64]) -> Iterator[Vectors]:
    """Give the vectors in an order, some at a time: a segment may have as many as fit in memory once."""
    for start in range(0, len(order), _ROWS_AT_ONCE):
        yield np.ascontiguousarray(vectors[order[start : start + _ROWS_AT_ONCE]], np.float32)


def _write_array(store: Store, name: str, array: NDArray[np.generic]) -> None:
    with atomic_path(store.staging / name) as path, path.open("wb") as handle:
        np.save(handle, np.ascontiguousarray(array), allow_pickle=False)
