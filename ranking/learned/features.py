"""Which columns a prediction rests on.

A feature is a column that a hydrator makes, and a word in :data:`FEATURE_GROUPS`. Each tells of one person and one
post, never of the other candidates, so a score does not depend on who else is in the race.

Which sources brought a post is no feature: posts that people found past all sources are added to what the ranker learns
from, and "brought by nobody" would give them away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates

Features = NDArray[np.float32]

FEATURE_GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("affinity_sentence", "lasting_sentence", "recent_sentence"),
    "pictures": ("affinity_clip", "lasting_clip", "recent_clip", "has_picture"),
    "content": ("dislike", "topic_share", "length"),
    "collaborative": ("collaborative", "nearby", "votes_lasting", "votes_latest", "votes_best"),
    "popularity": ("popularity", "trend"),
    "authors": ("followed", "author_affinity", "author_reach", "author_new"),
    "time": ("age", "age_at_visit"),
    "person": ("history_size", "liked_share", "days_away"),
}

FEATURES: Final = tuple(name for names in FEATURE_GROUPS.values() for name in names)
"""In the order of the columns of a matrix of features."""

OF_AGE: Final = ("age", "age_at_visit", "trend", "author_new")
"""What tells how new a post is. A log of reactions without views says which posts were shown, and most that are shown
are new: from these a ranker learns what people meet, and not what they like."""

FROM_REACTIONS: Final = ("collaborative", "popularity")
"""The groups that are 0 for a post nobody has reacted to."""


def stack(candidates: Candidates, names: Sequence[str] = FEATURES) -> Features:
    """Put columns side by side, ``(n, len(names)) float32``.

    Raises
    ------
    StageError
        If a column is missing; the message says what to do.
    """
    matrix = np.empty((len(candidates), len(names)), np.float32)
    for place, name in enumerate(names):
        matrix[:, place] = candidates[name]
    return matrix
