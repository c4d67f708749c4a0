"""How many trending places an attack takes, from how many accounts, by four ways of counting.

Onto the events of a sample world, in which nothing trends but by chance, come one real rise and one attack. The rise:
forty people of the world like one post within two days. The attack: accounts made for it push eight posts for as long.
For each size of the attack the share of the first ten places that its posts take, and the place of the real rise, by

- ``events``: how many a post drew in the window,
- ``people``: how many people did anything with it in the window,
- ``z-score``: the events against the mean and deviation of the same post's earlier windows of the same length,
- ``trend``: ``pipeline/trending.py``.

Run ``feedloom sample S && python -m benchmarks.trending --store S``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.report import Cell, write_report
from pipeline.derived import data_clock, post_rows
from pipeline.schema import EVENTS
from pipeline.store import Store
from pipeline.trending import WINDOW_HOURS, trend

PLACES: Final = 10
PUSHED: Final = 8
RISE_PEOPLE: Final = 40
ACCOUNTS: Final = (5, 20, 80)
_WINDOW_SECONDS: Final = 3_600.0 * WINDOW_HOURS
_PAST_WINDOWS: Final = 10

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class World:
    """Posts and events as numbers.

    Parameters
    ----------
    people
        The ids of all people.
    created_at
        ``(n_posts,) float64``, seconds since 1970; so is ``now``.
    """

    posts: pa.Table
    events: pa.Table
    people: tuple[str, ...]
    created_at: Numbers
    now: float

    @classmethod
    def read(cls, store: Store) -> World:
        """Read a store's posts and events."""
        posts, events = store.read("posts").combine_chunks(), store.read("events")
        created = np.asarray(posts["created_at"].cast(pa.int64()).to_numpy(), np.float64) / 1e6
        people = tuple(events["user_id"].unique().to_pylist())
        return cls(posts, events, people, created, data_clock(posts, events).timestamp())

    def with_events(self, made: list[tuple[str, int, float]]) -> World:
        """Add likes: who, of which post, how many seconds ago."""
        post_ids = self.posts["post_id"].to_pylist()
        micros = [round((self.now - ago) * 1e6) for *_, ago in made]
        added = pa.table(
            [
                pa.array([person for person, *_ in made], pa.string()),
                pa.array([post_ids[row] for _, row, _ in made], pa.string()),
                pa.array(["like"] * len(made)),
                pa.array(micros, pa.int64()).cast(EVENTS.field("occurred_at").type),
                pa.nulls(len(made), pa.float32()),
            ],
            schema=EVENTS,
        )
        return World(self.posts, pa.concat_tables([self.events, added]), self.people, self.created_at, self.now)


Attack = Callable[[np.random.Generator, NDArray[np.int64], int, World], list[tuple[str, int, float]]]


def _flood(
    rng: np.random.Generator, pushed: NDArray[np.int64], accounts: int, world: World
) -> list[tuple[str, int, float]]:
    """Let new accounts fire twenty-five events each at every pushed post."""
    del world
    return [
        (f"bot{bot}", int(row), float(rng.uniform(0, _WINDOW_SECONDS)))
        for bot in range(accounts)
        for row in np.repeat(pushed, 25)
    ]


def _one_each(
    rng: np.random.Generator, pushed: NDArray[np.int64], accounts: int, world: World
) -> list[tuple[str, int, float]]:
    """Let new accounts engage once with every pushed post, within an hour."""
    del world
    return [(f"bot{bot}", int(row), float(rng.uniform(0, 3_600))) for bot in range(accounts) for row in pushed]


def _independent(
    rng: np.random.Generator, pushed: NDArray[np.int64], accounts: int, world: World
) -> list[tuple[str, int, float]]:
    """Let accounts do so that have each had a life of their own: what no counting can tell from people."""
    known = np.flatnonzero(world.created_at < world.now - 20 * 86_400)
    past = [
        (f"bot{bot}", int(row), world.now - world.created_at[row] - float(rng.uniform(0, 86_400)))
        for bot in range(accounts)
        for row in rng.choice(known, 36, replace=False)
    ]
    return past + _one_each(rng, pushed, accounts, world)


def _sleepers(
    rng: np.random.Generator, pushed: NDArray[np.int64], accounts: int, world: World
) -> list[tuple[str, int, float]]:
    """Let accounts do so that have long been there and done the same on the same days, beside a little of their own."""
    known = np.flatnonzero(world.created_at < world.now - 20 * 86_400)
    together = rng.choice(known, 30, replace=False)
    past = [
        (f"bot{bot}", int(row), world.now - world.created_at[row] - float(rng.uniform(0, 7_200)))
        for bot in range(accounts)
        for row in [*together, *rng.choice(known, 6, replace=False)]
    ]
    return past + _one_each(rng, pushed, accounts, world)


ATTACKS: Final[Mapping[str, Attack]] = {
    "25 events each, new accounts": _flood,
    "one event each, new accounts": _one_each,
    "one event each, old accounts in lock-step": _sleepers,
    "one event each, old accounts, independent": _independent,
}


def _rows_and_times(world: World) -> tuple[NDArray[np.int64], Numbers]:
    rows = post_rows(world.events, world.posts["post_id"])
    return rows, np.asarray(world.events["occurred_at"].cast(pa.int64()).to_numpy(), np.float64) / 1e6


def _windows(world: World, number: int) -> Numbers:
    """Count the events of each post in the window that ended ``number`` windows ago."""
    rows, times = _rows_and_times(world)
    end = world.now - number * _WINDOW_SECONDS
    there = (rows >= 0) & (times > end - _WINDOW_SECONDS) & (times <= end)
    return np.bincount(rows[there], minlength=len(world.created_at)).astype(np.float64)


def _people(world: World) -> Numbers:
    rows, times = _rows_and_times(world)
    there = (rows >= 0) & (times > world.now - _WINDOW_SECONDS)
    codes = np.asarray(world.events["user_id"].combine_chunks().dictionary_encode().indices, np.int64)
    pairs = np.unique(np.stack([rows[there], codes[there]]), axis=1)
    return np.bincount(pairs[0], minlength=len(world.created_at)).astype(np.float64)


def _z_score(world: World) -> Numbers:
    past = np.stack([_windows(world, number) for number in range(1, 1 + _PAST_WINDOWS)])
    return np.asarray((_windows(world, 0) - past.mean(axis=0)) / (past.std(axis=0) + 1.0), np.float64)


def _trend(world: World) -> Numbers:
    rows, _ = _rows_and_times(world)
    codes = world.posts["author_id"].combine_chunks().dictionary_encode().indices
    authors = np.asarray(codes.fill_null(-1).to_numpy(zero_copy_only=False), np.int64)
    moment = datetime.fromtimestamp(world.now, UTC)
    found = trend(world.events, len(authors), rows, moment, authors=authors, created_at=world.created_at)
    return found.astype(np.float64)


SYSTEMS: Final[Mapping[str, Callable[[World], Numbers]]] = {
    "events": lambda world: _windows(world, 0),
    "people": _people,
    "z-score": _z_score,
    "trend": _trend,
}


def main() -> None:
    """Attack a world in each way and size, rank by each system, print a table and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True, help="a store that `feedloom sample` has filled")
    parser.add_argument("--rounds", type=int, default=10, help="attacks of each kind and size, on other posts each")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    world = World.read(Store.open(options.store))
    rows = [
        _measure(system, attack, accounts, world, options.rounds)
        for attack in ATTACKS
        for accounts in ACCOUNTS
        for system in SYSTEMS
    ]
    settings = {"places": PLACES, "pushed": PUSHED, "rise_people": RISE_PEOPLE, "rounds": options.rounds}
    write_report("trending", settings, rows, options.json)


def _measure(system: str, attack: str, accounts: int, world: World, rounds: int) -> dict[str, Cell]:
    shares, ranks = [], []
    for seed in range(rounds):
        rng = np.random.default_rng(seed)
        recent = np.flatnonzero(world.created_at > world.now - 6 * 86_400)
        target, *pushed = rng.choice(recent, 1 + PUSHED, replace=False).tolist()
        who = rng.choice(len(world.people), RISE_PEOPLE, replace=False)
        rise = [(world.people[person], target, float(rng.uniform(0, _WINDOW_SECONDS))) for person in who]
        made = ATTACKS[attack](rng, np.array(pushed), accounts, world)
        scores = SYSTEMS[system](world.with_events([*rise, *made]))
        first = np.argsort(-scores, kind="stable")[:PLACES]
        shares.append(np.isin(first[scores[first] > 0], pushed).sum() / PLACES)
        ranks.append(1 + int((scores > scores[target]).sum()))
    return {
        "system": system,
        "attack": attack,
        "accounts": accounts,
        "share_of_places": float(np.mean(shares)),
        "median_place_of_the_rise": float(np.median(ranks)),
    }


if __name__ == "__main__":
    main()
