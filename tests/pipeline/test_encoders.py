"""Encoders keep their protocol, refuse what they did not expect, and fail at once without a network."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import pipeline.encoders.sentence as sentence
from pipeline.encoders import PROFILES, ImageTextEncoder, TextEncoder, load_clip, load_sentence, profile
from pipeline.encoders.base import EncoderCard
from pipeline.encoders.loading import open_sentence_encoder
from pipeline.encoders.registry import packaged_card
from pipeline.encoders.sentence import MINILM
from pipeline.encoders.weights import require_sha256, revision_of
from pipeline.errors import ModelError
from tests.support.fake_encoders import FakeEncoder

TEXTS = ["Tomatoes from my balcony", "a red bicycle", "", "Ramen for two, with egg " * 40, "a red bicycle"]


@pytest.fixture(scope="module")
def minilm() -> TextEncoder:
    return load_sentence()


def test_sentence_vectors_are_unit_rows_of_float32(minilm: TextEncoder) -> None:
    vectors = minilm.encode_texts(TEXTS)
    assert vectors.shape == (5, 384) == (5, minilm.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_an_empty_matrix(minilm: TextEncoder) -> None:
    assert minilm.encode_texts([]).shape == (0, 384)


def test_a_text_has_one_vector_whatever_is_encoded_beside_it(minilm: TextEncoder) -> None:
    together = minilm.encode_texts(TEXTS)
    alone = np.concatenate([minilm.encode_texts([text]) for text in reversed(TEXTS)])[::-1]
    np.testing.assert_allclose(together, alone, atol=1e-5)
    np.testing.assert_array_equal(together, minilm.encode_texts(TEXTS))


def test_near_meanings_are_nearer_than_far_ones(minilm: TextEncoder) -> None:
    bike, cycle, soup = minilm.encode_texts(["a road bike race", "cyclists compete on a street", "tomato soup recipe"])
    assert bike @ cycle > 0.5 > bike @ soup + 0.2


def test_another_file_in_place_of_minilm_is_refused_before_it_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence, "MINILM_SHA256", "0" * 64)
    monkeypatch.setattr(sentence, "_load", lambda folder: pytest.fail("it was loaded"))
    with pytest.raises(ModelError, match="53aa5117"):
        open_sentence_encoder(MINILM)


def test_a_changed_byte_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "weights"
    file.write_bytes(b"abc")
    sha = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    require_sha256(file, sha)
    file.write_bytes(b"abd")
    with pytest.raises(ModelError, match="SHA-256"):
        require_sha256(file, sha)
    with pytest.raises(ModelError, match="no file"):
        require_sha256(tmp_path / "absent", sha)


def test_a_revision_changes_with_the_weights_the_tokenizer_and_the_settings(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"1")
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    first = revision_of(tmp_path, "squash")
    assert first == revision_of(tmp_path, "squash")
    assert first != revision_of(tmp_path, "crop")
    (tmp_path / "tokenizer.json").write_text("[]", encoding="utf-8")
    assert first != revision_of(tmp_path, "squash")


def test_an_unknown_profile_names_the_nearest() -> None:
    with pytest.raises(ModelError, match="Did you mean 'compact'"):
        profile("compcat")


def test_importing_the_encoders_loads_no_model_library() -> None:
    heavy = "torch transformers open_clip timm sentence_transformers faiss ray pandas"
    code = f"import sys, pipeline.encoders; print([m for m in {heavy.split()!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_fake_encoder_keeps_both_protocols_and_lets_words_find_colours() -> None:
    fake = FakeEncoder()
    assert isinstance(fake, TextEncoder)
    assert isinstance(fake, ImageTextEncoder)
    pictures = fake.encode_images([Image.new("RGB", (8, 6), colour) for colour in ("red", "blue")])
    words = fake.encode_texts(["a red thing", "blue"])
    np.testing.assert_allclose(np.linalg.norm(pictures, axis=1), 1, atol=1e-6)
    np.testing.assert_array_equal((words @ pictures.T).argmax(axis=1), [0, 1])
    assert fake.encode_texts([]).shape == fake.encode_images([]).shape == (0, fake.dim)


@pytest.mark.parametrize(("space", "load"), [("sentence", load_sentence), ("clip", load_clip)])
def test_a_packaged_model_is_known_from_its_files_as_it_is_when_loaded(
    space: str, load: Callable[[str], TextEncoder]
) -> None:
    encoder = load("compact")
    card = packaged_card(space, encoder.model)
    assert card == EncoderCard(encoder.model, encoder.revision, encoder.dim)
    assert packaged_card(space, PROFILES["standard"].model(space)) is None
