"""Posts that say a word which the person has muted, or show it in a picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.words import WordList, fold
from ranking.candidates import Candidates
from ranking.request import Query

_AT_ONCE: Final = 500
"""So many words make one pattern; the memory for a pattern is bounded."""

_APART: Final = "[^a-z0-9_]"
"""Whatever parts words is one of these, and so is a letter of other scripts."""


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
    near = np.flatnonzero(_near(posts, muted))
    keep = np.ones(len(candidates), bool)
    # Hardly a post goes further that has no entry: the rest of the work does not grow with the candidates.
    said = zip(*(_texts(column) for column in posts.take(near).columns), strict=True)
    keep[near] = [not any(map(muted.is_said_in, chain(*texts))) for texts in said]
    return keep


def _near(posts: pa.Table, muted: WordList) -> NDArray[np.bool_]:
    """Find all posts that say an entry, and few others, ``(n,) bool``."""
    whole = [column.combine_chunks() for column in posts.columns]
    texts = [pc.binary_join(column, "\n") if pa.types.is_list(column.type) else column for column in whole]
    joined = pc.binary_join_element_wise(*texts, "\n", null_handling="replace", null_replacement="")
    folded = pa.array([fold(text) for text in joined.to_pylist()], pa.string())
    near = np.zeros(len(folded), bool)
    for pattern in _patterns(muted):
        near |= pc.match_substring_regex(folded, pattern).to_numpy(zero_copy_only=False)
    return near


def _patterns(muted: WordList) -> Iterator[str]:
    """Write a phrase by its longest word alone: patterns of several words at once take a hundred times as long."""
    words = sorted({max(phrase, key=len) for phrase in muted.phrases})
    for start in range(0, len(words), _AT_ONCE):
        yield rf"(?:^|{_APART})(?:{'|'.join(words[start : start + _AT_ONCE])})(?:$|{_APART})"
    yield from map(re.escape, sorted(muted.symbols))


def _texts(column: pa.ChunkedArray) -> Iterable[Iterable[str]]:
    """Give what each row of a column of texts, or of lists of texts, says."""
    values = column.to_pylist()
    return ((value,) if isinstance(value, str) else value or () for value in values)
