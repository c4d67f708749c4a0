"""Who is new among the authors."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

FEW_POSTS: Final = 5
FEW_PEOPLE: Final = 20
"""An author is new in their first so many posts, until so many people have engaged with all they made."""


def author_reach(author: NDArray[np.int64], engaged_people: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count the people who engaged with all posts of each post's author, ``(n,) int64``; 0 where nobody is known.

    Parameters
    ----------
    author
        ``(n,) int64`` from 0; -1 where it is not known.
    engaged_people
        ``(n,) int64``; somebody who engaged with two posts of an author counts twice.
    """
    known = author >= 0
    sums = np.bincount(author[known], engaged_people[known], minlength=author.max(initial=-1) + 2)
    return np.asarray(sums, np.int64)[author]  # -1 takes the last, which is nobody's


def by_new_author(
    author: NDArray[np.int64], created_at: NDArray[np.float64], reach: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Say which posts are among the first few of an author who has reached few, ``(n,) bool``.

    Earlier posts alone are counted, so that what an author has made since does not change what they were.

    Parameters
    ----------
    created_at
        ``(n,) float64``, any unit of time.
    reach
        ``(n,) int64``, see :func:`author_reach`.
    """
    oldest_first = np.lexsort((created_at, author))
    earlier = np.empty(len(author), np.int64)
    earlier[oldest_first] = np.arange(len(author)) - np.searchsorted(author[oldest_first], author[oldest_first])
    return (author >= 0) & (earlier < FEW_POSTS) & (reach < FEW_PEOPLE)
