"""Pets: animals of the house, indoors or in the garden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.canvas import ANY, WIDE, Canvas, Drawing, shade
from pipeline.sample.drawings.small_pets import SMALL_PETS, eyes, garden, room, whiskers

FURS: Final = ("#e8963c", "#8a8f98", "#3a3436", "#f2ede4", "#b98a5a", "#6b4a35", "#d9b48a")


def _cat(c: Canvas) -> None:
    c.pick((room, room, garden))(c)
    s = c.stage(0.84, 1.0, drop=2)
    fur = s.pick(FURS)
    dark, light = shade(fur, 0.72), shade(fur, 1.5)
    s.oval(4, 90, 66, 9, "#00000045")
    s.curve([(30, 78), (66, 80), (80, 56), (70, 28), (78, 8)], dark, 13)
    s.blob([(-22, -16), (22, -16), (42, 36), (48, 74), (36, 92), (-36, 92), (-48, 74), (-42, 36)], fur)
    s.oval(0, 44, 21, 34, light)
    for x in (-17, 17):
        s.rect(x - 11, 34, x + 11, 92, shade(fur, 0.93), 11)
        s.oval(x, 88, 13, 7, light)
    s.oval(-42, 86, 15, 8, dark)
    s.oval(42, 86, 15, 8, dark)
    _cat_head(s.at(0, -40, 1, s.between(-10, 10)), fur, stripes=s.chance(0.65))
    if s.chance(0.6):
        s.line([(-20, -7), (0, -2), (20, -7)], s.pick(("#d64545", "#2f6fb0", "#f0b429")), 5)
        s.circle(0, 4, 5, "#ffd54a")


def _cat_head(h: Canvas, fur: str, stripes: bool) -> None:
    dark = shade(fur, 0.72)
    for side in (-1, 1):
        h.poly([(side * 42, -8), (side * 40, -56), (side * 8, -32)], fur)
        h.poly([(side * 36, -16), (side * 35, -44), (side * 16, -30)], "#f0a6a0")
    h.blob([(0, -36), (28, -30), (44, -4), (38, 22), (16, 36), (-16, 36), (-38, 22), (-44, -4), (-28, -30)], fur)
    if stripes:
        for x in (-10, 0, 10):
            h.line([(x, -34), (x * 0.8, -20)], dark, 4)
        for side in (-1, 1):
            h.line([(side * 42, 2), (side * 30, 4)], dark, 4)
            h.line([(side * 40, 13), (side * 29, 12)], dark, 4)
    h.oval(-9, 20, 12, 10, shade(fur, 1.55))
    h.oval(9, 20, 12, 10, shade(fur, 1.55))
    eyes(h, 0, -2, 18, 9, h.pick(("#8fd14f", "#f5c542", "#5bb8e8")), slit=True)
    h.poly([(-5, 10), (5, 10), (0, 16)], "#e27d7d")
    h.curve([(-10, 22), (-4, 24), (0, 17), (4, 24), (10, 22)], "#4a3530", 2)
    whiskers(h, 0, 18, 16, 34, "#ffffffee" if fur != "#f2ede4" else "#8a8078")


def _ball(s: Canvas, x: float, y: float, r: float) -> None:
    tone = s.pick(("#d4e94a", "#e8432f", "#3f8fe0"))
    s.circle(x, y, r, tone)
    s.arc(x - r * 1.2, y, r, r, -50, 50, "#ffffff", r * 0.16)
    s.arc(x + r * 1.2, y, r, r, 130, 230, "#ffffff", r * 0.16)


def _dog_with_ball(c: Canvas) -> None:
    garden(c)
    s = c.stage(0.8, 0.92, drop=6)
    fur = s.pick(("#c98a45", "#6b4a35", "#3a3436", "#e8c48a", "#9a9da3", "#f2ede4"))
    dark = shade(fur, 0.78)
    s.oval(0, 86, 88, 8, "#00000040")
    s.curve([(-56, 4), (-78, -14), (-84, -38)], fur, 11)
    run = s.chance(0.5)
    far = ((-40, 30, -62, 80), (30, 30, 58, 76)) if run else ((-44, 40, -42, 84), (28, 40, 30, 84))
    near = ((-50, 30, -80, 62), (40, 30, 80, 58)) if run else ((-56, 40, -58, 84), (42, 40, 42, 84))
    for hx, hy, fx, fy in far:
        s.line([(hx, hy - 20), ((hx + fx) / 2 - 4, (hy + fy) / 2), (fx, fy)], dark, 13)
    for hx, hy, fx, fy in near:
        s.line([(hx, hy - 20), ((hx + fx) / 2 + 4, (hy + fy) / 2), (fx, fy)], fur, 14)
        s.oval(fx + 4, fy + 2, 10, 6, shade(fur, 1.2))
    s.blob(
        [(-64, 6), (-50, -14), (0, -14), (34, -26), (54, -10), (54, 20), (38, 38), (0, 30), (-30, 34), (-58, 34)], fur
    )
    s.blob([(26, -20), (32, -52), (58, -48), (56, -4), (36, 8)], fur)
    s.blob([(32, -64), (54, -74), (72, -62), (94, -52), (98, -42), (88, -34), (66, -34), (44, -34)], fur)
    s.blob([(36, -68), (50, -66), (50, -44), (40, -24), (28, -32), (28, -52)], dark)
    s.oval(96, -50, 6, 5, "#1c1614")
    s.circle(67, -56, 4.4, "#1c1614")
    s.circle(65.6, -57.4, 1.4, "#ffffff")
    s.line([(33, -22), (46, -14), (58, -20)], s.pick(("#d64545", "#2f6fb0", "#f0b429")), 6)
    if s.chance(0.6):
        s.curve([(64, -38), (80, -34), (92, -34)], "#4a2a20", 3)
        _ball(s, 90, -28, 15)
    else:
        s.curve([(74, -36), (80, -16), (87, -34)], "#e87a86", 8)
        _ball(s, 80, 72, 17)


def _parrot(c: Canvas) -> None:
    if c.chance(0.6):
        c.fill("#8fd1a8", "#2f7f5a")
        for _ in range(24):
            leaf = c.at(c.between(0, c.width), c.between(0, c.height), c.between(0.6, 1.4), c.between(0, 360))
            leaf.blob([(-46, 0), (-10, -16), (46, 0), (-10, 16)], c.pick(("#3f9a62", "#2f8050", "#57b577", "#25694a")))
    else:
        room(c)
    s = c.stage(0.88, 1.0)
    body, wing, tip = s.pick(
        (
            ("#e0312f", "#f4c430", "#2f6fd0"),
            ("#2fa84f", "#f2d23a", "#2767c4"),
            ("#2f7fe0", "#f4b430", "#1f4fa0"),
            ("#f2f0ea", "#e4e0d6", "#f4d64a"),
        )
    )
    s.poly([(-12, 40), (10, 36), (-20, 110), (-34, 106)], tip)
    s.poly([(-6, 40), (12, 36), (2, 112), (-12, 110)], body)
    s.blob([(-6, -80), (20, -84), (40, -62), (38, -20), (30, 24), (8, 54), (-14, 46), (-26, 6), (-24, -48)], body)
    s.blob([(-26, -34), (-6, -26), (6, 10), (-2, 46), (-20, 74), (-34, 30), (-36, -10)], wing)
    s.blob([(-32, 6), (-6, 4), (-2, 42), (-20, 76), (-34, 34)], tip)
    for i in range(4):
        s.curve([(-26 + i * 6, 10), (-24 + i * 6, 36), (-22 + i * 3, 62)], shade(tip, 0.75), 2)
    s.blob([(10, -76), (34, -70), (38, -50), (20, -44), (8, -56)], "#fbf7ee")
    s.circle(20, -62, 6.5, "#f5d76e")
    s.circle(20, -62, 3.8, "#15100e")
    s.blob(
        [(32, -72), (52, -66), (58, -44), (50, -28), (46, -44), (34, -48)], "#2b2b30" if s.chance(0.6) else "#e8dcc0"
    )
    s.blob([(34, -48), (46, -44), (44, -34), (34, -38)], "#3a3a40")
    if body == "#f2f0ea":
        for lean in (-34, -14, 8):
            s.at(6, -78, 1, lean).blob([(-5, 4), (-5, -26), (0, -40), (6, -26), (5, 4)], "#f4d64a")
    s.rect(-110, 50, 110, 62, "#7a5234", 6)
    for x in (2, 18):
        for dx in (-4, 2):
            s.line([(x + dx, 44), (x + dx, 60)], "#55565c", 4.5)


def _puppy(c: Canvas) -> None:
    c.pick((room, garden))(c)
    s = c.stage(0.85, 1.0, drop=4)
    fur, ear = s.pick(
        (
            ("#d9a566", "#a8703a"),
            ("#f2ede4", "#8f623c"),
            ("#4a4044", "#2f282b"),
            ("#a8703a", "#6b4226"),
            ("#e8d2b0", "#c49a68"),
        )
    )
    light = shade(fur, 1.5)
    s.oval(0, 90, 64, 9, "#00000045")
    s.curve([(34, 70), (60, 60), (70, 38)], fur, 12)
    s.blob([(-26, 0), (26, 0), (44, 50), (42, 84), (0, 92), (-42, 84), (-44, 50)], fur)
    s.oval(0, 46, 20, 30, light)
    for x in (-20, 20):
        s.rect(x - 12, 40, x + 12, 92, shade(fur, 0.95), 12)
        s.oval(x, 87, 15, 8, light)
    h = s.at(0, -30, 1, s.between(-14, 14))
    h.blob([(-44, -4), (-32, -38), (0, -46), (32, -38), (44, -4), (34, 28), (0, 42), (-34, 28)], fur)
    for side in (-1, 1):
        h.blob(
            [(side * 26, -40), (side * 48, -38), (side * 60, -4), (side * 54, 28), (side * 42, 26), (side * 34, -8)],
            ear,
        )
    if s.chance(0.5):
        h.oval(19, -8, 15, 17, ear)
    eyes(h, 0, -6, 19, 8.5, "#4a2d1c")
    h.oval(0, 20, 23, 18, light)
    h.oval(0, 10, 9, 6.5, "#1c1614")
    h.curve([(-12, 22), (-4, 27), (0, 18), (4, 27), (12, 22)], "#3a2a22", 2.4)
    if s.chance(0.7):
        h.blob([(-6, 27), (6, 27), (7, 40), (0, 46), (-7, 40)], "#f07f8f")
    s.line([(-24, 8), (0, 15), (24, 8)], s.pick(("#d64545", "#2f6fb0", "#17a398")), 6)
    s.circle(0, 22, 6, "#ffd54a")
    if s.chance(0.5):
        _bone(s.at(66, 82, 0.9, s.between(-20, 20)))


def _bone(s: Canvas) -> None:
    s.line([(-16, 0), (16, 0)], "#f7f0df", 8)
    for x in (-18, 18):
        s.circle(x, -5, 6, "#f7f0df")
        s.circle(x, 5, 6, "#f7f0df")


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "cat": Drawing(_cat, ANY),
    "dog with ball": Drawing(_dog_with_ball, WIDE),
    "parrot": Drawing(_parrot, ANY),
    "puppy": Drawing(_puppy, ANY),
    **SMALL_PETS,
}
