"""Networks, their scale, and their calibration."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.learned.calibration import Calibration, reliability
from ranking.learned.network import CLIP, GRID, MOST_UNITS, MOST_WEIGHT, Ensemble, Network, Scale, on_grid


def ensemble(rng: np.random.Generator, width: int = 12, actions: int = 7, networks: int = 2) -> Ensemble:
    sizes = (2 * width, 48, 24, actions)
    parts = [
        Network.rounded(
            [rng.normal(0, 0.4, shape) for shape in pairwise(sizes)],
            [rng.normal(0, 0.4, size) for size in sizes[1:]],
        )
        for _ in range(networks)
    ]
    return Ensemble(Scale.of(rng.normal(size=(500, width)).astype(np.float32) ** 3), tuple(parts))


@given(st.integers(0, 2**32 - 1), st.integers(1, 400))
def test_a_prediction_is_the_same_bit_for_bit_alone_and_among_others(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    model = ensemble(rng)
    features = rng.normal(0, 3, (count, 12)).astype(np.float32)
    together = model.log_odds(features)
    order = rng.permutation(count)
    assert model.log_odds(features[order]).tobytes() == together[order].tobytes()
    at = int(rng.integers(count))
    assert model.log_odds(features[at : at + 1]).tobytes() == together[at : at + 1].tobytes()
    some = rng.random(count) < 0.5
    assert model.log_odds(features[some]).tobytes() == together[some].tobytes()


def test_the_sums_of_the_widest_layer_with_the_largest_numbers_are_exact() -> None:
    rng = np.random.default_rng(0)
    step = 1.0 / GRID
    inputs = on_grid(np.full((3, MOST_UNITS), 1_024.0) - step * rng.integers(0, 2, (3, MOST_UNITS)))
    weights = Network.rounded([np.full((MOST_UNITS, 5), MOST_WEIGHT - 1e-5)], [np.zeros(5)]).weights[0]
    exact = [
        [sum(int(x * GRID) * int(w * 65_536) for x, w in zip(row, column, strict=True)) for column in weights.T]
        for row in inputs
    ]
    np.testing.assert_array_equal(inputs @ weights * GRID * 65_536, np.array(exact, object).astype(np.float64))
    assert all(abs(number) < 2**53 for row in exact for number in row)


def test_a_network_is_what_its_layers_say() -> None:
    network = Network((np.array([[1.0, -1.0]]), np.array([[2.0], [4.0]])), (np.array([0.0, 0.0]), np.array([0.5])))
    np.testing.assert_array_equal(network(np.array([[1.0], [-1.0], [0.25]])), [[2.5], [4.5], [1.0]])


def test_scaled_features_are_bounded_and_a_constant_one_is_harmless() -> None:
    features = np.array([[0.0, 5.0], [1e30, 5.0], [-1e30, 5.0], [1.0, 5.0]], np.float32)
    scaled = Scale.of(np.array([[0, 5], [1, 5], [2, 5]], np.float32))(features)
    assert scaled.shape == (4, 4)
    assert np.isfinite(scaled).all()
    assert np.abs(scaled).max() <= CLIP
    assert not scaled[:, [1, 3]].any()


def test_nothing_to_predict_gives_nothing() -> None:
    assert ensemble(np.random.default_rng(0)).log_odds(np.empty((0, 12), np.float32)).shape == (0, 7)


def test_calibration_brings_predictions_that_are_too_sure_to_what_happens() -> None:
    rng = np.random.default_rng(1)
    odds = rng.normal(-2.0, 1.5, 20_000).astype(np.float32)
    happened = rng.random(len(odds)) < 1 / (1 + np.exp(-odds))
    weights = np.ones(len(odds), np.float32)
    too_sure = (3.0 * odds + 1.0)[:, None]
    fitted = Calibration.fit(too_sure, happened[:, None], weights)
    before = reliability(1 / (1 + np.exp(-too_sure[:, 0])), happened, weights).error
    after = reliability(fitted.chances(too_sure)[:, 0], happened, weights).error
    assert before > 0.05
    assert after < 0.01
    assert fitted.slopes[0] == pytest.approx(1 / 3, abs=0.03)


def test_calibration_keeps_the_order_even_of_predictions_that_are_wrong() -> None:
    odds = np.linspace(-3, 3, 200, dtype=np.float32)[:, None]
    fitted = Calibration.fit(odds, odds < 0, np.ones(200, np.float32))
    assert (np.diff(fitted.chances(odds)[:, 0]) > 0).all()


def test_weights_count_in_a_calibration_as_so_many_examples() -> None:
    odds = np.array([[-1.0], [0.0], [1.0], [2.0]], np.float32)
    happened = np.array([[False], [True], [False], [True]])
    weights = np.array([5, 1, 2, 3], np.float32)
    repeated = np.repeat(np.arange(4), weights.astype(int))
    weighted = Calibration.fit(odds, happened, weights)
    plain = Calibration.fit(odds[repeated], happened[repeated], np.ones(len(repeated), np.float32))
    np.testing.assert_allclose(weighted.slopes, plain.slopes, rtol=1e-3)


def test_reliability_is_perfect_where_chances_are_what_happens() -> None:
    chances = np.repeat(np.array([0.2, 0.8], np.float32), 50)
    happened = np.r_[np.arange(50) < 10, np.arange(50) < 40]
    tenths = reliability(chances, happened, np.ones(100, np.float32), bins=2)
    np.testing.assert_allclose(tenths.predicted, tenths.happened, atol=1e-6)
    assert tenths.error == pytest.approx(0.0, abs=1e-6)
