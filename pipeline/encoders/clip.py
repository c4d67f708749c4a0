"""The CLIP space: one open_clip model, whatever :mod:`pipeline.encoders.loading` opened it from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL.Image import Image

from pipeline.encoders.backends import Network, Runner
from pipeline.encoders.base import Pixels, TextEncoder, Vectors
from pipeline.encoders.batches import Tokens, run_sorted, unit_rows
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
    """Encode texts and pictures with an open_clip model.

    See :func:`pipeline.encoders.loading.open_clip_encoder` for one by name; the constructor takes what that has loaded.
    Each of the two towers is opened on its backend when it is first needed.

    Parameters
    ----------
    model, revision
        The model's name, and the digest of its weights and preprocessing.
    parts
        What ``open_clip`` returned.
    words
        Gives the encoder of another space that the model's text tower is, where it is one; None for its own tower.
    backend
        What it runs on: a key of :data:`pipeline.encoders.backends.running.OPENERS`.
    batch_size
        How many pictures run at once.
    """

    space: Final = "clip"

    def __init__(
        self,
        model: str,
        revision: str,
        parts: Parts,
        *,
        words: Callable[[], TextEncoder] | None = None,
        backend: str = "torch_fp32",
        batch_size: int = 16,
    ) -> None:
        self.model: Final = model
        self.revision: Final = revision
        self.parts: Final = parts
        self._open_words = words
        self._backend = backend
        self._batch_size = batch_size
        self.dim: Final = int(_black(parts).shape[1])

    @cached_property
    def words(self) -> TextEncoder | None:
        """The encoder whose vectors this one's text vectors are, so that nobody need encode a text twice."""
        return self._open_words() if self._open_words is not None else None

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Encode texts, ``(n, dim) float32, unit rows``; an empty sequence gives ``(0, dim)``."""
        if self.words is not None:
            return self.words.encode_texts(texts)
        padding = _ignored_padding(self.parts.network)
        run = self._text_tower
        return run_sorted(self._tokens(texts, padding), lambda ids, _: run(ids), self.dim, padding or 0)

    def prepare(self, data: bytes) -> Pixels:
        """Decode a picture and fit it to the model; see :meth:`pipeline.encoders.pixels.Preprocessing.prepare`.

        Raises
        ------
        MediaError
            If it is too large, damaged, or no picture.
        """
        return self.parts.preprocessing.prepare(data)

    def encode_pixels(self, pixels: Sequence[Pixels]) -> Vectors:
        """Encode what :meth:`prepare` made, ``(n, dim) float32, unit rows``."""
        vectors = np.empty((len(pixels), self.dim), np.float32)
        for start in range(0, len(pixels), self._batch_size):
            batch = slice(start, start + self._batch_size)
            vectors[batch] = self._picture_tower(self.parts.preprocessing.network_input(pixels[batch]).numpy())
        return unit_rows(vectors)

    def encode_images(self, images: Sequence[Image]) -> Vectors:
        """Encode upright RGB pictures of any size, ``(n, dim) float32, unit rows``."""
        return self.encode_pixels([self.parts.preprocessing.fit(image) for image in images])

    def _tokens(self, texts: Sequence[str], padding: int | None) -> list[Tokens]:
        if not texts:
            return []
        rows = self.parts.tokenizer(list(texts)).numpy()
        return list(rows) if padding is None else [row[row != padding] for row in rows]

    @cached_property
    def _picture_tower(self) -> Runner:
        import torch

        from pipeline.encoders.towers import PictureTower

        size = self.parts.preprocessing.size
        example = torch.zeros(2, 3, size.height, size.width)
        return self._opened(PictureTower(self.parts.network), example, (0,))

    @cached_property
    def _text_tower(self) -> Runner:
        from pipeline.encoders.towers import WordsTower

        # A tower that ignores padding takes texts of any length; the others take just their context's length.
        free = (0,) if _ignored_padding(self.parts.network) is None else (0, 1)
        return self._opened(WordsTower(self.parts.network), self.parts.tokenizer(["a", "b"]), free)

    def _opened(self, tower: torch.nn.Module, example: torch.Tensor, free: tuple[int, ...]) -> Runner:
        from pipeline.encoders.backends.running import open_runner

        name = f"{type(tower).__name__}-{self.revision}"
        return open_runner(Network(tower, (example,), (free,), name), self._backend)


def _black(parts: Parts) -> torch.Tensor:
    import torch

    size = parts.preprocessing.size
    with torch.inference_mode():
        vector: torch.Tensor = parts.network.encode_image(torch.zeros(1, 3, size.height, size.width))
    return vector


def _ignored_padding(network: torch.nn.Module) -> int | None:
    # A text tower that takes the mean over its real tokens gives the same vector without the padding, in less time.
    from open_clip.hf_model import HFTextEncoder, MeanPooler

    text = getattr(network, "text", None)
    if isinstance(text, HFTextEncoder) and isinstance(text.pooler, MeanPooler):
        return int(text.config.pad_token_id)
    return None
