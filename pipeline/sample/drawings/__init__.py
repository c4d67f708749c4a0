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
from pipeline.sample.drawings.canvas import Drawing
from pipeline.sample.drawings.notes import NotingCanvas

__all__ = ["TOPICS", "draw", "draw_with_words", "drawings_of"]

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
    return draw_with_words(topic, subject, rng)[0]


def draw_with_words(topic: str, subject: str, rng: np.random.Generator) -> tuple[Image.Image, tuple[str, ...]]:
    """Draw one picture as :func:`draw` does, and give the pieces of text that were written on it.

    Some may be small, tilted or partly covered: they were written, which is not to say that they can be read.
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
    canvas = NotingCanvas.blank(size, rng)
    drawing.paint(canvas)
    return canvas.finish(), tuple(canvas.written)


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
