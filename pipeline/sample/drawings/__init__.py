"""Pictures of the sample world, drawn from a seed: no file is read, no model is asked.

:func:`draw` returns one picture of a subject of :data:`pipeline.sample.subjects.SUBJECTS`. Each call varies pose,
colours, background, composition and words; the same generator state gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

import numpy as np
from PIL import Image

from pipeline.errors import UnknownId, nearest
from pipeline.sample.drawings.canvas import Canvas, Drawing

__all__ = ["TOPICS", "draw", "drawings_of"]

TOPICS: Final = (
    "cooking",
    "football",
    "cycling",
    "pets",
    "wildlife",
    "gardening",
    "travel",
    "hiking",
    "city",
    "space",
    "technology",
    "money",
    "music",
    "humour",
)


def draw(topic: str, subject: str, rng: np.random.Generator) -> Image.Image:
    """Draw one picture of a subject.

    Parameters
    ----------
    topic, subject
        Names of :data:`pipeline.sample.subjects.SUBJECTS`.
    rng
        Decides the size, the composition and every detail; it is advanced.

    Returns
    -------
    PIL.Image.Image
        RGB, 480 x 360, 360 x 480 or 400 x 400 pixels.

    Raises
    ------
    UnknownId
        If there is no such topic, or no such subject in it.
    """
    drawings = drawings_of(topic)
    if subject not in drawings:
        raise UnknownId(
            f"subject {subject!r} of topic {topic!r}",
            expected=f"one of its {len(drawings)} subjects",
            remedy=nearest(subject, drawings),
        )
    drawing = drawings[subject]
    size = drawing.sizes[int(rng.integers(len(drawing.sizes)))]
    canvas = Canvas.blank(size, rng)
    drawing.paint(canvas)
    return canvas.finish()


def drawings_of(topic: str) -> Mapping[str, Drawing]:
    """Return the drawings of a topic by subject.

    Raises
    ------
    UnknownId
        If there is no such topic.
    """
    if topic not in TOPICS:
        raise UnknownId(f"topic {topic!r}", expected="a topic of the sample world", remedy=nearest(topic, TOPICS))
    drawings: Mapping[str, Drawing] = import_module(f"{__name__}.{topic}").DRAWINGS
    return drawings
