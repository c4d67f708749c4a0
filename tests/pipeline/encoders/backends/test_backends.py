"""Every backend that this machine has gives the vectors of the network itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.encoders.backends import Machine, choose_backend, this_machine
from pipeline.encoders.backends.base import LEAST_COSINE
from pipeline.encoders.backends.running import OPENERS
from pipeline.encoders.clip import ClipEncoder
from pipeline.encoders.loading import open_clip_folder
from pipeline.encoders.sentence import SentenceEncoder
from tests.support.small_models import save_clip_model, save_sentence_model

TEXTS = [
    "Ramen for two, with egg",
    "",
    "a red bicycle " * 200,
    "日本語 naïve 🎉 e\u0301\u200b",
    "two\n\nlines &amp; more",
    "x",
    "a red bicycle",
]

# bf16 runs on every CPU, only not faster; a GPU is there or not.
HERE = [
    name
    for name in OPENERS
    if (this_machine().openvino or not name.startswith("openvino")) and (this_machine().gpu or name != "cuda")
]
LEAST = {"openvino_int8": 0.97}


@pytest.fixture(scope="module")
def sentence_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_sentence_model(tmp_path_factory.mktemp("sentence"))


@pytest.fixture(scope="module")
def clip_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_clip_model(tmp_path_factory.mktemp("clip") / "clip")


@pytest.fixture(scope="module")
def expected(sentence_folder: Path) -> np.ndarray:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(sentence_folder), device="cpu").encode(TEXTS, normalize_embeddings=True)


@pytest.fixture(scope="module", params=HERE)
def encoder(request: pytest.FixtureRequest, sentence_folder: Path) -> tuple[str, SentenceEncoder]:
    return request.param, SentenceEncoder("small", sentence_folder, backend=request.param)


def test_texts_have_the_vectors_that_sentence_transformers_gives(
    encoder: tuple[str, SentenceEncoder], expected: np.ndarray
) -> None:
    backend, model = encoder
    vectors = model.encode_texts(TEXTS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    least = 0.9999 if backend.endswith("fp32") else LEAST.get(backend, LEAST_COSINE)
    assert (vectors * expected).sum(axis=1).min() >= least


def test_the_order_of_texts_does_not_matter(encoder: tuple[str, SentenceEncoder]) -> None:
    backend, model = encoder
    order = [4, 0, 6, 2, 1, 5, 3]
    shuffled = model.encode_texts([TEXTS[row] for row in order])
    cosines = (shuffled * model.encode_texts(TEXTS)[order]).sum(axis=1)
    assert cosines.min() >= (0.9999 if backend.endswith("fp32") else LEAST.get(backend, LEAST_COSINE))


def test_no_text_and_one_text_have_the_shapes_that_are_promised(encoder: tuple[str, SentenceEncoder]) -> None:
    _, model = encoder
    assert model.encode_texts([]).shape == (0, model.dim)
    assert model.encode_texts(["x"]).shape == (1, model.dim)


def test_only_8_bits_have_a_revision_of_their_own(encoder: tuple[str, SentenceEncoder], sentence_folder: Path) -> None:
    backend, model = encoder
    plain = SentenceEncoder("small", sentence_folder)
    assert (model.revision == plain.revision) == (backend != "openvino_int8")


@pytest.mark.parametrize("backend", [name for name in HERE if name != "openvino_int8"])
def test_pictures_and_their_words_have_one_space_on_every_backend(backend: str, clip_folder: Path) -> None:
    plain, model = open_clip_folder(clip_folder), open_clip_folder(clip_folder, backend=backend)
    pictures = [Image.effect_noise((40 + number, 30), 90.0).convert("RGB") for number in range(19)]
    for before, after in (
        (plain.encode_images(pictures), model.encode_images(pictures)),
        (plain.encode_texts(TEXTS), model.encode_texts(TEXTS)),
    ):
        assert before.shape == after.shape
        assert (before * after).sum(axis=1).min() >= LEAST_COSINE
    assert isinstance(model, ClipEncoder)
    assert model.encode_images([]).shape == (0, model.dim) == model.encode_texts([]).shape
    assert model.revision == plain.revision


def test_the_table_of_choices_names_backends_that_there_are() -> None:
    full = Machine(frozenset({"avx512_bf16"}), openvino=True, gpu="a GPU")
    bare = Machine(openvino=True)
    names = {choose_backend(machine, wanted).name for machine in (full, bare) for wanted in ("torch", "openvino")}
    names |= {choose_backend(full, wanted).name for wanted in ("int8", "cuda")}
    assert names == set(OPENERS)
