"""Around which interests posts are looked for, and how many each may bring."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.request import Interest, Person, Query
from ranking.sources.content_neighbours import ContentNeighbours
from tests.support.tiny import NOW

SPACE = "sentence"


@pytest.fixture(scope="module")
def query(published: Store) -> Query:
    return Query(FeedRequest(now=NOW), Person(), FeedRanker.open(published).catalog, NOW)


def with_interests(query: Query, *interests: tuple[float, str]) -> Query:
    """Take (weight, kind) of interests in the first posts that have a vector, one each."""
    snapshot = query.catalog.snapshot
    rows = np.flatnonzero(snapshot.present(SPACE))[: len(interests)]
    vectors = snapshot.vectors(SPACE, rows)
    found = tuple(
        Interest(weight, f"interest {at}", kind, {SPACE: vectors[at]}, np.array([rows[at]], np.int64))
        for at, (weight, kind) in enumerate(interests)
    )
    return replace(query, person=Person(interests=found))


def searched(source: ContentNeighbours, asked: Query) -> set[float]:
    """Give the weights of the interests that led to something."""
    return {asked.person.sought[number].weight for number in source(asked)["interest"].tolist()}


def test_only_the_foremost_interests_are_searched_around_and_those_that_are_stated_always(query: Query) -> None:
    kinds = [(0.1, "learned"), (0.4, "learned"), (0.2, "recent"), (0.3, "learned"), (0.05, "stated")]
    source = ContentNeighbours(SPACE, k=30, at_least=3, most_interests=2)
    asked = with_interests(query, *kinds)
    assert searched(source, asked) == {0.4, 0.3, 0.05}
    assert searched(replace(source, most_interests=4), asked) == {0.1, 0.4, 0.2, 0.3, 0.05}


def test_the_stronger_an_interest_the_more_it_may_bring(query: Query) -> None:
    found = ContentNeighbours(SPACE, k=20, at_least=2)(with_interests(query, (0.6, "learned"), (0.05, "learned")))
    brought = Counter(found["interest"].tolist())
    assert brought[1] <= 2 < brought[0] <= 19


def test_each_post_is_found_once_the_nearest_first_with_its_nearest_interest(query: Query) -> None:
    asked = with_interests(query, (0.5, "learned"), (0.3, "learned"), (0.2, "recent"))
    found = ContentNeighbours(SPACE, k=180, at_least=60)(asked)
    centres = np.stack([interest.vectors[SPACE] for interest in asked.person.interests])
    cosines = query.catalog.snapshot.vectors(SPACE, found.rows) @ centres.T
    assert len(set(found.rows.tolist())) == len(found)
    assert (np.diff(found["cosine"]) <= 0).all()
    np.testing.assert_allclose(found["cosine"], cosines.max(axis=1), atol=0.01)


def test_who_has_no_interests_is_brought_nothing(query: Query) -> None:
    assert not len(ContentNeighbours(SPACE)(query))
