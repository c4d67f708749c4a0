"""Learn what people care about, and stage it: ``python -m jobs.build_profiles CONFIG.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from indexing.staging import stage_neighbours, stage_people, staged_observed
from jobs.embedded import read_embedded
from jobs.encoders import Loader, load_encoder
from jobs.entry import main
from jobs.observed import all_events
from jobs.progress import bar
from jobs.ray_session import ray_session
from jobs.report import Clock, Report, Stage, peak_bytes, timed, utc_now
from jobs.staged import staged_posts, staged_vectors
from jobs.tasks import run_tasks
from jobs.words import WordsEncoder
from pipeline.derived import Stated, data_clock, learn_neighbours, post_rows
from pipeline.engagement import history
from pipeline.profiles import profiles_for
from pipeline.store import Store

_PEOPLE_A_TASK: Final = 500


@dataclass(frozen=True)
class ProfilesConfig:
    """Build the profiles of all people.

    Parameters
    ----------
    store
        The store's folder, on a disk that every worker sees.
    address
        A running Ray; None starts one here.
    """

    store: Path
    address: str | None = None


def run(config: ProfilesConfig, *, clock: Clock = utc_now, load: Loader = load_encoder) -> Report:
    """Stage people, their interests, what they have reacted to, and which posts go together by that.

    Parameters
    ----------
    clock
        For the report.
    load
        Gives the models.

    Raises
    ------
    EmptyStore
        If the posts were not numbered yet.
    """
    started_at, store = clock(), Store.open(config.store)
    embedded, posts = read_embedded(store), staged_posts(store)
    users, (events, _) = store.read("users"), all_events(store, through=staged_observed(store))
    with ray_session(config.address):
        words = {
            space: WordsEncoder(store, space, card, load, embedded.options) for space, card in embedded.cards.items()
        }
        stated, encoding = _encode_stated(words, users)
        profiles, learning = _learn(store, users, events, posts, stated)
    with timed("history") as watch:
        read = history(events, post_rows(events, posts["post_id"]))
        store.write("profiles", profiles)
        stage_people(store, users=users, profiles=profiles, history=read)
        watch.note(items=read.num_rows)
    neighbours = _stage_neighbours(store, read, posts.num_rows)
    return Report("build_profiles", started_at, (encoding, learning, watch.stage, neighbours))


def _encode_stated(words: Mapping[str, WordsEncoder], users: pa.Table) -> tuple[Stated, Stage]:
    with timed("stated interests") as watch:
        said = sorted(set(pc.list_flatten(users["interests"]).drop_null().to_pylist()))
        by_space = {space: encoder.encode(said) for space, encoder in words.items()} if said else {}
        stated = {word: {space: rows[number] for space, rows in by_space.items()} for number, word in enumerate(said)}
        watch.note(items=len(said))
    return stated, watch.stage


def _learn(store: Store, users: pa.Table, events: pa.Table, posts: pa.Table, stated: Stated) -> tuple[pa.Table, Stage]:
    import ray

    with timed("profiles") as watch:
        people = pc.unique(pa.chunked_array([*users["user_id"].chunks, *events["user_id"].chunks], pa.string()))
        count = 1 + len(people) // _PEOPLE_A_TASK
        shared = ray.put((posts, stated))
        parts = zip(split(users, count), split(events, count), strict=True)
        now = data_clock(posts, events)
        with bar("profiles", count) as line:
            done = run_tasks(_profiles_of, [(store, *part, now, shared) for part in parts], line)
        profiles = pa.concat_tables([table for table, _ in done])
        profiles = profiles.sort_by([("user_id", "ascending"), ("interest", "ascending")])
        watch.note(items=len(people), peak=max(peak for _, peak in done))
    return profiles, watch.stage


def _stage_neighbours(store: Store, done: pa.Table, n_posts: int) -> Stage:
    with timed("neighbours") as watch:
        matrices = learn_neighbours(done, n_posts)
        for name, matrix in matrices.items():
            stage_neighbours(store, name, matrix)
        watch.note(items=sum(len(matrix.indices) for matrix in matrices.values()))
    return watch.stage


def _profiles_of(
    store: Store,
    users: pa.Table,
    events: pa.Table,
    now: datetime,
    shared: tuple[pa.Table, Stated],
) -> tuple[pa.Table, int]:
    posts, stated = shared
    vectors = staged_vectors(store, posts.num_rows)
    return profiles_for(users, events, posts, vectors, now=now, stated=stated), peak_bytes()


def split(table: pa.Table, count: int) -> list[pa.Table]:
    """Split a table into ``count`` by a hash of ``user_id``: a person is in the same part of every table."""
    ids = table["user_id"].combine_chunks().dictionary_encode()
    hashes = [int.from_bytes(blake2b(name.encode(), digest_size=8).digest()) for name in ids.dictionary.to_pylist()]
    part = (np.array(hashes, np.uint64) % np.uint64(count)).astype(np.int64)[ids.indices.to_numpy(zero_copy_only=False)]
    return [table.filter(pa.array(part == number)) for number in range(count)]


if __name__ == "__main__":
    main(run, ProfilesConfig)
