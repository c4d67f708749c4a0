"""Travel: places to go and ways to get there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from pipeline.sample.drawings.canvas import ANY, LANDSCAPE, TALL, WIDE, Canvas, Drawing, fade, mix, shade
from pipeline.sample.drawings.figures import person
from pipeline.sample.drawings.scenery import mountains, sky, water
from pipeline.sample.drawings.transport import BRIGHT, TRANSPORT


def _palm(c: Canvas, x: float, y: float, height: float, lean: float) -> None:
    p = c.at(x, y, height / 100)
    p.curve([(0, 0), (lean * 0.3, -40), (lean, -90)], "#8a5f3c", 8)
    for i in range(7):
        p.line([(lean * (0.06 + i * 0.12), -12 - i * 11), (lean * (0.06 + i * 0.12) + 6, -12 - i * 11)], "#6b4a2f", 1.6)
    for turn in (-180, -145, -105, -70, -35, 0):
        west = turn < -90
        frond = p.at(lean, -90, 1, turn + 180 if west else turn, west)
        leaf = p.pick(("#2f8a4a", "#3fa05a", "#277a40"))
        frond.blob([(0, -2), (18, -13), (40, -8), (60, 16), (42, 2), (20, -3), (0, 4)], leaf)
        for i in range(6):
            x = 12 + i * 7.5
            frond.poly([(x, -10 + abs(i - 1.5) * 3), (x + 8, -8 + abs(i - 1) * 3.4), (x + 3, 12 + i * 2.6)], leaf)
    for dx in (-4, 5):
        p.circle(lean + dx, -84, 5, "#5b3a22")


def _beach(c: Canvas) -> None:
    horizon, shore = c.height * 0.42, c.height * c.between(0.6, 0.68)
    sky(c, ("day", "day", "dusk", "dawn"), horizon)
    water(c, horizon, c.pick(("#1f9fc0", "#2f8fc8", "#20a8a8")), c.height)
    x = np.linspace(0, c.width, 50)
    for lift, colour in ((-8, "#ffffffd0"), (0, "#f0d9a0")):
        line = np.stack([x, shore + lift + 8 * np.sin(x / 46 + lift) + x / c.width * 20], axis=1)
        c.poly(np.vstack([line, [(c.width, c.height), (0, c.height)]]), colour)
    for _ in range(60):
        c.circle(c.between(0, c.width), c.between(shore + 34, c.height), 1.2, "#c9a868")
    side = c.chance(0.5)
    _palm(c, c.width * (0.08 if side else 0.92), c.height * 0.92, c.height * 0.66, 20 if side else -20)
    u = c.at(c.width * (0.58 if side else 0.42), c.height * 0.88, min(c.width, c.height) / 330, c.between(-12, 12))
    tones = c.some(BRIGHT, 2)
    c.oval(c.width * (0.62 if side else 0.46), c.height * 0.9, 84, 12, "#00000030")
    u.line([(0, 10), (0, -118)], "#f7f3ea", 5)
    for i in range(6):
        left, right = -84 + i * 28, -56 + i * 28
        u.poly(
            [(0, -128), (right, -66 - 14 * math.cos(right / 60)), (left, -66 - 14 * math.cos(left / 60))], tones[i % 2]
        )
    towel = c.at(c.width * (0.36 if side else 0.66), c.height * 0.88)
    towel.poly([(-50, 10), (36, 10), (52, -10), (-30, -10)], tones[0])
    towel.poly([(-26, 10), (-8, 10), (10, -10), (-6, -10)], "#ffffffb0")
    if c.chance(0.5):
        person(c, c.width * (0.88 if side else 0.12), shore + 60, c.height * 0.24, "wave", flip=side)
    else:
        _sail(c.at(c.width * c.between(0.4, 0.7), horizon + 12, 0.28), "#ffffff", "#d64545")


def _sail(s: Canvas, cloth: str, hull: str) -> None:
    s.line([(0, 10), (0, -150)], "#6b4a2f", 4)
    s.blob([(6, -146), (40, -80), (62, -12), (6, -6)], cloth)
    s.poly([(4, -148), (64, -12), (4, -6)], shade(cloth, 0.96))
    s.poly([(-6, -134), (-52, -8), (-6, -8)], shade(cloth, 0.86))
    s.poly([(4, -150), (28, -142), (4, -134)], hull)
    s.poly([(-76, 6), (84, 6), (60, 40), (-52, 40)], hull)
    s.poly([(-76, 6), (84, 6), (80, 14), (-72, 14)], "#fbf7ee")


def _sailing_boat(c: Canvas) -> None:
    horizon = c.height * c.between(0.55, 0.64)
    time = sky(c, horizon=horizon)
    if c.chance(0.6):
        mountains(c, horizon, c.height * 0.16, "#7f97a8", snow=False)
    water(c, horizon, "#2f6f9f" if time != "dusk" else "#6a4f80")
    if c.chance(0.6):
        _sail(c.at(c.width * c.pick((0.14, 0.86)), horizon + 6, 0.2), "#f7f3ea", "#5a6a7a")
    cloth, hull = (
        c.pick(("#fdfbf4", "#fdfbf4", "#e8483f", "#f4b41a", "#f2d9b0")),
        c.pick(("#8a3a2a", "#1f4f7a", "#f5f2ea", "#2f6f5a", "#b5303a")),
    )
    s = c.stage(0.92, 1.05, tilt=7)
    boat = s.at(0, 34, 0.78)
    _sail(boat, cloth, hull)
    boat.circle(-40, -4, 8, "#e0a987")
    boat.rect(-50, 0, -30, 14, c.pick(BRIGHT), 5)
    boat.poly([(-76, 6), (84, 6), (60, 40), (-52, 40)], hull)
    boat.poly([(-76, 6), (84, 6), (80, 14), (-72, 14)], "#fbf7ee")
    for i in range(14):
        boat.oval(-80 + i * 12.5, 40 + boat.between(-3, 4), 14, 5, "#ffffffa0")
    for i in range(8):
        boat.oval(boat.between(-40, 40), 56 + i * 5, 30 - i * 2, 2, fade(hull, 0.35))


def _desert(c: Canvas) -> None:
    time = sky(c, ("day", "dusk", "dusk", "dawn"), c.height * 0.6)
    sand = "#e6b566" if time == "day" else "#d98f55"
    for i, y in enumerate((0.5, 0.6, 0.7, 0.82)):
        x = np.linspace(0, c.width, 60)
        top = c.height * y - 26 * np.abs(np.sin(x / c.width * c.between(2.5, 5) + c.between(0, 6)))
        c.poly(
            np.vstack([np.stack([x, top], axis=1), [(c.width, c.height), (0, c.height)]]), shade(sand, 1.12 - i * 0.07)
        )
    scale = min(c.width, c.height) / 330
    for i in range(c.count(1, 3)):
        _camel(c.at(c.width * (0.3 + i * 0.27), c.height * (0.78 + 0.03 * i), scale * (0.95 - 0.12 * i), 0, flip=False))
    if c.chance(0.6):
        k = c.at(c.width * 0.9, c.height * 0.95, 1.0)
        k.line([(0, 0), (0, -80)], "#3f7a50", 15)
        k.line([(0, -30), (-24, -34), (-24, -58)], "#3f7a50", 11)
        k.line([(0, -40), (22, -46), (22, -66)], "#3f7a50", 11)


def _camel(s: Canvas) -> None:
    fur = s.pick(("#a8743f", "#b5854f", "#8f5f34"))
    dark = shade(fur, 0.75)
    s.oval(0, 2, 60, 6, "#00000030")
    for x in (-34, 22):
        s.line([(x, -50), (x + 4, -26), (x, 0)], dark, 8)
    for x in (-44, 34):
        s.line([(x, -50), (x - 3, -26), (x + 2, 0)], fur, 8)
    s.blob(
        [
            (-56, -56),
            (-50, -78),
            (-34, -84),
            (-24, -104),
            (-10, -84),
            (2, -84),
            (14, -104),
            (28, -82),
            (46, -72),
            (50, -52),
            (20, -44),
            (-40, -44),
        ],
        fur,
    )
    s.curve([(44, -62), (66, -56), (72, -86), (74, -110)], fur, 13)
    s.blob([(66, -116), (80, -122), (100, -112), (102, -104), (84, -100), (68, -102)], fur)
    s.circle(82, -112, 2.4, "#1c1614")
    s.curve([(-56, -60), (-64, -48), (-62, -36)], dark, 4)
    s.blob([(-22, -94), (8, -94), (14, -62), (-28, -62)], s.pick(("#c9302c", "#2f6fb0", "#7b3fa0")))
    s.line([(-26, -70), (12, -70)], "#f4c430", 3)


def _lighthouse(c: Canvas) -> None:
    horizon = c.height * 0.66
    time = sky(c, ("day", "dusk", "night", "grey"), horizon)
    water(c, horizon, "#2f6f9a" if time != "night" else "#16304f")
    s = c.stage(0.94, 1.0, drop=4)
    if time in ("night", "dusk"):
        s.poly([(0, -74), (-260, -110), (-260, -40)], "#fff3b055")
        s.poly([(0, -74), (260, -120), (260, -56)], "#fff3b055")
    s.blob([(-110, 110), (-96, 74), (-60, 60), (-20, 52), (36, 54), (80, 68), (116, 110)], "#6f6258")
    s.blob([(-70, 66), (-20, 52), (36, 54), (70, 64), (0, 70)], "#6f9a55")
    band = s.pick(("#d6303a", "#1f4f9a", "#22262e", "#d6303a"))
    for i in range(6):
        y0, y1 = -54 + i * 19, -35 + i * 19
        w0, w1 = 14 + i * 2.2, 14 + (i + 1) * 2.2
        s.poly([(-w0, y0), (w0, y0), (w1, y1), (-w1, y1)], band if i % 2 == 0 else "#fbfaf6")
        s.poly([(w0 * 0.3, y0), (w0, y0), (w1, y1), (w1 * 0.3, y1)], "#00000025")
    s.rect(-20, -60, 20, -54, "#3a3f46", 2)
    s.rect(-11, -84, 11, -60, "#fff0a0")
    s.glow(0, -72, 40, 40, "#fff0a0c0")
    for x in (-11, 0, 11):
        s.line([(x, -84), (x, -60)], "#3a3f46", 2)
    s.poly([(-15, -84), (15, -84), (0, -100)], band)
    s.rect(-8, 42, 8, 60, "#4a3424", 4)
    s.rect(34, 34, 70, 62, "#fbfaf6")
    s.poly([(28, 36), (52, 16), (76, 36)], band)
    s.rect(46, 42, 58, 54, "#4a6a8a")


def _suspension_bridge(c: Canvas) -> None:
    w, h = c.width, c.height
    deck = h * 0.62
    time = sky(c, ("day", "dusk", "dawn", "night", "grey"), h * 0.7)
    mountains(c, h * 0.72, h * 0.24, mix("#7f97a8", "#33405a", 0.6 if time == "night" else 0.0), snow=False)
    water(c, h * 0.7, "#2f6f9a" if time != "night" else "#1a3355")
    steel = c.pick(("#c8452f", "#c8452f", "#4a6a7a", "#5a8a6f", "#8a8f96"))
    left, right, top = w * 0.22, w * 0.78, h * c.between(0.14, 0.22)
    low = deck - 16

    def cable(x: float) -> float:
        if left <= x <= right:
            return top + (low - top) * (1 - ((x - w / 2) / (right - left) * 2) ** 2)
        far = (left - x) / left if x < left else (x - right) / (w - right)
        return top + (deck - top) * math.pow(far, 0.85)

    xs = np.linspace(0, w, 60)
    for x in np.linspace(4, w - 4, 34):
        c.line([(x, cable(float(x))), (x, deck)], fade(steel, 0.75), 1.2)
    c.line([(float(x), cable(float(x))) for x in xs], steel, 4)
    for x in (left, right):
        c.rect(x - 12, deck, x + 12, h * 0.8, shade(steel, 0.7))
        for dx in (-10, 10):
            c.rect(x + dx - 3.5, top - 8, x + dx + 3.5, deck + 10, steel)
        for i in range(4):
            y = top + (deck - top) * i / 4
            c.rect(x - 12, y, x + 12, y + 7, shade(steel, 0.85))
        c.oval(x, h * 0.8, 24, 6, "#00000030")
    c.rect(0, deck, w, deck + 9, shade(steel, 0.8))
    c.rect(0, deck - 3, w, deck, "#4a4f57")
    for _ in range(7):
        x = c.between(0, w)
        c.rect(x, deck - 9, x + 14, deck - 3, c.pick(BRIGHT), 2)
    if time == "night":
        for x in np.linspace(0, w, 18):
            c.glow(float(x), cable(float(x)), 9, 9, "#fff0b0d0")
    else:
        _sail(c.at(w * c.between(0.4, 0.6), h * 0.8, 0.24), "#fdfbf4", "#8a3a2a")


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "beach": Drawing(_beach, WIDE),
    "sailing boat": Drawing(_sailing_boat, ANY),
    "desert": Drawing(_desert, WIDE),
    "lighthouse": Drawing(_lighthouse, TALL),
    "suspension bridge": Drawing(_suspension_bridge, (LANDSCAPE,)),
    **TRANSPORT,
}
