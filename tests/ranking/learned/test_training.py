"""Fitting: what is learned is what is there, whatever the places at which it was seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.errors import BadInput
from ranking.learned.actions import ACTIONS
from ranking.learned.examples import Examples
from ranking.learned.training import Settings, fit, fold_of, learnable

PEOPLE, SHOWN = 250, 20
QUICK = Settings(hidden=(16,), networks=1, penalty=0.01, rounds=60)


def shown_by_a_biased_feed(rng: np.random.Generator) -> tuple[Examples, np.ndarray]:
    """Show each person twenty posts, ordered by a feed that cares for the wrong thing; what stands low is seen less.

    Gives the examples and what each person truly finds in each post, from 0 to 1.
    """
    count = PEOPLE * SHOWN
    features = rng.normal(size=(count, 3)).astype(np.float32)
    taste, wrong = features[:, 0], features[:, 1]
    liking = 1 / (1 + np.exp(-(2.0 * taste - 1.0)))
    person = np.repeat(np.arange(PEOPLE), SHOWN)
    order = np.lexsort((-wrong, person)).reshape(PEOPLE, SHOWN)
    place = np.empty(count)
    place[order.ravel()] = np.tile(np.arange(1, SHOWN + 1), PEOPLE)
    seen = rng.random(count) < 1.0 / place
    labels = np.zeros((count, len(ACTIONS)), bool)
    labels[:, ACTIONS.index("like")] = seen & (rng.random(count) < liking)
    names = tuple(f"u{number}" for number in range(PEOPLE))
    ones = np.ones(count, np.float32)
    rows = np.arange(count, dtype=np.int64)
    return Examples(names, person, rows, features, labels, ones, np.log2(place).astype(np.float32)), liking


def test_the_place_at_which_a_post_was_seen_is_not_taken_for_liking() -> None:
    examples, liking = shown_by_a_biased_feed(np.random.default_rng(0))
    unaware = replace(examples, places=np.zeros(len(examples), np.float32))
    corrected, biased = (
        fit(some, ("like",), QUICK, 0).log_odds(examples.features)[:, 0] for some in (examples, unaware)
    )
    wrong = examples.features[:, 1]
    assert abs(np.corrcoef(corrected, wrong)[0, 1]) < 0.7 * abs(np.corrcoef(biased, wrong)[0, 1])
    assert np.corrcoef(corrected, liking)[0, 1] > np.corrcoef(biased, liking)[0, 1] + 0.04


def test_the_same_seed_gives_the_same_networks_and_another_one_others() -> None:
    examples, _ = shown_by_a_biased_feed(np.random.default_rng(1))
    one, again, other = (fit(examples, ("like",), QUICK, seed).log_odds(examples.features) for seed in (3, 3, 4))
    assert one.tobytes() == again.tobytes()
    assert one.tobytes() != other.tobytes()


def test_weights_count_as_so_many_examples_in_the_mean_chance() -> None:
    examples, _ = shown_by_a_biased_feed(np.random.default_rng(2))
    liked = examples.labels[:, 0]
    heavy = replace(examples, weights=np.where(liked, 1.0, 5.0).astype(np.float32))
    odds = fit(heavy, ("like",), QUICK, 0).log_odds(examples.features)[:, 0]
    plain = fit(examples, ("like",), QUICK, 0).log_odds(examples.features)[:, 0]
    assert (plain - odds).mean() == pytest.approx(np.log(5.0), abs=0.4)


def test_all_examples_of_a_person_are_in_one_fold_and_folds_are_even() -> None:
    examples, _ = shown_by_a_biased_feed(np.random.default_rng(3))
    fold = fold_of(examples, 3, 0)
    for person in range(PEOPLE):
        assert len(np.unique(fold[examples.person == person])) == 1
    assert np.bincount(fold).max() - np.bincount(fold).min() <= SHOWN


def test_actions_with_few_labels_are_left_out_and_none_at_all_is_refused() -> None:
    examples, _ = shown_by_a_biased_feed(np.random.default_rng(4))
    assert learnable(examples, QUICK) == ("like",)
    with pytest.raises(BadInput, match="one action at least"):
        learnable(examples.take(np.arange(10)), QUICK)
