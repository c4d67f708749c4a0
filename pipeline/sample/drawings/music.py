"""Music: instruments, records and nights out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from pipeline.sample.drawings.canvas import ANY, TALL, WIDE, Canvas, Drawing, fade, fit, shade
from pipeline.sample.drawings.music_scenes import BANDS, SCENES
from pipeline.sample.drawings.scenery import wall


def _backdrop(c: Canvas) -> None:
    if c.chance(0.5):
        wall(c, c.height * 0.8)
    else:
        tone = c.pick(("#f2d6a8", "#f0a8a0", "#8fc5d9", "#a8d5ba", "#3a3f5c", "#c9b3e0", "#e8e2d4"))
        c.fill(shade(tone, 1.1), shade(tone, 0.85))
    if c.chance(0.5):
        for _ in range(5):
            _note(
                c.at(
                    c.between(20, c.width - 20), c.between(20, c.height * 0.6), c.between(0.7, 1.2), c.between(-14, 14)
                )
            )


def _note(s: Canvas) -> None:
    ink = s.pick(("#ffffffa0", "#22263a90"))
    s.oval(-10, 12, 8, 6, ink, -20)
    s.oval(14, 8, 8, 6, ink, -20)
    s.poly([(-5, 10), (-2, 10), (-2, -16), (19, -20), (19, 6), (22, 6), (22, -30), (-5, -24)], ink)


def _guitar(c: Canvas) -> None:
    _backdrop(c)
    s = c.stage(0.9, 0.98, flip=False).at(0, 0, 0.92, c.pick((-1, 1)) * c.between(18, 42))
    wood = s.pick(("#c98436", "#a8522a", "#e0b06a", "#7a3a22", "#d9a04a"))
    if s.chance(0.4):
        _electric(s, s.pick(("#d6303a", "#2f6fd0", "#f4e8c8", "#1c1f24", "#17a398", "#f2b01f")))
        return
    body = np.array(
        [
            (0, -14),
            (28, -10),
            (36, 10),
            (28, 26),
            (42, 48),
            (46, 72),
            (30, 96),
            (0, 104),
            (-30, 96),
            (-46, 72),
            (-42, 48),
            (-28, 26),
            (-36, 10),
            (-28, -10),
        ],
        dtype=float,
    )
    s.at(5, 5).blob(body, "#00000040")
    s.blob(body, shade(wood, 0.6))
    s.blob((body - [0, 44]) * 0.94 + [0, 44], wood)
    s.circle(0, 28, 18, shade(wood, 0.5))
    s.circle(0, 28, 15, "#1c1512")
    s.blob([(16, 24), (32, 38), (30, 56), (16, 44)], shade(wood, 0.55))
    s.rect(-24, 70, 24, 78, "#3a2418", 3)
    _neck(s, "#5b3a22", 76)


def _electric(s: Canvas, tone: str) -> None:
    body = [
        (0, 6),
        (18, -6),
        (34, -22),
        (40, -14),
        (32, 8),
        (36, 30),
        (46, 56),
        (40, 86),
        (12, 98),
        (-24, 96),
        (-46, 80),
        (-46, 54),
        (-32, 34),
        (-40, 8),
        (-38, -8),
        (-24, -2),
    ]
    s.at(5, 5).blob(body, "#00000040")
    s.blob(body, tone)
    s.blob([(-10, 16), (20, 8), (26, 34), (34, 62), (20, 80), (-14, 70)], "#fbf7ee" if tone != "#f4e8c8" else "#3a2a22")
    for y in (26, 44, 60):
        s.rect(-14, y - 4, 14, y + 4, "#1c1f24", 3)
    s.rect(-15, 72, 15, 80, "#aab2ba", 2)
    for x, y in ((30, 60), (34, 74)):
        s.circle(x, y, 4, "#f2f2ee")
    _neck(s, "#d9a566", 76)


def _neck(s: Canvas, wood: str, bridge: float) -> None:
    s.poly([(-7, 18), (7, 18), (6, -78), (-6, -78)], wood)
    for i in range(10):
        y = -74 + i * 9 + i * i * 0.05
        s.line([(-6, y), (6, y)], "#d9d4c4", 1.2)
    s.poly([(-6, -78), (6, -78), (10, -104), (-10, -104)], shade(wood, 0.7))
    for y in (-84, -92, -100):
        for x in (-12, 12):
            s.circle(x, y, 3, "#d9d9d4")
    for string in (-4.5, -2.7, -0.9, 0.9, 2.7, 4.5):
        s.line([(string, bridge), (string * 0.8, -82)], "#f2f0e6", 0.7)


def _drums(c: Canvas) -> None:
    c.pick((_backdrop, _stage_light))(c)
    s = c.stage(0.9, 1.0)
    tone = s.pick(("#d6303a", "#2f6fd0", "#e8b02f", "#17a398", "#2b2f38", "#8a4fd0", "#f2f0ea"))
    s.oval(0, 88, 104, 8, "#00000050")
    for x, y, lean in ((-72, -52, -14), (74, -58, 12), (-88, -14, -6)):
        s.line([(x, y), (x * 0.94, 86)], "#aab2ba", 3)
        s.line([(x * 0.94 - 14, 88), (x * 0.94, 66), (x * 0.94 + 14, 88)], "#aab2ba", 3)
        s.oval(x, y, 31 if y < -20 else 22, 6, "#e0b23a", lean)
        s.oval(x, y - 2, 10, 2.6, "#f7dc8a", lean)
    for x in (-28, 28):
        s.line([(x * 0.4, 10), (x, -20)], "#aab2ba", 4)
        _drum(s.at(x, -22, 1, -x * 0.35), 24, 26, tone)
    _drum(s.at(-58, 34), 24, 22, tone)
    _drum(s.at(62, 36), 27, 40, tone)
    for x in (-66, -48, 52, 74):
        s.line([(x, 52), (x, 86)], "#aab2ba", 3)
    s.circle(0, 42, 47, shade(tone, 0.7))
    s.circle(0, 42, 43, "#d9dde2")
    s.circle(0, 42, 39, "#f7f4ea")
    band = s.pick(BANDS)
    words = band.split()
    for i, word in enumerate(words):
        s.text(0, 42 + (i - (len(words) - 1) / 2) * 14, word, fit(word, 14, 66), shade(tone, 0.6), bold=0.06)
    for turn in range(0, 360, 45):
        dx, dy = 45 * math.cos(math.radians(turn)), 45 * math.sin(math.radians(turn))
        s.circle(dx, 42 + dy, 3, "#aab2ba")
    s.line([(-70, 12), (-30, -2)], "#e0b06a", 3)
    s.line([(-56, -4), (-34, 16)], "#e0b06a", 3)


def _drum(s: Canvas, half: float, deep: float, tone: str) -> None:
    s.rect(-half, -4, half, deep, tone)
    s.rect(half * 0.3, -4, half * 0.8, deep, shade(tone, 0.8))
    s.oval(0, deep, half, 6, shade(tone, 0.7))
    s.oval(0, -4, half + 2, 8, "#c9ced4")
    s.oval(0, -5, half - 1, 6.4, "#fbf9f2")
    for x in (-half * 0.6, 0, half * 0.6):
        s.line([(x, 4), (x, deep)], "#d9dde2", 1.8)


def _stage_light(c: Canvas) -> None:
    c.fill("#14102a", "#241636")
    for x in (0.15, 0.4, 0.62, 0.88):
        tone = c.pick(("#ff4f8f", "#4fa8ff", "#ffd24f", "#5fffb0", "#b05fff"))
        reach = c.between(-0.16, 0.16)
        c.poly(
            [(c.width * x, -10), (c.width * (x + reach - 0.14), c.height), (c.width * (x + reach + 0.14), c.height)],
            fade(tone, 0.26),
        )
        c.glow(c.width * x, 4, 60, 50, fade(tone, 0.8))
    c.fill("#2a1c2e", "#150f1c", c.height * 0.84)


def _headphones(c: Canvas) -> None:
    _backdrop(c)
    s = c.stage(0.88, 1.0, tilt=14)
    tone, pad = s.pick(
        (
            ("#1f2228", "#3a3e46"),
            ("#f4f2ec", "#c9b8a2"),
            ("#d6303a", "#2b2226"),
            ("#2f6fb0", "#1f2f4a"),
            ("#f2b01f", "#3a3226"),
            ("#e8a0b0", "#f7e6e2"),
            ("#17908a", "#143f3f"),
        )
    )
    s.glow(6, 70, 110, 40, "#00000080")
    s.arc(0, 6, 70, 84, 180, 360, shade(tone, 0.85), 15)
    s.arc(0, 6, 64, 76, 196, 344, pad, 8)
    s.arc(0, 4, 73, 88, 205, 250, fade(shade(tone, 1.6), 0.7), 3)
    for side in (-1, 1):
        s.rect(side * 70 - 5, -14, side * 70 + 5, 22, "#b9c0c8", 3)
        e = s.at(side * 68, 34, 1, side * -8)
        e.rect(-17 + side * -11, -36, 17 + side * -11, 36, pad, 16)
        e.rect(-17 + side * 5, -40, 17 + side * 5, 40, tone, 17)
        e.rect(-9 + side * 8, -28, 9 + side * 8, 28, shade(tone, 1.25), 9)
        e.circle(side * 8, 0, 6, shade(tone, 0.7))
    if s.chance(0.5):
        s.curve([(-70, 74), (-64, 96), (-20, 88), (10, 104), (60, 92), (120, 110)], "#22262c", 3)


def _violin(c: Canvas) -> None:
    _backdrop(c)
    s = c.stage(0.9, 0.98, flip=False).at(0, 0, 0.94, c.pick((-1, 1)) * c.between(14, 40))
    wood = s.pick(("#a8481f", "#b5642a", "#8a3518", "#c27a34"))
    half = [
        (0, -28),
        (20, -26),
        (32, -10),
        (28, 6),
        (20, 16),
        (19, 30),
        (28, 40),
        (40, 60),
        (38, 82),
        (20, 96),
        (0, 99),
    ]
    body = np.array(half + [(-x, y) for x, y in half[-2:0:-1]], dtype=float)
    s.at(5, 5).blob(body, "#00000040")
    s.blob(body, shade(wood, 0.55))
    s.blob((body - [0, 36]) * 0.95 + [0, 36], wood)
    s.blob((body - [0, 36]) * np.array([0.6, 0.8]) + [0, 36], fade(shade(wood, 1.3), 0.5))
    for side in (-1, 1):
        s.curve([(side * 12, 12), (side * 16, 20), (side * 14, 34), (side * 19, 44), (side * 22, 40)], "#2b1510", 2.6)
        s.circle(side * 11, 13, 2.4, "#2b1510")
    s.poly([(-6, 20), (6, 20), (4.5, -76), (-4.5, -76)], "#1f1614")
    s.poly([(-5, -74), (5, -74), (4, -92), (-4, -92)], shade(wood, 0.8))
    s.curve([(0, -90), (8, -98), (4, -106), (-5, -104), (-3, -97)], shade(wood, 0.8), 4)
    for x, y in ((-11, -80), (11, -84), (-11, -88), (11, -92)):
        s.line([(0, y), (x, y)], "#1f1614", 3)
    s.rect(-15, 40, 15, 44, "#e0c090", 1)
    s.poly([(-6, 62), (6, 62), (9, 92), (-9, 92)], "#1f1614")
    s.oval(-22, 90, 13, 8, "#1f1614", 20)
    for string in (-4.0, -1.3, 1.3, 4.0):
        s.line([(string * 1.3, 64), (string * 0.7, -78)], "#f2efe4", 0.8)
    b = s.at(50 if s.chance(0.5) else -50, 0, 1, s.between(-16, 16))
    b.line([(0, -98), (2, 96)], "#7a3f20", 3.4)
    b.line([(5, -92), (6, 88)], "#f4f0e2", 2)
    b.rect(-1, 76, 8, 92, "#1f1614", 2)


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "guitar": Drawing(_guitar, TALL),
    "drums": Drawing(_drums, WIDE),
    "headphones": Drawing(_headphones, ANY),
    "violin": Drawing(_violin, TALL),
    **SCENES,
}
