"""Interests that come with the request, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ranking.request import Interest, Query

EncodeWords = Callable[[Sequence[str]], Mapping[str, NDArray[np.float32]]]
"""Turns n texts into ``{space: (n, d) float32, unit rows}``."""


@dataclass(frozen=True)
class StatedInterests:
    """Turn ``request.interests`` into interests of the person; nothing is encoded where there are none."""

    encode: EncodeWords

    def __call__(self, query: Query) -> Query:
        """Give the query with the stated interests added, each of equal weight."""
        words = query.request.interests
        if not words:
            return query
        vectors = self.encode(words)
        stated = tuple(
            Interest(
                weight=1.0 / len(words),
                label=label,
                kind="stated",
                vectors={space: found[number] for space, found in vectors.items()},
                medoids=np.empty(0, np.int64),
            )
            for number, label in enumerate(words)
        )
        return replace(query, person=replace(query.person, interests=query.person.interests + stated))
