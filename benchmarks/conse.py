"""A peer without training: what an ImageNet classifier sees, said in words (ConSE).

Convex combination of semantic embeddings (Norouzi et al., ICLR 2014): a picture's vector is the mean of the word
vectors of the ten likeliest ImageNet labels, weighted by their probabilities. Here the classifier is MobileNetV2, from
which the compact CLIP starts, and the words are encoded by a text encoder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.encoders import Vectors
from pipeline.errors import BadInput

TOP: Final = 10
"""How many labels are combined; the paper's best."""

_SIZE: Final = 224
_CLASSES: Final = 1000

Loader = Callable[[], Image.Image]


class Conse:
    """Turn pictures into vectors of a text space by way of ImageNet's labels.

    Parameters
    ----------
    folder
        With ``mobilenetv2_100_imagenet.safetensors`` and ``imagenet_labels.txt``.
    encode_texts
        Encodes the labels.

    Raises
    ------
    BadInput
        If the folder lacks a file.
    """

    model: Final = "ImageNet labels alone (ConSE)"

    def __init__(self, folder: Path, encode_texts: Callable[[Sequence[str]], Vectors]) -> None:
        weights, names = folder / "mobilenetv2_100_imagenet.safetensors", folder / "imagenet_labels.txt"
        for path in (weights, names):
            if not path.is_file():
                raise BadInput(
                    f"{path} is not there",
                    expected="MobileNetV2's ImageNet weights and labels",
                    remedy="Put models/ into the data folder",
                )
        self._classify = _classifier(weights)
        self._labels = encode_texts(imagenet_labels(names))

    def encode(self, pictures: Sequence[Loader], batch: int = 32) -> Vectors:
        """Encode pictures, ``(n, d) float32, unit rows``."""
        parts = [
            self._combine(self._classify(np.stack([_pixels(load()) for load in pictures[start : start + batch]])))
            for start in range(0, len(pictures), batch)
        ]
        return np.concatenate(parts)

    def _combine(self, shares: NDArray[np.float32]) -> Vectors:
        best = np.argpartition(-shares, TOP, axis=1)[:, :TOP]
        weights = np.take_along_axis(shares, best, axis=1)
        mixed = np.einsum("nk,nkd->nd", weights, self._labels[best])
        return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), np.float32)


def imagenet_labels(path: Path) -> list[str]:
    """Read the 1,000 labels, without the background class that TensorFlow puts first."""
    labels = path.read_text(encoding="utf-8").splitlines()[-_CLASSES:]
    if len(labels) != _CLASSES:
        raise BadInput(f"{path} has {len(labels)} lines", expected="1,000 labels", remedy="Copy the file again")
    return labels


def _pixels(picture: Image.Image) -> NDArray[np.float32]:
    """Squash a picture as the compact CLIP does, ``(3, 224, 224) float32`` in -1 to 1."""
    small = picture.convert("RGB").resize((_SIZE, _SIZE), Image.Resampling.BICUBIC)
    return np.asarray(small, np.float32).transpose(2, 0, 1) / 127.5 - 1.0


def _classifier(weights: Path) -> Callable[[NDArray[np.float32]], NDArray[np.float32]]:
    import timm
    import torch
    from safetensors.torch import load_file

    # The weights come from TensorFlow, which pads unevenly; symmetric padding costs 8.8 points of ImageNet top-1.
    network = timm.create_model("mobilenetv2_100", pretrained=False, pad_type="same")
    network.load_state_dict(
        {name: value.float() if value.is_floating_point() else value for name, value in load_file(weights).items()}
    )
    network.eval()

    def shares(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        with torch.inference_mode():
            found: NDArray[np.float32] = network(torch.from_numpy(pixels)).softmax(-1).numpy()
        return found

    return shares
