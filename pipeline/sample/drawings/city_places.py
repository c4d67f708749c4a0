"""City places: the cafe, the painted wall and the map of the metro."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from pipeline.sample.drawings.canvas import WIDE, Canvas, Drawing, fade, fit, shade
from pipeline.sample.drawings.figures import person
from pipeline.sample.drawings.scenery import sky

STATIONS: Final = (
    "Central",
    "Museum",
    "Harbour",
    "Old Town",
    "Airport",
    "Park Lane",
    "University",
    "Market",
    "Riverside",
    "Castle",
    "Zoo",
    "Opera",
    "West Gate",
    "Stadium",
    "Hill St",
    "Garden Sq",
    "Docks",
    "North End",
)


def _cafe(c: Canvas) -> None:
    w, h = c.width, c.height
    front, awning = (
        c.pick(("#3f6f5f", "#7a3f3a", "#34507a", "#d9b48a", "#5a4a40")),
        c.pick(("#c8452f", "#2f7f6a", "#e0a62b", "#3f6fb0")),
    )
    c.fill(shade(front, 1.1), shade(front, 0.9))
    c.fill("#b9b0a2", "#958b7c", h * 0.78)
    c.rect(w * 0.06, h * 0.3, w * 0.66, h * 0.7, "#2b2420")
    c.rect(w * 0.075, h * 0.315, w * 0.645, h * 0.69, c.pick(("#ffe3a0", "#ffd58a", "#cfe3ea")))
    for x in (0.18, 0.36, 0.54):
        c.line([(w * x, h * 0.3), (w * x, h * 0.4)], "#3a2f28", 2)
        c.sector(w * x, h * 0.43, 14, 180, 360, "#c8683f")
    c.rect(w * 0.075, h * 0.6, w * 0.645, h * 0.69, "#8a5f3c")
    person(c, w * 0.28, h * 0.78, h * 0.38, "hold").rect(-40, -38, 40, 4, "#8a5f3c")
    c.rect(w * 0.06, h * 0.69, w * 0.66, h * 0.79, shade(front, 0.75))
    c.rect(w * 0.72, h * 0.32, w * 0.92, h * 0.79, shade(front, 0.6), 3)
    c.rect(w * 0.745, h * 0.35, w * 0.895, h * 0.6, "#ffe9b8")
    c.text(w * 0.82, h * 0.46, "OPEN", h * 0.045, "#c8452f", bold=0.06)
    c.circle(w * 0.745, h * 0.66, 4, "#f0d060")
    for i in range(14):
        x0, x1 = w * (0.02 + i * 0.96 / 14), w * (0.02 + (i + 1) * 0.96 / 14)
        c.poly(
            [(x0 + 3, h * 0.19), (x1 + 3 - 6, h * 0.19), (x1, h * 0.3), (x0, h * 0.3)], awning if i % 2 else "#fbf6ea"
        )
        c.sector((x0 + x1) / 2, h * 0.3, (x1 - x0) / 2, 0, 180, awning if i % 2 else "#fbf6ea")
    c.rect(w * 0.14, h * 0.04, w * 0.86, h * 0.165, "#241d1a", 6)
    name = c.pick(
        (
            "CAFÉ LUNA",
            "CORNER CAFE",
            "CAFE ROSA",
            "THE BEAN CAFE",
            "CAFE PARIS",
            "BLUE CUP CAFE",
            "CAFE MIRO",
            "LITTLE CAFE",
        )
    )
    c.text(w / 2, h * 0.103, name, fit(name, h * 0.085, w * 0.66), "#ffe3a0", bold=0.05)
    for x in c.pick(((0.24,), (0.26, 0.74), (0.7,))):
        _cafe_table(c.at(w * x, h * 0.95, h / 360))


def _cafe_table(s: Canvas) -> None:
    s.oval(0, 0, 60, 7, "#00000040")
    for side in (-1, 1):
        s.line([(side * 46, -36), (side * 52, -84)], "#3a2f28", 4)
        s.line([(side * 26, -36), (side * 50, -36)], "#c98f4f", 6)
        s.line([(side * 30, -36), (side * 26, 0)], "#3a2f28", 3.4)
        s.line([(side * 48, -36), (side * 54, 0)], "#3a2f28", 3.4)
    s.line([(0, -56), (0, 0)], "#2b2420", 5)
    s.line([(-16, 0), (16, 0)], "#2b2420", 5)
    s.rect(-36, -62, 36, -55, "#f7f3ea", 3)
    for x in (-15, 15):
        s.poly([(x - 9, -76), (x + 9, -76), (x + 6, -62), (x - 6, -62)], s.pick(("#ffffff", "#e8643a", "#3f8fb0")))
        s.ring(x + 10, -71, 4, "#ffffff", 2)
        s.curve([(x, -80), (x + 4, -88), (x - 3, -96)], "#ffffffa0", 2.4)


def _mural(c: Canvas) -> None:
    w, h = c.width, c.height
    base = c.pick(("#b5654a", "#c98a6a", "#a8a8a0", "#d9c2a2"))
    sky(c, ("day", "dusk"), h * 0.2)
    c.rect(0, h * 0.08, w, h * 0.82, base)
    for row in range(int(h * 0.74 / 12)):
        y = h * 0.08 + row * 12
        c.line([(0, y), (w, y)], shade(base, 0.85), 1)
        for column in range(int(w / 26) + 1):
            x = column * 26 + row % 2 * 13
            c.line([(x, y), (x, y + 12)], shade(base, 0.85), 1)
    c.fill("#a5a09a", "#85807a", h * 0.82)
    art = c.pick((_mural_face, _mural_bird, _mural_word))
    s = c.at(w / 2, h * 0.45, min(w * 0.9, h) / 230)
    tones = s.some(("#f25f5c", "#ffe066", "#247ba0", "#70c1b3", "#8a4fb0", "#f28a1f", "#2b2d42", "#ef8fb5"), 6)
    for i in range(9):
        s.at(s.between(-90, 90), s.between(-50, 50), s.between(0.7, 1.3), s.between(0, 360)).blob(
            [(-38, 0), (-12, -26), (30, -16), (36, 18), (-4, 30)], fade(tones[i % 4], 0.92)
        )
    art(s, tones)
    for _ in range(5):
        drip = s.between(-100, 100)
        s.line([(drip, 30), (drip, s.between(56, 84))], fade(tones[2], 0.9), 3)
    person(c, w * c.pick((0.12, 0.88)), h * 0.94, h * 0.36, c.pick(("stand", "walk", "wave")), flip=c.chance(0.5))


def _mural_face(s: Canvas, tones: list[str]) -> None:
    s.blob([(-20, 76), (-34, 40), (-46, 0), (-36, -52), (0, -70), (38, -52), (46, 0), (30, 46), (18, 76)], tones[4])
    s.blob([(2, -70), (38, -52), (46, 0), (30, 46), (18, 76), (0, 76), (6, 20)], tones[5])
    for x in (-18, 20):
        s.blob([(x - 13, -8), (x, -17), (x + 13, -8), (x, 0)], "#ffffff")
        s.circle(x, -8, 6, "#1c1c24")
        s.arc(x, -16, 14, 8, 200, 340, "#1c1c24", 4)
    s.curve([(2, -8), (8, 16), (-2, 20)], "#1c1c24", 3)
    s.blob([(-14, 36), (0, 31), (16, 36), (0, 45)], "#d6303a")
    for i in range(9):
        s.at(0, -30, 1, -100 + i * 25).blob([(-9, -36), (-16, -60), (0, -84), (16, -60), (9, -36)], tones[i % 3])


def _mural_bird(s: Canvas, tones: list[str]) -> None:
    s.blob(
        [
            (-90, -14),
            (-60, -66),
            (-20, -30),
            (20, -28),
            (60, -70),
            (96, -20),
            (40, 6),
            (34, 40),
            (60, 72),
            (0, 62),
            (-24, 36),
            (-40, 8),
        ],
        tones[4],
    )
    for i, x in enumerate((-66, -46, 40, 62)):
        s.curve([(x, -48), (x * 0.8, -20), (x * 0.4, 4)], tones[i % 3], 8)
    s.circle(-4, -40, 24, tones[5])
    s.poly([(-24, -46), (-56, -36), (-24, -30)], "#f2a51f")
    s.circle(-10, -44, 6, "#ffffff")
    s.circle(-11, -44, 3, "#1c1c24")


def _mural_word(s: Canvas, tones: list[str]) -> None:
    word = s.pick(("DREAM", "PEACE", "HELLO", "LOVE", "HOPE", "RISE", "TOGETHER", "SMILE"))
    size = fit(word, 76, 176)
    s.text(4, 4, word, size, "#1c1c24", bold=0.1)
    s.text(0, 0, word, size, tones[4], bold=0.06, outline="#ffffff")
    for x in (-90, 90):
        s.star(x, -44, 15, tones[5])


def _metro_map(c: Canvas) -> None:
    w, h = c.width, c.height
    c.fill("#fbfaf5", "#f1efe6")
    names = iter(c.some(STATIONS, len(STATIONS)))
    c.rect(0, 0, w, h * 0.11, c.pick(("#1f3c88", "#b3261e", "#14532d", "#22262e")))
    c.text(
        14,
        h * 0.056,
        c.pick(("METRO MAP", "CITY METRO", "SUBWAY MAP", "UNDERGROUND MAP")),
        h * 0.06,
        "#ffffff",
        "lm",
        bold=0.05,
    )
    c.curve([(-10, h * 0.78), (w * 0.3, h * 0.72), (w * 0.6, h * 0.84), (w + 10, h * 0.7)], "#cfe6f5", 26)
    u, v = w / 10, h / 10
    tones = c.some(("#e0312f", "#1f6fd0", "#2fa34a", "#f2a51f", "#7b3fa0", "#17a0a8"), 3)
    a, b = c.between(3.2, 4.0), c.between(5.6, 6.6)
    lines = (
        [(0.8, a), (3, a), (5.4, a + 2.4), (9.3, a + 2.4)],
        [(1, 8.6), (2.6, b + 0.6), (4.2, b - 1), (7.2, 2.4), (9.2, 2.4)],
        [(7.4, 9.2), (7.4, 5.2), (5.6, 3.4), (2.2, 2.0)],
    )
    for line, tone in zip(lines, tones, strict=True):
        c.line([(x * u, y * v) for x, y in line], tone, 8)
    written: list[tuple[float, float]] = []
    for line, tone in zip(lines, tones, strict=True):
        for (x0, y0), (x1, y1) in pairwise(line):
            for share in (0.06, 0.56) if math.hypot(x1 - x0, y1 - y0) > 2.2 else (0.5,):
                x, y = (x0 + (x1 - x0) * share) * u, (y0 + (y1 - y0) * share) * v
                c.circle(x, y, 7.5, tone)
                c.circle(x, y, 4.6, "#ffffff")
                name = next(names)
                if any(abs(x - px) < 52 and abs(y - py) < 17 for px, py in written):
                    continue
                written.append((x, y))
                left = x > w * 0.8
                c.text(x + (-6 if left else 4), y - 15, name, 13, "#22262e", "rm" if left else "lm", bold=0.03)
    for i, tone in enumerate(tones):
        c.line([(14, h - 46 + i * 15), (34, h - 46 + i * 15)], tone, 5)
        c.text(42, h - 46 + i * 15, f"Line {i + 1}", 12, "#22262e", "lm")


PLACES: Final[Mapping[str, Drawing]] = {
    "cafe": Drawing(_cafe, WIDE),
    "mural": Drawing(_mural, WIDE),
    "metro map": Drawing(_metro_map, WIDE),
}
