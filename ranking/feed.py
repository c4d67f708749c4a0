"""A feed: placed posts and ads with scores, terms and reasons, and the way it came about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import numpy as np
import pyarrow as pa

from pipeline.schema import FEEDS
from ranking.catalog import Catalog
from ranking.explain import Explanation, explain_post
from ranking.trace import Trace

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class FeedItem:
    """One placed post or ad.

    Parameters
    ----------
    position
        From 1, ads counted.
    post_id
        The ad's id where ``kind`` is ``"ad"``.
    row
        Row of the post in the snapshot, or of the ad in its ads.
    score
        ``float32``; for an ad its eCPM in currency units per thousand impressions.
    terms
        What the score is made of: the values add up to it.
    sources
        All sources that brought the post; ``("auction",)`` for an ad.
    reason
        The sentence people read.
    price_micros
        For an ad: what a click would cost, in micros. Else None.
    """

    position: int
    kind: Literal["post", "ad"]
    post_id: str
    row: int
    score: float
    terms: Mapping[str, float]
    sources: tuple[str, ...]
    reason: str
    price_micros: int | None = None

    @property
    def source(self) -> str:
        """The source that the reason speaks of: the first that brought the post."""
        return self.sources[0]

    def at(self, position: int) -> FeedItem:
        """Give the same item in another place."""
        return self if position == self.position else replace(self, position=position)


@dataclass(frozen=True)
class Feed:
    """What ``FeedRanker.feed`` gives.

    Parameters
    ----------
    items
        In order of position.
    trace
        What every stage did.
    """

    user_id: str | None
    surface: str
    now: datetime
    seed: int
    items: tuple[FeedItem, ...]
    trace: Trace
    catalog: Catalog

    def __len__(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        who = self.user_id or "a newcomer"
        return f"<Feed {self.surface} of {who}: {len(self.posts)} posts, {len(self.ads)} ads>"

    @property
    def posts(self) -> tuple[FeedItem, ...]:
        """The placed posts without the ads."""
        return tuple(item for item in self.items if item.kind == "post")

    @property
    def ads(self) -> tuple[FeedItem, ...]:
        """The placed ads."""
        return tuple(item for item in self.items if item.kind == "ad")

    def renumbered(self, items: tuple[FeedItem, ...], slots: tuple[str, ...] = ()) -> Feed:
        """Give the same feed with these items at positions 1, 2, ...; for mixers."""
        placed = tuple(item.at(position) for position, item in enumerate(items, start=1))
        return replace(self, items=placed, trace=replace(self.trace, slots=slots))

    def explain(self, post_id: str) -> Explanation:
        """Say why a post stands where it stands, or why it is not there.

        Raises
        ------
        UnknownId
            If the snapshot has no such post and the feed no such ad.
        """
        return explain_post(self, post_id)

    def to_dict(self) -> dict[str, object]:
        """Give plain values: what ``feedloom feed --json`` prints."""
        return {
            "user_id": self.user_id,
            "surface": self.surface,
            "snapshot": self.catalog.snapshot.version,
            "now": self.now.isoformat(),
            "seed": self.seed,
            "items": [_item_dict(item) for item in self.items],
            "trace": self.trace.summary(),
            "slots": list(self.trace.slots),
        }

    def to_json(self) -> str:
        """Write ``to_dict`` as JSON, byte-identical for the same feed."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)

    def to_arrow(self) -> pa.Table:
        """Give the feed as a FEEDS table."""
        rows = [
            {
                "user_id": self.user_id,
                "surface": self.surface,
                "snapshot": self.catalog.snapshot.version,
                "position": item.position,
                "kind": item.kind,
                "post_id": item.post_id,
                "score": np.float32(item.score),
                "terms": list(item.terms.items()),
                "sources": list(item.sources),
                "reason": item.reason,
            }
            for item in self.items
        ]
        return pa.Table.from_pylist(rows, schema=FEEDS)

    def to_pandas(self) -> pd.DataFrame:
        """Give the feed as a data frame, one row an item."""
        frame: pd.DataFrame = self.to_arrow().to_pandas()
        return frame

    def to_html(self) -> str:
        """Draw the feed as a gallery: pictures, texts, reasons, marked ads; one piece of HTML without links."""
        from ranking.gallery import feed_html

        return feed_html(self)

    def _repr_html_(self) -> str:
        return self.to_html()


def _item_dict(item: FeedItem) -> dict[str, object]:
    plain: dict[str, object] = {
        "position": item.position,
        "kind": item.kind,
        "post_id": item.post_id,
        "score": item.score,
        "terms": dict(item.terms),
        "source": item.source,
        "sources": list(item.sources),
        "reason": item.reason,
    }
    if item.price_micros is not None:
        plain["price_micros"] = item.price_micros
    return plain
