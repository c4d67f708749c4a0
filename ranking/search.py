"""Search by words and by pictures, over what posts say and what their pictures show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.words import Phrase, phrase_of
from ranking.candidates import Rows
from ranking.catalog import Catalog
from ranking.filters.labels import is_withheld

SECOND_SPACE: Final = 0.5
"""What a match in a second space adds, as a share of it."""

_TELLING: Final = 3
"""Shorter words stand in every picture and tell nothing."""


@dataclass(frozen=True)
class SearchHit:
    """One found post.

    Parameters
    ----------
    rank
        From 1.
    score
        ``float32``: how many standard deviations the post lies above a random one, the best space in full and the
        others by half.
    matches
        The cosine in each space in which it was found.
    shown
        What a picture of the post says, where a word of the query stands there and not in the post's own text.
    """

    rank: int
    post_id: str
    row: int
    title: str
    score: float
    matches: Mapping[str, float]
    shown: str = ""

    def to_dict(self) -> dict[str, object]:
        """Give plain values; the row is of no use outside."""
        return {
            "rank": self.rank,
            "post_id": self.post_id,
            "title": self.title,
            "score": self.score,
            "matches": dict(self.matches),
            "shown": self.shown,
        }


@dataclass(frozen=True)
class SearchResult:
    """What a search found, best first."""

    query: str
    hits: tuple[SearchHit, ...]
    catalog: Catalog

    def __len__(self) -> int:
        return len(self.hits)

    def __repr__(self) -> str:
        return f"<SearchResult {self.query!r}: {len(self)} hits>"

    def __iter__(self) -> Iterator[SearchHit]:
        return iter(self.hits)

    def to_dict(self) -> dict[str, object]:
        """Give plain values: what ``feedloom search --json`` prints."""
        return {
            "query": self.query,
            "snapshot": self.catalog.snapshot.version,
            "hits": [hit.to_dict() for hit in self.hits],
        }

    def to_html(self) -> str:
        """Draw the hits as a gallery."""
        from ranking.gallery import search_html

        return search_html(self)

    def _repr_html_(self) -> str:
        return self.to_html()


def search(catalog: Catalog, query: str, vectors: Mapping[str, NDArray[np.float32]], k: int) -> SearchResult:
    """Find the k posts nearest to the query in any space.

    Cosines of different spaces cannot be compared: words lie nearer to words than to pictures. Each is therefore
    measured against a sample of random posts for the same query, in standard deviations above their mean. What
    moderation has withheld is not found; a search has no person, so other labels hide nothing.

    Parameters
    ----------
    vectors
        ``{space: (1, d) float32, unit rows}``.
    """
    found = {space: _standing(catalog, space, vector, k) for space, vector in vectors.items()}
    rows = np.unique(np.concatenate([rows for rows, _, _ in found.values()])) if found else np.empty(0, np.int64)
    standings = np.zeros((len(rows), len(found)), np.float32)
    cosines: dict[str, Mapping[int, float]] = {}
    for column, (space, (theirs, cosine, standing)) in enumerate(found.items()):
        standings[np.searchsorted(rows, theirs), column] = standing
        cosines[space] = dict(zip(theirs.tolist(), cosine.tolist(), strict=True))
    score = _fused(standings)
    best = np.lexsort((rows, -score))[:k]
    asked = phrase_of(query) if "sentence" in vectors else ()
    return SearchResult(query, tuple(_hits(catalog, rows[best], score[best], cosines, asked)), catalog)


def _standing(
    catalog: Catalog, space: str, vector: NDArray[np.float32], k: int
) -> tuple[Rows, NDArray[np.float32], NDArray[np.float32]]:
    """Give the nearest rows, their cosines, and how far those stand out from random posts."""
    scores, rows = catalog.snapshot.search(space, vector, max(k * 3, 50))
    real = (rows[0] >= 0) & ~is_withheld(catalog, rows[0])
    standing = catalog.chance(space, vector).standing(scores[0][real])
    return rows[0][real], scores[0][real], np.maximum(standing, 0.0)


def _fused(standings: NDArray[np.float32]) -> NDArray[np.float32]:
    best = standings.max(axis=1, initial=0.0)
    return np.asarray(best + SECOND_SPACE * (standings.sum(axis=1) - best), np.float32)


def _hits(
    catalog: Catalog,
    rows: Rows,
    score: NDArray[np.float32],
    cosines: Mapping[str, Mapping[int, float]],
    asked: Phrase,
) -> Iterator[SearchHit]:
    posts = catalog.snapshot.posts.select(["post_id", "title", "text", "tags", "picture_words"]).take(rows).to_pylist()
    for number, (row, post) in enumerate(zip(rows.tolist(), posts, strict=True)):
        matches = {space: known[row] for space, known in cosines.items() if row in known}
        title, shown = catalog.title(row), _shown(post, asked)
        yield SearchHit(number + 1, post["post_id"], row, title, float(score[number]), matches, shown)


def _shown(post: Mapping[str, Any], asked: Phrase) -> str:
    """Give the first picture's words that have a word of the query which the post's own text lacks."""
    said = set(phrase_of(" ".join([post["title"] or "", post["text"] or "", *(post["tags"] or ())])))
    lacking = {word for word in asked if len(word) >= _TELLING} - said
    return next((words for words in post["picture_words"] or () if lacking & set(phrase_of(words))), "")
