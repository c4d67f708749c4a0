from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from jobs.cli import main
from pipeline.sample.drawings import draw


def classify(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, float]:
    with pytest.raises(SystemExit) as end:
        main(["classify", "--json", *arguments])
    assert not end.value.code
    return {row["label"]: row["score"] for row in json.loads(capsys.readouterr().out)}


def test_a_text_a_picture_and_both_get_the_chances_of_labels(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "cat.png"
    draw("pets", "cat", np.random.default_rng(3)).save(path)
    labels = ("--labels", "a cat, a bicycle, ramen")
    shown = classify(capsys, *labels, "--picture", str(path))
    both = classify(capsys, *labels, "--picture", str(path), "--text", "She slept on my keyboard again and purred")
    assert next(iter(shown)) == next(iter(both)) == "a cat"
    assert both["a cat"] > 0.5
    assert sorted(shown.values(), reverse=True) == list(shown.values())
    assert list(classify(capsys, *labels, "--picture", str(path), "--floor", "0.5")) == ["a cat"]


def test_a_post_without_parts_and_blank_labels_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, words in ((["-l", "cats"], "Add --text or --picture"), (["-l", "a,,b", "-t", "hm"], "each once")):
        with pytest.raises(SystemExit) as end:
            main(["classify", *arguments])
        assert end.value.code == 2
        assert words in capsys.readouterr().err
