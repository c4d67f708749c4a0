"""Small electronics: the circuit board and the smartphone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.canvas import ANY, TALL, Canvas, Drawing, fade, shade
from pipeline.sample.drawings.scenery import table


def _circuit_board(c: Canvas) -> None:
    board = c.pick(("#1f6f4a", "#1a5f3f", "#1f4f7f", "#2f2f38", "#7a1f2f"))
    c.fill(shade(board, 1.1), shade(board, 0.85))
    copper = c.pick(("#e0b04a", "#d9d9c9", "#8fd9a0"))
    w, h = c.width, c.height
    s = c.at(w * c.between(0.4, 0.6), h * c.between(0.42, 0.58))
    for side in range(4):
        turned = s.at(0, 0, 1, side * 90)
        for i in range(9):
            x = -56 + i * 14
            bend = c.between(70, 110)
            out = x * c.between(1.5, 2.4)
            far = bend + abs(out - x)
            end = far + c.between(10, 120)
            turned.line([(x, 50), (x, bend), (out, far), (out, end)], fade(copper, 0.8), 2.6)
            turned.circle(out, end, 5, copper)
            turned.circle(out, end, 2.2, shade(board, 0.5))
    for _ in range(15):
        place = (c.between(16, w - 16), c.between(16, h - 16))
        c.pick((_resistor, _capacitor, _small_chip, _led))(c.at(*place, c.between(0.8, 1.15), c.pick((0, 90))))
    for side in range(4):
        turned = s.at(0, 0, 1, side * 90)
        for i in range(12):
            turned.rect(-58 + i * 10, 58, -53 + i * 10, 72, "#d9d9d4")
    s.rect(-63, -63, 63, 63, "#1c1f24", 5)
    s.rect(-46, -46, 46, 46, "#2b2f36", 3)
    s.circle(-52, -52, 4, "#4a4f58")
    s.text(0, -8, c.pick(("CPU", "X-64", "AI 9", "ARM", "GPU", "MCU")), 30, "#d0d4da", bold=0.04)
    s.text(0, 22, f"{c.count(10, 99)}-{c.count(1000, 9999)}", 13, "#9aa0a8")


def _resistor(s: Canvas) -> None:
    s.line([(-24, 0), (24, 0)], "#c9ced4", 2.4)
    s.rect(-14, -6, 14, 6, "#e0c79a", 5)
    for x in (-8, -2, 5):
        s.rect(x, -6, x + 3, 6, s.pick(("#8f3a1f", "#d6303a", "#1f1f24", "#e8a01f", "#2f6fd0")))


def _capacitor(s: Canvas) -> None:
    s.circle(1, 2, 15, "#00000060")
    s.circle(0, 0, 14, "#3a4f7a")
    s.circle(0, 0, 10.5, "#c9d0d8")
    s.line([(-6, 0), (6, 0)], "#8a929c", 1.6)
    s.line([(0, -6), (0, 6)], "#8a929c", 1.6)


def _small_chip(s: Canvas) -> None:
    for i in range(5):
        s.rect(-20 + i * 9, -17, -16 + i * 9, 17, "#d0d4d8")
    s.rect(-24, -12, 24, 12, "#1c1f24", 2)
    s.text(0, 0, "74HC", 9, "#aab0b8")


def _led(s: Canvas) -> None:
    tone = s.pick(("#ff4f4f", "#4fff7a", "#ffe04f", "#4fb0ff"))
    s.glow(0, 0, 24, 24, fade(tone, 0.8))
    s.circle(0, 0, 6, tone)


def _smartphone(c: Canvas) -> None:
    (table if c.chance(0.6) else _gradient)(c)
    s = c.stage(0.92, 1.0, tilt=16, flip=False)
    top = s.pick(("#3f6fe0", "#e0567a", "#2f9a8a", "#7a4fd0", "#f28a3a"))
    s.glow(8, 8, 84, 126, "#000000a0")
    s.rect(-49, -95, 49, 95, s.pick(("#1c1f24", "#c9ced4", "#e8c9b0", "#3a4a5a")), 14)
    s.rect(-45, -91, 45, 91, top, 11)
    s.rect(-45, 10, 45, 91, shade(top, 0.72), 11)
    s.rect(-14, -88, 14, -82, "#14161a", 3)
    s.text(0, -64, f"{s.count(7, 23):02d}:{s.count(0, 59):02d}", 25, "#ffffff", bold=0.03)
    s.text(0, -46, s.pick(("Monday 4 May", "Friday 12 June", "Sunday 3 April", "Tuesday 9 July")), 8.5, "#ffffff")
    tones = ("#ff5f57", "#febc2e", "#28c840", "#1f9fff", "#b05fff", "#ff8fb0", "#ffffff", "#14c0b0")
    for i in range(12):
        x, y = -32 + (i % 4) * 21.5, -22 + (i // 4) * 24
        tone = s.pick(tones)
        s.rect(x - 8.5, y - 8.5, x + 8.5, y + 8.5, tone, 5)
        ink = "#3a3f46" if tone == "#ffffff" else "#ffffff"
        s.pick((_icon_mail, _icon_play, _icon_heart, _icon_camera))(s.at(x, y), ink)
    s.rect(-40, 64, 40, 86, "#ffffff50", 9)
    for i, tone in enumerate(("#28c840", "#1f9fff", "#febc2e")):
        s.rect(-32 + i * 25, 67, -16 + i * 25, 83, tone, 5)
    s.poly([(-45, -70), (-45, -30), (20, -91), (-10, -91)], "#ffffff1c")


def _gradient(c: Canvas) -> None:
    tones = c.some(("#ffd1a0", "#a0c8ff", "#c9a8f0", "#a8e6c9", "#ffb0c0", "#30384a"), 2)
    c.fill(tones[0], tones[1])


def _icon_mail(s: Canvas, ink: str) -> None:
    s.rect(-5, -3.5, 5, 3.5, ink, 1)
    s.line([(-5, -3), (0, 1), (5, -3)], "#00000070", 1)


def _icon_play(s: Canvas, ink: str) -> None:
    s.poly([(-3, -5), (5, 0), (-3, 5)], ink)


def _icon_heart(s: Canvas, ink: str) -> None:
    s.circle(-2.4, -1.6, 3, ink)
    s.circle(2.4, -1.6, 3, ink)
    s.poly([(-5, 0), (5, 0), (0, 6)], ink)


def _icon_camera(s: Canvas, ink: str) -> None:
    s.rect(-5.5, -3, 5.5, 4.5, ink, 1.5)
    s.circle(0, 0.8, 2.4, "#00000080")


ELECTRONICS: Final[Mapping[str, Drawing]] = {
    "circuit board": Drawing(_circuit_board, ANY),
    "smartphone": Drawing(_smartphone, TALL),
}
