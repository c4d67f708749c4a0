"""Ask a system for the lists of many people at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from pipeline.errors import StageError
from ranking.candidates import Rows
from ranking.evaluation.panel import person_of
from ranking.evaluation.systems import Chooser
from ranking.ranker import FeedRanker
from ranking.request import FeedRequest, Query

NOBODY = -1
"""Stands in the places that a list left empty."""


def ask(
    choose: Chooser, ranker: FeedRanker, people: Sequence[str], moment: datetime, *, k: int = 10, seed: int = 0
) -> Rows:
    """Let a system choose k posts for each person, from all that could be shown at the moment.

    Parameters
    ----------
    ranker
        As of what had happened by the moment.

    Returns
    -------
    numpy.ndarray
        ``(n, k) int64`` rows, best first; -1 from where a list ends.

    Raises
    ------
    StageError
        If a system names a post twice, or more than k.
    """
    lists = np.full((len(people), k), NOBODY, np.int64)
    shown = np.flatnonzero(ranker.catalog.live & (ranker.catalog.created_at <= moment.timestamp()))
    for number, user_id in enumerate(people):
        person = person_of(ranker, user_id)
        request = FeedRequest(user_id, k=k, now=moment, seed=seed, ads=False)
        query = Query(request, person, ranker.catalog, moment)
        chosen = choose(query, np.setdiff1d(shown, person.seen))
        if len(chosen) > k or len(np.unique(chosen)) < len(chosen):
            raise StageError(
                f"a system chose {len(chosen)} posts, {len(np.unique(chosen))} of them different, for {user_id!r}",
                expected=f"at most {k}, each once",
                remedy="Mend the system",
            )
        lists[number, : len(chosen)] = chosen
    return lists
