"""Scenes for memes about weather and diets."""

from __future__ import annotations

from pipeline.sample.drawings.canvas import Canvas, fade, shade
from pipeline.sample.drawings.figures import CLOTHES, person
from pipeline.sample.drawings.scenery import cloud, grass, hills, sky, sun, table, tree


def rain(c: Canvas) -> None:
    """Paint somebody in pouring rain."""
    c.fill("#6f8294", "#a5b3bf")
    hills(c, c.height * 0.8, 16, "#6f8f6a")
    for x in (0.2, 0.5, 0.8):
        cloud(
            c, c.width * (x + c.between(-0.06, 0.06)), c.height * 0.3, c.between(34, 48), c.pick(("#55616f", "#667383"))
        )
    for x, y in c.rng.random((90, 2)):
        c.line(
            [(x * c.width, c.height * (0.3 + y * 0.7)), (x * c.width - 5, c.height * (0.3 + y * 0.7) + 16)],
            "#dceaf5c0",
            2,
        )
    body = person(c, c.width * 0.5, c.height * 0.88, c.height * 0.48, "cheer" if c.chance(0.4) else "hold")
    if c.chance(0.6):
        u = body.at(20, -64, 0.9, c.pick((0, 12)))
        u.line([(4, 4), (0, -46)], "#3a2f28", 3)
        u.sector(0, -44, 46, 180, 360, c.pick(CLOTHES))
        for i in range(4):
            u.sector(-34.5 + i * 23, -44, 11.5, 180, 360, fade("#6f8294", 0.9))
    c.oval(c.width / 2, c.height * 0.9, c.width * 0.24, 14, "#8fc5e0b0")


def sunshine(c: Canvas) -> None:
    """Paint a sun with dark glasses over a meadow."""
    sky(c, ("day",))
    sun(c, c.width * 0.5, c.height * 0.4, c.height * 0.14, "#ffd23f")
    s = c.at(c.width * 0.5, c.height * 0.4, c.height / 360)
    for turn in range(0, 360, 30):
        s.at(0, 0, 1, turn).poly([(-9, -58), (9, -58), (0, -84)], "#ffb52e")
    s.circle(0, 0, 52, "#ffd23f")
    for x in (-18, 18):
        s.rect(x - 16, -14, x + 16, 5, "#1c1f24", 7)
    s.line([(-34, -10), (34, -10)], "#1c1f24", 4)
    s.curve([(-20, 20), (0, 32), (20, 20)], "#8a4a10", 4)
    grass(c, c.height * 0.74, "#8fb55a")
    if c.chance(0.5):
        tree(c, c.width * 0.14, c.height * 0.8, c.height * 0.4)
    person(c, c.width * c.pick((0.22, 0.78)), c.height * 0.94, c.height * 0.4, "cheer")


def snow(c: Canvas) -> None:
    """Paint a snowman in falling snow."""
    c.fill("#7f9fc0", "#dbe8f2")
    hills(c, c.height * 0.78, 14, "#f4f8fb")
    s = c.stage(0.76, 0.86, drop=14)
    for y, r in ((52, 40), (-4, 30), (-48, 23)):
        s.circle(0, y, r, "#ffffff")
        s.glow(r * 0.4, y + r * 0.3, r * 0.9, r * 0.9, "#8fa8c860")
    for x in (-8, 8):
        s.circle(x, -54, 3.4, "#22181a")
    s.poly([(0, -50), (30, -44), (0, -42)], "#f2842a")
    s.curve([(-10, -36), (0, -32), (10, -36)], "#22181a", 2.6)
    s.rect(-28, -72, 28, -65, "#22262c", 2)
    s.rect(-18, -98, 18, -68, "#22262c", 2)
    s.line([(-22, -28), (22, -28), (28, 4)], s.pick(CLOTHES), 9)
    for side in (-1, 1):
        s.line([(side * 26, -8), (side * 62, -34), (side * 72, -30)], "#6b4428", 4)
    for x, y in c.rng.random((80, 2)):
        c.circle(x * c.width, y * c.height, 2.4, "#ffffffe0")


def diet(c: Canvas) -> None:
    """Paint a plate of leaves against a plate of something better."""
    table(c)
    s = c.stage(0.84, 0.96, flip=False)
    if s.chance(0.5):
        s = s.at(-14, 0)
    for side, food in ((-1, _leaf_plate), (1, s.pick((_burger, _cake)))):
        p = s.at(side * 58, 6, 0.62 if side < 0 else 0.8)
        p.glow(4, 8, 110, 100, "#00000070")
        p.circle(0, 0, 78, "#f7f4ee")
        p.circle(0, 0, 62, "#ffffff")
        food(p)
    s.text(2, 8, "VS", 20, "#e0312f", bold=0.1, outline="#ffffff")


def _leaf_plate(s: Canvas) -> None:
    for lean in (-50, -10, 40):
        s.at(0, 20, 1, lean).blob([(0, 0), (-18, -24), (0, -56), (18, -24)], s.pick(("#5fae4a", "#7cc04f")))
    s.circle(24, 18, 12, "#d6303a")


def _burger(s: Canvas) -> None:
    s.rect(-52, 22, 52, 40, "#d99a4a", 9)
    s.rect(-56, 8, 56, 24, "#6b3a20", 8)
    s.poly([(-56, 4), (56, 4), (34, 20), (10, 6), (-18, 20), (-38, 6)], "#f7c531")
    s.blob([(-58, 2), (-30, -6), (0, 0), (30, -6), (58, 2), (40, 10), (-40, 10)], "#6fb53f")
    s.rect(-50, -10, 50, 0, "#d9402f", 4)
    s.sector(0, -8, 52, 180, 360, "#e0a04f")
    for x, y in ((-24, -34), (0, -46), (22, -36), (-8, -28), (12, -24)):
        s.oval(x, y, 4, 2.4, "#fff3d0")


def _cake(s: Canvas) -> None:
    tone = s.pick(("#7a4a2f", "#f2a0b5", "#f4d98f"))
    s.poly([(-54, -6), (52, -26), (52, 30), (-54, 38)], shade(tone, 0.9))
    s.poly([(-54, 12), (52, -2), (52, 8), (-54, 22)], "#fff6e6")
    s.poly([(-54, -8), (20, -48), (52, -28)], shade(tone, 1.3))
    s.circle(6, -44, 12, "#d6303a")
    s.curve([(8, -54), (14, -66)], "#4f8a3a", 3)
