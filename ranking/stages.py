"""What each stage of a feed may do, and by its return type cannot.

============== ============================== ==========================================
stage          gives                          cannot, by construction
============== ============================== ==========================================
QueryHydrator  a richer query                 touch candidates
Source         candidates                     see what other sources found
Hydrator       new columns                    drop, reorder or overwrite
Filter         a keep mask                    reorder or rescore
Scorer         one number a candidate         drop
DiversityRule  what may come next             reorder
Selector       a slate of positions           invent or repeat a post
Mixer          a feed with ads                reorder the posts
SideEffect     nothing                        change the feed
============== ============================== ==========================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates, Column
from ranking.request import Query

if TYPE_CHECKING:
    from ranking.feed import Feed


class QueryHydrator(Protocol):
    """Learn more of the person or the moment."""

    def __call__(self, query: Query) -> Query: ...


class Source(Protocol):
    """Find candidates, the best first, and say in words why a person sees one of them.

    ``evidence`` names the terms of the score that speak for this source: where several sources brought a
    post, the one whose evidence weighs most gives the reason. Columns that a source brings are for its own
    ``reason``; only the rows go on.
    """

    @property
    def name(self) -> str: ...

    @property
    def evidence(self) -> tuple[str, ...]: ...

    def __call__(self, query: Query) -> Candidates: ...

    def reason(self, query: Query, found: Candidates, at: int) -> str: ...


@runtime_checkable
class TellsTogether(Protocol):
    """What a source may offer beside: the reasons of the candidates at ``at (m,) int64``, for less than one by one."""

    def reasons(self, query: Query, found: Candidates, at: NDArray[np.int64]) -> Sequence[str]: ...


class Hydrator(Protocol):
    """Add what later stages read."""

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]: ...


class Filter(Protocol):
    """Say which candidates may stay; ``name`` is the reason why the others went."""

    @property
    def name(self) -> str: ...

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]: ...


class Scorer(Protocol):
    """Give one term of the score, ``(n,) float32``, finite; terms are added up."""

    @property
    def name(self) -> str: ...

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.float32]: ...


class Allowance(Protocol):
    """What a rule allows of one pool while a slate grows.

    ``allowed (n_pool,) bool`` says which may take the next place; ``place`` tells of a position that took one.
    """

    @property
    def allowed(self) -> NDArray[np.bool_]: ...

    def place(self, at: int) -> None: ...


class DiversityRule(Protocol):
    """Say which of the pool may take the next place, given the slate so far.

    A ``hard`` rule is never broken: the feed ends early instead. The others give way in the order of the
    surface's list, last first, and the trace says so.
    """

    @property
    def name(self) -> str: ...

    @property
    def hard(self) -> bool: ...

    def __call__(self, pool: Candidates) -> Allowance: ...


@dataclass(frozen=True)
class Selection:
    """A slate.

    Parameters
    ----------
    chosen
        ``(k,) int64`` positions in the candidates, best first.
    variety
        ``(k,) float32``, what likeness to the slate so far took off each score (0 or less).
    relaxed
        For each place the names of the soft rules that gave way.
    barred
        By hard rule, the positions that it kept out in the end.
    by_time
        Whether time decided and not the score.
    """

    chosen: NDArray[np.int64]
    variety: NDArray[np.float32]
    relaxed: tuple[tuple[str, ...], ...]
    barred: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    by_time: bool = False


class Selector(Protocol):
    """Choose k candidates in order."""

    def __call__(self, query: Query, candidates: Candidates, k: int) -> Selection: ...


class Mixer(Protocol):
    """Place ads between posts."""

    def __call__(self, query: Query, feed: Feed) -> Feed: ...


class SideEffect(Protocol):
    """Note what was shown."""

    def __call__(self, query: Query, feed: Feed) -> None: ...


@dataclass(frozen=True)
class Surface:
    """The list of a surface's stages, in the order in which they run.

    Parameters
    ----------
    budget
        How many candidates of all sources together go on.
    quotas
        The part of the budget, 0 to 1, that each source is sure of, by name; what it does not use is for the others.
    scorers
        The terms of the score, weighted by hand; where the snapshot has a ranker they only choose the reasons.
    learned
        The terms that take their place where the snapshot has a ranker; empty for a surface that learns nothing.
    """

    name: str
    sources: Sequence[Source]
    hydrators: Sequence[Hydrator]
    filters: Sequence[Filter]
    scorers: Sequence[Scorer]
    selector: Selector
    learned: Sequence[Scorer] = ()
    budget: int = 2_000
    quotas: Mapping[str, float] = field(default_factory=dict)
    mixer: Mixer | None = None
    query_hydrators: Sequence[QueryHydrator] = ()
    side_effects: Sequence[SideEffect] = ()
