"""Small pets, and what all pictures of pets share."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.canvas import ANY, WIDE, Canvas, Drawing, fade, mix, shade
from pipeline.sample.drawings.scenery import grass, hills, sky, tree, wall, window


def eyes(s: Canvas, x: float, y: float, apart: float, size: float, iris: str = "#2b1d16", slit: bool = False) -> None:
    """Paint a pair of eyes that look ahead, ``apart`` from the middle at ``(x, y)``."""
    for side in (-1, 1):
        s.oval(x + side * apart, y, size, size * 1.1, iris)
        if slit:
            s.oval(x + side * apart, y, size * 0.36, size * 0.95, "#111111")
        else:
            s.circle(x + side * apart, y, size * 0.7, "#15100e")
        s.circle(x + side * apart - size * 0.3, y - size * 0.35, size * 0.3, "#ffffff")


def whiskers(s: Canvas, x: float, y: float, apart: float, length: float, colour: str = "#ffffff") -> None:
    """Paint three whiskers a side."""
    for side in (-1, 1):
        for rise in (-6, 1, 8):
            s.line([(x + side * apart, y + rise * 0.4), (x + side * (apart + length), y + rise * 1.4)], colour, 1.2)


def room(c: Canvas) -> None:
    """Paint a room with a rug and perhaps a window."""
    floor = c.height * c.between(0.66, 0.76)
    wall(c, floor)
    if c.chance(0.6):
        window(c, c.width * c.pick((0.08, 0.66)), c.height * 0.1, c.width * 0.25, c.height * 0.32)
    if c.chance(0.7):
        rug = c.pick(("#c8553d", "#3f7f8f", "#d9a441", "#7b5ea7", "#5f8f5f"))
        c.oval(c.width / 2, c.height * 0.9, c.width * 0.44, c.height * 0.09, rug)
        c.oval(c.width / 2, c.height * 0.9, c.width * 0.38, c.height * 0.07, shade(rug, 1.25))


def garden(c: Canvas) -> None:
    """Paint a garden with a tree and flowers."""
    horizon = c.height * c.between(0.5, 0.62)
    sky(c, ("day", "day", "dawn", "dusk"), horizon + 20)
    hills(c, horizon, 20, "#6ea85a")
    tree(c, c.width * c.pick((0.1, 0.88)), horizon + 14, c.height * 0.45)
    grass(c, horizon + 16, c.pick(("#6fb555", "#5da34d", "#86b85a")))
    for _ in range(c.count(0, 14)):
        x, y = c.between(0, c.width), c.between(horizon + 30, c.height)
        c.circle(x, y, 3.2, c.pick(("#ffffff", "#ffd54a", "#f48fb1")))
        c.circle(x, y, 1.3, "#f39c12")


def _goldfish(c: Canvas) -> None:
    wall(c, c.height * 0.78)
    s = c.stage(0.92, 1.0)
    s.oval(0, 88, 74, 9, "#00000050")
    s.blob(
        [(-58, -70), (58, -70), (84, -30), (88, 14), (70, 62), (40, 86), (-40, 86), (-70, 62), (-88, 14), (-84, -30)],
        "#e4f4fa",
    )
    s.blob(
        [(-80, -36), (80, -36), (84, 14), (67, 59), (38, 82), (-38, 82), (-67, 59), (-84, 14)],
        s.pick(("#7cc6e8", "#8fd6e0", "#6db4e4")),
    )
    s.oval(0, -36, 80, 7, "#c4e8f5")
    for _ in range(34):
        x = s.between(-46, 46)
        s.oval(
            x,
            78 - abs(x) * 0.1 - s.between(0, 6),
            6,
            4,
            s.pick(("#d9a66b", "#b97f52", "#e8c48a", "#8f8f96", "#e87a6f")),
        )
    for x in (-48, -38, 44):
        s.curve([(x, 70), (x + 7, 45), (x - 6, 22), (x + 4, 0)], "#3f9a55", 5)
    fish = s.at(0, 14, s.between(0.85, 1.05), s.between(-14, 14), s.chance(0.5))
    body = s.pick(("#f57c1f", "#f59a2f", "#ee5a24"))
    fish.blob([(34, 0), (60, -26), (70, -30), (62, 0), (70, 30), (58, 24)], shade(body, 1.25))
    fish.blob([(-12, -22), (4, -40), (26, -34), (22, -16)], shade(body, 1.2))
    fish.blob([(-48, 2), (-30, -22), (4, -26), (34, -8), (40, 2), (30, 12), (0, 26), (-32, 20)], body)
    fish.blob([(-40, 8), (-10, 14), (26, 10), (0, 25), (-30, 19)], "#ffd9a0")
    for x, y in ((-8, -8), (4, -12), (8, 0), (18, -6), (-2, 4), (20, 6)):
        fish.arc(x, y, 6, 6, -70, 70, shade(body, 0.8), 1.6)
    fish.blob([(-10, 8), (12, 14), (6, 28), (-6, 20)], shade(body, 1.3))
    fish.circle(-30, -5, 7, "#ffffff")
    fish.circle(-31, -5, 4, "#15100e")
    fish.arc(-46, 4, 5, 4, 0, 80, "#8f3a12", 2)
    for i in range(4):
        s.ring(fish.between(-54, -30), -8 - i * 10, 3.4 - i * 0.4, "#ffffffcc", 1.4)
    s.curve([(-70, -44), (-80, -10), (-72, 30)], "#ffffffa0", 5)
    s.oval(0, -70, 58, 9, "#cfe6f0")
    s.oval(0, -70, 52, 6, "#a9cfe0")


def _rabbit(c: Canvas) -> None:
    c.pick((garden, garden, room))(c)
    s = c.stage(0.85, 1.0, drop=6)
    fur = s.pick(("#f4f0ea", "#b99a7a", "#8a8f98", "#6b5344", "#d9c2a2"))
    dark = shade(fur, 0.8)
    s.oval(-4, 88, 74, 9, "#00000040")
    s.circle(-62, 56, 17, shade(fur, 1.6))
    s.blob([(-62, 72), (-58, 20), (-26, -6), (10, -4), (34, 30), (38, 84), (-40, 88)], fur)
    s.oval(-28, 56, 34, 30, dark)
    s.oval(-24, 84, 34, 9, shade(fur, 1.2))
    s.rect(14, 34, 30, 90, shade(fur, 0.95), 8)
    s.oval(26, 86, 14, 7, shade(fur, 1.25))
    h = s.at(28, -8, 1, s.between(-5, 5))
    for x, lean in ((-12, -14), (10, 8)):
        ear = h.at(x, -24, 1, lean)
        ear.blob([(-9, 4), (-13, -32), (-7, -66), (0, -72), (7, -66), (13, -32), (9, 4)], fur)
        ear.blob([(-4, 0), (-7, -32), (0, -60), (7, -32), (4, 0)], "#f2b5b5")
    h.blob([(-32, 4), (-26, -24), (0, -34), (26, -24), (34, 4), (22, 26), (0, 32), (-22, 26)], fur)
    eyes(h, 0, -4, 18, 6.5, "#3a2418")
    for side in (-1, 1):
        h.circle(side * 8, 14, 10, shade(fur, 1.45))
    h.rect(-4.5, 19, 4.5, 28, "#ffffff", 2)
    h.poly([(-5, 6), (5, 6), (0, 12)], "#e58a94")
    whiskers(h, 0, 12, 12, 28, "#9a8f86")
    if s.chance(0.6):
        s.poly([(62, 84), (94, 72), (92, 82)], "#f58a1f")
        s.blob([(92, 78), (110, 66), (106, 78), (112, 86)], "#4f9a3f")


def _hamster(c: Canvas) -> None:
    wall(c, c.height * 0.7)
    s = c.stage(0.88, 1.0, drop=4)
    if s.chance(0.6):
        s.ring(0, -8, 92, "#4a90c2" if s.chance(0.5) else "#d9674a", 7)
        for turn in range(0, 360, 30):
            x, y = 92 * math.cos(math.radians(turn)), 92 * math.sin(math.radians(turn))
            s.line([(0, -8), (x, y - 8)], "#9fb6c6a0", 2.5)
    for _ in range(70):
        s.at(s.between(-104, 104), s.between(84, 98), 1, s.between(0, 180)).rect(
            -8, -1.5, 8, 1.5, s.pick(("#e8cf9a", "#d3b57a", "#f3e2bd"))
        )
    fur = s.pick(("#e0a45c", "#c98a50", "#b9b2aa", "#d9b890"))
    for side in (-1, 1):
        s.circle(side * 32, -46, 15, fur)
        s.circle(side * 32, -46, 9, "#f0a9a4")
    s.blob(
        [(0, -62), (38, -46), (52, -8), (62, 40), (44, 84), (0, 92), (-44, 84), (-62, 40), (-52, -8), (-38, -46)], fur
    )
    s.blob([(0, -14), (34, 0), (44, 44), (28, 82), (0, 88), (-28, 82), (-44, 44), (-34, 0)], "#fffaf0")
    for side in (-1, 1):
        s.circle(side * 26, -2, 19, "#fff3e2")
        s.circle(side * 34, 2, 8, "#f5b8a8a0")
        s.oval(side * 24, 88, 15, 7, "#f0b3a6")
        s.oval(side * 16, 36, 11, 7, "#f0b3a6", side * 24)
    eyes(s, 0, -24, 22, 8, "#1c1210")
    s.oval(0, -10, 5, 3.6, "#d9737a")
    s.curve([(-8, 0), (-3, 3), (0, -5), (3, 3), (8, 0)], "#5a3a30", 2)
    whiskers(s, 0, -4, 14, 30, "#8a7464")
    s.blob([(0, 18), (8, 32), (0, 42), (-8, 32)], "#3a3a3f")
    s.line([(0, 22), (0, 38)], "#e6e2d8", 2)


SCUTES: Final = (
    (0, -26, 21, 20),
    (-42, -8, 17, 19),
    (42, -8, 17, 19),
    (-20, 20, 15, 13),
    (18, 20, 15, 13),
    (-58, 24, 13, 10),
    (54, 24, 13, 10),
)


def _tortoise(c: Canvas) -> None:
    c.pick((garden, garden, room))(c)
    s = c.stage(0.76, 0.88, drop=18)
    skin, shell = s.pick(("#9aa85a", "#b0a068", "#8a9a62")), s.pick(("#7a5a34", "#6b6a34", "#8f6a3c", "#5a4a30"))
    s.oval(0, 66, 98, 9, "#00000045")
    s.poly([(-70, 36), (-96, 48), (-68, 50)], skin)
    for x in (-48, 42):
        s.blob([(x - 16, 26), (x + 18, 26), (x + 16, 64), (x - 14, 64)], shade(skin, 0.85))
    s.blob([(52, 34), (66, 14), (74, -14), (88, -26), (102, -20), (106, -4), (94, 6), (86, 30), (66, 48)], skin)
    s.circle(93, -14, 4, "#1c1614")
    s.circle(92, -15.2, 1.3, "#ffffff")
    s.curve([(94, -1), (101, -2), (105, -6)], shade(skin, 0.55), 2)
    for x in (-30, 60):
        s.blob([(x - 17, 30), (x + 17, 30), (x + 18, 66), (x - 15, 66)], skin)
        for dx in (-8, 1, 10):
            s.circle(x + dx, 65, 3, "#e9e2c4")
    s.blob([(-82, 40), (-76, 0), (-44, -42), (0, -56), (44, -42), (72, 0), (78, 40), (0, 48)], shell)
    light = mix(shell, "#f0c878", 0.55)
    for x, y, w, h in SCUTES:
        s.poly(
            [
                (x - w, y),
                (x - w * 0.5, y - h),
                (x + w * 0.5, y - h),
                (x + w, y),
                (x + w * 0.5, y + h),
                (x - w * 0.5, y + h),
            ],
            light,
        )
        s.poly(
            [
                (x - w * 0.6, y),
                (x - w * 0.3, y - h * 0.6),
                (x + w * 0.3, y - h * 0.6),
                (x + w * 0.6, y),
                (x + w * 0.3, y + h * 0.6),
                (x - w * 0.3, y + h * 0.6),
            ],
            fade(shell, 0.55),
        )
    s.curve([(-84, 38), (0, 48), (80, 38)], shade(shell, 1.3), 8)
    if s.chance(0.6):
        s.blob([(92, 62), (98, 46), (110, 40), (108, 56), (116, 64), (100, 68)], "#6fbf4a")


SMALL_PETS: Final[Mapping[str, Drawing]] = {
    "goldfish": Drawing(_goldfish, ANY),
    "rabbit": Drawing(_rabbit, ANY),
    "hamster": Drawing(_hamster, ANY),
    "tortoise": Drawing(_tortoise, WIDE),
}
