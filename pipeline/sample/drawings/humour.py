"""Humour: memes with their words over a scene, and signs with a joke."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pipeline.sample.drawings.canvas import ANY, LANDSCAPE, SQUARE, Canvas, Drawing, fade, fit, shade, wrap
from pipeline.sample.drawings.figures import CLOTHES, HAIRS, SKINS, person
from pipeline.sample.drawings.jokes import MEMES, SIGNS
from pipeline.sample.drawings.meme_scenes import diet, rain, snow, sunshine
from pipeline.sample.drawings.pets import FURS
from pipeline.sample.drawings.scenery import grass, hills, sky, tree, wall, window
from pipeline.sample.drawings.small_pets import eyes, whiskers
from pipeline.sample.drawings.technology import draw_printer

Scene = Callable[[Canvas], None]


def _meme(subject: str, *scenes: Scene) -> Scene:
    def paint(c: Canvas) -> None:
        c.pick(scenes)(c)
        top, bottom = c.pick(MEMES[subject])
        _caption(c, top, at_top=True)
        _caption(c, bottom, at_top=False)

    return paint


def _caption(c: Canvas, words: str, at_top: bool) -> None:
    # The outline eats into narrow spaces, so words stand further apart.
    size, width = c.height * 0.115, c.width * 0.94
    lines = [line.replace(" ", "  ") for line in wrap(words, size * 1.06, width)]
    size = min(fit(line, size if len(lines) == 1 else size * 0.9, width) for line in lines)
    for i, line in enumerate(lines):
        row = i if at_top else len(lines) - 1 - i
        y = size * (0.76 + row * 1.04)
        c.text(c.width / 2, y if at_top else c.height - y, line, size, "#ffffff", bold=0.09, outline="#000000")


def _burst(c: Canvas) -> None:
    first, second = c.pick(
        (
            ("#f2a03f", "#f7c06a"),
            ("#5fb0d9", "#8fcbe8"),
            ("#b58fd9", "#ccb0e8"),
            ("#7fc08a", "#a5d9ad"),
            ("#e88a8a", "#f2b0b0"),
        )
    )
    c.fill(first, first)
    for turn in range(0, 360, 30):
        c.sector(c.width / 2, c.height / 2, c.width, turn, turn + 15, second)


def _bed(c: Canvas) -> None:
    wall(c, c.height * 0.82, wall_colour=c.pick(("#5a6a8f", "#8fa3b5", "#c9b8d9", "#d9c9a8")))
    window(c, c.width * 0.08, c.height * 0.28, c.width * 0.2, c.height * 0.24)
    s = c.stage(0.92, 1.0, flip=True)
    blanket, skin = s.pick(("#c8453f", "#3f7fb5", "#5a9a6a", "#7b5ea7", "#e0a03a")), s.pick(SKINS)
    s.rect(-104, -30, -94, 84, "#6b4428", 4)
    s.rect(94, 10, 104, 84, "#6b4428", 4)
    s.rect(-98, 44, 98, 74, "#8a5f3c", 3)
    s.rect(-96, 26, 96, 48, "#f4f1ea", 8)
    s.blob([(-92, 6), (-60, -14), (-28, 0), (-26, 30), (-88, 34)], "#ffffff")
    s.circle(-52, -2, 25, skin)
    s.blob(
        [(-78, -4), (-76, -28), (-58, -38), (-44, -30), (-30, -28), (-26, -12), (-44, -20), (-60, -16)], s.pick(HAIRS)
    )
    for x in (-60, -42):
        s.circle(x, 0, 6.5, "#ffffff")
        s.circle(x, 1.5, 2.6, "#22181a")
        s.arc(x, 0, 7, 6, 190, 350, shade(skin, 0.75), 4)
        s.arc(x, 5, 6, 4, 20, 160, "#8a5f9a90", 2)
    s.curve([(-58, 14), (-51, 11), (-44, 14)], "#6b3028", 2.6)
    s.blob([(-66, 24), (-30, 8), (20, 0), (70, 8), (98, 24), (98, 62), (-68, 58)], blanket)
    s.blob([(-66, 24), (-30, 8), (-20, 20), (-24, 58), (-68, 58)], shade(blanket, 1.3))
    _alarm(s.at(58, -28, 0.8))


def _alarm(s: Canvas) -> None:
    tone = s.pick(("#d6303a", "#2f9a8a", "#f2b01f", "#2f6fd0"))
    for side in (-1, 1):
        s.line([(side * 18, 26), (side * 26, 38)], "#3a3f46", 6)
        s.at(side * 22, -34, 1, side * 34).sector(0, 0, 15, 180, 360, tone)
        for reach in (42, 52):
            s.arc(0, -4, reach, reach, -60 if side > 0 else 215, -30 if side > 0 else 245, "#22181a", 3)
    s.circle(0, 0, 35, tone)
    s.circle(0, 0, 28, "#fffaf0")
    for turn in range(0, 360, 30):
        s.at(0, 0, 1, turn).rect(-1.2, -26, 1.2, -21, "#22181a")
    s.line([(0, 0), (-13, 10)], "#22181a", 4)
    s.line([(0, 0), (0, -20)], "#22181a", 3)


def _tired_desk(c: Canvas) -> None:
    wall(c, c.height * 0.66)
    s = c.stage(0.92, 1.0, drop=6)
    skin, cloth = s.pick(SKINS), s.pick(CLOTHES)
    s.blob([(-56, 70), (-50, 10), (-20, -8), (20, -8), (50, 10), (56, 70)], cloth)
    s.circle(0, -32, 32, skin)
    s.blob([(-34, -30), (-34, -58), (-6, -72), (26, -62), (34, -34), (22, -50), (-8, -52), (-24, -42)], s.pick(HAIRS))
    for x in (-12, 12):
        s.circle(x, -30, 8, "#ffffff")
        s.circle(x, -27, 3, "#22181a")
        s.sector(x, -30, 9, 180, 360, shade(skin, 0.82))
        s.arc(x, -24, 8, 5, 20, 160, "#7a4f8a90", 2.4)
    s.curve([(-11, -10), (0, -15), (11, -10)], "#6b3028", 3)
    s.rect(-190, 42, 190, 140, "#8a5f3c")
    s.rect(-190, 42, 190, 47, "#a8794f")
    s.line([(-44, 22), (-60, 46), (-24, 40)], cloth, 14)
    s.rect(26, 10, 92, 46, "#3a3f46", 3)
    s.rect(20, 44, 98, 50, "#5a6068", 2)
    _mug(s.at(-66, 30, 0.36), s.pick(CLOTHES), face=False)


def _meme_cat(c: Canvas) -> None:
    c.pick((_burst, _sofa))(c)
    s = c.stage(0.86, 1.0, drop=16)
    fur = s.pick(FURS)
    dark = shade(fur, 0.72)
    s.blob([(-66, 120), (-58, 56), (-30, 24), (30, 24), (58, 56), (66, 120)], shade(fur, 0.92))
    for side in (-1, 1):
        s.poly([(side * 58, -10), (side * 58, -76), (side * 14, -44)], fur)
        s.poly([(side * 50, -22), (side * 51, -60), (side * 24, -42)], "#f0a6a0")
    s.blob([(0, -50), (38, -44), (64, -8), (58, 32), (24, 54), (-24, 54), (-58, 32), (-64, -8), (-38, -44)], fur)
    for x in (-14, 0, 14):
        s.line([(x, -47), (x * 0.8, -28)], dark, 5)
    for side in (-1, 1):
        s.oval(side * 13, 30, 17, 14, shade(fur, 1.55))
    s.oval(0, 44, 14, 9, shade(fur, 1.55))
    mood = s.count(0, 2)
    eyes(s, 0, -4, 27, 15, s.pick(("#8fd14f", "#f5c542", "#5bb8e8")), slit=mood != 1)
    for side in (-1, 1):
        if mood == 0:
            s.poly([(side * 8, -10), (side * 10, -24), (side * 48, -26), (side * 46, -14)], fur)
            s.line([(side * 8, -9), (side * 45, -16)], dark, 3.4)
        elif mood == 2:
            s.sector(side * 27, -4, 17, 180, 360, fur)
            s.line([(side * 11, -4), (side * 43, -4)], dark, 3)
    s.poly([(-8, 16), (8, 16), (0, 25)], "#e27d7d")
    if s.chance(0.4):
        s.oval(0, 40, 9, 11, "#5a2a2a")
        s.oval(0, 45, 6, 5, "#e87f8f")
    else:
        s.curve([(-14, 40), (-6, 32), (0, 26), (6, 32), (14, 40)], "#3a2520", 3)
    whiskers(s, 0, 28, 22, 46, "#ffffff" if fur != "#f2ede4" else "#8a8078")


def _sofa(c: Canvas) -> None:
    wall(c, c.height * 0.8)
    tone = c.pick(("#3f7f8a", "#b5563c", "#7a8f5a", "#6a5a8f"))
    c.rect(c.width * 0.04, c.height * 0.4, c.width * 0.96, c.height * 0.9, tone, 26)
    c.rect(-10, c.height * 0.72, c.width + 10, c.height, shade(tone, 0.85), 14)
    c.line([(c.width / 2, c.height * 0.42), (c.width / 2, c.height * 0.72)], shade(tone, 0.8), 3)


def _mug(s: Canvas, tone: str, face: bool) -> None:
    s.arc(58, 12, 30, 30, -90, 90, shade(tone, 0.85), 14)
    s.rect(-58, -44, 58, 66, tone, 16)
    s.rect(26, -44, 58, 66, fade(shade(tone, 0.7), 0.5), 16)
    s.oval(0, -44, 58, 13, shade(tone, 1.25))
    s.oval(0, -43, 51, 10, "#4a2a18")
    s.oval(-6, -44, 34, 5, "#7a4a2a")
    if face:
        for x in (-22, 22):
            s.circle(x, 4, 11, "#ffffff")
            s.circle(x + 2, 6, 5.5, "#22181a")
        s.curve([(-18, 30), (0, 42), (18, 30)] if s.chance(0.6) else [(-16, 38), (0, 30), (16, 38)], "#22181a", 4)


def _meme_coffee(c: Canvas) -> None:
    if c.chance(0.5):
        _burst(c)
    else:
        wall(c, c.height * 0.66)
    s = c.stage(0.78, 0.9, tilt=6, drop=8)
    s.oval(0, 70, 84, 10, "#00000048")
    _mug(s, s.pick(("#f4f1ea", "#d6453a", "#2f7fb0", "#3a3f4a", "#e8b02f", "#5fae7a")), face=s.chance(0.7))
    for x in (-26, 0, 26):
        sway = s.between(6, 12)
        s.curve([(x, -52), (x + sway, -66), (x - sway, -80), (x, -96)], "#ffffffb8", 6)
    for _ in range(7):
        bean = s.at(s.between(-120, 120), s.between(62, 84), 1, s.between(0, 180))
        bean.oval(0, 0, 10, 7, "#5a3018")
        bean.curve([(-8, 0), (0, 2), (8, 0)], "#2f170a", 1.6)


def _meme_meeting(c: Canvas) -> None:
    w, h = c.width, c.height
    wall(c, h * 0.74)
    c.rect(w * 0.3, h * 0.2, w * 0.72, h * 0.5, "#fdfdfb", 3)
    c.line([(w * 0.33, h * 0.23), (w * 0.33, h * 0.46), (w * 0.69, h * 0.46)], "#3a3f46", 2)
    if c.chance(0.5):
        for i in range(5):
            c.rect(w * (0.36 + i * 0.065), h * c.between(0.26, 0.42), w * (0.4 + i * 0.065), h * 0.46, c.pick(CLOTHES))
    else:
        c.line(
            [(w * (0.34 + i * 0.055), h * c.between(0.25, 0.44)) for i in range(7)], c.pick(("#d6303a", "#2f9a5a")), 4
        )
    speaker = c.chance(0.5)
    person(c, w * (0.2 if speaker else 0.82), h * 0.84, h * 0.5, "wave", flip=not speaker)
    for x in (0.34, 0.52, 0.7):
        body = person(c, w * (x + (0.06 if speaker else -0.04)), h * 1.02, h * 0.46, "stand", flip=c.chance(0.5))
        if c.chance(0.5):
            body.text(14, -106, c.pick(("Zzz", "?", "...", "Zzz")), 16, "#22262c", bold=0.05)
    c.poly(
        [(w * 0.14, h * 0.76), (w * 0.92, h * 0.76), (w * 1.04, h), (w * 0.02, h)],
        c.pick(("#8a5f3c", "#b58a5a", "#5b4636")),
    )
    for x in (0.3, 0.5, 0.72):
        c.poly(
            [(w * x - 18, h * 0.8), (w * x + 18, h * 0.8), (w * x + 22, h * 0.86), (w * x - 22, h * 0.86)], "#ffffff"
        )


def _meme_printer(c: Canvas) -> None:
    if c.chance(0.5):
        _burst(c)
    else:
        wall(c, c.height * 0.72)
    s = c.stage(0.74, 0.84, flip=False, drop=6)
    draw_printer(s)
    for x in (-30, 22):
        s.circle(x - 6, 0, 9, "#ffffff")
        s.circle(x - 4, 1, 4.4, "#22181a")
        s.line([(x - 20 if x < 0 else x + 8, -16), (x + 4 if x < 0 else x - 16, -9)], "#22181a", 4)
    trouble = s.count(0, 2)
    if trouble == 0:
        for _ in range(11):
            page = s.at(s.between(-120, 120), s.between(-70, 90), 1, s.between(0, 180))
            page.poly([(-17, -22), (17, -22), (17, 22), (-17, 22)], "#ffffffe8")
            for y in (-12, -4, 4):
                page.line([(-11, y), (10, y)], "#8a9098", 2)
    elif trouble == 1:
        for i in range(7):
            s.circle(-50 + i * 6, -34 - i * 9, 12 + i * 2, "#55585f90")
        s.blob([(66, -10), (54, -34), (64, -60), (74, -40), (84, -66), (92, -34), (84, -10)], "#f2802a")
        s.blob([(70, -10), (66, -28), (76, -44), (84, -26), (80, -10)], "#ffd24f")
    else:
        person(c, c.width * c.pick((0.12, 0.88)), c.height * 0.92, c.height * 0.5, "cheer")


def _joke_sign(c: Canvas) -> None:
    words = c.pick(SIGNS)
    sky(c)
    hills(c, c.height * 0.72, 26, "#8fb070")
    tree(c, c.width * c.pick((0.08, 0.92)), c.height * 0.84, c.height * 0.5)
    grass(c, c.height * 0.8, "#6fa855")
    s = c.stage(0.92, 1.0, tilt=3, flip=False)
    board, ink = s.pick(
        (
            ("#f2c81f", "#1c1f24"),
            ("#fdfcf7", "#c8262f"),
            ("#1f5fae", "#ffffff"),
            ("#17734a", "#ffffff"),
            ("#b5803f", "#fff6e0"),
            ("#e8752f", "#1c1f24"),
        )
    )
    for x in (-52, 52):
        s.rect(x - 5, 20, x + 5, 130, "#7a7f86", 2)
    s.rect(-97, -77, 97, 57, shade(board, 0.7), 10)
    s.rect(-95, -75, 95, 55, board, 9)
    for offset in (-88, 86):
        s.line([(offset, -67), (offset, 47)], ink, 2.4)
    s.line([(-88, -67), (86, -67)], ink, 2.4)
    s.line([(-88, 47), (86, 47)], ink, 2.4)
    size = 29.0
    lines = wrap(words, size, 160)
    while len(lines) * size * 1.08 > 100:
        size -= 2
        lines = wrap(words, size, 160)
    for i, line in enumerate(lines):
        s.text(0, -10 + (i - (len(lines) - 1) / 2) * size * 1.08, line, fit(line, size, 166), ink, bold=0.07)
    for x in (-91, 90):
        for y in (-70, 50):
            s.circle(x * 0.99, y, 2.6, "#c9ced4")
    if s.chance(0.5):
        person(c, c.width * c.pick((0.16, 0.84)), c.height * 0.99, c.height * 0.4, c.pick(("wave", "stand", "cheer")))


FRAMES: Final = (LANDSCAPE, SQUARE)


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "monday meme": Drawing(_meme("monday meme", _bed, _tired_desk), FRAMES),
    "cat meme": Drawing(_meme("cat meme", _meme_cat), FRAMES),
    "coffee meme": Drawing(_meme("coffee meme", _meme_coffee), FRAMES),
    "meeting meme": Drawing(_meme("meeting meme", _meme_meeting), FRAMES),
    "weather meme": Drawing(_meme("weather meme", rain, sunshine, snow), FRAMES),
    "diet meme": Drawing(_meme("diet meme", diet), FRAMES),
    "printer meme": Drawing(_meme("printer meme", _meme_printer), FRAMES),
    "sign with a joke": Drawing(_joke_sign, ANY),
}
