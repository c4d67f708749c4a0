"""Wild animals of the sea and the meadow."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.canvas import ANY, WIDE, Canvas, Drawing, fade, shade
from pipeline.sample.drawings.scenery import grass, hills, mountains, sky, water

SPOUT: Final = (
    (-30, -20),
    (-36, -50),
    (-58, -66),
    (-46, -70),
    (-30, -56),
    (-22, -72),
    (-14, -56),
    (2, -70),
    (14, -64),
    (-6, -48),
    (-14, -20),
)
FLUKE: Final = (
    (46, 30),
    (72, 12),
    (80, -14),
    (64, -34),
    (56, -46),
    (82, -40),
    (90, -32),
    (104, -44),
    (112, -38),
    (102, -20),
    (96, 10),
    (76, 44),
    (48, 58),
)


def _whale(c: Canvas) -> None:
    horizon = c.height * c.between(0.46, 0.56)
    sky(c, horizon=horizon + 4)
    water(c, horizon, c.pick(("#2f7fb5", "#1f6f8f", "#3a6fa8")))
    s = c.stage(0.84, 0.92)
    skin = s.pick(("#34506b", "#3f5f80", "#2b4050", "#566f85"))
    if s.chance(0.4):
        _tail(s, skin)
        return
    s.blob(
        SPOUT,
        "#eaf7fd",
    )
    s.blob(
        FLUKE,
        skin,
    )
    s.blob([(-98, 24), (-92, -6), (-56, -26), (-6, -26), (40, 0), (72, 34), (40, 60), (-30, 66), (-80, 56)], skin)
    s.blob([(-98, 26), (-60, 34), (-10, 40), (30, 52), (-20, 66), (-72, 60), (-94, 42)], "#dfe9ee")
    for i in range(6):
        s.curve([(-94 + i * 5, 32 + i * 4), (-50 + i * 8, 40 + i * 3.6), (0 + i * 6, 48 + i * 2.6)], "#a9bcc8", 1.6)
    s.blob([(-26, 38), (2, 42), (14, 66), (2, 74), (-18, 58)], shade(skin, 0.75))
    s.circle(-62, 14, 4.6, "#ffffff")
    s.circle(-62.6, 14, 3, "#10151c")
    s.curve([(-97, 22), (-76, 30), (-56, 26)], shade(skin, 0.6), 2)
    top = c.height / 2 + 22 * s.scale
    c.fill("#3f8fbf", "#1c5578", top + 22, c.height)
    for i in range(22):
        x = c.width * i / 21
        c.oval(x, top + 20 + c.between(-5, 5), 20, 7, c.pick(("#ffffffb0", "#bfe2f2c0", "#3f8fbf")))


def _tail(s: Canvas, skin: str) -> None:
    s.blob([(-16, 60), (-10, 8), (-6, -14), (6, -14), (10, 8), (16, 60)], skin)
    for side in (-1, 1):
        s.blob(
            [
                (0, -8),
                (side * 26, -20),
                (side * 70, -50),
                (side * 92, -44),
                (side * 84, -22),
                (side * 50, 0),
                (side * 14, 8),
                (0, 14),
            ],
            skin,
        )
        s.curve([(side * 8, -4), (side * 40, -20), (side * 76, -38)], shade(skin, 1.3), 2.4)
    for _ in range(60):
        s.circle(
            s.between(-70, 70),
            s.between(34, 62) + s.between(0, 10),
            s.between(2, 8),
            s.pick(("#ffffffd0", "#cfeaf5c0")),
        )
    for _ in range(24):
        s.circle(s.between(-80, 80), s.between(-20, 40), s.between(1, 3), "#e6f6fcd0")


def _butterfly(c: Canvas) -> None:
    tone = c.pick(("#a8d08d", "#8fc7a0", "#cfe3a0", "#9fc9d9"))
    c.fill(shade(tone, 1.3), shade(tone, 0.75))
    for _ in range(12):
        c.glow(c.between(0, c.width), c.between(0, c.height), 50, 50, c.pick(("#ffffff60", "#f7e08a70", "#5f9a5f80")))
    petal = c.pick(("#e85d9a", "#9a5fd0", "#f4a63a", "#ffffff", "#e8483f"))
    for _ in range(4):
        x, y = c.between(0, c.width), c.height * c.between(0.66, 0.95)
        c.curve([(x, y), (x + 6, c.height + 20), (x, c.height + 60)], "#3f8a4a", 5)
        for turn in range(8):
            c.at(x, y, 1.2, turn * 45).oval(0, -17, 7.5, 14, petal)
        c.circle(x, y, 10, "#f6c52e")
    s = c.stage(0.85, 0.98, tilt=26)
    wing, spot = s.pick(
        (
            ("#f28a1f", "#ffffff"),
            ("#3f8fe0", "#cfe8ff"),
            ("#f4d03a", "#e8432f"),
            ("#b04fc0", "#ffd0f0"),
            ("#e8432f", "#ffe08a"),
            ("#f4f4ec", "#3a3a3a"),
        )
    )
    for side in (-1, 1):
        w = s.at(0, 0, 1, 0, side < 0)
        for grow, colour in ((1.0, "#211a1e"), (0.86, wing)):
            off = (1 - grow) * 50
            w.at(off, -off, grow).blob([(4, -8), (26, -58), (64, -82), (94, -74), (96, -42), (74, -8), (30, 6)], colour)
            w.at(off * 0.8, off, grow).blob([(4, 2), (44, 4), (76, 18), (76, 48), (54, 74), (30, 66), (12, 34)], colour)
        for end in ((62, -74), (86, -50), (68, 38), (44, 60)):
            w.curve([(6, 0), (end[0] * 0.5, end[1] * 0.6), end], "#211a1e", 2.4)
        for x, y, r in ((86, -66, 5), (90, -54, 4), (76, -76, 4), (62, 58, 5), (70, 44, 4), (44, -44, 8), (46, 30, 7)):
            w.circle(x, y, r, spot)
        w.curve([(2, -38), (14, -64), (24, -76)], "#211a1e", 2)
        w.circle(24, -76, 3, "#211a1e")
    s.blob([(0, -44), (6, -30), (5, 10), (3, 46), (0, 54), (-3, 46), (-5, 10), (-6, -30)], "#2b2226")


def _penguins(c: Canvas) -> None:
    horizon = c.height * 0.5
    sky(c, ("day", "grey", "dawn"), horizon + 10)
    mountains(c, horizon, c.height * 0.24, "#b9cfe0")
    water(c, horizon, "#4a8fb5", c.height * 0.66)
    hills(c, c.height * 0.66, 12, "#eaf3f9")
    hills(c, c.height * 0.8, 14, "#dbe8f2")
    scale = min(c.width, c.height) / 300
    places = c.pick(
        (
            ((0.3, 0.9, 1.2), (0.62, 0.93, 1.35)),
            ((0.22, 0.86, 1.0), (0.5, 0.93, 1.25), (0.78, 0.87, 1.05)),
            ((0.42, 0.92, 1.5), (0.7, 0.93, 0.8)),
        )
    )
    for x, y, size in places:
        _penguin(c.at(c.width * x, c.height * y, scale * size, c.between(-5, 5), c.chance(0.5)))


def _penguin(s: Canvas) -> None:
    back = s.pick(("#1f2630", "#2b3442", "#252a3a"))
    s.oval(0, 2, 42, 7, "#00000035")
    for x in (-16, 16):
        s.oval(x, -2, 15, 6, "#f2982a")
    s.blob([(-34, -50), (-52, -30), (-58, -4), (-46, -14), (-34, -20)], back)
    s.blob([(34, -60), (52, -40), (58, -14), (46, -22), (34, -26)], back)
    s.blob(
        [
            (0, -134),
            (24, -126),
            (30, -100),
            (42, -50),
            (34, -8),
            (0, 0),
            (-34, -8),
            (-42, -50),
            (-30, -100),
            (-24, -126),
        ],
        back,
    )
    s.blob([(0, -92), (22, -84), (30, -46), (22, -8), (0, -3), (-22, -8), (-30, -46), (-22, -84)], "#fbfbf8")
    s.blob([(-18, -92), (-20, -112), (-6, -118), (2, -108), (8, -118), (20, -112), (20, -92), (0, -84)], "#fbfbf8")
    s.oval(-21, -86, 4, 10, "#f6c52e")
    s.oval(21, -86, 4, 10, "#f6c52e")
    for x in (-9, 11):
        s.circle(x, -107, 4, "#10141a")
        s.circle(x - 1.2, -108.3, 1.3, "#ffffff")
    s.poly([(-7, -101), (9, -101), (1, -88)], "#f2982a")


def _bee(c: Canvas) -> None:
    sky(c, ("day",))
    grass(c, c.height * 0.82, "#6fb555")
    petal = c.pick(("#f7f7f2", "#f48fb1", "#b085e0", "#ffd54a", "#ff8a50"))
    x, y = c.width * c.pick((0.3, 0.5, 0.7)), c.height * 0.82
    c.curve([(x, y), (x + 8, c.height + 40), (x, c.height + 80)], "#3f8a4a", 8)
    for turn in range(12):
        c.at(x, y, min(c.width, c.height) / 300, turn * 30).oval(
            0, -52, 15, 36, shade(petal, 0.9 if turn % 2 else 1.05)
        )
    c.circle(x, y, min(c.width, c.height) * 0.12, "#f2b01f")
    for i in range(24):
        c.circle(
            x + 30 * math.cos(i * 2.4) * math.sqrt(i / 24),
            y + 30 * math.sin(i * 2.4) * math.sqrt(i / 24),
            2.6,
            "#b5761a",
        )
    s = c.stage(0.72, 0.88, tilt=16, drop=-14)
    for lean, long in ((-38, 62), (2, 70)):
        s.at(-2, -26, 1, lean).blob([(0, 4), (-20, -long * 0.6), (0, -long), (20, -long * 0.6)], "#f2f9ffcc")
        s.at(-2, -26, 1, lean).line([(0, 0), (0, -long * 0.9)], "#a9c4d6c0", 1.6)
    s.poly([(-64, 2), (-84, 10), (-62, 14)], "#2b2226")
    body = [(-70, 6), (-52, -22), (-10, -34), (34, -26), (46, 4), (30, 32), (-10, 38), (-52, 30)]
    s.blob(body, "#f6bd2a")
    for x0, half in ((-50, 23), (-26, 31), (-2, 33)):
        s.blob(
            [(x0 - 6, -half), (x0 + 6, -half - 1), (x0 + 10, 4), (x0 + 5, half + 2), (x0 - 6, half + 1), (x0 - 2, 4)],
            "#2b2226",
        )
    s.blob([(16, -32), (40, -26), (48, 4), (34, 32), (16, 34), (24, 0)], "#d99a2b")
    s.circle(54, 2, 24, "#2b2226")
    s.oval(62, -4, 8, 11, "#5a4a50")
    s.circle(60, -8, 3, "#ffffff")
    for dx in (0, 10):
        s.curve([(58 + dx, -18), (66 + dx, -40), (80 + dx, -44)], "#2b2226", 3)
        s.circle(80 + dx, -44, 3.4, "#2b2226")
    for x0 in (-20, 4, 26):
        s.line([(x0, 32), (x0 - 4, 46), (x0 + 4, 56)], "#2b2226", 3)
    c.curve(
        [(0, c.height * 0.2), (c.width * 0.1, c.height * 0.34), (c.width * 0.18, c.height * 0.26)],
        fade("#ffffff", 0.7),
        2,
    )


SEA_AND_MEADOW: Final[Mapping[str, Drawing]] = {
    "whale": Drawing(_whale, WIDE),
    "butterfly": Drawing(_butterfly, ANY),
    "penguins": Drawing(_penguins, ANY),
    "bee": Drawing(_bee, WIDE),
}
