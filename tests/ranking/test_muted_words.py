from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest

from indexing.tables import SNAPSHOT_POSTS
from ranking.candidates import Candidates
from ranking.catalog import Catalog
from ranking.filters.muted_words import MutedPictureWordFilter, MutedWordFilter
from ranking.request import FeedRequest, Person, Query

NOW = datetime(2026, 6, 30, tzinfo=UTC)
POSTS = (
    {"title": "MONDAY blues", "text": "coffee"},
    {"text": "about nothing", "tags": ["monday"]},
    {"text": "a picture", "picture_words": ["NEW WEEK", "MONDAY\nMOTIVATION\nNOT FOUND"]},
    {"text": "mondays are fine", "picture_words": ["mondaymotivation"]},
    {"text": None, "tags": None, "picture_words": None},
)


def keeps(kind: type[MutedWordFilter | MutedPictureWordFilter], *muted: str) -> list[bool]:
    blank = {"post_id": "p", "created_at": NOW, "topic": 0, "topic_score": 0.0, "popularity": 0.0, "engagements": 0}
    blank["trend"] = 0.0
    table = pa.Table.from_pylist([{**blank, **post} for post in POSTS], schema=SNAPSHOT_POSTS)
    catalog = Catalog(SimpleNamespace(posts=table))  # type: ignore[arg-type]
    query = Query(FeedRequest("anna"), Person("anna", muted_words=muted), catalog, NOW)
    rows = np.arange(len(POSTS))[::-1].astype(np.int64)
    mask = kind()(query, Candidates(rows, {}))
    assert mask.dtype == bool
    return mask[::-1].tolist()


def test_a_muted_word_in_title_text_or_tags_drops_a_post() -> None:
    assert keeps(MutedWordFilter, "Monday") == [False, False, True, True, True]


def test_a_muted_word_or_phrase_in_a_picture_drops_a_post_under_a_name_of_its_own() -> None:
    assert keeps(MutedPictureWordFilter, "Monday") == [True, True, False, True, True]
    assert keeps(MutedPictureWordFilter, "monday motivation") == [True, True, False, True, True]
    assert keeps(MutedPictureWordFilter, "week monday") == [True] * 5, "a phrase runs from one picture into another"
    assert MutedPictureWordFilter().name != MutedWordFilter().name


@pytest.mark.parametrize("kind", [MutedWordFilter, MutedPictureWordFilter])
def test_nobody_loses_a_post_who_mutes_nothing(kind: type[MutedWordFilter | MutedPictureWordFilter]) -> None:
    assert keeps(kind) == keeps(kind, " ", "?") == [True] * 5
