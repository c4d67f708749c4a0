from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from benchmarks.drawn_words import Drawn, Fit, draw_posts, misread
from benchmarks.ocr import gain_rows
from pipeline.encoders.base import Vectors
from pipeline.sample.drawings import draw
from pipeline.sample.world import WorldSize, make_world
from pipeline.words import phrase_of


class BagEncoder:
    """A text's vector counts its words."""

    space, model, revision, dim = "sentence", "bag", "0", 512

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        rows = np.full((len(texts), self.dim), 1e-3, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in phrase_of(text):
                row[sum(map(ord, word)) % self.dim] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("piece", "reading", "errors"),
    [
        ("monday", "ohmondayagain", 0),
        ("monday", "omundayx", 1),
        ("monday", "mnday", 1),
        ("monday", "monxday", 1),
        ("abc", "", 3),
    ],
)
def test_a_piece_is_compared_with_the_part_of_the_reading_that_fits_it_best(
    piece: str, reading: str, errors: int
) -> None:
    assert misread(piece, reading) == errors


def test_words_are_counted_whole_and_as_often_as_they_stand_there() -> None:
    fit = Fit.of([(("BACK TO", "WORK"), "back\nto wurk"), (("THE END",), "THEEND x")])
    assert fit.recall == pytest.approx(2 / 5)
    assert fit.precision == pytest.approx(2 / 5)
    assert fit.character_errors == pytest.approx(1 / (6 + 4 + 6))


def test_pictures_are_drawn_anew_with_the_words_that_are_on_them() -> None:
    world = make_world(7, WorldSize(posts=60, authors=40, people=5, impressions=50))
    drawn = list(draw_posts(world))
    post_id, topic, subject, seed = world.drawings[0]
    assert (drawn[0].post_id, drawn[0].topic, drawn[0].subject) == (post_id, topic, subject)
    plain = np.asarray(draw(topic, subject, np.random.default_rng(seed)), float)
    assert np.abs(np.asarray(drawn[0].picture, float) - plain).mean() < 6, "the same picture but for compression"
    memes = [one for one in drawn if one.kind == "memes"]
    assert memes
    assert all(len(phrase_of(" ".join(one.written))) >= 2 for one in memes)
    assert {one.kind for one in drawn if not one.written} == {"no words"}


def test_words_that_were_read_make_their_posts_findable() -> None:
    world = make_world(7, WorldSize(posts=120, authors=40, people=5, impressions=50))
    blank = Image.new("RGB", (1, 1))
    drawn = [Drawn(one.post_id, one.topic, one.subject, blank, one.written) for one in draw_posts(world) if one.written]
    read = {one.post_id: "\n".join(one.written) for one in drawn}
    alone, beside, joined = gain_rows(world, drawn, read, BagEncoder())
    for system in (beside, joined):
        assert float(str(system["search_recall_at_10"])) > float(str(alone["search_recall_at_10"])) + 0.3
    assert alone["own_text_first"] == 1.0
