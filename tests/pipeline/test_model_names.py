"""A name means one model, in any working folder; an unknown one is answered with the nearest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.encoders import PROFILES, choose, pair, profile
from pipeline.encoders.catalogue import describe
from pipeline.encoders.names import TAG_REPOSITORIES, resolve, tag_settings
from pipeline.errors import ModelError


def test_an_unknown_profile_names_the_nearest() -> None:
    with pytest.raises(ModelError, match="Did you mean 'compact'"):
        profile("compcat")


@pytest.mark.parametrize(
    ("space", "name", "near"),
    [
        ("sentence", "all-MiniLM-L6-v1", "all-MiniLM-L6-v2"),
        ("sentence", "hf-hub:nonsense", "all-MiniLM-L6-v2"),
        ("clip", "compakt", "compact"),
        ("clip", "ViT-B-32/laion2b_s34b_b79", "ViT-B-32/laion2b_s34b_b79k"),
        ("clip", "ViT-L-14", "ViT-L-14/"),
        ("clip", "something quite different", "compact"),
    ],
)
def test_an_unknown_model_names_the_nearest(space: str, name: str, near: str) -> None:
    with pytest.raises(ModelError) as raised:
        resolve(space, name)
    assert near in raised.value.remedy
    assert "folder" in raised.value.expected


@pytest.mark.parametrize("space", ["sentence", "clip"])
@pytest.mark.parametrize("name", ["/no/such/folder", "./no-such-folder", "../no-such-folder", "~/no-such-folder"])
def test_a_folder_that_is_not_there_is_no_name_for_the_hub(space: str, name: str) -> None:
    with pytest.raises(ModelError, match="no folder /"):
        resolve(space, name)


def test_a_folder_has_the_same_name_from_everywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path)
    names = {resolve("clip", name).name for name in ("mine", "./mine", str(tmp_path / "mine"), "mine/../mine")}
    assert names == {str((tmp_path / "mine").resolve())}


def test_a_folder_does_not_stand_in_for_a_model_of_a_profile(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for known in PROFILES.values():
        for name in (known.sentence, known.clip):
            (tmp_path / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    for known in PROFILES.values():
        assert choose(known.name) == known
        assert resolve("sentence", known.sentence).folder is None
        assert resolve("clip", known.clip).folder is None


def test_the_repositories_of_the_profiles_tags_are_those_of_open_clip() -> None:
    for name, repository in TAG_REPOSITORIES.items():
        assert tag_settings(name)["hf_hub"].strip("/") == repository


def _networks() -> dict[str, Any]:
    """Build the profiles' architectures without memory for their weights."""
    import open_clip
    import torch
    from transformers import AutoModel, BertConfig, MPNetConfig

    large = BertConfig(hidden_size=1024, num_hidden_layers=24, num_attention_heads=16, intermediate_size=4096)
    with torch.device("meta"):
        return {
            "sentence-transformers/all-mpnet-base-v2": AutoModel.from_config(MPNetConfig()),
            "BAAI/bge-large-en-v1.5": AutoModel.from_config(large),
        } | {name: open_clip.CLIP(**open_clip.get_model_config(name.partition("/")[0])) for name in TAG_REPOSITORIES}


def test_the_sizes_of_the_profiles_models_are_those_of_their_architectures() -> None:
    networks = _networks()
    for row in describe([PROFILES["standard"], PROFILES["large"]]):
        network = networks[row.model]
        assert row.size_mb == round(4 * sum(value.numel() for value in network.parameters()) / 1e6)
        assert row.dim == (network.config.hidden_size if row.space == "sentence" else network.visual.output_dim)


def test_a_pickled_tag_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import open_clip

    monkeypatch.setattr(open_clip, "get_pretrained_cfg", lambda *_: {"url": "https://example.org/weights.pt"})
    with pytest.raises(ModelError, match="pickled"):
        resolve("clip", "RN50/someones")


def test_a_named_model_takes_the_place_of_the_profiles(tmp_path: Path) -> None:
    mixed = choose("compact", sentence="someone/words")
    assert (mixed.sentence, mixed.clip) == ("someone/words", "compact")
    assert mixed.name == "someone/words + compact"
    assert mixed.options == "--sentence someone/words --clip compact"


def test_a_pair_of_a_profile_has_the_profiles_name() -> None:
    for known in PROFILES.values():
        assert pair(known.sentence, known.clip) == known
        assert known.options == f"--profile {known.name}"


@given(st.text(max_size=300))
def test_any_name_is_a_model_or_a_sentence(name: str) -> None:
    try:
        source = resolve("sentence", name)
    except ModelError:
        return
    assert source.folder is not None or source.repository is not None or name == "all-MiniLM-L6-v2"
