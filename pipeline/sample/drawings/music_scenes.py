"""Music as one meets it: piano, record, concert and poster."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

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
    s = c.stage(0.94, 1.0, flip=False)
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


SCENES: Final[Mapping[str, Drawing]] = {
    "piano": Drawing(_piano, WIDE),
    "vinyl record": Drawing(_vinyl_record, ANY),
    "concert stage": Drawing(_concert_stage, WIDE),
    "gig poster": Drawing(_gig_poster, TALL),
}
