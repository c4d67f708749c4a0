"""What every encoder promises, whatever library is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image

Vectors = NDArray[np.float32]
"""``(n, d) float32``, each row of unit length."""

Pixels = NDArray[np.uint8]
"""``(height, width, 3) uint8``: a picture decoded and fitted to one model, not normalised yet."""


@dataclass(frozen=True)
class EncoderCard:
    """What is known of a model without holding it; see the properties of :class:`TextEncoder`."""

    model: str
    revision: str
    dim: int


@runtime_checkable
class TextEncoder(Protocol):
    """Turn texts into unit vectors of one space."""

    @property
    def space(self) -> str:
        """The space's name: ``"sentence"`` or ``"clip"``."""

    @property
    def model(self) -> str:
        """The model's name, as people would ask for it."""

    @property
    def revision(self) -> str:
        """A digest of the weights and of the preprocessing: two encoders with one revision give the same vectors."""

    @property
    def dim(self) -> int:
        """The length of a vector."""

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Encode texts, ``(n, dim) float32, unit rows``; an empty sequence gives ``(0, dim)``."""


@runtime_checkable
class ImageTextEncoder(TextEncoder, Protocol):
    """Turn texts and pictures into unit vectors of one shared space."""

    def prepare(self, data: bytes) -> Pixels:
        """Decode a picture and fit it to the model. May run in several threads, beside the encoding.

        Raises
        ------
        MediaError
            If it is too large, damaged, or no picture.
        """

    def encode_pixels(self, pixels: Sequence[Pixels]) -> Vectors:
        """Encode what :meth:`prepare` made, ``(n, dim) float32, unit rows``."""

    def encode_images(self, images: Sequence[Image]) -> Vectors:
        """Encode upright RGB pictures of any size, ``(n, dim) float32, unit rows``."""


@runtime_checkable
class SharesWords(Protocol):
    """Have the text vectors of another encoder, so that nobody need encode a text twice."""

    @property
    def words(self) -> TextEncoder | None:
        """The encoder whose vectors this one gives for texts; None where it has a text tower of its own."""
