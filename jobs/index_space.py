"""Index the posts of the spaces: what is published is reused, the rest is built as Ray tasks, a segment a task."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from indexing.manifest import ModelCard, SegmentCard, SpaceCard
from indexing.merging import MergePlan, Placed, plan_merge
from indexing.snapshot import Snapshot
from indexing.space_staging import keep_segment, stage_segment, stage_space
from jobs.progress import bar
from jobs.report import Stage, peak_bytes, timed
from jobs.tasks import run_tasks
from jobs.vectors import content_digests, gather
from pipeline.encoders.base import EncoderCard
from pipeline.errors import ConfigError, EmptyStore, SnapshotError
from pipeline.store import Store

Rows = NDArray[np.int64]
Vectors = NDArray[np.float32]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class IndexLimits:
    """What an index may take, and must give.

    Parameters
    ----------
    budget_bytes
        Of memory for the indexes of one space.
    recall_target
        The least recall@10, 0 to 1.
    shard_rows
        The most vectors of one segment, which is the work of one task.
    """

    budget_bytes: int
    recall_target: float
    shard_rows: int

    def __post_init__(self) -> None:
        if self.budget_bytes < 1 or self.shard_rows < 1 or not 0 <= self.recall_target <= 1:
            raise ConfigError(
                f"the index is limited by {self}",
                expected="a budget and shards of 1 or more, and a recall of 0 to 1",
                remedy="Change index_bytes, shard_rows or recall_target",
            )


@dataclass(frozen=True)
class SpaceWork:
    """What is to be done in one space; ``contents (n_posts, 2) uint64`` are digests of what the posts consist of."""

    name: str
    card: EncoderCard
    contents: NDArray[np.uint64]
    plan: MergePlan

    def share(self, rows: Rows, limits: IndexLimits) -> IndexLimits:
        """Give a shard its part of the memory."""
        whole = int(self.contents.any(axis=1).sum())
        return replace(limits, budget_bytes=limits.budget_bytes * len(rows) // whole)


@dataclass(frozen=True)
class BuiltSegment:
    """A segment, and the post at each of its positions; none where no post of the shard has a vector after all."""

    card: SegmentCard | None
    rows: Rows
    seconds: float
    peak_bytes: int


def reusable(store: Store) -> Snapshot | None:
    """Open the published snapshot, every byte of it checked; None where there is none, or none that is sound."""
    try:
        return Snapshot.open(store)
    except EmptyStore:
        return None
    except SnapshotError as error:
        _LOG.warning("everything is indexed anew, since %s", error)
        return None


def plan_space(
    store: Store, name: str, card: EncoderCard, post_ids: pa.Array, base: Snapshot | None, limits: IndexLimits
) -> SpaceWork:
    """Compare the posts' content with what is published, and decide what is built."""
    contents = content_digests(store, name, post_ids)
    placed = None if base is None else _placed(base, name, card, limits)
    return SpaceWork(name, card, contents, plan_merge(post_ids, contents, placed, shard_rows=limits.shard_rows))


def _placed(base: Snapshot, name: str, card: EncoderCard, limits: IndexLimits) -> Placed | None:
    """Tell what can be reused: nothing of another model, or of an index that promises less than is asked for now."""
    published = base.manifest.spaces.get(name)
    if published is None or (published.revision, published.dim) != (card.revision, card.dim):
        return None
    if published.recall_at_10 < limits.recall_target:
        return None
    space = base.space(name)
    counts = tuple(segment.vectors for segment in published.segments)
    return Placed(base.posts["post_id"].combine_chunks(), space.contents, space.places, counts)


def build_segments(
    store: Store, works: Sequence[SpaceWork], post_ids: pa.Array, limits: IndexLimits
) -> dict[str, list[BuiltSegment]]:
    """Build the shards of all spaces, as many at once as there are CPUs."""
    tasks = [(work, rows) for work in works for rows in work.plan.shards]
    with bar("index", len(tasks)) as line:
        arguments = [
            (store, work.name, work.card, post_ids.take(pa.array(rows)), rows, work.share(rows, limits))
            for work, rows in tasks
        ]
        done = run_tasks(_build, arguments, line)
    return {work.name: [one for (owner, _), one in zip(tasks, done, strict=True) if owner is work] for work in works}


def _build(
    store: Store, space: str, card: EncoderCard, post_ids: pa.Array, rows: Rows, limits: IndexLimits
) -> BuiltSegment:
    with timed(space) as watch:
        found = gather(store, space, card, post_ids.to_pylist())
        if not found.present.any():
            return BuiltSegment(None, rows[:0], watch.stage.seconds, peak_bytes())
        staged = stage_segment(
            store,
            space,
            found.vectors if found.present.all() else found.vectors[found.present],
            budget_bytes=limits.budget_bytes,
            recall_target=limits.recall_target,
        )
    return BuiltSegment(staged.card, rows[found.present][staged.order], watch.stage.seconds, peak_bytes())


def finish_space(
    store: Store,
    work: SpaceWork,
    built: Sequence[BuiltSegment],
    base: Snapshot | None,
    *,
    ads: Vectors,
    topics: Vectors,
    recall_target: float,
) -> SpaceCard:
    """Put what is reused and what was built together, and stage the space."""
    kept: list[SegmentCard] = []
    if base is not None and work.plan.kept:
        published = base.manifest.spaces[work.name].segments
        kept = [published[number] for number in work.plan.kept]
        for segment in kept:
            keep_segment(store, base.path, segment.name)
    new = [one for one in built if one.card is not None]
    places, start = work.plan.places.copy(), sum(segment.vectors for segment in kept)
    for one in new:
        places[one.rows] = start + np.arange(len(one.rows))
        start += len(one.rows)
    return stage_space(
        store,
        work.name,
        model=ModelCard(work.card.model, work.card.revision),
        segments=[*kept, *(one.card for one in new if one.card is not None)],
        places=places,
        contents=work.contents,
        ads=ads,
        topics=topics,
        recall_target=recall_target,
    )


def stage_of(work: SpaceWork, card: SpaceCard, built: Sequence[BuiltSegment]) -> Stage:
    """Report what was done in a space; the seconds are those of its tasks, which may have run side by side."""
    made = sum(len(one.rows) for one in built)
    kinds = " + ".join(sorted({segment.index for segment in card.segments})) or "no vectors"
    seconds, peak = sum(one.seconds for one in built), max((one.peak_bytes for one in built), default=0)
    return Stage(f"index {work.name}: {kinds}", made, seconds, skipped=card.vectors - made, peak_bytes=peak)
