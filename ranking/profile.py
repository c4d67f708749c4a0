"""A person's interests as people can read them: what feeds rest on, how much of it is left, and how it fades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.engagement import DISLIKE_FULL_DAYS, DISLIKE_HALF_LIFE_DAYS
from pipeline.profiles import InterestParameters
from ranking.query.recent_interests import RecentInterests
from ranking.request import Interest, Query

FADING: Final[Mapping[str, str]] = {
    "learned": f"half every {InterestParameters().half_life_days:g} days before the last reaction",
    "recent": f"half every {RecentInterests().half_life_days:g} days before the last like",
    "stated": "never",
    "negative": f"full for {DISLIKE_FULL_DAYS:g} days, then half every {DISLIKE_HALF_LIFE_DAYS:g}",
}
"""How an interest of each kind fades."""


@dataclass(frozen=True)
class ProfileEntry:
    """One interest of a person.

    Parameters
    ----------
    kind
        ``"learned"``, ``"stated"``, ``"recent"`` or ``"negative"``.
    label
        Words for it.
    weight
        Its share among the interests of its kind, 0 to 1; of a negative one, what is left of it.
    posts
        The ids and titles of the posts at its heart, the most typical first; empty where it was stated.
    fades
        In words.
    """

    kind: str
    label: str
    weight: float
    posts: tuple[tuple[str, str], ...]
    fades: str


def profile_of(query: Query) -> tuple[ProfileEntry, ...]:
    """List the interests of whoever asks, in the order in which feeds use them."""
    return tuple(_entry(query, interest) for interest in query.person.interests)


def _entry(query: Query, interest: Interest) -> ProfileEntry:
    catalog = query.catalog
    ids = catalog.snapshot.posts["post_id"].take(interest.medoids).to_pylist()
    posts = tuple(zip(ids, catalog.titles(interest.medoids), strict=True))
    return ProfileEntry(interest.kind, interest.label, interest.weight, posts, FADING[interest.kind])
