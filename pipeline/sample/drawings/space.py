"""Space: planets, rockets and those who look up."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from pipeline.sample.drawings.canvas import ANY, WIDE, Canvas, Drawing, fade, mix, shade
from pipeline.sample.drawings.scenery import hills, pine, sky, stars
from pipeline.sample.drawings.spacecraft import SPACECRAFT


def _deep_space(c: Canvas) -> None:
    top, low = c.pick((("#05060f", "#141a3a"), ("#0a0618", "#2a1440"), ("#04101a", "#0f3045"), ("#0c0c14", "#241f2f")))
    c.fill(top, low)
    for _ in range(4):
        c.glow(
            c.between(0, c.width),
            c.between(0, c.height),
            c.between(80, 200),
            c.between(60, 140),
            c.pick(("#5a3fa040", "#1f6fa040", "#a03f7f38", "#2f8f8f30")),
        )
    stars(c, c.height, 110)
    for _ in range(6):
        c.star(c.between(0, c.width), c.between(0, c.height), c.between(3, 7), "#ffffffe0", 4, 0.18)


def _saturn(c: Canvas) -> None:
    _deep_space(c)
    s = c.stage(0.8, 1.0, tilt=26)
    tone = s.pick(("#e3bf7f", "#d9a566", "#e8cf9f", "#c9a070"))
    turns = np.radians(np.linspace(0, 180, 40))

    def ring(outer: float, inner: float, colour: str, front: bool) -> None:
        side = 1 if front else -1
        edge = [np.stack([np.cos(turns) * r, side * np.sin(turns) * r * 0.27], axis=1) for r in (outer, inner)]
        s.poly(np.vstack([edge[0], edge[1][::-1]]), colour)

    bands = ((98, 84, fade(shade(tone, 0.8), 0.95)), (82, 70, shade(tone, 1.2)), (68, 60, fade(shade(tone, 0.65), 0.9)))
    for outer, inner, colour in bands:
        ring(outer, inner, colour, front=False)
    s.circle(0, 0, 50, tone)
    for y in (-38, -24, -10, 6, 20, 34):
        half = math.sqrt(49**2 - y**2)
        s.oval(0, y, half, 4.5, fade(shade(tone, s.pick((0.82, 0.9, 1.2, 1.3))), 0.85))
    s.blob([(16, -47), (42, -27), (50, 0), (42, 27), (16, 47), (32, 26), (38, 0), (32, -26)], "#20123060")
    for outer, inner, colour in bands:
        ring(outer, inner, colour, front=True)
    for _ in range(c.count(0, 2)):
        left, r = c.between(20, c.width - 20), c.between(5, 12)
        up = c.pick((c.between(14, 60), c.height - c.between(14, 60)))
        c.circle(left, up, r, "#c9c4ba")
        c.circle(left + r * 0.3, up, r * 0.7, "#8f8b84")


def _moon(c: Canvas) -> None:
    _deep_space(c)
    s = c.stage(0.78, 0.96, tilt=40)
    tone = s.pick(("#d9d6cc", "#e8e0c9", "#c9cdd6", "#e6c9a0"))
    s.glow(0, 0, 150, 150, fade(tone, 0.5))
    s.circle(0, 0, 84, tone)
    for x, y, rx, ry in ((-26, -30, 26, 20), (14, -38, 18, 13), (-36, 10, 18, 22), (24, 4, 20, 15), (0, 34, 14, 9)):
        s.blob(
            [
                (x - rx, y),
                (x - rx * 0.4, y - ry),
                (x + rx * 0.6, y - ry * 0.8),
                (x + rx, y + ry * 0.2),
                (x + rx * 0.2, y + ry),
                (x - rx * 0.7, y + ry * 0.7),
            ],
            shade(tone, 0.82),
        )
    for i in range(22):
        r, turn = 76 * math.sqrt((i + 0.5) / 22), i * 2.4 + s.between(-0.3, 0.3)
        px, py, size = r * math.cos(turn), r * math.sin(turn), s.between(2.5, 8)
        if r + size < 82:
            s.circle(px, py, size, shade(tone, 0.74))
            s.circle(px + size * 0.14, py + size * 0.16, size * 0.82, shade(tone, 0.92))
    for turn in range(0, 360, 30):
        s.at(-8, 56, 1, turn).poly([(0, -1), (s.between(14, 26), 0), (0, 1)], shade(tone, 1.4))
    s.circle(-8, 56, 6, shade(tone, 1.3))
    phase = s.pick((0.0, 0.0, 0.5, 0.75, -0.2))
    if phase:
        edge = np.radians(np.linspace(-90, 90, 40))
        right = np.stack([np.cos(edge) * 85, np.sin(edge) * 85], axis=1)
        left = np.stack(
            [np.cos(edge) * 85 * (1 - 2 * abs(phase)) * (1 if phase > 0 else 1.2), np.sin(edge) * 85], axis=1
        )
        s.poly(np.vstack([right, left[::-1]]), "#080a18e8")
    if c.chance(0.4):
        for _ in range(9):
            pine(c, c.between(0, c.width), c.height + 4, c.between(40, 110), "#0a1418")


def _galaxy(c: Canvas) -> None:
    _deep_space(c)
    s = c.stage(0.94, 1.1, tilt=60)
    core, arm = s.pick((("#fff0c0", "#8fb5ff"), ("#ffe0d0", "#e08fff"), ("#fff6e0", "#7fe0f0"), ("#ffe6b0", "#ff9fb5")))
    squash = s.between(0.42, 0.85)
    s.glow(0, 0, 120, 120 * squash, fade(arm, 0.5))
    arms, wind = s.count(3, 5), s.between(3.0, 4.2)
    share = s.rng.random((330, 4))
    for t, a, jitter, size in share:
        reach = t**0.75
        turn = reach * wind + int(a * arms) * math.tau / arms + (jitter - 0.5) * 0.95
        r = 8 + reach * 92
        x, y = r * math.cos(turn), r * math.sin(turn) * squash
        s.circle(x, y, 0.5 + size * size * 3.4, fade(mix(core, arm, reach), 0.5 + 0.4 * size))
    for i in range(arms * 13):
        reach = (i // arms + 1) / 14
        turn = reach * wind + (i % arms) * math.tau / arms
        r = 8 + reach * 88
        s.glow(r * math.cos(turn), r * math.sin(turn) * squash, 24, 20, fade(mix(core, arm, reach), 0.36))
    s.glow(0, 0, 52, 52 * max(squash, 0.6), core)
    s.glow(0, 0, 26, 26 * max(squash, 0.6), "#ffffff")


def _comet(c: Canvas) -> None:
    if c.chance(0.5):
        sky(c, ("night",))
        stars(c, c.height, 60)
        hills(c, c.height * 0.86, 36, "#0f1a2c")
        for _ in range(9):
            pine(c, c.between(0, c.width), c.height * 0.98, c.between(40, 100), "#0a141c")
    else:
        _deep_space(c)
    s = c.stage(0.94, 1.05, drop=-8)
    t = s.at(-52, 24, 1, s.between(-40, -16))
    tail = s.pick(("#8fd0ff", "#a8f0e0", "#ffe0a8", "#d0b8ff"))
    for i in range(26):
        x = i * 6.5
        width = 12 + i * 1.25
        t.glow(x, 0, 26, width, fade(tail, 0.34 * (1 - i / 28)))
    for width, long, colour in ((15, 150, fade(tail, 0.32)), (10, 174, fade(tail, 0.4)), (5, 120, "#ffffff70")):
        t.poly([(0, -width), (long, -width * 1.1 - 8), (long * 0.9, width * 0.6), (0, width)], colour)
    for _ in range(26):
        x = t.between(10, 165)
        t.circle(x, t.between(-1, 1) * (8 + x * 0.14), t.between(0.5, 1.8), "#ffffffc0")
    t.glow(0, 0, 46, 46, fade(tail, 0.95))
    t.glow(0, 0, 30, 30, "#ffffff")
    t.blob([(-15, -5), (-4, -14), (10, -11), (15, 4), (4, 14), (-12, 9)], mix(tail, "#ffffff", 0.75))
    for x, y, r in ((-5, -3, 3.4), (5, 4, 2.6), (4, -6, 2)):
        t.circle(x, y, r, mix(tail, "#7a8896", 0.5))


def _astronaut(c: Canvas) -> None:
    _deep_space(c)
    if c.chance(0.5):
        x, r = c.width * c.pick((0.1, 0.9)), c.width * 0.34
        c.glow(x, c.height * 1.02, r * 1.3, r * 1.3, "#5fb0ff80")
        c.circle(x, c.height * 1.02, r, "#2f7fd0")
        for _ in range(6):
            c.at(x + c.between(-0.6, 0.6) * r, c.height * 1.02 - c.between(0.2, 0.7) * r).blob(
                [(-30, 0), (-8, -14), (26, -8), (30, 8), (-10, 14)], c.pick(("#4f9a5a", "#ffffffb0", "#6fae5f"))
            )
        floor = False
    else:
        floor = True
        hills(c, c.height * 0.84, 12, "#a8a6a0")
        for _ in range(10):
            c.oval(
                c.between(0, c.width),
                c.between(c.height * 0.88, c.height),
                c.between(10, 30),
                c.between(3, 8),
                "#8a8882",
            )
    s = c.stage(0.8, 0.94, tilt=4 if floor else 26)
    suit, trim = "#f4f5f7", s.pick(("#e8643a", "#2f7fd0", "#d6303a", "#f2b01f"))
    dark = "#c9ced6"
    s.rect(-38, -34, 38, 34, "#aab2bc", 10)
    wave = s.chance(0.6)
    s.line([(-26, -18), (-52, 4), (-50, 32) if floor else (-74, 14)], dark, 21)
    s.line([(26, -18), (54, -24), (66, -62)] if wave else [(26, -18), (56, 6), (72, -10)], suit, 21)
    for x, foot in ((-16, (-20, 90)), (16, (22, 90)) if floor else (16, (40, 82))):
        s.line([(x, 30), ((x + foot[0]) / 2 + 2, 60), foot], dark if x < 0 else suit, 25)
        s.oval(foot[0] + 4, foot[1] + 6, 19, 10, "#6f7782")
    s.rect(-31, -28, 31, 46, suit, 16)
    s.rect(-20, -8, 20, 16, dark, 4)
    for i, tone in enumerate(("#e0312f", "#2fa34a", "#f2c12e")):
        s.circle(-11 + i * 11, 0, 3.6, tone)
    s.rect(-14, 6, 14, 12, "#3a4654", 2)
    s.rect(-31, 30, 31, 37, trim)
    hand = (66, -68) if wave else (76, -14)
    s.circle(*hand, 12, trim)
    s.circle(*((-50, 36) if floor else (-80, 12)), 12, trim)
    s.circle(0, -58, 38, suit)
    s.oval(2, -56, 29, 24, "#c99a3a")
    s.oval(2, -56, 27, 22, "#1f2f4f")
    s.blob([(-18, -64), (-6, -74), (10, -74), (-6, -62), (-14, -50)], "#8fb5e0b0")
    s.circle(-37, -56, 7, dark)
    if not floor:
        s.curve([(-30, 20), (-70, 60), (-110, 50), (-150, 100)], "#e6e9ee", 3)


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "saturn": Drawing(_saturn, WIDE),
    "moon": Drawing(_moon, ANY),
    "galaxy": Drawing(_galaxy, WIDE),
    "comet": Drawing(_comet, WIDE),
    "astronaut": Drawing(_astronaut, ANY),
    **SPACECRAFT,
}
