"""City: streets by day and night, and how people get about in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from pipeline.sample.drawings.canvas import ANY, LANDSCAPE, WIDE, Canvas, Drawing, fade, shade
from pipeline.sample.drawings.city_places import PLACES, STATIONS
from pipeline.sample.drawings.figures import CLOTHES, person
from pipeline.sample.drawings.scenery import grass, hills, sky, stars, tree

FACADES: Final = ("#c87f5a", "#d9b48a", "#8fa3b5", "#b5656a", "#e0c9a0", "#7f9a8a", "#a88fb0", "#e3a58a")


def _skyline(c: Canvas) -> None:
    w, h = c.width, c.height
    shore = h * 0.74
    sky(c, ("night",))
    stars(c, shore * 0.6, 30)
    c.glow(w / 2, shore, w * 0.6, h * 0.4, "#ffb56a60")
    for layer, tone in ((0, "#2b3560"), (1, "#151c38")):
        x = -20.0
        while x < w:
            width = c.between(26, 58)
            tall = h * c.between(0.18, 0.58) * (1.15 - 0.25 * layer)
            _tower(c, x, shore, width, tall, tone, lit=0.6 if layer else 0.3)
            x += width + c.between(-4, 8)
    c.fill("#101c3c", "#0a1024", shore)
    for _ in range(70):
        x, y = c.between(0, w), c.between(shore + 4, h)
        c.rect(x, y, x + c.between(10, 40), y + 2, c.pick(("#ffd98080", "#ff9a6a60", "#9fc5ff60", "#ffffff40")))


def _tower(c: Canvas, x: float, ground: float, width: float, tall: float, tone: str, lit: float) -> None:
    top = ground - tall
    c.rect(x, top, x + width, ground, tone)
    kind = c.count(0, 4)
    if kind == 0:
        c.line([(x + width / 2, top), (x + width / 2, top - 30)], tone, 3)
        c.circle(x + width / 2, top - 31, 2.4, "#ff4f4f")
    elif kind == 1:
        c.poly([(x, top), (x + width / 2, top - 22), (x + width, top)], tone)
    elif kind == 2:
        c.rect(x + width * 0.2, top - 12, x + width * 0.8, top, tone)
    rows, columns = int(tall / 11), max(2, int(width / 10))
    glow = c.pick(("#ffe08a", "#ffd26a", "#fff0c0", "#bfe0ff"))
    for row, column in np.argwhere(c.rng.random((rows, columns)) < lit):
        left, up = x + 3 + float(column) * (width - 4) / columns, top + 5 + float(row) * 11
        c.rect(left, up, left + (width - 4) / columns - 3, up + 6, glow)


def _street(c: Canvas, ground: float, night: bool = False) -> None:
    x = -10.0
    while x < c.width:
        width, top, tone = c.between(64, 110), c.height * c.between(0.06, 0.3), c.pick(FACADES)
        tone = shade(tone, 0.5) if night else tone
        c.rect(x, top, x + width - 2, ground, tone)
        c.rect(x - 2, top - 5, x + width, top + 3, shade(tone, 0.8))
        for row in range(int((ground - top - 50) / 40)):
            for column in range(3):
                left, up = x + 10 + column * (width - 16) / 3, top + 16 + row * 40
                glass = c.pick(("#ffe08a", "#3a4058")) if night else c.pick(("#dcecf5", "#b9d6e8"))
                c.rect(left, up, left + (width - 40) / 3, up + 24, glass)
                c.rect(left - 2, up + 24, left + (width - 40) / 3 + 2, up + 27, shade(tone, 1.4))
        awning = c.pick(("#c8452f", "#2f7f6a", "#e0a62b", "#3f6fb0"))
        c.rect(x + 8, ground - 34, x + width - 12, ground, shade(tone, 0.55))
        c.rect(x + 6, ground - 40, x + width - 8, ground - 30, awning)
        x += width
    c.rect(0, ground, c.width, ground + 12, "#b9b5ac")


def _tram(c: Canvas) -> None:
    ground = c.height * 0.7
    time = sky(c, ("day", "grey", "dusk", "night"))
    _street(c, ground, night=time == "night")
    c.fill("#77797f", "#5b5e66", ground + 12)
    c.rect(0, c.height * 0.9, c.width, c.height * 0.91, "#c9ced4")
    c.rect(0, c.height * 0.955, c.width, c.height * 0.968, "#c9ced4")
    wire = c.height * 0.2
    c.line([(0, wire), (c.width, wire + 4)], "#2b2f36", 1.6)
    s = c.at(c.width * c.between(0.46, 0.54), c.height * 0.9, c.width / 300, 0, c.chance(0.5))
    body = c.pick(("#d6303a", "#f2c12e", "#2f8a5a", "#1f6fb0", "#e8792b"))
    rise = (c.height * 0.9 - wire) / s.scale * 2
    s.line([(-10, -106), (-34, -106 - (rise - 106) * 0.5), (-6, -rise)], "#2b2f36", 2.4)
    s.oval(0, 2, 132, 6, "#00000045")
    s.rect(-124, -104, 124, -8, body, 14)
    s.rect(-124, -54, 124, -34, "#f7f3e6")
    s.rect(-112, -108, 112, -98, shade(body, 0.7), 4)
    glass = "#ffe9a8" if time == "night" else "#bfdcec"
    for left in (-112, -74, -36, 40, 78):
        s.rect(left, -90, left + 30, -56, glass, 4)
        if s.chance(0.7):
            s.circle(left + 15, -68, 7, s.pick(("#e0a987", "#8d5a3b", "#f3cfb3")))
            s.rect(left + 5, -62, left + 25, -56, s.pick(CLOTHES))
    s.rect(0, -88, 32, -12, shade(body, 0.8), 3)
    s.rect(3, -84, 15, -22, glass)
    s.rect(18, -84, 30, -22, glass)
    s.rect(-44, -106, 44, -93, "#1c2027", 3)
    s.text(0, -99.5, f"{s.count(1, 29)} {s.pick(STATIONS)}", 11, "#ffb52e", bold=0.03)
    for x in (-86, -62, 62, 86):
        s.circle(x, -6, 10, "#2b2f36")
        s.circle(x, -6, 4, "#8a929a")
    s.circle(118, -24, 5, "#fff3b0")


def _park_bench(c: Canvas) -> None:
    ground = c.height * 0.66
    time = sky(c, ("day", "dawn", "dusk"), ground)
    for _ in range(7):
        x = c.between(0, c.width)
        tall = c.between(60, 150)
        c.rect(x, ground - tall, x + 40, ground, fade("#9fb0c5", 0.55))
    autumn = c.chance(0.4)
    leaf = ("#d9803a", "#c9a13a", "#b5552e") if autumn else ("#4f9a4a", "#6fae4f", "#3f8a55")
    hills(c, ground - 8, 12, "#7fa860")
    for x in (0.08, 0.3, 0.9):
        tree(c, c.width * x, ground + 12, c.height * c.between(0.44, 0.6), c.pick(leaf))
    grass(c, ground, "#b5a050" if autumn else "#6fae55")
    c.poly([(0, c.height * 0.86), (c.width, c.height * 0.8), (c.width, c.height * 0.95), (0, c.height)], "#d9c9a5")
    x = c.width * c.pick((0.12, 0.88))
    c.line([(x, c.height * 0.86), (x, c.height * 0.26)], "#2f3a3a", 6)
    c.circle(x, c.height * 0.24, 13, "#fff3c0")
    if time == "dusk":
        c.glow(x, c.height * 0.24, 90, 90, "#ffe9a0c0")
    s = c.stage(0.78, 0.9, drop=28)
    wood = s.pick(("#a8703f", "#8a5230", "#3f7f5f", "#c98f55"))
    s.oval(0, 60, 92, 8, "#00000040")
    for side in (-1, 1):
        s.line([(side * 66, -36), (side * 68, 12), (side * 70, 58)], "#2b2f33", 7)
        s.curve([(side * 68, -8), (side * 84, -10), (side * 80, 14)], "#2b2f33", 6)
        s.line([(side * 80, 12), (side * 78, 58)], "#2b2f33", 6)
    for i in range(4):
        s.rect(-84, -42 + i * 13, 84, -32 + i * 13, shade(wood, 1.06 - i * 0.04), 3)
    for i in range(3):
        s.rect(-88 - i * 2, 12 + i * 7, 88 + i * 2, 18 + i * 7, shade(wood, 1.15 - i * 0.12), 3)
    if s.chance(0.55):
        person(s, s.between(-40, 10), 56, 106, "sit")
    if autumn:
        for _ in range(24):
            c.oval(c.between(0, c.width), c.between(ground, c.height), 5, 3, c.pick(leaf), c.between(0, 180))


def _umbrella(c: Canvas) -> None:
    c.fill("#5f7285", "#93a3b0")
    ground = c.height * 0.76
    _street(c, ground, night=c.chance(0.5))
    c.fill("#55606c", "#7a8793", ground + 8)
    for _ in range(12):
        c.oval(
            c.between(0, c.width),
            c.between(ground + 24, c.height),
            c.between(16, 46),
            c.between(3, 7),
            c.pick(("#a9bccb90", "#ffe3a060", "#d9e6ee70")),
        )
    tone = c.pick(("#e0312f", "#f4c12e", "#1f8fd0", "#e85d9a", "#2fa36a"))
    h = c.height * c.between(0.56, 0.64)
    x = c.width * c.between(0.42, 0.58)
    body = person(
        c, x, c.height * 0.96, h, "hold", flip=c.chance(0.5), shirt=c.pick(("#f2c12e", "#2f4f7a", "#c8452f", "#4a4f5a"))
    )
    u = body.at(20, -64)
    u.curve([(6, 8), (-2, 8), (0, 0), (0, -58)], "#3a2f28", 2.4)
    u.blob(
        [
            (-56, -44),
            (-42, -72),
            (-8, -86),
            (26, -74),
            (44, -44),
            (30, -50),
            (16, -43),
            (2, -50),
            (-12, -43),
            (-26, -50),
            (-42, -43),
        ],
        tone,
    )
    u.blob([(-8, -86), (-30, -66), (-42, -43), (-26, -50), (-12, -43), (-14, -66)], shade(tone, 0.82))
    u.blob([(-8, -86), (18, -66), (16, -43), (2, -50), (-12, -43), (-6, -66)], shade(tone, 1.15))
    u.line([(-8, -86), (-9, -94)], "#3a2f28", 2.4)
    for px, py, length in c.rng.random((110, 3)):
        rx, ry = px * c.width, py * c.height
        c.line([(rx, ry), (rx - 4, ry + 10 + length * 14)], "#e6f2fab0", 1.3)


def _street_market(c: Canvas) -> None:
    sky(c, ("day", "day", "dawn"))
    ground = c.height * 0.6
    _street(c, ground)
    c.fill("#c9b9a0", "#a89880", ground + 6)
    wide = c.width / 2
    for i in range(2):
        s = c.at(wide * (i + 0.5), c.height * 0.93, min(wide / 215, c.height / 300))
        tone = c.pick(("#d6453a", "#2f8a6a", "#e8a62b", "#3f7fc0", "#b5477a"))
        for x in (-92, 92):
            s.line([(x, 0), (x, -170)], "#7a5a3f", 5)
        person(s, s.between(-40, 40), -16, 138, s.pick(("wave", "hold", "stand")))
        s.rect(-98, -66, 98, 0, "#9a6f45")
        for y in (-50, -24):
            s.line([(-98, y), (98, y)], "#7a5230", 2)
        for k in range(4):
            left = -96 + k * 48
            s.poly([(left, -58), (left + 46, -58), (left + 42, -40), (left + 4, -40)], "#c99a5f")
            fruit = s.pick(("#e0312f", "#f28a1f", "#7cb342", "#f4c12e", "#7b3fa0", "#e8643a"))
            for n in range(9):
                s.circle(
                    left + 8 + (n % 4) * 10 + (n // 4) * 4, -60 - (n // 4) * 8, 6.5, shade(fruit, s.between(0.9, 1.15))
                )
        for k in range(8):
            x0, x1 = -104 + k * 26, -78 + k * 26
            colour = tone if k % 2 else "#fbf6ea"
            s.poly([(x0 * 0.86, -196), (x1 * 0.86, -196), (x1, -158), (x0, -158)], colour)
            s.sector((x0 + x1) / 2, -158, 13, 0, 180, colour)
        s.rect(-34, -36, 34, -14, "#2b3a34", 2)
        s.text(0, -25, s.pick(("FRUIT", "FRESH", "APPLES", "2 for 3", "HONEY", "BREAD")), 14, "#fdf6e0", bold=0.04)
    if c.chance(0.7):
        person(c, c.width * 0.5, c.height * 0.99, c.height * 0.44, "walk", flip=c.chance(0.5))


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "skyline at night": Drawing(_skyline, WIDE),
    "tram": Drawing(_tram, (LANDSCAPE,)),
    "park bench": Drawing(_park_bench, WIDE),
    "umbrella in rain": Drawing(_umbrella, ANY),
    "street market": Drawing(_street_market, WIDE),
    **PLACES,
}
