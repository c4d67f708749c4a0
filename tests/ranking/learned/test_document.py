"""The ranker's file is read back with distrust."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from pipeline.errors import SnapshotError
from ranking.learned.actions import DEFAULT_WEIGHTS
from ranking.learned.calibration import Calibration
from ranking.learned.document import ActionCard, Card, LearnedRanker
from ranking.learned.features import FEATURES
from ranking.learned.network import Ensemble, Network, Scale


def some_ranker(seed: int = 0, features: tuple[str, ...] = FEATURES) -> LearnedRanker:
    """Make a ranker of random numbers."""
    rng, actions = np.random.default_rng(seed), ("like", "click", "hide")
    sizes = (2 * len(features), 8, len(actions))
    shapes = list(pairwise(sizes))
    networks = [
        Network.rounded([rng.normal(0, 0.5, shape) for shape in shapes], [rng.normal(size=size) for size in sizes[1:]])
        for _ in range(2)
    ]
    scale = Scale.of(rng.normal(size=(50, len(features))).astype(np.float32))
    calibration = Calibration(np.full(3, 0.9, np.float32), np.full(3, -1.0, np.float32))
    card = Card(
        moments=["2026-06-01T00:00:00+00:00"],
        negatives="drawn",
        people=3,
        examples=50,
        actions={action: ActionCard(9, 0.1, 0.2, 0.01, [0.1, 0.2], [0.1, 0.3]) for action in actions},
        left_out={"comment": 1, "share": 0, "dwell": 2, "report": 0},
    )
    return LearnedRanker(features, actions, DEFAULT_WEIGHTS, 2.0, Ensemble(scale, tuple(networks)), calibration, card)


def test_a_ranker_comes_back_as_it_was() -> None:
    ranker = some_ranker()
    again = LearnedRanker.parse(ranker.to_json())
    assert again.to_json() == ranker.to_json()
    assert again.card == ranker.card
    features = np.random.default_rng(1).normal(size=(20, len(FEATURES))).astype(np.float32)
    assert again.model.log_odds(features).tobytes() == ranker.model.log_odds(features).tobytes()


def put(*path: str | int, value: Any) -> Callable[[Any], None]:
    """Replace what lies at a path."""

    def change(document: Any) -> None:
        for key in path[:-1]:
            document = document[key]
        document[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (put("schema_version", value=2), "schema version 2"),
        (put("features", 0, value="horoscope"), "horoscope"),
        (put("features", 1, value=FEATURES[0]), "each once"),
        (put("actions", 0, value="applaud"), "applaud"),
        (put("weights", value={"applaud": 1.0}), "applaud"),
        (put("unit", value=0.0), "unit"),
        (put("unit", value="much"), "unit"),
        (put("networks", value=[]), "no network"),
        (put("networks", 0, "weights", 0, 0, 0, value=10**9), "out of range"),
        (put("networks", 0, "weights", 0, 0, 0, value=0.5), "networks"),
        (put("networks", 0, "weights", 0, 0, value=[1]), "a layer"),
        (put("networks", 0, "biases", value=[]), "biases"),
        (put("networks", 1, "biases", 1, value=[0.0]), "a layer"),
        (put("slopes", 0, value=-1.0), "slopes"),
        (put("slopes", value=[1.0]), "numbers"),
        (put("offsets", 0, value=1e300), "single precision"),
        (put("scale", "spread", 0, value=0.0), "spread"),
        (put("scale", value={}), "scale"),
        (put("code", value="import os"), "code"),
        (put("card", "people", value="all"), "people"),
    ],
)
def test_whatever_is_wrong_with_the_file_is_named_with_a_remedy(change: Callable[[Any], None], says: str) -> None:
    document = json.loads(some_ranker().to_json())
    change(document)
    with pytest.raises(SnapshotError, match="feedloom train") as refused:
        LearnedRanker.parse(json.dumps(document))
    assert says in str(refused.value)


@pytest.mark.parametrize("text", ["", "nothing", "[]", "null", '{"schema_version":1}', "[" * 100_000])
def test_what_is_no_ranker_at_all_is_refused(text: str) -> None:
    with pytest.raises(SnapshotError):
        LearnedRanker.parse(text)


def test_numbers_that_are_none_are_refused() -> None:
    text = some_ranker().to_json().replace('"unit":2.0', '"unit":NaN')
    with pytest.raises(SnapshotError):
        LearnedRanker.parse(text)
