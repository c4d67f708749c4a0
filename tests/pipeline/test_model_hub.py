"""A model that is not here is fetched, or is said at once to be out of reach, however the network is cut."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from threading import Event

import huggingface_hub
import numpy as np
import pytest
from huggingface_hub import constants
from PIL import Image

import pipeline.encoders.hub as hub
import pipeline.encoders.loading as loading
from pipeline.encoders import PROFILES, clip_model, load_clip, load_sentence, obtain, sentence_model
from pipeline.encoders.catalogue import describe, download
from pipeline.encoders.weights import sha256_of
from pipeline.errors import ModelError
from tests.support.small_models import save_clip_model, save_sentence_model, write_json

HEAVY = ("torch", "transformers", "open_clip", "sentence_transformers", "ray")


@pytest.fixture
def empty_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


@pytest.fixture
def silent_hub(monkeypatch: pytest.MonkeyPatch, empty_cache: Path) -> Iterator[None]:
    """Make the hub hang, as a firewall that swallows packets does."""
    released = Event()
    monkeypatch.setattr(hub, "REACH_SECONDS", 0.05)
    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", lambda *_, **__: released.wait())
    yield
    released.set()


def put_into_cache(cache: Path, repository: str, model: Path) -> Path:
    """Lay a model out as the hub's client does: links in a snapshot to files that are named by their digest."""
    place = cache / f"models--{repository.replace('/', '--')}"
    snapshot = place / "snapshots" / "0123456789abcdef0123456789abcdef01234567"
    (place / "refs").mkdir(parents=True)
    (place / "refs" / "main").write_text(snapshot.name, encoding="utf-8")
    (place / "blobs").mkdir()
    for path in sorted(copytree(model, snapshot).rglob("*")):
        if path.is_file():
            blob = place / "blobs" / sha256_of(path)
            path.rename(blob)
            path.symlink_to(os.path.relpath(blob, path.parent))
    return snapshot


@pytest.mark.usefixtures("silent_hub")
def test_a_hub_that_does_not_answer_is_given_up_with_advice() -> None:
    for load in (load_sentence, load_clip):
        with pytest.raises(ModelError, match="no answer within") as raised:
            load("standard")
        assert "compact" in raised.value.remedy


@pytest.mark.usefixtures("empty_cache")
def test_a_name_server_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    released = Event()
    monkeypatch.setattr(hub, "REACH_SECONDS", 0.3)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: released.wait())
    with pytest.raises(ModelError, match="no answer within"):
        obtain(PROFILES["standard"])
    released.set()


@pytest.mark.usefixtures("silent_hub")
def test_an_offline_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="HF_HUB_OFFLINE is set"):
        clip_model("hf-hub:someone/some-model")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"HF_HUB_OFFLINE": "1"}, "HF_HUB_OFFLINE is set"),
        ({"HF_ENDPOINT": "http://127.0.0.1:9"}, "cannot be reached"),
        ({"HTTPS_PROXY": "http://127.0.0.1:9"}, "cannot be reached"),
        ({"HTTPS_PROXY": "http://10.255.255.1:9"}, ""),
        ({"HF_ENDPOINT": "http://no-such-host.invalid"}, ""),
    ],
)
def test_every_cut_is_a_sentence_and_loads_no_model_library(
    setting: dict[str, str], words: str, tmp_path: Path
) -> None:
    code = f"""
import sys
from pipeline.encoders import choose, obtain
from pipeline.errors import ModelError
try:
    obtain(choose("standard"))
except ModelError as error:
    print(error)
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    environment = {name: value for name, value in os.environ.items() if not name.upper().endswith("_PROXY")}
    environment |= {"HF_HUB_CACHE": str(tmp_path), "HF_HUB_OFFLINE": "0"} | setting
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    said, loaded = ran.stdout.splitlines()
    assert "is not here, and" in said
    assert words in said
    assert "Use the profile 'compact'" in said
    assert loaded == "[]"


def test_models_in_the_cache_need_no_network(
    monkeypatch: pytest.MonkeyPatch, empty_cache: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", lambda *_, **__: pytest.fail("the hub was asked"))
    put_into_cache(empty_cache, "someone/words", save_sentence_model(tmp_path / "sentence"))
    put_into_cache(empty_cache, "someone/pictures", save_clip_model(tmp_path / "clip"))
    words = sentence_model("someone/words")
    assert sentence_model("hf-hub:someone/words").revision == words.revision
    assert words.revision == sentence_model(str(tmp_path / "sentence")).revision
    assert clip_model("hf-hub:someone/pictures").model == "hf-hub:someone/pictures"


def test_a_changed_byte_in_the_cache_is_refused_before_loading(
    monkeypatch: pytest.MonkeyPatch, empty_cache: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(loading, "_build", lambda *_, **__: pytest.fail("it was loaded"))
    snapshot = put_into_cache(empty_cache, "someone/pictures", save_clip_model(tmp_path / "clip"))
    blob = (snapshot / "open_clip_model.safetensors").resolve()
    data = bytearray(blob.read_bytes())
    data[-1] ^= 1
    blob.write_bytes(data)
    with pytest.raises(ModelError, match=f"Expected SHA-256 {blob.name}"):
        clip_model("hf-hub:someone/pictures")


def test_a_model_without_its_configuration_counts_as_absent(
    monkeypatch: pytest.MonkeyPatch, empty_cache: Path, tmp_path: Path
) -> None:
    snapshot = put_into_cache(empty_cache, "someone/words", save_sentence_model(tmp_path / "sentence"))
    (snapshot / "config.json").unlink()
    assert hub.cached("someone/words", ["model.safetensors"]) == snapshot
    assert hub.cached("someone/words", ["model.safetensors", "config.json"]) is None


@pytest.mark.usefixtures("silent_hub")
def test_models_are_listed_without_asking_the_hub_for_those_of_the_profiles() -> None:
    rows = describe()
    assert [(row.profile, row.space) for row in rows] == [(name, s) for name in PROFILES for s in ("sentence", "clip")]
    assert all(Path(str(row.folder)).is_dir() for row in rows if row.profile == "compact")
    assert all(row.folder is None and row.size_mb for row in rows if row.profile == "standard")


class _Hub:
    """Answers as the hub does, from a folder."""

    def __init__(self, cache: Path, model: Path) -> None:
        self.cache, self.model, self.patterns = cache, model, list[str]()

    def model_info(self, repository: str, **_: object) -> object:
        from huggingface_hub.hf_api import ModelInfo

        files = [path for path in self.model.rglob("*") if path.is_file()]
        names = [{"rfilename": str(path.relative_to(self.model)), "size": path.stat().st_size} for path in files]
        return ModelInfo(id=repository, siblings=names)

    def snapshot_download(self, repository: str, allow_patterns: list[str]) -> str:
        self.patterns = allow_patterns
        return str(put_into_cache(self.cache, repository, self.model))


@pytest.fixture
def small_hub(monkeypatch: pytest.MonkeyPatch, empty_cache: Path, tmp_path: Path) -> _Hub:
    answering = _Hub(empty_cache, save_sentence_model(tmp_path / "sentence"))
    monkeypatch.setattr(huggingface_hub, "HfApi", lambda: answering)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", answering.snapshot_download)
    return answering


def test_a_model_is_downloaded_once_and_its_size_known_before(small_hub: _Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.encoders import choose

    wanted = choose(sentence="someone/words")
    (row, _) = describe([wanted])
    weights = (small_hub.model / "model.safetensors").stat().st_size
    assert row.folder is None
    assert row.size_mb == pytest.approx(weights / 1e6, abs=1.5)
    folder, _ = download(wanted)
    assert "*.bin" not in small_hub.patterns
    assert "model.safetensors" in small_hub.patterns
    monkeypatch.setattr(huggingface_hub, "snapshot_download", lambda *_, **__: pytest.fail("it came twice"))
    assert download(wanted)[0] == folder
    assert describe([wanted])[0].folder == str(folder)


def test_a_model_without_safetensors_is_refused_before_a_download(
    small_hub: _Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small_hub.model / "model.safetensors").rename(small_hub.model / "pytorch_model.bin")
    monkeypatch.setattr(huggingface_hub, "snapshot_download", lambda *_, **__: pytest.fail("it was downloaded"))
    with pytest.raises(ModelError, match=r"without model\.safetensors"):
        sentence_model("someone/words")


def test_a_tag_of_open_clip_is_its_configuration_with_the_hubs_weights(
    monkeypatch: pytest.MonkeyPatch, empty_cache: Path, tmp_path: Path
) -> None:
    import open_clip

    saved = save_clip_model(tmp_path / "clip")
    settings = json.loads((saved / "open_clip_config.json").read_text(encoding="utf-8"))
    (tmp_path / "configs").mkdir()
    write_json(tmp_path / "configs" / "feedloom-tiny.json", settings["model_cfg"])
    open_clip.add_model_config(tmp_path / "configs")
    tag = {"hf_hub": "someone/tiny/", **settings["preprocess_cfg"]}
    monkeypatch.setattr(open_clip, "get_pretrained_cfg", lambda model, tag_name: dict(tag))
    (saved / "open_clip_config.json").unlink()
    put_into_cache(empty_cache, "someone/tiny", saved)
    write_json(saved / "open_clip_config.json", settings)
    by_tag, by_folder = clip_model("feedloom-tiny/sometag"), clip_model(str(saved))
    picture = Image.new("RGB", (50, 40), "teal")
    np.testing.assert_allclose(by_tag.encode_images([picture]), by_folder.encode_images([picture]), atol=1e-6)
    np.testing.assert_allclose(by_tag.encode_texts(["a cat"]), by_folder.encode_texts(["a cat"]), atol=1e-6)
    assert by_tag.model == "feedloom-tiny/sometag"
    assert by_tag.revision != by_folder.revision


@pytest.mark.usefixtures("empty_cache")
@pytest.mark.parametrize("setting", ["HF_ENDPOINT", "HTTPS_PROXY"])
def test_somebody_who_answers_the_call_and_then_keeps_silent_is_given_up(
    monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setattr(hub, "REACH_SECONDS", 0.5)
        if setting == "HF_ENDPOINT":
            monkeypatch.setattr(constants, "ENDPOINT", address)
        monkeypatch.setenv(setting, address)
        with pytest.raises(ModelError, match="is not here, and the hub"):
            obtain(PROFILES["standard"])
