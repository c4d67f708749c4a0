"""Show one picture in several ways, so that few pictures teach more."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageEnhance

SIZE = 224
"""The side of what the picture tower sees, in pixels."""

LEAST_AREA = 0.5
"""A random view keeps at least this share of the picture's area: captions speak of the whole of it."""

_STRETCH = 0.2  # of the logarithm of the aspect ratio, either way
_LIGHT = 0.25  # of brightness and contrast, either way


def plain_view(picture: Image.Image) -> Image.Image:
    """Squash the whole picture into a square, as inference does: nothing at its edges is lost."""
    return picture.resize((SIZE, SIZE), Image.Resampling.BICUBIC)


def random_view(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Crop somewhere, mirror one in two, and vary brightness and contrast."""
    area, stretch = rng.uniform(LEAST_AREA, 1.0), np.exp(rng.uniform(-_STRETCH, _STRETCH))
    width = min(picture.width, max(1, round(picture.width * np.sqrt(area) * stretch)))
    height = min(picture.height, max(1, round(picture.height * np.sqrt(area) / stretch)))
    left = int(rng.integers(picture.width - width + 1))
    top = int(rng.integers(picture.height - height + 1))
    view = plain_view(picture.crop((left, top, left + width, top + height)))
    if rng.random() < 0.5:
        view = view.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    for adjust in (ImageEnhance.Brightness, ImageEnhance.Contrast):
        view = adjust(view).enhance(rng.uniform(1 - _LIGHT, 1 + _LIGHT))
    return view
