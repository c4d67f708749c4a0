"""Posts that say a word which the person has muted."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from ranking.candidates import Candidates
from ranking.request import Query


@dataclass(frozen=True)
class MutedWordFilter:
    """Drop posts whose title or text has a muted word, as a whole word in any case."""

    name: str = "muted word"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep posts without such a word."""
        words = [re.escape(word.strip()) for word in query.person.muted_words if word.strip()]
        if not words:
            return np.ones(len(candidates), bool)
        pattern = rf"(^|\W)({'|'.join(words)})($|\W)"
        posts = query.catalog.snapshot.posts.select(["title", "text", "tags"]).take(candidates.rows)
        tags = pc.binary_join(posts["tags"], " ")
        said = [
            pc.fill_null(pc.match_substring_regex(column, pattern, ignore_case=True), fill_value=False)
            for column in (posts["title"], posts["text"], tags)
        ]
        return np.asarray(~np.logical_or.reduce([column.to_numpy() for column in said]))
