"""Soft spots for lights and shadows, and the grain of the paper."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image


@lru_cache(maxsize=256)
def spot(alpha: int) -> Image.Image:
    """Return a soft round mask, in the middle as opaque as ``alpha`` of 255."""
    ramp = np.linspace(-1, 1, 96)
    reach = np.clip(1 - np.hypot(ramp[:, None], ramp[None, :]), 0, 1)
    return Image.fromarray((reach**1.6 * alpha).astype(np.uint8))


GRAIN_SIDE: Final = 640


@cache
def grain() -> NDArray[np.int16]:
    """Return a square of noise of a few levels, always the same."""
    noise = np.random.default_rng(7).normal(0, 2.2, (GRAIN_SIDE, GRAIN_SIDE))
    return noise.round().astype(np.int16)
