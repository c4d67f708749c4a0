"""What many pictures share: skies, hills, water, trees, clouds, table tops and rooms.

Everything here is painted in the whole picture's pixels, so it is called with the canvas itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from pipeline.sample.drawings.canvas import Canvas, fade, mix, shade

SKIES: Final = {
    "day": (("#3f9be0", "#c6e8fa"), ("#5fb2ee", "#e4f4fb"), ("#2f86cf", "#a5d8f3")),
    "dawn": (("#7fa6d8", "#ffd9b0"), ("#9c8fd0", "#ffc9b8")),
    "dusk": (("#4b3b7c", "#ff9e66"), ("#6a4a8c", "#ffb86b"), ("#b5487a", "#ffcf7d")),
    "grey": (("#8a99a8", "#d3dbe0"), ("#9fb0bd", "#e3e7ea")),
    "night": (("#0a1030", "#2b3a6b"), ("#070b1f", "#1e3355"), ("#120e2e", "#41346e")),
}
DAYLIGHT: Final = ("day", "day", "day", "dawn", "dusk", "grey")


def sky(c: Canvas, times: Sequence[str] = DAYLIGHT, horizon: float | None = None) -> str:
    """Paint a sky down to the horizon with what belongs in it, and return the time of day."""
    time = c.pick(times)
    bottom = c.height if horizon is None else horizon
    top, low = c.pick(SKIES[time])
    c.fill(top, low, 0, bottom)
    x, y = c.width * c.pick((0.14, 0.2, 0.8, 0.87)), bottom * c.between(0.12, 0.3)
    if time == "night":
        stars(c, bottom, 60)
        moon(c, x, y, c.between(14, 24))
    elif time != "grey":
        sun(c, x, y if time == "day" else bottom * 0.7, c.between(17, 28), "#fff3b0" if time == "day" else "#ffe08a")
    if time != "night":
        tone = {"day": "#ffffff", "grey": "#c3ccd3"}.get(time, "#ffe3d0")
        for _ in range(c.count(1, 4)):
            cloud(c, c.between(0, c.width), bottom * c.between(0.08, 0.6), c.between(16, 34), fade(tone, 0.9))
    return time


def sun(c: Canvas, x: float, y: float, radius: float, colour: str = "#fff0a0") -> None:
    """Paint a sun with its glow."""
    c.glow(x, y, radius * 3.4, radius * 3.4, fade(colour, 0.75))
    c.circle(x, y, radius, colour)


def moon(c: Canvas, x: float, y: float, radius: float) -> None:
    """Paint a small moon with its glow."""
    c.glow(x, y, radius * 3, radius * 3, "#dfe6ff70")
    c.circle(x, y, radius, "#f4f1de")
    for dx, dy, r in ((-0.3, -0.2, 0.22), (0.35, 0.1, 0.16), (-0.05, 0.45, 0.18)):
        c.circle(x + dx * radius, y + dy * radius, r * radius, "#d9d5bf")


def stars(c: Canvas, bottom: float, number: int) -> None:
    """Scatter stars above ``bottom``."""
    for x, y, size in c.rng.random((number, 3)):
        c.circle(x * c.width, y * bottom, 0.4 + size * size * 1.2, "#ffffffdd")


def cloud(c: Canvas, x: float, y: float, size: float, colour: str = "#ffffffe6") -> None:
    """Paint a cloud about four times ``size`` wide with a flat bottom."""
    top = [
        (-1.9, 0),
        (-1.7, -0.55),
        (-1.1, -0.6),
        (-0.7, -1.15),
        (0, -1.25),
        (0.6, -0.8),
        (1.2, -0.85),
        (1.6, -0.4),
        (2, 0),
    ]
    jitter = c.rng.uniform(-0.12, 0.12, (len(top), 2))
    c.at(x, y, size).blob(np.vstack([np.array(top) + jitter, [(0.8, 0.12), (-0.8, 0.12)]]), colour)


def hills(c: Canvas, y: float, height: float, colour: str, roughness: int = 2) -> None:
    """Paint rolling ground from about ``y`` down to the bottom of the picture."""
    x = np.linspace(0, c.width, 70)
    line = np.zeros_like(x)
    for octave in range(1, roughness + 2):
        line += np.sin(x / c.width * math.tau * octave * c.between(0.5, 0.9) + c.between(0, math.tau)) / octave
    ridge = np.stack([x, y - height * line / 2], axis=1)
    c.poly(np.vstack([ridge, [(c.width, c.height), (0, c.height)]]), colour)


def mountains(c: Canvas, y: float, height: float, colour: str, snow: bool = True, number: int = 5) -> None:
    """Paint a row of peaks standing on ``y``."""
    for place in c.rng.permutation(number):
        x = (place + 0.5) * c.width / number + c.between(-20, 20)
        peak(c, x, y, height * c.between(0.6, 1.0), shade(colour, c.between(0.9, 1.1)), snow)


def peak(c: Canvas, x: float, y: float, height: float, colour: str, snow: bool = True) -> None:
    """Paint one mountain with a lit and a shaded face and, perhaps, snow."""
    half = height * c.between(0.75, 1.0)
    c.poly([(x - half, y), (x, y - height), (x + half, y)], colour)
    c.poly(
        [(x, y - height), (x + half, y), (x + half * 0.1, y), (x - half * 0.12, y - height * 0.5)], shade(colour, 0.8)
    )
    if snow:
        cap = [
            (0, -1),
            (0.3, -0.7),
            (0.2, -0.66),
            (0.12, -0.74),
            (0.02, -0.6),
            (-0.08, -0.72),
            (-0.18, -0.64),
            (-0.3, -0.7),
        ]
        c.poly([(x + dx * half, y + dy * height) for dx, dy in cap], "#f7fafc")
        c.poly(
            [
                (x, y - height),
                (x + half * 0.3, y - height * 0.7),
                (x + half * 0.2, y - height * 0.66),
                (x + half * 0.05, y - height * 0.72),
            ],
            "#cfdbe6",
        )


def water(c: Canvas, top: float, colour: str = "#2f7fb5", bottom: float | None = None) -> None:
    """Paint water with ripples from ``top`` down."""
    low = c.height if bottom is None else bottom
    c.fill(shade(colour, 1.35), shade(colour, 0.75), top, low)
    for x, y, length in c.rng.random((26, 3)):
        depth = y * y
        across, down = x * c.width, top + 3 + depth * (low - top)
        half = 6 + length * 26 * (0.3 + depth)
        c.line([(across - half, down), (across + half, down)], "#ffffff48", 1 + depth * 1.6)


def tree(c: Canvas, x: float, y: float, height: float, leaf: str = "#3f8f4a") -> None:
    """Paint a leafy tree standing on ``(x, y)``."""
    t = c.at(x, y, height / 100)
    t.poly([(-6, 0), (-3, -48), (3, -48), (6, 0)], "#6b4a2f")
    for dx, dy, r in ((-20, -52, 20), (20, -54, 20), (0, -72, 26), (-14, -66, 18), (14, -62, 20)):
        t.circle(dx, dy, r, leaf)
    for dx, dy, r in ((-8, -78, 14), (-24, -58, 9), (14, -68, 10)):
        t.circle(dx, dy, r, shade(leaf, 1.18))


def pine(c: Canvas, x: float, y: float, height: float, leaf: str = "#24593f") -> None:
    """Paint a fir standing on ``(x, y)``."""
    t = c.at(x, y, height / 100)
    t.rect(-4, -14, 4, 0, "#5a3d28")
    for top, bottom, half in ((-60, -10, 30), (-80, -34, 24), (-100, -60, 17)):
        t.poly([(0, top), (half, bottom), (-half, bottom)], leaf)
        t.poly([(0, top), (half, bottom), (half * 0.25, bottom)], shade(leaf, 0.82))


def grass(c: Canvas, top: float, colour: str, number: int = 40) -> None:
    """Paint a meadow with tufts from ``top`` down."""
    c.fill(shade(colour, 1.15), shade(colour, 0.8), top)
    for x, y in c.rng.random((number, 2)):
        across, down = x * c.width, top + 4 + y * (c.height - top)
        c.line([(across - 3, down - 5), (across, down), (across + 3, down - 6)], shade(colour, 0.72), 1)


def table(c: Canvas) -> None:
    """Paint a table top seen from above: boards, cloth or a plain colour."""
    c.pick((_boards, _checks, _plain))(c)


def _boards(c: Canvas) -> None:
    tone = c.pick(("#b98a5a", "#8f623c", "#d3ac7c", "#6d4a35", "#c9b8a2"))
    c.fill(tone, tone)
    step = c.between(50, 80)
    for i in range(int(c.width / step) + 1):
        c.rect(i * step, 0, (i + 1) * step, c.height, shade(tone, c.between(0.92, 1.08)))
        for _ in range(3):
            x, y = (i + c.between(0.15, 0.85)) * step, c.between(0, c.height)
            c.curve([(x, y - 60), (x + 3, y), (x - 1, y + 60)], fade(shade(tone, 0.75), 0.5), 1)
        c.line([(i * step, 0), (i * step, c.height)], shade(tone, 0.7), 1.5)


def _checks(c: Canvas) -> None:
    tone = c.pick(("#c8423f", "#3f6fb0", "#4c9a63", "#d99a2b"))
    c.fill("#fbf6ec", "#f3ead9")
    step = c.between(34, 52)
    for i in range(0, int(c.width / step) + 1, 2):
        c.rect(i * step, 0, (i + 1) * step, c.height, fade(tone, 0.4))
    for i in range(0, int(c.height / step) + 1, 2):
        c.rect(0, i * step, c.width, (i + 1) * step, fade(tone, 0.4))


def _plain(c: Canvas) -> None:
    tone = c.pick(("#e9c46a", "#f4a6a0", "#8ecae6", "#b7d3a8", "#d9d4cc", "#3d5a6c", "#f2e8d5", "#2f3e46"))
    c.fill(shade(tone, 1.08), shade(tone, 0.92))


def wall(c: Canvas, desk: float, desk_colour: str | None = None, wall_colour: str | None = None) -> None:
    """Paint a wall with a table edge at the height ``desk``."""
    tone = wall_colour or c.pick(
        ("#dfe7e3", "#f3dcc4", "#c9dbe8", "#e8cfd3", "#b9cdb8", "#48566b", "#f1e6b8", "#7a93a8")
    )
    c.fill(shade(tone, 1.08), shade(tone, 0.93), 0, desk)
    wood = desk_colour or c.pick(("#b98a5a", "#8f623c", "#d3ac7c", "#e8e2d8", "#5b4636"))
    c.fill(shade(wood, 1.1), shade(wood, 0.85), desk)
    c.rect(0, desk, c.width, desk + 5, mix(wood, "#ffffff", 0.3))


def window(c: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Paint a window with its frame and panes, its upper left corner at ``(x, y)``."""
    top = c.pick(("#8ecdf2", "#ffc58f", "#1f2c55", "#b9c6cf"))
    c.rect(x - 6, y - 6, x + width + 6, y + height + 6, "#f7f3ea")
    c.rect(x, y, x + width, y + height, top)
    c.rect(x, y + height * 0.6, x + width, y + height, shade(top, 1.3))
    c.line([(x + width / 2, y), (x + width / 2, y + height)], "#f7f3ea", 4)
    c.line([(x, y + height / 2), (x + width, y + height / 2)], "#f7f3ea", 4)
