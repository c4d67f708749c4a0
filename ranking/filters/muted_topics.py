"""Posts about a topic that the person has muted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.words import name_key
from ranking.candidates import Candidates
from ranking.request import Query


@dataclass(frozen=True)
class MutedTopicFilter:
    """Drop posts whose main topic the person has muted, by its name in any case; an unknown name drops nothing."""

    name: str = "muted topic"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep posts on other topics, and on none."""
        muted = {name_key(topic) for topic in query.person.muted_topics}
        unwanted = [code for code, topic in enumerate(query.catalog.topics) if name_key(topic) in muted]
        return ~np.isin(query.catalog.topic[candidates.rows], unwanted)
