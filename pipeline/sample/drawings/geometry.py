"""Points of arcs and smooth curves, as arrays of shape (n, 2) and float64."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray


def rotation(angle: float) -> list[list[float]]:
    """Return the matrix that turns by an angle in degrees."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return [[cos, -sin], [sin, cos]]


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float, steps: int = 40) -> NDArray[np.float64]:
    """Return points on a part of an ellipse, angles in degrees."""
    turns = np.radians(np.linspace(start, end, steps))
    return np.stack([x + rx * np.cos(turns), y + ry * np.sin(turns)], axis=1)


@cache
def unit_circle(corners: int) -> NDArray[np.float64]:
    """Return so many points on the unit circle."""
    return arc(0, 0, 1, 1, 0, 360, corners)


@cache
def _catmull_rom() -> NDArray[np.float64]:
    t = np.linspace(0, 1, 9)[:-1, None]
    powers = np.hstack([np.ones_like(t), t, t**2, t**3])
    return powers @ (np.array([[0, 2, 0, 0], [-1, 0, 1, 0], [2, -5, 4, -1], [-1, 3, -3, 1]]) / 2)


def spline(points: NDArray[np.float64], *, closed: bool) -> NDArray[np.float64]:
    """Return points on the Catmull-Rom curve through the given ones, eight to a piece."""
    ends = (points[-1:], points[:2]) if closed else (points[:1], points[-1:])
    padded = np.vstack([ends[0], points, ends[1]])
    windows = np.stack([padded[i : len(padded) - 3 + i] for i in range(4)], axis=1)
    smooth = np.einsum("tk,nkd->ntd", _catmull_rom(), windows).reshape(-1, 2)
    return smooth if closed else np.vstack([smooth, points[-1:]])
