"""Who else reacted to what: everybody's history by person and by post, to find people of like tastes in.

Nothing here leaves a request but posts: who the people are is never said, and a post that only one of them liked is
never brought.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ranking.candidates import Rows
from ranking.recollection import Recollection, numbered, slices, strongest

MOST_ACTS: Final = 50
"""So many of the person's newest likes are compared."""

MOST_LIKERS: Final = 200
"""So many of those who liked a post are looked at, the latest."""

MOST_PEOPLE: Final = 50
"""So many people of like tastes are asked."""

MOST_LIKES: Final = 100
"""So many of the newest likes of each are counted."""

LEAST_PEOPLE: Final = 2
"""Fewer people than these do not make a post near."""

HALF_LIFE_LIKES: Final = 30.0
"""After so many later likes of their own, what somebody liked counts half."""

_COMMON: Final = 10.0
"""Of two people with as much in common, the one with fewer likes is nearer; this many are nobody's fault."""


@dataclass(frozen=True)
class Nearby:
    """What people of like tastes liked.

    Parameters
    ----------
    posts
        ``(v,) int64``, each once, ascending.
    values
        ``(v,) float32``, which share of those people, by their nearness and by how lately they liked it, 0 to 1.
    """

    posts: Rows
    values: NDArray[np.float32]


@dataclass(frozen=True)
class Crowd:
    """All likes twice: of each person, newest first, and of each post, newest first.

    Parameters
    ----------
    user_ids
        Whose row each person is.
    of_person, posts
        ``(p + 1,) int64`` and ``(m,) int32``, compressed rows.
    of_post, people
        ``(n + 1,) int64`` and ``(m,) int32``, compressed rows.
    """

    user_ids: pa.ChunkedArray
    of_person: NDArray[np.int64]
    posts: NDArray[np.int32]
    of_post: NDArray[np.int64]
    people: NDArray[np.int32]

    @classmethod
    def of(cls, history: pa.Table, n_posts: int) -> Crowd:
        """Read everybody's history, once a snapshot."""
        lengths = pc.list_value_length(history["rows"]).to_numpy()
        posts, times = (
            pc.list_flatten(history[name]).cast(pa.int64()).to_numpy().astype(np.int64) for name in ("rows", "times")
        )
        liked = pc.list_flatten(history["weights"]).to_numpy() > 0
        people = np.repeat(np.arange(len(lengths)), lengths)[liked]
        posts, times = posts[liked], times[liked]
        newest_first = np.lexsort((people, -times, posts))
        return cls(
            history["user_id"],
            np.searchsorted(people, np.arange(len(lengths) + 1)),
            posts.astype(np.int32),
            np.searchsorted(posts[newest_first], np.arange(n_posts + 1)),
            people[newest_first].astype(np.int32),
        )

    def near(self, user_id: str | None, recalled: Recollection) -> Nearby:
        """Find people who liked what the person recalls, and what they liked of late.

        The work is bounded: it does not grow with a history, nor with how many liked a post.

        Parameters
        ----------
        user_id
            The person themselves, who is no neighbour of theirs.
        recalled
            Their history, what was observed a moment ago included.
        """
        people, nearness = self._like_minded(user_id, recalled)
        places, owner = slices(self.of_person, people, MOST_LIKES)
        later = places - self.of_person[people][owner]
        named, which = numbered(self.posts[places], len(self.of_post) - 1)
        totals = np.bincount(which, nearness[owner] * np.exp2(-later / HALF_LIFE_LIKES), len(named))
        enough = np.flatnonzero(np.bincount(which, minlength=len(named)) >= LEAST_PEOPLE)
        enough = enough[np.argsort(named[enough])]
        return Nearby(named[enough], (totals[enough] / max(float(nearness.sum()), 1e-9)).astype(np.float32))

    def _like_minded(self, user_id: str | None, recalled: Recollection) -> tuple[Rows, NDArray[np.float64]]:
        """Find the nearest people, and how near each is: likes in common, the rare ones more, by how much they like."""
        liked = np.flatnonzero(recalled.liked & (recalled.weights > 0))[:MOST_ACTS]
        rows = recalled.rows[liked]
        places, owner = slices(self.of_post, rows, MOST_LIKERS)
        named, which = numbered(self.people[places], len(self.of_person) - 1)
        rarity = 1.0 / np.log2(2.0 + self.of_post[rows + 1] - self.of_post[rows])
        shared = np.bincount(which, (recalled.weights[liked] * rarity)[owner], len(named))
        shared[named == self._row_of.get(user_id or "", -1)] = 0.0
        likes = self.of_person[named + 1] - self.of_person[named]
        nearness = shared / np.sqrt(likes + _COMMON)
        best = strongest(named, nearness, MOST_PEOPLE)
        return named[best], nearness[best]

    @cached_property
    def _row_of(self) -> Mapping[str, int]:
        return {user_id: row for row, user_id in enumerate(self.user_ids.to_pylist())}
