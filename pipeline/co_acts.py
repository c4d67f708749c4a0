"""Which posts the same people acted on close together, counted over all people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.attention import attention, moments
from pipeline.engagement import Rows, Weights

if TYPE_CHECKING:
    from scipy.sparse import csr_array

BACKWARDS: Final = 0.5
"""What it counts that a post was acted on before another, where the other is the clue; after it counts 1."""

_AT_ONCE: Final = (1.0 + BACKWARDS) / 2
_NEAR_MOMENTS: Final = 30.0

MOST_PAIRS: Final = 20_000_000
"""About so many pairs of acts are counted: the more acts, the nearer together a pair must be."""

_WINDOWS: Final = (8, 200)
_PAIRS_AT_A_TIME: Final = 16_000_000

LEAST_PEOPLE: Final = 2
"""Posts go together only where so many people say so: no person alone makes two posts neighbours, or is betrayed."""


@dataclass(frozen=True)
class Acts:
    """What people did, one entry a person and post, by person and newest first.

    Parameters
    ----------
    people, rows, moments
        ``(n,) int64``: who, which post, and how many moments of the person's own came later.
    clue, liked
        ``(n,) float64``: how much the act says of what the person does next, and whether they liked the post, 0 or 1.
    """

    people: Rows
    rows: Rows
    moments: Rows
    clue: Weights
    liked: Weights

    @classmethod
    def of(cls, history: pa.Table, most: int) -> Acts:
        """Read the newest ``most`` acts of everybody from a table of histories (``pipeline.engagement.history``)."""
        lengths = pc.list_value_length(history["rows"]).to_numpy().astype(np.int64)
        people = np.repeat(np.arange(len(lengths)), lengths)
        order = np.arange(len(people)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        kept = order < most
        rows, weights, times = (
            pc.list_flatten(history[name]).cast(kind).to_numpy()[kept]
            for name, kind in (("rows", pa.int64()), ("weights", pa.float64()), ("times", pa.int64()))
        )
        people = people[kept]
        liked = (weights > 0).astype(np.float64)
        return cls(people, rows, moments(people, times), attention(weights), liked)

    def __len__(self) -> int:
        return len(self.rows)

    def among(self, place: Rows) -> Acts:
        """Keep the acts on posts that have a place, ``place (n_posts,) int64`` (-1 for none), and name posts by it."""
        found = place[self.rows]
        kept = found >= 0
        return Acts(self.people[kept], found[kept], self.moments[kept], self.clue[kept], self.liked[kept])


class CoActs(NamedTuple):
    """Sparse matrices of n x n posts with the same entries, and what each post counts for itself.

    Parameters
    ----------
    clues
        How often i and j are clues together, each pair by its nearness; symmetric.
    likes
        How often j is liked where i is a clue; later likes count more than earlier ones.
    people
        How many people did both.
    own
        ``(n,) float64``, the diagonal of ``clues``.
    """

    clues: csr_array
    likes: csr_array
    people: csr_array
    own: Weights


def count_co_acts(acts: Acts, n_posts: int, dense: int, most_pairs: int = MOST_PAIRS) -> CoActs:
    """Count the pairs of acts of the same people that lie within a window of acts.

    A pair counts by ``2 ** (-distance in moments / 30)``, and by a slope that reaches 0 at the window's edge. Both are
    positive-definite kernels, so that the matrix of clues of the dense posts is positive semi-definite: what is learned
    from it is sound at any window.

    Parameters
    ----------
    acts
        With rows 0 to ``n_posts`` - 1.
    dense
        So many posts, from the first, keep all their pairs with each other; other pairs are left out where fewer than
        ``LEAST_PEOPLE`` people have both.
    most_pairs
        About so many pairs are counted: the more acts, the nearer together a pair must be.
    """
    window = int(np.clip(most_pairs // max(len(acts), 1), *_WINDOWS))
    counts = np.bincount(acts.rows, minlength=n_posts)
    parts = [
        _told(_count_block(acts, window, block, n_posts), dense)
        for block in _blocks(counts, 1 + 2 * window * len(acts) // _PAIRS_AT_A_TIME)
    ]
    whole = _Entries(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    own = np.bincount(acts.rows, acts.clue**2, minlength=n_posts).astype(np.float64)
    clues, likes, people = (_matrix(whole, values, n_posts) for values in (whole.clues, whole.likes, whole.people))
    return CoActs(clues, likes, people, own)


class _Entries(NamedTuple):
    clue: NDArray[np.int32]
    target: NDArray[np.int32]
    clues: NDArray[np.float32]
    likes: NDArray[np.float32]
    people: NDArray[np.float32]


def _blocks(counts: Rows, number: int) -> Iterator[range]:
    """Cut the posts into about so many ranges of like numbers of acts, so that no range holds too many pairs."""
    ends = np.searchsorted(np.cumsum(counts), counts.sum() * np.arange(1, number) / number)
    edges = np.unique(np.concatenate([[0], ends, [len(counts)]])).tolist()
    return (range(first, last) for first, last in pairwise(edges))


def _count_block(acts: Acts, window: int, block: range, n_posts: int) -> _Entries:
    """Add up all pairs whose clue is in a range of posts, ordered by clue, then target."""
    none, nothing = np.empty(0, np.int32), np.empty(0, np.float32)
    pairs = [_Entries(none, none, nothing, nothing, nothing), *_pairs(acts, window, block)]
    whole = _Entries(*(np.concatenate(columns) for columns in zip(*pairs, strict=True)))
    clues, likes, people = (_matrix(whole, values, n_posts) for values in (whole.clues, whole.likes, whole.people))
    clue = np.repeat(np.arange(n_posts, dtype=np.int32), np.diff(people.indptr))
    return _Entries(clue, people.indices.astype(np.int32, copy=False), clues.data, likes.data, people.data)


def _told(entries: _Entries, dense: int) -> _Entries:
    """Leave out the pairs that too few people have, but for those that are solved for."""
    kept = (entries.people >= LEAST_PEOPLE) | ((entries.clue < dense) & (entries.target < dense))
    clue, target, clues, likes, people = entries
    return _Entries(clue[kept], target[kept], clues[kept], likes[kept], people[kept])


def _pairs(acts: Acts, window: int, block: range) -> Iterator[_Entries]:
    """Give the pairs that lie one act apart, then two, and so on; each twice, with either of the two as the clue."""
    within = (acts.rows >= block.start) & (acts.rows < block.stop)
    for lag in range(1, window + 1):
        same = acts.people[lag:] == acts.people[:-lag]
        if not same.any():
            return
        older = np.flatnonzero(same & within[lag:]) + lag
        yield _directed(acts, older, older - lag, 1.0 - lag / (window + 1), 1.0)
        newer = np.flatnonzero(same & within[:-lag])
        yield _directed(acts, newer, newer + lag, 1.0 - lag / (window + 1), BACKWARDS)


def _directed(acts: Acts, clue: Rows, target: Rows, slope: float, worth: float) -> _Entries:
    apart = np.abs(acts.moments[clue] - acts.moments[target])
    near = slope * np.exp2(-apart / _NEAR_MOMENTS) * acts.clue[clue]
    return _Entries(
        acts.rows[clue].astype(np.int32),
        acts.rows[target].astype(np.int32),
        (near * acts.clue[target]).astype(np.float32),
        (near * np.where(apart > 0, worth, _AT_ONCE) * acts.liked[target]).astype(np.float32),
        np.ones(len(clue), np.float32),
    )


def _matrix(entries: _Entries, values: NDArray[np.float32], n_posts: int) -> csr_array:
    """Make a sparse matrix; what several entries say of the same pair is added up."""
    from scipy.sparse import coo_array

    matrix = coo_array((values, (entries.clue, entries.target)), shape=(n_posts, n_posts)).tocsr()
    matrix.sum_duplicates()
    return matrix
