"""The data of ``benchmarks.quality``: who liked what, and what is held out of it.

The protocol is that of the reference table of the real data: films that have both poster and plot; each person's
positives in the order of time, the last 20 % of them (rounded up) held out, for people with five or more; the
films a person likes in the training part are masked, and all others of the catalogue compete.

Every system is given the same likes and nothing else of what people did; ours is told of each as an event ``like``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.imported import Imported
from pipeline.importers import IMPORTERS
from pipeline.schema import EVENTS

HELD_OUT: Final = 0.2
LEAST_LIKES: Final = 5
_LEAST_LISTENERS: Final = 5
_LIKED_STARS: Final = 4.0
_SHUFFLED_BY: Final = 17
_ROUNDING: Final = 1e-9  # 0.2 * 5 is a hair above 1

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Likes:
    """Who liked what, oldest first within a person.

    Parameters
    ----------
    people
        ``(n,) int64``, into ``user_ids``.
    posts
        ``(n,) int64``, into ``post_ids``.
    times
        ``(n,) int64``, microseconds since 1970.
    user_ids, post_ids
        What the numbers stand for; all likes of one source share them.
    """

    people: Rows
    posts: Rows
    times: Rows
    user_ids: tuple[str, ...]
    post_ids: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.people)

    def where(self, kept: Mask) -> Likes:
        """Keep some of them; people and posts keep their numbers."""
        return Likes(self.people[kept], self.posts[kept], self.times[kept], self.user_ids, self.post_ids)

    def matrix(self) -> csr_matrix:
        """Give them as ``(people, posts) float32`` with a 1 for each like."""
        shape = (len(self.user_ids), len(self.post_ids))
        return csr_matrix((np.ones(len(self), np.float32), (self.people, self.posts)), shape=shape)

    def events(self) -> pa.Table:
        """Give them as EVENTS of the action ``like``."""
        micros = pa.array(self.times, pa.int64())
        columns: dict[str, pa.Array] = {
            "user_id": pa.array(self.user_ids).take(pa.array(self.people)),
            "post_id": pa.array(self.post_ids).take(pa.array(self.posts)),
            "action": pa.repeat("like", len(self)),
            "occurred_at": micros.cast(EVENTS.field("occurred_at").type),
        }
        nothing = {field.name: pa.nulls(len(self), field.type) for field in EVENTS}
        table = pa.table({name: columns.get(name, nothing[name]) for name in EVENTS.names})
        return table.cast(EVENTS)

    def now(self) -> datetime:
        """Give the time of the last like."""
        moment: datetime = pa.scalar(int(self.times.max()), pa.timestamp("us", "UTC")).as_py()
        return moment


@dataclass(frozen=True)
class Holdout:
    """Likes in two parts, and who is judged by the second.

    Parameters
    ----------
    train, test
        What systems learn from, and what they are to find.
    judged
        The people with something in ``test``, ascending.
    """

    train: Likes
    test: Likes
    judged: Rows

    @property
    def wanted(self) -> list[Rows]:
        """What each of ``judged`` is to be shown."""
        return _by_person(self.test, self.judged)

    @property
    def masked(self) -> list[Rows]:
        """What nobody may show each of ``judged``."""
        return _by_person(self.train, self.judged)


def hold_out(likes: Likes, share: float = HELD_OUT, least: int = LEAST_LIKES) -> Holdout:
    """Hold out the last ``share`` of what each person with ``least`` likes or more likes."""
    counts = np.bincount(likes.people, minlength=len(likes.user_ids))
    held = np.where(counts >= least, np.ceil(counts * share - _ROUNDING), 0).astype(np.int64)
    order = np.argsort(likes.people, kind="stable")
    place = np.empty(len(likes), np.int64)
    starts = np.cumsum(counts) - counts
    place[order] = np.arange(len(likes)) - starts[likes.people[order]]
    later = place >= (counts - held)[likes.people]
    return Holdout(likes.where(~later), likes.where(later), np.flatnonzero(held).astype(np.int64))


def _by_person(likes: Likes, people: Rows) -> list[Rows]:
    order = np.argsort(likes.people, kind="stable")
    ordered, posts = likes.people[order], likes.posts[order]
    firsts, ends = (np.searchsorted(ordered, edges).tolist() for edges in (people, people + 1))
    return [posts[first:end] for first, end in zip(firsts, ends, strict=True)]


@dataclass(frozen=True)
class Source:
    """One data set.

    Parameters
    ----------
    imported
        The tables, restricted to the catalogue that is ranked.
    liked
        By the table of results they are for, the EVENTS that count as likes, in the order that breaks ties of time.
    """

    name: str
    imported: Imported
    liked: Mapping[str, pa.Table]


def read_source(folder: Path) -> Source:
    """Read a folder of real data by its name.

    Raises
    ------
    KeyError
        If there is no such data set here.
    """
    return _READERS[folder.name](folder)


def _films(folder: Path) -> Source:
    imported = IMPORTERS["movielens"](folder)
    posts = imported.tables["posts"]
    both = pc.and_(pc.is_valid(posts["text"]), pc.greater(pc.fill_null(pc.list_value_length(posts["images"]), 0), 0))
    restricted = _restrict(imported, posts.filter(both))
    ratings = restricted.tables["events"]
    liked = ratings.filter(pc.greater_equal(ratings["value"], _LIKED_STARS))
    return Source("movielens", restricted, {"ratings of 4 and more": liked, "all ratings": ratings})


def _artists(folder: Path) -> Source:
    imported = IMPORTERS["lastfm"](folder)
    counts = imported.tables["events"].group_by("post_id").aggregate([("user_id", "count")])
    heard = counts.filter(pc.greater_equal(counts["user_id_count"], _LEAST_LISTENERS))["post_id"].combine_chunks()
    posts = imported.tables["posts"]
    restricted = _restrict(imported, posts.filter(pc.is_in(posts["post_id"], heard)))
    events = restricted.tables["events"]  # of one time, all: what is held out is drawn
    shuffled = events.take(pa.array(np.random.default_rng(_SHUFFLED_BY).permutation(events.num_rows)))
    return Source("lastfm", restricted, {"all listens": shuffled})


_READERS: Final[Mapping[str, Callable[[Path], Source]]] = {"movielens": _films, "lastfm": _artists}


def _restrict(imported: Imported, posts: pa.Table) -> Imported:
    events = imported.tables["events"]
    kept = events.filter(pc.is_in(events["post_id"], posts["post_id"].combine_chunks()))
    return Imported({**imported.tables, "posts": posts, "events": kept}, imported.rejected, imported.media_roots)


def number(events: pa.Table, post_ids: tuple[str, ...]) -> Likes:
    """Give people and posts numbers, and put the oldest likes first; what is of the same time stays as it stood.

    Parameters
    ----------
    post_ids
        All posts that compete, among them all that ``events`` name: the numbers are places in it.
    """
    user_ids = tuple(sorted(set(events["user_id"].to_pylist())))
    people, posts = (
        pc.index_in(events[column], pa.array(names)).to_numpy().astype(np.int64)
        for column, names in (("user_id", user_ids), ("post_id", post_ids))
    )
    times = events["occurred_at"].cast(pa.int64()).to_numpy()
    order = np.argsort(times, kind="stable")
    return Likes(people[order], posts[order], times[order], user_ids, post_ids)
