"""Assemble posts, ads, topics and vectors into the staging folder: ``python -m jobs.build_index CONFIG.toml``.

This step numbers the posts. Whatever was staged before refers to other numbers and is thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from indexing.manifest import ModelCard, SpaceCard
from indexing.staging import clear_staging, stage_ads, stage_posts, stage_vectors
from indexing.tables import SNAPSHOT_POSTS
from jobs.embedded import Embedded, read_embedded
from jobs.encoders import EncoderCard, load_encoder
from jobs.entry import main
from jobs.progress import bar
from jobs.ray_session import ray_session
from jobs.report import Clock, Report, Stage, peak_bytes, timed, utc_now
from jobs.tasks import run_tasks
from jobs.vectors import AD_PREFIX, data_clock, gather, post_rows, staged_topics, staged_vectors
from pipeline.errors import EmptyStore, ModelError
from pipeline.imported import Rejection, rejected_table
from pipeline.popularity import engagements, popularity
from pipeline.schema import CONTENT
from pipeline.store import Store
from pipeline.topics import Topic, assign_topics, choose_topics


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


def run(config: IndexConfig, *, clock: Clock = utc_now) -> Report:
    """Give the posts that have content their rows, and stage them with topics, popularity, vectors and indexes.

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
        spaces = _stage_spaces(store, embedded, posts, topics)
    with timed("posts") as watch:
        _stage_columns(store, posts, topics, list(embedded.cards))
        watch.note(items=posts.num_rows, rejected=[rejection.reason for rejection in bare])
    return Report("build_index", started_at, (*spaces, watch.stage))


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


def _stage_spaces(store: Store, embedded: Embedded, posts: pa.Table, topics: tuple[Topic, ...]) -> tuple[Stage, ...]:
    import ray

    owners = posts["post_id"].to_pylist()
    ads = [AD_PREFIX + ad_id for ad_id in store.read("ads")["ad_id"].to_pylist()]
    stages = []
    with bar("index spaces", len(embedded.cards)) as line:
        shared = ray.put(owners)
        work = [(store, space, embedded.profile, card, shared, ads, topics) for space, card in embedded.cards.items()]
        for name, card, seconds, peak in run_tasks(_stage_space, work, line):
            stages.append(Stage(f"index {name}: {card.index}", card.vectors, seconds, peak_bytes=peak))
    return tuple(stages)


def _stage_space(
    store: Store,
    space: str,
    profile: str,
    card: EncoderCard,
    owners: list[str],
    ads: list[str],
    topics: tuple[Topic, ...],
) -> tuple[str, SpaceCard, float, int]:
    with timed(space) as watch:
        encoder = load_encoder(space, profile)
        if encoder.revision != card.revision:
            raise ModelError(
                f"{encoder.model} has revision {encoder.revision}",
                expected=f"{card.revision} of {card.model}, with which the content was embedded",
                remedy=f"Run `feedloom embed --store {store.root} --profile {profile}` again",
            )
        posts = gather(store, space, card, owners)
        staged = stage_vectors(
            store,
            space,
            posts=posts.vectors,
            present=posts.present,
            ads=gather(store, space, card, ads).vectors,
            topics=encoder.encode_texts([topic.phrase for topic in topics]),
            model=ModelCard(card.model, card.revision),
        )
    return space, staged, watch.stage.seconds, peak_bytes()


def _stage_columns(store: Store, posts: pa.Table, topics: tuple[Topic, ...], spaces: list[str]) -> None:
    events = store.read("events")
    vectors = {space: staged_vectors(store, space) for space in spaces}
    phrases = {space: staged_topics(store, space) for space in spaces}
    topic, score = assign_topics(vectors, phrases, posts["tags"], topics)
    rows, now = post_rows(events, posts["post_id"]), data_clock(posts, events)
    columns = {
        "topic": topic,
        "topic_score": score,
        "popularity": popularity(events, posts.num_rows, rows, now),
        "engagements": engagements(events, posts.num_rows, rows),
    }
    for name, values in columns.items():
        posts = posts.append_column(SNAPSHOT_POSTS.field(name), pa.array(values, SNAPSHOT_POSTS.field(name).type))
    stage_posts(store, posts, [topic.name for topic in topics])
    stage_ads(store, store.read("ads"))


if __name__ == "__main__":
    main(run, IndexConfig)
