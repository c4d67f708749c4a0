"""Genuine models small enough to make in a test; their weights are random, so they load and understand nothing."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copyfile

from pipeline.encoders.sentence import minilm_folder

SENTENCE_DIM = 32
CLIP_DIM = 24

_CLIP = {
    "embed_dim": CLIP_DIM,
    "vision_cfg": {"image_size": 32, "patch_size": 16, "layers": 1, "width": 64, "head_width": 32},
    "text_cfg": {"context_length": 77, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 1},
}
_TOKENIZER = ("special_tokens_map.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt")


def save_sentence_model(folder: Path, seed: int = 0) -> Path:
    """Save a BERT of one layer with MiniLM's tokenizer as sentence-transformers would."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(seed)
    config = BertConfig(
        hidden_size=SENTENCE_DIM, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64, vocab_size=30522
    )
    BertModel(config).save_pretrained(folder)
    for name in _TOKENIZER:
        copyfile(minilm_folder() / name, folder / name)
    layers = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    modules = [
        {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for number, (path, kind) in enumerate(layers)
    ]
    write_json(folder / "modules.json", modules)
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": 128, "do_lower_case": False})
    (folder / "1_Pooling").mkdir()
    write_json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": SENTENCE_DIM, "pooling_mode_mean_tokens": True},
    )
    return folder


def save_clip_model(folder: Path, seed: int = 0) -> Path:
    """Save a CLIP with a ViT of one layer as open_clip would."""
    import open_clip
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(seed)
    network = open_clip.CLIP(**json.loads(json.dumps(_CLIP)))
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: value.contiguous() for name, value in network.state_dict().items()}
    save_file(state, folder / "open_clip_model.safetensors")
    preprocess = {"mean": [0.5] * 3, "std": [0.5] * 3, "interpolation": "bicubic", "resize_mode": "squash"}
    write_json(folder / "open_clip_config.json", {"model_cfg": _CLIP, "preprocess_cfg": preprocess})
    return folder


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")
