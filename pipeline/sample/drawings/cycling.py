"""Cycling: bicycles, who rides them and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.canvas import ANY, LANDSCAPE, WIDE, Canvas, Drawing, fade, shade
from pipeline.sample.drawings.figures import CLOTHES, bicycle, crowd, cyclist, person, wheel
from pipeline.sample.drawings.scenery import hills, mountains, pine, sky, tree, wall

FRAMES: Final = ("#d63a3a", "#1f78c8", "#f0b429", "#17a398", "#ef6f3c", "#7b3fa0", "#2b2f38", "#e9e9e4", "#7cb342")


def _road(c: Canvas, top: float, bottom: float | None = None) -> None:
    low = c.height if bottom is None else bottom
    c.fill("#6d737b", "#575c64", top, low)
    for i in range(6):
        x = (i + 0.3) * c.width / 5
        c.rect(x - 24, (top + low) / 2 - 2, x + 18, (top + low) / 2 + 3, "#f2efe0")


def _road_bike(c: Canvas) -> None:
    scene = c.count(0, 2)
    ground = c.height * 0.76
    if scene == 0:
        wall(c, ground, desk_colour=c.pick(("#9aa0a6", "#b98a5a", "#c9b8a2")))
    else:
        sky(c, horizon=ground)
        hills(c, ground - 40, 40, c.pick(("#7fb069", "#5f9a6f", "#a3b86c")))
        _road(c, ground)
    scale = min(c.width / 132, c.height / 105) * c.between(0.88, 1.0)
    c.oval(c.width / 2, ground + 24, 62 * scale, 7, "#00000040")
    bicycle(c.at(c.width / 2, ground + 22, scale, flip=c.chance(0.5)), c.pick(FRAMES), drop_bars=True)


def _mountain_bike_trail(c: Canvas) -> None:
    sky(c)
    mountains(c, c.height * 0.66, c.height * 0.4, c.pick(("#7c8fa6", "#6b8f8a", "#8a7f9a")))
    hills(c, c.height * 0.6, 30, "#4f8a52")
    for _ in range(9):
        x, y = c.between(0, c.width), c.height * c.between(0.6, 0.7)
        pine(c, x, y, c.between(60, 120))
    slope = c.between(8, 16)
    flip = c.chance(0.5)
    t = c.at(c.width / 2, c.height * 0.84, 1, slope, flip)
    t.poly([(-600, 0), (600, 0), (600, 500), (-600, 500)], "#8a5f3c")
    t.poly([(-600, 0), (600, 0), (600, 14), (-600, 14)], "#b98557")
    for _ in range(26):
        x, y = t.between(-280, 280), t.between(8, 90)
        t.oval(x, y, t.between(4, 13), t.between(3, 8), t.pick(("#6f4a2e", "#a0a3a6", "#777c82", "#5d8f4a")))
    b = t.at(0, -2, min(c.width, c.height) / 185, -4 if c.chance(0.5) else 2)
    cyclist(b, c.pick(FRAMES), drop_bars=False)
    for x in (-36, 36):
        b.ring(x, -24, 25, "#1c1e22", 4.5)
    for _ in range(9):
        t.circle(t.between(-120, -50), t.between(-26, 4), t.between(3, 9), "#c9a57a90")


def _bike_repair(c: Canvas) -> None:
    wall(c, c.height * 0.86, desk_colour="#8f8b85")
    w, h = c.width, c.height
    c.rect(w * 0.06, h * 0.06, w * 0.94, h * 0.24, c.pick(("#b98a5a", "#3f5568", "#d9cbb2")), 4)
    for i in range(8):
        x = w * (0.12 + i * 0.108)
        _tool(c.at(x, h * 0.15, h / 500), i)
    scale = min(w / 165, h / 140)
    b = c.at(w * 0.42, h * 0.8, scale, 0)
    b.line([(-4, 22), (-4, -70)], "#d64545", 5)
    b.line([(-24, 24), (-4, 2), (16, 24)], "#a83232", 5)
    bicycle(b.at(0, -18, 0.82, -7), c.pick(FRAMES), drop_bars=c.chance(0.5))
    mechanic = person(
        c, w * 0.84, h * 0.95, h * 0.6, "hold", flip=True, shirt=c.pick(("#2f6fb0", "#e8a628", "#3a8f5c"))
    )
    mechanic.line([(26, -66), (40, -72)], "#c9d0d6", 4)
    mechanic.ring(43, -73, 4, "#c9d0d6", 3)
    mechanic.rect(-8, -66, 9, -34, "#34405a", 3)


def _tool(s: Canvas, place: int) -> None:
    if place % 4 == 0:
        s.line([(0, -18), (0, 30)], "#c9d0d6", 9)
        s.ring(0, -24, 9, "#c9d0d6", 6)
    elif place % 4 == 1:
        s.rect(-6, -36, 6, -4, "#d64545", 5)
        s.line([(0, -4), (0, 34)], "#c9d0d6", 5)
    elif place % 4 == 2:
        s.line([(-10, 34), (0, 0), (8, -26)], "#2f6fb0", 8)
        s.line([(10, 34), (0, 0), (-8, -26)], "#2f6fb0", 8)
    else:
        s.line([(0, -20), (0, 34)], "#8f623c", 8)
        s.rect(-18, -36, 18, -18, "#6d747b", 3)


def _race_finish(c: Canvas) -> None:
    w, h = c.width, c.height
    sky(c, ("day", "day", "dawn", "grey"), h * 0.6)
    crowd(c, h * 0.42, h * 0.66, 17)
    c.rect(0, h * 0.62, w, h * 0.7, c.pick(("#d64545", "#2f6fb0", "#f0b429", "#17a398")))
    _road(c, h * 0.7)
    for column in range(4):
        for row in range(12):
            size = h * 0.3 / 12
            x, y = w * 0.76 + column * size - row * 3, h * 0.7 + row * size
            c.rect(x, y, x + size, y + size, "#ffffff" if (column + row) % 2 else "#16181c")
    banner = c.pick(("#d62f3a", "#1f5fb0", "#1d1f26", "#17805f"))
    for x in (0.06, 0.94):
        c.rect(w * x - 7, h * 0.1, w * x + 7, h * 0.76, "#d7dce0")
    c.rect(w * 0.04, h * 0.08, w * 0.96, h * 0.25, banner, 4)
    for i in range(24):
        for row in range(2):
            if (i + row) % 2:
                c.rect(
                    w * 0.04 + i * w * 0.92 / 24,
                    h * (0.21 + row * 0.02),
                    w * 0.04 + (i + 1) * w * 0.92 / 24,
                    h * (0.23 + row * 0.02),
                    "#ffffff",
                )
    c.text(w / 2, h * 0.145, c.pick(("FINISH", "ARRIVÉE", "FINISH LINE", "META")), h * 0.1, "#ffffff", bold=0.07)
    scale = h / 330
    for x, y in ((0.2, 0.84), (0.36, 0.9), (0.64, 0.93)):
        cyclist(c.at(w * x, h * y, scale * (0.85 + y - 0.84)), c.pick(FRAMES))


def _commuting(c: Canvas) -> None:
    w, h = c.width, c.height
    time = sky(c, ("day", "dawn", "dusk", "grey"))
    lit = "#ffe08a" if time in ("dusk", "dawn") else "#dcecf5"
    x = -10.0
    while x < w:
        width, top, tone = (
            c.between(50, 90),
            h * c.between(0.14, 0.36),
            c.pick(("#b5654a", "#d9b48a", "#7a8fa6", "#c9a3a0", "#8aa58f")),
        )
        c.rect(x, top, x + width - 3, h * 0.74, tone)
        for row in range(int((h * 0.66 - top) / 34)):
            for column in range(3):
                wx, wy = x + 9 + column * (width - 14) / 3, top + 12 + row * 34
                c.rect(wx, wy, wx + (width - 40) / 3, wy + 18, lit)
        x += width
    c.rect(0, h * 0.73, w, h * 0.78, "#b9b5ac")
    for place in (0.1, 0.9):
        tree(c, w * place, h * 0.76, h * 0.34, c.pick(("#5a9a4a", "#7fa83f", "#d98a3a")))
    _road(c, h * 0.78)
    c.rect(0, h * 0.86, w, h * 0.99, fade("#3f8f6a", 0.85))
    scale = min(w, h) / 190
    b = c.at(w * c.between(0.42, 0.56), h * 0.94, scale, flip=c.chance(0.5))
    shirt = c.pick(CLOTHES)
    cyclist(b, c.pick(FRAMES), drop_bars=False, shirt=shirt)
    b.blob(
        [(-28, -74), (-24, -94), (-12, -102), (-6, -94), (-14, -76)],
        c.pick(("#e87a2f", "#34405a", "#8f623c", "#d64545")),
    )
    b.line([(-38, -52), (-16, -52)], "#3a3d42", 3)
    b.rect(-54, -52, -26, -30, c.pick(("#d9a24a", "#2b9aa0", "#8f623c")), 4)
    b.glow(34, -62, 22, 22, "#fff3b0c0")


def _helmet(c: Canvas) -> None:
    wall(c, c.height * 0.66)
    s = c.stage()
    colour = s.pick(FRAMES)
    s.oval(0, 50, 92, 12, "#00000050")
    s.curve([(-44, 26), (-26, 66), (-2, 78), (20, 62), (34, 28)], "#2b2f38", 5)
    s.rect(-9, 70, 7, 82, "#15171b", 3)
    shell = [
        (-92, 22),
        (-90, -14),
        (-66, -50),
        (-24, -70),
        (24, -66),
        (64, -42),
        (90, -4),
        (94, 22),
        (60, 34),
        (0, 28),
        (-60, 36),
    ]
    s.blob(shell, colour)
    s.blob(
        [(-92, 22), (-90, 8), (-40, 12), (40, 8), (92, 10), (94, 22), (60, 34), (0, 28), (-60, 36)], shade(colour, 0.6)
    )
    for start, end, bend in (
        ((-72, -8), (-30, -44), -10),
        ((-46, 0), (2, -50), -12),
        ((-10, 4), (36, -46), -10),
        ((26, 4), (62, -30), -8),
    ):
        middle = ((start[0] + end[0]) / 2 + bend, (start[1] + end[1]) / 2 + bend)
        s.blob(
            [
                start,
                middle,
                end,
                (end[0] + 6, end[1] + 10),
                (middle[0] + 20, middle[1] + 18),
                (start[0] + 16, start[1] + 4),
            ],
            "#1c2027",
        )
    s.curve([(-84, -10), (-58, -46), (-20, -64)], fade(shade(colour, 1.6), 0.8), 4)
    s.poly([(86, -2), (110, 14), (92, 20)], shade(colour, 0.5))


def _climb(c: Canvas) -> None:
    sky(c)
    w, h = c.width, c.height
    mountains(c, h * 0.7, h * 0.5, c.pick(("#7c8fa6", "#8a7f72", "#6f86a0")))
    hills(c, h * 0.66, 36, c.pick(("#6fa05a", "#5a9060", "#9aa85a")))
    flip = c.chance(0.5)
    f = c.at(w if flip else 0, 0, 1, 0, flip)
    f.curve([(w * 1.05, h * 0.42), (w * 0.66, h * 0.5), (w * 0.8, h * 0.57), (w * 0.98, h * 0.66)], "#8d9299", 7)
    f.poly([(0, h * 0.96), (w, h * 0.68), (w, h * 1.2), (0, h * 1.2)], "#5f656d")
    f.line([(-10, h * 0.965), (w + 10, h * 0.676)], "#f2efe0", 4)
    for i in range(7):
        x = w * i / 6
        f.line([(x, h * (0.955 - 0.28 * i / 6)), (x, h * (0.905 - 0.28 * i / 6))], "#ffffff", 5)
        f.line([(x, h * (0.925 - 0.28 * i / 6)), (x, h * (0.905 - 0.28 * i / 6))], "#d64545", 5)
    slope = -33.0 if w < h else -15.6
    scale = min(w, h) / 215
    for x in (0.22, 0.6):
        y = h * (0.99 - 0.28 * x)
        cyclist(f.at(w * x, y, scale, slope), c.pick(FRAMES))


def _cargo_bike(c: Canvas) -> None:
    w, h = c.width, c.height
    ground = h * 0.78
    sky(c, horizon=ground)
    hills(c, ground - 30, 24, c.pick(("#7fb069", "#9cc069")))
    for place in (0.08, 0.9):
        tree(c, w * place, ground - 10, h * 0.42, c.pick(("#4f9a4a", "#d98a3a", "#6fae4f")))
    _road(c, ground)
    b = c.at(w * 0.46, h * 0.93, min(w / 190, h / 140), flip=c.chance(0.5))
    colour = c.pick(FRAMES)
    c.oval(w * 0.5, h * 0.935, w * 0.4, 8, "#00000040")
    b.line([(-4, -24), (30, -14), (72, -16)], "#3a3d42", 4)
    b.line([(22, -62), (32, -22)], colour, 4)
    cyclist(b.at(-14, 0), colour, drop_bars=False)
    wheel(b, 76, -17, 17)
    box = c.pick(("#c99a5f", "#e0b04a", "#3f8f8a", "#d9674a"))
    for x, load in ((34, 0), (50, 1), (62, 2)):
        _load(b.at(x, -44), load, c)
    b.poly([(12, -46), (78, -46), (70, -12), (20, -12)], box)
    b.poly([(12, -46), (78, -46), (77, -40), (13, -40)], shade(box, 1.25))
    b.text(45, -26, c.pick(("CARGO", "POST", "BREAD", "FLOWERS", "VEG BOX")), 10, "#ffffff", bold=0.05)


def _load(s: Canvas, kind: int, c: Canvas) -> None:
    if kind == 0:
        s.rect(-12, -20, 10, 6, "#d9b48a")
        s.rect(-3, -20, 1, 6, "#b98a5a")
    elif kind == 1:
        for dx in (-7, 0, 7):
            s.line([(0, 4), (dx, -20)], "#4f9a4a", 2)
            s.circle(dx, -22, 5, c.pick(("#e85d75", "#f4b942", "#ffffff", "#b06ad0")))
    else:
        s.circle(0, -6, 12, c.pick(("#6fae4f", "#e8a628")))


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "road bike": Drawing(_road_bike, WIDE),
    "mountain bike trail": Drawing(_mountain_bike_trail, ANY),
    "bike repair": Drawing(_bike_repair, WIDE),
    "race finish": Drawing(_race_finish, WIDE),
    "commuting by bike": Drawing(_commuting, ANY),
    "helmet": Drawing(_helmet, WIDE),
    "climb": Drawing(_climb, WIDE),
    "cargo bike": Drawing(_cargo_bike, (LANDSCAPE,)),
}
