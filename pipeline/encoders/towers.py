"""The parts of a model that backends run: tensors in, vectors out, and nothing but tensors between."""

from __future__ import annotations

import torch
from transformers import BertModel

from pipeline.encoders.bert import FusedBert


class SentenceTower(torch.nn.Module):  # type: ignore[misc]  # torch is not followed
    """All layers of a sentence-transformers model, pooling included.

    Parameters
    ----------
    model
        A ``SentenceTransformer``; a BERT in it is replaced by :class:`~pipeline.encoders.bert.FusedBert`.
    """

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        first, *following = model.children()
        bert = first.auto_model
        self.bert = FusedBert(bert) if _is_plain_bert(bert) else None
        self.first = first
        self.following = torch.nn.ModuleList(following)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Encode ``(n, length)`` token ids, ``(n, d)``."""
        features = {"input_ids": ids, "attention_mask": mask}
        if self.bert is not None:
            features["token_embeddings"] = self.bert(ids, mask)
        else:
            features = self.first(features)
        for layer in self.following:
            features = layer(features)
        return features["sentence_embedding"]


def _is_plain_bert(network: torch.nn.Module) -> bool:
    return type(network) is BertModel and not network.config.is_decoder


class WordsTower(torch.nn.Module):  # type: ignore[misc]  # torch is not followed
    """The text tower of an open_clip model.

    Parameters
    ----------
    network
        The model.
    """

    def __init__(self, network: torch.nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Encode ``(n, length)`` token ids, ``(n, d)``."""
        return self.network.encode_text(ids)


class PictureTower(torch.nn.Module):  # type: ignore[misc]  # torch is not followed
    """The picture tower of an open_clip model.

    Parameters
    ----------
    network
        The model.
    """

    def __init__(self, network: torch.nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """Encode ``(n, 3, height, width)`` normalised pixels, ``(n, d)``."""
        return self.network.encode_image(pixels)
