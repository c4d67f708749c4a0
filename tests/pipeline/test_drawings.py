"""The sample world's pictures: one for every subject, deterministic, different from seed to seed."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import UnknownId
from pipeline.sample.drawings import TOPICS, draw, draw_with_words, drawings_of
from pipeline.sample.drawings.canvas import LANDSCAPE, PORTRAIT, SQUARE, Canvas, fade, fit, mix, shade, wrap
from pipeline.sample.drawings.jokes import MEMES, SIGNS
from pipeline.sample.subjects import SUBJECTS

PAIRS = [(topic, subject) for topic, subjects in SUBJECTS.items() for subject in subjects]


def picture(topic: str, subject: str, seed: int) -> Image.Image:
    return draw(topic, subject, np.random.default_rng(seed))


def test_every_topic_of_the_sample_world_has_drawings() -> None:
    assert set(TOPICS) == set(SUBJECTS)


@pytest.mark.parametrize("topic", SUBJECTS)
def test_a_topic_draws_its_subjects_and_nothing_else(topic: str) -> None:
    assert sorted(drawings_of(topic)) == sorted(SUBJECTS[topic])


@pytest.mark.parametrize(("topic", "subject"), PAIRS)
def test_a_picture_has_a_known_size_and_is_neither_blank_nor_noise(topic: str, subject: str) -> None:
    image = picture(topic, subject, 3)
    assert image.mode == "RGB"
    assert image.size in {LANDSCAPE, PORTRAIT, SQUARE}
    pixels = np.asarray(image).astype(np.float64)
    assert pixels.std() > 12
    neighbours = np.abs(np.diff(pixels, axis=1)).mean()
    assert neighbours < pixels.std() / 2, "flat shapes, so neighbours are mostly alike"


@pytest.mark.parametrize("topic", SUBJECTS)
def test_the_same_seed_draws_the_same_bytes(topic: str) -> None:
    for subject in SUBJECTS[topic][::3]:
        assert picture(topic, subject, 11).tobytes() == picture(topic, subject, 11).tobytes()


@pytest.mark.parametrize("topic", SUBJECTS)
def test_different_seeds_draw_different_pictures(topic: str) -> None:
    for subject in SUBJECTS[topic]:
        small = [np.asarray(picture(topic, subject, seed).resize((32, 32))).astype(float) for seed in (1, 2, 3)]
        for first, second in ((0, 1), (0, 2), (1, 2)):
            assert np.abs(small[first] - small[second]).mean() > 2, f"{subject} hardly changes"


def test_drawing_does_not_touch_numpys_global_generator() -> None:
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    picture("cooking", "ramen", 1)
    assert np.array_equal(before, np.random.get_state()[1])  # noqa: NPY002


def test_an_unknown_topic_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownId, match="Did you mean 'cooking'"):
        picture("coking", "ramen", 1)


def test_an_unknown_subject_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownId, match="Did you mean 'ramen'"):
        picture("cooking", "ramem", 1)


def test_a_subject_of_another_topic_is_unknown() -> None:
    with pytest.raises(UnknownId, match="'cat' of topic 'cooking'"):
        picture("cooking", "cat", 1)


@pytest.mark.parametrize("subject", MEMES)
def test_a_meme_has_at_least_ten_different_texts_that_fit_two_lines(subject: str) -> None:
    texts = MEMES[subject]
    assert len(set(texts)) == len(texts) >= 10
    for words in (half for text in texts for half in text):
        assert len(wrap(words, LANDSCAPE[1] * 0.105, LANDSCAPE[0] * 0.9)) <= 2


def test_every_meme_subject_has_words_and_every_sign_is_different() -> None:
    assert set(MEMES) == {subject for subject in SUBJECTS["humour"] if subject.endswith("meme")}
    assert len(set(SIGNS)) == len(SIGNS) >= 10


def test_frames_compose_so_that_a_moved_turned_and_mirrored_point_lands_where_geometry_says() -> None:
    canvas = Canvas.blank(SQUARE, np.random.default_rng(0))
    frame = canvas.at(100, 50, scale=2, angle=90).at(10, 0, flip=True)
    landed = (frame.turn @ np.array([5.0, 0.0]) + frame.origin) / 2
    assert landed == pytest.approx([100, 60])


def test_a_circle_is_filled_inside_and_leaves_the_outside_alone() -> None:
    canvas = Canvas.blank(SQUARE, np.random.default_rng(0))
    canvas.circle(200, 200, 50, "#ff0000")
    assert canvas.image.getpixel((400, 400)) == (255, 0, 0)
    assert canvas.image.getpixel((400 + 2 * 52, 400)) == (255, 255, 255)


def test_colours_mix_shade_and_fade() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert shade("#808080", 0.5) == "#404040"
    assert shade("#000000", 1.5) == "#808080"
    assert fade("#102030", 0.5) == "#10203080"


def test_wrapped_lines_keep_the_words_and_the_width() -> None:
    words = "this meeting could have been an email"
    lines = wrap(words, 20, 120)
    assert " ".join(lines) == words
    assert all(fit(line, 20, 120) == 20 for line in lines)


def test_a_drawing_tells_its_words_and_is_the_same_picture() -> None:
    image, written = draw_with_words("humour", "coffee meme", np.random.default_rng(2))
    assert image.tobytes() == picture("humour", "coffee meme", 2).tobytes()
    said = " ".join(written)
    assert any(said == f"{top} {bottom}" for top, bottom in MEMES["coffee meme"])
    assert draw_with_words("gardening", "apple tree", np.random.default_rng(2))[1] == ()
