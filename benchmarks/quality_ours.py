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

from benchmarks.quality_data import Likes, Rows, hold_out
from benchmarks.quality_scores import PLACES
from ranking.candidates import Candidates
from ranking.diversity.mmr import MMRSelector
from ranking.evaluation.split import Split
from ranking.learned.actions import marked
from ranking.learned.features import FEATURE_GROUPS, FEATURES
from ranking.learned.learning import Recipe, learn
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
        Names of ``FEATURE_GROUPS`` that are left out: their features, terms and sources.
    learned
        Whether the learned ranker scores; without it the hand-set weights do.
    rules
        Whether the feed's variety and author rules hold, which cost accuracy.
    """

    name: str
    without: tuple[str, ...] = ()
    learned: bool = True
    rules: bool = False

    @property
    def features(self) -> tuple[str, ...]:
        """The columns that it still knows."""
        return tuple(name for group, own in FEATURE_GROUPS.items() if group not in self.without for name in own)


FULL: Final = Variant("ours: full")

MAIN_VARIANTS: Final = (
    FULL,
    Variant("ours: full, rules of variety", rules=True),
    Variant("ours: no learned ranker", learned=False),
)

VARIANTS: Final = (
    *MAIN_VARIANTS,
    Variant("ours: no pictures", ("pictures",)),
    Variant("ours: no text", ("text",)),
    Variant("ours: no content", ("pictures", "text", "content")),
    Variant("ours: no collaborative", ("collaborative",)),
    Variant("ours: content alone", ("collaborative", "popularity", "authors", "time", "person")),
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

    def taught(self, features: tuple[str, ...]) -> FeedRanker:
        """Give the product with a ranker learned from the last fifth of each person's likes and what came before it."""
        if features not in self._taught:
            inner = hold_out(self.likes)
            before, after = (marked(part.events()) for part in (inner.train, inner.test))
            learned = learn(self.ranker, [Split(before, after, inner.train.now())], Recipe(features=features))
            self._taught[features] = self.past.with_ranker(learned.to_json())
        return self._taught[features]

    @cached_property
    def _taught(self) -> dict[tuple[str, ...], FeedRanker]:
        return {}

    def lists(self, variant: Variant, people: Rows, among: Sequence[Rows | None] = (None,)) -> Rows:
        """Ask for the feeds of some people, ``(len(among), n, PLACES) int64``; -1 from where one ends.

        Parameters
        ----------
        among
            The posts that may be shown; None for all.
        """
        ranker = self.taught(variant.features) if variant.learned else self.past
        lists = np.full((len(among), len(people), PLACES), -1, np.int64)
        for asked, own in zip(among, lists, strict=True):
            surface = trimmed(ranker.surface("home"), variant, asked)
            for row, person in zip(own, people.tolist(), strict=True):
                request = FeedRequest(self.likes.user_ids[person], k=PLACES, now=self.likes.now(), ads=False)
                chosen = run(surface, ranker.query(request)).trace.chosen
                row[: len(chosen)] = chosen
        return lists


def trimmed(surface: Surface, variant: Variant, among: Rows | None = None) -> Surface:
    """Take out of a surface what a variant does without, and its ads."""
    selector = surface.selector
    if not variant.rules and isinstance(selector, MMRSelector):
        selector = replace(selector, strength=0.0, rules=())
    only = [] if among is None else [OnlyFilter(among)]
    columns = set(FEATURES) - set(variant.features)
    scorers = [one for one in surface.scorers if getattr(one, "column", None) not in columns]
    gone = {one.name for one in surface.scorers} - {one.name for one in scorers}
    sources = [source for source in surface.sources if not gone.intersection(source.evidence)]
    return replace(
        surface,
        sources=sources,
        quotas={source.name: surface.quotas.get(source.name, 0.0) for source in sources},
        filters=[*surface.filters, *only],
        scorers=scorers,
        selector=selector,
        mixer=None,
    )
