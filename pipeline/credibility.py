"""How much the engagement of one account with one post says, such that a few accounts cannot speak for many.

Three things are looked at, each a factor of 0 to 1:

- *standing*: an account that was never there on an earlier day counts a quarter, and one that engages with more posts
  than a person would shares its voice among them;
- *spread*: who engages with one author alone says more of the author's helpers than of the post;
- *independence*: accounts that always engage with the same posts on the same days (lock-step, Beutel et al.,
  "CopyCatch", WWW 2013) count together as about one. How alike two accounts are is the Jaccard index of their other
  engagements, estimated by min-wise hashes (Broder, 1997), so that no pair of accounts is ever compared.

Nothing here names a fraud. A fan club and a farm of accounts may look alike; both merely count for less than as many
strangers would.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.engagement import Rows, Weights

NEWCOMER: Final = 0.25
"""What an account counts that did nothing on any earlier day."""

POSTS_A_DAY: Final = 30
"""So many posts of late for each day of standing count in full; of more, each counts less."""

LOCKSTEP_FROM: Final = 3
"""With fewer other posts than this, two accounts are alike by chance."""

_SIGNATURES: Final = 8
_HASHES_A_SIGNATURE: Final = 3  # so accounts of likeness J share a signature with the chance J cubed
_SECONDS_A_DAY: Final = 86_400.0
_NONE: Final = np.uint64(2**64 - 1)


class Engagements(NamedTuple):
    """Who engaged with what, and when first: one entry a person and post, ordered by person, then post.

    Parameters
    ----------
    people
        ``(n,) int64`` codes, from 0.
    rows
        ``(n,) int64``, rows of posts.
    times
        ``(n,) float64``, seconds since 1970.
    """

    people: Rows
    rows: Rows
    times: Weights


def credibility(engagements: Engagements, authors: Rows, since: float) -> Weights:
    """Weigh each engagement by how independent a voice it is.

    Parameters
    ----------
    authors
        ``(n_posts,) int64``, each post's author; -1 where it is not known.
    since
        When "of late" begins, in seconds since 1970: standing comes from before it.

    Returns
    -------
    numpy.ndarray
        ``(n,) float64``, above 0, 1 at most.
    """
    if not len(engagements.rows):
        return np.empty(0, np.float64)
    standing = _standing(engagements, since)[engagements.people]
    return np.asarray(standing * _spread(engagements, authors) * _independence(engagements), np.float64)


def _standing(engagements: Engagements, since: float) -> Weights:
    """Give a factor a person, from the days on which they engaged before, and from how much they did of late."""
    people, count = engagements.people, int(engagements.people.max()) + 1
    early = engagements.times < since
    active = np.unique(np.stack([people[early], _days(engagements.times[early])]), axis=1)[0]
    days = np.bincount(active, minlength=count)
    late = np.bincount(people[~early], minlength=count)
    known = (days + NEWCOMER) / (days + 1.0)
    return np.asarray(known * np.minimum(1.0, POSTS_A_DAY * (days + 1.0) / np.maximum(late, 1)), np.float64)


def _spread(engagements: Engagements, authors: Rows) -> Weights:
    """Give for each engagement about the part of the person's engagements that went to other authors."""
    author = authors[engagements.rows]
    author = np.where(author >= 0, author, authors.max(initial=-1) + 1 + engagements.rows)
    order = np.lexsort((author, engagements.people))
    people, author = engagements.people[order], author[order]
    starts = np.flatnonzero(np.r_[True, (np.diff(people) != 0) | (np.diff(author) != 0)])
    sizes = np.diff(np.r_[starts, len(order)])
    same = np.empty(len(order), np.float64)
    same[order] = np.repeat(sizes, sizes)
    total = np.bincount(engagements.people)[engagements.people]
    return np.asarray((total - same + 1.0) / (total + 1.0), np.float64)


def _independence(engagements: Engagements) -> Weights:
    """Share one voice among those who engaged with a post and are alike in all the rest they did.

    The mean over the signatures of those who share one estimates the sum of likenesses to the power of three; one over
    it is what each adds to the effective number of the crowd (Leinster and Cobbold, Ecology 93(3), 2012).
    """
    people = engagements.people
    starts = np.flatnonzero(np.r_[True, np.diff(people) != 0])
    sizes = np.diff(np.r_[starts, len(people)])
    telling = np.repeat(sizes > LOCKSTEP_FROM, sizes)
    items = engagements.rows.astype(np.uint64) << np.uint64(20) ^ _days(engagements.times).astype(np.uint64)
    company = np.zeros(len(people), np.float64)
    for signature in range(_SIGNATURES):
        alike = np.zeros(len(people), np.uint64)
        for number in range(_HASHES_A_SIGNATURE):
            seed = np.uint64(1 + signature * _HASHES_A_SIGNATURE + number)
            alike = _mix(alike ^ _least_of_the_others(_mix(items ^ _mix(seed)), starts, sizes))
        alike = np.where(telling, alike, people.astype(np.uint64))
        company += _counts(engagements.rows, alike, telling)
    return np.asarray(_SIGNATURES / company, np.float64)


def _least_of_the_others(
    hashes: NDArray[np.uint64], starts: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """Give for each engagement the least hash among the person's other ones."""
    least = np.repeat(np.minimum.reduceat(hashes, starts), sizes)
    own = hashes == least
    second = np.repeat(np.minimum.reduceat(np.where(own, _NONE, hashes), starts), sizes)
    return np.where(own, second, least)


def _counts(rows: Rows, alike: NDArray[np.uint64], telling: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count for each engagement those with the same post and the same signature, itself among them."""
    order = np.lexsort((alike, telling, rows))
    rows, alike, telling = rows[order], alike[order], telling[order]
    changed = (np.diff(rows) != 0) | (alike[1:] != alike[:-1]) | (telling[1:] != telling[:-1])
    starts = np.flatnonzero(np.r_[True, changed])
    sizes = np.diff(np.r_[starts, len(order)])
    counts = np.empty(len(order), np.int64)
    counts[order] = np.repeat(sizes, sizes)
    return counts


def _days(times: Weights) -> NDArray[np.int64]:
    return np.floor(times / _SECONDS_A_DAY).astype(np.int64)


def _mix(values: NDArray[np.uint64] | np.uint64) -> NDArray[np.uint64]:
    """Scatter 64-bit numbers over all of their range (the finaliser of SplitMix64, Steele et al., OOPSLA 2014)."""
    mixed = np.atleast_1d(np.asarray(values, np.uint64)) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
