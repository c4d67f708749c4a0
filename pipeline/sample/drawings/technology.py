"""Technology: devices and what is inside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.canvas import ANY, LANDSCAPE, WIDE, Canvas, Drawing, fade, shade, typeface
from pipeline.sample.drawings.electronics import ELECTRONICS
from pipeline.sample.drawings.scenery import hills, sky, table, wall, window

THEMES: Final = (
    ("#1e1e2e", ("#c792ea", "#82aaff", "#c3e88d", "#ffcb6b", "#f78c6c")),
    ("#fdfdf8", ("#7b3fa0", "#1f6fd0", "#2f8a4a", "#b5651d", "#c8303a")),
    ("#0f2a2f", ("#2aa198", "#268bd2", "#b5cf2a", "#f0b020", "#e06a5a")),
    ("#272822", ("#f92672", "#66d9ef", "#a6e22e", "#e6db74", "#fd971f")),
)


CODE: Final = (
    ("def greet(name):", "    if name:", '        return "hi " + name', "    return None", "", 'print(greet("Ada"))'),
    ("for row in table:", "    total += row.price", "    count += 1", "", "mean = total / count", "print(mean)"),
    ("class Robot:", "    def walk(self):", "        self.x += 1", "", "bot = Robot()", "bot.walk()"),
    ("fn main() {", "    let n = 42;", "    for i in 0..n {", '        println!("{}", i);', "    }", "}"),
    ("const app = start();", "app.get('/', (req) => {", "  return 'hello';", "});", "", "app.listen(8080);"),
    ("import numpy as np", "", "x = np.arange(10)", "y = x ** 2", "assert y.sum() == 285", "plot(x, y)"),
    ("SELECT name, age", "FROM people", "WHERE age > 30", "ORDER BY age DESC", "LIMIT 10;", ""),
)


def _desk(c: Canvas, edge: float = 0.7) -> None:
    wall(c, c.height * edge)
    if c.chance(0.4):
        window(c, c.width * c.pick((0.06, 0.7)), c.height * 0.06, c.width * 0.24, c.height * 0.26)
    if c.chance(0.5):
        p = c.at(c.width * c.pick((0.08, 0.92)), c.height * (edge + 0.06), c.height / 420)
        for lean in (-44, -18, 8, 36):
            p.at(0, -36, 1, lean).blob(
                [(-3, 0), (-11, -30), (0, -62), (11, -30), (3, 0)], p.pick(("#3f8f5a", "#55a86a"))
            )
        p.poly([(-22, -40), (22, -40), (16, 0), (-16, 0)], "#c8683f")


def _laptop(c: Canvas) -> None:
    _desk(c, 0.68)
    s = c.stage(0.9, 1.0, flip=False, drop=6)
    paper, inks = s.pick(THEMES)
    case = s.pick(("#c9ced4", "#4a4f58", "#e8e2d6", "#2f3338"))
    s.oval(0, 68, 112, 8, "#00000050")
    s.rect(-80, -72, 80, 42, shade(case, 0.55), 6)
    s.rect(-75, -67, 75, 37, paper, 2)
    s.rect(-75, -67, 75, -57, shade(paper, 0.8) if paper == "#fdfdf8" else shade(paper, 1.16))
    for i, tone in enumerate(("#ff5f57", "#febc2e", "#28c840")):
        s.circle(-68 + i * 8, -62, 2.6, tone)
    for i, row in enumerate(s.pick(CODE)):
        y = -48 + i * 14.5
        s.text(-70, y, str(i + 1), 8, "#8a8f98", "lm")
        x = -60.0 + (len(row) - len(row.lstrip())) * 4.2
        for word in row.split():
            s.text(x, y, word, 11, s.pick(inks), "lm", bold=0.02)
            x += typeface(100).getlength(word) * 0.11 + 4
    s.poly([(-80, 42), (80, 42), (104, 64), (-104, 64)], case)
    s.poly([(-70, 45), (70, 45), (82, 56), (-82, 56)], shade(case, 0.6))
    for i in range(3):
        s.line([(-70 - i * 4, 46.5 + i * 3.6), (70 + i * 4, 46.5 + i * 3.6)], shade(case, 0.85), 1)
    s.poly([(-20, 58), (20, 58), (23, 63), (-23, 63)], shade(case, 0.85))
    s.rect(-104, 63, 104, 68, shade(case, 0.75), 3)


def _robot(c: Canvas) -> None:
    if c.chance(0.5):
        sky(c, ("day", "dusk"))
        hills(c, c.height * 0.8, 12, "#8fae7a")
    else:
        _desk(c, 0.8)
    s = c.stage(0.9, 1.0)
    metal, glow = (
        s.pick(("#b9c3cc", "#e8b23f", "#6fa8c9", "#e07a5f", "#8fbf9a", "#f2f0ea")),
        s.pick(("#5ff0ff", "#ffe15f", "#8fff8f", "#ff8fa0")),
    )
    dark = shade(metal, 0.72)
    s.oval(0, 94, 60, 6, "#00000045")
    for x in (-22, 22):
        s.rect(x - 8, 50, x + 8, 86, dark, 4)
        s.rect(x - 17, 80, x + 17, 94, shade(metal, 0.5), 7)
    wave = s.chance(0.6)
    s.line([(-42, 0), (-68, 18), (-64, 44)], dark, 11)
    hand = (76, -42) if wave else (66, 44)
    s.line([(42, 0), (70, 4 if wave else 18), hand], dark, 11)
    for x, y in ((-64, 46), hand):
        s.arc(x, y, 9, 9, 30, 330, shade(metal, 0.5), 6)
    s.rect(-44, -14, 44, 58, metal, 12)
    s.rect(20, -14, 44, 58, fade(dark, 0.5), 12)
    s.rect(-27, -2, 27, 28, "#24303c", 5)
    s.curve([(-22, 14), (-10, 14), (-5, 3), (2, 24), (7, 14), (22, 14)], glow, 2.4)
    for i, tone in enumerate(("#e0312f", "#f2c12e", "#2fa34a")):
        s.circle(-14 + i * 14, 42, 5, tone)
    h = s.at(0, -46, 1, s.between(-9, 9))
    h.rect(-9, 20, 9, 36, dark)
    h.line([(0, -34), (0, -50)], dark, 4)
    h.circle(0, -53, 6, "#e0312f")
    for x in (-46, 46):
        h.rect(x - 6, -12, x + 6, 12, dark, 4)
    h.rect(-42, -36, 42, 26, metal, 14)
    h.rect(-34, -24, 34, 10, "#24303c", 10)
    for x in (-16, 16):
        h.circle(x, -8, 9, glow)
        h.circle(x - 2.6, -10.6, 3, "#ffffff")
    h.rect(-18, 14, 18, 20, "#24303c", 3)
    for x in (-9, 0, 9):
        h.line([(x, 14), (x, 20)], metal, 1.6)


def _keyboard(c: Canvas) -> None:
    table(c)
    s = c.stage(0.98, 1.04, tilt=9, flip=False)
    case, key = s.pick(
        (
            ("#2b2f36", "#3f454e"),
            ("#d9d9d4", "#f7f6f2"),
            ("#3a4a6a", "#f2e8d5"),
            ("#1c1f24", "#2b2f36"),
            ("#e8b8c0", "#fff4f0"),
        )
    )
    ink = "#f2f2f0" if key in ("#3f454e", "#2b2f36") else "#3a3f46"
    rainbow = s.chance(0.35)
    accent = s.pick(("#e8643a", "#2f9fd0", "#f2b01f", "#5fae5a"))
    s.glow(4, 8, 136, 84, "#000000a0")
    s.rect(-106, -50, 106, 54, case, 9)
    rows = ("1234567890-=", "QWERTYUIOP[]", "ASDFGHJKL;'", "ZXCVBNM,./")
    for r, row in enumerate(rows):
        y, start = -43 + r * 19, -98 + (0, 8, 12, 20)[r]
        s.rect(-99, y, start - 2, y + 16, accent, 3) if r else None
        for i, letter in enumerate(row):
            x = start + i * 15.6
            tone = ("#ff5f6f", "#ffa04f", "#ffe04f", "#5fdf7f", "#4fb0ff", "#b07fff")[i // 2 % 6] if rainbow else key
            s.rect(x, y + 1, x + 13.6, y + 16, shade(tone, 0.72), 3)
            s.rect(x, y, x + 13.6, y + 13.5, tone, 3)
            s.text(x + 6.8, y + 6.6, letter, 8.4, "#22262c" if rainbow else ink, bold=0.03)
        s.rect(start + len(row) * 15.6, y, 99, y + 15, accent if r == 2 else shade(key, 0.9), 3)
    y = -43 + 4 * 19
    for left, right in ((-99, -80), (-78, -60), (-58, -42), (48, 64), (66, 82), (84, 99)):
        s.rect(left, y, right, y + 15, shade(key, 0.9), 3)
    s.rect(-40, y, 46, y + 15, key, 3)
    if s.chance(0.5) and c.width > c.height:
        c.curve([(c.width / 2, c.height * 0.24), (c.width * 0.54, c.height * 0.1), (c.width * 0.46, -10)], case, 5)


def _server_rack(c: Canvas) -> None:
    tone = c.pick(("#1f2a3a", "#22303a", "#2a2438", "#d9dfe4"))
    c.fill(shade(tone, 1.1), shade(tone, 0.7))
    c.poly([(0, c.height), (c.width, c.height), (c.width, c.height * 0.86), (0, c.height * 0.86)], shade(tone, 0.55))
    number = 3 if c.width > c.height else 2
    lights = c.pick((("#4fff7a", "#ffb04f"), ("#4fb0ff", "#4fff7a"), ("#ff4f6f", "#4fff7a")))
    for k in range(number):
        wide = c.width / number
        left, right = k * wide + wide * 0.08, (k + 1) * wide - wide * 0.08
        c.rect(left, c.height * 0.05, right, c.height * 0.95, "#14171c", 5)
        c.glow((left + right) / 2, c.height * 0.9, wide * 0.5, 40, fade(lights[0], 0.25))
        units = 12
        for u in range(units):
            top = c.height * (0.075 + 0.86 * u / units)
            low = top + c.height * 0.86 / units - 4
            _unit(c, left + 7, top, right - 7, low, lights)
        if c.chance(0.8):
            x = right - wide * 0.16
            for i in range(4):
                c.curve(
                    [
                        (x - i * 5, c.height * (0.2 + 0.1 * i)),
                        (x + 10, c.height * 0.45),
                        (x - i * 3, c.height * (0.6 + 0.07 * i)),
                    ],
                    c.pick(("#2f7fd0", "#f2b01f", "#e0433a", "#2fa36a")),
                    2.4,
                )


def _unit(c: Canvas, left: float, top: float, right: float, low: float, lights: tuple[str, str]) -> None:
    shell = c.pick(("#3a4048", "#454c55", "#2f353c"))
    c.rect(left, top, right, low, shell, 2)
    middle = (top + low) / 2
    kind = c.count(0, 2)
    if kind == 0:
        for i in range(int((right - left - 40) / 7)):
            c.rect(left + 6 + i * 7, top + 4, left + 10 + i * 7, low - 4, "#15181c")
    elif kind == 1:
        for i in range(4):
            x = left + 6 + i * (right - left - 44) / 4
            c.rect(x, top + 3, x + (right - left - 44) / 4 - 3, low - 3, "#23282e", 1)
    else:
        for i in range(int((right - left - 40) / 10)):
            c.rect(left + 6 + i * 10, middle - 4, left + 13 + i * 10, middle + 4, "#0c0e11")
            c.rect(left + 8 + i * 10, middle - 7, left + 10 + i * 10, middle - 5.4, lights[0])
    for i in range(3):
        tone = c.pick((lights[0], lights[0], lights[1], "#2a2f35"))
        c.circle(right - 24 + i * 8, middle, 2.5, tone)


def _printer(c: Canvas) -> None:
    _desk(c, 0.7)
    draw_printer(c.stage(0.88, 1.0, flip=False))


def draw_printer(s: Canvas) -> None:
    """Paint a printer with paper above and a page coming out, in the frame of :meth:`Canvas.stage`."""
    case = s.pick(("#e8e6e0", "#c9ced4", "#4a4f58", "#f4f4f0"))
    dark = shade(case, 0.7)
    s.oval(0, 84, 96, 8, "#00000050")
    s.poly([(-52, -88), (52, -88), (60, -18), (-60, -18)], "#fbfbf8")
    s.poly([(-52, -88), (52, -88), (53, -80), (-53, -80)], "#e0e4e8")
    s.poly([(-66, -30), (66, -30), (84, -8), (-84, -8)], dark)
    s.rect(-90, -10, 90, 60, case, 10)
    s.rect(-90, 36, 90, 60, shade(case, 0.88), 10)
    s.rect(-64, 14, 64, 32, "#1c1f24", 4)
    s.rect(34, -4, 82, 10, "#24303c", 3)
    s.text(52, 3, s.pick(("READY", "PRINT", "COPY", "WAIT")), 8.6, "#8fffb0", bold=0.03)
    s.circle(75, 3, 3.4, s.pick(("#4fff7a", "#ff5f4f")))
    s.circle(-76, 4, 5, "#4fb0ff")
    long = s.between(64, 92)
    s.poly([(-54, 26), (54, 26), (62, long), (-62, long)], "#ffffff")
    s.poly([(-54, 26), (54, 26), (55, 33), (-55, 33)], "#c9ced4")
    if s.chance(0.5):
        for i, tone in enumerate(("#e0433a", "#f2b01f", "#2f9fd0", "#5fae5a")):
            s.rect(-40 + i * 21, long - 8 - s.between(8, 34), -24 + i * 21, long - 8, tone)
    else:
        for i in range(int((long - 42) / 7)):
            s.line([(-44, 40 + i * 7), (s.between(10, 46), 40 + i * 7)], "#6a7078", 2)
    s.poly([(-62, 76), (62, 76), (72, 84), (-72, 84)], dark)


def _drone(c: Canvas) -> None:
    sky(c, ("day", "dusk", "dawn", "grey"))
    hills(c, c.height * 0.84, 36, c.pick(("#7fa86a", "#8f9a7a", "#6f8f9a")))
    hills(c, c.height * 0.93, 20, c.pick(("#5f8f55", "#6f7f60")))
    s = c.stage(0.9, 1.02, tilt=8, drop=-8)
    body = s.pick(("#f4f4f2", "#2b2f36", "#e8643a", "#c9ced4", "#3f6fa0"))
    dark = shade(body, 0.7) if body != "#2b2f36" else "#4a5058"
    for x, y in ((-52, -30), (52, -30)):
        s.line([(x * 0.3, -4), (x, y)], dark, 7)
        s.rect(x - 5, y - 14, x + 5, y + 4, "#3a3f46", 3)
        s.oval(x, y - 15, 38, 5, "#e6eef6a0")
        s.oval(x, y - 15, 38, 2, "#4a5058b0")
    for x, y in ((-78, 0), (78, 0)):
        s.line([(x * 0.2, 4), (x, y)], dark, 9)
        s.rect(x - 6, y - 16, x + 6, y + 6, "#3a3f46", 3)
        s.oval(x, y - 18, 46, 7, "#e6eef6a8")
        s.oval(x, y - 18, 46, 2.6, "#3a4048c0")
        s.circle(x, y + 8, 3.4, "#ff4f4f" if x < 0 else "#4fff7a")
    s.blob([(-40, 2), (-24, -16), (24, -16), (40, 2), (28, 18), (-28, 18)], body)
    s.blob([(-30, -6), (-18, -13), (18, -13), (30, -6), (0, -2)], shade(body, 1.25))
    for x in (-30, 30):
        s.line([(x * 0.7, 14), (x, 46)], "#3a3f46", 4)
        s.line([(x - 14, 46), (x + 14, 46)], "#3a3f46", 4)
    s.rect(-14, 16, 14, 38, "#2b2f36", 6)
    s.circle(0, 28, 8.5, "#14171c")
    s.circle(0, 28, 5.5, "#3f6fa0")
    s.circle(-2, 26, 2, "#ffffff")


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "laptop with code": Drawing(_laptop, WIDE),
    "robot": Drawing(_robot, ANY),
    "keyboard": Drawing(_keyboard, (LANDSCAPE, LANDSCAPE)),
    "server rack": Drawing(_server_rack, ANY),
    "printer": Drawing(_printer, WIDE),
    "drone": Drawing(_drone, WIDE),
    **ELECTRONICS,
}
