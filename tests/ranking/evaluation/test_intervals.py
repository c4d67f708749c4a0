from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pipeline.errors import BadInput
from ranking.evaluation import intervals
from ranking.evaluation.intervals import holm, mean_interval, mean_intervals, sign_flip_p


def test_intervals_agree_with_scipy_on_a_skewed_sample() -> None:
    values = np.random.default_rng(3).exponential(size=60)
    ours = mean_interval(values, seed=1, draws=20_000)
    theirs = stats.bootstrap((values,), np.mean, n_resamples=20_000, method="BCa", rng=np.random.default_rng(2))
    np.testing.assert_allclose([ours.low, ours.high], theirs.confidence_interval, atol=0.01)
    assert ours.mean == pytest.approx(values.mean())


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(5)
    found = mean_intervals(rng.beta(0.5, 4, size=(80, 400)), seed=1, draws=1_000)
    held = np.mean([one.low <= 0.5 / 4.5 <= one.high for one in found])
    assert 0.90 <= held <= 0.98


def test_the_same_seed_gives_the_same_interval_and_pieces_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(0).random(50)
    first = mean_interval(values, seed=4, draws=500)
    assert mean_interval(values, seed=4, draws=500) == first
    assert mean_interval(values, seed=5, draws=500) != first
    monkeypatch.setattr(intervals, "_CELLS_AT_ONCE", 1_000)
    assert mean_interval(values, seed=4, draws=500) == first


def test_people_without_a_figure_are_left_out_of_its_mean() -> None:
    values = np.random.default_rng(0).random(40)
    padded = np.concatenate([values, np.full(7, np.nan)])
    found = mean_interval(padded)
    assert found.mean == pytest.approx(values.mean())
    assert found.people == 40
    assert found.low < found.mean < found.high


def test_too_few_people_have_a_mean_and_no_interval() -> None:
    one, nobody = mean_intervals(np.array([[0.5, np.nan]]))
    assert one.mean == 0.5
    assert np.isnan([one.low, one.high, nobody.mean]).all()
    assert nobody.people == 0


def test_a_figure_that_is_the_same_for_all_has_an_interval_of_no_width() -> None:
    found = mean_interval(np.full(30, 0.1))
    assert (found.low, found.high) == (found.mean, found.mean)


@pytest.mark.parametrize(("draws", "level"), [(99, 0.95), (2_000, 0.0), (2_000, 1.0)])
def test_numbers_out_of_range_are_refused(draws: int, level: float) -> None:
    with pytest.raises(BadInput, match="draws for a level"):
        mean_interval(np.ones(3), draws=draws, level=level)


def test_the_test_of_signs_agrees_with_scipy() -> None:
    values = np.random.default_rng(8).normal(0.25, 1.0, 40)
    theirs = stats.permutation_test(
        (values, np.zeros(40)),
        lambda a, b, axis: (a - b).mean(axis),
        permutation_type="samples",
        n_resamples=20_000,
        vectorized=True,
        rng=np.random.default_rng(1),
    )
    assert sign_flip_p(values, flips=19_999) == pytest.approx(theirs.pvalue, abs=0.015)


def test_the_test_of_signs_is_exact_enough_for_a_few_people() -> None:
    assert sign_flip_p(np.ones(4), flips=50_000) == pytest.approx(2 / 16, abs=0.01)
    assert sign_flip_p(np.zeros(9)) == 1.0
    assert np.isnan(sign_flip_p(np.full(3, np.nan)))


def test_no_difference_is_found_where_there_is_none_about_as_often_as_it_should() -> None:
    rng = np.random.default_rng(2)
    p_values = [sign_flip_p(rng.normal(size=30), flips=499, seed=number) for number in range(300)]
    assert 0.02 <= np.mean(np.array(p_values) < 0.05) <= 0.09


def test_holm_on_the_textbook_case() -> None:
    np.testing.assert_allclose(holm(np.array([0.01, 0.04, 0.03, 0.005])), [0.03, 0.06, 0.06, 0.02])
    np.testing.assert_allclose(holm(np.array([0.04, np.nan, 0.01])), [0.04, np.nan, 0.02])


@given(st.lists(st.floats(0, 1), max_size=8).map(np.array))
def test_holm_only_raises_and_keeps_the_order(p_values: np.ndarray) -> None:
    raised = holm(p_values)
    assert (raised >= p_values).all()
    assert (raised <= 1).all()
    assert (np.diff(raised[np.argsort(p_values, kind="stable")]) >= 0).all()
