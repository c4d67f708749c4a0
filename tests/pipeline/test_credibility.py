from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pipeline.credibility import Engagements, credibility

DAY = 86_400.0


def weights(*groups: tuple[list[int], list[int], list[float]], authors: np.ndarray | None = None) -> np.ndarray:
    """Take (people, rows, days) as products: each person of a group with each of its rows on that row's day."""
    triples = [
        (person, row, day * DAY)
        for people, rows, days in groups
        for person in people
        for row, day in zip(rows, days, strict=True)
    ]
    triples.sort()
    people, rows, times = (np.array(column) for column in zip(*triples, strict=True))
    authors = np.arange(1_000) if authors is None else authors
    return credibility(Engagements(people, rows, times.astype(float)), authors, since=100 * DAY)


def known(person: int) -> tuple[list[int], list[int], list[float]]:
    """Give a person of their own taste who was there on twenty days."""
    rng = np.random.default_rng(person)
    return [person], [0, *rng.choice(np.arange(10, 1_000), 20, replace=False).tolist()], [101.0, *np.arange(20.0) + 50]


def on_post_0(found: np.ndarray, *groups: tuple[list[int], list[int], list[float]]) -> float:
    rows = np.array([row for _, row in sorted((p, r) for people, rows, _ in groups for p in people for r in rows)])
    return float(found[rows == 0].sum())


def test_strangers_with_a_past_count_nearly_in_full() -> None:
    groups = [known(person) for person in range(40)]
    assert on_post_0(weights(*groups), *groups) > 35


def test_accounts_in_lockstep_count_as_about_one() -> None:
    rows, days = [0, *range(10, 30)], [101.0, *np.arange(20.0) + 50]
    group = (list(range(40)), rows, days)
    assert on_post_0(weights(group), group) < 1.05


def test_accounts_in_lockstep_that_hide_in_some_noise_of_their_own_count_little() -> None:
    rng = np.random.default_rng(0)
    groups = [
        ([bot], [0, *range(10, 30), *rng.choice(np.arange(30, 1_000), 5, False)], [101.0] + [60.0] * 25)
        for bot in range(40)
    ]
    assert on_post_0(weights(*groups), *groups) < 4


def test_an_account_that_was_never_there_before_counts_a_quarter_at_most() -> None:
    old, new = known(1), ([2], [0, *range(500, 520)], [101.0] * 21)
    found = weights(old, new)
    assert found[21:].max() <= 0.25
    assert found[:21].min() > 0.8


def test_a_new_account_has_no_more_to_give_the_more_it_does() -> None:
    one = weights(([1], list(range(40)), [101.0] * 40))
    flood = weights(([1], list(range(800)), [101.0] * 800))
    assert flood.sum() < 1.1 * one.sum()


def test_who_engages_with_one_author_alone_counts_little() -> None:
    authors = np.where(np.arange(1_000) < 30, 7, np.arange(1_000))
    fan = ([1], list(range(20)), [*np.arange(20.0) + 50])
    assert weights(fan, authors=authors).max() < 0.06
    assert weights(known(2), authors=authors)[0] > 0.8


def test_posts_of_nobody_known_are_not_of_one_author() -> None:
    nobody = np.full(1_000, -1)
    assert weights(known(2), authors=nobody).min() > 0.8


@given(
    arrays.arrays(np.int64, st.integers(1, 60), elements=st.integers(0, 9)),
    st.integers(0, 2**32 - 1),
)
def test_weights_lie_between_nothing_and_one(people: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    pairs = np.unique(np.stack([people, rng.integers(0, 30, len(people))]), axis=1)
    times = rng.uniform(0, 200 * DAY, pairs.shape[1])
    found = credibility(Engagements(pairs[0], pairs[1], times), rng.integers(-1, 4, 30), since=100 * DAY)
    assert found.shape == (pairs.shape[1],)
    assert ((found > 0) & (found <= 1)).all()
