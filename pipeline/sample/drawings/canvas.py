"""Anti-aliased flat drawing: shapes, curves, gradients, glows and text on a picture of twice the final size.

Coordinates are pixels of the final picture, y downward; :meth:`Canvas.at` moves, turns, scales and mirrors them.
Angles are degrees, clockwise as seen. Colours are ``#rrggbb`` or, translucent, ``#rrggbbaa``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from pipeline.sample.drawings.geometry import arc, rotation, spline, unit_circle
from pipeline.sample.drawings.textures import GRAIN_SIDE, grain, spot

Option = TypeVar("Option")
Points = Sequence[tuple[float, float]] | NDArray[np.float64]
Size = tuple[int, int]

OVERSAMPLE: Final = 2
LANDSCAPE: Final[Size] = (480, 360)
PORTRAIT: Final[Size] = (360, 480)
SQUARE: Final[Size] = (400, 400)
ANY: Final[tuple[Size, ...]] = (LANDSCAPE, PORTRAIT, SQUARE)
WIDE: Final[tuple[Size, ...]] = (LANDSCAPE, LANDSCAPE, SQUARE)
TALL: Final[tuple[Size, ...]] = (PORTRAIT, PORTRAIT, SQUARE)


@dataclass(frozen=True)
class Drawing:
    """One subject: what paints it and the sizes that suit it, of which the generator picks one."""

    paint: Callable[[Canvas], None]
    sizes: tuple[Size, ...] = ANY


@dataclass(frozen=True, eq=False)
class Canvas:
    """A picture being painted, seen through a frame that can be moved, turned, scaled and mirrored."""

    image: Image.Image
    pen: ImageDraw.ImageDraw
    rng: np.random.Generator
    width: float
    height: float
    turn: NDArray[np.float64]
    origin: NDArray[np.float64]

    @classmethod
    def blank(cls, size: Size, rng: np.random.Generator) -> Self:
        """Start a white picture of ``size`` pixels (width, height)."""
        image = Image.new("RGB", (size[0] * OVERSAMPLE, size[1] * OVERSAMPLE), "white")
        pen = ImageDraw.Draw(image, "RGBA")
        return cls(image, pen, rng, float(size[0]), float(size[1]), np.eye(2) * OVERSAMPLE, np.zeros(2))

    def at(self, x: float, y: float, scale: float = 1.0, angle: float = 0.0, flip: bool = False) -> Self:
        """Return the same picture through a frame with its origin at ``(x, y)`` of this one."""
        cos, sin = math.cos(math.radians(angle)) * scale, math.sin(math.radians(angle)) * scale
        mirror = -1.0 if flip else 1.0
        local = np.array([[cos * mirror, -sin], [sin * mirror, cos]])
        return replace(self, turn=self.turn @ local, origin=self.turn @ np.array([x, y]) + self.origin)

    def stage(
        self, low: float = 0.88, high: float = 1.0, tilt: float = 0.0, flip: bool = True, drop: float = 0.0
    ) -> Canvas:
        """Return a frame round the middle in which -100 to 100 fills the shorter side, a little varied.

        ``low`` and ``high`` bound the scale, ``tilt`` the angle either way; ``drop`` moves it down by so many units.
        """
        unit = min(self.width, self.height) / 200
        slack = (1 - low) * 60 * unit
        x = self.width / 2 + self.between(-slack, slack)
        y = self.height / 2 + self.between(-slack, slack) * 0.4 + drop * unit
        mirrored = flip and self.chance(0.5)
        return self.at(x, y, unit * self.between(low, high), self.between(-tilt, tilt), mirrored)

    def pick(self, options: Sequence[Option]) -> Option:
        """Return one of the options."""
        return options[int(self.rng.integers(len(options)))]

    def some(self, options: Sequence[Option], count: int) -> list[Option]:
        """Return ``count`` different options in random order."""
        return [options[int(place)] for place in self.rng.permutation(len(options))[:count]]

    def between(self, low: float, high: float) -> float:
        """Return a number between the two."""
        return float(self.rng.uniform(low, high))

    def count(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return int(self.rng.integers(low, high + 1))

    def chance(self, probability: float) -> bool:
        """Return true with the given probability."""
        return bool(self.rng.random() < probability)

    @property
    def scale(self) -> float:
        """Return how many pixels of the large picture one unit of this frame is."""
        return math.hypot(self.turn[0, 0], self.turn[1, 0])  # the same along both axes

    def _place(self, points: Points) -> list[float]:
        mapped: list[float] = (np.asarray(points, dtype=np.float64) @ self.turn.T + self.origin).ravel().tolist()
        return mapped

    def poly(self, points: Points, fill: str) -> None:
        """Fill a polygon."""
        self.pen.polygon(self._place(points), fill=fill)

    def blob(self, points: Points, fill: str) -> None:
        """Fill the smooth closed curve through the points."""
        self.poly(spline(np.asarray(points, dtype=np.float64), closed=True), fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str, angle: float = 0.0) -> None:
        """Fill an ellipse, turned by ``angle``."""
        turned = np.array(rotation(angle)) * np.array([rx, ry])
        corners = 16 if max(rx, ry) * self.scale < 14 else 40
        self.poly(unit_circle(corners) @ turned.T + np.array([x, y]), fill)

    def circle(self, x: float, y: float, radius: float, fill: str) -> None:
        """Fill a circle."""
        # Frames keep circles round, so the fast path of the pen serves.
        (cx, cy), reach = self._place([(x, y)]), radius * self.scale
        self.pen.ellipse((cx - reach, cy - reach, cx + reach, cy + reach), fill=fill)

    def sector(self, x: float, y: float, radius: float, start: float, end: float, fill: str) -> None:
        """Fill a slice of a circle from one angle to another, 0 pointing right."""
        self.poly(np.vstack([[(x, y)], arc(x, y, radius, radius, start, end)]), fill)

    def rect(self, left: float, top: float, right: float, bottom: float, fill: str, radius: float = 0.0) -> None:
        """Fill a rectangle, with round corners where a radius is given."""
        if radius <= 0:
            self.poly([(left, top), (right, top), (right, bottom), (left, bottom)], fill)
            return
        r = min(radius, (right - left) / 2, (bottom - top) / 2)
        corners = (
            (right - r, top + r, -90),
            (right - r, bottom - r, 0),
            (left + r, bottom - r, 90),
            (left + r, top + r, 180),
        )
        self.poly(np.vstack([arc(x, y, r, r, angle, angle + 90, 7) for x, y, angle in corners]), fill)

    def line(self, points: Points, fill: str, width: float = 2.0) -> None:
        """Draw a line through the points with round joints and ends."""
        placed, stroke = self._place(points), max(1, round(width * self.scale))
        self.pen.line(placed, fill=fill, width=stroke, joint="curve")
        if stroke > 3:
            r = stroke / 2
            for x, y in (placed[:2], placed[-2:]):
                self.pen.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def curve(self, points: Points, fill: str, width: float = 2.0) -> None:
        """Draw the smooth line through the points."""
        self.line(spline(np.asarray(points, dtype=np.float64), closed=False), fill, width)

    def arc(
        self, x: float, y: float, rx: float, ry: float, start: float, end: float, fill: str, width: float = 2.0
    ) -> None:
        """Draw a part of an ellipse as a line."""
        self.line(arc(x, y, rx, ry, start, end), fill, width)

    def ring(self, x: float, y: float, radius: float, fill: str, width: float = 2.0) -> None:
        """Draw a circle as a line."""
        self.arc(x, y, radius, radius, 0, 360, fill, width)

    def star(
        self, x: float, y: float, radius: float, fill: str, tips: int = 5, inner: float = 0.45, angle: float = -90.0
    ) -> None:
        """Fill a star with so many tips."""
        turns = np.radians(angle + np.arange(tips * 2) * 180 / tips)
        reach = np.where(np.arange(tips * 2) % 2 == 0, radius, radius * inner)
        self.poly(np.stack([x + reach * np.cos(turns), y + reach * np.sin(turns)], axis=1), fill)

    def fill(self, top: str, bottom: str, upper: float = 0.0, lower: float | None = None) -> None:
        """Paint the whole width with a vertical gradient from one height to another (in the final picture's pixels)."""
        first, last = round(upper * OVERSAMPLE), round((self.height if lower is None else lower) * OVERSAMPLE)
        if last <= first:
            return
        rows = np.linspace(_rgb(top), _rgb(bottom), last - first).astype(np.uint8)[:, None, :]
        band = Image.fromarray(rows).resize((self.image.width, last - first), Image.Resampling.NEAREST)
        self.image.paste(band, (0, first))

    def glow(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        """Lay a soft spot that fades outward: a light, or with a dark colour a shadow."""
        centre, scale = self._place([(x, y)]), self.scale
        size = (max(2, round(2 * rx * scale)), max(2, round(2 * ry * scale)))
        mask = spot(_alpha(colour)).resize(size, Image.Resampling.BILINEAR)
        self.image.paste(_rgb(colour), (round(centre[0] - size[0] / 2), round(centre[1] - size[1] / 2)), mask)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        fill: str,
        anchor: str = "mm",
        bold: float = 0.0,
        outline: str | None = None,
    ) -> None:
        """Write words, ``bold`` thicker by a share of their size, with an outline where its colour is given."""
        px = size * self.scale
        font, weight = typeface(round(px)), round(px * bold * 0.42)
        strokes = [(outline, weight + max(2, round(px * 0.09)))] if outline else []
        strokes.append((fill, weight))
        angle, (cx, cy) = self._angle(), self._place([(x, y)])
        if abs(angle) < 0.5:
            for colour, stroke in strokes:
                self.pen.text((cx, cy), words, fill=colour, font=font, anchor=anchor, stroke_width=stroke)
            return
        # The anchor lies in the middle of the mask, so words that start or end there need twice the room.
        sides = 1 if anchor[0] == "m" else 2
        room = (round(sides * font.getlength(words) + px), round(1.8 * px))
        for colour, stroke in strokes:
            mask = Image.new("L", (room[0] + 2 * stroke, room[1] + 2 * stroke))
            middle = (mask.width / 2, mask.height / 2)
            ImageDraw.Draw(mask).text(middle, words, fill=255, font=font, anchor=anchor, stroke_width=stroke)
            mask = mask.rotate(-angle, Image.Resampling.BILINEAR, expand=True)
            self.image.paste(_rgb(colour), (round(cx - mask.width / 2), round(cy - mask.height / 2)), mask)

    def _angle(self) -> float:
        return math.degrees(math.atan2(-self.turn[0, 1], self.turn[1, 1]))

    def finish(self) -> Image.Image:
        """Return the picture at its final size, with a slope of light, a tint of the air and a little grain."""
        small = np.asarray(self.image.reduce(OVERSAMPLE)).astype(np.int16)
        height, width = small.shape[:2]
        row, column = self.rng.integers(0, GRAIN_SIDE - max(height, width), 2)
        field = grain()[row : row + height, column : column + width] * np.int16(self.count(1, 3)) // 2
        field = field + np.linspace(self.between(0, 9), self.between(-12, 0), height).astype(np.int16)[:, None]
        field += np.linspace(self.between(-7, 7), self.between(-7, 7), width).astype(np.int16)[None, :]
        tint = self.rng.integers(-6, 7, 3).astype(np.int16)
        small += field[:, :, None]
        small += tint
        return Image.fromarray(np.clip(small, 0, 255, out=small).astype(np.uint8))


def shade(colour: str, factor: float) -> str:
    """Return the colour darker (factor below 1) or nearer to white (above 1, where 2 is white)."""
    target = 0.0 if factor <= 1 else 255.0
    share = 1 - factor if factor <= 1 else min(factor - 1, 1.0)
    return mix(colour, f"#{int(target):02x}" + f"{int(target):02x}" * 2, share)


@lru_cache(maxsize=4096)
def mix(first: str, second: str, share: float) -> str:
    """Return the colour ``share`` of the way from the first to the second."""
    channels = [round(a + (b - a) * share) for a, b in zip(_rgb(first), _rgb(second), strict=True)]
    return "#{:02x}{:02x}{:02x}".format(*channels)


def fade(colour: str, opacity: float) -> str:
    """Return the colour with the opacity given, 0 for invisible and 1 for solid."""
    return f"{colour[:7]}{round(255 * opacity):02x}"


@lru_cache(maxsize=256)
def typeface(size: int) -> ImageFont.FreeTypeFont:
    """Return Pillow's built-in font at ``size`` pixels."""
    font = ImageFont.load_default(size=max(6, size))
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font


def wrap(words: str, size: float, width: float) -> list[str]:
    """Break words into lines no wider than ``width`` where written at ``size``, both in the same unit."""
    font, lines = typeface(100), [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) * size / 100 > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def fit(words: str, size: float, width: float) -> float:
    """Return ``size``, or the smaller size at which the words are just ``width`` wide."""
    return min(size, width * 100 / max(1.0, typeface(100).getlength(words)))


@lru_cache(maxsize=4096)
def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _alpha(colour: str) -> int:
    return int(colour[7:9], 16) if len(colour) == 9 else 255
