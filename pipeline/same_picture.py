"""Whether two pictures are the same one, saved again, resized, brightened a little or cropped, by their fingerprints.

Brightness and contrast are fitted first. A picture that was cropped is moved and stretched before it is compared: four
numbers (a shift and a stretch each way) found by least squares on the gradients, as Lucas and Kanade (IJCAI 1981) do.
Products on white and emoji have so little in them that a shift would explain one by another; they must fit as they are,
and evenly: saving again leaves a little everywhere, another mouth on the same face much in one cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.fingerprints import SIDE

Pictures = NDArray[np.void]
"""``(n,)`` of the type :data:`pipeline.fingerprints.PICTURE`; version 0 where there is none."""

Planes = NDArray[np.float32]
"""``(m, 16, 16)``, brightness from 0 to 255, row by row."""

_BLOCK: Final = 4_096
_LEAST_CONTRAST: Final = 6.0
"""Deviation of the brightness below which a picture is blank: it says nothing."""

_LEAST_LIKENESS: Final = 0.8
"""Correlation of the brightness below which nothing more is tried."""

_SAME_LEVELS: Final = 5.0
_PER_EDGE: Final = 0.35
"""So far the levels of a cell may be off: what saving as a JPEG does, and more where the picture has an edge."""

_EVEN: Final = 16
_EVEN_LEVELS: Final = 2.0
_EVEN_TIMES: Final = 1.3
_EVEN_PER_EDGE: Final = 0.2
"""In a picture that is not rich, the worst cell may be off by so many levels and times what the sixteenth worst is."""

_DRAWN: Final = 72
_DRAWN_LEVELS: Final = 3.0
"""In a picture so much of which is in flat colours, such as an emoji, no cell may be off by more."""

_GAIN_AS_IT_IS: Final = 1.19
_GAIN_CROPPED: Final = 1.28

_BLACK: Final = 5.0
_WHITE: Final = 250.0
_LEAST_GREY: Final = 0.15
"""Cells darker or lighter than these tell little of contrast, where such a share is neither."""

_RICH: Final = 0.75
_EDGE_LEVELS: Final = 6.0
"""A picture is rich where such a share of its cells differ by so many levels from those beside them."""

_CROPPED_CONTRAST: Final = 20.0
_CROPPED_REST: Final = (0.8, 0.02)
"""What may be left of a picture that was moved: levels, and a share of its contrast."""

_CROPPED_MOVES: Final = (0.1, 0.6)
"""So many cells the worst cell moves. Less is no crop, and more explains one shirt by another."""

_WORST_CELL: Final = 4.0
_STEPS: Final = 2
_STEADY: Final = np.array([0.1, 0.1, 30.0, 30.0, 30.0, 30.0], np.float32)
_AT: Final = ((np.arange(SIDE) - (SIDE - 1) / 2) / (SIDE / 2)).astype(np.float32)
_INNER: Final = (SIDE - 2) ** 2
_HYPERPLANES: Final = 64
_KEYS: Final = 12
_WAVES: Final = 6


def same_pictures(one: Pictures, other: Pictures) -> NDArray[np.bool_]:
    """Compare ``m`` pictures with ``m`` others, ``(m,) bool``; never true where one has no fingerprint or is blank."""
    found = np.zeros(len(one), np.bool_)
    for start in range(0, len(one), _BLOCK):
        block = slice(start, start + _BLOCK)
        found[block] = _same(one[block], other[block])
    return found


def picture_keys(pictures: Pictures) -> NDArray[np.uint64]:
    """Give 12 keys a picture, ``(n, 12) uint64``, whose leading bits are equal for like pictures.

    A bit says on which side of a random plane the picture's slowest waves lie (Charikar, STOC 2002).
    """
    waves = np.cos(np.pi / SIDE * np.arange(_WAVES)[:, None] * (np.arange(SIDE) + 0.5)).astype(np.float32)
    planes = np.random.default_rng(12).normal(size=(_WAVES * _WAVES - 1, _KEYS * _HYPERPLANES)).astype(np.float32)
    keys = np.zeros((len(pictures), _KEYS), np.uint64)
    for start in range(0, len(pictures), _BLOCK):
        luma = pictures["luma"][start : start + _BLOCK].astype(np.float32)
        slow = (waves @ luma @ waves.T).reshape(len(luma), -1)[:, 1:]  # the first wave is the mean
        bits = np.packbits(slow @ planes > 0, axis=1, bitorder="big")
        keys[start : start + _BLOCK] = bits.view(">u8").astype(np.uint64)
    return keys


def _same(one: Pictures, other: Pictures) -> NDArray[np.bool_]:
    found = np.zeros(len(one), np.bool_)
    a, b = (pictures["luma"].astype(np.float32) for pictures in (one, other))
    # The cheapest comparison goes first: hardly any candidate comes to the last.
    at = np.flatnonzero((one["version"] > 0) & (other["version"] > 0) & (_likeness(a, b) >= _LEAST_LIKENESS))
    at = at[_off_colour(one[at], other[at], 0.18 + 0.6 * _CROPPED_MOVES[1]) <= 2.0 * _SAME_LEVELS]
    rich = np.minimum(_richness(a[at]), _richness(b[at])) >= _RICH
    drawn = np.maximum(one["flat"][at], other["flat"][at]) >= _DRAWN
    found[at] = _fit_as_they_are(a[at], b[at], rich, drawn) & (_off_colour(one[at], other[at], 0.18) <= _SAME_LEVELS)
    at = at[rich & ~drawn & ~found[at]]
    fits, moved = _fit_cropped(a[at], b[at])
    share = np.asarray(0.18 + 0.6 * moved, np.float32)
    found[at] = fits & (_off_colour(one[at], other[at], share) <= 2.0 * _SAME_LEVELS)
    return found


def _likeness(a: Planes, b: Planes) -> NDArray[np.float32]:
    """Correlate, ``(m,)``; -1 where either is blank."""
    centred = [plane.reshape(len(plane), SIDE * SIDE) - plane.mean(axis=(1, 2))[:, None] for plane in (a, b)]
    spread = [np.sqrt(np.mean(plane * plane, axis=1)) for plane in centred]
    together = np.mean(centred[0] * centred[1], axis=1)
    clear = np.minimum(*spread) >= _LEAST_CONTRAST
    return np.where(clear, together / np.maximum(spread[0] * spread[1], 1.0), -1.0).astype(np.float32)


def _fit_as_they_are(a: Planes, b: Planes, rich: NDArray[np.bool_], drawn: NDArray[np.bool_]) -> NDArray[np.bool_]:
    fitted, gain = _fit_levels(a, b)
    off = np.abs(b - fitted)
    edge = np.maximum(np.abs(a - _blurred(a)), np.abs(b - _blurred(b)))
    little = (off - _PER_EDGE * edge).max(axis=(1, 2), initial=0.0) <= _SAME_LEVELS
    little &= ~drawn | (off.max(axis=(1, 2), initial=0.0) <= _DRAWN_LEVELS)
    return np.asarray(little & (rich | _evenly(off - _EVEN_PER_EDGE * edge)) & _within(gain, _GAIN_AS_IT_IS))


def _evenly(off: Planes) -> NDArray[np.bool_]:
    """Tell whether no cell stands out among those that are off."""
    cells = np.partition(off.reshape(len(off), SIDE * SIDE), (-_EVEN, -1), axis=1)
    return np.asarray(cells[:, -1] <= _EVEN_LEVELS + _EVEN_TIMES * np.maximum(cells[:, -_EVEN], 0.0))


def _fit_cropped(a: Planes, b: Planes) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
    """Try each as a part of the other; give ``(m,)`` whether one fits, and by how many cells it had to move."""
    a, b = _blurred(a), _blurred(b)
    forth, back = _Fit.of(a, b), _Fit.of(b, a)
    better = forth.rest <= back.rest
    return np.where(better, forth.holds, back.holds), np.where(better, forth.moved, back.moved)


@dataclass(frozen=True)
class _Fit:
    """How well ``m`` planes, moved, explain others: what is left, whether that is little, how far they moved."""

    rest: NDArray[np.float32]
    holds: NDArray[np.bool_]
    moved: NDArray[np.float32]

    @classmethod
    def of(cls, a: Planes, b: Planes) -> _Fit:
        move = np.zeros((len(a), 4), np.float32)
        warped = a
        for _ in range(_STEPS):
            move = np.clip(move + _step(warped, b), -1.5, 1.5)
            warped = _warped(a, move)
        inner = (slice(None), slice(1, -1), slice(1, -1))  # the outermost cells show what the other does not have
        fitted, gain = _fit_levels(warped[inner], b[inner])
        left = b[inner] - fitted
        rest, worst = np.sqrt(np.mean(left * left, axis=(1, 2))), np.abs(left).max(axis=(1, 2), initial=0.0)
        contrast = np.minimum(a[inner].std(axis=(1, 2)), b[inner].std(axis=(1, 2)))
        moved = np.abs(move).max(axis=1, initial=0.0)
        allowed = _CROPPED_REST[0] + _CROPPED_REST[1] * contrast
        holds = (rest <= allowed) & (worst <= _WORST_CELL * allowed)
        holds &= (moved >= _CROPPED_MOVES[0]) & (moved <= _CROPPED_MOVES[1])
        holds &= _within(gain, _GAIN_CROPPED) & (contrast > _CROPPED_CONTRAST)
        return cls(rest, holds, moved)


def _fit_levels(a: Planes, b: Planes) -> tuple[Planes, NDArray[np.float32]]:
    """Change the contrast and the brightness of ``a`` so that it fits ``b`` best; give both, ``(m,)`` the contrast.

    White and black cells do not count where there are enough others: what was brightened stays white at most.
    """
    counts = ((np.minimum(a, b) > _BLACK) & (np.maximum(a, b) < _WHITE)).astype(np.float32)
    counts[counts.mean(axis=(1, 2)) < _LEAST_GREY] = 1.0
    total = counts.sum(axis=(1, 2), keepdims=True)
    mean_a, mean_b = (np.sum(plane * counts, axis=(1, 2), keepdims=True) / total for plane in (a, b))
    spread = np.sum(counts * (a - mean_a) ** 2, axis=(1, 2), keepdims=True)
    together = np.sum(counts * (a - mean_a) * (b - mean_b), axis=(1, 2), keepdims=True)
    gain = np.asarray(together / np.maximum(spread, 1.0), np.float32)
    return np.clip((a - mean_a) * gain + mean_b, 0.0, 255.0), gain[:, 0, 0]


def _step(a: Planes, b: Planes) -> NDArray[np.float32]:
    """Find the move that explains ``b`` by ``a`` to first order, ``(m, 4)``: shift and stretch along, and down."""
    down, along = _gradients(np.asarray((a + b) / 2, np.float32))
    causes = (a, np.ones_like(a), along, along * _AT, down, down * _AT[:, None])
    inner = np.stack([cause[:, 1:-1, 1:-1].reshape(len(a), _INNER) for cause in causes], axis=2)
    effect = b[:, 1:-1, 1:-1].reshape(len(a), _INNER, 1)
    square = inner.transpose(0, 2, 1) @ inner + np.diag(_STEADY)
    solved = np.linalg.solve(square, inner.transpose(0, 2, 1) @ effect)[..., 0]
    return np.asarray(solved[:, 2:] / np.maximum(solved[:, :1], 0.5), np.float32)


def _warped(a: Planes, move: NDArray[np.float32]) -> Planes:
    along, down = (_weights(np.arange(SIDE) + move[:, at, None] + move[:, at + 1, None] * _AT) for at in (0, 2))
    return np.asarray(down @ a @ along.transpose(0, 2, 1), np.float32)


def _weights(positions: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give the cubic weights (Keys, 1981) that read rows between the cells, ``(m, 16, 16)``."""
    far = np.abs(np.clip(positions, 0, SIDE - 1)[..., None] - np.arange(SIDE, dtype=np.float32))
    near = (1.5 * far - 2.5) * far * far + 1
    wide = ((-0.5 * far + 2.5) * far - 4) * far + 2
    weights = np.where(far < 1, near, np.where(far < 2, wide, 0))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True), np.float32)


def _off_colour(one: Pictures, other: Pictures, share: NDArray[np.float32] | float) -> NDArray[np.float32]:
    """Say how far the worst cell's colour is off, ``(m,)`` levels, beyond a share of the paler one's."""
    a, b = (pictures["chroma"].astype(np.float32) - 128 for pictures in (one, other))
    paler = np.minimum(np.linalg.norm(a, axis=3), np.linalg.norm(b, axis=3))
    beyond = np.linalg.norm(a - b, axis=3) - np.reshape(share, (-1, 1, 1)) * paler
    return np.asarray(beyond.max(axis=(1, 2), initial=0.0), np.float32)


def _gradients(a: Planes) -> tuple[Planes, Planes]:
    down, along = np.gradient(a, axis=(1, 2))
    return np.asarray(down, np.float32), np.asarray(along, np.float32)


def _richness(a: Planes) -> NDArray[np.float32]:
    down, along = _gradients(_blurred(a))
    return np.asarray((np.hypot(along, down) > _EDGE_LEVELS).mean(axis=(1, 2)), np.float32)


def _blurred(a: Planes) -> Planes:
    wide = np.pad(a, ((0, 0), (1, 1), (1, 1)), mode="edge")
    rows = (wide[:, :-2] + 2 * wide[:, 1:-1] + wide[:, 2:]) / 4
    return np.asarray((rows[:, :, :-2] + 2 * rows[:, :, 1:-1] + rows[:, :, 2:]) / 4, np.float32)


def _within(gain: NDArray[np.float32], most: float) -> NDArray[np.bool_]:
    return np.asarray((gain > 1 / most) & (gain < most))
