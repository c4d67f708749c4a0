"""The kitchen garden: tomatoes, rows of vegetables and compost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.canvas import ANY, WIDE, Canvas, Drawing, fade, shade
from pipeline.sample.drawings.figures import person
from pipeline.sample.drawings.scenery import grass, hills, sky, tree


def plot(c: Canvas, share: float = 0.7) -> float:
    """Paint sky, fence or tree and a lawn, and return the height of the ground."""
    ground = c.height * share
    sky(c, ("day", "day", "dawn", "grey", "dusk"), ground)
    hills(c, ground - 24, 20, c.pick(("#7fb069", "#8fba7a", "#6a9f6f")))
    if c.chance(0.6):
        tone = c.pick(("#d9c2a2", "#f2efe6", "#a8794f", "#8fa8b5"))
        for i in range(int(c.width / 22) + 1):
            x = i * 22
            c.poly([(x, ground), (x, ground - 60), (x + 9, ground - 70), (x + 18, ground - 60), (x + 18, ground)], tone)
        for y in (ground - 48, ground - 20):
            c.rect(0, y, c.width, y + 7, shade(tone, 0.88))
    else:
        tree(c, c.width * c.pick((0.1, 0.9)), ground, c.height * 0.45)
    grass(c, ground, c.pick(("#6fb555", "#5da34d", "#86a850")))
    return ground


def leaf(s: Canvas, length: float, colour: str) -> None:
    """Paint a leaf that grows to the right from the origin."""
    s.blob(
        [
            (0, 0),
            (length * 0.3, -length * 0.26),
            (length * 0.75, -length * 0.16),
            (length, 0),
            (length * 0.75, length * 0.16),
            (length * 0.3, length * 0.26),
        ],
        colour,
    )
    s.line([(2, 0), (length * 0.9, 0)], shade(colour, 1.3), 1.2)


def _tomato(s: Canvas, x: float, y: float, r: float, colour: str) -> None:
    s.blob(
        [
            (x, y - r * 0.85),
            (x + r * 0.8, y - r * 0.7),
            (x + r * 1.05, y + r * 0.1),
            (x + r * 0.6, y + r * 0.85),
            (x - r * 0.6, y + r * 0.85),
            (x - r * 1.05, y + r * 0.1),
            (x - r * 0.8, y - r * 0.7),
        ],
        colour,
    )
    s.oval(x - r * 0.4, y - r * 0.25, r * 0.22, r * 0.32, fade(shade(colour, 1.6), 0.8), 30)
    s.star(x, y - r * 0.75, r * 0.55, "#3f8a3a", 5, 0.3)
    s.line([(x, y - r * 0.8), (x + 2, y - r * 1.2)], "#3f8a3a", 2.5)


def _tomatoes(c: Canvas) -> None:
    plot(c, 0.82)
    s = c.stage(0.92, 1.0)
    for x in (-60, 10, 70):
        s.line([(x, 110), (x + 2, -100)], "#a8794f", 3.5)
        s.curve([(x + 6, 108), (x - 6, 50), (x + 6, 0), (x - 5, -50), (x + 3, -92)], "#4f8a3a", 5)
    for _ in range(38):
        stem = s.pick((-60, 10, 70)) + s.between(-16, 16)
        leaf(
            s.at(stem, s.between(-94, 70), 1, s.between(0, 360)),
            s.between(22, 36),
            s.pick(("#4f9a3f", "#3f8635", "#66b04f")),
        )
    ripe = s.pick(
        (("#d92f26", "#e8432f", "#c9261f"), ("#e8432f", "#f2932a", "#8fb53f"), ("#f2b01f", "#f5c542", "#e89a1f"))
    )
    for x, y in (
        (-62, -58),
        (-44, -30),
        (-70, 0),
        (-46, 34),
        (8, -66),
        (28, -36),
        (-6, -14),
        (16, 16),
        (34, 46),
        (72, -48),
        (58, -8),
        (80, 24),
        (-12, 52),
    ):
        _tomato(s, x + s.between(-6, 6), y + s.between(-5, 5), s.between(15, 20), s.pick(ripe))


def _vegetable_bed(c: Canvas) -> None:
    ground = plot(c, 0.46)
    rows = 4
    for row in range(rows):
        y = ground + (c.height - ground) * ((row + 0.75) / rows) ** 1.15
        size = 0.5 + row * 0.2
        c.oval(c.width / 2, y, c.width * 0.62, 15 * size + 8, "#5f402a")
        c.oval(c.width / 2, y - 3, c.width * 0.6, 10 * size + 5, "#7a5236")
        plant = c.pick((_cabbage, _carrot, _pumpkin, _lettuce, _leek))
        number = 9 - row
        for i in range(number):
            plant(c.at((i + 0.5) * c.width / number + c.between(-4, 4), y - 4, size * 1.15))
    if c.chance(0.5):
        person(c, c.width * c.pick((0.14, 0.86)), ground + 20, c.height * 0.34, "hold", flip=c.chance(0.5))


def _cabbage(s: Canvas) -> None:
    for turn in range(8):
        s.at(0, -12, 1, turn * 45).oval(0, -13, 11, 14, "#5f9f6a")
    s.circle(0, -12, 16, "#9fd08a")
    s.arc(0, -12, 9, 11, 200, 420, "#6fae6a", 2)
    s.arc(0, -10, 4, 7, 100, 300, "#6fae6a", 2)


def _carrot(s: Canvas) -> None:
    s.blob([(-8, -10), (8, -10), (6, 8), (-6, 8)], "#f2842a")
    s.line([(-6, -4), (2, -4)], "#c9661a", 1.4)
    for lean in (-34, -12, 10, 30):
        s.at(0, -10, 1, lean).blob([(-3, 0), (-7, -20), (0, -36), (7, -20), (3, 0)], "#4fa044")


def _pumpkin(s: Canvas) -> None:
    for x, w in ((-13, 11), (13, 11), (0, 13)):
        s.oval(x, -12, w, 16, shade("#ee8a26", 0.9 if x else 1.06))
    s.line([(0, -26), (4, -34)], "#4f7a34", 4)


def _lettuce(s: Canvas) -> None:
    for lean in (-60, 60, -34, 34, 0):
        s.at(0, 0, 1, lean).blob(
            [(-5, 0), (-14, -18), (-6, -34), (6, -33), (14, -18), (5, 0)], "#7cc04f" if lean else "#a5dc6f"
        )


def _leek(s: Canvas) -> None:
    s.rect(-4, -22, 4, 6, "#eef4dc", 3)
    for lean in (-26, -9, 9, 26):
        s.at(0, -20, 1, lean).poly([(-3.5, 0), (0, -36), (3.5, 0)], "#4f9460")


def _compost(c: Canvas) -> None:
    plot(c, 0.7)
    s = c.stage(0.92, 1.0, flip=True)
    s.oval(0, 88, 94, 8, "#00000040")
    s.blob([(-76, 40), (-60, 0), (-30, -28), (0, -38), (34, -26), (62, 0), (76, 40)], "#4a3322")
    for _ in range(60):
        x = s.between(-66, 66)
        top = -36 + (abs(x) / 70) ** 2 * 60
        kind = s.at(x, s.between(top + 4, 40), s.between(0.7, 1.1), s.between(0, 360))
        s.pick((_scrap_leaf, _peel, _scrap_shell, _scrap_leaf))(kind)
    s.sector(10, -32, 13, 20, 330, "#c9302c")
    s.circle(16, -32, 5, "#fff3d0")
    s.curve([(-34, -22), (-26, -36), (-12, -34), (-4, -44)], "#e58a94", 4)
    for y in range(5):
        tone = s.pick(("#b98a5a", "#a8794f", "#c49a68"))
        s.rect(-84, 8 + y * 16, 84, 21 + y * 16, tone, 2)
        s.line([(-70, 14 + y * 16), (40, 14 + y * 16)], shade(tone, 0.8), 1)
    for x in (-84, 76):
        s.rect(x - 2, -4, x + 10, 90, "#8a5f3c", 2)
    s.rect(-32, 34, 32, 58, "#f3ead6", 3)
    s.text(0, 46, "COMPOST", 12.5, "#4a6a34", bold=0.06)
    s.line([(60, 30), (92, -84)], "#a8794f", 5)
    s.line([(84, -84), (101, -80)], "#a8794f", 5)


def _scrap_leaf(s: Canvas) -> None:
    leaf(s, 22, s.pick(("#7cb342", "#c98a2f", "#5f9a3f", "#b5552e")))


def _peel(s: Canvas) -> None:
    s.arc(0, 0, 10, 8, 0, 200, s.pick(("#f2c530", "#f28a2a", "#d9d13f")), 5)


def _scrap_shell(s: Canvas) -> None:
    s.sector(0, 0, 8, 0, 180, "#fbf3e2")


VEGETABLES: Final[Mapping[str, Drawing]] = {
    "tomatoes": Drawing(_tomatoes, ANY),
    "vegetable bed": Drawing(_vegetable_bed, WIDE),
    "compost": Drawing(_compost, WIDE),
}
