"""The product itself in ``benchmarks.quality``: its home feed, asked for everybody as of the training part.

Whatever the product learns from people, it learns anew from the likes of the training part (:mod:`ranking.past`), the
ranker among it; posts and their vectors are those of the built store. All are asked at one moment, that of the last
like. The full catalogue competes: the sources bring what they bring, and what they miss cannot be found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality_data import Likes, Rows
from benchmarks.quality_scores import PLACES
from ranking.candidates import Candidates
from ranking.diversity.mmr import MMRSelector
from ranking.past import as_of
from ranking.pipeline import run
from ranking.ranker import FeedRanker
from ranking.request import FeedRequest, Query
from ranking.stages import Surface


@dataclass(frozen=True)
class Variant:
    """The product, whole or without some of it.

    Parameters
    ----------
    name
        What the table calls it.
    without
        Names of ``PIECES`` that are left out: their terms, sources and features.
    learned
        Whether the learned ranker scores; without it the hand-set weights do.
    rules
        Whether the feed's variety and author rules hold, which cost accuracy.
    """

    name: str
    without: tuple[str, ...] = ()
    learned: bool = True
    rules: bool = False


FULL: Final = Variant("ours: full")

VARIANTS: Final = (
    FULL,
    Variant("ours: full, with the feed's rules of variety and authors", rules=True),
    Variant("ours: without pictures", ("pictures",)),
    Variant("ours: without text", ("text",)),
    Variant("ours: without pictures and text", ("pictures", "text")),
    Variant("ours: without what others like together", ("collaborative",)),
    Variant("ours: without the learned ranker", learned=False),
    Variant("ours: content alone", ("collaborative", "popularity")),
)


@dataclass(frozen=True)
class OnlyFilter:
    """Keep some posts; for asking how well posts are told apart among themselves."""

    rows: Rows
    name: str = "not asked for"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep what is in ``rows``."""
        del query
        return np.isin(candidates.rows, self.rows)


@dataclass(frozen=True)
class Ours:
    """The product as of some likes.

    Parameters
    ----------
    ranker
        Of the built store.
    likes
        All that it may learn from.
    """

    ranker: FeedRanker
    likes: Likes

    @cached_property
    def past(self) -> FeedRanker:
        """The product that knows these likes and nothing else, without a learned ranker."""
        return as_of(self.ranker, self.likes.events(), self.likes.now())

    def lists(self, variant: Variant, people: Rows, among: Rows | None = None, places: int = PLACES) -> Rows:
        """Ask for the feeds of some people, ``(n, places) int64``; -1 from where one ends.

        Parameters
        ----------
        among
            The posts that may be shown; None for all.
        """
        ranker = self.past
        surface = trimmed(ranker.surface("home"), variant, among)
        lists = np.full((len(people), places), -1, np.int64)
        for own, person in zip(lists, people.tolist(), strict=True):
            request = FeedRequest(self.likes.user_ids[person], k=places, now=self.likes.now(), ads=False)
            chosen = run(surface, ranker.query(request)).trace.chosen
            own[: len(chosen)] = chosen
        return lists


def trimmed(surface: Surface, variant: Variant, among: Rows | None = None) -> Surface:
    """Take out of a surface what a variant does without, and its ads."""
    selector = surface.selector
    if not variant.rules and isinstance(selector, MMRSelector):
        selector = replace(selector, strength=0.0, rules=())
    only = [] if among is None else [OnlyFilter(among)]
    columns = {name for piece in variant.without for name in PIECES[piece]}
    scorers = [one for one in surface.scorers if getattr(one, "column", None) not in columns]
    gone = {one.name for one in surface.scorers} - {one.name for one in scorers}
    return replace(
        surface,
        sources=[source for source in surface.sources if not gone.intersection(source.evidence)],
        filters=[*surface.filters, *only],
        scorers=scorers,
        selector=selector,
        mixer=None,
    )


PIECES: Final[dict[str, Sequence[str]]] = {
    "pictures": ("affinity_clip",),
    "text": ("affinity_sentence",),
    "collaborative": (),
    "popularity": ("popularity",),
}
"""The columns that rest on each piece."""
