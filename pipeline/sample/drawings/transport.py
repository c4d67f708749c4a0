"""Ways to travel: balloon, airplane and train."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from pipeline.sample.drawings.canvas import LANDSCAPE, TALL, WIDE, Canvas, Drawing, fade, shade
from pipeline.sample.drawings.scenery import cloud, hills, mountains, pine, sky, stars

BRIGHT: Final = ("#e8483f", "#f4b41a", "#2f7fd0", "#3fa36a", "#8a4fb0", "#f2802a", "#17a0a8", "#f5f2ea")


def _balloon(c: Canvas) -> None:
    sky(c, ("day", "dawn", "dusk"))
    hills(c, c.height * 0.84, 40, c.pick(("#7fa86a", "#9a8f5a", "#6f8fa0")))
    hills(c, c.height * 0.93, 24, c.pick(("#5f8f55", "#b58a5a", "#557a88")))
    for x, y, size in ((0.16, 0.3, 0.28), (0.84, 0.5, 0.36), (0.8, 0.18, 0.2)):
        if c.chance(0.7):
            _one_balloon(c.at(c.width * x, c.height * y, size))
    _one_balloon(c.stage(0.8, 0.98))


def _one_balloon(s: Canvas) -> None:
    tones, stripes = s.some(BRIGHT, 3), s.count(0, 1)
    shape = np.array(
        [
            (0, -98),
            (40, -88),
            (64, -52),
            (60, -14),
            (34, 22),
            (14, 42),
            (-14, 42),
            (-34, 22),
            (-60, -14),
            (-64, -52),
            (-40, -88),
        ],
        dtype=float,
    )
    s.blob(shape, tones[0])
    for i, share in enumerate((0.78, 0.5, 0.22)):
        s.blob(shape * np.array([share, 1.0]), tones[(i + 1) % (2 + stripes)])
    if stripes:
        s.poly([(-63, -44), (63, -44), (61, -18), (-61, -18)], fade(tones[1], 0.9))
        for i in range(7):
            s.star(-48 + i * 16, -31, 7, tones[2])
    s.blob([(20, -92), (44, -84), (66, -50), (60, -12), (34, 24), (44, -30), (36, -74)], "#00000022")
    for x in (-12, 12):
        s.line([(x, 42), (x * 0.9, 66)], "#4a3a2a", 1.6)
    s.blob([(0, 42), (6, 52), (0, 60), (-6, 52)], "#ffb52e")
    s.rect(-13, 66, 13, 88, "#9a6a3f", 3)
    s.rect(-15, 64, 15, 70, "#6b4a2f", 2)
    for y in (75, 82):
        s.line([(-12, y), (12, y)], "#7a5230", 1.4)


def _airplane(c: Canvas) -> None:
    sky(c, ("day", "day", "dawn", "dusk"))
    for _ in range(5):
        cloud(c, c.between(0, c.width), c.height * c.between(0.62, 1.0), c.between(30, 60), "#ffffffd8")
    s = c.stage(0.86, 1.0).at(0, 0, 1, c.between(-20, -4))
    livery = s.pick(("#d6303a", "#1f5fb0", "#f2a01f", "#17805f", "#6a3a9a", "#12a0b0"))
    s.blob([(-72, -8), (-92, -14), (-100, -10), (-74, 4)], "#b9c3cc")
    s.poly([(6, -10), (-22, -48), (-34, -48), (-20, -10)], "#b9c3cc")
    s.poly([(-66, -10), (-96, -56), (-76, -56), (-44, -14)], livery)
    s.blob(
        [(98, 2), (88, -10), (60, -18), (-40, -18), (-84, -14), (-94, -6), (-70, 8), (-30, 18), (50, 18), (88, 12)],
        "#f7f9fb",
    )
    s.blob([(98, 2), (88, 12), (50, 18), (-30, 18), (-70, 8), (-30, 8), (60, 8)], livery)
    s.poly([(82, -9), (92, -4), (78, -4), (74, -11)], "#24344a")
    for i in range(12):
        s.rect(-52 + i * 10, -8, -46.5 + i * 10, 0, "#4a6a8a", 2)
    s.poly([(30, 8), (-30, 66), (-48, 66), (-18, 8)], "#cfd7de")
    s.poly([(30, 8), (-30, 66), (-36, 66), (14, 8)], "#e6ebef")
    s.oval(2, 34, 14, 7, "#8a97a3")
    s.oval(13, 34, 4, 6, "#4a5560")
    s.poly([(-60, 0), (-92, 22), (-104, 22), (-80, 0)], "#cfd7de")
    if c.chance(0.5):
        s.poly([(-100, -4), (-300, -14), (-300, 4), (-100, 0)], "#ffffff80")


def _train(c: Canvas) -> None:
    w, h = c.width, c.height
    time = sky(c, ("day", "dawn", "dusk", "night"))
    mountains(c, h * 0.66, h * 0.36, "#7f95a8" if time != "night" else "#33425f")
    hills(c, h * 0.62, 20, "#6fa05a" if time != "night" else "#24443f")
    for _ in range(7):
        pine(c, c.between(0, w), h * 0.72, c.between(40, 80))
    c.fill("#8f8578", "#6f675c", h * 0.82, h)
    for i in range(18):
        c.rect(i * w / 17 - 8, h * 0.85, i * w / 17 + 8, h * 0.89, "#5a4030")
    c.rect(0, h * 0.838, w, h * 0.85, "#c9ced4")
    west = c.chance(0.5)
    s = c.at(w if west else 0, h * 0.838, h / 360, 0, west)
    body = c.pick(("#d6303a", "#1f6fb0", "#f2b01f", "#2f8a5a", "#f4f4f0"))
    nose = w / s.scale * 2 * 0.86
    glass = "#24344a" if time != "night" else "#ffe49a"
    for left in (-60.0, nose - 255):
        s.rect(left, -104, left + 190 if left > 0 else nose - 262, -12, body, 8)
    s.blob(
        [
            (nose - 90, -104),
            (nose - 40, -100),
            (nose - 10, -66),
            (nose + 6, -34),
            (nose, -12),
            (nose - 100, -12),
            (nose - 100, -104),
        ],
        body,
    )
    s.blob([(nose - 44, -92), (nose - 28, -86), (nose - 6, -56), (nose - 30, -54), (nose - 46, -60)], glass)
    s.rect(-60, -36, nose - 4, -26, "#ffffff" if body != "#f4f4f0" else "#d6303a")
    for i in range(int((nose - 70) / 42)):
        s.rect(8 + i * 42, -88, 40 + i * 42, -54, glass, 5)
    s.rect(-60, -108, nose - 70, -102, shade(body, 0.7), 3)
    for i in range(int((nose - 10) / 46)):
        s.circle(16 + i * 46, -8, 9, "#2b2f36")
        s.circle(16 + i * 46, -8, 4, "#8a929a")
    s.circle(nose - 4, -22, 5, "#fff0a0")
    s.glow(nose + 6, -22, 40, 22, "#fff0a090")
    if time == "night":
        stars(c, h * 0.3, 10)


TRANSPORT: Final[Mapping[str, Drawing]] = {
    "hot air balloon": Drawing(_balloon, TALL),
    "airplane": Drawing(_airplane, WIDE),
    "train": Drawing(_train, (LANDSCAPE,)),
}
