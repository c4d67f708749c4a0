"""The CLIP space: one open_clip model, whatever :mod:`pipeline.encoders.loading` opened it from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL.Image import Image

from pipeline.encoders.base import Pixels, Vectors
from pipeline.encoders.pixels import Preprocessing

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Parts:
    """What open_clip gives for a model.

    Parameters
    ----------
    network
        With ``encode_image`` and ``encode_text``.
    preprocessing
        What the network's pictures are made to be.
    tokenizer
        Texts to the network's tokens, ``(n, context length)``.
    """

    network: torch.nn.Module
    preprocessing: Preprocessing
    tokenizer: Callable[[list[str]], torch.Tensor]


class ClipEncoder:
    """Encode texts and pictures with an open_clip model on the CPU.

    See :func:`pipeline.encoders.loading.open_clip_encoder` for one by name; the constructor takes what that has loaded.

    Parameters
    ----------
    model, revision
        The model's name, and the digest of its weights and preprocessing.
    parts
        What ``open_clip`` returned.
    batch_size
        How many texts or pictures run at once.
    """

    space: Final = "clip"

    def __init__(self, model: str, revision: str, parts: Parts, *, batch_size: int = 16) -> None:
        self.model: Final = model
        self.revision: Final = revision
        self._parts = parts
        self._batch_size = batch_size
        self.dim: Final = int(self._texts(["a"]).shape[1])

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Encode texts, ``(n, dim) float32, unit rows``; an empty sequence gives ``(0, dim)``."""
        # Similar lengths share a batch, so that little of it is padding.
        order = sorted(range(len(texts)), key=lambda row: (len(texts[row]), row))
        vectors = np.empty((len(texts), self.dim), np.float32)
        for rows in self._batches(order):
            vectors[rows] = self._texts([texts[row] for row in rows])
        return vectors

    def prepare(self, data: bytes) -> Pixels:
        """Decode a picture and fit it to the model; see :meth:`pipeline.encoders.pixels.Preprocessing.prepare`.

        Raises
        ------
        MediaError
            If it is too large, damaged, or no picture.
        """
        return self._parts.preprocessing.prepare(data)

    def encode_pixels(self, pixels: Sequence[Pixels]) -> Vectors:
        """Encode what :meth:`prepare` made, ``(n, dim) float32, unit rows``."""
        import torch

        vectors = np.empty((len(pixels), self.dim), np.float32)
        for rows in self._batches(range(len(pixels))):
            given = self._parts.preprocessing.network_input([pixels[row] for row in rows])
            with torch.inference_mode():
                vectors[rows] = self._parts.network.encode_image(given, normalize=True).float().numpy()
        return vectors

    def encode_images(self, images: Sequence[Image]) -> Vectors:
        """Encode upright RGB pictures of any size, ``(n, dim) float32, unit rows``."""
        return self.encode_pixels([self._parts.preprocessing.fit(image) for image in images])

    def _texts(self, texts: Sequence[str]) -> Vectors:
        import torch

        tokens = self._parts.tokenizer(list(texts))
        padding = _ignored_padding(self._parts.network)
        if padding is not None:
            tokens = tokens[:, : int((tokens != padding).sum(dim=1).max())]
        with torch.inference_mode():
            vectors: Vectors = self._parts.network.encode_text(tokens, normalize=True).float().numpy()
        return vectors

    def _batches(self, order: Sequence[int]) -> Iterator[list[int]]:
        for start in range(0, len(order), self._batch_size):
            yield list(order[start : start + self._batch_size])


def _ignored_padding(network: torch.nn.Module) -> int | None:
    # A text tower that takes the mean over its real tokens gives the same vector without the padding, in less time.
    from open_clip.hf_model import HFTextEncoder, MeanPooler

    text = getattr(network, "text", None)
    if isinstance(text, HFTextEncoder) and isinstance(text.pooler, MeanPooler):
        return int(text.config.pad_token_id)
    return None
