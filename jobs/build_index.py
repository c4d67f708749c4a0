"""Assemble posts, ads, topics and vectors into the staging folder: ``python -m jobs.build_index CONFIG.toml``.

This step numbers the posts. Whatever was staged before refers to other numbers and is thrown away. Vectors that are
published already are linked, not built again; see :mod:`indexing.merging`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from indexing.merging import SHARD_ROWS
from indexing.spec import BUDGET_BYTES, RECALL_TARGET
from indexing.staging import clear_staging, stage_ads, stage_observed, stage_posts
from indexing.tables import PICTURE_WORDS_FIELD, SNAPSHOT_POSTS
from jobs.duplicates import duplicate_column
from jobs.embedded import Embedded, read_embedded
from jobs.encoders import Loader, load_encoder
from jobs.entry import main
from jobs.index_space import IndexLimits, build_segments, finish_space, plan_space, reusable, stage_of
from jobs.observed import all_events
from jobs.picture_words import words_column
from jobs.pieces import AD_PREFIX
from jobs.ray_session import ray_session
from jobs.report import Clock, Report, Stage, timed, utc_now
from jobs.staged import staged_topics, staged_vectors
from jobs.vectors import gather
from jobs.words import WordsEncoder
from pipeline.derived import PostNumbers, data_clock
from pipeline.encoders.base import EncoderCard
from pipeline.errors import EmptyStore
from pipeline.imported import Rejection, rejected_table
from pipeline.schema import CONTENT
from pipeline.store import Store
from pipeline.topics import Topic, assign_topics, choose_topics, encode_topics
from pipeline.zero_shot import TopicParameters


@dataclass(frozen=True)
class IndexConfig:
    """Index what was embedded.

    Parameters
    ----------
    store
        The store's folder, on a disk that every worker sees.
    address
        A running Ray; None starts one here.
    fresh
        Whether to index everything anew, which leaves no tombstones.
    index_bytes
        Of memory for the indexes of one space; a smaller budget takes a smaller index.
    recall_target
        The least recall@10 an index may have, 0 to 1; a snapshot below it is not published.
    shard_rows
        The most vectors of one segment, which is what one task builds.
    """

    store: Path
    address: str | None = None
    fresh: bool = False
    index_bytes: int = BUDGET_BYTES
    recall_target: float = RECALL_TARGET
    shard_rows: int = SHARD_ROWS


def run(config: IndexConfig, *, clock: Clock = utc_now, load: Loader = load_encoder) -> Report:
    """Give the posts that have content their rows, and stage them with topics, popularity, vectors and indexes.

    Parameters
    ----------
    clock
        For the report.
    load
        Gives the models.

    Raises
    ------
    ConfigError
        If a limit is out of range.
    EmptyStore
        If nothing was embedded, or no post has any usable content.
    ModelError
        If a model is not the one that has embedded the content.
    """
    limits = IndexLimits(config.index_bytes, config.recall_target, config.shard_rows)
    started_at, store = clock(), Store.open(config.store)
    embedded = read_embedded(store)
    posts, bare = _with_content(store)
    topics = choose_topics(posts["tags"])
    clear_staging(store)
    with ray_session(config.address):
        stages = _stage_spaces(store, embedded, load, posts, topics, limits, fresh=config.fresh)
    events, through = all_events(store)
    with timed("posts") as watch:
        _stage_columns(store, posts, events, topics, embedded.cards)
        stage_observed(store, through)
        watch.note(items=posts.num_rows, rejected=[rejection.reason for rejection in bare])
    return Report("build_index", started_at, (*stages, watch.stage))


def _with_content(store: Store) -> tuple[pa.Table, list[Rejection]]:
    posts = store.read("posts")
    owners = store.read_derived("content", CONTENT)["post_id"].unique()
    usable = pc.is_in(posts["post_id"], value_set=owners)
    detail = "neither its text nor one of its pictures could be used"
    bare = [
        Rejection("posts", post_id, "encode", "no_content", detail)
        for post_id in posts["post_id"].filter(pc.invert(usable)).to_pylist()
    ]
    store.write("rejected", rejected_table(bare), part="index")
    if len(bare) == posts.num_rows:
        raise EmptyStore(
            f"none of {posts.num_rows} posts in {store.root} has content that could be used",
            expected="posts with a text or a picture",
            remedy=f"See `feedloom rejected --store {store.root}`, then import again",
        )
    return posts.filter(usable), bare


def _stage_spaces(
    store: Store,
    embedded: Embedded,
    load: Loader,
    posts: pa.Table,
    topics: tuple[Topic, ...],
    limits: IndexLimits,
    *,
    fresh: bool,
) -> tuple[Stage, ...]:
    ids, base = posts["post_id"].combine_chunks(), None if fresh else reusable(store)
    works = [plan_space(store, name, card, ids, base, limits) for name, card in embedded.cards.items()]
    built = build_segments(store, works, ids, limits)
    ads = [AD_PREFIX + ad_id for ad_id in store.read("ads")["ad_id"].to_pylist()]
    stages = []
    for work in works:
        words = WordsEncoder(store, work.name, work.card, load, embedded.options)
        card = finish_space(
            store,
            work,
            built[work.name],
            base,
            ads=gather(store, work.name, work.card, ads).vectors,
            topics=encode_topics(topics, words.encode),
            recall_target=limits.recall_target,
        )
        stages.append(stage_of(work, card, built[work.name]))
    return tuple(stages)


def _stage_columns(
    store: Store, posts: pa.Table, events: pa.Table, topics: tuple[Topic, ...], cards: Mapping[str, EncoderCard]
) -> None:
    vectors = staged_vectors(store, posts.num_rows)
    phrases = {space: staged_topics(store, space) for space in cards}
    parameters = TopicParameters.of({space: card.model for space, card in cards.items()})
    topic, score = assign_topics(vectors, phrases, posts["tags"], topics, parameters)
    numbers = PostNumbers.of(posts, events, data_clock(posts, events))
    post_ids = posts["post_id"].to_pylist()
    columns = {
        PICTURE_WORDS_FIELD.name: words_column(store, post_ids, PICTURE_WORDS_FIELD.type),
        "topic": topic,
        "topic_score": score,
        **vars(numbers),
        "duplicate_group": duplicate_column(store, posts),
    }
    for name, values in columns.items():
        posts = posts.append_column(SNAPSHOT_POSTS.field(name), pa.array(values, SNAPSHOT_POSTS.field(name).type))
    stage_posts(store, posts, [topic.name for topic in topics])
    ads = store.read("ads")
    words = words_column(store, [AD_PREFIX + ad_id for ad_id in ads["ad_id"].to_pylist()], PICTURE_WORDS_FIELD.type)
    stage_ads(store, ads.append_column(PICTURE_WORDS_FIELD, words))


if __name__ == "__main__":
    main(run, IndexConfig)
