"""Music: instruments, records and nights out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from pipeline.sample.drawings.canvas import ANY, TALL, WIDE, Canvas, Drawing, fade, fit, mix, shade, wrap
from pipeline.sample.drawings.figures import person
from pipeline.sample.drawings.scenery import table, wall

BANDS: Final = (
    "THE PAPER OWLS",
    "VELVET COMET",
    "LOW TIDE",
    "NORTH STATION",
    "LEMON THIEVES",
    "BLUE TRACTOR",
    "MIDNIGHT TRAM",
    "SILVER FOXES",
    "CACTUS CHOIR",
    "THE QUIET NEIGHBOURS",
    "MOON OVER OSLO",
    "RADIO GARDEN",
)
TITLES: Final = ("Night Bus", "Slow Rain", "Gold Dust", "Side Streets", "Echoes", "Blue Hour", "Tangerine", "Long Way")
LOUD: Final = ("#e63b6f", "#f2a51f", "#3f6fe0", "#17a398", "#8a4fd0", "#e8502f", "#f4d03a", "#22263a")


def _backdrop(c: Canvas) -> None:
    if c.chance(0.5):
        wall(c, c.height * 0.8)
    else:
        tone = c.pick(("#f2d6a8", "#f0a8a0", "#8fc5d9", "#a8d5ba", "#3a3f5c", "#c9b3e0", "#e8e2d4"))
        c.fill(shade(tone, 1.1), shade(tone, 0.85))
    if c.chance(0.5):
        for _ in range(5):
            _note(
                c.at(
                    c.between(20, c.width - 20), c.between(20, c.height * 0.6), c.between(0.7, 1.2), c.between(-14, 14)
                )
            )


def _note(s: Canvas) -> None:
    ink = s.pick(("#ffffffa0", "#22263a90"))
    s.oval(-10, 12, 8, 6, ink, -20)
    s.oval(14, 8, 8, 6, ink, -20)
    s.poly([(-5, 10), (-2, 10), (-2, -16), (19, -20), (19, 6), (22, 6), (22, -30), (-5, -24)], ink)


def _guitar(c: Canvas) -> None:
    _backdrop(c)
    s = c.stage(0.9, 0.98, flip=False).at(0, 0, 0.92, c.pick((-1, 1)) * c.between(18, 42))
    wood = s.pick(("#c98436", "#a8522a", "#e0b06a", "#7a3a22", "#d9a04a"))
    if s.chance(0.4):
        _electric(s, s.pick(("#d6303a", "#2f6fd0", "#f4e8c8", "#1c1f24", "#17a398", "#f2b01f")))
        return
    body = np.array(
        [
            (0, -14),
            (28, -10),
            (36, 10),
            (28, 26),
            (42, 48),
            (46, 72),
            (30, 96),
            (0, 104),
            (-30, 96),
            (-46, 72),
            (-42, 48),
            (-28, 26),
            (-36, 10),
            (-28, -10),
        ],
        dtype=float,
    )
    s.at(5, 5).blob(body, "#00000040")
    s.blob(body, shade(wood, 0.6))
    s.blob((body - [0, 44]) * 0.94 + [0, 44], wood)
    s.circle(0, 28, 18, shade(wood, 0.5))
    s.circle(0, 28, 15, "#1c1512")
    s.blob([(16, 24), (32, 38), (30, 56), (16, 44)], shade(wood, 0.55))
    s.rect(-24, 70, 24, 78, "#3a2418", 3)
    _neck(s, "#5b3a22", 76)


def _electric(s: Canvas, tone: str) -> None:
    body = [
        (0, 6),
        (18, -6),
        (34, -22),
        (40, -14),
        (32, 8),
        (36, 30),
        (46, 56),
        (40, 86),
        (12, 98),
        (-24, 96),
        (-46, 80),
        (-46, 54),
        (-32, 34),
        (-40, 8),
        (-38, -8),
        (-24, -2),
    ]
    s.at(5, 5).blob(body, "#00000040")
    s.blob(body, tone)
    s.blob([(-10, 16), (20, 8), (26, 34), (34, 62), (20, 80), (-14, 70)], "#fbf7ee" if tone != "#f4e8c8" else "#3a2a22")
    for y in (26, 44, 60):
        s.rect(-14, y - 4, 14, y + 4, "#1c1f24", 3)
    s.rect(-15, 72, 15, 80, "#aab2ba", 2)
    for x, y in ((30, 60), (34, 74)):
        s.circle(x, y, 4, "#f2f2ee")
    _neck(s, "#d9a566", 76)


def _neck(s: Canvas, wood: str, bridge: float) -> None:
    s.poly([(-7, 18), (7, 18), (6, -78), (-6, -78)], wood)
    for i in range(10):
        y = -74 + i * 9 + i * i * 0.05
        s.line([(-6, y), (6, y)], "#d9d4c4", 1.2)
    s.poly([(-6, -78), (6, -78), (10, -104), (-10, -104)], shade(wood, 0.7))
    for y in (-84, -92, -100):
        for x in (-12, 12):
            s.circle(x, y, 3, "#d9d9d4")
    for string in (-4.5, -2.7, -0.9, 0.9, 2.7, 4.5):
        s.line([(string, bridge), (string * 0.8, -82)], "#f2f0e6", 0.7)


def _piano(c: Canvas) -> None:
    if c.chance(0.4):
        _keys_close(c)
        return
    wall(c, c.height * 0.82)
    s = c.stage(0.92, 1.0)
    tone = s.pick(("#1c1e24", "#1c1e24", "#5b2f1f", "#f4f1ea", "#3a1f24"))
    gold = "#d9a83f"
    s.oval(4, 92, 98, 7, "#00000048")
    s.line([(52, -18), (24, -78)], shade(tone, 0.7), 3)
    s.blob([(-66, -18), (-56, -64), (-12, -92), (50, -90), (92, -62), (84, -22)], shade(tone, 1.16))
    s.blob([(-58, -20), (-50, -58), (-10, -82), (46, -80), (82, -58), (76, -22)], mix(tone, gold, 0.35))
    for i in range(9):
        s.line([(-40 + i * 12, -24), (-24 + i * 9, -62)], fade(gold, 0.8), 1)
    s.poly([(-90, -14), (88, -22), (94, 14), (-92, 14)], tone)
    s.poly([(-90, -14), (88, -22), (88, -14), (-90, -6)], shade(tone, 1.25))
    s.rect(-94, 8, -10, 20, "#fdfbf5")
    for i in range(14):
        s.line([(-94 + i * 6, 8), (-94 + i * 6, 20)], "#9a9690", 1)
        if i % 7 not in (2, 6):
            s.rect(-90 + i * 6, 8, -86.4 + i * 6, 15, "#15171b")
    s.rect(-98, 19, -6, 27, shade(tone, 0.8), 2)
    s.rect(-6, 10, 92, 24, tone)
    for x in (-78, 74, 10):
        s.poly([(x - 6, 24), (x + 6, 24), (x + 3, 88), (x - 3, 88)], tone)
        s.circle(x, 89, 4, gold)
    s.rect(-66, -34, -24, -8, "#fdfbf5")
    for y in (-30, -25, -20, -15):
        s.line([(-63, y), (-27, y)], "#55595f", 0.8)
    s.rect(-84, 52, -30, 62, "#7a2f34", 4)
    for x in (-78, -36):
        s.line([(x, 60), (x, 90)], tone, 4)


def _keys_close(c: Canvas) -> None:
    tone = c.pick(("#1c1e24", "#5b2f1f", "#3a1f24", "#22304a"))
    c.fill(shade(tone, 1.2), tone)
    top, low = c.height * 0.34, c.height * 0.86
    number = c.pick((10, 12, 14))
    wide = c.width / number
    c.text(
        c.width / 2,
        c.height * 0.16,
        c.pick(("GRAND", "Concert", "Melody", "Sonata")),
        c.height * 0.09,
        "#d9a83f",
        bold=0.03,
    )
    c.rect(0, top - 10, c.width, top, c.pick(("#b5303a", "#2f6f4f", "#7a2f6a")))
    lit = {c.count(0, number - 1) for _ in range(c.count(0, 3))}
    for i in range(number):
        colour = c.pick(("#ffd98f", "#a8e0ff")) if i in lit else "#fdfcf7"
        c.rect(i * wide + 1, top, (i + 1) * wide - 1, low, colour, 5)
        c.rect(i * wide + 1, low - 12, (i + 1) * wide - 1, low, shade(colour, 0.84), 5)
    offset = c.count(0, 6)
    for i in range(number):
        if (i + offset) % 7 not in (2, 6):
            x = (i + 1) * wide
            c.rect(x - wide * 0.3, top, x + wide * 0.3, top + (low - top) * 0.6, "#15171b", 4)
            c.rect(x - wide * 0.18, top, x + wide * 0.18, top + (low - top) * 0.54, "#3a3e46", 4)


def _vinyl_record(c: Canvas) -> None:
    table(c)
    s = c.stage(0.94, 1.0)
    tone, accent = s.some(LOUD, 2)
    band = s.pick(BANDS)
    if s.chance(0.5):
        s.rect(-98, -66, 30, 62, tone)
        for i in range(4):
            s.ring(-34, 4, 12 + i * 13, fade(accent, 0.9), 5)
        for i, row in enumerate(wrap(band, 14, 66)):
            s.text(-92, -54 + i * 14, row, fit(row, 14, 66), "#ffffff", "lm", bold=0.05)
        disc, radius = s.at(36, 0), 62.0
    else:
        s.rect(-98, -92, 98, 92, s.pick(("#7a4f30", "#2f3338", "#c9b08a")), 8)
        s.circle(-12, 4, 84, "#3a3e44")
        disc, radius = s.at(-12, 4), 80.0
    disc.glow(4, 6, radius * 1.24, radius * 1.24, "#000000a0")
    disc.circle(0, 0, radius, "#15161a")
    for i in range(9):
        disc.ring(0, 0, radius * (0.42 + i * 0.062), "#2c2e35", 1)
    for turn in (25, 205):
        disc.sector(0, 0, radius * 0.97, turn, turn + 22, "#ffffff26")
        disc.sector(0, 0, radius * 0.97, turn + 7, turn + 14, "#ffffff2c")
    disc.circle(0, 0, radius * 0.36, accent)
    disc.text(0, -radius * 0.17, band, fit(band, 9, radius * 0.56), "#ffffff", bold=0.04)
    disc.text(0, radius * 0.18, s.pick(TITLES), radius * 0.1, "#ffffff")
    disc.circle(0, 0, 3, "#f4f1ea")
    if radius > 70:
        s.circle(80, -70, 13, "#aab2ba")
        s.circle(80, -70, 7, "#5a6068")
        s.line([(80, -70), (78, 20), (48, 46)], "#d9dde2", 5)
        s.rect(38, 40, 54, 54, "#2b2f36", 3)
        s.circle(80, 74, 9, "#d9dde2")


def _drums(c: Canvas) -> None:
    c.pick((_backdrop, _stage_light))(c)
    s = c.stage(0.9, 1.0)
    tone = s.pick(("#d6303a", "#2f6fd0", "#e8b02f", "#17a398", "#2b2f38", "#8a4fd0", "#f2f0ea"))
    s.oval(0, 88, 104, 8, "#00000050")
    for x, y, lean in ((-72, -52, -14), (74, -58, 12), (-88, -14, -6)):
        s.line([(x, y), (x * 0.94, 86)], "#aab2ba", 3)
        s.line([(x * 0.94 - 14, 88), (x * 0.94, 66), (x * 0.94 + 14, 88)], "#aab2ba", 3)
        s.oval(x, y, 31 if y < -20 else 22, 6, "#e0b23a", lean)
        s.oval(x, y - 2, 10, 2.6, "#f7dc8a", lean)
    for x in (-28, 28):
        s.line([(x * 0.4, 10), (x, -20)], "#aab2ba", 4)
        _drum(s.at(x, -22, 1, -x * 0.35), 24, 26, tone)
    _drum(s.at(-58, 34), 24, 22, tone)
    _drum(s.at(62, 36), 27, 40, tone)
    for x in (-66, -48, 52, 74):
        s.line([(x, 52), (x, 86)], "#aab2ba", 3)
    s.circle(0, 42, 47, shade(tone, 0.7))
    s.circle(0, 42, 43, "#d9dde2")
    s.circle(0, 42, 39, "#f7f4ea")
    band = s.pick(BANDS)
    words = band.split()
    for i, word in enumerate(words):
        s.text(0, 42 + (i - (len(words) - 1) / 2) * 14, word, fit(word, 14, 66), shade(tone, 0.6), bold=0.06)
    for turn in range(0, 360, 45):
        dx, dy = 45 * math.cos(math.radians(turn)), 45 * math.sin(math.radians(turn))
        s.circle(dx, 42 + dy, 3, "#aab2ba")
    s.line([(-70, 12), (-30, -2)], "#e0b06a", 3)
    s.line([(-56, -4), (-34, 16)], "#e0b06a", 3)


def _drum(s: Canvas, half: float, deep: float, tone: str) -> None:
    s.rect(-half, -4, half, deep, tone)
    s.rect(half * 0.3, -4, half * 0.8, deep, shade(tone, 0.8))
    s.oval(0, deep, half, 6, shade(tone, 0.7))
    s.oval(0, -4, half + 2, 8, "#c9ced4")
    s.oval(0, -5, half - 1, 6.4, "#fbf9f2")
    for x in (-half * 0.6, 0, half * 0.6):
        s.line([(x, 4), (x, deep)], "#d9dde2", 1.8)


def _stage_light(c: Canvas) -> None:
    c.fill("#14102a", "#241636")
    for x in (0.15, 0.4, 0.62, 0.88):
        tone = c.pick(("#ff4f8f", "#4fa8ff", "#ffd24f", "#5fffb0", "#b05fff"))
        reach = c.between(-0.16, 0.16)
        c.poly(
            [(c.width * x, -10), (c.width * (x + reach - 0.14), c.height), (c.width * (x + reach + 0.14), c.height)],
            fade(tone, 0.26),
        )
        c.glow(c.width * x, 4, 60, 50, fade(tone, 0.8))
    c.fill("#2a1c2e", "#150f1c", c.height * 0.84)


def _concert_stage(c: Canvas) -> None:
    w, h = c.width, c.height
    c.fill("#0f0c22", "#2a1840")
    floor = h * 0.66
    tones = c.some(("#ff4f8f", "#4fa8ff", "#ffd24f", "#5fffb0", "#b05fff", "#ff7a3f"), 3)
    screen = tones[2]
    c.rect(w * 0.26, h * 0.14, w * 0.74, h * 0.42, shade(screen, 0.6))
    band = c.pick(BANDS)
    c.text(w / 2, h * 0.28, band, fit(band, h * 0.1, w * 0.44), "#ffffff", bold=0.06)
    c.rect(0, h * 0.04, w, h * 0.07, "#3a3f4a")
    for i in range(7):
        x = w * (0.08 + i * 0.14)
        tone, reach = tones[i % 3], c.between(-0.22, 0.22) * w
        c.poly([(x, h * 0.08), (x + reach - 34, floor + 20), (x + reach + 34, floor + 20)], fade(tone, 0.26))
        c.glow(x, h * 0.08, 34, 34, tone)
        c.rect(x - 7, h * 0.05, x + 7, h * 0.1, "#1c1f26", 3)
    c.fill("#4a3048", "#22182c", floor, h * 0.78)
    for x in (0.08, 0.92):
        for i in range(3):
            c.rect(w * x - 24, floor - 100 + i * 33, w * x + 24, floor - 70 + i * 33, "#15161c", 2)
            c.circle(w * x, floor - 85 + i * 33, 11, "#3a3e48")
    for x, pose in ((0.3, "stand"), (0.5, "cheer"), (0.7, "hold")):
        body = person(c, w * x, floor + 24, h * 0.29, pose, shirt=c.pick(LOUD))
        if pose != "cheer":
            g = body.at(0, -52, 0.5, -60)
            g.blob(
                [(-20, 30), (-28, 0), (-16, -14), (16, -14), (28, 0), (20, 30)],
                c.pick(("#d6303a", "#f2b01f", "#f4f1ea")),
            )
            g.line([(0, -14), (0, -84)], "#5b3a22", 6)
        else:
            body.line([(16, 0), (16, -74), (6, -82)], "#c9ced4", 2.4)
    for row in range(3):
        for i in range(int(w / 26) + 2):
            x, y = i * 26 + c.between(-7, 7) + row * 9, h * (0.84 + row * 0.075)
            tone = shade("#241a3a", 1 - row * 0.28)
            c.circle(x, y, 11, tone)
            c.rect(x - 14, y + 8, x + 14, h, tone, 8)
            if c.chance(0.4):
                c.line([(x + 10, y + 12), (x + 13, y - 26)], tone, 7)


def _headphones(c: Canvas) -> None:
    _backdrop(c)
    s = c.stage(0.88, 1.0, tilt=14)
    tone, pad = s.pick(
        (
            ("#1f2228", "#3a3e46"),
            ("#f4f2ec", "#c9b8a2"),
            ("#d6303a", "#2b2226"),
            ("#2f6fb0", "#1f2f4a"),
            ("#f2b01f", "#3a3226"),
            ("#e8a0b0", "#f7e6e2"),
            ("#17908a", "#143f3f"),
        )
    )
    s.glow(6, 70, 110, 40, "#00000080")
    s.arc(0, 6, 70, 84, 180, 360, shade(tone, 0.85), 15)
    s.arc(0, 6, 64, 76, 196, 344, pad, 8)
    s.arc(0, 4, 73, 88, 205, 250, fade(shade(tone, 1.6), 0.7), 3)
    for side in (-1, 1):
        s.rect(side * 70 - 5, -14, side * 70 + 5, 22, "#b9c0c8", 3)
        e = s.at(side * 68, 34, 1, side * -8)
        e.rect(-17 + side * -11, -36, 17 + side * -11, 36, pad, 16)
        e.rect(-17 + side * 5, -40, 17 + side * 5, 40, tone, 17)
        e.rect(-9 + side * 8, -28, 9 + side * 8, 28, shade(tone, 1.25), 9)
        e.circle(side * 8, 0, 6, shade(tone, 0.7))
    if s.chance(0.5):
        s.curve([(-70, 74), (-64, 96), (-20, 88), (10, 104), (60, 92), (120, 110)], "#22262c", 3)


def _violin(c: Canvas) -> None:
    _backdrop(c)
    s = c.stage(0.9, 0.98, flip=False).at(0, 0, 0.94, c.pick((-1, 1)) * c.between(14, 40))
    wood = s.pick(("#a8481f", "#b5642a", "#8a3518", "#c27a34"))
    half = [
        (0, -28),
        (20, -26),
        (32, -10),
        (28, 6),
        (20, 16),
        (19, 30),
        (28, 40),
        (40, 60),
        (38, 82),
        (20, 96),
        (0, 99),
    ]
    body = np.array(half + [(-x, y) for x, y in half[-2:0:-1]], dtype=float)
    s.at(5, 5).blob(body, "#00000040")
    s.blob(body, shade(wood, 0.55))
    s.blob((body - [0, 36]) * 0.95 + [0, 36], wood)
    s.blob((body - [0, 36]) * np.array([0.6, 0.8]) + [0, 36], fade(shade(wood, 1.3), 0.5))
    for side in (-1, 1):
        s.curve([(side * 12, 12), (side * 16, 20), (side * 14, 34), (side * 19, 44), (side * 22, 40)], "#2b1510", 2.6)
        s.circle(side * 11, 13, 2.4, "#2b1510")
    s.poly([(-6, 20), (6, 20), (4.5, -76), (-4.5, -76)], "#1f1614")
    s.poly([(-5, -74), (5, -74), (4, -92), (-4, -92)], shade(wood, 0.8))
    s.curve([(0, -90), (8, -98), (4, -106), (-5, -104), (-3, -97)], shade(wood, 0.8), 4)
    for x, y in ((-11, -80), (11, -84), (-11, -88), (11, -92)):
        s.line([(0, y), (x, y)], "#1f1614", 3)
    s.rect(-15, 40, 15, 44, "#e0c090", 1)
    s.poly([(-6, 62), (6, 62), (9, 92), (-9, 92)], "#1f1614")
    s.oval(-22, 90, 13, 8, "#1f1614", 20)
    for string in (-4.0, -1.3, 1.3, 4.0):
        s.line([(string * 1.3, 64), (string * 0.7, -78)], "#f2efe4", 0.8)
    b = s.at(50 if s.chance(0.5) else -50, 0, 1, s.between(-16, 16))
    b.line([(0, -98), (2, 96)], "#7a3f20", 3.4)
    b.line([(5, -92), (6, 88)], "#f4f0e2", 2)
    b.rect(-1, 76, 8, 92, "#1f1614", 2)


def _gig_poster(c: Canvas) -> None:
    w, h = c.width, c.height
    paper, ink, accent = c.some(LOUD, 3)
    c.fill(paper, shade(paper, 0.82))
    c.rect(w * 0.04, h * 0.03, w * 0.96, h * 0.97, fade("#ffffff", 0.14))
    band = c.pick(BANDS)
    rows = wrap(band, h * 0.085, w * 0.84)
    size = min(h * 0.115, *(fit(row, h * 0.115, w * 0.84) for row in rows))
    for i, row in enumerate(rows):
        c.text(w / 2 + 3, h * 0.1 + i * size * 0.98 + 3, row, size, ink, bold=0.1)
        c.text(w / 2, h * 0.1 + i * size * 0.98, row, size, "#fffaf0", bold=0.1)
    s = c.at(w / 2, h * 0.57, min(w, h) / 300)
    for turn in range(0, 360, 30):
        s.sector(0, 0, 104, turn, turn + 15, fade(accent, 0.75))
    s.circle(0, 0, 74, accent)
    c.pick((_poster_guitar, _poster_mic, _poster_disc))(s.at(0, 0, 1, c.between(-14, 14)), ink)
    c.rect(0, h * 0.84, w, h * 0.97, "#17141c")
    where = c.pick(("Town Hall", "The Cellar", "Harbour Club", "Old Brewery", "Moon Bar", "Warehouse 9"))
    c.text(
        w / 2,
        h * 0.875,
        f"LIVE  {c.pick(('FRI', 'SAT', 'SUN'))} {c.count(1, 30)} {c.pick(('MAY', 'JUNE', 'JULY', 'AUG'))}",
        h * 0.045,
        "#ffe08a",
        bold=0.05,
    )
    c.text(w / 2, h * 0.932, f"{where} - doors {c.count(6, 9)} pm", h * 0.038, "#ffffff", bold=0.02)


def _poster_guitar(s: Canvas, ink: str) -> None:
    s.blob(
        [(-30, 60), (-44, 34), (-26, 10), (-30, -10), (-14, -20), (14, -20), (30, -10), (26, 10), (44, 34), (30, 60)],
        ink,
    )
    s.circle(0, 14, 10, "#fffaf0")
    s.rect(-4, -88, 4, 10, ink)
    s.rect(-9, -104, 9, -84, ink, 3)
    s.rect(-14, 40, 14, 46, "#fffaf0")


def _poster_mic(s: Canvas, ink: str) -> None:
    s.rect(-12, -16, 12, 70, ink, 6)
    s.circle(0, -40, 32, ink)
    for x in (-16, 0, 16):
        s.line([(x, -66), (x, -14)], "#fffaf0a0", 2)
        s.line([(-28, -40 + x), (28, -40 + x)], "#fffaf0a0", 2)
    s.rect(-22, -16, 22, -6, "#fffaf0", 3)


def _poster_disc(s: Canvas, ink: str) -> None:
    s.circle(0, 0, 62, ink)
    for r in (52, 42, 32):
        s.ring(0, 0, r, "#fffaf060", 1.4)
    s.circle(0, 0, 22, "#fffaf0")
    s.circle(0, 0, 4, ink)


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "guitar": Drawing(_guitar, TALL),
    "piano": Drawing(_piano, WIDE),
    "vinyl record": Drawing(_vinyl_record, ANY),
    "drums": Drawing(_drums, WIDE),
    "concert stage": Drawing(_concert_stage, WIDE),
    "headphones": Drawing(_headphones, ANY),
    "violin": Drawing(_violin, TALL),
    "gig poster": Drawing(_gig_poster, TALL),
}
