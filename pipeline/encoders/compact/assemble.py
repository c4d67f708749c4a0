"""Put the compact CLIP together: a folder that open_clip loads as it would any other.

The package ships the picture tower alone. The text tower is MiniLM, which is a dependency already, so a complete
folder is assembled from both when the model loads. Every file is checked before it is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from shutil import copyfile
from typing import Any, Final

from pipeline.encoders.base import EncoderCard
from pipeline.encoders.pixels import PIXELS
from pipeline.encoders.sentence import minilm_folder
from pipeline.encoders.weights import digest_of, require_sha256

COMPACT: Final = "compact"
PICTURE_SHA256: Final = "3e618dda3d07cbb45fc1739af4b857a61bdaa5f978afb0f5fc460c95e89b7cb9"
CONFIG_SHA256: Final = "a42c746dd27bfe2999013628dca5858800a16e74d1348648e37a928de9251479"

_HERE: Final = Path(__file__).parent
_WEIGHTS: Final = "open_clip_model.safetensors"
_LOG_SCALE: Final = 2.9957  # ln 20, the scale of cosines in training
_TOKENIZER: Final = ("special_tokens_map.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt")
_UNUSED: Final = ("pooler.", "embeddings.position_ids")  # of MiniLM; its sentences are means, not first tokens


def compact_revision() -> str:
    """Digest what the compact CLIP consists of, 16 hex digits."""
    text = minilm_folder()
    files = [("config.json", _HERE / "config.json"), (_WEIGHTS, _HERE / _WEIGHTS)]
    files += [(name, text / name) for name in ("model.safetensors", "tokenizer.json")]
    return digest_of(files, PIXELS)  # the rest of the preprocessing stands in config.json


def compact_card() -> EncoderCard:
    """Say what the compact CLIP is, from its checked files.

    Raises
    ------
    ModelError
        If a byte of them is not as it was published.
    """
    require_sha256(_HERE / "config.json", CONFIG_SHA256)
    require_sha256(_HERE / _WEIGHTS, PICTURE_SHA256)
    settings = json.loads((_HERE / "config.json").read_text(encoding="utf-8"))
    return EncoderCard(COMPACT, compact_revision(), settings["model_cfg"]["embed_dim"])


def assemble(folder: Path, source: Path = _HERE) -> Path:
    """Write the compact CLIP into a folder and return it.

    Parameters
    ----------
    folder
        An existing folder. It can be loaded with ``open_clip.create_model_and_transforms("local-dir:<folder>")`` from
        where it lies; its configuration holds absolute paths, so it does not load after a move.
    source
        Where ``config.json`` and the picture tower lie.

    Raises
    ------
    ModelError
        If a byte of either tower or of the configuration is not as it was published.
    """
    require_sha256(source / "config.json", CONFIG_SHA256)
    require_sha256(source / _WEIGHTS, PICTURE_SHA256)
    text = minilm_folder()
    settings = json.loads((source / "config.json").read_text(encoding="utf-8"))
    _write_settings(folder, settings, text)
    _write_weights(folder, source / _WEIGHTS, text / "model.safetensors")
    for name in _TOKENIZER:
        copyfile(text / name, folder / name)
    return folder


def _write_settings(folder: Path, settings: Mapping[str, Any], text: Path) -> None:
    trunk = folder / "trunk"
    trunk.mkdir()
    (trunk / "config.json").write_text(json.dumps(settings["trunk"]), encoding="utf-8")
    model = settings["model_cfg"]
    model["vision_cfg"]["timm_model_name"] = f"local-dir:{trunk}"
    model["text_cfg"] |= {"hf_model_name": str(text), "hf_tokenizer_name": str(folder)}
    (folder / "open_clip_config.json").write_text(
        json.dumps({"model_cfg": model, "preprocess_cfg": settings["preprocess_cfg"]}), encoding="utf-8"
    )


def _write_weights(folder: Path, picture: Path, text: Path) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    state = {f"visual.{name}": value for name, value in load_file(picture).items()}
    state = {name: value.float() if value.is_floating_point() else value for name, value in state.items()}
    words = {name: value for name, value in load_file(text).items() if not name.startswith(_UNUSED)}
    state |= {f"text.transformer.{name}": value for name, value in words.items()}
    state["logit_scale"] = torch.tensor(_LOG_SCALE)
    save_file(state, folder / _WEIGHTS)
