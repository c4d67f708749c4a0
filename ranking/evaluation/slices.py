"""Cut figures by what may make a case easy: how much was known of the person, how old and how popular the post was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Rows
from ranking.catalog import Catalog
from ranking.evaluation.exposure import BANDS, popularity_bands
from ranking.evaluation.metrics import Hits, PerPerson

HISTORY: Final[Mapping[str, int]] = {"none": 0, "1 to 4": 1, "5 to 19": 5, "20 to 99": 20, "100 and more": 100}
"""How many posts a person had reacted to before the moment, each slice from this number on."""

AGE: Final[Mapping[str, int]] = {"under a day": 0, "1 to 3 days": 1, "3 to 7 days": 3, "1 to 4 weeks": 7, "older": 28}
"""How old a post was at the moment, each slice from so many days on."""

POPULARITY_SLICING, AGE_SLICING = "popularity of the post", "age of the post"
POST_SLICINGS: Final[Mapping[str, tuple[str, ...]]] = {POPULARITY_SLICING: BANDS, AGE_SLICING: tuple(AGE)}
"""The slices of posts, by what they are cut by."""

Labels = NDArray[np.int8]

_SECONDS_A_DAY: Final = 86_400.0


def slice_of(values: NDArray[np.generic], starts: Mapping[str, int]) -> Labels:
    """Say which slice each value is in, ``(n,) int8`` in the order of ``starts``; what is below the first is in it."""
    found = np.searchsorted(np.array(list(starts.values())), values, side="right") - 1
    return np.maximum(found, 0).astype(np.int8)


def post_slices(catalog: Catalog, moment: datetime) -> Mapping[str, Labels]:
    """Say which slice each post is in, ``(n_posts,) int8``, for each of ``POST_SLICINGS``."""
    days = (moment.timestamp() - catalog.created_at) / _SECONDS_A_DAY
    return {POPULARITY_SLICING: popularity_bands(catalog.engaged_people), AGE_SLICING: slice_of(days, AGE)}


def column_of(slicing: str, name: str) -> str:
    """Name the column that holds the figure of one slice of posts."""
    return f"{slicing}: {name}"


def recall_by_slice(hits: Hits, lists: Rows, targets: Sequence[Rows], labels: Labels, count: int) -> PerPerson:
    """Count which share of what each person liked in each slice is in their list.

    Parameters
    ----------
    labels
        ``(n_posts,) int8``, each post's slice.

    Returns
    -------
    numpy.ndarray
        ``(n, count) float64``; NaN where a person liked nothing of the slice.
    """
    wanted = np.array([np.bincount(labels[rows], minlength=count) for rows in targets]).reshape(-1, count)
    person, place = np.nonzero(hits)
    found = np.zeros(wanted.shape)
    np.add.at(found, (person, labels[lists[person, place]]), 1.0)
    return np.where(wanted > 0, found / np.maximum(wanted, 1), np.nan)
