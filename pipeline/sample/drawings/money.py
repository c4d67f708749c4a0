"""Money: charts with titles and labels, and the things money is put into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.sample.drawings.canvas import ANY, WIDE, Canvas, Drawing, fade, fit, shade
from pipeline.sample.drawings.money_things import THINGS

INKS: Final = ("#e4572e", "#2e86ab", "#3a9d5d", "#f2a541", "#7b4fa0", "#d1495b", "#17909a", "#5c6b8a")


LINES: Final = (
    "My savings this year",
    "Rent in our city",
    "Coffee spend a week",
    "Price of eggs",
    "Electricity bill",
    "Interest rates",
    "House prices",
    "Steps to my first 10k",
    "Pension pot",
    "Petrol price",
    "Side job income",
    "Grocery bill",
    "Fund value",
    "Cost of a pint",
)


BARS: Final = (
    ("Where my pay goes", ("Rent", "Food", "Travel", "Fun", "Savings")),
    ("Coffee spend by month", ("Jan", "Feb", "Mar", "Apr", "May", "Jun")),
    ("Savings by year", ("2021", "2022", "2023", "2024", "2025")),
    ("Average rent by city", ("Lyon", "Leeds", "Porto", "Graz", "Turin")),
    ("Costs of a pet", ("Food", "Vet", "Toys", "Bed", "Bills")),
    ("Income by quarter", ("Q1", "Q2", "Q3", "Q4")),
    ("Monthly bills", ("Power", "Water", "Phone", "Web", "Gym")),
    ("What lunch costs", ("Mon", "Tue", "Wed", "Thu", "Fri")),
    ("Holiday budget", ("Hotel", "Train", "Meals", "Gifts", "Tours")),
)


PIES: Final = (
    ("Monthly budget", ("Rent", "Food", "Savings", "Fun", "Travel")),
    ("My portfolio", ("Shares", "Bonds", "Cash", "Gold")),
    ("Where tax goes", ("Health", "Schools", "Roads", "Defence", "Other")),
    ("Wedding costs", ("Venue", "Food", "Music", "Dress")),
    ("Household spending", ("Housing", "Groceries", "Car", "Leisure", "Other")),
    ("Student budget", ("Room", "Books", "Food", "Parties")),
    ("Emergency fund", ("Saved", "Still to go")),
    ("Who pays the bills", ("Anna", "Ben", "Both")),
)


TICKERS: Final = ("ACME", "NOVA", "GRAIN", "GOLD", "EUR/USD", "ORBIT", "TULIP", "SOLAR", "COPPER", "KITE")


MONTHS: Final = ("Jan", "Mar", "May", "Jul", "Sep", "Nov")


def _sheet(c: Canvas, title: str, dark: bool) -> str:
    paper = (
        c.pick(("#141a26", "#10201c", "#1c1a2a"))
        if dark
        else c.pick(("#ffffff", "#fbf7ee", "#f2f7fb", "#f7f3fa", "#f3f8f1"))
    )
    c.fill(paper, shade(paper, 0.97))
    ink = "#e6ebf2" if dark else "#222a35"
    c.text(c.width * 0.06, c.height * 0.085, title, fit(title, c.height * 0.075, c.width * 0.84), ink, "lm", bold=0.05)
    return ink


def _axes(c: Canvas, ink: str, top: float, unit: str, high: float) -> tuple[float, float, float, float]:
    left, right, upper, lower = c.width * 0.145, c.width * 0.95, c.height * top, c.height * 0.86
    for i in range(5):
        y = lower - (lower - upper) * i / 4
        c.line([(left, y), (right, y)], fade(ink, 0.16), 1)
        c.text(left - 6, y, f"{unit}{high * i / 4:,.0f}", 12.5, ink, "rm")
    c.line([(left, upper - 6), (left, lower), (right, lower)], ink, 1.8)
    return left, right, upper, lower


def _walk(c: Canvas, steps: int) -> NDArray[np.float64]:
    walk = np.cumsum(c.rng.normal(c.between(-0.35, 0.6), 1.0, steps))
    low, high = float(walk.min()), float(walk.max())
    return 0.08 + c.between(0.7, 0.86) * (walk - low) / (high - low)


def _line_chart(c: Canvas) -> None:
    ink = _sheet(c, c.pick(LINES), dark=c.chance(0.25))
    high = c.pick((40.0, 100.0, 200.0, 400.0, 800.0, 1200.0, 2000.0))
    left, right, upper, lower = _axes(c, ink, 0.22, "$", high)
    steps = c.count(8, 26)
    x = np.linspace(left, right - 6, steps)
    for tone in c.some(INKS, c.count(1, 3)):
        y = lower - (lower - upper) * _walk(c, steps)
        points = np.stack([x, y], axis=1)
        if c.chance(0.5):
            c.poly(np.vstack([points, [(x[-1], lower), (x[0], lower)]]), fade(tone, 0.2))
        c.line(points, tone, 3.4)
        if steps < 15:
            for px, py in points:
                c.circle(float(px), float(py), 4.4, tone)
        c.circle(float(x[-1]), float(y[-1]), 5.5, tone)
    for i, month in enumerate(MONTHS):
        c.text(left + (right - left) * (i + 0.5) / len(MONTHS), lower + 15, month, 13, ink)


def _bar_chart(c: Canvas) -> None:
    title, labels = c.pick(BARS)
    ink = _sheet(c, title, dark=c.chance(0.2))
    high = c.pick((40.0, 80.0, 400.0, 800.0, 1200.0, 2000.0))
    left, right, upper, lower = _axes(c, ink, 0.22, "$", high)
    tones = c.some(INKS, len(labels)) if c.chance(0.5) else [c.pick(INKS)] * len(labels)
    slot = (right - left) / len(labels)
    values = (
        np.sort(c.rng.uniform(0.15, 0.95, len(labels)))[::-1]
        if c.chance(0.4)
        else c.rng.uniform(0.15, 0.95, len(labels))
    )
    for i, (label, value, tone) in enumerate(zip(labels, values, tones, strict=True)):
        x, top = left + slot * (i + 0.5), lower - (lower - upper) * float(value)
        c.rect(x - slot * 0.33, top, x + slot * 0.33, lower, tone)
        c.rect(x + slot * 0.16, top, x + slot * 0.33, lower, shade(tone, 0.86))
        c.text(x, top - 10, f"{high * float(value):,.0f}", 12.5, ink, bold=0.02)
        c.text(x, lower + 15, label, fit(label, 14, slot * 0.94), ink)


def _pie_chart(c: Canvas) -> None:
    title, labels = c.pick(PIES)
    ink = _sheet(c, title, dark=c.chance(0.2))
    shares = c.rng.dirichlet(np.full(len(labels), 5.0))
    tones = c.some(INKS, len(labels))
    tall = c.height > c.width
    x, y = (c.width / 2, c.height * 0.42) if tall else (c.width * 0.34, c.height * 0.56)
    radius = min(c.width * (0.38 if tall else 0.28), c.height * 0.36)
    start = c.between(0, 360)
    ring = c.chance(0.35)
    c.glow(x + 4, y + 6, radius * 1.25, radius * 1.25, "#00000060")
    for i, (label, share, tone) in enumerate(zip(labels, shares, tones, strict=True)):
        end = start + 360 * float(share)
        middle = np.radians((start + end) / 2)
        shift = 8.0 if i == 0 and not ring else 0.0
        px, py = x + shift * float(np.cos(middle)), y + shift * float(np.sin(middle))
        c.sector(px, py, radius, start, end, tone)
        reach = radius * (0.8 if ring else 0.64)
        c.text(
            px + reach * float(np.cos(middle)),
            py + reach * float(np.sin(middle)),
            f"{share * 100:.0f}%",
            15,
            "#ffffff",
            bold=0.05,
        )
        row = c.height * (0.74 if tall else 0.3) + i * (c.height * (0.05 if tall else 0.105))
        column = c.width * (0.3 if tall else 0.69)
        c.rect(column, row - 8, column + 16, row + 8, tone, 3)
        c.text(column + 24, row, label, 16, ink, "lm")
        start = end
    if ring:
        c.circle(x, y, radius * 0.55, "#ffffff" if ink == "#222a35" else "#141a26")
        c.text(x, y, c.pick(("$2,400", "$3,150", "$980", "100%")), radius * 0.24, ink, bold=0.05)


def _candlestick_chart(c: Canvas) -> None:
    ticker = c.pick(TICKERS)
    dark = c.chance(0.65)
    price = c.between(20, 900)
    change = c.between(-6, 6)
    ink = _sheet(c, f"{ticker}  {price:,.2f}  {change:+.1f}%", dark)
    left, right, upper, lower = _axes(c, ink, 0.2, "", float(round(price * 1.2)))
    up, down = c.pick((("#26a67a", "#e0483f"), ("#2fb54a", "#e8432f"), ("#f2f2f2" if dark else "#2e86ab", "#e4572e")))
    number = c.count(20, 34)
    closes = 0.2 + 0.72 * _walk(c, number + 1)
    slot = (right - left) / number
    for i in range(number):
        opened, closed = float(closes[i]), float(closes[i + 1])
        tone = up if closed >= opened else down
        x = left + slot * (i + 0.5)
        spread = np.abs(c.rng.normal(0, 0.035, 2))
        top, low = max(opened, closed) + float(spread[0]), min(opened, closed) - float(spread[1])

        def height(value: float) -> float:
            return lower - (lower - upper) * value

        c.line([(x, height(top)), (x, height(low))], tone, 1.8)
        c.rect(x - slot * 0.34, height(max(opened, closed)) - 1, x + slot * 0.34, height(min(opened, closed)) + 1, tone)
        c.rect(x - slot * 0.34, lower - 6 - 26 * abs(closed - opened) * 3, x + slot * 0.34, lower, fade(tone, 0.35))
    if c.chance(0.6):
        smooth = np.convolve(closes, np.ones(5) / 5, "valid")
        days = np.linspace(left + slot * 3, right, len(smooth))
        c.line(np.stack([days, lower - (lower - upper) * smooth], axis=1), "#f2b441", 2.2)
    for i, day in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri")):
        c.text(left + (right - left) * (i + 0.5) / 5, lower + 15, day, 13, ink)


DRAWINGS: Final[Mapping[str, Drawing]] = {
    "line chart": Drawing(_line_chart, WIDE),
    "bar chart": Drawing(_bar_chart, WIDE),
    "pie chart": Drawing(_pie_chart, ANY),
    "candlestick chart": Drawing(_candlestick_chart, WIDE),
    **THINGS,
}
