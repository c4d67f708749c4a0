"""No byte of a model is loaded before its files, its settings and the names of its tensors were found sound."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

import pipeline.encoders.loading as loading
from pipeline.encoders import clip_model, sentence_model
from pipeline.encoders.base import TextEncoder
from pipeline.encoders.sentence import minilm_folder
from pipeline.errors import ModelError
from tests.support.small_models import CLIP_DIM, SENTENCE_DIM, save_clip_model, save_sentence_model, write_json

WEIGHTS = {"sentence": "model.safetensors", "clip": "open_clip_model.safetensors"}
CONFIG = {"sentence": "config.json", "clip": "open_clip_config.json"}
OPEN: dict[str, Callable[[str], TextEncoder]] = {"sentence": sentence_model, "clip": clip_model}

both_spaces = pytest.mark.parametrize("space", ["sentence", "clip"])


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("models")
    return {"sentence": save_sentence_model(place / "sentence"), "clip": save_clip_model(place / "clip")}


@pytest.fixture
def model(saved: dict[str, Path], space: str, tmp_path: Path) -> Path:
    """Copy a small model that a test may spoil."""
    return Path(copytree(saved[space], tmp_path / "model"))


@pytest.fixture
def never_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where a tensor would be read."""
    monkeypatch.setattr(loading, "SentenceEncoder", lambda *_, **__: pytest.fail("it was loaded"))
    monkeypatch.setattr(loading, "_loaded", lambda *_, **__: pytest.fail("it was loaded"))


def refused(space: str, model: Path, *words: str) -> None:
    with pytest.raises(ModelError) as raised:
        OPEN[space](str(model))
    for word in words:
        assert word in str(raised.value)
    assert raised.value.expected
    assert raised.value.remedy


def test_a_folder_saved_elsewhere_gives_the_vectors_of_the_model_it_was_saved_from(tmp_path: Path) -> None:
    folder = copytree(minilm_folder(), tmp_path / "elsewhere")
    texts = ["Tomatoes from my balcony", "a red bicycle"]
    np.testing.assert_array_equal(
        sentence_model(str(folder)).encode_texts(texts), sentence_model("all-MiniLM-L6-v2").encode_texts(texts)
    )


def test_small_models_of_both_spaces_open_by_their_folders(saved: dict[str, Path]) -> None:
    words, pictures = sentence_model(str(saved["sentence"])), clip_model(str(saved["clip"]))
    assert (words.model, pictures.model) == (str(saved["sentence"]), str(saved["clip"]))
    assert words.encode_texts(["a cat", "a dog"]).shape == (2, SENTENCE_DIM)
    seen = pictures.encode_images([Image.new("RGB", (50, 40), "red"), Image.new("RGB", (9, 9))])
    assert seen.shape == (2, CLIP_DIM)
    np.testing.assert_allclose(np.linalg.norm(seen, axis=1), 1, atol=1e-5)
    again = clip_model(str(saved["clip"]))
    assert again.revision == pictures.revision
    np.testing.assert_array_equal(again.encode_texts(["a cat"]), pictures.encode_texts(["a cat"]))


@both_spaces
def test_a_changed_tensor_is_another_revision(space: str, model: Path) -> None:
    before = OPEN[space](str(model)).revision
    path = model / WEIGHTS[space]
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    assert OPEN[space](str(model)).revision != before


@both_spaces
@pytest.mark.usefixtures("never_loaded")
@pytest.mark.parametrize("where", [0, 7, 8, 20])
def test_a_changed_byte_of_the_header_is_refused(space: str, model: Path, where: int) -> None:
    path = model / WEIGHTS[space]
    data = bytearray(path.read_bytes())
    data[where] ^= 1
    path.write_bytes(data)
    refused(space, model, path.name)


@both_spaces
@pytest.mark.usefixtures("never_loaded")
@pytest.mark.parametrize("length", [0, 5, 200, -1])
def test_a_truncated_file_is_refused(space: str, model: Path, length: int) -> None:
    path = model / WEIGHTS[space]
    path.write_bytes(path.read_bytes()[:length])
    refused(space, model, path.name, "no sound safetensors")


@both_spaces
@pytest.mark.usefixtures("never_loaded")
@pytest.mark.parametrize("save", [lambda value, path: path.write_bytes(pickle.dumps(value)), torch.save])
def test_a_pickle_under_another_name_is_refused(
    space: str, model: Path, save: Callable[[object, Path], object]
) -> None:
    save({"weight": [1.0]}, model / WEIGHTS[space])
    refused(space, model, "pickled content")


@both_spaces
@pytest.mark.usefixtures("never_loaded")
@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.PT", "inner/weights.pkl", "last.ckpt"])
def test_a_pickle_beside_sound_weights_is_refused(space: str, model: Path, name: str) -> None:
    (model / "inner").mkdir()
    (model / name).write_bytes(b"")
    refused(space, model, "pickled weights", Path(name).name)


@both_spaces
@pytest.mark.usefixtures("never_loaded")
def test_a_link_out_of_the_folder_is_refused(space: str, model: Path, tmp_path: Path) -> None:
    path = model / WEIGHTS[space]
    path.rename(tmp_path / "elsewhere.safetensors")
    path.symlink_to(tmp_path / "elsewhere.safetensors")
    refused(space, model, "links to", "elsewhere.safetensors")


@both_spaces
def test_a_link_within_the_folder_is_followed(space: str, model: Path) -> None:
    path = model / WEIGHTS[space]
    path.rename(model / "kept.safetensors")
    path.symlink_to("kept.safetensors")
    assert OPEN[space](str(model)).dim


@both_spaces
@pytest.mark.usefixtures("never_loaded")
@pytest.mark.parametrize("name", ["absent", "config"])
def test_an_incomplete_folder_is_refused(space: str, model: Path, name: str) -> None:
    (model / (WEIGHTS if name == "absent" else CONFIG)[space]).unlink()
    refused(space, model, "no weights" if name == "absent" else CONFIG[space])


@both_spaces
@pytest.mark.usefixtures("never_loaded")
@pytest.mark.parametrize(
    "extra", [{"auto_map": {"AutoModel": "modeling.Mine"}}, {"deep": [{"trust_remote_code": True}]}]
)
def test_settings_that_ask_for_code_are_refused(space: str, model: Path, extra: dict[str, object]) -> None:
    path = model / CONFIG[space]
    write_json(path, json.loads(path.read_text(encoding="utf-8")) | extra)
    refused(space, model, path.name, "asks to run code")


@pytest.mark.usefixtures("never_loaded")
@pytest.mark.parametrize("space", ["sentence"])
@pytest.mark.parametrize(
    ("layer", "word"),
    [
        ({"type": "os.system", "path": ""}, "os.system"),
        ({"type": "custom_st.Transformer", "path": ""}, "custom_st"),
        ({"type": "sentence_transformers.models.WordEmbeddings", "path": ""}, "WordEmbeddings"),
        ({"type": "sentence_transformers.models.Pooling", "path": "../1_Pooling"}, "../1_Pooling"),
    ],
)
def test_a_foreign_layer_is_refused(space: str, model: Path, layer: dict[str, str], word: str) -> None:
    layers = json.loads((model / "modules.json").read_text(encoding="utf-8"))
    write_json(model / "modules.json", [*layers, layer])
    refused(space, model, "modules.json", word)


@pytest.mark.usefixtures("never_loaded")
@pytest.mark.parametrize("space", ["sentence"])
@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("2_Dense/config.json", '{"activation_function": "builtins.exec"}', "builtins.exec"),
        ("adapter_config.json", "{}", "adapter"),
        ("sentence_bert_config.json", "{", "no JSON"),
        ("modules.json", "{}", "no list of layers"),
    ],
)
def test_other_settings_that_lead_elsewhere_are_refused(
    space: str, model: Path, name: str, content: str, word: str
) -> None:
    (model / "2_Dense").mkdir()
    (model / name).write_text(content, encoding="utf-8")
    refused(space, model, word)


@pytest.mark.usefixtures("never_loaded")
@pytest.mark.parametrize("space", ["clip"])
@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("text_cfg", "hf_model_name", "someone/some-bert"),
        ("text_cfg", "hf_model_name", "/etc"),
        ("vision_cfg", "timm_model_name", "hf-hub:someone/some-vit"),
        ("vision_cfg", "timm_model_name", "local-dir:/etc"),
    ],
)
def test_a_tower_from_elsewhere_is_refused(space: str, model: Path, part: str, key: str, value: str) -> None:
    path = model / CONFIG[space]
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["model_cfg"][part][key] = value
    write_json(path, settings)
    refused(space, model, value, "outside the model's folder")


Tensors = dict[str, torch.Tensor]


def _without_one(tensors: Tensors) -> None:
    del tensors[_a_matrix(tensors)]


def _with_another(tensors: Tensors) -> None:
    tensors["another.weight"] = torch.zeros(3)


def _of_another_shape(tensors: Tensors) -> None:
    name = _a_matrix(tensors)
    tensors[name] = torch.zeros(tensors[name].shape[0] + 1, tensors[name].shape[1])


def _with_longer_positions(tensors: Tensors) -> None:
    name = next(name for name in sorted(tensors) if "position" in name)
    tensors[name] = torch.zeros(tensors[name].shape[0] + 2, tensors[name].shape[1])


def _a_matrix(tensors: Tensors) -> str:
    return next(name for name in sorted(tensors) if tensors[name].ndim == 2 and "pooler" not in name)


@both_spaces
@pytest.mark.usefixtures("never_loaded")
@pytest.mark.parametrize("spoil", [_without_one, _with_another, _of_another_shape, _with_longer_positions])
def test_weights_that_do_not_fit_tensor_by_tensor_are_refused(
    space: str, model: Path, spoil: Callable[[Tensors], None]
) -> None:
    path = model / WEIGHTS[space]
    tensors = load_file(path)
    spoil(tensors)
    save_file(tensors, path)
    refused(space, model, "does not load", "fit the configuration")


@both_spaces
@pytest.mark.usefixtures("never_loaded")
def test_weights_of_another_architecture_are_refused(space: str, model: Path, saved: dict[str, Path]) -> None:
    other = "clip" if space == "sentence" else "sentence"
    (model / WEIGHTS[space]).write_bytes((saved[other] / WEIGHTS[other]).read_bytes())
    refused(space, model, "does not load", "more such faults")


@pytest.mark.parametrize("space", ["sentence"])
def test_a_sentence_model_may_lack_the_layer_that_it_does_not_use(space: str, model: Path) -> None:
    path = model / WEIGHTS[space]
    tensors = load_file(path)
    save_file({name: value for name, value in tensors.items() if not name.startswith("pooler.")}, path)
    assert OPEN[space](str(model)).dim == SENTENCE_DIM
