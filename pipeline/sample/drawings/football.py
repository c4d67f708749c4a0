"""Football: the pitch, the players, the ground and the things that belong to a match."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from pipeline.sample.drawings.canvas import ANY, TALL, WIDE, Canvas, Drawing, fade, fit, mix, shade
from pipeline.sample.drawings.figures import CLOTHES, SKINS, crowd, person
from pipeline.sample.drawings.football_ground import CLUBS, GROUND, KITS
from pipeline.sample.drawings.scenery import sky, wall


def _pitch(c: Canvas, top: float) -> None:
    green = c.pick(("#3f9a48", "#4aa653", "#379040"))
    c.fill(green, shade(green, 0.9), top)
    bands, bottom = 7, c.height
    for i in range(0, bands, 2):
        upper, lower = top + (bottom - top) * (i / bands) ** 1.5, top + (bottom - top) * ((i + 1) / bands) ** 1.5
        c.rect(0, upper, c.width, lower, shade(green, 1.12))


def _ball(c: Canvas, x: float, y: float, radius: float, angle: float = 0.0) -> None:
    b = c.at(x, y, radius / 100, angle)
    b.oval(0, 0, 100, 100, "#f8f8f6")
    pentagon = [(np.sin(k * 1.2566), -np.cos(k * 1.2566)) for k in range(5)]
    b.poly([(32 * px, 32 * py) for px, py in pentagon], "#22252b")
    for px, py in pentagon:
        b.line([(32 * px, 32 * py), (62 * px, 62 * py)], "#3a3e46", 5)
    for k, (px, py) in enumerate(pentagon):
        side = b.at(0, 0, 1, k * 72)
        side.poly([(0, -66), (20, -80), (14, -99), (-14, -99), (-20, -80)], "#22252b")
        nx, ny = pentagon[(k + 1) % 5]
        b.line([(62 * px, 62 * py), (58 * (px + nx), 58 * (py + ny)), (62 * nx, 62 * ny)], "#3a3e46", 4)
    b.ring(0, 0, 98, "#9aa0a8", 4)
    b.glow(34, 40, 90, 90, "#00000050")


def _goal(c: Canvas, left: float, top: float, right: float, ground: float) -> None:
    depth = (right - left) * 0.07
    c.poly([(left, top), (right, top), (right, ground), (left, ground)], "#0b203028")
    for i in range(19):
        x = left + (right - left) * i / 18
        c.line([(x, top), (left + depth + (right - left - 2 * depth) * i / 18, ground - 8)], "#ffffff90", 0.8)
    for i in range(9):
        y = top + (ground - top) * i / 9
        c.line([(left, y), (right, y)], "#ffffff80", 0.8)
    c.line([(left, ground), (left, top), (right, top), (right, ground)], "#fdfdfd", 6)


def _stand(c: Canvas, ground: float) -> None:
    sky(c, ("day", "grey", "dusk", "night"), ground * 0.4)
    c.fill("#39424f", "#2a313c", ground * 0.3, ground)
    crowd(c, ground * 0.34, ground - 26, 14)
    c.rect(0, ground - 24, c.width, ground, c.pick(("#1f3c88", "#b3261e", "#14532d", "#f2c230")))
    for i in range(4):
        word = c.pick(("FAIR PLAY", "LEMON SODA", "CITY BANK", "SPORT ONE", "GO TEAM", "RADIO 7"))
        c.text((i + 0.5) * c.width / 4, ground - 12, word, 12, "#ffffff", bold=0.05)


def _penalty_kick(c: Canvas) -> None:
    ground = c.height * 0.52
    _stand(c, ground)
    _pitch(c, ground)
    left, right = c.width * 0.16, c.width * 0.84
    _goal(c, left, ground - c.height * 0.3, right, ground + 8)
    person(
        c,
        c.width * c.between(0.42, 0.58),
        ground + 8,
        c.height * 0.26,
        "cheer",
        shirt=c.pick(("#f2d43a", "#7fd14f", "#ff7ab0")),
    )
    c.line([(left - 40, ground + 60), (right + 40, ground + 60)], "#ffffffcc", 3)
    x, y = c.width * c.between(0.4, 0.6), c.height * 0.9
    c.oval(x + 34, y + 2, 16, 5, "#00000050")
    c.oval(x - 8, y + 2, 30, 6, "#00000050")
    _ball(c, x + 34, y - 9, 12, c.between(0, 90))
    kicker = person(c, x - 14, y, c.height * 0.46, "kick", shirt=c.pick(KITS))
    kicker.text(1, -62, str(c.count(7, 11)), 14, "#ffffff", bold=0.06)


def _goalkeeper(c: Canvas) -> None:
    ground = c.height * 0.78
    _stand(c, ground * 0.72)
    _pitch(c, ground * 0.72)
    _goal(c, c.width * 0.05, c.height * 0.12, c.width * 0.95, ground)
    flip = c.chance(0.5)
    k = c.at(c.width * 0.5, c.height * c.between(0.42, 0.52), min(c.width, c.height) / 230, c.between(-8, 8), flip)
    kit, skin = c.pick(("#f2d43a", "#7fd14f", "#ff6a3d", "#4fc3f7", "#c05be0")), c.pick(SKINS)
    k.oval(-10, 92, 80, 8, "#00000030")
    k.line([(-30, 16), (-62, 30), (-92, 20)], "#2b2f45", 15)
    k.line([(-34, 6), (-72, 2), (-98, -14)], "#373c56", 15)
    k.line([(-90, 20), (-102, 14)], "#f5f5f5", 9)
    k.line([(-97, -14), (-106, -24)], "#f5f5f5", 9)
    k.line([(20, -10), (44, -2), (68, -20)], shade(kit, 0.82), 13)
    k.blob([(-42, 0), (-20, -10), (10, -26), (26, -22), (28, -6), (10, 10), (-20, 24), (-38, 20)], kit)
    k.line([(16, -18), (42, -30), (66, -42)], kit, 13)
    k.circle(38, -32 + 14, 15, skin)
    k.blob([(24, -20), (28, -36), (44, -36), (52, -24), (42, -28), (32, -24)], "#2b1d16")
    k.oval(70, -22, 11, 9, "#ffffff", -30)
    k.oval(70, -44, 11, 9, "#ffffff", -30)
    _ball(k, 86, -38, 16, c.between(0, 90))


def _football_on_grass(c: Canvas) -> None:
    horizon = c.height * c.between(0.3, 0.5)
    sky(c, horizon=horizon)
    if c.chance(0.6):
        _goal(c, c.width * 0.55, horizon - 66, c.width * 0.93, horizon + 4)
    _pitch(c, horizon)
    radius = min(c.width, c.height) * c.between(0.2, 0.27)
    x, y = c.width * c.between(0.32, 0.6), c.height * 0.9 - radius
    c.line([(0, y + radius * 0.5), (c.width, y + radius * 0.8)], "#ffffffcc", 9)
    c.glow(x + radius * 0.3, y + radius, radius * 1.6, radius * 0.5, "#00000099")
    _ball(c, x, y, radius, c.between(0, 72))
    for i in range(90):
        gx = c.width * i / 90 + c.between(-4, 4)
        base = y + radius + c.between(4, 26)
        c.poly(
            [(gx - 3, base + 6), (gx + c.between(-7, 7), base - c.between(10, 26)), (gx + 3, base + 6)],
            c.pick(("#2f8a3c", "#3c9b49", "#58b765")),
        )


def _trophy(c: Canvas) -> None:
    tone = c.pick(("#24345f", "#7a1f3d", "#1f5f4a", "#3a2a5e", "#d9e3ea", "#2b2f38"))
    c.fill(shade(tone, 1.25), shade(tone, 0.75))
    s = c.stage()
    for turn in range(12):
        s.sector(0, -10, 220, turn * 30, turn * 30 + 13, "#ffffff14")
    s.glow(0, -20, 140, 140, "#ffe9a080")
    gold = s.pick(("#f0b92e", "#e8ad1f", "#cfd5da"))
    dark, light = shade(gold, 0.75), shade(gold, 1.45)
    for x in (-1, 1):
        s.curve([(x * 40, -58), (x * 72, -60), (x * 74, -30), (x * 52, -4), (x * 24, 10)], dark, 9)
    s.blob([(-46, -74), (46, -74), (44, -30), (28, 8), (8, 26), (-8, 26), (-28, 8), (-44, -30)], gold)
    s.blob([(12, -72), (44, -72), (42, -30), (26, 6), (8, 22), (20, -20)], dark)
    s.blob([(-36, -66), (-24, -66), (-24, -30), (-20, -6), (-32, -30)], light)
    s.oval(0, -74, 47, 8, dark)
    s.oval(0, -75, 40, 5, shade(gold, 0.55))
    s.poly([(-8, 22), (8, 22), (7, 44), (22, 56), (-22, 56), (-7, 44)], dark)
    s.rect(-34, 56, 34, 66, gold, 3)
    s.rect(-42, 66, 42, 92, "#3a2a22", 3)
    s.rect(-24, 71, 24, 87, gold, 2)
    s.text(0, 79, s.pick(("WINNERS", "CUP 2026", "CHAMPIONS", "No. 1")), 8.5, "#3a2a22", bold=0.05)
    _ball(s, 0, -34, 17, s.between(0, 70))
    for _ in range(46):
        c.at(c.between(0, c.width), c.between(0, c.height), 1, c.between(0, 180)).rect(
            -4, -2, 4, 2, c.pick((*CLOTHES, "#ffd54a", "#ffffff"))
        )


def _boots(c: Canvas) -> None:
    if c.chance(0.5):
        sky(c, horizon=c.height * 0.4)
        _pitch(c, c.height * 0.4)
    else:
        wall(c, c.height * 0.62)
    s = c.stage(0.9, 1.0)
    colour = s.pick(("#e8432f", "#2f6fd0", "#f2c230", "#1d1f26", "#7fd14f", "#f4f4f2", "#ff5fa2"))
    stripe = "#ffffff" if colour != "#f4f4f2" else "#1d1f26"
    s.oval(0, 70, 100, 12, "#00000045")
    _boot(s.at(14, -30, 0.9), shade(colour, 0.85), stripe)
    _boot(s.at(-8, 22), colour, stripe)


def _boot(s: Canvas, colour: str, stripe: str) -> None:
    sole = mix(colour, "#101218", 0.7)
    for x in (-66, -44, 22, 44, 66):
        s.poly([(x - 8, 36), (x + 8, 36), (x + 4, 48), (x - 4, 48)], sole)
    s.blob(
        [
            (-78, 20),
            (-70, -20),
            (-66, -44),
            (-46, -50),
            (-26, -44),
            (-14, -22),
            (20, -6),
            (60, 4),
            (84, 22),
            (86, 36),
            (0, 38),
            (-74, 38),
        ],
        colour,
    )
    s.blob([(-66, -42), (-46, -52), (-24, -44), (-30, -34), (-48, -38)], shade(colour, 0.5))
    s.rect(-78, 30, 87, 39, sole, 5)
    for x in (-34, -18, -2):
        s.poly([(x, 28), (x + 10, 28), (x + 24, -2), (x + 15, -8)], stripe)
    for i in range(5):
        x, y = -18 + i * 12, -28 + i * 6.5
        s.line([(x - 6, y + 11), (x + 6, y - 3)], stripe, 3)
    s.curve([(48, 6), (62, 14), (66, 30)], shade(colour, 0.7), 2)


def _match_poster(c: Canvas) -> None:
    tone, accent = c.some(KITS, 2)
    c.fill(shade(tone, 1.1), shade(tone, 0.55))
    w, h = c.width, c.height
    for turn in range(0, 360, 24):
        c.sector(w / 2, h * 0.55, h, turn, turn + 11, fade(accent, 0.28))
    home, away = c.some(CLUBS, 2)
    c.text(
        w / 2,
        h * 0.075,
        c.pick(("MATCH DAY", "DERBY DAY", "CUP FINAL", "BIG MATCH")),
        fit("MATCH DAY", h * 0.105, w * 0.86),
        "#ffffff",
        bold=0.06,
    )
    c.text(w / 2, h * 0.185, home.upper(), fit(home.upper(), h * 0.075, w * 0.8), "#ffe27a", bold=0.05)
    c.text(w / 2, h * 0.245, "versus", h * 0.045, "#ffffff")
    c.text(w / 2, h * 0.305, away.upper(), fit(away.upper(), h * 0.075, w * 0.8), "#ffe27a", bold=0.05)
    person(c, w * 0.42, h * 0.87, h * 0.46, c.pick(("kick", "run", "cheer")), shirt=accent)
    _ball(c, w * 0.76, h * 0.76, h * 0.085, c.between(0, 70))
    c.rect(0, h * 0.89, w, h, "#10131a")
    c.text(
        w / 2,
        h * 0.945,
        f"{c.pick(('Saturday', 'Sunday', 'Friday'))} {c.count(1, 28)} May, {c.count(2, 8)} pm",
        h * 0.045,
        "#ffffff",
        bold=0.02,
    )


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "penalty kick": Drawing(_penalty_kick, WIDE),
    "goalkeeper": Drawing(_goalkeeper, WIDE),
    "football on grass": Drawing(_football_on_grass, ANY),
    "trophy": Drawing(_trophy, TALL),
    "boots": Drawing(_boots, WIDE),
    "match poster": Drawing(_match_poster, TALL),
    **GROUND,
}
