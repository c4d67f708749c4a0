"""Gardening: what grows, and what a gardener works with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.canvas import ANY, TALL, WIDE, Canvas, Drawing, shade
from pipeline.sample.drawings.figures import person
from pipeline.sample.drawings.scenery import hills, sky, wall, window
from pipeline.sample.drawings.vegetables import VEGETABLES, leaf, plot


def _sunflowers(c: Canvas) -> None:
    time = sky(c, ("day", "day", "dusk", "dawn"))
    hills(c, c.height * 0.66, 20, "#6f9a4a")
    petal = "#f7b81f" if time != "dusk" else "#f2a01f"
    for i in range(14):
        x = (i + 0.5) * c.width / 14 + c.between(-8, 8)
        _distant_sunflower(c.at(x, c.height * c.between(0.6, 0.68), 0.24), petal)
    scale = min(c.width, c.height) / 400
    for x, y, size in ((0.14, 0.52, 0.85), (0.86, 0.5, 0.9), (0.68, 0.68, 0.7), (0.44, c.between(0.34, 0.42), 1.25)):
        _sunflower(c.at(c.width * (x + c.between(-0.05, 0.05)), c.height * y, scale * size, c.between(-8, 8)), petal)


def _distant_sunflower(s: Canvas, petal: str) -> None:
    s.line([(0, 0), (0, 420)], "#4f8a3a", 13)
    s.star(0, 0, 100, petal, 14, 0.72)
    s.circle(0, 0, 52, "#5b3417")


def _sunflower(s: Canvas, petal: str) -> None:
    s.curve([(0, 0), (6, 160), (0, 420)], "#4f8a3a", 13)
    for y, flip in ((120, False), (170, True)):
        side = s.at(4, y, 1, 0, flip)
        leaf(side.at(0, 0, 1, -24), 86, "#5a9f44")
    for ring, tone in ((0, shade(petal, 0.85)), (1, petal)):
        for turn in range(18):
            p = s.at(0, 0, 1, turn * 20 + ring * 10)
            p.blob([(-9, -46), (-12, -72), (0, -102 + ring * 8), (12, -72), (9, -46)], tone)
    s.circle(0, 0, 54, "#5b3417")
    s.circle(0, 0, 46, "#6f421f")
    for i in range(60):
        r = 44 * math.sqrt(i / 60)
        s.circle(r * math.cos(i * 2.4), r * math.sin(i * 2.4), 2.6, "#3f240f" if i > 22 else "#8f6a2a")


def _watering_can(c: Canvas) -> None:
    ground = plot(c, 0.72)
    for i in range(7):
        x, y = (i + 0.5) * c.width / 7, ground + (c.height - ground) * c.between(0.5, 0.85)
        tone = c.pick(("#e85d9a", "#f4c430", "#e8483f", "#b085e0", "#ffffff"))
        c.line([(x, y), (x, y - 26)], "#3f8a3a", 3)
        for turn in range(5):
            c.at(x, y - 30, 1, turn * 72).oval(0, -6, 5, 7, tone)
        c.circle(x, y - 30, 4, "#f2b01f")
    s = c.stage(0.74, 0.86)
    colour = s.pick(("#3f8fb5", "#d9534f", "#5a9f6a", "#f0b429", "#9aa5ad", "#e07fa0"))
    pour = s.at(0, 0, 1, s.between(6, 20))
    dark = shade(colour, 0.75)
    pour.line([(28, 30), (84, -34)], dark, 13)
    pour.poly([(72, -46), (96, -24), (104, -42), (88, -56)], colour)
    pour.arc(-48, 2, 34, 40, 80, 280, dark, 8)
    pour.arc(-8, -32, 32, 32, 180, 360, dark, 8)
    pour.poly([(-50, -34), (34, -34), (44, 62), (-60, 62)], colour)
    pour.poly([(10, -34), (34, -34), (44, 62), (16, 62)], dark)
    pour.oval(-8, -34, 42, 9, shade(colour, 0.55))
    pour.rect(-60, 50, 44, 58, shade(colour, 1.3))
    for i in range(30):
        drop = pour.at(98 + s.between(-8, 8), -34)
        fall = s.between(8, 100)
        flipped = -1 if pour.turn[0, 0] < 0 else 1
        dx, dy = drop.origin / 2
        c.oval(dx + flipped * (fall * 0.4 + i * 0.4), dy + fall * 1.1, 2, 5, "#bfe6f8e0")


def _greenhouse(c: Canvas) -> None:
    plot(c, 0.74)
    s = c.stage(0.94, 1.02, flip=False)
    frame = s.pick(("#ffffff", "#3f6f5a", "#4a5560", "#d9d2c2"))
    house = [(-88, 80), (-88, -14), (0, -72), (88, -14), (88, 80)]
    s.poly([(-88, 60), (88, 60), (88, 80), (-88, 80)], "#9a6a4a")
    s.poly(house, "#cfeaf2d0")
    for x in (-66, -40, 42, 66):
        s.rect(x - 11, 60, x + 11, 79, "#b5653f", 2)
        for _ in range(7):
            leaf(s.at(x, 60, 1, s.between(-160, -20)), s.between(24, 46), s.pick(("#3f8f4a", "#5aae55", "#7abf5a")))
        for _ in range(3):
            s.circle(x + s.between(-14, 14), s.between(26, 50), 5, s.pick(("#e8432f", "#f4c430", "#e85d9a")))
    for x in (-44, 44):
        s.line([(x, -40), (x, -20)], "#4a3a2a", 2)
        s.sector(x, -20, 12, 0, 180, "#b5653f")
        for dx in (-10, 0, 10):
            s.curve([(x + dx * 0.6, -18), (x + dx * 1.6, -8), (x + dx * 1.7, 8)], "#4f9a4a", 4)
    s.poly(house, "#e8f8ff38")
    s.poly([(-80, 20), (-20, -54), (-4, -60), (-80, 44)], "#ffffff50")
    for x in (-88, -59, -29, 29, 59, 88):
        top = -72 + abs(x) * 58 / 88
        s.line([(x, 80), (x, top)], frame, 4)
    for y in (-14, 32):
        s.line([(-88, y), (88, y)], frame, 4)
    s.line([(-94, -10), (0, -72), (94, -10)], frame, 6)
    s.rect(-18, 4, 18, 80, "#e4f4fae0")
    s.line([(-18, 80), (-18, 4), (18, 4), (18, 80)], frame, 5)
    s.circle(12, 44, 3, "#4a3a2a")


def _cactus(c: Canvas) -> None:
    if c.chance(0.45):
        sky(c, ("day", "dusk", "dawn"), c.height * 0.74)
        hills(c, c.height * 0.7, 16, "#d9a066")
        c.fill("#e0b06f", "#c98f50", c.height * 0.76)
    else:
        wall(c, c.height * 0.74)
        if c.chance(0.6):
            window(c, c.width * 0.1, c.height * 0.1, c.width * 0.3, c.height * 0.36)
    s = c.stage(0.88, 1.0, drop=4)
    green = s.pick(("#4f9a5a", "#3f8a6a", "#6aa84f"))
    pot = s.pick(("#c8683f", "#3f7f9a", "#f2ede4", "#e8b23f", "#7b5ea7"))
    s.oval(0, 90, 48, 7, "#00000045")
    if s.chance(0.6):
        s.curve([(-4, 14), (-44, 10), (-50, -10), (-50, -34)], green, 22)
        s.curve([(4, -6), (42, -8), (50, -26), (50, -54)], green, 22)
        s.rect(-23, -88, 23, 50, green, 23)
        for x in (-13, 0, 13):
            s.line([(x, -76), (x, 40)], shade(green, 0.8), 2)
        for _ in range(34):
            rib, y = s.pick((-13.0, 0.0, 13.0)), s.between(-74, 40)
            s.line([(rib - 3, y - 2), (rib + 3, y + 2)], "#f7f3d9", 1.3)
        flower = (0, -90)
    else:
        s.blob([(0, -54), (40, -40), (56, 0), (44, 44), (-44, 44), (-56, 0), (-40, -40)], green)
        for x in (-40, -22, 0, 22, 40):
            s.curve([(x * 0.3, -52), (x, -6), (x * 0.8, 44)], shade(green, 0.78), 2.4)
            for y in (-34, -16, 2, 20):
                s.star(x * (1 - abs(y + 6) / 110), y, 5, "#f7f3d9", 6, 0.2)
        flower = (0, -56)
    if s.chance(0.7):
        tone = s.pick(("#f06fa0", "#f4c430", "#ff7a50"))
        for turn in range(7):
            s.at(*flower, 1, turn * 51).oval(0, -8, 5, 9, tone)
        s.circle(*flower, 5, "#fff0a0")
    s.poly([(-42, 44), (42, 44), (32, 90), (-32, 90)], pot)
    s.poly([(14, 44), (42, 44), (32, 90), (10, 90)], shade(pot, 0.85))
    s.rect(-48, 36, 48, 52, shade(pot, 1.15), 4)


TRUNK: Final = (
    (-14, 86),
    (-9, 40),
    (-30, 6),
    (-22, 4),
    (-4, 24),
    (2, -8),
    (10, -8),
    (8, 26),
    (28, 4),
    (36, 8),
    (12, 42),
    (16, 86),
)
CROWN: Final = (
    (-48, -8, 32),
    (48, -8, 32),
    (-30, -44, 36),
    (30, -46, 36),
    (0, -62, 34),
    (0, -20, 36),
    (-62, -28, 22),
    (62, -30, 22),
)
APPLES: Final = (
    (-58, -18),
    (-38, 6),
    (-18, -20),
    (8, -50),
    (32, -18),
    (54, -2),
    (-36, -52),
    (40, -58),
    (2, 4),
    (-8, -78),
    (60, -34),
    (22, -74),
    (-66, -38),
)


def _apple_tree(c: Canvas) -> None:
    ground = plot(c, 0.76)
    s = c.stage(0.94, 1.02)
    s.oval(0, 84, 70, 9, "#00000035")
    s.blob(
        TRUNK,
        "#6b4a2f",
    )
    leaf = s.pick(("#4f9a44", "#3f8a4a", "#6fae4a"))
    for x, y, r in CROWN:
        s.circle(x, y, r, leaf)
    for _ in range(26):
        px, py = s.between(-64, 64), s.between(-84, 8)
        if math.hypot(px / 74, (py + 36) / 52) < 1:
            s.circle(px, py, s.between(7, 13), shade(leaf, s.pick((0.88, 1.12, 1.2))))
    red = s.pick(("#d92f2f", "#e0483a", "#c9303f", "#c9d13f"))
    for x, y in APPLES:
        s.circle(x, y, 8, red)
        s.circle(x - 2.5, y - 3, 2.4, shade(red, 1.5))
        s.line([(x, y - 7), (x + 2, y - 12)], "#4a3420", 1.8)
    for x in (-44, -30, 46):
        s.circle(x, s.between(80, 90), 7, red)
    if s.chance(0.5):
        s.poly([(44, 66), (84, 66), (78, 92), (50, 92)], "#c99a5f")
        for x in (52, 64, 76):
            s.circle(x, 63, 8, red)
        s.rect(42, 66, 86, 72, "#a8794f", 2)
    elif s.chance(0.5):
        person(c, c.width * 0.84, ground + 30, c.height * 0.4, "wave", flip=True)


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "sunflowers": Drawing(_sunflowers, ANY),
    "watering can": Drawing(_watering_can, WIDE),
    "greenhouse": Drawing(_greenhouse, WIDE),
    "cactus": Drawing(_cactus, TALL),
    "apple tree": Drawing(_apple_tree, ANY),
    **VEGETABLES,
}
