"""Things of money: coins, a piggy bank, a house for sale and a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.sample.drawings.canvas import LANDSCAPE, TALL, WIDE, Canvas, Drawing, fade, shade
from pipeline.sample.drawings.scenery import grass, hills, sky, table, tree, wall


def _coin(s: Canvas, x: float, y: float, radius: float, tone: str, sign: str) -> None:
    s.circle(x + 2, y + 4, radius, "#00000048")
    s.circle(x, y, radius, shade(tone, 0.72))
    s.circle(x, y, radius * 0.93, tone)
    s.ring(x, y, radius * 0.78, shade(tone, 0.78), radius * 0.06)
    s.text(x, y, sign, radius * 1.05, shade(tone, 0.55), bold=0.06)
    s.arc(x, y, radius * 0.86, radius * 0.86, 200, 265, shade(tone, 1.6), radius * 0.06)


def _coins(c: Canvas) -> None:
    sign = c.pick(("$", "$", "1", "2", "5", "50"))
    metals = ("#f0bb3a", "#e8b02f", "#cfd5da", "#c98a4f", "#f2c85a")
    if c.chance(0.4):
        table(c)
        s = c.stage()
        for i in range(22):
            _coin(
                s,
                s.between(-120, 120) * c.width / c.height,
                s.between(-90, 90),
                s.between(20, 30),
                s.pick(metals),
                sign if i % 2 else s.pick(("1", "2", "5", "10")),
            )
        return
    wall(c, c.height * 0.7)
    s = c.stage(0.92, 1.0, flip=False)
    rising = sorted((s.count(2, 5), s.count(4, 8), s.count(7, 11), s.count(9, 14)))
    for k, number in enumerate(rising):
        x, tone = -72 + k * 46, s.pick(metals)
        s.oval(x + 4, 74, 26, 7, "#00000050")
        for i in range(number):
            y, sway = 66 - i * 9.5, s.between(-1.6, 1.6)
            s.rect(x - 21 + sway, y - 3, x + 21 + sway, y + 6, shade(tone, 0.76), 4)
            for n in range(8):
                s.line([(x - 18 + n * 5 + sway, y), (x - 18 + n * 5 + sway, y + 5)], shade(tone, 0.62), 1)
            s.oval(x + sway, y - 4, 21, 5.5, tone)
            s.oval(x + sway, y - 4, 15, 3.4, shade(tone, 1.25))
    _coin(s, s.pick((-66.0, -40.0)), 64, 25, s.pick(metals), sign)
    if s.chance(0.5):
        p = s.at(-72 + 3 * 46, 66 - rising[-1] * 9.5)
        p.line([(0, 0), (0, -18)], "#4f9a4a", 3)
        for side in (-1, 1):
            p.blob([(0, -12), (side * 12, -24), (side * 22, -20), (side * 12, -10)], "#6fbf5a")


def _piggy_bank(c: Canvas) -> None:
    wall(c, c.height * 0.72)
    s = c.stage(0.84, 0.96, drop=8)
    pink = s.pick(("#f29bb2", "#f2a5a0", "#e88fb0", "#8fc5e0", "#f2c12e", "#9fd0a0"))
    dark, light = shade(pink, 0.8), shade(pink, 1.35)
    s.oval(0, 80, 90, 9, "#00000048")
    for x in (-40, 34):
        s.rect(x - 12, 40, x + 12, 78, dark, 6)
    s.curve([(-76, 4), (-92, -4), (-88, -20), (-78, -12), (-92, 2)], dark, 5)
    s.blob(
        [(-78, 10), (-66, -32), (-24, -54), (26, -50), (62, -24), (74, 10), (58, 46), (14, 58), (-34, 56), (-66, 42)],
        pink,
    )
    for x in (-50, 46):
        s.rect(x - 13, 38, x + 13, 82, pink, 6)
        s.rect(x - 13, 74, x + 13, 82, dark, 3)
    s.blob([(24, -44), (30, -76), (56, -56), (54, -32)], dark)
    s.blob([(30, -46), (34, -66), (50, -52), (48, -36)], light)
    s.oval(78, 10, 15, 19, dark)
    s.oval(80, 10, 12, 16, light)
    for y in (4, 16):
        s.oval(81, y, 3, 4, shade(pink, 0.55))
    s.circle(54, -14, 5.5, "#2b1d20")
    s.circle(52.5, -15.6, 1.8, "#ffffff")
    s.curve([(54, 26), (62, 31), (70, 28)], shade(pink, 0.55), 2.6)
    s.circle(44, 10, 9, fade("#f2708f", 0.35))
    s.oval(-36, -28, 24, 9, fade(light, 0.8), -24)
    s.line([(-20, -51), (14, -51)], shade(pink, 0.4), 5)
    sign = "$"
    _coin(s, -3, -66 - s.between(0, 16), 17, s.pick(("#f0bb3a", "#e8b02f", "#cfd5da")), sign)
    for _ in range(s.count(0, 5)):
        _coin(s, s.between(-110, -70), s.between(72, 84), 11, "#f0bb3a", sign)


def _house_for_sale(c: Canvas) -> None:
    ground = c.height * 0.76
    sky(c, ("day", "day", "dawn", "dusk"), ground)
    hills(c, ground - 20, 20, "#8fb07a")
    tree(c, c.width * c.pick((0.08, 0.94)), ground + 6, c.height * 0.5)
    grass(c, ground, "#6fb555")
    s = c.at(c.width * 0.45, ground + 8, min(c.width / 250, c.height / 230))
    walls, roof = (
        s.pick(("#f2e6cf", "#e8c9b0", "#cfe0e6", "#f4d98f", "#d9a58f", "#ffffff")),
        s.pick(("#b5483a", "#5a6470", "#7a4a34", "#3f5f7a")),
    )
    s.rect(34, -158, 52, -108, shade(roof, 0.7))
    s.rect(-80, -92, 80, 6, walls)
    s.rect(20, -92, 80, 6, shade(walls, 0.93))
    s.poly([(-98, -90), (-52, -150), (52, -150), (98, -90)], roof)
    s.poly([(-98, -90), (98, -90), (92, -98), (-92, -98)], shade(roof, 0.8))
    for x in (-56, 26):
        s.rect(x - 3, -79, x + 33, -43, "#fdfaf2")
        s.rect(x, -76, x + 30, -46, s.pick(("#9fd0e8", "#ffe39a")))
        s.line([(x + 15, -76), (x + 15, -46)], "#fdfaf2", 3)
        s.line([(x, -61), (x + 30, -61)], "#fdfaf2", 3)
    door = s.pick(("#2f6f8a", "#b5303a", "#3f7a4f", "#e0a02e"))
    s.rect(-16, -54, 16, 6, door, 2)
    s.rect(-10, -48, 10, -30, shade(door, 1.5), 2)
    s.circle(10, -20, 2.4, "#f0d060")
    s.poly([(-16, 6), (16, 6), (34, 46), (-34, 46)], "#d9cbb0")
    p = c.at(c.width * 0.8, c.height * 0.95, min(c.width, c.height) / 330)
    p.line([(-44, 0), (-44, -134)], "#f7f3ea", 6)
    p.line([(-50, -126), (46, -126)], "#f7f3ea", 6)
    red = p.pick(("#d6303a", "#1f5fb0", "#17805f"))
    p.rect(-38, -118, 46, -56, red, 3)
    p.text(4, -103, "FOR", 20, "#ffffff", bold=0.08)
    p.text(4, -81, "SALE", 27, "#ffffff", bold=0.08)
    p.text(4, -64, f"${p.count(120, 780)},000", 12, "#ffffff", bold=0.03)
    if p.chance(0.4):
        p.rect(-40, -50, 48, -34, "#f2c12e", 2)
        p.text(4, -42, p.pick(("SOLD", "REDUCED", "NEW", "3 BEDROOMS")), 13, "#2b2b2b", bold=0.05)


GOODS: Final = (
    "Milk",
    "Bread",
    "Coffee",
    "Apples",
    "Eggs",
    "Pasta",
    "Cheese",
    "Soap",
    "Rice",
    "Butter",
    "Bananas",
    "Tea",
    "Oat milk",
    "Tomatoes",
    "Cake",
    "Socks",
    "Batteries",
    "Juice",
)


SHOPS: Final = (
    "CORNER SHOP",
    "GREEN GROCER",
    "SUPER MARKET",
    "CAFE LUNA",
    "BOOKS & CO",
    "DAILY MART",
    "BAKERY 21",
    "HARDWARE HUT",
)


def _receipt(c: Canvas) -> None:
    table(c)
    s = c.stage(0.94, 1.0, tilt=7, flip=False)
    s.glow(6, 6, 86, 132, "#00000090")
    edge = [(-56 + i * 8, 98 if i % 2 else 92) for i in range(15)]
    s.poly([(-56, -97), (56, -97), *edge[::-1]], "#fdfcf7")
    s.text(0, -84, s.pick(SHOPS), 13.5, "#22262c", bold=0.06)
    s.text(0, -71, f"{s.count(1, 28)}.{s.count(1, 12)}.2026  {s.count(8, 21)}:{s.count(10, 59)}", 8.5, "#55595f")
    s.text(0, -60, "- - - - - - - - - - - - - - - -", 8.5, "#8a8f96")
    number, total = s.count(5, 8), 0.0
    for i, name in enumerate(s.some(GOODS, number)):
        price = s.count(40, 1290) / 100
        total += price
        s.text(-48, -48 + i * 12, name, 10.5, "#2b2f36", "lm")
        s.text(48, -48 + i * 12, f"{price:.2f}", 10.5, "#2b2f36", "rm")
    y = -46 + number * 12
    s.line([(-48, y), (48, y)], "#55595f", 1)
    s.text(-48, y + 11, "TOTAL", 14, "#1c1f24", "lm", bold=0.06)
    s.text(48, y + 11, f"${total:.2f}", 14, "#1c1f24", "rm", bold=0.06)
    x = -44.0
    while x < 44:
        wide = s.between(0.8, 3)
        s.rect(x, 72, min(x + wide, 44), 86, "#1c1f24")
        x += wide + s.between(0.8, 2.4)
    if y < 42:
        s.text(0, 64, s.pick(("THANK YOU!", "COME AGAIN", "HAVE A NICE DAY")), 9.5, "#55595f")
    if s.chance(0.5):
        _coin(s, 70, 74, 15, "#f0bb3a", "1")
        _coin(s, 84, 50, 12, "#cfd5da", "2")


THINGS: Final[Mapping[str, Drawing]] = {
    "coins": Drawing(_coins, WIDE),
    "piggy bank": Drawing(_piggy_bank, WIDE),
    "house for sale": Drawing(_house_for_sale, (LANDSCAPE,)),
    "receipt": Drawing(_receipt, TALL),
}
