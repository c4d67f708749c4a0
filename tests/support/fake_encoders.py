"""A deterministic encoder for tests: no model, no download, 32 numbers.

With ``--import-mode=importlib`` test files cannot import each other by name; ``pythonpath = ["."]`` makes
``from tests.support.fake_encoders import FakeEncoder`` work all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from PIL.Image import Image, fromarray

from pipeline.decoding import decode
from pipeline.encoders.base import Pixels, Vectors

DIM = 32

COLOURS = {
    "red": (255, 0, 0),
    "green": (0, 255, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "black": (0, 0, 0),
    "white": (255, 255, 255),
}
"""A picture is encoded as the words of these that its mean colour is near, so words find pictures."""


class FakeEncoder:
    """Encode texts by their words and pictures by their mean colour; fits both protocols of ``pipeline.encoders``.

    Parameters
    ----------
    space
        ``"sentence"`` or ``"clip"``.
    revision
        What it says of itself; vectors do not depend on it.
    """

    model = "fake"
    dim = DIM

    def __init__(self, space: str = "clip", revision: str = "0000") -> None:
        self.space = space
        self.revision = revision

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Add up a fixed direction for each word, ``(n, 32) float32, unit rows``."""
        return _unit([_of_words(dict.fromkeys(text.lower().split(), 1.0)) for text in texts])

    def prepare(self, data: bytes) -> Pixels:
        """Decode a picture, at its own size."""
        return np.array(decode(data))

    def encode_pixels(self, pixels: Sequence[Pixels]) -> Vectors:
        """Encode what :meth:`prepare` gave, ``(n, 32) float32, unit rows``."""
        return self.encode_images([fromarray(picture) for picture in pixels])

    def encode_images(self, images: Sequence[Image]) -> Vectors:
        """Weigh the colour words by how near the mean colour is, ``(n, 32) float32, unit rows``."""
        return _unit([_of_words(_nearness(image)) for image in images])


def _nearness(image: Image) -> dict[str, float]:
    mean = np.asarray(image.convert("RGB"), np.float64).mean(axis=(0, 1))
    return {word: float(np.exp(-np.sum((mean - colour) ** 2) / 8000)) + 1e-6 for word, colour in COLOURS.items()}


def _of_words(weights: dict[str, float]) -> np.ndarray:
    total = np.full(DIM, 1e-3)  # an empty text has a direction too
    for word, weight in weights.items():
        seed = int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")
        total += weight * np.random.default_rng(seed).standard_normal(DIM)
    return total


def _unit(rows: list[np.ndarray]) -> Vectors:
    matrix = np.array(rows, np.float64).reshape(-1, DIM)
    unit: Vectors = (matrix / np.linalg.norm(matrix, axis=1, keepdims=True)).astype(np.float32)
    return unit
