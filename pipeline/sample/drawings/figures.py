"""People and bicycles, which several topics share."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.sample.drawings.canvas import Canvas, shade

Joint = tuple[float, float]
SKINS: Final = ("#f3cfb3", "#e0a987", "#c68a5e", "#8d5a3b", "#5e3b28")
HAIRS: Final = ("#2b1d16", "#5b3a22", "#a8702f", "#d9b35c", "#7a7a7a", "#8c2f1c")
CLOTHES: Final = ("#d64545", "#2f6fb0", "#e8a628", "#3a8f5c", "#7b4fa0", "#e87a4f", "#2b9aa0", "#f0f0ec", "#34405a")


@dataclass(frozen=True)
class Pose:
    """Where elbows, hands, knees and feet are, with the feet on y = 0 and a body of height 100."""

    left_arm: tuple[Joint, Joint] = ((-15, -60), (-15, -46))
    right_arm: tuple[Joint, Joint] = ((15, -60), (15, -46))
    left_leg: tuple[Joint, Joint] = ((-6, -24), (-7, 0))
    right_leg: tuple[Joint, Joint] = ((6, -24), (7, 0))


POSES: Final[Mapping[str, Pose]] = {
    "stand": Pose(),
    "walk": Pose(((-12, -60), (-4, -50)), ((14, -62), (20, -50)), ((-9, -24), (-19, -3)), ((10, -25), (15, 0))),
    "run": Pose(((-20, -64), (-24, -50)), ((18, -62), (28, -72)), ((-8, -26), (-32, -26)), ((20, -34), (20, -6))),
    "kick": Pose(((-22, -70), (-34, -76)), ((22, -70), (34, -64)), ((-5, -22), (-9, 0)), ((20, -32), (42, -20))),
    "cheer": Pose(((-20, -86), (-22, -106)), ((20, -86), (22, -106))),
    "wave": Pose(((-15, -60), (-14, -46)), ((22, -78), (28, -98))),
    "sit": Pose(((-10, -58), (4, -50)), ((12, -58), (18, -50)), ((16, -44), (18, -20)), ((22, -42), (24, -20))),
    "hold": Pose(((-14, -60), (6, -60)), ((16, -60), (26, -66))),
}


def person(
    c: Canvas,
    x: float,
    y: float,
    height: float,
    pose: str = "stand",
    flip: bool = False,
    shirt: str | None = None,
    angle: float = 0.0,
) -> Canvas:
    """Paint a person with the feet at ``(x, y)`` and return the frame of the body, for what it holds or wears."""
    body, joints = c.at(x, y, height / 100, angle, flip), POSES[pose]
    skin, hair, cloth = c.pick(SKINS), c.pick(HAIRS), shirt or c.pick(CLOTHES)
    legs = c.pick(("#2f3b52", "#4a4036", "#556b7f", "#23262e"))
    for hip, (knee, foot), tone in ((-5, joints.left_leg, shade(legs, 0.85)), (5, joints.right_leg, legs)):
        body.line([(hip, -46), knee, foot], tone, 9)
        body.line([foot, (foot[0] + 5, foot[1])], "#2a2a2a", 5)
    _arm(body, -9, joints.left_arm, shade(cloth, 0.85), skin)
    body.blob([(-11, -76), (0, -79), (11, -76), (10, -58), (10, -42), (0, -40), (-10, -42), (-10, -58)], cloth)
    _arm(body, 9, joints.right_arm, shade(cloth, 0.93), skin)
    body.rect(-3, -82, 3, -74, shade(skin, 0.9))
    body.oval(0, -89, 8, 9.5, skin)
    body.blob([(-9, -88), (-8, -98), (0, -101), (8, -98), (8, -93), (0, -95), (-5, -92), (-6, -86)], hair)
    return body


def _arm(body: Canvas, shoulder: float, joints: tuple[Joint, Joint], cloth: str, skin: str) -> None:
    elbow, hand = joints
    body.line([elbow, hand], skin, 5.5)
    body.line([(shoulder, -73), elbow], cloth, 7)
    body.circle(*hand, 4, skin)


def crowd(c: Canvas, top: float, bottom: float, step: float = 13.0) -> None:
    """Fill a band of the whole width with rows of heads and shoulders."""
    rows = max(1, int((bottom - top) / step))
    for row in range(rows):
        y = top + (row + 0.6) * step
        for column in range(int(c.width / step) + 2):
            x = (column + row % 2 / 2 - 0.5) * step + c.between(-2, 2)
            c.rect(x - step * 0.4, y, x + step * 0.4, y + step * 0.8, c.pick(CLOTHES))
            c.circle(x, y - step * 0.1, step * 0.28, c.pick(SKINS))


def wheel(c: Canvas, x: float, y: float, radius: float, tyre: str = "#23262b", spokes: int = 10) -> None:
    """Paint a spoked wheel."""
    for i in range(spokes):
        turn = math.pi * i / spokes + 0.2
        dx, dy = radius * math.cos(turn), radius * math.sin(turn)
        c.line([(x - dx, y - dy), (x + dx, y + dy)], "#c9ced4", radius * 0.03)
    c.ring(x, y, radius * 0.86, "#aeb6bd", radius * 0.07)
    c.ring(x, y, radius * 0.96, tyre, radius * 0.12)
    c.circle(x, y, radius * 0.1, "#5b6168")


def bicycle(c: Canvas, colour: str, drop_bars: bool = True, tyre: float = 1.0) -> None:
    """Paint a bicycle facing right, its wheels on y = 0 of the frame and about 120 units long."""
    for x in (-36, 36):
        wheel(c, x, -24, 24)
        c.ring(x, -24, 23, "#23262b", 2.8 * tyre)
    crank, seat, head, front = (-4, -24), (-14, -62), (22, -62), (36, -24)
    c.line([(-36, -24), crank, head, (-13, -58), (-36, -24)], colour, 4)
    c.line([crank, seat], colour, 4)
    c.line([(21, -67), (25, -52), front], shade(colour, 0.75), 3.6)
    c.line([(-36, -27), (-4, -31)], "#3a3d42", 1.3)
    c.line([(-36, -21), (-4, -17)], "#3a3d42", 1.3)
    c.ring(*crank, 7, "#3a3d42", 2.4)
    c.line([(-9, -14), (1, -34)], "#55595f", 2.4)
    c.line([(-13, -13), (-5, -13)], "#23262b", 3)
    c.line([(-3, -35), (5, -35)], "#23262b", 3)
    c.line([(-23, -65), (-5, -64)], "#23262b", 5)
    if drop_bars:
        c.curve([(20, -68), (32, -69), (36, -63), (32, -56), (27, -56)], "#23262b", 3)
    else:
        c.curve([(21, -66), (20, -73), (12, -75)], "#23262b", 3.4)


def cyclist(
    c: Canvas, colour: str, drop_bars: bool = True, shirt: str | None = None, helmet: str | None = None
) -> None:
    """Paint a bicycle with its rider, in the frame of :func:`bicycle`; the rider's head reaches y = -120."""
    skin, cloth = c.pick(SKINS), shirt or c.pick(CLOTHES)
    lean = 8 if drop_bars else -8
    hip, neck = (-13, -68), (12 + lean, -98)
    c.line([hip, (12, -50), (-8, -18)], shade(skin, 0.8), 7)
    bicycle(c, colour, drop_bars)
    c.line([hip, (14, -58), (1, -38)], skin, 7.5)
    c.line([hip, (3, -62)], "#2a2f3a", 9.5)
    c.line([(1, -37), (7, -36)], "#f2f2f2", 5)
    c.blob(
        [(-22, -68), (-16, -80), (0, -98), (neck[0] + 2, neck[1] - 4), (neck[0] + 4, neck[1] + 8), (0, -72), (-8, -62)],
        cloth,
    )
    hand = (32, -66) if drop_bars else (16, -74)
    c.line([neck, (neck[0] + 4, -78), hand], skin, 5.5)
    c.line([neck, (neck[0] + 3, -84)], shade(cloth, 0.9), 7.5)
    head = (neck[0] + 9, neck[1] - 11)
    c.oval(*head, 8, 9, skin)
    hat = helmet or c.pick(CLOTHES)
    c.blob(
        [
            (head[0] - 11, head[1] - 1),
            (head[0] - 8, head[1] - 10),
            (head[0] + 2, head[1] - 12),
            (head[0] + 10, head[1] - 5),
            (head[0] + 8, head[1] - 2),
        ],
        hat,
    )
