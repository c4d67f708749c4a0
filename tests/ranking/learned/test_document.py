"""The ranker's file is read back with distrust."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from pipeline.errors import SnapshotError
from ranking.learned.document import LearnedRanker
from ranking.learned.features import FEATURES
from tests.support.rankers import some_ranker


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
