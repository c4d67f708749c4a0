"""What a person's history says, as a question to a matrix from post to post or to the crowd."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.attention import recollection
from pipeline.neighbours import Neighbours
from ranking.candidates import Rows

if TYPE_CHECKING:  # a catalogue keeps a crowd, and a request names its catalogue
    from ranking.request import History

MOST_RECALLED: Final = 200
"""Of a history the newest so many acts are asked about, so that nobody's feed takes longer than another's."""

Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Recollection:
    """The acts of a person that count now.

    Parameters
    ----------
    rows
        ``(m,) int64``, newest first.
    weights
        ``(m,) float32``, how much each counts: fading with the person's later acts, below 0 for what they turned away
        from (``pipeline/attention.py``).
    liked
        ``(m,) bool``, whether the person liked it.
    """

    rows: Rows
    weights: Numbers
    liked: NDArray[np.bool_]

    @classmethod
    def of(cls, history: History, most: int = MOST_RECALLED) -> Recollection:
        """Recall the newest acts of a history."""
        weights = history.weights[:most]
        faded = recollection(weights, history.times[:most]).astype(np.float32)
        return cls(history.rows[:most], faded, weights > 0)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def length(self) -> float:
        """The Euclidean length of the weights: what a sum over the history is divided by to compare people."""
        return float(np.sqrt(np.square(self.weights, dtype=np.float64).sum()))


@dataclass(frozen=True)
class Votes:
    """What each act of a history says for which posts.

    Parameters
    ----------
    posts
        ``(v,)``, rows of posts, repeated where several acts speak for one.
    values
        ``(v,) float32``.
    acts
        ``(v,) int64``, which act speaks, a position in the history.
    n_posts
        How many posts there are.
    """

    posts: NDArray[np.integer[Any]]
    values: Numbers
    acts: NDArray[np.int64]
    n_posts: int

    @classmethod
    def of(cls, recalled: Recollection, neighbours: Neighbours) -> Votes:
        """Ask the neighbours of each act."""
        places, acts = slices(neighbours.indptr, recalled.rows)
        values = neighbours.weights[places] * recalled.weights[acts]
        return cls(neighbours.indices[places], values, acts, len(neighbours))

    @cached_property
    def totals(self) -> NDArray[np.float64]:
        """The votes of every post added up, ``(n_posts,) float64``."""
        return np.bincount(self.posts, self.values, self.n_posts).astype(np.float64, copy=False)

    def named(self) -> Rows:
        """Name the posts that have votes, each once, in no order."""
        return each_once(self.posts, self.n_posts)

    def strongest(self, posts: Rows, speaks: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Find the act that says most for each of the posts, ``(k,) int64``; -1 where none says anything for it.

        Parameters
        ----------
        posts
            ``(k,) int64``, each once.
        speaks
            Which of the acts may be named, ``(m,) bool``.
        """
        place = np.zeros(self.n_posts, np.int32)  # zeros cost nothing until they are touched
        place[posts] = np.arange(1, len(posts) + 1)
        at = place[self.posts] - 1
        told = np.flatnonzero((at >= 0) & (self.values > 0) & speaks[self.acts])
        best = np.full(len(posts), -1, np.int64)
        most = np.zeros(len(posts), np.float32)
        np.maximum.at(most, at[told], self.values[told])
        told = told[self.values[told] == most[at[told]]]
        best[at[told]] = self.acts[told]
        return best


def slices(indptr: NDArray[np.int64], rows: Rows, most: int | None = None) -> tuple[NDArray[np.int64], Rows]:
    """List the places of several compressed rows one after another.

    Parameters
    ----------
    indptr
        ``(n + 1,) int64``.
    rows
        ``(m,) int64``.
    most
        So many places of each, from its beginning; None for all.

    Returns
    -------
    tuple
        Two ``(v,) int64``: the places, and which of the ``rows``, by its position, each belongs to.
    """
    starts = indptr[rows]
    lengths = indptr[rows + 1] - starts
    if most is not None:
        lengths = np.minimum(lengths, most)
    owner = np.repeat(np.arange(len(rows)), lengths)
    return np.arange(len(owner)) + (starts - (np.cumsum(lengths) - lengths))[owner], owner


def each_once(rows: NDArray[np.integer[Any]], n: int) -> Rows:
    """Name each of some numbers below ``n`` once, in the order of their last mention, without sorting them."""
    last = np.empty(n, np.int32)  # only the pages of what is named are ever touched
    order = np.arange(len(rows), dtype=np.int32)
    last[rows] = order
    return np.asarray(rows[last[rows] == order], np.int64)


def numbered(rows: NDArray[np.integer[Any]], n: int) -> tuple[Rows, NDArray[np.int32]]:
    """Name each of some numbers below ``n`` once, as :func:`each_once`, and say which of the names each of them is."""
    named = each_once(rows, n)
    place = np.empty(n, np.int32)  # as above
    place[named] = np.arange(len(named), dtype=np.int32)
    return named, place[rows]


def strongest(rows: Rows, scores: NDArray[np.floating[Any]], k: int) -> NDArray[np.int64]:
    """Find the positions of the ``k`` highest scores above 0, best first, ties by row."""
    found = np.flatnonzero(scores > 0)
    if len(found) > k:
        least = np.partition(scores[found], -k)[-k]
        found = found[scores[found] >= least]
    order = np.lexsort((rows[found], -scores[found]))[:k]
    return np.asarray(found[order], np.int64)
