"""Rank the feeds of many people and keep them as Parquet: ``python -m jobs.rank_feeds CONFIG.toml --store S``.

People are ranked in parts of some hundred. A part is one task and one file, which is there as a whole or not at all, so
that a run that was stopped goes on where it was. All parts are ranked from one snapshot and one copy of the online
state, made when the run begins: what people do meanwhile counts in the next run. :mod:`jobs.ranked` says what lies
where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import pyarrow.compute as pc

from jobs.entry import execute as execute_job
from jobs.entry import main
from jobs.feed_parts import Done, Part, rank_part
from jobs.progress import bar
from jobs.ranked import EVERYBODY, Asked, Run, chosen_users, open_run
from jobs.ray_session import ray_session
from jobs.report import Clock, Report, Stage, timed, utc_now
from jobs.tasks import run_tasks
from pipeline.config import dump_config
from pipeline.errors import ConfigError, UnknownId
from pipeline.store import Store
from ranking.ranker import FeedRanker
from ranking.request import FeedRequest, resolve_now
from ranking.state import State

execute: Final = partial(execute_job, lock="rank")
"""Runs the job beside builds: it reads an immutable snapshot, and nobody else writes what it writes."""


@dataclass(frozen=True)
class RankConfig:
    """Rank the feeds of many people.

    Parameters
    ----------
    store
        The store's folder, on a disk that every worker sees.
    users
        ``all``, a file with one id a line, or ids with commas between them. All are the people who were imported, those
        of the imported events, and those whom ``observe`` alone was told of.
    surface
        Which feed.
    k
        How many posts a person, 1 to 1,000; ads come on top.
    now
        The clock of all requests, with a time zone; None means the newest post's time.
    seed
        Decides every random draw.
    ads
        Whether ads are placed.
    people_a_part
        How many people are one task and one file.
    fresh
        Whether to rank anew what was ranked with the same settings from the same state.
    address
        A running Ray; None starts one here.
    """

    store: Path
    users: str = EVERYBODY
    surface: str = "home"
    k: int = 20
    now: datetime | None = None
    seed: int = 0
    ads: bool = True
    people_a_part: int = 200
    fresh: bool = False
    address: str | None = None


def run(config: RankConfig, *, clock: Clock = utc_now) -> Report:
    """Rank, and write FEEDS into the store's ``feeds/<snapshot>/``; nothing is noted as shown.

    Raises
    ------
    BadInput
        If a person, the surface, the number of posts or the clock cannot be used.
    EmptyStore
        If nothing was published.
    """
    started_at, store = clock(), Store.open(config.store)
    if config.people_a_part < 1:
        raise ConfigError(f"people_a_part is {config.people_a_part}", expected="1 or more", remedy="Give such as 200")
    users = chosen_users(config.users)
    ranker = FeedRanker.open(store)  # and held to the end, so that the snapshot is not pruned
    asked = _asked(config, users, ranker)
    with timed("rank") as watch:
        output = open_run(store, ranker.snapshot.version, asked, dump_config(config), fresh=config.fresh)
        people = _people(asked, ranker, State(store.state_db if output.is_complete else output.state))
        parts = [] if output.is_complete else _parts(store, ranker.snapshot.version, asked, people, output)
        done = _rank_all(parts, config.address)
        output.complete()
        count = sum(part.people for part in done)
        watch.note(items=count, skipped=len(people) - count, peak=max((part.peak for part in done), default=0))
    return Report("rank", started_at, (_said(watch.stage, done, output),))


def _asked(config: RankConfig, users: tuple[str, ...] | None, ranker: FeedRanker) -> Asked:
    ranker.surface(config.surface)  # raises where there is none
    request = FeedRequest(surface=config.surface, k=config.k, now=config.now, seed=config.seed)
    now = resolve_now(request, ranker.catalog)
    return Asked(users, config.surface, config.k, now, config.seed, config.ads, config.people_a_part)


def _people(asked: Asked, ranker: FeedRanker, state: State) -> tuple[str, ...]:
    events = state.log().events
    observed = events.filter(pc.invert(events["undone"]))["user_id"].to_pylist()
    known = ranker.people.ids | set(observed)
    if asked.users is None:
        return tuple(sorted(known))
    unknown = [user_id for user_id in asked.users if user_id not in known]
    if unknown:
        raise UnknownId(
            f"{len(unknown)} of the users are unknown, such as {unknown[0]!r}",
            expected="user_ids of the users or events that were imported or observed, or a file of them",
            remedy="Import the people, leave them out, or check the file's path",
        )
    return asked.users


def _parts(store: Store, version: str, asked: Asked, people: Sequence[str], output: Run) -> list[Part]:
    """List the parts that are not there yet."""
    size = asked.people_a_part
    parts = [
        Part(store, version, output.state, asked, tuple(people[start : start + size]), output.part(start // size))
        for start in range(0, len(people), size)
    ]
    return [part for part in parts if not part.path.exists()]


def _rank_all(parts: Sequence[Part], address: str | None) -> list[Done]:
    if not parts:
        return []
    with ray_session(address), bar("feeds", len(parts)) as line:
        return run_tasks(rank_part, [(part,) for part in parts], line)


def _said(stage: Stage, done: Sequence[Done], output: Run) -> Stage:
    """Add where the feeds lie, and how fast they were ranked."""
    where, seconds = f"feeds in {output.folder}", sum(part.seconds for part in done)
    if not seconds:
        return replace(stage, backend=where)
    rate = sum(part.people for part in done) / seconds
    return replace(stage, backend=f"{where}\n{rate:,.1f} people a second and core")


if __name__ == "__main__":
    main(run, RankConfig, execute=execute)
