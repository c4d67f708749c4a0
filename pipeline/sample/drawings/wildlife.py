"""Wildlife: wild animals where they live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.canvas import ANY, WIDE, Canvas, Drawing, shade
from pipeline.sample.drawings.scenery import grass, hills, pine, sky, tree
from pipeline.sample.drawings.sea_and_meadow import SEA_AND_MEADOW
from pipeline.sample.drawings.small_pets import eyes


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


def _savanna(c: Canvas) -> None:
    sky(c, ("day", "dusk", "dusk", "dawn"))
    ground = c.height * 0.66
    hills(c, ground - 16, 20, c.pick(("#b0a25a", "#c9a85a", "#8fa05a")))
    x = c.width * c.pick((0.12, 0.88))
    c.line([(x, ground + 10), (x + 4, ground - 90)], "#5a4030", 9)
    for dx, dy in ((-34, -92), (20, -106), (44, -88)):
        c.oval(x + dx, ground + dy, 46, 15, "#5f7f3f")
    grass(c, ground, c.pick(("#c9b05f", "#b5a55a", "#9aa85a")))


def _elephant(c: Canvas) -> None:
    _savanna(c)
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


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "fox": Drawing(_fox, ANY),
    "owl": Drawing(_owl, ANY),
    "elephant": Drawing(_elephant, WIDE),
    "deer": Drawing(_deer, ANY),
    **SEA_AND_MEADOW,
}
