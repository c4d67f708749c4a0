"""Posts that say a word which the person has muted, or show it in a picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.words import WordList
from ranking.candidates import Candidates
from ranking.request import Query


@dataclass(frozen=True)
class MutedWordFilter:
    """Drop posts whose title, text or tags have a muted word; :class:`~pipeline.words.WordList` says what counts."""

    name: str = "muted word"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep posts without such a word."""
        return _without(query, candidates, ("title", "text", "tags"))


@dataclass(frozen=True)
class MutedPictureWordFilter:
    """Drop posts with a muted word in a picture, where pictures were read."""

    name: str = "muted word in a picture"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep posts whose pictures show no such word."""
        return _without(query, candidates, ("picture_words",))


def _without(query: Query, candidates: Candidates, columns: tuple[str, ...]) -> NDArray[np.bool_]:
    muted = WordList.of(query.person.muted_words)
    if not muted:
        return np.ones(len(candidates), bool)
    posts = query.catalog.snapshot.posts.select(list(columns)).take(candidates.rows)
    said = zip(*(_texts(posts[name]) for name in columns), strict=True)
    return np.array([not any(map(muted.is_said_in, chain(*texts))) for texts in said], bool)


def _texts(column: pa.ChunkedArray) -> Iterable[Iterable[str]]:
    """Give what each row of a column of texts, or of lists of texts, says."""
    values = column.to_pylist()
    return ((value,) if isinstance(value, str) else value or () for value in values)
