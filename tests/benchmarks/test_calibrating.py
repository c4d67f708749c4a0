import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.calibrating import Case, best_is_right, calibration_error, fit, fit_kind, softmax, write
from pipeline.calibration import leads

MODELS = {"sentence": "words", "clip": "eyes"}


def case(kind: str, source: str = "a", seed: int = 0, slope: float = 15.0) -> Case:
    """Draw posts of which each label is right as often as a known sigmoid of its lead says."""
    rng = np.random.default_rng(seed)
    cosines = rng.uniform(0.0, 0.4, (4_000, 4)).astype(np.float32)
    truth = rng.random(cosines.shape) < 1 / (1 + np.exp(-slope * leads(cosines)))
    return Case(source, "colour", kind, cosines, truth, rng.random(len(truth)) < 0.5)


def test_what_is_fitted_on_one_half_is_calibrated_on_the_other() -> None:
    one = case("clip")
    chances = fit_kind([one], all_posts=False).chance(one.cosines[~one.fits])
    right = best_is_right(chances, one.truth[~one.fits])
    error = calibration_error(chances.max(axis=1), right)
    before = softmax(one.cosines[~one.fits])
    assert error < 0.04
    assert error < calibration_error(before.max(axis=1), best_is_right(before, one.truth[~one.fits]))


def test_every_kind_of_post_has_constants_of_its_own_and_every_space_its_spread() -> None:
    fitted = fit([case("sentence"), case("clip", slope=60.0), case("both")], MODELS)
    assert set(fitted.kinds) == {"sentence", "clip", "both"}
    assert fitted.kinds["clip"].slope > fitted.kinds["sentence"].slope
    assert fitted.spreads["clip"] == pytest.approx(0.1, abs=0.01)


def test_a_source_with_two_questions_counts_no_more_than_one_with_one() -> None:
    same, other = case("clip", "a"), case("clip", "b", seed=1, slope=40.0)
    once, twice = fit_kind([same, other], all_posts=True), fit_kind([same, same, other], all_posts=True)
    assert once.slope == pytest.approx(twice.slope, rel=0.02)


def test_a_calibration_error_is_the_distance_between_what_is_said_and_what_is_right() -> None:
    scores = np.full(1_000, 0.8, np.float32)
    assert calibration_error(scores, np.arange(1_000) % 5 > 0) == pytest.approx(0.0, abs=1e-6)
    assert calibration_error(scores, np.zeros(1_000, bool)) == pytest.approx(0.8)


def test_constants_are_written_as_the_package_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    write(fit([case("sentence"), case("clip"), case("both")], MODELS), path)
    found = json.loads(path.read_text())
    assert found["models"] == MODELS
    assert set(found["kinds"]["both"]) == {"slope", "level", "intercept"}
