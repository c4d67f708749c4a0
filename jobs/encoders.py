"""Which model stands behind a space."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Final

from jobs.progress import bar
from jobs.tasks import run_tasks
from pipeline.encoders import ModelProfile, choose, obtain
from pipeline.encoders.base import EncoderCard, TextEncoder

SPACES: Final[Sequence[str]] = ("sentence", "clip")
"""Texts live in the first space, pictures in the second."""

Loader = Callable[[str, str], TextEncoder]
"""Gives the model of a space by its name; Ray carries it to the workers, so it must be a function of a module."""


def load_encoder(space: str, model: str) -> TextEncoder:
    """Load the model of one space.

    Parameters
    ----------
    model
        Its name; see :func:`pipeline.encoders.names.resolve`.

    Returns
    -------
    TextEncoder
        For ``"clip"`` an :class:`~pipeline.encoders.base.ImageTextEncoder`.

    Raises
    ------
    ModelError
        If the model cannot be had, or is not the one that was promised.
    """
    from pipeline.encoders import clip_model, sentence_model

    return sentence_model(model) if space == "sentence" else clip_model(model)


def choose_models(
    profile: str, sentence: str | None, clip: str | None, address: str | None, load: Loader
) -> ModelProfile:
    """Settle which pair of models a job uses, and fetch and check them before it begins.

    Parameters
    ----------
    profile, sentence, clip
        A profile, and models in place of its own.
    address
        The cluster that will load them, if not this machine.

    Raises
    ------
    ModelError
        If the profile or a model is unknown; where this machine loads them, also if one cannot be had.
    """
    wanted = choose(profile, sentence, clip)
    if load is load_encoder and not (address or os.environ.get("RAY_ADDRESS")):
        obtain(wanted)
    return wanted


def describe_encoder(load: Loader, space: str, model: str) -> EncoderCard:
    """Learn a model's revision: from its files where they tell, else in a Ray task, whose memory goes with it."""
    from pipeline.encoders.registry import packaged_card

    packaged = packaged_card(space, model) if load is load_encoder else None
    if packaged is not None:
        return packaged
    with bar(f"load {space}", 1) as line:
        (card,) = run_tasks(_describe, [(load, space, model)], line)
    return card


def _describe(load: Loader, space: str, model: str) -> EncoderCard:
    encoder = load(space, model)
    return EncoderCard(encoder.model, encoder.revision, encoder.dim)
