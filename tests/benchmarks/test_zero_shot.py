from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.conse import Conse, imagenet_labels
from benchmarks.zero_shot import Task, answers, class_vectors, encode_all, read_pictures, rows_of
from pipeline.encoders.base import Vectors
from pipeline.errors import BadInput

AXES = np.eye(4, dtype=np.float32)
WORDS = ("red", "green", "blue", "grey")


def encode(texts: Sequence[str]) -> Vectors:
    return np.stack([AXES[[word in text for word in WORDS].index(True)] for text in texts])


def test_answers_count_the_true_class_among_the_best_and_every_class_alike() -> None:
    cosines = np.array([[0.9, 0.1, 0.0], [0.8, 0.2, 0.1], [0.7, 0.1, 0.2], [0.6, 0.9, 0.1]], np.float32)
    figures = answers(cosines, np.array([0, 0, 0, 2]))
    assert figures["top 1"] == 0.75
    assert figures["top 5"] == 1.0
    assert figures["macro"] == 0.5  # all of one class, none of the other


def test_an_answer_that_cannot_tell_classes_apart_is_no_answer() -> None:
    assert answers(np.zeros((2, 3), np.float32), np.array([0, 1]))["top 1"] == 0.0


def test_a_task_has_the_systems_and_two_baselines() -> None:
    pictures = AXES[[0, 0, 0, 1]]
    task = Task("colour", WORDS[:3], np.arange(4), np.array([0, 0, 0, 1]))
    rows = {str(row["system"]): row for row in rows_of(task, {"eyes": (pictures, encode)})}
    assert rows["colour: eyes"]["top 1"] == 1.0
    assert rows["colour: the commonest"]["top 1"] == 0.75
    assert rows["colour: the commonest"]["macro"] == 0.5
    assert rows["colour: chance"]["top 1"] == pytest.approx(1 / 3)
    assert rows["colour: chance"]["top 5"] == 1.0


def test_named_pictures_are_asked_for_by_name_too() -> None:
    task = Task("name", WORDS, np.arange(4), np.arange(4), named=True)
    rows = {str(row["system"]): row for row in rows_of(task, {"eyes": (AXES, encode)})}
    assert rows["picture by name: eyes"]["top 1"] == 1.0


def test_a_class_is_the_mean_of_its_prompts() -> None:
    np.testing.assert_allclose(class_vectors(encode, WORDS), AXES, atol=1e-6)


def test_an_unknown_source_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="fashion"):
        read_pictures("fashoin", tmp_path)
    with pytest.raises(BadInput, match="all sources"):
        read_pictures("fashion", tmp_path)


def test_imagenets_labels_come_without_the_background(tmp_path: Path) -> None:
    path = tmp_path / "labels.txt"
    path.write_text("\n".join(["background", *(f"thing {number}" for number in range(1_000))]))
    assert imagenet_labels(path)[0] == "thing 0"
    path.write_text("tench")
    with pytest.raises(BadInput, match="1 lines"):
        imagenet_labels(path)


def test_a_folder_without_imagenets_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="models/"):
        Conse(tmp_path, encode)


def test_imagenets_labels_alone_know_a_garment(data_folder: Path) -> None:
    from pipeline.encoders import load_sentence
    from pipeline.encoders.compact.corpus import SOURCES

    sentence = load_sentence()
    shown = [one for one in SOURCES["clothing"](data_folder) if one.held_out and one.label == "pair of shorts"][:8]
    pictures = Conse(data_folder / "models", sentence.encode_texts).encode([one.load for one in shown])
    nearest = (pictures @ class_vectors(sentence.encode_texts, ["piece of clothing", "animal", "vehicle"]).T).argmax(1)
    assert np.linalg.norm(pictures, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert (nearest == 0).mean() >= 0.75


class GreyEncoder:
    space, model, revision, dim = "clip", "grey", "0", 4

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        return encode(texts)

    def encode_images(self, images: Sequence[Image.Image]) -> Vectors:
        return AXES[[image.width % 4 for image in images]]


def test_pictures_are_encoded_in_order_whatever_the_batch() -> None:
    loaders = [(lambda size=size: Image.new("L", (size, 8))) for size in range(1, 8)]
    assert encode_all(GreyEncoder(), loaders, batch=3).argmax(axis=1).tolist() == [1, 2, 3, 0, 1, 2, 3]
    assert encode_all(GreyEncoder(), []).shape == (0, 4)
