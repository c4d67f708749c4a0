"""The recipe of the compact CLIP learns, is a function of its seed, and survives being stopped at any moment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import timm
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from safetensors.torch import load_file, save_file

from pipeline.config import dump_config, load_config
from pipeline.encoders.base import Vectors
from pipeline.encoders.compact.checkpoint import reached
from pipeline.encoders.compact.corpus import SOURCES, Example, prompts
from pipeline.encoders.compact.features import Extraction, Features
from pipeline.encoders.compact.judge import judge
from pipeline.encoders.compact.losses import contrastive_loss
from pipeline.encoders.compact.material import Batches, Source, Words
from pipeline.encoders.compact.measure import retrieval
from pipeline.encoders.compact.recipe import device_of, present, train_compact
from pipeline.encoders.compact.settings import Descent, Dropouts, Shares, TrainConfig, Views
from pipeline.encoders.compact.start import linear_start
from pipeline.encoders.compact.tower import POOLED, Head, load_trunk
from pipeline.encoders.compact.training import Training, hide, share_of_rate
from pipeline.encoders.compact.views import LEAST_AREA, SIZE, plain_view, random_view
from pipeline.errors import ConfigError, ModelError
from tests.support.fake_encoders import DIM, FakeEncoder

STEPS = 24
CONFIG = TrainConfig(
    Path("data"), Path("out"), descent=Descent(steps=STEPS, batch_size=32), checkpoint_steps=5, workers=1
)


class Stopped(Exception):
    """Raised where a run is stopped."""


@pytest.fixture(scope="module")
def material() -> tuple[Source, Words, Vectors]:
    """Make forty pictures without pixels, whose features are a noisy linear function of their captions."""
    rng = np.random.default_rng(0)
    names = [f"subject{number}" for number in range(60)]
    labels = [f"label{number}" for number in range(20)]
    words = Words(_Wide(), [*names, *(text for label in labels for text in prompts(label))])
    examples = [Example(name, (name,), "", _no_picture) for name in names]
    pooled = words.of(names) @ rng.standard_normal((384, POOLED)).astype(np.float32)
    features = Features(
        example=np.arange(60, dtype=np.int32),
        pooled=(pooled + 0.2 * rng.standard_normal(pooled.shape)).astype(np.float32),
        teacher_class=np.tile(np.arange(16, dtype=np.int16), (60, 1)),
        teacher_share=np.full((60, 16), 1 / 16, np.float16),
    )
    return Source("flickr8k", examples, features), words, words.classes(labels)


class _Wide(FakeEncoder):
    """The fake encoder, repeated until it is as wide as MiniLM."""

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        wide = super().encode_texts(texts) @ np.random.default_rng(1).standard_normal((DIM, 384)).astype(np.float32)
        return wide / np.linalg.norm(wide, axis=1, keepdims=True)


def _no_picture() -> Image.Image:
    raise AssertionError("training reads features alone")


def _head(material: tuple[Source, Words, Vectors]) -> Head:
    source, words, labels = material
    classifier = np.random.default_rng(2).standard_normal((len(labels), POOLED)).astype(np.float32)
    weight, bias = linear_start([source], words, classifier, labels, CONFIG.start)
    return Head(torch.from_numpy(weight), torch.from_numpy(bias), CONFIG.start.gain)


def _train(
    material: tuple[Source, Words, Vectors], checkpoint: Path, seed: int = 3, stop_after: int | None = None
) -> Head:
    source, words, labels = material
    config, head, done = replace(CONFIG, seed=seed), _head(material), []

    def advance(steps: int) -> None:
        done.append(steps)
        if stop_after is not None and sum(done) >= stop_after:
            raise Stopped

    batches = Batches([source], words, config)
    Training(config, batches, torch.from_numpy(labels), "cpu", checkpoint, f"settings {seed}").run(head, advance)
    assert sum(done) == STEPS
    return head


def test_training_is_a_function_of_its_seed(material: tuple[Source, Words, Vectors], tmp_path: Path) -> None:
    head, again, other = (_train(material, tmp_path / name, seed) for name, seed in (("a", 3), ("b", 3), ("c", 4)))
    assert torch.equal(head.fc1.weight, again.fc1.weight)
    assert not torch.equal(head.fc1.weight, other.fc1.weight)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_training_learns_and_keeps_what_is_held_out_apart(
    material: tuple[Source, Words, Vectors], tmp_path: Path
) -> None:
    source, words, _ = material
    head = _train(material, tmp_path / "checkpoint")
    taught = np.flatnonzero(~source.held_out)
    assert 0 < len(taught) < len(source.examples)
    with torch.inference_mode():
        found = head(torch.from_numpy(source.features.pooled[taught])).numpy()
    captions = words.of([source.examples[row].captions[0] for row in taught])
    assert retrieval(found, captions, range(len(taught)))["text to picture"]["R@5"] > 0.9
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_pictures_that_are_held_out_change_nothing(material: tuple[Source, Words, Vectors], tmp_path: Path) -> None:
    source, words, labels = material
    pooled = source.features.pooled.copy()
    pooled[source.held_out] = 100.0
    changed = Source(source.name, source.examples, replace(source.features, pooled=pooled))
    expected = _train(material, tmp_path / "a")
    found = _train((changed, words, labels), tmp_path / "b")
    assert torch.equal(found.fc2.weight, expected.fc2.weight)


@pytest.mark.parametrize("stop_after", [1, 5, 13, STEPS])
def test_a_training_that_is_stopped_ends_with_the_same_weights(
    material: tuple[Source, Words, Vectors], tmp_path: Path, stop_after: int
) -> None:
    _train(material, tmp_path / "undisturbed")
    with pytest.raises(Stopped):
        _train(material, tmp_path / "stopped", stop_after=stop_after)
    _train(material, tmp_path / "stopped")
    assert (tmp_path / "stopped").read_bytes() == (tmp_path / "undisturbed").read_bytes()


def test_a_checkpoint_of_other_settings_is_refused(material: tuple[Source, Words, Vectors], tmp_path: Path) -> None:
    _train(material, tmp_path / "checkpoint", seed=3)
    with pytest.raises(ConfigError, match="other settings"):
        _train(material, tmp_path / "checkpoint", seed=4)


def test_a_damaged_checkpoint_is_refused(tmp_path: Path) -> None:
    for content in (b"", b"\x80\x04pickled", b"\xff" * 100):
        (tmp_path / "checkpoint").write_bytes(content)
        with pytest.raises(ModelError, match="no checkpoint"):
            reached(tmp_path / "checkpoint", "settings")
    assert reached(tmp_path / "absent", "settings") == 0


def test_a_checkpoint_of_another_network_is_refused(material: tuple[Source, Words, Vectors], tmp_path: Path) -> None:
    _train(material, tmp_path / "whole")
    tensors = load_file(tmp_path / "whole")
    tensors["head/fc2.weight"] = tensors["head/fc2.weight"][:, :10].contiguous()
    told = json.dumps({"step": 5, "settings": "settings 3"})
    save_file(tensors, tmp_path / "cut", {"progress": told})
    with pytest.raises(ModelError, match="another network"):
        _train(material, tmp_path / "cut")


def test_the_head_starts_as_the_linear_map_it_was_given() -> None:
    rng = torch.Generator().manual_seed(0)
    weight, bias = torch.randn(384, POOLED, generator=rng), torch.randn(384, generator=rng)
    pooled = torch.randn(5, POOLED, generator=rng)
    expected = torch.nn.functional.normalize(pooled @ weight.T + bias, dim=-1)
    for gain in (0.5, 3.0):
        torch.testing.assert_close(Head(weight, bias, gain)(pooled), expected, atol=1e-5, rtol=1e-5)


def test_the_start_is_near_what_made_the_features(material: tuple[Source, Words, Vectors]) -> None:
    source, words, labels = material
    held_out = judge(source, words, labels, _head(material))["text to picture"]
    assert isinstance(held_out, dict)
    assert held_out["R@5"] > 0.8


def test_aligned_pairs_have_less_loss_than_shuffled_ones() -> None:
    rows = torch.eye(6)
    assert contrastive_loss(rows, rows, 20, 0.9) < 1e-4 < contrastive_loss(rows, rows.roll(1, 0), 20, 0.9)


def test_texts_that_say_the_same_are_no_negatives_of_each_other() -> None:
    pictures = torch.nn.functional.normalize(torch.tensor([[1.0, 0.1], [1.0, -0.1]]), dim=-1)
    texts = torch.tensor([[1.0, 0.0], [1.0, 0.0]])
    assert contrastive_loss(pictures, texts, 20, 0.9) == 0
    assert contrastive_loss(pictures, texts, 20, 2.0) > 0.6


def test_hiding_keeps_the_mean_and_hides_the_share_it_was_told() -> None:
    shares = torch.tensor([[0.0], [0.5], [0.8]])
    hidden = hide(torch.ones(3, 20_000), shares, 1)
    torch.testing.assert_close((hidden == 0).float().mean(dim=1), shares[:, 0], atol=0.02, rtol=0)
    torch.testing.assert_close(hidden.mean(dim=1), torch.ones(3), atol=0.05, rtol=0)


@given(st.integers(1, 500))
def test_the_rate_rises_to_its_greatest_and_falls_towards_zero(steps: int) -> None:
    shares = [share_of_rate(step, steps) for step in range(steps)]
    peak = shares.index(max(shares))
    assert max(shares) == 1
    assert min(shares) > 0
    assert shares[: peak + 1] == sorted(shares[: peak + 1])
    assert shares[peak:] == sorted(shares[peak:], reverse=True)


@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 2**32))
def test_every_view_is_a_square_of_the_towers_size(width: int, height: int, seed: int) -> None:
    picture = Image.new("RGB", (width, height), "red")
    assert plain_view(picture).size == random_view(picture, np.random.default_rng(seed)).size == (SIZE, SIZE)
    assert 0 < LEAST_AREA < 1


def test_every_source_has_views_a_share_and_a_dropout() -> None:
    for table in (Views(), Shares(), Dropouts()):
        assert set(vars(table)) == set(SOURCES)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("device = 'gpu'", "cuda"),
        ("sources = ['flicker8k']", "flickr8k"),
        ("losses.taught = ['recipe']", "recipes"),
        ("dropouts.fashion = 1.0", "dropouts.fashion"),
        ("descent.steps = 0", "descent.steps"),
        ("descent.setps = 3", "steps"),
        ("seed = -1", "seed"),
        ("views.recipes = 2.5", "views.recipes"),
    ],
)
def test_a_config_that_makes_no_sense_is_refused(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "train.toml"
    file.write_text(f"data = 'd'\nout = 'o'\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        load_config(file, TrainConfig)


def test_a_folder_without_models_or_sources_is_refused(tmp_path: Path) -> None:
    config = TrainConfig(tmp_path, tmp_path / "out", sources=("flickr8k",))
    with pytest.raises(ModelError, match="no file"):
        present(config)
    (tmp_path / "models").mkdir()
    for name in ("mobilenetv2_100_imagenet.safetensors", "imagenet_labels.txt"):
        (tmp_path / "models" / name).touch()
    with pytest.raises(ModelError, match="none of flickr8k"):
        present(config)
    assert present(replace(config, sources=("flickr8k", "drawings"))) == ("drawings",)


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    other = timm.create_model("mobilenetv2_050", pretrained=False, pad_type="same")
    save_file(other.state_dict(), tmp_path / "other.safetensors")
    (tmp_path / "pickled.safetensors").write_bytes(b"\x80\x04.")
    for name in ("other", "pickled", "absent"):
        with pytest.raises(ModelError, match="does not load as MobileNetV2"):
            load_trunk(tmp_path / f"{name}.safetensors")


def test_a_device_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert device_of(CONFIG) == "cpu"
    with pytest.raises(ModelError, match="no CUDA"):
        device_of(replace(CONFIG, device="cuda"))
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert device_of(CONFIG) == "cuda"
    assert device_of(replace(CONFIG, device="cpu")) == "cpu"


@pytest.fixture(scope="module")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write twelve photos with captions beside a MobileNetV2 that nobody trained, as a data folder has them."""
    data = tmp_path_factory.mktemp("data")
    (data / "models").mkdir()
    torch.manual_seed(0)
    trunk = timm.create_model("mobilenetv2_100", pretrained=False, pad_type="same")
    save_file(trunk.state_dict(), data / "models" / "mobilenetv2_100_imagenet.safetensors")
    labels = ["background", *(f"thing {number % 7}" for number in range(1000))]
    (data / "models" / "imagenet_labels.txt").write_text("\n".join(labels), encoding="utf-8")
    (data / "flickr8k" / "images").mkdir(parents=True)
    rows = ["image,caption"]
    for number in range(12):
        Image.effect_noise((40, 30), 20 + 9 * number).convert("RGB").save(
            data / "flickr8k" / "images" / f"{number}.jpg"
        )
        rows += [f"{number}.jpg,a photo of {number} {kind}" for kind in ("dogs", "cats")]
    (data / "flickr8k" / "captions.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return data


def _small(data: Path, out: Path) -> TrainConfig:
    return TrainConfig(
        data, out, device="cpu", workers=1, checkpoint_steps=3, sources=("flickr8k", "fashion"),
        views=Views(flickr8k=2), descent=Descent(steps=STEPS, batch_size=8),
    )  # fmt: skip


def test_what_was_looked_at_is_not_looked_at_again(small_data: Path, tmp_path: Path) -> None:
    examples = list(SOURCES["flickr8k"](small_data))
    weights = small_data / "models" / "mobilenetv2_100_imagenet.safetensors"
    extraction = Extraction(weights, tmp_path, seed=0, workers=1, device="cpu")
    told: list[int] = []
    first = extraction.run(examples, 2, told.append)
    blind = [replace(example, load=_no_picture) for example in examples]
    again = extraction.run(blind, 2, told.append)
    np.testing.assert_array_equal(first.pooled, again.pooled)
    held_out = sum(example.held_out for example in examples)
    assert len(first.example) == 2 * len(examples) - held_out
    assert sum(told) == 2 * len(examples)
    with pytest.raises(AssertionError):  # another number of views is another matter
        extraction.run(blind, 3, told.append)


@pytest.mark.slow
def test_a_job_that_is_killed_and_started_again_ends_with_the_same_weights(small_data: Path, tmp_path: Path) -> None:
    def command(out: Path) -> list[str]:
        config = out.with_suffix(".toml")
        config.write_text(dump_config(_small(small_data, out)), encoding="utf-8")
        return [sys.executable, "-m", "jobs.train_clip", str(config)]

    def run(out: Path) -> str:
        return subprocess.run(command(out), check=True, capture_output=True, text=True).stdout

    table = run(tmp_path / "undisturbed")
    (fashion,) = (line for line in table.splitlines() if "fashion" in line)
    assert "absent" in fashion
    for number, sign in enumerate(("features/flickr8k/*.safetensors", "checkpoint.safetensors")):
        out = tmp_path / f"killed{number}"
        process = subprocess.Popen(command(out), stdout=subprocess.DEVNULL, start_new_session=True)
        while not list(out.glob(sign)) and process.poll() is None:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        run(out)
        for name in ("open_clip_model.safetensors", "checkpoint.safetensors"):
            assert (out / name).read_bytes() == (tmp_path / "undisturbed" / name).read_bytes()


@pytest.mark.slow
def test_the_report_says_what_it_was_made_with(small_data: Path, tmp_path: Path) -> None:
    @contextmanager
    def show(label: str, total: int) -> Iterator[Callable[[int], None]]:
        shown.append((label, total))
        yield lambda _: None

    shown: list[tuple[str, int]] = []
    outcome = train_compact(_small(small_data, tmp_path), show)
    assert outcome.absent == ("fashion",)
    assert shown == [("flickr8k", 12), ("train", STEPS)]
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["settings"]["descent"]["steps"] == STEPS
    assert set(report["held out"]) == set(outcome.held_out) == {"flickr8k"}
    assert report["held out"]["flickr8k"]["pictures"] == sum(
        example.held_out for example in SOURCES["flickr8k"](small_data)
    )
