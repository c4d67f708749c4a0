"""Why a post stands where it stands, and why a missing one is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from ranking.feed import Feed, FeedItem

Fate = Literal["placed", "filtered", "outranked", "cut", "not retrieved"]


@dataclass(frozen=True)
class Explanation:
    """The way of one post through one feed.

    Parameters
    ----------
    fate
        How it ended.
    sentence
        The same in words.
    position
        Place in the feed, from 1, or None.
    rank
        Place by score alone among the candidates, from 1, or None where it was never scored.
    score, terms
        The score and what it is made of; the terms add up to the score.
    sources
        All sources that brought it.
    """

    post_id: str
    fate: Fate
    sentence: str
    position: int | None = None
    rank: int | None = None
    score: float | None = None
    terms: Mapping[str, float] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"{self.post_id}: {self.sentence}"]
        lines += [f"  {value:+.4f}  {name}" for name, value in self.terms.items()]
        return "\n".join(lines if self.score is None else [*lines, f"  {self.score:+.4f}  score"])


def explain_post(feed: Feed, post_id: str) -> Explanation:
    """Read a feed's trace for one post; see :meth:`ranking.feed.Feed.explain`."""
    placed = next((item for item in feed.items if item.post_id == post_id), None)
    if placed is not None:
        return _placed(feed, placed)
    if post_id in feed.catalog.snapshot.ads["ad_id"].to_pylist():
        slots = " ".join(feed.trace.slots) or "This feed has no ad slots."
        return Explanation(post_id, "outranked", f"The ad was not placed. {slots}")
    row = feed.catalog.row(post_id)
    sources = feed.trace.sources_of(row)
    if not feed.catalog.live[row]:
        return Explanation(post_id, "filtered", "It was deleted.", sources=sources)
    if not sources:
        return Explanation(post_id, "not retrieved", "No source brought it: nothing known of you leads to it.")
    if row in feed.trace.cut:
        return Explanation(post_id, "cut", _why_cut(feed, sources), sources=sources)
    filtered_by = feed.trace.dropped_by(row)
    if filtered_by is not None:
        return Explanation(post_id, "filtered", f"The filter {filtered_by!r} removed it.", sources=sources)
    return _outranked(feed, post_id, row, sources)


def _placed(feed: Feed, item: FeedItem) -> Explanation:
    rank = None if item.kind == "ad" else feed.trace.scored.rank(item.row)
    return Explanation(
        item.post_id, "placed", item.reason, item.position, rank, item.score, dict(item.terms), item.sources
    )


def _why_cut(feed: Feed, sources: tuple[str, ...]) -> str:
    who = " and ".join(map(repr, sources))
    return f"It was retrieved by {who}, but cut by the budget: {feed.trace.merged:,} candidates ranked higher there."


def _outranked(feed: Feed, post_id: str, row: int, sources: tuple[str, ...]) -> Explanation:
    scored = feed.trace.scored
    where, rank = scored.position(row), scored.rank(row)
    places = len(feed.trace.chosen)
    why = _why_outranked(feed, row, rank, places)
    terms = {name: float(np.float32(values[where])) for name, values in scored.terms.items()}
    return Explanation(post_id, "outranked", why, None, rank, float(scored.total[where]), terms, sources)


def _why_outranked(feed: Feed, row: int, rank: int, places: int) -> str:
    barred_by = feed.trace.barred_by(row)
    if feed.trace.by_time:
        return f"Newer posts took the {places} places; here time decides, and not the score."
    if barred_by is not None and (rank <= places or feed.trace.rules_ended_it):
        return f"Its score has rank {rank}, but the rule {barred_by!r} kept it out."
    if rank > places:
        return f"Its score has rank {rank} of {len(feed.trace.scored.rows)}, and {places} places were given."
    return f"Its score has rank {rank}, but the variety rules gave its place to posts less like the others."
