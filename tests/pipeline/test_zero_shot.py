from __future__ import annotations

import json
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.calibration import BOTH, Calibration, Calibrations, leads, shipped
from pipeline.errors import BadInput, ModelError
from pipeline.fusion import SpaceVectors
from pipeline.zero_shot import TopicParameters, zero_shot

AXES = np.eye(3, 5, dtype=np.float32)
MATRICES = hnp.arrays(np.float32, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=st.floats(-1, 1, width=32))


def space(rows: list[list[float]], present: list[bool] | None = None) -> SpaceVectors:
    vectors = np.array(rows, np.float32)
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return SpaceVectors(vectors, np.ones(len(rows), bool) if present is None else np.array(present))


# Calibration -------------------------------------------------------------------------------------------------------


def test_the_shipped_constants_grow_with_the_lead_and_name_their_models() -> None:
    found = shipped()
    assert set(found.kinds) == {"sentence", "clip", BOTH}
    assert set(found.models) == set(found.spreads) == {"sentence", "clip"}
    assert all(one.slope > 0 for one in found.kinds.values())
    assert all(0 < spread < 1 for spread in found.spreads.values())


def test_the_shipped_constants_are_plain_json() -> None:
    text = (files("pipeline") / "calibration.json").read_text(encoding="utf-8")
    assert set(json.loads(text)) == {"models", "spreads", "kinds"}


def test_a_kind_of_post_that_was_never_calibrated_is_refused() -> None:
    with pytest.raises(ModelError, match="sentence"):
        shipped().of("audio")


@given(MATRICES)
def test_chances_lie_between_0_and_1_and_keep_the_order_of_the_cosines(cosines: np.ndarray) -> None:
    chances = Calibration(slope=20.0, level=2.0, intercept=-1.0).chance(cosines)
    assert chances.dtype == np.float32
    assert ((chances >= 0) & (chances <= 1)).all()
    for row, chance in zip(cosines, chances, strict=True):
        order = np.argsort(row)
        assert (np.diff(chance[order]) >= -1e-6).all()


@given(MATRICES)
def test_at_most_one_label_leads_all_others(cosines: np.ndarray) -> None:
    assert ((leads(cosines) > 1e-6).sum(axis=1) <= 1).all()


def test_a_lead_is_smaller_beside_more_rivals_and_a_single_label_has_one_at_zero() -> None:
    one = leads(np.array([[0.4, 0.3]], np.float32))[0, 0]
    two = leads(np.array([[0.4, 0.3, 0.3]], np.float32))[0, 0]
    assert 0 < two < one < 0.1
    np.testing.assert_allclose(leads(np.array([[0.4]], np.float32)), [[0.4]], atol=1e-6)


# Zero-shot ---------------------------------------------------------------------------------------------------------


def test_the_nearest_label_is_the_likeliest_and_a_clear_post_is_surer_than_a_vague_one() -> None:
    scores = zero_shot({"sentence": space([[1, 0.1, 0.1, 1, 1], [0.3, 0.2, 0.2, 1, 1]])}, {"sentence": AXES})
    assert scores.argmax(axis=1).tolist() == [0, 0]
    assert scores[0, 0] > scores[1, 0]


def test_two_labels_that_lie_equally_near_are_equally_likely_and_both_stand_out() -> None:
    (scores,) = zero_shot({"sentence": space([[1, 1, 0, 1, 1]])}, {"sentence": AXES})
    assert scores[0] == pytest.approx(scores[1])
    assert scores[0] > 5 * scores[2]


def test_a_text_and_a_picture_that_agree_are_surer_than_either() -> None:
    said, shown = space([[0.5, 0.2, 0.1, 1, 0]]), space([[0.5, 0.1, 0.2, 1, 0]])
    labels = {"sentence": AXES, "clip": AXES}
    alike = TopicParameters(calibrations=_same_for_all())
    both = zero_shot({"sentence": said, "clip": shown}, labels, alike)[0, 0]
    assert both > zero_shot({"sentence": said}, labels, alike)[0, 0]
    assert both > zero_shot({"clip": shown}, labels, alike)[0, 0]


def test_a_clear_picture_decides_beside_a_text_that_beats_about_the_bush() -> None:
    posts = {"sentence": space([[0.1, 0.12, 0.1, 1, 1]]), "clip": space([[0.9, 0.1, 0.1, 1, 0]])}
    assert zero_shot(posts, {"sentence": AXES, "clip": AXES}).argmax() == 0


def test_posts_with_one_part_are_judged_as_if_they_were_alone() -> None:
    said = space([[1, 0.2, 0, 1, 0], [0, 0, 0, 0, 0], [0.3, 1, 0, 1, 0]], [True, False, True])
    shown = space([[0, 0, 0, 0, 0], [0.2, 0, 1, 1, 0], [0, 1, 0, 1, 0]], [False, True, True])
    labels = {"sentence": AXES, "clip": AXES}
    scores = zero_shot({"sentence": said, "clip": shown}, labels)
    np.testing.assert_allclose(scores[0], zero_shot({"sentence": said}, labels)[0], rtol=1e-6)
    np.testing.assert_allclose(scores[1], zero_shot({"clip": shown}, labels)[1], rtol=1e-6)


def test_a_post_without_vectors_has_no_chances_and_a_post_alone_needs_no_company() -> None:
    some = space([[1, 0, 0, 1, 0], [0, 0, 0, 0, 0]], [True, False])
    scores = zero_shot({"clip": some}, {"clip": AXES})
    assert not scores[1].any()
    np.testing.assert_allclose(scores[0], zero_shot({"clip": some.take(np.array([0]))}, {"clip": AXES})[0], rtol=1e-6)


def test_in_a_catalogue_the_space_that_tells_its_posts_apart_counts_for_more() -> None:
    vague = [[0.10, 0.12, 0.10, 1, 1]] * 40
    clear = [[1.0, 0.0, 0.0, 0.3, 0], [0.0, 0.0, 1.0, 0.3, 0]] * 20
    posts, labels = {"sentence": space(vague), "clip": space(clear)}, {"sentence": AXES, "clip": AXES}
    plain = TopicParameters(centring={}, calibrations=_same_for_all())
    alone, together = zero_shot(posts, labels, plain), zero_shot(posts, labels, plain, catalogue=True)
    assert together[0, 0] > alone[0, 0]
    assert together.argmax(axis=1).tolist() == [0, 2] * 20


def test_another_models_narrow_cosines_are_brought_to_the_spread_of_the_fit() -> None:
    rng = np.random.default_rng(0)
    narrow = np.concatenate([0.02 * np.eye(3, dtype=np.float32)[rng.integers(3, size=60)], np.ones((60, 2))], axis=1)
    posts = {"clip": space(narrow.tolist())}
    as_it_is = zero_shot(posts, {"clip": AXES}, catalogue=True)
    rescaled = zero_shot(posts, {"clip": AXES}, TopicParameters(rescaled=("clip",)), catalogue=True)
    assert rescaled.max() > as_it_is.max()
    assert (rescaled.argmax(axis=1) == as_it_is.argmax(axis=1)).all()


def test_only_models_that_were_not_calibrated_are_rescaled() -> None:
    assert TopicParameters.of(shipped().models).rescaled == ()
    assert TopicParameters.of({**shipped().models, "clip": "ViT-B-32"}).rescaled == ("clip",)


def test_posts_and_labels_without_a_common_space_are_refused() -> None:
    with pytest.raises(BadInput, match="same model profile"):
        zero_shot({"clip": space([[1, 0, 0, 0, 0]])}, {"sentence": AXES})


def _same_for_all() -> Calibrations:
    one = Calibration(slope=20.0, level=2.0, intercept=-0.8)
    return Calibrations({}, {"sentence": 0.1, "clip": 0.1}, {"sentence": one, "clip": one, BOTH: one})
