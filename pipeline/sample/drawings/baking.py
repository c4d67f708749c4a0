"""Baking: cake, croissant and pancakes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.canvas import ANY, WIDE, Canvas, Drawing, shade
from pipeline.sample.drawings.scenery import table, wall, window

CHINA: Final = ("#f7f4ee", "#e8eef2", "#f3e3cf", "#5d7f9c", "#cfd8cc", "#3c4a57")


def _steam(s: Canvas, x: float, y: float, height: float) -> None:
    for dx in (-14, 0, 14):
        sway = s.between(4, 8)
        points = [
            (x + dx, y),
            (x + dx + sway, y - height / 3),
            (x + dx - sway, y - height * 2 / 3),
            (x + dx, y - height),
        ]
        s.curve(points, "#ffffff90", 3)


def _birthday_cake(c: Canvas) -> None:
    wall(c, c.height * 0.72)
    for i in range(12):
        x = (i + 0.5) * c.width / 12
        c.poly(
            [(x - 16, 12 + 10 * math.sin(i / 11 * 3.14)), (x + 16, 12 + 10 * math.sin(i / 11 * 3.14)), (x, 44)],
            c.pick(("#e85d75", "#f4b942", "#4fa3d1", "#6bbf7b")),
        )
    s = c.stage(drop=14)
    s.oval(0, 78, 92, 12, "#00000040")
    s.oval(0, 74, 88, 12, "#eef1f3")
    icing, sponge = (
        s.pick(("#f8a5b8", "#fff4e6", "#7a4a2f", "#a8dadc", "#cdb4db")),
        s.pick(("#f2d3a0", "#8a5a38", "#f6c6c6")),
    )
    tiers = ((66, 24, 70), (44, -12, 24)) if s.chance(0.6) else ((68, 4, 72),)
    for half, top, bottom in tiers:
        s.rect(-half, top, half, bottom, sponge, 6)
        s.rect(-half, (top + bottom) / 2 + 2, half, (top + bottom) / 2 + 8, shade(icing, 0.95))
        s.rect(-half - 2, top - 4, half + 2, top + 12, icing, 8)
        for i in range(7):
            s.rect(-half + i * half * 2 / 7, top, -half + (i + 0.8) * half * 2 / 7, top + s.between(14, 26), icing, 7)
        s.oval(0, top - 3, half, 6, shade(icing, 1.2))
        for _ in range(14):
            s.circle(
                s.between(-half, half) * 0.9,
                s.between(bottom - 18, bottom - 4),
                2.2,
                s.pick(("#e85d75", "#f4b942", "#4fa3d1", "#6bbf7b")),
            )
    half, top, _bottom = tiers[-1]
    candles = s.count(3, 6)
    for i in range(candles):
        x = (i - (candles - 1) / 2) * half * 1.6 / candles
        s.rect(x - 2.5, top - 32, x + 2.5, top - 3, s.pick(("#e85d75", "#4fa3d1", "#ffd166", "#7bc47f")))
        s.glow(x, top - 40, 16, 16, "#ffdf80c0")
        s.blob([(x, top - 48), (x + 4, top - 38), (x, top - 33), (x - 4, top - 38)], "#ff9f1c")


def _coffee_and_croissant(c: Canvas) -> None:
    table(c)
    s = c.stage(0.85, 0.95, tilt=10)
    cup = s.at(-46 if c.width > c.height else -34, -26 if c.width <= c.height else 0)
    tone = s.pick(CHINA)
    cup.glow(4, 6, 70, 70, "#00000080")
    cup.circle(0, 0, 56, shade(tone, 0.95))
    cup.circle(0, 0, 50, shade(tone, 1.1))
    cup.line([(-30, -30), (-52, -48)], shade(tone, 0.85), 9)
    cup.circle(0, 0, 38, shade(tone, 0.9))
    cup.circle(0, 0, 34, "#6b3f22")
    cup.circle(0, 0, 30, "#a06a3c")
    heart = [(0, 20), (-18, 0), (-14, -14), (-4, -14), (0, -6), (4, -14), (14, -14), (18, 0)]
    cup.blob(heart, "#f3dfc1")
    cup.at(0, 0, 0.5).blob(heart, "#b98250")
    _croissant(s.at(50 if c.width > c.height else 30, 24 if c.width > c.height else 52, 1.1, s.between(-25, 25)))
    if s.chance(0.6):
        s.line([(-20, 74), (-70, 66)], "#b9c0c6", 4)
        s.oval(-76, 65, 10, 7, "#c9d0d6", 10)


def _croissant(s: Canvas) -> None:
    s.glow(2, 4, 74, 56, "#00000070")
    s.circle(0, 0, 52, "#f4f1ea")
    s.circle(0, 0, 43, "#ffffff")
    outer = [
        (-48, 22),
        (-40, -6),
        (-20, -26),
        (0, -32),
        (20, -26),
        (40, -6),
        (48, 22),
        (38, 20),
        (22, 6),
        (0, 0),
        (-22, 6),
        (-38, 20),
    ]
    s.blob(outer, "#a8621f")
    for i in range(7):
        angle = -70 + i * 70 / 3
        width = 10.5 - abs(i - 3) * 1.2
        part = s.at(0, 24, 1, angle)
        part.oval(0, -41, width, 17 - abs(i - 3) * 2.4, shade("#cf8a3a", 1.0 + 0.06 * (i % 2)))
        part.oval(-2, -46, width * 0.4, 9 - abs(i - 3), "#f0bd6e")


def _pancakes(c: Canvas) -> None:
    wall(c, c.height * 0.62)
    if c.chance(0.5):
        window(c, c.width * 0.62, 24, c.width * 0.26, c.height * 0.3)
    s = c.stage(drop=12)
    s.oval(0, 72, 94, 17, "#00000045")
    s.oval(0, 66, 92, 17, s.pick(CHINA))
    s.oval(0, 63, 74, 11, "#00000020")
    layers = s.count(4, 7)
    for i in range(layers):
        y, x = 58 - i * 13, s.between(-5, 5)
        s.rect(x - 64, y - 9, x + 64, y + 7, "#e8b765", 8)
        s.rect(x - 64, y - 10, x + 64, y - 1, "#b8722c", 6)
    top = 58 - (layers - 1) * 13 - 9
    s.oval(0, top, 64, 13, "#c9843a")
    s.oval(0, top - 1, 57, 10, "#dda054")
    syrup = s.pick(("#7a3410", "#8f1f3c", "#5b2a12"))
    s.oval(-2, top, 40, 7, syrup)
    for x, drop in ((-34, 30), (-12, 48), (16, 26), (34, 40)):
        s.rect(x - 5, top + 1, x + 5, top + drop, syrup, 5)
    s.poly([(-14, top - 14), (10, top - 17), (16, top - 4), (-8, top)], "#ffe89a")
    s.poly([(-14, top - 14), (10, top - 17), (12, top - 14), (-12, top - 10)], "#fff6cf")
    for _ in range(s.count(3, 6)):
        s.circle(s.between(-46, 46), top - s.between(0, 6), 6, s.pick(("#3b4a8f", "#d62f4b", "#2f3b78")))
    _steam(s, 0, top - 18, 34)


BAKING: Final[Mapping[str, Drawing]] = {
    "birthday cake": Drawing(_birthday_cake, ANY),
    "coffee and croissant": Drawing(_coffee_and_croissant, ANY),
    "pancakes": Drawing(_pancakes, WIDE),
}
