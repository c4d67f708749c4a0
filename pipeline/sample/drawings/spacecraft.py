"""Machines for space: rocket, telescope and rover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from pipeline.sample.drawings.canvas import ANY, TALL, WIDE, Canvas, Drawing, shade
from pipeline.sample.drawings.figures import person
from pipeline.sample.drawings.scenery import hills, sky, stars


def _rocket(s: Canvas, tone: str) -> None:
    for side in (-1, 1):
        s.poly([(side * 18, 22), (side * 46, 62), (side * 44, 74), (side * 16, 58)], tone)
    s.blob(
        [(0, -98), (16, -70), (23, -30), (22, 30), (17, 62), (-17, 62), (-22, 30), (-23, -30), (-16, -70)], "#f4f5f7"
    )
    s.blob([(8, -84), (17, -66), (23, -30), (22, 30), (17, 62), (6, 62), (12, 0)], "#c9d0d8")
    s.blob([(0, -100), (11, -80), (17, -64), (-17, -64), (-11, -80)], tone)
    s.circle(0, -32, 12, shade(tone, 0.7))
    s.circle(0, -32, 9, "#8fd3f0")
    s.arc(0, -32, 6, 6, 190, 270, "#ffffff", 2)
    s.circle(0, 4, 6, "#8fd3f0")
    s.rect(-22, 26, 22, 33, tone)
    s.poly([(-4, 20), (4, 20), (6, 66), (-6, 66)], shade(tone, 0.75))
    s.poly([(-12, 62), (12, 62), (16, 72), (-16, 72)], "#4a5058")


def _rocket_launch(c: Canvas) -> None:
    sky(c, ("day", "dusk", "dawn", "night"))
    lean = c.between(-6, 6)
    s = c.stage(0.7, 0.82, drop=-22).at(0, 0, 1, lean)
    ground = c.height * 0.93
    for _ in range(36):
        share = c.rng.random() ** 2
        spread = 16 + share * c.width * 0.36
        x, y = c.width / 2 + c.between(-1, 1) * spread, ground + c.between(-44, 18) * (0.4 + share * 0.5)
        c.circle(x, y, c.between(14, 32), c.pick(("#f2efea", "#dcd7d0", "#c9c4be", "#ffd9b0")))
    for i in range(14):
        plume = s.at(s.between(-8, 8) * (1 + i * 0.16), 92 + i * 9)
        plume.circle(0, 0, 10 + i * 1.4, s.pick(("#f5f2ec", "#e3ded6", "#ffe3bd")))
    s.glow(0, 96, 80, 90, "#ffb040d0")
    for width, length, tone in ((20, 76, "#f2602a"), (14, 58, "#fba62e"), (8, 36, "#fff0a8")):
        s.blob(
            [
                (-width, 68),
                (width, 68),
                (width * 0.8, 68 + length * 0.4),
                (s.between(-4, 4), 70 + length),
                (-width * 0.8, 68 + length * 0.4),
            ],
            tone,
        )
    _rocket(s, s.pick(("#d6303a", "#1f6fd0", "#f28a1f", "#2f9a6a", "#7b3fa0")))
    x = c.width * c.pick((0.12, 0.88))
    for y in range(6):
        top = ground - 30 - y * 34
        c.line([(x - 15, top), (x + 15, top - 34), (x - 15, top - 34), (x + 15, top)], "#8f3a32", 2.4)
    for dx in (-15, 15):
        c.line([(x + dx, ground), (x + dx, ground - 236)], "#a8423a", 4)
    c.rect(0, ground + 8, c.width, c.height, "#5a6058")


def _telescope(c: Canvas) -> None:
    sky(c, ("night",))
    stars(c, c.height * 0.8, 90)
    for i in range(26):
        c.glow(c.width * (0.05 + i / 28), c.height * (0.56 - i * 0.017) + c.between(-14, 14), 44, 24, "#aebdff30")
    hills(c, c.height * 0.84, 28, "#16243a")
    hills(c, c.height * 0.93, 14, "#0f1a2a")
    s = c.stage(0.84, 0.96, drop=6)
    tube = s.pick(("#f2f0ea", "#c8452f", "#3f7fb5", "#d9a62b", "#4a4f5a"))
    for foot in (-44, 4, 50):
        s.line([(2, 14), (foot, 96)], "#8a5f3c" if foot != 4 else "#6b4a2f", 6)
    s.line([(-24, 60), (28, 60)], "#6b4a2f", 3)
    s.rect(-8, 2, 12, 22, "#4a5058", 4)
    t = s.at(2, 0, 1, s.between(-48, -28))
    t.rect(-66, -15, 52, 15, tube, 3)
    t.rect(-66, 3, 52, 15, shade(tube, 0.8), 3)
    t.rect(50, -20, 88, 20, shade(tube, 0.9), 4)
    t.oval(88, 0, 6, 20, "#24344f")
    t.oval(89, -3, 3, 12, "#8fc5f0")
    for x in (-40, 24):
        t.rect(x - 4, -17, x + 4, 17, "#d9a62b")
    t.rect(-84, -8, -64, 8, "#3a3f46", 3)
    t.rect(-94, -6, -82, 6, "#23262b", 3)
    t.rect(-34, -26, 10, -19, "#3a3f46", 3)
    if c.chance(0.6):
        place = s.at(-74, 96)
        person(place, 0, 0, 112, "hold", shirt=c.pick(("#c8452f", "#2f7fb0", "#e8a628")))


def _mars_rover(c: Canvas) -> None:
    c.fill("#d9966a", "#f2cfa5", 0, c.height * 0.7)
    ground = c.height * 0.66
    for y, tone in ((0.56, "#c27a52"), (0.64, "#b5663f")):
        across = np.linspace(0, c.width, 40)
        top = c.height * y - np.abs(np.cumsum(c.rng.normal(0, 5, 40)))
        c.poly(np.vstack([np.stack([across, top], 1), [(c.width, c.height), (0, c.height)]]), tone)
    c.fill("#b5603a", "#8f4526", ground + 6)
    c.circle(c.width * c.pick((0.14, 0.85)), c.height * 0.16, 10, "#fff3df")
    for _ in range(26):
        c.at(c.between(0, c.width), c.between(ground + 12, c.height), c.between(0.3, 1.3)).blob(
            [(-10, 2), (-6, -8), (4, -9), (10, -1), (6, 4), (-5, 4)], c.pick(("#7a3a20", "#6b331c", "#a85a36"))
        )
    s = c.stage(0.86, 0.98, drop=14)
    s.oval(0, 66, 96, 8, "#3a180c70")
    for x in (-62, 0, 62):
        s.line([(x * 0.6, 14), (x, 48)], "#8a929c", 6)
    s.line([(-62, 46), (-34, 22), (0, 42), (44, 18), (62, 46)], "#aab2bc", 5)
    for x in (-62, 0, 62):
        s.circle(x, 50, 19, "#2f3338")
        for turn in range(8):
            s.at(x, 50, 1, turn * 45).rect(-2.5, -20, 2.5, -13, "#5a6068")
        s.circle(x, 50, 10, "#9aa2ac")
        s.circle(x, 50, 4, "#3a3f46")
    s.poly([(-70, -10), (58, -10), (66, 4), (56, 22), (-62, 22), (-72, 6)], "#e8e6e0")
    s.rect(-62, 6, 54, 22, "#c99a3a")
    s.poly([(-78, -16), (34, -16), (44, -8), (-88, -8)], "#24406f")
    for i in range(7):
        s.line([(-72 + i * 16, -16), (-80 + i * 17, -8)], "#6f8fc0", 1.4)
    s.line([(44, -10), (44, -66)], "#d0d4da", 6)
    s.rect(24, -86, 68, -62, "#f4f4f0", 5)
    for x in (34, 56):
        s.circle(x, -74, 8, "#2a3038")
        s.circle(x - 2, -76, 3, "#8fd0f0")
    s.line([(-50, -16), (-58, -54)], "#9aa2ac", 3)
    s.sector(-58, -54, 18, 150, 330, "#e6e9ec")
    s.line([(60, 8), (92, -8), (104, 24)], "#aab2bc", 5)
    s.rect(96, 22, 112, 36, "#6a727c", 3)
    s.circle(-44, 12, 5, "#d6303a")


SPACECRAFT: Final[Mapping[str, Drawing]] = {
    "rocket launch": Drawing(_rocket_launch, TALL),
    "telescope": Drawing(_telescope, ANY),
    "mars rover": Drawing(_mars_rover, WIDE),
}
