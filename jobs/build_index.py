"""Assemble posts, ads, topics and vectors into the staging folder: ``python -m jobs.build_index CONFIG.toml``.

This step numbers the posts. Whatever was staged before refers to other numbers and is thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from indexing.manifest import ModelCard, SpaceCard
from indexing.staging import clear_staging, stage_ads, stage_posts, stage_vectors
from indexing.tables import PICTURE_WORDS_FIELD, SNAPSHOT_POSTS
from jobs.embedded import read_embedded
from jobs.encoders import Loader, load_encoder, same_space
from jobs.entry import main
from jobs.picture_words import words_column
from jobs.pieces import AD_PREFIX
from jobs.progress import bar
from jobs.ray_session import ray_session
from jobs.report import Clock, Report, Stage, peak_bytes, timed, utc_now
from jobs.tasks import run_tasks
from jobs.vectors import data_clock, gather, post_rows, staged_topics, staged_vectors
from pipeline.encoders.base import EncoderCard, TextEncoder
from pipeline.errors import EmptyStore, ModelError
from pipeline.imported import Rejection, rejected_table
from pipeline.popularity import engagements, popularity
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
    """

    store: Path
    address: str | None = None


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
    EmptyStore
        If nothing was embedded, or no post has any usable content.
    ModelError
        If a model is not the one that has embedded the content.
    """
    started_at, store = clock(), Store.open(config.store)
    embedded = read_embedded(store)
    posts, bare = _with_content(store)
    topics = choose_topics(posts["tags"])
    clear_staging(store)
    with ray_session(config.address):
        ads = [AD_PREFIX + ad_id for ad_id in store.read("ads")["ad_id"].to_pylist()]
        spaces = [
            _Space(store, name, embedded.options, card, load, ads, topics) for name, card in embedded.cards.items()
        ]
        stages = _stage_spaces(spaces, posts)
    with timed("posts") as watch:
        _stage_columns(store, posts, topics, embedded.cards)
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


@dataclass(frozen=True)
class _Space:
    store: Store
    name: str
    options: str
    card: EncoderCard
    load: Loader
    ads: list[str]
    topics: tuple[Topic, ...]


def _stage_spaces(spaces: list[_Space], posts: pa.Table) -> tuple[Stage, ...]:
    import ray

    with bar("index spaces", len(spaces)) as line:
        owners = ray.put(posts["post_id"].to_pylist())
        done = run_tasks(_stage_space, [(space, owners) for space in spaces], line)
    return tuple(
        Stage(f"index {space.name}: {card.index}", card.vectors, seconds, peak_bytes=peak)
        for space, (card, seconds, peak) in zip(spaces, done, strict=True)
    )


def _stage_space(space: _Space, owners: list[str]) -> tuple[SpaceCard, float, int]:
    with timed(space.name) as watch:
        posts = gather(space.store, space.name, space.card, owners)
        card = stage_vectors(
            space.store,
            space.name,
            posts=posts.vectors,
            present=posts.present,
            ads=gather(space.store, space.name, space.card, space.ads).vectors,
            topics=encode_topics(space.topics, _same_encoder(space).encode_texts),
            model=ModelCard(space.card.model, space.card.revision),
        )
    return card, watch.stage.seconds, peak_bytes()


def _same_encoder(space: _Space) -> TextEncoder:
    encoder = same_space(space.load, space.card)(space.name, space.card.model)
    if encoder.revision != space.card.revision:
        raise ModelError(
            f"{encoder.model} has revision {encoder.revision}",
            expected=f"{space.card.revision} of {space.card.model}, with which the content was embedded",
            remedy=f"Run `feedloom embed --store {space.store.root} {space.options}` again",
        )
    return encoder


def _stage_columns(store: Store, posts: pa.Table, topics: tuple[Topic, ...], cards: Mapping[str, EncoderCard]) -> None:
    events = store.read("events")
    vectors = {space: staged_vectors(store, space) for space in cards}
    phrases = {space: staged_topics(store, space) for space in cards}
    parameters = TopicParameters.of({space: card.model for space, card in cards.items()})
    topic, score = assign_topics(vectors, phrases, posts["tags"], topics, parameters)
    rows, now = post_rows(events, posts["post_id"]), data_clock(posts, events)
    post_ids = posts["post_id"].to_pylist()
    columns = {
        PICTURE_WORDS_FIELD.name: words_column(store, post_ids, PICTURE_WORDS_FIELD.type),
        "topic": topic,
        "topic_score": score,
        "popularity": popularity(events, posts.num_rows, rows, now),
        "engagements": engagements(events, posts.num_rows, rows),
    }
    for name, values in columns.items():
        posts = posts.append_column(SNAPSHOT_POSTS.field(name), pa.array(values, SNAPSHOT_POSTS.field(name).type))
    stage_posts(store, posts, [topic.name for topic in topics])
    ads = store.read("ads")
    words = words_column(store, [AD_PREFIX + ad_id for ad_id in ads["ad_id"].to_pylist()], PICTURE_WORDS_FIELD.type)
    stage_ads(store, ads.append_column(PICTURE_WORDS_FIELD, words))


if __name__ == "__main__":
    main(run, IndexConfig)
