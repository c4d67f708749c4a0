from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.errors import BadInput
from pipeline.fusion import SpaceVectors
from pipeline.labels import Judgement, Labels, Scored
from pipeline.topics import Topic

WORDS = ("cats", "trains", "soup")


def encode(texts: Sequence[str]) -> np.ndarray:
    return np.array([[float(word in text) for word in WORDS] + [0.2] for text in texts], np.float32)


JUDGED = Judgement(WORDS, np.array([[0.1, 0.7, 0.6], [0.0, 0.0, 0.0], [0.25, 0.25, 0.05]], np.float32))


def test_the_main_label_is_the_likeliest_over_the_floor() -> None:
    assert [found and found.label for found in JUDGED.main()] == ["trains", None, "cats"]
    assert [found and found.label for found in JUDGED.main(floor=0.5)] == ["trains", None, None]


def test_several_labels_may_be_true_of_a_post() -> None:
    assert [[label for label, _ in found] for found in JUDGED.over(0.2)] == [["trains", "soup"], [], ["cats", "trains"]]
    assert [len(found) for found in JUDGED.best(2)] == [2, 0, 2]
    assert JUDGED.best(1)[0] == [Scored("trains", pytest.approx(0.7))]
    assert len(JUDGED) == 3


def test_words_are_labels_for_texts_pictures_and_both() -> None:
    labels = Labels.encode([" cats ", Topic("railways", ("trains",)), "soup"], {"sentence": encode, "clip": encode})
    assert labels.names == ("cats", "railways", "soup")
    said = SpaceVectors(np.array([[1, 0, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0]], np.float32), np.array([True, False, True]))
    shown = SpaceVectors(
        np.array([[0, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0]], np.float32), np.array([False, True, True])
    )
    judged = labels.judge({"sentence": said, "clip": shown})
    assert [found and found.label for found in judged.main()] == ["cats", "soup", "railways"]
    assert [found and found.label for found in labels.judge({"clip": shown}).main()] == [None, "soup", "railways"]


@pytest.mark.parametrize("labels", [[], [" "], ["cats", "cats "], ["cats", ""]])
def test_no_labels_blank_ones_and_repeated_ones_are_refused(labels: list[str]) -> None:
    with pytest.raises(BadInput, match="each once"):
        Labels.encode(labels, {"sentence": encode})
