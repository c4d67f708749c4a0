from __future__ import annotations

import socket
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from pipeline.encoders import ocr
from pipeline.encoders.ocr import CONFIDENCE_FLOOR, MODELS, RapidReader, words_of
from pipeline.encoders.reading_order import Line, in_reading_order
from pipeline.errors import ModelError
from pipeline.sample.drawings import draw, draw_with_words
from pipeline.words import phrase_of

needs_ocr = pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra ocr is not installed")


def line(text: str, left: float, top: float, confidence: float = 1.0, height: float = 10) -> Line:
    return Line(text, confidence, left, top, left + 10 * len(text), top + height)


def sheet(*rows: str, size: tuple[int, int] = (400, 200)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(size=size[1] // 7)
    for number, row in enumerate(rows):
        pen.text((size[0] // 20, size[1] // 10 + number * size[1] // 4), row, "black", font)
    return image


@pytest.fixture(scope="module")
def reader() -> RapidReader:
    return RapidReader()


def test_lines_are_joined_from_the_top_and_those_of_one_row_from_the_left() -> None:
    lines = [line("total", 10, 52), line("9.50", 120, 50), line("RECEIPT", 30, 0), line("bread", 10, 22)]
    assert in_reading_order(lines) == "RECEIPT\nbread\ntotal 9.50"


def test_a_tall_word_does_not_pull_the_rows_beside_it_into_one() -> None:
    assert in_reading_order([line("A", 0, 0, height=60), line("one", 30, 0), line("two", 30, 40)]).count("\n") >= 1


@given(st.permutations([line("a", 0, 0), line("b", 50, 1), line("c", 0, 30), line("d", 50, 28), line("e", 0, 60)]))
def test_the_order_in_which_lines_were_found_does_not_matter(lines: list[Line]) -> None:
    assert in_reading_order(lines) == "a b\nc d\ne"


def test_unsure_lines_and_lone_signs_are_left_out_and_the_confidence_is_the_mean_of_the_rest() -> None:
    found = [line("SALE", 0, 0, 0.9), line("today", 0, 20, 1.0), line("O", 0, 40), line("MAMAA", 0, 60, 0.55)]
    read = words_of(found)
    assert read.words == "SALE\ntoday"
    assert read.confidence == pytest.approx(0.95)
    assert words_of(found, floor=0.5).words == "SALE\ntoday\nMAMAA"
    assert words_of([line("!", 0, 0), line("~", 0, 20)]) == ocr.PictureWords("", None)


def test_without_the_extra_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"rapidocr and onnxruntime and cv2.*pip install 'feedloom\[ocr\]'"):
        RapidReader()


@needs_ocr
def test_a_model_with_one_changed_byte_is_refused_before_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MODELS", {name: sha[:-1] + "x" for name, sha in MODELS.items()})
    with pytest.raises(ModelError, match="SHA-256"):
        RapidReader()


@needs_ocr
def test_a_meme_a_poster_and_a_sign_are_read(reader: RapidReader) -> None:
    for topic, subject in (("humour", "coffee meme"), ("football", "match poster"), ("humour", "sign with a joke")):
        picture, written = draw_with_words(topic, subject, np.random.default_rng(4))
        (read,) = reader.read([picture])
        # Blanks between capitals are lost at times.
        assert "".join(phrase_of(read.words)) == "".join(phrase_of(" ".join(written)))
        assert CONFIDENCE_FLOOR <= (read.confidence or 0) <= 1


@needs_ocr
def test_pictures_without_words_say_nothing_whatever_their_size(reader: RapidReader) -> None:
    blank = [Image.new("RGB", size, "teal") for size in ((1, 1), (3000, 2), (2, 900), (300, 200))]
    tree = draw("gardening", "apple tree", np.random.default_rng(1))
    assert [read.words for read in reader.read([*blank, tree])] == [""] * 5


@needs_ocr
def test_a_large_screenshot_and_a_thumbnail_say_the_same(reader: RapidReader) -> None:
    words = [
        reader.read([sheet("Update failed", "Try again", size=size)])[0].words for size in ((2400, 1200), (200, 100))
    ]
    assert words == ["Update failed\nTry again"] * 2


@needs_ocr
def test_what_is_read_depends_on_the_picture_alone_and_repeats(reader: RapidReader) -> None:
    first, second = sheet("NIGHT OWL", "opens at nine"), sheet("BIG SALE")
    together = reader.read([first, second])
    assert together == [*reader.read([first]), *RapidReader().read([second])]
    assert reader.read([]) == []


@needs_ocr
def test_reading_asks_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert RapidReader().read([sheet("OFFLINE")])[0].words == "OFFLINE"


@needs_ocr
def test_the_revision_names_models_and_settings(reader: RapidReader, monkeypatch: pytest.MonkeyPatch) -> None:
    before = reader.revision
    assert before == RapidReader(threads=2).revision
    monkeypatch.setattr(ocr, "CONFIDENCE_FLOOR", 0.5)
    assert reader.revision != before
