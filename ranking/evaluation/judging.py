"""Hold the lists of a system against what people then did: one row of figures a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ranking.candidates import Rows
from ranking.evaluation.asking import NOBODY
from ranking.evaluation.exposure import NOBODY_YET, TAIL, coverage, gini, mean_of_places, novelty, popularity_bands
from ranking.evaluation.metrics import ACCURACY, Hits, PerPerson, find_hits
from ranking.evaluation.panel import Panel, person_of
from ranking.evaluation.slices import HISTORY, POST_SLICINGS, column_of, post_slices, recall_by_slice, slice_of
from ranking.evaluation.variety import intra_list_diversity, topic_miscalibration, topic_shares
from ranking.ranker import FeedRanker

NEW_AUTHOR_DAYS: Final = 14
"""An author whose first post is not older than this is new."""

HISTORY_SLICE: Final = "history slice"
SLICED: Final = "recall"
"""The figure that posts are sliced by."""

_SECONDS_A_DAY: Final = 86_400.0


def judge(panel: Panel, ranker: FeedRanker, lists: Rows) -> pd.DataFrame:
    """Compute every figure of every person, of one system at one moment.

    Parameters
    ----------
    panel
        The people, and what they liked after.
    ranker
        As of the moment.
    lists
        ``(n, k) int64`` rows; -1 from where a list ends.

    Returns
    -------
    pandas.DataFrame
        A row a person, with ``user_id``, the number of their ``history slice``, a column a figure, and a column for
        the recall in each slice of posts (``column_of``); NaN where a person has no such figure.
    """
    hits = find_hits(lists, panel.targets)
    accuracy = {name: of(hits, panel.wanted) for name, of in ACCURACY.items()}
    figures = {**accuracy, **_beyond(panel, ranker, lists)}
    lengths = np.array([len(person_of(ranker, name).history.rows) for name in panel.people], np.int64)
    table = pd.DataFrame({**figures, **_by_slice(panel, ranker, lists, hits)})
    table.insert(0, "user_id", list(panel.people))
    table.insert(1, HISTORY_SLICE, slice_of(lengths, HISTORY))
    return table


def judge_whole(ranker: FeedRanker, panel: Panel, lists: Rows) -> Mapping[str, float]:
    """Compute the figures of all lists of one system at one moment together."""
    catalog = ranker.catalog
    available = catalog.live & (catalog.created_at <= panel.moment.timestamp())
    filled = float((lists != NOBODY).mean())
    return {"coverage": coverage(lists, available), "Gini": gini(lists, available), "places filled": filled}


def _beyond(panel: Panel, ranker: FeedRanker, lists: Rows) -> Mapping[str, PerPerson]:
    catalog = ranker.catalog
    bands = popularity_bands(catalog.engaged_people)
    n_people = ranker.snapshot.history.num_rows
    complaints = find_hits(lists, panel.complaints).sum(axis=1) / np.maximum((lists != NOBODY).sum(axis=1), 1)
    return {
        "novelty": novelty(lists, catalog.engaged_people, n_people),
        "diversity": intra_list_diversity(lists, ranker.snapshot),
        "topic miscalibration": _miscalibration(panel, ranker, lists),
        "long tail": mean_of_places(lists, (bands == TAIL) | (bands == NOBODY_YET)),
        "new authors": mean_of_places(lists, _by_new_authors(ranker, panel.moment.timestamp())),
        "complaints": complaints.astype(np.float64),
    }


def _miscalibration(panel: Panel, ranker: FeedRanker, lists: Rows) -> PerPerson:
    topic, count = ranker.catalog.topic, len(ranker.catalog.topics)
    even = np.ones(lists.shape[1], np.float32)
    found = []
    for name, own in zip(panel.people, lists, strict=True):
        past = person_of(ranker, name).history
        placed = own[own != NOBODY]
        shown = topic_shares(topic[placed], even[: len(placed)], count)
        found.append(topic_miscalibration(topic_shares(topic[past.rows], past.weights, count), shown))
    return np.array(found, np.float64)


def _by_new_authors(ranker: FeedRanker, moment: float) -> NDArray[np.bool_]:
    """Say which posts are by authors who began not long before a moment, ``(n_posts,) bool``."""
    catalog = ranker.catalog
    first = np.full(len(catalog.authors) + 1, np.inf)  # the last one stands for authors that are not known
    np.minimum.at(first, catalog.author, catalog.created_at)
    first[-1] = -np.inf
    return np.asarray(first[catalog.author] > moment - NEW_AUTHOR_DAYS * _SECONDS_A_DAY, np.bool_)


def _by_slice(panel: Panel, ranker: FeedRanker, lists: Rows, hits: Hits) -> Mapping[str, PerPerson]:
    columns = {}
    for slicing, labels in post_slices(ranker.catalog, panel.moment).items():
        names = POST_SLICINGS[slicing]
        shares = recall_by_slice(hits, lists, panel.targets, labels, len(names))
        columns.update({column_of(slicing, name): shares[:, number] for number, name in enumerate(names)})
    return columns
