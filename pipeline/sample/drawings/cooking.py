"""Cooking: dishes on a table, most of them seen from above."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.baking import BAKING, CHINA
from pipeline.sample.drawings.canvas import ANY, WIDE, Canvas, Drawing, fade, shade
from pipeline.sample.drawings.scenery import table, wall, window


def _egg(s: Canvas, x: float, y: float, size: float, angle: float) -> None:
    e = s.at(x, y, size, angle)
    e.blob([(-1, 0), (-0.6, -0.8), (0.2, -0.75), (1.1, 0), (0.2, 0.75), (-0.6, 0.8)], "#fffaf0")
    e.circle(-0.1, 0, 0.52, "#f39c1f")
    e.circle(-0.18, -0.12, 0.3, "#ffbe4a")


def _ramen(c: Canvas) -> None:
    table(c)
    s = c.stage(tilt=14)
    bowl, broth = (
        s.pick(("#c0392b", "#2c3e50", "#f3efe6", "#1f6f78", "#3a2a24")),
        s.pick(("#b5651d", "#c98a3c", "#d9a45b", "#a8431f")),
    )
    s.glow(6, 10, 112, 112, "#00000099")
    s.circle(0, 0, 86, bowl)
    s.circle(0, 0, 80, shade(bowl, 1.25))
    s.circle(0, 0, 73, broth)
    s.circle(-8, -10, 58, fade(shade(broth, 1.2), 0.6))
    for i in range(16):
        y = -30 + i * 4.4
        bend, x = s.between(-7, 7), s.between(-6, 6)
        s.curve(
            [(-56 + x, y + bend), (-26, y - bend), (4, y + bend), (30, y - bend), (54 + x, y + bend)],
            s.pick(("#f6d98a", "#f1cd70", "#fbe6a8")),
            3.4,
        )
    s.poly([(-66, -26), (-40, -66), (-14, -54), (-38, -12)], "#17301f")
    s.poly([(-60, -28), (-40, -58), (-20, -50), (-39, -18)], "#22452c")
    for x, y in ((26, -44), (44, -22)):
        s.circle(x, y, 19, "#d99a7a")
        s.circle(x, y, 16, "#eab896")
        s.arc(x, y, 9, 7, 0, 300, "#b8674a", 3)
    _egg(s, -28, 32, 19, s.between(0, 360))
    _egg(s, 12, 42, 19, s.between(0, 360))
    for _ in range(s.count(10, 18)):
        s.ring(s.between(-20, 50), s.between(-20, 50), 3, s.pick(("#4caf50", "#7bc96f")), 1.8)
    for y in (0, 11):
        s.line([(-92, 74 + y), (98, -88 + y * 1.6)], "#00000033", 5)
        s.line([(-94, 70 + y), (96, -92 + y * 1.6)], s.pick(("#7a3b1e", "#c9302c", "#2a1c16")), 4.5)


def _pizza(c: Canvas) -> None:
    table(c)
    s = c.stage(tilt=180)
    s.glow(4, 6, 118, 118, "#00000090")
    if s.chance(0.6):
        s.circle(0, 0, 93, s.pick(("#a87445", "#8a5a33", "#d9d4cc")))
    s.circle(0, 0, 86, "#c98a45")
    s.circle(0, 0, 83, "#e0a75c")
    s.circle(0, 0, 72, "#b93a22")
    s.circle(0, 0, 69, "#f3cc66")
    for _ in range(22):
        angle, r = s.between(0, math.tau), s.between(0, 58)
        s.circle(r * math.cos(angle), r * math.sin(angle), s.between(5, 11), s.pick(("#f9e3a0", "#efc055", "#fff1c4")))
    topping = s.pick((_pepperoni, _margherita, _mushrooms))
    for i in range(15):
        angle, r = i * 2.4 + s.between(-0.15, 0.15), 61 * math.sqrt((i + 0.4) / 15)
        topping(s.at(r * math.cos(angle), r * math.sin(angle), 1, s.between(0, 360)), i)
    for turn in range(4):
        dx, dy = 85 * math.cos(turn * math.pi / 4), 85 * math.sin(turn * math.pi / 4)
        s.line([(-dx, -dy), (dx, dy)], "#a8713470", 1.6)
    if s.chance(0.5):
        slice_angle = s.count(0, 7) * 45
        s.sector(0, 0, 88, slice_angle, slice_angle + 45, "#e3d6c3")


def _pepperoni(s: Canvas, place: int) -> None:
    s.circle(0, 0, 11, "#9c2b1c")
    s.circle(0, 0, 9.5, "#c9402c")
    for x, y in ((-3, -3), (4, 1), (-1, 4)):
        s.circle(x, y, 1.5, "#e57a5f")
    if place % 4 == 0:
        s.oval(12, 6, 5, 3, "#3f7d3a")


def _margherita(s: Canvas, place: int) -> None:
    if place % 2:
        s.blob([(-12, 0), (0, -7), (12, 0), (0, 7)], "#2f8a3c")
        s.line([(-9, 0), (9, 0)], "#79bd6a", 1)
    else:
        s.circle(0, 0, 11, "#fffaf0")
        s.circle(2, -1, 6, "#fff3d6")


def _mushrooms(s: Canvas, place: int) -> None:
    if place % 3 == 0:
        s.ring(0, 0, 7, "#2b2b33", 5)
    elif place % 3 == 1:
        s.blob([(-11, 2), (-8, -8), (0, -11), (8, -8), (11, 2), (4, 2), (4, 11), (-4, 11), (-4, 2)], "#e9dcc6")
        s.arc(0, 0, 7, 6, 180, 360, "#a78d6d", 2)
    else:
        s.arc(0, 0, 9, 9, 20, 300, "#d8432f", 4)


def _salad(c: Canvas) -> None:
    table(c)
    s = c.stage(tilt=180)
    bowl = s.pick(("#f4f1ea", "#9b6b43", "#3d5a6c", "#e2b24a"))
    s.glow(6, 8, 112, 112, "#00000090")
    s.circle(0, 0, 88, bowl)
    s.circle(0, 0, 79, shade(bowl, 0.8))
    for _ in range(44):
        angle, r = s.between(0, math.tau), 62 * math.sqrt(s.between(0, 1))
        leaf, tone = (
            s.at(r * math.cos(angle), r * math.sin(angle), s.between(0.8, 1.2), s.between(0, 360)),
            s.pick(("#4f9d3a", "#7bbf4d", "#3b7d2f", "#a4d26a")),
        )
        leaf.blob([(-20, 0), (-10, -10), (2, -8), (8, -13), (20, -1), (9, 9), (0, 7), (-9, 12)], tone)
        leaf.line([(-16, 0), (15, 0)], shade(tone, 1.4), 1.2)
    for i in range(7):
        angle = i * 0.9 + s.between(0, 0.4)
        r = s.between(20, 58)
        _tomato_half(s.at(r * math.cos(angle), r * math.sin(angle), 1, s.between(0, 360)), i)
    for _ in range(4):
        x, y = s.between(-45, 45), s.between(-45, 45)
        s.ring(x, y, 13, s.pick(("#a2508f", "#c77bb3")), 2.4)
    if s.chance(0.5):
        _egg(s, -20, 20, 18, 40)
    if s.chance(0.6):
        _fork(s.at(102, 0, 0.9))


def _tomato_half(s: Canvas, place: int) -> None:
    if place % 2:
        s.circle(0, 0, 13, "#c92a2a")
        s.circle(0, 0, 10.5, "#f0655a")
        for turn in range(3):
            s.at(0, 0, 1, turn * 120).oval(0, -5.5, 2.6, 3.2, "#ffd08a")
    else:
        s.circle(0, 0, 14, "#3f8a3f")
        s.circle(0, 0, 12.5, "#d9efb5")
        for turn in range(6):
            s.at(0, 0, 1, turn * 60).oval(0, -5, 0.9, 2, "#a9cf7e")


def _fork(s: Canvas) -> None:
    s.line([(0, -10), (0, 90)], "#b9c0c6", 5)
    s.rect(-10, -30, 10, -8, "#b9c0c6", 8)
    for x in (-8, -2.7, 2.7, 8):
        s.line([(x, -56), (x, -22)], "#b9c0c6", 3)


def _tacos(c: Canvas) -> None:
    table(c)
    s = c.stage(tilt=8)
    s.glow(2, 14, 118, 80, "#00000080")
    s.oval(0, 8, 98, 62, s.pick(CHINA))
    s.oval(0, 8, 84, 51, "#ffffff55")
    for x, y in ((-40, -12), (26, -20), (-4, 26)):
        _taco(s.at(x, y, 0.95, s.between(-14, 8)))
    for x, y in ((78, 26), (-72, 34)):
        s.sector(x, y, 17, 180, 360, "#5c9e3a")
        s.sector(x, y, 14, 180, 360, "#d9ef9f")


def _taco(s: Canvas) -> None:
    s.sector(4, 6, 46, 180, 360, "#c98f35")
    for _ in range(9):
        s.at(s.between(-36, 36), s.between(-42, -20), 1, s.between(0, 360)).blob(
            [(-10, 0), (-3, -8), (8, -6), (11, 4), (0, 8)], s.pick(("#6fb13f", "#8ccf55"))
        )
    for i in range(18):
        angle = math.pi * (1 + (i + 0.5) / 18)
        s.circle(
            2 + 41 * math.cos(angle),
            5 + 41 * math.sin(angle),
            6.5,
            s.pick(("#d63a2e", "#7a4426", "#8f5430", "#f3d36b", "#e2574a", "#fffbe8")),
        )
    s.sector(0, 10, 44, 180, 360, "#eab754")
    s.sector(0, 10, 38, 180, 360, "#f3c96d")
    for _ in range(9):
        angle, r = math.pi * s.between(1.08, 1.92), s.between(10, 36)
        s.circle(r * math.cos(angle), 9 + r * math.sin(angle), s.between(1.2, 2.6), "#c98f35")


def _fruit_bowl(c: Canvas) -> None:
    wall(c, c.height * 0.7)
    if c.chance(0.6):
        window(c, c.width * 0.1, 20, c.width * 0.3, c.height * 0.36)
    s = c.stage(drop=8)
    s.oval(0, 80, 70, 9, "#00000045")
    for dx in (-6, 6, 18):
        banana = s.at(18 + dx, -16, 1, dx * 1.6)
        banana.blob(
            [(-10, 22), (26, 8), (42, -22), (44, -44), (50, -44), (54, -20), (38, 18), (8, 36)],
            shade("#f6cf3c", 1.1 - dx * 0.01),
        )
        banana.rect(44, -51, 50, -42, "#6b5323")
    fruits = s.some((("#d62f3a", 26), ("#7cb342", 26), ("#f58a1f", 25), ("#e8a92b", 24), ("#f6b2a0", 25)), 4)
    for (colour, size), (x, y) in zip(fruits, ((-46, 4), (-14, -16), (46, 10), (2, 12)), strict=True):
        s.circle(x, y, size, colour)
        s.circle(x - size * 0.3, y - size * 0.35, size * 0.35, fade(shade(colour, 1.5), 0.8))
        s.line([(x, y - size + 3), (x + 3, y - size - 7)], "#5b4023", 3)
        s.oval(x + 10, y - size - 5, 8, 4, "#4c9a3f", -20)
    for i in range(10):
        s.circle(-68 + (i % 4) * 11, 12 + (i // 4) * 9, 7.5, s.pick(("#5b2a86", "#6f3aa0", "#48206e")))
    bowl = s.pick(("#3f7fa8", "#e9e2d4", "#b5563c", "#5d8f6b", "#8a5a38"))
    s.poly([(-88, 24), (88, 24), (72, 58), (38, 80), (-38, 80), (-72, 58)], bowl)
    s.poly([(20, 24), (88, 24), (72, 58), (38, 80), (10, 80)], shade(bowl, 0.86))
    s.rect(-92, 19, 92, 29, shade(bowl, 1.2), 5)


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "ramen": Drawing(_ramen, ANY),
    "pizza": Drawing(_pizza, ANY),
    "salad": Drawing(_salad, ANY),
    "tacos": Drawing(_tacos, WIDE),
    "fruit bowl": Drawing(_fruit_bowl, WIDE),
    **BAKING,
}
