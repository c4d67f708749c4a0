"""Hiking: mountains, paths, camps and what hikers carry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from pipeline.sample.drawings.camping import CAMPING
from pipeline.sample.drawings.canvas import ANY, TALL, WIDE, Canvas, Drawing, fade, fit, shade
from pipeline.sample.drawings.figures import person
from pipeline.sample.drawings.scenery import grass, hills, moon, mountains, peak, pine, sky, sun, tree, water

PACKS: Final = ("#e8643a", "#2f7fb0", "#3a8f5c", "#d9a62b", "#b5344a", "#5a5f8f", "#17908a")


PLACES: Final = (
    "Eagle Peak",
    "Hidden Lake",
    "Pine Hut",
    "Old Mill",
    "Bear Creek",
    "Summit",
    "North Ridge",
    "Waterfall",
    "Fox Valley",
    "Blue Tarn",
    "Stone Pass",
    "Camp",
)


def _hiker(c: Canvas, x: float, y: float, height: float, flip: bool, pose: str = "walk") -> None:
    body = c.at(x, y, height / 100, 0, flip)
    body.rect(-26, -82, -6, -48, c.pick(PACKS), 7)
    body.rect(-28, -88, -8, -80, c.pick(PACKS), 4)
    person(c, x, y, height, pose, flip)
    body.line([(20, -52), (26, 0)], "#8a929a", 2)


def _mountain_peak(c: Canvas) -> None:
    time = sky(c)
    base = c.height * 0.86
    rock = c.pick(("#6f7f95", "#7a7484", "#5f7f8a", "#857a70"))
    tone = shade(rock, 1.25) if time != "night" else rock
    mountains(c, base, c.height * 0.46, tone, number=4)
    peak(c, c.width * c.between(0.42, 0.58), base, c.height * c.between(0.66, 0.76), rock)
    hills(c, c.height * 0.84, 24, c.pick(("#5f8f5a", "#4f7f5f", "#8a9a55")))
    for _ in range(12):
        pine(c, c.between(0, c.width), c.height * c.between(0.86, 1.0), c.height * c.between(0.1, 0.2))
    if c.chance(0.5):
        _hiker(c, c.width * c.between(0.2, 0.8), c.height * 0.97, c.height * 0.2, c.chance(0.5))


def _distant_trunks(c: Canvas, ground: float, bark: str) -> None:
    for layer in range(3):
        for _ in range(7):
            x = c.between(0, c.width)
            width = 5 + layer * 4
            c.rect(x - width / 2, 0, x + width / 2, ground + 10, fade(shade(bark, 1.5 - layer * 0.2), 0.75))


def _forest_trail(c: Canvas) -> None:
    mood = c.pick(
        (("#cfe6c0", "#3f8a4a", "#5a4030"), ("#f7d9a0", "#d98a3a", "#5a3a28"), ("#dbeef0", "#2f6f5a", "#4a3a34"))
    )
    c.fill(mood[0], shade(mood[0], 1.3), 0, c.height * 0.6)
    c.glow(c.width / 2, c.height * 0.4, c.width * 0.4, c.height * 0.4, "#fffbe0c0")
    ground = c.height * 0.55
    _distant_trunks(c, ground, mood[2])
    c.fill(shade(mood[1], 1.1), shade(mood[1], 0.7), ground)
    y = np.linspace(0, 1, 30)
    bend = c.between(1.6, 2.6)
    middle = c.width / 2 + np.sin(y * 3.0 * bend / 2 + c.between(0, 6)) * c.width * 0.14 * (1 - y * 0.4)
    half = 6 + y**1.4 * c.width * 0.2
    down = ground + y * (c.height - ground)
    c.poly(np.vstack([np.stack([middle - half, down], 1), np.stack([middle + half, down], 1)[::-1]]), "#c9a472")
    c.poly(
        np.vstack([np.stack([middle - half * 0.5, down], 1), np.stack([middle + half * 0.6, down], 1)[::-1]]), "#d9b888"
    )
    for side in (-1, 1):
        for i in range(3):
            depth = 1 - i * 0.3
            x = c.width * (0.5 + side * (0.52 - i * 0.11)) + c.between(-8, 8)
            foot = ground + (c.height - ground) * (0.85 - i * 0.33)
            c.poly(
                [(x - 26 * depth, foot), (x - 14 * depth, 0), (x + 14 * depth, 0), (x + 26 * depth, foot)],
                shade(mood[2], 1 + i * 0.14),
            )
            c.poly([(x, foot), (x + 2, 0), (x + 14 * depth, 0), (x + 26 * depth, foot)], shade(mood[2], 0.8 + i * 0.14))
    for _ in range(16):
        c.circle(
            c.between(0, c.width),
            c.between(-10, c.height * 0.14),
            c.between(24, 44),
            fade(shade(mood[1], c.between(0.8, 1.25)), 0.92),
        )
    for _ in range(10):
        fern = c.at(
            c.pick((c.between(0, 0.26), c.between(0.74, 1))) * c.width,
            c.between(ground + 50, c.height),
            c.between(0.6, 1.1),
        )
        for lean in (-50, -22, 0, 22, 50):
            fern.at(0, 0, 1, lean).blob(
                [(-3, 0), (-6, -22), (0, -42), (6, -22), (3, 0)], shade(mood[1], c.between(0.7, 1.3))
            )
    if c.chance(0.7):
        _hiker(c, float(middle[12]), float(down[12]), c.height * 0.2, c.chance(0.5))


def _lake(c: Canvas) -> None:
    horizon = c.height * c.between(0.48, 0.56)
    time = sky(c, ("day", "dawn", "dusk"), horizon)
    rock = c.pick(("#6f86a0", "#7f7f95", "#5f8590"))
    heights = [(c.width * (i + 0.5) / 4 + c.between(-24, 24), c.height * c.between(0.22, 0.4)) for i in range(4)]
    for x, height in heights:
        peak(c, x, horizon, height, rock)
    tone = {"day": "#3f93c0", "dawn": "#8f8fc0", "dusk": "#8a5f90"}[time]
    water(c, horizon, tone)
    for x, height in heights:
        c.poly(
            [(x - height * 0.85, horizon), (x, horizon + height * 0.75), (x + height * 0.85, horizon)],
            fade(shade(rock, 0.7), 0.45),
        )
    for i in range(22):
        x = (i + 0.5) * c.width / 22 + c.between(-6, 6)
        if abs(x / c.width - 0.5) > 0.12:
            tall = c.between(20, 54)
            pine(c, x, horizon + 3, tall)
            c.poly(
                [(x - tall * 0.26, horizon + 3), (x, horizon + tall * 0.9), (x + tall * 0.26, horizon + 3)], "#1b443560"
            )
    side = c.pick((0.0, 1.0))
    for i in range(7):
        x = c.width * side + (1 - 2 * side) * (i * 22)
        c.poly(
            [
                (x, c.height * 0.86 + i * 1.5),
                (x + 19 * (1 - 2 * side), c.height * 0.86 + i * 1.5),
                (x + 26 * (1 - 2 * side), c.height),
                (x + 4 * (1 - 2 * side), c.height),
            ],
            shade("#9a7048", c.between(0.9, 1.1)),
        )
    b = c.at(c.width * (0.7 - 0.4 * side), c.height * 0.78, min(c.width, c.height) / 330, 0, c.chance(0.5))
    person(b, 0, 6, 62, "sit", shirt=c.pick(PACKS))
    b.line([(-8, -36), (54, 16)], "#8a5f3c", 4)
    b.blob([(-80, -10), (-56, -2), (56, -2), (80, -10), (58, 18), (-56, 18)], c.pick(("#c8452f", "#d9a441", "#2f6f5a")))


def _waterfall(c: Canvas) -> None:
    sky(c, ("day", "day", "dawn", "grey"), c.height * 0.4)
    rock = c.pick(("#6b6f78", "#7a6a5c", "#5a6a6a"))
    top, pool, middle = c.height * c.between(0.18, 0.26), c.height * 0.8, c.width * c.between(0.42, 0.58)
    half = c.width * c.between(0.1, 0.15)
    for _ in range(10):
        pine(c, c.between(0, c.width), top + 10, c.between(40, 90))
    c.rect(0, top, c.width, pool + 10, rock)
    for _ in range(46):
        x, y = c.between(0, c.width), c.between(top, pool)
        c.at(x, y, c.between(0.6, 1.3)).poly(
            [(-24, -22), (16, -28), (28, 4), (12, 28), (-20, 24)], shade(rock, c.between(0.75, 1.2))
        )
    c.rect(0, top - 6, c.width, top + 8, "#5f8f4a")
    c.poly(
        [
            (middle - half, top - 4),
            (middle + half, top - 4),
            (middle + half * 1.25, pool),
            (middle - half * 1.25, pool),
        ],
        "#bfe3f5",
    )
    for _ in range(44):
        offset = c.between(-1, 1)
        y0 = c.between(top, pool - 60)
        x0 = middle + offset * half * (1 + 0.25 * (y0 - top) / (pool - top))
        c.line(
            [(x0, y0), (x0 + offset * 6, y0 + c.between(30, 90))],
            c.pick(("#ffffffd0", "#9fd0ec", "#e6f5fd")),
            c.between(2, 5),
        )
    water(c, pool, "#2f8fb0")
    for _ in range(40):
        c.circle(middle + c.between(-1.6, 1.6) * half, pool + c.between(-16, 16), c.between(6, 17), "#ffffff90")
    for side in (-1, 1):
        for i in range(5):
            x, y = c.width * (0.5 + side * (0.5 - i * 0.05)), c.height * (0.84 + i * 0.04)
            c.circle(x, y, c.between(18, 32), c.pick(("#4f8f4a", "#3f7f45", "#6aa355")))
        for y in (0.4, 0.56, 0.68):
            c.circle(middle + side * half * c.between(1.5, 2.4), c.height * y, c.between(10, 20), "#5a9a4f")
    if c.chance(0.5):
        _hiker(c, c.width * c.pick((0.16, 0.84)), c.height * 0.93, c.height * 0.2, c.chance(0.5), "stand")


def _backpack(c: Canvas) -> None:
    ground = c.height * 0.78
    sky(c, horizon=ground)
    mountains(c, ground, c.height * 0.36, "#8095aa")
    grass(c, ground, c.pick(("#6aa355", "#8a9f50", "#9a8f70")))
    s = c.stage(0.84, 0.98, drop=4)
    tone = s.pick(PACKS)
    dark, light = shade(tone, 0.72), shade(tone, 1.25)
    s.oval(0, 90, 66, 9, "#00000045")
    mat = s.pick(("#f2c12e", "#6fb0d9", "#b5d98f"))
    s.rect(-58, -98, 58, -72, mat, 12)
    for x in (-58, 58):
        s.ring(x, -85, 9, shade(mat, 0.75), 4)
    for x in (-28, 28):
        s.rect(x - 4, -100, x + 4, -68, "#3a3f46", 2)
    s.arc(0, -66, 16, 12, 180, 360, dark, 6)
    s.rect(-52, -70, 52, 88, tone, 24)
    s.rect(-70, 14, -44, 74, dark, 10)
    s.rect(44, 14, 70, 74, dark, 10)
    s.rect(-66, -18, -50, 40, "#9fd0e0", 6)
    s.rect(-63, -26, -53, -16, "#3a3f46", 2)
    s.blob([(-54, -66), (54, -66), (58, -30), (44, -12), (-44, -12), (-58, -30)], light)
    for x in (-24, 24):
        s.rect(x - 4, -40, x + 4, 20, "#3a3f46", 2)
        s.rect(x - 8, -4, x + 8, 8, "#d9d9d4", 3)
    s.rect(-38, 26, 38, 80, light, 14)
    s.line([(-34, 40), (34, 40)], dark, 3)
    s.line([(12, 40), (12, 50)], "#f0d060", 4)
    s.poly([(-12, 58), (0, 46), (12, 58)], dark)
    s.line([(76, 88), (84, -60)], "#a8b0b8", 4)
    s.line([(84, -60), (85, -76)], "#2b2f36", 7)


def _signpost(c: Canvas) -> None:
    time = sky(c)
    mountains(c, c.height * 0.72, c.height * 0.34, "#7f95aa")
    hills(c, c.height * 0.7, 24, "#7fa860")
    for _ in range(4):
        (pine if c.chance(0.6) else tree)(
            c, c.pick((c.between(0, 0.2), c.between(0.8, 1))) * c.width, c.height * 0.8, c.height * c.between(0.2, 0.36)
        )
    grass(c, c.height * 0.78, "#6f9f50")
    if time == "dusk":
        sun(c, c.width * 0.5, c.height * 0.5, 12)
    s = c.stage(0.92, 1.0, flip=False)
    s.rect(-7, -92, 7, 120, "#7a5230", 3)
    s.rect(1, -92, 7, 120, "#5f3f24", 3)
    board = s.pick(("#e0b56f", "#c98f4f", "#f2d43a", "#3f7f5a", "#b5743f"))
    ink = "#ffffff" if board in ("#3f7f5a", "#b5743f") else "#3a2a1c"
    number = s.count(2, 4)
    for i, place in enumerate(s.some(PLACES, number)):
        y, way = -70 + i * 36, -1 if (i + int(s.scale)) % 2 else 1
        plank = s.at(0, y, 1, s.between(-4, 4))
        plank.poly([(-66 * way, -14), (70 * way, -14), (90 * way, 0), (70 * way, 14), (-66 * way, 14)], board)
        plank.line([(-62 * way, 11), (68 * way, 11)], shade(board, 0.78), 2)
        words = f"{place}  {s.count(1, 19)}.{s.count(0, 9)} km"
        plank.text(4 * way, 0, words, fit(words, 17, 124), ink, bold=0.03)
    if s.chance(0.5):
        moon(c, c.width * 0.9, c.height * 0.1, 9)
    if s.chance(0.4):
        _hiker(c, c.width * c.pick((0.18, 0.82)), c.height * 0.97, c.height * 0.34, c.chance(0.5), "stand")


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "mountain peak": Drawing(_mountain_peak, ANY),
    "forest trail": Drawing(_forest_trail, ANY),
    "lake": Drawing(_lake, WIDE),
    "waterfall": Drawing(_waterfall, TALL),
    "backpack": Drawing(_backpack, TALL),
    "signpost": Drawing(_signpost, ANY),
    **CAMPING,
}
