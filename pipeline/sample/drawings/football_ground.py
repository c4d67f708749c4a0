"""The football ground: the stadium from above and its scoreboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from pipeline.sample.drawings.canvas import LANDSCAPE, WIDE, Canvas, Drawing, fit, shade
from pipeline.sample.drawings.figures import crowd
from pipeline.sample.drawings.scenery import cloud, sky

CLUBS: Final = (
    "Northgate",
    "Riverside",
    "Oakfield",
    "Harbour FC",
    "Millbrook",
    "Eastwood",
    "St Aldan",
    "Larkhill",
    "Ironbridge",
    "Kestrel Utd",
    "Redmoor",
    "Ashford",
)


KITS: Final = ("#d64545", "#2f6fb0", "#e8a628", "#7b4fa0", "#1f8a8a", "#e86a2f", "#2b2f45", "#b02a5b")


def _stadium(c: Canvas) -> None:
    time = sky(c, ("day", "dusk", "night", "night"))
    w, h = c.width, c.height
    middle = h * 0.62
    for rim, colour in ((1.0, "#55606e"), (0.9, "#39424f")):
        c.oval(w / 2, middle, w * 0.56 * rim, h * 0.42 * rim, colour)
    fans = c.pick(KITS)
    for ring in range(9):
        rx, ry = w * (0.53 - ring * 0.022), h * (0.385 - ring * 0.018)
        for turn in np.arange(0, 6.283, 0.075 + 0.004 * ring):
            c.circle(
                w / 2 + rx * float(np.cos(turn)),
                middle + ry * float(np.sin(turn)),
                2.8,
                c.pick((fans, fans, "#f3f3f0", "#9aa4b0", shade(fans, 1.3))),
            )
    c.oval(w / 2, middle, w * 0.33, h * 0.225, "#2e7d3a")
    _field(c, middle)
    if time != "day":
        for x in (0.08, 0.36, 0.64, 0.92):
            c.line([(x * w, middle - h * 0.2), (x * w, h * 0.1)], "#8a929c", 4)
            c.glow(x * w, h * 0.1, 70, 60, "#fff8d0c0")
            c.rect(x * w - 18, h * 0.06, x * w + 18, h * 0.13, "#fffbe0", 3)
    else:
        cloud(c, w * 0.5, h * 0.12, 24)


def _field(c: Canvas, middle: float) -> None:
    w, h = c.width, c.height
    for i in range(6):
        colour = ("#45a852", "#55b862")[i % 2]
        x0, x1 = w * (0.26 + i * 0.08), w * (0.34 + i * 0.08)
        c.rect(x0, middle - h * 0.12, x1, middle + h * 0.12, colour)
    c.line(
        [
            (w * 0.26, middle - h * 0.12),
            (w * 0.74, middle - h * 0.12),
            (w * 0.74, middle + h * 0.12),
            (w * 0.26, middle + h * 0.12),
            (w * 0.26, middle - h * 0.12),
        ],
        "#ffffff",
        2,
    )
    c.line([(w / 2, middle - h * 0.12), (w / 2, middle + h * 0.12)], "#ffffff", 2)
    c.arc(w / 2, middle, w * 0.055, h * 0.05, 0, 360, "#ffffff", 2)
    for side in (0.26, 0.74):
        inner = side + (0.07 if side < 0.5 else -0.07)
        c.line(
            [
                (w * side, middle - h * 0.06),
                (w * inner, middle - h * 0.06),
                (w * inner, middle + h * 0.06),
                (w * side, middle + h * 0.06),
            ],
            "#ffffff",
            2,
        )
    kits = c.some(KITS, 2)
    for i in range(16):
        c.oval(w * c.between(0.28, 0.72), middle + h * c.between(-0.1, 0.1), 3, 4.4, kits[i % 2])


def _scoreboard(c: Canvas) -> None:
    sky(c, ("night", "dusk", "day"), c.height * 0.75)
    crowd(c, c.height * 0.74, c.height + 10, 18)
    s = c.stage(0.95, 1.0, flip=False)
    home, away = s.some(CLUBS, 2)
    for x in (-60, 60):
        s.rect(x - 5, 30, x + 5, 110, "#4a525c")
    s.rect(-98, -72, 98, 46, "#10151c", 6)
    s.rect(-93, -67, 93, 41, s.pick(("#16202c", "#0f2a1c", "#241a2c")), 4)
    light = s.pick(("#ffb52e", "#7fff6a", "#ff5a4f", "#6fd3ff"))
    s.text(0, -54, s.pick(("CUP FINAL", "LEAGUE MATCH", "SEMI FINAL", "DERBY DAY")), 13, "#ffffff", bold=0.04)
    for x, club, kit in ((-50, home, s.pick(KITS)), (50, away, s.pick(KITS))):
        s.rect(x - 40, -42, x + 40, -22, kit, 3)
        s.text(x, -32, club, fit(club, 13, 74), "#ffffff", bold=0.03)
        s.rect(x - 24, -16, x + 24, 24, "#05080c", 3)
        s.text(x, 4, str(s.pick((0, 0, 1, 1, 2, 2, 3, 4))), 38, light, bold=0.05)
    s.text(0, 2, ":", 30, light, bold=0.06)
    s.text(0, 33, f"{s.count(1, 90)}:{s.count(0, 59):02d}", 13, light, bold=0.04)


GROUND: Final[Mapping[str, Drawing]] = {
    "stadium": Drawing(_stadium, (LANDSCAPE,)),
    "scoreboard": Drawing(_scoreboard, WIDE),
}
