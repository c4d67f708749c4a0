"""The compact CLIP is a genuine open_clip model, shares MiniLM's space, and knows what it was trained to know."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import numpy as np
import open_clip
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import pipeline.encoders.compact.assemble as compact
from pipeline.encoders import ImageTextEncoder, load_clip, load_sentence
from pipeline.encoders.compact.assemble import assemble
from pipeline.encoders.compact.corpus import captioned_photos, held_out
from pipeline.encoders.compact.folding import fold_batch_norms
from pipeline.encoders.compact.measure import best_ranks, chance, recall, retrieval, zero_shot
from pipeline.encoders.loading import open_clip_folder
from pipeline.errors import ModelError
from pipeline.sample.drawings import draw
from pipeline.sample.subjects import SUBJECTS

TEXTS = ["Tomatoes from my balcony", "a red bicycle", "Ramen for two, with egg " * 40, "Über die Alpen – zu Fuß"]


@pytest.fixture(scope="module")
def clip() -> ImageTextEncoder:
    return load_clip()


@pytest.fixture
def pictures() -> list[Image.Image]:
    rng = np.random.default_rng(0)
    return [Image.fromarray(rng.integers(0, 256, (size, 200, 3), np.uint8)) for size in (20, 224, 500)]


def test_its_texts_have_the_sentence_encoders_vectors(clip: ImageTextEncoder) -> None:
    cosines = (clip.encode_texts(TEXTS) * load_sentence().encode_texts(TEXTS)).sum(axis=1)
    np.testing.assert_allclose(cosines, 1, atol=1e-5)


def test_its_pictures_are_unit_rows_in_the_given_order(clip: ImageTextEncoder, pictures: list[Image.Image]) -> None:
    vectors = clip.encode_images(pictures)
    assert vectors.shape == (3, clip.dim) == (3, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(clip.encode_images(pictures[::-1])[::-1], vectors, atol=1e-5)
    np.testing.assert_array_equal(clip.encode_images(pictures), vectors)
    assert clip.encode_images([]).shape == clip.encode_texts([]).shape == (0, 384)


def test_it_loads_through_open_clip_alone(clip: ImageTextEncoder, pictures: list[Image.Image], tmp_path: Path) -> None:
    import open_clip

    folder = assemble(tmp_path)
    network, _, transform = open_clip.create_model_and_transforms(f"local-dir:{folder}")
    with torch.inference_mode():
        seen = network.eval().encode_image(torch.stack([transform(picture) for picture in pictures]), normalize=True)
        said = network.encode_text(open_clip.get_tokenizer(f"local-dir:{folder}")(TEXTS), normalize=True)
    cosines = (seen.numpy() * clip.encode_images(pictures)).sum(axis=1)
    assert cosines.min() > 0.99999  # the resizing is another: see pipeline/encoders/pixels.py
    np.testing.assert_allclose(said.numpy(), clip.encode_texts(TEXTS), atol=1e-5)


@pytest.mark.parametrize("name", ["open_clip_model.safetensors", "config.json"])
def test_a_changed_byte_is_refused_before_loading(tmp_path: Path, name: str) -> None:
    source = Path(copytree(Path(compact.__file__).parent, tmp_path / "copy"))
    data = bytearray((source / name).read_bytes())
    data[len(data) // 2] ^= 1
    (source / name).write_bytes(bytes(data))
    target = tmp_path / "target"
    target.mkdir()
    with pytest.raises(ModelError, match=name):
        assemble(target, source)
    assert not list(target.iterdir())


def test_weights_of_another_architecture_are_refused(tmp_path: Path) -> None:
    folder = assemble(tmp_path)
    trunk = folder / "trunk" / "config.json"
    trunk.write_text(trunk.read_text(encoding="utf-8").replace("mobilenetv2_100", "mobilenetv2_050"), encoding="utf-8")
    with pytest.raises(ModelError, match="does not load"):
        open_clip_folder(folder)


def test_a_pickle_beside_its_weights_is_refused(tmp_path: Path) -> None:
    folder = assemble(tmp_path)
    (folder / "open_clip_pytorch_model.bin").write_bytes(b"")
    with pytest.raises(ModelError, match="pickled"):
        open_clip_folder(folder)


def test_it_tells_the_sample_worlds_topics_apart(clip: ImageTextEncoder) -> None:
    topics = [topic for topic in SUBJECTS if topic != "humour"]
    drawn = [draw(topic, subject, np.random.default_rng(7)) for topic in topics for subject in SUBJECTS[topic][:3]]
    topic_vectors = clip.encode_texts([f"a picture about {topic}" for topic in topics])
    truth = [number for number, _ in enumerate(topics) for _ in range(3)]
    assert zero_shot(clip.encode_images(drawn), topic_vectors, truth) >= 0.6


def test_captions_find_photos_it_never_saw(clip: ImageTextEncoder, data_folder: Path) -> None:
    folder = data_folder / "flickr8k"
    if not folder.is_dir():
        pytest.skip(f"no photos with captions in {folder}")
    captions = captioned_photos(folder)
    photos = [image for image in captions if held_out(image)]
    assert len(photos) >= 160
    seen = clip.encode_images([Image.open(folder / "images" / image).convert("RGB") for image in photos[:100]])
    said = clip.encode_texts([captions[image][0] for image in photos[:100]])
    figures = retrieval(seen, said, range(100))
    assert figures["text to picture"]["R@10"] > 0.7 > 5 * figures["text to picture, chance"]["R@10"]


def test_the_split_is_the_same_on_every_machine() -> None:
    names = [f"{number}.jpg" for number in range(1000)]
    kept = [name for name in names if held_out(name)]
    assert kept[:3] == ["0.jpg", "9.jpg", "11.jpg"]
    assert 180 < len(kept) < 260


def test_ranks_count_ties_against_the_relevant_item() -> None:
    scores = np.array([[0.9, 0.5, 0.9], [0.1, 0.2, 0.3]], np.float32)
    relevant = np.array([[True, False, False], [True, True, False]])
    np.testing.assert_array_equal(best_ranks(scores, relevant), [1, 1])


@given(st.integers(1, 40), st.integers(1, 5), st.integers(0, 1000))
def test_random_scores_reach_what_chance_says_on_average(n_items: int, n_relevant: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    relevant = np.zeros((2000, n_items), np.bool_)
    relevant[:, :n_relevant] = True
    scores = rng.random(relevant.shape, np.float32)
    expected = chance(relevant)
    ranks = best_ranks(scores, relevant)
    for k in (1, 5, 10):
        assert abs((ranks < k).mean() - expected[f"R@{k}"]) < 0.08


def test_recall_of_identical_rows_is_perfect() -> None:
    rows = np.eye(12, dtype=np.float32)
    assert recall(rows, rows, np.eye(12, dtype=np.bool_)) == {"R@1": 1.0, "R@5": 1.0, "R@10": 1.0}


def test_folding_the_batch_norms_changes_no_vector(tmp_path: Path) -> None:
    plain, _, transform = open_clip.create_model_and_transforms(f"local-dir:{assemble(tmp_path)}")
    picture = Image.effect_noise((224, 224), 90).convert("RGB")  # nothing to resize
    with torch.inference_mode():
        expected = plain.eval().encode_image(transform(picture)[None], normalize=True).numpy()
    np.testing.assert_allclose(load_clip().encode_images([picture]), expected, atol=1e-5)
    assert fold_batch_norms(plain.visual) == 52
