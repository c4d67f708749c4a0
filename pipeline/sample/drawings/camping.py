"""Camping: the tent and the fire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.canvas import ANY, WIDE, Canvas, Drawing, shade
from pipeline.sample.drawings.figures import person
from pipeline.sample.drawings.scenery import hills, pine, sky, stars


def _tent(s: Canvas, lit: bool) -> None:
    cloth = s.pick(("#e8792b", "#f2b22e", "#d9482f", "#3f9a8a", "#4f8fd0"))
    if lit:
        s.glow(0, -20, 170, 110, "#ffc46a90")
    s.poly([(-84, 20), (-30, -70), (92, 20)], cloth)
    s.poly([(-84, 20), (-30, -70), (30, 20)], shade(cloth, 1.25))
    s.poly([(-56, 20), (-30, -58), (4, 20)], "#ffe7a0" if lit else shade(cloth, 0.45))
    s.poly([(-30, -58), (-56, 20), (-40, 20)], shade(cloth, 0.8))
    s.poly([(-30, -70), (40, -58), (92, 20)], shade(cloth, 0.84))
    s.line([(-30, -70), (-98, 24)], "#d9d2c0", 1.6)
    s.line([(40, -58), (108, 24)], "#d9d2c0", 1.6)


def _tent_under_stars(c: Canvas) -> None:
    sky(c, ("night",))
    stars(c, c.height * 0.7, 90)
    if c.chance(0.6):
        for i in range(30):
            x = c.width * (0.1 + i / 34)
            c.glow(x, c.height * (0.5 - i * 0.014) + c.between(-16, 16), 40, 22, "#b9c9ff38")
    hills(c, c.height * 0.72, 50, "#1b2a4a")
    for _ in range(12):
        pine(
            c,
            c.between(0, c.width),
            c.height * 0.82,
            c.height * c.between(0.2, 0.44),
            c.pick(("#122a30", "#16343a", "#0f2228")),
        )
    c.fill("#24402f", "#16281f", c.height * 0.78)
    s = c.stage(0.7, 0.88, drop=44)
    _tent(s, lit=True)
    if c.chance(0.5):
        _fire(c.at(c.width * c.pick((0.1, 0.88)), c.height * 0.92, 0.5))


def _fire(s: Canvas) -> None:
    s.glow(0, -10, 210, 170, "#ff9a3cc0")
    for turn, tone in ((-14, "#5b3a22"), (14, "#6f482a")):
        log = s.at(0, 48, 1, turn)
        log.rect(-66, -11, 66, 11, tone, 10)
        log.oval(-62, 0, 6, 10, "#d9b07a")
        log.oval(62, 0, 6, 10, "#d9b07a")
    for size, tone in ((1.0, "#e8452b"), (0.74, "#f58a1f"), (0.48, "#fbc531"), (0.26, "#fff3b8")):
        sway = s.between(-6, 6)
        flame = s.at(0, 40, size)
        flame.blob(
            [
                (0, 6),
                (-40, -4),
                (-46, -40),
                (-26, -70),
                (-22, -50),
                (-8, -90 + sway),
                (sway, -124),
                (14, -84),
                (20, -56),
                (32, -76),
                (46, -36),
                (40, -4),
            ],
            tone,
        )
    for _ in range(14):
        s.circle(s.between(-44, 44), s.between(-150, -60), s.between(1, 2.6), "#ffc46a")
    for i in range(11):
        x = -80 + i * 16
        s.oval(x, 66 - abs(x) * 0.05 + (8 if i % 2 else 0), 13, 9, s.pick(("#7a7f88", "#8f949c", "#666b74")))


def _campfire(c: Canvas) -> None:
    sky(c, ("night", "night", "dusk"))
    ground = c.height * 0.7
    for _ in range(11):
        pine(c, c.between(0, c.width), ground + 8, c.height * c.between(0.3, 0.6), c.pick(("#12282c", "#1a3436")))
    c.fill("#3d3a2c", "#22241c", ground)
    scale = min(c.width, c.height) / 330
    if c.chance(0.6):
        person(c, c.width * 0.17, c.height * 0.92, c.height * 0.36, "sit")
        person(c, c.width * 0.83, c.height * 0.92, c.height * 0.36, "sit", flip=True)
        for x in (0.13, 0.87):
            c.rect(c.width * x - 34, c.height * 0.75, c.width * x + 30, c.height * 0.81, "#5b3a22", 8)
    else:
        _tent(c.at(c.width * c.pick((0.2, 0.8)), ground, scale * 0.8), lit=False)
    _fire(c.at(c.width / 2, c.height * 0.76, scale * c.between(0.95, 1.15)))


CAMPING: Final[Mapping[str, Drawing]] = {
    "tent under stars": Drawing(_tent_under_stars, ANY),
    "campfire": Drawing(_campfire, WIDE),
}
