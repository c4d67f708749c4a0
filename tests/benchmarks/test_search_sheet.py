from collections.abc import Sequence

import numpy as np
from PIL import Image

from benchmarks.search_sheet import BEST, Found, Query, draw_sheet, look_up
from pipeline.encoders.base import Vectors
from pipeline.encoders.compact.corpus import Example

COLOURS = ("red", "green", "blue")


class ColourEncoder:
    """Knows three colours, by word and by the picture's mean."""

    space, model, revision, dim = "clip", "colours", "0", 3

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        return np.array([[float(colour in text) for colour in COLOURS] for text in texts], np.float32)

    def encode_images(self, images: Sequence[Image.Image]) -> Vectors:
        means = np.stack([np.asarray(image, np.float32).mean(axis=(0, 1)) for image in images])
        return means / np.linalg.norm(means, axis=1, keepdims=True)


def square(colour: str, number: int) -> Example:
    said = (f"a {colour} square",)
    return Example(f"{colour}-{number}", said, "", lambda: Image.new("RGB", (30 + number, 40), colour))


def found(words: str, *right: str) -> Found:
    examples = [square(colour, number) for colour in ("red", "lime", "blue") for number in range(4)]
    return look_up(ColourEncoder(), examples, [Query(words, right)])[0]


def test_the_best_come_first_and_are_judged_by_what_is_said_of_them() -> None:
    answer = found("something red", "red")
    assert [example.key for example in answer.examples[:4]] == ["red-0", "red-1", "red-2", "red-3"]
    assert answer.verdicts == [True, True, True, True, False]
    assert list(answer.cosines) == sorted(answer.cosines, reverse=True)


def test_a_query_without_a_written_truth_is_not_judged() -> None:
    assert found("something blue").verdicts == [None] * BEST


def test_the_sheet_has_a_row_for_each_query_with_the_frame_of_its_verdict() -> None:
    one = found("something red", "red")
    short, long = draw_sheet({"squares": [one]}), draw_sheet({"squares": [one, one]})
    assert long.width == short.width
    assert long.height > short.height
    colours = {colour for _, colour in short.getcolors(short.width * short.height) or []}
    assert {(45, 164, 78), (207, 34, 46), (255, 0, 0)} <= colours
