"""Which model stands behind a space."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from jobs.progress import bar
from jobs.tasks import run_tasks
from pipeline.encoders.base import EncoderCard, TextEncoder

SPACES: Final[Sequence[str]] = ("sentence", "clip")
"""Texts live in the first space, pictures in the second."""

Loader = Callable[[str, str], TextEncoder]
"""Gives the model of a space and a profile; Ray carries it to the workers, so it must be a function of a module."""


def load_encoder(space: str, profile: str) -> TextEncoder:
    """Load the model of one space.

    Parameters
    ----------
    profile
        The name of a model profile; see ``feedloom models``.

    Returns
    -------
    TextEncoder
        For ``"clip"`` an :class:`~pipeline.encoders.base.ImageTextEncoder`.

    Raises
    ------
    ModelError
        If the model cannot be had, or is not the one that was promised.
    """
    from pipeline.encoders import load_clip, load_sentence

    return load_sentence(profile) if space == "sentence" else load_clip(profile)


def describe_encoder(load: Loader, space: str, profile: str) -> EncoderCard:
    """Learn a model's revision: from its files where they tell, else in a Ray task, whose memory goes with it."""
    from pipeline.encoders.registry import packaged_card

    packaged = packaged_card(space, profile) if load is load_encoder else None
    if packaged is not None:
        return packaged
    with bar(f"load {space}", 1) as line:
        (card,) = run_tasks(_describe, [(load, space, profile)], line)
    return card


def _describe(load: Loader, space: str, profile: str) -> EncoderCard:
    encoder = load(space, profile)
    return EncoderCard(encoder.model, encoder.revision, encoder.dim)
