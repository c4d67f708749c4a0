"""Wildlife: wild animals where they live."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.canvas import ANY, WIDE, Canvas, Drawing, fade, shade
from pipeline.sample.drawings.pets import eyes
from pipeline.sample.drawings.scenery import grass, hills, mountains, pine, sky, tree, water


def _woods(c: Canvas, times: tuple[str, ...] = ("day", "dawn", "dusk")) -> float:
    ground = c.height * c.between(0.62, 0.72)
    autumn, snow = c.chance(0.3), c.chance(0.25)
    sky(c, times)
    hills(c, ground - 60, 40, "#7f9f86" if not snow else "#b9c9d6")
    for _ in range(c.count(6, 10)):
        x, tall = c.between(0, c.width), c.height * c.between(0.3, 0.6)
        if autumn:
            tree(c, x, ground + 6, tall, c.pick(("#d9803a", "#c9a13a", "#b5552e")))
        else:
            pine(c, x, ground + 6, tall, c.pick(("#24593f", "#2f6b4a", "#3a7a55")))
    grass(c, ground, "#e6eef5" if snow else c.pick(("#6a9a4a", "#8a9a4a", "#5a8f50")))
    return ground


def _fox(c: Canvas) -> None:
    _woods(c)
    s = c.stage(0.88, 1.0, drop=4)
    fur = s.pick(("#e06a1f", "#d9662a", "#c95a20"))
    s.oval(0, 90, 76, 8, "#00000045")
    s.blob([(20, 84), (60, 88), (92, 66), (96, 30), (80, 8), (72, 36), (56, 58), (26, 62)], fur)
    s.blob([(96, 34), (80, 6), (74, 26), (84, 40)], "#fff6ec")
    s.blob([(-26, -10), (20, -10), (44, 40), (44, 84), (-28, 90), (-32, 40)], fur)
    s.blob([(-24, 0), (10, 0), (6, 44), (-8, 60), (-22, 44)], "#fff6ec")
    for x in (-22, 2):
        s.rect(x - 9, 34, x + 9, 80, fur, 8)
        s.rect(x - 9, 64, x + 9, 92, "#3a2a26", 7)
    s.oval(34, 86, 20, 7, "#3a2a26")
    h = s.at(-8, -38, 1, s.between(-8, 8))
    for side in (-1, 1):
        h.poly([(side * 12, -24), (side * 42, -62), (side * 46, -6)], fur)
        h.poly([(side * 36, -38), (side * 42, -62), (side * 44, -36)], "#2b1f1c")
        h.poly([(side * 20, -22), (side * 36, -40), (side * 38, -12)], "#f3d3bf")
    h.blob([(0, -32), (30, -24), (46, 0), (54, 14), (26, 24), (0, 44), (-26, 24), (-54, 14), (-46, 0), (-30, -24)], fur)
    for side in (-1, 1):
        h.blob([(side * 52, 14), (side * 30, 2), (side * 10, 8), (side * 3, 36), (side * 22, 26)], "#fff6ec")
    h.blob([(-10, 6), (10, 6), (6, 36), (0, 42), (-6, 36)], shade(fur, 1.15))
    h.oval(0, 40, 7, 5.5, "#1c1614")
    eyes(h, 0, -2, 20, 6, "#e8a628", slit=True)


def _owl(c: Canvas) -> None:
    sky(c, ("night", "night", "dusk", "dawn"))
    for _ in range(5):
        pine(c, c.between(0, c.width), c.height + 10, c.height * c.between(0.4, 0.8), "#142a2c")
    s = c.stage(0.85, 1.0)
    fur = s.pick(("#8a5f3c", "#a8795a", "#7a7f88", "#e9e6df", "#6b4a35"))
    dark, light = shade(fur, 0.7), shade(fur, 1.5)
    s.rect(-170, 72, 170, 86, "#4a3424", 6)
    s.poly([(-24, 60), (24, 60), (14, 108), (-14, 108)], dark)
    s.blob([(0, -60), (44, -52), (60, 0), (52, 50), (24, 80), (-24, 80), (-52, 50), (-60, 0), (-44, -52)], fur)
    s.blob([(0, -6), (32, 6), (36, 44), (16, 74), (-16, 74), (-36, 44), (-32, 6)], light)
    for row in range(4):
        for column in range(5):
            s.arc(-24 + column * 12 + (row % 2) * 6 - 3, 12 + row * 15, 5, 6, 10, 170, fur, 2.4)
    for side in (-1, 1):
        s.blob([(side * 50, -20), (side * 66, 20), (side * 52, 66), (side * 36, 50), (side * 40, 10)], dark)
        s.poly([(side * 14, -62), (side * 50, -88), (side * 50, -44)], fur)
        s.circle(side * 24, -34, 27, light)
        s.ring(side * 24, -34, 26, dark, 2)
        s.circle(side * 24, -34, 17, s.pick(("#ffc22e", "#ffa51f")))
        s.circle(side * 24, -34, 9.5, "#15100e")
        s.circle(side * 24 - 4, -38, 3, "#ffffff")
        for dx in (-9, 0, 9):
            s.line([(side * 20 + dx, 72), (side * 20 + dx, 84)], "#d9a441", 6)
    s.poly([(-9, -26), (9, -26), (0, -4)], "#e8a02e")


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
        [
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
        ],
        "#eaf7fd",
    )
    s.blob(
        [
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
        ],
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
    top = (c.height / 2 + 44 * s.scale / 2) * 1.0
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


def _elephant(c: Canvas) -> None:
    sky(c, ("day", "dusk", "dusk", "dawn"))
    ground = c.height * 0.66
    hills(c, ground - 16, 20, c.pick(("#b0a25a", "#c9a85a", "#8fa05a")))
    x = c.width * c.pick((0.12, 0.88))
    c.line([(x, ground + 10), (x + 4, ground - 90)], "#5a4030", 9)
    for dx, dy in ((-34, -92), (20, -106), (44, -88)):
        c.oval(x + dx, ground + dy, 46, 15, "#5f7f3f")
    grass(c, ground, c.pick(("#c9b05f", "#b5a55a", "#9aa85a")))
    s = c.stage(0.8, 0.92, drop=8)
    skin = s.pick(("#8f979f", "#7f8a94", "#a39a94", "#6f7a86"))
    dark, light = shade(skin, 0.82), shade(skin, 1.18)
    s.oval(0, 88, 92, 9, "#00000045")
    s.line([(-80, -14), (-92, 14), (-88, 34)], dark, 4.5)
    for left in (-62, 12):
        s.rect(left, 20, left + 24, 86, dark, 7)
    s.blob(
        [(-82, 20), (-84, -20), (-60, -46), (-20, -54), (24, -48), (46, -20), (44, 26), (20, 40), (-30, 42), (-70, 44)],
        skin,
    )
    for left in (-80, 22):
        s.rect(left, 14, left + 26, 88, skin, 7)
        for dx in (5, 13, 21):
            s.oval(left + dx, 85, 3.4, 3, "#efe6d5")
    s.blob(
        [
            (28, -50),
            (52, -68),
            (78, -56),
            (88, -30),
            (90, 10),
            (84, 50),
            (92, 66),
            (104, 62),
            (106, 70),
            (90, 80),
            (74, 70),
            (68, 30),
            (62, 4),
            (38, 2),
            (26, -18),
        ],
        skin,
    )
    for i in range(6):
        s.line([(70 + i * 0.8, 6 + i * 9), (86 - i * 0.4, 5 + i * 9)], dark, 1.6)
    s.blob([(64, 2), (80, 22), (100, 26), (94, 32), (72, 28), (58, 12)], "#fbf4e4")
    s.blob([(48, -56), (22, -66), (-2, -46), (-2, -8), (16, 18), (34, 14), (44, -8), (50, -30)], light)
    s.blob([(42, -48), (22, -54), (8, -40), (8, -10), (20, 6), (34, -2), (40, -24)], dark)
    s.circle(68, -34, 4, "#1c1614")
    s.circle(67, -35.3, 1.3, "#ffffff")


def _deer(c: Canvas) -> None:
    _woods(c, ("dawn", "dawn", "day", "dusk"))
    s = c.stage(0.78, 0.9, drop=12)
    fur = s.pick(("#a8703a", "#b57f48", "#8a5a34"))
    dark = shade(fur, 0.72)
    s.oval(-8, 88, 66, 7, "#00000040")
    for x in (-42, 22):
        s.line([(x, 20), (x - 4, 54), (x, 88)], dark, 7)
    for x in (-54, 32):
        s.line([(x, 18), (x - 3, 54), (x + 1, 88)], fur, 8)
        s.line([(x + 1, 84), (x + 3, 90)], "#2b1f1a", 7)
    s.blob([(-66, 4), (-56, -10), (0, -10), (30, -18), (44, 0), (36, 26), (0, 26), (-40, 32), (-60, 26)], fur)
    s.blob([(-70, 0), (-62, -8), (-58, 10), (-68, 16)], "#fff6ea")
    s.blob([(14, 0), (30, -30), (40, -56), (56, -50), (52, -20), (42, 8)], fur)
    s.blob([(36, 10), (48, -22), (52, -44), (56, -40), (52, -10), (42, 16)], "#ead2b0")
    s.blob([(38, -60), (52, -70), (66, -62), (86, -46), (84, -38), (66, -38), (48, -44)], fur)
    s.oval(84, -43, 5, 4, "#1c1614")
    s.circle(62, -56, 3.6, "#1c1614")
    s.blob([(42, -62), (24, -72), (20, -64), (32, -54)], dark)
    if s.chance(0.75):
        for dx in (0, 10):
            s.curve([(46 + dx, -64), (36 + dx, -84), (44 + dx, -106)], "#d9c09a", 3.6)
            s.curve([(39 + dx, -80), (28 + dx, -90), (28 + dx, -102)], "#d9c09a", 3)
            s.curve([(39 + dx, -92), (52 + dx, -96), (58 + dx, -108)], "#d9c09a", 3)
    else:
        for x, y in ((-40, 2), (-24, -2), (-8, 2), (8, -4), (-32, 12), (-12, 12), (18, 8)):
            s.circle(x, y, 3, "#fff3df")


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


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "fox": Drawing(_fox, ANY),
    "owl": Drawing(_owl, ANY),
    "whale": Drawing(_whale, WIDE),
    "elephant": Drawing(_elephant, WIDE),
    "deer": Drawing(_deer, ANY),
    "butterfly": Drawing(_butterfly, ANY),
    "penguins": Drawing(_penguins, ANY),
    "bee": Drawing(_bee, WIDE),
}
