"""What can be evaluated, by name: the surfaces, whole or without a piece of theirs, and simple rules to compare with.

A name is ``random``, ``newest`` or ``popular``, or a surface's, which may go on: ``home by hand`` keeps a learned
ranker out of it; ``home without variety`` or ``home without popular and fresh`` leave out the variety of the selector,
or sources; ``home by hand without text and pictures`` leaves out terms of the score with their sources, by hand alone,
since a learned ranker has grown with all of its features and would have to be learned anew without them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from pipeline.errors import BadInput, nearest
from ranking.ads.ledger import MemoryAdLedger
from ranking.candidates import Rows
from ranking.diversity.mmr import MMRSelector
from ranking.filters.deleted import DeletedFilter
from ranking.pipeline import run
from ranking.request import Query
from ranking.stages import Source, Surface
from ranking.surfaces import SURFACES

Chooser = Callable[[Query, Rows], Rows]
"""Gives at most k rows for a query, best first, from the rows that could be shown and that the person has not met."""

BY_HAND: Final = " by hand"
_WITHOUT: Final = " without "
_TERMS: Final = {"text": "text affinity", "pictures": "picture affinity"}
_VARIETY: Final = "variety"


@dataclass(frozen=True)
class Ranked:
    """Ask a surface; its own sources and filters decide what may be shown."""

    surface: Surface

    def __call__(self, query: Query, unseen: Rows) -> Rows:
        """Give the posts of one feed, without ads."""
        del unseen
        return run(self.surface, query).trace.chosen


def random(query: Query, unseen: Rows) -> Rows:
    """Draw posts, decided by the seed and the person."""
    return query.rng("random").choice(unseen, min(query.request.k, len(unseen)), replace=False)


def newest(query: Query, unseen: Rows) -> Rows:
    """Take the newest posts."""
    return unseen[np.argsort(-query.catalog.created_at[unseen], kind="stable")][: query.request.k]


def popular(query: Query, unseen: Rows) -> Rows:
    """Take the posts that people engaged with most, recent engagement before old."""
    return unseen[np.argsort(-query.catalog.popularity[unseen], kind="stable")][: query.request.k]


RULES: Final[Mapping[str, Chooser]] = {"random": random, "newest": newest, "popular": popular}


def system_named(name: str) -> Chooser:
    """Build a system.

    Raises
    ------
    BadInput
        If there is no such rule, surface or piece.
    """
    if name in RULES:
        return RULES[name]
    base, _, pieces = name.partition(_WITHOUT)
    by_hand = base.endswith(BY_HAND)
    base = base.removesuffix(BY_HAND)
    if base not in SURFACES:
        known = [*RULES, *SURFACES]
        raise BadInput(
            f"there is no system {name!r}", expected=f"one of {', '.join(known)}", remedy=nearest(base, known)
        )
    surface = SURFACES[base](MemoryAdLedger())
    surface = replace(surface, mixer=None, filters=(DeletedFilter(), *surface.filters))
    if by_hand:
        surface = replace(surface, learned=())
    for piece in pieces.split(" and ") if pieces else ():
        surface = without(surface, piece)
    return Ranked(surface)


def is_learned(choose: Chooser) -> bool:
    """Say whether a system asks a learned ranker where there is one."""
    return isinstance(choose, Ranked) and bool(choose.surface.learned)


def without(surface: Surface, piece: str) -> Surface:
    """Leave out variety, a source, or a term of the score and the sources whose evidence it is.

    Raises
    ------
    BadInput
        If the surface has no such piece, or it is a term and a learned ranker is not kept out.
    """
    term = _TERMS.get(piece, piece)
    terms, sources = {one.name for one in surface.scorers}, {one.name for one in surface.sources}
    if piece == _VARIETY and isinstance(surface.selector, MMRSelector):
        return replace(surface, selector=replace(surface.selector, strength=0.0, rules=()))
    if piece in sources - terms:
        return replace(surface, sources=[one for one in surface.sources if one.name != piece])
    if term not in terms:
        raise _no_piece(surface, piece, [_VARIETY, *_TERMS, *terms, *sources])
    if surface.learned:
        raise BadInput(
            f"{surface.name} without {piece!r}, which a learned ranker may rest on",
            expected="a surface by hand",
            remedy=f"Ask for {surface.name}{BY_HAND}{_WITHOUT}{piece}",
        )
    return replace(
        surface,
        scorers=[scorer for scorer in surface.scorers if scorer.name != term],
        sources=[one for one in surface.sources if one.name != piece and not _rests_on(one, term)],
    )


def _rests_on(source: Source, term: str) -> bool:
    """Say whether a term is the first evidence of a source; one that speaks of others first stays."""
    return source.evidence[:1] == (term,)


def _no_piece(surface: Surface, piece: str, known: Sequence[str]) -> BadInput:
    return BadInput(
        f"{surface.name} has no {piece!r}", expected=f"one of {', '.join(known)}", remedy=nearest(piece, known)
    )
