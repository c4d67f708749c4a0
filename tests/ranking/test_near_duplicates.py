"""Near-duplicates: one a feed, none of what was seen, and all of them where time alone decides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.candidates import Candidates
from ranking.catalog import Catalog
from ranking.diversity.mmr import MMRSelector
from ranking.diversity.near_duplicates import NearDuplicateRule
from ranking.filters.seen import SeenAlikeFilter
from ranking.request import Person, Query
from ranking.surfaces import SURFACES
from tests.support.tiny import NOW, tiny_store


@pytest.fixture
def query(published: Store) -> Query:
    """Ask of a catalogue in which posts 0, 3 and 6 are one group, and 1 and 4 another; the person has seen post 3."""
    snapshot = FeedRanker.open(published).catalog.snapshot
    groups: list[str | None] = [None] * snapshot.posts.num_rows
    groups[0] = groups[3] = groups[6] = "p6"
    groups[1] = groups[4] = "p4"
    at = snapshot.posts.column_names.index("duplicate_group")
    posts = snapshot.posts.set_column(at, "duplicate_group", pa.array(groups, pa.string()))
    vars(snapshot)["posts"] = posts  # read once and kept there
    catalog = Catalog(snapshot)
    return Query(FeedRequest(now=NOW), Person(seen=np.array([3])), catalog, NOW)


def test_a_catalogue_numbers_the_groups_and_leaves_single_posts_out(query: Query) -> None:
    group = query.catalog.duplicate_group
    assert group.dtype == np.int64
    assert len({int(group[row]) for row in (0, 3, 6)}) == 1
    assert group[1] == group[4] != group[0]
    assert (np.delete(group, [0, 1, 3, 4, 6]) == -1).all()


def test_what_looks_like_a_post_seen_counts_as_seen(query: Query) -> None:
    candidates = Candidates(np.arange(8))
    assert SeenAlikeFilter()(query, candidates).tolist() == [False, True, True, False, True, True, False, True]


def test_who_has_seen_nothing_of_a_group_keeps_it(query: Query) -> None:
    newcomer = replace(query, person=Person(seen=np.array([2, 5])))
    assert SeenAlikeFilter()(newcomer, Candidates(np.arange(8))).all()


def test_a_feed_has_one_post_of_a_group_and_names_the_rule_for_the_others(query: Query) -> None:
    columns = {"score": np.array([0.5, 0.9, 0.1, 0.3], np.float32), "duplicate_group": np.array([0, 0, -1, -1])}
    selection = MMRSelector(rules=[NearDuplicateRule()], strength=0.0)(query, Candidates(np.arange(4), columns), 4)
    assert selection.chosen.tolist() == [1, 3, 2]
    assert selection.barred["near-duplicate in this feed"].tolist() == [0]


@pytest.mark.parametrize("name", ["home", "explore"])
def test_surfaces_that_guess_hold_near_duplicates_apart(name: str, published: Store) -> None:
    surface = SURFACES[name](FeedRanker.open(published).state)
    assert any(isinstance(stage, SeenAlikeFilter) for stage in surface.filters)
    assert isinstance(surface.selector, MMRSelector)
    assert any(isinstance(rule, NearDuplicateRule) and rule.hard for rule in surface.selector.rules)


def test_the_feed_of_followed_authors_hides_nothing(published: Store) -> None:
    surface = SURFACES["following"](FeedRanker.open(published).state)
    assert not any(isinstance(stage, SeenAlikeFilter) for stage in surface.filters)


@pytest.fixture
def grouped(tmp_path: Path) -> FeedRanker:
    """Publish p6, p9 and p12, which the cat lover has not seen, as one group, and p21 with p3, which they have."""
    groups = dict.fromkeys(("p6", "p9", "p12"), "p12") | dict.fromkeys(("p3", "p21"), "p21")
    return FeedRanker.open(tiny_store(tmp_path / "store", groups))


def test_a_published_group_has_one_post_in_the_feed_and_the_others_are_explained(grouped: FeedRanker) -> None:
    feed = grouped.feed(FeedRequest("cat_lover", k=40, now=NOW))
    placed = {item.post_id for item in feed.items} & {"p6", "p9", "p12"}
    assert len(placed) == 1
    for missing in {"p6", "p9", "p12"} - placed:
        told = feed.explain(missing)
        assert told.fate == "outranked"
        assert NearDuplicateRule().name in told.sentence


def test_who_has_seen_one_of_a_published_group_is_shown_no_other(grouped: FeedRanker) -> None:
    feed = grouped.feed(FeedRequest("cat_lover", k=40, now=NOW))
    assert not {item.post_id for item in feed.items} & {"p3", "p21"}
    assert SeenAlikeFilter().name in feed.explain("p21").sentence
    told = grouped.feed(FeedRequest("newcomer", k=40, now=NOW)).explain("p21")
    assert SeenAlikeFilter().name not in told.sentence
